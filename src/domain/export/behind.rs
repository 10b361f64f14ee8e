//! The people behind a warning, and the query that finds them.

use crate::domain::fields::TextField;
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::roster::Roster;
use crate::domain::query::MAX_BYTES as MAX_QUERY;
use crate::domain::text::email::addresses;

/// So many of them are looked for.
const MAX_ROWS: usize = 500;
/// Of a query so much is for the addresses.
const MAX_BYTES: usize = MAX_QUERY / 2;
/// Around each of them: `,=""`.
const SIGNS: usize = 4;

/// People of a file whom a warning is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Behind {
    pub people: usize,
    /// The first of them.
    rows: Vec<Row>,
}

impl Behind {
    pub fn of(people: &Bits) -> Behind {
        Behind { people: people.count(), rows: people.rows().take(MAX_ROWS).collect() }
    }

    /// The first of them.
    pub fn first(&self) -> &[Row] {
        &self.rows
    }

    /// One more, who comes behind them.
    pub fn add(&mut self, row: Row) {
        self.people += 1;
        if self.rows.len() < MAX_ROWS {
            self.rows.push(row);
        }
    }

    pub fn append(&mut self, more: Behind) {
        self.people += more.people;
        self.rows.extend(more.rows.into_iter().take(MAX_ROWS - self.rows.len()));
    }

    /// Finds them by their addresses: whoever has none is not found. `None` if nobody is.
    pub fn query(&self, roster: &Roster) -> Option<String> {
        let (mut work, mut personal, mut bytes) = (Vec::new(), Vec::new(), 0);
        for row in &self.rows {
            let [email, other] = TextField::EMAILS.map(|field| roster.text(field, *row).trim());
            let (values, address) = if email.is_empty() { (&mut personal, other) } else { (&mut work, email) };
            // What has a quote in it cannot be written, and of several addresses in one field each is looked for.
            let is_one = addresses(address).iter().all(|one| *one == address.to_lowercase());
            if !address.is_empty() && !address.contains('"') && is_one && bytes + address.len() < MAX_BYTES {
                bytes += address.len() + SIGNS;
                values.push(format!("=\"{address}\""));
            }
        }
        let terms = [("email", work), ("personal", personal)].into_iter().filter(|(_, values)| !values.is_empty());
        let terms: Vec<String> = terms.map(|(field, values)| format!("{field}:{}", values.join(","))).collect();
        match terms.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            several => Some(format!("({})", several.join(" OR "))),
        }
    }
}
