//! `giftlist sync` when all goes well: what it reports, what it asks Personio for, and what it keeps on disk.

use super::company::{Company, EMPLOYEES, one_error, three};
use crate::harness::env::run;
use giftlist::domain::fields::Field;
use giftlist::fake::{Company as Everybody, Endpoint, FakeOptions, FakePersonio, Person, What};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::MetadataExt;

/// The counts of a report.
#[track_caller]
fn counts(report: &Value) -> [u64; 5] {
    ["people", "new", "changed", "left", "duplicates"].map(|name| report[name].as_u64().expect(name))
}

/// The attribute keys that the requests for employees named, of each request.
fn keys_asked_for(fake: &FakePersonio) -> Vec<BTreeSet<String>> {
    let requests = fake.requests();
    let employees = requests.iter().filter(|request| request.path == EMPLOYEES);
    let keys = |query: &str| -> BTreeSet<String> {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.filter(|(name, _)| name.starts_with("attributes")).map(|(_, key)| key.to_owned()).collect()
    };
    employees.map(|request| keys(&request.query)).collect()
}

/// The keys of all 24 fields in this account.
fn keys_of_the_fields(everybody: &Everybody) -> BTreeSet<String> {
    Field::all().filter_map(|field| everybody.key_of(field)).map(str::to_owned).collect()
}

/// The names of our files whose bytes have this text in them, in either case or as UTF-16.
fn files_with(company: &Company, text: &str) -> Vec<String> {
    let needle = text.to_lowercase().into_bytes();
    let wide: Vec<u8> = needle.iter().flat_map(|&byte| [byte, 0]).collect();
    let has = |bytes: &[u8], needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
    let files = company.home.all_files().into_iter().filter(|path| {
        let bytes = fs::read(path).unwrap_or_default().to_ascii_lowercase();
        has(&bytes, &needle) || has(&bytes, &wide)
    });
    files.map(|path| path.display().to_string()).collect()
}

#[test]
fn the_json_is_one_object_with_the_promised_names() {
    let company = Company::sample();
    let output = company.giftlist(&["sync", "--json"]).exits(0);
    assert_eq!((output.stdout.matches('\n').count(), output.stderr.as_str()), (1, ""), "no progress on a pipe");
    let report = super::company::parsed(&output.stdout);
    let names: Vec<&str> = report.as_object().unwrap().keys().map(String::as_str).collect();
    let all = ["changed", "duplicates", "empty", "left", "new", "odd", "people", "requests", "retries", "seconds"];
    assert_eq!(names, all);
    assert_eq!(counts(&report), [312, 312, 0, 0, 0]);
    assert_eq!((report["requests"].as_u64(), report["retries"].as_u64()), (Some(6), Some(0)));
    assert!(report["seconds"].as_f64().is_some_and(|seconds| seconds > 0.0 && seconds < 60.0), "{report}");
    assert_eq!(company.listed_ids(), company.ids());
}

#[test]
fn requests_are_one_to_sign_in_one_for_the_attributes_and_one_a_page() {
    for (people, pages) in [(1, 1), (99, 1), (100, 1), (101, 2), (200, 2), (250, 3), (1000, 10)] {
        let company = Company::of_size(people);
        let report = company.json(&["sync", "--json"]);
        let [auth, attributes, employees] = company.requests();
        // The second page is asked for beside the first one, before it is known whether there is one; it may be given
        // up before it is sent.
        assert_eq!([auth, attributes], [1, 1], "{people} people");
        assert!((pages..=pages.max(2)).contains(&employees), "{people} people, {employees} pages");
        assert_eq!(company.fake.requests().iter().filter(|seen| seen.query.contains("offset=0")).count(), 1);
        assert!(report["requests"].as_u64().is_some_and(|sent| sent <= 2 + pages.max(2) as u64), "{report}");
        assert_eq!(counts(&report)[0], people as u64);
    }
}

#[test]
fn the_pace_keeps_within_personios_limits() {
    let limits = FakeOptions { employees: Some(1_800), ..FakeOptions::default() };
    let company = Company::limited(limits);
    let report = company.json(&["sync", "--json"]);
    assert_eq!((counts(&report)[0], report["retries"].as_u64()), (1_800, Some(0)));
    assert!(company.fake.requests().iter().all(|request| request.status == 200), "nothing was refused");
}

#[test]
fn a_second_sync_says_who_is_new_changed_and_gone() {
    let company = Company::sample().synced();
    assert_eq!(counts(&company.json(&["sync", "--json"])), [312, 0, 0, 0, 0]);
    let ids: Vec<u64> = company.ids().into_iter().collect();
    company.fake.edit_company(|all| {
        all.remove(ids[100]);
        all.remove(ids[101]);
        assert!(all.change(ids[102], |person| person.position = "Head of Cheer".into()));
        assert!(all.change(ids[103], |person| person.supervisor = Some(ids[0])));
        assert!(all.change(ids[104], |person| person.gender = "unread".into()));
        all.add(Person::named("Neu", "Dazu"));
    });
    assert_eq!(counts(&company.json(&["sync", "--json"])), [311, 1, 2, 2, 0]);
    let new = company.json(&["list", "--offline", "changed:new", "--format", "json"]);
    assert_eq!((new.as_array().map(Vec::len), &new[0]["first_name"]), (Some(1), &json!("Neu")));
    let changed = company.json(&["list", "--offline", "changed:yes", "--include-leavers", "--format", "json"]);
    assert_eq!(changed.as_array().map(Vec::len), Some(2));
    assert_eq!(company.listed_ids(), company.ids());
}

