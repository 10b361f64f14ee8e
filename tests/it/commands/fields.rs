//! `giftlist fields`: the list to paste, what is left to do, and pins that leave the rest of the settings alone.

use super::company::{Company, one_error};
use crate::harness::env::{Home, giftlist, run};
use giftlist::domain::fields::Field;
use giftlist::fake::{Attribute, FakeOptions};
use std::fs;

const SETTINGS: &str = "# Gifts, Dublin office\nmax_age_days = 3 # fresh enough\n\n[pins]\n# HR told us, 12 May\n\
    City = { key = \"dynamic_5\", label = \"Ort\" } # the plant\n";

/// The settings as they are.
fn settings(home: &Home) -> String {
    fs::read_to_string(home.path().join("config/config.toml")).unwrap_or_default()
}

#[test]
fn the_list_has_all_24_fields_in_order_and_needs_nobody() {
    let output = run(giftlist(&Home::new()).arg("fields")).exits(0);
    let names: Vec<&str> = output.stdout.lines().filter_map(|line| line.trim().strip_prefix("[ ] ")).collect();
    assert_eq!((names.len(), output.stderr.as_str()), (24, ""));
    for (field, line) in Field::all().zip(names) {
        assert!(line.starts_with(field.name()), "{line} is not {field}");
    }
    assert!(output.stdout.contains("Employees: Read") && output.stdout.contains("Optional:"), "{}", output.stdout);
}

#[test]
fn what_is_missing_is_named_and_nothing_else() {
    let missing = vec![Field::Team, Field::City, Field::Birthday];
    let company = Company::with(FakeOptions { missing, employees: Some(1), ..FakeOptions::default() });
    company.fake.edit_company(|all| {
        all.set_granted("fix_salary", true);
        all.attributes_mut().push(Attribute::new("dynamic_9", "\u{1b}[2JStadt\u{202e}"));
    });
    let output = company.giftlist(&["fields", "--missing"]).exits(0);
    let to_tick: Vec<&str> = output.stdout.lines().filter_map(|line| line.strip_prefix("  [ ] ")).collect();
    assert_eq!(to_tick.len(), 3, "{}", output.stdout);
    for (line, name) in to_tick.iter().zip(["City", "Team", "Birthday"]) {
        assert!(line.starts_with(name), "{line}");
    }
    assert_eq!(output.stdout.matches("  [x] ").count(), 1, "salary is to be unticked: {}", output.stdout);
    super::company::is_harmless(&output.stdout);
    assert_eq!(company.requests(), [1, 1, 0]);
}

#[test]
fn with_everything_ticked_nothing_is_to_do() {
    let output = Company::of_size(1).giftlist(&["fields", "--missing"]).exits(0);
    assert_eq!(output.stdout, "Nothing is to do: every field can be read.\n");
}

#[test]
fn a_pin_and_its_removal_leave_comments_and_everything_else_as_they_were() {
    let company = Company::of_size(1);
    let attributes = [Attribute::new("dynamic_8", "Squad"), Attribute::new("dynamic_9", "Plant")];
    company.fake.edit_company(|all| all.attributes_mut().extend(attributes));
    company.home.put("config/config.toml", SETTINGS);
    let output = company.giftlist(&["fields", "pin", "team", "dynamic_8"]).exits(0);
    let doubt = "giftlist: Its label is none that Team is known by. giftlist fields unpin \"Team\" takes it back\n";
    assert_eq!((output.stdout.as_str(), output.stderr.as_str()), ("Team is read from dynamic_8 now\n", doubt));
    let pinned = settings(&company.home);
    assert_eq!(pinned, format!("{SETTINGS}Team = {{ key = \"dynamic_8\", label = \"Squad\" }}\n"));
    // Another choice for a field that has one: the words around it stay.
    let _ = company.giftlist(&["fields", "pin", "City", "dynamic_9"]).exits(0);
    let changed = settings(&company.home);
    assert!(changed.contains("{ key = \"dynamic_9\", label = \"Plant\" } # the plant"), "{changed}");
    assert!(changed.contains("# HR told us, 12 May") && changed.contains("max_age_days = 3 # fresh enough"));
    let _ = company.giftlist(&["fields", "pin", "City", "dynamic_5"]).exits(0);
    let _ = company.giftlist(&["fields", "unpin", "Team"]).exits(0);
    let back = settings(&company.home);
    assert_eq!(back, SETTINGS.replace("label = \"Ort\"", "label = \"\""));
    let _ = company.giftlist(&["fields", "unpin", "Team"]).exits(0);
    assert_eq!(settings(&company.home), back, "there was no pin to remove");
}

