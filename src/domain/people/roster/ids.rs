//! Whose row an id is.

use super::packed::Packed;
use super::part::{Numbers, Part};
use crate::domain::people::bits::Row;
use crate::domain::people::employee::PersonId;
use std::cmp::Ordering;

/// Bytes before the numbers: width and smallest number of ids and rows.
const TABLE: usize = 4 * 8;

/// The ids of everybody, ascending, with their rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Ids {
    numbers: Vec<u8>,
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
        let mut numbers = vec![0; TABLE];
        let (ids, rows) = (Packed::pack(&ids, &mut numbers), Packed::pack(&rows, &mut numbers));
        Ids { numbers, ids, rows, count }
    }

    pub fn row_of(&self, id: PersonId) -> Option<Row> {
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.ids.get(&self.numbers, middle).cmp(&id.0) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => {
                    let row = self.rows.get(&self.numbers, middle);
                    return (row < self.count as u64).then_some(Row(row as u32));
                }
            }
        }
        None
    }

    pub fn to_part(&self) -> Part {
        let mut part = Part::default();
        for column in [self.ids, self.rows] {
            let (width, base) = column.entry();
            part.push(u64::from(width));
            part.push(base);
        }
        part.numbers.extend_from_slice(self.numbers.get(TABLE..).unwrap_or_default());
        part
    }

    /// The ids of a part; `None` if they are not those of so many people.
    pub fn of_part(part: Part, count: usize) -> Option<Ids> {
        let mut table = Numbers(&part.numbers);
        let mut column = |start| Packed::from_entry((u8::try_from(table.next()?).ok()?, table.next()?), start);
        let ids = column(TABLE)?;
        let rows = column(ids.end(count))?;
        (rows.end(count) == part.numbers.len()).then_some(Ids { numbers: part.numbers, ids, rows, count })
    }
}
