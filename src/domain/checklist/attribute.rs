//! Personio's attributes: what a credential may read, as the account names it.
//! <https://developer.personio.de/reference/get_company-employees-attributes>

use crate::domain::fields::Fields;
use std::collections::HashMap;
use std::fmt;

/// An attribute's key in Personio: `first_name`, `dynamic_7124018`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttributeKey(Box<str>);

impl AttributeKey {
    /// Whether the account made it itself, or it came with the account and can be renamed.
    pub fn is_dynamic(&self) -> bool {
        self.0.starts_with("dynamic_")
    }

    /// The key as Personio writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for AttributeKey {
    fn from(key: &str) -> Self {
        AttributeKey(key.into())
    }
}

impl fmt::Display for AttributeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An attribute that the credential may read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    pub key: AttributeKey,
    /// Its label, in the account's language; foreign text.
    pub label: String,
    /// Personio's type: `standard`, `date`, `list`, …; `""` where it was not given.
    pub kind: String,
    /// Personio's name for it across accounts, where it has one.
    pub universal_id: Option<String>,
}

/// Which attributes a sync asks for, and which fields each of them fills: usually one, more where the user pinned so.
pub type Keys = HashMap<AttributeKey, Fields>;