#[test]
fn a_pin_works_without_a_file_without_folders_and_without_personio() {
    let home = Home::new();
    let output = run(giftlist(&home).args(["fields", "pin", "Team", "dynamic_8"])).exits(0);
    assert_eq!(settings(&home), "[pins]\nTeam = { key = \"dynamic_8\", label = \"\" }\n");
    assert!(output.stderr.contains("whether it can be read is not known"), "{}", output.stderr);
    let other = run(giftlist(&home).args(["--profile", "acme", "fields", "pin", "Team", "dynamic_9"]));
    let _ = other.exits(0);
    assert!(settings(&home).contains("dynamic_8"), "the other company's settings lie elsewhere");
    assert!(fs::read_to_string(home.path().join("config/acme/config.toml")).is_ok_and(|it| it.contains("dynamic_9")));
}

#[test]
fn a_key_that_cannot_be_read_is_pinned_with_a_note() {
    let company = Company::of_size(1);
    let output = company.giftlist(&["fields", "pin", "Team", "dynamic_8"]).exits(0);
    assert!(output.stderr.contains("cannot read dynamic_8 yet: tick it in Personio"), "{}", output.stderr);
    assert!(settings(&company.home).contains("dynamic_8"));
}

#[test]
fn an_attribute_that_another_field_is_read_from_is_2_and_changes_nothing() {
    let company = Company::of_size(1);
    let error = one_error(&company.giftlist(&["fields", "pin", "Team", "first_name"]).exits(2));
    assert!(error.contains("First name is read from first_name already: choose another"), "{error}");
    assert_eq!(settings(&company.home), "");
    let _ = company.giftlist(&["fields", "pin", "Last Working Date", "last_working_day"]).exits(0);
}

#[test]
fn what_is_no_field_or_no_key_is_2_and_changes_nothing() {
    let company = Company::of_size(1);
    company.home.put("config/config.toml", SETTINGS);
    for arguments in [
        &["fields", "pin", "Salary", "dynamic_8"][..],
        &["fields", "unpin", "Salary"],
        &["fields", "pin", "\u{1b}[2J", "dynamic_8"],
        &["fields", "pin", "Team", ""],
        &["fields", "pin", "Team", "two words"],
        &["fields", "pin", "Team", "a\"]\n[x]"],
        &["fields", "pin", "Team"],
        &["fields", "unpin"],
        &["fields", "pun", "Team", "dynamic_8"],
    ] {
        let _ = one_error(&company.giftlist(arguments).exits(2));
    }
    assert_eq!((settings(&company.home).as_str(), company.requests()), (SETTINGS, [0, 0, 0]));
}

/// Catalogue: A18.
#[test]
fn settings_that_are_wrong_are_not_overwritten() {
    let company = Company::of_size(1);
    for (wrong, advice) in [("pins = 3\n", ""), ("[pins\n", ""), ("version = 99\n", "update giftlist")] {
        company.home.put("config/config.toml", wrong);
        let output = company.giftlist(&["fields", "pin", "Team", "team"]).exits(5);
        assert!(one_error(&output).contains(advice), "{}", output.stderr);
        assert_eq!(settings(&company.home), wrong);
    }
}
