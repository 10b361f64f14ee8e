//! Values that cannot be used, and fields without any: told by `sync`, `check`, `list` and `export`.

use super::company::{Company, three};
use giftlist::domain::fields::Field;
use giftlist::fake::{Endpoint, FakeOptions, Person, What};
use serde_json::{Value, json};

fn with(person: Person, values: &[(&str, Value)]) -> Person {
    Person { values: values.iter().map(|(key, value)| (key.to_string(), value.clone())).collect(), ..person }
}

#[test]
fn a_last_day_that_cannot_be_understood_is_told_by_every_command() {
    let [first, second, third] = three();
    let first = with(first, &[("termination_date", json!("01.11.2026"))]);
    let company = Company::of([first, second, third]);
    let told = "1 value of Termination Date: not understood (odd:termination_date)";
    let sync = company.giftlist(&["sync"]).exits(0);
    assert!(sync.stdout.lines().any(|line| line == told), "{}", sync.stdout);
    assert_eq!(company.json(&["sync", "--json"])["odd"], json!({"termination_date": 1}));
    let list = company.giftlist(&["list"]).exits(0);
    assert!(list.stdout.contains("Aoife Byrne") && list.stderr.contains(told), "{}", list.stderr);
    let odd = company.giftlist(&["list", "odd:termination_date"]).exits(0);
    assert!(odd.stdout.contains("Aoife Byrne") && !odd.stdout.contains("Zoë"), "{}", odd.stdout);
    let export = company.giftlist(&["export", "-o", "gifts.csv"]).exits(0);
    let warning = "1 person may have left: last day not understood (odd:termination_date)";
    assert!(export.stderr.contains(warning), "{}", export.stderr);
}

#[test]
fn an_email_that_is_no_address_is_found_counted_and_warned_of() {
    let people =
        ["anna@", "not an address", "a@x.example, b@x.example", "jörg@bücher.example", "o'neill+gift@sub.x.example"];
    let people = people.into_iter().enumerate().map(|(place, email)| Person {
        email: email.into(),
        personal_email: if place == 4 { "nobody".into() } else { String::new() },
        ..Person::named(&format!("P{place}"), "Test")
    });
    let company = Company::of(people);
    assert_eq!(company.json(&["sync", "--json"])["odd"], json!({"email": 3, "personal_email": 1}));
    let found = |query| company.json(&["list", query, "--format", "json"]).as_array().map(Vec::len);
    assert_eq!((found("odd:email"), found("odd:any"), found("odd:personal-email")), (Some(3), Some(4), Some(1)));
    let warned = |options: &[&str]| {
        let all = [&["export", "-o", "gifts.csv", "--force", "--preset", "generic"], options].concat();
        company.giftlist(&all).exits(0).stderr
    };
    assert!(warned(&[]).contains("3 values of Email: no address (odd:email)"));
    let personal = warned(&["--address", "personal"]);
    assert!(personal.contains("1 value of Personal email: no address (odd:personal_email)"), "{personal}");
    let fine = company.giftlist(&["export", "-o", "fine.csv", "-odd:any"]);
    let fine =
        if fine.code == 0 { fine } else { company.giftlist(&["export", "-o", "fine.csv", "--", "-odd:any"]).exits(0) };
    assert!(!fine.stderr.contains("no address"), "{}", fine.stderr);
}

#[test]
fn what_is_empty_for_everybody_is_told_without_a_screen_and_louder_when_it_was_not() {
    let person = |place: usize, team: &str| Person { team: team.into(), ..Person::named(&format!("P{place}"), "Test") };
    let company = Company::of((0..4).map(|place| person(place, "Blue")));
    let first = company.json(&["sync", "--json"]);
    let empty = first["empty"].as_array().unwrap();
    assert!(empty.contains(&json!("office")) && !empty.contains(&json!("team")), "{first}");
    company.fake.edit_company(|all| (1..=4).for_each(|id| _ = all.change(id, |person| person.team = String::new())));
    let second = company.giftlist(&["sync"]).exits(0).stdout;
    assert_eq!(second.lines().nth(1), Some("Team: 4 of 4 had a value, none has now"), "{second}");
    assert!(second.lines().any(|line| line.starts_with("empty for everybody, though required: City, ")), "{second}");
    company.fake.edit_company(|all| (1..=4).for_each(|id| _ = all.change(id, |person| person.email = String::new())));
    let third = company.giftlist(&["sync", "--json"]).exits(0);
    assert_eq!(third.stderr, "giftlist: Email: 4 of 4 had a value, none has now\n");
    let empty = &super::company::parsed(&third.stdout)["empty"];
    assert!(["email", "team"].iter().all(|lost| empty.as_array().unwrap().contains(&json!(lost))), "{empty}");
    let check = company.giftlist(&["check"]).exits(0).stdout;
    assert!(check.contains("empty for everybody, though required: City, "), "{check}");
    assert!(check.lines().any(|line| line.starts_with("+ Last name") && line.ends_with(", 4 of 4")), "{check}");
    let report = company.json(&["check", "--json"]);
    assert_eq!((&report["people"], &report["fields"][13]["filled"]), (&json!(4), &json!(4)));
}

