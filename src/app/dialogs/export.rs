//! An export before it is written: format, address and file, warnings, and a preview. An existing file is replaced only
//! after a confirmation.

mod choices;
mod country;
mod lines;
mod name;
mod not_shown;
mod outcome;
mod people_behind;
mod question;
mod records;
mod typing;

use crate::app::context::Context;
use crate::app::dialogs::OpenedFrom;
use crate::app::effect::{Effect, Export};
use crate::app::export_choices::{ExportChoices, ExportedFrom};
use crate::app::keys::{Action, KeyContext};
use crate::app::layout::{DialogLayout, FILL, height_of, rows};
use crate::app::notice::Notice;
use crate::app::step::Step;
use crate::app::viewport::Viewport;
use crate::domain::export::check::AddressCounts;
use crate::domain::export::plan::{Cancel, ExportPlan};
use crate::domain::export::preset::Presets;
use crate::domain::export::warning::Warning;
use crate::domain::kept::lists::Difference;
use crate::domain::people::bits::Bits;
use crate::domain::people::column::Address;
use crate::domain::people::roster::Roster;
use not_shown::not_shown_query;
use ratatui::layout::Rect;
use std::sync::Arc;
use tui_input::Input;

pub use country::CountryCode;
pub use lines::ExportLine;

const WIDTH: u16 = 118;
/// All that a form may have, from top to bottom.
const ALL_FIELDS: [ExportField; 5] =
    [ExportField::Format, ExportField::Address, ExportField::File, ExportField::Campaign, ExportField::Separator];

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportField {
    #[default]
    Format,
    Address,
    File,
    /// Only of a format whose cells are separated as the locale says.
    Separator,
    Campaign,
    /// A warning, by its place, that leads to the people behind it.
    Warning(usize),
}

#[derive(Clone, Debug)]
pub struct ExportDialog {
    /// The focused field.
    pub focus: ExportField,
    pub address: Address,
    pub file: Input,
    /// The name under which the people are remembered; may be empty.
    pub campaign: Input,
    /// The saved list that the file is of.
    pub list: Option<String>,
    /// From the last file of that list.
    difference: Option<Difference>,
    /// How many people get it to which address, as of the last check.
    pub addresses: AddressCounts,
    /// A country whose code is asked for.
    pub country: Option<CountryCode>,
    /// Selected people whom the query does not show.
    pub not_shown: usize,
    /// Selected people who are so since an earlier start.
    pub earlier: usize,
    pub plan: Arc<ExportPlan>,
    /// `None` until the export was checked.
    pub warnings: Option<Vec<Warning>>,
    /// For each of them, what finds the people behind it.
    queries: Vec<Option<String>>,
    /// The first lines of the file, cell by cell.
    pub preview: Vec<Vec<String>>,
    pub is_writing: bool,
    /// Why the last attempt failed.
    pub failed: Option<String>,
    /// The size and age of a file with this name: the dialog asks whether to replace it.
    pub existing: Option<String>,
    /// Between the cells of a file for Excel: `,` or `;`.
    pub separator: u8,
    /// Of the lines below the fields.
    pub viewport: Viewport,
    /// The table that the user exports from: those who were in it, and the query that finds the others.
    shown: Bits,
    not_shown_query: String,
    /// The user's own query, and whether the table is that of it, or else of the people behind a warning.
    own_query: String,
    is_own_table: bool,
    presets: Presets,
    preset: usize,
    /// The file's name as long as the user gives it no other.
    proposed_name: String,
    /// Write as soon as the check ends, if it finds nothing to warn of.
    write_when_checked: bool,
    /// The people changed while they were being written.
    is_outdated: bool,
}

#[derive(Clone, Copy, Debug)]
pub struct ExportLayout {
    pub who: Rect,
    pub format: Rect,
    pub address: Rect,
    pub file: Rect,
    /// Empty where the format has no choice of it.
    pub separator: Rect,
    pub campaign: Rect,
    pub lines: Rect,
}

fn table_of(from: &OpenedFrom, who: &Bits, roster: &Arc<Roster>, cx: &Context) -> ExportedFrom {
    ExportedFrom {
        list: records::list_of(from, who, cx).map(|list| (list, who.clone())),
        shown: from.shown.clone(),
        not_shown_query: not_shown_query(from),
        query: from.own_query.to_string(),
        roster: roster.clone(),
    }
}

impl ExportDialog {
    pub fn can_open(cx: &Context) -> bool {
        cx.company.selection.count() > 0
    }

