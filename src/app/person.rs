//! Everything about a person: what they do and how they are reached, their dates, the marks with their reasons, whatever
//! else is known, and odd characters in the texts. The lines are made here, so that scrolling and drawing agree on their number.

use super::context::Context;
use super::layout::SIGN_COLUMNS;
use crate::domain::fields::{DateField, Field, FieldKind, Fields, TextField};
use crate::domain::people::bits::Row;
use crate::domain::people::marks::Mark;
use crate::domain::people::roster::Roster;
use crate::domain::text::alphabets::mixes_alphabets;
use crate::domain::text::safe_text::SafeText;
use crate::domain::text::words::counted;

/// Columns of the label before a value.
pub const LABEL_COLUMNS: usize = 20;

const NAMES: Fields = Fields::of(&[Field::FirstName, Field::LastName]);
/// What is shown without a label, since it says itself what it is.
const CONTACT: [Field; 3] = [Field::Position, Field::Email, Field::PersonalEmail];
const PLACE: [Field; 6] =
    [Field::Team, Field::Department, Field::Office, Field::City, Field::Country, Field::Supervisor];
const DATES: [Field; 7] = [
    Field::HireDate,
    Field::Birthday,
    Field::ContractEnds,
    Field::LastDayOfWork,
    Field::LastWorkingDate,
    Field::TerminationDate,
    Field::CreatedAt,
];

/// A line about a person; texts may be foreign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PersonLine {
    Selected,
    /// The reason of a mark; only its first line gets a sign.
    Mark {
        text: String,
        is_first: bool,
        prevents_gift: bool,
    },
    Blank,
    /// What says itself what it is.
    Lead(String),
    /// The label is `""` where a wrapped value continues.
    Value {
        label: &'static str,
        value: String,
    },
    Heading(&'static str),
    /// Below a heading.
    Item(String),
    /// What is not known.
    Missing(String),
}

/// Wrapped for a width.
pub fn lines(row: Row, columns: usize, cx: &Context) -> Vec<PersonLine> {
    let Some(roster) = cx.company.roster() else { return Vec::new() };
    let has_value = |field: &Field| !value(roster, *field, row).is_empty() && !roster.is_unread(*field);
    let labelled = |field: Field| labelled(field.name(), &about(roster, field, row, cx), columns);
    let mut lines = Vec::new();
    if cx.company.selection.has(row) {
        lines.push(PersonLine::Selected);
    }
    for field in CONTACT.into_iter().filter(has_value) {
        lines.extend(wrapped(&value(roster, field, row), columns).map(PersonLine::Lead));
    }
    lines.push(PersonLine::Blank);
    lines.extend(PLACE.into_iter().filter(has_value).flat_map(labelled));
    lines.push(PersonLine::Blank);
    lines.extend(DATES.into_iter().filter(has_value).flat_map(labelled));
    lines.push(PersonLine::Blank);
    lines.extend(marks(row, roster, columns, cx));
    let campaigns = cx.company.kept.campaigns.of(roster.id(row)).map(|it| format!("{} of {}", it.name, it.on));
    lines.extend(
        self::labelled("Campaigns", &campaigns.collect::<Vec<_>>().join(", "), columns).into_iter().filter(has_text),
    );
    lines.push(PersonLine::Blank);
    let is_shown = |field: &Field| {
        [&CONTACT[..], &PLACE, &DATES].iter().any(|fields| fields.contains(field))
            || NAMES.contains(*field) && has_value(field)
    };
    lines.extend(Field::all().filter(|field| !is_shown(field) && has_value(field)).flat_map(labelled));
    lines.extend(self::labelled("Id in Personio", &roster.id(row).to_string(), columns));
    let readable = roster.readable();
    let (read, unread): (Vec<Field>, Vec<Field>) =
        Field::all().filter(|field| !has_value(field)).partition(|field| readable.contains(*field));
    for (what, fields) in [("No value", read), ("Not read", unread)] {
        let names: Vec<&str> = fields.into_iter().map(Field::name).collect();
        if !names.is_empty() {
            lines.push(PersonLine::Blank);
            let text = format!("{what}: {}", names.join(", "));
            lines.extend(wrapped(&text, columns).map(PersonLine::Missing));
        }
    }
    lines.extend(oddities(roster, row));
    // Where a part has nothing to say, one blank line is enough.
    lines.dedup_by(|next, before| *next == PersonLine::Blank && *before == PersonLine::Blank);
    if lines.first() == Some(&PersonLine::Blank) {
        lines.remove(0);
    }
    lines
}

