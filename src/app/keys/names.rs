//! The names of places and actions in `config.toml`. Files of users have them: a rename breaks those.

use super::{Action, BINDINGS, KeyContext, Screen};
use crate::app::viewport::Move;

impl KeyContext {
    /// Every context that has keys, in the order of the table.
    pub fn all() -> impl Iterator<Item = KeyContext> {
        let is_new = |place: usize| place == 0 || BINDINGS[place - 1].context != BINDINGS[place].context;
        BINDINGS.iter().enumerate().filter(move |(place, _)| is_new(*place)).map(|(_, binding)| binding.context)
    }

    /// As a place of `[keys]`.
    pub fn name(self) -> &'static str {
        match self {
            KeyContext::Everywhere => "everywhere",
            KeyContext::Connect => "connect",
            KeyContext::ConnectText => "connect-text",
            KeyContext::Fields => "fields",
            KeyContext::Sync => "sync",
            KeyContext::Recipients => "recipients",
            KeyContext::QueryBar => "query",
            KeyContext::Facets => "facets",
            KeyContext::Help => "help",
            KeyContext::Person => "person",
            KeyContext::Unlisted => "unlisted",
            KeyContext::Candidates => "candidates",
            KeyContext::Unneeded => "unneeded",
            KeyContext::Sort => "sort",
            KeyContext::Columns => "columns",
            KeyContext::GiftDate => "gift-date",
            KeyContext::Never => "never",
            KeyContext::Occasions => "occasions",
            KeyContext::Why => "why",
            KeyContext::Lists => "lists",
            KeyContext::SaveList => "save-list",
            KeyContext::Emails => "emails",
            KeyContext::EmailsFound => "emails-found",
            KeyContext::Export => "export",
            KeyContext::ExportText => "export-text",
            KeyContext::Country => "country",
            KeyContext::Exported => "exported",
            KeyContext::Confirm => "confirm",
        }
    }
}

impl Action {
    /// As in `[keys.place]`: the same in all places.
    pub fn name(self) -> &'static str {
        match self {
            Action::Quit => "quit",
            Action::Suspend => "suspend",
            Action::Repaint => "repaint",
            Action::ShowHelp => "help",
            Action::GoTo(Screen::Connect) => "connect",
            Action::GoTo(Screen::Fields) => "fields",
            Action::GoTo(Screen::Sync) => "sync",
            Action::GoTo(Screen::Recipients) => "recipients",
            Action::Open(dialog) => dialog.name(),
            Action::Back => "back",
            Action::Go(Move::Up) => "up",
            Action::Go(Move::Down) => "down",
            Action::Go(Move::PageUp) => "page-up",
            Action::Go(Move::PageDown) => "page-down",
            Action::Go(Move::HalfUp) => "half-page-up",
            Action::Go(Move::HalfDown) => "half-page-down",
            Action::Go(Move::First) => "first",
            Action::Go(Move::Last) => "last",
            // Of the mouse alone.
            Action::Go(Move::To(_)) => "to",
            Action::GoDetail(Move::Up) => "detail-up",
            Action::GoDetail(_) => "detail-down",
            Action::NextField => "next",
            Action::PreviousField => "previous",
            Action::Press => "press",
            Action::ChooseLeft => "left",
            Action::ChooseRight => "right",
            Action::Yes => "yes",
            Action::Toggle => "toggle",
            Action::CopyList => "copy-list",
            Action::CheckNow => "check-now",
            Action::CopyToDo => "copy-to-do",
            Action::NextProblem => "next-problem",
            Action::Unpin => "unpin",
            Action::ShowWithout => "show-without",
            Action::ShowOdd => "show-odd",
            Action::ShowNotShown => "show-not-shown",
            Action::TryDemo => "try-demo",
            Action::TickInDemo => "tick-in-demo",
            Action::StartSync => "start-sync",
            Action::CancelSync => "cancel-sync",
            Action::Delete => "delete",
            Action::EditQuery => "edit-query",
            Action::NarrowDown => "narrow-down",
            Action::Exclude => "exclude",
            Action::ToggleAndDown => "select",
            Action::SelectShown => "select-all",
            Action::UnselectShown => "unselect-all",
            Action::UnselectEarlier => "unselect-earlier",
            Action::InvertShown => "invert",
            Action::MarkRange => "range",
            Action::Undo => "undo",
            Action::Redo => "redo",
            Action::OnlySelected => "only-selected",
            Action::ColumnsLeft => "columns-left",
            Action::ColumnsRight => "columns-right",
            Action::ToggleLeavers => "toggle-leavers",
            Action::Complete => "complete",
            Action::CopyEmails => "copy-emails",
            Action::ShowNew => "show-new",
            Action::ShowChanged => "show-changed",
            Action::CopyWhere => "copy-where",
        }
    }
}
