//! Which texts of a server's answers are made safe to show: messages, where an answer points to, attributes.

use super::error::{Cause, NotPersonioKind};
use super::redact::{NOT_SHOWN, Runs, redact};
use crate::domain::checklist::attribute::Attribute;
use crate::domain::credentials::Secret;

/// The cause without secrets in the server's words.
pub fn cause<'a>(mut cause: Cause, secrets: impl Iterator<Item = &'a Secret>) -> Cause {
    match &mut cause {
        Cause::Denied { message, .. } | Cause::Status { message, .. } | Cause::Unsuccessful { message } => {
            *message = redact(message, secrets);
        }
        Cause::NotPersonio { kind: NotPersonioKind::Redirect(to), .. } => {
            *to = to.take().map(|to| redact(&to, secrets)).filter(|to| to != NOT_SHOWN);
        }
        _ => {}
    }
    cause
}

/// The attributes without secrets in their labels. One whose key has a secret is left out: the key would be sent as a part
/// of an address, too.
pub fn attributes<'a>(mut attributes: Vec<Attribute>, secrets: impl Iterator<Item = &'a Secret>) -> Vec<Attribute> {
    let runs = Runs::of(secrets);
    attributes.retain(|attribute| !runs.are_in(attribute.key.as_str()));
    for attribute in attributes.iter_mut().filter(|attribute| runs.are_in(&attribute.label)) {
        attribute.label = "[hidden]".into();
    }
    attributes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catalogue: B23.
    #[test]
    fn an_attribute_that_repeats_a_secret_does_not_show_it() {
        let secrets = [Secret::new("papi-Zm9vYmFyU2VjcmV0".into())];
        let attribute = |key: &str, label: &str| Attribute {
            key: key.into(),
            label: label.into(),
            kind: String::new(),
            universal_id: None,
        };
        let all = vec![
            attribute("email", "Email"),
            attribute("dynamic_1", "papi-Zm9vYmFyU2VjcmV0"),
            attribute("dynamic_2", r"Zm9v\u0059mFyU2"),
            attribute("papi-Zm9vYmFyU2VjcmV0", "Team"),
        ];
        let labels: Vec<String> = attributes(all, secrets.iter()).into_iter().map(|it| it.label).collect();
        assert_eq!(labels, ["Email", "[hidden]", "[hidden]"]);
    }

    #[test]
    fn an_address_that_betrays_a_secret_is_not_named() {
        let secrets = [Secret::new("papi-Zm9vYmFyU2VjcmV0".into())];
        let to = |to: &str| Cause::NotPersonio {
            host: "h".into(),
            code: 302,
            kind: NotPersonioKind::Redirect(Some(to.into())),
        };
        let named = |cause| match cause {
            Cause::NotPersonio { kind: NotPersonioKind::Redirect(to), .. } => to,
            other => panic!("{other:?}"),
        };
        assert_eq!(named(cause(to("evil.example"), secrets.iter())), Some("evil.example".into()));
        assert_eq!(named(cause(to("zm9vy.mfyu2.vjcmv.0.example"), secrets.iter())), Some("[hidden].example".into()));
        assert_eq!(named(cause(to("zm9vy.evil.yu2vj.example"), secrets.iter())), None);
    }
}
