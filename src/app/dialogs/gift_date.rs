//! The day on which the gifts arrive. People who have left by then are hidden; the dialog says how many while the date is
//! typed.

use crate::app::context::Context;
use crate::app::key::{Code, Key};
use crate::app::keys::Action;
use crate::app::layout::{DialogLayout, FILL, rows, text_width};
use crate::app::notice::{Notice, Tone};
use crate::app::step::Step;
use crate::app::text_input;
use crate::domain::calendar::Day;
use crate::domain::people::marks::Marks;
use crate::domain::text::safe_text::SafeText;
use crate::domain::text::words::counted;
use ratatui::layout::Rect;
use tui_input::Input;

const WIDTH: u16 = 66;

#[derive(Clone, Debug)]
pub struct GiftDateDialog {
    pub input: Input,
    /// The text is the date that was there: what is typed replaces it.
    pub is_untouched: bool,
    /// Whether leavers are in the table all the same.
    shows_leavers: bool,
    /// What the text means, or why it is no date.
    meaning: Notice,
}

impl GiftDateDialog {
    pub fn new(shows_leavers: bool, cx: &Context) -> GiftDateDialog {
        let text = cx.company.gift_date.map(|day| day.to_string()).unwrap_or_default();
        let is_untouched = !text.is_empty();
        let mut dialog =
            GiftDateDialog { input: Input::new(text), is_untouched, shows_leavers, meaning: Notice::plain("") };
        dialog.text_changed(cx);
        dialog
    }

    /// The meaning of the text, wrapped.
    pub fn meaning_lines(&self, cx: &Context) -> (Tone, Vec<String>) {
        (self.meaning.tone, SafeText::of(&self.meaning.text).wrap(text_width(cx.body(), WIDTH)))
    }

    /// The layout with so many lines of meaning.
    pub fn layout(meaning: usize, cx: &Context) -> DialogLayout {
        DialogLayout::centered(cx.body(), WIDTH, 3 + meaning)
    }

    /// Divides the content into two lines of explanation, the text field, and the meaning.
    pub fn inside(content: Rect) -> [Rect; 4] {
        rows(content, [1, 1, 1, FILL])
    }

    /// The date; `Ok(None)` stands for today.
    fn date(&self, cx: &Context) -> Result<Option<Day>, String> {
        match self.input.value().trim() {
            "" => Ok(None),
            text => Day::parse_typed(text, cx.now.today).map(Some).map_err(|error| error.to_string()),
        }
    }

    pub fn act(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        match action {
            Action::Back => vec![Step::Close],
            Action::Press => {
                let date = match self.date(cx) {
                    Ok(date) => date,
                    Err(error) => {
                        self.meaning = Notice::failed(error);
                        return vec![];
                    }
                };
                let said = match date {
                    None => Notice::done("The gift date is today"),
                    Some(day) if day < cx.now.today => {
                        Notice::warning(format!("The gift date {} is in the past", day.in_words()))
                    }
                    Some(day) => Notice::done(format!("The gift date is {}", day.in_words())),
                };
                vec![Step::Close, said.into(), Step::GiftDate(date)]
            }
            _ => vec![],
        }
    }

    pub fn typed(&mut self, key: Key, cx: &Context) {
        let replaces = key.as_char().is_some() || key.code == Code::Backspace;
        if std::mem::take(&mut self.is_untouched) && replaces {
            self.input = Input::default();
        }
        text_input::edit(&mut self.input, key);
        self.text_changed(cx);
    }

    pub fn pasted(&mut self, text: &str, cx: &Context) -> Result<(), Notice> {
        if std::mem::take(&mut self.is_untouched) {
            self.input = Input::default();
        }
        text_input::paste(&mut self.input, text)?;
        self.text_changed(cx);
        Ok(())
    }

    /// Call after the text or the people changed. What is not typed to its end is no error yet.
    pub fn text_changed(&mut self, cx: &Context) {
        self.meaning = match self.date(cx) {
            Ok(date) => {
                let day = date.unwrap_or(cx.now.today);
                let leavers = cx.company.roster().map_or(0, |roster| Marks::on(day, roster).leavers().count());
                let leavers = counted(leavers, "leaver is", "leavers are");
                let shown = if self.shows_leavers { "shown" } else { "hidden" };
                match day < cx.now.today {
                    true => Notice::warning(format!("{}, in the past: {leavers} {shown}", day.in_words())),
                    false => Notice::plain(format!("{}: {leavers} {shown}", day.in_words())),
                }
            }
            Err(error) => Notice::note(error),
        };
    }
}
