//! The one function that changes the state: a message goes to the screen or dialog that it concerns, and the steps that
//! come back are carried out.

mod exports;
mod kept;
mod pointed;
mod steps;

use super::clipboard::copied_through_tmux;
use super::dialogs::Dialog;
use super::dialogs::emails::EmailsDialog;
use super::dialogs::help::Help;
use super::effect::Effect;
use super::key::{Code, Key};
use super::keys::{Action, KeyContext};
use super::layout::is_too_small;
use super::model::{Model, Parts};
use super::msg::{Job, Msg};
use super::notice::Notice;
use super::now::Now;
use super::screens::sync::goes_on;
use super::text_input::{PASTE_ECHO, PASTE_GOES_ON};
use exports::Outcome;
use kept::kept_read;
use pointed::pointed;
use steps::{ask, carry_out, go_to, open, people_damaged, remember};

/// Applies a message to the model and returns the effects to run.
pub fn update(model: &mut Model, msg: Msg, now: Now) -> Vec<Effect> {
    let is_another_day = model.now.today != now.today;
    model.now = now;
    let mut effects = if is_another_day { steps::marks_changed(model) } else { Vec::new() };
    effects.extend(dispatch(model, msg));
    effects.extend(take_over(model));
    effects
}

fn dispatch(model: &mut Model, msg: Msg) -> Vec<Effect> {
    if matches!(msg, Msg::SyncEnded { .. }) && model.notice == Some(goes_on(&model.context())) {
        model.notice = None;
    }
    let Parts { screens, dialog, cx, .. } = model.parts();
    let steps = match msg {
        Msg::Started => return started(model),
        Msg::Key(key) => return pressed(model, key),
        Msg::Pointed { target, gesture } => return pointed(model, target, gesture),
        Msg::Pasted(text) => return pasted(model, &text),
        Msg::TypedAtOnce(keys) => {
            model.typed_at_once = Some((model.now.instant, keys));
            return vec![];
        }
        Msg::Resized(size) => {
            model.size = size;
            return resized(model);
        }
        Msg::BackgroundTold(background) => {
            model.background_told(background);
            return vec![];
        }
        Msg::Ticked => vec![],
        Msg::Rested => {
            screens.recipients.follow_cursor(&cx);
            vec![]
        }
        Msg::TestWaited { request, waiting } => {
            screens.connect.test_waited(request, waiting, &cx);
            vec![]
        }
        Msg::CredentialsTested { request, result } => screens.connect.tested(request, result, &cx),
        Msg::CredentialsUsed { kept, switched } => screens.connect.used(kept, switched),
        Msg::ReadingWaited { request, waiting } => {
            screens.fields.reading_waited(request, waiting, &cx);
            vec![]
        }
        Msg::AttributesRead { request, result } => screens.fields.attributes_read(request, result, &cx),
        Msg::Pinned { field, pin, result } => screens.fields.pinned(field, pin, result, &cx),
        Msg::KeptRead { account, change, result } => return kept_read(model, account, change, result),
        Msg::PeopleLoaded { request, result } => screens.recipients.people_loaded(request, result, &cx),
        Msg::PeopleDamaged { roster, problem } => return people_damaged(model, &roster, problem),
        Msg::SyncMoved { request, progress } => {
            screens.sync.moved(request, progress, &cx);
            vec![]
        }
        Msg::SyncEnded { request, result } => screens.sync.ended(request, result, &cx),
        Msg::RowsFound { request, found } => {
            let waiting = screens.recipients.rows_found(request, found, &cx);
            if let Some(Dialog::Export(export)) = dialog {
                export.shown_changed(&screens.recipients.shown);
            }
            let steps = screens.recipients.count_facets(&cx);
            let mut effects = carry_out(model, steps);
            effects.extend(press_all(model, waiting));
            return effects;
        }
        Msg::EmailsFound { source, result } => match dialog {
            Some(Dialog::Emails(emails)) => emails.found(&source, result, &cx),
            _ => vec![],
        },
        Msg::FacetsCounted { request, counts } => {
            let waiting = screens.recipients.facets_counted(request, counts, &cx);
            return press_all(model, waiting);
        }
        Msg::ExportChecked { plan, check } => match dialog {
            Some(Dialog::Export(export)) => export.checked(&plan, *check, &cx),
            _ => vec![],
        },
        Msg::Exported { plan, account, result } => {
            let outcome = Outcome::of(model.parts());
            let steps = match result {
                Ok(exported) => outcome.written(&plan, account, *exported),
                Err(refused) => outcome.refused(&plan, refused),
            };
            return carry_out(model, steps);
        }
        Msg::CountryKept(Ok(())) => vec![],
        Msg::CountryKept(Err(problem)) => {
            vec![Notice::failed(format!("The code is used, but not kept for the next start: {problem}")).into()]
        }
        Msg::NotRemembered(problem) => {
            vec![Notice::failed(format!("The selection is not kept for the next start: {problem}")).into()]
        }
        Msg::OtherEnded => {
            model.other_ended = true;
            vec![]
        }
        Msg::SessionTakenOver { account, left } => {
            model.left = Some((account, left));
            vec![]
        }
        Msg::Forgotten => vec![
            Notice::failed("giftlist forget removed what is kept: this window keeps nothing any more; start it anew")
                .into(),
        ],
        Msg::NotCopied => {
            let text = "The terminal takes nothing at the moment: nothing was copied; try again, or write a file";
            vec![Notice::failed(text).into()]
        }
        Msg::CopiedThroughTmux { copied, result } => copied_through_tmux(copied, &result),
        Msg::FieldTicked(result) => screens.fields.field_ticked(result, &cx),
        Msg::BackFromDemo(Ok(background)) => {
            model.background = background.or(model.background);
            vec![Notice::plain("Back from the demo. Only files that you exported there are left of it").into()]
        }
        Msg::BackFromDemo(Err(problem)) => vec![Notice::failed(problem.to_string()).into()],
        Msg::JobPanicked(job) => return panicked(model, job),
    };
    carry_out(model, steps)
}

