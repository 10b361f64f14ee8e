//! The person under the cursor, beside the table.

use crate::app::keys::{Action, KeyContext};
use crate::app::model::Model;
use crate::app::person;
use crate::app::screens::recipients::RecipientsLayout;
use crate::domain::people::roster::Roster;
use crate::tui::canvas::Canvas;
use crate::tui::text::safe;
use crate::tui::widgets::person::person_line;
use ratatui::layout::{Margin, Rect};
use ratatui::text::Line;

pub fn draw(canvas: &mut Canvas, layout: &RecipientsLayout, model: &Model, roster: &Roster) {
    if layout.person.is_empty() {
        return;
    }
    canvas.divider(layout.divider);
    canvas.joint(layout.divider, layout.counts_rule);
    if model.screens.recipients.error.is_none() {
        canvas.joint(layout.divider, layout.query_rule);
    }
    let area = layout.person.inner(Margin::new(1, 0));
    let Some(row) = model.screens.recipients.beside.row else { return };
    let theme = canvas.theme;
    if model.screens.recipients.error.is_none() {
        let title = Rect { y: layout.query_rule.y, height: 1, ..layout.person };
        canvas.titled_rule(title, &roster.display_name(row), theme.strong(), "");
    }
    let mut about = person::lines(row, usize::from(area.width), &model.context());
    about.extend(person::because(&model.screens.recipients.beside.because, usize::from(area.width)));
    let mut lines: Vec<Line> = about.into_iter().map(|line| person_line(line, theme)).collect();
    if lines.len() > usize::from(area.height) {
        lines.truncate(usize::from(area.height) - 1);
        let show = model.launch.keymap.key(KeyContext::Recipients, Action::Open(KeyContext::Person));
        lines.push(Line::from(safe(&format!("{show} shows the rest"), theme.dim())));
    }
    canvas.lines(area, lines);
}
