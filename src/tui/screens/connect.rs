//! Screen 1, drawn.

use crate::app::model::Model;
use crate::app::pointer::Target;
use crate::app::screens::connect::layout::{ConnectLayout, introduction_lines, message_lines};
use crate::app::screens::connect::{ConnectScreen, Focus, Test};
use crate::domain::checklist::advice::STEPS;
use crate::domain::checklist::matching::label_in;
use crate::domain::credentials::SecretSource;
use crate::domain::fields::{Field, Need};
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, padded, safe, wrap};
use crate::tui::theme::Theme;
use crate::tui::widgets::form::{Label, label};
use crate::tui::widgets::message::message;
use crate::tui::widgets::spinner::wait_line;
use crate::tui::widgets::text_field::text_field;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use std::time::{Duration, Instant};

/// Columns before the text of a step, and behind it.
const STEP_MARGIN: usize = 6;
/// Columns of a step's number.
const STEP_INDENT: &str = "     ";
/// The longest name of a field, and a blank column behind it.
const NAME_COLUMNS: usize = 20;

pub fn draw(canvas: &mut Canvas, model: &Model) {
    let (screen, cx, theme) = (&model.screens.connect, model.context(), canvas.theme);
    let layout = ConnectLayout::of(screen, &cx);
    let has_keys = |focus: Focus| screen.focus == focus && model.dialog.is_none() && model.help.is_none();
    canvas.rule(layout.rule);
    let introduction = introduction_lines(&cx).into_iter();
    let introduction =
        introduction.map(|line| Line::from(vec![literal("  ", theme.plain()), safe(&line, theme.plain())]));
    canvas.lines(layout.introduction, introduction);

    let labelled = |focus: Focus, text| Label { text, has_focus: screen.focus == focus, idle: theme.plain() };
    label(canvas, layout.client_id, labelled(Focus::ClientId, " Client ID"));
    let value = ConnectLayout::value(layout.client_id);
    if screen.hides_client_id() {
        hidden_field(canvas, value, theme.secret(), has_keys(Focus::ClientId));
    } else {
        text_field(canvas, value, &screen.client_id, theme.plain(), has_keys(Focus::ClientId));
        if screen.client_id.value().is_empty() {
            canvas.line(value, literal("papi-… as Personio shows it", theme.dim()));
        }
    }

    label(canvas, layout.secret, labelled(Focus::Secret, " Client secret"));
    let secret = if screen.secret.is_empty() { "" } else { theme.secret() };
    let value = ConnectLayout::value(layout.secret);
    hidden_field(canvas, value, secret, has_keys(Focus::Secret));
    if screen.secret.is_empty() {
        canvas.line(value, literal("paste it; it is never shown", theme.dim()));
    }

    label(canvas, layout.keep, labelled(Focus::Keep, " Keep them"));
    let value = ConnectLayout::value(layout.keep);
    canvas.line(value, keep(screen.source, screen.keep, usize::from(value.width), theme));

    label(canvas, layout.host, Label { text: " Personio", has_focus: false, idle: theme.dim() });
    let host = ConnectLayout::value(layout.host);
    canvas.line(host, padded(&model.launch.host, usize::from(host.width), theme.dim()));

    for &(focus, area) in &layout.buttons {
        let style = if screen.focus == focus { theme.cursor() } else { theme.plain() };
        canvas.line(area, literal(focus.label(), style));
    }
    let rows = [layout.client_id, layout.secret, layout.keep].into_iter();
    for (place, row) in rows.chain(layout.buttons.iter().map(|(_, area)| *area)).enumerate() {
        canvas.hit(row, Target::Field(place));
    }

    match first_wait(screen, model.now.instant) {
        Some(waited) => canvas.line(layout.message, wait_line("  ", "Asking Personio", waited, theme)),
        None => message(canvas, layout.message, screen.message(&cx).tone, message_lines(screen, &cx)),
    }
    canvas.divider(layout.divider);
    canvas.titled_rule(layout.steps_rule, "In Personio", theme.strong(), "");
    canvas.joint(layout.divider, layout.rule);
    steps(canvas, layout.steps, !layout.introduction.is_empty());
}

/// How long Personio has been asked, unless it imposed a wait.
fn first_wait(screen: &ConnectScreen, now: Instant) -> Option<Duration> {
    match screen.test {
        Test::Running { since, waiting: None } => Some(now.saturating_duration_since(since)),
        _ => None,
    }
}

/// A text field whose text is not shown; the same sign for any length.
fn hidden_field(canvas: &mut Canvas, area: Rect, sign: &'static str, has_keys: bool) {
    canvas.line(area, literal(sign, canvas.theme.plain()));
    if has_keys {
        canvas.cursor(area, sign.chars().count());
    }
}

