//! Turns one row of a page into an `Employee`, by the keys that were requested. The birthday loses its year here.

use super::json::Json;
use super::value::{in_envelope, is_empty, number, text};
use crate::domain::calendar::{Day, MonthDay};
use crate::domain::fields::{DateField, Field, Fields, TextField};
use crate::domain::people::employee::{Employee, PersonId, SupervisorRef};
use std::collections::HashMap;

/// The record of a row, or the part of the row that is not understood. `fields` maps an attribute's key to the fields
/// it fills.
pub fn employee(row: Json, fields: &HashMap<&str, Fields>) -> Result<Employee, &'static str> {
    let Json::Object(members) = row else { return Err("data[]") };
    let mut employee = Employee::default();
    let (mut id, mut outer_id) = (None, None);
    for (name, value) in members {
        match &*name {
            "id" => outer_id = number(&value),
            "attributes" => {
                for (key, attribute) in value.into_members() {
                    let value = in_envelope(attribute);
                    if *key == *"id" {
                        id = Some(number(&value));
                    }
                    let mut fields = fields.get(&*key).copied().unwrap_or_default().iter();
                    if let Some(first) = fields.next() {
                        fields.for_each(|further| set(&mut employee, further, value.clone()));
                        set(&mut employee, first, value);
                    }
                }
            }
            _ => {}
        }
    }
    employee.id = PersonId(id.unwrap_or(outer_id).ok_or("id")?);
    Ok(employee)
}

/// Stores the value of a field, and whether it was not understood. Of a birthday only month and day are kept.
fn set(employee: &mut Employee, field: Field, value: Json) {
    employee.present.insert(field);
    let is_nothing = is_empty(&value);
    // Blanks alone are not worth a warning.
    let is_odd = |text: &str| !is_nothing && (text.is_empty() || !text.trim().is_empty());
    let odd = if let Some(place) = TextField::of(field) {
        let (text, odd) = text(value);
        employee.texts[place as usize] = text;
        odd
    } else if let Some(place) = DateField::of(field) {
        let (text, _) = text(value);
        let day = Day::parse(&text);
        employee.dates[place as usize] = day;
        day.is_none() && is_odd(&text)
    } else if field == Field::Birthday {
        let (text, _) = text(value);
        employee.birthday = MonthDay::parse_birthday(&text);
        employee.birthday.is_none() && is_odd(&text)
    } else if field == Field::Supervisor {
        employee.supervisor = supervisor(value);
        employee.supervisor.as_ref().map_or(!is_nothing, |boss| boss.name.contains('\u{FFFD}'))
    } else {
        employee.picture = !is_nothing && !matches!(value, Json::Bool(false) | Json::Odd);
        value == Json::Odd
    };
    if odd {
        employee.odd.insert(field);
    }
}

/// A nested employee, only an id, or only a name; a list of one is the same as that one.
fn supervisor(value: Json) -> Option<SupervisorRef> {
    let value = match value {
        Json::List(mut list) if list.len() == 1 => list.pop()?,
        Json::List(_) | Json::Bool(_) | Json::Odd => return None,
        other => other,
    };
    let id = number(&value).filter(|id| *id > 0).map(PersonId);
    let name = match value {
        Json::Number(_) => String::new(),
        Json::Text(_) if id.is_some() => String::new(),
        other => text(other).0,
    };
    (id.is_some() || !name.trim().is_empty()).then_some(SupervisorRef { id, name })
}
