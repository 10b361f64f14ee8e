//! Who is meant where a command names somebody.

use crate::domain::fields::TextField;
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::employee::PersonId;
use crate::domain::people::roster::Roster;
use crate::domain::text::email::any_address;
use crate::domain::text::fold::{fold, needle_spellings};

/// The people whose name has the text in it; if there are none, those with it as an email, then as Personio's id, then as
/// Employee ID. A whole name, or a whole address, is that person's alone.
///
/// ```
/// use giftlist::domain::fields::{Fields, TextField};
/// use giftlist::domain::people::{employee::{Employee, PersonId}, roster::RosterBuilder};
/// use giftlist::domain::picking::named::people_named;
///
/// let mut builder = RosterBuilder::new();
/// builder.push(Employee::new(PersonId(7)).with(TextField::LastName, "Müller").with(TextField::EmployeeId, "0042"));
/// let roster = builder.finish(Fields::ALL);
/// assert_eq!(people_named(&roster, "muller").len(), 1);
/// assert_eq!(people_named(&roster, "7"), people_named(&roster, "0042"));
/// assert!(people_named(&roster, "meier").is_empty());
/// ```
pub fn people_named(roster: &Roster, text: &str) -> Vec<Row> {
    let text = text.trim();
    let needles = needle_spellings(text);
    if text.is_empty() || needles.iter().all(String::is_empty) {
        return vec![];
    }
    let candidates = with_all_words(roster, &needles);
    let names: Vec<(Row, String)> = candidates.rows().map(|row| (row, fold(&roster.name(row)))).collect();
    let by = |is_meant: &dyn Fn(&str) -> bool| -> Vec<Row> {
        names.iter().filter(|(_, name)| is_meant(name)).map(|(row, _)| *row).collect()
    };
    let whole = by(&|name| needles.iter().any(|needle| needle == name));
    if !whole.is_empty() {
        return whole;
    }
    let part = by(&|name| needles.iter().any(|needle| name.contains(needle.as_str())));
    if !part.is_empty() {
        return part;
    }
    let address = text.to_lowercase();
    let has = |row: &Row, field| any_address(roster.text(field, *row), |known| known == address);
    let email: Vec<Row> =
        roster.rows().filter(|row| TextField::EMAILS.into_iter().any(|field| has(row, field))).collect();
    if !email.is_empty() {
        return email;
    }
    if let Some(row) = text.parse().ok().and_then(|id| roster.row_of(PersonId(id))) {
        return vec![row];
    }
    roster.rows().filter(|&row| roster.text(TextField::EmployeeId, row).trim() == text).collect()
}

/// Whoever may have one of the needles in their name: each of its words is in the first name or in the last one. Names are
/// kept once for all who share them, so that this takes no time that one would feel.
fn with_all_words(roster: &Roster, needles: &[String]) -> Bits {
    let mut rows = Bits::none(roster.len());
    for needle in needles {
        let words = needle.split_whitespace();
        let with_words = words.fold(Bits::all(roster.len()), |mut all, word| {
            let mut with_word = roster.rows_where_folded(TextField::FirstName, |name| name.contains(word));
            with_word.add(&roster.rows_where_folded(TextField::LastName, |name| name.contains(word)));
            all.keep(&with_word);
            all
        });
        rows.add(&with_words);
    }
    rows
}
