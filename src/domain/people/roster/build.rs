//! From employees, in whatever order they arrive, to a roster: each person once, supervisors as rows, in name order.

use super::bosses::Bosses;
use super::columns::{BirthdayColumn, DayColumn, TextColumn, Texts, WordsBuilder};
use super::table::{NO_ROW, Outsider, Roster, odd_counts};
use crate::domain::fields::{DateField, Field, FieldKind, Fields, TextField};
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::employee::{Employee, PersonId, SupervisorRef};
use crate::domain::text::alphabets::mixes_alphabets;
use crate::domain::text::email::is_address;
use crate::domain::text::fold::{FIELD_END, fold, fold_spellings_into, fold_words_into};
use crate::domain::text::safe_text::SafeText;
use icu_collator::{CollatorBorrowed, options::CollatorOptions};
use std::collections::{BTreeMap, HashMap};

enum ColumnBuilder {
    Distinct(Texts),
    Shared(WordsBuilder),
}

pub struct RosterBuilder {
    place_of: HashMap<PersonId, u32>,
    ids: Vec<PersonId>,
    replaced: Vec<u32>,
    texts: Vec<ColumnBuilder>,
    days: [DayColumn; DateField::COUNT],
    birthdays: BirthdayColumn,
    supervisors: Vec<Option<SupervisorRef>>,
    pictures: Vec<bool>,
    suspicious: Vec<bool>,
    odd: BTreeMap<u32, Fields>,
}

impl Default for RosterBuilder {
    fn default() -> Self {
        RosterBuilder::new()
    }
}

impl Roster {
    pub fn empty() -> Roster {
        RosterBuilder::new().finish(Fields::NONE)
    }
}

impl RosterBuilder {
    pub fn new() -> RosterBuilder {
        let column = |field: &TextField| match field.field().info().kind {
            FieldKind::Word => ColumnBuilder::Shared(WordsBuilder::new()),
            _ => ColumnBuilder::Distinct(Texts::default()),
        };
        RosterBuilder {
            place_of: HashMap::new(),
            ids: Vec::new(),
            replaced: Vec::new(),
            texts: TextField::ALL.iter().map(column).collect(),
            days: Default::default(),
            birthdays: BirthdayColumn::default(),
            supervisors: Vec::new(),
            pictures: Vec::new(),
            suspicious: Vec::new(),
            odd: BTreeMap::new(),
        }
    }

    /// Adds an employee. Returns `false` if the id came before; the new record replaces the earlier one.
    pub fn push(&mut self, employee: Employee) -> bool {
        let odd = employee.odd.union(no_addresses(&employee));
        let place = self.ids.len() as u32;
        let earlier = self.place_of.insert(employee.id, place);
        if let Some(earlier) = earlier {
            self.replaced.push(earlier);
        }
        self.ids.push(employee.id);
        let looks_like_another =
            [TextField::FirstName, TextField::LastName].map(|name| mixes_alphabets(&employee.texts[name as usize]));
        let is_suspicious = employee.texts.iter().any(|text| SafeText::is_suspicious(text));
        self.suspicious.push(is_suspicious || looks_like_another.contains(&true));
        for (column, text) in self.texts.iter_mut().zip(&employee.texts) {
            match column {
                ColumnBuilder::Distinct(texts) => texts.push(text),
                ColumnBuilder::Shared(words) => words.push(text),
            }
        }
        for (column, day) in self.days.iter_mut().zip(employee.dates) {
            column.push(day);
        }
        self.birthdays.push(employee.birthday);
        self.supervisors.push(employee.supervisor);
        self.pictures.push(employee.picture);
        if !odd.is_empty() {
            self.odd.insert(place, odd);
        }
        earlier.is_none()
    }

    /// How many different people were pushed; a repeated id counts once.
    pub fn len(&self) -> usize {
        self.place_of.len()
    }

    pub fn is_empty(&self) -> bool {
        self.place_of.is_empty()
    }

    /// Who came more than once: an id for each record that replaced an earlier one.
    pub fn repeated(&self) -> Vec<PersonId> {
        self.replaced.iter().filter_map(|&place| self.ids.get(place as usize).copied()).collect()
    }