#[test]
fn the_words_name_people_and_changes() {
    let company = Company::of(three());
    let first = company.giftlist(&["sync"]).exits(0);
    assert!(first.stdout.starts_with("3 people in ") && !first.stdout.contains("new"), "{}", first.stdout);
    company.fake.edit_company(|all| _ = all.add(Person::named("Neu", "Dazu")));
    let second = company.giftlist(&["sync"]).exits(0);
    assert!(second.stdout.contains("4 people in ") && second.stdout.contains(": 1 new, 0 left, 0 changed"));
    assert_eq!((first.stderr.as_str(), second.stderr.as_str()), ("", ""));
}

/// Catalogue: E28.
#[test]
fn the_same_person_on_two_rows_is_one_person() {
    let company = Company::of(three());
    company.spoil(
        Endpoint::Employees,
        What::Rewrite(giftlist::fake::Rewrite::new(|page| {
            let first = page["data"][0].clone();
            if let Some(rows) = page["data"].as_array_mut().filter(|rows| !rows.is_empty()) {
                rows.push(first);
            }
        })),
    );
    assert_eq!(counts(&company.json(&["sync", "--json"])), [3, 3, 0, 0, 1]);
    assert_eq!(company.listed_ids(), company.ids());
}

/// Catalogue: E30.
#[test]
fn far_fewer_people_need_a_yes() {
    let company = Company::of_size(100).synced();
    let (before, listed) = (company.cached(), company.listed_ids());
    company.fake.edit_company(|all| all.truncate(69));
    let line = one_error(&company.giftlist(&["sync", "--json"]).exits(1));
    assert!(line.contains("69") && line.contains("100") && line.contains("--accept-shrink"), "{line}");
    assert!(company.cached() == before && company.listed_ids() == listed, "the old people stay");
    // Those whose supervisor is gone have changed.
    let [people, new, _, left, _] = counts(&company.json(&["sync", "--json", "--accept-shrink"]));
    assert_eq!([people, new, left], [69, 0, 31]);
    assert_eq!(company.listed_ids(), company.ids());
}

#[test]
fn somewhat_fewer_people_do_not() {
    let company = Company::of_size(100).synced();
    company.fake.edit_company(|all| all.truncate(70));
    let [people, new, _, left, _] = counts(&company.json(&["sync", "--json"]));
    assert_eq!([people, new, left], [70, 0, 30]);
}

/// Catalogue: A14, C25.
#[test]
fn what_is_kept_is_one_file_for_this_user_alone() {
    for umask in ["000", "077", "0777"] {
        let company = Company::of(three());
        let script = format!("umask {umask}; \"$0\" sync && exec \"$0\" export --offline -o gifts.csv");
        let mut command = crate::harness::env::program("/bin/sh", &company.home);
        let _ = run(command
            .args(["-c", &script, env!("CARGO_BIN_EXE_giftlist")])
            .env("PERSONIO_BASE_URL", company.fake.base_url())
            .env("PERSONIO_CLIENT_ID", company.fake.client_id())
            .env("PERSONIO_CLIENT_SECRET", company.fake.client_secret()))
        .exits(0);
        let (exported, kept) = (company.home.work().join("gifts.csv"), company.cache());
        let exports = company.home.path().join("state/exports.json");
        let mut all = [exported, kept, exports];
        all.sort();
        assert_eq!(company.home.all_files(), all, "{umask}");
        for file in all {
            assert_eq!(fs::metadata(&file).unwrap().mode() & 0o7777, 0o600, "{umask} {}", file.display());
            if file.parent() != Some(company.home.work()) {
                let folder = fs::metadata(file.parent().unwrap()).unwrap();
                assert_eq!(folder.mode() & 0o7777, 0o700, "{umask} {}", file.display());
            }
        }
    }
}

#[test]
fn without_a_cache_nothing_is_kept() {
    let company = Company::of(three());
    let _ = company.giftlist(&["sync", "--no-cache"]).exits(0);
    let _ = company.giftlist(&["list", "--no-cache"]).exits(0);
    company.home.put("config/config.toml", "cache = \"none\"\n");
    let _ = company.giftlist(&["sync"]).exits(0);
    assert_eq!(company.home.all_files(), [company.home.path().join("config/config.toml")]);
}