#[test]
fn a_field_that_was_not_read_never_looks_empty() {
    let missing = vec![Field::Team, Field::Email];
    let company = Company::with(FakeOptions { employees: Some(3), missing, ..FakeOptions::default() }).synced();
    for query in ["missing:team", "has:team", "-has:team", "team:\"\"", "-team:blue", "team:-blue", "-(x OR team:a)"] {
        let refused = company.giftlist(&["list", "--", query]).exits(2);
        let error = super::company::one_error(&refused);
        assert!(error.ends_with("Team was not read in the last sync: tick it in Personio, then sync"), "{error}");
    }
    let nobody = company.giftlist(&["list", "team:blue"]).exits(1);
    assert!(nobody.stderr.contains("Team was not read in the last sync: nobody is found by it"), "{}", nobody.stderr);
    let nobody = company.giftlist(&["list", "odd:team"]).exits(1);
    assert!(nobody.stderr.contains("Team was not read in the last sync: nobody is found by it"), "{}", nobody.stderr);
    let sorted = company.giftlist(&["list", "--sort", "team"]).exits(0);
    assert!(sorted.stderr.contains("Team was not read in the last sync: all are equal by it"), "{}", sorted.stderr);
    let list = company.giftlist(&["list", "--columns", "name,team,office"]).exits(0);
    assert!(list.stdout.lines().next().unwrap().contains("Team (not read)  Office"), "{}", list.stdout);
    let export = company.giftlist(&["export", "-o", "gifts.csv", "--preset", "generic"]).exits(0);
    assert!(export.stderr.contains("not read in the last sync, so empty in the file: Email\n"), "{}", export.stderr);
    assert!(!export.stderr.contains("without an email"), "{}", export.stderr);
}

#[test]
fn half_a_character_costs_one_value_and_not_the_company() {
    let company = Company::of(three());
    let attributes = r#"{"success":true,"data":[{"key":"first_name","label":"\ud83d"},{"key":"email","label":"E"}]}"#;
    let employees = r#"{"success":true,"metadata":{"total_elements":2},"data":[
        {"attributes":{"id":{"value":1},"first_name":{"value":"\ud83d x"},"email":{"value":"a@x.example"}}},
        {"attributes":{"id":{"value":2},"first_name":{"value":"Zo\u00eb"},"email":{"value":"z@x.example"}}}]}"#;
    company.spoil(Endpoint::Attributes, What::Json(attributes.into()));
    company.spoil(Endpoint::Employees, What::Json(employees.into()));
    let report = company.json(&["sync", "--json"]);
    assert_eq!((&report["people"], &report["odd"]), (&json!(2), &json!({"first_name": 1})));
    let found = company.json(&["list", "odd:first_name", "--format", "json"]);
    assert_eq!(found[0]["first_name"], json!("\u{fffd} x"));
}

/// Catalogue: C10.
#[test]
fn values_that_excel_changes_are_told_for_excel_alone() {
    let people = ["00123", "1E5", "12/24", "1234567890123456", "77"].map(|id| Person {
        employee_id: id.into(),
        email: "p@x.example".into(),
        team: "-".into(),
        ..Person::named(&format!(" {id} "), "Test")
    });
    let company = Company::of(people).synced();
    let warned = |preset| {
        let output = company.giftlist(&["export", "-o", preset, "--preset", preset]).exits(0);
        (output.stderr, std::fs::read_to_string(company.home.work().join(preset)).unwrap())
    };
    let (told, file) = warned("excel");
    assert!(told.contains(" such as 00123 change in Excel: the format workbook keeps them\n"), "{told}");
    assert!(file.contains("\"00123\"") && file.contains("\"-\"") && !file.contains("'"), "{file}");
    let (told, file) = warned("exact");
    assert!(!told.contains("Excel") && file.contains(", 77 ,"), "{told} {file}");
    let (told, file) = warned("generic");
    assert!(!told.contains("Excel") && file.contains("\n77,Test,"), "{told} {file}");
}

#[test]
fn a_field_that_cannot_be_read_any_more_is_said() {
    let company = Company::sample().synced();
    company.fake.revoke(Field::Office);
    let told = company.giftlist(&["sync"]).exits(0).stdout;
    assert!(told.contains("Office: ") && told.contains("had a value, none has now"), "{told}");
    assert!(!company.giftlist(&["sync"]).exits(0).stdout.contains("Office: "), "once");
}
