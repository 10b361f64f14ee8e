//! The result of an export: how much was written, where, and what to do with the file.

use crate::app::context::Context;
use crate::app::keys::Action;
use crate::app::layout::{DialogLayout, text_width};
use crate::app::step::Step;
use crate::domain::export::plan::Exported;
use crate::domain::text::safe_text::SafeText;

const WIDTH: u16 = 90;

#[derive(Clone, Debug)]
pub struct ExportedDialog {
    pub exported: Exported,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportedLine {
    Amount,
    Path,
    Warning,
    Advice,
}

impl ExportedDialog {
    /// Wrapped for the dialog's width.
    pub fn lines(&self, cx: &Context) -> Vec<(ExportedLine, String)> {
        let Exported { path, note, .. } = &self.exported;
        let mut parts = vec![(ExportedLine::Amount, self.exported.amount()), (ExportedLine::Path, path.clone())];
        if let Some(guard) = self.exported.guard() {
            let text = format!("{guard}; the format \"For another program\" leaves cells as they are");
            parts.push((ExportedLine::Warning, text));
        }
        parts.extend(note.iter().map(|note| (ExportedLine::Warning, note.clone())));
        let advice = "It is a selection, not the whole company: upload it as an addition. A sync or override upload \
                      would deactivate everybody who is not in it.";
        parts.extend(["", advice].map(|text| (ExportedLine::Advice, text.to_string())));
        let columns = text_width(cx.body(), WIDTH);
        parts
            .into_iter()
            .flat_map(|(kind, text)| SafeText::of(&text).wrap(columns).into_iter().map(move |line| (kind, line)))
            .collect()
    }

    /// The layout of as many lines as [`ExportedDialog::lines`] has.
    pub fn layout(lines: usize, cx: &Context) -> DialogLayout {
        DialogLayout::centered(cx.body(), WIDTH, lines)
    }

    pub fn act(&mut self, action: Action) -> Vec<Step> {
        if action == Action::Back { vec![Step::Close] } else { vec![] }
    }
}
