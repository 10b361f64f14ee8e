//! Screens 1 and 2.

use super::company::{attributes, company, needed_attributes};
use super::stage::{ID, SECRET, Stage, credentials};
use crate::harness::fixtures::launch_options;
use giftlist::app::launch::{Demo, LaunchOptions};
use giftlist::app::screens::connect::Focus;
use giftlist::domain::checklist::attribute::Attribute;
use giftlist::domain::credentials::SecretSource;
use giftlist::domain::fields::{Field, Fields};
use giftlist::personio::{self, Cause};
use std::time::Duration;

fn refused() -> giftlist::domain::problem::Problem {
    Cause::Denied { code: 403, message: "Wrong credentials".into() }.at(personio::Stage::SigningIn).into()
}

/// A first start whose credentials Personio is being asked about.
fn asking() -> Stage {
    let mut stage = Stage::first_start();
    stage.keys(&format!("text:{ID} Tab text:{SECRET} Tab Tab Enter"));
    stage
}

fn fields() -> Stage {
    let mut stage = Stage::connected();
    stage.keys("2");
    stage
}

#[test]
fn connect_at_the_first_start() {
    let mut stage = Stage::first_start();
    stage.assert_snapshots("connect-empty");
    for (columns, lines) in [(40, 10), (60, 15), (120, 30)] {
        stage.resize(columns, lines);
        stage.assert_snapshot(&format!("connect-empty@{columns}x{lines}"));
    }
}

#[test]
fn connect_in_the_demo() {
    for (demo, name) in [(Demo::Alone, "connect-demo"), (Demo::InPlace, "connect-demo-in-place")] {
        let (known, _) = credentials();
        let credentials = Some((known, SecretSource::Demo));
        let mut stage = Stage::launch(LaunchOptions { credentials, demo: Some(demo), ..launch_options() });
        stage.credentials_tested(Ok(Duration::from_millis(3)));
        stage.assert_snapshots(name);
    }
}

#[test]
fn what_is_half_typed_stays_in_another_window() {
    let mut stage = Stage::first_start();
    stage.keys("text:papi-half ← ←");
    for (columns, lines) in [(160, 45), (40, 10), (120, 30), (20, 5), (80, 24)] {
        stage.resize(columns, lines);
    }
    stage.keys("text:er");
    assert!(stage.screen().contains("papi-haerlf"), "{}", stage.screen());
}

#[test]
fn every_button_is_reached_and_the_demo_is_offered_only_before_there_is_an_account() {
    let buttons = |stage: &Stage| stage.model.screens.connect.buttons(&stage.model.context());
    let mut stage = Stage::first_start();
    assert_eq!(buttons(&stage).last(), Some(&Focus::TryDemo));
    stage.keys("Shift-Tab");
    assert_eq!(stage.model.screens.connect.focus, Focus::TryDemo);
    stage.keys("Tab");
    assert_eq!(stage.model.screens.connect.focus, Focus::ClientId);
    let mut stage = Stage::connected();
    assert_eq!(buttons(&stage).last(), Some(&Focus::GoOn));
    stage.keys("d");
    assert_eq!(stage.model.notice.clone().unwrap().text, "giftlist --demo starts the demo");
}

#[test]
fn connect_filled() {
    let mut stage = Stage::first_start();
    stage.keys(&format!("text:{ID} Tab text:{SECRET} Tab Tab"));
    stage.assert_snapshots("connect-filled");
}

#[test]
fn connect_with_id_and_secret_swapped() {
    let mut stage = Stage::first_start();
    stage.keys(&format!("text:{SECRET} Tab text:{ID}"));
    stage.assert_snapshots("connect-swapped");
}

#[test]
fn connect_with_a_wrong_pair() {
    let mut stage = asking();
    stage.credentials_tested(Err(refused()));
    stage.assert_snapshots("connect-wrong-pair");
}

#[test]
fn connect_while_it_asks() {
    asking().assert_snapshots("connect-asking");
}

