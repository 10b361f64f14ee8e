//! `giftlist check`: the JSON as scripts read it, the text, the exit codes, waiting, and addresses that are refused
//! before anything is sent.

use super::company::{Company, Stranger, is_harmless, one_error, parsed};
use crate::harness::env::{Home, giftlist, run};
use giftlist::domain::fields::Field;
use giftlist::fake::{Attribute, Edit, Endpoint, FakeOptions, Fault, What};
use serde_json::{Map, Value, json};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

fn without(missing: &[Field]) -> Company {
    Company::with(FakeOptions { missing: missing.to_vec(), employees: Some(1), ..FakeOptions::default() })
}

/// The entry of a field.
#[track_caller]
fn entry<'a>(report: &'a Value, field: &str) -> &'a Value {
    let fields = report["fields"].as_array().expect("fields");
    fields.iter().find(|entry| entry["field"] == field).expect("the field")
}

fn keys(object: &Map<String, Value>) -> Vec<&str> {
    object.keys().map(String::as_str).collect()
}

#[test]
fn the_json_is_one_object_of_the_promised_shape() {
    let company = without(&[]);
    company.fake.edit_company(|all| assert!(all.set_granted("fix_salary", true)));
    let output = company.giftlist(&["check", "--json"]).exits(0);
    assert_eq!((output.stdout.matches('\n').count(), output.stderr.as_str()), (1, ""));
    let report = parsed(&output.stdout);
    assert_eq!(keys(report.as_object().unwrap()), ["complete", "fields", "optional", "required", "unneeded"]);
    assert_eq!(report["required"], json!({"readable": 21, "total": 21}));
    assert_eq!(report["optional"], json!({"readable": 3, "total": 3}));
    assert_eq!(report["complete"], json!(true));
    let fields = report["fields"].as_array().unwrap();
    let names: Vec<&str> = fields.iter().filter_map(|field| field["field"].as_str()).collect();
    assert_eq!(names, Field::all().map(Field::name).collect::<Vec<_>>());
    for (field, entry) in Field::all().zip(fields) {
        let entry = entry.as_object().unwrap();
        assert_eq!(keys(entry), ["candidates", "field", "key", "label", "required", "state"]);
        let (key, label) = company.fake.with_company(|all| {
            let attribute = all.attributes().iter().find(|attribute| Some(attribute.key.as_str()) == all.key_of(field));
            attribute.map(|attribute| (attribute.key.clone(), attribute.label.clone())).unwrap()
        });
        assert_eq!((&entry["key"], &entry["label"]), (&json!(key), &json!(label)));
        assert_eq!((&entry["required"], &entry["state"]), (&json!(field.is_required()), &json!("readable")));
        assert_eq!(entry["candidates"], json!([]));
    }
    let salary = &report["unneeded"][0];
    assert_eq!(keys(salary.as_object().unwrap()), ["key", "label", "sensitive"]);
    assert_eq!((&salary["key"], &salary["sensitive"]), (&json!("fix_salary"), &json!(true)));
    assert!(salary["label"].is_string());
}

#[test]
fn what_is_not_ticked_is_missing_or_not_found_and_the_exit_code_is_1() {
    let company = without(&[Field::Team, Field::City, Field::Birthday]);
    let report = parsed(&company.giftlist(&["check", "--json"]).exits(1).stdout);
    assert_eq!(report["required"], json!({"readable": 19, "total": 21}));
    assert_eq!(report["optional"], json!({"readable": 2, "total": 3}));
    assert_eq!(report["complete"], json!(false));
    for (field, state) in [("Team", "missing"), ("City", "not_found"), ("Birthday", "not_found")] {
        let entry = entry(&report, field);
        assert_eq!((&entry["state"], &entry["key"], &entry["label"]), (&json!(state), &Value::Null, &Value::Null));
    }
}

#[test]
fn without_an_optional_field_the_answer_is_still_yes() {
    let company = without(&[Field::PersonalEmail, Field::ProfilePicture, Field::Birthday]);
    let report = company.json(&["check", "--json"]);
    assert_eq!((&report["complete"], &report["optional"]["readable"]), (&json!(true), &json!(0)));
}

