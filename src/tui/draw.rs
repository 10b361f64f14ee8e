//! One frame: tabs on top, the screen, the notice and the hints at the bottom, and what overlays it. Reads the model,
//! changes nothing; what stands where, for the mouse, is what comes back.

use super::canvas::Canvas;
use super::hits::Hits;
use super::text::{literal, padded, safe};
use super::theme::Theme;
use super::{dialogs, screens, tabs};
use crate::app::hints::{help_key, hints};
use crate::app::key::Key;
use crate::app::layout::{Regions, SMALLEST, is_too_small, right_end};
use crate::app::model::Model;
use crate::app::notice::Notice;
use crate::app::pointer::{Part, Target};
use crate::domain::text::safe_text::SafeText;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

const MAX_NOTICE_LINES: usize = 5;
const HELP_HINT: &str = " help";

pub fn draw(frame: &mut Frame, model: &Model) -> Hits {
    let size = frame.area().as_size();
    let theme = Theme::new(model.palette(), model.launch.capabilities.unicode);
    let canvas = &mut Canvas::new(frame, theme, Hits::new(model.launch.has_mouse));
    if is_too_small(model.size) || is_too_small(size) {
        too_small(canvas, size.into());
        return Hits::default();
    }
    let regions = Regions::of(size);
    tabs::draw(canvas, regions.tabs, model);
    canvas.hit(regions.body, Target::Pane(Part::Main));
    screens::draw(canvas, model);
    if model.notice.is_none() && model.dialog.is_none() && model.help.is_none() {
        screens::status_line(canvas, regions.notice, model);
        if let Some(advice) = screens::advice(model) {
            notice(canvas, regions, &advice);
        }
    }
    if model.dialog.is_some() || model.help.is_some() {
        canvas.dim(regions.tabs);
        canvas.dim(regions.body);
        canvas.hits.cover();
    }
    hint_bar(canvas, regions.hints, model);
    dialogs::draw(canvas, model);
    if let Some(said) = &model.notice {
        notice(canvas, regions, said);
    }
    let hits = std::mem::take(&mut canvas.hits);
    if !model.launch.capabilities.unicode {
        spell_in_ascii(frame.buffer_mut());
    }
    hits
}

/// Replaces every character beyond ASCII, for terminals without Unicode.
fn spell_in_ascii(buffer: &mut Buffer) {
    for cell in buffer.content.iter_mut().filter(|cell| !cell.symbol().is_ascii()) {
        let first = cell.symbol().chars().next().unwrap_or(' ');
        let sign = match first {
            '─' | '–' => '-',
            '━' => '=',
            '┃' => '#',
            '│' => '|',
            '┏' | '┓' | '┗' | '┛' => '#',
            '←' => '<',
            '→' => '>',
            '↑' => '^',
            '↓' => 'v',
            '…' => '~',
            '·' => '-',
            // A letter for a sign would be read as one: `␛` is no E.
            sign if !sign.is_alphanumeric() => match any_ascii::any_ascii_char(sign) {
                text if text.len() == 1 && !text.contains(|c: char| c.is_alphanumeric() || c.is_control()) => {
                    text.chars().next().unwrap_or('?')
                }
                _ => '?',
            },
            _ => any_ascii::any_ascii_char(first).chars().next().filter(|c| !c.is_control()).unwrap_or('?'),
        };
        cell.set_char(sign);
    }
}

fn too_small(canvas: &mut Canvas, area: Rect) {
    let text = format!("Enlarge to {} x {}", SMALLEST.width, SMALLEST.height);
    let middle = area.rows().nth(usize::from(area.height / 2)).unwrap_or_default();
    canvas.line(middle, safe(&text, canvas.theme.plain()));
}

/// One that is longer than its line covers the rows above until the next key: what to do stands at its end.
fn notice(canvas: &mut Canvas, Regions { body, notice: last, .. }: Regions, notice: &Notice) {
    let theme = canvas.theme;
    let columns = usize::from(last.width).saturating_sub(2);
    let mut lines = SafeText::of(&notice.text).wrap(columns);
    if lines.len() > MAX_NOTICE_LINES {
        lines.truncate(MAX_NOTICE_LINES);
        let last = format!("{} …", lines.pop().unwrap_or_default());
        lines.push(SafeText::of(&last).truncate_to_width(columns).into_owned());
    }
    let height = lines.len().min(1 + usize::from(body.height)) as u16;
    let area = Rect { y: last.bottom() - height, height, ..last };
    canvas.hit(area, Target::Notice);
    for (row, line) in area.rows().zip(&lines) {
        let text = padded(line, columns + 1, theme.style_of(notice.tone));
        canvas.widget(Clear, row);
        canvas.line(row, vec![literal(" ", theme.plain()), text]);
    }
}

fn hint_bar(canvas: &mut Canvas, area: Rect, model: &Model) {
    let theme = canvas.theme;
    let help = help_key(model).map(|key| vec![safe(&theme.key(key), theme.strong()), literal(HELP_HINT, theme.dim())]);
    let help = Line::from(help.unwrap_or_default());
    let right = right_end(area, help.width() as u16 + 1);
    let mut left = usize::from(area.width.saturating_sub(right.width + 1));
    let mut spans: Vec<Span<'static>> = Vec::new();
    let mut parts = Vec::new();
    // Of keys that share their words all have room or none.
    for shared in hints(model).chunk_by(|(_, words), _| words.is_empty()) {
        let hinted: Vec<Vec<Span>> = shared.iter().map(|(key, words)| hint(key, words, theme)).collect();
        let widths: Vec<usize> = hinted.iter().map(|spans| spans.iter().map(Span::width).sum()).collect();
        let Some(rest) = left.checked_sub(widths.iter().sum()) else { break };
        left = rest;
        parts.extend(widths.into_iter().zip(shared.iter().map(|(key, _)| target(key))));
        spans.extend(hinted.into_iter().flatten());
    }
    canvas.line(area, spans);
    canvas.hit_parts(area, parts);
    canvas.line(right, help);
    canvas.hit_parts(right, [(usize::from(right.width), help_key(model).and_then(target))]);
}

/// A key with its words; without words it stands before the next one.
fn hint(key: &str, words: &'static str, theme: Theme) -> Vec<Span<'static>> {
    let mut spans = vec![literal(" ", theme.plain()), safe(&theme.key(key), theme.strong())];
    if !words.is_empty() {
        spans.extend([literal(" ", theme.plain()), safe(words, theme.dim()), literal(" ", theme.plain())]);
    }
    spans
}

/// What a hint stands for, by the name of its key.
fn target(key: &str) -> Option<Target> {
    Key::parse(key).map(Target::Key)
}
