//! What became of the check of an export, or of the export itself.

use super::ExportDialog;
use crate::app::context::Context;
use crate::app::step::Step;
use crate::app::viewport::Viewport;
use crate::domain::export::check::ExportCheck;
use crate::domain::export::plan::ExportPlan;
use crate::domain::problem::Problem;
use std::sync::Arc;

impl ExportDialog {
    pub fn checked(&mut self, plan: &Arc<ExportPlan>, check: ExportCheck, cx: &Context) -> Vec<Step> {
        if !Arc::ptr_eq(plan, &self.plan) {
            return vec![];
        }
        let write_when_checked = std::mem::take(&mut self.write_when_checked) && check.warnings.is_empty();
        self.queries = check.warnings.iter().map(|warning| warning.query(plan)).collect();
        self.warnings = Some(check.warnings);
        self.preview = check.preview;
        self.addresses = check.addresses;
        if write_when_checked && !self.is_writing { self.write(false, cx) } else { vec![] }
    }

    /// Nothing was written because the file exists.
    pub fn exists(&mut self, existing: String) {
        self.is_writing = false;
        self.existing = Some(existing);
    }

    pub fn failed(&mut self, problem: &Problem) {
        self.fail(problem.to_string());
    }

    /// The next attempt is another one.
    pub fn cancelled(&mut self, stands: &str) -> Vec<Step> {
        self.fail(format!("Stopped: {stands}"));
        self.check()
    }

    /// Says why nothing was written, in the first of the lines.
    pub fn fail(&mut self, why: String) {
        self.is_writing = false;
        self.failed = Some(why);
        self.viewport = Viewport::default();
    }

    /// The check or the write panicked.
    pub fn panicked(&mut self) {
        self.fail("a defect in giftlist stopped it: choose the format anew, or use giftlist export".into());
    }
}
