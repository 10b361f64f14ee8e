//! Those who have somebody reporting to them, with their names: whose supervisor somebody is, and who of them have the same
//! name, is known without a look at their rows.

use super::columns::Texts;
use super::part::{Numbers, Part};
use crate::domain::people::bits::Row;
use std::borrow::Cow;
use std::collections::HashMap;

/// Somebody to whom others report directly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Boss {
    pub row: Row,
    /// The same number for all whose folded names are the same, from 0.
    pub name: u32,
}

/// In the order of rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Bosses {
    list: Vec<Boss>,
    names: Texts,
}

impl Bosses {
    /// Of their rows, with their names as they are and folded.
    pub fn of<'a>(bosses: impl Iterator<Item = (Row, Cow<'a, str>, &'a str)>) -> Bosses {
        let (mut list, mut names) = (Vec::new(), Texts::default());
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        for (row, name, folded) in bosses {
            let next = numbers.len() as u32;
            list.push(Boss { row, name: *numbers.entry(folded).or_insert(next) });
            names.push(&name);
        }
        Bosses { list, names }
    }

    pub fn as_slice(&self) -> &[Boss] {
        &self.list
    }

    /// First and last name of one of them.
    pub fn name(&self, place: usize) -> &str {
        self.names.at(place)
    }

    pub fn to_part(&self) -> Part {
        let mut part = Part::default();
        part.push(self.list.len() as u64);
        for number in [|boss: &Boss| boss.row.0, |boss: &Boss| boss.name] {
            let numbers: Vec<u64> = self.list.iter().map(|boss| u64::from(number(boss))).collect();
            part.push_packed(&numbers);
        }
        self.names.write_to(&mut part);
        part
    }

    /// `None` if the part is not about some of so many people.
    pub fn of_part(part: &Part, people: usize) -> Option<Bosses> {
        let mut numbers = Numbers::of(part);
        let count = numbers.count(people)?;
        let (rows, names) = (numbers.packed(count)?, numbers.packed(count)?);
        let is_whole = rows.iter().all(|&row| row < people as u64) && names.iter().all(|&name| name < count as u64);
        let list = rows.iter().zip(names).map(|(&row, name)| Boss { row: Row(row as u32), name: name as u32 });
        let list = list.collect();
        let names = Texts::read_from(&mut numbers, &part.text, count)?;
        (is_whole && numbers.is_at_end()).then_some(Bosses { list, names })
    }
}
