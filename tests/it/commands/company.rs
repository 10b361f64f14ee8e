//! A company in the embedded Personio, a home for the files, and the real binary between the two: the set-up of every
//! test of a command. Also a listener that nobody should connect to, and what every output must not have in it.

use crate::harness::env::{self, Home, Output};
use giftlist::fake::{Endpoint, FakeOptions, FakePersonio, Fault, Person, What};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;
use tokio::runtime::{Builder, Runtime};

/// The company as it looks on the day of all tests.
const DAY: jiff::civil::Date = jiff::civil::date(2026, 12, 1);

/// A company, and whoever asks about it.
pub struct Company {
    /// The embedded Personio.
    pub fake: FakePersonio,
    /// The files of the program and the directory that it works in.
    pub home: Home,
    // Dropped last: the server runs on it.
    _runtime: Runtime,
}

impl Company {
    /// The sample company of 312 people.
    pub fn sample() -> Company {
        Company::with(FakeOptions::default())
    }

    /// Made-up people, so many.
    pub fn of_size(people: usize) -> Company {
        Company::with(FakeOptions { employees: Some(people), ..FakeOptions::default() })
    }

    /// Exactly these people, with ids from 1.
    pub fn of(people: impl IntoIterator<Item = Person>) -> Company {
        let company = Company::of_size(0);
        company.fake.edit_company(|all| {
            for (place, person) in people.into_iter().enumerate() {
                all.add(Person { id: place as u64 + 1, ..person });
            }
        });
        company
    }

    /// As the options say, without limits: the commands of a test come faster than a person's.
    pub fn with(options: FakeOptions) -> Company {
        Company::limited(FakeOptions { limits: false, ..options })
    }

    /// As the options say, with Personio's limits unless they say otherwise.
    pub fn limited(options: FakeOptions) -> Company {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
        let options = FakeOptions { today: Some(DAY), ..options };
        let fake = runtime.block_on(FakePersonio::start(options)).expect("a free loopback port");
        Company { fake, home: Home::new(), _runtime: runtime }
    }

    /// The same after a sync, with no request remembered.
    pub fn synced(self) -> Company {
        let _ = self.giftlist(&["sync"]).exits(0);
        self.fake.forget_requests();
        self
    }

    /// The program with its credentials in the environment, not started yet.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.bare(arguments);
        command
            .env("PERSONIO_CLIENT_ID", self.fake.client_id())
            .env("PERSONIO_CLIENT_SECRET", self.fake.client_secret());
        command
    }

    /// The same without credentials.
    pub fn bare(&self, arguments: &[&str]) -> Command {
        let mut command = env::giftlist(&self.home);
        command.env("PERSONIO_BASE_URL", self.fake.base_url()).args(arguments);
        command
    }

    /// Runs the program to its end.
    #[track_caller]
    pub fn giftlist(&self, arguments: &[&str]) -> Output {
        env::run(&mut self.command(arguments))
    }

    /// The same, and what it printed as JSON.
    #[track_caller]
    pub fn json(&self, arguments: &[&str]) -> Value {
        parsed(&self.giftlist(arguments).exits(0).stdout)
    }

    /// From now on this goes wrong at every request to the endpoint.
    pub fn spoil(&self, endpoint: Endpoint, what: What) {
        self.fake.inject(Fault::always(endpoint, what));
    }

    /// Where the people are kept.
    pub fn cache(&self) -> PathBuf {
        self.home.path().join("cache/people.snapshot")
    }

    /// What is kept of the people.
    #[track_caller]
    pub fn cached(&self) -> Vec<u8> {
        std::fs::read(self.cache()).expect("a cache")
    }

    /// Everybody's ids as Personio has them.
    pub fn ids(&self) -> BTreeSet<u64> {
        self.fake.with_company(|company| company.people().map(|person| person.id).collect())
    }

    /// Everybody's ids as the program has them, each once.
    #[track_caller]
    pub fn listed_ids(&self) -> BTreeSet<u64> {
        let listed = self.json(&["list", "--offline", "--include-leavers", "--format", "json"]);
        let listed = listed.as_array().expect("an array");
        let ids: BTreeSet<u64> = listed.iter().filter_map(|person| person["personio_id"].as_u64()).collect();
        assert_eq!(ids.len(), listed.len(), "everybody once");
        ids
    }

    /// How many requests of each kind came: signing in, attributes, employees.
    pub fn requests(&self) -> [usize; 3] {
        let seen = self.fake.requests();
        let count = |path: &str| seen.iter().filter(|request| request.path == path).count();
        let counts = [count("/v1/auth"), count(ATTRIBUTES), count(EMPLOYEES)];
        assert_eq!(counts.iter().sum::<usize>(), seen.len(), "something else was asked for");
        counts
    }
}

/// The path of the list of attributes.
pub const ATTRIBUTES: &str = "/v1/company/employees/attributes";
/// The path of the pages of employees.
pub const EMPLOYEES: &str = "/v1/company/employees";

/// Three people: one in Dublin, one in Berlin, and a leaver in Dublin.
pub fn three() -> [Person; 3] {
    let day = |text: &str| text.parse().ok();
    [
        Person {
            office: "Dublin".into(),
            country: "Ireland".into(),
            personal_email: "aoife@home.example".into(),
            hire_date: day("2019-12-02"),
            birthday: day("1990-04-11"),
            profile_picture: true,
            ..Person::named("Aoife", "Byrne")
        },
        Person { office: "Berlin".into(), hire_date: day("2021-03-01"), ..Person::named("Zoë", "Müller") },
        Person {
            office: "Dublin".into(),
            status: "inactive".into(),
            termination_date: day("2025-12-31"),
            ..Person::named("Łukasz", "Nowak")
        },
    ]
}

/// The JSON that was printed: one value, and nothing around it.
#[track_caller]
pub fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The one line of an error: `giftlist: what happened: what to do`, and nothing on stdout. Gives the line back.
#[track_caller]
pub fn one_error(output: &Output) -> String {
    let Output { stdout, stderr, .. } = output;
    assert!(stdout.is_empty(), "stdout has {stdout}");
    assert_eq!((stderr.matches('\n').count(), stderr.ends_with('\n')), (1, true), "not one line: {stderr}");
    let line = stderr.trim_end();
    let parts: Vec<&str> = line.split(": ").collect();
    assert!(parts.len() >= 3 && parts[0] == "giftlist", "no remedy: {line}");
    assert!(parts.iter().all(|part| !part.trim().is_empty()), "an empty part: {line}");
    is_harmless(stderr);
    line.to_owned()
}

/// Fails where a terminal could obey something in the text.
#[track_caller]
pub fn is_harmless(text: &str) {
    let is_bidi =
        |c: char| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let odd =
        text.chars().find(|&c| c != '\n' && (c.is_control() || is_bidi(c) || matches!(c, '\u{2028}' | '\u{2029}')));
    assert_eq!(odd, None, "in {}", text.escape_debug());
}

/// A listener on a loopback port that nobody should connect to.
pub struct Stranger(TcpListener);

impl Stranger {
    /// Listens.
    pub fn new() -> Stranger {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free loopback port");
        listener.set_nonblocking(true).expect("a listener that does not block");
        Stranger(listener)
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.0.local_addr().expect("an address").port()
    }

    /// Fails if anybody has connected.
    #[track_caller]
    pub fn was_left_alone(&self) {
        let error = self.0.accept().expect_err("somebody connected");
        assert_eq!(error.kind(), ErrorKind::WouldBlock);
    }
}
