//! What a sync brought, field by field, drawn: what deserves a look, and below it what is fine.

use crate::app::keys::{Action, KeyContext};
use crate::app::layout::{FILL, columns, scrollbar_column};
use crate::app::model::Model;
use crate::app::pointer::Part;
use crate::app::screens::sync::{SyncLayout, SyncLine, detail};
use crate::domain::fields::Field;
use crate::domain::people::roster::Roster;
use crate::domain::text::safe_text::SafeText;
use crate::domain::text::words::{counted, grouped};
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, padded, right_aligned, safe};
use crate::tui::theme::Theme;
use crate::tui::widgets::bar::bar;
use crate::tui::widgets::detail::detail_line;
use crate::tui::widgets::list::{Item, list, range_text};
use crate::tui::widgets::scrollbar::scrollbar;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// The longest name is as long.
const NAME_COLUMNS: usize = 19;
/// The cursor's bar, the sign, and the blanks around it.
const BEFORE_NAME: usize = 4;
/// `100 %` with the blanks around it.
const PERCENT_COLUMNS: usize = 9;
/// Behind the last column, where a scrollbar may stand.
const BEHIND_ALL: usize = 2;
const SHORTEST_BAR: usize = 6;
const LONGEST_BAR: usize = 40;

/// The columns of the lines, the same for all of them.
#[derive(Clone, Copy)]
struct Widths {
    /// The longest number of people before a bar.
    digits: usize,
    /// That number with its words.
    words: usize,
    /// 0 where there is no room.
    bar: usize,
}

impl Widths {
    fn of(lines: &[SyncLine], roster: &Roster, columns: usize) -> Widths {
        let with_bar = || lines.iter().filter(|line| has_bar(**line));
        let digits = with_bar().map(|line| count(*line, roster).len()).max().unwrap_or(0);
        let words = with_bar().map(|line| words(*line, roster, digits).len()).max().unwrap_or(0);
        let left = columns.saturating_sub(BEFORE_NAME + NAME_COLUMNS + 2 + words + PERCENT_COLUMNS + BEHIND_ALL);
        let bar = if left < SHORTEST_BAR { 0 } else { left.min(LONGEST_BAR) };
        Widths { digits, words, bar }
    }
}

pub fn draw(canvas: &mut Canvas, layout: &SyncLayout, model: &Model) {
    let (screen, cx) = (&model.screens.sync, model.context());
    let Some(roster) = model.company.roster() else { return };
    let lines = screen.lines(&cx);
    // Of a company without people there is nothing to say.
    let Some(first) = lines.first() else { return };
    let range = range_text(&screen.viewport, lines.len(), usize::from(layout.lines.height)).unwrap_or_default();
    heading(canvas, layout.heading, !first.is_fine(), &range);
    let widths = Widths::of(&lines, roster, usize::from(layout.lines.width));
    let (count, chosen) = (lines.len(), lines.get(screen.viewport.cursor).copied());
    let press = model.launch.keymap.first_key(KeyContext::Sync, Action::Press);
    let folds = if screen.is_unfolded { "folds" } else { "unfolds" };
    let fold = press.map(|press| format!("   {} {folds}", canvas.theme.key(press))).unwrap_or_default();
    let room = usize::from(layout.lines.width).saturating_sub(BEHIND_ALL);
    list(canvas, layout.lines, &screen.viewport, lines, |item| line(item, roster, widths, &fold, room));
    if let Some(chosen) = chosen.filter(|_| !layout.detail.is_empty()) {
        canvas.divider(layout.divider);
        canvas.joint(layout.divider, layout.rule);
        let (lines, theme) = (detail::lines(chosen, screen, layout, &cx), canvas.theme);
        canvas.lines(layout.detail, lines.iter().map(|line| detail_line(line, theme)));
    }
    scrollbar(canvas, scrollbar_column(layout.lines, layout.divider), Part::Main, &screen.viewport, count);
}

fn heading(canvas: &mut Canvas, row: Rect, deserves_look: bool, range: &str) {
    let theme = canvas.theme;
    let text = if deserves_look { "  Look at these" } else { "  Nothing deserves a look" };
    canvas.line(row, literal(text, theme.strong()));
    let width = u16::try_from(range.chars().count()).unwrap_or(0);
    let [_, range_area, _] = columns(row, [FILL, width, 1]);
    canvas.line(range_area, safe(range, theme.dim()));
}

