//! The table of keys: where a key works, what it means, and its words in the help and in the hint bar.
//! Whatever handles, shows or documents keys reads this table.

use super::action::Action::{self, *};
use super::action::{Move, Screen};
use super::key::Key;

/// Where keys are looked up. A text context takes characters that it does not bind as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyContext {
    Everywhere,
    EverywhereInText,
    Connect,
    ConnectText,
    Fields,
    Sync,
    Recipients,
    QueryBar,
    Help,
    Person,
    Candidates,
    Unneeded,
    SortChoice,
    ColumnChoice,
    GiftDate,
    ExportDialog,
    ExportText,
    Result,
    Confirm,
}

impl KeyContext {
    /// Whether characters are text here.
    pub fn is_text(self) -> bool {
        matches!(self, KeyContext::ConnectText | KeyContext::QueryBar | KeyContext::GiftDate | KeyContext::ExportText)
    }

    /// The heading in the help.
    pub fn title(self) -> &'static str {
        match self {
            KeyContext::Everywhere | KeyContext::EverywhereInText => "Everywhere",
            KeyContext::Connect | KeyContext::ConnectText => "Connect",
            KeyContext::Fields => "Fields",
            KeyContext::Sync => "Sync",
            KeyContext::Recipients => "Recipients",
            KeyContext::QueryBar => "Query",
            KeyContext::Help => "Help",
            KeyContext::Person => "Person",
            KeyContext::Candidates => "Choose the attribute",
            KeyContext::Unneeded => "More than needed",
            KeyContext::SortChoice => "Sort",
            KeyContext::ColumnChoice => "Columns",
            KeyContext::GiftDate => "Gift date",
            KeyContext::ExportDialog | KeyContext::ExportText | KeyContext::Result => "Export",
            KeyContext::Confirm => "Question",
        }
    }
}

/// A row of the table.
#[derive(Debug)]
pub struct Binding {
    /// Where.
    pub context: KeyContext,
    /// The keys, by name.
    pub keys: &'static [&'static str],
    /// What they mean.
    pub action: Action,
    /// The words in the help.
    pub help: &'static str,
    /// The words in the hint bar, if it is shown there.
    pub hint: Option<&'static str>,
}

macro_rules! bindings {
    ($($context:ident { $([$($key:literal)+] $action:expr, $help:literal $(, $hint:literal)?;)* })*) => {
        /// The table.
        pub static BINDINGS: &[Binding] = &[$($(Binding {
            context: KeyContext::$context,
            keys: &[$($key),+],
            action: $action,
            help: $help,
            hint: bindings!(@hint $($hint)?),
        }),*),*];
    };
    (@hint $hint:literal) => { Some($hint) };
    (@hint) => { None };
}

