//! Choosing people: every change of the selection, what is said of it, and that it is kept for the next start.

use super::search::{compile_query, find};
use crate::app::effect::Effect;
use crate::app::model::{Model, Tone};
use crate::domain::export::plan::emails;
use crate::domain::people::People;
use crate::domain::people::bits::Bits;
use crate::domain::people::employee::PersonId;
use crate::domain::picking::selection::Selection;
use crate::domain::query::{names, parse};
use crate::domain::text::words::grouped;

type Change = fn(&mut Selection, &'static str, &Bits) -> usize;

pub(super) fn select(model: &mut Model, (label, done): (&'static str, &str), change: Change) -> Vec<Effect> {
    let screen = &mut model.recipients;
    let count = change(&mut screen.selection, label, &screen.shown);
    let text =
        if count == 0 { "Nothing to change".to_string() } else { format!("{} {done}; u undoes", grouped(count)) };
    model.say(Tone::Done, text);
    remember(model)
}

/// Chooses or unchooses one person.
pub(in crate::app) fn toggle(model: &mut Model, id: PersonId) -> Vec<Effect> {
    let people = model.recipients.people.as_ref();
    if let Some(row) = people.and_then(|people| people.roster.row_of(id)) {
        model.recipients.selection.toggle(row);
    }
    remember(model)
}

pub(super) fn end_range(model: &mut Model) -> Vec<Effect> {
    let screen = &mut model.recipients;
    let (Some(start), Some(people)) = (screen.range_start.take(), &screen.people) else { return vec![] };
    let cursor = screen.view.cursor();
    let range = start.min(cursor)..=start.max(cursor);
    let rows = screen.view.rows().get(range).unwrap_or_default();
    let rows = Bits::of(people.roster.len(), rows.iter().copied());
    let count = screen.selection.add("select a range", &rows);
    model.say(Tone::Done, format!("{} more selected; u undoes", grouped(count)));
    remember(model)
}

pub(super) fn undo(model: &mut Model) -> Vec<Effect> {
    match model.recipients.selection.undo() {
        Some(label) => model.say(Tone::Done, format!("undid \"{label}\"")),
        None => model.say(Tone::Plain, "There is nothing to undo"),
    }
    moved_in_time(model)
}

pub(super) fn redo(model: &mut Model) -> Vec<Effect> {
    match model.recipients.selection.redo() {
        Some(label) => model.say(Tone::Done, format!("redid \"{label}\"")),
        None => model.say(Tone::Plain, "There is nothing to redo"),
    }
    moved_in_time(model)
}

fn moved_in_time(model: &mut Model) -> Vec<Effect> {
    let mut effects = remember(model);
    if model.recipients.only_selected {
        effects.extend(find(model));
    }
    effects
}

/// The selection changed: it is kept, and whatever is shown by it is found anew.
pub(in crate::app) fn remember(model: &mut Model) -> Vec<Effect> {
    let mut effects: Vec<Effect> = model.kept().into_iter().collect();
    let by_selection = parse(model.recipients.query.value()).is_ok_and(|node| names(&node, "selected"));
    if by_selection {
        compile_query(model);
        effects.extend(find(model));
    }
    effects
}

pub(super) fn copy_emails(model: &mut Model, people: &People) -> Vec<Effect> {
    let who = model.recipients.selection.chosen();
    let emails = emails(&people.roster, who);
    let without = who.count() - emails.len();
    if emails.is_empty() {
        model.say(Tone::Plain, "No email is selected: Space selects a person, a selects all shown");
        return vec![];
    }
    let mut text = format!("Copied {} emails", grouped(emails.len()));
    if without > 0 {
        text.push_str(&format!("; {without} of the selected have none"));
    }
    model.say(Tone::Done, text);
    vec![Effect::Copy(emails.join("\n"))]
}
