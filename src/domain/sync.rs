//! The progress of a sync and its result, as the screen and the command show them.

use crate::domain::checklist::attribute::Attribute;
use crate::domain::people::People;
use crate::domain::people::findings::Finding;
use crate::domain::problem::Problem;
use crate::domain::text::words::counted;
use std::fmt;
use std::time::Duration;

/// The time left is not estimated before this part of the people has arrived, …
const FIRST_GUESS_PART: f64 = 0.02;
/// … and before this much time has passed.
const FIRST_GUESS_TIME: Duration = Duration::from_millis(500);

/// What a sync is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SyncStage {
    /// Asking Personio for a token.
    #[default]
    SigningIn,
    /// Reading which attributes the credential may read.
    ReadingAttributes,
    ReadingPeople,
    /// The totals did not agree, so everybody is read again.
    ReadingAgain,
    /// Everybody is read: sorting them and writing them to disk.
    Saving,
}

/// How far a sync has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncProgress {
    pub stage: SyncStage,
    pub people: usize,
    /// People there are, once Personio has said so.
    pub people_total: Option<usize>,
    pub pages: usize,
    pub pages_total: Option<usize>,
    /// Requests sent, signing in included.
    pub requests: u32,
    /// Requests that had to be sent again.
    pub retries: u32,
    pub waiting: Option<Waiting>,
}

impl SyncProgress {
    /// The part of the people that has arrived, from 0 to 1; `None` before their number is known.
    pub fn part(&self) -> Option<f64> {
        let total = self.people_total.filter(|&total| total > 0)?;
        Some((self.people as f64 / total as f64).min(1.0))
    }

    /// How long the rest will take, by how long what has arrived took; `None` while it is too early to tell.
    pub fn time_left(&self, spent: Duration) -> Option<Duration> {
        let part = self.part().filter(|&part| part > FIRST_GUESS_PART && spent > FIRST_GUESS_TIME)?;
        Some(spent.mul_f64((1.0 - part) / part))
    }
}

/// A pause before the next request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// From the beginning of the wait to its end.
    pub time: Duration,
    /// For the screen: `Personio asked to slow down`.
    pub reason: &'static str,
}

/// The result of a complete sync, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SyncReport {
    pub people: usize,
    /// Of these, people who were not in the last sync; all of them after the first.
    pub new: usize,
    /// Of these, people with another value in some field.
    pub changed: usize,
    /// People of the last sync who are gone.
    pub left: usize,
    /// Records that came more than once.
    pub duplicates: usize,
    pub requests: u32,
    pub retries: u32,
    pub time: Duration,
    /// Whether there was no earlier sync to compare with.
    pub first: bool,
}

impl SyncReport {
    /// The result in one clause.
    pub fn summary(&self) -> String {
        let mut text = format!("{} in {}", counted(self.people, "person", "people"), self.took());
        if !self.first {
            text.push_str(&format!(": {} new, {} left, {} changed", self.new, self.left, self.changed));
        }
        if self.duplicates > 0 {
            text.push_str(&format!(", {} merged", counted(self.duplicates, "duplicate", "duplicates")));
        }
        if self.retries > 0 {
            text.push_str(&format!(", {}", counted(self.retries as usize, "retry", "retries")));
        }
        text
    }

    /// How many people and how long it took, for the screen.
    pub fn headline(&self) -> String {
        let people = format!("{} in {}", counted(self.people, "person", "people"), self.took());
        match self.retries {
            0 => people,
            retries => format!("{people}, {}", counted(retries as usize, "retry", "retries")),
        }
    }

    /// What it changed: numbers, and what they count. After the first sync there is nothing to compare with.
    pub fn counts(&self) -> Vec<(usize, &'static str)> {
        let compared = [(self.new, "new"), (self.left, "left"), (self.changed, "changed")];
        let compared = compared.into_iter().filter(|_| !self.first);
        compared.chain((self.duplicates > 0).then_some((self.duplicates, "merged"))).collect()
    }

    /// How long it took: `17 ms`, `6.5 s`.
    pub fn took(&self) -> String {
        match self.time.as_millis() {
            millis @ 0..1000 => format!("{millis} ms"),
            _ => format!("{:.1} s", self.time.as_secs_f64()),
        }
    }
}

/// People of a sync whom no query finds, by name and in the order of names. Known in this run only: nothing of those who
/// left is kept.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Unlisted {
    /// People of the sync before who are gone.
    pub left: Vec<String>,
    /// People who came more than once, and are in the list once.
    pub merged: Vec<String>,
}

impl Unlisted {
    pub fn is_empty(&self) -> bool {
        self.left.is_empty() && self.merged.is_empty()
    }
}

/// Not `Debug` by derivation: the names are personal.
impl fmt::Debug for Unlisted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unlisted({} left, {} merged)", self.left.len(), self.merged.len())
    }
}

/// A sync that is complete and kept.
#[derive(Clone, Debug)]
pub struct Synced {
    pub people: People,
    pub report: SyncReport,
    /// What deserves a look, weightiest first.
    pub findings: Vec<Finding>,
    pub unlisted: Unlisted,
    pub attributes: Vec<Attribute>,
    /// Why the people could not be written to disk, if they could not.
    pub unsaved: Option<Problem>,
}

/// How a complete sync ended.
#[derive(Clone, Debug)]
pub enum SyncEnd {
    Saved(Box<Synced>),
    /// There are far fewer people than before; the user has to confirm.
    Shrunk {
        before: usize,
        now: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catalogue: E28.
    #[test]
    fn one_of_each_is_counted_as_one() {
        let report = SyncReport { people: 1, duplicates: 1, retries: 1, first: true, ..SyncReport::default() };
        assert_eq!(report.summary(), "1 person in 0 ms, 1 duplicate merged, 1 retry");
    }
}
