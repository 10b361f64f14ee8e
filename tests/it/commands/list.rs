//! `giftlist list`: JSON, CSV and the table, queries and their errors, order and columns, who is hidden, and names that
//! would like to do something to a terminal.

use super::company::{Company, is_harmless, one_error, parsed, three};
use crate::harness::env::{Output, run};
use giftlist::domain::fields::Field;
use giftlist::fake::Person;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Names in which a terminal or a reader could be fooled.
const HOSTILE: [&str; 12] = [
    "\u{1b}[2JEve",
    "\u{1b}]0;owned\u{7}Eve",
    "\u{9b}31mEve",
    "\u{9d}52;c;ZXZpbA==\u{9c}",
    "Eve\u{7f}\u{8}\u{8}\r\nroot",
    "Eve\u{202e}nimda\u{202c}",
    "Eve\u{2066}x\u{2069}\u{200f}\u{61c}",
    "Ev\u{200b}e\u{feff}",
    "Eve\u{2028}\u{2029}\u{85}",
    "\0Eve\t",
    "\u{90}q\u{9c}\u{e0041}\u{e0042}",
    "\"Eve\", \\u001b[2J",
];

/// First names in the order of the rows.
#[track_caller]
fn first_names(company: &Company, arguments: &[&str]) -> Vec<String> {
    let output = company.giftlist(&[&["list", "--offline", "--format", "json"], arguments].concat());
    let people = parsed(&output.stdout);
    let names = people.as_array().into_iter().flatten().map(|person| person["first_name"].as_str().unwrap_or("-"));
    names.map(str::to_owned).collect()
}

/// Catalogue: A20.
#[test]
fn where_people_cannot_be_kept_a_list_says_so() {
    let company = Company::of(three());
    company.home.put("cache", "");
    let listed = company.giftlist(&["list"]).exits(0);
    let is_told = |line: &str| line.contains("cache is a file, and a folder is needed there");
    assert!(listed.stderr.lines().any(is_told), "{}", listed.stderr);
}

/// Catalogue: A30.
#[test]
fn what_is_printed_or_written_is_utf_8_in_any_locale() {
    let company = Company::of([Person::named("Zoë", "Niȟ")]);
    for locale in ["C", "POSIX", "de_DE.ISO-8859-1"] {
        let listed = run(company.command(&["list"]).env("LC_ALL", locale)).exits(0);
        assert!(listed.stdout.contains("Zoë"), "{}", listed.stdout);
        let _ = run(company.command(&["export", "-o", "out.csv", "--force"]).env("LC_ALL", locale)).exits(0);
        let written = std::fs::read_to_string(company.home.work().join("out.csv")).expect("the file");
        assert!(written.contains("Zoë"), "{written}");
    }
}

#[test]
fn pasted_addresses_find_their_people_and_name_who_is_missing() {
    let company = Company::of(three()).synced();
    let all = company.json(&["list", "--format", "json"]);
    let email = all[0]["email"].as_str().expect("an email").to_uppercase();
    let list = format!("Somebody (HR Team) <{email}>; no.body@acme.example.");
    let output = company.giftlist(&["list", "--offline", "--format", "json", &list]).exits(0);
    assert_eq!(parsed(&output.stdout).as_array().map(Vec::len), Some(1));
    let hostile = format!("{email} \"\u{1b}]0;title\u{7}\n\" {}", "x".repeat(20_000));
    let told = company.giftlist(&["list", "--offline", &hostile]).exits(0).stderr;
    assert!(!told.contains(['\u{1b}', '\u{7}']) && told.lines().count() == 1 && told.len() < 300, "{told:?}");
    assert!(output.stderr.contains("1 address that nobody has: no.body@acme.example"), "{}", output.stderr);
}

#[test]
fn a_misspelled_word_beside_others_is_told() {
    let company = Company::of(three()).synced();
    for (query, told) in
        [("-office:lisbonn", "nobody is excluded by -office:lisbonn"), ("aoife OR aoiffe", "nobody matches aoiffe")]
    {
        let output = company.giftlist(&["list", "--offline", "--", query]).exits(0);
        assert!(output.stderr.contains(told), "{}", output.stderr);
    }
}

