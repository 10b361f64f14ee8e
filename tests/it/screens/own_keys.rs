//! The user's own keys: wherever a key is shown, it is the one that works.

use super::stage::Stage;
use giftlist::app::keys::{Change, Keymap};
use std::sync::Arc;

const CHANGES: [(&str, &str, &[&str]); 11] = [
    ("everywhere", "sync", &["F3", "3"]),
    ("everywhere", "quit", &["Ctrl-q"]),
    ("everywhere", "help", &["Ctrl-h"]),
    ("recipients", "select-all", &["Ctrl-a", "*"]),
    ("recipients", "undo", &[]),
    ("recipients", "unselect-earlier", &["X"]),
    ("recipients", "export", &["z", "e"]),
    ("fields", "press", &["Ctrl-o"]),
    ("sync", "press", &["Ctrl-o"]),
    ("columns", "right", &["F7"]),
    ("gift-date", "down", &[]),
];

/// On Recipients, with keys of the user's own.
fn stage() -> Stage {
    let keys: Vec<Vec<String>> =
        CHANGES.iter().map(|(.., keys)| keys.iter().map(|key| (*key).to_string()).collect()).collect();
    let changes: Vec<Change> = CHANGES
        .iter()
        .zip(&keys)
        .map(|(&(place, action, _), keys)| Change { place, place_line: 1, action, line: 2, keys })
        .collect();
    let (keymap, mistakes) = Keymap::with(&changes);
    assert_eq!(mistakes, []);
    let mut stage = Stage::loaded();
    stage.model.launch.keymap = Arc::new(keymap);
    stage
}

#[test]
fn hints_tabs_and_sentences_name_the_keys_that_work() {
    let mut stage = stage();
    stage.keys("a Space *");
    stage.assert_snapshots("own-keys-recipients");
    stage.keys("Ctrl-h");
    stage.assert_snapshots("own-keys-help");
    stage.keys("Esc F3");
    stage.assert_snapshot("own-keys-sync@160x45");
}

#[test]
fn the_words_on_a_line_name_the_key_that_acts_on_it() {
    let mut stage = stage();
    for (keys, expected) in [("3", "Ctrl-o unfolds"), ("End Ctrl-o", "Ctrl-o folds"), ("4 c ↓", "← F7 moves it")] {
        stage.keys(keys);
        let screen = stage.screen();
        assert!(screen.contains(expected), "{screen}");
    }
}

#[test]
fn a_key_that_was_taken_away_does_nothing() {
    let mut stage = stage();
    stage.keys("Space u");
    assert_eq!(stage.model.company.selection.count(), 1);
    stage.keys("z");
    assert!(stage.model.dialog.is_some());
}
