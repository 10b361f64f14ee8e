//! From a field to the people behind its count: those without a value, those with one, and those
//! whose value was not understood.

use crate::app::context::Context;
use crate::app::keys::{Action, KeyContext, Screen};
use crate::app::notice::Notice;
use crate::app::step::Step;
use crate::domain::fields::Field;

pub fn show_without(field: Field, cx: &Context) -> Vec<Step> {
    match cx.company.roster() {
        Some(roster) if roster.is_unread(field) => {
            let text = format!("{field} was not read in the last sync: tick it in Personio, then sync");
            vec![Notice::plain(text).into()]
        }
        Some(_) => vec![Step::Filter(format!("missing:{}", query_value(field)))],
        None => vec![sync_first(cx).into()],
    }
}

/// The people with a value, unless that is everybody.
pub fn show_with(field: Field, cx: &Context) -> Vec<Step> {
    match cx.company.roster() {
        Some(roster) if roster.filled(field) < roster.len() => {
            vec![Step::Filter(format!("has:{}", query_value(field)))]
        }
        Some(_) => vec![Notice::done(format!("Everybody has a value for {field}")).into()],
        None => vec![sync_first(cx).into()],
    }
}

pub fn show_odd(field: Field, cx: &Context) -> Vec<Step> {
    match cx.company.people {
        Some(_) if has_odd(field, cx) => vec![Step::Filter(format!("odd:{}", query_value(field)))],
        Some(_) => vec![Notice::done(format!("Every value of {field} was understood")).into()],
        None => vec![sync_first(cx).into()],
    }
}

pub fn has_odd(field: Field, cx: &Context) -> bool {
    cx.company.roster().is_some_and(|roster| roster.odd_count(field) > 0)
}

/// The field as written in a query.
fn query_value(field: Field) -> String {
    field.id().replace('_', "-")
}

fn sync_first(cx: &Context) -> Notice {
    let sync = cx.key(KeyContext::Sync, Action::StartSync);
    Notice::plain(format!("Sync first: {}, then {sync}", cx.tab(Screen::Sync)))
}