    /// The file is named after the query, if that finds everybody who is in it.
    pub fn open(from: &OpenedFrom, cx: &Context) -> Result<(ExportDialog, Vec<Step>), Notice> {
        let Some(roster) = cx.company.roster().filter(|_| ExportDialog::can_open(cx)) else {
            return Err(Notice::plain(format!("Nobody is selected: {}", cx.how_to_select())));
        };
        if let Some(problem) = &cx.company.kept_problem {
            return Err(Notice::failed(problem.to_string()));
        }
        let who = cx.company.recipients();
        let not_shown = who.count() - who.count_shared(from.shown);
        let query = if not_shown == 0 { from.query } else { "" };
        let presets = cx.launch.presets.clone();
        let is_last = |name| presets.all().iter().position(|preset| preset.name == name);
        let preset = from.export_format.and_then(is_last).unwrap_or(0);
        let format = presets.all()[preset].format(cx.separator);
        let choices = from.export_choices.cloned().unwrap_or_else(|| {
            let proposed_name = name::proposed(query, format, cx);
            ExportChoices {
                preset,
                address: Address::Work,
                file: Input::new(proposed_name.clone()),
                proposed_name,
                campaign: Input::default(),
                separator: cx.separator,
                table: table_of(from, &who, roster, cx),
            }
        });
        let is_own_table = from.export_choices.is_none();
        // Rows of other people say nothing of these.
        let table = choices.table;
        let table = if Arc::ptr_eq(&table.roster, roster) { table } else { table_of(from, &who, roster, cx) };
        let ExportedFrom { list, shown, not_shown_query, query: own_query, .. } = table;
        let not_shown = who.count() - who.count_shared(&shown);
        // Of a list are only those who were chosen of it.
        let list = list.filter(|(_, chosen)| *chosen == who);
        let mut dialog = ExportDialog {
            focus: ExportField::Format,
            address: choices.address,
            file: choices.file,
            proposed_name: choices.proposed_name,
            campaign: choices.campaign,
            list: list.map(|(list, _)| list),
            shown,
            own_query,
            is_own_table,
            difference: None,
            addresses: AddressCounts::default(),
            country: None,
            not_shown,
            earlier: cx.company.count_earlier(),
            not_shown_query,
            plan: Arc::new(ExportPlan {
                roster: roster.clone(),
                marks: cx.company.marks.clone(),
                dates: cx.company.dates(cx.now),
                left_out_never: cx.company.selection.count() - who.count(),
                who,
                columns: Vec::new(),
                max_rows: None,
                format,
                address: choices.address,
                countries: cx.company.countries.clone(),
                cancel: Cancel::default(),
            }),
            warnings: None,
            queries: vec![],
            preview: Vec::new(),
            is_writing: false,
            failed: None,
            existing: None,
            separator: choices.separator,
            viewport: Viewport::default(),
            presets,
            preset: choices.preset,
            write_when_checked: false,
            is_outdated: false,
        };
        dialog.compare(cx);
        let mut steps = dialog.check();
        // Another window, or a command, may have put somebody on the never-list.
        if cx.launch.demo.is_none() {
            steps.push(Effect::ReadKept { account: cx.company.account, change: None }.into());
        }
        Ok((dialog, steps))
    }

    pub fn key_context(&self) -> KeyContext {
        match self.focus {
            _ if self.country.is_some() => KeyContext::Country,
            _ if self.existing.is_some() => KeyContext::Confirm,
            ExportField::File | ExportField::Campaign => KeyContext::ExportText,
            _ => KeyContext::Export,
        }
    }

    /// The layout of as many lines as [`ExportDialog::lines`] has, below who gets it, the fields, and a blank line.
    pub fn layout(&self, lines: usize, cx: &Context) -> DialogLayout {
        DialogLayout::centered(cx.body(), WIDTH, 2 + self.form().len() + lines)
    }

    /// Divides the content. In a window that is too low the lines below the fields scroll; in one that has no room for
    /// any of them only the focused field stays.
    pub fn inside(&self, content: Rect, lines: usize) -> ExportLayout {
        let fields = self.form();
        let is_low = usize::from(content.height) < 2 + fields.len();
        let height = |field| u16::from(fields.contains(&field) && (!is_low || field == self.focus));
        let [format, address, file, campaign, separator] = ALL_FIELDS.map(height);
        let gap = u16::from(usize::from(content.height) > 1 + fields.len() + lines);
        let [who, format, address, file, campaign, separator, _, lines] =
            rows(content, [1, format, address, file, campaign, separator, gap, FILL]);
        ExportLayout { who, format, address, file, separator, campaign, lines }
    }

    /// How many lines there are below the fields, and how many of them are visible.
    fn window(&self, cx: &Context) -> (usize, usize) {
        let count = self.lines(cx).len();
        (count, height_of(self.inside(self.layout(count, cx).content, count).lines))
    }

    pub fn resized(&mut self, cx: &Context) {
        let (count, height) = self.window(cx);
        self.viewport.clamp(count, height);
    }

    pub fn offers(&self, action: Action, cx: &Context) -> bool {
        match action {
            Action::Go(_) => {
                let (count, height) = self.window(cx);
                count > height
            }
            Action::ChooseLeft | Action::ChooseRight => {
                !self.is_writing
                    && !matches!(self.focus, ExportField::File | ExportField::Campaign | ExportField::Warning(_))
            }
            Action::Press => !self.is_writing && self.warnings.is_some(),
            Action::ShowNotShown => !self.is_writing && self.not_shown > 0,
            _ => true,
        }
    }