#[test]
fn the_json_has_the_24_fields_in_snake_case_and_the_number() {
    let company = Company::of(three()).synced();
    let people = company.json(&["list", "--format", "json", "aoife"]);
    let mut expected: Vec<&str> = Field::all().map(Field::id).chain(["personio_id"]).collect();
    expected.sort_unstable();
    let aoife = people[0].as_object().unwrap();
    assert_eq!(aoife.keys().map(String::as_str).collect::<Vec<_>>(), expected);
    for (key, value) in [
        ("personio_id", json!(1)),
        ("first_name", json!("Aoife")),
        ("email", json!("aoife.byrne@acme.example")),
        ("personal_email", json!("aoife@home.example")),
        ("hire_date", json!("2019-12-02")),
        ("birthday", json!("04-11")),
        ("profile_picture", json!(true)),
        ("status", json!("active")),
        ("team", Value::Null),
        ("supervisor", Value::Null),
        ("termination_date", Value::Null),
        ("is_a_people_manager", Value::Null),
    ] {
        assert_eq!(aoife[key], value, "{key}");
    }
    let zoe = &company.json(&["list", "--format", "json", "zoe"])[0];
    assert_eq!((&zoe["profile_picture"], &zoe["birthday"]), (&json!(false), &Value::Null));
}

#[test]
fn the_sample_company_comes_through_exactly() {
    let company = Company::sample().synced();
    let people = company.json(&["list", "--include-leavers", "--format", "json"]);
    for person in people.as_array().unwrap() {
        let id = person["personio_id"].as_u64().unwrap();
        let truth = company.fake.with_company(|all| all.person(id)).unwrap();
        let text = |value: &str| if value.is_empty() { Value::Null } else { json!(value) };
        let birthday = truth.birthday.map(|day| day.strftime("%m-%d").to_string());
        for (key, value) in [
            ("first_name", text(&truth.first_name)),
            ("last_name", text(&truth.last_name)),
            ("email", text(&truth.email)),
            ("office", text(&truth.office)),
            ("city", text(&truth.city)),
            ("country", text(&truth.country)),
            ("employee_id", text(&truth.employee_id)),
            ("is_a_people_manager", text(&truth.is_a_people_manager)),
            ("hire_date", json!(truth.hire_date.map(|day| day.to_string()))),
            ("last_working_date", json!(truth.last_working_date.map(|day| day.to_string()))),
            ("last_day_of_work", json!(truth.last_day_of_work.map(|day| day.to_string()))),
            ("birthday", json!(birthday)),
            ("profile_picture", json!(truth.profile_picture)),
        ] {
            assert_eq!(person[key], value, "{key} of {id}");
        }
    }
}

#[test]
fn a_query_finds_whom_it_means() {
    let company = Company::of(three()).synced();
    for (arguments, expected) in [
        (&["dublin"][..], &["Aoife"][..]),
        (&["office:dublin", "--include-leavers"], &["Aoife", "Łukasz"]),
        (&["leaver:yes"], &["Łukasz"]),
        (&["status:inactive"], &[]),
        (&["muller"], &["Zoë"]),
        (&["lukasz", "--include-leavers"], &["Łukasz"]),
        (&["office:dublin", "OR", "office:berlin"], &["Aoife", "Zoë"]),
        (&["office:dublin OR office:berlin"], &["Aoife", "Zoë"]),
        (&["--", "-dublin"], &["Zoë"]),
        (&["--", "-zzz"], &["Aoife", "Zoë"]),
        (&["\"aoife byrne\""], &["Aoife"]),
        (&["has:birthday"], &["Aoife"]),
        (&["--gift-date", "2025-12-31", "status:inactive"], &[]),
        (&["--gift-date", "24.12.2026", "status:inactive"], &[]),
        (&["--gift-date", "next friday", "status:inactive"], &[]),
    ] {
        assert_eq!(first_names(&company, arguments), expected, "{arguments:?}");
    }
    assert_eq!(company.requests(), [0, 0, 0]);
}

#[test]
fn rows_are_ordered_and_empty_values_come_last_both_ways() {
    let company = Company::of(three()).synced();
    let all = ["--include-leavers"];
    for (sort, expected) in [
        ("hire_date", ["Aoife", "Zoë", "Łukasz"]),
        ("-hire_date", ["Zoë", "Aoife", "Łukasz"]),
        ("Hire date", ["Aoife", "Zoë", "Łukasz"]),
        ("office,-first_name", ["Zoë", "Łukasz", "Aoife"]),
        ("-personio_id", ["Łukasz", "Zoë", "Aoife"]),
    ] {
        assert_eq!(first_names(&company, &[&["--sort", sort][..], &all].concat()), expected, "{sort}");
    }
}

