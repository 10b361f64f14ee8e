//! The choice of the columns, drawn.

use crate::app::context::Context;
use crate::app::dialogs::columns::ColumnsDialog;
use crate::app::filter_list;
use crate::app::hints::enter;
use crate::app::keys::{Action, KeyContext};
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, right_aligned};
use crate::tui::widgets::column_title::column_title;
use crate::tui::widgets::dialog::{dialog_box, scroll_in_border};
use crate::tui::widgets::filter::{filter_line, filtered};
use crate::tui::widgets::list::signs;
use ratatui::text::{Line, Span};

const PLACE_COLUMNS: usize = 2;

pub fn draw(canvas: &mut Canvas, dialog: &ColumnsDialog, cx: &Context) {
    let (layout, items) = (dialog.layout(cx), &dialog.list);
    let keys = [Action::ChooseLeft, Action::ChooseRight].into_iter();
    let keys = keys.filter_map(|action| cx.launch.keymap.first_key(KeyContext::Columns, action));
    let keys: Vec<_> = keys.map(|key| canvas.theme.key(key)).collect();
    let how_to_move = format!("  {} moves it ", keys.join(" "));
    let [filter, area] = filter_list::inside(layout.content);
    dialog_box(canvas, &layout, "Columns", enter(KeyContext::Columns));
    filter_line(canvas, filter, &items.input, items.counts());
    scroll_in_border(canvas, &layout, area, items.viewport(), items.left().len());
    filtered(canvas, area, items, items.viewport(), |item| {
        let (theme, column) = (item.theme, *item.value);
        let place = dialog.place(column);
        let number = place.map(|place| (place + 1).to_string()).unwrap_or_default();
        let can_move = item.has_cursor && place.is_some() && !keys.is_empty();
        let mut line = vec![
            item.bar(),
            literal(if place.is_some() { "[x] " } else { "[ ] " }, theme.plain()),
            right_aligned(&number, PLACE_COLUMNS, theme.accent()),
            literal(" ", theme.plain()),
        ];
        line.extend(column_title(column, "", theme, cx));
        if can_move {
            let used = line.iter().map(Span::width).sum();
            line.push(right_aligned(&how_to_move, usize::from(area.width).saturating_sub(used), theme.dim()));
        }
        Line::from(line)
    });
    signs(canvas, area, area.width, items.viewport(), items.left().len());
}
