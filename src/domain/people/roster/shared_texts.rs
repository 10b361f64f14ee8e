//! Texts that many people share: what is to be done with each of them is done once, and not for each of the people.

use super::block::is_shared;
use super::table::Roster;
use crate::domain::fields::{Field, TextField};
use crate::domain::people::bits::Row;
use std::collections::BTreeMap;

/// Where one of so many people is looked at, most of the texts are needed.
const ONE_OF: usize = 4;

/// The texts of a field, each in one place, and the place of each person's. Names may stand in several.
#[derive(Debug)]
pub struct SharedTexts(Kind);

#[derive(Debug)]
enum Kind {
    Words(TextField),
    /// The names of [`Roster::bosses`], then of those who are not among the people, with their reports, then of nobody.
    Supervisors(BTreeMap<Row, usize>),
}

impl SharedTexts {
    /// `None` where people have texts of their own, or where so few people are to be looked at that it is not worth it.
    pub fn of(roster: &Roster, field: Field, people: usize) -> Option<SharedTexts> {
        if people * ONE_OF < roster.len() {
            return None;
        }
        if field == Field::Supervisor {
            let outsiders = roster.outsiders().map(|(row, _)| row).zip(roster.stored_bosses().len()..);
            return Some(SharedTexts(Kind::Supervisors(outsiders.collect())));
        }
        TextField::of(field).filter(|&field| is_shared(field)).map(|field| SharedTexts(Kind::Words(field)))
    }

    /// Takes the texts in the order of their places.
    pub fn each<'a>(&self, roster: &'a Roster, take: impl FnMut(&'a str)) {
        match &self.0 {
            Kind::Words(field) => roster.words(*field).plain().iter().for_each(take),
            Kind::Supervisors(_) => {
                let bosses = roster.stored_bosses();
                let names = (0..bosses.len()).map(|boss| bosses.name(boss));
                names.chain(roster.outsiders().map(|(_, name)| name)).chain([""]).for_each(take);
            }
        }
    }

    /// Takes the place of each row's text.
    pub fn places(&self, roster: &Roster, rows: &[Row], mut take: impl FnMut(usize)) {
        match &self.0 {
            Kind::Words(field) => roster.each_run(rows, |_, block, at| block.codes(*field, at, |_, word| take(word))),
            Kind::Supervisors(outsiders) => {
                let bosses = roster.stored_bosses().len();
                let nobody = bosses + outsiders.len();
                roster.each_run(rows, |rows, block, at| {
                    let outsider = |row| outsiders.get(row).copied().unwrap_or(nobody);
                    let mut rows = rows.iter();
                    block.bosses(at, |_, boss| {
                        let row = rows.next();
                        take(match boss {
                            Some(boss) if boss < bosses => boss,
                            // There is none such in a damaged roster.
                            Some(_) => nobody,
                            None => row.map_or(nobody, outsider),
                        });
                    });
                });
            }
        }
    }
}
