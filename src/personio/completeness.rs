//! Whether a walk over all pages has brought everybody: counts on the way, checks at the end. An inconsistent walk is
//! never used; most are worth another one, because people come and go while the pages are read.

use super::decode::Page;
use super::error::Cause;
use crate::domain::fields::Fields;
use crate::domain::people::employee::{Employee, PersonId};
use crate::domain::people::roster::RosterBuilder;
use std::collections::HashSet;

/// Collects the pages of one walk.
pub struct Collector {
    pub roster: RosterBuilder,
    /// Pages with at least one person.
    pub pages: usize,
    /// The smallest and the greatest total that Personio named.
    totals: Option<(u64, u64)>,
    on_some_page: Fields,
    on_every_page: Option<Fields>,
    /// Rows that came twice on one page: two records of one person, not a row that moved.
    twice_on_a_page: u64,
    /// Rows that came again on another page.
    moved: u64,
    /// The offset of the first page whose rows had all come before.
    repeated_at: Option<u64>,
}

/// Why the pages of a walk cannot be everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inconsistency {
    /// No people, and none counted.
    NobodyCame,
    /// A page brought only people of other pages.
    RepeatedPage { offset: u64 },
    /// Not as many people as Personio counts, or Personio counted differently on the way. `repeated` records came with the id
    /// of another one.
    WrongCount { got: u64, expected: u64, repeated: u64 },
    /// Some pages lack fields that others have.
    FieldsDiffer { missing: Fields },
    /// Somebody was on two pages: rows moved while they were read, so others may have been missed.
    RowsMoved,
}

impl Collector {
    pub fn new() -> Collector {
        Collector {
            roster: RosterBuilder::new(),
            pages: 0,
            totals: None,
            on_some_page: Fields::NONE,
            on_every_page: None,
            twice_on_a_page: 0,
            moved: 0,
            repeated_at: None,
        }
    }

    /// Adds the page that begins at this record offset.
    pub fn add_page(&mut self, offset: u64, page: Page) {
        if let Some(total) = page.total {
            let (least, most) = self.totals.unwrap_or((total, total));
            self.totals = Some((least.min(total), most.max(total)));
        }
        if page.employees.is_empty() {
            return;
        }
        self.pages += 1;
        let mut on_this_page: HashSet<PersonId> = HashSet::with_capacity(page.employees.len());
        let mut fields = Fields::NONE;
        let mut new_people = 0;
        for employee in page.employees {
            let Employee { id, present, .. } = employee;
            fields = fields.union(present);
            let is_first_on_page = on_this_page.insert(id);
            match (self.roster.push(employee), is_first_on_page) {
                (true, _) => new_people += 1,
                (false, true) => self.moved += 1,
                (false, false) => self.twice_on_a_page += 1,
            }
        }
        if new_people == 0 {
            self.repeated_at = self.repeated_at.or(Some(offset));
        }
        self.on_some_page = self.on_some_page.union(fields);
        let lacking = self.on_every_page.map_or(Fields::NONE, |on_every_page| on_every_page.without(fields));
        self.on_every_page = Some(self.on_every_page.unwrap_or(fields).without(lacking));
    }

    /// Whether a page brought only people who had come before, so that reading on is no use.
    pub fn repeats(&self) -> bool {
        self.repeated_at.is_some()
    }

    /// The greatest total that Personio named, if any.
    pub fn total(&self) -> Option<u64> {
        self.totals.map(|(_, most)| most)
    }

    /// The fields that came on at least one page.
    pub fn came(&self) -> Fields {
        self.on_some_page
    }

    /// The first inconsistency; `came_before` are the fields that came in earlier walks of the same sync.
    pub fn inconsistency(&self, came_before: Fields) -> Option<Inconsistency> {
        let got = self.roster.len() as u64;
        if let Some(offset) = self.repeated_at {
            return Some(Inconsistency::RepeatedPage { offset });
        }
        if got == 0 && self.total().unwrap_or(0) == 0 {
            return Some(Inconsistency::NobodyCame);
        }
        let people = got..=got + self.twice_on_a_page;
        if let Some((least, most)) = self.totals
            && (least != most || !people.contains(&most))
        {
            let expected = if people.contains(&most) { least } else { most };
            return Some(Inconsistency::WrongCount { got, expected, repeated: self.moved + self.twice_on_a_page });
        }
        let missing = self.on_some_page.union(came_before).without(self.on_every_page.unwrap_or(self.on_some_page));
        if !missing.is_empty() {
            return Some(Inconsistency::FieldsDiffer { missing });
        }
        (self.moved > 0).then_some(Inconsistency::RowsMoved)
    }
}

