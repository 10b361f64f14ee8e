//! The parts of a query that find nobody. A misspelled value is easily overlooked beside others: the list is short of people
//! then, or has those who were to be excluded.

use crate::domain::text::words::counted;
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

/// So many of each are named.
const MAX_NAMED: usize = 5;

impl Unmatched {
    pub fn is_empty(&self) -> bool {
        self.addresses.is_empty() && self.wanted.is_empty() && self.excluded.is_empty()
    }
}

impl fmt::Display for Unmatched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = |parts: &[String]| {
            let more = if parts.len() > MAX_NAMED { ", …" } else { "" };
            format!("{}{more}", parts[..parts.len().min(MAX_NAMED)].join(", "))
        };
        let mut clauses = Vec::new();
        if !self.addresses.is_empty() {
            let count = counted(self.addresses.len(), "address", "addresses");
            clauses.push(format!("{count} that nobody has: {}", named(&self.addresses)));
        }
        if !self.wanted.is_empty() {
            clauses.push(format!("nobody matches {}", named(&self.wanted)));
        }
        if !self.excluded.is_empty() {
            clauses.push(format!("nobody is excluded by {}", named(&self.excluded)));
        }
        f.write_str(&clauses.join("; "))
    }
}
