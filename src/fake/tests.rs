//! The embedded Personio as a client sees it, byte for byte: a plain socket asks, so that no client library hides
//! what the server does.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Instant;

use jiff::civil::date;
use serde_json::{Value, json};

use super::*;

/// An answer as it came.
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

async fn started(options: FakeOptions) -> FakePersonio {
    let options = FakeOptions { today: Some(date(2026, 11, 24)), ..options };
    FakePersonio::start(options).await.expect("a free loopback port")
}

/// The bytes that come back for these bytes, until the connection ends, however it does.
fn said(fake: &FakePersonio, request: &str) -> Vec<u8> {
    let address = fake.base_url().replace("http://", "");
    let mut stream = TcpStream::connect(address).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout");
    stream.write_all(request.as_bytes()).expect("it reads");
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    bytes
}

fn ask(fake: &FakePersonio, line: &str, headers: &str, body: &str) -> Answer {
    let length = body.len();
    let request = format!(
        "{line} HTTP/1.1\r\nHost: fake\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
    );
    let bytes = said(fake, &request);
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").map_or(bytes.len(), |at| at + 4);
    let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Answer { status, head, body: bytes[end..].to_vec() }
}

fn signed_in(fake: &FakePersonio) -> String {
    let body = json!({"client_id": fake.client_id(), "client_secret": fake.client_secret()}).to_string();
    let answer = ask(fake, "POST /v1/auth", "Content-Type: application/json\r\n", &body);
    assert_eq!(answer.status, 200, "{}", answer.head);
    format!("Authorization: Bearer {}\r\n", answer.json()["data"]["token"].as_str().expect("a token"))
}

