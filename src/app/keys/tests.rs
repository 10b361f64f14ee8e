use super::*;
use crate::app::key::Code;

#[test]
fn every_key_has_a_name_and_none_stands_twice_in_a_context() {
    for (index, binding) in BINDINGS.iter().enumerate() {
        for name in binding.keys {
            assert!(Key::parse(name).is_some(), "{name}");
            let again = BINDINGS.iter().skip(index + 1).find(|b| b.context == binding.context && b.keys.contains(name));
            assert!(again.is_none(), "{name} twice in {:?}", binding.context);
        }
    }
}

#[test]
fn no_letter_is_bound_where_letters_are_text() {
    for context in [KeyContext::ConnectText, KeyContext::QueryBar, KeyContext::GiftDate, KeyContext::ExportText] {
        for c in ' '..='~' {
            let key = Key::plain(Code::Char(c));
            assert_eq!(action(context, key), None, "{c} in {context:?}");
        }
        assert_eq!(action(context, Key::parse("F1").unwrap()), Some(ShowHelp));
        assert!(KeyContext::Everywhere.bindings().all(|binding| binding.keys_in(context).next().is_some()));
    }
}

#[test]
fn the_inner_context_wins() {
    let y = Key::parse("y").unwrap();
    assert_eq!(action(KeyContext::Confirm, y), Some(Yes));
    assert_eq!(action(KeyContext::Recipients, y), Some(CopyEmails));
    assert_eq!(action(KeyContext::QueryBar, y), None);
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
