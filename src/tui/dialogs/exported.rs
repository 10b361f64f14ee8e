//! What was written, drawn.

use crate::app::context::Context;
use crate::app::dialogs::exported::{COMMAND_INDENT, ExportedDialog, ExportedLine};
use crate::app::hints::enter;
use crate::app::keys::KeyContext;
use crate::tui::canvas::Canvas;
use crate::tui::text::safe;
use crate::tui::widgets::dialog::text_dialog;
use ratatui::text::Line;

pub fn draw(canvas: &mut Canvas, dialog: &ExportedDialog, cx: &Context) {
    let lines = dialog.lines(cx);
    let (theme, layout) = (canvas.theme, ExportedDialog::layout(lines.len(), cx));
    let drawn = |(kind, line): (ExportedLine, String)| match kind {
        ExportedLine::Path => Line::from(safe(&line, theme.strong())),
        ExportedLine::Amount => Line::from(safe(&line, theme.good())),
        ExportedLine::Command => {
            Line::from(vec![safe(&" ".repeat(COMMAND_INDENT), theme.plain()), safe(&line, theme.accent())])
        }
        ExportedLine::Warning => Line::from(safe(&line, theme.warning())),
        ExportedLine::Advice => Line::from(safe(&line, theme.plain())),
        ExportedLine::Blank => Line::default(),
    };
    let lines = lines.into_iter().map(drawn).collect();
    text_dialog(canvas, &layout, "Written", enter(KeyContext::Exported), &dialog.viewport, lines);
}
