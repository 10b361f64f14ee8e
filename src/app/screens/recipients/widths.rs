//! Which columns of the table fit on the screen, and how wide they are; so also how far it scrolls sideways.
//!
//! A column is as wide as its values want, of all people and not of those who are shown: nothing jumps while a query is typed.

use super::{RecipientsLayout, RecipientsScreen};
use crate::app::context::Context;
use crate::domain::fields::{Field, FieldKind};
use crate::domain::people::bits::Row;
use crate::domain::people::column::{Address, Column, ColumnContext};
use crate::domain::people::marks::Marks;
use crate::domain::people::roster::Roster;
use crate::domain::picking::search::Sorts;
use crate::domain::text::safe_text::SafeText;
use std::borrow::Cow;

/// The cursor's bar, the sign of the selected, and a blank.
pub const SIGN_COLUMNS: usize = 3;
/// Between two columns of the table.
pub const GAP: &str = "  ";
/// Columns for the marks at most, where there is room: two of them.
const MARK_COLUMNS: usize = 26;
/// Columns of the longest mark: `until 31 Dec`.
const LONGEST_MARK: usize = 12;
/// Columns for the marks at least: a short one.
const FEWEST_MARK_COLUMNS: usize = 11;
/// Columns of a table in which the marks get all that they want.
const ROOMY: usize = 140;
/// Columns of a table in which a name gets its full width, and emails are whole.
const WIDE: usize = 100;
/// A blank before the scrollbar.
const RIGHT_MARGIN: usize = 1;
/// The sign of the sorted column, with its blank.
const ARROW: usize = 2;
/// At most so many people are looked at, …
const SAMPLE: usize = 400;
/// … of the first ones: the others may still be on their way from the disk.
const SAMPLED_FROM: usize = 4_000;
/// Of a hundred values so many are not cut, where there is room for a column at all.
const TYPICAL_PERCENT: usize = 90;

/// Between two marks.
const MARK_GAP: usize = 2;
/// Of a title over short values so much is shown.
const WIDEST_TITLE: usize = 14;

/// How wide the values of a column are, and its title.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    typical: usize,
    longest: usize,
    title: usize,
    is_unread: bool,
}

impl Wanted {
    /// Looks at the values of a sample of the people.
    pub fn of(column: Column, context: &ColumnContext) -> Wanted {
        let roster = context.roster;
        let shown = |row: &Row| match column {
            Column::Name => SafeText::of(&roster.display_name(*row)).width(),
            _ => SafeText::of(&column.value(context, *row).text()).width(),
        };
        let mut widths: Vec<usize> = sample(roster).map(|row| shown(&row)).collect();
        widths.sort_unstable();
        let typical = widths.get((widths.len() * TYPICAL_PERCENT / 100).min(widths.len().saturating_sub(1)));
        Wanted {
            typical: typical.copied().unwrap_or(0),
            longest: widths.last().copied().unwrap_or(0),
            title: SafeText::of(&title(column, roster)).width(),
            is_unread: column.is_unread(roster, Address::Work),
        }
    }

    /// How wide a column is at least drawn, and at most.
    fn bounds(self, column: Column, is_sorted: bool, is_wide: bool) -> (usize, usize) {
        let title = self.title + if is_sorted { ARROW } else { 0 };
        if self.is_unread {
            // That a column only looks empty is never cut.
            return (title, title);
        }
        let (narrow, wide) = widest(column, is_wide);
        let least = self.typical.max(title.min(WIDEST_TITLE)).min(narrow);
        (least, self.longest.min(wide).max(least))
    }
}

fn sample(roster: &Roster) -> impl Iterator<Item = Row> + use<> {
    let first = roster.len().min(SAMPLED_FROM);
    roster.rows().take(first).step_by(first.div_ceil(SAMPLE).max(1))
}

/// What the marks of a sample of the people want.
pub fn wanted_by_marks(roster: &Roster, marks: &Marks) -> usize {
    let width = |row| marks.of(roster, row).into_iter().map(|mark| mark.in_table().len() + MARK_GAP).sum::<usize>();
    sample(roster).map(width).max().unwrap_or(0).saturating_sub(MARK_GAP)
}

/// A column of the table, and what its values want.
#[derive(Clone, Copy, Debug)]
pub struct TableColumn {
    pub column: Column,
    pub wanted: Wanted,
}

/// The title over the table: it says where a column only looks empty.
pub fn title(column: Column, roster: &Roster) -> Cow<'static, str> {
    match column {
        Column::Field(Field::HireDate) if !column.is_unread(roster, Address::Work) => Cow::Borrowed("Hired"),
        other => other.title_for(roster),
    }
}

/// What the parts of all rows want.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    pub name: Wanted,
    pub columns: Vec<TableColumn>,
    pub marks: usize,
}

impl Measured {
    pub fn of(columns: &[Column], context: &ColumnContext) -> Measured {
        let measured = |&column| TableColumn { column, wanted: Wanted::of(column, context) };
        Measured {
            name: Wanted::of(Column::Name, context),
            columns: columns.iter().map(measured).collect(),
            marks: wanted_by_marks(context.roster, context.marks),
        }
    }

    /// The first of the columns that is drawn when the table is scrolled as far to the right as it goes: from there on
    /// all fit.
    pub fn last_start(&self, sorts: &Sorts, width: usize) -> usize {
        let count = self.columns.len();
        let all_fit = |start: &usize| Widths::of(self, *start, sorts, width).columns.len() == count - start;
        (0..count).find(all_fit).unwrap_or(count.saturating_sub(1))
    }
}

