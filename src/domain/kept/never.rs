//! The never-list: people who are given nothing, because they asked for it or for another reason. By Personio's id and
//! without names, kept apart from everything else: it outlives the people of a sync.

use crate::domain::people::bits::Bits;
use crate::domain::people::employee::PersonId;
use crate::domain::people::roster::Roster;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Never {
    /// Personio's id.
    pub id: u64,
    /// As `2026-12-01`.
    pub since: String,
    /// In the admin's own words; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NeverList(Vec<Never>);

impl NeverList {
    /// In the order in which they were put on it.
    pub fn all(&self) -> &[Never] {
        &self.0
    }

    pub fn of(&self, id: PersonId) -> Option<&Never> {
        self.0.iter().find(|never| never.id == id.0)
    }

    /// Puts somebody on it; whether they were not on it before.
    pub fn put(&mut self, never: Never) -> bool {
        let is_new = self.of(PersonId(never.id)).is_none();
        if is_new {
            self.0.push(never);
        }
        is_new
    }

    /// Takes somebody off; whether they were on it.
    pub fn take_off(&mut self, id: PersonId) -> bool {
        let before = self.0.len();
        self.0.retain(|never| never.id != id.0);
        self.0.len() < before
    }

    /// Those of the people who are on it.
    pub fn rows(&self, roster: &Roster) -> Bits {
        Bits::of(roster.len(), self.0.iter().filter_map(|never| roster.row_of(PersonId(never.id))))
    }
}

/// A change of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NeverChange {
    Put(Never),
    TakeOff(PersonId),
}

impl NeverChange {
    /// Carries it out; whether it changed the list.
    pub fn apply(self, list: &mut NeverList) -> bool {
        match self {
            NeverChange::Put(never) => list.put(never),
            NeverChange::TakeOff(id) => list.take_off(id),
        }
    }
}
