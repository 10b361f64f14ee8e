//! What can be read and is not needed, drawn.

use crate::app::context::Context;
use crate::app::dialogs::unneeded::UnneededDialog;
use crate::app::hints::enter;
use crate::app::keys::KeyContext;
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, padded, safe};
use crate::tui::widgets::dialog::text_dialog;
use ratatui::text::Line;

const KEY_COLUMNS: usize = 22;
/// Columns besides the label: the sign, the key, and what makes it sensitive.
const BESIDE_LABEL: usize = 50;

pub fn draw(canvas: &mut Canvas, dialog: &UnneededDialog, cx: &Context) {
    let (advice, unneeded) = UnneededDialog::content(cx);
    let (theme, layout) = (canvas.theme, UnneededDialog::layout(advice.len() + 1 + unneeded.len(), cx));
    let mut lines: Vec<Line> = advice.iter().map(|line| Line::from(safe(line, theme.plain()))).collect();
    lines.push(Line::default());
    for attribute in unneeded {
        let about = attribute.sensitive.map_or("", |sensitivity| sensitivity.about);
        let style = if about.is_empty() { theme.plain() } else { theme.warning() };
        let label = if attribute.label.trim().is_empty() { "(no label)" } else { attribute.label.as_str() };
        lines.push(Line::from(vec![
            literal(if about.is_empty() { "  " } else { "! " }, style),
            padded(label, layout.text_width.saturating_sub(BESIDE_LABEL), style),
            literal(" ", theme.plain()),
            padded(attribute.key.as_str(), KEY_COLUMNS, theme.dim()),
            literal(" ", theme.plain()),
            literal(about, style),
        ]));
    }
    text_dialog(canvas, &layout, "More than needed can be read", enter(KeyContext::Unneeded), &dialog.viewport, lines);
}
