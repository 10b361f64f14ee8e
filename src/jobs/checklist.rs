//! The checklist: reads which attributes the credential can read, and saves the user's pins.

use super::context::JobContext;
use crate::domain::checklist::attribute::Attribute;
use crate::domain::checklist::matching::Pin;
use crate::domain::fields::Field;
use crate::domain::problem::{Kind, Problem};
use crate::files::config;
use crate::files::paths::Paths;
use crate::personio::{BaseUrl, Cause, Error, PersonioClient, Stage, demo};

/// Reads the attributes, without waiting for an error to pass.
///
/// # Errors
/// [`Problem::wait`] is how long Personio asks to wait, if it does.
pub async fn read(client: &PersonioClient) -> Result<Vec<Attribute>, Problem> {
    match client.attributes().await {
        Ok(attributes) => Ok(attributes),
        Err(error) => Err(explain(client, error).await),
    }
}

/// Says why the attributes cannot be read. A 403 has two causes with different remedies: the credential may read
/// nothing, or it may read employees but not the list of attributes. Asking for an employee tells them apart.
pub(super) async fn explain(client: &PersonioClient, error: Error) -> Problem {
    if let Error { stage: Stage::Attributes, cause: Cause::Denied { code: 403, message } } = &error
        && client.may_read_employees().await.is_ok()
    {
        let what = "the credential may read employees, but Personio refuses the list of attributes that it may read";
        let said = if message.is_empty() { String::new() } else { format!(" (“{message}”)") };
        let remedy = "make a new integration in Personio with Employees: Read, and tick the fields there";
        return Problem::new(Kind::Refused, format!("{what}{said}"), remedy);
    }
    error.into()
}

/// Saves which attribute is read for a field; `None` removes the pin.
///
/// # Errors
/// When `config.toml` is invalid or cannot be written; it is then untouched.
pub fn pin(cx: &JobContext, field: Field, pin: Option<&Pin>) -> Result<(), Problem> {
    let Some(file) = cx.paths().map(Paths::config_file) else { return Ok(()) };
    cx.keep(&file, |file| config::pin(file, field, pin))
}

/// Ticks the next field in the demo's Personio and returns its name; `None` if all are ticked.
///
/// # Errors
/// When `base` is not the demo's Personio.
pub async fn tick_in_demo(base: &BaseUrl) -> Result<Option<String>, Problem> {
    demo::tick(base)
        .await
        .map_err(|_| Problem::new(Kind::Remote, "the demo's Personio did not answer", "start the demo again"))
}
