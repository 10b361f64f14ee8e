//! A line about what is under the cursor of a list.

use crate::app::detail::{DetailLine, Weight};
use crate::tui::text::{literal, safe};
use crate::tui::theme::Theme;
use ratatui::text::Line;

pub fn detail_line(line: &DetailLine, theme: Theme) -> Line<'static> {
    let style = match line.weight {
        Weight::Failed => theme.bad(),
        Weight::Strong => theme.strong(),
        Weight::Plain => theme.plain(),
        Weight::Quiet => theme.dim(),
    };
    Line::from(vec![literal("  ", theme.plain()), safe(&line.text, style)])
}
