//! JSON as a small tree of the wanted members; all others are skipped unread and cost no memory.
//!
//! `serde_json::Value` would not do: it silently drops one of two members with the same name, it builds everything, and
//! half a surrogate pair makes it refuse the whole answer. One rule holds at every depth: of a value that is nested too
//! deep, and of a member that comes twice with different values, nothing is believed ([`Json::Odd`]). Depth and lengths
//! are limited here.

use super::surrogates::without_halves;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::rc::Rc;

/// Longest text, in bytes. A longer one keeps a few bytes more, so that its reader notices.
pub const MAX_TEXT_BYTES: usize = 64 * 1024;
/// Most elements of a list; further ones are dropped.
pub const MAX_ELEMENTS: usize = 1000;
/// Deepest nesting, far beyond Personio's; serde_json would refuse the document from 128 on.
const MAX_DEPTH: usize = 64;

/// The names of the wanted members of an object, and what is wanted inside each. Names are grouped by length: every name
/// in an answer is looked up, and one or two comparisons are cheaper than a hash. The tree shares them.
#[derive(Default)]
pub struct Names(Vec<Vec<Member>>);

struct Member {
    name: Rc<str>,
    /// What is wanted of an object inside; `None` means the same names again.
    inside: Option<Rc<Names>>,
}

impl Names {
    fn get(&self, name: &str) -> Option<(&Rc<str>, &Names)> {
        let member = self.0.get(name.len())?.iter().find(|member| *member.name == *name)?;
        Some((&member.name, member.inside.as_deref().unwrap_or(self)))
    }

    fn insert(&mut self, name: &str, inside: Option<Rc<Names>>) {
        if self.0.len() <= name.len() {
            self.0.resize_with(name.len() + 1, Vec::new);
        }
        self.0[name.len()].push(Member { name: name.into(), inside });
    }
}

/// The same names at every depth.
impl<'a> FromIterator<&'a str> for Names {
    fn from_iter<I: IntoIterator<Item = &'a str>>(names: I) -> Names {
        let mut by_length = Names::default();
        names.into_iter().for_each(|name| by_length.insert(name, None));
        by_length
    }
}

/// Names of one object, each with what is wanted inside.
impl<'a> FromIterator<(&'a str, Rc<Names>)> for Names {
    fn from_iter<I: IntoIterator<Item = (&'a str, Rc<Names>)>>(names: I) -> Names {
        let mut by_length = Names::default();
        names.into_iter().for_each(|(name, inside)| by_length.insert(name, Some(inside)));
        by_length
    }
}

/// A JSON value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Json {
    /// `null`, `{}`, or a member that is not there.
    #[default]
    Null,
    Bool(bool),
    /// A whole number from 0 to 2^64 - 1, also when it was written as `123.0`.
    Number(u64),
    /// A text, or any other number as it would be written.
    Text(String),
    List(Vec<Json>),
    /// The wanted members of an object, in their order, each once.
    Object(Vec<(Rc<str>, Json)>),
    /// What cannot be believed: nested too deep, or given twice and differently.
    Odd,
}

impl Json {
    /// Reads a document, keeping only the wanted members. The elements of the list under `data` do not stay in the tree:
    /// each goes to `on_row` as soon as it is read.
    ///
    /// # Errors
    /// serde_json's error. Show only its category: its message may quote the document.
    pub fn parse(document: &[u8], wanted: &Names, on_row: impl FnMut(Json)) -> Result<Json, serde_json::Error> {
        let document = without_halves(document);
        let mut document = serde_json::Deserializer::from_slice(&document);
        let json = Reader { wanted, depth: 0, on_row: Some(on_row) }.deserialize(&mut document)?;
        document.end().map(|()| json)
    }

    /// Reads a document as [`Json::parse`] does, without rows and whatever follows it.
    ///
    /// # Errors
    /// As [`Json::parse`].
    pub fn parse_start(document: &[u8], wanted: &Names) -> Result<Json, serde_json::Error> {
        let document = without_halves(document);
        let mut document = serde_json::Deserializer::from_slice(&document);
        Reader { wanted, depth: 0, on_row: None::<fn(Json)> }.deserialize(&mut document)
    }

