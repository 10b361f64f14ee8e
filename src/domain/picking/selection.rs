//! Who is chosen: a bit per row. One step of undo is the set of rows that flipped, so doing, undoing and redoing are
//! the same flip. The selection knows nothing of filter or sort; what is hidden stays selected.

use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::employee::PersonId;
use crate::domain::people::roster::Roster;

/// How many steps can be undone.
const MAX_STEPS: usize = 200;

/// One undo step: the rows that it flipped.
#[derive(Clone, Debug)]
struct Step {
    label: &'static str,
    flipped: Flipped,
}

/// Few rows as a list, many as bits.
#[derive(Clone, Debug)]
enum Flipped {
    Rows(Vec<Row>),
    Many(Bits),
}

#[derive(Clone, Debug, Default)]
pub struct Selection {
    chosen: Bits,
    count: usize,
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl Selection {
    /// An empty selection for a roster.
    pub fn none(roster: &Roster) -> Selection {
        Selection { chosen: Bits::none(roster.len()), ..Selection::default() }
    }

    /// Selects people by id, and returns the ids that are not in the roster. There is nothing to undo afterwards.
    pub fn of(roster: &Roster, ids: impl IntoIterator<Item = PersonId>) -> (Selection, Vec<PersonId>) {
        let mut selection = Selection::none(roster);
        let mut gone = Vec::new();
        for id in ids {
            match roster.row_of(id) {
                Some(row) => selection.chosen.set(row, true),
                None => gone.push(id),
            }
        }
        selection.count = selection.chosen.count();
        (selection, gone)
    }

    pub fn count(&self) -> usize {
        self.count
    }

    pub fn has(&self, row: Row) -> bool {
        self.chosen.has(row)
    }

    pub fn chosen(&self) -> &Bits {
        &self.chosen
    }

    pub fn ids(&self, roster: &Roster) -> Vec<PersonId> {
        self.chosen.rows().map(|row| roster.id(row)).collect()
    }

    /// Selects a person, or takes the selection back. A row beyond the roster is ignored.
    pub fn toggle(&mut self, row: Row) {
        let label = if self.has(row) { "unselect one" } else { "select one" };
        if row.index() < self.chosen.len() {
            self.step(Step { label, flipped: Flipped::Rows(vec![row]) });
        }
    }

    /// Selects the rows; returns how many were not selected before.
    pub fn add(&mut self, label: &'static str, rows: &Bits) -> usize {
        let mut flipped = rows.clone();
        flipped.remove(&self.chosen);
        self.step_of(label, flipped)
    }

    /// Unselects the rows; returns how many were selected before.
    pub fn remove(&mut self, label: &'static str, rows: &Bits) -> usize {
        let mut flipped = rows.clone();
        flipped.keep(&self.chosen);
        self.step_of(label, flipped)
    }

    /// Flips the rows, selected or not; returns how many there were.
    pub fn invert(&mut self, label: &'static str, rows: &Bits) -> usize {
        self.step_of(label, rows.clone())
    }

    /// Whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Undoes the last step and returns its label; `None` if there is none.
    pub fn undo(&mut self) -> Option<&'static str> {
        let step = self.done.pop()?;
        self.flip(&step.flipped);
        let label = step.label;
        self.undone.push(step);
        Some(label)
    }

    /// Redoes the step that was undone last and returns its label; `None` if there is none.
    pub fn redo(&mut self) -> Option<&'static str> {
        let step = self.undone.pop()?;
        self.flip(&step.flipped);
        let label = step.label;
        self.done.push(step);
        Some(label)
    }

    /// The same people in a later roster, and the ids of those who are not in it or are somebody else there. Undo steps are
    /// dropped: they hold rows of the old roster.
    pub fn moved_to(&self, old: &Roster, new: &Roster) -> (Selection, Vec<PersonId>) {
        let is_another = |row: &Row| {
            let new_row = new.row_of(old.id(*row));
            new_row.is_some_and(|new_row| old.is_another_person(*row, new, new_row))
        };
        let (others, same): (Vec<Row>, Vec<Row>) = self.chosen.rows().partition(is_another);
        let (moved, mut gone) = Selection::of(new, same.into_iter().map(|row| old.id(row)));
        gone.extend(others.into_iter().map(|row| old.id(row)));
        (moved, gone)
    }

    fn step_of(&mut self, label: &'static str, flipped: Bits) -> usize {
        let count = flipped.count();
        if count > 0 {
            let sparse = count <= flipped.len() / 64;
            let flipped = if sparse { Flipped::Rows(flipped.rows().collect()) } else { Flipped::Many(flipped) };
            self.step(Step { label, flipped });
        }
        count
    }

    fn step(&mut self, step: Step) {
        self.flip(&step.flipped);
        self.done.push(step);
        if self.done.len() > MAX_STEPS {
            self.done.remove(0);
        }
        self.undone.clear();
    }

    fn flip(&mut self, flipped: &Flipped) {
        match flipped {
            Flipped::Rows(rows) => rows.iter().for_each(|&row| self.chosen.set(row, !self.chosen.has(row))),
            Flipped::Many(bits) => self.chosen.flip(bits),
        }
        self.count = self.chosen.count();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fields::Fields;
    use crate::domain::people::employee::Employee;
    use crate::domain::people::roster::RosterBuilder;
    use proptest::prelude::*;
    use std::collections::HashSet;

    fn roster(ids: impl IntoIterator<Item = u64>) -> Roster {
        let mut builder = RosterBuilder::new();
        for id in ids {
            builder.push(Employee::new(PersonId(id)));
        }
        builder.finish(Fields::NONE)
    }

    /// Catalogue: C28, F07, F12.
    #[test]
    fn a_selection_moves_by_id_and_names_who_is_gone() {
        let (old, new) = (roster(1..=5), roster(3..=9));
        let (mut selection, _) = Selection::of(&old, [PersonId(2), PersonId(4)]);
        selection.toggle(old.row_of(PersonId(5)).unwrap());
        let (moved, gone) = selection.moved_to(&old, &new);
        assert_eq!(moved.ids(&new), [PersonId(4), PersonId(5)]);
        assert_eq!(gone, [PersonId(2)]);
    }

    proptest! {
        #[test]
        fn it_behaves_like_a_set_and_undo_takes_every_step_back(steps in prop::collection::vec((0..5u8, prop::collection::vec(0..200u32, 0..20)), 0..20)) {
            let roster = roster(0..200);
            let mut selection = Selection::none(&roster);
            let mut model: HashSet<u32> = HashSet::new();
            let mut history = vec![model.clone()];
            for (what, rows) in steps {
                let bits = Bits::of(200, rows.iter().copied().map(Row));
                let before = model.clone();
                match what {
                    0 => { selection.add("add", &bits); model.extend(&rows); }
                    1 => { selection.remove("remove", &bits); rows.iter().for_each(|row| { model.remove(row); }); }
                    2 => { selection.invert("invert", &bits); bits.rows().for_each(|Row(row)| if !model.remove(&row) { model.insert(row); }); }
                    3 => { if let Some(&row) = rows.first() { selection.toggle(Row(row)); if !model.remove(&row) { model.insert(row); } } }
                    _ => { if selection.undo().is_some() { history.pop(); model = history.last().cloned().unwrap(); } }
                }
                if what < 4 && model != before { history.push(model.clone()); }
                let rows: HashSet<u32> = selection.chosen().rows().map(|Row(row)| row).collect();
                prop_assert_eq!(&rows, &model);
                prop_assert_eq!(selection.count(), model.len());
            }
            while selection.undo().is_some() {}
            prop_assert_eq!(selection.count(), 0);
        }
    }
}
