//! Screen 1: the client ID and secret, where to keep them, and whether Personio accepts them.

pub mod layout;

mod message;

use crate::app::clipboard::copy;
use crate::app::context::{Context, OFFLINE};
use crate::app::effect::{ClipboardText, Effect};
use crate::app::key::Key;
use crate::app::keys::{Action, KeyContext, Screen};
use crate::app::launch::Demo;
use crate::app::notice::Notice;
use crate::app::request::RequestId;
use crate::app::step::Step;
use crate::app::text_input::{SecretInput, edit};
use crate::domain::checklist::advice;
use crate::domain::credentials::{Account, Credentials, Secret, SecretSource, Stored, cleaned, look_swapped};
use crate::domain::fields::Field;
use crate::domain::picking::session::Session;
use crate::domain::problem::Problem;
use crate::domain::sync::Waiting;
use jiff::civil::Time;
use layout::{ConnectLayout, message_lines};
use std::time::{Duration, Instant};
use tui_input::Input;

/// So soon the next piece of a paste without brackets comes, also over a bad line. Nobody types and pastes as fast.
const PIECES: Duration = Duration::from_millis(500);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    #[default]
    ClientId,
    Secret,
    Keep,
    Test,
    CopyList,
    GoOn,
    TryDemo,
    LeaveDemo,
}

impl Focus {
    /// What stands on a button; `""` for a field.
    pub fn label(self) -> &'static str {
        match self {
            Focus::ClientId | Focus::Secret | Focus::Keep => "",
            Focus::Test => "[ Test connection ]",
            Focus::CopyList => "[ Copy the list ]",
            Focus::GoOn => "[ Go on to 2 Fields ]",
            Focus::TryDemo => "[ Try the demo ]",
            Focus::LeaveDemo => "[ Leave the demo ]",
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Test {
    /// These credentials were not tested yet.
    #[default]
    None,
    Running {
        since: Instant,
        /// A wait that Personio imposed, and when it began.
        waiting: Option<(Waiting, Instant)>,
    },
    Accepted {
        took: Duration,
        at: Time,
    },
    Failed(Problem),
}

#[derive(Clone, Debug, Default)]
pub struct ConnectScreen {
    pub focus: Focus,
    pub client_id: Input,
    pub secret: SecretInput,
    pub keep: bool,
    /// `None` before there are any credentials.
    pub source: Option<SecretSource>,
    pub test: Test,
    /// Into which field the last piece of text came, typed or pasted, and when.
    text_came: Option<(Focus, Instant)>,
    request: RequestId,
}

impl ConnectScreen {
    pub fn new(known: Option<&(Credentials, SecretSource)>) -> ConnectScreen {
        let mut screen = ConnectScreen { keep: true, ..ConnectScreen::default() };
        if let Some((credentials, source)) = known {
            screen.client_id = Input::new(credentials.client_id.clone());
            screen.secret.replace(credentials.secret.expose());
            screen.source = Some(*source);
            screen.focus = Focus::Test;
        }
        screen
    }

    pub fn key_context(&self) -> KeyContext {
        match self.focus {
            Focus::ClientId | Focus::Secret => KeyContext::ConnectText,
            _ => KeyContext::Connect,
        }
    }

    /// The buttons, in the order in which they stand.
    pub fn buttons(&self, cx: &Context) -> &'static [Focus] {
        match cx.launch.demo {
            Some(Demo::InPlace) => &[Focus::Test, Focus::GoOn, Focus::LeaveDemo],
            None if cx.is_first_start() && !self.is_accepted() => &[Focus::Test, Focus::CopyList, Focus::TryDemo],
            _ => &[Focus::Test, Focus::CopyList, Focus::GoOn],
        }
    }

    pub fn is_accepted(&self) -> bool {
        matches!(self.test, Test::Accepted { .. })
    }

    /// Nothing was typed and nothing was asked.
    pub fn is_untouched(&self) -> bool {
        self.test == Test::None && self.source != Some(SecretSource::Typed)
    }

    pub fn is_testing(&self) -> bool {
        matches!(self.test, Test::Running { .. })
    }

    /// Whether what is in the field of the client ID looks like the secret, which is not to be read.
    pub fn hides_client_id(&self) -> bool {
        look_swapped(self.client_id.value(), self.secret.value())
    }

    fn credentials(&self) -> Credentials {
        Credentials {
            client_id: self.client_id.value().trim().to_string(),
            secret: Secret::new(self.secret.value().to_string()),
        }
    }

    /// Call after the credentials changed: a result or a running test of the old ones is dropped.
    fn edited(&mut self) -> Vec<Step> {
        self.source = Some(SecretSource::Typed);
        self.stop()
    }

    fn stop(&mut self) -> Vec<Step> {
        let was_testing = self.is_testing();
        self.test = Test::None;
        self.request.issue();
        if was_testing { vec![Effect::StopTesting.into()] } else { vec![] }
    }

    /// The fields and the buttons.
    fn order(&self, cx: &Context) -> Vec<Focus> {
        let mut order = vec![Focus::ClientId, Focus::Secret, Focus::Keep];
        order.extend(self.buttons(cx));
        order
    }

    fn move_focus(&mut self, by: isize, cx: &Context) {
        let order = self.order(cx);
        let place = order.iter().position(|focus| *focus == self.focus).unwrap_or(0);
        self.focus = order[place.wrapping_add_signed(by + order.len() as isize) % order.len()];
    }

    fn focus_next(&mut self, cx: &Context) {
        self.move_focus(1, cx);
    }

    fn focus_previous(&mut self, cx: &Context) {
        self.move_focus(-1, cx);
    }

    pub fn offers(&self, action: Action, cx: &Context) -> bool {
        match action {
            Action::Back => self.key_context().is_text() || self.is_testing() || leads_back(cx),
            Action::ChooseLeft | Action::ChooseRight => self.focus == Focus::Keep,
            Action::TryDemo => self.buttons(cx).contains(&Focus::TryDemo),
            _ => true,
        }
    }

    /// A more exact hint than the one in the table of keys.
    pub fn hint(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Press if self.focus == Focus::Keep => Some("next"),
            Action::Back if !self.key_context().is_text() && !self.is_testing() => Some("leave the demo"),
            _ => None,
        }
    }

