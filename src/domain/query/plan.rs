//! From a plan to rows. A word that many people share is compared once; names, emails and numbers are found by scanning
//! one buffer for all people. What a leaf found is kept, so that typing another letter only searches for that one word.

use super::dated::DateTest;
use super::reporting::{and_who_reports_to, supervised};
use super::unmatched::Unmatched;
use crate::domain::fields::{Field, Fields, TextField};
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::roster::{Roster, Texts};
use crate::domain::text::email::any_address;
use crate::domain::text::fold::{FIELD_END, SPELLING_END, fold};
use memchr::memmem::Finder;
use std::collections::{HashSet, VecDeque};

/// The columns that a text is looked for in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    /// Parts of the roster's search text, as bits: 0 name, 1 email, 2 Employee ID.
    searched: u8,
    /// Other columns, as bits by `TextField as usize`.
    others: u32,
}

const NAME: u8 = 1;
const EMAIL: u8 = 2;
const EMPLOYEE_ID: u8 = 4;

impl Columns {
    pub const NAME: Columns = Columns { searched: NAME, others: 0 };

    /// Where a bare email address is looked for: some companies number people by their emails.
    pub const ADDRESS: Columns = Columns { searched: EMAIL | EMPLOYEE_ID, others: 0 };

    /// Where a bare word is looked for: name, email, Employee ID, position, department, team, office, city, country.
    pub const DEFAULT: Columns = Columns {
        searched: NAME | EMAIL | EMPLOYEE_ID,
        others: 1 << TextField::Position as u32
            | 1 << TextField::Department as u32
            | 1 << TextField::Team as u32
            | 1 << TextField::Office as u32
            | 1 << TextField::City as u32
            | 1 << TextField::Country as u32,
    };

    pub fn of(field: TextField) -> Columns {
        match field {
            TextField::Email => Columns { searched: EMAIL, others: 0 },
            TextField::EmployeeId => Columns { searched: EMPLOYEE_ID, others: 0 },
            _ => Columns { searched: 0, others: 1 << field as u32 },
        }
    }

    /// What is looked into.
    pub fn fields(self) -> Fields {
        let searched = [
            (NAME, Field::FirstName),
            (NAME, Field::LastName),
            (EMAIL, Field::Email),
            (EMPLOYEE_ID, Field::EmployeeId),
        ];
        let searched = searched.into_iter().filter(|(part, _)| self.searched & part != 0).map(|(_, field)| field);
        searched.chain(self.others().map(TextField::field)).collect()
    }

    /// Whether a part of the search text is looked into.
    pub(super) fn searches(self, part: usize) -> bool {
        self.searched >> part & 1 == 1
    }

    /// The columns in which an address may stand.
    pub(super) fn with_addresses(self) -> impl Iterator<Item = TextField> {
        self.searched_for_addresses().chain(self.others())
    }

    /// The columns of the search text with an address in them.
    fn searched_for_addresses(self) -> impl Iterator<Item = TextField> {
        let fields = [(EMAIL, TextField::Email), (EMPLOYEE_ID, TextField::EmployeeId)];
        fields.into_iter().filter(move |(part, _)| self.searched & part != 0).map(|(_, field)| field)
    }

