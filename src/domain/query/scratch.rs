//! What was found lately: typing another letter only searches for that one word, and only among those who have the letters
//! before.

use super::leaf::Leaf;
use crate::domain::people::bits::Bits;
use crate::domain::people::roster::Roster;
use std::collections::VecDeque;

/// Of so many people one is looked at sooner by itself than all of them in a scan.
const FEW: usize = 8;

/// Leaves that are kept: more than a typed query has, and 200 kB of bits at 200 000 people.
const MAX_KEPT_LEAVES: usize = 8;

/// The rows of leaves that were searched for lately. Good for one roster: start with an empty one after a sync.
#[derive(Default)]
pub struct Scratch {
    found: VecDeque<(Leaf, Bits)>,
}

impl Scratch {
    pub(super) fn rows(&mut self, leaf: &Leaf, roster: &Roster) -> Bits {
        if let Leaf::Rows(bits) = leaf {
            return bits.clone();
        }
        if let Some((_, bits)) = self.found.iter().find(|(known, _)| known == leaf) {
            return bits.clone();
        }
        let bits = match self.rows_of_less(leaf).filter(|rows| rows.count() * FEW < roster.len()) {
            Some(rows) => leaf.rows_among(rows, roster),
            None => leaf.rows(roster),
        };
        self.found.push_front((leaf.clone(), bits.clone()));
        self.found.truncate(MAX_KEPT_LEAVES);
        bits
    }

    /// The rows that were found by less of the same words: whoever has all of them is among those.
    fn rows_of_less(&self, leaf: &Leaf) -> Option<&Bits> {
        let Leaf::Contains { columns, needles } = leaf else { return None };
        let is_less = |known: &Leaf| match known {
            Leaf::Contains { columns: those, needles: less } => {
                those == columns && needles.iter().all(|needle| less.iter().any(|less| needle.contains(less.as_str())))
            }
            _ => false,
        };
        let found = self.found.iter().filter(|(known, _)| is_less(known));
        found.map(|(_, rows)| rows).min_by_key(|rows| rows.count())
    }
}
