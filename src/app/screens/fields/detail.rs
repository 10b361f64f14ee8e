//! The row under the cursor in words: what the field is for, what fails without it, and how it is ticked in Personio. The
//! lines are made here, so that scrolling and drawing agree on their number.

use super::FieldsScreen;
use super::layout::FieldsLayout;
use super::rows::FieldsRow;
use crate::app::context::Context;
use crate::app::detail::{DetailLine, DetailText, Weight};
use crate::app::keys::{Action, KeyContext};
use crate::domain::checklist::advice::{STEPS_TO_TICK, is_to_tick, label_to_tick, what_to_do};
use crate::domain::checklist::matching::{FieldState, State};
use crate::domain::checklist::standing::Standing;
use crate::domain::fields::{Field, Fields};
use crate::domain::text::words::{counted, grouped};

/// Wrapped for the layout, in which blank lines are left out where it is narrow.
pub fn lines(screen: &FieldsScreen, cx: &Context) -> Vec<DetailLine> {
    let layout = FieldsLayout::of(cx);
    let mut text = DetailText::new(layout.detail_width(), layout.is_wide);
    if let Some((problem, _)) = &screen.problem {
        text.add(Weight::Failed, problem.what());
        text.add(Weight::Strong, &format!("What to do: {}", problem.remedy()));
        text.blank();
    }
    match screen.list.current(cx) {
        Some(FieldsRow::Field(field)) => field_lines(field, &mut text, cx),
        Some(FieldsRow::Folded(fields)) => fold_lines(fields, &mut text, cx),
        Some(FieldsRow::Blank) | None => {}
    }
    text.lines
}

fn fold_lines(fields: Fields, text: &mut DetailText, cx: &Context) {
    text.add(Weight::Strong, &counted(fields.len(), "more field", "more fields"));
    let names: Vec<&str> = fields.iter().map(Field::name).collect();
    text.add(Weight::Plain, &names.join(", "));
    text.blank();
    text.add(Weight::Quiet, &format!("{} shows all of them.", cx.key(KeyContext::Fields, Action::Press)));
}

fn field_lines(field: Field, text: &mut DetailText, cx: &Context) {
    text.purpose(field);
    let Some(state) = cx.company.checklist.as_ref().and_then(|list| list.of(field)) else { return };
    text.blank();
    let key = |action| cx.key(KeyContext::Fields, action);
    match state.state {
        State::Readable | State::Pinned => readable_lines(state, text, cx),
        _ if state.pin_is_lost => text.add(Weight::Strong, &format!("{}: {}.", what_to_do(state), key(Action::Unpin))),
        State::Ambiguous => text.add(Weight::Strong, &format!("{}: {}.", what_to_do(state), key(Action::Press))),
        State::Missing | State::NotFound => to_tick_lines(state, text, cx),
    }
    if !state.candidates.is_empty() {
        if is_to_tick(state) {
            text.blank();
            text.add(Weight::Strong, &format!("Or it is one of these: {} chooses", key(Action::Press)));
        }
        for candidate in &state.candidates {
            text.item("?", &format!("\"{}\" ({})", candidate.label.trim(), candidate.key));
        }
    }
}

fn to_tick_lines(state: &FieldState, text: &mut DetailText, cx: &Context) {
    let is_own = state.state == State::NotFound && state.candidates.is_empty();
    let what = if is_own { "Tick it in Personio, or make it there" } else { "Tick it in Personio" };
    let soon = "It turns green here within 4 seconds.";
    if text.is_wide {
        text.add(Weight::Strong, what);
    } else {
        text.add(Weight::Strong, &format!("{what}. {soon}"));
    }
    let label = label_to_tick(state.field);
    for (number, step) in STEPS_TO_TICK.into_iter().chain([label.as_str()]).enumerate() {
        text.item(&format!("{} ", number + 1), step);
    }
    if cx.launch.demo.is_some() {
        text.blank();
        let tick = cx.key(KeyContext::Fields, Action::TickInDemo);
        text.add(Weight::Strong, &format!("In the demo {tick} ticks the fields for you, one at a time."));
    }
    if text.is_wide {
        text.blank();
        text.add(Weight::Quiet, soon);
    }
}

/// What it is read from, and what the last sync brought.
fn readable_lines(state: &FieldState, text: &mut DetailText, cx: &Context) {
    let field = state.field;
    let key = |action| cx.key(KeyContext::Fields, action);
    if cx.company.standing(field) == Some(Standing::Empty) {
        text.add(Weight::Strong, "It can be read, and nobody in Personio has a value: fill it in there.");
    }
    if let (Some(label), Some(attribute)) = (&state.label, &state.key) {
        let unpin = key(Action::Unpin);
        let chosen =
            if state.state == State::Pinned { format!(", chosen by you: {unpin} forgets it") } else { String::new() };
        text.add(Weight::Quiet, &format!("In Personio: \"{}\" ({attribute}){chosen}", label.trim()));
    }
    let Some(roster) = cx.company.roster() else { return };
    if !roster.readable().contains(field) {
        text.add(Weight::Quiet, "The last sync could not read it: sync again.");
        return;
    }
    let without = roster.len() - roster.filled(field);
    if without > 0 {
        let have = if without == 1 { "has" } else { "have" };
        let (who, shows) = (counted(without, "person", "people"), key(Action::ShowWithout));
        text.add(Weight::Quiet, &format!("{who} {have} no value: {shows} shows them."));
    }
    let odd = roster.odd_count(field);
    if odd > 0 {
        let shows = key(Action::ShowOdd);
        text.add(Weight::Quiet, &format!("{} cannot be used: {shows} shows whose.", grouped(odd)));
    }
}
