//! Everything about a person: the marks with their reasons, all fields, and odd characters in the texts. The lines are
//! made here, so that scrolling and drawing agree on their number.

use crate::app::company::SelectionChange;
use crate::app::context::Context;
use crate::app::keys::Action;
use crate::app::layout::{DialogLayout, SIGN_COLUMNS, text_width};
use crate::app::step::Step;
use crate::app::viewport::{Move, Viewport};
use crate::domain::fields::{Field, FieldKind, TextField};
use crate::domain::people::bits::Row;
use crate::domain::people::column::NOT_READ;
use crate::domain::people::employee::PersonId;
use crate::domain::people::roster::Roster;
use crate::domain::text::alphabets::mixes_alphabets;
use crate::domain::text::safe_text::SafeText;

pub const LABEL_COLUMNS: usize = 22;
const WIDTH: u16 = 76;

#[derive(Clone, Debug)]
pub struct PersonDialog {
    /// An id and no row, because a sync may move the rows while the dialog is open.
    pub id: PersonId,
    pub viewport: Viewport,
}

/// A line about a person; texts may be foreign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PersonLine {
    Selected,
    /// The reason of a mark; only its first line gets a sign.
    Mark {
        text: String,
        is_first: bool,
    },
    Blank,
    /// The label is `""` where a wrapped value continues.
    Value {
        label: &'static str,
        value: String,
    },
    Heading(&'static str),
    /// Below a heading.
    Item(String),
}

impl PersonDialog {
    pub fn new(id: PersonId) -> PersonDialog {
        PersonDialog { id, viewport: Viewport::default() }
    }

    /// Wrapped for the dialog's width; empty if the person is gone.
    pub fn lines(&self, cx: &Context) -> Vec<PersonLine> {
        let Some(roster) = cx.company.roster() else { return Vec::new() };
        let Some(row) = roster.row_of(self.id) else { return Vec::new() };
        let columns = text_width(cx.body(), WIDTH);
        let mut lines = marks(row, columns, cx);
        for field in Field::all() {
            let value = SafeText::of(&value(roster, field, row)).wrap(columns.saturating_sub(LABEL_COLUMNS));
            let mut label = field.name();
            for value in value {
                lines.push(PersonLine::Value { label: std::mem::take(&mut label), value });
            }
        }
        lines.push(PersonLine::Value { label: "Id in Personio", value: roster.id(row).to_string() });
        lines.extend(oddities(roster, row));
        lines
    }

    /// The layout of as many lines as [`PersonDialog::lines`] has.
    pub fn layout(lines: usize, cx: &Context) -> DialogLayout {
        DialogLayout::centered(cx.body(), WIDTH, lines)
    }

    /// How many lines there are, and how many of them are visible.
    fn window(&self, cx: &Context) -> (usize, usize) {
        let lines = self.lines(cx).len();
        (lines, PersonDialog::layout(lines, cx).height())
    }

    pub fn offers(&self, action: Action, cx: &Context) -> bool {
        let Action::Go(movement) = action else { return true };
        let (lines, height) = self.window(cx);
        self.viewport.hints_at(movement, lines, height)
    }

    pub fn act(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        match action {
            Action::Back => return vec![Step::Close],
            Action::Go(movement) => {
                let (lines, height) = self.window(cx);
                self.viewport.scroll(movement, lines, height);
            }
            Action::Toggle => return vec![Step::Select(SelectionChange::Toggle(self.id))],
            Action::ChooseLeft => return vec![Step::ShowNeighbour(Move::Up)],
            Action::ChooseRight => return vec![Step::ShowNeighbour(Move::Down)],
            _ => {}
        }
        vec![]
    }

    pub fn is_gone(&self, cx: &Context) -> bool {
        cx.company.roster().is_none_or(|roster| roster.row_of(self.id).is_none())
    }

    pub fn resized(&mut self, cx: &Context) {
        let (lines, height) = self.window(cx);
        self.viewport.clamp(lines, height);
    }
}

fn marks(row: Row, columns: usize, cx: &Context) -> Vec<PersonLine> {
    let Some(roster) = cx.company.roster() else { return Vec::new() };
    let mut lines = Vec::new();
    if cx.company.selection.has(row) {
        lines.push(PersonLine::Selected);
    }
    for mark in cx.company.marks.of(roster, row) {
        let parts = SafeText::of(&mark.reason()).wrap(columns.saturating_sub(SIGN_COLUMNS));
        lines.extend(parts.into_iter().enumerate().map(|(part, text)| PersonLine::Mark { text, is_first: part == 0 }));
    }
    if !lines.is_empty() {
        lines.push(PersonLine::Blank);
    }
    lines
}

fn value(roster: &Roster, field: Field, row: Row) -> String {
    if !roster.readable().contains(field) {
        return NOT_READ.into();
    }
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
