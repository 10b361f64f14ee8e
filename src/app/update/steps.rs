//! Carries out steps. The only place where one screen's request changes another screen or the company.

use crate::app::company::SelectionChange;
use crate::app::context::Context;
use crate::app::dialogs::Dialog;
use crate::app::dialogs::person::PersonDialog;
use crate::app::effect::Effect;
use crate::app::keys::{Action, KeyContext, Screen};
use crate::app::model::{Left, Model, Parts};
use crate::app::notice::Notice;
use crate::app::screens::Screens;
use crate::app::step::Step;
use crate::app::viewport::Move;
use crate::domain::calendar::Day;
use crate::domain::checklist::attribute::Attribute;
use crate::domain::credentials::Account;
use crate::domain::people::People;
use crate::domain::people::employee::PersonId;
use crate::domain::people::roster::Roster;
use crate::domain::picking::session::Session;
use crate::domain::problem::Problem;
use crate::domain::sync::Synced;
use crate::domain::text::words::{counted, grouped};
use std::sync::Arc;
use std::time::Instant;

/// So many of those who are gone are named.
const MAX_NAMED_GONE: usize = 5;

/// Carries out the steps depth-first: those that follow from one come before the next.
pub fn carry_out(model: &mut Model, steps: Vec<Step>) -> Vec<Effect> {
    steps.into_iter().flat_map(|step| carry_out_one(model, step)).collect()
}

/// Lets the screens answer, and carries out the steps that they return.
pub fn ask(model: &mut Model, question: impl FnOnce(&mut Screens, &Context) -> Vec<Step>) -> Vec<Effect> {
    let Parts { screens, cx, .. } = model.parts();
    let steps = question(screens, &cx);
    carry_out(model, steps)
}

fn carry_out_one(model: &mut Model, step: Step) -> Vec<Effect> {
    match step {
        Step::Do(effect) => return vec![effect],
        Step::Say(notice) => model.notice = Some(notice),
        Step::Open(keys) => return open(model, keys),
        Step::Close => model.dialog = None,
        Step::GoTo(screen) => return go_to(model, screen),
        Step::Filter(query) => {
            let mut effects = go_to(model, Screen::Recipients);
            effects.extend(ask(model, |screens, cx| screens.recipients.filter(query, cx)));
            return effects;
        }
        Step::Query(query) => return ask(model, |screens, cx| screens.recipients.replace_query(query, cx)),
        Step::GoToPerson(id) => return ask(model, |screens, cx| screens.recipients.go_to_person(id, cx)),
        Step::Sort(sorts) => return ask(model, |screens, cx| screens.recipients.set_sorts(sorts, cx)),
        Step::Columns(columns) => {
            let Parts { screens, cx, .. } = model.parts();
            screens.recipients.set_columns(columns, &cx);
            return remember(model).into_iter().collect();
        }
        Step::GiftDate(date) => return set_gift_date(model, date),
        Step::Select(change) => return select(model, &change),
        Step::Separator(separator) => model.separator = separator,
        Step::ExportFormat(name) => {
            model.export_format = Some(name);
            return remember(model).into_iter().collect();
        }
        Step::ShowNeighbour(movement) => show_neighbour(model, movement),
        Step::StartSync => return ask(model, |screens, cx| screens.sync.start(cx)),
        Step::SwitchAccount(account) => switch_account(model, account),
        Step::UseCredentials => model.company.has_credentials = true,
        Step::Restore(session) => return restore(model, &session),
        Step::TakePeople(people) => return take_loaded(model, people),
        Step::TakeSynced { synced, began } => return take_synced(model, *synced, began),
        Step::TakeAttributes(attributes) => return take_attributes(model, attributes),
        Step::SetPin { field, pin } => model.company.set_pin(field, pin),
        Step::Recorded(record) => {
            model.company.kept.record(&record);
            return marks_changed(model);
        }
        Step::Country { name, code } => return country_known(model, &name, &code),
        Step::KeepExport(choices) => model.export_choices = Some(choices),
        Step::Remember => return remember(model).into_iter().collect(),
    }
    vec![]
}

/// Opens the dialog that owns a key context, or says why it does not open.
pub fn open(model: &mut Model, keys: KeyContext) -> Vec<Effect> {
    match Dialog::open(keys, &model.opened_from(), &model.context()) {
        Some(Ok((dialog, steps))) => {
            if matches!(dialog, Dialog::Export(_)) {
                model.export_choices = None;
            }
            model.dialog = Some(dialog);
            carry_out(model, steps)
        }
        Some(Err(notice)) => {
            let mut steps = vec![notice.into()];
            // What could not be read may be mended by now.
            if keys == KeyContext::Export && model.company.kept_problem.is_some() {
                steps.push(Effect::ReadKept { account: model.company.account, change: None }.into());
            }
            carry_out(model, steps)
        }
        None => vec![],
    }
}

