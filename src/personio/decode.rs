//! Decodes Personio's JSON answers: a body becomes a small tree of the wanted members (`json`), and plain functions
//! take the values out of it. A birthday loses its year here. Every shape that has been seen is understood
//! (<https://developer.personio.de/reference/get_company-employees>); an error names the part that has another. Knows
//! nothing of HTTP.

mod employee;
mod json;
mod surrogates;
mod value;

use super::error::Cause;
use crate::domain::checklist::attribute::{Attribute, AttributeKey, Keys};
use crate::domain::credentials::Secret;
use crate::domain::fields::Fields;
use crate::domain::people::employee::Employee;
use json::{Json, Names};
use std::collections::HashMap;
use std::rc::Rc;
use std::time::Duration;
use value::{number, text};

/// Most rows of one answer; more than a hundred are never requested.
const MAX_ROWS: usize = 10_000;
/// The lifetime of a token if the answer names none, and the longest that is believed.
const DAY: Duration = Duration::from_secs(86_400);

/// One page of employees.
#[derive(Debug, Default)]
pub struct Page {
    /// The records, in Personio's order.
    pub employees: Vec<Employee>,
    /// How many people there are in all, if Personio says so.
    pub total: Option<u64>,
    /// The record offset that the page claims to have.
    pub offset: Option<u64>,
}

#[derive(Debug)]
pub struct TokenResponse {
    pub token: Secret,
    /// At most a day.
    pub lifetime: Duration,
}

/// Reads a page of employees; only the attributes in `keys` are kept.
///
/// # Errors
/// `Truncated`, `Envelope`, `Unsuccessful`, or `TooMany`.
pub fn employees(body: &[u8], keys: &Keys) -> Result<Page, Cause> {
    let fields: HashMap<&str, Fields> = keys.iter().map(|(key, fields)| (key.as_str(), *fields)).collect();
    let value = values();
    let keys = fields.keys().copied().chain((!fields.contains_key("id")).then_some("id"));
    let attributes = Rc::new(keys.map(|key| (key, value.clone())).collect::<Names>());
    let row = [("attributes", attributes), ("id", value.clone())].into_iter().collect();
    let metadata = Rc::new([("total_elements", value.clone())].into_iter().collect::<Names>());
    let around = [("metadata", metadata), ("offset", value)];
    let (mut answer, employees) = rows(body, around, row, |row| employee::employee(row, &fields).map(Some))?;
    let mut metadata = answer.take("metadata");
    let total = if let Json::Object(_) = metadata { metadata.take("total_elements") } else { metadata };
    Ok(Page { employees, total: number(&total), offset: number(&answer.take("offset")) })
}

/// Reads the list of attributes; entries without a key are skipped.
///
/// # Errors
/// `Truncated`, `Envelope`, `Unsuccessful`, or `TooMany`.
pub fn attributes(body: &[u8]) -> Result<Vec<Attribute>, Cause> {
    let row = ATTRIBUTE.map(|name| (name, values())).into_iter().collect();
    rows(body, [], row, |row| Ok(attribute(row))).map(|(_, attributes)| attributes)
}

const ATTRIBUTE: [&str; 4] = ["key", "label", "type", "universal_id"];

/// One attribute, if it has a key.
fn attribute(mut row: Json) -> Option<Attribute> {
    let [key, label, kind, universal_id] = ATTRIBUTE.map(|name| text(row.take(name)).0).map(non_empty);
    let key = key?;
    Some(Attribute {
        label: label.unwrap_or_else(|| key.clone()),
        key: AttributeKey::from(key.as_str()),
        kind: kind.unwrap_or_default(),
        universal_id,
    })
}

/// Reads the answer to signing in.
///
/// # Errors
/// `Truncated`, `Envelope`, `Unsuccessful`.
pub fn token(body: &[u8]) -> Result<TokenResponse, Cause> {
    let wanted = ["token", "expires_in"].map(|name| (name, values())).into_iter().collect();
    let mut data = success(body, [], wanted, |_| {})?.take("data");
    let Json::Text(token) = data.take("token") else { return Err(Cause::Envelope { part: "data.token" }) };
    let lifetime = number(&data.take("expires_in")).map_or(DAY, Duration::from_secs).min(DAY);
    Ok(TokenResponse { token: Secret::new(token), lifetime })
}

/// Personio's message in the body of an error, or `""`. Foreign text, not made safe yet.
pub fn message(body: &[u8]) -> String {
    let wanted = [("error", error()), ("error_description", values()), ("message", values())].into_iter().collect();
    let mut answer = Json::parse_start(without_bom(body), &wanted).unwrap_or_default();
    let description = text(answer.take("error_description")).0;
    let texts = [description, error_message(answer.take("error")), text(answer.take("message")).0];
    texts.into_iter().find_map(non_empty).unwrap_or_default()
}

/// `error.message`, or `error` itself where it is a text.
fn error_message(mut error: Json) -> String {
    text(if let Json::Object(_) = error { error.take("message") } else { error }).0
}

/// Reads the body of a success with a list of rows. `read` takes one row; its error is the part that is not understood.
/// Such a row does not end the reading: an answer without success has odd rows too, and then its message counts.
fn rows<'a, T>(
    body: &[u8],
    around: impl IntoIterator<Item = (&'a str, Rc<Names>)>,
    row: Names,
    read: impl Fn(Json) -> Result<Option<T>, &'static str>,
) -> Result<(Json, Vec<T>), Cause> {
    let (mut rows, mut odd) = (Vec::new(), None);
    let mut answer = success(body, around, row, |row| match read(row) {
        _ if rows.len() == MAX_ROWS => odd = Some(Cause::TooMany { limit: MAX_ROWS }),
        Ok(row) => rows.extend(row),
        Err(part) => odd = Some(Cause::Envelope { part }),
    })?;
    // This is what is left of a list without its rows. A second `data` is refused.
    if answer.take("data") != Json::List(Vec::new()) {
        return Err(Cause::Envelope { part: "data" });
    }
    odd.map_or(Ok((answer, rows)), Err)
}

/// Reads the body of a success: its `data` and the `wanted` members. See [`Json::parse`] for `on_row`.
fn success<'a>(
    body: &[u8],
    around: impl IntoIterator<Item = (&'a str, Rc<Names>)>,
    data: Names,
    on_row: impl FnMut(Json),
) -> Result<Json, Cause> {
    let body = without_bom(body);
    if body.trim_ascii().is_empty() {
        return Err(Cause::Envelope { part: "no body" });
    }
    let always = [("success", Rc::default()), ("error", error()), ("data", Rc::new(data))];
    let wanted: Names = always.into_iter().chain(around).collect();
    let mut answer = Json::parse(body, &wanted, on_row).map_err(|error| match error.is_eof() {
        true => Cause::Truncated,
        // serde_json's own message may quote what it read.
        false => Cause::Envelope { part: "not JSON" },
    })?;
    if answer.take("success") == Json::Bool(true) {
        return Ok(answer);
    }
    let message = error_message(answer.take("error"));
    Err(if message.is_empty() { Cause::Envelope { part: "success" } } else { Cause::Unsuccessful { message } })
}

/// What is read of a value, at any depth.
fn values() -> Rc<Names> {
    Rc::new(value::MEMBERS.into_iter().collect())
}

/// What is read of an error.
fn error() -> Rc<Names> {
    Rc::new([("message", values())].into_iter().collect())
}

fn non_empty(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn without_bom(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

#[cfg(test)]
mod tests;
