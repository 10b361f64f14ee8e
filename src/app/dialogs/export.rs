//! An export before it is written: format, address and file, a preview, and warnings. An existing file is replaced only
//! after a confirmation.

use crate::app::context::Context;
use crate::app::dialogs::OpenedFrom;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::keys::{Action, KeyContext};
use crate::app::layout::{DialogLayout, FILL, SIGN_COLUMNS, rows, text_width};
use crate::app::notice::Notice;
use crate::app::request::RequestId;
use crate::app::step::Step;
use crate::app::text_input;
use crate::domain::export::plan::{ExportPlan, file_name};
use crate::domain::export::preset::Preset;
use crate::domain::export::warning::Warning;
use crate::domain::people::column::Address;
use crate::domain::problem::Problem;
use crate::domain::text::safe_text::SafeText;
use ratatui::layout::Rect;
use std::sync::Arc;
use tui_input::Input;

const WIDTH: u16 = 90;
const OVERWRITE_WIDTH: u16 = 72;
/// The header and two people.
const MAX_PREVIEW_LINES: usize = 3;
/// Without warnings and errors.
const LINES: usize = 12;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportField {
    #[default]
    Format,
    Address,
    File,
}

impl ExportField {
    const ALL: [ExportField; 3] = [ExportField::Format, ExportField::Address, ExportField::File];
}

#[derive(Clone, Debug)]
pub struct ExportDialog {
    /// The focused field.
    pub focus: ExportField,
    pub address: Address,
    pub file: Input,
    /// Selected people whom the query does not show.
    pub not_shown: usize,
    /// Selected people who are so since an earlier start.
    pub earlier: usize,
    pub plan: Arc<ExportPlan>,
    /// `None` until the export was checked.
    pub warnings: Option<Vec<Warning>>,
    /// The first lines of the file, cell by cell.
    pub preview: Vec<Vec<String>>,
    pub is_writing: bool,
    /// Why the last attempt failed.
    pub failed: Option<String>,
    /// The size and age of a file with this name: the dialog asks whether to replace it.
    pub existing: Option<String>,
    /// The query that finds those who are not shown.
    not_shown_query: String,
    preset: usize,
    /// Write as soon as the check ends, if it finds nothing to warn of.
    write_when_checked: bool,
    request: RequestId,
}

#[derive(Clone, Copy, Debug)]
pub struct ExportLayout {
    pub who: Rect,
    pub format: Rect,
    pub address: Rect,
    pub file: Rect,
    pub preview: Rect,
    pub notes: Rect,
}

impl ExportDialog {
    pub fn can_open(cx: &Context) -> bool {
        cx.company.selection.count() > 0
    }

    /// The file is named after the query.
    pub fn open(from: &OpenedFrom, cx: &Context) -> Result<(ExportDialog, Vec<Step>), Notice> {
        let Some(roster) = cx.company.roster().filter(|_| ExportDialog::can_open(cx)) else {
            return Err(Notice::plain("Nobody is selected: Space selects a person, a selects all shown"));
        };
        let who = cx.company.selection.chosen().clone();
        let mut dialog = ExportDialog {
            focus: ExportField::Format,
            address: Address::Work,
            file: Input::new(file_name(cx.now.today, from.query)),
            not_shown: who.count() - who.count_shared(from.shown),
            earlier: cx.company.count_earlier(),
            not_shown_query: not_shown_query(from),
            plan: Arc::new(ExportPlan {
                roster: roster.clone(),
                marks: cx.company.marks.clone(),
                dates: cx.company.dates(cx.now),
                who,
                columns: Vec::new(),
                dialect: Preset::all()[0].dialect(cx.launch.spreadsheet_delimiter),
                address: Address::Work,
            }),
            warnings: None,
            preview: Vec::new(),
            is_writing: false,
            failed: None,
            existing: None,
            preset: 0,
            write_when_checked: false,
            request: RequestId::default(),
        };
        let steps = dialog.check(cx);
        Ok((dialog, steps))
    }

    pub fn key_context(&self) -> KeyContext {
        match self.focus {
            _ if self.existing.is_some() => KeyContext::Confirm,
            ExportField::File => KeyContext::ExportText,
            ExportField::Format | ExportField::Address => KeyContext::Export,
        }
    }