    /// Hints at the next screen once the credentials are accepted.
    pub fn next_step(&self) -> Option<(Action, &'static str)> {
        self.is_accepted().then_some((Action::GoTo(Screen::Fields), "fields"))
    }

    pub fn act(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        match action {
            Action::NextField => self.focus_next(cx),
            Action::PreviousField => self.focus_previous(cx),
            Action::Back if self.is_testing() => {
                let mut steps = self.stop();
                steps.push(Notice::plain("Stopped: the credentials were not tested").into());
                return steps;
            }
            Action::Back if !self.key_context().is_text() && leads_back(cx) => return vec![Effect::Switch.into()],
            Action::Back => self.focus = Focus::Test,
            Action::ChooseLeft if self.focus == Focus::Keep => self.keep = true,
            Action::ChooseRight if self.focus == Focus::Keep => self.keep = false,
            Action::ChooseLeft => self.focus_previous(cx),
            Action::ChooseRight => self.focus_next(cx),
            Action::Toggle if self.focus == Focus::Keep => self.keep = !self.keep,
            Action::Press | Action::Toggle => return self.press(cx),
            Action::TryDemo => return self.try_demo(cx),
            Action::CopyList => return copy_list(cx),
            _ => {}
        }
        vec![]
    }

    /// The focus goes there; a button is pressed, and a choice changed.
    pub fn clicked(&mut self, place: usize, cx: &Context) -> Vec<Step> {
        let Some(focus) = self.order(cx).get(place).copied() else { return vec![] };
        self.focus = focus;
        if self.key_context().is_text() { vec![] } else { self.act(Action::Toggle, cx) }
    }

    fn press(&mut self, cx: &Context) -> Vec<Step> {
        match self.focus {
            Focus::Keep => self.focus_next(cx),
            Focus::Test | Focus::ClientId | Focus::Secret => return self.test(cx),
            Focus::CopyList => return copy_list(cx),
            Focus::GoOn => return vec![Step::GoTo(Screen::Fields)],
            Focus::TryDemo => return self.try_demo(cx),
            Focus::LeaveDemo => return vec![Effect::Switch.into()],
        }
        vec![]
    }

    /// What was typed here waits until the demo is left.
    fn try_demo(&self, cx: &Context) -> Vec<Step> {
        if !self.buttons(cx).contains(&Focus::TryDemo) {
            return vec![Notice::plain("giftlist --demo starts the demo").into()];
        }
        vec![Step::Remember, Effect::Switch.into()]
    }

    pub fn test(&mut self, cx: &Context) -> Vec<Step> {
        if cx.launch.is_offline {
            return vec![Notice::plain(OFFLINE).into()];
        }
        let has_id = !self.client_id.value().trim().is_empty();
        if !has_id || self.secret.is_empty() {
            self.focus = if has_id { Focus::Secret } else { Focus::ClientId };
            let text = "Enter the client ID and the client secret first; the demo works without an account";
            return vec![Notice::plain(text).into()];
        }
        if self.is_testing() {
            return vec![];
        }
        self.test = Test::Running { since: cx.now.instant, waiting: None };
        vec![Effect::TestCredentials { request: self.request.issue(), credentials: self.credentials() }.into()]
    }

