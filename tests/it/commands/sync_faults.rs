//! `giftlist sync` when something goes wrong: it ends with everybody, or the old people stay byte for byte and one line
//! says at which stage what happened and what to do. Never a part, never a secret in the words, never a request to
//! anybody else. The faults are two tables; the rows of a table run side by side, since some wait for a retry.

use super::company::{Company, Stranger, one_error};
use crate::harness::env::run;
use giftlist::domain::fields::Field;
use giftlist::fake::{Edit, Endpoint, Fault, Person, Rewrite, What};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;

/// Three pages.
const PEOPLE: usize = 250;

fn status(code: u16, retry_after: Option<&str>) -> What {
    let body = r#"{"success":false,"error":{"code":0,"message":"Nein"}}"#.to_owned();
    What::Status { code, retry_after: retry_after.map(str::to_owned), body }
}

fn rewritten(change: impl Fn(&mut Value) + Send + Sync + 'static) -> What {
    What::Rewrite(Rewrite::new(change))
}

fn text(json: &str) -> What {
    What::Json(json.into())
}

/// These bytes in the place of an answer.
fn raw(bytes: &str) -> What {
    What::Raw(bytes.as_bytes().to_vec())
}

/// Runs a row of a table for each name, side by side; fails with the names of those that failed.
fn side_by_side<Row: Send>(rows: Vec<(&'static str, Row)>, check: impl Fn(&str, Row) + Sync) {
    let check = &check;
    let failed: Vec<&str> = thread::scope(|scope| {
        let running: Vec<_> =
            rows.into_iter().map(|(name, row)| (name, scope.spawn(move || check(name, row)))).collect();
        running.into_iter().filter_map(|(name, row)| row.join().is_err().then_some(name)).collect()
    });
    assert!(failed.is_empty(), "failed: {failed:?}");
}

/// A company that was synced, and in which somebody was hired since.
fn company() -> Company {
    let company = Company::of_size(PEOPLE).synced();
    company.fake.edit_company(|all| _ = all.insert(120, Person::named("Neu", "Dazu")));
    company
}

/// A sync ends with everybody, once each, and says nothing on the way.
#[track_caller]
fn ends_with_everyone(company: &Company) {
    let output = company.giftlist(&["sync", "--json"]).exits(0);
    assert_eq!(output.stderr, "");
    let people = super::company::parsed(&output.stdout)["people"].as_u64();
    assert_eq!(people, Some(company.ids().len() as u64));
    assert_eq!(company.listed_ids(), company.ids());
}

/// A sync ends with this code and these words, and the old people are as they were.
#[track_caller]
fn leaves_the_old_people(company: &Company, code: i32, words: &str) {
    let (before, listed) = (company.cached(), company.giftlist(&["list", "--offline"]).exits(0));
    let output = company.giftlist(&["sync", "--json"]).exits(code);
    let line = one_error(&output);
    assert!(line.contains(words), "{words} is not in {line}");
    assert!(!line.contains("papi-"), "a secret, a token or the client ID is in {line}");
    assert!(line.chars().count() <= 240, "too long: {line}");
    assert!(company.cached() == before, "the old people changed");
    assert_eq!(company.home.all_files(), [company.cache()], "something else was left");
    assert_eq!(company.giftlist(&["list", "--offline"]).exits(0), listed);
}

/// Catalogue: B23.
#[test]
fn a_reason_phrase_is_never_shown() {
    let company = company();
    let head = "HTTP/1.1 400 Evil Words\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";
    company.fake.inject(Fault::always(Endpoint::Employees, raw(head)));
    let line = one_error(&company.giftlist(&["sync"]).exits(4));
    assert!(line.contains("status 400") && !line.contains("Evil"), "{line}");
}

/// Catalogue: D19, E02, E03, E04, E06, E18, E20, E27, E31, E36.
#[test]
fn faults_that_pass_end_with_everyone() {
    use Endpoint::{Any, Attributes, Auth, Employees};
    let hired = || What::EditCompany(Edit::new(|all| _ = all.insert(0, Person::named("Eben", "Erst"))));
    let left = || {
        What::EditCompany(Edit::new(|all| {
            let first = all.people().next().map(|person| person.id);
            first.map(|id| all.remove(id));
        }))
    };
    side_by_side(
        vec![
            ("429 with Retry-After", Fault::once(Employees, status(429, Some("1")))),
            ("429 without", Fault::once(Employees, status(429, None)).after(2)),
            ("429 at the attributes", Fault::once(Attributes, status(429, Some("1")))),
            ("500", Fault::once(Employees, status(500, None)).after(1)),
            ("502 at the attributes", Fault::once(Attributes, status(502, None))),
            ("503 while signing in", Fault::once(Auth, status(503, None))),
            ("every page fails once", Fault::once(Employees, status(503, None)).times(3)),
            ("a cut body", Fault::once(Employees, What::CutBody)),
            ("a cut body in chunks", Fault::once(Employees, What::CutChunked).after(2)),
            ("a cut head", Fault::once(Employees, What::CutAt(30)).after(1)),
            ("cut before any answer", Fault::once(Any, What::CutAt(0)).after(3)),
            ("a reset", Fault::once(Employees, What::Reset).after(1)),
            ("a token that ends meanwhile", Fault::once(Employees, What::ExpireToken).after(1)),
            ("a page that repeats once", Fault::once(Employees, What::RepeatPage).after(1)),
            ("a total that is wrong once", Fault::once(Employees, What::WrongTotal(1)).after(2)),
            ("an attribute that lacks once", Fault::once(Employees, What::DropAttribute(Field::Birthday)).after(2)),
            ("hired between two pages", Fault::once(Employees, hired()).after(2)),
            ("left between two pages", Fault::once(Employees, left()).after(2)),
        ],
        |_, fault| {
            let company = company();
            company.fake.inject(fault);
            ends_with_everyone(&company);
        },
    );
}

/// Catalogue: E06.
#[test]
fn an_answer_that_is_cut_at_any_byte_is_read_again() {
    let cuts = [1, 9, 12, 15, 17, 25, 60, 100, 150, 200, 260, 400, 700, 1000, 2000, 4000, 8000, 16_000, 32_000, 48_000];
    let rows = cuts.map(|cut| (&*format!("{cut} bytes").leak(), cut)).into();
    side_by_side(rows, |_, cut| {
        let company = company();
        company.fake.inject(Fault::once(Endpoint::Employees, What::CutAt(cut)).after(1));
        ends_with_everyone(&company);
    });
}

/// Catalogue: E23.
#[test]
fn a_flood_of_interim_answers_is_passed_over() {
    let company = company();
    let attributes = r#"{"success":true,"data":[{"key":"first_name","label":"First name"}]}"#;
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{attributes}",
        attributes.len()
    );
    company
        .fake
        .inject(Fault::once(Endpoint::Attributes, raw(&("HTTP/1.1 103 Early Hints\r\n\r\n".repeat(3000) + &answer))));
    let _ = company.giftlist(&["sync"]).exits(0);
}

