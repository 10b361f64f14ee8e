//! Screen 2: the checklist follows Personio, and respects its limits.

use super::Journey;
use super::journey::JourneyOptions;
use crate::harness::fixtures::{fake_options, status};
use giftlist::domain::checklist::matching::State;
use giftlist::domain::fields::Field;
use giftlist::fake::{Attribute, Endpoint, FakeOptions, Fault};
use std::time::Duration;

const ATTRIBUTES: &str = "/employees/attributes";

fn without(missing: &[Field]) -> Journey {
    let personio = FakeOptions { missing: missing.to_vec(), ..fake_options() };
    Journey::launch(JourneyOptions { personio, ..JourneyOptions::default() })
}

fn state(journey: &Journey, field: Field) -> State {
    journey.model().company.checklist.as_ref().unwrap().of(field).unwrap().state
}

#[test]
fn a_field_that_is_ticked_in_personio_turns_green_by_itself_and_back() {
    let mut journey = without(&[Field::Team]);
    journey.keys("2").wait_for("20 of 21 required");
    assert_eq!(state(&journey, Field::Team), State::Missing);
    journey.fake.grant(Field::Team);
    journey.wait_for("Team is readable now: 21 of 21 required");
    assert!(journey.model().screens.fields.newly_readable.contains(Field::Team));
    journey.wait_for("21 of 21 required. Next: 3 Sync");
    journey.fake.revoke(Field::Team);
    journey.keys("r").wait_for("Team cannot be read any more: 20 of 21 required");
}

#[test]
fn errors_are_told_with_the_next_try_which_comes_later_each_time() {
    let mut journey = without(&[]);
    journey.fake.inject(Fault::once(Endpoint::Attributes, status(500, None)).times(3));
    journey.keys("2").wait_for("next try 14:02:04");
    journey.wait_for("Personio has trouble (status 500)");
    journey.keys("r").wait_for("next try 14:02:08");
    journey.keys("r").wait_for("next try 14:02:16");
    journey.keys("r").wait_for("checked 14:02, every 2 s");
    assert!(journey.model().screens.fields.problem.is_none());
}

#[test]
fn a_limit_is_kept_to_for_as_long_as_personio_asks() {
    let mut journey = without(&[]);
    journey.keys("2").wait_for("checked 14:02, every 2 s");
    journey.fake.inject(Fault::once(Endpoint::Attributes, status(429, Some("37"))));
    journey.keys("r").wait_for("checked 14:02, next 14:02:37");
    journey.wait_for("Personio limits requests");
    let before = journey.request_count(ATTRIBUTES);
    journey.drain_for(Duration::from_millis(2500));
    assert_eq!(journey.request_count(ATTRIBUTES), before);
    journey.wait_for("21 of 21 required");
}

#[test]
fn two_readings_are_never_in_flight_and_none_begins_after_the_screen_is_left() {
    let mut journey = Journey::with_latency(Duration::from_millis(150));
    journey.keys("2").wait_for("checked");
    journey.drain_for(Duration::from_millis(2400));
    let seen: Vec<_> = journey.fake.requests().into_iter().filter(|seen| seen.path.ends_with(ATTRIBUTES)).collect();
    assert!(seen.len() >= 2, "{}", seen.len());
    for pair in seen.windows(2) {
        assert!(pair[1].when.duration_since(pair[0].when) >= Duration::from_secs(2), "{pair:?}");
    }
    journey.keys("4");
    let before = journey.request_count(ATTRIBUTES);
    journey.drain_for(Duration::from_millis(2300));
    assert_eq!(journey.request_count(ATTRIBUTES), before);
}

#[test]
fn one_of_two_attributes_is_chosen_and_kept_and_forgotten_again() {
    let mut journey = without(&[]);
    journey.fake.edit_company(|company| {
        company.attributes_mut().push(Attribute::new("dynamic_812", "City"));
    });
    journey.keys("2").wait_for("20 of 21 required");
    assert_eq!(state(&journey, Field::City), State::Ambiguous);
    journey.keys("n Enter").wait_for("Which attribute is City?");
    journey.keys("↓ Enter").wait_for("City is read from dynamic_812 now");
    assert_eq!(state(&journey, Field::City), State::Pinned);
    let config = std::fs::read_to_string(journey.file("config/config.toml")).unwrap();
    assert!(config.contains("dynamic_812"), "{config}");
    journey.keys("U").wait_for("City is matched by its label again");
    assert_eq!(state(&journey, Field::City), State::Ambiguous);
    let config = std::fs::read_to_string(journey.file("config/config.toml")).unwrap();
    assert!(!config.contains("dynamic_812"), "{config}");
}

