//! The choice of the sort, drawn.

use crate::app::context::Context;
use crate::app::dialogs::sort::SortDialog;
use crate::app::hints::enter;
use crate::app::keys::KeyContext;
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, padded};
use crate::tui::widgets::dialog::{dialog_box, scroll_in_border};
use crate::tui::widgets::list::list;
use ratatui::text::Line;

const TITLE_COLUMNS: usize = 24;

pub fn draw(canvas: &mut Canvas, dialog: &SortDialog, cx: &Context) {
    let layout = SortDialog::layout(cx);
    dialog_box(canvas, &layout, "Sort by", enter(KeyContext::Sort));
    scroll_in_border(canvas, &layout, layout.content, &dialog.viewport, SortDialog::choices().count());
    list(canvas, layout.content, &dialog.viewport, SortDialog::choices(), |item| {
        let (theme, current) = (item.theme, dialog.current);
        let arrow = if current.column == item.value { theme.arrow(current.descending) } else { "" };
        Line::from(vec![
            item.bar(),
            literal(" ", theme.plain()),
            padded(item.value.title(), TITLE_COLUMNS, item.theme.plain()),
            literal(arrow, theme.accent()),
        ])
    });
}
