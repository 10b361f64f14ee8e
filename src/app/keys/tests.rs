use super::*;
use crate::app::key::{Code, Key};

fn keymap() -> Keymap {
    Keymap::default()
}

#[test]
fn every_key_has_a_name_and_none_stands_twice_in_a_context() {
    for (index, binding) in BINDINGS.iter().enumerate() {
        for name in binding.keys {
            assert_eq!(Key::parse(name).map(|key| key.name()).as_deref(), Some(*name));
            let again = BINDINGS.iter().skip(index + 1).find(|b| b.context == binding.context && b.keys.contains(name));
            assert!(again.is_none(), "{name} twice in {:?}", binding.context);
        }
    }
}

#[test]
fn every_action_has_one_name_and_one_row_in_a_context() {
    for context in KeyContext::all() {
        let mut names: Vec<&str> = keymap().rows(context).map(|keys| keys.binding.action.name()).collect();
        let rows = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), rows, "{context:?}");
    }
    let mut places: Vec<&str> = KeyContext::all().map(KeyContext::name).collect();
    places.sort_unstable();
    places.dedup();
    assert_eq!(places.len(), KeyContext::all().count(), "a place has two names, or stands twice in the table");
    for name in places.into_iter().chain(BINDINGS.iter().map(|binding| binding.action.name())) {
        assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{name}");
    }
}

#[test]
fn dialogs_and_text_fields_can_be_left_and_ended() {
    for context in KeyContext::all().filter(|context| context.is_overlay() || context.is_text()) {
        for name in ["Esc", "Enter"] {
            assert!(keymap().action(context, Key::parse(name).unwrap()).is_some(), "{name} in {context:?}");
        }
    }
}

#[test]
fn no_letter_is_bound_where_letters_are_text() {
    use KeyContext::{Candidates, Columns, ConnectText, ExportText, GiftDate, Help, QueryBar, Sort};
    for context in [ConnectText, QueryBar, GiftDate, ExportText, Candidates, Sort, Columns, Help] {
        for c in ' '..='~' {
            let expected = match (context, c) {
                (Columns, ' ') => Some(Toggle),
                (Help, '?') => Some(ShowHelp),
                _ => None,
            };
            assert_eq!(keymap().action(context, Key::plain(Code::Char(c))), expected, "{c} in {context:?}");
        }
        assert_eq!(keymap().action(context, Key::parse("F1").unwrap()), Some(ShowHelp));
        let keymap = keymap();
        let mut outer = keymap.rows(KeyContext::Everywhere);
        // The help has its own row for the keys that close it again.
        let is_covered = |keys: &Keys| context == Help && keys.binding.action == ShowHelp;
        assert!(outer.all(|keys| is_covered(keys) || keymap.working(keys, context).next().is_some()), "{context:?}");
    }
}

#[test]
fn a_digit_leaves_no_dialog() {
    let key = |name: &str| Key::parse(name).unwrap();
    for context in [KeyContext::Export, KeyContext::Person, KeyContext::Sort, KeyContext::Confirm, KeyContext::Help] {
        assert_eq!(keymap().action(context, key("1")), None, "{context:?}");
        assert_eq!(keymap().action(context, key("Alt-1")), Some(GoTo(Screen::Connect)), "{context:?}");
    }
    assert_eq!(keymap().action(KeyContext::Sync, key("1")), Some(GoTo(Screen::Connect)));
}

#[test]
fn every_list_has_the_keys_of_its_ends() {
    use KeyContext::{Candidates, Columns, Fields, Help, Person, Recipients, Sort, Sync, Unneeded};
    for context in [Candidates, Columns, Fields, Help, Person, Recipients, Sort, Sync, Unneeded] {
        for (name, letter, end) in [("Home", "g", Move::First), ("End", "G", Move::Last)] {
            let typed = (!context.is_text()).then_some(Go(end));
            assert_eq!(keymap().action(context, Key::parse(name).unwrap()), Some(Go(end)), "{name} in {context:?}");
            assert_eq!(keymap().action(context, Key::parse(letter).unwrap()), typed, "{letter} in {context:?}");
        }
    }
}

#[test]
fn the_inner_context_wins() {
    let y = Key::parse("y").unwrap();
    assert_eq!(keymap().action(KeyContext::Confirm, y), Some(Yes));
    assert_eq!(keymap().action(KeyContext::Recipients, y), Some(CopyEmails));
    assert_eq!(keymap().action(KeyContext::QueryBar, y), None);
}

#[test]
fn every_screen_has_a_tab_with_its_digit() {
    let digits: Vec<_> = BINDINGS
        .iter()
        .filter_map(|binding| match binding.action {
            GoTo(screen) => Some((binding.keys[0], screen)),
            _ => None,
        })
        .collect();
    let tabs: Vec<_> = ["1", "2", "3", "4"].into_iter().zip(Screen::ALL).collect();
    assert_eq!(digits, tabs);
}
