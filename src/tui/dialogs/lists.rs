//! The choice of a saved list, drawn.

use crate::app::context::Context;
use crate::app::dialogs::lists::ListsDialog;
use crate::app::filter_list;
use crate::app::hints::enter;
use crate::app::keys::KeyContext;
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, padded, safe};
use crate::tui::widgets::dialog::{dialog_box, scroll_in_border};
use crate::tui::widgets::filter::{filter_line, filtered};
use ratatui::text::Line;

const NAME_COLUMNS: usize = 34;

pub fn draw(canvas: &mut Canvas, dialog: &ListsDialog, cx: &Context) {
    let (layout, items) = (dialog.layout(cx), &dialog.list);
    let [filter, area] = filter_list::inside(layout.content);
    dialog_box(canvas, &layout, "Lists", enter(KeyContext::Lists));
    filter_line(canvas, filter, &items.input, items.counts());
    scroll_in_border(canvas, &layout, area, items.viewport(), items.left().len());
    filtered(canvas, area, items, items.viewport(), |item| {
        let (theme, choice) = (item.theme, item.value);
        Line::from(vec![
            item.bar(),
            literal(" ", theme.plain()),
            padded(&choice.name, NAME_COLUMNS, theme.plain()),
            literal("  ", theme.plain()),
            safe(&choice.what, theme.dim()),
        ])
    });
}
