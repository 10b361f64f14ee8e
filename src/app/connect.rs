//! Screen 1: the client ID and secret, where to keep them, and whether Personio accepts them.

use super::action::{Action, Screen};
use super::effect::Effect;
use super::key::Key;
use super::model::{Model, Tone};
use super::text_input::{SecretInput, edit};
use super::update::go_to;
use crate::domain::advice;
use crate::domain::credentials::{Credentials, Secret, SecretSource, shape_warning, trimmed_paste, wipe};
use crate::domain::problem::Problem;
use jiff::civil::Time;
use std::time::{Duration, Instant};
use tui_input::Input;

/// Keys that come this soon after a paste belong to it.
const PASTE_ECHO: Duration = Duration::from_millis(50);

/// What has the focus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)] // the names are the things' own
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
    Running,
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
    pasted_at: Option<Instant>,
}

impl ConnectScreen {
    /// The screen with the credentials that are known at the start.
    pub fn new(known: Option<(Credentials, SecretSource)>) -> ConnectScreen {
        let mut screen = ConnectScreen { keep: true, ..ConnectScreen::default() };
        if let Some((credentials, source)) = known {
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

    fn changed(&mut self) {
        self.source = Some(SecretSource::Typed);
        self.test = Test::None;
    }

    fn step(&mut self, by: usize) {
        let place = Focus::ORDER.iter().position(|focus| *focus == self.focus).unwrap_or(0);
        self.focus = Focus::ORDER[(place + by) % Focus::ORDER.len()];
    }
}

/// What a key means here.
pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let screen = &mut model.connect;
    match action {
        Action::NextField => screen.step(1),
        Action::PreviousField => screen.step(Focus::ORDER.len() - 1),
        Action::Back => screen.focus = Focus::Test,
        Action::ChooseLeft | Action::ChooseRight => match screen.focus {
            Focus::Keep => screen.keep = action == Action::ChooseLeft,
            _ => screen.step(if action == Action::ChooseRight { 1 } else { Focus::ORDER.len() - 1 }),
        },
        Action::Press => match screen.focus {
            Focus::Keep => screen.keep = !screen.keep,
            Focus::CopyList => return copy_list(model),
            Focus::GoOn => return go_to(model, Screen::Fields),
            Focus::Test | Focus::ClientId | Focus::Secret => return test(model),
        },
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
pub(super) fn test(model: &mut Model) -> Vec<Effect> {
    let screen = &mut model.connect;
    if screen.client_id.value().trim().is_empty() || screen.secret.is_empty() {
        screen.focus = if screen.client_id.value().trim().is_empty() { Focus::ClientId } else { Focus::Secret };
        model.say(
            Tone::Plain,
            "Enter the client ID and the client secret first; giftlist --demo works without an account",
        );
        return vec![];
    }
    if screen.test == Test::Running {
        return vec![];
    }
    screen.test = Test::Running;
    let credentials = Credentials {
        client_id: screen.client_id.value().trim().to_string(),
        secret: Secret::new(screen.secret.value().to_string()),
    };
    let keep = screen.keep && screen.source == Some(SecretSource::Typed);
    vec![Effect::TestCredentials { credentials, keep }]
}

/// Takes the answer to the test.
pub(super) fn tested(model: &mut Model, result: Result<(Duration, bool), Problem>) -> Vec<Effect> {
    if model.connect.test != Test::Running {
        return vec![];
    }
    match result {
        Ok((took, kept)) => {
            model.connect.test = Test::Accepted { took, at: model.now.time };
            model.connect.is_usable = true;
            if kept {
                model.connect.source = Some(SecretSource::File);
            }
            if model.connect.focus == Focus::Test {
                model.connect.focus = Focus::GoOn;
            }
        }
        Err(problem) => model.connect.test = Test::Failed(problem),
    }
    vec![]
}

/// A task panicked: it may have been the test.
pub(super) fn task_panicked(model: &mut Model) {
    if model.connect.test == Test::Running {
        model.connect.test = Test::None;
    }
}

/// Takes a key that is text.
pub(super) fn typed(model: &mut Model, key: Key) -> Vec<Effect> {
    let now = model.now.instant;
    let screen = &mut model.connect;
    if screen.pasted_at.is_some_and(|pasted| now.duration_since(pasted) < PASTE_ECHO) {
        return vec![];
    }
    let before = screen.client_id.value().len();
    let edited = match screen.focus {
        Focus::Secret => screen.secret.edit(key),
        _ => edit(&mut screen.client_id, key) && (screen.client_id.value().len() != before || key.types().is_some()),
    };
    if edited {
        screen.changed();
    }
    vec![]
}

/// Takes a pasted text: trimmed, and never as a command to go on.
pub(super) fn pasted(model: &mut Model, text: &str) -> Vec<Effect> {
    model.connect.pasted_at = Some(model.now.instant);
    match trimmed_paste(text) {
        Ok((clean, invisible)) => {
            let screen = &mut model.connect;
            match screen.focus {
                Focus::Secret => screen.secret.replace(&clean),
                _ => screen.client_id = Input::new(clean.clone()),
            }
            wipe(clean);
            screen.changed();
            if invisible > 0 {
                let plural = if invisible == 1 { "" } else { "s" };
                model.say(Tone::Plain, format!("Removed {invisible} invisible character{plural} from the paste"));
            }
        }
        Err(refused) => model.say(Tone::Failed, refused.to_string()),
    }
    vec![]
}
