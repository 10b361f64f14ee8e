//! When each person leaves, for all at once: whom a search hides is known without a look at anybody's dates.

use super::packed::Packed;
use super::part::{Numbers, Part};
use crate::domain::calendar::Day;
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::leaving::Gone;

/// Bytes before the numbers: their width, and the smallest.
const TABLE: usize = 2 * 8;
/// Stands for somebody who has left whatever the day is.
const INACTIVE: u64 = 0;
/// Added to a last day, which is later so than [`INACTIVE`].
const DAY_ZERO: i64 = 1 << 31;

#[derive(Clone, Debug, Default)]
pub(super) struct Leaving {
    numbers: Vec<u8>,
    days: Packed,
    count: usize,
}

impl Leaving {
    pub fn of(people: &[Option<Gone>]) -> Leaving {
        let number = |gone: &Gone| match gone {
            Gone::Inactive => INACTIVE,
            Gone::After(day) => (i64::from(day.number()) + DAY_ZERO) as u64,
        };
        let numbered: Vec<Option<u64>> = people.iter().map(|gone| gone.as_ref().map(number)).collect();
        let mut numbers = vec![0; TABLE];
        let days = Packed::pack_some(&numbered, &mut numbers);
        Leaving { numbers, days, count: people.len() }
    }

    /// Who of `people` has left by a day.
    pub fn gone_by(&self, day: Day, people: usize) -> Bits {
        let first = (i64::from(day.number()) + DAY_ZERO) as u64;
        let mut gone = Bits::none(people);
        self.days.each_some(&self.numbers, self.count, |row, last| {
            if last.is_some_and(|last| last < first) {
                gone.set(Row(row as u32), true);
            }
        });
        gone
    }

    pub fn to_part(&self) -> Part {
        let (width, base) = self.days.entry();
        let mut part = Part::default();
        part.push(u64::from(width));
        part.push(base);
        part.numbers.extend_from_slice(self.numbers.get(TABLE..).unwrap_or_default());
        part
    }

    /// `None` if the part is not about so many people.
    pub fn of_part(part: Part, count: usize) -> Option<Leaving> {
        let mut table = Numbers(&part.numbers);
        let days = Packed::from_entry((u8::try_from(table.next()?).ok()?, table.next()?), TABLE)?;
        (days.end(count) == part.numbers.len()).then_some(Leaving { numbers: part.numbers, days, count })
    }
}
