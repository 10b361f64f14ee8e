//! The coming weeks or months, drawn as bars with their numbers: nothing depends on colour.

use crate::app::context::Context;
use crate::app::dialogs::occasions::{Kind, OccasionsDialog};
use crate::app::hints::enter;
use crate::app::keys::KeyContext;
use crate::domain::calendar::{Day, SHORT_NAME};
use crate::domain::picking::occasions::{Counts, Stretch};
use crate::domain::text::words::counted;
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, padded, right_aligned, safe};
use crate::tui::widgets::bar::bar;
use crate::tui::widgets::dialog::{dialog_box, scroll_in_border};
use crate::tui::widgets::list::{Item, list};
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// `29 Dec – 4 Jan`.
const DAYS_COLUMNS: usize = 15;
const COUNT_COLUMNS: usize = 5;
const LONGEST_BAR: usize = 24;
const SHORTEST_BAR: usize = 6;

pub fn draw(canvas: &mut Canvas, dialog: &OccasionsDialog, cx: &Context) {
    let (theme, layout) = (canvas.theme, dialog.layout(cx));
    let [kind, bars] = dialog.inside(layout.content);
    dialog_box(canvas, &layout, "Occasions", enter(KeyContext::Occasions));
    scroll_in_border(canvas, &layout, bars, &dialog.viewport, dialog.stretches.len());
    let stretches = if dialog.by_month { "in the coming months" } else { "in the coming weeks" };
    let words = vec![
        literal("‹ ", theme.dim()),
        literal(dialog.kind.title(), theme.strong()),
        literal(" › ", theme.dim()),
        literal(stretches, theme.plain()),
    ];
    canvas.line(kind, words);
    if let Some(unread) = dialog.unread(cx) {
        // In the blank row below.
        canvas.line(Rect { y: kind.y + 1, ..kind }, safe(&format!("! {unread}"), theme.warning()));
    }
    let most = dialog.stretches.iter().map(|it| dialog.kind.count(it.counts)).max().unwrap_or(0).max(1);
    let room = usize::from(bars.width).saturating_sub(1 + 1 + DAYS_COLUMNS + COUNT_COLUMNS + 2);
    let columns = (room / 4).clamp(SHORTEST_BAR, LONGEST_BAR);
    let row = |item: Item<&Stretch>| {
        let Stretch { start, end, counts } = *item.value;
        let (count, theme) = (dialog.kind.count(counts), item.theme);
        // Something is never drawn as nothing.
        let cells = if count == 0 { 0 } else { (count * columns / most).max(1) };
        let mut spans: Vec<Span> = vec![
            item.bar(),
            literal(" ", theme.plain()),
            padded(&days(start, end), DAYS_COLUMNS, theme.plain()),
            right_aligned(&count.to_string(), COUNT_COLUMNS, theme.strong()),
            literal("  ", theme.plain()),
        ];
        spans.extend(bar(cells, columns, theme));
        spans.extend([literal("  ", theme.plain()), safe(&details(dialog.kind, counts), theme.dim())]);
        Line::from(spans)
    };
    list(canvas, bars, &dialog.viewport, &dialog.stretches, row);
}

/// `1–7 Dec`, `29 Dec – 4 Jan`, with the year where that changes.
fn days(start: Day, end: Day) -> String {
    let month = |day: Day| &day.month_name()[..SHORT_NAME];
    let (first, last) = (start.date(), end.date());
    if (first.year(), first.month()) == (last.year(), last.month()) {
        format!("{}-{} {}", first.day(), last.day(), month(end))
    } else {
        format!("{} {} - {} {}", first.day(), month(start), last.day(), month(end))
    }
}

/// What the number is made of.
fn details(kind: Kind, counts: Counts) -> String {
    let Counts { birthdays, anniversaries, round, starts, last_days } = counts;
    let round = if round > 0 { format!("{round} round") } else { String::new() };
    match kind {
        Kind::Everything => {
            let of_them = if round.is_empty() { round } else { format!(" ({round})") };
            let part = |count: usize, one, many, more: &str| (count > 0).then(|| counted(count, one, many) + more);
            let parts = [
                part(birthdays, "birthday", "birthdays", ""),
                part(anniversaries, "anniv.", "anniv.", &of_them),
                part(starts, "start", "starts", ""),
                part(last_days, "last day", "last days", ""),
            ];
            parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
        }
        Kind::Anniversaries => round,
        Kind::Birthdays | Kind::Round | Kind::Starts | Kind::LastDays => String::new(),
    }
}
