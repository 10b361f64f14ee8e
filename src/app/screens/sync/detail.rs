//! What stands beside the list where there is room: what the field under the cursor is for, and who is behind its count,
//! as many as fit.

use super::layout::ROOMY;
use super::lines::fine;
use super::{SyncLayout, SyncLine, SyncScreen};
use crate::app::context::Context;
use crate::app::detail::{DetailLine, DetailText, Weight};
use crate::app::keys::{Action, KeyContext, Screen};
use crate::domain::fields::Field;
use crate::domain::people::bits::Bits;
use crate::domain::people::findings::why_odd;
use crate::domain::people::roster::Roster;
use crate::domain::text::words::{counted, grouped};

/// Says where a person is to be found; the first of these that has values.
const WHERE: [Field; 2] = [Field::Department, Field::Office];

/// Wrapped, at most as many as the area has rows.
pub fn lines(line: SyncLine, screen: &SyncScreen, layout: &SyncLayout, cx: &Context) -> Vec<DetailLine> {
    let Some(roster) = cx.company.roster() else { return vec![] };
    let rows = usize::from(layout.detail.height);
    let mut text = DetailText::new(layout.detail_width(), layout.detail.height >= ROOMY);
    match line.field() {
        Some(field) => {
            text.purpose(field);
            text.blank();
            about(line, field, roster, rows, &mut text, cx);
        }
        None => fine_fields(screen, roster, &mut text, cx),
    }
    text.cut_to(rows);
    text.lines
}

fn about(line: SyncLine, field: Field, roster: &Roster, rows: usize, text: &mut DetailText, cx: &Context) {
    let press = cx.key(KeyContext::Sync, Action::Press);
    let mut people = |heading: &str, count: usize, who: &Bits, beside: Option<Field>| {
        text.add(Weight::Strong, heading);
        let room = rows.saturating_sub(text.lines.len());
        let named = if count > room { room.saturating_sub(1) } else { count };
        for row in who.rows().take(named) {
            text.pair(&roster.display_name(row), &beside.map(|field| roster.value(field, row)).unwrap_or_default());
        }
        match named {
            0 => text.add(Weight::Quiet, &format!("{press} shows them")),
            _ if named == count => {}
            _ => text.add(Weight::Quiet, &format!("… and {} more: {press} shows them", grouped(count - named))),
        }
    };
    let (filled, odd) = (roster.filled(field), roster.odd_count(field));
    match line {
        SyncLine::Odd(_) => {
            let values = counted(odd, "value", "values");
            people(&format!("{values}: {}", why_odd(field)), odd, &roster.odd_rows(field), Some(field));
        }
        SyncLine::Unread(_) => {
            let (fields, sync) = (cx.tab(Screen::Fields), cx.key(KeyContext::Sync, Action::StartSync));
            let what = format!("It is not ticked in Personio: {fields} says how; then {sync} reads it.");
            text.add(Weight::Strong, &what);
        }
        SyncLine::Lost { .. } => {
            let what = "In the sync before there were values, now nobody has one: was it renamed in Personio?";
            text.add(Weight::Strong, what);
        }
        SyncLine::Without(_) if filled == 0 => {
            text.add(Weight::Strong, "Nobody in Personio has a value: fill it in there.");
        }
        SyncLine::Without(_) => {
            let count = roster.len() - filled;
            let heading = format!("{} without a value", counted(count, "person", "people"));
            let beside = WHERE.into_iter().find(|&it| it != field && roster.filled(it) > 0);
            people(&heading, count, &roster.rows_without(field), beside);
        }
        SyncLine::Rare(_) => {
            let heading = counted(filled, "person has one", "people have one");
            people(&heading, filled, &roster.rows_without(field).inverse(), Some(field));
        }
        SyncLine::Complete(_) => text.add(Weight::Strong, "Everybody has a value."),
        SyncLine::Fold { .. } => {}
    }
}

fn fine_fields(screen: &SyncScreen, roster: &Roster, text: &mut DetailText, cx: &Context) {
    text.add(Weight::Strong, "Fields that need no look");
    let (complete, rare) = fine(roster);
    let names: Vec<&str> = complete.into_iter().chain(rare).map(Field::name).collect();
    text.add(Weight::Plain, &names.join(", "));
    text.blank();
    let press = cx.key(KeyContext::Sync, Action::Press);
    let folds = if screen.is_unfolded { "folds" } else { "unfolds" };
    text.add(Weight::Quiet, &format!("{press} {folds} them."));
}
