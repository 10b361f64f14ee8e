//! Screen 1, drawn.

use crate::app::model::Model;
use crate::app::screens::connect::{Focus, Test};
use crate::domain::checklist::advice::STEPS;
use crate::domain::credentials::SecretSource;
use crate::tui::text::{literal, padded, put, rule, safe, wrap};
use crate::tui::theme::Theme;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

const LABEL_COLUMNS: u16 = 17;

/// Draws the screen.
pub fn draw(frame: &mut Frame, area: Rect, model: &Model, theme: Theme) {
    let screen = &model.connect;
    rule(frame, area, 0, theme);
    let field = Rect { x: LABEL_COLUMNS, width: area.width.saturating_sub(LABEL_COLUMNS + 1), ..area };
    let label = |focus: Focus, text: &'static str| {
        let bar = if screen.focus == focus { theme.bar() } else { " " };
        vec![
            literal(bar, theme.accent()),
            literal(" ", theme.plain()),
            literal(text, focused(theme, screen.focus == focus)),
        ]
    };
    put(frame, area, 1, label(Focus::ClientId, "Client ID"));
    let columns = usize::from(field.width);
    let scroll = screen.client_id.visual_scroll(columns.saturating_sub(1));
    let id: String = screen.client_id.value().chars().skip(scroll).collect();
    put(frame, field, 1, padded(&id, columns, theme.plain()));
    put(frame, area, 2, label(Focus::Secret, "Client secret"));
    if !screen.secret.is_empty() {
        put(frame, field, 2, literal(theme.secret(), theme.plain()));
    }
    put(frame, area, 3, label(Focus::Keep, "Keep them"));
    let is_from_environment = screen.source == Some(SecretSource::Environment);
    put(
        frame,
        field,
        3,
        if is_from_environment {
            vec![literal("in the environment, by whoever set it", theme.plain())]
        } else {
            vec![
                literal(theme.choice(screen.keep), theme.plain()),
                literal(" in a file that only you can read   ", theme.plain()),
                literal(theme.choice(!screen.keep), theme.plain()),
                literal(" not at all", theme.plain()),
            ]
        },
    );
    put(
        frame,
        area,
        4,
        vec![literal("  Personio       ", theme.dim()), padded(&model.start.host, columns, theme.dim())],
    );
    cursor(frame, field, model, scroll);

    let button = |focus: Focus, text: &'static str| {
        literal(text, if screen.focus == focus { theme.cursor() } else { theme.plain() })
    };
    put(
        frame,
        area,
        6,
        vec![
            literal("  ", theme.plain()),
            button(Focus::Test, "[ Test connection ]"),
            literal("  ", theme.plain()),
            button(Focus::CopyList, "[ Copy the list of fields ]"),
            literal("  ", theme.plain()),
            button(Focus::GoOn, "[ Go on to 2 Fields ]"),
        ],
    );
    let mut next = 8;
    for line in result(model, theme, usize::from(area.width).saturating_sub(4)).into_iter().take(4) {
        put(frame, area, next, line);
        next += 1;
    }
    help(frame, Rect { y: area.y + next + 1, height: area.height.saturating_sub(next + 1), ..area }, theme);
}

fn focused(theme: Theme, is_focused: bool) -> Style {
    if is_focused { theme.strong() } else { theme.plain() }
}

fn cursor(frame: &mut Frame, field: Rect, model: &Model, scroll: usize) {
    if model.dialog.is_some() {
        return;
    }
    let (line, columns) = match model.connect.focus {
        Focus::ClientId => (1, model.connect.client_id.visual_cursor().saturating_sub(scroll)),
        Focus::Secret => (2, if model.connect.secret.is_empty() { 0 } else { 12 }),
        _ => return,
    };
    let x = field.x + (columns as u16).min(field.width.saturating_sub(1));
    frame.set_cursor_position(Position { x, y: field.y + line });
}

/// The test's result, where the secret is from, or what looks wrong.
fn result(model: &Model, theme: Theme, columns: usize) -> Vec<Line<'static>> {
    let screen = &model.connect;
    let wrapped = |sign: &'static str, text: &str, style: Style| {
        let mut lines = wrap(text, columns.saturating_sub(2)).into_iter();
        let first = lines.next().unwrap_or_default();
        let mut all = vec![Line::from(vec![
            literal("  ", style),
            literal(sign, style),
            literal(" ", style),
            safe(&first, style),
        ])];
        all.extend(lines.map(|line| Line::from(vec![literal("    ", style), safe(&line, style)])));
        all
    };
    match &screen.test {
        Test::Running { waiting: None } => wrapped(" ", "Asking Personio", theme.plain()),
        Test::Running { waiting: Some((waiting, since)) } => {
            let left = waiting.time.saturating_sub(model.now.instant.duration_since(*since)).as_secs_f64().ceil();
            wrapped("!", &format!("Waiting {left} s: {}. Esc stops asking", waiting.reason), theme.warning())
        }
        Test::Accepted { took, at } => {
            let text = format!(
                "Personio accepted the credentials ({:02}:{:02}, {} ms). Next: 2 Fields",
                at.hour(),
                at.minute(),
                took.as_millis()
            );
            wrapped(theme.tick(), &text, theme.good())
        }
        Test::Failed(problem) => {
            wrapped(theme.cross(), &format!("{}: {}", problem.what(), problem.remedy()), theme.bad())
        }
        Test::None => match (screen.warning(), screen.source) {
            (Some(warning), _) => wrapped("!", warning, theme.warning()),
            (None, Some(SecretSource::Environment)) => wrapped(
                "!",
                "The secret is from PERSONIO_CLIENT_SECRET; programs that you start inherit it",
                theme.plain(),
            ),
            (None, Some(SecretSource::File)) => wrapped(" ", "The secret is from credentials.toml", theme.plain()),
            (None, Some(SecretSource::Demo)) => wrapped(" ", "The sample company's secret", theme.plain()),
            (None, Some(SecretSource::Typed)) => {
                wrapped(" ", "Enter on [ Test connection ] asks Personio", theme.plain())
            }
            (None, None) => {
                wrapped(" ", "No account yet?  giftlist --demo  shows everything on a sample company", theme.plain())
            }
        },
    }
}

fn help(frame: &mut Frame, area: Rect, theme: Theme) {
    rule(frame, area, 0, theme);
    put(frame, area, 1, literal("  In Personio", theme.strong()));
    let columns = usize::from(area.width).saturating_sub(6);
    let mut next = 2;
    let mut paragraph = |lead: Span<'static>, text: &str, style: Style| {
        for (index, line) in wrap(text, columns).into_iter().enumerate() {
            let lead = if index == 0 { lead.clone() } else { literal("     ", style) };
            put(frame, area, next, vec![lead, safe(&line, style)]);
            next += 1;
        }
    };
    for (number, step) in STEPS.iter().enumerate() {
        paragraph(safe(&format!("  {}  ", number + 1), theme.plain()), step, theme.plain());
    }
    let kept = "giftlist keeps the 24 fields on this machine, readable by you alone, birthdays without the year. giftlist forget removes them.";
    paragraph(literal("     ", theme.dim()), kept, theme.dim());
}
