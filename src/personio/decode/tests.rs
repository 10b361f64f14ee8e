use super::*;
use crate::domain::calendar::{Day, MonthDay};
use crate::domain::fields::{DateField, Field, TextField};
use crate::domain::people::employee::{PersonId, SupervisorRef};

fn keys() -> Keys {
    [
        ("first_name", Field::FirstName),
        ("team", Field::Team),
        ("hire_date", Field::HireDate),
        ("supervisor", Field::Supervisor),
        ("profile_picture", Field::ProfilePicture),
        ("dynamic_1", Field::Birthday),
        ("dynamic_2", Field::IsAPeopleManager),
        ("dynamic_3", Field::EmployeeId),
    ]
    .into_iter()
    .map(|(key, field)| (AttributeKey::from(key), [field].into_iter().collect()))
    .collect()
}

fn page(data: &str) -> Result<Page, Cause> {
    employees(format!(r#"{{"success":true,"data":{data}}}"#).as_bytes(), &keys())
}

fn one(attributes: &str) -> Employee {
    page(&format!(r#"[{{"type":"Employee","attributes":{{"id":{{"value":7}},{attributes}}}}}]"#))
        .unwrap()
        .employees
        .remove(0)
}

fn part(part: &'static str) -> Cause {
    Cause::Envelope { part }
}

#[test]
fn a_row_as_personio_writes_it() {
    let employee = one(r#"
        "first_name":{"label":"First name","value":"Zoë","type":"standard","universal_id":"first_name"},
        "team":{"label":"Team","value":{"type":"Team","attributes":{"id":5,"name":"Blue"}},"type":"standard"},
        "hire_date":{"label":"Hire date","value":"2014-11-09T00:00:00+01:00","type":"date"},
        "dynamic_1":{"label":"Birthday","value":"1988-02-29T00:00:00+01:00","type":"date"},
        "dynamic_2":{"label":"Is a People Manager","value":true},
        "dynamic_3":{"label":"Employee ID","value":123.0},
        "profile_picture":{"label":"Profile Picture","value":"https://api.personio.de/v1/x"},
        "fix_salary":{"label":"Salary","value":1e5,"currency":"EUR"},
        "work_schedule":{"value":{"attributes":{"id":1067807102794692000}}},
        "supervisor":{"label":"Supervisor","value":{"type":"Employee","attributes":{
            "id":{"label":"ID","value":9},"first_name":{"label":"F","value":"Ada"},"last_name":{"value":"Byron"}}}}
    "#);
    assert_eq!(employee.id, PersonId(7));
    assert_eq!(employee.texts[TextField::FirstName as usize], "Zoë");
    assert_eq!(employee.texts[TextField::Team as usize], "Blue");
    assert_eq!(employee.texts[TextField::IsAPeopleManager as usize], "Yes");
    assert_eq!(employee.texts[TextField::EmployeeId as usize], "123");
    assert_eq!(employee.dates[DateField::HireDate as usize], Day::parse("2014-11-09"));
    assert_eq!(employee.birthday, MonthDay::new(2, 29));
    assert_eq!(employee.supervisor, Some(SupervisorRef { id: Some(PersonId(9)), name: "Ada Byron".into() }));
    assert!(employee.picture && employee.odd.is_empty());
    assert_eq!(employee.present.len(), 8);
}

/// Catalogue: F03.
#[test]
fn the_year_of_birth_is_nowhere() {
    let employee = one(r#""dynamic_1":{"value":"1988-02-29"}"#);
    assert!(!format!("{employee:?}").contains("1988"));
}

#[test]
fn empty_values_are_present_and_not_odd() {
    for empty in ["null", "\"\"", "[]", "{}"] {
        let names = ["first_name", "team", "hire_date", "supervisor", "profile_picture", "dynamic_1", "dynamic_2"];
        let attributes: Vec<_> = names.map(|name| format!(r#""{name}":{{"label":"x","value":{empty}}}"#)).into();
        let employee = one(&attributes.join(","));
        assert_eq!(employee.present.len(), 7, "{empty}");
        assert!(employee.odd.is_empty() && !employee.picture, "{empty}");
        assert_eq!(employee.supervisor, None, "{empty}");
    }
    assert_eq!(one(r#""team":[],"first_name":null"#).present.len(), 2);
}

/// Catalogue: E14, F01.
#[test]
fn what_is_not_understood_is_odd() {
    for (name, json, field) in [
        ("date that is none", r#""hire_date":{"value":"soon"}"#, Field::HireDate),
        ("impossible date", r#""hire_date":{"value":"2021-02-29"}"#, Field::HireDate),
        ("date as number", r#""hire_date":{"value":1700000000}"#, Field::HireDate),
        ("date as object", r#""hire_date":{"value":{"x":1}}"#, Field::HireDate),
        ("birthday", r#""dynamic_1":{"value":"31.02.1990"}"#, Field::Birthday),
        ("object without name", r#""team":{"value":{"type":"Team","attributes":{"id":1}}}"#, Field::Team),
        ("supervisor that is none", r#""supervisor":{"value":true}"#, Field::Supervisor),
        ("half a character", r#""first_name":{"value":"\ud83d x"}"#, Field::FirstName),
        ("two teams", r#""team":{"value":"a","value":"b"}"#, Field::Team),
        ("two teams apart", r#""team":{"value":"a"},"team":{"value":"b"}"#, Field::Team),
        ("two pictures", r#""profile_picture":{"value":"a","value":"b"}"#, Field::ProfilePicture),
        ("two supervisors", r#""supervisor":{"value":[1,2]}"#, Field::Supervisor),
    ] {
        let employee = one(json);
        assert_eq!(employee.odd.iter().collect::<Vec<_>>(), [field], "{name}");
    }
}

#[test]
fn supervisors_in_every_shape() {
    for (name, json, id, shown) in [
        ("id only", r#"{"type":"Employee","attributes":{"id":{"label":"ID","value":9}}}"#, Some(9), ""),
        ("flat", r#"{"id":9,"first_name":"Ada","last_name":"Byron"}"#, Some(9), "Ada Byron"),
        ("flat inside", r#"{"type":"Employee","attributes":{"id":"9","first_name":"Ada"}}"#, Some(9), "Ada"),
        ("number", "9", Some(9), ""),
        ("number as text", "\"9\"", Some(9), ""),
        ("name", "\"Ada Byron\"", None, "Ada Byron"),
        ("one in a list", r#"[{"id":9,"name":"Ada"}]"#, Some(9), "Ada"),
        ("huge", "18446744073709551615", Some(u64::MAX), ""),
    ] {
        let employee = one(&format!(r#""supervisor":{{"label":"S","value":{json}}}"#));
        let expected = SupervisorRef { id: id.map(PersonId), name: shown.into() };
        assert_eq!(employee.supervisor, Some(expected), "{name}");
        assert!(employee.odd.is_empty(), "{name}");
    }
}

/// Catalogue: E14, E15, F07.
#[test]
fn ids_in_every_shape() {
    for (name, row, expected) in [
        ("number", r#"{"attributes":{"id":{"value":5}}}"#, Ok(5)),
        ("text", r#"{"attributes":{"id":{"value":"5"}}}"#, Ok(5)),
        ("bare", r#"{"attributes":{"id":5}}"#, Ok(5)),
        ("beside the attributes", r#"{"id":5,"attributes":[]}"#, Ok(5)),
        ("over 2^53", r#"{"attributes":{"id":{"value":9007199254740993}}}"#, Ok(9_007_199_254_740_993)),
        ("negative", r#"{"attributes":{"id":{"value":-5}}}"#, Err(part("id"))),
        ("fraction", r#"{"attributes":{"id":{"value":5.5}}}"#, Err(part("id"))),
        ("absent", r#"{"attributes":{"first_name":{"value":"A"}}}"#, Err(part("id"))),
        ("null", r#"{"attributes":{"id":{"value":null}}}"#, Err(part("id"))),
        ("twice", r#"{"attributes":{"id":{"value":5},"id":{"value":6}}}"#, Err(part("id"))),
        ("twice inside", r#"{"attributes":{"id":{"value":3,"value":4}}}"#, Err(part("id"))),
        ("twice beside", r#"{"id":3,"id":4,"attributes":{}}"#, Err(part("id"))),
        ("the same twice", r#"{"attributes":{"id":{"value":5,"value":5},"id":{"value":5}}}"#, Ok(5)),
        ("attributes as a list", r#"{"attributes":[]}"#, Err(part("id"))),
        ("row that is none", "3", Err(part("data[]"))),
    ] {
        let read = page(&format!("[{row}]")).map(|page| page.employees[0].id.0);
        assert_eq!(read, expected, "{name}");
    }
}

/// Catalogue: E11, E13, E14.
#[test]
fn envelopes() {
    let unsuccessful = |message: &str| Cause::Unsuccessful { message: message.into() };
    for (name, body, expected) in [
        ("empty", "", part("no body")),
        ("blanks", " \r\n", part("no body")),
        ("null", "null", part("success")),
        ("list", "[]", part("success")),
        ("text", "\"x\"", part("success")),
        ("no success", r#"{"data":[]}"#, part("success")),
        ("success as text", r#"{"success":"true","data":[]}"#, part("success")),
        ("no data", r#"{"success":true}"#, part("data")),
        ("data as object", r#"{"success":true,"data":{"0":{}}}"#, part("data")),
        ("data null", r#"{"success":true,"data":null}"#, part("data")),
        ("refusal", r#"{"success":false,"error":{"code":0,"message":"Nope"}}"#, unsuccessful("Nope")),
        ("refusal with odd data", r#"{"data":{},"success":false,"error":{"message":"Nope"}}"#, unsuccessful("Nope")),
        ("refusal as text", r#"{"success":false,"error":"Nope"}"#, unsuccessful("Nope")),
        ("refusal without words", r#"{"success":false}"#, part("success")),
        ("not JSON", "hello", part("not JSON")),
        ("NaN", r#"{"success":true,"data":[NaN]}"#, part("not JSON")),
        ("two lists", r#"{"success":true,"data":[],"data":[]}"#, part("data")),
        ("two answers", r#"{"success":true,"data":[]}{}"#, part("not JSON")),
    ] {
        assert_eq!(employees(body.as_bytes(), &keys()).err(), Some(expected), "{name}");
    }
    let utf16: Vec<u8> = "{\"success\":true}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(employees(&utf16, &keys()).err(), Some(part("not JSON")));
    let latin1 = b"{\"success\":true,\"data\":[{\"attributes\":{\"id\":1,\"first_name\":\"Zo\xeb\"}}]}";
    assert_eq!(employees(latin1, &keys()).err(), Some(part("not JSON")));
}

/// Catalogue: E03, E05, E06.
#[test]
fn a_body_cut_anywhere_is_never_a_page() {
    let body = br#"{"success":true,"data":[{"type":"Employee","attributes":{"id":{"value":1},"first_name":{"value":"Zo\u00eb"}}}],"offset":"0"}"#;
    for end in 1..body.len() {
        assert_eq!(employees(&body[..end], &keys()).err(), Some(Cause::Truncated), "{end}");
    }
    assert!(employees(body, &keys()).is_ok());
}

/// Catalogue: E13, E15.
#[test]
fn totals_and_offsets_as_numbers_or_texts_or_not_at_all() {
    for (name, around, total, offset) in [
        ("numbers", r#""metadata":{"total_elements":34,"total_pages":1},"offset":0,"limit":100,"#, Some(34), Some(0)),
        ("texts", r#""metadata":{"total_elements":"34"},"offset":"100","#, Some(34), Some(100)),
        ("missing", "", None, None),
        ("metadata as list", r#""metadata":[],"offset":null,"#, None, None),
        ("negative", r#""metadata":{"total_elements":-1},"offset":-1,"#, None, None),
    ] {
        let body = format!("\u{feff}{{{around}\"success\":true,\"data\":[]}}");
        let page = employees(body.as_bytes(), &keys()).unwrap();
        assert_eq!((page.total, page.offset), (total, offset), "{name}");
    }
}

/// Catalogue: E08.
#[test]
fn floods_end() {
    let deep = format!(r#"{{"success":true,"data":[{}"#, "[".repeat(100_000));
    assert!(employees(deep.as_bytes(), &keys()).is_err());
    let rows = vec![r#"{"attributes":{"id":1}}"#; MAX_ROWS + 5].join(",");
    assert_eq!(page(&format!("[{rows}]")).err(), Some(Cause::TooMany { limit: MAX_ROWS }));
}

#[test]
fn attributes_with_and_without_everything() {
    let body = br#"{"success":true,"data":[
        {"key":"first_name","label":"First Name","type":"standard","universal_id":"first_name","options":[]},
        {"key":"dynamic_2","label":"Status","type":"list","universal_id":null,"options":["a",{"x":1}]},
        {"key":"dynamic_3"}, {"label":"no key"}, null, {"key":"dynamic_4","label":5,"type":null}]}"#;
    let read = attributes(body).unwrap();
    let shown: Vec<_> =
        read.iter().map(|a| (a.key.as_str(), a.label.as_str(), a.kind.as_str(), a.universal_id.as_deref())).collect();
    assert_eq!(
        shown,
        [
            ("first_name", "First Name", "standard", Some("first_name")),
            ("dynamic_2", "Status", "list", None),
            ("dynamic_3", "dynamic_3", "", None),
            ("dynamic_4", "5", "", None),
        ]
    );
    assert_eq!(attributes(br#"{"success":true,"data":{}}"#).err(), Some(part("data")));
    assert_eq!(attributes(br#"{"success":true,"data":[]}"#), Ok(Vec::new()));
}

#[test]
fn tokens() {
    let lifetime = |body: &str| token(body.as_bytes()).map(|response| response.lifetime.as_secs());
    assert_eq!(lifetime(r#"{"success":true,"data":{"token":"papi-1","expires_in":3600,"scope":"x"}}"#), Ok(3600));
    assert_eq!(lifetime(r#"{"success":true,"data":{"token":"papi-1","expires_in":"60"}}"#), Ok(60));
    assert_eq!(lifetime(r#"{"success":true,"data":{"token":"papi-1"}}"#), Ok(86_400));
    assert_eq!(lifetime(r#"{"success":true,"data":{"token":"papi-1","expires_in":9e15}}"#), Ok(86_400));
    for odd in ["{}", "[]", "null", r#"{"token":null}"#, r#"{"token":5}"#] {
        assert_eq!(lifetime(&format!(r#"{{"success":true,"data":{odd}}}"#)), Err(part("data.token")), "{odd}");
    }
}

#[test]
fn messages_of_errors() {
    for (body, expected) in [
        (r#"{"success":false,"error":{"code":0,"message":"Wrong credentials"}}"#, "Wrong credentials"),
        (
            r#"{"error":"invalid_client","error_description":"Client authentication failed"}"#,
            "Client authentication failed",
        ),
        (r#"{"message":"Too many"}"#, "Too many"),
        ("<html>", ""),
        ("", ""),
        ("[1]", ""),
        ("{\"error\":{\"mess", ""),
    ] {
        assert_eq!(message(body.as_bytes()), expected, "{body}");
    }
}
