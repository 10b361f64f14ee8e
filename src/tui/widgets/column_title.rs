//! The title of a column in a list of them.

use crate::app::context::Context;
use crate::domain::people::column::{Address, Column, NOT_READ};
use crate::tui::text::{literal, safe};
use crate::tui::theme::Theme;
use ratatui::text::Span;

/// The title, the sign behind it, and whether the last sync has not read the column, so that it only looks empty.
pub fn column_title(column: Column, sign: &'static str, theme: Theme, cx: &Context) -> [Span<'static>; 4] {
    let is_unread = cx.company.roster().is_some_and(|roster| column.is_unread(roster, Address::Work));
    [
        safe(column.title(), if is_unread { theme.dim() } else { theme.plain() }),
        literal(sign, theme.accent()),
        literal(if is_unread { " " } else { "" }, theme.plain()),
        literal(if is_unread { NOT_READ } else { "" }, theme.dim()),
    ]
}
