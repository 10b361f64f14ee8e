//! Whose row an id is.

use super::packed::Packed;
use super::part::{Numbers, Part};
use crate::domain::people::bits::Row;
use crate::domain::people::employee::PersonId;
use std::cmp::Ordering;

/// The ids of everybody, ascending, with their rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Ids {
    part: Part,
    ids: Packed,
    rows: Packed,
    count: usize,
}

impl Ids {
    /// `ids` are those of the rows, in their order.
    pub fn of(ids: &[u64]) -> Ids {
        let mut by_id: Vec<(u64, u64)> = ids.iter().copied().zip(0..).collect();
        by_id.sort_unstable();
        let count = by_id.len();
        let (ids, rows): (Vec<u64>, Vec<u64>) = by_id.into_iter().unzip();
        let mut part = Part::default();
        let (ids, rows) = (part.push_packed(&ids), part.push_packed(&rows));
        Ids { part, ids, rows, count }
    }

    pub fn row_of(&self, id: PersonId) -> Option<Row> {
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.ids.get(&self.part.numbers, middle).cmp(&id.0) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => {
                    let row = self.rows.get(&self.part.numbers, middle);
                    return (row < self.count as u64).then_some(Row(row as u32));
                }
            }
        }
        None
    }

    pub fn part(&self) -> &Part {
        &self.part
    }

    /// The ids of a part; `None` if they are not those of so many people.
    pub fn of_part(part: Part, count: usize) -> Option<Ids> {
        let mut numbers = Numbers::of(&part);
        let (ids, rows) = (numbers.column(count)?, numbers.column(count)?);
        numbers.is_at_end().then_some(())?;
        Some(Ids { part, ids, rows, count })
    }
}
