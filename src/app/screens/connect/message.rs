//! What screen 1 says below its fields.

use super::{ConnectScreen, Focus, Test};
use crate::app::context::Context;
use crate::app::keys::{Action, KeyContext, Screen};
use crate::app::notice::Notice;
use crate::domain::credentials::{SecretSource, shape_warning};
use crate::domain::problem::Kind;

impl ConnectScreen {
    /// The result of the test; before a test, what looks wrong with the credentials, or where they came from.
    pub fn message(&self, cx: &Context) -> Notice {
        match &self.test {
            Test::Running { waiting: None, .. } => Notice::plain("Asking Personio"),
            Test::Running { waiting: Some((waiting, since)), .. } => {
                let left = waiting.time.saturating_sub(cx.now.instant.duration_since(*since)).as_secs_f64().ceil();
                let stop = cx.key(KeyContext::Connect, Action::Back);
                Notice::warning(format!("Waiting {left} s: {}. {stop} stops asking", waiting.reason))
            }
            Test::Accepted { took, at } => {
                let (hour, minute, millis) = (at.hour(), at.minute(), took.as_millis());
                Notice::done(format!(
                    "Personio accepted the credentials ({hour:02}:{minute:02}, {millis} ms). Next: {}",
                    cx.tab(Screen::Fields)
                ))
            }
            Test::Failed(problem) => {
                let doubt = shape_warning(self.client_id.value(), self.secret.value());
                let doubt = doubt.filter(|_| problem.kind() == Kind::Refused);
                Notice::failed(format!("{}: {}", problem.what(), doubt.as_deref().unwrap_or(problem.remedy())))
            }
            Test::None => match (shape_warning(self.client_id.value(), self.secret.value()), self.source) {
                (Some(warning), _) => Notice::warning(warning),
                (None, Some(SecretSource::Environment)) => {
                    Notice::note("The secret is from PERSONIO_CLIENT_SECRET; programs that you start inherit it")
                }
                (None, Some(SecretSource::File)) => Notice::plain("The secret is from credentials.toml"),
                (None, Some(SecretSource::Demo)) => Notice::plain("The sample company's secret"),
                (None, Some(SecretSource::Typed)) => {
                    let press = cx.key(KeyContext::Connect, Action::Press);
                    Notice::plain(format!("{press} on [ Test connection ] asks Personio"))
                }
                (None, None) if cx.is_first_start() => {
                    let how = match self.focus {
                        Focus::TryDemo => format!("{} opens it", cx.key(KeyContext::Connect, Action::Press)),
                        _ if self.key_context().is_text() => {
                            let leave = cx.key(KeyContext::ConnectText, Action::Back);
                            format!("{leave}, then {}, opens it", cx.key(KeyContext::Connect, Action::TryDemo))
                        }
                        _ => format!("{} opens it", cx.key(KeyContext::Connect, Action::TryDemo)),
                    };
                    Notice::plain(format!("No account yet? The demo needs none: {how}"))
                }
                (None, None) => Notice::plain(""),
            },
        }
    }
}