    /// Builds the roster. `readable` are the fields that the sync asked for.
    pub fn finish(self, readable: Fields) -> Roster {
        let order = self.name_order();
        let count = order.len();
        let at = |column: &[bool]| Bits::from_fn(count, |row| column[order[row.index()] as usize]);
        let ids: Vec<PersonId> = order.iter().map(|&place| self.ids[place as usize]).collect();
        let mut by_id: Vec<u32> = (0..count as u32).collect();
        by_id.sort_unstable_by_key(|&row| ids[row as usize]);
        let (pictures, suspicious) = (at(&self.pictures), at(&self.suspicious));

        let mut row_of_place = vec![NO_ROW; self.ids.len()];
        for (row, &place) in order.iter().enumerate() {
            row_of_place[place as usize] = row as u32;
        }
        let mut supervisors = vec![NO_ROW; count];
        let mut outsiders = BTreeMap::new();
        for (row, &place) in order.iter().enumerate() {
            let Some(boss) = &self.supervisors[place as usize] else { continue };
            match boss.id.and_then(|id| self.place_of.get(&id)) {
                Some(&boss_place) => supervisors[row] = row_of_place[boss_place as usize],
                None => {
                    outsiders.insert(row as u32, Outsider { id: boss.id, name: boss.name.as_str().into() });
                }
            }
        }
        let odd: BTreeMap<u32, Fields> = order
            .iter()
            .enumerate()
            .filter_map(|(row, place)| self.odd.get(place).map(|&fields| (row as u32, fields)))
            .collect();
        let mut texts = self.texts.into_iter().map(|column| match column {
            ColumnBuilder::Distinct(texts) => TextColumn::Distinct(texts.take(&order)),
            ColumnBuilder::Shared(words) => TextColumn::Shared(words.finish(&order)),
        });
        let mut roster = Roster {
            ids,
            by_id,
            texts: std::array::from_fn(|_| texts.next().unwrap_or(TextColumn::Distinct(Texts::default()))),
            days: self.days.map(|days| days.take(&order)),
            birthdays: self.birthdays.take(&order),
            supervisors,
            outsiders,
            pictures,
            search: Texts::default(),
            suspicious,
            shared_email: Bits::none(count),
            added: Bits::none(count),
            changed: Bits::none(count),
            odd_counts: odd_counts(&odd),
            bosses: Bosses::default(),
            odd,
            readable,
            filled: [0; Field::COUNT],
        };
        roster.search = search_texts(&roster);
        roster.shared_email = shared_emails(&roster);
        roster.count_filled();
        roster
    }

    /// The indices of the records that were not replaced, in name order.
    fn name_order(&self) -> Vec<u32> {
        let mut stays = vec![true; self.ids.len()];
        for &place in &self.replaced {
            stays[place as usize] = false;
        }
        let mut order: Vec<u32> = (0..self.ids.len() as u32).filter(|&place| stays[place as usize]).collect();
        let name = |place: u32| {
            let text = |field: TextField| match &self.texts[field as usize] {
                ColumnBuilder::Distinct(texts) => texts.at(place as usize),
                ColumnBuilder::Shared(_) => "",
            };
            format!("{} {}", text(TextField::FirstName), text(TextField::LastName))
        };
        let keys: Vec<Vec<u8>> = sort_keys((0..self.ids.len() as u32).map(name));
        order.sort_by(|&a, &b| {
            let (key_a, key_b) = (&keys[a as usize], &keys[b as usize]);
            key_a.cmp(key_b).then_with(|| self.ids[a as usize].cmp(&self.ids[b as usize]))
        });
        order
    }
}

/// Keys by which names sort as people expect in any language (CLDR root collation); people without a name come last.
fn sort_keys(names: impl Iterator<Item = String>) -> Vec<Vec<u8>> {
    let collator = CollatorBorrowed::try_new(Default::default(), CollatorOptions::default());
    names
        .map(|name| {
            let name = name.trim();
            if name.is_empty() {
                return vec![u8::MAX];
            }
            let mut key = Vec::with_capacity(name.len() * 2);
            match &collator {
                Ok(collator) => {
                    let Ok(()) = collator.write_sort_key_to(name, &mut key);
                }
                Err(_) => key.extend_from_slice(fold(name).as_bytes()),
            }
            key
        })
        .collect()
}

/// The email fields whose text is no address.
fn no_addresses(employee: &Employee) -> Fields {
    let is_none = |field: &TextField| {
        let text = employee.texts[*field as usize].trim();
        !text.is_empty() && !is_address(text)
    };
    TextField::EMAILS.into_iter().filter(is_none).map(TextField::field).collect()
}

