//! The question whether an existing file is replaced.

use super::ExportDialog;
use crate::app::context::Context;
use crate::app::keys::Action;
use crate::app::layout::{DialogLayout, text_width};
use crate::app::step::Step;
use crate::domain::text::safe_text::SafeText;

const OVERWRITE_WIDTH: u16 = 72;

impl ExportDialog {
    /// Wrapped for the width of the question.
    pub fn existing_lines(&self, cx: &Context) -> Vec<String> {
        let existing = self.existing.as_deref().unwrap_or_default();
        SafeText::of(existing).wrap(text_width(cx.body(), OVERWRITE_WIDTH))
    }

    /// The layout of the question, of as many lines as [`ExportDialog::existing_lines`] has.
    pub fn question_layout(lines: usize, cx: &Context) -> DialogLayout {
        DialogLayout::centered(cx.body(), OVERWRITE_WIDTH, lines + 4)
    }

    /// Answers whether to replace the existing file.
    pub(super) fn answer(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        match action {
            Action::Yes => self.write(true, cx),
            Action::Back => {
                self.existing = None;
                vec![]
            }
            _ => vec![],
        }
    }
}
