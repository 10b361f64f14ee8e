//! Screen 1: typing and pasting the credentials, and where they are stored.

use super::Journey;
use crate::harness::fixtures::status;
use crate::screens::draw_to_string;
use giftlist::app::Msg;
use giftlist::app::notice::Tone;
use giftlist::app::screens::connect::{Focus, Test};
use giftlist::fake::{Endpoint, Fault, What};
use giftlist::files::credentials;
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

fn accepted(journey: &mut Journey) {
    journey.wait_until(|model| {
        matches!(model.screens.connect.test, Test::Accepted { .. }) && model.company.has_credentials
    });
}

fn credentials(journey: &Journey) -> (String, String) {
    (journey.fake.client_id().to_owned(), journey.fake.client_secret().to_owned())
}

/// Types the credentials and then these keys, and waits until Personio has accepted them.
fn connect(journey: &mut Journey, then: &str) -> (String, String) {
    let (id, secret) = credentials(journey);
    journey.keys(&format!("text:{id} Tab text:{secret} {then}"));
    accepted(journey);
    (id, secret)
}

#[test]
fn what_is_kept_is_readable_by_the_user_alone_and_is_what_was_typed() {
    let mut journey = Journey::first_start();
    let (id, secret) = connect(&mut journey, "Tab Tab Enter");
    let path = journey.file("config/credentials.toml");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let kept = credentials::load(&path).unwrap().unwrap();
    assert_eq!((kept.0.client_id, kept.0.secret.expose()), (id, secret.as_str()));
    assert!(!draw_to_string(journey.model()).contains(&secret));
}

#[test]
fn nothing_is_kept_where_the_user_wants_it_so() {
    let mut journey = Journey::first_start();
    connect(&mut journey, "Tab → Tab Enter");
    assert!(!journey.file("config/credentials.toml").exists());
    journey.keys("2").wait_for("21 of 21 required");
}

#[test]
fn what_was_kept_before_is_removed_where_the_user_wants_it_so() {
    let mut journey = Journey::first_start();
    connect(&mut journey, "Tab Tab Enter");
    assert!(journey.file("config/credentials.toml").exists());
    journey.keys("Shift-Tab Shift-Tab Shift-Tab → Tab Enter").wait_for("credentials.toml is removed");
    assert!(!journey.file("config/credentials.toml").exists());
    journey.keys("2").wait_for("21 of 21 required");
}

/// Catalogue: A01, A02.
#[test]
fn a_paste_is_trimmed_and_submits_nothing() {
    let mut journey = Journey::first_start();
    let (id, secret) = credentials(&journey);
    journey.paste(&format!("\u{feff}{id}\u{200b}\r\n"));
    assert_eq!(journey.model().screens.connect.client_id.value(), id);
    assert_eq!(journey.model().screens.connect.focus, Focus::ClientId);
    let notice = journey.model().notice.clone().unwrap();
    assert_eq!(notice.text, "Removed 2 invisible characters and blanks from the paste");
    journey.keys("Tab").paste(&format!("  {secret}\n"));
    assert_eq!(journey.model().screens.connect.secret.value(), secret);
    assert_eq!(journey.model().screens.connect.test, Test::None);
    assert_eq!(journey.request_count("/v1/auth"), 0);
    journey.keys("Tab Tab Enter");
    accepted(&mut journey);
}

/// Catalogue: A03, A04.
#[test]
fn a_paste_with_controls_inside_is_refused_and_the_field_stays() {
    let mut journey = Journey::first_start();
    journey.keys("text:papi-1");
    for text in ["papi\u{1b}[201~q", "pa\npi", "\0papi", &"x".repeat(5_000_000)] {
        journey.paste(text);
        assert_eq!(journey.model().screens.connect.client_id.value(), "papi-1");
        assert_eq!(journey.model().notice.clone().unwrap().tone, Tone::Failed);
    }
}

