//! The export dialog, drawn: choices, the first lines of the file, and what to know before it is written.

use crate::app::context::Context;
use crate::app::dialogs::export::{ExportDialog, ExportField, ExportLayout};
use crate::app::layout::{SIGN_COLUMNS, behind_label};
use crate::domain::text::words::grouped;
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, padded, safe};
use crate::tui::widgets::dialog::dialog_box;
use crate::tui::widgets::form::{Label, label};
use crate::tui::widgets::text_field::text_field;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

const LABEL_COLUMNS: u16 = 10;

pub fn draw(canvas: &mut Canvas, dialog: &ExportDialog, cx: &Context) {
    if dialog.existing.is_some() {
        return draw_question(canvas, dialog, cx);
    }
    let (theme, layout) = (canvas.theme, dialog.layout(cx));
    dialog_box(canvas, &layout, "Export", None);
    let ExportLayout { who, format, address, file, preview, notes } = dialog.inside(layout.content);

    labelled(canvas, who, "Who", false, vec![safe(&selected(dialog), theme.strong())]);
    let preset = dialog.preset();
    let chosen = vec![
        literal("< ", theme.dim()),
        safe(&preset.title, theme.plain()),
        literal(" >  ", theme.dim()),
        safe(&preset.about, theme.dim()),
    ];
    labelled(canvas, format, "Format", dialog.focus == ExportField::Format, chosen);
    let chosen =
        vec![literal("< ", theme.dim()), literal(dialog.address.label(), theme.plain()), literal(" >", theme.dim())];
    labelled(canvas, address, "Address", dialog.focus == ExportField::Address, chosen);
    let has_focus = dialog.focus == ExportField::File;
    labelled(canvas, file, "File", has_focus, vec![]);
    text_field(canvas, behind_label(file, LABEL_COLUMNS), &dialog.file, theme.plain(), has_focus);

    let width = usize::from(preview.width);
    canvas.lines(preview, dialog.preview.iter().map(|line| Line::from(padded(&line.join(" | "), width, theme.dim()))));
    canvas.lines(notes, self::notes(canvas, dialog, cx, usize::from(notes.width)));
}

fn labelled(canvas: &mut Canvas, row: Rect, text: &'static str, has_focus: bool, value: Vec<Span<'static>>) {
    let idle = canvas.theme.dim();
    label(canvas, row, Label { text, has_focus, idle });
    canvas.line(behind_label(row, LABEL_COLUMNS), value);
}

fn selected(dialog: &ExportDialog) -> String {
    let in_a_text = dialog.focus == ExportField::File;
    let not_shown = if in_a_text { "not shown by the query" } else { "not shown by the query: w" };
    let parts = [(dialog.not_shown, not_shown), (dialog.earlier, "from before")].into_iter();
    let parts = parts.filter(|(count, _)| *count > 0).map(|(count, what)| format!("{} {what}", grouped(count)));
    let parts: Vec<String> = parts.collect();
    let of_them = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) };
    format!("{} selected{of_them}", grouped(dialog.plan.count()))
}

/// What to know before the file is written, and what failed.
fn notes(canvas: &Canvas, dialog: &ExportDialog, cx: &Context, width: usize) -> Vec<Line<'static>> {
    let theme = canvas.theme;
    let note = |sign: &'static str, text: &str, style: Style| {
        let text = padded(text, width.saturating_sub(SIGN_COLUMNS), style);
        Line::from(vec![literal(sign, style), text])
    };
    let mut lines = Vec::new();
    match &dialog.warnings {
        None => lines.push(note("  ", "Looking at what will be written", theme.dim())),
        Some(warnings) => lines.extend(warnings.iter().map(|it| note("! ", &it.to_string(), theme.warning()))),
    }
    lines.extend(dialog.failed_lines(cx).iter().map(|line| note("! ", line, theme.bad())));
    if dialog.is_writing {
        lines.push(note("  ", "Writing", theme.plain()));
    } else {
        lines.push(note("  ", "Upload it as an addition: a sync or override upload on a platform would", theme.dim()));
        lines.push(note("  ", "deactivate everybody who is not in this file.", theme.dim()));
    }
    lines
}

fn draw_question(canvas: &mut Canvas, dialog: &ExportDialog, cx: &Context) {
    let (theme, layout) = (canvas.theme, dialog.layout(cx));
    dialog_box(canvas, &layout, "Replace the file?", None);
    let mut lines: Vec<Line> =
        dialog.existing_lines(cx).iter().map(|line| Line::from(safe(line, theme.warning()))).collect();
    lines.push(Line::default());
    lines.push(Line::from(literal("y replaces it.  n keeps it, and another name can be given.", theme.plain())));
    canvas.lines(layout.content, lines);
}
