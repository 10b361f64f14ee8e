//! Campaigns: who was given something when, by Personio's id and without names. giftlist knows campaigns, not values.

use crate::domain::calendar::Day;
use crate::domain::kept::lists::rows_of;
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::employee::PersonId;
use crate::domain::people::marks::Gifts;
use crate::domain::people::roster::Roster;
use crate::domain::text::fold::fold;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

/// In the place of a name: any of them.
pub const ANY: &str = "any";

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

    /// A file that is written again on the same day is of the same campaign: nobody is given something twice.
    pub fn add(&mut self, campaign: Campaign) {
        let name = fold(&campaign.name);
        match self.0.iter_mut().find(|known| known.on == campaign.on && fold(&known.name) == name) {
            Some(known) => known.people.extend(campaign.people),
            None => self.0.push(campaign),
        }
    }

    /// Who was in a campaign with this in its name, or as its whole name; `None` if there is none. [`ANY`] means all.
    pub fn gifted(&self, name: &str, is_whole: bool, roster: &Roster) -> Option<Bits> {
        let wanted = fold(name);
        let is_any = wanted == ANY;
        let has_name = |name: String| if is_whole { name == wanted } else { name.contains(&wanted) };
        let is_meant = |campaign: &&Campaign| is_any || !wanted.is_empty() && has_name(fold(&campaign.name));
        let meant = self.0.iter().filter(is_meant);
        let mut rows: Option<Bits> = is_any.then(|| Bits::none(roster.len()));
        for campaign in meant {
            rows.get_or_insert_with(|| Bits::none(roster.len())).add(&rows_of(&campaign.people, roster));
        }
        rows
    }

    /// The campaigns that somebody was in, the oldest first.
    pub fn of(&self, id: PersonId) -> impl Iterator<Item = &Campaign> {
        self.0.iter().filter(move |campaign| campaign.people.contains(&id.0))
    }

    /// In how many campaigns each person was whose day begins like this one: `2026` or `2026-12`.
    fn counts(&self, beginning: &str) -> HashMap<u64, i32> {
        let mut counts = HashMap::new();
        for campaign in self.0.iter().filter(|campaign| campaign.on.starts_with(beginning)) {
            campaign.people.iter().for_each(|id| *counts.entry(*id).or_default() += 1);
        }
        counts
    }

    /// In how many campaigns of this year and month each person was who was in any of the year.
    pub fn gifts(&self, today: Day, roster: &Roster) -> HashMap<Row, Gifts> {
        let today = today.to_string();
        let (year, month) = (self.counts(&today[..4]), self.counts(&today[..7]));
        let of = |(id, count): (u64, i32)| {
            let this_month = month.get(&id).copied().unwrap_or(0);
            let gifts = Gifts { this_year: count.unsigned_abs(), this_month: this_month.unsigned_abs() };
            Some((roster.row_of(PersonId(id))?, gifts))
        };
        year.into_iter().filter_map(of).collect()
    }

    /// The people whose number of campaigns in the calendar year of a day passes; or in its month.
    pub fn rows_with(&self, today: Day, in_month: bool, roster: &Roster, passes: impl Fn(i32) -> bool) -> Bits {
        let today = today.to_string();
        let counts = self.counts(&today[..if in_month { 7 } else { 4 }]);
        Bits::from_fn(roster.len(), |row| passes(counts.get(&roster.id(row).0).copied().unwrap_or(0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fields::Fields;
    use crate::domain::people::employee::Employee;
    use crate::domain::people::roster::RosterBuilder;

    fn campaign(name: &str, on: &str, people: &[u64]) -> Campaign {
        Campaign { name: name.into(), on: on.into(), people: people.iter().copied().collect() }
    }

    #[test]
    fn a_whole_name_is_that_campaign_alone() {
        let mut builder = RosterBuilder::new();
        for id in 1..=3 {
            builder.push(Employee::new(PersonId(id)));
        }
        let roster = builder.finish(Fields::ALL);
        let mut campaigns = Campaigns::default();
        campaigns.add(campaign("Winter 2", "2026-12-01", &[1]));
        campaigns.add(campaign("Winter 2026", "2026-12-01", &[2]));
        let count = |name, is_whole| campaigns.gifted(name, is_whole, &roster).map(|rows| rows.count());
        assert_eq!(
            (count("winter 2", false), count("winter 2", true), count("any", false)),
            (Some(2), Some(1), Some(2))
        );
        assert_eq!((count("spring", false), count("", false)), (None, None));
    }

    #[test]
    fn gifts_are_counted_in_the_calendar_year_and_month() {
        let mut builder = RosterBuilder::new();
        for id in 1..=3 {
            builder.push(Employee::new(PersonId(id)));
        }
        let roster = builder.finish(Fields::ALL);
        let mut campaigns = Campaigns::default();
        campaigns.add(campaign("Old", "2025-12-31", &[1, 2]));
        campaigns.add(campaign("Spring", "2026-03-01", &[1, 9]));
        campaigns.add(campaign("Winter", "2026-12-01", &[1, 3]));
        let gifts = campaigns.gifts(Day::parse("2026-12-24").unwrap(), &roster);
        let of = |id| gifts.get(&roster.row_of(PersonId(id)).unwrap()).map(|it| (it.this_year, it.this_month));
        assert_eq!([of(1), of(2), of(3)], [Some((2, 1)), None, Some((1, 1))]);
    }

    #[test]
    fn a_file_that_is_written_again_is_of_the_same_campaign() {
        let mut campaigns = Campaigns::default();
        campaigns.add(campaign("Winter", "2026-12-01", &[1]));
        campaigns.add(campaign("winter", "2026-12-01", &[1, 2]));
        campaigns.add(campaign("Winter", "2027-12-01", &[1]));
        assert_eq!(
            campaigns.all(),
            [campaign("Winter", "2026-12-01", &[1, 2]), campaign("Winter", "2027-12-01", &[1])]
        );
    }
}