    pub fn test_waited(&mut self, request: RequestId, waiting: Option<Waiting>, cx: &Context) {
        if let Test::Running { waiting: told, .. } = &mut self.test
            && request == self.request
        {
            *told = waiting.map(|waiting| (waiting, cx.now.instant));
        }
    }

    /// Accepted credentials are put to use if they were typed, or are to leave their file.
    pub fn tested(&mut self, request: RequestId, result: Result<Duration, Problem>, cx: &Context) -> Vec<Step> {
        if request != self.request || !self.is_testing() {
            return vec![];
        }
        let took = match result {
            Ok(took) => took,
            Err(problem) => {
                self.test = Test::Failed(problem);
                return self.said_where_it_is_seen(cx);
            }
        };
        self.test = Test::Accepted { took, at: cx.now.time };
        if matches!(self.focus, Focus::Test | Focus::TryDemo) {
            self.focus = Focus::GoOn;
        }
        let is_to_leave_file = self.source == Some(SecretSource::File) && !self.keep;
        if self.source != Some(SecretSource::Typed) && !is_to_leave_file {
            return vec![];
        }
        let credentials = self.credentials();
        let account = Account::of(&cx.launch.address, &credentials.client_id);
        let is_switch = cx.company.account != Some(account);
        let switch = is_switch.then_some(Step::SwitchAccount(account));
        let use_them = Effect::UseCredentials { credentials, keep: self.keep, account, is_switch };
        switch.into_iter().chain([use_them.into()]).collect()
    }

    /// The message as a notice, if the window has no room for it among the fields.
    fn said_where_it_is_seen(&self, cx: &Context) -> Vec<Step> {
        let has_room = usize::from(ConnectLayout::of(self, cx).message.height) >= message_lines(self, cx).len();
        if has_room { vec![] } else { vec![self.message(cx).into()] }
    }

    pub fn used(&mut self, kept: Result<Stored, Problem>, switched: Option<Box<Session>>) -> Vec<Step> {
        let mut steps = vec![Step::UseCredentials];
        match kept {
            Ok(Stored::InFile) => self.source = Some(SecretSource::File),
            Ok(Stored::Nowhere) => {}
            Ok(Stored::Removed) => {
                self.source = Some(SecretSource::Typed);
                steps.push(Notice::done("Accepted, and kept nowhere: credentials.toml is removed").into());
            }
            Err(problem) => {
                let text = format!("Accepted, but not kept for the next start: {problem}");
                steps.push(Notice::failed(text).into());
            }
        }
        steps.extend(switched.map(Step::Restore));
        steps
    }

    pub fn panicked(&mut self) {
        self.test = Test::None;
    }

    pub fn typed(&mut self, key: Key, cx: &Context) -> Vec<Step> {
        self.text_came = Some((self.focus, cx.now.instant));
        let is_changed = match self.focus {
            Focus::Secret => self.secret.edit(key),
            _ => {
                let before = self.client_id.value().to_string();
                edit(&mut self.client_id, key) && self.client_id.value() != before
            }
        };
        if is_changed { self.edited() } else { vec![] }
    }

    /// A paste replaces the field's text; one that comes right behind other text is a piece of a longer one.
    pub fn pasted(&mut self, text: &str, cx: &Context) -> Vec<Step> {
        let now = cx.now.instant;
        let before = self.text_came.replace((self.focus, now));
        let goes_on = before.is_some_and(|(field, before)| field == self.focus && now.duration_since(before) < PIECES);
        let (clean, removed) = match cleaned(text) {
            Ok(cleaned) => cleaned,
            Err(refused) => return vec![Notice::failed(format!("That {refused}: nothing was pasted")).into()],
        };
        match self.focus {
            Focus::Secret if goes_on => self.secret.append(&clean),
            Focus::Secret => self.secret.replace(&clean),
            _ if goes_on => self.client_id = Input::new(format!("{}{}", self.client_id.value(), *clean)),
            _ => self.client_id = Input::new(clean.to_string()),
        }
        let mut steps = self.edited();
        if !removed.is_nothing() {
            steps.push(Notice::plain(format!("Removed {removed} from the paste")).into());
        }
        steps
    }
}

/// Whether the demo was opened from the program, which waits.
fn leads_back(cx: &Context) -> bool {
    cx.launch.demo == Some(Demo::InPlace)
}

fn copy_list(cx: &Context) -> Vec<Step> {
    let what = format!("the list of {} fields", Field::COUNT);
    copy(ClipboardText { text: advice::list_to_tick(), what, instead: "giftlist fields".into() }, cx)
}