/// Opens a screen and closes whatever overlays it.
pub fn go_to(model: &mut Model, screen: Screen) -> Vec<Effect> {
    model.dialog = None;
    model.help = None;
    if model.screen == screen {
        return vec![];
    }
    let mut effects = ask(model, Screens::left);
    model.screen = screen;
    effects.extend(ask(model, Screens::opened));
    effects.extend(remember(model));
    effects
}

/// Saves the session. Before the people are loaded it would lose the last selection, so nothing is saved.
pub fn remember(model: &Model) -> Option<Effect> {
    let account = model.company.account.filter(|_| model.company.people.is_some())?;
    Some(Effect::Remember { account, session: model.session() })
}

/// Goes on from the session that another giftlist left: who was selected there is selected, and an undo brings back who
/// was selected here.
pub fn take_over(model: &mut Model, left: Left) -> Vec<Effect> {
    let ended = "The other giftlist has ended";
    let left = match left {
        Ok(left) => left.map(|left| left.selected.into_iter().map(PersonId).collect::<Vec<_>>()),
        Err(problem) => {
            model.notice = Some(Notice::failed(format!("{ended}: {problem}")));
            return vec![];
        }
    };
    let ours = model.company.selected_ids().len();
    let Some(change) = left.and_then(|left| model.company.take_over(left)) else {
        model.notice = Some(Notice::plain(format!("{ended}: the selection of this one is kept from now on")));
        return remember(model).into_iter().collect();
    };
    let effects = select(model, &change);
    let theirs = grouped(model.company.selection.count());
    let undo = model.launch.keymap.key(KeyContext::Recipients, Action::Undo);
    let back = if ours > 0 { format!("; {undo} brings your {} back", grouped(ours)) } else { String::new() };
    model.notice = Some(Notice::warning(format!("{ended}: its {theirs} are selected now{back}")));
    effects
}

/// Call after today or the gift date changed.
pub fn marks_changed(model: &mut Model) -> Vec<Effect> {
    model.company.update_marks(model.now);
    let mut effects = export_changed(model);
    effects.extend(ask(model, |screens, cx| screens.recipients.marks_changed(cx)));
    effects
}

/// Who is exported may be others now: somebody is on the never-list, or has left by another date.
fn export_changed(model: &mut Model) -> Vec<Effect> {
    let Parts { dialog, cx, .. } = model.parts();
    match dialog {
        Some(Dialog::Export(export)) => {
            let steps = export.people_changed(&cx);
            carry_out(model, steps)
        }
        _ => vec![],
    }
}

fn set_gift_date(model: &mut Model, date: Option<Day>) -> Vec<Effect> {
    model.company.gift_date = date;
    let mut effects = marks_changed(model);
    effects.extend(remember(model));
    effects
}

fn select(model: &mut Model, change: &SelectionChange) -> Vec<Effect> {
    let undo = model.launch.keymap.key(KeyContext::Recipients, Action::Undo);
    if let Some(notice) = model.company.select(change, undo) {
        model.notice = Some(notice);
    }
    let mut effects: Vec<Effect> = remember(model).into_iter().collect();
    effects.extend(ask(model, |screens, cx| screens.recipients.selection_changed(change, cx)));
    effects
}

fn show_neighbour(model: &mut Model, movement: Move) {
    let Parts { screens, dialog, cx, .. } = model.parts();
    screens.recipients.go(movement, &cx);
    if let Some(id) = screens.recipients.current(&cx) {
        *dialog = Some(Dialog::Person(PersonDialog::new(id)));
    }
}

/// Drops everything read from the previous account at once.
fn switch_account(model: &mut Model, account: Account) {
    model.dialog = None;
    model.help = None;
    model.export_choices = None;
    model.export_format = None;
    model.company.switch_account(account);
    let Parts { screens, cx, .. } = model.parts();
    let unknown = Session::default();
    screens.recipients.account_switched(&unknown, &cx.launch.columns);
    screens.fields.account_switched();
    screens.sync.account_switched(&unknown);
}

fn restore(model: &mut Model, session: &Session) -> Vec<Effect> {
    model.company.restore(session);
    model.export_format = session.export_format.clone();
    ask(model, |screens, cx| {
        screens.recipients.account_switched(session, &cx.launch.columns);
        screens.sync.account_switched(session);
        let mut steps = screens.recipients.load_people(cx);
        steps.extend(screens.opened(cx));
        steps
    })
}