/// Takes over what another giftlist left, where it can be seen and undone: who is selected does not change under a dialog,
/// nor in a sync, after which nothing can be undone.
fn take_over(model: &mut Model) -> Vec<Effect> {
    if model.key_context() != KeyContext::Recipients || model.screens.sync.is_running() {
        return vec![];
    }
    if std::mem::take(&mut model.other_ended) {
        return vec![Effect::TakeOverSession { account: model.company.account }];
    }
    match model.left.take() {
        Some((account, left)) if account == model.company.account => steps::take_over(model, left),
        _ => vec![],
    }
}

fn started(model: &mut Model) -> Vec<Effect> {
    ask(model, |screens, cx| {
        let mut steps = screens.recipients.load_people(cx);
        if cx.launch.demo.is_some() {
            steps.extend(screens.connect.test(cx));
        }
        steps.extend(screens.opened(cx));
        steps
    })
}

fn resized(model: &mut Model) -> Vec<Effect> {
    let is_drawn = !is_too_small(model.size);
    let Parts { screens, dialog, help, cx } = model.parts();
    screens.resized(&cx);
    // A window that is too small to draw them in does not move their lists.
    if is_drawn {
        dialog.iter_mut().for_each(|dialog| dialog.resized(&cx));
        help.iter_mut().for_each(|help| help.resized(&cx));
    }
    ask(model, |screens, cx| screens.recipients.count_facets(cx))
}

fn press_all(model: &mut Model, keys: Vec<Key>) -> Vec<Effect> {
    keys.into_iter().flat_map(|key| pressed(model, key)).collect()
}

fn pressed(model: &mut Model, key: Key) -> Vec<Effect> {
    if model.pasted_at.is_some_and(|pasted| model.now.instant.duration_since(pasted) < PASTE_ECHO) {
        return vec![];
    }
    let keys = model.key_context();
    if is_too_small(model.size) {
        // Nobody sees what a key does.
        let action = model
            .launch
            .keymap
            .action(keys, key)
            .filter(|it| matches!(it, Action::Quit | Action::Suspend | Action::Repaint));
        return action.map(|action| act(model, action)).unwrap_or_default();
    }
    let Parts { screens, cx, .. } = model.parts();
    if keys == KeyContext::Recipients && screens.recipients.queue_if_rows_pending(key, &cx) {
        return vec![];
    }
    if keys == KeyContext::Facets
        && let action = cx.launch.keymap.action(keys, key)
        && screens.recipients.queue_if_counts_pending(key, action, &cx)
    {
        return vec![];
    }
    let came_at_once = comes_at_once(model, key);
    match model.launch.keymap.action(keys, key) {
        Some(Action::Press) if came_at_once && what_is_kept(keys).is_some() => {
            // A name that was pasted without brackets selects everybody, opens the dialog, and ends with an Enter.
            let what = what_is_kept(keys).unwrap_or_default();
            model.notice = Some(Notice::warning(format!("Several keys came at once: press Enter again to {what}")));
            vec![]
        }
        Some(action) => {
            model.notice = None;
            act(model, action)
        }
        None if keys.is_text() => typed(model, key),
        None => vec![],
    }
}

/// What Enter does where the end of a paste must not do it.
fn what_is_kept(keys: KeyContext) -> Option<&'static str> {
    match keys {
        KeyContext::Export | KeyContext::ExportText => Some("write the file"),
        KeyContext::Never => Some("change the never-list"),
        KeyContext::EmailsFound => Some("select them"),
        _ => None,
    }
}

