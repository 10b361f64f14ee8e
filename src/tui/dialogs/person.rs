//! Everything about a person, drawn.

use crate::app::context::Context;
use crate::app::dialogs::person::PersonDialog;
use crate::app::hints::enter;
use crate::app::keys::KeyContext;
use crate::tui::canvas::Canvas;
use crate::tui::widgets::dialog::text_dialog;
use crate::tui::widgets::person::person_line;
use ratatui::text::Line;

pub fn draw(canvas: &mut Canvas, dialog: &PersonDialog, cx: &Context) {
    let Some(roster) = cx.company.roster() else { return };
    let Some(row) = roster.row_of(dialog.id) else { return };
    let lines: Vec<Line> = dialog.lines(cx).into_iter().map(|line| person_line(line, canvas.theme)).collect();
    let layout = PersonDialog::layout(lines.len(), cx);
    text_dialog(canvas, &layout, &roster.display_name(row), enter(KeyContext::Person), &dialog.viewport, lines);
}
