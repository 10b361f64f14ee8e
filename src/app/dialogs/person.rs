//! Everything about a person: the marks with their reasons, the 24 fields, and what is odd in their text. The lines are
//! made here, so that scrolling and drawing agree on how many there are.

use super::{Dialog, Outcome, Scrolled, scrolled};
use crate::app::action::Action;
use crate::app::model::Model;
use crate::app::screens::recipients;
use crate::domain::fields::{Field, Kind, TextField};
use crate::domain::people::employee::PersonId;
use crate::domain::people::roster::{Roster, Row};
use crate::domain::text::safe_text::SafeText;

/// Columns of the fields' names.
pub const LABEL_COLUMNS: usize = 22;
/// Columns inside the dialog, at most.
const MOST_COLUMNS: u16 = 76;

/// Everything about a person.
#[derive(Clone, Debug)]
pub struct PersonDialog {
    /// Who, by the id in Personio: a sync may end meanwhile and move the rows.
    pub id: PersonId,
    /// The first line in the window.
    pub top: usize,
}

/// A line about a person; texts may be foreign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PersonLine {
    /// The person is selected.
    Selected,
    /// Something to know: its first line, or one that goes on.
    Mark {
        /// The words.
        text: String,
        /// Whether it is the first line.
        is_first: bool,
    },
    /// Nothing.
    Blank,
    /// A field's name, `""` where the line goes on, and its value.
    Value(&'static str, String),
    /// A heading.
    Heading(&'static str),
    /// Something below a heading.
    Item(String),
}

impl PersonDialog {
    /// The lines, broken for the size of the screen; none if the person is not there any more.
    pub fn lines(&self, model: &Model) -> Vec<PersonLine> {
        let Some(people) = &model.recipients.people else { return Vec::new() };
        let roster = people.roster.as_ref();
        let Some(row) = roster.row_of(self.id) else { return Vec::new() };
        let columns = usize::from(model.size.columns.min(MOST_COLUMNS)).saturating_sub(6);
        let mut lines = marks(model, row, columns);
        for field in Field::all() {
            let value = SafeText::of(&value(roster, field, row)).broken(columns.saturating_sub(LABEL_COLUMNS));
            let mut name = field.name();
            for part in value {
                lines.push(PersonLine::Value(std::mem::take(&mut name), part));
            }
        }
        lines.push(PersonLine::Value("Id in Personio", roster.id(row).to_string()));
        lines.extend(oddities(roster, row));
        lines
    }
}

fn marks(model: &Model, row: Row, columns: usize) -> Vec<PersonLine> {
    let screen = &model.recipients;
    let Some(people) = &screen.people else { return Vec::new() };
    let mut lines = Vec::new();
    if screen.selection.has(row) {
        lines.push(PersonLine::Selected);
    }
    for mark in screen.marks.of(&people.roster, row) {
        let parts = SafeText::of(&mark.reason()).broken(columns.saturating_sub(2));
        lines.extend(parts.into_iter().enumerate().map(|(part, text)| PersonLine::Mark { text, is_first: part == 0 }));
    }
    if !lines.is_empty() {
        lines.push(PersonLine::Blank);
    }
    lines
}

fn value(roster: &Roster, field: Field, row: Row) -> String {
    if !roster.readable().contains(field) {
        return "(not read)".into();
    }
    if roster.odd(row).contains(field) {
        return "(a value that could not be understood)".into();
    }
    match field.info().kind {
        Kind::Picture if roster.has_picture(row) => "yes".into(),
        Kind::Picture => String::new(),
        _ => roster.value(field, row).into_owned(),
    }
}

fn oddities(roster: &Roster, row: Row) -> Vec<PersonLine> {
    let mut lines = Vec::new();
    for field in TextField::ALL {
        let found = SafeText::oddities(roster.text(field, row));
        lines.extend(found.into_iter().map(|oddity| PersonLine::Item(format!("{}: {oddity}", field.field()))));
    }
    if !lines.is_empty() {
        let heading = "Characters shown as marks; correct them in Personio:";
        lines.splice(0..0, [PersonLine::Blank, PersonLine::Heading(heading)]);
    }
    lines
}

/// What a key means here.
pub(super) fn act(model: &mut Model, mut person: PersonDialog, action: Action) -> Outcome {
    match action {
        Action::Back => return (None, vec![]),
        Action::Go(movement) => {
            let count = person.lines(model).len();
            person.top = scrolled(Scrolled { top: person.top, count, lines: model.size.dialog_lines() }, movement);
        }
        Action::Toggle => {
            let effects = recipients::toggle(model, person.id);
            return (Some(Dialog::Person(person)), effects);
        }
        Action::ChooseLeft | Action::ChooseRight => {
            let step = if action == Action::ChooseRight { 1 } else { -1 };
            if let Some(id) = recipients::neighbour(model, step) {
                person = PersonDialog { id, top: 0 };
            }
        }
        _ => {}
    }
    (Some(Dialog::Person(person)), vec![])
}
