//! The table of keys: where a key works, what it means, and its words in the help and in the hint bar. Whatever handles,
//! shows or documents keys reads this table through the [`Keymap`], which has the keys that the user changed.

mod binding;
mod changes;
mod context;
mod keymap;
mod names;
mod screen;
mod written;

use super::viewport::Move;
use Action::*;
use binding::bindings;

pub use binding::Binding;
pub use changes::{Change, MAX_MISTAKES, Mistake};
pub use context::KeyContext;
pub use keymap::{Keymap, Keys};
pub use screen::Screen;

/// What a key means. Screens share an action where the user means the same by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Quit,
    Suspend,
    Repaint,
    ShowHelp,
    GoTo(Screen),
    /// Open the dialog that owns this key context.
    Open(KeyContext),
    /// Close the dialog, leave the text field, or clear the innermost filter.
    Back,
    Go(Move),
    /// Scroll the text about what is under the cursor.
    GoDetail(Move),
    NextField,
    PreviousField,
    /// Activate the focused button, line or item.
    Press,
    ChooseLeft,
    ChooseRight,
    Yes,
    Toggle,
    /// Take what the word at the cursor may become.
    Complete,
    Delete,
    CopyList,
    TryDemo,
    CheckNow,
    CopyToDo,
    NextProblem,
    Unpin,
    ShowWithout,
    ShowOdd,
    ShowNotShown,
    TickInDemo,
    StartSync,
    CancelSync,
    ShowNew,
    ShowChanged,
    EditQuery,
    /// Give the keys to the pane of facets.
    NarrowDown,
    Exclude,
    ToggleAndDown,
    SelectShown,
    UnselectShown,
    UnselectEarlier,
    InvertShown,
    MarkRange,
    Undo,
    Redo,
    OnlySelected,
    ColumnsLeft,
    ColumnsRight,
    ToggleLeavers,
    CopyEmails,
    CopyWhere,
}