#[test]
fn columns_are_those_that_were_named() {
    let company = Company::of(three()).synced();
    let columns = ["list", "aoife", "--columns", "personio_id,Birthday,birth_month,next_birthday,tenure_years"];
    let person = &company.json(&[&columns[..], &["--format", "json"]].concat())[0];
    let expected = json!({"personio_id": 1, "birthday": "04-11", "birth_month": 4, "next_birthday": "2027-04-11",
        "tenure_years": 6});
    assert_eq!(*person, expected);
    let csv = company.giftlist(&[&columns[..], &["--format", "csv"]].concat()).exits(0).stdout;
    assert_eq!(csv, "personio_id,birthday,birth_month,next_birthday,tenure_years\r\n1,04-11,4,2027-04-11,6\r\n");
    let table = company.giftlist(&["list", "aoife", "--columns", "first_name,office"]).exits(0).stdout;
    assert_eq!(table, "First name  Office\nAoife       Dublin\n");
}

#[test]
fn hidden_leavers_are_counted_on_stderr() {
    let company = Company::of(three()).synced();
    let output = company.giftlist(&["list", "dublin"]).exits(0);
    assert_eq!(output.stderr, "giftlist: hidden: 1 leaver (--include-leavers)\n");
    for arguments in [&["list", "dublin", "--include-leavers"][..], &["list", "leaver:yes"], &["list", "berlin"]] {
        assert_eq!(company.giftlist(arguments).exits(0).stderr, "", "{arguments:?}");
    }
}

#[test]
fn when_nobody_matches_the_exit_code_is_1_and_the_result_is_an_empty_one() {
    let company = Company::of(three()).synced();
    assert_eq!(parsed(&company.giftlist(&["list", "zzz", "--format", "json"]).exits(1).stdout), json!([]));
    let csv = company.giftlist(&["list", "zzz", "--format", "csv"]).exits(1).stdout;
    assert_eq!(csv.lines().count(), 1, "{csv}");
    let only_leavers = company.giftlist(&["list", "lukasz"]).exits(1);
    assert!(only_leavers.stderr.contains("hidden: 1 leaver"), "{}", only_leavers.stderr);
}

#[test]
fn a_list_without_people_syncs_first_and_then_no_more() {
    let company = Company::of(three());
    let _ = company.giftlist(&["list"]).exits(0);
    let [auth, attributes, employees] = company.requests();
    assert_eq!((auth, attributes, employees > 0), (1, 1, true));
    company.fake.forget_requests();
    let _ = company.giftlist(&["list"]).exits(0);
    assert_eq!(company.requests(), [0, 0, 0]);
}

/// Catalogue: C29.
#[test]
fn offline_without_people_is_4_with_the_advice_to_sync() {
    let company = Company::of(three());
    for arguments in [&["list", "--offline"][..], &["export", "--offline", "-o", "-"]] {
        assert!(one_error(&company.giftlist(arguments).exits(4)).contains("giftlist sync"));
    }
    assert_eq!(company.requests(), [0, 0, 0]);
    let company = company.synced();
    let _ = company.giftlist(&["list", "--offline"]).exits(0);
    // Another account's people are not shown.
    let other = crate::harness::env::run(company.command(&["list", "--offline"]).env("PERSONIO_CLIENT_ID", "papi-2"));
    assert!(one_error(&other.exits(4)).contains("another Personio account"));
}

#[test]
fn a_query_that_is_wrong_is_one_line_with_the_column_before_anybody_is_asked() {
    let company = Company::of(three());
    for (query, column) in [
        (&["offce:dublin"][..], 1),
        (&["dublin", "offce:x"], 8),
        (&["zoë offce:x"], 5),
        (&["dublin \"open"], 8),
        (&["dublin (a OR b"], 8),
        (&["a )"], 3),
        (&["manager:perhaps"], 9),
        (&["missing:salary"], 9),
        (&["\u{1b}[2J\u{202e} offce:x"], 7),
    ] {
        for command in [&["list"][..], &["export", "-o", "out.csv"]] {
            let line = one_error(&company.giftlist(&[command, query].concat()).exits(2));
            assert!(line.starts_with(&format!("giftlist: query, column {column}: ")), "{query:?}: {line}");
        }
    }
    assert_eq!(company.requests(), [0, 0, 0]);
}

#[test]
fn options_that_are_wrong_are_one_line_and_2() {
    let company = Company::of(three());
    for arguments in [
        ["--sort", "shoe_size"],
        ["--sort", "-\u{1b}[2J"],
        ["--columns", "name,shoe_size"],
        ["--gift-date", "11/12/2026"],
        ["--gift-date", "2026-02-30"],
        ["--format", "xml"],
    ] {
        let _ = one_error(&company.giftlist(&[&["list"][..], &arguments].concat()).exits(2));
    }
    assert_eq!(company.requests(), [0, 0, 0]);
}