    pub fn act(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        if self.country.is_some() {
            return self.act_on_country(action, cx);
        }
        if self.existing.is_some() {
            return self.answer(action, cx);
        }
        if self.is_writing && !matches!(action, Action::Back | Action::Go(_)) {
            return vec![];
        }
        let fields = self.fields();
        let place = fields.iter().position(|field| *field == self.focus).unwrap_or(0);
        match action {
            Action::Go(movement) => {
                let (count, height) = self.window(cx);
                self.viewport.scroll(movement, count, height);
            }
            Action::Back if self.is_writing => return vec![Effect::CancelExport(self.plan.cancel.clone()).into()],
            Action::Back => return vec![Step::Close],
            Action::ShowNotShown if self.offers(action, cx) => return vec![Step::Filter(self.not_shown_query.clone())],
            Action::NextField => self.focus_on(fields[(place + 1) % fields.len()], cx),
            Action::PreviousField => self.focus_on(fields[(place + fields.len() - 1) % fields.len()], cx),
            Action::ChooseLeft => return self.choose(|place, count| (place + count - 1) % count),
            Action::ChooseRight => return self.choose(|place, count| (place + 1) % count),
            Action::Press if self.is_on_warning() => return self.people_behind(cx),
            Action::Press if self.file.value().trim().is_empty() => {
                self.fail("The file has no name".into());
                self.focus = ExportField::File;
            }
            // Nothing is written before its warnings were on screen.
            Action::Press if self.warnings.is_none() => self.write_when_checked = true,
            Action::Press => return self.write(false, cx),
            _ => {}
        }
        vec![]
    }

    /// The focus goes there; where it is already, the next choice is taken.
    pub fn clicked(&mut self, place: usize, cx: &Context) -> Vec<Step> {
        match self.fields().get(place) {
            Some(&field) if field != self.focus && !self.is_writing => self.focus_on(field, cx),
            _ if self.is_on_warning() => return self.act(Action::Press, cx),
            _ => return self.act(Action::ChooseRight, cx),
        }
        vec![]
    }

    /// Call after the people changed. What is being written now has the people of before; otherwise the file will have
    /// those who are selected now.
    pub fn people_changed(&mut self, cx: &Context) -> Vec<Step> {
        let Some(roster) = cx.company.roster().filter(|_| ExportDialog::can_open(cx)) else { return vec![Step::Close] };
        self.is_outdated = self.is_writing;
        if self.is_writing {
            return vec![];
        }
        let mut plan = ExportPlan::clone(&self.plan);
        plan.roster = roster.clone();
        plan.marks = cx.company.marks.clone();
        plan.dates = cx.company.dates(cx.now);
        plan.countries = cx.company.countries.clone();
        plan.who = cx.company.recipients();
        plan.left_out_never = cx.company.selection.count() - plan.who.count();
        self.earlier = cx.company.count_earlier();
        self.plan = Arc::new(plan);
        self.compare(cx);
        self.existing = None;
        self.check()
    }

    /// Call after a write has ended without a file.
    pub fn catch_up(&mut self, cx: &Context) -> Vec<Step> {
        if self.is_outdated { self.people_changed(cx) } else { vec![] }
    }

    /// Call after other rows are in the table.
    pub fn shown_changed(&mut self, shown: &Bits) {
        if self.is_own_table && self.plan.who.len() == shown.len() {
            self.shown = shown.clone();
            self.not_shown = self.plan.who.count() - self.plan.who.count_shared(shown);
        }
    }

    /// Plans the export in the chosen format and requests its check.
    fn check(&mut self) -> Vec<Step> {
        let preset = self.preset();
        let mut plan = ExportPlan::clone(&self.plan);
        plan.columns = preset.columns_for(self.address);
        plan.max_rows = preset.max_rows;
        plan.format = preset.format(self.separator);
        plan.address = self.address;
        plan.cancel = Cancel::default();
        self.plan = Arc::new(plan);
        self.warnings = None;
        self.write_when_checked = false;
        if self.is_on_warning() {
            self.focus = ExportField::Format;
        }
        vec![Effect::CheckExport { plan: self.plan.clone() }.into()]
    }

    fn write(&mut self, overwrite: bool, cx: &Context) -> Vec<Step> {
        self.write_when_checked = false;
        let record = match self.record(cx) {
            Ok(record) => record,
            Err(problem) => {
                self.fail(problem.to_string());
                self.focus = ExportField::Campaign;
                return vec![];
            }
        };
        self.is_writing = true;
        self.failed = None;
        self.existing = None;
        let path = self.file.value().trim().to_string();
        let is_chosen = self.preset().has_locale_delimiter() && self.separator != cx.separator;
        let separator = is_chosen.then_some(self.separator);
        let (account, plan) = (cx.company.account, self.plan.clone());
        let write = Effect::Export(Box::new(Export { account, plan, path, overwrite, separator, record }));
        let format = Step::ExportFormat(self.preset().name.clone());
        separator.map(Step::Separator).into_iter().chain([format, write.into()]).collect()
    }
}
