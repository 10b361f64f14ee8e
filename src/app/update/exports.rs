//! What became of an export: its dialog says it, or wherever the user is by now, the notice.

use crate::app::context::Context;
use crate::app::dialogs::Dialog;
use crate::app::dialogs::export::ExportDialog;
use crate::app::dialogs::exported::ExportedDialog;
use crate::app::dialogs::help::Help;
use crate::app::model::Parts;
use crate::app::notice::Notice;
use crate::app::step::Step;
use crate::domain::credentials::Account;
use crate::domain::export::plan::{ExportPlan, Exported, NotExported};
use std::sync::Arc;

/// What of the model it concerns.
pub struct Outcome<'a> {
    dialog: &'a mut Option<Dialog>,
    help: &'a mut Option<Help>,
    cx: Context<'a>,
}

impl<'a> Outcome<'a> {
    pub(super) fn of(Parts { dialog, help, cx, .. }: Parts<'a>) -> Outcome<'a> {
        Outcome { dialog, help, cx }
    }

    /// The dialog that waits for the export of a plan; another one was opened after it.
    fn waiting(&mut self, plan: &Arc<ExportPlan>) -> Option<&mut ExportDialog> {
        match self.dialog {
            Some(Dialog::Export(export)) if export.is_writing && Arc::ptr_eq(&export.plan, plan) => Some(export),
            _ => None,
        }
    }

    /// The file is there. Ids that are kept of it mean nothing in another account.
    pub fn written(mut self, plan: &Arc<ExportPlan>, account: Option<Account>, exported: Exported) -> Vec<Step> {
        let notice = Notice::done(format!("Wrote {}: {}", exported.summary(), exported.path));
        let record = exported.record.clone().filter(|_| account == self.cx.company.account);
        let mut steps: Vec<Step> = record.map(Step::Recorded).into_iter().collect();
        match self.waiting(plan).map(|export| export.preset().title.clone()) {
            Some(format) => {
                *self.dialog = Some(Dialog::Exported(ExportedDialog::new(exported, format)));
                steps.extend(self.help.is_some().then(|| notice.into()));
            }
            None => steps.push(notice.into()),
        }
        steps
    }

    /// The dialog says why nothing was written, or asks whether to replace the file.
    pub fn refused(mut self, plan: &Arc<ExportPlan>, refused: NotExported) -> Vec<Step> {
        let cx = self.cx;
        let Some(export) = self.waiting(plan) else {
            let text = match refused {
                NotExported::Cancelled(stands) => format!("The export was stopped: {stands}"),
                NotExported::Exists(existing) => format!("Nothing was written: {existing}"),
                NotExported::Failed(problem) => problem.to_string(),
            };
            return vec![Notice::failed(text).into()];
        };
        let question = match &refused {
            NotExported::Exists(existing) => Some(existing.clone()),
            _ => None,
        };
        let mut steps = match refused {
            NotExported::Exists(existing) => {
                export.exists(existing);
                vec![]
            }
            NotExported::Failed(problem) => {
                export.failed(&problem);
                vec![]
            }
            NotExported::Cancelled(stands) => export.cancelled(&stands),
        };
        steps.extend(export.catch_up(&cx));
        if let Some(existing) = question {
            // Who is in the file has changed: it is looked at anew before anything is replaced.
            if export.existing.is_none() {
                export.fail(format!("Nothing was written: {existing}"));
            }
            *self.help = None;
        }
        steps
    }
}