    /// The member of that name.
    pub fn get(&self, name: &str) -> Option<&Json> {
        let Json::Object(members) = self else { return None };
        members.iter().find(|(other, _)| **other == *name).map(|(_, value)| value)
    }

    /// Takes the member of that name out.
    pub fn take(&mut self, name: &str) -> Json {
        let Json::Object(members) = self else { return Json::Null };
        let found = members.iter().position(|(other, _)| **other == *name);
        found.map_or(Json::Null, |at| members.remove(at).1)
    }

    /// The members in their order; none if it is not an object.
    pub fn into_members(self) -> Vec<(Rc<str>, Json)> {
        if let Json::Object(members) = self { members } else { Vec::new() }
    }
}

struct Reader<'a, F> {
    wanted: &'a Names,
    depth: usize,
    /// Handed down to the list of rows; `None` everywhere else.
    on_row: Option<F>,
}

impl<'de, F: FnMut(Json)> DeserializeSeed<'de> for Reader<'_, F> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Json, D::Error> {
        if self.depth > MAX_DEPTH {
            // Skipping takes no stack, however deep it goes.
            return IgnoredAny::deserialize(json).map(|IgnoredAny| Json::Odd);
        }
        json.deserialize_any(self)
    }
}

impl<'de, F: FnMut(Json)> Visitor<'de> for Reader<'_, F> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(Json::Number(number))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(u64::try_from(number).map_or_else(|_| Json::Text(number.to_string()), Json::Number))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json, E> {
        // Up to 2^53 every whole number is exact.
        let is_whole = number.fract() == 0.0 && (0.0..9_007_199_254_740_992.0).contains(&number);
        Ok(if is_whole { Json::Number(number as u64) } else { Json::Text(number.to_string()) })
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text[..text.floor_char_boundary(MAX_TEXT_BYTES + 4)].to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
        let mut on_row = self.on_row;
        let mut values = Vec::new();
        let inside = || Reader { wanted: self.wanted, depth: self.depth + 1, on_row: None::<F> };
        while let Some(value) = list.next_element_seed(inside())? {
            match &mut on_row {
                Some(on_row) => on_row(value),
                None if values.len() < MAX_ELEMENTS => values.push(value),
                None => {}
            }
        }
        Ok(Json::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut object: A) -> Result<Json, A::Error> {
        let mut members: Vec<(Rc<str>, Json)> = Vec::new();
        let (mut is_empty, has_rows) = (true, self.on_row.is_some());
        while let Some(name) = object.next_key_seed(Name { wanted: self.wanted })? {
            is_empty = false;
            let Some((name, inside)) = name else {
                object.next_value::<IgnoredAny>()?;
                continue;
            };
            let on_row = if **name == *"data" { self.on_row.take() } else { None };
            let value = object.next_value_seed(Reader { wanted: inside, depth: self.depth + 1, on_row })?;
            match members.iter_mut().find(|(known, _)| known == name) {
                None => members.push((name.clone(), value)),
                // Rows do not stay in the tree, so that two lists of them cannot be compared.
                Some((_, earlier)) if *earlier == value && !(has_rows && **name == *"data") => {}
                Some((_, earlier)) => *earlier = Json::Odd,
            }
        }
        Ok(if is_empty { Json::Null } else { Json::Object(members) })
    }
}

/// Reads the name of a member; `None` if it is not wanted.
struct Name<'a> {
    wanted: &'a Names,
}

impl<'de, 'a> DeserializeSeed<'de> for Name<'a> {
    type Value = Option<(&'a Rc<str>, &'a Names)>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_str(self)
    }
}

