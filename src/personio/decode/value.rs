//! One value in Personio's JSON, whatever its shape: `""` or `[]` for nothing, numbers as text, objects that stand for
//! their name, nested objects. Keeps only what a name or a number can be made of; never fails on a shape.

use super::shape::{As, Shape};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess};

/// Longest text kept, in bytes; more is cut off and counts as odd.
pub const MAX_TEXT_BYTES: usize = 64 * 1024;
/// Most elements of a list that are kept.
const MAX_ELEMENTS: usize = 1000;

/// A value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// `null`, `""`, `[]`, `{}`, or not there.
    #[default]
    Empty,
    /// A JSON boolean.
    Flag(bool),
    /// A whole number that is not negative.
    Number(u64),
    /// Text, and every other number as it would be written.
    Text(String),
    /// A list with something in it.
    List(Vec<Value>),
    /// An object with something in it.
    Object(Box<Parts>),
}

/// What is kept of an object.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    value: Option<Value>,
    attributes: Option<Value>,
    id: Option<Value>,
    name: Option<Value>,
    first_name: Option<Value>,
    last_name: Option<Value>,
}

impl Value {
    /// The value inside an attribute's envelope (`{"label": …, "value": …}`); a bare value is its own.
    pub fn out_of_envelope(self) -> Value {
        match self {
            Value::Object(parts) if parts.value.is_some() => parts.value.unwrap_or_default(),
            Value::Object(parts) if *parts == Parts::default() => Value::Empty,
            other => other,
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        *self == Value::Empty
    }

    /// As text, and whether something in it was not understood. JSON booleans are `Yes` and `No`, as the people
    /// who read a list write them; an object is its name; lists, also those inside a string, are joined by commas.
    pub fn text(self) -> (String, bool) {
        match self {
            Value::Empty => (String::new(), false),
            Value::Flag(true) => ("Yes".into(), false),
            Value::Flag(false) => ("No".into(), false),
            Value::Number(number) => (number.to_string(), false),
            Value::Text(text) => plain_text(text),
            Value::List(values) => joined(values),
            Value::Object(parts) => {
                let name = parts.name();
                let odd = name.is_empty();
                (name, odd)
            }
        }
    }

    /// As a number: one, or digits in a text; an object's is its `id`.
    pub fn number(&self) -> Option<u64> {
        match self {
            Value::Number(number) => Some(*number),
            Value::Text(text) => {
                let text = text.trim();
                text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
            }
            Value::Object(parts) => {
                [&parts.id, &parts.value, &parts.attributes].into_iter().flatten().find_map(Value::number)
            }
            Value::Empty | Value::Flag(_) | Value::List(_) => None,
        }
    }
}

impl Parts {
    /// `name`, or first and last name, here or in the objects inside; `""` if there is none.
    fn name(self) -> String {
        let text = |value: Option<Value>| value.unwrap_or_default().text().0;
        let first = text(self.first_name);
        let last = text(self.last_name);
        let person =
            [first.trim(), last.trim()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let inside = [self.attributes, self.value];
        let own = [text(self.name), person].into_iter().find(|name| !name.is_empty());
        own.unwrap_or_else(|| inside.into_iter().map(text).find(|name| !name.is_empty()).unwrap_or_default())
    }
}

fn plain_text(mut text: String) -> (String, bool) {
    let odd = text.len() > MAX_TEXT_BYTES;
    text.truncate(text.floor_char_boundary(MAX_TEXT_BYTES));
    // Since 2026, tags may come as a JSON list inside a string.
    if text.starts_with('[')
        && text.ends_with(']')
        && let Ok(list) = serde_json::from_str::<Vec<String>>(&text)
    {
        return (list.join(", "), odd);
    }
    (text, odd)
}

fn joined(values: Vec<Value>) -> (String, bool) {
    let (mut all, mut all_odd) = (String::new(), false);
    for (text, odd) in values.into_iter().map(Value::text) {
        all_odd |= odd;
        if !text.is_empty() && all.len() + text.len() <= MAX_TEXT_BYTES {
            all.push_str(if all.is_empty() { "" } else { ", " });
            all.push_str(&text);
        }
    }
    (all, all_odd)
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Value, D::Error> {
        As(AnyShape).deserialize(json)
    }
}

struct AnyShape;

impl<'de> Shape<'de> for AnyShape {
    type Out = Value;

