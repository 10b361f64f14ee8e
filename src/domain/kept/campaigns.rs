//! Campaigns: who was given something when, by Personio's id and without names. giftlist knows campaigns, not values.

use crate::domain::calendar::Day;
use crate::domain::kept::lists::rows_of;
use crate::domain::people::bits::Bits;
use crate::domain::people::roster::Roster;
use crate::domain::text::fold::fold;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Campaign {
    pub name: String,
    /// The day of the export, as `2026-12-01`.
    pub on: String,
    pub people: BTreeSet<u64>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Campaigns(Vec<Campaign>);

impl Campaigns {
    /// The oldest first.
    pub fn all(&self) -> &[Campaign] {
        &self.0
    }

    pub fn add(&mut self, campaign: Campaign) {
        self.0.push(campaign);
    }

    /// Who was in a campaign with this in its name; `None` if there is none. `any` means all of them.
    pub fn gifted(&self, name: &str, roster: &Roster) -> Option<Bits> {
        let wanted = fold(name);
        let meant = self.0.iter().filter(|campaign| wanted == "any" || fold(&campaign.name).contains(&wanted));
        let mut rows: Option<Bits> = (wanted == "any").then(|| Bits::none(roster.len()));
        for campaign in meant {
            rows.get_or_insert_with(|| Bits::none(roster.len())).add(&rows_of(&campaign.people, roster));
        }
        rows
    }

    /// In how many campaigns each person was whose day begins like this one: `2026` or `2026-12`.
    fn counts(&self, beginning: &str) -> HashMap<u64, i32> {
        let mut counts = HashMap::new();
        for campaign in self.0.iter().filter(|campaign| campaign.on.starts_with(beginning)) {
            campaign.people.iter().for_each(|id| *counts.entry(*id).or_default() += 1);
        }
        counts
    }

    /// The people whose number of campaigns in the calendar year of a day passes; or in its month.
    pub fn rows_with(&self, today: Day, in_month: bool, roster: &Roster, passes: impl Fn(i32) -> bool) -> Bits {
        let today = today.to_string();
        let counts = self.counts(&today[..if in_month { 7 } else { 4 }]);
        Bits::from_fn(roster.len(), |row| passes(counts.get(&roster.id(row).0).copied().unwrap_or(0)))
    }
}
