use super::*;
use crate::app::keys::Screen;
use proptest::prelude::*;
use proptest::sample::select;

/// Changes as (place, action, keys), each on a line of its own, from 1.
fn with(changes: &[(&str, &str, &[&str])]) -> (Keymap, Vec<String>) {
    let keys: Vec<Vec<String>> =
        changes.iter().map(|(.., keys)| keys.iter().map(|key| (*key).to_string()).collect()).collect();
    let changes = changes.iter().zip(&keys).enumerate().map(|(index, (&(place, action, _), keys))| {
        let line = index + 1;
        Change { place, place_line: line, action, line, keys }
    });
    let (keymap, mistakes) = Keymap::with(&changes.collect::<Vec<_>>());
    (keymap, mistakes.iter().map(Mistake::to_string).collect())
}

fn meaning(keymap: &Keymap, place: KeyContext, name: &str) -> Option<Action> {
    keymap.action(place, Key::parse(name).unwrap())
}

#[test]
fn an_action_has_the_keys_that_were_written_and_no_others() {
    use KeyContext::{QueryBar, Recipients};
    let (keymap, mistakes) = with(&[
        ("recipients", "select-all", &["ctrl-a", "*"]),
        ("recipients", "undo", &[]),
        ("query", "press", &["F2"]),
        ("everywhere", "quit", &["Ctrl-q"]),
        ("everywhere", "sync", &["F3"]),
    ]);
    assert_eq!(mistakes, [""; 0]);
    assert_eq!(meaning(&keymap, Recipients, "Ctrl-a"), Some(Action::SelectShown));
    assert_eq!(meaning(&keymap, Recipients, "*"), Some(Action::SelectShown));
    assert_eq!(meaning(&keymap, Recipients, "a"), None);
    assert_eq!(meaning(&keymap, Recipients, "u"), None);
    assert_eq!(meaning(&keymap, QueryBar, "F2"), Some(Action::Press));
    assert_eq!(meaning(&keymap, Recipients, "Ctrl-q"), Some(Action::Quit));
    assert_eq!(meaning(&keymap, Recipients, "q"), None);
    assert_eq!(keymap.key(Recipients, Action::SelectShown), "Ctrl-a");
    assert_eq!(keymap.key(Recipients, Action::Undo), "no key");
    assert_eq!(keymap.tab(Screen::Sync), "F3 Sync");
}

#[test]
fn keys_can_change_places() {
    let (keymap, mistakes) = with(&[("recipients", "export", &["a"]), ("recipients", "select-all", &["e"])]);
    assert_eq!(mistakes, [""; 0]);
    assert_eq!(meaning(&keymap, KeyContext::Recipients, "a"), Some(Action::Open(KeyContext::Export)));
    assert_eq!(meaning(&keymap, KeyContext::Recipients, "e"), Some(Action::SelectShown));
}

#[test]
fn what_is_wrong_is_told_by_line_and_changes_nothing() {
    let (keymap, mistakes) = with(&[
        ("recipient", "undo", &["z"]),
        ("recipients", "exprot", &["x"]),
        ("recipients", "export", &["Entre"]),
        ("recipients", "undo", &["a"]),
        ("query", "press", &["x"]),
        ("export", "toggle-leavers", &["x"]),
        ("sync", "up", &["Ctrl-1"]),
    ]);
    assert_eq!(
        mistakes,
        [
            "line 1: \"recipient\" is not known: did you mean recipients?",
            "line 2: \"exprot\" is not known: did you mean export?",
            "line 3: \"Entre\" is not known: did you mean Enter?",
            "line 4: a is the key of select-all in recipients already: change that, too, or choose another key",
            "line 5: x is typed as text in query: choose a key with Ctrl or Alt",
            "line 6: \"toggle-leavers\" is not known: giftlist keys lists what there is",
            "line 7: terminals do not send Ctrl-1: choose another key",
        ]
    );
    assert_eq!(keymap, Keymap::default());
}

#[test]
fn of_two_changes_in_conflict_the_later_one_is_dropped() {
    let (keymap, mistakes) = with(&[
        ("recipients", "undo", &["z"]),
        ("recipients", "redo", &["z"]),
        ("recipients", "invert", &["Ctrl-r"]),
        ("person", "toggle", &["z"]),
    ]);
    assert_eq!(
        mistakes,
        [
            "line 2: z is the key of undo in recipients already: change that, too, or choose another key",
            "line 3: Ctrl-r is the key of redo in recipients already: change that, too, or choose another key",
        ]
    );
    assert_eq!(keymap.key(KeyContext::Recipients, Action::Undo), "z");
    assert_eq!(keymap.key(KeyContext::Recipients, Action::Redo), "Ctrl-r");
    assert_eq!(keymap.key(KeyContext::Recipients, Action::InvertShown), "i");
    assert_eq!(keymap.key(KeyContext::Person, Action::Toggle), "z");
}

