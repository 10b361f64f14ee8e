//! The code of a country that has none: asked for once, and kept in `config.toml`.

use super::ExportDialog;
use crate::app::context::Context;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::keys::Action;
use crate::app::notice::Notice;
use crate::app::step::Step;
use crate::app::text_input;
use crate::domain::countries::{Countries, NoCountry};
use tui_input::Input;

/// A country that gets a code.
#[derive(Clone, Debug)]
pub struct CountryCode {
    /// As in Personio.
    pub name: String,
    pub code: Input,
}

impl ExportDialog {
    pub(super) fn ask_for_code(&mut self, name: String) {
        self.country = Some(CountryCode { name, code: Input::default() });
    }

    pub(super) fn act_on_country(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        let Some(CountryCode { name, code }) = &self.country else { return vec![] };
        let (name, code) = (name.clone(), code.value().trim().to_uppercase());
        match action {
            Action::Back => self.country = None,
            Action::Press => {
                if let Err(wrong) = Countries::default().add(&name, &code) {
                    return vec![refused(wrong, &code).into()];
                }
                self.country = None;
                let keeps = cx.launch.demo.is_none();
                let keep = Effect::KeepCountry { name: name.clone(), code: code.clone() };
                let keep = keeps.then(|| keep.into());
                return [Step::Country { name, code }].into_iter().chain(keep).collect();
            }
            _ => {}
        }
        vec![]
    }

    pub(super) fn code_typed(&mut self, key: Key) {
        if let Some(CountryCode { code, .. }) = &mut self.country {
            text_input::edit(code, key);
        }
    }
}

fn refused(wrong: NoCountry, code: &str) -> Notice {
    Notice::failed(match wrong {
        NoCountry::Code(Some(known)) => format!("The code of that country is {known}"),
        _ => format!("\"{code}\" is no code of a country: two letters, such as IE"),
    })
}
