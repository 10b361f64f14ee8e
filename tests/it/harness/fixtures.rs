//! What the tests in this process start from: one moment, one set of launch options, one embedded Personio, and the
//! notation for keys.

use super::env::TODAY;
use giftlist::app::key::{Code, Key};
use giftlist::app::launch::{Capabilities, LaunchOptions};
use giftlist::app::now::Now;
use giftlist::domain::calendar::Day;
use giftlist::domain::picking::session::Session;
use giftlist::fake::{FakeOptions, What};
use jiff::SignedDuration;
use jiff::civil::time;
use ratatui::layout::Size;
use std::time::{Duration, Instant};

/// The wall clock when a test starts: 1 December 2026, 14:02 UTC.
pub const UNIX: i64 = 1_796_133_720;

/// All clocks, some time after the start of a test.
pub fn now(start: Instant, elapsed: Duration) -> Now {
    Now {
        instant: start + elapsed,
        unix: UNIX + elapsed.as_secs() as i64,
        time: time(14, 2, 0, 0).wrapping_add(SignedDuration::try_from(elapsed).unwrap()),
        today: Day::of(TODAY),
    }
}

/// A first start at Personio's own address, in a terminal that can show everything.
pub fn launch_options() -> LaunchOptions {
    LaunchOptions {
        credentials: None,
        address: "https://api.personio.de".into(),
        host: "https://api.personio.de".into(),
        is_demo: false,
        is_offline: false,
        profile: None,
        pins: Default::default(),
        session: Session::default(),
        spreadsheet_delimiter: b',',
        columns: vec![],
        notice: None,
        capabilities: Capabilities { colour: true, unicode: true },
        size: Size { width: 80, height: 24 },
    }
}

/// The sample company as of today, without rate limits: a test sends requests faster than a person.
pub fn fake_options() -> FakeOptions {
    FakeOptions { today: Some(TODAY), limits: false, ..FakeOptions::default() }
}

/// An answer of the embedded Personio with this status and no body.
pub fn status(code: u16, retry_after: Option<&str>) -> What {
    What::Status { code, retry_after: retry_after.map(str::to_owned), body: String::new() }
}

/// The keys of a line like `/ dublin Enter a`: words that the help uses for a key are that key, other words are typed
/// letter by letter. `text:` in front of a word has it typed even if it is the name of a key.
pub fn parse_keys(line: &str) -> Vec<Key> {
    let typed = |text: &str| text.chars().map(|c| Key::plain(Code::Char(c))).collect::<Vec<_>>();
    line.split_whitespace()
        .flat_map(|word| match (word.strip_prefix("text:"), Key::parse(word)) {
            (Some(text), _) => typed(text),
            (None, Some(key)) => vec![key],
            (None, None) => typed(word),
        })
        .collect()
}