    pub fn preset(&self) -> &'static Preset {
        let presets = Preset::all();
        &presets[self.preset.min(presets.len() - 1)]
    }

    /// Wrapped for the dialog's width.
    pub fn failed_lines(&self, cx: &Context) -> Vec<String> {
        let Some(failed) = &self.failed else { return Vec::new() };
        SafeText::of(failed).wrap(text_width(cx.body(), WIDTH).saturating_sub(SIGN_COLUMNS))
    }

    /// Wrapped for the width of the question.
    pub fn existing_lines(&self, cx: &Context) -> Vec<String> {
        let existing = self.existing.as_deref().unwrap_or_default();
        SafeText::of(existing).wrap(text_width(cx.body(), OVERWRITE_WIDTH))
    }

    pub fn layout(&self, cx: &Context) -> DialogLayout {
        if self.existing.is_some() {
            return DialogLayout::centered(cx.body(), OVERWRITE_WIDTH, self.existing_lines(cx).len() + 3);
        }
        let warnings = self.warnings.as_ref().map_or(0, Vec::len);
        DialogLayout::centered(cx.body(), WIDTH, LINES + warnings + self.failed_lines(cx).len())
    }

    pub fn inside(&self, content: Rect) -> ExportLayout {
        let preview = self.preview.len().min(MAX_PREVIEW_LINES) as u16;
        let [who, format, address, file, _, preview, _, notes] = rows(content, [1, 1, 1, 1, 1, preview, 1, FILL]);
        ExportLayout { who, format, address, file, preview, notes }
    }

    pub fn offers(&self, action: Action) -> bool {
        match action {
            Action::ChooseLeft => !self.is_writing,
            Action::Press => !self.is_writing && self.warnings.is_some(),
            Action::ShowNotShown => !self.is_writing && self.not_shown > 0,
            _ => true,
        }
    }

    pub fn act(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        if self.existing.is_some() {
            return self.answer(action);
        }
        let place = ExportField::ALL.iter().position(|field| *field == self.focus).unwrap_or(0);
        match action {
            Action::Back if !self.is_writing => return vec![Step::Close],
            Action::ShowNotShown if self.offers(action) => return vec![Step::Filter(self.not_shown_query.clone())],
            Action::NextField => self.focus = ExportField::ALL[(place + 1) % ExportField::ALL.len()],
            Action::PreviousField => {
                self.focus = ExportField::ALL[(place + ExportField::ALL.len() - 1) % ExportField::ALL.len()]
            }
            Action::ChooseLeft => return self.choose(|place, count| (place + count - 1) % count, cx),
            Action::ChooseRight => return self.choose(|place, count| (place + 1) % count, cx),
            // Nothing is written before its warnings were on screen.
            Action::Press if self.warnings.is_none() => self.write_when_checked = true,
            Action::Press if self.is_writing => {}
            Action::Press if self.file.value().trim().is_empty() => {
                self.failed = Some("The file has no name".into());
                self.focus = ExportField::File;
            }
            Action::Press => return self.write(false),
            _ => {}
        }
        vec![]
    }

    /// Answers whether to replace the existing file.
    fn answer(&mut self, action: Action) -> Vec<Step> {
        match action {
            Action::Yes => self.write(true),
            Action::Back => {
                self.existing = None;
                vec![]
            }
            _ => vec![],
        }
    }

    fn choose(&mut self, turned: impl Fn(usize, usize) -> usize, cx: &Context) -> Vec<Step> {
        match self.focus {
            ExportField::Format => self.preset = turned(self.preset, Preset::all().len()),
            ExportField::Address => {
                let place = Address::ALL.iter().position(|address| *address == self.address).unwrap_or(0);
                self.address = Address::ALL[turned(place, Address::ALL.len())];
            }
            ExportField::File => {}
        }
        self.check(cx)
    }

    /// Plans the export in the chosen format and requests its check.
    fn check(&mut self, cx: &Context) -> Vec<Step> {
        let preset = self.preset();
        let mut plan = ExportPlan::clone(&self.plan);
        plan.columns = preset.columns_for(self.address);
        plan.dialect = preset.dialect(cx.launch.spreadsheet_delimiter);
        plan.address = self.address;
        self.plan = Arc::new(plan);
        self.warnings = None;
        vec![Effect::CheckExport { request: self.request.issue(), plan: self.plan.clone() }.into()]
    }

    fn write(&mut self, overwrite: bool) -> Vec<Step> {
        self.write_when_checked = false;
        self.is_writing = true;
        self.failed = None;
        self.existing = None;
        let path = self.file.value().trim().to_string();
        vec![Effect::Export { plan: self.plan.clone(), path, overwrite }.into()]
    }

    pub fn typed(&mut self, key: Key) {
        if self.focus == ExportField::File {
            text_input::edit(&mut self.file, key);
            self.failed = None;
        }
    }

    pub fn pasted(&mut self, text: &str) {
        if self.focus == ExportField::File {
            text_input::paste(&mut self.file, text);
            self.failed = None;
        }
    }

    pub fn checked(&mut self, request: RequestId, warnings: Vec<Warning>, preview: Vec<Vec<String>>) -> Vec<Step> {
        if request != self.request {
            return vec![];
        }
        let write_when_checked = std::mem::take(&mut self.write_when_checked) && warnings.is_empty();
        self.warnings = Some(warnings);
        self.preview = preview;
        if write_when_checked && !self.is_writing { self.write(false) } else { vec![] }
    }

    /// Nothing was written because the file exists.
    pub fn exists(&mut self, existing: String) {
        self.is_writing = false;
        self.existing = Some(existing);
    }

    pub fn failed(&mut self, problem: &Problem) {
        self.is_writing = false;
        self.failed = Some(problem.to_string());
    }

    /// The check or the write panicked.
    pub fn panicked(&mut self) {
        self.is_writing = false;
        self.failed = Some("a defect in giftlist stopped it: choose the format anew, or use giftlist export".into());
    }
}

/// The query that finds the selected whom the table does not show: they do not match, or are hidden leavers.
fn not_shown_query(from: &OpenedFrom) -> String {
    let query = from.query.trim();
    match (query.is_empty(), from.shows_leavers) {
        (true, _) => "selected:yes leaver:yes".to_string(),
        (false, true) => format!("selected:yes -({query})"),
        (false, false) => format!("selected:yes (leaver:yes OR -({query}))"),
    }
}
