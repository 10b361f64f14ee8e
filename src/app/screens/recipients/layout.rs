//! The regions of screen 4.

use super::RecipientsScreen;
use crate::app::context::Context;
use crate::app::layout::{FILL, columns, rows};
use ratatui::layout::Rect;

/// Before the query.
pub const PROMPT: &str = " / ";
/// From this width on the person under the cursor stands beside the table.
const WITH_PERSON: u16 = 160;
/// From this width on the facets do so, too; below it they stand over the table while they have the keys.
const WITH_FACETS: u16 = 120;
/// Columns of the facets, and where there is more room.
const FACET_COLUMNS: u16 = 26;
const MOST_FACET_COLUMNS: u16 = 32;
/// Columns of the person, and of the widest one.
const PERSON_COLUMNS: u16 = 46;
const MOST_PERSON_COLUMNS: u16 = 64;

#[derive(Clone, Copy, Debug)]
pub struct RecipientsLayout {
    pub query_bar: Rect,
    pub query_rule: Rect,
    /// The pane that narrows down; empty where it is not in sight.
    pub facets: Rect,
    /// What is typed there, …
    pub facet_filter: Rect,
    /// … and the values that it leaves.
    pub facet_values: Rect,
    /// The line between the facets and the table.
    pub facet_divider: Rect,
    pub header: Rect,
    pub rows: Rect,
    /// The column behind the rows.
    pub scrollbar: Rect,
    /// The line between the table and the person; empty where there is no room for one.
    pub divider: Rect,
    pub person: Rect,
    pub counts_rule: Rect,
    pub counts: Rect,
}

impl RecipientsLayout {
    /// Columns of the table with its scrollbar.
    pub fn table_width(&self) -> u16 {
        self.scrollbar.right() - self.rows.x
    }

    /// Divides the query bar into the prompt, the query, and the gift date in words.
    pub fn inside_bar(&self, gift_date: &str) -> [Rect; 3] {
        let widths = [PROMPT.len() as u16, FILL, 1, gift_date.len() as u16];
        let [prompt, query, _, gift_date] = columns(self.query_bar, widths);
        [prompt, query, gift_date]
    }
}

impl RecipientsScreen {
    pub fn layout(&self, cx: &Context) -> RecipientsLayout {
        let [query_bar, query_rule, panes, counts_rule, counts] = rows(cx.body(), [1, 1, FILL, 1, 1]);
        let facet_columns = match panes.width {
            width @ WITH_FACETS.. => (FACET_COLUMNS + (width - WITH_FACETS) / 8).min(MOST_FACET_COLUMNS),
            width if self.facets.has_keys => FACET_COLUMNS.min(width / 2),
            _ => 0,
        };
        let [facets, facet_divider, table] = columns(panes, [facet_columns, facet_columns.min(1), FILL]);
        let [facet_filter, facet_values] = rows(facets, [u16::from(self.facets.has_keys), FILL]);
        let (between, person) = match panes.width {
            // A third of what the table does not need.
            WITH_PERSON.. => (1, (PERSON_COLUMNS + (panes.width - WITH_PERSON) / 3).min(MOST_PERSON_COLUMNS)),
            _ => (0, 0),
        };
        let [table, divider, person] = columns(table, [FILL, between, person]);
        // Where there is a divider the scrollbar is a part of it.
        let [table, beside] = columns(table, [FILL, 1 - between]);
        let [_, scrollbar] = rows(if between > 0 { divider } else { beside }, [1, FILL]);
        let [header, rows] = rows(table, [1, FILL]);
        RecipientsLayout {
            query_bar,
            query_rule,
            facets,
            facet_filter,
            facet_values,
            facet_divider,
            header,
            rows,
            scrollbar,
            divider,
            person,
            counts_rule,
            counts,
        }
    }
}
