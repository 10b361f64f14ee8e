//! The query that finds the selected whom the table does not show: they do not match, or are hidden leavers.

use crate::app::dialogs::OpenedFrom;

pub fn not_shown_query(from: &OpenedFrom) -> String {
    let query = from.query.trim();
    match (query.is_empty(), from.shows_leavers) {
        (true, _) => "selected:yes leaver:yes".to_string(),
        (false, true) => format!("selected:yes -({query})"),
        (false, false) => format!("selected:yes (leaver:yes OR -({query}))"),
    }
}
