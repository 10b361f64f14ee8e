//! When each person leaves, for all at once: whom a search hides is known without a look at anybody's dates.

use super::block::number_of;
use super::packed::Packed;
use super::part::{Numbers, Part};
use crate::domain::calendar::Day;
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::leaving::Gone;

/// Stands for somebody who has left whatever the day is: before the first of days.
const INACTIVE: u64 = 0;

#[derive(Clone, Debug, Default)]
pub(super) struct Leaving {
    part: Part,
    days: Packed,
    count: usize,
}

impl Leaving {
    pub fn of(people: &[Option<Gone>]) -> Leaving {
        let number = |gone: &Gone| match gone {
            Gone::Inactive => INACTIVE,
            Gone::After(day) => number_of(day.number()),
        };
        let numbered: Vec<Option<u64>> = people.iter().map(|gone| gone.as_ref().map(number)).collect();
        let mut part = Part::default();
        let days = part.push_packed_some(&numbered);
        Leaving { part, days, count: people.len() }
    }

    /// Who of `people` has left by a day.
    pub fn gone_by(&self, day: Day, people: usize) -> Bits {
        let first = number_of(day.number());
        let mut gone = Bits::none(people);
        self.days.each_some(&self.part.numbers, 0..self.count, |row, last| {
            if last.is_some_and(|last| last < first) {
                gone.set(Row(row as u32), true);
            }
        });
        gone
    }

    pub fn part(&self) -> &Part {
        &self.part
    }

    /// `None` if the part is not about so many people.
    pub fn of_part(part: Part, count: usize) -> Option<Leaving> {
        let mut numbers = Numbers::of(&part);
        let days = numbers.column(count)?;
        numbers.is_at_end().then_some(())?;
        Some(Leaving { part, days, count })
    }
}
