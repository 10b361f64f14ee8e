//! Shows a person as Personio's JSON: one envelope `{label, value, type, universal_id}` per attribute.
//! Owns the shapes of values (<https://developer.personio.de/reference/get_company-employees>); decides no values.

use jiff::civil::Date;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

use super::attributes::Attribute;
use super::lists::LISTS;
use super::person::Person;
use crate::fake::dice::{Dice, hash};

/// An employee of a page, with only these attributes.
pub(in crate::fake) struct Record<'a> {
    pub(in crate::fake) person: &'a Person,
    /// Whom they report to, if that is asked for.
    pub(in crate::fake) supervisor: Option<Person>,
    pub(in crate::fake) attributes: &'a [&'a Attribute],
    /// Attributes that no account has, added by a fault: key and value.
    pub(in crate::fake) extra: &'a [(String, Value)],
    /// The address that picture links begin with.
    pub(in crate::fake) base_url: &'a str,
}

/// A value in one of the shapes that Personio uses.
enum Shown<'a> {
    Text(&'a str),
    Owned(String),
    Number(u64),
    Decimal(f64),
    Nothing,
    Unit(&'static str, &'a str),
    Person(&'a Person),
    Json(&'a Value),
    Made(Value),
}

struct Envelope<'a> {
    label: &'a str,
    value: Shown<'a>,
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
                value: record.value(&attribute.key),
                kind: &attribute.kind,
                universal_id: Some(attribute.universal_id.as_str()).filter(|id| !id.is_empty()),
            };
            attributes.serialize_entry(&attribute.key, &envelope)?;
        }
        for (key, value) in record.extra {
            let envelope = Envelope { label: key, value: Shown::Json(value), kind: "standard", universal_id: None };
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

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Shown::Text(text) => to.serialize_str(text),
            Shown::Owned(text) => to.serialize_str(text),
            Shown::Number(number) => to.serialize_u64(*number),
            Shown::Decimal(number) => to.serialize_f64(*number),
            Shown::Nothing => to.serialize_none(),
            Shown::Unit(kind, name) => {
                json!({"type": kind, "attributes": {"id": unit_id(name), "name": name}}).serialize(to)
            }
            Shown::Person(person) => {
                let mut employee = to.serialize_map(Some(2))?;
                employee.serialize_entry("type", "Employee")?;
                employee.serialize_entry("attributes", &Nested(person))?;
                employee.end()
            }
            Shown::Json(value) => value.serialize(to),
            Shown::Made(value) => value.serialize(to),
        }
    }
}

/// A supervisor: envelopes within the value of an envelope.
struct Nested<'a>(&'a Person);

impl Serialize for Nested<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let text = |label, universal_id, value| Envelope {
            label,
            value: Shown::Text(value),
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
    Envelope { label: "ID", value: Shown::Number(person.id), kind: "integer", universal_id: Some("id") }
}

