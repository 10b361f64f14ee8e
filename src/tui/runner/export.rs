//! The jobs of an export: looking at it, writing it, and keeping what was settled with it.

use super::Runner;
use crate::app::effect::Export;
use crate::app::msg::{Job, Msg};
use crate::domain::export::plan::ExportPlan;
use crate::jobs;
use std::sync::Arc;

const PREVIEW_PEOPLE: usize = 8;

impl Runner {
    pub(super) fn check_export(&self, plan: Arc<ExportPlan>) {
        self.spawn_blocking(Job::CheckExport, move || {
            let check = Box::new(plan.check(PREVIEW_PEOPLE));
            Msg::ExportChecked { plan, check }
        });
    }

    pub(super) fn export(&self, Export { account, plan, path, overwrite, separator, record }: Export) {
        let cx = self.context_for(account);
        self.spawn_blocking(Job::Export, move || {
            let written = jobs::export::write(&cx, &plan, &path, overwrite, separator, None);
            let result = written.map(|written| Box::new(jobs::export::remembered(&cx, written, record)));
            Msg::Exported { plan, account, result }
        });
    }

    pub(super) fn keep_country(&self, name: String, code: String) {
        let cx = self.cx.clone();
        self.spawn_blocking(Job::KeepCountry, move || Msg::CountryKept(jobs::countries::keep(&cx, &name, &code)));
    }
}
