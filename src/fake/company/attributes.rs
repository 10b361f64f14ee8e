//! The account's attributes: keys, labels, types, and which of them the credential may read at first.
//! The table is `assets/company/attributes.csv`; people's values are `record`'s.

use serde::{Serialize, Serializer};

use crate::domain::fields::Field;

/// An attribute of the account, as `/v1/company/employees/attributes` lists it when it is granted.
/// Source: <https://developer.personio.de/reference/get_company-employees-attributes>.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Attribute {
    /// `hire_date` or `dynamic_7123992`.
    pub key: String,
    /// The account's name for it.
    pub label: String,
    /// `standard`, `date`, `list`, `tags`, `link`, `multiline`, `integer` or `decimal`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Personio's name for it across accounts, or `""`.
    #[serde(serialize_with = "null_when_empty")]
    pub universal_id: String,
    /// The choices of a `list` or of `tags`.
    pub options: Vec<String>,
    /// Whether the credential may read it.
    #[serde(skip)]
    pub is_granted: bool,
    /// Which of the 24 fields it is in this account, whatever its label.
    #[serde(skip)]
    pub field: Option<Field>,
}

impl Attribute {
    /// A granted text attribute that is none of the 24 fields.
    pub fn new(key: &str, label: &str) -> Attribute {
        Attribute {
            key: key.to_owned(),
            label: label.to_owned(),
            kind: "standard".to_owned(),
            universal_id: String::new(),
            options: Vec::new(),
            is_granted: true,
            field: None,
        }
    }
}

fn null_when_empty<S: Serializer>(text: &str, to: S) -> Result<S::Ok, S::Error> {
    (!text.is_empty()).then_some(text).serialize(to)
}

/// The attributes of the sample account, in the order that Personio lists them.
pub(super) fn sample() -> Vec<Attribute> {
    let text = include_str!("../../../assets/company/attributes.csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.records().map(|row| {
        let row = row.expect("attributes.csv is sound; the tests read it");
        let cell = |index| row.get(index).unwrap_or_default();
        Attribute {
            key: cell(0).to_owned(),
            label: cell(1).to_owned(),
            kind: cell(2).to_owned(),
            universal_id: cell(3).to_owned(),
            options: cell(6).split('|').filter(|option| !option.is_empty()).map(str::to_owned).collect(),
            is_granted: cell(5) == "yes",
            field: Some(cell(4)).filter(|name| !name.is_empty()).and_then(Field::parse),
        }
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fields::Source;

    #[test]
    fn every_field_is_one_attribute_and_granted() {
        let sample = sample();
        for field in Field::all() {
            let found: Vec<_> = sample.iter().filter(|attribute| attribute.field == Some(field)).collect();
            assert_eq!(found.len(), 1, "{field}");
            assert!(found[0].is_granted, "{field}");
            match field.info().source {
                Source::System(key) => assert_eq!(found[0].key, key, "{field}"),
                Source::Dynamic(universal_id) => {
                    assert_eq!(found[0].universal_id, universal_id.unwrap_or_default(), "{field}");
                    assert!(found[0].key.starts_with("dynamic_"), "{field}");
                }
            }
        }
    }

    #[test]
    fn nothing_else_is_granted_at_first() {
        let sample = sample();
        assert_eq!(sample.iter().filter(|attribute| attribute.is_granted).count(), Field::COUNT);
        assert!(sample.iter().any(|attribute| attribute.key == "fix_salary"));
    }

    #[test]
    fn keys_are_unique() {
        let mut keys: Vec<_> = sample().into_iter().map(|attribute| attribute.key).collect();
        keys.sort();
        let all = keys.len();
        keys.dedup();
        assert_eq!(keys.len(), all);
    }
}