#[test]
fn connect_accepted() {
    Stage::connected().assert_snapshots("connect-accepted");
}

#[test]
fn fields_before_anything_was_read() {
    fields().assert_snapshots("fields-asking");
}

#[test]
fn fields_without_credentials() {
    let mut stage = Stage::first_start();
    stage.keys("Alt-2");
    stage.assert_snapshots("fields-no-credentials");
}

#[test]
fn fields_all_readable() {
    let mut stage = fields();
    stage.attributes_read(Ok(needed_attributes()));
    stage.assert_snapshots("fields-all-readable");
}

/// The attributes of a credential that lacks these fields.
fn granted_without(missing: &[Field]) -> Vec<Attribute> {
    attributes(|attribute| attribute.field.is_some_and(|field| !missing.contains(&field)))
}

/// The field under the cursor.
fn chosen(stage: &Stage) -> Option<Field> {
    stage.model.screens.fields.list.chosen(&stage.model.context())
}

#[test]
fn fields_two_missing_and_one_of_them_ticked() {
    let granted = granted_without;
    let mut stage = fields();
    stage.attributes_read(Ok(granted(&[Field::Team, Field::Birthday, Field::IsAPeopleManager])));
    stage.keys("n n");
    stage.assert_snapshots("fields-missing");
    stage.resize(120, 30);
    stage.assert_snapshot("fields-missing@120x30");
    stage.resize(40, 10);
    stage.assert_snapshot("fields-missing@40x10");
    stage.advance(Duration::from_secs(2));
    stage.attributes_read(Ok(granted(&[Field::Birthday, Field::IsAPeopleManager])));
    stage.assert_snapshots("fields-just-ticked");
    stage.advance(Duration::from_secs(2));
    stage.attributes_read(Ok(granted(&[Field::Team, Field::Birthday, Field::IsAPeopleManager])));
    stage.assert_snapshots("fields-just-unticked");
}

#[test]
fn fields_with_two_attributes_of_one_name() {
    let mut stage = fields();
    let mut read = needed_attributes();
    let mut second = read.iter().find(|attribute| attribute.label == "Employee ID").unwrap().clone();
    second.key = "dynamic_812".into();
    second.label = "Employee id".into();
    read.push(second);
    stage.attributes_read(Ok(read));
    stage.keys("n");
    stage.assert_snapshots("fields-ambiguous");
    stage.keys("Enter");
    stage.assert_snapshots("fields-candidates");
    stage.keys("text:812");
    assert!(stage.screen().contains("/ 812") && stage.screen().contains("1 of 3"), "{}", stage.screen());
    stage.keys("Esc");
    assert!(stage.screen().contains("type to filter"), "{}", stage.screen());
}

#[test]
fn fields_where_nothing_is_ticked() {
    let mut stage = fields();
    stage.attributes_read(Ok(vec![]));
    stage.assert_snapshots("fields-nothing-granted");
}

#[test]
fn fields_where_far_more_is_ticked() {
    let mut stage = fields();
    stage.attributes_read(Ok(attributes(|_| true)));
    stage.assert_snapshots("fields-more-than-needed");
    stage.keys("o");
    stage.assert_snapshots("fields-unneeded");
}

#[test]
fn fields_when_personio_cannot_be_asked() {
    let mut stage = fields();
    stage
        .attributes_read(Err(Cause::Connect { host: "api.personio.de".into() }.at(personio::Stage::Attributes).into()));
    stage.assert_snapshots("fields-offline-at-first");
    stage.attributes_read(Ok(needed_attributes()));
    let limited = Cause::Status { code: 429, message: String::new(), retry_after: Some(Duration::from_secs(30)) };
    stage.attributes_read(Err(limited.at(personio::Stage::Attributes).into()));
    stage.assert_snapshots("fields-limited-later");
}

