//! The keys that work, drawn.

use crate::app::context::Context;
use crate::app::dialogs::help::{GUTTER, Help, HelpLine, HelpView};
use crate::app::filter_list;
use crate::app::layout::{FILL, columns};
use crate::domain::text::safe_text::SafeText;
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, padded, safe};
use crate::tui::theme::Theme;
use crate::tui::widgets::dialog::{dialog_box, scroll_in_border};
use crate::tui::widgets::filter::{filter_line, nothing_matches};
use ratatui::layout::Rect;
use ratatui::text::Line;

pub fn draw(canvas: &mut Canvas, help: &Help, cx: &Context) {
    let (theme, top) = (canvas.theme, help.viewport.top);
    let HelpView { layout, page, counts } = help.view(cx);
    let [filter, area] = filter_list::inside(layout.content);
    dialog_box(canvas, &layout, "Keys", "close");
    filter_line(canvas, filter, &help.filter, counts);
    scroll_in_border(canvas, &layout, area, &help.viewport, page.height());
    if page.height() == 0 {
        nothing_matches(canvas, area);
    }
    let [left, _, right] = columns(area, [area.width.saturating_sub(GUTTER) / 2, GUTTER, FILL]);
    let areas = if page.columns.len() > 1 { vec![left, right] } else { vec![area] };
    for (area, column) in areas.into_iter().zip(&page.columns) {
        canvas.lines(area, column.iter().skip(top).map(|it| line(it, theme)));
    }
    let above = page.columns_height().saturating_sub(top).min(usize::from(area.height)) as u16;
    let below = Rect { y: area.y + above, height: area.height - above, ..area };
    let foot = page.foot.iter().skip(top.saturating_sub(page.columns_height()));
    canvas.lines(below, foot.map(|it| line(it, theme)));
}

fn line(line: &HelpLine, theme: Theme) -> Line<'static> {
    match line {
        HelpLine::Heading(heading) => Line::from(literal(heading, theme.strong())),
        HelpLine::Entry { keys, key_columns, help } => {
            let keys = theme.key(keys);
            let columns = (*key_columns).max(SafeText::of(&keys).width());
            Line::from(vec![
                literal("  ", theme.plain()),
                padded(&keys, columns, theme.accent()),
                literal(" ", theme.plain()),
                safe(help, theme.plain()),
            ])
        }
    }
}
