//! Tests of the marks.

use super::*;
use crate::domain::fields::Fields;
use crate::domain::people::employee::{Employee, PersonId};
use crate::domain::people::roster::RosterBuilder;

fn marks(employee: Employee) -> (bool, Vec<Mark>) {
    let mut builder = RosterBuilder::new();
    builder.push(employee.with(TextField::Email, "a@b.example"));
    let roster = builder.finish(Fields::ALL);
    let marks = Marks::on(Day::parse("2026-12-12").unwrap(), &roster);
    (marks.leavers().has(Row(0)), marks.of(&roster, Row(0)))
}

fn person() -> Employee {
    Employee::new(PersonId(1)).on(DateField::HireDate, "2020-01-01")
}

#[test]
fn the_legend_has_the_word_of_every_mark() {
    let day = Day::parse("2026-12-12").unwrap();
    let shown = [Mark::Leaver(None), Mark::NotStarted, Mark::OnLeave, Mark::FixedTermEnds(day), Mark::InactiveEarly];
    let odd = [Mark::OldEmployment, Mark::NoEmail, Mark::SharedEmail, Mark::OddValue(EMAIL), Mark::OddText];
    let other = [Mark::OddValue(ENDS), Mark::Gifted(Gifts::default())];
    for mark in shown.into_iter().chain(odd).chain(other) {
        assert!(LEGEND.iter().any(|(word, _)| *word == mark.word()), "{mark:?}");
    }
}

/// Catalogue: F05.
#[test]
fn the_earliest_end_before_the_gift_date_makes_a_leaver() {
    let employee = person().on(DateField::TerminationDate, "2026-12-31").on(DateField::LastDayOfWork, "2026-12-11");
    assert_eq!(marks(employee), (true, vec![Mark::Leaver(Day::parse("2026-12-11"))]));
    assert!(marks(person().with(TextField::Status, "Inactive")).0);
}

/// Catalogue: F05.
#[test]
fn the_last_day_itself_is_still_a_day_of_work() {
    let day = Day::parse("2026-12-12").unwrap();
    assert_eq!(marks(person().on(DateField::TerminationDate, "2026-12-12")), (false, vec![Mark::LeavesOn(day)]));
}

#[test]
fn a_fixed_term_is_a_warning_and_hides_nobody() {
    let day = Day::parse("2026-11-30").unwrap();
    assert_eq!(marks(person().on(DateField::ContractEnds, "2026-11-30")), (false, vec![Mark::FixedTermEnds(day)]));
}

#[test]
fn an_end_before_the_hire_date_is_an_old_employment() {
    assert_eq!(marks(person().on(DateField::TerminationDate, "2019-06-30")), (false, vec![Mark::OldEmployment]));
}

#[test]
fn an_end_that_cannot_be_understood_is_the_first_mark_and_hides_nobody() {
    let odd = Employee { odd: Fields::of(&[Field::TerminationDate]), ..person() };
    let mark = Mark::OddValue(Fields::of(&[Field::TerminationDate]));
    assert!(mark.reason().ends_with("Termination Date. The person may have left."), "{}", mark.reason());
    assert_eq!(marks(odd.with(TextField::Status, "leave")), (false, vec![mark, Mark::OnLeave]));
}

/// Catalogue: F06.
#[test]
fn who_has_no_email_or_shares_one_is_marked() {
    let mut builder = RosterBuilder::new();
    for (id, email) in [(1, " "), (2, "a@b.example"), (3, "A@b.example"), (4, "c@b.example")] {
        builder.push(Employee::new(PersonId(id)).with(TextField::Email, email));
    }
    let roster = builder.finish(Fields::ALL);
    let marks = Marks::on(Day::parse("2026-12-12").unwrap(), &roster);
    let of = [0, 1, 2, 3].map(|row| marks.of(&roster, Row(row)));
    assert_eq!(of, [vec![Mark::NoEmail], vec![Mark::SharedEmail], vec![Mark::SharedEmail], vec![]]);
}

/// Catalogue: B12, B22.
#[test]
fn a_name_that_looks_like_another_is_marked() {
    for (first, is_marked) in [
        ("\u{410}nna", true),
        ("An\u{200b}na", true),
        ("An\u{3164}na", true),
        ("An\u{2800}na", true),
        ("Анна", false),
        ("Anna", false),
    ] {
        let marks = marks(person().with(TextField::FirstName, first)).1;
        assert_eq!(marks, if is_marked { vec![Mark::OddText] } else { vec![] }, "{first}");
    }
}

/// Catalogue: F05.
#[test]
fn joiners_and_people_on_leave_are_shown_and_marked() {
    let joiner = Employee::new(PersonId(1)).on(DateField::HireDate, "2027-01-01").with(TextField::Status, "onboarding");
    assert_eq!(marks(joiner), (false, vec![Mark::NotStarted]));
    assert_eq!(marks(person().with(TextField::Status, "leave")), (false, vec![Mark::OnLeave]));
}