/// A company in which every text of a person is hostile, synced.
fn hostile() -> Company {
    let people = HOSTILE.map(|text| Person {
        last_name: text.into(),
        email: format!("{text}@acme.example"),
        position: text.into(),
        department: text.into(),
        office: text.into(),
        team: text.into(),
        employee_id: text.into(),
        ..Person::named(text, "")
    });
    Company::of(people).synced()
}

/// Catalogue: B12, B20, F14.
#[test]
fn people_whose_names_look_alike_are_all_found_and_told_apart_by_their_number() {
    let names = ["Anna", "Anna", "An\u{200b}na", "\u{410}nna", "<b>Anna</b> *x*"];
    let company = Company::of(names.map(|first| Person::named(first, "Mu\u{308}ller"))).synced();
    for query in ["müller", "Mu\u{308}ller", "MUELLER", "muller"] {
        let output = company.giftlist(&["list", query, "--columns", "personio_id,name"]).exits(0);
        let numbers: Vec<&str> = output.stdout.lines().skip(1).filter_map(|line| line.split(' ').next()).collect();
        assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), names.len(), "{query}: {}", output.stdout);
        for shown in ["An\u{fffd}na M\u{fc}ller", "<b>Anna</b> *x* M\u{fc}ller"] {
            assert!(output.stdout.contains(shown), "{}", output.stdout);
        }
    }
    let first = company.giftlist(&["list", "--columns", "personio_id"]).exits(0);
    for _ in 0..3 {
        assert_eq!(
            company.giftlist(&["list", "--columns", "personio_id"]).exits(0),
            first,
            "equal names have an order"
        );
    }
}

/// Catalogue: B04, B06, B16, B17.
#[test]
fn hostile_names_do_nothing_to_a_terminal() {
    let company = hostile();
    let everything = Field::all().map(Field::id).collect::<Vec<_>>().join(",");
    let narrow = company.giftlist(&["list"]);
    let wide = company.giftlist(&["list", "--columns", &everything]);
    for Output { stdout, .. } in [narrow.exits(0), wide.exits(0)] {
        is_harmless(&stdout);
        assert_eq!(stdout.lines().count(), HOSTILE.len() + 1, "one line a person: {stdout}");
        assert!(stdout.contains("␛[2JEve"), "what was there is seen: {stdout}");
    }
}

#[test]
fn hostile_names_are_escaped_in_json_and_come_back_exactly() {
    let company = hostile();
    let stdout = company.giftlist(&["list", "--format", "json", "--sort", "personio_id"]).exits(0).stdout;
    is_harmless(&stdout);
    let people = parsed(&stdout);
    for (person, text) in people.as_array().unwrap().iter().zip(HOSTILE) {
        for key in ["first_name", "last_name", "position", "department", "office", "team", "employee_id"] {
            assert_eq!(person[key].as_str(), Some(text), "{key}");
        }
    }
}

/// Catalogue: C07.
#[test]
fn hostile_names_come_back_exactly_from_csv() {
    let company = hostile();
    let csv = company.giftlist(&["list", "--format", "csv", "--sort", "personio_id", "--columns", "first_name,office"]);
    let csv = csv.exits(0).stdout;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), HOSTILE.len());
    for (row, text) in rows.iter().zip(HOSTILE) {
        assert_eq!((&row[0], &row[1]), (text, text));
    }
    let names = |format| {
        let list = ["list", "--format", format, "--sort", "personio_id", "--columns", "name"];
        company.giftlist(&list).exits(0).stdout
    };
    let json = parsed(&names("json"));
    let expected: Vec<_> = json.as_array().unwrap().iter().filter_map(|person| person["name"].as_str()).collect();
    let csv = names("csv");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let found: Vec<String> = reader.records().map(|row| row.expect("a row")[0].to_string()).collect();
    assert_eq!(found, expected);
}

#[test]
fn readme_has_what_queries_find_in_the_sample_company() {
    let company = Company::sample().synced();
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let table = readme.split("<!-- queries:").nth(1).and_then(|rest| rest.split("<!-- end of queries").next()).unwrap();
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `")?.strip_suffix(" |")?.split_once("` | "));
    let mut wrong = Vec::new();
    for (query, people) in rows {
        let output = company.giftlist(&["list", "--format", "json", "--", query]);
        let found = parsed(&output.stdout).as_array().unwrap().len();
        if found.to_string() != people {
            wrong.push(format!("| `{query}` | {found} |"));
        }
    }
    assert!(wrong.is_empty(), "put this into README.md:\n{}", wrong.join("\n"));
}
