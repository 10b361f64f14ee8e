//! The company behind the embedded Personio: people by position, changes made by tests, attributes and their grants.
//! Knows no HTTP. People are generated on demand, not kept.

mod attributes;
mod generate;
mod org_chart;
mod person;
mod record;
mod sample_data;

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use crate::domain::fields::{Field, Fields};

use super::rng::SeededRng;
pub use attributes::Attribute;
use generate::Generator;
pub use person::Person;
pub(super) use record::Record;

pub const SAMPLE_SIZE: usize = 312;

/// The largest company that can be asked for.
pub const LARGEST_SIZE: usize = 1_000_000;

#[derive(Clone, Debug)]
pub struct Company {
    generator: Generator,
    /// OrgChart in the order of Personio's pages, which is no particular one.
    order: Vec<u32>,
    /// People who were added, or differ from what the generator makes.
    changed: HashMap<u32, Person>,
    /// The seats of ids that do not follow the generator's rule.
    own_ids: HashMap<u64, u32>,
    /// OrgChart of people who were removed.
    gone: HashSet<u32>,
    next_seat: u32,
    attributes: Vec<Attribute>,
}

impl Company {
    /// A company as it looks on `today`; at most `LARGEST_SIZE` people.
    pub fn new(employees: usize, today: Date) -> Company {
        let count = employees.min(LARGEST_SIZE) as u32;
        let mut order: Vec<u32> = (0..count).collect();
        let mut rng = SeededRng::new(u64::from(count), "order");
        for at in (1..order.len()).rev() {
            order.swap(at, rng.below(at as u64 + 1) as usize);
        }
        Company {
            generator: Generator::new(count, today),
            order,
            changed: HashMap::new(),
            own_ids: HashMap::new(),
            gone: HashSet::new(),
            next_seat: count,
            attributes: attributes::sample(),
        }
    }

    pub fn len(&self) -> usize {
        self.order.len()
    }

    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The day that joiners and leavers are counted from.
    pub fn today(&self) -> Date {
        self.generator.today()
    }

    /// Everybody, in the order of the pages.
    pub fn people(&self) -> impl Iterator<Item = Person> {
        self.order.iter().map(|&seat| self.person_in(seat))
    }

    pub(super) fn page(&self, offset: usize, limit: usize) -> Vec<Person> {
        self.order.iter().skip(offset).take(limit).map(|&seat| self.person_in(seat)).collect()
    }

    pub fn person(&self, id: u64) -> Option<Person> {
        let seat = self.seat_of(id)?;
        Some(self.person_in(seat))
    }

    /// Adds somebody at the end of the pages and returns the id: the person's own, or a new one if that is 0.
    pub fn add(&mut self, person: Person) -> u64 {
        self.insert(self.order.len(), person)
    }

    /// Adds somebody at a position; everybody behind moves by one.
    pub fn insert(&mut self, position: usize, mut person: Person) -> u64 {
        let seat = self.next_seat;
        self.next_seat += 1;
        if person.id == 0 {
            person.id = Generator::id(seat);
        }
        let id = person.id;
        self.own_ids.insert(id, seat);
        self.changed.insert(seat, person);
        self.order.insert(position.min(self.order.len()), seat);
        id
    }

    /// Changes somebody, possibly the id too; `false` if there is no such person.
    pub fn change(&mut self, id: u64, change: impl FnOnce(&mut Person)) -> bool {
        let Some(seat) = self.seat_of(id) else { return false };
        let mut person = self.person_in(seat);
        change(&mut person);
        self.own_ids.remove(&id);
        self.own_ids.insert(person.id, seat);
        self.changed.insert(seat, person);
        true
    }

    /// Removes somebody, so that everybody behind moves up; `false` if there is no such person.
    pub fn remove(&mut self, id: u64) -> bool {
        let Some(seat) = self.seat_of(id) else { return false };
        self.order.retain(|&other| other != seat);
        self.gone.insert(seat);
        self.own_ids.remove(&id);
        self.changed.remove(&seat);
        true
    }

    /// Removes everybody but the first `count`.
    pub fn truncate(&mut self, count: usize) {
        self.gone.extend(self.order.drain(count.min(self.order.len())..));
    }

    /// The account's attributes, granted or not.
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    pub fn attributes_mut(&mut self) -> &mut Vec<Attribute> {
        &mut self.attributes
    }

    /// Ticks or unticks an attribute by its key; `false` if the account has no such key.
    pub fn set_granted(&mut self, key: &str, is_granted: bool) -> bool {
        let found = self.attributes.iter_mut().find(|attribute| attribute.key == key);
        found.map(|attribute| attribute.is_granted = is_granted).is_some()
    }

    /// The key of a field in this account, if it has one.
    pub fn key_of(&self, field: Field) -> Option<&str> {
        self.attributes.iter().find(|attribute| attribute.field == Some(field)).map(|found| found.key.as_str())
    }

    pub fn set_field_granted(&mut self, field: Field, is_granted: bool) {
        for attribute in self.attributes.iter_mut().filter(|attribute| attribute.field == Some(field)) {
            attribute.is_granted = is_granted;
        }
    }

    /// The fields that the credential may read.
    pub fn granted(&self) -> Fields {
        let is_granted = |&field: &Field| self.attributes.iter().any(|a| a.is_granted && a.field == Some(field));
        Field::all().filter(is_granted).collect()
    }

    fn person_in(&self, seat: u32) -> Person {
        self.changed.get(&seat).cloned().unwrap_or_else(|| self.generator.person(seat))
    }

    /// The seat of somebody who is still there.
    fn seat_of(&self, id: u64) -> Option<u32> {
        let seat = self.own_ids.get(&id).copied().or_else(|| Generator::seat(id))?;
        let is_theirs = self.changed.get(&seat).is_none_or(|person| person.id == id);
        (is_theirs && seat < self.next_seat && !self.gone.contains(&seat)).then_some(seat)
    }
}

#[cfg(test)]
mod tests;
