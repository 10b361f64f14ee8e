use super::*;

fn attribute(key: &str, label: &str, kind: &str, universal_id: Option<&str>) -> Attribute {
    Attribute {
        key: key.into(),
        label: label.into(),
        kind: kind.into(),
        universal_id: universal_id.map(str::to_string),
    }
}

fn dynamic(number: u32, label: &str) -> Attribute {
    attribute(&format!("dynamic_{number}"), label, "standard", None)
}

fn state(attributes: &[Attribute], field: Field) -> FieldState {
    checklist(attributes, &Pins::new()).of(field).cloned().unwrap()
}

fn pin(field: Field, key: &str) -> Pins {
    Pins::from([(field, Pin { key: key.into(), label: String::new() })])
}

/// Catalogue: F13.
#[test]
fn a_system_field_is_matched_by_key_whatever_its_label() {
    let found = state(&[attribute("office", "Arbeitsplatz", "standard", None)], Field::Office);
    assert_eq!((found.state, found.label.as_deref()), (State::Readable, Some("Arbeitsplatz")));
    assert_eq!(state(&[dynamic(1, "Office")], Field::Office).state, State::Missing);
}

#[test]
fn a_dynamic_field_is_matched_by_label_in_any_spelling() {
    for label in [
        "Beschäftigungsart",
        "beschaeftigungsart",
        " BESCHÄFTIGUNGSART\u{a0}",
        "Bescha\u{308}ftigungsart",
        "Occupation  Type",
    ] {
        assert_eq!(state(&[dynamic(1, label)], Field::OccupationType).state, State::Readable, "{label}");
    }
}

#[test]
fn what_only_looks_alike_is_not_green() {
    for (label, kind) in [("Ланд", "standard"), ("Aniversario", "date"), ("Beschaftigungsart", "list")] {
        let attributes = [attribute("dynamic_1", label, kind, None)];
        let green = checklist(&attributes, &Pins::new()).readable_fields();
        assert!(green.is_empty(), "{label}: {green:?}");
    }
}

#[test]
fn an_abbreviated_label_is_offered_and_not_called_unneeded() {
    let list = checklist(&[dynamic(1, "Personalnr.")], &Pins::new());
    assert_eq!(list.of(Field::EmployeeId).unwrap().candidates.len(), 1);
    assert!(list.unneeded.is_empty());
}

#[test]
fn a_birthday_is_matched_by_its_universal_id_first() {
    let attributes = [dynamic(1, "Birthday"), attribute("dynamic_2", "Party", "date", Some("date_of_birth"))];
    assert_eq!(state(&attributes, Field::Birthday).key.unwrap().as_str(), "dynamic_2");
}

/// Catalogue: F13.
#[test]
fn a_stable_id_beats_any_label() {
    let number = |label| attribute("dynamic_2", label, "standard", Some("company_employee_id"));
    for attributes in [
        vec![dynamic(1, "Employee ID"), number("Staff number")],
        vec![number("Kennung")],
        vec![dynamic(1, "Personalnummer"), number("Personal email")],
    ] {
        let found = state(&attributes, Field::EmployeeId);
        assert_eq!((found.state, found.key.unwrap().as_str()), (State::Readable, "dynamic_2"));
        assert_eq!(state(&attributes, Field::PersonalEmail).state, State::NotFound);
    }
    let mail = [dynamic(1, "Personal email"), attribute("dynamic_2", "Heim", "standard", Some("personal_email"))];
    assert_eq!(state(&mail, Field::PersonalEmail).key.unwrap().as_str(), "dynamic_2");
    let both = [number("A"), attribute("dynamic_3", "Employee ID", "standard", Some("company_employee_id"))];
    assert_eq!(state(&both, Field::EmployeeId).state, State::Ambiguous);
    let pinned = checklist(&both, &pin(Field::EmployeeId, "dynamic_3"));
    assert_eq!(pinned.of(Field::EmployeeId).unwrap().state, State::Pinned);
}

#[test]
fn the_key_of_one_field_is_never_another_by_its_stable_id() {
    let attributes = [attribute("email", "Email", "standard", Some("personal_email"))];
    assert_eq!(state(&attributes, Field::Email).state, State::Readable);
    assert_eq!(state(&attributes, Field::PersonalEmail).state, State::NotFound);
}

#[test]
fn employee_id_is_never_personios_own_id() {
    let attributes = [attribute("id", "Employee ID", "integer", Some("id"))];
    assert_eq!(state(&attributes, Field::EmployeeId).state, State::NotFound);
    let pinned = checklist(&attributes, &pin(Field::EmployeeId, "id"));
    assert_eq!(pinned.of(Field::EmployeeId).unwrap().state, State::Pinned);
}

#[test]
fn last_working_date_is_never_silently_the_last_day_of_work_but_offered_it() {
    let attributes = [attribute("last_working_day", "Last Working Date", "date", Some("last_working_day"))];
    let found = state(&attributes, Field::LastWorkingDate);
    assert_eq!(found.state, State::NotFound);
    assert_eq!(found.candidates[0].key.as_str(), "last_working_day");
    let keys = checklist(&attributes, &pin(Field::LastWorkingDate, "last_working_day")).keys();
    assert_eq!(keys[&"last_working_day".into()].len(), 2, "one attribute may fill two fields if the user says so");
}

