//! The regions of screen 4.

use super::RecipientsScreen;
use crate::app::context::Context;
use crate::app::layout::{FILL, columns, rows};
use ratatui::layout::Rect;

/// Before the query.
pub const PROMPT: &str = " / ";

#[derive(Clone, Copy, Debug)]
pub struct RecipientsLayout {
    pub query_bar: Rect,
    pub query_rule: Rect,
    pub header: Rect,
    pub rows: Rect,
    pub counts_rule: Rect,
    pub counts: Rect,
}

impl RecipientsLayout {
    /// Divides the query bar into the prompt, the query, and the gift date in words.
    pub fn inside_bar(&self, gift_date: &str) -> [Rect; 3] {
        let widths = [PROMPT.len() as u16, FILL, 1, gift_date.len() as u16];
        let [prompt, query, _, gift_date] = columns(self.query_bar, widths);
        [prompt, query, gift_date]
    }
}

impl RecipientsScreen {
    pub fn layout(cx: &Context) -> RecipientsLayout {
        let [query_bar, query_rule, header, rows, counts_rule, counts] = rows(cx.body(), [1, 1, 1, FILL, 1, 1]);
        RecipientsLayout { query_bar, query_rule, header, rows, counts_rule, counts }
    }
}
