//! What is kept of the account was read, at the start or after a change.

use super::steps::{carry_out, marks_changed, remember};
use crate::app::company::SelectionChange;
use crate::app::effect::Effect;
use crate::app::keys::{Action, KeyContext};
use crate::app::model::{Model, Parts};
use crate::app::notice::Notice;
use crate::app::step::Step;
use crate::domain::credentials::Account;
use crate::domain::kept::never::NeverChange;
use crate::domain::kept::{Kept, KeptChange};
use crate::domain::people::bits::Bits;
use crate::domain::people::employee::PersonId;
use crate::domain::problem::Problem;
use crate::domain::query::quoted_value;

/// Hides those who are on the never-list. Who was put on it is unselected, too. While what is kept cannot be read nobody is exported.
pub fn kept_read(
    model: &mut Model,
    account: Option<Account>,
    change: Option<KeptChange>,
    result: Result<Kept, Problem>,
) -> Vec<Effect> {
    if account != model.company.account {
        return vec![];
    }
    let kept = match result {
        Ok(kept) => kept,
        Err(problem) => {
            model.notice = Some(Notice::failed(problem.to_string()));
            if change.is_none() {
                model.company.kept_problem = Some(problem);
            }
            return vec![];
        }
    };
    model.company.kept_problem = None;
    if change.is_none() && kept == model.company.kept {
        return vec![];
    }
    model.company.kept = kept;
    let Parts { dialog, cx, .. } = model.parts();
    dialog.iter_mut().for_each(|dialog| dialog.kept_changed(&cx));
    let mut effects = marks_changed(model);
    effects.extend(change.into_iter().flat_map(|change| changed(model, &change)).collect::<Vec<_>>());
    effects
}

fn changed(model: &mut Model, change: &KeptChange) -> Vec<Effect> {
    match change {
        KeptChange::Never(change) => never_changed(model, change),
        KeptChange::Save(list) => {
            let key = model.launch.keymap.key(KeyContext::Recipients, Action::Open(KeyContext::Lists));
            let finds = format!("list:{}", quoted_value(&list.name));
            model.notice = Some(Notice::done(format!("The list is saved; {key} opens it, {finds} finds who is in it")));
            vec![]
        }
        KeptChange::Delete(name) => {
            model.notice = Some(Notice::done(format!("The list \"{name}\" is deleted")));
            vec![]
        }
    }
}

fn never_changed(model: &mut Model, change: &NeverChange) -> Vec<Effect> {
    let key = model.launch.keymap.key(KeyContext::Recipients, Action::Open(KeyContext::Never)).to_string();
    let name = |id: PersonId| {
        let roster = model.company.roster()?;
        Some(roster.display_name(roster.row_of(id)?).into_owned())
    };
    match change {
        NeverChange::Put(never) => {
            let id = PersonId(never.id);
            let name = name(id).unwrap_or_default();
            let mut effects = vec![];
            if let Some(roster) = model.company.roster().cloned()
                && let Some(row) = roster.row_of(id)
                && model.company.selection.has(row)
            {
                let rows = Bits::of(roster.len(), [row]);
                effects = carry_out(model, vec![Step::Select(SelectionChange::Remove { label: "never-list", rows })]);
            }
            let text = format!("{name} is on the never-list; never:yes shows who is, {key} takes off");
            model.notice = Some(Notice::done(text));
            effects.extend(remember(model));
            effects
        }
        NeverChange::TakeOff(id) => {
            let name = name(*id).unwrap_or_default();
            model.notice = Some(Notice::done(format!("{name} is off the never-list")));
            vec![]
        }
    }
}
