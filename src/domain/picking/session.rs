//! What the next start takes up again: the selection by id, the query, and where the admin was. No names of people.

use serde::{Deserialize, Serialize};

/// The state of the screens that outlives the program.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Personio's ids of the selected people.
    pub selected: Vec<u64>,
    /// The text of the query bar, as typed.
    #[serde(default)]
    pub query: String,
    /// As `2026-12-24`; `None` if no date was chosen, so that gifts are for today.
    #[serde(default)]
    pub gift_date: Option<String>,
    /// The title of the open screen.
    #[serde(default)]
    pub screen: String,
    /// The ids of the columns that sort, with commas between them, and `-` before one that descends.
    #[serde(default)]
    pub sort: String,
    /// `None` if they are those of the settings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<ShownColumns>,
    /// The name of the format that was exported last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub export_format: Option<String>,
    /// `None` if the last sync did not fail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed_sync: Option<FailedSync>,
}

/// The columns of the table, by their ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownColumns {
    pub shown: Vec<String>,
    /// Those of the settings at that time. If they have changed since, the settings are newer.
    pub instead_of: Vec<String>,
}

/// A sync that left the old list. Times are in seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedSync {
    pub at: i64,
    /// Of when the list is.
    pub old_list: i64,
}