fn search_texts(roster: &Roster) -> Texts {
    let mut texts = Texts::default();
    let mut line = String::new();
    for row in roster.rows() {
        line.clear();
        fold_words_into(&mut line, &roster.name(row));
        for field in [TextField::Email, TextField::EmployeeId] {
            line.push(FIELD_END);
            fold_spellings_into(&mut line, roster.text(field, row));
        }
        texts.push(&line);
    }
    texts
}

fn shared_emails(roster: &Roster) -> Bits {
    let mut first: HashMap<String, Row> = HashMap::with_capacity(roster.len());
    let mut shared = Bits::none(roster.len());
    for row in roster.rows() {
        let email = roster.text(TextField::Email, row).trim();
        if email.is_empty() {
            continue;
        }
        if let Some(&other) = first.get(&email.to_lowercase()) {
            shared.set(row, true);
            shared.set(other, true);
        } else {
            first.insert(email.to_lowercase(), row);
        }
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::super::table::Supervisor;
    use super::*;

    fn person(id: u64, first: &str, last: &str) -> Employee {
        Employee::new(PersonId(id)).with(TextField::FirstName, first).with(TextField::LastName, last)
    }

    /// Catalogue: B20.
    #[test]
    fn people_are_in_the_order_of_names_whatever_order_they_came_in() {
        let mut builder = RosterBuilder::new();
        for (id, first) in [(3, "Zoë"), (1, "Émile"), (2, "eva"), (4, ""), (5, "Anna")] {
            assert!(builder.push(person(id, first, "")));
        }
        let roster = builder.finish(Fields::NONE);
        let names: Vec<_> = roster.rows().map(|row| roster.name(row).into_owned()).collect();
        assert_eq!(names, ["Anna", "Émile", "eva", "Zoë", ""]);
        assert_eq!(roster.row_of(PersonId(3)).map(|row| roster.name(row).into_owned()).as_deref(), Some("Zoë"));
        assert_eq!(roster.row_of(PersonId(9)), None);
    }

    /// Catalogue: B20.
    #[test]
    fn people_of_one_name_are_in_the_order_of_their_ids_whatever_order_they_came_in() {
        for ids in [[1, 2, 3], [3, 1, 2], [2, 3, 1]] {
            let mut builder = RosterBuilder::new();
            for id in ids {
                assert!(builder.push(person(id, "Anna", "Byrne")));
            }
            let roster = builder.finish(Fields::NONE);
            assert_eq!(roster.rows().map(|row| roster.id(row).0).collect::<Vec<_>>(), [1, 2, 3], "{ids:?}");
        }
    }

    /// Catalogue: E28.
    #[test]
    fn a_repeated_id_is_one_person_with_the_later_record() {
        let mut builder = RosterBuilder::new();
        assert!(builder.push(person(1, "Ann", "Old")));
        assert!(!builder.push(person(1, "Ann", "New")));
        assert_eq!((builder.len(), builder.repeated()), (1, vec![PersonId(1)]));
        let roster = builder.finish(Fields::NONE);
        assert_eq!(roster.name(Row(0)), "Ann New");
    }

    #[test]
    fn supervisors_become_rows_and_strangers_keep_their_name() {
        let mut builder = RosterBuilder::new();
        let reports_to = |id, name: &str| Some(SupervisorRef { id, name: name.into() });
        builder.push(Employee { supervisor: reports_to(Some(PersonId(2)), ""), ..person(1, "A", "") });
        builder.push(Employee { supervisor: reports_to(Some(PersonId(99)), "Gone Boss"), ..person(2, "B", "") });
        let roster = builder.finish(Fields::NONE);
        assert_eq!(roster.supervisor(Row(0)), Supervisor::Colleague(Row(1)));
        assert_eq!(roster.value(Field::Supervisor, Row(0)), "B");
        assert_eq!(roster.supervisor(Row(1)), Supervisor::Outside("Gone Boss"));
        assert_eq!(roster.odd_count(Field::Supervisor), 1);
        assert_eq!(roster.odd_rows(Field::Supervisor).rows().collect::<Vec<_>>(), [Row(1)]);
    }

    /// Catalogue: F06.
    #[test]
    fn the_same_email_twice_is_told_of_both() {
        let mut builder = RosterBuilder::new();
        for (id, email) in [(1, "Desk@a.example"), (2, "desk@A.example"), (3, "own@a.example"), (4, "")] {
            builder.push(person(id, &id.to_string(), "").with(TextField::Email, email));
        }
        let roster = builder.finish(Fields::NONE);
        assert_eq!(roster.shared_email().rows().collect::<Vec<_>>(), [Row(0), Row(1)]);
        assert_eq!(roster.filled(Field::Email), 3);
    }
}