/// Catalogue: F13.
#[test]
fn two_attributes_of_one_name_are_ambiguous_until_one_is_pinned() {
    let company = without(&[]);
    let first = company.fake.with_company(|all| all.key_of(Field::OccupationType).map(str::to_owned)).unwrap();
    company.fake.edit_company(|all| all.attributes_mut().push(Attribute::new("dynamic_77", "Occupation type")));
    let report = parsed(&company.giftlist(&["check", "--json"]).exits(1).stdout);
    let asked = entry(&report, "Occupation type");
    assert_eq!((&asked["state"], &asked["key"], &asked["label"]), (&json!("ambiguous"), &Value::Null, &Value::Null));
    let candidate = |key: &str| json!({"key": key, "label": "Occupation type"});
    assert_eq!(asked["candidates"], json!([candidate(&first), candidate("dynamic_77")]));
    let _ = company.giftlist(&["fields", "pin", "Occupation type", "dynamic_77"]).exits(0);
    let report = company.json(&["check", "--json"]);
    let pinned = entry(&report, "Occupation type");
    assert_eq!((&pinned["state"], &pinned["key"]), (&json!("pinned"), &json!("dynamic_77")));
    assert_eq!((&pinned["label"], &pinned["candidates"]), (&json!("Occupation type"), &json!([])));
}

/// Catalogue: F13.
#[test]
fn a_pinned_attribute_with_another_label_is_told() {
    let company = Company::of_size(1);
    company.fake.edit_company(|all| all.attributes_mut().push(Attribute::new("dynamic_8", "Salary")));
    company.home.put("config/config.toml", "[pins]\nCity = { key = \"dynamic_8\", label = \"City\" }\n");
    for arguments in [&["check"][..], &["sync"]] {
        let told = company.giftlist(arguments).exits(0).stderr;
        assert!(told.contains("City is pinned to dynamic_8, which was \"City\" and is \"Salary\" now: "), "{told}");
    }
    company.home.put("config/config.toml", "[pins]\nCity = { key = \"dynamic_8\", label = \"SALARY\" }\n");
    assert_eq!(company.giftlist(&["check"]).exits(0).stderr, "");
}

#[test]
fn a_pin_that_cannot_be_read_is_said_and_nothing_takes_its_place() {
    let company = without(&[]);
    for (field, key, state) in [("Team", "dynamic_1", "missing"), ("City", "dynamic_2", "not_found")] {
        let _ = company.giftlist(&["fields", "pin", field, key]).exits(0);
        let report = parsed(&company.giftlist(&["check", "--json"]).exits(1).stdout);
        let lost = entry(&report, field);
        assert_eq!((&lost["state"], &lost["key"], &lost["label"]), (&json!(state), &json!(key), &Value::Null));
        let text = company.giftlist(&["check"]).exits(1).stdout;
        assert!(text.contains(&format!("The pinned attribute {key} cannot be read")), "{text}");
        let _ = company.giftlist(&["fields", "unpin", field]).exits(0);
    }
    let _ = company.giftlist(&["check"]).exits(0);
}

#[test]
fn the_text_has_a_line_for_every_field_and_the_counts() {
    let company = without(&[Field::Team, Field::Birthday]);
    company.fake.edit_company(|all| assert!(all.set_granted("fix_salary", true)));
    let text = company.giftlist(&["check"]).exits(1).stdout;
    for field in Field::all() {
        let line = text.lines().find(|line| line.get(2..).is_some_and(|rest| rest.starts_with(field.name())));
        let line = line.unwrap_or_else(|| panic!("{field} is not in {text}"));
        let is_missing = [Field::Team, Field::Birthday].contains(&field);
        assert!(line.starts_with(if is_missing { "x " } else { "+ " }), "{line}");
        assert_eq!(line.contains("(optional)"), !field.is_required(), "{line}");
        assert_eq!(line.contains("in Personio"), is_missing, "{line}");
    }
    assert!(text.contains("20 of 21 required readable, 2 of 3 optional"), "{text}");
    assert!(text.contains("please untick (1): "), "{text}");
}

#[test]
fn no_employee_is_asked_for() {
    let company = without(&[]);
    let _ = company.giftlist(&["check"]).exits(0);
    assert_eq!(company.requests(), [1, 1, 0]);
    assert_eq!(company.home.all_files(), [] as [std::path::PathBuf; 0]);
}

#[test]
fn waiting_ends_as_soon_as_the_field_is_ticked() {
    let company = without(&[Field::Team]);
    let (asked, is_asked) = mpsc::channel();
    let told = Edit::new(move |_| _ = asked.send(()));
    company.fake.inject(Fault::once(Endpoint::Attributes, What::EditCompany(told)).after(1));
    let output = thread::scope(|scope| {
        let waiting = scope.spawn(|| company.giftlist(&["check", "--json", "--wait", "50"]));
        is_asked.recv_timeout(Duration::from_secs(30)).expect("it asks again");
        company.fake.grant(Field::Team);
        waiting.join().expect("it ends")
    });
    let output = output.exits(0);
    assert_eq!(parsed(&output.stdout)["complete"], json!(true));
    assert!(output.stderr.contains("Team is readable now"), "{}", output.stderr);
    // The tick came during the second look, so that or the third one saw it.
    assert!((2..=3).contains(&company.requests()[1]), "{:?}", company.requests());
}

