//! The export dialog, drawn: choices, the first lines of the file, and what to know before it is written.

use super::open;
use crate::app::dialogs::{ExportDialog, ExportLine};
use crate::domain::export::plan::{Exported, Warning};
use crate::domain::text::words::grouped;
use crate::tui::text::{literal, padded, put, safe, wrap};
use crate::tui::theme::Theme;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

const LABEL_COLUMNS: u16 = 10;

/// Draws the dialog.
pub fn draw(frame: &mut Frame, area: Rect, dialog: &ExportDialog, theme: Theme) {
    let warnings: &[Warning] = dialog.warnings.as_deref().unwrap_or_default();
    let failed = dialog.failed.as_deref().unwrap_or_default();
    let columns = area.width.min(90).saturating_sub(6);
    let failed = if failed.is_empty() { Vec::new() } else { wrap(failed, usize::from(columns).saturating_sub(2)) };
    let lines = 5 + 4 + warnings.len() + failed.len() + 3;
    let inner = open(frame, area, (90, lines as u16), "Export", theme);
    let value = Rect { x: inner.x + LABEL_COLUMNS, width: inner.width.saturating_sub(LABEL_COLUMNS), ..inner };
    let label = |frame: &mut Frame, offset: u16, text: &'static str, line: Option<ExportLine>| {
        let has_focus = line == Some(dialog.line);
        let bar = if has_focus { theme.bar() } else { " " };
        let style = if has_focus { theme.strong() } else { theme.dim() };
        put(frame, inner, offset, vec![literal(bar, theme.accent()), literal(text, style)]);
    };
    label(frame, 0, "Who", None);
    let not_shown = match dialog.not_shown {
        0 => String::new(),
        count => format!(" ({} of them not shown by the query)", grouped(count)),
    };
    let who = format!("{} selected{not_shown}", grouped(dialog.plan.count()));
    put(frame, value, 0, safe(&who, theme.strong()));
    label(frame, 1, "Format", Some(ExportLine::Format));
    let preset = dialog.preset();
    put(
        frame,
        value,
        1,
        vec![
            literal("< ", theme.dim()),
            safe(&preset.title, theme.plain()),
            literal(" >  ", theme.dim()),
            safe(&preset.about, theme.dim()),
        ],
    );
    label(frame, 2, "Address", Some(ExportLine::Address));
    put(
        frame,
        value,
        2,
        vec![literal("< ", theme.dim()), literal(dialog.address.words(), theme.plain()), literal(" >", theme.dim())],
    );
    label(frame, 3, "File", Some(ExportLine::File));
    let width = usize::from(value.width);
    let scroll = dialog.file.visual_scroll(width.saturating_sub(1));
    let file: String = dialog.file.value().chars().skip(scroll).collect();
    put(frame, value, 3, padded(&file, width, theme.plain()));
    if dialog.line == ExportLine::File {
        let at = dialog.file.visual_cursor().saturating_sub(scroll) as u16;
        frame.set_cursor_position(Position { x: value.x + at.min(value.width.saturating_sub(1)), y: value.y + 3 });
    }

    let mut next = 5;
    for line in dialog.preview.iter().take(3) {
        put(frame, inner, next, padded(&line.join(" | "), usize::from(inner.width), theme.dim()));
        next += 1;
    }
    next += 1;
    let mut say = |lead: &'static str, text: &str, style| {
        put(
            frame,
            inner,
            next,
            Line::from(vec![literal(lead, style), padded(text, usize::from(inner.width).saturating_sub(2), style)]),
        );
        next += 1;
    };
    if dialog.warnings.is_none() {
        say("  ", "Looking at what will be written", theme.dim());
    }
    for warning in warnings {
        say("! ", &warning.to_string(), theme.warning());
    }
    for line in &failed {
        say("! ", line, theme.bad());
    }
    if dialog.is_writing {
        say("  ", "Writing", theme.plain());
    } else {
        say("  ", "Upload it as an addition: a sync or override upload on a platform would", theme.dim());
        say("  ", "deactivate everybody who is not in this file.", theme.dim());
    }
}

/// What was written, drawn.
pub fn draw_done(frame: &mut Frame, area: Rect, done: &Exported, theme: Theme) {
    let columns = usize::from(area.width.min(90)).saturating_sub(6);
    let mut lines = vec![
        (format!("{} people, {} bytes", grouped(done.rows as usize), grouped(done.bytes as usize)), theme.good()),
        (done.path.clone(), theme.strong()),
    ];
    if done.guarded > 0 {
        let text =
            format!("{} cells got a ' against formulas; the format \"exact\" leaves them as they are", done.guarded);
        lines.push((text, theme.warning()));
    }
    lines.extend(done.note.iter().map(|note| (note.clone(), theme.warning())));
    lines.push((String::new(), theme.plain()));
    lines.push((
        "It is a selection, not the whole company: upload it as an addition. A sync or override upload would \
         deactivate everybody who is not in it."
            .into(),
        theme.plain(),
    ));
    let lines: Vec<_> = lines
        .iter()
        .flat_map(|(text, style)| wrap(text, columns).into_iter().map(move |line| (line, *style)))
        .collect();
    let inner = open(frame, area, (90, lines.len() as u16), "Written", theme);
    for (offset, (line, style)) in lines.iter().enumerate() {
        put(frame, inner, offset as u16, safe(line, *style));
    }
}
