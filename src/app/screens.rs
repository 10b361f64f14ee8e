//! The four screens, and the dispatch to the open one. A screen changes only its own state and returns steps for
//! everything else.

pub mod connect;
mod demo_story;
pub mod fields;
mod people_by_field;
pub mod recipients;
pub mod sync;

use super::context::Context;
use super::key::Key;
use super::keys::{Action, KeyContext, Screen};
use super::launch::LaunchOptions;
use super::step::Step;
use connect::ConnectScreen;
use fields::FieldsScreen;
use recipients::RecipientsScreen;
use sync::SyncScreen;

#[derive(Clone, Debug)]
pub struct Screens {
    pub connect: ConnectScreen,
    pub fields: FieldsScreen,
    pub sync: SyncScreen,
    pub recipients: RecipientsScreen,
}

impl Screens {
    pub fn new(options: &LaunchOptions) -> Screens {
        Screens {
            connect: ConnectScreen::new(options.credentials.as_ref()),
            fields: FieldsScreen::default(),
            sync: SyncScreen::new(&options.session),
            recipients: RecipientsScreen::new(&options.session, &options.columns),
        }
    }

    pub fn key_context(&self, screen: Screen) -> KeyContext {
        match screen {
            Screen::Connect => self.connect.key_context(),
            Screen::Fields => KeyContext::Fields,
            Screen::Sync => KeyContext::Sync,
            Screen::Recipients => self.recipients.key_context(),
        }
    }

    pub fn act(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        match cx.screen {
            Screen::Connect => self.connect.act(action, cx),
            Screen::Fields => self.fields.act(action, cx),
            Screen::Sync => self.sync.act(action, cx),
            Screen::Recipients => self.recipients.act(action, cx),
        }
    }

    /// Whether the hint bar offers an action: it would do something now that is worth the space.
    pub fn offers(&self, action: Action, cx: &Context) -> bool {
        match cx.screen {
            Screen::Connect => self.connect.offers(action, cx),
            Screen::Fields => self.fields.offers(action, cx),
            Screen::Sync => self.sync.offers(action, cx),
            Screen::Recipients => self.recipients.offers(action, cx),
        }
    }

    /// A more exact hint than the one in the table of keys.
    pub fn hint(&self, action: Action, cx: &Context) -> Option<&'static str> {
        match cx.screen {
            Screen::Connect => self.connect.hint(action),
            Screen::Fields => self.fields.hint(action),
            Screen::Sync => self.sync.hint(action, cx),
            Screen::Recipients => self.recipients.hint(action),
        }
    }

    /// The next screen and what the hint bar calls it, once the open one's step of the job is done.
    pub fn next_step(&self, cx: &Context) -> Option<(Action, &'static str)> {
        match cx.screen {
            Screen::Connect => self.connect.next_step(),
            Screen::Fields => self.fields.next_step(cx),
            Screen::Sync => self.sync.next_step(),
            Screen::Recipients => None,
        }
    }

    /// The mouse clicked on a field or a button of a form.
    pub fn clicked(&mut self, place: usize, cx: &Context) -> Vec<Step> {
        match cx.screen {
            Screen::Connect => self.connect.clicked(place, cx),
            Screen::Fields | Screen::Sync | Screen::Recipients => vec![],
        }
    }

    pub fn typed(&mut self, key: Key, cx: &Context) -> Vec<Step> {
        match cx.screen {
            Screen::Connect => self.connect.typed(key, cx),
            Screen::Recipients => self.recipients.typed(key, cx),
            Screen::Fields | Screen::Sync => vec![],
        }
    }

    pub fn pasted(&mut self, text: &str, cx: &Context) -> Vec<Step> {
        match cx.screen {
            Screen::Connect => self.connect.pasted(text, cx),
            Screen::Recipients => self.recipients.pasted(text, cx),
            Screen::Fields | Screen::Sync => vec![],
        }
    }

    /// The screen was opened, or what it shows is another account's now.
    pub fn opened(&mut self, cx: &Context) -> Vec<Step> {
        match cx.screen {
            Screen::Fields => self.fields.opened(cx),
            Screen::Recipients if !self.recipients.query.value().is_empty() => vec![],
            Screen::Recipients => demo_story::list_is_ready(cx),
            Screen::Connect | Screen::Sync => vec![],
        }
    }

    /// The screen is about to be left for another one.
    pub fn left(&mut self, cx: &Context) -> Vec<Step> {
        match cx.screen {
            Screen::Fields => self.fields.left(cx),
            Screen::Recipients => self.recipients.left(cx),
            Screen::Connect | Screen::Sync => vec![],
        }
    }

    pub fn resized(&mut self, cx: &Context) {
        self.fields.resized(cx);
        self.sync.resized(cx);
        self.recipients.resized(cx);
    }
}