fn line(item: Item<SyncLine>, roster: &Roster, widths: Widths, fold: &str, room: usize) -> Line<'static> {
    let (line, theme) = (item.value, item.theme);
    let words = words(line, roster, widths.digits);
    let (sign, style) = match line {
        _ if line.is_warning(roster) => ("!", theme.warning()),
        SyncLine::Complete(_) => (theme.tick(), theme.good()),
        _ => (" ", theme.plain()),
    };
    let mut spans: Vec<Span> =
        vec![item.bar(), literal(" ", theme.plain()), literal(sign, style), literal(" ", theme.plain())];
    let Some(field) = line.field() else {
        spans.push(safe(&words, theme.plain()));
        let used: usize = spans.iter().map(Span::width).sum();
        // The hint bar has it, too.
        spans.extend((used + SafeText::of(fold).width() <= room).then(|| safe(fold, theme.dim())));
        return Line::from(spans);
    };
    spans.extend([padded(field.name(), NAME_COLUMNS, theme.plain()), literal("  ", theme.plain())]);
    if has_bar(line) {
        spans.push(padded(&words, widths.words, style));
        spans.extend(filled(field, roster, widths.bar, theme));
    } else {
        spans.push(safe(&words, style));
    }
    Line::from(spans)
}

fn has_bar(line: SyncLine) -> bool {
    matches!(line, SyncLine::Without(_) | SyncLine::Rare(_))
}

/// The part of the people who have a value, as a number and as a bar.
fn filled(field: Field, roster: &Roster, bar_columns: usize, theme: Theme) -> Vec<Span<'static>> {
    if bar_columns == 0 {
        return vec![];
    }
    let (have, all) = (roster.filled(field), roster.len().max(1));
    let percent = match have * 100 / all {
        // One of many is not nobody, and all but one are not all.
        0 if have > 0 => 1,
        percent => percent,
    };
    let number = right_aligned(&format!("{percent} %"), PERCENT_COLUMNS - 2, theme.plain());
    let mut spans = vec![number, literal("  ", theme.plain())];
    spans.extend(bar(have * bar_columns / all, bar_columns, theme));
    spans
}

/// The number of people before a bar, if it is one.
fn count(line: SyncLine, roster: &Roster) -> String {
    match line {
        SyncLine::Without(field) if roster.filled(field) > 0 => grouped(roster.len() - roster.filled(field)),
        SyncLine::Rare(field) => grouped(roster.filled(field)),
        _ => String::new(),
    }
}

/// `digits` are the columns of the numbers before bars, which stand below each other.
fn words(line: SyncLine, roster: &Roster, digits: usize) -> String {
    let count = count(line, roster);
    match line {
        SyncLine::Lost { filled, people, .. } => {
            format!("{} of {} had a value, none has now", grouped(filled), grouped(people))
        }
        SyncLine::Odd(field) => odd_words(field, roster.odd_count(field)),
        SyncLine::Unread(_) => "not read: not ticked in Personio".to_string(),
        SyncLine::Without(field) if roster.filled(field) == 0 => "nobody has one".to_string(),
        SyncLine::Without(_) => format!("{count:>digits$} without"),
        SyncLine::Fold { complete: 0, rare } => {
            format!("{} only some people have", counted(rare, "field that", "fields that"))
        }
        SyncLine::Fold { complete, rare } => {
            let complete = counted(complete, "field is complete", "fields are complete");
            if rare > 0 { format!("{complete}, {rare} only some people have") } else { complete }
        }
        SyncLine::Complete(_) => "everybody has one".to_string(),
        SyncLine::Rare(field) if roster.filled(field) == 1 => format!("{count:>digits$} has one"),
        SyncLine::Rare(_) => format!("{count:>digits$} have one"),
    }
}

fn odd_words(field: Field, count: usize) -> String {
    match field {
        Field::Email | Field::PersonalEmail => counted(count, "value is no address", "values are no addresses"),
        Field::Supervisor => counted(count, "is not in the company", "are not in the company"),
        _ => counted(count, "value is not understood", "values are not understood"),
    }
}