impl Inconsistency {
    /// Whether another walk may not have it.
    pub fn is_worth_another_walk(&self) -> bool {
        *self != Inconsistency::NobodyCame
    }

    /// What it means if the last walk still has it. `None` if the people are complete anyway: when the count is right,
    /// people on two pages are people with two records.
    pub fn cause(self) -> Option<Cause> {
        match self {
            Inconsistency::NobodyCame => Some(Cause::Empty),
            Inconsistency::RepeatedPage { offset } => Some(Cause::Repeats { offset }),
            Inconsistency::WrongCount { got, expected, repeated } => {
                Some(Cause::Incomplete { got, expected, repeated })
            }
            Inconsistency::FieldsDiffer { missing } => missing.iter().next().map(|field| Cause::Shrinking { field }),
            Inconsistency::RowsMoved => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fields::Field;

    fn page(ids: &[u64], total: Option<u64>) -> Page {
        page_with(ids, total, &[Field::Email, Field::Team])
    }

    fn page_with(ids: &[u64], total: Option<u64>, fields: &[Field]) -> Page {
        let present = fields.iter().copied().collect();
        let employees = ids.iter().map(|id| Employee { present, ..Employee::new(PersonId(*id)) }).collect();
        Page { employees, total, offset: None }
    }

    fn found(pages: impl IntoIterator<Item = (u64, Page)>) -> Option<Inconsistency> {
        let mut collector = Collector::new();
        pages.into_iter().for_each(|(offset, page)| collector.add_page(offset, page));
        collector.inconsistency(Fields::NONE)
    }

    /// Catalogue: E27, E29.
    #[test]
    fn inconsistencies_by_name() {
        let counted = |got, expected, repeated| Some(Inconsistency::WrongCount { got, expected, repeated });
        let count = |got, expected| counted(got, expected, 0);
        for (name, pages, expected) in [
            ("all", vec![(0, page(&[1, 2], Some(3))), (2, page(&[3], Some(3)))], None),
            ("no totals", vec![(0, page(&[1, 2], None)), (2, page(&[], None))], None),
            ("nobody", vec![(0, page(&[], Some(0)))], Some(Inconsistency::NobodyCame)),
            ("nobody and no total", vec![(0, page(&[], None))], Some(Inconsistency::NobodyCame)),
            ("total but nobody", vec![(0, page(&[], Some(9)))], count(0, 9)),
            ("one missing", vec![(0, page(&[1, 2], Some(3)))], count(2, 3)),
            ("one too many", vec![(0, page(&[1, 2], Some(1)))], count(2, 1)),
            ("total grew", vec![(0, page(&[1, 2], Some(3))), (2, page(&[3], Some(4)))], count(3, 4)),
            ("total shrank", vec![(0, page(&[1, 2], Some(3))), (2, page(&[3], Some(2)))], count(3, 2)),
            (
                "repeat",
                vec![(0, page(&[1, 2], Some(4))), (2, page(&[1, 2], Some(4)))],
                Some(Inconsistency::RepeatedPage { offset: 2 }),
            ),
            ("a row moved", vec![(0, page(&[1, 2], Some(4))), (2, page(&[2, 3], Some(4)))], counted(3, 4, 1)),
            (
                "moved, all there",
                vec![(0, page(&[1, 2], Some(3))), (2, page(&[2, 3], Some(3)))],
                Some(Inconsistency::RowsMoved),
            ),
            ("twice on a page, counted twice", vec![(0, page(&[1, 1, 2], Some(3)))], None),
            ("twice on a page, counted once", vec![(0, page(&[1, 1, 2], Some(2)))], None),
        ] {
            assert_eq!(found(pages), expected, "{name}");
        }
    }

    /// Catalogue: E31.
    #[test]
    fn a_field_that_a_whole_page_lacks_is_named() {
        let fields = [Field::Email, Field::Birthday];
        let missing = [Field::Birthday].into_iter().collect();
        for order in [[0, 1], [1, 0]] {
            let pages = order.map(|n| {
                if n == 0 { page_with(&[1], Some(2), &fields) } else { page_with(&[2], Some(2), &fields[..1]) }
            });
            let [first, second] = pages;
            assert_eq!(found([(0, first), (1, second)]), Some(Inconsistency::FieldsDiffer { missing }));
        }
    }
}
