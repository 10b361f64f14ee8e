//! Why somebody is in the list, or is not, drawn.

use crate::app::context::Context;
use crate::app::dialogs::why::WhyDialog;
use crate::app::layout::{FILL, columns, height_of};
use crate::domain::people::bits::Row;
use crate::domain::text::words::grouped;
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, padded, safe, wrap};
use crate::tui::widgets::dialog::{dialog_box, scroll_in_border};
use crate::tui::widgets::list::{Item, list};
use crate::tui::widgets::text_field::text_field;
use ratatui::text::Line;

const PROMPT: &str = "/ ";
const INDENT: &str = "  ";
const LONGEST_NAME: usize = 40;
const IN: &str = "  in the list";
const NOT_IN: &str = "  not in the list";

pub fn draw(canvas: &mut Canvas, dialog: &WhyDialog, cx: &Context) {
    let (theme, layout) = (canvas.theme, dialog.layout(cx));
    let [field, people, _, reasons] = dialog.inside(layout.content);
    dialog_box(canvas, &layout, "Why", dialog.enter());
    scroll_in_border(canvas, &layout, people, &dialog.viewport, dialog.people.len());
    let more = match dialog.count - dialog.people.len() {
        0 => String::new(),
        _ => format!(" {} meant: write more", grouped(dialog.count)),
    };
    let [prompt, input, count] = columns(field, [PROMPT.len() as u16, FILL, more.len() as u16]);
    canvas.line(prompt, literal(PROMPT, theme.accent()));
    text_field(canvas, input, &dialog.input, theme.plain(), true);
    canvas.line(count, safe(&more, theme.dim()));
    if dialog.input.value().is_empty() {
        canvas.line(input, literal("type a name, an email or an id", theme.dim()));
    }
    let Some(roster) = cx.company.roster() else { return };
    let name_columns = usize::from(people.width).saturating_sub(2 + NOT_IN.len()).min(LONGEST_NAME);
    let row = |item: Item<&Row>| {
        let (theme, row) = (item.theme, *item.value);
        let (is_in, style) = match dialog.is_in_table(row) {
            true => (IN, theme.dim()),
            false => (NOT_IN, theme.plain()),
        };
        Line::from(vec![
            item.bar(),
            literal(" ", theme.plain()),
            padded(&roster.display_name(row), name_columns, theme.plain()),
            literal(is_in, style),
        ])
    };
    list(canvas, people, &dialog.viewport, &dialog.people, row);
    let width = usize::from(reasons.width).saturating_sub(INDENT.len());
    let mut lines = Vec::new();
    for (place, reason) in dialog.lines().iter().enumerate() {
        let (indent, style) = if place == 0 { ("", theme.strong()) } else { (INDENT, theme.plain()) };
        lines
            .extend(wrap(reason, width).iter().map(|line| Line::from(vec![literal(indent, style), safe(line, style)])));
    }
    let height = height_of(reasons);
    if lines.len() > height {
        let left = lines.len() + 1 - height.max(1);
        lines.truncate(height.saturating_sub(1));
        lines.push(Line::from(safe(&format!("{INDENT}… {left} more lines"), theme.dim())));
    }
    canvas.lines(reasons, lines);
}
