//! An export before it is written: format, address and file, what it will look like, and what to know first.

use super::{Dialog, Outcome};
use crate::app::action::Action;
use crate::app::effect::{Effect, RequestId};
use crate::app::model::{Model, Tone};
use crate::domain::export::plan::{ExportPlan, Exported, NotExported, Warning, file_name};
use crate::domain::export::preset::Preset;
use crate::domain::people::column::Address;
use std::sync::Arc;
use tui_input::Input;

/// A line of the dialog that can have the focus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Line {
    #[default]
    Format,
    Address,
    File,
}

const LINES: [Line; 3] = [Line::Format, Line::Address, Line::File];

/// The dialog.
#[derive(Clone, Debug)]
pub struct ExportDialog {
    /// What has the focus.
    pub line: Line,
    /// The format's place among the presets.
    pub preset: usize,
    /// Which address.
    pub address: Address,
    /// The file.
    pub file: Input,
    /// How many of the selected the query does not show.
    pub not_shown: usize,
    /// What would be written.
    pub plan: Arc<ExportPlan>,
    /// What to know first; `None` while it is looked for.
    pub warnings: Option<Vec<Warning>>,
    /// The first lines of the file.
    pub preview: Vec<Vec<String>>,
    /// Whether it is to be written as soon as it was looked at, if there is nothing to know first.
    pub is_wanted: bool,
    /// Whether the file is being written.
    pub is_writing: bool,
    /// Why it was not written.
    pub failed: Option<String>,
    request: RequestId,
}

impl ExportDialog {
    /// Opens for the selected people.
    pub fn open(model: &Model) -> (ExportDialog, Vec<Effect>) {
        let screen = &model.recipients;
        let roster = screen.people.as_ref().map(|people| people.roster.clone());
        let plan = ExportPlan {
            roster: roster.unwrap_or_else(|| Arc::new(crate::domain::people::roster::Roster::empty())),
            marks: screen.marks.clone(),
            dates: model.dates(),
            who: screen.selection.chosen().clone(),
            columns: Vec::new(),
            dialect: Preset::all()[0].dialect(model.start.spreadsheet_delimiter),
            address: Address::Work,
        };
        let mut dialog = ExportDialog {
            line: Line::Format,
            preset: 0,
            address: Address::Work,
            file: Input::new(file_name(model.now.today, screen.query.value())),
            not_shown: screen.selected_not_shown(),
            plan: Arc::new(plan),
            warnings: None,
            preview: Vec::new(),
            is_wanted: false,
            is_writing: false,
            failed: None,
            request: RequestId::default(),
        };
        let effects = dialog.changed(model);
        (dialog, effects)
    }

    /// Whether letters are text now.
    pub fn is_in_text(&self) -> bool {
        self.line == Line::File
    }

    /// The chosen format.
    pub fn preset(&self) -> &'static Preset {
        let presets = Preset::all();
        &presets[self.preset.min(presets.len() - 1)]
    }

    /// Asks for the file to be written.
    pub fn write(&mut self, overwrite: bool) -> Vec<Effect> {
        self.is_wanted = false;
        self.is_writing = true;
        self.failed = None;
        vec![Effect::Export { plan: self.plan.clone(), path: self.file.value().trim().to_string(), overwrite }]
    }

    /// Edits the file's name.
    pub fn edit(&mut self, edit: impl FnOnce(&mut Input)) {
        if self.line == Line::File {
            edit(&mut self.file);
            self.failed = None;
        }
    }

    /// The format or the address changed: the plan is made and looked at anew.
    fn changed(&mut self, model: &Model) -> Vec<Effect> {
        let preset = self.preset();
        let mut plan = ExportPlan::clone(&self.plan);
        plan.columns = preset.columns_for(self.address);
        plan.dialect = preset.dialect(model.start.spreadsheet_delimiter);
        plan.address = self.address;
        self.plan = Arc::new(plan);
        self.warnings = None;
        vec![Effect::CheckExport { request: self.request.next(), plan: self.plan.clone() }]
    }
}