/// Catalogue: E19.
#[test]
fn waiting_goes_on_while_a_right_is_missing() {
    let company = without(&[]);
    let body = r#"{"success":false,"error":{"code":0,"message":"No access"}}"#.to_owned();
    let denied = What::Status { code: 403, retry_after: None, body };
    company.fake.inject(Fault::once(Endpoint::Attributes, denied).times(2));
    let output = company.giftlist(&["check", "--wait", "50"]).exits(0);
    assert!(output.stderr.contains("Personio refuses the list of attributes"), "{}", output.stderr);
}

#[test]
fn waiting_in_vain_ends_with_1_when_the_time_is_over() {
    let company = without(&[Field::Team]);
    let report = parsed(&company.giftlist(&["check", "--json", "--wait", "1"]).exits(1).stdout);
    assert_eq!(report["complete"], json!(false));
    let _ = company.giftlist(&["check", "--wait", "0"]).exits(1);
}

#[test]
fn a_wrong_secret_is_refused_with_3_after_one_request_and_not_repeated() {
    let company = without(&[]);
    let secret = "papi-CANARYWrongSecret00000000000000000000";
    for arguments in [&["check"][..], &["check", "--json"], &["check", "--wait", "40"]] {
        company.fake.forget_requests();
        let output = run(company.command(arguments).env("PERSONIO_CLIENT_SECRET", secret)).exits(3);
        let line = one_error(&output);
        assert!(line.contains("refused client ID and secret") && !line.contains("CANARY"), "{line}");
        assert_eq!(company.requests(), [1, 0, 0]);
    }
}

/// Catalogue: E01.
#[test]
fn a_server_that_is_down_is_4_and_named() {
    let company = without(&[]);
    let nobody = Stranger::new().port();
    let address = format!("http://127.0.0.1:{nobody}");
    let output = run(company.command(&["check"]).env("PERSONIO_BASE_URL", &address)).exits(4);
    // Waits between the tries may be told before.
    let line = output.stderr.lines().last().unwrap_or_default();
    assert!(
        line.starts_with("giftlist: ") && line.contains(&format!("no connection to 127.0.0.1:{nobody} ")),
        "{line}"
    );
}

#[test]
fn without_credentials_it_is_2_and_nothing_is_sent() {
    let company = without(&[]);
    let line = one_error(&run(&mut company.bare(&["check"])).exits(2));
    assert!(line.contains("PERSONIO_CLIENT_ID and PERSONIO_CLIENT_SECRET"), "{line}");
    let half = run(company.bare(&["check"]).env("PERSONIO_CLIENT_ID", company.fake.client_id())).exits(2);
    assert!(one_error(&half).contains("PERSONIO_CLIENT_SECRET is not"));
    assert!(one_error(&company.giftlist(&["check", "--offline"]).exits(2)).contains("--offline"));
    assert_eq!(company.requests(), [0, 0, 0]);
}

/// Catalogue: E34.
#[test]
fn an_address_that_could_be_somebody_elses_is_refused_with_2_and_nothing_is_sent() {
    let stranger = Stranger::new();
    let port = stranger.port();
    let home = Home::new();
    for address in [
        format!("http://192.0.2.7:{port}"),
        "http://api.personio.de".into(),
        format!("http://localhost.evil:{port}"),
        format!("http://127.0.0.1.evil:{port}"),
        format!("http://user:papi-CANARY@127.0.0.1:{port}"),
        format!("http://127.0.0.1@localhost:{port}"),
        format!("https://papi-CANARY@127.0.0.1:{port}"),
        format!("http://2130706433:{port}"),
        format!("https://2130706433:{port}"),
        format!("http://127.1:{port}"),
        format!("http://0x7f000001:{port}"),
        format!("http://0177.0.0.1:{port}"),
        format!("http://0.0.0.0:{port}"),
        format!("http://[::ffff:127.0.0.1]:{port}"),
        format!("127.0.0.1:{port}"),
        "file:///etc/passwd".into(),
        format!("http://127.0.0.1:{port}?to=evil"),
    ] {
        let asked = |command: &mut std::process::Command| {
            command.env("PERSONIO_CLIENT_ID", "papi-1").env("PERSONIO_CLIENT_SECRET", "papi-CANARY-secret");
            let line = one_error(&run(command).exits(2));
            assert!(line.contains("refused") && !line.contains("CANARY"), "{address}: {line}");
        };
        asked(giftlist(&home).args(["check", "--base-url", &address]));
        asked(giftlist(&home).args(["check"]).env("PERSONIO_BASE_URL", &address));
        home.put("config/config.toml", &format!("base_url = \"{address}\"\n"));
        asked(giftlist(&home).args(["check"]));
        home.put("config/config.toml", "");
    }
    stranger.was_left_alone();
}

