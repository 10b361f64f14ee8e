//! The places in which a key is looked up: screens, dialogs, text fields.

/// Where a key is looked up first; unbound keys are then looked up in `Everywhere`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyContext {
    Everywhere,
    Connect,
    ConnectText,
    Fields,
    Sync,
    Recipients,
    QueryBar,
    Facets,
    Help,
    Person,
    Candidates,
    Unneeded,
    Unlisted,
    Sort,
    Columns,
    GiftDate,
    Never,
    Occasions,
    Why,
    Lists,
    SaveList,
    Emails,
    EmailsFound,
    Export,
    ExportText,
    Country,
    Exported,
    Confirm,
}

impl KeyContext {
    /// Whether unbound characters are typed into a text field.
    pub fn is_text(self) -> bool {
        matches!(
            self,
            Self::ConnectText
                | Self::QueryBar
                | Self::GiftDate
                | Self::Never
                | Self::Why
                | Self::SaveList
                | Self::Emails
                | Self::ExportText
                | Self::Country
        ) || self.is_filtered()
    }

    /// Whether what is typed filters a list.
    pub fn is_filtered(self) -> bool {
        matches!(
            self,
            KeyContext::Facets
                | KeyContext::Help
                | KeyContext::Candidates
                | KeyContext::Sort
                | KeyContext::Columns
                | KeyContext::Lists
        )
    }

    /// Whether it belongs to a dialog or the help, over a screen.
    pub fn is_overlay(self) -> bool {
        use KeyContext::{Connect, ConnectText, Everywhere, Facets, Fields, QueryBar, Recipients, Sync};
        !matches!(self, Everywhere | Connect | ConnectText | Fields | Sync | Recipients | QueryBar | Facets)
    }

    /// The heading in the help.
    pub fn title(self) -> &'static str {
        match self {
            KeyContext::Everywhere => "Everywhere",
            KeyContext::Connect | KeyContext::ConnectText => "Connect",
            KeyContext::Fields => "Fields",
            KeyContext::Sync => "Sync",
            KeyContext::Recipients => "Recipients",
            KeyContext::QueryBar => "Query",
            KeyContext::Facets => "Narrow down",
            KeyContext::Help => "Help",
            KeyContext::Person => "Person",
            KeyContext::Candidates => "Choose the attribute",
            KeyContext::Unneeded => "More than needed",
            KeyContext::Unlisted => "Left, merged",
            KeyContext::Sort => "Sort",
            KeyContext::Columns => "Columns",
            KeyContext::GiftDate => "Gift date",
            KeyContext::Never => "Never-list",
            KeyContext::Occasions => "Occasions",
            KeyContext::Why => "Why",
            KeyContext::Lists => "Lists",
            KeyContext::SaveList => "Save a list",
            KeyContext::Emails | KeyContext::EmailsFound => "Select by email",
            KeyContext::Export | KeyContext::ExportText | KeyContext::Exported => "Export",
            KeyContext::Country => "Code of a country",
            KeyContext::Confirm => "Question",
        }
    }
}
