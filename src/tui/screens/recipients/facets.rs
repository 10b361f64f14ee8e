//! The pane that narrows down: values with their numbers, and which of them the query asks for.

use crate::app::keys::{Action, KeyContext};
use crate::app::layout::{FILL, columns};
use crate::app::model::Model;
use crate::app::pointer::{Part, Target};
use crate::app::screens::recipients::{FacetLine, RecipientsLayout};
use crate::domain::query::Asked;
use crate::domain::text::words::grouped;
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, padded, safe};
use crate::tui::theme::Theme;
use crate::tui::widgets::filter::filter_line;
use crate::tui::widgets::list::cursor_bar;
use crate::tui::widgets::scrollbar::scrollbar;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;
use ratatui::text::Line;

/// For those who have no value.
const NONE: &str = "(none)";

pub fn draw(canvas: &mut Canvas, layout: &RecipientsLayout, model: &Model) {
    if layout.facets.is_empty() {
        return;
    }
    let (screen, theme) = (&model.screens.recipients, canvas.theme);
    let pane = &screen.facets;
    let has_keys = pane.has_keys && model.dialog.is_none() && model.help.is_none();
    canvas.divider(layout.facet_divider);
    canvas.joint(layout.facet_divider, layout.counts_rule);
    if screen.error.is_none() {
        let key = theme.key(model.launch.keymap.key(KeyContext::Recipients, Action::NarrowDown)).into_owned();
        let style = if pane.has_keys { theme.accent() } else { theme.dim() };
        let title = Rect { width: layout.facets.width, ..layout.query_rule };
        canvas.titled_rule(title, &format!("{key} Narrow down"), style, "");
        canvas.joint(layout.facet_divider, layout.query_rule);
    }
    if pane.has_keys {
        filter_line(canvas, layout.facet_filter.inner(Margin::new(1, 0)), &pane.filter, (pane.left, pane.all));
        // The table waits: a click there gives it the keys again.
        canvas.hit(layout.rows, Target::Action(Action::Press));
    }
    let area = layout.facet_values;
    if pane.lines.is_empty() && !pane.filter.value().is_empty() {
        let text = |text| Line::from(literal(text, theme.plain()));
        return canvas.lines(area, [text("  Nothing matches;"), text("  Esc shows all")]);
    }
    let width = usize::from(area.width).saturating_sub(1);
    let shown = pane.lines.iter().enumerate().skip(pane.viewport.top);
    for (row, (place, facet_line)) in area.rows().zip(shown) {
        let is_current = has_keys && place == pane.viewport.cursor;
        canvas.line(row, line(facet_line, is_current, width, theme));
        match facet_line {
            _ if !pane.has_keys => canvas.hit(row, Target::Action(Action::NarrowDown)),
            FacetLine::Title(_) => {}
            _ => canvas.hit(row, Target::Sign(place)),
        }
        if is_current {
            let [_, behind_bar] = columns(row, [1, FILL]);
            canvas.mark(behind_bar);
        }
    }
    if pane.has_keys {
        // On the line between the two.
        let bar = Rect { x: layout.facet_divider.x, width: 1, ..area };
        scrollbar(canvas, bar, Part::Main, &pane.viewport, pane.lines.len());
    }
}

fn line(line: &FacetLine, is_current: bool, width: usize, theme: Theme) -> Line<'static> {
    let bar = cursor_bar(is_current, theme);
    match line {
        FacetLine::Title(facet) => Line::from(vec![bar, literal(facet.title, theme.strong())]),
        FacetLine::More(_, 0) => Line::from(vec![bar, literal("  - fewer", theme.dim())]),
        FacetLine::More(_, more) => Line::from(vec![bar, safe(&format!("  + {} more", grouped(*more)), theme.dim())]),
        FacetLine::Value { value, asked, .. } => {
            let (sign, style) = sign(*asked, theme);
            let count = grouped(value.people);
            let room = width.saturating_sub(4 + count.chars().count());
            let text = if value.text.is_empty() { NONE } else { &value.text };
            let text_style = if value.text.is_empty() { theme.dim() } else { style };
            Line::from(vec![
                bar,
                literal(sign, style),
                literal(" ", theme.plain()),
                padded(text, room, text_style),
                literal(" ", theme.plain()),
                safe(&count, theme.dim()),
            ])
        }
    }
}

fn sign(asked: Option<Asked>, theme: Theme) -> (&'static str, Style) {
    match asked {
        Some(Asked::Wanted) => (theme.dot(), theme.accent()),
        Some(Asked::Excluded) => ("-", theme.warning()),
        None => (" ", theme.plain()),
    }
}