#[test]
fn only_the_fields_of_the_list_are_asked_for_and_never_pay() {
    let company = Company::of_size(250);
    company.fake.edit_company(|all| {
        let keys: Vec<String> = all.attributes().iter().map(|attribute| attribute.key.clone()).collect();
        keys.iter().for_each(|key| assert!(all.set_granted(key, true)));
    });
    let _ = company.giftlist(&["sync"]).exits(0);
    let asked = keys_asked_for(&company.fake);
    let expected = company.fake.with_company(keys_of_the_fields);
    assert_eq!((asked.len(), expected.len()), (3, 24));
    assert!(asked.iter().all(|keys| *keys == expected), "{asked:?}");
    assert!(!expected.iter().any(|key| key.contains("salary")));
}

#[test]
fn a_field_that_is_not_ticked_is_not_asked_for_and_a_pin_is() {
    let missing = vec![Field::Birthday, Field::Team];
    let company = Company::with(FakeOptions { missing, employees: Some(1), ..FakeOptions::default() });
    company.fake.edit_company(|all| {
        all.attributes_mut().push(giftlist::fake::Attribute::new("dynamic_8", "Squad"));
        let id = all.people().next().unwrap().id;
        all.change(id, |person| _ = person.values.insert("dynamic_8".into(), json!("Blue")));
    });
    let _ = company.giftlist(&["fields", "pin", "Team", "dynamic_8"]).exits(0);
    company.fake.forget_requests();
    let _ = company.giftlist(&["sync"]).exits(0);
    let mut expected = company.fake.with_company(keys_of_the_fields);
    let birthday = company.fake.with_company(|all| all.key_of(Field::Birthday).map(str::to_owned)).unwrap();
    assert!(expected.remove(&birthday) && expected.remove("team") && expected.insert("dynamic_8".into()));
    assert!(keys_asked_for(&company.fake).iter().all(|keys| *keys == expected));
    let people = company.json(&["list", "--offline", "--format", "json", "--include-leavers"]);
    assert_eq!((&people[0]["team"], &people[0]["birthday"]), (&json!("Blue"), &Value::Null));
}

/// Catalogue: F03.
#[test]
fn a_year_of_birth_is_never_on_disk() {
    let company = Company::of(three());
    let born = |year: i16| {
        company.fake.edit_company(|all| {
            let everybody: Vec<u64> = all.people().map(|person| person.id).collect();
            for id in everybody {
                all.change(id, |person| person.birthday = Some(jiff::civil::date(year, 4, 11)));
            }
        });
        let _ = company.giftlist(&["sync"]).exits(0);
        let _ = company.giftlist(&["export", "-o", "out.csv", "--preset", "exact", "--force"]).exits(0);
        company.cached()
    };
    let (first, _, third) = (born(1903), born(1903), born(1977));
    for year in ["1903", "1977"] {
        assert_eq!(files_with(&company, year), [""; 0], "{year}");
    }
    // The same but for time and checksum: no trace of a year, however it might be written.
    let second = born(1903);
    let differing = third.iter().zip(&second).filter(|(a, b)| a != b).count();
    assert!(third.len() == second.len() && differing <= 12, "{differing} bytes differ");
    assert_eq!(counts(&company.json(&["sync", "--json"])), [3, 0, 0, 0, 0]);
    assert!(!first.is_empty());
    let people = company.json(&["list", "--offline", "--format", "json"]);
    assert_eq!(people[0]["birthday"], json!("04-11"));
}

/// Catalogue: F04.
#[test]
fn what_nobody_asked_for_is_never_on_disk() {
    let company = Company::of(three());
    let sent = |key: &str, value: Value| What::ExtraAttribute { key: key.into(), value };
    company.spoil(Endpoint::Employees, sent("fix_salary", json!(987_654.25)));
    company.spoil(Endpoint::Employees, sent("dynamic_iban", json!("CANARY-DE89370400440532013000")));
    company.spoil(Endpoint::Employees, sent("nested", json!({"attributes": {"religion": ["CANARY-faith"]}})));
    company.spoil(Endpoint::Attributes, sent("dynamic_iban", Value::Null));
    assert_eq!(counts(&company.json(&["sync", "--json"]))[0], 3);
    let _ = company.giftlist(&["export", "-o", "out.csv", "--include-leavers"]).exits(0);
    for text in ["CANARY", "987654", "dynamic_iban", "religion"] {
        assert_eq!(files_with(&company, text), [""; 0], "{text}");
    }
    assert!(!files_with(&company, "aoife.byrne@acme.example").is_empty(), "the search finds what is there");
}

#[test]
fn no_secret_and_no_token_is_ever_on_disk() {
    let company = Company::of(three()).synced();
    let _ = company.giftlist(&["export", "-o", "out.csv"]).exits(0);
    let _ = company.giftlist(&["fields", "pin", "Team", "team"]).exits(0);
    assert_eq!(company.home.all_files().len(), 4, "people, settings, where the export went, and the export");
    assert_eq!(files_with(&company, "papi-"), [""; 0]);
}