impl KeyContext {
    /// What Enter does here in the table, whichever key the user gave it.
    pub fn enter(self) -> Option<&'static Binding> {
        BINDINGS.iter().find(|binding| binding.context == self && binding.keys.contains(&"Enter"))
    }
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
    Connect {
        ["Tab" "↓" "j"] NextField, "the next field or button", "next";
        ["Shift-Tab" "↑" "k"] PreviousField, "the one before";
        ["Enter"] Press, "press the button, or go on", "press";
        ["Esc"] Back, "stop asking Personio; leave the demo", "stop asking";
        ["Space"] Toggle, "press the button, or change the choice";
        ["←" "h"] ChooseLeft, "the choice to the left", "";
        ["→" "l"] ChooseRight, "the choice to the right", "change";
        ["y"] CopyList, "copy the list of fields to tick", "copy the list";
        ["d"] TryDemo, "try the demo, which needs no account", "try the demo";
    }
    ConnectText {
        ["Enter" "Tab" "↓"] NextField, "the next field or button", "next";
        ["Shift-Tab" "↑"] PreviousField, "the one before", "back";
        ["Esc"] Back, "leave the text fields", "leave";
    }
    Fields {
        ["↑" "k"] Go(Move::Up), "up";
        ["↓" "j"] Go(Move::Down), "down";
        ["PgUp" "Ctrl-u"] Go(Move::PageUp), "a page up";
        ["PgDn" "Ctrl-d"] Go(Move::PageDown), "a page down";
        ["Home" "g"] Go(Move::First), "the first field";
        ["End" "G"] Go(Move::Last), "the last field";
        ["Enter"] Press, "choose which attribute it is; unfold the folded", "choose";
        ["U"] Unpin, "forget the chosen attribute";
        ["n"] NextProblem, "the next field that cannot be read", "next problem";
        ["y"] CopyToDo, "copy what is to do, for a ticket", "copy to-do";
        ["o"] Open(KeyContext::Unneeded), "what can be read and is not needed", "over-granted";
        ["Space"] Toggle, "all fields, or the readable ones folded", "show all";
        ["J"] GoDetail(Move::Down), "down in the text about the field", "read on";
        ["K"] GoDetail(Move::Up), "up in it", "read back";
        ["m"] ShowWithout, "the people without a value for it", "without";
        ["M"] ShowOdd, "the people whose value cannot be used", "odd ones";
        ["r"] CheckNow, "check now", "check now";
        ["T"] TickInDemo, "demo only: tick the next field in Personio", "tick one";
    }
    Sync {
        ["Enter"] Press, "the line's people; at first, read everybody", "show them";
        ["Esc"] CancelSync, "cancel; the old list stays", "cancel";
        ["y"] Yes, "keep the new list, though it is far shorter", "keep the new list";
        ["n"] ShowNew, "who is new since the sync before", "new";
        ["c"] ShowChanged, "who has another value than in the sync before", "changed";
        ["l"] Open(KeyContext::Unlisted), "who left, and whose records were merged", "left, merged";
        ["r"] StartSync, "read everybody from Personio", "sync again";
        ["↑" "k"] Go(Move::Up), "up";
        ["↓" "j"] Go(Move::Down), "down";
        ["PgUp" "Ctrl-u"] Go(Move::PageUp), "a page up";
        ["PgDn" "Ctrl-d"] Go(Move::PageDown), "a page down";
        ["Home" "g"] Go(Move::First), "the first line";
        ["End" "G"] Go(Move::Last), "the last line";
    }
    Recipients {
        ["/"] EditQuery, "edit the query", "filter";
        ["f"] NarrowDown, "narrow down by department, office, status, …", "narrow down";
        ["Space"] ToggleAndDown, "select or unselect, and move down", "select";
        ["a"] SelectShown, "select all shown", "all";
        ["e"] Open(KeyContext::Export), "export the selected", "export";
        ["u"] Undo, "undo the last selection", "undo";
        ["t"] Open(KeyContext::Occasions), "birthdays, anniversaries, first and last days to come", "occasions";
        ["x"] Open(KeyContext::Why), "why somebody is in the list, or is not", "why";
        ["A"] UnselectShown, "unselect all shown";
        ["U"] UnselectEarlier, "unselect who is selected since an earlier start", "unselect the earlier";
        ["i"] InvertShown, "invert among the shown";
        ["v"] MarkRange, "mark a range: here, move, again", "range";
        ["Ctrl-r"] Redo, "redo what was undone";
        ["Tab"] OnlySelected, "only the selected, or everyone shown", "only selected";
        ["Enter"] Open(KeyContext::Person), "all about the person", "person";
        ["s"] Open(KeyContext::Sort), "sort", "sort";
        ["c"] Open(KeyContext::Columns), "choose the columns";
        ["L"] ToggleLeavers, "leavers shown or hidden";
        ["d"] Open(KeyContext::GiftDate), "set the gift date", "gift date";
        ["o"] Open(KeyContext::Lists), "open a saved list", "lists";
        ["w"] Open(KeyContext::SaveList), "save the query, or these people, as a list";
        ["n"] Open(KeyContext::Never), "put on the never-list, or take off it";
        ["p"] Open(KeyContext::Emails), "paste email addresses, or read them from a file, to select";
        ["y"] CopyEmails, "copy the selected emails";
        ["r"] StartSync, "sync again", "sync";
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
        ["Tab"] Complete, "complete the word: the field, or the value", "complete";
        ["↑"] Go(Move::Up), "up in the values, or in the table";
        ["↓"] Go(Move::Down), "down in the values, or in the table";
        ["PgUp"] Go(Move::PageUp), "a page up";
        ["PgDn"] Go(Move::PageDown), "a page down";
    }
    Facets {
        ["Space"] Toggle, "ask for the value in the query, or not any more; unfold", "ask for it";
        ["-"] Exclude, "exclude the value, or not any more", "exclude";
        ["Enter"] Press, "back to the table", "to the table";
        ["Esc"] Back, "clear the filter, or back to the table", "back";
        ["↑"] Go(Move::Up), "up";
        ["↓"] Go(Move::Down), "down";
        ["PgUp"] Go(Move::PageUp), "a page up";
        ["PgDn"] Go(Move::PageDown), "a page down";
        ["Home"] Go(Move::First), "the first value";
        ["End"] Go(Move::Last), "the last value";
    }
    Help {
        ["Esc"] Back, "clear the filter, or close", "close";
        ["?" "F1" "Enter"] ShowHelp, "close";
        ["↑"] Go(Move::Up), "up", "scroll";
        ["↓"] Go(Move::Down), "down", "scroll";
        ["PgUp"] Go(Move::PageUp), "a page up";
        ["PgDn"] Go(Move::PageDown), "a page down";
        ["Home"] Go(Move::First), "the first line";
        ["End"] Go(Move::Last), "the last line";
    }
    Person {
        ["Esc" "Enter" "q"] Back, "close", "close";
        ["↑" "k"] Go(Move::Up), "up", "scroll";
        ["↓" "j"] Go(Move::Down), "down", "scroll";
        ["PgUp" "Ctrl-u"] Go(Move::PageUp), "a page up";
        ["PgDn" "Ctrl-d"] Go(Move::PageDown), "a page down";
        ["Home" "g"] Go(Move::First), "the first line";
        ["End" "G"] Go(Move::Last), "the last line";
        ["Space"] Toggle, "select or unselect the person", "select";
        ["→" "l"] ChooseRight, "the next person", "next";
        ["←" "h"] ChooseLeft, "the person before";
    }
    Candidates {
        ["Enter"] Press, "this attribute is the field", "choose";
        ["Esc"] Back, "clear the filter, or go back: nothing is changed", "back";
        ["↑"] Go(Move::Up), "up";
        ["↓"] Go(Move::Down), "down";
        ["PgUp"] Go(Move::PageUp), "a page up";
        ["PgDn"] Go(Move::PageDown), "a page down";
        ["Home"] Go(Move::First), "the first";
        ["End"] Go(Move::Last), "the last";
    }
    Unneeded {
        ["Esc" "Enter" "q"] Back, "close", "close";
        ["↑" "k"] Go(Move::Up), "up", "scroll";
        ["↓" "j"] Go(Move::Down), "down", "scroll";
        ["PgUp" "Ctrl-u"] Go(Move::PageUp), "a page up";
        ["PgDn" "Ctrl-d"] Go(Move::PageDown), "a page down";
        ["Home" "g"] Go(Move::First), "the first line";
        ["End" "G"] Go(Move::Last), "the last line";
        ["y"] CopyToDo, "copy what is to do, for a ticket", "copy to-do";
    }
    Unlisted {
        ["Esc" "Enter" "q"] Back, "close", "close";
        ["↑" "k"] Go(Move::Up), "up", "scroll";
        ["↓" "j"] Go(Move::Down), "down", "scroll";
        ["PgUp" "Ctrl-u"] Go(Move::PageUp), "a page up";
        ["PgDn" "Ctrl-d"] Go(Move::PageDown), "a page down";
        ["Home" "g"] Go(Move::First), "the first line";
        ["End" "G"] Go(Move::Last), "the last line";
    }
    Sort {
        ["Enter"] Press, "sort by it; the other way round if it is the sort already", "sort, or turn round";
        ["Tab"] Toggle, "then by it: where the sort makes no difference", "then by it";
        ["Esc"] Back, "clear the filter, or go back", "back";
        ["↑"] Go(Move::Up), "up";
        ["↓"] Go(Move::Down), "down";
        ["PgUp"] Go(Move::PageUp), "a page up";
        ["PgDn"] Go(Move::PageDown), "a page down";
        ["Home"] Go(Move::First), "the first";
        ["End"] Go(Move::Last), "the last";
    }
    Columns {
        ["Space"] Toggle, "show or hide the column", "show or hide";
        ["←"] ChooseLeft, "move the column to the left", "";
        ["→"] ChooseRight, "move it to the right", "move";
        ["Enter"] Press, "done", "done";
        ["Esc"] Back, "clear the filter, or done";
        ["↑"] Go(Move::Up), "up";
        ["↓"] Go(Move::Down), "down";
        ["PgUp"] Go(Move::PageUp), "a page up";
        ["PgDn"] Go(Move::PageDown), "a page down";
        ["Home"] Go(Move::First), "the first";
        ["End"] Go(Move::Last), "the last";
    }
    GiftDate {
        ["Enter"] Press, "take this date; empty means today", "take";
        ["Esc"] Back, "back, nothing is changed", "back";
        ["↑"] Go(Move::Up), "the suggestion before", "";
        ["↓"] Go(Move::Down), "the next suggestion", "suggestions";
    }
    Never {
        ["Enter"] Press, "put on the never-list, or take off it", "put on the list";
        ["Esc"] Back, "back, nothing is changed", "back";
    }
    Lists {
        ["Enter"] Press, "the list becomes the query", "open";
        ["Del"] Delete, "delete the list; again, to be sure", "delete";
        ["Esc"] Back, "clear the filter, or go back", "back";
        ["↑"] Go(Move::Up), "up";
        ["↓"] Go(Move::Down), "down";
        ["PgUp"] Go(Move::PageUp), "a page up";
        ["PgDn"] Go(Move::PageDown), "a page down";
        ["Home"] Go(Move::First), "the first";
        ["End"] Go(Move::Last), "the last";
    }
    SaveList {
        ["Enter"] Press, "save the list", "save";
        ["Tab"] Toggle, "the query, evaluated anew each time, or these people", "these people";
        ["Esc"] Back, "back: nothing is saved", "back";
    }
    Emails {
        ["Enter"] Press, "look for the addresses, or read the file", "look for them";
        ["Esc"] Back, "back, nobody is selected", "back";
    }
    EmailsFound {
        ["Enter"] Press, "select those who were found", "select them";
        ["Esc" "q"] Back, "back, nobody is selected", "back";
        ["↑" "k"] Go(Move::Up), "up", "scroll";
        ["↓" "j"] Go(Move::Down), "down", "scroll";
        ["PgUp" "Ctrl-u"] Go(Move::PageUp), "a page up";
        ["PgDn" "Ctrl-d"] Go(Move::PageDown), "a page down";
        ["Home" "g"] Go(Move::First), "the first line";
        ["End" "G"] Go(Move::Last), "the last line";
    }
    Why {
        ["Enter"] Press, "go to the person; whoever is not in the list is shown by a query", "go there";
        ["Esc"] Back, "back", "back";
        ["↑"] Go(Move::Up), "up";
        ["↓"] Go(Move::Down), "down";
        ["PgUp"] Go(Move::PageUp), "a page up";
        ["PgDn"] Go(Move::PageDown), "a page down";
    }
    Occasions {
        ["Enter"] Press, "these people; the first day is the gift date", "show them";
        ["←" "h"] ChooseLeft, "the occasion before", "";
        ["→" "l"] ChooseRight, "the next occasion", "occasion";
        ["Space" "m"] Toggle, "weeks or months", "weeks or months";
        ["Esc" "q"] Back, "back", "back";
        ["↑" "k"] Go(Move::Up), "up";
        ["↓" "j"] Go(Move::Down), "down";
        ["PgUp" "Ctrl-u"] Go(Move::PageUp), "a page up";
        ["PgDn" "Ctrl-d"] Go(Move::PageDown), "a page down";
        ["Home" "g"] Go(Move::First), "the first";
        ["End" "G"] Go(Move::Last), "the last";
    }
    Export {
        ["Enter"] Press, "write the file", "write the file";
        ["Tab" "↓" "j"] NextField, "the next line", "next";
        ["Shift-Tab" "↑" "k"] PreviousField, "the line before";
        ["←" "h"] ChooseLeft, "the choice before", "";
        ["→" "l"] ChooseRight, "the next choice", "change";
        ["PgDn" "Ctrl-d"] Go(Move::PageDown), "down in the warnings", "more";
        ["PgUp" "Ctrl-u"] Go(Move::PageUp), "up in them";
        ["Esc" "q"] Back, "back, nothing is written", "back";
        ["w"] ShowNotShown, "the selected whom the query does not show", "not shown";
    }
    ExportText {
        ["Enter"] Press, "write the file", "write the file";
        ["Tab" "↓"] NextField, "the next line", "next";
        ["Shift-Tab" "↑"] PreviousField, "the line before";
        ["PgDn"] Go(Move::PageDown), "down in the warnings", "more";
        ["PgUp"] Go(Move::PageUp), "up in them";
        ["Esc"] Back, "back, nothing is written", "back";
    }
    Country {
        ["Enter"] Press, "the country has this code, from now on", "keep the code";
        ["Esc"] Back, "back, nothing is changed", "back";
    }
    Exported {
        ["Enter" "Esc" "q"] Back, "close", "close";
        ["y"] CopyWhere, "copy the line that fetches the file, or its path", "copy";
        ["↑" "k"] Go(Move::Up), "up", "scroll";
        ["↓" "j"] Go(Move::Down), "down", "scroll";
        ["PgUp" "Ctrl-u"] Go(Move::PageUp), "a page up";
        ["PgDn" "Ctrl-d"] Go(Move::PageDown), "a page down";
    }
    Confirm {
        ["y"] Yes, "yes", "yes";
        ["n" "Esc" "Enter" "q"] Back, "no", "no";
    }
}

#[cfg(test)]
mod tests;
