//! What a query looks for in one place, and who has it. A word that many people share is compared once; names, emails and
//! numbers are found by scanning what is searched of all people.

use super::dated::DateTest;
use super::reporting::{and_who_reports_to, supervised};
use crate::domain::fields::{Field, Fields, TextField};
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::roster::{Roster, Searched};
use crate::domain::text::email::any_address;
use crate::domain::text::fold::{FIELD_END, SPELLING_END, fold};
use memchr::memmem::Finder;
use std::collections::HashSet;

/// So many addresses are found faster by a scan each than by a look at each person.
const MAX_SCANS: usize = 8;

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
/// All of it.
const SEARCHED: u8 = NAME | EMAIL | EMPLOYEE_ID;

/// Whether a part of what is searched is one of these.
fn is_asked(parts: u8, part: usize) -> bool {
    part < u8::BITS as usize && parts >> part & 1 == 1
}

impl Columns {
    pub const NAME: Columns = Columns { searched: NAME, others: 0 };

    /// Where a bare email address is looked for: some companies number people by their emails.
    pub const ADDRESS: Columns = Columns { searched: EMAIL | EMPLOYEE_ID, others: 0 };

    /// Where a bare word is looked for: name, email, Employee ID, position, department, team, office, city, country.
    pub const DEFAULT: Columns = Columns {
        searched: SEARCHED,
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
    fn searches(self, part: usize) -> bool {
        is_asked(self.searched, part)
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

impl Leaf {
    /// Those of some rows that it holds for: the rows of a leaf that is wider than this one.
    pub(super) fn rows_among(&self, among: &Bits, roster: &Roster) -> Bits {
        let Leaf::Contains { columns, needles } = self else { return self.rows(roster) };
        let finders: Vec<Finder> = needles.iter().map(Finder::new).collect();
        let passes = |text: &str| finders.iter().any(|finder| finder.find(text.as_bytes()).is_some());
        let mut rows = Bits::none(roster.len());
        if columns.searched != 0 {
            rows = Bits::of(roster.len(), among.rows().filter(|row| any_searched(roster, *columns, *row, passes)));
        }
        for field in columns.others() {
            rows.add(&roster.rows_where_folded_among(field, among, passes));
        }
        rows
    }

    pub(super) fn rows(&self, roster: &Roster) -> Bits {
        match self {
            Leaf::Contains { columns, needles } => {
                let mut rows = Bits::none(roster.len());
                for needle in needles {
                    let finder = Finder::new(needle);
                    rows.add(&searched(roster, columns.searched, &finder));
                    others(roster, *columns, &mut rows, |text| finder.find(text.as_bytes()).is_some());
                }
                rows
            }
            Leaf::Equals { columns, needles } => {
                let mut rows = Bits::none(roster.len());
                let is_whole = |text: &str| has_spelling(text, needles);
                if columns.searched != 0 {
                    let holds = |row: &Row| any_searched(roster, *columns, *row, is_whole);
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

/// Whether any part of what is searched of a person passes, of those that are looked into.
pub(super) fn any_searched(roster: &Roster, columns: Columns, row: Row, passes: impl Fn(&str) -> bool) -> bool {
    let mut parts = roster.search_text(row).split(FIELD_END).enumerate();
    parts.any(|(part, text)| columns.searches(part) && passes(text))
}

/// The rows whose search text has the needle in one of the parts.
fn searched(roster: &Roster, parts: u8, finder: &Finder) -> Bits {
    if parts == 0 {
        return Bits::none(roster.len());
    }
    if let (&[letter], SEARCHED) = (finder.needle(), parts)
        && let Some(rows) = roster.rows_with_letter(letter)
    {
        return rows;
    }
    roster.rows_searched(|people, found| scan(people, parts, finder, found))
}

/// Finds whose search text has the needle in one of the parts: one pass over the text of all.
fn scan(people: &Searched, parts: u8, finder: &Finder, found: &mut dyn FnMut(usize)) {
    let text = people.text().as_bytes();
    let (mut at, mut row) = (0, 0);
    while let Some(hit) = text.get(at..).and_then(|rest| finder.find(rest)).map(|found| at + found) {
        row = people.row_at(hit, row);
        let (start, end) = (people.start(row), people.end(row));
        // A hit that reaches into the next person's text is none; nor is one in a part that was not asked for.
        let part = text.get(start..hit).unwrap_or_default().iter().filter(|&&byte| byte == FIELD_END as u8).count();
        if hit + finder.needle().len() <= end && is_asked(parts, part) {
            found(row);
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
            rows.add(&searched(roster, columns.searched, &Finder::new(&fold(address))));
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
fn others(roster: &Roster, columns: Columns, rows: &mut Bits, passes: impl Fn(&str) -> bool + Sync) {
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