#[test]
fn fields_after_a_sync_say_how_many_people_have_a_value() {
    let mut stage = Stage::loaded();
    stage.keys("2");
    stage.attributes_read(Ok(needed_attributes()));
    stage.assert_snapshots("fields-after-sync");
}

#[test]
fn fields_that_are_empty_for_everybody_stand_before_those_that_are_not() {
    let mut stage = Stage::with_people(company(Fields::ALL.without(Fields::of(&[Field::Team]))));
    stage.keys("2");
    stage.attributes_read(Ok(granted_without(&[Field::Supervisor])));
    stage.keys("1 2");
    stage.assert_snapshots("fields-empty");
}

#[test]
fn a_field_keeps_its_row_when_it_turns_readable_and_one_that_is_folded_is_told() {
    let row_of = |stage: &Stage, name: &str| stage.screen().lines().position(|line| line.contains(name)).unwrap();
    let mut stage = fields();
    stage.attributes_read(Ok(granted_without(&[Field::Team])));
    let (team, city) = (row_of(&stage, "✗ Team"), row_of(&stage, "✓ City"));
    stage.attributes_read(Ok(granted_without(&[Field::Position])));
    assert_eq!((row_of(&stage, "★ Team"), row_of(&stage, "✓ City")), (team, city));
    assert!(stage.screen().contains("15 more are readable, 1 needs a look: n"), "{}", stage.screen());
    stage.keys("n");
    assert_eq!(chosen(&stage), Some(Field::Position));
    stage.keys("1 2");
    assert_eq!(row_of(&stage, "✗ Position"), team, "opened anew, the list is in a new order");
}

#[test]
fn the_cursor_stays_on_its_field_when_the_list_folds_and_unfolds_and_in_another_window() {
    let mut stage = fields();
    stage.attributes_read(Ok(granted_without(&[Field::Team])));
    stage.keys("End");
    assert_eq!(chosen(&stage), None, "the line of what is folded");
    stage.keys("Enter ↓ ↓");
    let field = chosen(&stage);
    assert!(field.is_some());
    for (columns, lines) in [(160, 45), (80, 24), (40, 10), (120, 30), (80, 24)] {
        stage.resize(columns, lines);
        assert_eq!(chosen(&stage), field, "{columns}x{lines}");
    }
    stage.keys("Space Space");
    assert!(chosen(&stage).is_some() && stage.screen().contains("of 25"), "{}", stage.screen());
    stage.keys("Home");
    assert_eq!(chosen(&stage), Some(Field::Team));
    stage.keys("Space ↓");
    assert_eq!(chosen(&stage), Some(Field::City), "no cursor on the blank row");
    stage.keys("↑");
    assert_eq!(chosen(&stage), Some(Field::Team));
}

#[test]
fn what_is_said_of_a_field_scrolls_where_it_is_too_long_and_begins_anew_for_the_next() {
    let mut stage = fields();
    stage.attributes_read(Ok(granted_without(&[Field::Team])));
    assert!(!stage.screen().contains("read on"), "{}", stage.screen());
    stage.resize(60, 15);
    let (begin, end) = ("Campaigns for small groups", "3  \"Team\"");
    assert!(stage.screen().contains(begin) && !stage.screen().contains(end), "{}", stage.screen());
    stage.keys("J J J J J J J J");
    assert!(!stage.screen().contains(begin) && stage.screen().contains(end), "{}", stage.screen());
    stage.keys("↓ ↑");
    assert!(stage.screen().contains(begin), "{}", stage.screen());
}

#[test]
fn an_answer_of_the_account_before_is_dropped() {
    let mut stage = Stage::connected();
    stage.keys("2");
    // Another client ID, accepted while the attributes of the first account are on their way.
    stage.keys("1 Tab x Tab Tab Tab Enter");
    stage.credentials_tested(Ok(Duration::from_millis(180)));
    stage.attributes_read(Ok(needed_attributes()));
    assert!(stage.model.company.checklist.is_none());
}
