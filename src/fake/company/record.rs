//! Shows a person as Personio's JSON: one envelope `{label, value, type, universal_id}` per attribute.
//! Owns the shapes of values (<https://developer.personio.de/reference/get_company-employees>), not the values.

use jiff::civil::Date;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

use super::attributes::Attribute;
use super::person::Person;
use super::sample_data::SAMPLE_DATA;
use crate::domain::fields::Field;
use crate::fake::rng::{SeededRng, hash};

/// An employee on a page, with these attributes.
pub struct Record<'a> {
    pub person: &'a Person,
    /// `None` also if that attribute is not requested.
    pub supervisor: Option<Person>,
    pub attributes: &'a [&'a Attribute],
    /// Attributes that no account has, added by a fault: key and value.
    pub extra: &'a [(String, Value)],
    /// Picture links begin with it.
    pub base_url: &'a str,
}

/// In one of the shapes that Personio uses.
enum AttributeValue<'a> {
    Text(&'a str),
    Owned(String),
    Number(u64),
    Decimal(f64),
    Nothing,
    Unit(&'static str, &'a str),
    Person(&'a Person),
    Json(&'a Value),
    OwnedJson(Value),
}

struct Envelope<'a> {
    label: &'a str,
    value: AttributeValue<'a>,
    kind: &'a str,
    universal_id: Option<&'a str>,
}

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut employee = to.serialize_map(Some(2))?;
        employee.serialize_entry("type", "Employee")?;
        employee.serialize_entry("attributes", &Attributes(self))?;
        employee.end()
    }
}

struct Attributes<'a>(&'a Record<'a>);

impl Serialize for Attributes<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let record = self.0;
        let mut attributes = to.serialize_map(None)?;
        attributes.serialize_entry("id", &id_of(record.person))?;
        for attribute in record.attributes.iter().filter(|attribute| attribute.key != "id") {
            let envelope = Envelope {
                label: &attribute.label,
                value: record.value(attribute),
                kind: &attribute.kind,
                universal_id: Some(attribute.universal_id.as_str()).filter(|id| !id.is_empty()),
            };
            attributes.serialize_entry(&attribute.key, &envelope)?;
        }
        for (key, value) in record.extra {
            let envelope =
                Envelope { label: key, value: AttributeValue::Json(value), kind: "standard", universal_id: None };
            attributes.serialize_entry(key, &envelope)?;
        }
        attributes.end()
    }
}

impl Serialize for Envelope<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut envelope = to.serialize_map(None)?;
        envelope.serialize_entry("label", self.label)?;
        envelope.serialize_entry("value", &self.value)?;
        envelope.serialize_entry("type", self.kind)?;
        envelope.serialize_entry("universal_id", &self.universal_id)?;
        if self.universal_id.is_some_and(|id| id == "fix_salary" || id == "hourly_salary") {
            envelope.serialize_entry("currency", "EUR")?;
        }
        envelope.end()
    }
}

impl Serialize for AttributeValue<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            AttributeValue::Text(text) => to.serialize_str(text),
            AttributeValue::Owned(text) => to.serialize_str(text),
            AttributeValue::Number(number) => to.serialize_u64(*number),
            AttributeValue::Decimal(number) => to.serialize_f64(*number),
            AttributeValue::Nothing => to.serialize_none(),
            AttributeValue::Unit(kind, name) => {
                json!({"type": kind, "attributes": {"id": unit_id(name), "name": name}}).serialize(to)
            }
            AttributeValue::Person(person) => {
                let mut employee = to.serialize_map(Some(2))?;
                employee.serialize_entry("type", "Employee")?;
                employee.serialize_entry("attributes", &Nested(person))?;
                employee.end()
            }
            AttributeValue::Json(value) => value.serialize(to),
            AttributeValue::OwnedJson(value) => value.serialize(to),
        }
    }
}

/// A supervisor has envelopes inside the value of an envelope.
struct Nested<'a>(&'a Person);

impl Serialize for Nested<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let text = |label, universal_id, value| Envelope {
            label,
            value: AttributeValue::Text(value),
            kind: "standard",
            universal_id: Some(universal_id),
        };
        let mut attributes = to.serialize_map(Some(4))?;
        attributes.serialize_entry("id", &id_of(self.0))?;
        attributes.serialize_entry("first_name", &text("First name", "first_name", &self.0.first_name))?;
        attributes.serialize_entry("last_name", &text("Last name", "last_name", &self.0.last_name))?;
        attributes.serialize_entry("email", &text("Email", "email", &self.0.email))?;
        attributes.end()
    }
}

fn id_of(person: &Person) -> Envelope<'_> {
    Envelope { label: "ID", value: AttributeValue::Number(person.id), kind: "integer", universal_id: Some("id") }
}

impl<'a> Record<'a> {
    fn value<'s>(&'s self, attribute: &'s Attribute) -> AttributeValue<'s> {
        if let Some(value) = self.person.values.get(&attribute.key) {
            return AttributeValue::Json(value);
        }
        attribute.field.map_or_else(|| self.unneeded(attribute), |field| self.needed(field))
    }

