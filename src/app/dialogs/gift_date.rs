//! The day on which the gifts arrive. People who have left by then are hidden.

use crate::app::context::Context;
use crate::app::key::Key;
use crate::app::keys::Action;
use crate::app::layout::{DialogLayout, rows};
use crate::app::notice::Notice;
use crate::app::step::Step;
use crate::app::text_input;
use crate::domain::calendar::Day;
use ratatui::layout::Rect;
use tui_input::Input;

const WIDTH: u16 = 60;

#[derive(Clone, Debug)]
pub struct GiftDateDialog {
    pub input: Input,
    pub error: Option<&'static str>,
}

impl GiftDateDialog {
    pub fn new(date: Option<Day>) -> GiftDateDialog {
        GiftDateDialog { input: Input::new(date.map(|day| day.to_string()).unwrap_or_default()), error: None }
    }

    pub fn layout(cx: &Context) -> DialogLayout {
        DialogLayout::centered(cx.body(), WIDTH, 4)
    }

    /// Divides the content into two lines of explanation, the text field, and the error.
    pub fn inside(content: Rect) -> [Rect; 4] {
        rows(content, [1, 1, 1, 1])
    }

    pub fn act(&mut self, action: Action) -> Vec<Step> {
        match action {
            Action::Back => vec![Step::Close],
            Action::Press => {
                let text = self.input.value().trim();
                let date = if text.is_empty() { None } else { Day::parse(text) };
                if date.is_none() && !text.is_empty() {
                    self.error = Some("That is no date: write it as 2026-12-24");
                    return vec![];
                }
                let said = date.map_or("The gift date is today".into(), |day| format!("The gift date is {day}"));
                vec![Step::Close, Notice::done(said).into(), Step::GiftDate(date)]
            }
            _ => vec![],
        }
    }

    pub fn typed(&mut self, key: Key) {
        text_input::edit(&mut self.input, key);
        self.error = None;
    }

    pub fn pasted(&mut self, text: &str) {
        text_input::paste(&mut self.input, text);
    }
}