/// What a key means here.
pub(super) fn act(model: &mut Model, mut dialog: Box<ExportDialog>, action: Action) -> Outcome {
    let mut effects = vec![];
    let place = LINES.iter().position(|line| *line == dialog.line).unwrap_or(0);
    match action {
        Action::Back if !dialog.is_writing => return (None, vec![]),
        Action::NextField => dialog.line = LINES[(place + 1) % LINES.len()],
        Action::PreviousField => dialog.line = LINES[(place + LINES.len() - 1) % LINES.len()],
        Action::ChooseLeft | Action::ChooseRight => {
            let turned = |place: usize, count: usize| {
                if action == Action::ChooseRight { (place + 1) % count } else { (place + count - 1) % count }
            };
            match dialog.line {
                Line::Format => dialog.preset = turned(dialog.preset, Preset::all().len()),
                Line::Address => {
                    let place = Address::ALL.iter().position(|address| *address == dialog.address).unwrap_or(0);
                    dialog.address = Address::ALL[turned(place, Address::ALL.len())];
                }
                Line::File => {}
            }
            effects = dialog.changed(model);
        }
        // Nothing is written before what there is to know of it was on screen.
        Action::Press if dialog.warnings.is_none() => dialog.is_wanted = true,
        Action::Press if !dialog.is_writing => {
            if dialog.file.value().trim().is_empty() {
                dialog.failed = Some("The file has no name".into());
                dialog.line = Line::File;
            } else {
                effects = dialog.write(false);
            }
        }
        _ => {}
    }
    (Some(Dialog::Export(dialog)), effects)
}

/// The export dialog, also where the help or a question lies over it.
fn opened(dialog: &mut Option<Dialog>) -> Option<&mut ExportDialog> {
    match dialog.as_mut()? {
        Dialog::Export(export) | Dialog::Overwrite { export, .. } => Some(export),
        Dialog::Help(help) => match help.under.as_deref_mut()? {
            Dialog::Export(export) | Dialog::Overwrite { export, .. } => Some(export),
            _ => None,
        },
        _ => None,
    }
}

/// An export was looked at before it is written.
pub(in crate::app) fn checked(
    model: &mut Model,
    request: RequestId,
    warnings: Vec<Warning>,
    preview: Vec<Vec<String>>,
) -> Vec<Effect> {
    if let Some(dialog) = opened(&mut model.dialog).filter(|dialog| dialog.request == request) {
        let is_wanted = std::mem::take(&mut dialog.is_wanted) && warnings.is_empty();
        dialog.warnings = Some(warnings);
        dialog.preview = preview;
        if is_wanted && !dialog.is_writing {
            return dialog.write(false);
        }
    }
    vec![]
}

/// An export ended; wherever the user is by now, it is told.
pub(in crate::app) fn exported(model: &mut Model, result: Result<Exported, NotExported>) -> Vec<Effect> {
    let mut dialog = opened(&mut model.dialog);
    if let Some(dialog) = &mut dialog {
        dialog.is_writing = false;
    }
    match (result, dialog) {
        (Ok(done), dialog) => {
            let has_dialog = dialog.is_some();
            let words = format!("Wrote {}: {}", done.summary(), done.path);
            match &mut model.dialog {
                Some(Dialog::Export(_) | Dialog::Overwrite { .. }) => model.dialog = Some(Dialog::Exported(done)),
                Some(Dialog::Help(help)) if has_dialog => {
                    help.under = Some(Box::new(Dialog::Exported(done)));
                    model.say(Tone::Done, words);
                }
                _ => model.say(Tone::Done, words),
            }
        }
        (Err(NotExported::Exists(existing)), Some(dialog)) => {
            let export = Box::new(dialog.clone());
            model.dialog = Some(Dialog::Overwrite { export, existing });
        }
        (Err(NotExported::Exists(existing)), None) => {
            model.say(Tone::Failed, format!("Nothing was written: {existing}"))
        }
        (Err(NotExported::Failed(problem)), Some(dialog)) => dialog.failed = Some(problem.to_string()),
        (Err(NotExported::Failed(problem)), None) => model.say(Tone::Failed, problem.to_string()),
    }
    vec![]
}

/// Looking at an export, or writing it, panicked.
pub(in crate::app) fn panicked(model: &mut Model) -> Vec<Effect> {
    if let Some(dialog) = opened(&mut model.dialog) {
        dialog.is_writing = false;
        dialog.failed = Some("a defect in giftlist stopped it: choose the format anew, or use giftlist export".into());
    }
    vec![]
}
