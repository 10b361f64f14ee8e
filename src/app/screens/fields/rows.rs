//! The rows of the checklist: what needs a look first, then of the other fields as many as fit, and the rest folded into
//! one line. The order is made once and stays, so that nothing jumps when a field turns readable.

use crate::app::company::Company;
use crate::domain::checklist::standing::Standing;
use crate::domain::fields::{Field, Fields};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldsRow {
    Field(Field),
    /// Between what needs a look and the rest.
    Blank,
    /// Stands for these fields, of which none needed a look when the order was made.
    Folded(Fields),
}

/// The fields in the order of the list.
#[derive(Clone, Debug)]
pub struct Order {
    pub fields: Vec<Field>,
    /// How many of them, from the first, needed a look when the order was made.
    problems: usize,
}

impl Order {
    /// By how the fields stand now, the most urgent first; otherwise in the manual's order.
    pub fn by_standing(company: &Company) -> Order {
        let standing = |field: &Field| company.standing(*field).unwrap_or(Standing::Well);
        let mut fields: Vec<Field> = Field::all().collect();
        fields.sort_by_key(standing);
        let problems = fields.iter().take_while(|field| standing(field) != Standing::Well).count();
        Order { fields, problems }
    }

    /// All rows of a list of this height. What is folded fits into it, unless there are too many problems.
    pub fn rows(&self, is_folded: bool, height: usize) -> Vec<FieldsRow> {
        let (problems, well) = self.fields.split_at(self.problems);
        let has_both = !problems.is_empty() && !well.is_empty();
        // A blank row is no reason to fold, nor to show none of the others.
        let has_blank = has_both && self.fields.len() != height && height >= problems.len() + 3;
        let blank = has_blank.then_some(FieldsRow::Blank);
        let room = height.saturating_sub(problems.len() + usize::from(has_blank));
        let shown = if is_folded && well.len() > room { room.saturating_sub(1) } else { well.len() };
        let (shown, folded) = well.split_at(shown);
        let fold = (!folded.is_empty()).then(|| FieldsRow::Folded(Fields::of(folded)));
        let field = |field: &Field| FieldsRow::Field(*field);
        problems.iter().map(field).chain(blank).chain(shown.iter().map(field)).chain(fold).collect()
    }
}

/// What the user is looking at, whatever its row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cursor {
    /// The first row, before the user has moved.
    #[default]
    Top,
    On(Field),
    OnFold,
}

impl Cursor {
    /// What is in a row; `None` where the cursor cannot stand.
    pub fn on(row: FieldsRow) -> Option<Cursor> {
        match row {
            FieldsRow::Field(field) => Some(Cursor::On(field)),
            FieldsRow::Folded(_) => Some(Cursor::OnFold),
            FieldsRow::Blank => None,
        }
    }

    /// Its row; `None` if there is none, or no more.
    pub fn place(self, rows: &[FieldsRow]) -> Option<usize> {
        match self {
            Cursor::Top => (!rows.is_empty()).then_some(0),
            on => rows.iter().position(|&row| Cursor::on(row) == Some(on)),
        }
    }

    /// The field that it is on, or that the list folds away.
    pub fn is_folded_away(self, rows: &[FieldsRow]) -> bool {
        matches!(self, Cursor::On(_)) && self.place(rows).is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(problems: &[Field]) -> Order {
        let rest = Field::all().filter(|field| !problems.contains(field));
        Order { fields: problems.iter().copied().chain(rest).collect(), problems: problems.len() }
    }

    #[test]
    fn what_is_folded_fits_and_is_counted() {
        let order = order(&[Field::Team, Field::Birthday]);
        let rows = order.rows(true, 10);
        assert_eq!(rows.len(), 10);
        assert_eq!(rows[..3], [FieldsRow::Field(Field::Team), FieldsRow::Field(Field::Birthday), FieldsRow::Blank]);
        let Some(FieldsRow::Folded(folded)) = rows.last() else { panic!("{rows:?}") };
        assert_eq!(folded.len(), Field::COUNT - 2 - 6);
        assert_eq!(order.rows(false, 10).len(), Field::COUNT + 1);
    }

    #[test]
    fn nothing_is_folded_where_all_have_room() {
        for (problems, height, rows) in [(&[Field::Team][..], 25, 25), (&[Field::Team], 24, 24), (&[], 24, 24)] {
            assert_eq!(order(problems).rows(true, height).len(), rows, "{problems:?} {height}");
        }
    }

    #[test]
    fn problems_are_never_folded() {
        let all: Vec<Field> = Field::all().collect();
        assert_eq!(order(&all).rows(true, 5).len(), Field::COUNT);
        let rows = order(&all[..20]).rows(true, 5);
        assert_eq!(rows.len(), 21);
        assert!(matches!(rows[20], FieldsRow::Folded(four) if four.len() == 4));
    }
}
