use super::super::build::RosterBuilder;
use super::*;
use crate::domain::fields::DateField;
use crate::domain::people::bits::Row;
use crate::domain::people::employee::{Employee, SupervisorRef};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Parts in memory.
struct Parts {
    parts: Vec<Option<Part>>,
    read: Arc<AtomicUsize>,
}

impl PartSource for Parts {
    fn count(&self) -> usize {
        self.parts.len()
    }

    fn read(&self, place: usize) -> Option<Part> {
        self.read.fetch_add(1, Ordering::Relaxed);
        self.parts.get(place).cloned().flatten()
    }
}

fn parts_of(roster: &Roster) -> Parts {
    Parts { parts: roster.parts().map(|part| Some(part.into_owned())).collect(), read: Arc::default() }
}

fn company(people: u64) -> Roster {
    let mut builder = RosterBuilder::new();
    for id in 1..=people {
        let employee = Employee::new(PersonId(id))
            .with(TextField::FirstName, &format!("Zoë{id}"))
            .with(TextField::Team, ["Blue", "Rot", ""][id as usize % 3])
            .on(DateField::HireDate, "2020-02-29");
        let supervisor = (id % 2 == 0).then(|| SupervisorRef { id: Some(PersonId(id * 2)), name: "Jo".into() });
        let odd = if id == 7 { [Field::Birthday].into_iter().collect() } else { Fields::NONE };
        builder.push(Employee { supervisor, odd, picture: id == 3, ..employee });
    }
    builder.finish([Field::Team, Field::FirstName].into_iter().collect())
}

#[test]
fn a_roster_comes_back_from_its_parts() {
    for people in [0, 1, 70, BLOCK_ROWS as u64, BLOCK_ROWS as u64 * 20 + 1] {
        let roster = company(people);
        let opened = Roster::open(Box::new(parts_of(&roster))).unwrap();
        assert_eq!(opened.read_all(), Ok(()));
        assert_eq!(opened, roster);
    }
}

#[test]
fn only_what_is_needed_is_read() {
    let parts = parts_of(&company(BLOCK_ROWS as u64 * 3));
    let read = parts.read.clone();
    let opened = Roster::open(Box::new(parts)).unwrap();
    assert_eq!(read.load(Ordering::Relaxed), 1);
    assert_eq!((opened.text(TextField::FirstName, Row(0)), opened.filled(Field::Team)), ("Zoë1", 8192));
    assert_eq!(read.load(Ordering::Relaxed), 2);
    assert!(!opened.rows_where(TextField::Team, |team| team == "Green").any());
    assert_eq!(read.load(Ordering::Relaxed), 3, "a word that nobody has is looked for in no block");
}

#[test]
fn a_damaged_part_is_known_and_reads_as_nothing() {
    let roster = company(BLOCK_ROWS as u64 + 1);
    let count = roster.parts().count();
    for place in 0..count {
        let mut parts = parts_of(&roster);
        if parts.parts[place].as_ref().is_none_or(|part| part.numbers.is_empty()) {
            continue;
        }
        parts.parts[place] = None;
        match Roster::open(Box::new(parts)) {
            Err(Damaged) => assert_eq!(place, HEAD),
            Ok(opened) => {
                assert_eq!(opened.check(), Ok(()));
                assert_eq!(opened.read_all(), Err(Damaged), "{place}");
                opened.rows().for_each(|row| Field::all().for_each(|field| drop(opened.value(field, row))));
            }
        }
    }
    let mut parts = parts_of(&roster);
    parts.parts.pop();
    assert_eq!(Roster::open(Box::new(parts)).err(), Some(Damaged));
}

#[test]
fn a_flipped_or_missing_byte_never_panics() {
    let roster = company(70);
    for place in 0..roster.parts().count() {
        let whole = roster.parts().nth(place).unwrap().into_owned();
        for byte in 0..whole.numbers.len() {
            for is_cut in [false, true] {
                let mut parts = parts_of(&roster);
                let numbers = &mut parts.parts[place].as_mut().unwrap().numbers;
                if is_cut {
                    numbers.truncate(byte)
                } else {
                    numbers[byte] ^= 0xff
                }
                let Ok(opened) = Roster::open(Box::new(parts)) else { continue };
                let read = opened.read_all();
                assert!(!is_cut || read.is_err(), "{place}: {byte}");
                opened.rows().for_each(|row| Field::all().for_each(|field| drop(opened.value(field, row))));
                assert!(opened.rows().filter_map(|row| opened.row_of(opened.id(row))).all(|row| row.index() < 70));
                assert!(opened.bosses().len() <= 70);
            }
        }
    }
}
