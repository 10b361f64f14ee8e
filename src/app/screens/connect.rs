//! Screen 1: the client ID and secret, where to keep them, and whether Personio accepts them.

use crate::app::action::{Action, Screen};
use crate::app::effect::{Effect, RequestId};
use crate::app::key::Key;
use crate::app::model::{Model, NOBODY_IS_ASKED, Tone};
use crate::app::screens::fields::FieldsScreen;
use crate::app::screens::recipients::{self, RecipientsScreen};
use crate::app::text_input::{SecretInput, edit};
use crate::app::update::{PASTE_ECHO, entered, go_to};
use crate::domain::checklist::advice;
use crate::domain::credentials::{Credentials, Kept, Secret, SecretSource, shape_warning, trimmed_paste, wipe};
use crate::domain::picking::session::Session;
use crate::domain::problem::Problem;
use crate::domain::sync::Waiting;
use crate::domain::text::words::counted;
use jiff::civil::Time;
use std::time::{Duration, Instant};
use tui_input::Input;

/// What has the focus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    #[default]
    ClientId,
    Secret,
    Keep,
    Test,
    CopyList,
    GoOn,
}

impl Focus {
    const ORDER: [Focus; 6] = [Focus::ClientId, Focus::Secret, Focus::Keep, Focus::Test, Focus::CopyList, Focus::GoOn];
}

/// How the last test went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Test {
    /// There was none with these credentials.
    #[default]
    None,
    /// Personio is being asked.
    Running {
        /// What it waits for, and since when.
        waiting: Option<(Waiting, Instant)>,
    },
    /// Personio accepted them.
    Accepted {
        /// How long it took.
        took: Duration,
        /// When.
        at: Time,
    },
    /// It did not work.
    Failed(Problem),
}

/// The state of the screen.
#[derive(Clone, Debug, Default)]
pub struct ConnectScreen {
    /// What has the focus.
    pub focus: Focus,
    /// The client ID.
    pub client_id: Input,
    /// The client secret.
    pub secret: SecretInput,
    /// Whether to keep them in a file.
    pub keep: bool,
    /// Where they came from.
    pub source: Option<SecretSource>,
    /// How the last test went.
    pub test: Test,
    /// Whether Personio can be asked: the credentials were known at the start, or accepted since.
    pub is_usable: bool,
    in_use: Option<String>,
    pasted_at: Option<Instant>,
    request: RequestId,
}

impl ConnectScreen {
    /// The screen with the credentials that are known at the start.
    pub fn new(known: Option<(Credentials, SecretSource)>) -> ConnectScreen {
        let mut screen = ConnectScreen { keep: true, ..ConnectScreen::default() };
        if let Some((credentials, source)) = known {
            screen.in_use = Some(credentials.client_id.clone());
            screen.client_id = Input::new(credentials.client_id);
            screen.secret.replace(credentials.secret.expose());
            screen.source = Some(source);
            screen.focus = Focus::Test;
            screen.is_usable = true;
        }
        screen
    }

    /// Whether letters are text now.
    pub fn is_in_text(&self) -> bool {
        matches!(self.focus, Focus::ClientId | Focus::Secret)
    }

    /// Whether Personio accepted the credentials.
    pub fn is_accepted(&self) -> bool {
        matches!(self.test, Test::Accepted { .. })
    }

    /// What looks wrong before Personio is asked.
    pub fn warning(&self) -> Option<&'static str> {
        shape_warning(self.client_id.value(), self.secret.value())
    }

    /// Whether Personio is being asked.
    pub fn is_testing(&self) -> bool {
        matches!(self.test, Test::Running { .. })
    }

    /// Whether the question waits for something.
    pub fn is_waiting(&self) -> bool {
        matches!(self.test, Test::Running { waiting: Some(_) })
    }

    /// The credentials as they stand on screen.
    fn credentials(&self) -> Credentials {
        Credentials {
            client_id: self.client_id.value().trim().to_string(),
            secret: Secret::new(self.secret.value().to_string()),
        }
    }

    /// The credentials were edited: what Personio said of the former ones is no longer of interest.
    fn changed(&mut self) -> Vec<Effect> {
        self.source = Some(SecretSource::Typed);
        self.stop()
    }

    fn stop(&mut self) -> Vec<Effect> {
        let was_testing = self.is_testing();
        self.test = Test::None;
        self.request.next();
        if was_testing { vec![Effect::StopTesting] } else { vec![] }
    }

    fn step(&mut self, by: usize) {
        let place = Focus::ORDER.iter().position(|focus| *focus == self.focus).unwrap_or(0);
        self.focus = Focus::ORDER[(place + by) % Focus::ORDER.len()];
    }
}

/// What a key means here.
pub(in crate::app) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let screen = &mut model.connect;
    match action {
        Action::NextField => screen.step(1),
        Action::PreviousField => screen.step(Focus::ORDER.len() - 1),
        Action::Back if screen.is_testing() => return screen.stop(),
        Action::Back => screen.focus = Focus::Test,
        Action::ChooseLeft | Action::ChooseRight => match screen.focus {
            Focus::Keep => screen.keep = action == Action::ChooseLeft,
            _ => screen.step(if action == Action::ChooseRight { 1 } else { Focus::ORDER.len() - 1 }),
        },
        Action::Press => match screen.focus {
            Focus::Keep => screen.step(1),
            Focus::CopyList => return copy_list(model),
            Focus::GoOn => return go_to(model, Screen::Fields),
            Focus::Test | Focus::ClientId | Focus::Secret => return test(model),
        },
        Action::Toggle if screen.focus == Focus::Keep => screen.keep = !screen.keep,
        Action::Toggle => return act(model, Action::Press),
        Action::CopyList => return copy_list(model),
        _ => {}
    }
    vec![]
}

