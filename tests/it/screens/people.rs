//! Screen 4.

use super::company::{all_fields, company, hostile};
use super::drawing::underlined;
use super::stage::{Stage, credentials};
use crate::harness::fixtures::{UNIX, launch_options};
use giftlist::app::Msg;
use giftlist::app::launch::LaunchOptions;
use giftlist::app::notice::Notice;
use giftlist::domain::fields::{Field, Fields};
use giftlist::domain::people::People;
use giftlist::domain::picking::session::Session;
use giftlist::domain::problem::{Kind, Problem};
use std::sync::Arc;

#[test]
fn recipients_before_the_first_sync() {
    let mut stage = Stage::connected();
    stage.keys("4");
    stage.assert_snapshots("recipients-nobody-yet");
}

#[test]
fn with_people_and_no_last_screen_the_program_opens_on_recipients() {
    let mut stage = Stage::launch(LaunchOptions { credentials: Some(credentials()), ..launch_options() });
    assert!(stage.screen().contains("[1 Connect"));
    let people = People { roster: Arc::new(company(all_fields())), synced_at: UNIX };
    stage.people_loaded(Ok(Some(people)));
    assert!(stage.screen().contains("1 Connect ✓   2 Fields 21/21   3 Sync ✓  [4 Recipients]"), "{}", stage.screen());
}

#[test]
fn what_was_said_at_the_start_stays_beside_who_is_selected() {
    let session = Session { selected: vec![115], gift_date: Some("2026-11-30".into()), ..Session::default() };
    let notice = Some(Notice::plain("config.toml, line 4: a mistake"));
    let mut stage =
        Stage::launch(LaunchOptions { credentials: Some(credentials()), session, notice, ..launch_options() });
    let people = People { roster: Arc::new(company(all_fields())), synced_at: UNIX };
    stage.people_loaded(Ok(Some(people)));
    let said = "config.toml, line 4: a mistake. 1 recipient is selected, as you left them; U unselects them. \
                The gift date 2026-11-30 is in the past: d changes it";
    assert_eq!(stage.model.notice.map(|notice| notice.text).as_deref(), Some(said));
}

#[test]
fn recipients_that_are_too_old() {
    let mut stage = Stage::connected();
    stage.keys("4");
    let old = Problem::new(Kind::File, "the people kept here are 9 days old", "sync to read them anew");
    stage.people_loaded(Err(old));
    stage.assert_snapshots("recipients-too-old");
}

/// Catalogue: B19, F06.
#[test]
fn recipients_loaded() {
    Stage::loaded().assert_snapshots("recipients-loaded");
}

#[test]
fn recipients_with_columns_that_were_not_read() {
    let unread = Fields::of(&[Field::Office, Field::Email]);
    let mut stage = Stage::with_people(company(all_fields().without(unread)));
    stage.assert_snapshots("recipients-not-read");
    stage.keys("/ office:dublin Enter");
    assert!(stage.screen().contains("Nobody can match: Office was not read in the last sync."), "{}", stage.screen());
    stage.keys("Esc Space e");
    stage.assert_snapshots("export-not-read");
}

#[test]
fn the_table_shows_why_somebody_was_found() {
    let mut stage = Stage::loaded();
    stage.keys("/ ben.o");
    assert_eq!(underlined(&stage.model), ["ben.o"], "in the email");
    stage.keys("Ctrl-u langenbach");
    assert_eq!(underlined(&stage.model), ["…", "langenbac…"], "as much of it as there is room for");
    stage.keys("Ctrl-u office:=berlin Space -finn");
    assert_eq!(underlined(&stage.model), ["Berlin", "Berlin"], "what is excluded explains nobody");
    stage.keys("Ctrl-u germany");
    assert!(underlined(&stage.model).is_empty());
    let screen = stage.screen();
    assert!(screen.contains("2009-05-04  in Country") && screen.contains("no email"), "{screen}");
    stage.keys("Ctrl-u");
    assert!(underlined(&stage.model).is_empty());
}

#[test]
fn the_person_beside_the_table_follows_once_the_cursor_rests() {
    let mut stage = Stage::loaded();
    stage.resize(160, 45);
    let beside = |stage: &Stage| {
        stage.screen().lines().nth(2).unwrap().split('┬').next_back().unwrap().trim_matches(['─', ' ']).to_string()
    };
    assert_eq!(beside(&stage), "Aoife Byrne");
    stage.keys("↓ ↓");
    assert_eq!(beside(&stage), "Aoife Byrne");
    assert!(stage.model.awaits_rest());
    stage.dispatch(Msg::Rested);
    assert_eq!(beside(&stage), "Chen Wěi 陈伟");
    assert!(!stage.model.awaits_rest());
    stage.resize(80, 24);
    stage.keys("↓");
    assert!(!stage.model.awaits_rest(), "nobody is beside it");
}

