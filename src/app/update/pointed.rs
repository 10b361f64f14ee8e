//! What the mouse does: what keys do, through the same actions.

use super::steps::carry_out;
use super::{act, pressed};
use crate::app::effect::Effect;
use crate::app::keys::{Action, BINDINGS, KeyContext};
use crate::app::layout::is_too_small;
use crate::app::model::{Model, Parts};
use crate::app::pointer::{Gesture, Part, Target};
use crate::app::step::Step;
use crate::app::viewport::Move;

/// Rows that a turn of the wheel moves.
const ROWS_OF_A_TURN: usize = 3;

pub fn pointed(model: &mut Model, target: Target, gesture: Gesture) -> Vec<Effect> {
    if is_too_small(model.size) {
        return vec![];
    }
    match gesture {
        Gesture::Click => clicked(model, target),
        Gesture::WheelUp => turned(model, target.part(), Move::Up),
        Gesture::WheelDown => turned(model, target.part(), Move::Down),
    }
}

fn turned(model: &mut Model, part: Option<Part>, movement: Move) -> Vec<Effect> {
    let Some(part) = part else { return vec![] };
    let keys = model.key_context();
    if is_early(model) {
        return vec![];
    }
    if !BINDINGS.iter().any(|binding| binding.context == keys && matches!(binding.action, Action::Go(_))) {
        return vec![];
    }
    model.notice = None;
    (0..ROWS_OF_A_TURN).flat_map(|_| act(model, part.go(movement))).collect()
}

fn clicked(model: &mut Model, target: Target) -> Vec<Effect> {
    let keys = model.key_context();
    let is_of_people =
        matches!(target, Target::Row { .. } | Target::Sign(_) | Target::Header(_) | Target::Scrollbar(..));
    match target {
        Target::Key(key) => return pressed(model, key),
        _ if is_of_people && is_early(model) => return vec![],
        Target::Pane(_) => return vec![],
        _ => model.notice = None,
    }
    match target {
        Target::Row { place, has_cursor } => {
            let enter = keys.enter().filter(|_| has_cursor).map(|enter| enter.action);
            go_to_row(model, place, enter)
        }
        Target::Sign(place) => go_to_row(model, place, Some(Action::Toggle)),
        Target::Scrollbar(part, place) => act(model, part.go(Move::To(place))),
        Target::Field(place) => field_clicked(model, place),
        Target::Action(action) => act(model, action),
        Target::Header(column) => {
            let sorts = model.screens.recipients.sorts.by(column);
            carry_out(model, vec![Step::Sort(sorts)])
        }
        Target::Pane(_) | Target::Key(_) | Target::Notice => vec![],
    }
}

/// Whether people are looked for. A click among them would act on those who are about to be replaced, and before keys that
/// wait for the others.
fn is_early(model: &mut Model) -> bool {
    let shows_people = matches!(model.key_context(), KeyContext::Recipients | KeyContext::QueryBar);
    let Parts { screens, cx, .. } = model.parts();
    shows_people && screens.recipients.awaits_rows(&cx)
}

fn go_to_row(model: &mut Model, place: usize, and_then: Option<Action>) -> Vec<Effect> {
    let mut effects = act(model, Action::Go(Move::To(place)));
    effects.extend(and_then.into_iter().flat_map(|action| act(model, action)));
    effects
}

fn field_clicked(model: &mut Model, place: usize) -> Vec<Effect> {
    let Parts { screens, dialog, cx, .. } = model.parts();
    let steps = match dialog {
        Some(dialog) => dialog.clicked(place, &cx),
        None => screens.clicked(place, &cx),
    };
    carry_out(model, steps)
}
