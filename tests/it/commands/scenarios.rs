//! The people that admins stumble over, each by name: how the same rules show them in `list`, `why` and `export`.

use super::company::Company;
use giftlist::fake::Person;
use jiff::civil::{Date, date};

fn hired(first: &str, day: Date) -> Person {
    Person { hire_date: Some(day), ..Person::named(first, "Byrne") }
}

/// The first names that a query lists, in order.
fn listed(company: &Company, arguments: &[&str]) -> Vec<String> {
    let mut all = vec!["list", "--format", "csv", "--columns", "first_name"];
    all.extend(arguments);
    company.giftlist(&all).stdout.lines().skip(1).map(str::to_string).collect()
}

fn why(company: &Company, person: &str, query: &str) -> String {
    company.giftlist(&["why", person, query]).stdout
}

#[test]
fn a_birthday_and_a_hire_date_on_29_february() {
    let leap = Person { birthday: Some(date(1992, 2, 29)), ..hired("Leap", date(2020, 2, 29)) };
    let last = Person { birthday: Some(date(1990, 2, 28)), ..hired("Last", date(2020, 2, 28)) };
    let company = Company::of([leap, last]).synced();
    assert_eq!(listed(&company, &["birthday:02-28"]), ["Last", "Leap"], "of the next one, in a common year");
    assert_eq!(listed(&company, &["birthday:02-29"]), ["Leap"]);
    assert_eq!(listed(&company, &["anniversary:2027-02-28"]), ["Last", "Leap"]);
    assert_eq!(listed(&company, &["anniversary:2028-02-29"]), ["Leap"], "in a leap year on its day");
    assert_eq!(listed(&company, &["--gift-date", "2027-02-28", "tenure:7y"]), ["Last", "Leap"]);
    assert_eq!(listed(&company, &["--gift-date", "2027-02-27", "tenure:7y"]), [""; 0]);
}

#[test]
fn anniversaries_over_new_year() {
    let people = [
        hired("December", date(2021, 12, 20)),
        hired("January", date(2022, 1, 3)),
        hired("First", date(2026, 1, 3)),
        hired("New", date(2026, 12, 28)),
    ];
    let company = Company::of(people).synced();
    assert_eq!(listed(&company, &["anniversary:12-15..01-10"]), ["December", "First", "January"]);
    assert_eq!(
        listed(&company, &["round:12-15..01-10"]),
        ["December", "January"],
        "5 years each, in two calendar years"
    );
    assert_eq!(listed(&company, &["hired:2026-12-15..2027-01-10"]), ["New"], "nobody's first day is an anniversary");
}

#[test]
fn a_re_hire_keeps_the_end_of_the_old_employment() {
    let again = Person { termination_date: Some(date(2019, 6, 30)), ..hired("Again", date(2024, 3, 1)) };
    let company = Company::of([again]).synced();
    assert_eq!(listed(&company, &[]), ["Again"]);
    assert!(why(&company, "again", "leaver:yes").contains("leaver:yes fails"));
}

#[test]
fn somebody_in_notice_gets_a_gift_until_the_last_day() {
    let notice = Person { termination_date: Some(date(2026, 12, 24)), ..hired("Notice", date(2020, 1, 1)) };
    let company = Company::of([notice]).synced();
    assert_eq!(listed(&company, &["--gift-date", "2026-12-24"]), ["Notice"], "the last day is a day of work");
    assert_eq!(listed(&company, &["--gift-date", "2026-12-25"]), [""; 0]);
    let export = company.giftlist(&["export", "--gift-date", "2026-12-25", "-o", "-", "--include-leavers"]).exits(0);
    assert!(export.stderr.contains("1 left by the gift date"), "{}", export.stderr);
}

#[test]
fn garden_leave_ends_on_the_last_day_of_work() {
    let garden = Person {
        last_day_of_work: Some(date(2026, 11, 15)),
        termination_date: Some(date(2026, 12, 31)),
        ..hired("Garden", date(2020, 1, 1))
    };
    let company = Company::of([garden]).synced();
    assert_eq!(listed(&company, &[]), [""; 0], "the contract still runs, the desk is empty");
    assert!(why(&company, "garden", "").contains("leaver: the last day was 2026-11-15"));
    assert_eq!(listed(&company, &["last-day:2026-11 leaver:yes"]), ["Garden"]);
}

#[test]
fn inactive_before_the_last_day_is_a_leaver() {
    let early = Person {
        status: "inactive".into(),
        termination_date: Some(date(2027, 3, 31)),
        ..hired("Early", date(2020, 1, 1))
    };
    let company = Company::of([early]).synced();
    assert_eq!(listed(&company, &[]), [""; 0]);
    assert!(why(&company, "early", "").contains("leaver: the status in Personio is inactive"));
}

#[test]
fn a_fixed_term_that_ends_hides_nobody() {
    let fixed = Person { contract_ends: Some(date(2026, 11, 30)), ..hired("Fixed", date(2024, 1, 1)) };
    let company = Company::of([fixed]).synced();
    assert_eq!(listed(&company, &[]), ["Fixed"]);
    assert_eq!(listed(&company, &["contract-ends:last-90d"]), ["Fixed"]);
}

#[test]
fn the_same_email_twice_is_told_before_the_upload() {
    let twin = |first: &str| Person { email: "office@acme.example".into(), ..hired(first, date(2020, 1, 1)) };
    let company = Company::of([twin("Mia"), twin("Max")]).synced();
    let export = company.giftlist(&["export", "-o", "-", "--preset", "generic"]).exits(0);
    assert!(export.stderr.contains("2 share an email with somebody in this file"), "{}", export.stderr);
    assert_eq!(listed(&company, &["office@acme.example"]), ["Max", "Mia"]);
}

#[test]
fn nobody_without_an_email_is_left_out_in_silence() {
    let none =
        Person { email: String::new(), personal_email: "n@home.example".into(), ..hired("None", date(2020, 1, 1)) };
    let company = Company::of([none]).synced();
    assert_eq!(listed(&company, &["list:\"without email\""]), ["None"]);
    let export = |address: &[&str]| {
        company.giftlist(&[&["export", "-o", "-", "--preset", "generic"], address].concat()).exits(0)
    };
    let work = export(&[]);
    assert!(work.stderr.contains("1 without an email") && work.stdout.contains("None,Byrne,,"), "{}", work.stdout);
    let personal = export(&["--address", "personal"]);
    assert!(personal.stdout.contains("n@home.example"), "{}", personal.stdout);
    assert!(personal.stderr.contains("1 with their personal address"), "{}", personal.stderr);
}

#[test]
fn joiners_get_it_at_home_before_the_first_day() {
    let at_home = |first: &str, day| Person { personal_email: format!("{first}@home.example"), ..hired(first, day) };
    let joiner = Person { status: "onboarding".into(), ..at_home("Joiner", date(2027, 1, 4)) };
    let company = Company::of([joiner, at_home("Here", date(2020, 1, 1))]).synced();
    let export = ["export", "-o", "-", "--preset", "generic", "--address", "joiners"];
    let before = company.giftlist(&export).exits(0).stdout;
    assert!(before.contains("Joiner@home.example") && !before.contains("Here@home.example"), "{before}");
    let after = company.giftlist(&[&export[..], &["--gift-date", "2027-01-04"]].concat()).exits(0).stdout;
    assert!(!after.contains("@home.example"), "on the first day there is a mailbox: {after}");
    assert_eq!(listed(&company, &["list:\"starting in the next 30 days\""]), [""; 0]);
    assert_eq!(listed(&company, &["hired:next-60d"]), ["Joiner"]);
}
