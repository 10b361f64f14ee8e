//! What the user chose for an export, while the people behind one of its warnings are looked at: the dialog opens with it
//! again.

use crate::domain::people::bits::Bits;
use crate::domain::people::column::Address;
use crate::domain::people::roster::Roster;
use std::sync::Arc;
use tui_input::Input;

#[derive(Clone, Debug)]
pub struct ExportChoices {
    /// The place of the format among all.
    pub preset: usize,
    pub address: Address,
    pub file: Input,
    /// The file's name unless the user gave it another.
    pub proposed_name: String,
    pub campaign: Input,
    pub separator: u8,
    pub table: ExportedFrom,
}

/// The table that the user exports from: that of a warning is another one.
#[derive(Clone, Debug)]
pub struct ExportedFrom {
    /// The saved list that it showed, with those who were chosen of it.
    pub list: Option<(String, Bits)>,
    pub shown: Bits,
    /// Finds the chosen whom it did not show.
    pub not_shown_query: String,
    /// The user's own query at that time: with another one the choices are over.
    pub query: String,
    /// Whose rows they are.
    pub roster: Arc<Roster>,
}