fn get(fake: &FakePersonio, path: &str) -> Answer {
    let bearer = signed_in(fake);
    ask(fake, &format!("GET {path}"), &bearer, "")
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_takes_json_or_a_form_and_no_query_string() {
    let fake = started(FakeOptions::default()).await;
    let form = format!("client_id={}&client_secret={}", fake.client_id(), fake.client_secret());
    let form_type = "Content-Type: application/x-www-form-urlencoded\r\n";
    let answer = ask(&fake, "POST /v1/auth", form_type, &form);
    assert_eq!((answer.status, answer.json()["data"]["expires_in"].as_u64()), (200, Some(86_400)));
    let again = format!("Authorization: Bearer {}\r\n", answer.json()["data"]["token"].as_str().unwrap_or_default());
    assert_eq!(signed_in(&fake), again);
    assert_eq!(ask(&fake, &format!("POST /v1/auth?{form}"), "", "").status, 403);
    let wrong = ask(&fake, "POST /v1/auth", "", r#"{"client_id":"a","client_secret":"b"}"#);
    assert_eq!(wrong.status, 403);
    assert_eq!(wrong.json(), json!({"success": false, "error": {"code": 0, "message": "Wrong credentials"}}));
    assert_eq!(ask(&fake, "POST /v1/auth", "", "").status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn other_requests_need_the_token_and_get_it_back() {
    let fake = started(FakeOptions::default()).await;
    let path = "GET /v1/company/employees/attributes";
    let answer = ask(&fake, path, "", "");
    assert_eq!((answer.status, &answer.json()["error"]["message"]), (401, &json!("Authorization is not provided")));
    let answer = ask(&fake, path, "Authorization: Bearer papi-x\r\n", "");
    assert_eq!(
        (answer.status, &answer.json()["error"]["message"]),
        (403, &json!("Provided authorization is not valid"))
    );
    let bearer = signed_in(&fake);
    assert!(ask(&fake, path, &bearer, "").head.contains(&bearer.to_lowercase()));
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_tile_the_company() {
    let fake = started(FakeOptions { employees: Some(120), ..FakeOptions::default() }).await;
    let usual = get(&fake, "/v1/company/employees").json();
    assert_eq!(usual["data"].as_array().map(Vec::len), Some(50));
    assert_eq!(usual["metadata"], json!({"total_elements": 120, "current_page": 0, "total_pages": 3}));
    let mut ids = std::collections::BTreeSet::new();
    for offset in [0, 100] {
        let page =
            get(&fake, &format!("/v1/company/employees?limit=100&offset={offset}&attributes%5B%5D=email")).json();
        assert_eq!((page["offset"].as_u64(), page["limit"].as_u64()), (Some(offset), Some(100)));
        for employee in page["data"].as_array().into_iter().flatten() {
            assert_eq!(employee["type"], "Employee");
            let attributes = employee["attributes"].as_object().expect("attributes");
            assert_eq!(attributes.keys().collect::<Vec<_>>(), ["email", "id"]);
            ids.insert(attributes["id"]["value"].as_u64());
        }
    }
    assert_eq!(ids.len(), 120);
    assert_eq!(get(&fake, "/v1/company/employees?limit=101").status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn values_have_personios_shapes() {
    let fake = started(FakeOptions::default()).await;
    let id = fake.with_company(|company| {
        company.people().find(|person| person.email == "aoife.byrne@acme.example").map(|person| person.id)
    });
    let id = id.expect("Aoife is in the sample company");
    let aoife = get(&fake, &format!("/v1/company/employees/{id}")).json()["data"]["attributes"].clone();
    assert_eq!(
        aoife["hire_date"],
        json!({"label": "Hire date", "value": "2019-12-02T00:00:00+00:00", "type": "date", "universal_id": "hire_date"})
    );
    assert_eq!(aoife["termination_date"]["value"], Value::Null);
    assert_eq!(aoife["dynamic_7123992"]["universal_id"], "date_of_birth");
    assert_eq!(aoife["dynamic_7124018"]["universal_id"], Value::Null);
    assert_eq!(aoife["office"]["value"]["type"], "Office");
    assert_eq!(aoife["office"]["value"]["attributes"]["name"], "Dublin");
    let supervisor = &aoife["supervisor"]["value"];
    assert_eq!(supervisor["type"], "Employee");
    assert_eq!(supervisor["attributes"]["last_name"]["label"], "Last name");
    assert!(supervisor["attributes"]["id"]["value"].is_u64());
    assert_eq!(aoife.as_object().map(serde_json::Map::len), Some(25));
    let one = get(&fake, "/v1/company/employees?email=aoife.byrne%40acme.example").json();
    assert_eq!(one["metadata"]["total_elements"], 1);
    assert_eq!(get(&fake, "/v1/company/employees/7").json()["error"]["message"], "Es ist ein Problem aufgetreten ");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_ticked_is_silently_absent() {
    let fake = started(FakeOptions { missing: vec![Field::Team, Field::Birthday], ..FakeOptions::default() }).await;
    let listed = |fake: &FakePersonio| {
        let list = get(fake, "/v1/company/employees/custom-attributes").json();
        let keys = list["data"].as_array().into_iter().flatten().map(|attribute| attribute["key"].clone());
        keys.collect::<Vec<_>>()
    };
    assert_eq!(listed(&fake).len(), 22);
    let page = get(&fake, "/v1/company/employees?limit=1&attributes[]=team&attributes[]=email").json();
    assert_eq!(page["data"][0]["attributes"].as_object().map(serde_json::Map::len), Some(2));
    assert_eq!(ask(&fake, "POST /demo/tick", "", "").json(), json!({"ticked": "Team"}));
    assert!(listed(&fake).contains(&json!("team")));
    assert_eq!(ask(&fake, "POST /demo/tick", "", "").json(), json!({"ticked": "Birthday"}));
    assert_eq!(ask(&fake, "POST /demo/tick", "", "").json(), json!({"ticked": null}));
    assert_eq!(ask(&fake, "POST /demo/untick?field=Last+name", "", "").json(), json!({"unticked": "Last name"}));
    assert_eq!(ask(&fake, "POST /demo/tick?field=Salary", "", "").status, 400);
    fake.revoke(Field::Email);
    fake.edit_company(|company| assert!(company.set_granted("fix_salary", true)));
    let keys = listed(&fake);
    assert!(keys.contains(&json!("fix_salary")) && !keys.contains(&json!("email")));
    assert!(fake.requests().iter().all(|seen| !seen.path.starts_with("/demo")));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sixteenth_request_of_a_second_is_refused_unless_limits_are_off() {
    for limits in [true, false] {
        let fake = started(FakeOptions { limits, employees: Some(1), ..FakeOptions::default() }).await;
        let bearer = signed_in(&fake);
        let (start, mut statuses) = (Instant::now(), Vec::new());
        while statuses.len() < 20 {
            statuses.push(ask(&fake, "GET /v1/company/employees", &bearer, "").status);
        }
        if limits && start.elapsed() < Duration::from_millis(900) {
            assert_eq!(statuses[..15], [200; 15]);
            assert_eq!(statuses[15..], [429; 5]);
        } else if !limits {
            assert_eq!(statuses, [200; 20]);
        }
        let seen = fake.requests();
        assert_eq!(seen.len(), 21);
        assert_eq!((seen[0].path.as_str(), seen[0].is_authorized), ("/v1/auth", false));
        assert_eq!(seen.iter().skip(1).map(|seen| seen.status).collect::<Vec<_>>(), statuses);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_and_unknown_paths() {
    let fake = started(FakeOptions::default()).await;
    let (with, without) = fake.with_company(|company| {
        let id = |has: bool| company.people().find(|person| person.profile_picture == has).map(|person| person.id);
        (id(true).unwrap_or_default(), id(false).unwrap_or_default())
    });
    let picture = get(&fake, &format!("/v1/company/employees/{with}/profile-picture/80"));
    assert_eq!((picture.status, &picture.body[1..4]), (200, &b"PNG"[..]));
    assert_eq!(get(&fake, &format!("/v1/company/employees/{without}/profile-picture")).status, 404);
    assert_eq!(get(&fake, "/v2/persons").status, 404);
    fake.revoke(Field::ProfilePicture);
    assert_eq!(get(&fake, &format!("/v1/company/employees/{with}/profile-picture")).status, 404);
}

const PAGE: &str = "/v1/company/employees?limit=10";

#[tokio::test(flavor = "multi_thread")]
async fn bodies_are_cut_and_connections_broken() {
    let fake = started(FakeOptions { employees: Some(10), ..FakeOptions::default() }).await;
    let whole = get(&fake, PAGE);
    let inject = |what| fake.inject(Fault::once(Endpoint::Employees, what));

    inject(What::CutBody);
    let cut = get(&fake, PAGE);
    assert_eq!(cut.body.len(), whole.body.len() / 2);
    assert!(cut.head.contains(&format!("content-length: {}\r\n", whole.body.len())), "{}", cut.head);

    inject(What::CutChunked);
    let cut = get(&fake, PAGE);
    assert!(cut.head.contains("transfer-encoding: chunked"), "{}", cut.head);
    assert!(!cut.body.ends_with(b"0\r\n\r\n"));

    for bytes in [0, 1, 50, 1_000] {
        inject(What::CutAt(bytes));
        let request = format!("GET {PAGE} HTTP/1.1\r\nHost: fake\r\n{}\r\n", signed_in(&fake));
        assert_eq!(said(&fake, &request).len(), bytes);
    }
    inject(What::Reset);
    assert_eq!(get(&fake, PAGE).status, 0);
    inject(What::Raw(b"HTTP/1.1 999 Odd\r\nRetry-After: 1\r\nRetry-After: 2\r\n\r\n".to_vec()));
    assert_eq!(get(&fake, PAGE).status, 999);
    assert_eq!(get(&fake, PAGE).body, whole.body);
    let statuses: Vec<u16> =
        fake.requests().iter().filter(|seen| seen.path.ends_with("employees")).map(|s| s.status).collect();
    assert_eq!(statuses.len(), 10);
    assert_eq!((statuses[3], statuses[7]), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_replaced() {
    let fake = started(FakeOptions { employees: Some(10), ..FakeOptions::default() }).await;
    let ask_with = |what| {
        fake.inject(Fault::once(Endpoint::Employees, what));
        get(&fake, PAGE)
    };
    let busy = ask_with(What::Status { code: 429, retry_after: Some("soon".into()), body: String::new() });
    assert_eq!(busy.status, 429);
    assert!(busy.head.contains("retry-after: soon"));
    assert!(ask_with(What::Html).head.contains("text/html"));
    assert!(
        ask_with(What::Redirect { code: 307, to: "http://127.0.0.1:1/".into() }).head.contains("location: http://127")
    );
    assert_eq!(ask_with(What::EmptyBody).body, b"");
    assert_eq!(ask_with(What::Json("[]".into())).body, b"[]");
    assert_eq!(ask_with(What::ExpireToken).status, 403);
    let bomb = ask_with(What::GzipBomb { megabytes: 8 });
    assert!(bomb.head.contains("content-encoding: gzip") && bomb.body.len() < 100_000, "{}", bomb.body.len());
    assert!(ask_with(What::Header("Content-Encoding".into(), "br".into())).head.contains("content-encoding: br"));
}

#[tokio::test(flavor = "multi_thread")]
async fn content_is_changed() {
    let fake = started(FakeOptions { employees: Some(25), ..FakeOptions::default() }).await;
    let ask_with = |what, path: &str| {
        fake.inject(Fault::once(Endpoint::Employees, what));
        get(&fake, path).json()
    };
    let first = get(&fake, PAGE).json();
    let repeated = ask_with(What::RepeatPage, "/v1/company/employees?limit=10&offset=10");
    assert_eq!((&repeated["data"], &repeated["offset"]), (&first["data"], &json!(10)));
    assert_eq!(ask_with(What::WrongTotal(-3), PAGE)["metadata"]["total_elements"], 22);
    let without = ask_with(What::DropAttribute(Field::Birthday), PAGE);
    assert!(without["data"][0]["attributes"].get("dynamic_7123992").is_none());
    let extra = What::ExtraAttribute { key: "salary".into(), value: json!("CANARY") };
    assert_eq!(ask_with(extra, PAGE)["data"][9]["attributes"]["salary"]["value"], "CANARY");
    let rewrite = Rewrite::new(|page| page["offset"] = json!("10"));
    assert_eq!(ask_with(What::Rewrite(rewrite), PAGE)["offset"], "10");
    assert_eq!(get(&fake, PAGE).json(), first);
    let hired = Edit::new(|company| _ = company.insert(0, Person::named("Zoë", "Krüger")));
    let page = ask_with(What::EditCompany(hired), PAGE);
    assert_eq!(page["data"][0]["attributes"]["first_name"]["value"], "Zoë");
    assert_eq!(page["data"][1], first["data"][0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_ends_hanging_and_dripping_answers() {
    let fake = started(FakeOptions { employees: Some(10), ..FakeOptions::default() }).await;
    let bearer = signed_in(&fake);
    fake.inject(Fault::once(Endpoint::Employees, What::Hang));
    fake.inject(Fault::once(Endpoint::Employees, What::Drip { bytes_per_tick: 1 }));
    let address = fake.base_url().replace("http://", "");
    let open = |request: &str| {
        let mut stream = TcpStream::connect(&address).expect("it listens");
        stream.write_all(request.as_bytes()).expect("it reads");
        stream
    };
    let request = format!("GET {PAGE} HTTP/1.1\r\nHost: fake\r\n{bearer}\r\n");
    let mut streams = vec![open(&request), open(&request), open("GET /v1/half"), open("")];
    tokio::time::sleep(Duration::from_millis(700)).await;
    let start = Instant::now();
    fake.stop().await;
    for stream in &mut streams {
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest);
    }
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
    assert!(TcpStream::connect(&address).is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn dropping_frees_the_port() {
    let fake = started(FakeOptions::default()).await;
    let address = fake.base_url().replace("http://", "");
    drop(fake);
    for _ in 0..100 {
        if TcpStream::connect(&address).is_err() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it still listens at {address}");
}

#[tokio::test(flavor = "multi_thread")]
async fn latency_delays_each_answer() {
    let fake = started(FakeOptions { latency: Duration::from_millis(80), ..FakeOptions::default() }).await;
    let start = Instant::now();
    get(&fake, PAGE);
    assert!(start.elapsed() >= Duration::from_millis(160), "{:?}", start.elapsed());
}