#[test]
fn a_row_says_which_anniversary_it_is() {
    let mut stage = Stage::loaded();
    stage.keys("/ anniversary:12 Enter");
    let screen = stage.screen();
    assert!(screen.contains("2021-12-14  round 5") && screen.contains("2019-12-02  7 years"), "{screen}");
    stage.keys("/ Ctrl-u office:dublin Enter");
    assert!(!stage.screen().contains("round 5"));
}

#[test]
fn facets_over_the_table_or_beside_it() {
    let mut stage = Stage::loaded();
    stage.keys("f Space ↓ -");
    stage.assert_snapshots("facets");
    stage.keys("text:zzz");
    stage.assert_snapshot("facets_without_a_match");
}

#[test]
fn recipients_while_a_query_is_typed() {
    let mut stage = Stage::loaded();
    stage.keys("/ office:dub");
    stage.assert_snapshots("recipients-typing");
}

#[test]
fn recipients_with_an_error_in_the_query() {
    let mut stage = Stage::loaded();
    stage.keys("/ dublin Space ofice:x");
    stage.assert_snapshots("recipients-query-error");
    stage.keys("Enter");
    stage.assert_snapshots("recipients-query-error-kept");
}

#[test]
fn the_advice_of_a_long_error_is_never_cut() {
    let mut stage = Stage::with_people(company(all_fields()));
    stage.resize(40, 10);
    stage.keys("/ text:-x@acme.example Enter").keys("/ text:,Bob Space text:<b@acme.example> Enter");
    let screen = stage.screen();
    assert!(screen.contains(" it has: write - before each, or the\n wanted ones first"), "{screen}");
}

#[test]
fn recipients_with_an_unfinished_query() {
    let mut stage = Stage::loaded();
    stage.keys("/ dublin Space text:office:");
    stage.assert_snapshots("recipients-query-unfinished");
}

#[test]
fn recipients_when_nobody_matches() {
    let mut stage = Stage::loaded();
    stage.keys("/ nowhere Enter");
    stage.assert_snapshots("recipients-no-match");
}

#[test]
fn recipients_when_only_leavers_match() {
    let mut stage = Stage::loaded();
    stage.keys("/ kofi Enter");
    stage.assert_snapshots("recipients-only-leavers");
    stage.keys("L");
    stage.assert_snapshots("recipients-leavers-shown");
}

#[test]
fn recipients_selected_and_some_not_shown() {
    let mut stage = Stage::loaded();
    stage.keys("a / dublin Enter ↓ Space");
    stage.assert_snapshots("recipients-selected");
}

#[test]
fn recipients_only_the_selected() {
    let mut stage = Stage::loaded();
    stage.keys("Space Space Tab");
    stage.assert_snapshots("recipients-only-selected");
    stage.keys("A");
    stage.assert_snapshots("recipients-only-selected-unselected");
}

#[test]
fn recipients_in_a_range() {
    let mut stage = Stage::loaded();
    stage.keys("v ↓ ↓");
    stage.assert_snapshots("recipients-range");
}

#[test]
fn recipients_with_columns_moved_and_sorted() {
    let mut stage = Stage::loaded();
    stage.keys("→ → s ↓ ↓ ↓ Enter");
    stage.assert_snapshots("recipients-columns-sorted");
}

/// Catalogue: B07, B09, B11, B21.
#[test]
fn recipients_with_hostile_text() {
    let mut stage = Stage::with_people(hostile());
    stage.assert_snapshots("recipients-hostile");
    stage.keys("Enter");
    stage.assert_snapshots("person-hostile");
}

#[test]
fn a_person_with_marks() {
    let mut stage = Stage::loaded();
    stage.keys("/ finn Enter Space Enter");
    stage.assert_snapshots("person");
}

#[test]
fn the_pane_says_why_they_are_in_the_list_once_the_cursor_rests() {
    let mut stage = Stage::loaded();
    stage.resize(160, 45);
    stage.keys("/ office:dublin Space sales Enter");
    assert!(!stage.screen().contains("In the list because") && stage.model.awaits_rest());
    stage.dispatch(Msg::Rested);
    stage.assert_snapshot("recipients-because@160x45");
    assert!(!stage.model.awaits_rest(), "nothing more is to come");
    stage.keys("/ Ctrl-u office:dublin Enter");
    assert!(stage.model.awaits_rest(), "found by another query, if by the same cursor");
    stage.dispatch(Msg::Rested);
    assert!(!stage.screen().contains("sales holds"), "{}", stage.screen());
}
