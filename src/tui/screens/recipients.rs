//! Screen 4, drawn: the query bar, the visible rows of the table, and the counts.

mod table;

use crate::app::model::Model;
use crate::app::screens::recipients::{PROMPT, RecipientsLayout, RecipientsScreen};
use crate::domain::text::words::{counted, grouped};
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, padded, safe, wrap};
use crate::tui::widgets::text_field::text_field;
use ratatui::layout::Rect;
use ratatui::text::Line;

pub fn draw(canvas: &mut Canvas, model: &Model) {
    let layout = RecipientsScreen::layout(&model.context());
    query_bar(canvas, &layout, model);
    canvas.rule(layout.query_rule);
    match &model.company.people {
        Some(people) => {
            table::draw(canvas, &layout, model, &people.roster);
            counts(canvas, layout.counts, model);
        }
        None => nobody(canvas, layout.rows, model),
    }
    canvas.rule(layout.counts_rule);
}

/// How many people are selected.
pub fn progress(model: &Model) -> String {
    match model.company.selection.count() {
        0 => String::new(),
        count => format!(" {count}"),
    }
}

fn query_bar(canvas: &mut Canvas, layout: &RecipientsLayout, model: &Model) {
    let (screen, theme) = (&model.screens.recipients, canvas.theme);
    let query = screen.query.value();
    let is_wrong = screen.error.as_ref().is_some_and(|error| !error.is_at_end(query) || !screen.is_editing);
    let gift_date = RecipientsScreen::gift_date(&model.context());
    let [prompt_area, query_area, date_area] = layout.inside_bar(&gift_date);
    canvas.line(prompt_area, literal(PROMPT, theme.accent()));
    if query.is_empty() && !screen.is_editing {
        canvas.line(query_area, padded("everybody", usize::from(query_area.width), theme.dim()));
    } else {
        let style = if is_wrong { theme.bad() } else { theme.plain() };
        let has_keys = screen.is_editing && model.dialog.is_none() && model.help.is_none();
        text_field(canvas, query_area, &screen.query, style, has_keys);
    }
    canvas.line(date_area, safe(&gift_date, theme.dim()));
}

fn nobody(canvas: &mut Canvas, area: Rect, model: &Model) {
    let screen = &model.screens.recipients;
    let text = match &screen.problem {
        _ if screen.is_loading => "Reading the people of the last sync …".to_string(),
        Some(problem) => problem.to_string(),
        None => match model.context().why_not_asked() {
            None => "Nobody is here yet. r reads everybody from Personio.".to_string(),
            Some(reason) => format!("Nobody is here yet. {reason}"),
        },
    };
    let style = canvas.theme.plain();
    let lines = wrap(&text, usize::from(area.width).saturating_sub(4)).into_iter();
    canvas.lines(area, lines.map(|line| Line::from(vec![literal("  ", style), safe(&line, style)])));
}

fn counts(canvas: &mut Canvas, area: Rect, model: &Model) {
    let (screen, company, theme) = (&model.screens.recipients, &model.company, canvas.theme);
    let mut parts = Vec::new();
    let selected = company.selection.count();
    if selected > 0 {
        let hidden = selected - company.selection.chosen().count_shared(&screen.shown);
        let not_shown = if hidden > 0 { format!(" ({} not shown)", grouped(hidden)) } else { String::new() };
        parts.push(format!("{} selected{not_shown}", grouped(selected)));
    }
    let all = company.roster().map_or(0, |roster| roster.len());
    parts.push(format!("{} shown of {}", grouped(screen.view.len()), grouped(all)));
    if screen.only_selected {
        parts.push("only the selected: Tab".into());
    } else if screen.shows_leavers() {
        parts.push("with leavers".into());
    } else if screen.hidden_leavers > 0 {
        parts.push(format!("hidden: {} (L)", counted(screen.hidden_leavers, "leaver", "leavers")));
    }
    let text = padded(&parts.join(theme.between()), usize::from(area.width).saturating_sub(1), theme.strong());
    canvas.line(area, vec![literal(" ", theme.plain()), text]);
}

/// The error of the query with its column, or a reminder of the syntax while a valid query is typed.
pub fn query_line(canvas: &mut Canvas, area: Rect, model: &Model) {
    let (screen, theme) = (&model.screens.recipients, canvas.theme);
    let columns = usize::from(area.width).saturating_sub(2);
    if let Some(error) = &screen.error {
        let is_typing = screen.is_editing && error.is_at_end(screen.query.value());
        let style = if is_typing { theme.dim() } else { theme.bad() };
        let text = format!("column {}: {error}", error.span.column(screen.query.value()));
        canvas.line(area, vec![literal(" ", style), padded(&text, columns, style)]);
    } else if screen.is_editing {
        let help = " words must all match   office:dublin   -status:leave   \"two words\"   a OR b";
        canvas.line(area, literal(help, theme.dim()));
    }
}