bindings! {
    Everywhere {
        ["?" "F1"] ShowHelp, "the keys of this screen", "help";
        ["1" "Alt-1"] GoTo(Screen::Connect), "Connect";
        ["2" "Alt-2"] GoTo(Screen::Fields), "Fields";
        ["3" "Alt-3"] GoTo(Screen::Sync), "Sync";
        ["4" "Alt-4"] GoTo(Screen::Recipients), "Recipients";
        ["q" "Ctrl-c"] Quit, "quit; nothing is lost", "quit";
        ["Ctrl-l"] Repaint, "paint the screen anew";
        ["Ctrl-z"] Suspend, "back to the shell for a while; fg returns";
    }
    EverywhereInText {
        ["F1"] ShowHelp, "the keys of this screen", "help";
        ["Alt-1"] GoTo(Screen::Connect), "Connect";
        ["Alt-2"] GoTo(Screen::Fields), "Fields";
        ["Alt-3"] GoTo(Screen::Sync), "Sync";
        ["Alt-4"] GoTo(Screen::Recipients), "Recipients";
        ["Ctrl-c"] Quit, "quit; nothing is lost", "quit";
        ["Ctrl-l"] Repaint, "paint the screen anew";
        ["Ctrl-z"] Suspend, "back to the shell for a while; fg returns";
    }
    Connect {
        ["Tab" "↓" "j"] NextField, "the next field or button", "next";
        ["Shift-Tab" "↑" "k"] PreviousField, "the one before";
        ["Enter"] Press, "press the button, or go on", "press";
        ["Space"] Toggle, "press the button, or change the choice";
        ["←" "h"] ChooseLeft, "the choice to the left", "→ change";
        ["→" "l"] ChooseRight, "the choice to the right";
        ["y"] CopyList, "copy the list of fields to tick", "copy the list";
        ["Esc"] Back, "stop asking Personio", "stop asking";
    }
    ConnectText {
        ["Tab" "↓"] NextField, "the next field or button";
        ["Shift-Tab" "↑"] PreviousField, "the one before", "back";
        ["Enter"] NextField, "the next field or button", "next";
        ["Esc"] Back, "leave the text fields", "leave";
    }
    Fields {
        ["↑" "k"] Go(Move::Up), "up";
        ["↓" "j"] Go(Move::Down), "down";
        ["PgUp" "Ctrl-u"] Go(Move::PageUp), "a page up";
        ["PgDn" "Ctrl-d"] Go(Move::PageDown), "a page down";
        ["Home" "g"] Go(Move::First), "the first field";
        ["End" "G"] Go(Move::Last), "the last field";
        ["Enter"] ChooseAttribute, "choose which attribute it is", "choose";
        ["U"] Unpin, "forget the chosen attribute";
        ["n"] NextProblem, "the next field that cannot be read", "next problem";
        ["y"] CopyToDo, "copy what is to do, for a ticket", "copy to-do";
        ["o"] ShowUnneeded, "what can be read and is not needed", "over-granted";
        ["m"] ShowWithout, "the people without a value for it", "without";
        ["M"] ShowOdd, "the people whose value could not be understood", "odd ones";
        ["r"] CheckNow, "check now", "check now";
        ["T"] TickInDemo, "demo only: tick the next field in Personio", "tick one";
    }
    Sync {
        ["r" "Enter"] StartSync, "read everybody from Personio", "sync";
        ["Esc"] CancelSync, "cancel; the old list stays", "cancel";
        ["y"] Yes, "keep the new list although far fewer people are in it", "keep the new list";
        ["↑" "k"] Go(Move::Up), "up";
        ["↓" "j"] Go(Move::Down), "down";
        ["m"] ShowWithout, "the people without a value for the field", "without";
        ["M"] ShowOdd, "the people whose value could not be understood", "odd ones";
    }
    Recipients {
        ["/"] EditQuery, "edit the query", "filter";
        ["Space"] ToggleAndDown, "select or unselect, and move down", "select";
        ["a"] SelectShown, "select all shown", "all";
        ["e"] Export, "export the selected", "export";
        ["u"] Undo, "undo the last selection change", "undo";
        ["A"] UnselectShown, "unselect all shown";
        ["i"] InvertShown, "invert the selection among the shown";
        ["v"] MarkRange, "mark a range: v here, move, v again", "range";
        ["Ctrl-r"] Redo, "redo it";
        ["Tab"] OnlySelected, "only the selected, or everyone shown", "only selected";
        ["Enter"] ShowPerson, "everything about the person", "person";
        ["s"] ChooseSort, "sort", "sort";
        ["c"] ChooseColumns, "choose the columns";
        ["L"] ToggleLeavers, "leavers shown or hidden";
        ["d"] SetGiftDate, "set the gift date", "gift date";
        ["y"] CopyEmails, "copy the selected emails";
        ["r"] StartSync, "sync again";
        ["↑" "k"] Go(Move::Up), "up";
        ["↓" "j"] Go(Move::Down), "down";
        ["PgUp"] Go(Move::PageUp), "a page up";
        ["PgDn"] Go(Move::PageDown), "a page down";
        ["Ctrl-u"] Go(Move::HalfUp), "half a page up";
        ["Ctrl-d"] Go(Move::HalfDown), "half a page down";
        ["g" "Home"] Go(Move::First), "the first person";
        ["G" "End"] Go(Move::Last), "the last person";
        ["←" "h"] ColumnsLeft, "columns to the left";
        ["→" "l"] ColumnsRight, "columns to the right";
        ["Esc"] Back, "end the range, or clear the query", "back";
    }
    QueryBar {
        ["Enter"] Press, "keep the query", "keep";
        ["Esc"] Back, "leave the bar; Esc again clears the query", "leave";
        ["↑"] Go(Move::Up), "up in the table";
        ["↓"] Go(Move::Down), "down in the table";
        ["PgUp"] Go(Move::PageUp), "a page up";
        ["PgDn"] Go(Move::PageDown), "a page down";
    }
    Help {
        ["Esc" "Enter" "q"] Back, "close", "close";
        ["↑" "k"] Go(Move::Up), "up", "scroll";
        ["↓" "j"] Go(Move::Down), "down";
        ["PgUp" "Ctrl-u"] Go(Move::PageUp), "a page up";
        ["PgDn" "Ctrl-d"] Go(Move::PageDown), "a page down";
    }
    Person {
        ["Esc" "Enter" "q"] Back, "close", "close";
        ["↑" "k"] Go(Move::Up), "up", "scroll";
        ["↓" "j"] Go(Move::Down), "down";
        ["PgUp" "Ctrl-u"] Go(Move::PageUp), "a page up";
        ["PgDn" "Ctrl-d"] Go(Move::PageDown), "a page down";
        ["Space"] Toggle, "select or unselect the person", "select";
        ["→" "l"] ChooseRight, "the next person", "next";
        ["←" "h"] ChooseLeft, "the person before";
    }
    Candidates {
        ["Enter"] Press, "this attribute is the field", "choose";
        ["Esc" "q"] Back, "back, nothing is changed", "back";
        ["↑" "k"] Go(Move::Up), "up";
        ["↓" "j"] Go(Move::Down), "down";
        ["PgUp" "Ctrl-u"] Go(Move::PageUp), "a page up";
        ["PgDn" "Ctrl-d"] Go(Move::PageDown), "a page down";
    }
    Unneeded {
        ["Esc" "Enter" "q"] Back, "close", "close";
        ["↑" "k"] Go(Move::Up), "up", "scroll";
        ["↓" "j"] Go(Move::Down), "down";
        ["PgUp" "Ctrl-u"] Go(Move::PageUp), "a page up";
        ["PgDn" "Ctrl-d"] Go(Move::PageDown), "a page down";
        ["y"] CopyToDo, "copy what is to do, for a ticket", "copy to-do";
    }
    SortChoice {
        ["Enter"] Press, "sort by it; the other way round if it is the sort already", "sort, or turn round";
        ["Esc" "q"] Back, "back", "back";
        ["↑" "k"] Go(Move::Up), "up";
        ["↓" "j"] Go(Move::Down), "down";
    }
    ColumnChoice {
        ["Space"] Toggle, "show or hide the column", "show or hide";
        ["Enter" "Esc" "q"] Back, "done", "done";
        ["↑" "k"] Go(Move::Up), "up";
        ["↓" "j"] Go(Move::Down), "down";
    }
    GiftDate {
        ["Enter"] Press, "take this date; empty means today", "take";
        ["Esc"] Back, "back, nothing is changed", "back";
    }
    ExportDialog {
        ["Enter"] Press, "write the file", "write the file";
        ["Tab" "↓" "j"] NextField, "the next line", "next";
        ["Shift-Tab" "↑" "k"] PreviousField, "the line before";
        ["←" "h"] ChooseLeft, "the choice before", "→ change";
        ["→" "l"] ChooseRight, "the next choice";
        ["Esc" "q"] Back, "back, nothing is written", "back";
    }
    ExportText {
        ["Enter"] Press, "write the file", "write the file";
        ["Tab" "↓"] NextField, "the next line", "next";
        ["Shift-Tab" "↑"] PreviousField, "the line before";
        ["Esc"] Back, "back, nothing is written", "back";
    }
    Result {
        ["Enter" "Esc" "q"] Back, "close", "close";
    }
    Confirm {
        ["y"] Yes, "yes", "yes";
        ["n" "Esc" "Enter" "q"] Back, "no", "no";
    }
}

