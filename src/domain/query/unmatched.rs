//! The parts of a query that find nobody. A misspelled value is easily overlooked beside others: the list is short of people
//! then, or has those who were to be excluded.

use crate::domain::text::words::{counted, first_of};
use std::collections::HashSet;
use std::fmt;

/// The parts of a query that find nobody, in its order. Those to exclude have their minus.
///
/// ```
/// use giftlist::domain::query::Unmatched;
///
/// let excluded = vec!["-lisbon".to_string(), "-office:berlim".to_string()];
/// let unmatched = Unmatched { excluded, ..Unmatched::default() };
/// assert_eq!(unmatched.to_string(), "nobody is excluded by -lisbon, -office:berlim");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unmatched {
    /// Whole addresses.
    pub addresses: Vec<String>,
    pub wanted: Vec<String>,
    pub excluded: Vec<String>,
}

impl Unmatched {
    /// The same parts, each once.
    pub fn once(mut self) -> Unmatched {
        for parts in [&mut self.addresses, &mut self.wanted, &mut self.excluded] {
            let mut known = HashSet::new();
            parts.retain(|part| known.insert(part.clone()));
        }
        self
    }

    pub fn count(&self) -> usize {
        self.addresses.len() + self.wanted.len() + self.excluded.len()
    }

    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }
}

impl fmt::Display for Unmatched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut clauses = Vec::new();
        if !self.addresses.is_empty() {
            let count = counted(self.addresses.len(), "address", "addresses");
            clauses.push(format!("{count} that nobody has: {}", first_of(&self.addresses, ", ")));
        }
        if !self.wanted.is_empty() {
            clauses.push(format!("nobody matches {}", first_of(&self.wanted, ", ")));
        }
        if !self.excluded.is_empty() {
            clauses.push(format!("nobody is excluded by {}", first_of(&self.excluded, ", ")));
        }
        f.write_str(&clauses.join("; "))
    }
}
