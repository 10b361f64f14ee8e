//! The choice of an attribute, drawn.

use crate::app::context::Context;
use crate::app::dialogs::candidates::CandidatesDialog;
use crate::app::hints::enter;
use crate::app::keys::{Action, KeyContext};
use crate::app::viewport::Viewport;
use crate::domain::checklist::matching::Choice;
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, padded, safe};
use crate::tui::widgets::dialog::{dialog_box, scroll_in_border};
use crate::tui::widgets::filter::{filter_line, filtered};
use crate::tui::widgets::list::Item;
use ratatui::text::Line;

const KEY_COLUMNS: usize = 22;
/// Columns besides the label: the cursor's bar, the sign, a blank and the key.
const BESIDE_LABEL: usize = KEY_COLUMNS + 4;

pub fn draw(canvas: &mut Canvas, dialog: &CandidatesDialog, cx: &Context) {
    if dialog.is_asking {
        return draw_question(canvas, dialog, cx);
    }
    let (layout, items) = (dialog.layout(cx), &dialog.choices);
    let [intro, filter, area] = CandidatesDialog::inside(layout.content);
    let title = format!("Which attribute is {}?", dialog.field);
    let can_choose = dialog.offers(Action::Press);
    dialog_box(canvas, &layout, &title, if can_choose { enter(KeyContext::Candidates) } else { "" });
    filter_line(canvas, filter, &items.input, items.counts());
    scroll_in_border(canvas, &layout, area, items.viewport(), items.left().len());
    let (text, style) = match (items.all().len(), dialog.likely()) {
        (0, _) => ("No attribute is left to choose: tick some in Personio first", canvas.theme.plain()),
        (_, 0) => ("None is likely; these are read for no field. Kept in config.toml.", canvas.theme.dim()),
        _ => ("The likely ones first. The choice is kept in config.toml.", canvas.theme.dim()),
    };
    canvas.line(intro, literal(text, style));
    let label_columns = usize::from(area.width).saturating_sub(BESIDE_LABEL);
    // Beyond the list the cursor is nowhere.
    let cursor = if can_choose { items.viewport().cursor } else { usize::MAX };
    let viewport = Viewport { cursor, ..*items.viewport() };
    filtered(canvas, area, items, &viewport, |item| line(&item, label_columns));
}

fn line(item: &Item<&Choice>, label_columns: usize) -> Line<'static> {
    let (Choice { candidate, doubt }, theme) = (item.value, item.theme);
    let label = if candidate.label.trim().is_empty() { "(no label)" } else { candidate.label.as_str() };
    Line::from(vec![
        item.bar(),
        literal(if doubt.is_none() { "? " } else { "  " }, theme.warning()),
        padded(label, label_columns, item.theme.plain()),
        literal(" ", theme.plain()),
        padded(candidate.key.as_str(), KEY_COLUMNS, theme.dim()),
    ])
}

fn draw_question(canvas: &mut Canvas, dialog: &CandidatesDialog, cx: &Context) {
    let (theme, layout) = (canvas.theme, dialog.layout(cx));
    dialog_box(canvas, &layout, &format!("Is this {}?", dialog.field), enter(KeyContext::Confirm));
    let question = dialog.question(cx);
    let mut lines: Vec<Line> = question.iter().map(|line| Line::from(safe(line, theme.warning()))).collect();
    lines.push(Line::default());
    let (yes, no) = (cx.key(KeyContext::Confirm, Action::Yes), cx.key(KeyContext::Confirm, Action::Back));
    let text = format!("{yes} reads it from there.  {no} goes back to the choices.");
    lines.push(Line::from(safe(&text, theme.plain())));
    canvas.lines(layout.content, lines);
}