    pub(super) fn others(self) -> impl Iterator<Item = TextField> {
        TextField::ALL.into_iter().filter(move |&field| self.others & (1 << field as u32) != 0)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Leaf {
    /// Any spelling stands in any of the columns.
    Contains {
        columns: Columns,
        /// Folded, as `needle_spellings` returns them.
        needles: Vec<String>,
    },
    /// Any spelling is the whole of any of the columns.
    Equals {
        columns: Columns,
        /// Folded, as `needle_spellings` returns them.
        needles: Vec<String>,
    },
    /// Any of the addresses stands in any of the columns, whole.
    Addresses {
        columns: Columns,
        /// In the form of [`crate::domain::text::email::addresses`].
        addresses: Vec<String>,
    },
    /// The supervisor's name.
    Supervisor {
        /// Folded, as `needle_spellings` returns them.
        needles: Vec<String>,
        /// Whether it is the whole name.
        whole: bool,
        /// Or the name of their supervisor, and so on.
        through_others: bool,
    },
    Dates(DateTest),
    Empty(Field),
    Rows(Bits),
}

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

/// The rows of leaves that were searched for lately. Good for one roster: start with an empty one after a sync.
#[derive(Default)]
pub struct Scratch {
    found: VecDeque<(Leaf, Bits)>,
}

/// So many addresses are found faster by a scan each than by a look at each person.
const MAX_SCANS: usize = 8;

/// Leaves that are kept: more than a typed query has, and 200 kB of bits at 200 000 people.
const MAX_KEPT_LEAVES: usize = 8;

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

impl Scratch {
    fn rows(&mut self, leaf: &Leaf, roster: &Roster) -> Bits {
        if let Leaf::Rows(bits) = leaf {
            return bits.clone();
        }
        if let Some((_, bits)) = self.found.iter().find(|(known, _)| known == leaf) {
            return bits.clone();
        }
        let bits = leaf.rows(roster);
        self.found.push_front((leaf.clone(), bits.clone()));
        self.found.truncate(MAX_KEPT_LEAVES);
        bits
    }
}

impl Leaf {
    pub(super) fn rows(&self, roster: &Roster) -> Bits {
        match self {
            Leaf::Contains { columns, needles } => {
                let mut rows = Bits::none(roster.len());
                for needle in needles {
                    let finder = Finder::new(needle);
                    scan(roster.search(), columns.searched, &finder, &mut rows);
                    others(roster, *columns, &mut rows, |text| finder.find(text.as_bytes()).is_some());
                }
                rows
            }
            Leaf::Equals { columns, needles } => {
                let mut rows = Bits::none(roster.len());
                let is_whole = |text: &str| has_spelling(text, needles);
                if columns.searched != 0 {
                    let parts = |row: &Row| roster.search().at(row.index()).split(FIELD_END).enumerate();
                    let holds = |row: &Row| parts(row).any(|(part, text)| columns.searches(part) && is_whole(text));
                    roster.rows().filter(holds).for_each(|row| rows.set(row, true));
                }
                others(roster, *columns, &mut rows, is_whole);
                rows
            }
            Leaf::Addresses { columns, addresses } => with_address(roster, *columns, addresses),
            Leaf::Supervisor { needles, whole, through_others } => {
                let found = reporting_to(roster, needles, *whole);
                if *through_others { and_who_reports_to(found, roster) } else { found }
            }
            Leaf::Dates(test) => test.rows(roster),
            Leaf::Empty(field) => roster.rows_without(*field),
            Leaf::Rows(bits) => bits.clone(),
        }
    }
}

/// Sets the rows whose search text has the needle in one of the parts: one pass over the whole buffer.
fn scan(search: &Texts, parts: u8, finder: &Finder, rows: &mut Bits) {
    if parts == 0 {
        return;
    }
    let (buffer, ends) = (search.buffer().as_bytes(), search.ends());
    let (mut at, mut row) = (0, 0);
    while let Some(hit) = buffer.get(at..).and_then(|rest| finder.find(rest)).map(|found| at + found) {
        while ends.get(row).is_some_and(|&end| end as usize <= hit) {
            row += 1;
        }
        let Some(&end) = ends.get(row) else { return };
        let start = row.checked_sub(1).map_or(0, |before| ends[before] as usize);
        let end = end as usize;
        // A hit that reaches into the next person's text is none; nor is one in a part that was not asked for.
        let part = buffer[start..hit].iter().filter(|&&byte| byte == FIELD_END as u8).count();
        if hit + finder.needle().len() <= end && parts >> part & 1 == 1 {
            rows.set(Row(row as u32), true);
            at = end;
        } else {
            at = hit + 1;
        }
    }
}

/// The rows with any of the addresses. A few are searched for one by one, and many in one pass over everybody.
fn with_address(roster: &Roster, columns: Columns, addresses: &[String]) -> Bits {
    let wanted: HashSet<&str> = addresses.iter().map(String::as_str).collect();
    let has = |text: &str| any_address(text, |address| wanted.contains(address));
    let mut rows = Bits::none(roster.len());
    if wanted.len() <= MAX_SCANS {
        for address in &wanted {
            scan(roster.search(), columns.searched, &Finder::new(&fold(address)), &mut rows);
        }
    } else if columns.searched != 0 {
        rows = Bits::all(roster.len());
    }
    let is_one = |&row: &Row| columns.searched_for_addresses().any(|field| has(roster.text(field, row)));
    rows = Bits::of(roster.len(), rows.rows().filter(is_one));
    for field in columns.others() {
        rows.add(&roster.rows_where(field, has));
    }
    rows
}

/// Sets the rows for which the folded text of any of the other columns passes.
fn others(roster: &Roster, columns: Columns, rows: &mut Bits, passes: impl Fn(&str) -> bool) {
    for field in columns.others() {
        rows.add(&roster.rows_where_folded(field, &passes));
    }
}

/// Whether a folded text is one of the needles, by any of its spellings.
pub fn has_spelling(text: &str, needles: &[String]) -> bool {
    text.split(SPELLING_END).any(|spelling| needles.iter().any(|needle| needle == spelling))
}

/// Those whose supervisor has the name.
fn reporting_to(roster: &Roster, needles: &[String], whole: bool) -> Bits {
    let (columns, needles) = (Columns::NAME, needles.to_vec());
    let is_wanted = |name: &str| match whole {
        true => has_spelling(name, &needles),
        false => needles.iter().any(|needle| name.contains(needle.as_str())),
    };
    let leaf = match whole {
        true => Leaf::Equals { columns, needles: needles.clone() },
        false => Leaf::Contains { columns, needles: needles.clone() },
    };
    supervised(roster, &leaf.rows(roster), is_wanted)
}
