//! From nothing to a file, by keys alone.

use super::Journey;
use giftlist::app::dialogs::Dialog;
use giftlist::app::keys::Screen;
use giftlist::app::launch::Demo;
use giftlist::app::screens::connect::Test;
use giftlist::domain::fields::Field;
use std::os::unix::fs::PermissionsExt;

/// Catalogue: D15.
#[test]
fn a_first_start_comes_to_a_file_by_keys_alone() {
    let mut journey = Journey::first_start();
    let (id, secret) = (journey.fake.client_id().to_owned(), journey.fake.client_secret().to_owned());
    assert_eq!(journey.model().screen, Screen::Connect);
    journey.keys(&format!("text:{id} Enter text:{secret} Tab Tab Enter"));
    journey.wait_until(|model| matches!(model.screens.connect.test, Test::Accepted { .. }));
    journey.keys("Enter").wait_for("21 of 21 required, 3 of 3 optional");
    journey.keys("3 Enter").wait_for("312 people in");
    journey.keys("4").wait_until(|model| !model.screens.recipients.view.is_empty());
    let dubliners = journey.dubliners();
    assert!(dubliners > 5, "{dubliners}");
    journey.filter("office:dublin", dubliners).keys("a");
    assert_eq!(journey.selected().len(), dubliners);

    let path = journey.file("gifts.csv");
    journey.keys("e → → → ↓ ↓ Ctrl-u").keys(&format!("text:{}", path.display()));
    journey.wait_until(|model| matches!(&model.dialog, Some(Dialog::Export(export)) if export.warnings.is_some()));
    journey.keys("Enter").wait_for("it is a selection, not the whole");
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.lines().count(), dubliners + 1);
    assert!(text.starts_with("First Name,Last Name,Email,Country\r\n"), "{text}");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    journey.wait_for(&format!("{dubliners} people, "));
}

#[test]
fn the_demo_shows_two_missing_fields_and_ticks_them() {
    let mut options = super::journey::JourneyOptions { demo: Some(Demo::Alone), ..Default::default() };
    options.personio.missing = vec![Field::Team, Field::Birthday];
    let mut journey = Journey::launch(options);
    journey.wait_until(|model| matches!(model.screens.connect.test, Test::Accepted { .. }));
    journey.keys("Enter").wait_for("20 of 21 required, 2 of 3 optional");
    journey.keys("T").wait_for("21 of 21 required, 2 of 3 optional");
    journey.keys("T").wait_for("21 of 21 required, 3 of 3 optional");
    journey.keys("T").wait_for("Every field is ticked");
}
