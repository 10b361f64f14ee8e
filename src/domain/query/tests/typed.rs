//! What is found while a word is typed.

use super::*;

#[test]
fn a_longer_word_finds_the_same_among_those_of_the_shorter_one() {
    let mut builder = RosterBuilder::new();
    for id in 1..=200 {
        // Few enough that each is looked at.
        let (name, team) = match id % 50 {
            1 => ("Müller", ""),
            2 => ("Ada", "Müllabfuhr"),
            3 => ("Muell", "Xmas"),
            _ => ("Ada", "Blue"),
        };
        builder.push(Employee::new(PersonId(id)).with(TextField::LastName, name).with(TextField::Team, team));
    }
    let roster = builder.finish(Fields::ALL);
    let marks = Marks::on(Day::parse("2026-12-12").unwrap(), &roster);
    let (none, kept) = (Bits::none(roster.len()), Kept::default());
    let context = Context {
        today: marks.gift_date(),
        roster: &roster,
        marks: &marks,
        selected: &none,
        kept: &kept,
        within: None,
    };
    let mut scratch = Scratch::default();
    for query in ["m", "mü", "mül", "müll", "mülla", "mül", "muell", "muelle", "xmuell"] {
        let plan = compile(&parse(query).unwrap(), &context).unwrap();
        let found = plan.rows(&roster, &mut scratch);
        assert_eq!(found, plan.rows(&roster, &mut Scratch::default()), "{query}");
    }
}
