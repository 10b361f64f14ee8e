//! `giftlist occasions`: counts by week, and the same days as a calendar file.

use super::company::{Company, one_error, parsed};
use giftlist::fake::Person;
use jiff::civil::date;
use serde_json::json;
use std::os::unix::fs::PermissionsExt;

fn company() -> Company {
    let person = |first, hired| Person { hire_date: Some(hired), ..Person::named(first, "Byrne") };
    let ann = Person { birthday: Some(date(1990, 12, 3)), ..person("Ann", date(2016, 12, 9)) };
    let bob = Person { last_day_of_work: Some(date(2026, 12, 20)), ..person("Bob", date(2026, 12, 2)) };
    Company::of([ann, bob]).synced()
}

#[test]
fn each_week_has_its_counts() {
    let company = company();
    let weeks = |arguments: &[&str]| {
        let output = company.giftlist(&[&["occasions", "--json", "--weeks", "3"], arguments].concat()).exits(0);
        parsed(&output.stdout)
    };
    let week = |start: &str, end: &str, counts: [u64; 5]| {
        let [birthdays, anniversaries, round, starts, last_days] = counts;
        json!({"start": start, "end": end, "birthdays": birthdays, "anniversaries": anniversaries, "round": round, "starts": starts, "last_days": last_days})
    };
    let expected = [
        week("2026-12-01", "2026-12-07", [1, 0, 0, 1, 0]),
        week("2026-12-08", "2026-12-14", [0, 1, 1, 0, 0]),
        week("2026-12-15", "2026-12-21", [0, 0, 0, 0, 1]),
    ];
    assert_eq!(weeks(&[]), json!({"from": "2026-12-01", "weeks": expected}));
    let table = company.giftlist(&["occasions", "--weeks", "1"]).exits(0).stdout;
    assert_eq!(table.lines().nth(1).unwrap().split_whitespace().collect::<Vec<_>>()[2..], ["1", "0", "0", "1", "0"]);
    let _ = company.giftlist(&["never", "add", "ann"]).exits(0);
    assert_eq!(weeks(&[])["weeks"][0]["birthdays"], 0, "nobody on the never-list counts");
}

#[test]
fn a_calendar_file_has_the_days_and_no_year_of_birth() {
    let company = company();
    let written = company.giftlist(&["occasions", "--format", "ics", "-o", "gifts.ics"]).exits(0);
    assert!(written.stdout.contains("gifts.ics: 4 entries"), "{}", written.stdout);
    let path = company.home.work().join("gifts.ics");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(
        text.contains("DTSTART;VALUE=DATE:20261203\r\n") && text.contains("SUMMARY:Birthday: Ann Byrne\r\n"),
        "{text}"
    );
    assert!(!text.contains("1990"), "{text}");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let again = company.giftlist(&["occasions", "--format", "ics", "-o", "gifts.ics"]).exits(5);
    assert!(one_error(&again).contains("is there already"), "{}", again.stderr);
    let _ = company.giftlist(&["occasions", "--format", "ics", "-o", "gifts.ics", "--force"]).exits(0);
    let shown = company.giftlist(&["occasions", "--format", "ics"]).exits(0);
    assert_eq!(shown.stdout, text);
    assert!(one_error(&company.giftlist(&["occasions", "-o", "x"]).exits(2)).contains("--format ics"));
}
