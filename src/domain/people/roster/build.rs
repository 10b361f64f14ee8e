//! From employees, in whatever order they arrive, to a roster: each person once, supervisors as rows, in name order.

use super::block::{BLOCK_ROWS, BlockBuilder, TextBuilder, is_shared};
use super::bosses::Bosses;
use super::columns::{Texts, WordsBuilder};
use super::ids::Ids;
use super::leaving::Leaving;
use super::name_order::sort_keys;
use super::searched::Searched;
use super::source::Lazy;
use super::table::{Outsider, Roster, Shared, odd_counts};
use crate::domain::calendar::{Day, MonthDay};
use crate::domain::fields::{DateField, Field, Fields, TextField};
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::employee::{Employee, PersonId, SupervisorRef};
use crate::domain::people::leaving::{END_DATES, Gone};
use crate::domain::text::alphabets::mixes_alphabets;
use crate::domain::text::email::is_address;
use crate::domain::text::fold::{FIELD_END, fold_spellings_into, fold_words_into};
use crate::domain::text::safe_text::SafeText;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

enum ColumnBuilder {
    Distinct(Texts),
    Shared(WordsBuilder),
}

/// A column in the order in which people came.
enum Column {
    Own(Texts),
    /// Which of the shared words each one is.
    Codes(Vec<u32>),
}

impl Column {
    fn own(&self, place: usize) -> &str {
        match self {
            Column::Own(texts) => texts.at(place),
            Column::Codes(_) => "",
        }
    }
}

pub struct RosterBuilder {
    place_of: HashMap<PersonId, u32>,
    ids: Vec<PersonId>,
    replaced: Vec<u32>,
    texts: Vec<ColumnBuilder>,
    days: [Vec<Option<i32>>; DateField::COUNT],
    birthdays: Vec<Option<MonthDay>>,
    gone: Vec<Option<Gone>>,
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
        let column = |field: &TextField| match is_shared(*field) {
            true => ColumnBuilder::Shared(WordsBuilder::new()),
            false => ColumnBuilder::Distinct(Texts::default()),
        };
        RosterBuilder {
            place_of: HashMap::new(),
            ids: Vec::new(),
            replaced: Vec::new(),
            texts: TextField::ALL.iter().map(column).collect(),
            days: Default::default(),
            birthdays: Vec::new(),
            gone: Vec::new(),
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
            column.push(day.map(Day::number));
        }
        let date = |field: DateField| employee.dates[field as usize];
        let status = &employee.texts[TextField::Status as usize];
        self.gone.push(Gone::of(status, END_DATES.map(date), date(DateField::HireDate)));
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
    pub fn finish(mut self, readable: Fields) -> Roster {
        let order = self.name_order();
        let count = order.len();
        let at = |column: &[bool]| Bits::from_fn(count, |row| column[order[row.index()] as usize]);
        let (pictures, suspicious) = (at(&self.pictures), at(&self.suspicious));
        let ids: Vec<u64> = order.iter().map(|&place| self.ids[place as usize].0).collect();
        let gone: Vec<Option<Gone>> = order.iter().map(|&place| self.gone[place as usize]).collect();
        let (supervisors, outsiders) = self.supervisors(&order);
        let bosses: BTreeSet<u32> = supervisors.iter().copied().flatten().collect();
        let bosses: Vec<u32> = bosses.into_iter().collect();
        let place = |boss: Option<u32>| boss.and_then(|row| Some(bosses.binary_search(&row).ok()? as u64));
        let supervisors: Vec<Option<u64>> = supervisors.into_iter().map(place).collect();
        let odd: BTreeMap<u32, Fields> = order
            .iter()
            .enumerate()
            .filter_map(|(row, place)| self.odd.get(place).map(|&fields| (row as u32, fields)))
            .collect();
        let mut words: [Lazy<_>; TextField::COUNT] = Default::default();
        let mut columns = Vec::with_capacity(TextField::COUNT);
        for (column, words) in self.texts.drain(..).zip(&mut words) {
            columns.push(match column {
                ColumnBuilder::Distinct(texts) => Column::Own(texts),
                ColumnBuilder::Shared(builder) => {
                    let (found, codes) = builder.finish();
                    *words = found.into();
                    Column::Codes(codes)
                }
            });
        }
        let (mut blocks, mut searched) = (Vec::new(), Vec::new());
        for (places, supervisors) in order.chunks(BLOCK_ROWS).zip(supervisors.chunks(BLOCK_ROWS)) {
            blocks.push(Lazy::from(Box::new(self.block(&columns, places, supervisors).finish())));
            searched.push(Lazy::from(Box::new(Searched::of(search_texts(&columns, places)))));
        }
        let shared = Shared {
            words,
            leaving: Leaving::of(&gone).into(),
            ids: Ids::of(&ids).into(),
            bosses: Lazy::new(),
            outsiders,
            pictures,
            suspicious,
            shared_email: Bits::none(count),
            added: Bits::none(count),
            changed: Bits::none(count),
            odd_counts: odd_counts(&odd),
            odd,
            readable,
            filled: [0; Field::COUNT],
        };
        let shared = Arc::new(shared);
        let mut roster = Roster { len: count, stored: None, keeps: true, blocks, searched, shared };
        let named = bosses.iter().map(|&row| (Row(row), roster.name(Row(row)), roster.folded_name(Row(row))));
        let bosses = Bosses::of(named);
        let shared_email = shared_emails(&roster);
        Arc::make_mut(&mut roster.shared).bosses = bosses.into();
        let filled: Vec<usize> = Field::all().map(|field| count - roster.rows_without(field).count()).collect();
        let shared = Arc::make_mut(&mut roster.shared);
        shared.shared_email = shared_email;
        shared.filled.copy_from_slice(&filled);
        roster
    }