#[test]
fn two_attributes_of_one_label_are_asked_about() {
    let found = state(&[dynamic(1, "City"), dynamic(2, "city")], Field::City);
    assert_eq!((found.state, found.candidates.len()), (State::Ambiguous, 2));
    let twice = [dynamic(1, "City"), dynamic(1, "City")];
    assert_eq!(state(&twice, Field::City).state, State::Readable, "the same key twice is one attribute");
}

#[test]
fn a_pin_that_cannot_be_read_is_said_and_nothing_takes_its_place() {
    let attributes = [dynamic(1, "City"), attribute("team", "Team", "standard", None)];
    let lost = checklist(&attributes, &pin(Field::City, "dynamic_9"));
    let city = lost.of(Field::City).unwrap();
    assert_eq!((city.state, city.pin_is_lost, city.label.as_deref()), (State::NotFound, true, None));
    assert_eq!(city.key.as_ref().unwrap().as_str(), "dynamic_9");
    let lost = checklist(&attributes, &pin(Field::Team, "dynamic_9"));
    assert_eq!(lost.of(Field::Team).unwrap().state, State::Missing);
    assert!(lost.unneeded.is_empty(), "nobody is told to untick the real Team");
}

#[test]
fn a_field_that_was_not_found_offers_close_labels_of_the_right_type() {
    let attributes = [
        dynamic(1, "Employe ID"),
        dynamic(2, "Shoe size"),
        attribute("dynamic_3", "Employee ID issued", "date", None),
        dynamic(4, "Employee ID (old)"),
    ];
    let keys: Vec<_> =
        state(&attributes, Field::EmployeeId).candidates.into_iter().map(|c| c.key.to_string()).collect();
    assert_eq!(keys.len(), 2);
    assert!(keys.contains(&"dynamic_1".into()) && keys.contains(&"dynamic_4".into()), "{keys:?}");
}

#[test]
fn whatever_another_field_is_read_from_is_no_choice_and_what_is_unlikely_is_doubted() {
    let attributes = [
        attribute("first_name", "First name (legal)", "standard", Some("first_name")),
        attribute("dynamic_3", "Joined the union", "date", None),
        dynamic(4, "Shoe size"),
        dynamic(5, "Employe ID"),
    ];
    let choices = |field| -> Vec<(String, Option<Doubt>)> {
        let list = checklist(&attributes, &Pins::new());
        list.choices(field).into_iter().map(|choice| (choice.candidate.key.to_string(), choice.doubt)).collect()
    };
    let expected = [
        ("dynamic_5".to_string(), None),
        ("dynamic_3".to_string(), Some(Doubt::Type)),
        ("dynamic_4".to_string(), Some(Doubt::Label)),
        ("id".to_string(), Some(Doubt::Label)),
    ];
    assert_eq!(choices(Field::EmployeeId), expected);
    assert!(choices(Field::City).iter().all(|(key, doubt)| key != "first_name" && doubt.is_some()));
    assert_eq!(choices(Field::Birthday)[1], ("dynamic_4".to_string(), Some(Doubt::Type)));
}

#[test]
fn what_gifting_does_not_need_comes_most_sensitive_first() {
    let attributes = [
        dynamic(1, "Shoe size"),
        dynamic(2, "Konfession"),
        attribute("fix_salary", "Fixed salary", "decimal", Some("fix_salary")),
        dynamic(3, "Bruttogehalt"),
        dynamic(4, "City"),
        dynamic(5, "Operating unit"),
        dynamic(6, "HR Business Partner"),
        attribute("id", "ID", "integer", Some("id")),
    ];
    let unneeded = checklist(&attributes, &Pins::new()).unneeded;
    let labels: Vec<_> = unneeded.iter().map(|u| (u.label.as_str(), u.sensitive.is_some())).collect();
    assert_eq!(
        labels,
        [
            ("Fixed salary", true),
            ("Bruttogehalt", true),
            ("Konfession", true),
            ("Shoe size", false),
            ("Operating unit", false),
            ("HR Business Partner", false)
        ]
    );
}

#[test]
fn hostile_labels_match_nothing_and_break_nothing() {
    let long = "x".repeat(10_000);
    let attributes =
        [dynamic(1, ""), dynamic(2, ""), dynamic(3, &long), dynamic(4, "\u{1b}[2JCity"), dynamic(5, " \u{200b} ")];
    let list = checklist(&attributes, &Pins::new());
    assert_eq!(list.readable(Need::Required) + list.readable(Need::Optional), 0);
    assert_eq!(list.unneeded.len(), 4, "one could be meant as City, and is asked about");
}

#[test]
fn every_field_of_the_alias_table_is_one_of_the_24() {
    let lines =
        include_str!("../../../../assets/aliases.csv").lines().skip(1).filter(|line| !line.trim().is_empty()).count();
    assert_eq!(labels::ALIASES.len(), lines);
    for field in Field::all() {
        assert!(label_in(field, "en").is_some() && label_in(field, "de").is_some(), "{field}");
    }
}