/// Shows the people loaded from disk.
fn take_loaded(model: &mut Model, people: People) -> Vec<Effect> {
    let (gone, mut effects) = take_people(model, people);
    let gone = gone.len();
    let is_first_start_with_people = Screen::from_title(&model.launch.session.screen).is_none();
    if is_first_start_with_people && model.screen == Screen::Connect && model.screens.connect.is_untouched() {
        effects.extend(go_to(model, Screen::Recipients));
    }
    let key = |action| model.launch.keymap.key(KeyContext::Recipients, action);
    let selected = model.company.selection.count();
    let mut said = model.notice.take().into_iter().collect::<Vec<_>>();
    if gone > 0 {
        let are = if gone == 1 { "is" } else { "are" };
        said.push(Notice::plain(format!("{gone} of the selected {are} no longer in the list")));
    } else if selected > 0 {
        let (are, unselect) = (counted(selected, "recipient is", "recipients are"), key(Action::UnselectEarlier));
        said.push(Notice::warning(format!("{are} selected, as you left them; {unselect} unselects them")));
    }
    if let Some(day) = model.company.gift_date.filter(|&day| day < model.now.today) {
        let change = key(Action::Open(KeyContext::GiftDate));
        said.push(Notice::warning(format!("The gift date {day} is in the past: {change} changes it")));
    }
    model.notice = said.into_iter().reduce(Notice::and);
    effects
}

/// People of whom a part cannot be read are not shown, as if they had been read at once; the selection of the last session
/// is kept for those who come next.
pub fn people_damaged(model: &mut Model, roster: &Arc<Roster>, problem: Problem) -> Vec<Effect> {
    if !model.company.roster().is_some_and(|known| Arc::ptr_eq(known, roster)) {
        return vec![];
    }
    model.dialog = None;
    model.company.drop_people();
    ask(model, |screens, cx| screens.recipients.people_damaged(problem, cx))
}

/// Shows what a sync brought. Attributes that Fields has read meanwhile are newer than the sync's.
fn take_synced(model: &mut Model, synced: Synced, began: Option<Instant>) -> Vec<Effect> {
    if !model.screens.fields.was_read_since(began) {
        model.company.take_attributes(synced.attributes);
    }
    let count = grouped(synced.report.people);
    let (gone, mut effects) = take_people(model, synced.people);
    let notice = match (synced.unsaved, gone.len()) {
        (Some(problem), _) => {
            let count = synced.report.people;
            Some(Notice::failed(format!("{count} people are here, but not kept for the next start: {problem}")))
        }
        (None, 0) if model.screen == Screen::Sync => None,
        (None, 0) => Some(Notice::done(format!("The sync brought {count} people"))),
        (None, _) => Some(Notice::warning(unselected(&gone))),
    };
    model.notice = notice.or(model.notice.take());
    // The saved selection must not keep who is gone.
    effects.extend(remember(model));
    effects
}

/// Names those who were selected and are no longer in Personio.
fn unselected(gone: &[String]) -> String {
    let (are, were) = if gone.len() == 1 { ("is", "was") } else { ("are", "were") };
    let more = gone.len().saturating_sub(MAX_NAMED_GONE);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let named = gone[..gone.len().min(MAX_NAMED_GONE)].join(", ");
    format!("{} of the selected {are} no longer in Personio and {were} unselected: {named}{more}", gone.len())
}

/// Replaces the people; cursor and selection stay on their persons. Returns who of the selected is gone.
fn take_people(model: &mut Model, people: People) -> (Vec<String>, Vec<Effect>) {
    let current = model.screens.recipients.current(&model.context());
    let gone = model.company.take_people(people, model.now);
    let Parts { dialog, cx, .. } = model.parts();
    let steps = dialog.as_mut().map(|dialog| dialog.people_changed(&cx)).unwrap_or_default();
    let mut effects = carry_out(model, steps);
    effects.extend(ask(model, |screens, cx| screens.recipients.people_changed(current, cx)));
    (gone, effects)
}

/// Uses a code from now on, also in the export that asked for it.
fn country_known(model: &mut Model, name: &str, code: &str) -> Vec<Effect> {
    // The dialog has checked it; a name that has a code already keeps it.
    let _ = Arc::make_mut(&mut model.company.countries).add(name, code);
    export_changed(model)
}

fn take_attributes(model: &mut Model, attributes: Vec<Attribute>) -> Vec<Effect> {
    let before = model.company.checklist.clone();
    model.company.take_attributes(attributes);
    let Parts { dialog, cx, .. } = model.parts();
    let steps = dialog.as_mut().map(|dialog| dialog.attributes_changed(&cx)).unwrap_or_default();
    let mut effects = carry_out(model, steps);
    if model.screen == Screen::Fields {
        effects.extend(ask(model, |screens, cx| screens.fields.checklist_changed(before.as_ref(), cx)));
    }
    effects
}
