//! What the values of Personio's attributes mean, in all their shapes: `""` or `[]` for nothing, numbers as text,
//! objects that stand for their name, nested employees.

use super::json::{Json, MAX_TEXT_BYTES};
use super::surrogates::without_halves;
use crate::domain::text::signs::is_digits;

/// The members of an object that are read.
pub const MEMBERS: [&str; 6] = ["value", "attributes", "id", "name", "first_name", "last_name"];

/// The value of an attribute: what its envelope (`{"label": …, "value": …}`) holds, or the bare value.
pub fn in_envelope(attribute: Json) -> Json {
    match attribute {
        Json::Object(members) if members.is_empty() => Json::Null,
        mut envelope if envelope.get("value").is_some() => envelope.take("value"),
        bare => bare,
    }
}

/// `null`, `""`, `[]` and `{}` all mean that there is no value.
pub fn is_empty(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::Text(text) => text.is_empty(),
        Json::List(values) => values.is_empty(),
        Json::Bool(_) | Json::Number(_) | Json::Object(_) | Json::Odd => false,
    }
}

/// The value as text, and whether something in it was not understood or lost. JSON booleans become `Yes` and `No`; an
/// object becomes its name; lists, also those inside a string, are joined with commas.
pub fn text(value: Json) -> (String, bool) {
    match value {
        Json::Null => (String::new(), false),
        Json::Odd => (String::new(), true),
        Json::Bool(true) => ("Yes".into(), false),
        Json::Bool(false) => ("No".into(), false),
        Json::Number(number) => (number.to_string(), false),
        Json::Text(text) => plain_text(text),
        Json::List(values) => joined(values),
        object @ Json::Object(_) => {
            let name = name(object);
            let odd = name.is_empty();
            (name, odd)
        }
    }
}

/// The value as a number: a JSON number, or digits in a text; the number of an object is its `id`.
pub fn number(value: &Json) -> Option<u64> {
    match value {
        Json::Number(number) => Some(*number),
        Json::Text(text) => {
            let text = text.trim();
            is_digits(text).then(|| text.parse().ok())?
        }
        Json::Object(_) => ["id", "value", "attributes"].iter().find_map(|part| number(value.get(part)?)),
        Json::Null | Json::Bool(_) | Json::List(_) | Json::Odd => None,
    }
}

/// `name`, or first and last name, here or in the objects inside; `""` if there is none.
fn name(mut object: Json) -> String {
    let mut text_of = |part| text(object.take(part)).0;
    let name = text_of("name");
    let (first, last) = (text_of("first_name"), text_of("last_name"));
    let person = format!("{} {}", first.trim(), last.trim()).trim().to_owned();
    let own = [name, person].into_iter().find(|name| !name.is_empty());
    own.unwrap_or_else(|| {
        ["attributes", "value"].map(text_of).into_iter().find(|name| !name.is_empty()).unwrap_or_default()
    })
}

fn plain_text(mut text: String) -> (String, bool) {
    // U+FFFD stands for a character that was lost, here or before.
    let odd = text.len() > MAX_TEXT_BYTES || text.contains('\u{FFFD}');
    text.truncate(text.floor_char_boundary(MAX_TEXT_BYTES));
    // Since 2026, tags may come as a JSON list inside a string.
    if text.starts_with('[')
        && text.ends_with(']')
        && let Ok(list) = serde_json::from_slice::<Vec<String>>(&without_halves(text.as_bytes()))
    {
        let list = list.join(", ");
        let odd = odd || list.contains('\u{FFFD}');
        return (list, odd);
    }
    (text, odd)
}

fn joined(values: Vec<Json>) -> (String, bool) {
    let (mut all, mut all_odd) = (String::new(), false);
    for (text, odd) in values.into_iter().map(text) {
        all_odd |= odd;
        if !text.is_empty() && all.len() + text.len() <= MAX_TEXT_BYTES {
            all.push_str(if all.is_empty() { "" } else { ", " });
            all.push_str(&text);
        }
    }
    (all, all_odd)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(json: &str) -> Json {
        in_envelope(Json::parse(json.as_bytes(), &MEMBERS.into_iter().collect(), |_| {}).unwrap())
    }

    #[test]
    fn every_shape_as_text() {
        for (name, json, expected, odd) in [
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
            ("half a character", r#"{"value":"\ud83d x"}"#, "\u{fffd} x", true),
            ("half a character in tags", r#"{"value":"[\"\\ud83d\",\"b\"]"}"#, "\u{fffd}, b", true),
            ("two values", r#"{"value":"a","value":"b"}"#, "", true),
            ("the same value twice", r#"{"value":"a","value":"a"}"#, "a", false),
            ("two names", r#"{"value":{"name":"a","name":"b"}}"#, "", true),
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
            assert_eq!(text(value(json)), (expected.to_string(), odd), "{name}");
        }
    }

    #[test]
    fn numbers() {
        for (name, json, expected) in [
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
            assert_eq!(number(&value(json)), expected, "{name}");
        }
    }

    /// Catalogue: B18.
    #[test]
    fn a_long_text_is_cut() {
        let long = format!("\"{}\"", "ä".repeat(MAX_TEXT_BYTES));
        let (cut, odd) = text(value(&long));
        assert_eq!((odd, cut.len()), (true, 65_536));
        let exact = format!("\"{}\"", "a".repeat(MAX_TEXT_BYTES));
        assert!(!text(value(&exact)).1);
    }
}