#[test]
fn a_proxy_gets_nothing_that_is_meant_for_this_machine() {
    let (company, stranger) = (without(&[]), Stranger::new());
    let proxy = format!("http://127.0.0.1:{}", stranger.port());
    for address in [company.fake.base_url(), company.fake.base_url().replace("127.0.0.1", "localhost")] {
        let mut command = company.command(&["check", "--base-url", &address]);
        for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
            command.env(name, &proxy);
        }
        let _ = run(&mut command).exits(0);
    }
    stranger.was_left_alone();
}

/// Catalogue: B23.
#[test]
fn hostile_labels_do_nothing_to_a_terminal() {
    let company = without(&[Field::City]);
    for (place, label) in ["\u{1b}[2JCity", "Ci\u{202e}ty", "\u{9b}31mSalary", "a\r\nb\u{7f}"].iter().enumerate() {
        let key = format!("dynamic_{place}\u{1b}c");
        company.fake.edit_company(|all| all.attributes_mut().push(Attribute::new(&key, label)));
    }
    let text = company.giftlist(&["check"]).exits(1).stdout;
    is_harmless(&text);
    assert!(text.contains("please untick (2)") && text.contains("␛[2JCity"), "{text}");
    let json = company.giftlist(&["check", "--json"]).exits(1).stdout;
    is_harmless(&json);
    let all = parsed(&json);
    let city = all["fields"].as_array().unwrap().iter().find(|it| it["field"] == "City").unwrap();
    let labels = |list: &Value| -> Vec<String> {
        list.as_array().unwrap().iter().filter_map(|it| it["label"].as_str()).map(str::to_owned).collect()
    };
    assert!(labels(&city["candidates"]).contains(&"Ci\u{202e}ty".to_string()), "{city}");
    assert!(labels(&all["unneeded"]).contains(&"a\r\nb\u{7f}".to_string()), "{all}");
}

/// Catalogue: B23.
#[test]
fn a_label_or_key_that_repeats_a_secret_does_not_show_it() {
    let company = without(&[Field::City]);
    let secret = company.fake.client_secret().to_string();
    company.fake.edit_company(|all| {
        all.attributes_mut().push(Attribute::new("dynamic_99", &format!("City {secret}")));
        all.attributes_mut().push(Attribute::new(&secret, "Salary"));
    });
    for arguments in [&["check"][..], &["check", "--json"], &["fields"]] {
        let output = run(&mut company.command(arguments));
        assert!(!output.stdout.contains(&secret) && !output.stderr.contains(&secret), "{}", output.stdout);
    }
    assert!(company.giftlist(&["check"]).exits(1).stdout.contains("[hidden]"));
}

/// Catalogue: A15.
#[test]
fn a_secret_in_a_wrong_place_of_the_settings_is_not_repeated() {
    let company = Company::of_size(1);
    for (name, code) in [("ca_file", 5), ("base_url", 2), ("excel_delimiter", 5)] {
        company.home.put("config/config.toml", &format!("{name} = \"papi-hush/hush\"\n"));
        let mut command = company.command(&["check"]);
        let line = one_error(&run(command.env_remove("PERSONIO_BASE_URL")).exits(code));
        assert!(!line.contains("hush"), "{line}");
    }
}

/// Catalogue: E33.
#[test]
fn what_a_proxy_says_is_told_apart_and_it_is_named_without_its_password() {
    let company = Company::of_size(1);
    let ask = |proxy: &str| {
        let mut command = company.command(&["check", "--base-url", "https://api.personio.example"]);
        one_error(&run(command.env("HTTPS_PROXY", proxy)).exits(4))
    };
    for (answer, words) in [
        ("HTTP/1.1 407 Authenticate\r\nContent-Length: 0\r\n\r\n", "asks for a password (407)"),
        (
            "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
            "forbids connections to api.personio.example (status 403)",
        ),
        ("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", "cannot reach api.personio.example (status 502)"),
        ("HTTP/1.1 503 No\r\nContent-Type: text/html\r\n\r\n<html>", "(status 503 with a web page)"),
        ("SSH-2.0-x\r\n", "does not answer as a proxy does"),
    ] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let _ = stream.read(&mut [0; 1024]);
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        let line = ask(&format!("http://ada:hush@127.0.0.1:{port}"));
        assert!(line.contains(&format!("the proxy 127.0.0.1:{port} ")) && line.contains(words), "{line}");
        assert!(!line.contains("hush"), "{line}");
    }
    let nobody = Stranger::new().port();
    assert!(
        ask(&format!("http://127.0.0.1:{nobody}")).contains(&format!("no connection to the proxy 127.0.0.1:{nobody}"))
    );
    assert!(ask("not a proxy").contains("HTTPS_PROXY does not name a proxy: write it as http://host:port"));
}
