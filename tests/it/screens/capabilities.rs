//! Terminals that can do less (small, without colours, ASCII only), and a start without the network.

use super::company::attributes;
use super::drawing::draw_to_buffer;
use super::stage::{Stage, credentials};
use crate::harness::fixtures::launch_options;
use giftlist::app::Msg;
use giftlist::app::launch::{Capabilities, LaunchOptions};
use giftlist::theme::{Background, Colours};
use ratatui::style::{Color, Modifier};
use std::time::Duration;

fn with_capabilities(capabilities: Capabilities) -> Stage {
    let mut stage = Stage::launch(LaunchOptions { credentials: Some(credentials()), capabilities, ..launch_options() });
    stage.keys("2");
    stage.attributes_read(Ok(attributes(|attribute| attribute.field.is_some() && attribute.key != "team")));
    stage.keys("n");
    stage
}

/// Catalogue: D10.
#[test]
fn a_window_that_is_too_small_says_so_and_keeps_everything() {
    let mut stage = Stage::loaded();
    stage.keys("a / dublin");
    let before = (stage.model.company.selection.count(), stage.model.screens.recipients.query.value().to_string());
    for (columns, lines) in [(39, 24), (80, 9), (20, 3)] {
        stage.resize(columns, lines);
        stage.assert_snapshot(&format!("too-small@{columns}x{lines}"));
    }
    for (columns, lines) in [(1, 1), (0, 0), (0, 5), (5, 0), (65_535, 1)] {
        stage.resize(columns, lines);
        stage.screen();
    }
    stage.resize(40, 10);
    stage.assert_snapshot("smallest@40x10");
    assert_eq!(
        before,
        (stage.model.company.selection.count(), stage.model.screens.recipients.query.value().to_string())
    );
    assert!(stage.model.screens.recipients.is_editing);
}

#[test]
fn without_colours_no_cell_has_one_and_the_cursors_name_is_reversed() {
    let mut stage = with_capabilities(Capabilities { colours: Colours::None, unicode: true });
    stage.assert_snapshots("no-colour-fields");
    let buffer = draw_to_buffer(&stage.model);
    for cell in buffer.content() {
        assert!(cell.fg == Color::Reset && cell.bg == Color::Reset, "{cell:?}");
    }
    assert!(buffer.content().iter().any(|cell| cell.modifier.contains(Modifier::REVERSED)));
}

/// The colours of the letters on the screen.
fn colours(stage: &Stage) -> Vec<Color> {
    let mut found: Vec<Color> = Vec::new();
    for cell in draw_to_buffer(&stage.model).content().iter().filter(|cell| cell.symbol() != " ") {
        if !found.contains(&cell.fg) {
            found.push(cell.fg);
        }
    }
    found
}

/// Catalogue: D13.
#[test]
fn the_colours_follow_the_terminals_background_if_it_answers_soon() {
    let seconds = Duration::from_secs;
    let mut stage = Stage::loaded();
    let neutral = colours(&stage);
    stage.advance(seconds(1));
    stage.dispatch(Msg::BackgroundTold(Background::Light));
    let light = colours(&stage);
    assert_ne!(neutral, light);
    // Another answer is to somebody else's question.
    stage.dispatch(Msg::BackgroundTold(Background::Dark));
    assert_eq!(colours(&stage), light);

    let mut late = Stage::loaded();
    late.advance(seconds(3));
    late.dispatch(Msg::BackgroundTold(Background::Light));
    assert_eq!(colours(&late), neutral);

    let mut chosen = Stage::launch(LaunchOptions { theme: Some("light".into()), ..launch_options() });
    let before = colours(&chosen);
    chosen.dispatch(Msg::BackgroundTold(Background::Dark));
    assert_eq!(colours(&chosen), before, "nobody asked");
}

/// Catalogue: A30.
#[test]
fn without_unicode_the_checklist_is_ascii() {
    let mut stage = with_capabilities(Capabilities { colours: Colours::Indexed, unicode: false });
    stage.assert_snapshots("ascii-fields");
    assert!(stage.screen().is_ascii());
}

/// Catalogue: A30.
#[test]
fn without_unicode_every_screen_is_ascii() {
    let mut stage = with_capabilities(Capabilities { colours: Colours::Indexed, unicode: false });
    for keys in ["1", "3", "4", "?", "Esc"] {
        stage.keys(keys);
        let picture = stage.screen();
        assert!(picture.is_ascii(), "after {keys}:\n{picture}");
    }
}

#[test]
fn offline_shows_the_people_and_asks_nobody() {
    let mut stage = Stage::launch(LaunchOptions { is_offline: true, ..launch_options() });
    assert_eq!(stage.model.screen, giftlist::app::keys::Screen::Recipients);
    for keys in ["3 Enter", "2 r", "1 Tab Tab Tab Enter"] {
        stage.keys(keys);
        assert!(stage.screen().contains("With --offline nobody is asked"), "{keys}");
    }
}
