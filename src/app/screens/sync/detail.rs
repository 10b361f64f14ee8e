//! What stands beside the list where there is room: what the field under the cursor is for, and who is behind its count,
//! as many as fit.

use super::{SyncLine, SyncScreen};
use crate::app::context::Context;
use crate::app::detail::{DetailLine, DetailText, Weight};
use crate::app::keys::{Action, KeyContext, Screen};
use crate::domain::fields::Field;
use crate::domain::people::bits::Bits;
use crate::domain::people::findings::why_odd;
use crate::domain::people::roster::Roster;
use crate::domain::text::fold::fold;
use crate::domain::text::words::{counted, grouped};

/// Says where a person is to be found; the first of these that has values.
const WHERE: [Field; 2] = [Field::Department, Field::Office];

/// Wrapped, at most as many as the area has rows.
pub fn lines(screen: &SyncScreen, line: SyncLine, cx: &Context) -> Vec<DetailLine> {
    let layout = screen.layout(cx);
    let mut text = DetailText::new(layout.detail_width(), true);
    let Some(roster) = cx.company.roster() else { return vec![] };
    let Some(field) = line.field() else {
        fine_fields(screen, roster, &mut text, cx);
        return text.lines;
    };
    text.purpose(field);
    text.blank();
    let room = usize::from(layout.detail.height);
    let press = cx.key(KeyContext::Sync, Action::Press);
    let mut people = |heading: &str, who: &Bits, beside: Option<Field>| {
        text.add(Weight::Strong, heading);
        name(roster, who, beside, room, press, &mut text);
    };
    match line {
        SyncLine::Odd(_) => {
            let values = counted(roster.odd_count(field), "value", "values");
            people(&format!("{values}: {}", why_odd(field)), &roster.odd_rows(field), Some(field));
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
        SyncLine::Without(_) if roster.filled(field) == 0 => {
            text.add(Weight::Strong, "Nobody in Personio has a value: fill it in there.");
        }
        SyncLine::Without(_) => {
            let without = counted(roster.len() - roster.filled(field), "person", "people");
            let beside = WHERE.into_iter().find(|&it| it != field && roster.filled(it) > 0);
            people(&format!("{without} without a value"), &roster.rows_without(field), beside);
        }
        SyncLine::Rare(_) => {
            let with = counted(roster.filled(field), "person has one", "people have one");
            people(&with, &roster.rows_without(field).inverse(), Some(field));
        }
        SyncLine::Complete(_) => text.add(Weight::Strong, "Everybody has a value."),
        SyncLine::Fold { .. } => {}
    }
    text.lines
}

fn fine_fields(screen: &SyncScreen, roster: &Roster, text: &mut DetailText, cx: &Context) {
    text.add(Weight::Strong, "Fields that need no look");
    let fine = super::lines::lines(roster, &[], true).into_iter().filter(|line| line.is_fine());
    let names: Vec<&str> = fine.filter_map(SyncLine::field).map(Field::name).collect();
    text.add(Weight::Plain, &names.join(", "));
    text.blank();
    let (press, folds) =
        (cx.key(KeyContext::Sync, Action::Press), if screen.is_unfolded { "folds" } else { "unfolds" });
    text.add(Weight::Quiet, &format!("{press} {folds} them."));
}

/// Adds the names for which the rows have room, and how many more there are.
fn name(roster: &Roster, who: &Bits, beside: Option<Field>, rows: usize, press: &str, text: &mut DetailText) {
    let (count, room) = (who.count(), rows.saturating_sub(text.lines.len()));
    let named = if count > room { room.saturating_sub(1) } else { count };
    let mut people: Vec<_> = who.rows().take(named).map(|row| (roster.display_name(row), row)).collect();
    people.sort_by_cached_key(|(name, _)| fold(name));
    for (name, row) in people {
        text.pair(&name, &beside.map(|field| roster.value(field, row)).unwrap_or_default());
    }
    if count > named {
        text.add(Weight::Quiet, &format!("… and {} more: {press} shows them", grouped(count - named)));
    }
}