    fn plain(self, value: Value) -> Value {
        value
    }

    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while values.len() < MAX_ELEMENTS {
            match list.next_element()? {
                Some(value) => values.push(value),
                None => return Ok(if values.is_empty() { Value::Empty } else { Value::List(values) }),
            }
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::List(values))
    }

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut parts = Parts::default();
        let mut is_empty = true;
        while let Some(key) = object.next_key::<PartKey>()? {
            is_empty = false;
            let part = match key {
                PartKey::Value => &mut parts.value,
                PartKey::Attributes => &mut parts.attributes,
                PartKey::Id => &mut parts.id,
                PartKey::Name => &mut parts.name,
                PartKey::FirstName => &mut parts.first_name,
                PartKey::LastName => &mut parts.last_name,
                PartKey::Other => {
                    object.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            *part = Some(object.next_value()?);
        }
        Ok(if is_empty { Value::Empty } else { Value::Object(Box::new(parts)) })
    }
}

#[derive(serde::Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum PartKey {
    Value,
    Attributes,
    Id,
    Name,
    FirstName,
    LastName,
    #[serde(other)]
    Other,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(json: &str) -> Value {
        serde_json::from_str::<Value>(json).unwrap().out_of_envelope()
    }

    #[test]
    fn every_shape_as_text() {
        for (name, json, text, odd) in [
            ("text", r#"{"label":"Team","value":"Blue","type":"standard","universal_id":null}"#, "Blue", false),
            ("bare text", r#""Blue""#, "Blue", false),
            ("empty text", r#"{"value":""}"#, "", false),
            ("null", r#"{"value":null}"#, "", false),
            ("no value", r#"{"label":"Team"}"#, "", false),
            ("empty list", r#"{"value":[]}"#, "", false),
            ("list for the whole", "[]", "", false),
            ("empty object", r#"{"value":{}}"#, "", false),
            ("number", r#"{"value":123}"#, "123", false),
            ("whole float", r#"{"value":123.0}"#, "123", false),
            ("float", r#"{"value":38.5}"#, "38.5", false),
            ("negative", r#"{"value":-4}"#, "-4", false),
            ("numeric text", r#"{"value":"00123"}"#, "00123", false),
            ("yes", r#"{"value":true}"#, "Yes", false),
            ("no", r#"{"value":false}"#, "No", false),
            ("office", r#"{"value":{"type":"Office","attributes":{"id":1,"name":"London"}}}"#, "London", false),
            ("flat office", r#"{"value":{"id":1,"name":"London"}}"#, "London", false),
            ("nested name", r#"{"value":{"attributes":{"name":{"label":"Name","value":"London"}}}}"#, "London", false),
            ("office without name", r#"{"value":{"type":"Office","attributes":{"id":1}}}"#, "", true),
            ("odd object", r#"{"value":{"x":1}}"#, "", true),
            ("attributes as list", r#"{"value":{"type":"Office","attributes":[]}}"#, "", true),
            ("tags", r#"{"value":"English,German"}"#, "English,German", false),
            ("tags in a string", r#"{"value":"[\"CI/CD\",\"SQL\"]"}"#, "CI/CD, SQL", false),
            ("bracketed text", r#"{"value":"[x]"}"#, "[x]", false),
            ("list", r#"{"value":["a",null,"",1,true]}"#, "a, 1, Yes", false),
            (
                "list of objects",
                r#"{"value":[{"type":"C","attributes":{"name":"K1"}},{"name":"K2"}]}"#,
                "K1, K2",
                false,
            ),
            (
                "supervisor",
                r#"{"value":{"attributes":{"first_name":{"value":"Ada"},"last_name":{"value":"L"}}}}"#,
                "Ada L",
                false,
            ),
        ] {
            assert_eq!(value(json).text(), (text.to_string(), odd), "{name}");
        }
    }

    #[test]
    fn numbers() {
        for (name, json, number) in [
            ("number", "7", Some(7)),
            ("huge", "18446744073709551615", Some(u64::MAX)),
            ("over 2^53", "1067807102794692000", Some(1_067_807_102_794_692_000)),
            ("text", "\" 7 \"", Some(7)),
            ("negative", "-7", None),
            ("float", "7.5", None),
            ("sign", "\"+7\"", None),
            ("beyond", "\"99999999999999999999999\"", None),
            ("null", "null", None),
            ("empty", "\"\"", None),
            ("blank", "\" \"", None),
            ("flag", "true", None),
            ("envelope", r#"{"type":"Employee","attributes":{"id":{"label":"ID","value":7}}}"#, Some(7)),
        ] {
            assert_eq!(value(json).number(), number, "{name}");
        }
    }

    #[test]
    fn a_flood_is_cut() {
        let long = format!("\"{}\"", "ä".repeat(MAX_TEXT_BYTES));
        let (text, odd) = value(&long).text();
        assert!(odd && text.len() <= MAX_TEXT_BYTES);
        let exact = format!("\"{}\"", "a".repeat(MAX_TEXT_BYTES));
        assert!(!value(&exact).text().1);
        let list = format!("[{}1]", "1,".repeat(5000));
        assert!(matches!(value(&list), Value::List(values) if values.len() == MAX_ELEMENTS));
    }
}
