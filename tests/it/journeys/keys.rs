//! Many keys, arbitrary keys, extreme sizes.

use super::{Journey, Stage, draw_to_string, parse_keys};
use giftlist::app::dialogs::Dialog;
use giftlist::app::keys::BINDINGS;
use giftlist::app::msg::{Job, Msg};
use proptest::prelude::*;
use proptest::sample::select;
use ratatui::layout::Size;
use std::time::Duration;

/// Keys that nothing binds, and text.
const OTHERS: [&str; 12] = ["z", "Z", "0", ":", "\"", "(", "-", "Backspace", "Del", "Ctrl-w", "Alt-b", "F12"];

fn key_names() -> Vec<&'static str> {
    let bound = BINDINGS.iter().flat_map(|binding| binding.keys.iter().copied());
    let mut names: Vec<&str> = bound.chain(OTHERS).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Catalogue: D16.
#[test]
fn ten_thousand_keys_are_taken_and_then_one_quits() {
    let mut journey = Journey::loaded();
    let down = parse_keys("↓");
    journey.press(std::iter::repeat_n(down[0], 10_000));
    let last = journey.model().screens.recipients.view.len() - 1;
    assert_eq!(journey.model().screens.recipients.view.cursor(), last);
    journey.press(std::iter::repeat_n(parse_keys("Space")[0], 10_000));
    journey.keys("q");
    assert!(journey.take_terminal_effects().iter().any(|effect| matches!(effect, giftlist::app::Effect::Quit)));
}

#[test]
fn a_held_key_in_the_query_bar_finds_the_newest_rows_at_the_end() {
    let mut journey = Journey::loaded();
    let all = journey.model().screens.recipients.view.len();
    journey.keys("/").press(std::iter::repeat_n(parse_keys("e")[0], 300));
    journey.press(std::iter::repeat_n(parse_keys("Backspace")[0], 300));
    journey.drain_for(Duration::from_millis(100));
    journey.wait_until(|model| model.screens.recipients.view.len() == all);
}

#[test]
fn the_smallest_size_and_back_keeps_everything() {
    let mut journey = Journey::loaded();
    journey.keys("Space Space Space / text:a Enter G").drain_for(Duration::from_millis(50));
    let before = journey.screen_at(80, 24);
    let (cursor, selected) = (journey.model().screens.recipients.view.cursor(), journey.selected());
    for (columns, lines) in [(1, 1), (0, 0), (500, 200), (40, 10), (1, 200), (200, 1)] {
        journey.screen_at(columns, lines);
    }
    assert_eq!(journey.screen_at(80, 24), before);
    assert_eq!((journey.model().screens.recipients.view.cursor(), journey.selected()), (cursor, selected));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_keys_and_no_size_make_it_panic(
        keys in prop::collection::vec(select(key_names()), 200),
        sizes in prop::collection::vec((1..=200u16, 1..=50u16), 8),
    ) {
        let mut stage = Stage::loaded();
        let mut sizes = sizes.into_iter().cycle();
        for (place, key) in keys.into_iter().enumerate() {
            stage.keys(key);
            if place % 10 == 0 {
                let (columns, lines) = sizes.next().unwrap();
                stage.resize(columns, lines);
                draw_to_string(&stage.model);
            }
        }
        let people = stage.model.company.people.as_ref().map_or(0, |people| people.roster.len());
        prop_assert!(stage.model.company.selection.count() <= people);
        prop_assert!(stage.model.screens.recipients.view.cursor() <= stage.model.screens.recipients.view.len());
        stage.resize(80, 24);
        draw_to_string(&stage.model);
    }
}

/// Catalogue: D06.
#[test]
fn a_job_that_panics_is_told_and_everything_works_on() {
    let mut journey = Journey::loaded();
    journey.keys("Space a e");
    let jobs = [
        Job::TestCredentials,
        Job::UseCredentials,
        Job::ReadAttributes,
        Job::Pin,
        Job::LoadPeople,
        Job::Sync,
        Job::FindRows,
        Job::CountFacets,
        Job::FindEmails,
        Job::CheckExport,
        Job::Export,
        Job::Copy,
    ];
    for job in jobs {
        journey.dispatch(Msg::JobPanicked(job));
        journey.wait_for(&format!("A defect in giftlist stopped {}", job.label()));
    }
    journey.keys("Esc /").keys("dublin Enter");
    let dubliners = journey.dubliners();
    journey.filter("office:dublin", dubliners);
    journey.keys("3 r").wait_for("312 people in");
}

/// Catalogue: D16.
#[test]
fn a_query_typed_before_anybody_is_there_is_no_command() {
    let mut journey = Journey::with_credentials();
    journey.keys("4").wait_for("Nobody is here yet");
    journey.keys("/ text:queen Enter").wait_for("/ queen");
    journey.keys("/ Ctrl-u text:office:dublin Enter 3 r").wait_for("312 people in");
    let dubliners = journey.dubliners();
    journey.keys("4").wait_for(&format!("{dubliners} shown of 312"));
}

/// Catalogue: D10.
#[test]
fn a_window_too_small_to_draw_takes_no_keys() {
    let mut journey = Journey::loaded();
    journey.dispatch(Msg::Resized(Size::new(20, 5)));
    journey.keys("a e Enter 1").paste("anna");
    journey.dispatch(Msg::Resized(Size::new(80, 24)));
    journey.wait_for("288 shown of 312");
    assert_eq!(journey.selected().len(), 0);
    assert!(journey.model().dialog.is_none());
}

/// Catalogue: C23.
#[test]
fn a_pasted_file_name_with_control_characters_is_refused() {
    let mut journey = Journey::loaded();
    journey.keys("a e ↓ ↓").wait_for("File");
    journey.paste("a\u{1b}[31mb\u{7}\n.csv").wait_for("Nothing was pasted: a file's name is one line");
    journey.keys("Ctrl-u").paste("b.csv\n").wait_for("b.csv");
}

/// Catalogue: A05.
#[test]
fn a_short_name_pasted_without_brackets_writes_no_file() {
    let mut journey = Journey::loaded();
    let file = journey.file("gifts.csv");
    journey.dispatch(Msg::TypedAtOnce(3));
    journey
        .keys("text:Jae")
        .wait_until(|model| matches!(&model.dialog, Some(Dialog::Export(export)) if export.warnings.is_some()));
    journey.keys("Enter").wait_for("press Enter again to write the file");
    journey.keys("↓ ↓ Ctrl-u").keys(&format!("text:{} Enter", file.display())).wait_for("Written");
    assert!(file.exists());
    journey.keys("Esc e").dispatch(Msg::TypedAtOnce(1));
    journey.keys("Enter").wait_for("press Enter again to write the file");
    journey.keys("Esc").dispatch(Msg::TypedAtOnce(5));
    journey.keys("text:Jane Enter").wait_for("press Enter again to change the never-list");
    assert!(!journey.file("state/never.json").exists());
}
