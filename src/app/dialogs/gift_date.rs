//! The day on which the gifts arrive, typed or suggested. People who have left by then are hidden; the dialog says how many
//! while the date is typed.

use crate::app::context::Context;
use crate::app::key::{Code, Key};
use crate::app::keys::Action;
use crate::app::layout::{DialogLayout, FILL, SIGN_COLUMNS, height_of, rows, text_width};
use crate::app::notice::{Notice, Tone};
use crate::app::step::Step;
use crate::app::text_input;
use crate::app::viewport::{Move, Viewport};
use crate::domain::calendar::Day;
use crate::domain::people::marks::Marks;
use crate::domain::text::safe_text::SafeText;
use crate::domain::text::words::counted;
use ratatui::layout::Rect;
use tui_input::Input;

const WIDTH: u16 = 66;
/// Room for a meaning that names two days, so that typing does not move the box.
const MEANING_LINES: usize = 2;
/// Days that gifts are often sent on, as one would type them.
const SUGGESTED: [&str; 5] = ["today", "+7d", "+14d", "next friday", "24 Dec"];

/// A day that the arrows put into the text field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suggestion {
    pub text: &'static str,
    pub day: Day,
}

#[derive(Clone, Debug)]
pub struct GiftDateDialog {
    pub input: Input,
    /// The text is the date that was there, or a suggestion: what is typed replaces it.
    pub is_untouched: bool,
    /// By day.
    pub suggestions: Vec<Suggestion>,
    /// The place of the suggestion that is in the text field.
    chosen: Option<usize>,
    /// What was in the text field before, and whether it was untouched.
    before: (Input, bool),
    viewport: Viewport,
    /// Whether leavers are in the table all the same.
    shows_leavers: bool,
    /// What the text means, or why it is no date.
    meaning: Notice,
}

impl GiftDateDialog {
    pub fn new(shows_leavers: bool, cx: &Context) -> GiftDateDialog {
        let input = Input::new(cx.company.gift_date.map(|day| day.to_string()).unwrap_or_default());
        let is_untouched = !input.value().is_empty();
        let mut dialog = GiftDateDialog {
            before: (input.clone(), is_untouched),
            input,
            is_untouched,
            suggestions: suggestions(cx.now.today),
            chosen: None,
            viewport: Viewport::default(),
            shows_leavers,
            meaning: Notice::plain(""),
        };
        dialog.text_changed(cx);
        dialog
    }

    /// The meaning of the text, wrapped.
    pub fn meaning_lines(&self, cx: &Context) -> (Tone, Vec<String>) {
        (
            self.meaning.tone,
            SafeText::of(&self.meaning.text).wrap(text_width(cx.body(), WIDTH).saturating_sub(SIGN_COLUMNS)),
        )
    }

    pub fn layout(&self, cx: &Context) -> DialogLayout {
        let meaning = self.meaning_lines(cx).1.len().max(MEANING_LINES);
        DialogLayout::centered(cx.body(), WIDTH, 1 + meaning + self.suggestions.len() + 1)
    }

    /// Divides the content into the text field, its meaning, the suggestions, and how else a day can be written. In a low
    /// window the suggestions keep the most lines.
    pub fn inside(&self, content: Rect, cx: &Context) -> [Rect; 4] {
        let meaning = self.meaning_lines(cx).1.len();
        let spare = usize::from(content.height).saturating_sub(1 + meaning + self.suggestions.len());
        let blank = spare.saturating_sub(1).min(MEANING_LINES.saturating_sub(meaning));
        rows(content, [1, (meaning + blank) as u16, FILL, u16::from(spare > 0)])
    }

    /// The window of the suggestions; without a chosen one its cursor is nowhere, beyond their end.
    pub fn viewport(&self) -> Viewport {
        Viewport { cursor: self.chosen.unwrap_or(usize::MAX), ..self.viewport }
    }

    /// The date; `Ok(None)` stands for today.
    fn date(&self, cx: &Context) -> Result<Option<Day>, String> {
        match self.input.value().trim() {
            // Tomorrow it means that day.
            "" | "today" => Ok(None),
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
            Action::Go(movement) => {
                self.suggest(movement);
                self.resized(cx);
                vec![]
            }
            _ => vec![],
        }
    }

    /// Puts the next suggestion into the text field. Above the first one stands what was there before.
    fn suggest(&mut self, movement: Move) {
        let last = self.suggestions.len().saturating_sub(1);
        self.chosen = match (movement, self.chosen) {
            (Move::Down, None) => Some(0),
            (Move::Down, Some(place)) => Some(last.min(place + 1)),
            (Move::To(place), _) => Some(last.min(place)),
            (Move::Up, place) => place.and_then(|place| place.checked_sub(1)),
            _ => return,
        };
        match self.chosen.and_then(|place| self.suggestions.get(place)) {
            Some(suggestion) => (self.input, self.is_untouched) = (Input::new(suggestion.text.into()), true),
            None => (self.input, self.is_untouched) = self.before.clone(),
        }
    }

    pub fn typed(&mut self, key: Key, cx: &Context) {
        let replaces = self.is_untouched && (key.as_char().is_some() || key.code == Code::Backspace);
        let mut input = if replaces { Input::default() } else { self.input.clone() };
        if text_input::edit(&mut input, key) {
            (self.input, self.is_untouched) = (input, false);
            self.edited(cx);
        }
    }

    pub fn pasted(&mut self, text: &str, cx: &Context) -> Result<(), Notice> {
        let mut input = if self.is_untouched { Input::default() } else { self.input.clone() };
        text_input::paste(&mut input, text)?;
        (self.input, self.is_untouched) = (input, false);
        self.edited(cx);
        Ok(())
    }

    fn edited(&mut self, cx: &Context) {
        self.chosen = None;
        self.before = (self.input.clone(), self.is_untouched);
        self.text_changed(cx);
    }

    /// Call after a resize, or after the people changed.
    pub fn resized(&mut self, cx: &Context) {
        self.text_changed(cx);
        let [_, _, list, _] = self.inside(self.layout(cx).content, cx);
        self.viewport.cursor = self.chosen.unwrap_or_default();
        self.viewport.follow(self.suggestions.len(), height_of(list));
    }

    /// Says what the text means. What is not typed to its end is no error yet.
    fn text_changed(&mut self, cx: &Context) {
        // Midnight may have passed.
        self.suggestions = suggestions(cx.now.today);
        self.meaning = match self.date(cx) {
            Ok(date) => {
                let day = date.unwrap_or(cx.now.today);
                let leavers = cx.company.roster().map_or(0, |roster| Marks::on(day, roster).leavers().count());
                let leavers = format!("{} of all", counted(leavers, "leaver", "leavers"));
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

/// The suggested days, each once, by day.
fn suggestions(today: Day) -> Vec<Suggestion> {
    let day_of = |text| Day::parse_typed(text, today).ok().map(|day| Suggestion { text, day });
    let mut suggestions: Vec<Suggestion> = SUGGESTED.into_iter().filter_map(day_of).collect();
    suggestions.sort_by_key(|suggestion| suggestion.day);
    suggestions.dedup_by_key(|suggestion| suggestion.day);
    suggestions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_suggested_once() {
        let of = |today| suggestions(Day::parse(today).unwrap()).iter().map(|it| it.text).collect::<Vec<_>>();
        assert_eq!(of("2026-12-01"), ["today", "next friday", "+7d", "+14d", "24 Dec"]);
        assert_eq!(of("2026-12-18"), ["today", "24 Dec", "+7d", "+14d"]);
        assert_eq!(of("2026-12-24"), ["today", "next friday", "+7d", "+14d"]);
    }
}