/// What a key means in the contexts from inside out; the first that binds it.
pub fn action(contexts: &[KeyContext], key: Key) -> Option<Action> {
    contexts
        .iter()
        .find_map(|&context| of(context).find(|binding| is_bound(binding, key)).map(|binding| binding.action))
}

/// The bindings of a context, in the order of the table.
pub fn of(context: KeyContext) -> impl Iterator<Item = &'static Binding> {
    BINDINGS.iter().filter(move |binding| binding.context == context)
}

fn is_bound(binding: &Binding, key: Key) -> bool {
    binding.keys.iter().any(|name| Key::named(name) == Some(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_a_name_and_none_stands_twice_in_a_place() {
        for (index, binding) in BINDINGS.iter().enumerate() {
            for name in binding.keys {
                assert!(Key::named(name).is_some(), "{name}");
                let again =
                    BINDINGS.iter().skip(index + 1).find(|b| b.context == binding.context && b.keys.contains(name));
                assert!(again.is_none(), "{name} twice in {:?}", binding.context);
            }
        }
    }

    #[test]
    fn no_letter_is_bound_where_letters_are_text() {
        for binding in BINDINGS.iter().filter(|b| b.context.is_text() || b.context == KeyContext::EverywhereInText) {
            for name in binding.keys {
                assert!(Key::named(name).and_then(|key| key.types()).is_none(), "{name} in {:?}", binding.context);
            }
        }
    }

    #[test]
    fn the_inner_place_wins() {
        let q = Key::named("y").unwrap();
        assert_eq!(action(&[KeyContext::Confirm, KeyContext::Recipients], q), Some(Yes));
        assert_eq!(action(&[KeyContext::Recipients, KeyContext::Everywhere], q), Some(CopyEmails));
        assert_eq!(action(&[KeyContext::QueryBar, KeyContext::EverywhereInText], q), None);
    }
}
