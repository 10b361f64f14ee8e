//! The rows of a page of employees: each becomes an `Employee`, by the keys that were asked for. Whatever a row has
//! besides is skipped unread.

use super::MAX_ROWS;
use super::shape::{As, Shape};
use super::value::Value;
use super::{Cause, Data};
use crate::domain::calendar::{Day, MonthDay};
use crate::domain::checklist::attribute::Keys;
use crate::domain::fields::{DateField, Field, Fields, TextField};
use crate::domain::people::employee::{Employee, PersonId, SupervisorRef};
use serde::Deserialize;
use serde::de::{IgnoredAny, MapAccess, SeqAccess};
use std::collections::HashMap;

/// The rows read so far.
pub struct People<'k> {
    fields: HashMap<&'k str, Fields>,
    /// Their records.
    pub employees: Vec<Employee>,
    /// How many came.
    pub rows: usize,
    odd: Option<Cause>,
}

impl<'k> People<'k> {
    /// None read yet.
    pub fn new(keys: &'k Keys) -> People<'k> {
        let fields = keys.iter().map(|(key, fields)| (key.as_str(), *fields)).collect();
        People { fields, employees: Vec::new(), rows: 0, odd: None }
    }
}

impl Data for People<'_> {
    fn odd(&self) -> Option<Cause> {
        self.odd.clone()
    }
}

impl<'de> Shape<'de> for &mut People<'_> {
    type Out = ();

    fn plain(self, _: Value) {
        self.odd = Some(Cause::Envelope { part: "data" });
    }

    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(row) = list.next_element_seed(As(Row { fields: &self.fields }))? {
            self.rows += 1;
            match row {
                Ok(_) if self.rows > MAX_ROWS => self.odd = Some(Cause::TooMany { limit: MAX_ROWS }),
                Ok(employee) => self.employees.push(employee),
                Err(part) => self.odd = Some(Cause::Envelope { part }),
            }
        }
        Ok(())
    }
}

/// One row: the record, or which part of it is odd.
struct Row<'a> {
    fields: &'a HashMap<&'a str, Fields>,
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum RowKey {
    Id,
    Attributes,
    #[serde(other)]
    Other,
}

impl<'de> Shape<'de> for Row<'_> {
    type Out = Result<Employee, &'static str>;

    fn plain(self, _: Value) -> Self::Out {
        Err("data[]")
    }

    fn object<A: MapAccess<'de>>(self, mut row: A) -> Result<Self::Out, A::Error> {
        let mut record = Record { fields: self.fields, employee: Employee::default(), id: None, ids: 0 };
        let mut outer_id = None;
        while let Some(key) = row.next_key()? {
            match key {
                RowKey::Id => outer_id = row.next_value::<Value>()?.number(),
                RowKey::Attributes => row.next_value_seed(As(&mut record))?,
                RowKey::Other => {
                    row.next_value::<IgnoredAny>()?;
                }
            }
        }
        // Two ids in one row: whose row it is, is not known.
        let id = if record.ids > 1 { None } else { record.id.or(outer_id.filter(|_| record.ids == 0)) };
        let Some(id) = id else { return Ok(Err("id")) };
        record.employee.id = PersonId(id);
        Ok(Ok(record.employee))
    }
}

/// The attributes of a row.
struct Record<'a> {
    fields: &'a HashMap<&'a str, Fields>,
    employee: Employee,
    id: Option<u64>,
    /// How often `id` came.
    ids: usize,
}

impl<'de> Shape<'de> for &mut Record<'_> {
    type Out = ();

    fn plain(self, _: Value) {}

    fn object<A: MapAccess<'de>>(self, mut attributes: A) -> Result<(), A::Error> {
        while let Some((is_id, fields)) = attributes.next_key_seed(KeyOf { fields: self.fields })? {
            if !is_id && fields.is_empty() {
                attributes.next_value::<IgnoredAny>()?;
                continue;
            }
            let value = attributes.next_value::<Value>()?.out_of_envelope();
            if is_id {
                self.ids += 1;
                self.id = value.number();
            }
            let mut fields = fields.iter();
            if let Some(field) = fields.next() {
                fields.for_each(|further| set(&mut self.employee, further, value.clone()));
                set(&mut self.employee, field, value);
            }
        }
        Ok(())
    }
}

/// What an attribute's key stands for: the row's id, fields, or both.
struct KeyOf<'a> {
    fields: &'a HashMap<&'a str, Fields>,
}

impl<'de> serde::de::DeserializeSeed<'de> for KeyOf<'_> {
    type Value = (bool, Fields);

    fn deserialize<D: serde::Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_str(self)
    }
}

impl serde::de::Visitor<'_> for KeyOf<'_> {
    type Value = (bool, Fields);

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok((key == "id", self.fields.get(key).copied().unwrap_or_default()))
    }
}

/// Puts a value where its field has its place. Keeps of a birthday only month and day.
fn set(employee: &mut Employee, field: Field, value: Value) {
    employee.present.insert(field);
    let is_empty = value.is_empty();
    let odd = if let Some(text) = TextField::of(field) {
        let (value, odd) = value.text();
        employee.texts[text as usize] = value;
        odd
    } else if let Some(date) = DateField::of(field) {
        let (text, _) = value.text();
        let day = Day::parse(&text);
        employee.dates[date as usize] = day;
        day.is_none() && !is_blank(&text, is_empty)
    } else if field == Field::Birthday {
        let (text, _) = value.text();
        employee.birthday = MonthDay::parse_birthday(&text);
        employee.birthday.is_none() && !is_blank(&text, is_empty)
    } else if field == Field::Supervisor {
        employee.supervisor = supervisor(value);
        employee.supervisor.is_none() && !is_empty
    } else {
        employee.picture = !matches!(value, Value::Empty | Value::Flag(false));
        false
    };
    if odd {
        employee.odd.insert(field);
    }
}

/// Whether there is nothing to understand: no value, or only blanks.
fn is_blank(text: &str, is_empty: bool) -> bool {
    is_empty || (!text.is_empty() && text.trim().is_empty())
}

/// A nested employee, an id alone, or a name alone; a list of one is that one.
fn supervisor(value: Value) -> Option<SupervisorRef> {
    let value = match value {
        Value::List(mut list) if list.len() == 1 => list.pop().unwrap_or_default(),
        Value::List(_) | Value::Flag(_) => return None,
        other => other,
    };
    let id = value.number().filter(|id| *id > 0).map(PersonId);
    let name = match value {
        Value::Number(_) => String::new(),
        Value::Text(_) if id.is_some() => String::new(),
        other => other.text().0,
    };
    (id.is_some() || !name.trim().is_empty()).then_some(SupervisorRef { id, name })
}
