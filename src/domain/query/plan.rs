//! From a plan to rows: what its leaves find, put together.

use super::leaf::{Columns, Leaf};
use super::scratch::Scratch;
use super::unmatched::Unmatched;
use crate::domain::fields::TextField;
use crate::domain::people::bits::Bits;
use crate::domain::people::roster::Roster;
use crate::domain::text::email::any_address;
use std::collections::HashSet;

/// What a query means for a roster.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Plan {
    #[default]
    All,
    Leaf(Leaf),
    /// A part that should find somebody, with its query.
    Told(String, Box<Plan>),
    /// Everybody for whom it does not hold.
    Not(Box<Plan>),
    /// All of them.
    And(Vec<Plan>),
    /// Any of them.
    Or(Vec<Plan>),
}

impl Plan {
    /// The rows for which it holds.
    pub fn rows(&self, roster: &Roster, scratch: &mut Scratch) -> Bits {
        self.rows_and_unmatched(roster, scratch).0
    }

    /// The rows for which it holds, and which of its parts find nobody.
    pub fn rows_and_unmatched(&self, roster: &Roster, scratch: &mut Scratch) -> (Bits, Unmatched) {
        let mut unmatched = Unmatched::default();
        let rows = self.find(roster, scratch, &mut unmatched, false);
        if !rows.any() {
            // Which word is wrong is not known then.
            unmatched = Unmatched { addresses: unmatched.addresses, ..Unmatched::default() };
        }
        (rows, unmatched.once())
    }

    fn find(&self, roster: &Roster, scratch: &mut Scratch, unmatched: &mut Unmatched, is_excluded: bool) -> Bits {
        match self {
            Plan::All => Bits::all(roster.len()),
            Plan::Leaf(leaf) => {
                let rows = scratch.rows(leaf, roster);
                if let Leaf::Addresses { columns, addresses } = leaf {
                    let unknown = unknown_addresses(roster, &rows, *columns, addresses);
                    for address in unknown {
                        match is_excluded {
                            true => unmatched.excluded.push(format!("-{address}")),
                            false => unmatched.addresses.push(address.clone()),
                        }
                    }
                }
                rows
            }
            Plan::Told(query, part) => {
                let told = unmatched.count();
                let rows = part.find(roster, scratch, unmatched, is_excluded);
                if !rows.any() && unmatched.count() == told {
                    match is_excluded {
                        true => unmatched.excluded.push(format!("-{query}")),
                        false => unmatched.wanted.push(query.clone()),
                    }
                }
                rows
            }
            Plan::Not(inner) => inner.find(roster, scratch, unmatched, !is_excluded).inverse(),
            Plan::And(parts) => parts.iter().fold(Bits::all(roster.len()), |mut rows, part| {
                if rows.any() {
                    rows.keep(&part.find(roster, scratch, unmatched, is_excluded));
                }
                rows
            }),
            Plan::Or(parts) => parts.iter().fold(Bits::none(roster.len()), |mut rows, part| {
                rows.add(&part.find(roster, scratch, unmatched, is_excluded));
                rows
            }),
        }
    }
}

/// Which of the addresses that these rows were found by nobody has, each once and in the order of the query.
fn unknown_addresses<'a>(
    roster: &Roster,
    rows: &Bits,
    columns: Columns,
    addresses: &'a [String],
) -> impl Iterator<Item = &'a String> {
    let mut known = HashSet::new();
    let fields: Vec<TextField> = columns.with_addresses().collect();
    for row in rows.rows() {
        for &field in &fields {
            any_address(roster.text(field, row), |address| {
                known.insert(address.to_string());
                false
            });
        }
    }
    addresses.iter().filter(move |address| known.insert(address.to_string()))
}

/// The plan of alternatives. Addresses are looked for together: people paste hundreds.
pub fn any_of(plans: Vec<Plan>) -> Plan {
    let mut parts: Vec<Plan> = Vec::with_capacity(plans.len());
    for plan in plans {
        if let Plan::Leaf(Leaf::Addresses { columns, addresses }) = &plan
            && let Some(Plan::Leaf(Leaf::Addresses { columns: known, addresses: all })) = parts.last_mut()
            && columns == known
        {
            all.extend_from_slice(addresses);
        } else {
            parts.push(plan);
        }
    }
    match <[Plan; 1]>::try_from(parts) {
        Ok([plan]) => plan,
        Err(parts) => Plan::Or(parts),
    }
}

/// The plan of what must all hold. Excluded addresses are looked for together, too.
pub fn all_of(plans: Vec<Plan>) -> Plan {
    let is_address = |plan: &Plan| matches!(plan, Plan::Leaf(Leaf::Addresses { .. }));
    let is_excluded = |plan: &mut Plan| matches!(plan, Plan::Not(inner) if is_address(inner));
    let mut parts = plans;
    let excluded: Vec<Plan> = parts.extract_if(.., is_excluded).collect();
    let inner = |plan| if let Plan::Not(inner) = plan { *inner } else { plan };
    if !excluded.is_empty() {
        parts.push(Plan::Not(Box::new(any_of(excluded.into_iter().map(inner).collect()))));
    }
    Plan::And(parts)
}