    fn needed(&self, field: Field) -> AttributeValue<'_> {
        let person = self.person;
        match field {
            Field::City => AttributeValue::Text(&person.city),
            Field::Country => AttributeValue::Text(&person.country),
            Field::ContractEnds => self.day(person.contract_ends),
            Field::CreatedAt => self.instant(person.created_on),
            Field::Department => unit("Department", &person.department),
            Field::Email => AttributeValue::Text(&person.email),
            Field::EmployeeId => AttributeValue::Text(&person.employee_id),
            Field::EmploymentType => AttributeValue::Text(&person.employment_type),
            Field::FirstName => AttributeValue::Text(&person.first_name),
            Field::HireDate => self.day(person.hire_date),
            Field::IsAPeopleManager => AttributeValue::Text(&person.is_a_people_manager),
            Field::LastDayOfWork => self.day(person.last_day_of_work),
            Field::LastName => AttributeValue::Text(&person.last_name),
            Field::LastWorkingDate => self.day(person.last_working_date),
            Field::OccupationType => AttributeValue::Text(&person.occupation_type),
            Field::Office => unit("Office", &person.office),
            Field::Position => AttributeValue::Text(&person.position),
            Field::ProfilePicture if person.profile_picture => {
                AttributeValue::Owned(format!("{}/v1/company/employees/{}/profile-picture", self.base_url, person.id))
            }
            Field::ProfilePicture => AttributeValue::Nothing,
            Field::Status => AttributeValue::Text(&person.status),
            Field::Supervisor => self.supervisor.as_ref().map_or(AttributeValue::Nothing, AttributeValue::Person),
            Field::Team => unit("Team", &person.team),
            Field::TerminationDate => self.day(person.termination_date),
            Field::Birthday => self.day(person.birthday),
            Field::PersonalEmail => AttributeValue::Text(&person.personal_email),
        }
    }

    /// Attributes that gifting does not need; most values are made up, and plainly so. The account's own attributes are
    /// recognised by label, as their keys say nothing.
    fn unneeded<'s>(&'s self, attribute: &'s Attribute) -> AttributeValue<'s> {
        let person = self.person;
        let mut rng = SeededRng::new(person.id, &attribute.key);
        let is_own = attribute.key.starts_with("dynamic_");
        let name = if is_own { &attribute.label } else { &attribute.key };
        match name.as_str() {
            "preferred_name" => AttributeValue::Text(&person.preferred_name),
            "gender" => AttributeValue::Text(&person.gender),
            "weekly_working_hours" => AttributeValue::Text(&person.weekly_working_hours),
            "last_modified_at" => self.instant(person.modified_on),
            "termination_type" if person.termination_date.is_some() => AttributeValue::Text("employee"),
            "probation_period_end" => {
                self.day(person.hire_date.map(|hired| hired.saturating_add(jiff::Span::new().months(6))))
            }
            "subcompany" => AttributeValue::Unit("Subcompany", &SAMPLE_DATA.organisation.name),
            "cost_centers" => AttributeValue::OwnedJson(json!([{"type": "CostCenter", "attributes":
                {"id": unit_id(&person.department), "name": person.department, "percentage": 100}}])),
            "holiday_calendar" => AttributeValue::OwnedJson(json!({"type": "HolidayCalendar", "attributes":
                {"id": 2, "name": "DE (Berlin) Feiertage", "country": "DE", "state": "Berlin"}})),
            "absence_entitlement" => AttributeValue::OwnedJson(json!([{"type": "TimeOffType", "attributes":
                {"id": 1_195_001, "name": "Paid vacation", "category": "paid_vacation", "entitlement": 28}}])),
            "work_schedule" => AttributeValue::OwnedJson(json!({"type": "WorkSchedule", "attributes":
                {"id": 1_067_807_102_794_692_000_u64, "name": "Full time", "valid_from": null, "monday": "08:00",
                 "tuesday": "08:00", "wednesday": "08:00", "thursday": "08:00", "friday": "08:00",
                 "saturday": "00:00", "sunday": "00:00"}})),
            "fix_salary" => AttributeValue::Decimal(2_400.0 + 50.0 * rng.below(120) as f64),
            "hourly_salary" => AttributeValue::Number(0),
            "fix_salary_interval" => AttributeValue::Text("monthly"),
            "IBAN" => AttributeValue::Owned(format!("XX00 FAKE {:08} 00", person.id)),
            "Tax ID" => AttributeValue::Owned(format!("FAKE/{:07}", rng.below(10_000_000))),
            "Private phone" => AttributeValue::Owned(format!("+49 30 0000 {:04}", rng.below(10_000))),
            "Language skills" => {
                AttributeValue::Text(rng.choose::<&str>(&["English,German", "[\"English\",\"Polish\"]", ""]))
            }
            _ if !attribute.options.is_empty() => AttributeValue::Text(rng.choose::<String>(&attribute.options)),
            _ => AttributeValue::Text(""),
        }
    }

    /// A day as Personio writes it: midnight, with an offset that varies within one account.
    fn day(&self, day: Option<Date>) -> AttributeValue<'a> {
        day.map_or(AttributeValue::Nothing, |day| AttributeValue::Owned(format!("{day}T00:00:00{}", self.offset(day))))
    }

    fn instant(&self, day: Option<Date>) -> AttributeValue<'a> {
        let Some(day) = day else { return AttributeValue::Nothing };
        let mut rng = SeededRng::new(self.person.id, "instant");
        let (hour, minute, second) = (8 + rng.below(10), rng.below(60), rng.below(60));
        AttributeValue::Owned(format!("{day}T{hour:02}:{minute:02}:{second:02}{}", self.offset(day)))
    }

    fn offset(&self, day: Date) -> &'static str {
        let is_summer = (4..=10).contains(&day.month());
        SAMPLE_DATA.office(&self.person.office).unwrap_or(&SAMPLE_DATA.offices[0]).offset[usize::from(is_summer)]
            .as_str()
    }
}

fn unit<'a>(kind: &'static str, name: &'a str) -> AttributeValue<'a> {
    if name.is_empty() { AttributeValue::Nothing } else { AttributeValue::Unit(kind, name) }
}

/// The number of an office, department or team: the same for the same name.
fn unit_id(name: &str) -> u64 {
    1_500_000 + hash(name) % 900_000
}
