//! The box of a dialog, and dialogs of text that scrolls.

use crate::app::layout::DialogLayout;
use crate::app::viewport::Viewport;
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, safe};
use crate::tui::widgets::list::range_text;
use ratatui::layout::Margin;
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear};

/// Draws the box, with a blank column on either side of it and the visible range of a list on its lower border.
pub fn dialog_box(canvas: &mut Canvas, layout: &DialogLayout, title: &str, range: Option<String>) {
    let theme = canvas.theme;
    let title = Line::from(vec![literal(" ", theme.plain()), safe(title, theme.strong()), literal(" ", theme.plain())]);
    let mut block = Block::bordered().border_style(theme.dim()).title(title);
    if let Some(range) = range {
        // One more piece of the border, so that the text ends where the content does.
        let range = vec![safe(&range, theme.dim()), literal(theme.rule(), theme.dim())];
        block = block.title_bottom(Line::from(range).right_aligned());
    }
    canvas.widget(Clear, layout.border.outer(Margin::new(1, 0)));
    canvas.widget(block, layout.border);
}

pub fn text_dialog(
    canvas: &mut Canvas,
    layout: &DialogLayout,
    title: &str,
    viewport: &Viewport,
    lines: Vec<Line<'static>>,
) {
    let DialogLayout { content, .. } = *layout;
    dialog_box(canvas, layout, title, range_text(viewport, lines.len(), usize::from(content.height)));
    canvas.lines(content, lines.into_iter().skip(viewport.top));
}
