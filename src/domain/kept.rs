//! What is kept of an account besides its people, by Personio's ids and without names: it outlives a sync.
//!
//! `never` is who is given nothing, `lists` are saved lists, `campaigns` who was given something when.

pub mod campaigns;
pub mod lists;
pub mod never;

use crate::domain::calendar::Day;
use crate::domain::people::marks::Marks;
use crate::domain::people::roster::Roster;
use crate::domain::problem::{Kind, Problem};
use crate::domain::text::fold::fold;
use crate::domain::text::safe_text::SafeText;
use crate::domain::text::words::shortened;
use campaigns::{Campaign, Campaigns};
use lists::{List, Lists};
use never::{NeverChange, NeverList};
use std::collections::BTreeSet;

/// Longer names are refused: they stand in queries and on one line.
const MAX_NAME: usize = 60;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    pub never: NeverList,
    pub lists: Lists,
    pub campaigns: Campaigns,
}

impl Kept {
    pub fn record(&mut self, record: &ExportRecord) {
        if let Some(list) = &record.list {
            self.lists.exported(list, &record.on, &record.people);
        }
        if let Some(name) = &record.campaign {
            let (name, on, people) = (name.clone(), record.on.clone(), record.people.clone());
            self.campaigns.add(Campaign { name, on, people });
        }
    }

    /// The marks of everybody on a gift date, also those of what is kept.
    pub fn marks(&self, gift_date: Day, today: Day, roster: &Roster) -> Marks {
        let marks = Marks::on(gift_date, roster).with_never(self.never.rows(roster));
        marks.with_gifts(self.campaigns.gifts(today, roster))
    }
}

/// Who was in an exported file, where that is to be remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportRecord {
    /// The day, as `2026-12-01`.
    pub on: String,
    /// Personio's ids.
    pub people: BTreeSet<u64>,
    /// The saved list that it is a file of.
    pub list: Option<String>,
    pub campaign: Option<String>,
}

/// A change of what is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeptChange {
    Never(NeverChange),
    /// Saves a list, in the place of one of the same name.
    Save(Box<List>),
    /// Deletes the list of that name.
    Delete(String),
}

/// A name of a list or a campaign as it is kept, without the spaces around it.
///
/// # Errors
/// When it could not stand in a query: empty, long, or with quotes or control characters.
pub fn name_to_keep(name: &str) -> Result<&str, Problem> {
    let name = name.trim();
    let can_be_typed = !fold(name).is_empty() && !name.contains(['"', '\n', '\t']) && !SafeText::is_suspicious(name);
    if fold(name) == campaigns::ANY {
        return Err(Problem::new(Kind::Usage, "\"any\" cannot be a name: in a query it means all", "choose another"));
    }
    if can_be_typed && name.chars().count() <= MAX_NAME {
        return Ok(name);
    }
    let what = format!("\"{}\" cannot be a name", shortened(name));
    Err(Problem::new(Kind::Usage, what, format!("use 1 to {MAX_NAME} characters, without quotes")))
}
