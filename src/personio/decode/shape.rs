//! Reading JSON whose shape is not certain: what is no object where one is expected is no error, only something else.
//! One visitor for all readers; each reader says what it makes of an object, of a list, and of everything else.

use super::value::{MAX_TEXT_BYTES, Value};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A reader of one value.
pub trait Shape<'de>: Sized {
    /// What it makes of it.
    type Out;

    /// Neither a list nor an object, or one that the reader does not want (then `Empty`).
    fn plain(self, value: Value) -> Self::Out;

    /// A list.
    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Out, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(self.plain(Value::Empty))
    }

    /// An object.
    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Out, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(self.plain(Value::Empty))
    }
}

/// A reader as serde wants it.
pub struct As<R>(pub R);

impl<'de, R: Shape<'de>> DeserializeSeed<'de> for As<R> {
    type Value = R::Out;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<R::Out, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de, R: Shape<'de>> Visitor<'de> for As<R> {
    type Value = R::Out;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<R::Out, E> {
        Ok(self.0.plain(Value::Empty))
    }

    fn visit_bool<E>(self, flag: bool) -> Result<R::Out, E> {
        Ok(self.0.plain(Value::Flag(flag)))
    }

    fn visit_u64<E>(self, number: u64) -> Result<R::Out, E> {
        Ok(self.0.plain(Value::Number(number)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<R::Out, E> {
        Ok(self.0.plain(u64::try_from(number).map_or_else(|_| Value::Text(number.to_string()), Value::Number)))
    }

    fn visit_f64<E>(self, number: f64) -> Result<R::Out, E> {
        let whole = number.fract() == 0.0 && (0.0..9_007_199_254_740_992.0).contains(&number);
        Ok(self.0.plain(if whole { Value::Number(number as u64) } else { Value::Text(number.to_string()) }))
    }

    fn visit_str<E>(self, text: &str) -> Result<R::Out, E> {
        // A few bytes more than are kept, so that a text that was too long can be told.
        let end = text.floor_char_boundary(MAX_TEXT_BYTES + 4);
        Ok(self.0.plain(if text.is_empty() { Value::Empty } else { Value::Text(text[..end].to_owned()) }))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<R::Out, A::Error> {
        self.0.list(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<R::Out, A::Error> {
        self.0.object(object)
    }
}

/// Reads the value of one key of an object; everything else that stands there is a value by itself.
pub struct Pick(pub &'static str);

impl<'de> Shape<'de> for Pick {
    type Out = Value;

    fn plain(self, value: Value) -> Value {
        value
    }

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut picked = Value::Empty;
        while let Some(wanted) = object.next_key_seed(As(Is(self.0)))? {
            if wanted {
                picked = object.next_value()?;
            } else {
                object.next_value::<IgnoredAny>()?;
            }
        }
        Ok(picked)
    }
}

/// Whether a key is this one.
struct Is(&'static str);

impl Shape<'_> for Is {
    type Out = bool;

    fn plain(self, key: Value) -> bool {
        matches!(key, Value::Text(key) if key == self.0)
    }
}
