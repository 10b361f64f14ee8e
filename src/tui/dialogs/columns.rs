//! The choice of the columns, drawn.

use crate::app::context::Context;
use crate::app::dialogs::columns::ColumnsDialog;
use crate::app::hints::enter;
use crate::app::keys::KeyContext;
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, padded, safe};
use crate::tui::widgets::dialog::{dialog_box, scroll_in_border};
use crate::tui::widgets::list::list;
use ratatui::text::Line;

const TITLE_COLUMNS: usize = 24;

pub fn draw(canvas: &mut Canvas, dialog: &ColumnsDialog, cx: &Context) {
    let layout = ColumnsDialog::layout(cx);
    dialog_box(canvas, &layout, "Columns", enter(KeyContext::Columns));
    scroll_in_border(canvas, &layout, layout.content, &dialog.viewport, ColumnsDialog::choices().count());
    list(canvas, layout.content, &dialog.viewport, ColumnsDialog::choices(), |item| {
        let theme = item.theme;
        let order = dialog.shown.iter().position(|shown| *shown == item.value);
        Line::from(vec![
            item.bar(),
            literal(if order.is_some() { "[x] " } else { "[ ] " }, theme.plain()),
            padded(item.value.title(), TITLE_COLUMNS, item.theme.plain()),
            safe(&order.map(|order| (order + 1).to_string()).unwrap_or_default(), theme.dim()),
        ])
    });
}