fn copy_list(model: &mut Model) -> Vec<Effect> {
    model.say(
        Tone::Done,
        "Copied the list of the 24 fields, for those who tick them in Personio (giftlist fields prints it)",
    );
    vec![Effect::Copy(advice::list_to_tick())]
}

/// Asks Personio whether it accepts the credentials.
pub(in crate::app) fn test(model: &mut Model) -> Vec<Effect> {
    if model.start.is_offline {
        model.say(Tone::Plain, NOBODY_IS_ASKED);
        return vec![];
    }
    let screen = &mut model.connect;
    if screen.client_id.value().trim().is_empty() || screen.secret.is_empty() {
        screen.focus = if screen.client_id.value().trim().is_empty() { Focus::ClientId } else { Focus::Secret };
        model.say(
            Tone::Plain,
            "Enter the client ID and the client secret first; giftlist --demo works without an account",
        );
        return vec![];
    }
    if screen.is_testing() {
        return vec![];
    }
    screen.test = Test::Running { waiting: None };
    vec![Effect::TestCredentials { request: screen.request.next(), credentials: screen.credentials() }]
}

/// The question waits for something, or no longer.
pub(in crate::app) fn test_waited(model: &mut Model, request: RequestId, waiting: Option<Waiting>) -> Vec<Effect> {
    if request == model.connect.request && model.connect.is_testing() {
        model.connect.test = Test::Running { waiting: waiting.map(|waiting| (waiting, model.now.instant)) };
    }
    vec![]
}

/// Takes the answer; typed credentials that were accepted are used from now on.
pub(in crate::app) fn tested(model: &mut Model, request: RequestId, result: Result<Duration, Problem>) -> Vec<Effect> {
    let screen = &mut model.connect;
    if request != screen.request || !screen.is_testing() {
        return vec![];
    }
    match result {
        Ok(took) => {
            screen.test = Test::Accepted { took, at: model.now.time };
            if screen.focus == Focus::Test {
                screen.focus = Focus::GoOn;
            }
            let is_to_leave_file = screen.source == Some(SecretSource::File) && !screen.keep;
            if screen.source == Some(SecretSource::Typed) || is_to_leave_file {
                let (credentials, keep) = (screen.credentials(), screen.keep);
                if screen.in_use.as_ref() != Some(&credentials.client_id) {
                    screen.in_use = Some(credentials.client_id.clone());
                    leave_account(model);
                }
                return vec![Effect::UseCredentials { credentials, keep }];
            }
        }
        Err(problem) => screen.test = Test::Failed(problem),
    }
    vec![]
}

/// What was read from the account before goes at once: nothing may be chosen among its people any more.
fn leave_account(model: &mut Model) {
    model.dialog = None;
    model.connect.is_usable = false;
    model.recipients = model.recipients.succeeded_by(RecipientsScreen::new(&Session::default(), &model.start.columns));
    model.fields = model.fields.succeeded_by(FieldsScreen::new(model.fields.pins.clone()));
    model.sync.forget();
}

/// The accepted credentials are in use.
pub(in crate::app) fn used(
    model: &mut Model,
    kept: Result<Kept, Problem>,
    switched: Option<Box<Session>>,
) -> Vec<Effect> {
    model.connect.is_usable = true;
    match kept {
        Ok(Kept::InFile) => model.connect.source = Some(SecretSource::File),
        Ok(Kept::Nowhere) => {}
        Ok(Kept::Removed) => {
            model.connect.source = Some(SecretSource::Typed);
            model.say(Tone::Done, "Accepted, and kept nowhere: credentials.toml is removed");
        }
        Err(problem) => model.say(Tone::Failed, format!("Accepted, but not kept for the next start: {problem}")),
    }
    let Some(session) = switched else { return vec![] };
    model.recipients = model.recipients.succeeded_by(RecipientsScreen::new(&session, &model.start.columns));
    let mut effects = recipients::load_people(model);
    effects.extend(entered(model));
    effects
}

/// The test, or taking the credentials into use, panicked.
pub(in crate::app) fn panicked(model: &mut Model) -> Vec<Effect> {
    model.connect.test = Test::None;
    vec![]
}

/// Takes a key that is text.
pub(in crate::app) fn typed(model: &mut Model, key: Key) -> Vec<Effect> {
    let now = model.now.instant;
    let screen = &mut model.connect;
    if screen.pasted_at.is_some_and(|pasted| now.duration_since(pasted) < PASTE_ECHO) {
        return vec![];
    }
    let is_changed = match screen.focus {
        Focus::Secret => screen.secret.edit(key),
        _ => {
            let before = screen.client_id.value().to_string();
            edit(&mut screen.client_id, key) && screen.client_id.value() != before
        }
    };
    if is_changed { screen.changed() } else { vec![] }
}

/// Takes a pasted text: trimmed, and never as a command to go on.
pub(in crate::app) fn pasted(model: &mut Model, text: &str) -> Vec<Effect> {
    model.connect.pasted_at = Some(model.now.instant);
    match trimmed_paste(text) {
        Ok((clean, invisible)) => {
            let screen = &mut model.connect;
            match screen.focus {
                Focus::Secret => screen.secret.replace(&clean),
                _ => screen.client_id = Input::new(clean.clone()),
            }
            wipe(clean);
            let effects = screen.changed();
            if invisible > 0 {
                let removed = counted(invisible, "invisible character", "invisible characters");
                model.say(Tone::Plain, format!("Removed {removed} from the paste"));
            }
            effects
        }
        Err(refused) => {
            model.say(Tone::Failed, refused.to_string());
            vec![]
        }
    }
}