impl<'a> Visitor<'_> for Name<'a> {
    type Value = Option<(&'a Rc<str>, &'a Names)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.wanted.get(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(document: &str) -> Option<Json> {
        Json::parse(document.as_bytes(), &["a", "b", "data"].into_iter().collect(), |_| {}).ok()
    }

    fn a(value: Json) -> Option<Json> {
        Some(Json::Object(vec![("a".into(), value)]))
    }

    #[test]
    fn only_what_is_wanted_is_kept() {
        assert_eq!(
            parse(r#"{"x":{"a":1},"a":{"y":[1e99],"b":null}}"#),
            a(Json::Object(vec![("b".into(), Json::Null)]))
        );
        assert_eq!(parse(r#"{"x":1}"#), Some(Json::Object(Vec::new())));
        assert_eq!(parse("{}"), Some(Json::Null));
    }

    #[test]
    fn a_name_is_wanted_where_it_is_named() {
        let inner: Rc<Names> = Rc::new(["b"].into_iter().collect());
        let wanted: Names = [("a", inner)].into_iter().collect();
        let parse = |document: &str| Json::parse(document.as_bytes(), &wanted, |_| {}).unwrap();
        assert_eq!(parse(r#"{"b":"\ud83d","a":{"a":"\ud83d","b":1}}"#), parse(r#"{"a":{"b":1}}"#));
    }

    #[test]
    fn of_a_member_that_comes_twice_only_the_same_value_counts() {
        let mut json = parse(r#"{"a":1,"b":2,"a":3,"b":2}"#).unwrap();
        assert_eq!((json.take("a"), json.take("b"), json.take("a")), (Json::Odd, Json::Number(2), Json::Null));
        let many = |last| parse(&format!("{{{}\"a\":{last}}}", "\"a\":1,".repeat(10_000))).unwrap().take("a");
        assert_eq!((many(1), many(2)), (Json::Number(1), Json::Odd));
    }

    #[test]
    fn half_a_surrogate_pair_is_one_character_that_is_lost() {
        assert_eq!(parse(r#"{"x":"\ud83d","a":1}"#), a(Json::Number(1)));
        assert_eq!(parse(r#"{"a":"\ud83d x","\ud83d":1}"#), a(Json::Text("\u{fffd} x".into())));
        assert_eq!(parse(r#"{"a":"\ud83d\ude00"}"#), a(Json::Text("😀".into())));
    }

    /// Catalogue: D07, E14.
    #[test]
    fn depth_and_lengths_have_an_end() {
        for (open, close) in [("[", "]"), (r#"{"a":"#, "}"), (r#"{"x":"#, "}")] {
            let nested = |levels| format!(r#"{{"a":{}1{}}}"#, open.repeat(levels), close.repeat(levels));
            let json = parse(&nested(100_000)).unwrap_or_else(|| panic!("{open} is read"));
            let levels = std::iter::successors(Some(json), |json| inner(json.clone())).count();
            assert!(levels <= MAX_DEPTH + 2, "{open}: {levels}");
        }
        let list = format!(r#"{{"a":[{}1]}}"#, "1,".repeat(5000));
        assert!(matches!(parse(&list).unwrap().take("a"), Json::List(values) if values.len() == MAX_ELEMENTS));
    }

    /// The only value inside.
    fn inner(json: Json) -> Option<Json> {
        match json {
            Json::List(mut values) => values.pop(),
            Json::Object(mut members) => members.pop().map(|(_, value)| value),
            _ => None,
        }
    }

    #[test]
    fn rows_are_the_elements_of_data() {
        for (document, expected) in [
            (r#"{"a":[1],"data":[2,[3]],"b":[4]}"#, vec![Json::Number(2), Json::List(vec![Json::Number(3)])]),
            (
                r#"{"data":[{"data":[1]}]}"#,
                vec![Json::Object(vec![("data".into(), Json::List(vec![Json::Number(1)]))])],
            ),
            (r#"{"data":[1],"data":[2]}"#, vec![Json::Number(1)]),
            (r#"{"data":[1],"data":[]}"#, vec![Json::Number(1)]),
            (r#"{"data":{"a":[1]}}"#, vec![]),
        ] {
            let mut rows = Vec::new();
            let wanted = ["a", "b", "data"].into_iter().collect();
            Json::parse(document.as_bytes(), &wanted, |row| rows.push(row)).unwrap();
            assert_eq!(rows, expected, "{document}");
        }
    }
}
