//! Personio's JSON answers into values. Reads as a stream: what is not wanted is skipped, never built; the year of a
//! birth is dropped here. Survives every shape that has been seen (<https://developer.personio.de/reference/get_company-employees>)
//! and says of the others which part was odd. Knows nothing of HTTP.

mod people;
mod shape;
mod value;

use super::error::Cause;
use crate::domain::checklist::attribute::{Attribute, AttributeKey, Keys};
use crate::domain::credentials::Secret;
use crate::domain::people::employee::Employee;
use people::People;
use serde::Deserialize;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess};
use shape::{As, Pick, Shape};
use std::time::Duration;
use value::Value;

/// Rows that one answer may have; more than a hundred are never asked for.
const MAX_ROWS: usize = 10_000;
/// How long a token lives if nothing is said, and at most.
const DAY: Duration = Duration::from_secs(86_400);

/// One page of employees.
#[derive(Debug, Default)]
pub struct Page {
    /// The records, in Personio's order.
    pub employees: Vec<Employee>,
    /// How many people there are, if Personio says so.
    pub total: Option<u64>,
    /// The record offset that the page says it has.
    pub offset: Option<u64>,
    /// Rows that came.
    pub received: usize,
}

/// A token as it was granted.
#[derive(Debug)]
pub struct Granted {
    /// The token.
    pub token: Secret,
    /// How long it lives at most.
    pub lifetime: Duration,
}

/// Reads a page of employees; only the attributes in `keys` are kept.
///
/// # Errors
/// `Truncated`, `Envelope`, `Unsuccessful`, or `TooLarge`.
pub fn employees(body: &[u8], keys: &Keys) -> Result<Page, Cause> {
    let envelope = read(body, People::new(keys))?;
    let people = envelope.data;
    Ok(Page {
        received: people.rows,
        employees: people.employees,
        total: envelope.total.number(),
        offset: envelope.offset.number(),
    })
}

/// Reads the list of attributes; entries without a key are passed over.
///
/// # Errors
/// `Truncated`, `Envelope`, `Unsuccessful`, or `TooLarge`.
pub fn attributes(body: &[u8]) -> Result<Vec<Attribute>, Cause> {
    let list = read(body, AttributeList::default())?.data;
    Ok(list.0)
}

/// Reads the answer to signing in.
///
/// # Errors
/// `Truncated`, `Envelope`, `Unsuccessful`.
pub fn token(body: &[u8]) -> Result<Granted, Cause> {
    let data = read(body, TokenData::default())?.data;
    let Value::Text(token) = data.token else { return Err(Cause::Envelope { part: "data.token" }) };
    let lifetime = data.expires_in.number().map_or(DAY, Duration::from_secs).min(DAY);
    Ok(Granted { token: Secret::new(token), lifetime })
}

/// Personio's message in an error's body, or `""`. Foreign text, as it came.
pub fn message(body: &[u8]) -> String {
    As(ErrorBody).deserialize(&mut serde_json::Deserializer::from_slice(without_bom(body))).unwrap_or_default()
}

/// What is around the data in every answer.
struct Envelope<S> {
    success: bool,
    message: String,
    total: Value,
    offset: Value,
    has_data: bool,
    data: S,
}

/// What reads `data`. Odd shapes never end the reading, they are told afterwards: an answer without success has odd data
/// too, and then its message counts.
trait Data: for<'de> Target<'de> {
    /// What was odd.
    fn odd(&self) -> Option<Cause>;
}

/// A reader that is filled in place.
trait Target<'de> {
    fn fill<D: serde::Deserializer<'de>>(&mut self, json: D) -> Result<(), D::Error>;
}

impl<'de, T> Target<'de> for T
where
    for<'a> &'a mut T: Shape<'de, Out = ()>,
{
    fn fill<D: serde::Deserializer<'de>>(&mut self, json: D) -> Result<(), D::Error> {
        As(self).deserialize(json)
    }
}

/// The same as a seed.
struct Filled<'a, T>(&'a mut T);

impl<'de, T: Target<'de>> DeserializeSeed<'de> for Filled<'_, T> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        self.0.fill(json)
    }
}

fn read<S: Data>(body: &[u8], data: S) -> Result<Envelope<S>, Cause> {
    let body = without_bom(body);
    if body.trim_ascii().is_empty() {
        return Err(Cause::Envelope { part: "no body" });
    }
    let (total, offset) = (Value::Empty, Value::Empty);
    let mut envelope = Envelope { success: false, message: String::new(), total, offset, has_data: false, data };
    let mut json = serde_json::Deserializer::from_slice(body);
    match As(&mut envelope).deserialize(&mut json).and_then(|()| json.end()) {
        Err(error) if error.is_eof() => return Err(Cause::Truncated),
        // serde_json's own message may quote what it read.
        Err(_) => return Err(Cause::Envelope { part: "not JSON" }),
        Ok(()) => {}
    }
    if !envelope.success {
        let message = std::mem::take(&mut envelope.message);
        let unexplained = message.is_empty();
        return Err(if unexplained { Cause::Envelope { part: "success" } } else { Cause::Unsuccessful { message } });
    }
    let odd = if envelope.has_data { envelope.data.odd() } else { Some(Cause::Envelope { part: "data" }) };
    odd.map_or(Ok(envelope), Err)
}

