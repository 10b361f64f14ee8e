//! The tabs: the four steps of the job, each with how far it is.

use super::canvas::Canvas;
use super::screens;
use super::text::{literal, safe};
use crate::app::keys::{Action, Screen};
use crate::app::layout::right_end;
use crate::app::model::Model;
use crate::app::pointer::Target;
use crate::domain::text::safe_text::SafeText;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Narrower than this, tabs have no names.
const NARROW: u16 = 76;

pub fn draw(canvas: &mut Canvas, area: Rect, model: &Model) {
    let theme = canvas.theme;
    let is_narrow = area.width < NARROW;
    let mut spans = vec![literal(if is_narrow { "" } else { " giftlist " }, theme.strong())];
    let width_of = |spans: &[Span]| spans.iter().map(Span::width).sum();
    let mut parts = vec![(width_of(&spans), None)];
    for screen in Screen::ALL {
        let before_it = spans.len();
        let is_open = screen == model.screen;
        let key = model.launch.keymap.key_to(screen).unwrap_or_default();
        let title = if is_narrow && !is_open { "" } else { screen.title() };
        let words = [key, title].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let (progress, style) = screens::progress(screen, model, theme);
        let progress = if progress.is_empty() { progress } else { format!(" {progress}") };
        if is_open {
            spans.push(safe(&format!(" [{words}{progress}]"), theme.accent().patch(theme.strong())));
        } else {
            let (before, behind) = if is_narrow { (" ", "") } else { ("  ", " ") };
            spans.extend([literal(before, theme.plain()), safe(&words, theme.plain()), safe(&progress, style)]);
            spans.push(literal(behind, theme.plain()));
        }
        parts.push((width_of(&spans[before_it..]), Some(Target::Action(Action::GoTo(screen)))));
    }
    let tabs = Line::from(spans);
    let used = tabs.width() as u16;
    canvas.line(area, tabs);
    canvas.hit_parts(area, parts);
    let profile = model.launch.profile.as_deref().unwrap_or_default();
    let whose = if model.launch.demo.is_some() { "demo" } else { profile };
    let width = SafeText::of(whose).width() as u16 + 1;
    if !whose.is_empty() && used + width < area.width {
        canvas.line(right_end(area, width), safe(whose, theme.dim()));
    }
}
