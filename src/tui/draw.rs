//! One frame: tabs on top, the screen, the notice and the hints at the bottom, and what lies over it. Reads the model,
//! changes nothing.

use super::dialogs;
use super::screens::{connect, fields, recipients, sync};
use super::text::{literal, padded, put, safe};
use super::theme::Theme;
use crate::app::action::Screen;
use crate::app::hints::{help_key, hints};
use crate::app::model::Model;
use crate::app::regions::SMALLEST;
use crate::app::screens::fields as checklist;
use crate::app::screens::sync::SyncState;
use crate::domain::checklist::matching::Checklist;
use crate::domain::text::safe_text::SafeText;
use crate::domain::text::words::Age;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Narrower than this, tabs have no names.
const NARROW: u16 = 76;

/// Draws the model.
pub fn draw(frame: &mut Frame, model: &Model) {
    let theme = Theme(model.start.capabilities);
    let area = frame.area();
    if model.size.is_too_small() || area.width < SMALLEST.columns || area.height < SMALLEST.lines {
        too_small(frame, theme);
        return;
    }
    tabs(frame, Rect { height: 1, ..area }, model, theme);
    let body = Rect { y: area.y + 1, height: area.height - 3, ..area };
    match model.screen {
        Screen::Connect => connect::draw(frame, body, model, theme),
        Screen::Fields => fields::draw(frame, body, model, theme),
        Screen::Sync => sync::draw(frame, body, model, theme),
        Screen::Recipients => recipients::draw(frame, body, model, theme),
    }
    notice(frame, Rect { y: area.height - 2, height: 1, ..area }, model, theme);
    hint_bar(frame, Rect { y: area.height - 1, height: 1, ..area }, model, theme);
    if let Some(dialog) = &model.dialog {
        dialogs::draw(frame, body, (model, dialog), theme);
    }
    if !model.start.capabilities.unicode {
        spell_in_ascii(frame.buffer_mut());
    }
}

/// For a terminal without Unicode: every sign becomes one that it has.
fn spell_in_ascii(buffer: &mut Buffer) {
    for cell in buffer.content.iter_mut().filter(|cell| !cell.symbol().is_ascii()) {
        let first = cell.symbol().chars().next().unwrap_or(' ');
        let sign = match first {
            '─' | '–' => '-',
            '│' => '|',
            '┌' | '┐' | '└' | '┘' => '+',
            '←' => '<',
            '→' => '>',
            '↑' => '^',
            '↓' => 'v',
            '…' => '~',
            '·' => '-',
            _ => any_ascii::any_ascii_char(first).chars().next().filter(|c| !c.is_control()).unwrap_or('?'),
        };
        cell.set_char(sign);
    }
}

fn too_small(frame: &mut Frame, theme: Theme) {
    let area = frame.area();
    let text = format!("Enlarge to {} x {}", SMALLEST.columns, SMALLEST.lines);
    put(frame, area, area.height / 2, safe(&text, theme.plain()));
}

fn tabs(frame: &mut Frame, area: Rect, model: &Model, theme: Theme) {
    let is_narrow = area.width < NARROW;
    let mut spans = vec![literal(if is_narrow { "" } else { " giftlist " }, theme.strong())];
    for (index, screen) in Screen::ALL.into_iter().enumerate() {
        let title = if is_narrow && screen != model.screen { "" } else { screen.title() };
        let text = format!("{} {title}{}", index + 1, state_of(screen, model, theme));
        if screen == model.screen {
            spans.push(safe(&format!(" [{text}]"), theme.accent().patch(theme.strong())));
        } else {
            let text = if is_narrow { format!(" {}", text.replace("  ", " ")) } else { format!("  {text} ") };
            spans.push(safe(&text, theme.plain()));
        }
    }
    let line = Line::from(spans);
    let used = line.width();
    put(frame, area, 0, line);
    let whose = match (&model.start.profile, model.start.is_demo) {
        (_, true) => "demo".to_string(),
        (Some(profile), _) => profile.clone(),
        (None, _) => String::new(),
    };
    let width = SafeText::of(&whose).width() + 1;
    if !whose.is_empty() && used + width < usize::from(area.width) {
        let right = Rect { x: area.width - width as u16, width: width as u16, ..area };
        put(frame, right, 0, safe(&whose, theme.dim()));
    }
}

/// How far a step of the job is, behind its tab's name.
fn state_of(screen: Screen, model: &Model, theme: Theme) -> String {
    match screen {
        Screen::Connect if checklist::is_connected(model) => format!(" {}", theme.tick()),
        Screen::Connect => String::new(),
        Screen::Fields => match &model.fields.checklist {
            Some(list) => format!(" {}/{}", list.readable(true), Checklist::total(true)),
            None => String::new(),
        },
        Screen::Sync => match (&model.sync.state, &model.recipients.people) {
            (SyncState::Running { .. }, _) => match model.sync.progress(model.now.instant) {
                Some((part, _)) => format!(" {:.0} %", part * 100.0),
                None => " …".into(),
            },
            (_, Some(people)) => match Age::of(model.now.unix.saturating_sub(people.synced_at)) {
                Age::JustNow => format!(" {}", theme.tick()),
                age => format!(" {age}"),
            },
            (_, None) => String::new(),
        },
        Screen::Recipients => match model.recipients.selection.count() {
            0 => String::new(),
            count => format!(" {count}"),
        },
    }
}

fn notice(frame: &mut Frame, area: Rect, model: &Model, theme: Theme) {
    let columns = usize::from(area.width).saturating_sub(1);
    if model.screen == Screen::Recipients && model.notice.is_none() && model.dialog.is_none() {
        recipients::query_line(frame, area, model, theme);
    }
    if let Some(notice) = &model.notice {
        put(
            frame,
            area,
            0,
            Line::from(vec![literal(" ", theme.plain()), padded(&notice.text, columns, theme.tone(notice.tone))]),
        );
    }
}

fn hint_bar(frame: &mut Frame, area: Rect, model: &Model, theme: Theme) {
    let help = help_key(model);
    let reserved = help.len() + 7;
    let mut left = usize::from(area.width).saturating_sub(reserved);
    let mut spans: Vec<Span<'static>> = Vec::new();
    for (key, hint) in hints(model) {
        let width = key.chars().count() + hint.chars().count() + 3;
        if width > left {
            break;
        }
        left -= width;
        spans.extend([
            literal(" ", theme.plain()),
            literal(key, theme.strong()),
            literal(" ", theme.plain()),
            literal(hint, theme.dim()),
            literal(" ", theme.plain()),
        ]);
    }
    put(frame, area, 0, Line::from(spans));
    let right = Rect { x: area.width.saturating_sub(help.len() as u16 + 6), width: help.len() as u16 + 6, ..area };
    put(frame, right, 0, Line::from(vec![literal(help, theme.strong()), literal(" help", theme.dim())]));
}
