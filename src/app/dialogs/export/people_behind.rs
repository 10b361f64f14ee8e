//! Warnings that lead to the people behind them: the arrows reach them below the fields.

use super::{ExportDialog, ExportField, ExportLine};
use crate::app::context::Context;
use crate::app::step::Step;

impl ExportDialog {
    /// What the focus can be on, from top to bottom.
    pub fn fields(&self) -> Vec<ExportField> {
        let warnings = self.warnings.as_deref().unwrap_or_default().len();
        let leading = (0..warnings).filter(|place| self.leads_to_people(*place)).map(ExportField::Warning);
        self.form().iter().copied().chain(leading).collect()
    }

    /// Whether a warning leads to the people behind it.
    pub fn leads_to_people(&self, place: usize) -> bool {
        !self.is_writing && self.query_of(place).is_some()
    }

    pub fn is_on_warning(&self) -> bool {
        matches!(self.focus, ExportField::Warning(_))
    }

    /// The words for what Enter does, where it does not write.
    pub fn press_hint(&self) -> Option<&'static str> {
        self.is_on_warning().then_some("show them")
    }

    fn query_of(&self, place: usize) -> Option<String> {
        let query = self.warnings.as_ref()?.get(place)?.query(self.address)?;
        // Who has left is in the file as well, and would be hidden.
        Some(format!("selected:yes leaver:yes,no {query}"))
    }

    /// Shows the people behind the focused warning, in the table.
    pub(super) fn people_behind(&self) -> Vec<Step> {
        let ExportField::Warning(place) = self.focus else { return vec![] };
        self.query_of(place).map(Step::Filter).into_iter().collect()
    }

    /// Moves the focus, and the lines below the fields so that it is in sight.
    pub(super) fn focus_on(&mut self, field: ExportField, cx: &Context) {
        self.focus = field;
        let ExportField::Warning(warning) = field else { return };
        let (count, height) = self.window(cx);
        let is_its = |line: &ExportLine| matches!(line, ExportLine::Note { warning: Some(it), .. } if *it == warning);
        let lines = self.lines(cx);
        let (first, last) = (lines.iter().position(is_its), lines.iter().rposition(is_its));
        if let Some((first, last)) = first.zip(last) {
            self.viewport.top = self.viewport.top.max((last + 1).saturating_sub(height)).min(first);
            self.viewport.clamp(count, height);
        }
    }
}
