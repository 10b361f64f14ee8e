//! What lies over a screen: at most one thing at a time. Lists to choose from are here; what has lines or fields of its
//! own has a file of its own.

mod candidates;
pub mod export;
mod help;
pub mod person;
pub mod unneeded;

pub use candidates::CandidatesDialog;
pub use export::{ExportDialog, Line as ExportLine};
pub use help::Help;
pub use person::{PersonDialog, PersonLine};
pub use unneeded::UnneededDialog;

use super::action::Action;
use super::effect::Effect;
use super::key::Key;
use super::keys::KeyContext;
use super::model::{Model, Tone};
use super::regions::Scroll;
use super::screens::recipients::{self, RecipientsScreen};
use super::text_input;
use crate::domain::calendar::Day;
use crate::domain::export::plan::Exported;
use crate::domain::fields::Field;
use crate::domain::people::People;
use crate::domain::people::column::Column;
use crate::domain::picking::search::Sort;
use tui_input::Input;

/// What lies over a screen.
#[derive(Clone, Debug)]
pub enum Dialog {
    /// The keys of the place below.
    Help(Help),
    /// Everything about a person.
    Person(PersonDialog),
    /// Which attribute a field is.
    Candidates(CandidatesDialog),
    /// What can be read and is not needed.
    Unneeded(UnneededDialog),
    /// By what to sort.
    Sort(SortDialog),
    /// Which columns.
    Columns(ColumnsDialog),
    /// The day of the gift.
    GiftDate(GiftDateDialog),
    /// An export before it is written.
    Export(Box<ExportDialog>),
    /// What was written.
    Exported(Exported),
    /// Whether a file may be replaced.
    Overwrite {
        /// The export.
        export: Box<ExportDialog>,
        /// The size and age of the file that is there.
        existing: String,
    },
}

/// By what to sort.
#[derive(Clone, Debug)]
pub struct SortDialog {
    /// The choices.
    pub columns: Vec<Column>,
    /// The chosen one.
    pub scroll: Scroll,
}

impl SortDialog {
    /// Opens on the sort in use.
    pub fn new(screen: &RecipientsScreen) -> SortDialog {
        let columns: Vec<Column> = std::iter::once(Column::Name).chain(Field::all().map(Column::Field)).collect();
        let cursor = columns.iter().position(|column| *column == screen.sort.column).unwrap_or(0);
        SortDialog { columns, scroll: Scroll { cursor, top: 0 } }
    }
}

/// Which columns the table has behind the name.
#[derive(Clone, Copy, Debug, Default)]
pub struct ColumnsDialog {
    /// The chosen one.
    pub scroll: Scroll,
}

impl ColumnsDialog {
    /// The choices.
    pub fn columns() -> impl Iterator<Item = Column> {
        Column::all().filter(|column| !matches!(column, Column::Name | Column::GiftEmail | Column::GiftEmailKind))
    }
}

/// The day of the gift.
#[derive(Clone, Debug)]
pub struct GiftDateDialog {
    /// The text field.
    pub input: Input,
    /// What is wrong with it.
    pub error: Option<&'static str>,
}

impl Dialog {
    /// Where its keys are looked up.
    pub fn key_context(&self) -> KeyContext {
        match self {
            Dialog::Help(_) => KeyContext::Help,
            Dialog::Person(_) => KeyContext::Person,
            Dialog::Candidates(_) => KeyContext::Candidates,
            Dialog::Unneeded(_) => KeyContext::Unneeded,
            Dialog::Sort(_) => KeyContext::SortChoice,
            Dialog::Columns(_) => KeyContext::ColumnChoice,
            Dialog::GiftDate(_) => KeyContext::GiftDate,
            Dialog::Export(export) if export.is_in_text() => KeyContext::ExportText,
            Dialog::Export(_) => KeyContext::ExportDialog,
            Dialog::Exported(_) => KeyContext::Result,
            Dialog::Overwrite { .. } => KeyContext::Confirm,
        }
    }
}