/// Whether Personio accepted the credentials, now or when people were read with them.
pub fn progress(model: &Model, theme: Theme) -> (String, Style) {
    let (screen, company) = (&model.screens.connect, &model.company);
    // People of this account were read with these credentials, in this run or before.
    let was_accepted = company.has_credentials && company.checklist.is_some() || company.people.is_some();
    match &screen.test {
        Test::Running { .. } => (theme.at_work().into(), theme.accent()),
        Test::Failed(_) => (theme.cross().into(), theme.bad()),
        _ if screen.is_accepted() || was_accepted => (theme.tick().into(), theme.good()),
        _ => (String::new(), theme.plain()),
    }
}

fn keep(source: Option<SecretSource>, keep: bool, columns: usize, theme: Theme) -> Vec<Span<'static>> {
    match source {
        Some(SecretSource::Environment) => {
            return vec![literal("in the environment, by whoever set it", theme.plain())];
        }
        Some(SecretSource::Demo) => return vec![literal("not at all: the demo keeps nothing", theme.plain())],
        _ => {}
    }
    let choice = |taken, text| [literal(theme.choice(taken), theme.plain()), literal(text, theme.plain())];
    let both = choice(keep, " in a private file  ").into_iter().chain(choice(!keep, " not at all")).collect::<Vec<_>>();
    // Without room for both, the one that is taken.
    match Line::from(both.clone()).width() <= columns {
        true => both,
        false => choice(true, if keep { " in a private file" } else { " not at all" }).to_vec(),
    }
}

/// How a credential is made in Personio; unless it is said elsewhere, where the data stay; and what is to be ticked, as
/// spaciously as there is room for.
fn steps(canvas: &mut Canvas, area: Rect, is_said: bool) {
    let theme = canvas.theme;
    let columns = usize::from(area.width).saturating_sub(STEP_MARGIN);
    let mut lines = vec![];
    for (number, step) in STEPS.iter().enumerate() {
        lines.extend(paragraph(&format!("  {}  ", number + 1), step, columns, theme.plain()));
    }
    if !is_said {
        let kept = format!(
            "giftlist keeps the {} fields on this machine, readable by you alone, birthdays without the year. giftlist \
             forget removes them.",
            Field::COUNT
        );
        lines.push(Line::default());
        lines.extend(paragraph(STEP_INDENT, &kept, columns, theme.dim()));
    }
    let room = usize::from(area.height).saturating_sub(lines.len());
    let list = [one_by_one, in_a_row].into_iter().map(|list| list(columns, theme)).find(|list| list.len() <= room);
    canvas.lines(area, lines.into_iter().chain(list.unwrap_or_default()));
}

/// Each field with its label in German accounts, where that differs.
fn one_by_one(columns: usize, theme: Theme) -> Vec<Line<'static>> {
    let line = |field: Field| {
        let german = label_in(field, "de").filter(|label| *label != field.name()).unwrap_or_default();
        let german = padded(german, columns.saturating_sub(NAME_COLUMNS), theme.dim());
        Line::from(vec![literal(STEP_INDENT, theme.plain()), padded(field.name(), NAME_COLUMNS, theme.plain()), german])
    };
    let mut lines = vec![];
    for (title, need) in [("The list, and its names in German", Need::Required), ("If wanted", Need::Optional)] {
        lines.extend([
            Line::default(),
            Line::from(vec![literal(STEP_INDENT, theme.plain()), literal(title, theme.strong())]),
        ]);
        lines.extend(Field::all().filter(|field| field.need() == need).map(line));
    }
    lines
}

fn in_a_row(columns: usize, theme: Theme) -> Vec<Line<'static>> {
    let heading = vec![literal(STEP_INDENT, theme.plain()), literal("The list", theme.strong())];
    let mut lines = vec![Line::default(), Line::from(heading)];
    for (before, need) in [("", Need::Required), ("If wanted: ", Need::Optional)] {
        let names: Vec<&str> = Field::all().filter(|field| field.need() == need).map(Field::name).collect();
        lines.extend(paragraph(STEP_INDENT, &format!("{before}{}", names.join(", ")), columns, theme.plain()));
    }
    lines
}

/// Wrapped, with a number or blanks before its first line.
fn paragraph(lead: &str, text: &str, columns: usize, style: Style) -> Vec<Line<'static>> {
    let lines = wrap(text, columns).into_iter().enumerate();
    let line = |(index, line): (usize, String)| {
        let lead = if index == 0 { lead } else { STEP_INDENT };
        Line::from(vec![safe(lead, style), safe(&line, style)])
    };
    lines.map(line).collect()
}