/// Catalogue: A05.
#[test]
fn keys_that_come_with_a_paste_belong_to_it() {
    let mut journey = Journey::first_start();
    journey.dispatch(Msg::Pasted("papi-".into()));
    journey.keys("3 f 0");
    journey.advance(Duration::from_millis(250)).dispatch(Msg::Pasted("c9a52-7be1".into()));
    assert_eq!(journey.model().screens.connect.client_id.value(), "papi-3f0c9a52-7be1", "it came in pieces");
    journey.advance(Duration::from_millis(600)).dispatch(Msg::Pasted("papi-other".into()));
    assert_eq!(journey.model().screens.connect.client_id.value(), "papi-other", "another paste replaces it");
    journey.keys("Tab text:papi-old Shift-Tab");
    journey.advance(Duration::from_millis(600)).dispatch(Msg::Pasted("papi-3f0c9a52".into()));
    journey.keys("Tab");
    // Not a piece of what went into the other field.
    journey.dispatch(Msg::Pasted("papi-Zm9v".into()));
    journey.advance(Duration::from_millis(100)).dispatch(Msg::Pasted("YmFy".into()));
    assert_eq!(journey.model().screens.connect.secret.value(), "papi-Zm9vYmFy");
}

/// Catalogue: A07.
#[test]
fn a_swapped_pair_is_told_before_personio_is_asked() {
    let mut journey = Journey::first_start();
    journey.keys("text:papi-Zm9vYmFyYmF6cXV4 Tab text:papi-3f0c9a52-7be1-4d11-a2c6-90d1e2b7c3aa");
    journey.wait_for("ID and secret look swapped");
    assert!(journey.fake.requests().is_empty());
    journey.keys("Tab Tab Enter").wait_for("Personio refused client ID and secret");
    journey.wait_for("look swapped");
    assert!(journey.model().notice.is_none(), "the screen says it");
}

#[test]
fn in_a_window_without_room_the_result_of_the_test_is_a_notice() {
    let mut journey = Journey::first_start();
    journey.screen_at(40, 10);
    let id = journey.fake.client_id().to_owned();
    journey.keys(&format!("text:{id} Tab text:papi-wrong-but-long-enough Tab Tab Enter"));
    journey.wait_until(|model| model.notice.as_ref().is_some_and(|said| said.text.contains("copy both once more")));
    let screen = journey.screen_at(40, 10);
    assert!(screen.contains("Personio refused client ID and secret"), "{screen}");
}

#[test]
fn a_wrong_secret_says_so_and_nothing_is_kept() {
    let mut journey = Journey::first_start();
    let id = journey.fake.client_id().to_owned();
    journey.keys(&format!("text:{id} Tab text:papi-wrong-but-long-enough Tab Tab Enter"));
    journey.wait_for("Personio refused client ID and secret");
    journey.wait_for("copy both");
    assert!(!journey.file("config/credentials.toml").exists());
    assert_eq!(journey.request_count("/v1/auth"), 1);
    journey.keys("Shift-Tab");
    assert!(!journey.model().company.has_credentials);
    journey.keys("Alt-2").wait_for("Not connected yet");
}

#[test]
fn the_test_says_in_words_what_failed() {
    let redirect = What::Redirect { code: 302, to: "https://login.example/sso".into() };
    for (what, words) in [(What::Html, "Personio"), (redirect, "login.example"), (status(404, None), "404")] {
        let mut journey = Journey::with_credentials();
        journey.fake.inject(Fault::always(Endpoint::Auth, what));
        journey.keys("Enter").wait_until(|model| matches!(model.screens.connect.test, Test::Failed(_)));
        let Test::Failed(problem) = &journey.model().screens.connect.test else { unreachable!() };
        assert!(problem.to_string().contains(words), "{problem}");
        assert!(!problem.remedy().is_empty());
    }
}

#[test]
fn a_change_of_the_pair_during_the_test_is_not_called_accepted() {
    let mut journey = Journey::with_credentials();
    journey.keys("Enter Shift-Tab Shift-Tab text:x");
    assert_eq!(journey.model().screens.connect.test, Test::None);
    journey.drain_for(Duration::from_millis(300));
    assert_eq!(journey.model().screens.connect.test, Test::None);
}

#[test]
fn no_letter_is_a_command_in_a_text_field() {
    let mut journey = Journey::first_start();
    let letters: String = (' '..='~').filter(|c| !c.is_whitespace()).collect();
    journey.keys(&format!("text:{letters}"));
    assert_eq!(journey.model().screens.connect.client_id.value(), letters);
    journey.keys(&format!("Tab text:{letters}"));
    assert_eq!(journey.model().screens.connect.secret.value(), letters);
    assert!(journey.take_terminal_effects().is_empty() && journey.model().dialog.is_none());
}