    /// The row of each person's supervisor, and those supervisors who are not among the people.
    fn supervisors(&self, order: &[u32]) -> (Vec<Option<u32>>, BTreeMap<u32, Outsider>) {
        let mut row_of_place = vec![None; self.ids.len()];
        for (row, &place) in order.iter().enumerate() {
            row_of_place[place as usize] = Some(row as u32);
        }
        let (mut supervisors, mut outsiders) = (vec![None; order.len()], BTreeMap::new());
        for (row, &place) in order.iter().enumerate() {
            let Some(boss) = &self.supervisors[place as usize] else { continue };
            match boss.id.and_then(|id| self.place_of.get(&id)) {
                Some(&boss_place) => supervisors[row] = row_of_place[boss_place as usize],
                None => {
                    outsiders.insert(row as u32, Outsider { id: boss.id, name: boss.name.as_str().into() });
                }
            }
        }
        (supervisors, outsiders)
    }

    /// The people at these places, and which of those with reports are their supervisors.
    fn block(&self, columns: &[Column], places: &[u32], bosses: &[Option<u64>]) -> BlockBuilder {
        let mut block = BlockBuilder { bosses: bosses.to_vec(), ..BlockBuilder::default() };
        for place in places.iter().map(|&place| place as usize) {
            block.ids.push(self.ids[place].0);
            for (field, column) in columns.iter().enumerate() {
                match column {
                    Column::Own(texts) => block.texts[field].push(texts.at(place)),
                    Column::Codes(codes) => block.codes[field].push(u64::from(codes[place])),
                }
            }
            for (column, days) in block.days.iter_mut().zip(&self.days) {
                column.push(days[place]);
            }
            block.birthdays.push(self.birthdays[place]);
        }
        block
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

/// The email fields whose text is no address.
fn no_addresses(employee: &Employee) -> Fields {
    let is_none = |field: &TextField| {
        let text = employee.texts[*field as usize].trim();
        !text.is_empty() && !is_address(text)
    };
    TextField::EMAILS.into_iter().filter(is_none).map(TextField::field).collect()
}

/// What is searched of the people at these places.
fn search_texts(columns: &[Column], places: &[u32]) -> TextBuilder {
    let (mut texts, mut text) = (TextBuilder::default(), String::new());
    for &place in places {
        text.clear();
        search_text(&mut text, |field| columns[field as usize].own(place as usize));
        texts.push(&text);
    }
    texts
}

/// Writes what is searched of a person with these texts.
fn search_text<'a>(out: &mut String, text: impl Fn(TextField) -> &'a str) {
    let (first, last) = (text(TextField::FirstName), text(TextField::LastName));
    match (first, last) {
        (name, "") | ("", name) => fold_words_into(out, name),
        _ => fold_words_into(out, &format!("{first} {last}")),
    }
    for field in [TextField::Email, TextField::EmployeeId] {
        out.push(FIELD_END);
        fold_spellings_into(out, text(field));
    }
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
