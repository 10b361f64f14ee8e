//! Screen 4, drawn: the query bar, the visible rows of the table, and the counts.

mod facets;
mod found;
mod person;
mod table;

use crate::app::keys::{Action, KeyContext, Screen};
use crate::app::layout::right_end;
use crate::app::model::Model;
use crate::app::pointer::Target;
use crate::app::screens::recipients::{PROMPT, RecipientsLayout, RecipientsScreen};
use crate::domain::query::{Begun, Typed};
use crate::domain::text::safe_text::SafeText;
use crate::domain::text::words::{counted, grouped};
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, padded, safe, wrap};
use crate::tui::theme::Theme;
use crate::tui::widgets::spinner::wait_line;
use crate::tui::widgets::text_field::{column_of, text_field};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Clear;

/// A count that would have fewer columns is not begun.
const MIN_CUT: usize = 8;
/// From this width on the place of an error is marked, also where its words need lines of their own.
const ROOM_FOR_MARK: u16 = 60;
/// Under the place of an error.
const MARK: &str = "^";

pub fn draw(canvas: &mut Canvas, model: &Model) {
    let layout = model.screens.recipients.layout(&model.context());
    query_bar(canvas, &layout, model);
    if model.screens.recipients.error.is_none() {
        let words = table::where_in_it(model, &layout, canvas.theme);
        canvas.rule(layout.query_rule);
        canvas.rule_with(Rect { x: layout.rows.x, width: layout.table_width(), ..layout.query_rule }, &words);
    }
    canvas.rule(layout.counts_rule);
    match &model.company.people {
        Some(people) => {
            // The scrollbar of the table is on the line between the two.
            person::draw(canvas, &layout, model, &people.roster);
            table::draw(canvas, &layout, model, &people.roster);
            if model.screens.recipients.is_without_word {
                canvas.restyle(layout.rows, canvas.theme.dim());
            }
            facets::draw(canvas, &layout, model);
            counts(canvas, layout.counts, model);
        }
        None => nobody(canvas, layout.rows, model),
    }
    query_error(canvas, &layout, model);
}

/// How many people are selected.
pub fn progress(model: &Model, theme: Theme) -> (String, Style) {
    match model.company.selection.count() {
        0 => (String::new(), theme.plain()),
        count => (count.to_string(), theme.accent()),
    }
}

fn query_bar(canvas: &mut Canvas, layout: &RecipientsLayout, model: &Model) {
    let (screen, theme) = (&model.screens.recipients, canvas.theme);
    let query = screen.query.value();
    let gift_date = RecipientsScreen::gift_date(&model.context());
    let [prompt_area, query_area, date_area] = layout.inside_bar(&gift_date);
    canvas.line(prompt_area, literal(PROMPT, theme.accent()));
    if query.is_empty() && !screen.is_editing {
        canvas.line(query_area, padded("everybody", usize::from(query_area.width), theme.dim()));
    } else if !screen.is_editing && SafeText::of(query).width() > usize::from(query_area.width) {
        // What it asks for first is its beginning, not its end.
        let style = if is_wrong(screen) { theme.bad() } else { theme.plain() };
        canvas.line(query_area, padded(query, usize::from(query_area.width), style));
    } else {
        let style = if is_wrong(screen) { theme.bad() } else { theme.plain() };
        let has_keys = screen.is_editing && model.dialog.is_none() && model.help.is_none();
        text_field(canvas, query_area, &screen.query, style, has_keys);
    }
    canvas.line(date_area, safe(&gift_date, theme.dim()));
    canvas.hit(layout.query_bar, Target::Action(Action::EditQuery));
    canvas.hit(date_area, Target::Action(Action::Open(KeyContext::GiftDate)));
}

fn nobody(canvas: &mut Canvas, area: Rect, model: &Model) {
    let screen = &model.screens.recipients;
    let keymap = &model.launch.keymap;
    let to_sync = keymap.key(KeyContext::Everywhere, Action::GoTo(Screen::Sync));
    let now = model.now.instant;
    let wait = match model.screens.sync.running_for(now).filter(|_| screen.problem.is_none()) {
        _ if screen.is_loading => Some(("Reading the people of the last sync".to_string(), screen.loaded_for(now))),
        running => running.map(|spent| (format!("Everybody is being read: {to_sync} shows how far"), spent)),
    };
    if let Some((what, waited)) = wait {
        canvas.line(area, wait_line("  ", &what, waited, canvas.theme));
        return;
    }
    let text = match &screen.problem {
        Some(problem) => problem.to_string(),
        None => match model.context().why_not_asked() {
            // In the bar above the key would be a letter.
            None if screen.is_editing => "Nobody is here yet.".to_string(),
            None => {
                let sync = keymap.key(KeyContext::Recipients, Action::StartSync);
                format!("Nobody is here yet. {sync} reads everybody from Personio.")
            }
            Some(reason) => format!("Nobody is here yet. {reason}"),
        },
    };
    let style = canvas.theme.plain();
    let lines = wrap(&text, usize::from(area.width).saturating_sub(4)).into_iter();
    canvas.lines(area, lines.map(|line| Line::from(vec![literal("  ", style), safe(&line, style)])));
}

