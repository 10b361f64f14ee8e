//! A person of the embedded company, as plain values; `record` shows it as Personio's JSON.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::Value;

/// One employee. Empty text is shown as `""` and a missing day as `null`, as Personio does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person {
    /// Personio's number; 0 lets `Company::add` choose one.
    pub id: u64,
    pub first_name: String,
    pub last_name: String,
    pub preferred_name: String,
    pub gender: String,
    pub email: String,
    pub personal_email: String,
    /// `active`, `onboarding`, `leave`, `inactive`.
    pub status: String,
    pub position: String,
    /// The id of another person; shown as `null` when there is no such person.
    pub supervisor: Option<u64>,
    /// `internal`, `external`.
    pub employment_type: String,
    pub occupation_type: String,
    pub weekly_working_hours: String,
    pub hire_date: Option<Date>,
    pub contract_ends: Option<Date>,
    pub termination_date: Option<Date>,
    /// Personio's attribute (`last_working_day`).
    pub last_day_of_work: Option<Date>,
    /// The account's own attribute of a similar name.
    pub last_working_date: Option<Date>,
    pub created_on: Option<Date>,
    pub modified_on: Option<Date>,
    /// A name; empty is shown as `null`, as for department and team.
    pub office: String,
    pub department: String,
    pub team: String,
    pub city: String,
    pub country: String,
    pub employee_id: String,
    /// `Yes`, `No`, or empty.
    pub is_a_people_manager: String,
    pub birthday: Option<Date>,
    pub profile_picture: bool,
    /// Values to show instead, by attribute key, whatever their shape: `{"hire_date": 17}`.
    pub values: BTreeMap<String, Value>,
}

impl Person {
    /// An active employee of that name with a work email and nothing else.
    pub fn named(first_name: &str, last_name: &str) -> Person {
        let words = format!("{first_name} {last_name}");
        let mailbox = mailbox(&words).replace(' ', ".");
        Person {
            first_name: first_name.to_owned(),
            last_name: last_name.to_owned(),
            email: format!("{}@acme.example", mailbox.trim_matches('.')),
            status: "active".to_owned(),
            employment_type: "internal".to_owned(),
            ..Person::default()
        }
    }
}

/// A name as a German company would write it before the `@`: `Jörg Weiß` becomes `joerg weiss`.
pub(super) fn mailbox(name: &str) -> String {
    let mut spelled = String::with_capacity(name.len());
    for letter in name.chars() {
        match letter {
            'ä' => spelled.push_str("ae"),
            'ö' => spelled.push_str("oe"),
            'ü' => spelled.push_str("ue"),
            'Ä' => spelled.push_str("Ae"),
            'Ö' => spelled.push_str("Oe"),
            'Ü' => spelled.push_str("Ue"),
            _ if letter.is_ascii() => spelled.push(letter),
            _ => spelled.push_str(any_ascii::any_ascii_char(letter)),
        }
    }
    spelled.retain(|letter| letter.is_ascii_alphanumeric() || letter == '-' || letter == ' ');
    spelled.make_ascii_lowercase();
    spelled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_is_spelled_in_ascii() {
        let table = [
            ("Jörg Weiß", "joerg weiss"),
            ("Łukasz", "lukasz"),
            ("Đặng", "dang"),
            ("Sinéad O'Brien", "sinead obrien"),
            ("Hans-Peter", "hans-peter"),
            ("Øyvind Þorsteinsson", "oyvind thorsteinsson"),
        ];
        for (name, expected) in table {
            assert_eq!(mailbox(name), expected, "{name}");
        }
    }

    #[test]
    fn a_named_person_has_a_work_address() {
        assert_eq!(Person::named("Zoë", "Müller").email, "zoe.mueller@acme.example");
    }
}
