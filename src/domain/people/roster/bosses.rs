//! Those who have somebody reporting to them, with their names: whose supervisor somebody is, and who of them have the same
//! name, is known without a look at their rows.

use super::block::TextBuilder;
use super::packed::Packed;
use super::part::{Numbers, Part};
use crate::domain::people::bits::Row;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

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
    /// Its text has their names, first and last, one behind another.
    part: Part,
    count: usize,
    rows: Packed,
    /// As [`Boss::name`].
    names: Packed,
    /// Where the name of each ends.
    ends: Packed,
    /// Made when somebody asks for more than names.
    list: OnceLock<Vec<Boss>>,
}

impl Bosses {
    /// Of their rows, with their names as they are and folded.
    pub fn of<'a>(bosses: impl Iterator<Item = (Row, Cow<'a, str>, &'a str)>) -> Bosses {
        let (mut rows, mut names, mut texts) = (Vec::new(), Vec::new(), TextBuilder::default());
        let mut numbers: HashMap<&str, u64> = HashMap::new();
        for (row, name, folded) in bosses {
            let next = numbers.len() as u64;
            rows.push(u64::from(row.0));
            names.push(*numbers.entry(folded).or_insert(next));
            texts.push(&name);
        }
        let mut part = Part::default();
        part.push(rows.len() as u64);
        let [rows, names, ends] = [&rows, &names, &texts.ends].map(|numbers| part.push_packed(numbers));
        part.text = texts.text;
        Bosses { part, count: texts.ends.len(), rows, names, ends, list: OnceLock::new() }
    }

    pub fn len(&self) -> usize {
        self.count
    }

    pub fn as_slice(&self) -> &[Boss] {
        let number = |column: Packed, place| column.get(&self.part.numbers, place) as u32;
        let boss = |place| Boss { row: Row(number(self.rows, place)), name: number(self.names, place) };
        self.list.get_or_init(|| (0..self.count).map(boss).collect())
    }

    /// First and last name of one of them; `""` for a place that is none.
    pub fn name(&self, place: usize) -> &str {
        if place >= self.count {
            return "";
        }
        let [start, end] = [place, place + 1].map(|place| self.ends.end_before(&self.part.numbers, place));
        self.part.text.get(start..end).unwrap_or("")
    }

    pub fn part(&self) -> &Part {
        &self.part
    }

    /// `None` if the part is not about some of so many people.
    pub fn of_part(part: Part, people: usize) -> Option<Bosses> {
        let mut numbers = Numbers::of(&part);
        let count = numbers.count(people)?;
        let [rows, names, ends] = [numbers.column(count)?, numbers.column(count)?, numbers.column(count)?];
        let are_below = |column: Packed, limit: usize| {
            let mut are = true;
            column.each(&part.numbers, 0..count, |_, number| are &= number < limit as u64);
            are
        };
        let is_whole = numbers.is_at_end() && ends.end_before(&part.numbers, count) == part.text.len();
        let are_people = are_below(rows, people) && are_below(names, count);
        (is_whole && are_people).then(|| Bosses { part, count, rows, names, ends, list: OnceLock::new() })
    }
}