#[test]
fn the_ways_out_stay() {
    let (keymap, mistakes) = with(&[
        ("everywhere", "quit", &[]),
        ("recipients", "undo", &["Ctrl-c"]),
        ("confirm", "yes", &["Enter"]),
        ("export", "back", &["Ctrl-g"]),
        ("sort", "press", &[]),
    ]);
    assert_eq!(
        mistakes,
        [
            "line 1: quit keeps Ctrl-c: there has to be a way out",
            "line 2: Ctrl-c stays the key of quit",
            "line 3: Enter stays the key of back",
            "line 5: press keeps Enter: there has to be a way out",
        ]
    );
    assert_eq!(meaning(&keymap, KeyContext::Recipients, "q"), None);
    assert_eq!(meaning(&keymap, KeyContext::Recipients, "Ctrl-c"), Some(Action::Quit));
    assert_eq!(keymap.key(KeyContext::Export, Action::Back), "Ctrl-g");
    assert_eq!(meaning(&keymap, KeyContext::Export, "Esc"), Some(Action::Back));
    assert_eq!(meaning(&with(&[("export", "back", &[])]).0, KeyContext::Export, "q"), None, "it would quit");
}

#[test]
fn keys_of_everywhere_do_not_edit_texts_nor_leave_dialogs_by_a_letter() {
    let (keymap, mistakes) = with(&[("everywhere", "repaint", &["Ctrl-w"]), ("everywhere", "sync", &["S"])]);
    assert_eq!(mistakes, [""; 0]);
    assert_eq!(meaning(&keymap, KeyContext::Recipients, "Ctrl-w"), Some(Action::Repaint));
    assert_eq!(meaning(&keymap, KeyContext::QueryBar, "Ctrl-w"), None);
    assert_eq!(meaning(&keymap, KeyContext::Recipients, "S"), Some(Action::GoTo(Screen::Sync)));
    assert_eq!(meaning(&keymap, KeyContext::Person, "S"), None);
}

#[test]
fn a_file_of_something_else_does_not_flood_the_screen() {
    let (_, mistakes) = with(&[("editor", "save", &["Ctrl-s"] as &[&str]); 100]);
    assert_eq!(mistakes.len(), MAX_MISTAKES + 1);
}

/// Catalogue: A15, A17.
#[test]
fn what_was_written_is_told_without_secrets_and_control_characters() {
    for hostile in ["papi-hush/hush", "Zm9vYmFyYmF6cXV4hush1", "\u{1b}]0;x\u{7}"] {
        let (_, mistakes) = with(&[(hostile, "undo", &["x"]), ("sync", hostile, &["x"]), ("sync", "up", &[hostile])]);
        assert_eq!(mistakes.len(), 3);
        assert!(
            mistakes.iter().all(|text| !text.contains(['\u{1b}', '\u{7}']) && !text.contains("hush")),
            "{mistakes:?}"
        );
    }
}

fn any_change() -> impl Strategy<Value = (&'static str, &'static str, Vec<&'static str>)> {
    let rows: Vec<&Binding> = BINDINGS.iter().collect();
    let keys = ["a", "x", "Esc", "Enter", "Tab", "Ctrl-c", "Ctrl-w", "F5", "↓", "u", "q", "1"];
    (select(rows), prop::collection::vec(select(keys.to_vec()), 0..4))
        .prop_map(|(row, keys)| (row.context.name(), row.action.name(), keys))
}

proptest! {
    #[test]
    fn no_key_means_two_things_and_no_way_out_is_lost(changes in prop::collection::vec(any_change(), 0..30)) {
        let changes: Vec<_> = changes.iter().map(|(place, action, keys)| (*place, *action, keys.as_slice())).collect();
        let (keymap, _) = with(&changes);
        let table = Keymap::default();
        for place in KeyContext::all() {
            prop_assert_eq!(meaning(&keymap, place, "Ctrl-c"), Some(Action::Quit));
            if place.is_overlay() || place.is_text() {
                for name in ["Esc", "Enter"] {
                    prop_assert_eq!(meaning(&keymap, place, name), meaning(&table, place, name));
                }
            }
            let mut names: Vec<&str> = keymap.rows(place).flat_map(|keys| keys.names()).collect();
            let all = names.len();
            names.sort_unstable();
            names.dedup();
            prop_assert_eq!(names.len(), all);
        }
    }
}