impl<'a> Record<'a> {
    fn value<'s>(&'s self, key: &str) -> Shown<'s> {
        let person = self.person;
        if let Some(value) = person.values.get(key) {
            return Shown::Json(value);
        }
        match key {
            "first_name" => Shown::Text(&person.first_name),
            "last_name" => Shown::Text(&person.last_name),
            "preferred_name" => Shown::Text(&person.preferred_name),
            "email" => Shown::Text(&person.email),
            "gender" => Shown::Text(&person.gender),
            "status" => Shown::Text(&person.status),
            "position" => Shown::Text(&person.position),
            "supervisor" => self.supervisor.as_ref().map_or(Shown::Nothing, Shown::Person),
            "employment_type" => Shown::Text(&person.employment_type),
            "weekly_working_hours" => Shown::Text(&person.weekly_working_hours),
            "hire_date" => self.day(person.hire_date),
            "contract_end_date" => self.day(person.contract_ends),
            "termination_date" => self.day(person.termination_date),
            "last_working_day" => self.day(person.last_day_of_work),
            "created_at" => self.instant(person.created_on),
            "last_modified_at" => self.instant(person.modified_on),
            "office" => unit("Office", &person.office),
            "department" => unit("Department", &person.department),
            "team" => unit("Team", &person.team),
            "profile_picture" if person.profile_picture => {
                Shown::Owned(format!("{}/v1/company/employees/{}/profile-picture", self.base_url, person.id))
            }
            "profile_picture" => Shown::Nothing,
            "dynamic_7123992" => self.day(person.birthday),
            "dynamic_7123994" => Shown::Text(&person.employee_id),
            "dynamic_7124012" => Shown::Text(&person.personal_email),
            "dynamic_7124018" => Shown::Text(&person.city),
            "dynamic_7124039" => Shown::Text(&person.occupation_type),
            "dynamic_9301407" => Shown::Text(&person.country),
            "dynamic_9301411" => Shown::Text(&person.is_a_people_manager),
            "dynamic_9301418" => self.day(person.last_working_date),
            _ => self.unneeded(key),
        }
    }

    /// Attributes that gifting does not need; made up on the spot and plainly so.
    fn unneeded(&self, key: &str) -> Shown<'a> {
        let person = self.person;
        let mut dice = Dice::of(person.id, key);
        match key {
            "termination_type" if person.termination_date.is_some() => Shown::Text("employee"),
            "probation_period_end" => {
                self.day(person.hire_date.map(|hired| hired.saturating_add(jiff::Span::new().months(6))))
            }
            "subcompany" => Shown::Unit("Subcompany", &LISTS.organisation.name),
            "cost_centers" => Shown::Made(json!([{"type": "CostCenter", "attributes":
                {"id": unit_id(&person.department), "name": person.department, "percentage": 100}}])),
            "holiday_calendar" => Shown::Made(json!({"type": "HolidayCalendar", "attributes":
                {"id": 2, "name": "DE (Berlin) Feiertage", "country": "DE", "state": "Berlin"}})),
            "absence_entitlement" => Shown::Made(json!([{"type": "TimeOffType", "attributes":
                {"id": 1_195_001, "name": "Paid vacation", "category": "paid_vacation", "entitlement": 28}}])),
            "work_schedule" => Shown::Made(json!({"type": "WorkSchedule", "attributes":
                {"id": 1_067_807_102_794_692_000_u64, "name": "Full time", "valid_from": null, "monday": "08:00",
                 "tuesday": "08:00", "wednesday": "08:00", "thursday": "08:00", "friday": "08:00",
                 "saturday": "00:00", "sunday": "00:00"}})),
            "fix_salary" => Shown::Decimal(2_400.0 + 50.0 * dice.below(120) as f64),
            "hourly_salary" => Shown::Number(0),
            "fix_salary_interval" => Shown::Text("monthly"),
            "dynamic_7124001" => Shown::Owned(format!("XX00 FAKE {:08} 00", person.id)),
            "dynamic_7124003" => Shown::Owned(format!("FAKE/{:07}", dice.below(10_000_000))),
            "dynamic_7124005" => Shown::Text(one(&mut dice, &["married", "single", "divorced", ""])),
            "dynamic_7124007" => Shown::Text(one(&mut dice, &["none", "rk", "ev", ""])),
            "dynamic_7124014" => Shown::Owned(format!("+49 30 0000 {:04}", dice.below(10_000))),
            "dynamic_7124045" => Shown::Text(one(&mut dice, &["XS", "S", "M", "L", "XL", "XXL"])),
            "dynamic_7124050" => Shown::Text(one(&mut dice, &["English,German", "[\"English\",\"Polish\"]", ""])),
            _ => Shown::Text(""),
        }
    }

    /// A day as Personio writes one: midnight, in an offset that differs within one account.
    fn day(&self, day: Option<Date>) -> Shown<'a> {
        day.map_or(Shown::Nothing, |day| Shown::Owned(format!("{day}T00:00:00{}", self.offset(day))))
    }

    fn instant(&self, day: Option<Date>) -> Shown<'a> {
        let Some(day) = day else { return Shown::Nothing };
        let mut dice = Dice::of(self.person.id, "instant");
        let (hour, minute, second) = (8 + dice.below(10), dice.below(60), dice.below(60));
        Shown::Owned(format!("{day}T{hour:02}:{minute:02}:{second:02}{}", self.offset(day)))
    }

    fn offset(&self, day: Date) -> &'static str {
        let is_summer = (4..=10).contains(&day.month());
        LISTS.office(&self.person.office).unwrap_or(&LISTS.offices[0]).offset[usize::from(is_summer)].as_str()
    }
}

fn one(dice: &mut Dice, words: &[&'static str]) -> &'static str {
    words[dice.below(words.len() as u64) as usize]
}

fn unit<'a>(kind: &'static str, name: &'a str) -> Shown<'a> {
    if name.is_empty() { Shown::Nothing } else { Shown::Unit(kind, name) }
}

/// The number of an office, department or team: the same for the same name.
fn unit_id(name: &str) -> u64 {
    1_500_000 + hash(name) % 900_000
}
