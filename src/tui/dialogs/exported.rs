//! What was written, drawn.

use crate::app::context::Context;
use crate::app::dialogs::exported::{ExportedDialog, ExportedLine};
use crate::app::hints::enter;
use crate::app::keys::KeyContext;
use crate::tui::canvas::Canvas;
use crate::tui::text::safe;
use crate::tui::widgets::dialog::dialog_box;
use ratatui::text::Line;

pub fn draw(canvas: &mut Canvas, dialog: &ExportedDialog, cx: &Context) {
    let lines = dialog.lines(cx);
    let (theme, layout) = (canvas.theme, ExportedDialog::layout(lines.len(), cx));
    dialog_box(canvas, &layout, "Written", enter(KeyContext::Exported));
    let style = |kind| match kind {
        ExportedLine::Amount => theme.good(),
        ExportedLine::Path => theme.strong(),
        ExportedLine::Warning => theme.warning(),
        ExportedLine::Advice => theme.plain(),
    };
    canvas.lines(layout.content, lines.into_iter().map(|(kind, line)| Line::from(safe(&line, style(kind)))));
}