/// What a key means for the dialog that is open.
pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let lines = model.size.dialog_lines();
    let Some(dialog) = model.dialog.take() else { return vec![] };
    let (dialog, effects) = match dialog {
        Dialog::Help(mut help) => match action {
            Action::Back | Action::ShowHelp => (help.under.take().map(|under| *under), vec![]),
            Action::Go(movement) => {
                let count = help.lines().len();
                help.top = scrolled(Scrolled { top: help.top, count, lines }, movement);
                (Some(Dialog::Help(help)), vec![])
            }
            _ => (Some(Dialog::Help(help)), vec![]),
        },
        Dialog::Person(person) => person::act(model, person, action),
        Dialog::Candidates(candidates) => candidates::act(model, candidates, action),
        Dialog::Unneeded(unneeded) => unneeded::act(model, unneeded, action),
        Dialog::Sort(mut sort) => match action {
            Action::Back => (None, vec![]),
            Action::Go(movement) => {
                let count = sort.columns.len();
                sort.scroll.go(movement, count, lines);
                (Some(Dialog::Sort(sort)), vec![])
            }
            Action::Press => {
                let column = sort.columns.get(sort.scroll.cursor).copied().unwrap_or(Column::Name);
                let now = model.recipients.sort;
                let descending = now.column == column && !now.descending;
                (None, recipients::set_sort(model, Sort { column, descending }))
            }
            _ => (Some(Dialog::Sort(sort)), vec![]),
        },
        Dialog::Columns(mut columns) => match action {
            Action::Back => (None, vec![]),
            Action::Go(movement) => {
                columns.scroll.go(movement, ColumnsDialog::columns().count(), lines);
                (Some(Dialog::Columns(columns)), vec![])
            }
            Action::Toggle => {
                if let Some(column) = ColumnsDialog::columns().nth(columns.scroll.cursor) {
                    toggle_column(&mut model.recipients, column);
                }
                (Some(Dialog::Columns(columns)), vec![])
            }
            _ => (Some(Dialog::Columns(columns)), vec![]),
        },
        Dialog::GiftDate(gift_date) => take_gift_date(model, gift_date, action),
        Dialog::Export(export) => export::act(model, export, action),
        Dialog::Exported(done) => match action {
            Action::Back => (None, vec![]),
            _ => (Some(Dialog::Exported(done)), vec![]),
        },
        Dialog::Overwrite { export, existing } => match action {
            Action::Yes => {
                let mut export = export;
                let effects = export.write(true);
                (Some(Dialog::Export(export)), effects)
            }
            Action::Back => (Some(Dialog::Export(export)), vec![]),
            _ => (Some(Dialog::Overwrite { export, existing }), vec![]),
        },
    };
    // A dialog that sent the user to another screen leaves nothing behind.
    if model.dialog.is_none() {
        model.dialog = dialog;
    }
    effects
}

/// Other people are about to come: what is shown of somebody who is not among them closes.
pub(super) fn people_change(model: &mut Model, people: &People) {
    if let Some(Dialog::Person(person)) = &model.dialog
        && people.roster.row_of(person.id).is_none()
    {
        model.dialog = None;
    }
}

/// What lies over the screen after a key, and what is to be done.
type Outcome = (Option<Dialog>, Vec<Effect>);

/// A text in a window: its first line there, how many lines it has, and how many the window has.
struct Scrolled {
    top: usize,
    count: usize,
    lines: usize,
}

fn scrolled(text: Scrolled, movement: super::action::Move) -> usize {
    let mut scroll = Scroll { cursor: 0, top: text.top };
    scroll.scroll(movement, text.count, text.lines);
    scroll.top
}

fn toggle_column(screen: &mut RecipientsScreen, column: Column) {
    match screen.columns.iter().position(|shown| *shown == column) {
        Some(place) => drop(screen.columns.remove(place)),
        None => screen.columns.push(column),
    }
    screen.first_column = screen.first_column.min(screen.columns.len().saturating_sub(1));
}

fn take_gift_date(model: &mut Model, mut dialog: GiftDateDialog, action: Action) -> Outcome {
    match action {
        Action::Back => (None, vec![]),
        Action::Press => {
            let text = dialog.input.value().trim();
            let date = if text.is_empty() { None } else { Day::parse(text) };
            if date.is_none() && !text.is_empty() {
                dialog.error = Some("That is no date: write it as 2026-12-24");
                return (Some(Dialog::GiftDate(dialog)), vec![]);
            }
            let text = match date {
                Some(day) => format!("The gift date is {day}"),
                None => "The gift date is today".into(),
            };
            model.say(Tone::Done, text);
            (None, recipients::set_gift_date(model, date))
        }
        _ => (Some(Dialog::GiftDate(dialog)), vec![]),
    }
}

/// Takes a key that is text.
pub(super) fn typed(model: &mut Model, key: Key) -> Vec<Effect> {
    match &mut model.dialog {
        Some(Dialog::GiftDate(dialog)) => {
            text_input::edit(&mut dialog.input, key);
            dialog.error = None;
        }
        Some(Dialog::Export(dialog)) => dialog.edit(|input| {
            text_input::edit(input, key);
        }),
        _ => {}
    }
    vec![]
}

/// Takes a pasted text.
pub(super) fn pasted(model: &mut Model, text: &str) -> Vec<Effect> {
    match &mut model.dialog {
        Some(Dialog::GiftDate(dialog)) => text_input::paste(&mut dialog.input, text),
        Some(Dialog::Export(dialog)) => dialog.edit(|input| text_input::paste(input, text)),
        _ => {}
    }
    vec![]
}