fn without_bom(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum EnvelopeKey {
    Success,
    Data,
    Error,
    Metadata,
    Offset,
    #[serde(other)]
    Other,
}

impl<'de, S: Data> Shape<'de> for &mut Envelope<S> {
    type Out = ();

    fn plain(self, _: Value) {}

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while let Some(key) = object.next_key()? {
            match key {
                EnvelopeKey::Success => self.success = object.next_value::<Value>()? == Value::Flag(true),
                EnvelopeKey::Error => self.message = object.next_value_seed(As(Pick("message")))?.text().0,
                EnvelopeKey::Metadata => self.total = object.next_value_seed(As(Pick("total_elements")))?,
                EnvelopeKey::Offset => self.offset = object.next_value()?,
                EnvelopeKey::Data => {
                    self.has_data = true;
                    object.next_value_seed(Filled(&mut self.data))?;
                }
                EnvelopeKey::Other => {
                    object.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// `error.message`, or what other interfaces of Personio call it.
struct ErrorBody;

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum ErrorKey {
    Error,
    ErrorDescription,
    Message,
    #[serde(other)]
    Other,
}

impl<'de> Shape<'de> for ErrorBody {
    type Out = String;

    fn plain(self, _: Value) -> String {
        String::new()
    }

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<String, A::Error> {
        let mut texts = [const { String::new() }; 3];
        while let Some(key) = object.next_key()? {
            match key {
                ErrorKey::ErrorDescription => texts[0] = object.next_value::<Value>()?.text().0,
                ErrorKey::Error => texts[1] = object.next_value_seed(As(Pick("message")))?.text().0,
                ErrorKey::Message => texts[2] = object.next_value::<Value>()?.text().0,
                ErrorKey::Other => {
                    object.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default())
    }
}

/// What signing in gives.
#[derive(Default)]
struct TokenData {
    token: Value,
    expires_in: Value,
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum TokenKey {
    Token,
    ExpiresIn,
    #[serde(other)]
    Other,
}

impl Data for TokenData {
    fn odd(&self) -> Option<Cause> {
        None
    }
}

impl<'de> Shape<'de> for &mut TokenData {
    type Out = ();

    fn plain(self, _: Value) {}

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while let Some(key) = object.next_key()? {
            match key {
                TokenKey::Token => self.token = object.next_value()?,
                TokenKey::ExpiresIn => self.expires_in = object.next_value()?,
                TokenKey::Other => {
                    object.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// The attributes, and whether `data` was no list of them.
#[derive(Default)]
struct AttributeList(Vec<Attribute>, Option<Cause>);

impl Data for AttributeList {
    fn odd(&self) -> Option<Cause> {
        self.1.clone()
    }
}

impl<'de> Shape<'de> for &mut AttributeList {
    type Out = ();

    fn plain(self, _: Value) {
        self.1 = Some(Cause::Envelope { part: "data" });
    }

    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(attribute) = list.next_element_seed(As(OneAttribute))? {
            if self.0.len() < MAX_ROWS {
                self.0.extend(attribute);
            } else {
                self.1 = Some(Cause::TooMany { limit: MAX_ROWS });
            }
        }
        Ok(())
    }
}

struct OneAttribute;

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum AttributeField {
    Key,
    Label,
    Type,
    UniversalId,
    #[serde(other)]
    Other,
}

impl<'de> Shape<'de> for OneAttribute {
    type Out = Option<Attribute>;

    fn plain(self, _: Value) -> Option<Attribute> {
        None
    }

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<Option<Attribute>, A::Error> {
        let [mut key, mut label, mut kind, mut universal_id] = [const { String::new() }; 4];
        while let Some(field) = object.next_key()? {
            let text = match field {
                AttributeField::Key => &mut key,
                AttributeField::Label => &mut label,
                AttributeField::Type => &mut kind,
                AttributeField::UniversalId => &mut universal_id,
                AttributeField::Other => {
                    object.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            *text = object.next_value::<Value>()?.text().0;
        }
        if label.is_empty() {
            label.clone_from(&key);
        }
        let universal_id = Some(universal_id).filter(|id| !id.is_empty());
        let key = Some(key).filter(|key| !key.is_empty()).map(|key| AttributeKey::from(key.as_str()));
        Ok(key.map(|key| Attribute { key, label, kind, universal_id }))
    }
}

#[cfg(test)]
mod tests;
