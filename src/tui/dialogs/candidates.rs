//! The choice of an attribute, drawn.

use crate::app::context::Context;
use crate::app::dialogs::candidates::CandidatesDialog;
use crate::domain::checklist::matching::Candidate;
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, padded};
use crate::tui::widgets::dialog::dialog_box;
use crate::tui::widgets::list::{Item, list, range_text};
use ratatui::text::Line;

const KEY_COLUMNS: usize = 22;
/// Columns besides the label: the cursor's bar, the sign, a blank and the key.
const BESIDE_LABEL: usize = KEY_COLUMNS + 4;

pub fn draw(canvas: &mut Canvas, dialog: &CandidatesDialog, cx: &Context) {
    let layout = dialog.layout(cx);
    let [intro, area] = CandidatesDialog::inside(layout.content);
    let (viewport, count) = (&dialog.viewport, dialog.candidates.len());
    let title = format!("Which attribute is {}?", dialog.field);
    dialog_box(canvas, &layout, &title, range_text(viewport, count, usize::from(area.height)));
    let (text, style) = match (count, dialog.likely) {
        (0, _) => ("No attribute can be read: tick some in Personio first", canvas.theme.plain()),
        (_, 0) => ("None is likely; these can be read. The choice is kept in config.toml.", canvas.theme.dim()),
        _ => ("The likely ones first. The choice is kept in config.toml.", canvas.theme.dim()),
    };
    canvas.line(intro, literal(text, style));
    let label_columns = usize::from(area.width).saturating_sub(BESIDE_LABEL);
    list(canvas, area, viewport, &dialog.candidates, |item| line(&item, dialog.likely, label_columns));
}

fn line(item: &Item<&Candidate>, likely: usize, label_columns: usize) -> Line<'static> {
    let (candidate, theme) = (item.value, item.theme);
    let label = if candidate.label.trim().is_empty() { "(no label)" } else { candidate.label.as_str() };
    Line::from(vec![
        item.bar(),
        literal(if item.place < likely { "? " } else { "  " }, theme.warning()),
        padded(label, label_columns, item.style()),
        literal(" ", theme.plain()),
        padded(candidate.key.as_str(), KEY_COLUMNS, theme.dim()),
    ])
}
