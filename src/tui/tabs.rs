//! The tabs: the four steps of the job, each with how far it is.

use super::canvas::Canvas;
use super::screens;
use super::text::{literal, safe};
use super::theme::Theme;
use crate::app::keys::{Action, Screen};
use crate::app::layout::right_end;
use crate::app::model::Model;
use crate::app::pointer::Target;
use crate::domain::text::safe_text::SafeText;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// What of the tabs is left out where the window is too narrow, one after the other.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    Whole,
    WithoutTheProgram,
    /// Only the open one has a name.
    WithoutNames,
}

pub fn draw(canvas: &mut Canvas, area: Rect, model: &Model) {
    let theme = canvas.theme;
    let shapes = [Shape::Whole, Shape::WithoutTheProgram].into_iter().map(|shape| tabs(model, theme, shape));
    let width = |tabs: &Tabs| tabs.iter().map(|(spans, _)| width_of(spans)).sum::<usize>();
    let tabs = shapes.into_iter().find(|tabs| width(tabs) < usize::from(area.width));
    let tabs = tabs.unwrap_or_else(|| self::tabs(model, theme, Shape::WithoutNames));
    let used = width(&tabs) as u16;
    canvas.hit_parts(area, tabs.iter().map(|(spans, target)| (width_of(spans), *target)).collect::<Vec<_>>());
    canvas.line(area, Line::from(tabs.into_iter().flat_map(|(spans, _)| spans).collect::<Vec<_>>()));
    let profile = model.launch.profile.as_deref().unwrap_or_default();
    let whose = if model.launch.demo.is_some() { "demo" } else { profile };
    let width = SafeText::of(whose).width() as u16 + 1;
    if !whose.is_empty() && used + width < area.width {
        canvas.line(right_end(area, width), safe(whose, theme.dim()));
    }
}

/// The parts of the line, with what a click on each means.
type Tabs = Vec<(Vec<Span<'static>>, Option<Target>)>;

fn tabs(model: &Model, theme: Theme, shape: Shape) -> Tabs {
    let program = if shape == Shape::Whole { " giftlist " } else { "" };
    let mut tabs = vec![(vec![literal(program, theme.strong())], None)];
    for screen in Screen::ALL {
        let is_open = screen == model.screen;
        let key = model.launch.keymap.key_to(screen).unwrap_or_default();
        let title = if shape == Shape::WithoutNames && !is_open { "" } else { screen.title() };
        let words = [key, title].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let (progress, style) = screens::progress(screen, model, theme);
        let progress = if progress.is_empty() { progress } else { format!(" {progress}") };
        let spans = if is_open {
            vec![safe(&format!(" [{words}{progress}]"), theme.accent().patch(theme.strong()))]
        } else {
            let (before, behind) = if shape == Shape::Whole { ("  ", " ") } else { (" ", "") };
            let spans = [literal(before, theme.plain()), safe(&words, theme.plain()), safe(&progress, style)];
            spans.into_iter().chain([literal(behind, theme.plain())]).collect()
        };
        tabs.push((spans, Some(Target::Action(Action::GoTo(screen)))));
    }
    tabs
}

fn width_of(spans: &[Span]) -> usize {
    spans.iter().map(Span::width).sum()
}