#[test]
fn enter_pins_nothing_that_is_not_likely() {
    let mut journey = without(&[Field::EmployeeId]);
    journey.fake.edit_company(|company| company.attributes_mut().push(Attribute::new("dynamic_812", "Shoe size")));
    journey.keys("2").wait_for("20 of 21 required");
    journey.keys("n Enter").wait_for("None is likely").keys("Enter").wait_for("↓ goes to the first");
    assert!(!super::draw_to_string(journey.model()).contains("first_name"));
    journey.keys("↓ Enter").wait_for("Employee ID = Shoe size (dynamic_812)?");
    journey.wait_for("Its label is none that Employee ID is known by.");
    for no in ["Enter", "n", "Esc"] {
        journey.keys(no).wait_for("Which attribute is Employee ID?").keys("Enter").wait_for("Is this Employee ID?");
    }
    assert!(!journey.file("config/config.toml").exists());
    journey.keys("y").wait_for("Employee ID is read from dynamic_812 now; U forgets it");
}

#[test]
fn the_choice_closes_when_the_field_turns_readable() {
    let mut journey = without(&[Field::EmployeeId]);
    journey.keys("2").wait_for("20 of 21 required");
    journey.keys("n Enter ↓ Enter").wait_for("Is this Employee ID?");
    journey.fake.grant(Field::EmployeeId);
    journey.wait_until(|model| model.dialog.is_none()).wait_for("Employee ID is readable now: 21 of 21 required");
    journey.keys("y");
    assert!(journey.model().company.pins.is_empty());
}

#[test]
fn what_is_to_do_is_copied_for_a_ticket() {
    let mut journey = without(&[Field::Team, Field::Birthday]);
    journey.keys("2").wait_for("20 of 21 required, 2 of 3 optional");
    journey.keys("y");
    let asked = journey.take_terminal_effects();
    let [giftlist::app::Effect::Copy(text)] = asked.as_slice() else { panic!("{asked:?}") };
    assert!(text.contains("Team") && text.contains("Birthday") && !text.contains("Office"), "{text}");
}

/// Catalogue: F04.
#[test]
fn more_than_needed_is_said_and_never_read() {
    let mut journey = without(&[]);
    journey.fake.edit_company(|company| {
        company.set_granted("fix_salary", true);
        company.set_granted("dynamic_7124001", true);
    });
    journey.keys("2").wait_for("2 attributes more than needed can be read: Fixed salary, IBAN");
    journey.keys("o").wait_for("never asks for their values");
    journey.keys("Esc 3 Enter").wait_for("312 people in");
    let asked: String = journey.fake.requests().into_iter().map(|seen| seen.query).collect();
    assert!(asked.contains("first_name"), "without names Personio answers with everything: {asked}");
    assert!(!asked.contains("fix_salary") && !asked.contains("7124001"), "{asked}");
}

#[test]
fn a_held_key_begins_no_second_reading() {
    let mut journey = Journey::with_latency(Duration::from_millis(400));
    journey.keys("2").wait_for("checked 14:02, every 2 s");
    journey.fake.forget_requests();
    for _ in 0..8 {
        journey.keys("r").drain_for(Duration::from_millis(60));
    }
    let unanswered = journey.fake.requests().iter().filter(|seen| seen.status == 0).count();
    assert!(unanswered <= 1, "{unanswered} readings in flight");
}

#[test]
fn who_leaves_and_comes_back_does_not_ask_on_top_of_what_is_asked() {
    let mut journey = Journey::with_latency(Duration::from_millis(600));
    journey.keys("2").wait_for("checked");
    journey.keys("r").drain_for(Duration::from_millis(550));
    let before = journey.request_count(ATTRIBUTES);
    for _ in 0..5 {
        journey.keys("4 2 3 2");
    }
    journey.drain_for(Duration::from_millis(300));
    assert!(journey.request_count(ATTRIBUTES) <= before + 1, "{} {before}", journey.request_count(ATTRIBUTES));
}

/// Catalogue: E22.
#[test]
fn a_wait_at_signing_in_is_told_and_holds_for_the_next_test_too() {
    let mut journey = without(&[]);
    journey.fake.inject(Fault::once(Endpoint::Auth, status(429, None)));
    journey.keys("2").wait_for("Personio asked to slow down").wait_for("next try 14:03:00");
    journey.keys("1 Enter").wait_for("Waiting 60 s: Personio asked to slow down");
    journey.drain_for(Duration::from_millis(300));
    assert_eq!(journey.request_count("/v1/auth"), 1);
}
