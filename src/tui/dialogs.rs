//! What lies over a screen, drawn: a box with a title in the middle.

mod export;
mod person;

use super::text::{literal, padded, put, safe, wrap};
use super::theme::Theme;
use crate::app::dialogs::{CandidatesDialog, ColumnsDialog, Dialog, GiftDateDialog, Help, SortDialog, unneeded};
use crate::app::model::Model;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear};

/// Draws the dialog over the screen.
pub fn draw(frame: &mut Frame, area: Rect, (model, dialog): (&Model, &Dialog), theme: Theme) {
    match dialog {
        Dialog::Help(help) => draw_help(frame, area, help, theme),
        Dialog::Person(person) => person::draw(frame, area, (model, person), theme),
        Dialog::Candidates(candidates) => draw_candidates(frame, area, candidates, theme),
        Dialog::Unneeded(unneeded) => draw_unneeded(frame, area, (model, unneeded.top), theme),
        Dialog::Sort(sort) => draw_sort(frame, area, (model, sort), theme),
        Dialog::Columns(columns) => draw_columns(frame, area, (model, columns), theme),
        Dialog::GiftDate(gift_date) => draw_gift_date(frame, area, gift_date, theme),
        Dialog::Export(export) => export::draw(frame, area, export, theme),
        Dialog::Exported(done) => export::draw_done(frame, area, done, theme),
        Dialog::Overwrite { existing, .. } => draw_overwrite(frame, area, existing, theme),
    }
}

/// A box of a size in the middle, with a blank column on either side; the area inside its border.
fn open(frame: &mut Frame, area: Rect, (columns, lines): (u16, u16), title: &str, theme: Theme) -> Rect {
    let width = columns.min(area.width.saturating_sub(2)).max(10);
    let height = (lines + 2).min(area.height);
    let place = Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
    let block = Block::bordered().border_style(theme.dim()).title(Line::from(vec![
        literal(" ", theme.plain()),
        safe(title, theme.strong()),
        literal(" ", theme.plain()),
    ]));
    let inner = block.inner(place);
    let cleared = Rect { x: place.x.saturating_sub(1), width: place.width + 2, ..place };
    frame.render_widget(Clear, cleared.intersection(area));
    frame.render_widget(block, place);
    Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner }
}

/// Says on the lower border which part of a list is shown, where it is not all of it.
fn tell_more(frame: &mut Frame, inner: Rect, (top, count): (usize, usize), theme: Theme) {
    let height = usize::from(inner.height);
    if count > height {
        let text = format!(" {}–{} of {count} ", top + 1, (top + height).min(count));
        let width = text.chars().count() as u16;
        let place = Rect { x: inner.right().saturating_sub(width), y: inner.bottom(), width, height: 1 };
        put(frame, place, 0, safe(&text, theme.dim()));
    }
}

/// The lines of a window of a text.
fn window(frame: &mut Frame, inner: Rect, lines: Vec<Line<'static>>, (top, theme): (usize, Theme)) {
    let (height, count) = (usize::from(inner.height), lines.len());
    let top = top.min(count.saturating_sub(height));
    for (offset, line) in lines.into_iter().skip(top).take(height).enumerate() {
        put(frame, inner, offset as u16, line);
    }
    tell_more(frame, inner, (top, count), theme);
}

fn draw_help(frame: &mut Frame, area: Rect, help: &Help, theme: Theme) {
    let lines: Vec<Line> = help
        .lines()
        .into_iter()
        .map(|(keys, text)| {
            if keys.is_empty() {
                Line::from(literal(text, theme.strong()))
            } else {
                Line::from(vec![
                    literal("  ", theme.plain()),
                    padded(&keys, 18, theme.accent()),
                    literal(text, theme.plain()),
                ])
            }
        })
        .collect();
    let inner = open(frame, area, (74, lines.len() as u16), "Keys", theme);
    window(frame, inner, lines, (help.top, theme));
}

fn draw_candidates(frame: &mut Frame, area: Rect, dialog: &CandidatesDialog, theme: Theme) {
    let title = format!("Which attribute is {}?", dialog.field);
    let inner = open(frame, area, (76, dialog.candidates.len() as u16 + 2), &title, theme);
    if dialog.candidates.is_empty() {
        put(frame, inner, 0, literal("No attribute can be read: tick some in Personio first", theme.plain()));
        return;
    }
    let intro = if dialog.likely > 0 {
        "The likely ones first. The choice is kept in config.toml."
    } else {
        "None is likely; these can be read. The choice is kept in config.toml."
    };
    put(frame, inner, 0, literal(intro, theme.dim()));
    let height = usize::from(inner.height).saturating_sub(2);
    let below = Rect { height: height as u16, y: inner.y + 2, ..inner };
    tell_more(frame, below, (dialog.scroll.top, dialog.candidates.len()), theme);
    for (place, candidate) in dialog.candidates.iter().enumerate().skip(dialog.scroll.top).take(height) {
        let is_chosen = place == dialog.scroll.cursor;
        let label = if candidate.label.trim().is_empty() { "(no label)" } else { candidate.label.as_str() };
        let line = vec![
            literal(if is_chosen { theme.bar() } else { " " }, theme.accent()),
            literal(if place < dialog.likely { "? " } else { "  " }, theme.warning()),
            padded(
                label,
                usize::from(inner.width).saturating_sub(26),
                if is_chosen { theme.cursor() } else { theme.plain() },
            ),
            literal(" ", theme.plain()),
            padded(candidate.key.as_str(), 22, theme.dim()),
        ];
        put(frame, inner, 2 + (place - dialog.scroll.top) as u16, Line::from(line));
    }
}

