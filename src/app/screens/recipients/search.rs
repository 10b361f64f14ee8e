//! Finding people: what the query, the gift date and the sort ask for, and the rows that come back.

use crate::app::action::{Action, Screen};
use crate::app::effect::{Effect, RequestId};
use crate::app::key::Key;
use crate::app::model::{Model, Tone};
use crate::app::text_input;
use crate::app::update::go_to;
use crate::domain::calendar::Day;
use crate::domain::fields::Field;
use crate::domain::people::marks::Marks;
use crate::domain::picking::search::{Found, Search, Shown, Sort};
use crate::domain::query::{Context, compile, names, parse};
use std::sync::Arc;
use tui_input::Input;

/// Keys that may wait; more come from no hand.
const MOST_WAITING_KEYS: usize = 10_000;

/// Rows were found; the keys that were waiting for them.
pub(in crate::app) fn rows_found(model: &mut Model, request: RequestId, found: Found) -> Vec<Key> {
    if request != model.recipients.request {
        return vec![];
    }
    let lines = model.size.people_lines();
    let screen = &mut model.recipients;
    screen.found = request;
    screen.hidden_leavers = found.hidden_leavers;
    screen.view.replace(found.rows, lines);
    screen.shown = found.shown;
    screen.range_start = None;
    std::mem::take(&mut screen.waiting_keys)
}

/// Keeps a key that has to wait for rows that were asked for and are not there yet: it means those, and not the ones
/// that are still shown. Whoever types ahead over a slow line selects whom they filtered. Whether it was kept.
pub(in crate::app) fn holds_back(model: &mut Model, key: Key) -> bool {
    let screen = &mut model.recipients;
    let waits = screen.people.is_some() && screen.found != screen.request;
    if waits && screen.waiting_keys.len() < MOST_WAITING_KEYS {
        screen.waiting_keys.push(key);
    }
    waits
}

/// A search panicked: its rows will not come; the keys that were waiting for them.
pub(in crate::app) fn search_panicked(model: &mut Model) -> Vec<Key> {
    model.recipients.found = model.recipients.request;
    std::mem::take(&mut model.recipients.waiting_keys)
}

/// Understands the query; on an error the last good plan stays.
pub(super) fn compile_query(model: &mut Model) {
    let screen = &mut model.recipients;
    let Some(people) = &screen.people else { return };
    let context = Context { roster: &people.roster, marks: &screen.marks, selected: screen.selection.chosen() };
    let text = screen.query.value();
    let understood = parse(text).and_then(|node| Ok((compile(&node, &context)?, names(&node, "leaver"))));
    match understood {
        Ok((plan, names_leavers)) => {
            screen.plan = Arc::new(plan);
            screen.plan_names_leavers = names_leavers;
            screen.error = None;
        }
        Err(error) => screen.error = Some(error),
    }
}

/// Asks for the rows of the query.
pub(in crate::app) fn find(model: &mut Model) -> Vec<Effect> {
    let screen = &mut model.recipients;
    let Some(people) = &screen.people else { return vec![] };
    let only = screen.only_selected.then(|| screen.selection.chosen().clone());
    let search = Search {
        roster: people.roster.clone(),
        plan: screen.plan.clone(),
        marks: screen.marks.clone(),
        today: model.now.today,
        shown: Shown { leavers: screen.shows_leavers() || screen.only_selected, only },
        sorts: if screen.sort == Sort::default() { vec![] } else { vec![screen.sort] },
    };
    vec![Effect::FindRows { request: screen.request.next(), search: Box::new(search) }]
}

pub(super) fn query_changed(model: &mut Model) -> Vec<Effect> {
    compile_query(model);
    if model.recipients.error.is_some() {
        return vec![];
    }
    find(model)
}

/// Takes a key that is text into the query bar.
pub(in crate::app) fn typed(model: &mut Model, key: Key) -> Vec<Effect> {
    let before = model.recipients.query.value().to_string();
    if !text_input::edit(&mut model.recipients.query, key) || model.recipients.query.value() == before {
        return vec![];
    }
    query_changed(model)
}

/// Takes a pasted text into the query bar.
pub(in crate::app) fn pasted(model: &mut Model, text: &str) -> Vec<Effect> {
    text_input::paste(&mut model.recipients.query, text);
    query_changed(model)
}

/// Sets the gift date, or with `None` takes today.
pub(in crate::app) fn set_gift_date(model: &mut Model, date: Option<Day>) -> Vec<Effect> {
    model.recipients.gift_date = date;
    let mut effects = marks_changed(model);
    effects.extend(model.kept());
    effects
}

/// Sets the sort.
pub(in crate::app) fn set_sort(model: &mut Model, sort: Sort) -> Vec<Effect> {
    model.recipients.sort = sort;
    let mut effects = find(model);
    effects.extend(model.kept());
    effects
}

/// The gift date or today is another day: who has left by then, and who is found.
pub(in crate::app) fn marks_changed(model: &mut Model) -> Vec<Effect> {
    let gift_date = model.gift_date();
    let Some(people) = &model.recipients.people else { return vec![] };
    model.recipients.marks = Arc::new(Marks::on(gift_date, &people.roster));
    compile_query(model);
    find(model)
}

/// Shows the people without a value for a field, or those whose value could not be understood.
pub(in crate::app) fn show_field(model: &mut Model, action: Action, field: Field) -> Vec<Effect> {
    let Some(people) = &model.recipients.people else {
        model.say(Tone::Plain, "Sync first: 3 Sync, then r");
        return vec![];
    };
    if action == Action::ShowOdd && people.roster.odd_count(field) == 0 {
        model.say(Tone::Done, format!("Every value of {field} was understood"));
        return vec![];
    }
    let name = if action == Action::ShowOdd { "odd" } else { "missing" };
    let mut effects = go_to(model, Screen::Recipients);
    model.recipients.query = Input::new(format!("{name}:{}", field.id().replace('_', "-")));
    effects.extend(query_changed(model));
    effects
}