fn counts(canvas: &mut Canvas, area: Rect, model: &Model) {
    let (screen, company, theme) = (&model.screens.recipients, &model.company, canvas.theme);
    let key = |action| model.launch.keymap.key(KeyContext::Recipients, action);
    // Each in full, and as it stands where there is no room for all.
    let mut parts: Vec<(String, String, Style)> = Vec::new();
    let selected = company.selection.count();
    if selected > 0 {
        let hidden = selected - company.selection.chosen().count_shared(&screen.shown);
        let not_shown = if hidden > 0 { format!(" ({} not shown)", grouped(hidden)) } else { String::new() };
        let text = format!("{} selected{not_shown}", grouped(selected));
        parts.push((text.clone(), text, theme.strong()));
    }
    let earlier = grouped(company.count_earlier());
    if company.count_earlier() > 0 {
        let unselect = key(Action::UnselectEarlier);
        let words = |before: &str| format!("{earlier} {before} ({unselect})");
        parts.push((words("from before"), words("before"), theme.warning()));
    }
    let (shown, all) = (grouped(screen.view.len()), grouped(company.roster().map_or(0, |roster| roster.len())));
    let (by_which, by) = if is_wrong(screen) { (" by the last right query", " (query wrong)") } else { ("", "") };
    parts.push((format!("{shown} shown of {all}{by_which}"), format!("{shown} shown{by}"), theme.strong()));
    if screen.only_selected {
        let everyone = key(Action::OnlySelected);
        let text = format!("only the selected: {everyone}");
        parts.push((text, format!("selected ({everyone})"), theme.strong()));
    } else if screen.shows_leavers() {
        let how = if screen.names_leavers() { "leavers as the query says" } else { "with leavers" };
        parts.push((how.into(), "+leavers".into(), theme.strong()));
    } else if screen.hidden.leavers > 0 {
        let leavers = counted(screen.hidden.leavers, "leaver", "leavers");
        let show = key(Action::ToggleLeavers);
        let short = format!("{} hidden ({show})", grouped(screen.hidden.leavers));
        parts.push((format!("hidden: {leavers} ({show})"), short, theme.strong()));
    }
    if screen.hidden.never > 0 {
        let never = grouped(screen.hidden.never);
        parts.push((format!("{never} on the never-list (never:yes)"), format!("{never} never"), theme.strong()));
    }
    let (mut spans, mut left) = (vec![literal(" ", theme.plain())], usize::from(area.width).saturating_sub(2));
    let gap = theme.between().chars().count();
    let mut width: usize = parts.iter().map(|(text, ..)| gap + text.chars().count()).sum();
    for (text, short, _) in parts.iter_mut().rev() {
        if width > left + gap {
            width -= text.chars().count() - short.chars().count();
            std::mem::swap(text, short);
        }
    }
    for (place, (text, _, style)) in parts.iter().enumerate() {
        let between = if place == 0 { "" } else { theme.between() };
        let width = between.chars().count() + text.chars().count();
        if width > left && left < between.chars().count() + MIN_CUT {
            spans.push(literal("…", *style));
            break;
        }
        spans.push(literal(between, theme.strong()));
        if width > left {
            let room = left.saturating_sub(between.chars().count());
            spans.push(safe(&SafeText::of(text).truncate_to_width(room), *style));
            break;
        }
        left -= width;
        spans.push(safe(text, *style));
    }
    canvas.line(area, spans);
}

/// What of the query finds nobody, or a reminder of the syntax while it is typed.
pub fn query_line(canvas: &mut Canvas, area: Rect, model: &Model) {
    let (screen, theme) = (&model.screens.recipients, canvas.theme);
    if !screen.completing.offered.is_empty() {
        return completions(canvas, area, model);
    }
    if screen.is_without_word
        && let Some(Typed { word, begun, .. }) = screen.begun_word()
    {
        let text = match begun {
            Begun::Field => format!(" Nobody matches {word} yet; with a colon it may be a field, as in office:dublin"),
            Begun::Address if screen.view.is_empty() => format!(" Nobody has {word}"),
            Begun::Address => format!(" Nobody has {word} yet; these have a part of it"),
        };
        canvas.line(area, padded(&text, usize::from(area.width), theme.dim()));
    } else if let Some(told) = overlooked(screen).filter(|_| screen.error.is_none()) {
        canvas.line(area, padded(&format!(" {told}"), usize::from(area.width), theme.warning()));
    } else if screen.is_editing {
        let help = " words must all match   office:dublin   -status:leave   \"two words\"   a OR b";
        canvas.line(area, literal(help, theme.dim()));
    }
}