/// Whether a key is one of several that came at once, or an Enter right behind them. After any other key somebody is at the
/// keyboard.
fn comes_at_once(model: &mut Model, key: Key) -> bool {
    let Some((came, left)) = model.typed_at_once else { return false };
    if left > 0 {
        model.typed_at_once = Some((came, left - 1));
        return true;
    }
    if key.code != Code::Enter || model.now.instant.duration_since(came) >= PASTE_GOES_ON {
        model.typed_at_once = None;
    }
    model.typed_at_once.is_some()
}

fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let keys = model.key_context();
    let Parts { screens, dialog, help, cx } = model.parts();
    let steps = match (action, help.as_mut(), dialog.as_mut()) {
        (Action::Quit, ..) => return remember(model).into_iter().chain([Effect::Quit]).collect(),
        (Action::Suspend, ..) => return vec![Effect::Suspend],
        (Action::Repaint, ..) => return vec![Effect::Repaint],
        (Action::GoTo(screen), ..) => return go_to(model, screen),
        (_, Some(open), _) => {
            if !open.act(action, &cx) {
                *help = None;
            }
            vec![]
        }
        (Action::ShowHelp, None, _) => {
            *help = Some(Help::new(keys));
            vec![]
        }
        (_, None, Some(dialog)) => dialog.act(action, &cx),
        (Action::Open(keys), None, None) => return open(model, keys),
        (_, None, None) => screens.act(action, &cx),
    };
    carry_out(model, steps)
}

fn typed(model: &mut Model, key: Key) -> Vec<Effect> {
    model.notice = None;
    let Parts { dialog, help, cx, .. } = model.parts();
    match (help, dialog) {
        (Some(help), _) => help.typed(key, &cx),
        (None, Some(dialog)) => dialog.typed(key, &cx),
        (None, None) => return ask(model, |screens, cx| screens.typed(key, cx)),
    }
    vec![]
}

fn pasted(model: &mut Model, text: &str) -> Vec<Effect> {
    if is_too_small(model.size) {
        return vec![];
    }
    let keys = model.key_context();
    if !keys.is_text() {
        model.pasted_at = Some(model.now.instant);
    }
    if keys == KeyContext::Recipients && model.company.people.is_some() {
        // Most likely addresses, of whom to select.
        let with_leavers = model.screens.recipients.shows_leavers();
        return match EmailsDialog::with_paste(text, with_leavers, &model.context()) {
            Ok((dialog, steps)) => {
                model.dialog = Some(Dialog::Emails(dialog));
                carry_out(model, steps)
            }
            Err(refused) => {
                model.dialog = Some(Dialog::Emails(EmailsDialog::new(with_leavers)));
                model.notice = Some(refused);
                vec![]
            }
        };
    }
    if !keys.is_text() && keys != KeyContext::EmailsFound {
        let text = "Nothing takes a pasted text here: go to a text field first";
        model.notice = Some(Notice::plain(text));
        return vec![];
    }
    let Parts { dialog, help, cx, .. } = model.parts();
    let taken = match (help, dialog) {
        (Some(help), _) => help.pasted(text, &cx).map(|()| vec![]),
        (None, Some(dialog)) => dialog.pasted(text, &cx),
        (None, None) => return ask(model, |screens, cx| screens.pasted(text, cx)),
    };
    match taken {
        Ok(steps) => carry_out(model, steps),
        Err(refused) => {
            model.notice = Some(refused);
            vec![]
        }
    }
}

/// A panicked job will not answer: its owner stops waiting for it.
fn panicked(model: &mut Model, job: Job) -> Vec<Effect> {
    let Parts { screens, dialog, cx, .. } = model.parts();
    let mut waiting = vec![];
    let mut steps = vec![];
    match job {
        Job::TestCredentials => screens.connect.panicked(),
        Job::UseCredentials => {
            screens.connect.panicked();
            screens.recipients.loading_panicked();
        }
        Job::ReadAttributes => steps = screens.fields.panicked(&cx),
        Job::Sync => steps = screens.sync.panicked(&cx),
        Job::LoadPeople => screens.recipients.loading_panicked(),
        Job::FindRows => waiting = screens.recipients.search_panicked(),
        Job::CheckExport | Job::Export => {
            if let Some(Dialog::Export(export)) = dialog {
                export.panicked();
            }
        }
        Job::FindEmails => {
            if let Some(Dialog::Emails(emails)) = dialog {
                emails.panicked();
            }
        }
        Job::CountFacets => waiting = screens.recipients.counting_panicked(),
        Job::KeepCountry | Job::Pin | Job::ReadKept | Job::Copy | Job::TakeOverSession | Job::TickInDemo => {}
    }
    let mut effects = carry_out(model, steps);
    effects.extend(press_all(model, waiting));
    let what = job.label();
    let text = format!("A defect in giftlist stopped {what}: your data are as before; try again");
    model.notice = Some(Notice::failed(text));
    effects
}