fn draw_unneeded(frame: &mut Frame, area: Rect, (model, top): (&Model, usize), theme: Theme) {
    let columns = usize::from(area.width.min(78)).saturating_sub(6);
    let (advice, unneeded) = unneeded::content(model);
    let mut lines: Vec<Line> = advice.iter().map(|line| Line::from(safe(line, theme.plain()))).collect();
    lines.push(Line::default());
    for attribute in unneeded {
        let about = attribute.sensitive.map_or("", |sensitivity| sensitivity.about);
        let style = if about.is_empty() { theme.plain() } else { theme.warning() };
        let label = if attribute.label.trim().is_empty() { "(no label)" } else { attribute.label.as_str() };
        lines.push(Line::from(vec![
            literal(if about.is_empty() { "  " } else { "! " }, style),
            padded(label, columns.saturating_sub(50), style),
            literal(" ", theme.plain()),
            padded(attribute.key.as_str(), 22, theme.dim()),
            literal(" ", theme.plain()),
            literal(about, style),
        ]));
    }
    let inner = open(frame, area, (78, lines.len() as u16), "More than needed can be read", theme);
    window(frame, inner, lines, (top, theme));
}

fn draw_sort(frame: &mut Frame, area: Rect, (model, dialog): (&Model, &SortDialog), theme: Theme) {
    let inner = open(frame, area, (36, dialog.columns.len() as u16), "Sort by", theme);
    let mut scroll = dialog.scroll;
    scroll.follow(dialog.columns.len(), usize::from(inner.height));
    tell_more(frame, inner, (scroll.top, dialog.columns.len()), theme);
    for (place, &choice) in dialog.columns.iter().enumerate().skip(scroll.top).take(usize::from(inner.height)) {
        let is_chosen = place == scroll.cursor;
        let now = model.recipients.sort;
        let arrow = if now.column == choice { theme.arrow(now.descending) } else { "" };
        let line = vec![
            literal(if is_chosen { theme.bar() } else { " " }, theme.accent()),
            literal(" ", theme.plain()),
            padded(choice.title(), 24, if is_chosen { theme.cursor() } else { theme.plain() }),
            literal(arrow, theme.accent()),
        ];
        put(frame, inner, (place - scroll.top) as u16, Line::from(line));
    }
}

fn draw_columns(frame: &mut Frame, area: Rect, (model, dialog): (&Model, &ColumnsDialog), theme: Theme) {
    let count = ColumnsDialog::columns().count();
    let inner = open(frame, area, (40, count as u16), "Columns", theme);
    let mut scroll = dialog.scroll;
    scroll.follow(count, usize::from(inner.height));
    tell_more(frame, inner, (scroll.top, count), theme);
    for (place, choice) in ColumnsDialog::columns().enumerate().skip(scroll.top).take(usize::from(inner.height)) {
        let is_chosen = place == scroll.cursor;
        let order = model.recipients.columns.iter().position(|shown| *shown == choice);
        let line = vec![
            literal(if is_chosen { theme.bar() } else { " " }, theme.accent()),
            literal(if order.is_some() { "[x] " } else { "[ ] " }, theme.plain()),
            padded(choice.title(), 24, if is_chosen { theme.cursor() } else { theme.plain() }),
            safe(&order.map(|order| (order + 1).to_string()).unwrap_or_default(), theme.dim()),
        ];
        put(frame, inner, (place - scroll.top) as u16, Line::from(line));
    }
}

fn draw_gift_date(frame: &mut Frame, area: Rect, dialog: &GiftDateDialog, theme: Theme) {
    let inner = open(frame, area, (60, 4), "Gift date", theme);
    put(frame, inner, 0, literal("The day of the gift, as 2026-12-24; empty means today.", theme.plain()));
    put(frame, inner, 1, literal("Who has left by then is hidden.", theme.dim()));
    put(frame, inner, 2, vec![literal("> ", theme.accent()), safe(dialog.input.value(), theme.plain())]);
    if let Some(error) = dialog.error {
        put(frame, inner, 3, literal(error, theme.bad()));
    }
    let x = inner.x + 2 + (dialog.input.visual_cursor() as u16).min(inner.width.saturating_sub(3));
    frame.set_cursor_position(Position { x, y: inner.y + 2 });
}

fn draw_overwrite(frame: &mut Frame, area: Rect, existing: &str, theme: Theme) {
    let columns = usize::from(area.width.min(72)).saturating_sub(6);
    let lines = wrap(existing, columns);
    let inner = open(frame, area, (72, lines.len() as u16 + 3), "Replace the file?", theme);
    for (offset, line) in lines.iter().enumerate() {
        put(frame, inner, offset as u16, safe(line, theme.warning()));
    }
    put(
        frame,
        inner,
        lines.len() as u16 + 1,
        literal("y replaces it.  n keeps it, and another name can be given.", theme.plain()),
    );
}