/// Why they are in the table, wrapped for a width.
pub fn because(reasons: &[String], columns: usize) -> Vec<PersonLine> {
    let indented = columns.saturating_sub(SIGN_COLUMNS);
    let mut lines = Vec::new();
    if !reasons.is_empty() {
        lines.extend([PersonLine::Blank, PersonLine::Lead("In the list because".into())]);
    }
    lines.extend(reasons.iter().flat_map(|reason| wrapped(reason, indented)).map(PersonLine::Item));
    lines
}

fn has_text(line: &PersonLine) -> bool {
    !matches!(line, PersonLine::Value { value, .. } if value.is_empty())
}

fn wrapped(text: &str, columns: usize) -> impl Iterator<Item = String> + use<> {
    SafeText::of(text).wrap(columns).into_iter()
}

fn labelled(label: &'static str, value: &str, columns: usize) -> Vec<PersonLine> {
    let mut label = label;
    let lines = wrapped(value, columns.saturating_sub(LABEL_COLUMNS));
    lines.map(|value| PersonLine::Value { label: std::mem::take(&mut label), value }).collect()
}

fn marks(row: Row, roster: &Roster, columns: usize, cx: &Context) -> Vec<PersonLine> {
    let columns = columns.saturating_sub(SIGN_COLUMNS);
    let wrapped = |mark: Mark| {
        let lines = wrapped(&mark.reason(), columns).enumerate();
        let prevents_gift = mark.prevents_gift();
        lines.map(move |(part, text)| PersonLine::Mark { text, is_first: part == 0, prevents_gift })
    };
    cx.company.marks.of(roster, row).into_iter().flat_map(wrapped).collect()
}

/// The value, and of a hire date how many years it has been by the gift date.
fn about(roster: &Roster, field: Field, row: Row, cx: &Context) -> String {
    let value = value(roster, field, row);
    match roster.day(DateField::HireDate, row).filter(|_| field == Field::HireDate) {
        Some(hired) if hired <= cx.company.dates(cx.now).gift_date => {
            let years = usize::try_from(hired.completed_years(cx.company.dates(cx.now).gift_date)).unwrap_or(0);
            format!("{value}, {}", counted(years, "year", "years"))
        }
        _ => value,
    }
}

fn value(roster: &Roster, field: Field, row: Row) -> String {
    match field.info().kind {
        FieldKind::Picture if roster.has_picture(row) => "yes".into(),
        FieldKind::Picture => String::new(),
        _ => match roster.value(field, row) {
            none if none.is_empty() && roster.odd(row).contains(field) => "(a value that cannot be understood)".into(),
            value => value.into_owned(),
        },
    }
}

fn oddities(roster: &Roster, row: Row) -> Vec<PersonLine> {
    let mut lines = Vec::new();
    for field in TextField::ALL {
        let found = SafeText::oddities(roster.text(field, row));
        lines.extend(found.into_iter().map(|oddity| PersonLine::Item(format!("{}: {oddity}", field.field()))));
    }
    for name in [TextField::FirstName, TextField::LastName] {
        if mixes_alphabets(roster.text(name, row)) {
            lines.push(PersonLine::Item(format!("{}: letters of two alphabets in one word", name.field())));
        }
    }
    if !lines.is_empty() {
        let heading = "Odd characters; correct them in Personio:";
        lines.splice(0..0, [PersonLine::Blank, PersonLine::Heading(heading)]);
    }
    lines
}
