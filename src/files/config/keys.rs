//! `[keys]` of `config.toml` as it stands there: places, actions and names of keys, none of which means anything here.

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt;
use toml::Spanned;

/// The keys that the user gave to an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyChange {
    pub place: String,
    /// From 1, as the other one.
    pub place_line: usize,
    pub action: String,
    pub line: usize,
    pub keys: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(transparent)]
pub struct TomlKeys(BTreeMap<Spanned<String>, TomlPlace>);

struct TomlPlace(BTreeMap<Spanned<String>, Keys>);

/// Written as `"x"` or as `["x", "Ctrl-x"]`.
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a key such as \"x\", or several such as [\"x\", \"Ctrl-x\"]")]
enum Keys {
    One(String),
    Several(Vec<String>),
}

impl<'de> Deserialize<'de> for TomlPlace {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<TomlPlace, D::Error> {
        struct Place;
        impl<'de> Visitor<'de> for Place {
            type Value = TomlPlace;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the actions of a place, below its name, such as [keys.recipients]")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<TomlPlace, A::Error> {
                BTreeMap::deserialize(MapAccessDeserializer::new(map)).map(TomlPlace)
            }
        }
        deserializer.deserialize_any(Place)
    }
}

impl TomlKeys {
    /// In the order of the lines; `line` tells the one of a byte.
    pub fn changes(self, line: impl Fn(usize) -> usize) -> Vec<KeyChange> {
        let mut changes = Vec::new();
        for (place, TomlPlace(actions)) in self.0 {
            changes.extend(actions.into_iter().map(|(action, keys)| KeyChange {
                place: place.get_ref().clone(),
                place_line: line(place.span().start),
                line: line(action.span().start),
                action: action.into_inner(),
                keys: match keys {
                    Keys::One(key) => vec![key],
                    Keys::Several(keys) => keys,
                },
            }));
        }
        changes.sort_by_key(|change| change.line);
        changes
    }
}
