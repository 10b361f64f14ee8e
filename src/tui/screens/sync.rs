//! Screen 3, drawn: how far the sync is, or what it brought.

mod lines;
mod running;

use crate::app::keys::{Action, KeyContext};
use crate::app::layout::{FILL, rows};
use crate::app::model::Model;
use crate::app::screens::sync::{SyncState, read_words};
use crate::domain::text::words::Age;
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, safe, wrap};
use crate::tui::theme::Theme;
use crate::tui::widgets::message::message;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

pub fn draw(canvas: &mut Canvas, model: &Model) {
    let (screen, cx) = (&model.screens.sync, model.context());
    let layout = screen.layout(&cx);
    canvas.rule(layout.rule);
    let mut area = layout.messages;
    for (tone, lines) in screen.messages(&cx) {
        let [message_area, below] = rows(area, [lines.len() as u16, FILL]);
        message(canvas, message_area, tone, lines);
        area = below;
    }
    if screen.is_running() {
        running::draw(canvas, &layout, model);
    }
    if screen.shows_lines(&cx) {
        lines::draw(canvas, &layout, model);
    } else {
        last_sync(canvas, layout.last_sync, model);
    }
}

/// How far a sync is, or how old the people are.
pub fn progress(model: &Model, theme: Theme) -> (String, Style) {
    if model.screens.sync.is_running() {
        let part = model.screens.sync.progress(model.now.instant);
        let text = part.map_or_else(|| theme.at_work().into(), |(part, _)| format!("{:.0} %", part * 100.0));
        return (text, theme.accent());
    }
    match model.screens.sync.state {
        SyncState::Shrunk { .. } => return ("?".into(), theme.warning()),
        SyncState::Failed(_) => return (theme.cross().into(), theme.bad()),
        _ if model.screens.sync.age_of_failure(&model.context()).is_some() => {
            return (theme.cross().into(), theme.bad());
        }
        _ => {}
    }
    match model.company.people.as_ref().map(|people| people.age(model.now.unix)) {
        Some(Age::JustNow) => (theme.tick().into(), theme.good()),
        Some(age) => (age.to_string(), theme.plain()),
        None => (String::new(), theme.plain()),
    }
}

fn last_sync(canvas: &mut Canvas, area: Rect, model: &Model) {
    let style = canvas.theme.dim();
    let stays = match &model.company.people {
        Some(_) => format!("The old list stays until a new one is complete: {}.", read_words(&model.context())),
        None => "There was no complete sync yet.".to_string(),
    };
    let stops = model.launch.keymap.key(KeyContext::Sync, Action::CancelSync);
    let stop = if model.screens.sync.is_running() { format!(" {stops} stops this one.") } else { String::new() };
    let lines = wrap(&format!("{stays}{stop}"), usize::from(area.width).saturating_sub(4)).into_iter();
    canvas.lines(area, lines.map(|line| Line::from(vec![literal("  ", style), safe(&line, style)])));
}
