//! The checklist: which attributes the credential can read, and the user's choices among them.

use super::setup::Setup;
use crate::domain::checklist::attribute::Attribute;
use crate::domain::checklist::matching::Pin;
use crate::domain::fields::Field;
use crate::domain::problem::{Kind, Problem};
use crate::files::config;
use crate::personio::{BaseUrl, Cause, Error, PersonioClient, Stage, demo};

/// Reads the attributes, once.
///
/// # Errors
/// What Personio or the network said; [`Problem::wait`] is how long to wait, where Personio said so.
pub async fn read(client: &PersonioClient) -> Result<Vec<Attribute>, Problem> {
    match client.attributes().await {
        Ok(attributes) => Ok(attributes),
        Err(error) => Err(explain(client, error).await),
    }
}

/// Why the attributes cannot be read: a credential that may read employees lacks something else than one that may not.
pub(super) async fn explain(client: &PersonioClient, error: Error) -> Problem {
    if let Error { stage: Stage::Attributes, cause: Cause::Denied { code: 403, message } } = &error
        && client.may_read_employees().await.is_ok()
    {
        let what = "the credential may read employees, but Personio refuses the list of attributes that it may read";
        let said = if message.is_empty() { String::new() } else { format!(" (“{message}”)") };
        let remedy = "make a new custom integration in Personio with Employees: Read, and tick the fields there";
        return Problem::new(Kind::Refused, format!("{what}{said}"), remedy);
    }
    error.into()
}

/// Keeps or forgets the choice of an attribute for a field.
///
/// # Errors
/// When `config.toml` is wrong or cannot be written; it is then as it was.
pub fn pin(setup: &Setup, field: Field, pin: Option<&Pin>) -> Result<(), Problem> {
    match &setup.paths {
        Some(paths) => config::pin(&paths.config_file(), field, pin),
        None => Ok(()),
    }
}

/// Ticks the next field in the demo's Personio; its name, or `None` if all are ticked.
///
/// # Errors
/// When it is not the demo's.
pub async fn tick_in_demo(base: &BaseUrl) -> Result<Option<String>, Problem> {
    demo::tick(base)
        .await
        .map_err(|_| Problem::new(Kind::Remote, "the demo's Personio did not answer", "start the demo again"))
}
