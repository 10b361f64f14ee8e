//! Which columns of the table fit on the screen, and how wide they are; so also how far it scrolls sideways.

use crate::domain::fields::{Field, FieldKind};
use crate::domain::people::column::{Address, Column};
use crate::domain::people::roster::Roster;

/// The cursor's bar, the sign of the selected, and a blank.
pub const SIGN_COLUMNS: usize = 3;
/// Columns for the marks, where there is room.
const MARK_COLUMNS: usize = 22;
/// Columns of the longest mark: `until 31 Dec`.
const LONGEST_MARK: usize = 12;
/// Columns for the marks at 80 columns: one short mark.
const FEWEST_MARK_COLUMNS: usize = 9;
/// Columns of a screen on which the marks get all that they want.
const ROOMY: usize = 90;
/// Columns of a screen on which every column gets its full width.
const WIDE: usize = 120;

/// How wide the parts of a row are.
pub struct Widths {
    pub name: usize,
    pub columns: Vec<(Column, usize)>,
    pub marks: usize,
}

impl Widths {
    /// The columns that fit behind the name; the marks, which come last, get what is left.
    pub fn of(columns: &[Column], roster: &Roster, width: usize) -> Widths {
        let is_wide = width >= WIDE;
        let name = if is_wide { 28 } else { 19 };
        let marks = if width < ROOMY { FEWEST_MARK_COLUMNS } else { MARK_COLUMNS };
        let mut left = width.saturating_sub(SIGN_COLUMNS + name + 1);
        let mut fitting = Vec::new();
        for &column in columns {
            let unread = if column.is_unread(roster, Address::Work) { column.title_for(roster).len() } else { 0 };
            let width = width_of(column, is_wide).max(unread);
            if left < width + 1 + marks {
                break;
            }
            left -= width + 1;
            fitting.push((column, width));
        }
        // What the marks do not need goes to the columns, the first ones first.
        let mut spare = left.saturating_sub(marks.max(LONGEST_MARK));
        for (column, width) in &mut fitting {
            let more = width_of(*column, true).saturating_sub(*width).min(spare);
            *width += more;
            spare -= more;
            left -= more;
        }
        Widths { name, columns: fitting, marks: left }
    }
}

/// The first of the columns that is drawn when the table is scrolled as far to the right as it goes: from there on all
/// fit.
pub fn last_start(columns: &[Column], roster: &Roster, width: usize) -> usize {
    let all_fit = |start: &usize| Widths::of(&columns[*start..], roster, width).columns.len() == columns.len() - start;
    (0..columns.len()).find(all_fit).unwrap_or(columns.len().saturating_sub(1))
}

/// How wide a column is drawn, on a narrow and on a wide screen.
fn width_of(column: Column, is_wide: bool) -> usize {
    let (narrow, wide) = match column {
        Column::Field(Field::Email | Field::PersonalEmail) => (23, 34),
        Column::Field(Field::Position) => (20, 28),
        Column::Field(Field::Office) => (9, 12),
        Column::Field(field) if field.info().kind == FieldKind::Day => (10, 10),
        Column::Field(Field::Status | Field::EmployeeId) => (10, 10),
        Column::Field(Field::Birthday) => (8, 8),
        Column::NextBirthday => (13, 13),
        Column::NextAnniversary => (16, 16),
        Column::PersonioId | Column::BirthMonth | Column::BirthDay | Column::TenureYears => (12, 12),
        _ => (14, 20),
    };
    if is_wide { wide } else { narrow }
}