/// How wide the parts of a row are.
pub struct Widths {
    pub name: usize,
    pub columns: Vec<(Column, usize)>,
    pub marks: usize,
}

impl Widths {
    /// The columns from `first` on that fit behind the name; the marks, which come last, get what is left.
    pub fn of(measured: &Measured, first: usize, sorts: &Sorts, width: usize) -> Widths {
        let widest_name = if width < WIDE { 18 } else { 28 };
        let name = measured.name.longest.max(measured.name.title + ARROW).clamp(12, widest_name);
        let most = match width {
            ROOMY.. => MARK_COLUMNS,
            WIDE.. => LONGEST_MARK,
            _ => FEWEST_MARK_COLUMNS,
        };
        let marks = measured.marks.clamp(FEWEST_MARK_COLUMNS, most);
        let mut left = width.saturating_sub(SIGN_COLUMNS + name + GAP.len() + RIGHT_MARGIN);
        let mut fitting = Vec::new();
        for TableColumn { column, wanted } in measured.columns.get(first..).unwrap_or_default() {
            let (least, most) = wanted.bounds(*column, sorts.of(*column).is_some(), width >= WIDE);
            if left < least + GAP.len() + marks {
                break;
            }
            left -= least + GAP.len();
            fitting.push((*column, least, most));
        }
        // What the marks do not need goes to the columns in which something is cut, the first ones first.
        let mut spare = left.saturating_sub(marks.max(LONGEST_MARK));
        let widened = fitting.into_iter().map(|(column, least, most)| {
            let more = (most - least).min(spare);
            spare -= more;
            left -= more;
            (column, least + more)
        });
        let columns = widened.collect();
        Widths { name, columns, marks: left }
    }
}

impl RecipientsScreen {
    /// The columns that are drawn, and their widths.
    pub fn widths(&self, layout: &RecipientsLayout) -> Widths {
        Widths::of(&self.measured, self.first_column, &self.sorts, usize::from(layout.rows.width))
    }

    /// Call after the people or the columns changed.
    pub(super) fn measure(&mut self, cx: &Context) {
        let Some(context) = cx.company.column_context(cx.now) else { return };
        self.measured = Measured::of(&self.columns, &context);
    }

    /// The table scrolls sideways until the last column is whole.
    pub(super) fn clamp_columns(&mut self, cx: &Context) {
        let width = usize::from(self.layout(cx).rows.width);
        self.first_column = self.first_column.min(self.measured.last_start(&self.sorts, width));
    }

    /// Shows these columns; a new one is scrolled into sight.
    pub fn set_columns(&mut self, columns: Vec<Column>, cx: &Context) {
        if columns.iter().any(|column| !self.columns.contains(column)) {
            self.first_column = 0;
        }
        self.columns = columns;
        self.measure(cx);
        self.clamp_columns(cx);
    }
}

/// How wide a column gets at most, as long as more of them may be drawn, and where there is room.
fn widest(column: Column, is_wide: bool) -> (usize, usize) {
    match column {
        Column::Field(Field::Email | Field::PersonalEmail) => (if is_wide { 32 } else { 20 }, 40),
        Column::Field(field) if field.info().kind == FieldKind::Day => (10, 10),
        _ => (18, 32),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(columns: &[(Column, usize, usize)]) -> Measured {
        let wanted = |typical, longest| Wanted { typical, longest, title: 6, is_unread: false };
        let columns =
            columns.iter().map(|&(column, typical, longest)| TableColumn { column, wanted: wanted(typical, longest) });
        Measured { name: wanted(15, 24), columns: columns.collect(), marks: 12 }
    }

    const EMAIL: Column = Column::Field(Field::Email);
    const OFFICE: Column = Column::Field(Field::Office);
    const HIRED: Column = Column::Field(Field::HireDate);

    fn total(widths: &Widths) -> usize {
        let columns: usize = widths.columns.iter().map(|(_, width)| width + GAP.len()).sum();
        SIGN_COLUMNS + widths.name + GAP.len() + columns + widths.marks + RIGHT_MARGIN
    }

    #[test]
    fn more_columns_come_before_wider_ones_and_then_what_is_cut_gets_what_is_spare() {
        let measured = measured(&[(EMAIL, 31, 38), (OFFICE, 6, 8), (HIRED, 10, 10)]);
        let at = |width| Widths::of(&measured, 0, &Sorts::default(), width).columns;
        assert_eq!(at(79), [(EMAIL, 21), (OFFICE, 6), (HIRED, 10)]);
        assert_eq!(at(100), [(EMAIL, 36), (OFFICE, 6), (HIRED, 10)]);
        assert_eq!(at(60), [(EMAIL, 22)], "what does not fit is off to the side");
    }

    #[test]
    fn the_parts_of_a_row_fill_it_at_any_width_and_place() {
        let measured = measured(&[(EMAIL, 31, 38), (OFFICE, 6, 60), (HIRED, 10, 10)]);
        let by_office = Sorts::default().by(OFFICE);
        for width in 40..300 {
            for first in 0..4 {
                let widths = Widths::of(&measured, first, &by_office, width);
                assert_eq!(total(&widths), width, "from column {first}");
            }
            assert!(measured.last_start(&by_office, width) < 3);
        }
    }

    #[test]
    fn that_a_column_was_not_read_is_never_cut() {
        let mut measured = measured(&[(OFFICE, 0, 0)]);
        let title = "Is a People Manager (not read)".len();
        measured.columns[0].wanted = Wanted { typical: 0, longest: 0, title, is_unread: true };
        assert_eq!(Widths::of(&measured, 0, &Sorts::default(), 79).columns, [(OFFICE, title)]);
    }
}