/// Catalogue: E05, E08, E09, E10, E11, E12, E17, E18, E19, E21, E23, E24, E25, E26, E29, E31, E35.
#[test]
fn faults_that_stay_leave_the_old_people() {
    use Endpoint::{Attributes, Auth, Employees};
    let long_token = format!(r#"{{"success":true,"data":{{"token":"{}"}}}}"#, "x".repeat(20_000));
    let last_page_only = |change: fn(&mut Value)| {
        rewritten(move |page| {
            if page["offset"] == 200 {
                change(page);
            }
        })
    };
    let rows = page_faults()
        .into_iter()
        .chain([
            ("an attribute lacks on the last page", (Employees, last_page_only(without_email), 4, "incomplete: Email")),
            ("a repeated page", (Employees, What::RepeatPage, 4, "repeats a page")),
            ("one too many counted", (Employees, What::WrongTotal(1), 4, "251 people came, Personio counts 252")),
            ("one too few counted", (Employees, What::WrongTotal(-1), 4, "251 people came, Personio counts 250")),
            ("403 from the employees", (Employees, status(403, None), 3, "lacks a right for reading the employees")),
            ("401 from the employees", (Employees, status(401, None), 3, "no longer accepts this credential")),
            ("403 from the attributes", (Attributes, status(403, None), 3, "Personio refuses the list of attributes")),
            ("html from the attributes", (Attributes, What::Html, 4, "a login page or proxy answered")),
            ("no attributes", (Attributes, text(r#"{"success":true,"data":[]}"#), 3, "none of the 24 fields")),
            ("html while signing in", (Auth, What::Html, 4, "a login page or proxy answered")),
            (
                "an odd token",
                (Auth, text(r#"{"success":true,"data":{"token":"a\nb"}}"#), 4, "the token that came is none"),
            ),
            (
                "a token with an escape",
                (Auth, text(r#"{"success":true,"data":{"token":"a\u001b[2J"}}"#), 4, "the token that came is none"),
            ),
            ("a token without end", (Auth, text(&long_token), 4, "the token that came is none")),
            ("no token", (Auth, text(r#"{"success":true,"data":{}}"#), 4, "while signing in")),
        ])
        .collect();
    side_by_side(rows, |_, (endpoint, what, code, words)| {
        let company = company();
        company.spoil(endpoint, what);
        leaves_the_old_people(&company, code, words);
    });
}

/// What is wrong with the answers: at which endpoint, how, exit code, words.
type Row = (&'static str, (Endpoint, What, i32, &'static str));

/// Pages of employees that are none.
fn page_faults() -> Vec<Row> {
    let reading = "while reading the employees";
    let shapes = [
        ("no body", What::EmptyBody, "is not understood while reading the employees (no body)"),
        ("[]", text("[]"), reading),
        ("null", text("null"), reading),
        ("a number", text("17"), reading),
        ("success: false", text(r#"{"success":false,"data":[]}"#), reading),
        ("success: \"true\"", text(r#"{"success":"true","data":[]}"#), reading),
        ("its own words", text(r#"{"success":false,"error":{"message":"Es\u001b[2J ist"}}"#), "(“Es␛[2J ist”)"),
        ("data is an object", text(r#"{"success":true,"data":{}}"#), reading),
        ("data is null", text(r#"{"success":true,"data":null}"#), reading),
        ("no data", text(r#"{"success":true}"#), reading),
        ("nobody", text(r#"{"success":true,"metadata":{"total_elements":0},"data":[]}"#), "not one person"),
        ("nobody, uncounted", text(r#"{"success":true,"data":[]}"#), "not one person"),
        ("not JSON", text("{\"success\":yes}"), reading),
        ("a web page", What::Html, "a login page or proxy answered (127.0.0.1:"),
        ("403 from somebody else", What::Status { code: 403, retry_after: None, body: "<p>no".into() }, "login page"),
        ("404", status(404, None), "status 404 while reading the employees"),
        ("226", status(226, None), "status 226 while reading the employees"),
        ("999", status(999, None), "status 999 while reading the employees"),
        ("1e400", text(r#"{"success":true,"data":[{"attributes":{"id":{"value":1e400}}}]}"#), reading),
        ("HTTP/0.9", raw("<p>hello\n"), "does not speak HTTP"),
        ("HTTP/2", raw("\0\0\u{6}\u{4}\0\0\0\0\0\0\u{3}\0\0\0d"), "does not speak HTTP"),
        (
            "a header of 2 MB",
            raw(&format!("HTTP/1.1 200 OK\r\nx: {}\r\n\r\n{{}}", "x".repeat(2 << 20))),
            "does not speak HTTP",
        ),
        ("500 headers", raw(&format!("HTTP/1.1 200 OK\r\n{}\r\n{{}}", "x: y\r\n".repeat(500))), "does not speak HTTP"),
        ("a control in a header", raw("HTTP/1.1 200 OK\r\nx: \u{1}\u{1b}[2J\r\n\r\n{}"), "does not speak HTTP"),
        ("418", status(418, None), "status 418 while reading the employees"),
        ("429 for two hours", status(429, Some("7200")), "asks to wait 120 min"),
        ("a gzip bomb", What::GzipBomb { megabytes: 24 }, "an answer of more than 16 MiB"),
        ("br, unasked", What::Header("content-encoding".into(), "br".into()), "an unexpected encoding"),
        ("gzip that is none", What::Header("content-encoding".into(), "gzip".into()), "an unexpected encoding"),
        ("offsets of another page", rewritten(|page| page["offset"] = json!(7)), "repeats a page"),
    ];
    shapes.into_iter().map(|(name, what, words)| (name, (Endpoint::Employees, what, 4, words))).collect()
}

fn without_email(page: &mut Value) {
    for person in page["data"].as_array_mut().into_iter().flatten() {
        person["attributes"].as_object_mut().map(|attributes| attributes.remove("email"));
    }
}

/// Catalogue: E16.
#[test]
fn a_redirect_is_not_followed() {
    let rows = [301, 302, 303, 307, 308].into_iter().flat_map(|code| {
        [Endpoint::Auth, Endpoint::Attributes, Endpoint::Employees].map(|endpoint| ("a redirect", (code, endpoint)))
    });
    side_by_side(rows.collect(), |_, (code, endpoint)| {
        let (company, stranger) = (company(), Stranger::new());
        let to = format!("http://127.0.0.1:{}/v1/auth?code={code}", stranger.port());
        company.spoil(endpoint, What::Redirect { code, to });
        leaves_the_old_people(&company, 4, "this is not Personio: the answer points to 127.0.0.1");
        stranger.was_left_alone();
    });
}

/// Catalogue: E16.
#[test]
fn a_redirect_to_itself_is_not_followed_either() {
    let company = company();
    company.spoil(Endpoint::Employees, What::Redirect { code: 307, to: "/v1/company/employees".into() });
    leaves_the_old_people(&company, 4, "this is not Personio");
    assert!(company.requests()[2] <= 2, "{:?}", company.requests());
}

/// The token that the next sign-in gives, too.
fn token(company: &Company) -> String {
    let body = json!({"client_id": company.fake.client_id(), "client_secret": company.fake.client_secret()});
    let body = body.to_string();
    let mut stream = TcpStream::connect(company.fake.base_url().replace("http://", "")).unwrap();
    let head = "POST /v1/auth HTTP/1.1\r\nHost: fake\r\nConnection: close\r\nContent-Type: application/json\r\n";
    write!(stream, "{head}Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let data = answer.split("\r\n\r\n").nth(1).map(super::company::parsed).unwrap();
    data["data"]["token"].as_str().unwrap().to_owned()
}

#[test]
fn a_secret_or_token_that_comes_back_in_an_error_is_not_repeated() {
    for endpoint in [Endpoint::Auth, Endpoint::Attributes, Endpoint::Employees] {
        for code in [400, 403, 500] {
            if code == 500 && endpoint != Endpoint::Auth {
                continue; // five tries take half a minute; the words are made in the same place
            }
            let company = company();
            let secret = company.fake.client_secret().to_owned();
            // While signing in there is no token yet that could come back.
            let token = if endpoint == Endpoint::Auth { secret.clone() } else { token(&company) };
            let message = format!("no: {secret} / Bearer {token} / {}", secret.to_uppercase());
            let body = json!({"success": false, "error": {"code": 0, "message": message}}).to_string();
            company.spoil(endpoint, What::Status { code, retry_after: None, body });
            let line = company.giftlist(&["sync", "-v"]).exits(if code == 403 { 3 } else { 4 }).stderr;
            let lower = line.to_lowercase();
            assert!(lower.contains("no: [hidden]"), "{line}");
            for secret in [secret.as_str(), &token] {
                let piece = secret.get(6..16).unwrap_or(secret).to_lowercase();
                assert!(!lower.contains(&piece), "{line}");
            }
        }
    }
}

#[test]
fn a_secret_in_the_address_of_a_redirect_is_not_repeated() {
    let company = company();
    let secret = company.fake.client_secret().to_lowercase();
    let to = format!("https://{secret}.stranger.example/");
    company.spoil(Endpoint::Auth, What::Redirect { code: 302, to });
    let line = company.giftlist(&["sync"]).exits(4).stderr;
    assert!(line.contains("points to [hidden]") && !line.contains(&secret[5..]), "{line}");
}

/// Catalogue: E18.
#[test]
fn signing_in_again_and_again_ends() {
    let company = company();
    company.spoil(Endpoint::Employees, What::ExpireToken);
    company.fake.forget_requests();
    leaves_the_old_people(&company, 3, "reading the employees");
    let [signed_in, _, pages] = company.requests();
    assert!(signed_in <= 4 && pages <= 8, "{signed_in} times signed in, {pages} pages");
}

#[test]
fn a_server_in_trouble_is_not_flooded() {
    let company = company();
    company.spoil(Endpoint::Auth, status(503, None));
    company.fake.forget_requests();
    leaves_the_old_people(&company, 4, "Personio has trouble (status 503) while signing in");
    let seen = company.fake.requests();
    assert_eq!(company.requests(), [3, 0, 0]);
    let gaps = seen.windows(2).map(|two| two[1].when.duration_since(two[0].when).as_millis());
    assert!(gaps.clone().all(|gap| gap >= 1_000), "{:?}", gaps.collect::<Vec<_>>());
}

/// Pages that never agree, from a server that often says "too fast": another walk is made only where it is no flood.
/// Catalogue: E26.
#[test]
fn pages_that_never_agree_are_read_again_only_within_a_number_of_requests() {
    let company = Company::of_size(100).synced();
    company.spoil(Endpoint::Employees, What::WrongTotal(1));
    // Six in the first walk over two pages, three and four in the second.
    for (after, times) in [(0, 6), (8, 3), (12, 4)] {
        company.fake.inject(Fault::once(Endpoint::Employees, status(429, Some("1"))).after(after).times(times));
    }
    company.fake.forget_requests();
    leaves_the_old_people(&company, 4, "100 people came, Personio counts 101");
    assert_eq!(company.requests(), [1, 1, 2 + 6 + 2 + 7], "two walks, and no third");
}

/// Catalogue: E29.
#[test]
fn without_a_total_everybody_is_read_until_a_page_is_empty() {
    let company = company();
    company.spoil(Endpoint::Employees, rewritten(|page| _ = page.as_object_mut().map(|page| page.remove("metadata"))));
    company.fake.forget_requests();
    ends_with_everyone(&company);
    assert_eq!(company.requests(), [1, 1, 5], "two at once, then one after the other until none comes");
}

/// Catalogue: E27, E31.
#[test]
fn pages_that_never_agree_are_read_three_times() {
    let company = company();
    company.spoil(Endpoint::Employees, What::WrongTotal(1));
    company.fake.forget_requests();
    leaves_the_old_people(&company, 4, "251 people came, Personio counts 252");
    assert_eq!(company.requests(), [1, 1, 3 * 4], "three walks");
}

/// Catalogue: E02, E10, E12.
#[test]
fn what_comes_instead_of_an_answer_is_named() {
    use Endpoint::{Auth, Employees};
    side_by_side(
        vec![
            (
                "204",
                (
                    Employees,
                    What::Status { code: 204, retry_after: None, body: String::new() },
                    "status 204 while reading",
                ),
            ),
            (
                "a web page that says it is JSON",
                (Employees, text("<html><p>Sign in"), "a login page or proxy answered"),
            ),
            ("a reset", (Auth, What::Reset, "broke the connection while signing in")),
            ("a cut body", (Auth, What::CutBody, "was cut off while signing in")),
            ("chunks", (Auth, What::CutChunked, "was cut off while signing in")),
        ],
        |_, (endpoint, what, words)| {
            let company = company();
            company.spoil(endpoint, what);
            company.fake.forget_requests();
            leaves_the_old_people(&company, 4, words);
            if endpoint == Auth {
                assert_eq!(company.requests(), [3, 0, 0]);
            }
        },
    );
}

/// Catalogue: E02.
#[test]
fn a_server_that_resets_for_ever_ends_the_sync_after_five_tries() {
    let company = company();
    company.spoil(Endpoint::Attributes, What::Reset);
    company.fake.forget_requests();
    leaves_the_old_people(&company, 4, "broke the connection while reading the attributes");
    assert_eq!(company.requests(), [1, 5, 0]);
}

/// Catalogue: E30.
#[test]
fn nobody_at_all_is_refused_whatever_is_accepted() {
    let company = company();
    let before = company.cached();
    company.fake.edit_company(|all| all.truncate(0));
    let line = one_error(&company.giftlist(&["sync", "--accept-shrink"]).exits(4));
    assert!(line.contains("not one person"), "{line}");
    assert!(company.cached() == before);
}

#[test]
fn whoever_asks_for_a_list_without_people_gets_the_same_words() {
    let company = Company::of_size(3);
    company.spoil(Endpoint::Employees, What::Html);
    for arguments in [&["list"][..], &["export", "-o", "out.csv"]] {
        assert!(one_error(&company.giftlist(arguments).exits(4)).contains("a login page or proxy answered"));
    }
    assert!(company.home.all_files().is_empty());
    let wrong = run(company.command(&["list"]).env("PERSONIO_CLIENT_SECRET", "papi-wrong")).exits(3);
    let _ = one_error(&wrong);
}