/// What the word at the cursor may become, the chosen one first.
fn completions(canvas: &mut Canvas, area: Rect, model: &Model) {
    let (completing, theme) = (&model.screens.recipients.completing, canvas.theme);
    let key = model.launch.keymap.key(KeyContext::QueryBar, Action::Complete);
    let mut spans = vec![literal(" ", theme.plain())];
    if let Some(typed) = model.screens.recipients.begun_word().filter(|_| model.screens.recipients.is_without_word) {
        spans.push(safe(&format!("Nobody matches {} yet. ", typed.word), theme.dim()));
    }
    spans.extend([safe(&theme.key(key), theme.strong()), literal(" ", theme.plain())]);
    for (place, completion) in completing.offered.iter().enumerate().skip(completing.chosen) {
        let is_chosen = place == completing.chosen;
        let (between, style) = if is_chosen { ("", theme.matched()) } else { (theme.between(), theme.plain()) };
        spans.extend([literal(between, theme.dim()), safe(&completion.text, style)]);
        spans.extend(completion.people.map(|people| safe(&format!(" {}", grouped(people)), theme.dim())));
    }
    let words: Vec<String> = spans.iter().map(|span| span.content.to_string()).collect();
    let text = SafeText::of(&words.concat()).width();
    canvas.line(area, spans);
    if text > usize::from(area.width) {
        canvas.line(right_end(area, 1), literal("…", theme.dim()));
    }
}

/// Which parts of the query find nobody, which words beside its addresses are not looked for, and what nobody is excluded by.
fn overlooked(screen: &RecipientsScreen) -> Option<String> {
    let mut clauses = Vec::new();
    if !screen.unmatched.is_empty() {
        clauses.push(screen.unmatched.to_string());
    }
    if !screen.left_out.is_empty() {
        clauses.push(format!("not looked for beside addresses: {}", screen.left_out));
    }
    for field in screen.unread_by_exclusions.iter() {
        clauses.push(format!("{field} was not read: nobody is excluded by it"));
    }
    (!clauses.is_empty()).then(|| clauses.join("; "))
}

/// The error of the query, with a mark under its place. Where the line is too short for both, the words count.
fn query_error(canvas: &mut Canvas, layout: &RecipientsLayout, model: &Model) {
    let (screen, theme) = (&model.screens.recipients, canvas.theme);
    let Some(error) = &screen.error else { return };
    let style = if is_wrong(screen) { theme.bad() } else { theme.dim() };
    let area = layout.query_rule;
    let [_, query_area, _] = layout.inside_bar(&RecipientsScreen::gift_date(&model.context()));
    let column = column_of(query_area, &screen.query, error.span.start);
    let column = column.map(|column| usize::from(query_area.x - area.x) + column);
    let (text, columns) = (error.to_string(), usize::from(area.width));
    let width = SafeText::of(&text).width();
    let line = match column {
        Some(column) if column + MARK.len() + 1 + width <= columns => format!("{:column$}{MARK} {text}", ""),
        Some(column) if width < column => format!("{:1$}{text} {MARK}", "", column - width - 1),
        _ => format!(" {text}"),
    };
    if SafeText::of(&line).width() <= columns {
        canvas.line(area, safe(&line, style));
    } else {
        // In a narrow terminal the advice may cover the header, and people if it must.
        let lines = wrap(&text, columns.saturating_sub(1));
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let mark = column.and_then(|column| u16::try_from(column).ok()).filter(|_| area.width >= ROOM_FOR_MARK);
        if let Some(column) = mark {
            canvas.line(Rect { x: area.x + column, width: 1, ..area }, literal(MARK, style));
        }
        let below = area.y + u16::from(mark.is_some());
        let area = Rect { y: below, height: height.min(layout.rows.bottom().saturating_sub(below)), ..area };
        // Whatever was drawn there, a cursor too, would keep its looks.
        canvas.widget(Clear, area);
        canvas.lines(area, lines.iter().map(|line| Line::from(padded(&format!(" {line}"), columns, style))));
    }
}

/// Whether the error is one, and not only a query that is not typed to its end.
fn is_wrong(screen: &RecipientsScreen) -> bool {
    screen.error.as_ref().is_some_and(|error| !screen.is_editing || !error.is_at_end(screen.query.value()))
}
