//! The choice of the sort, drawn.

use crate::app::context::Context;
use crate::app::dialogs::sort::SortDialog;
use crate::app::filter_list;
use crate::tui::canvas::Canvas;
use crate::tui::text::literal;
use crate::tui::widgets::column_title::column_title;
use crate::tui::widgets::dialog::{dialog_box, scroll_in_border};
use crate::tui::widgets::filter::{filter_line, filtered};
use ratatui::text::Line;

pub fn draw(canvas: &mut Canvas, dialog: &SortDialog, cx: &Context) {
    let (layout, items, current) = (dialog.layout(cx), &dialog.list, &dialog.current);
    let [filter, area] = filter_list::inside(layout.content);
    dialog_box(canvas, &layout, "Sort by", dialog.enter());
    filter_line(canvas, filter, &items.input, items.counts());
    scroll_in_border(canvas, &layout, area, items.viewport(), items.left().len());
    filtered(canvas, area, items, items.viewport(), |item| {
        let (theme, column) = (item.theme, *item.value);
        let arrow = current.of(column).map_or("", |(_, descending)| theme.arrow(descending));
        let mut line = vec![item.bar(), literal(" ", theme.plain())];
        line.extend(column_title(column, arrow, theme, cx));
        Line::from(line)
    });
}
