//! What the tests in this process start from: the time, the launch options, the embedded Personio, and a notation for
//! keys.

use super::env::TODAY;
use giftlist::app::key::{Code, Key};
use giftlist::app::launch::{Capabilities, LaunchOptions};
use giftlist::app::now::Now;
use giftlist::domain::calendar::Day;
use giftlist::fake::{FakeOptions, What};
use giftlist::theme::Colours;
use jiff::SignedDuration;
use jiff::civil::time;
use std::time::{Duration, Instant};

/// The wall clock when a test starts: 1 December 2026, 14:02 UTC.
pub const UNIX: i64 = 1_796_133_720;

/// The reading of all clocks when `elapsed` has passed since a test started.
pub fn now(start: Instant, elapsed: Duration) -> Now {
    Now {
        instant: start + elapsed,
        unix: UNIX + elapsed.as_secs() as i64,
        time: time(14, 2, 0, 0).wrapping_add(SignedDuration::try_from(elapsed).unwrap()),
        today: Day::of(TODAY),
    }
}

/// A first start at Personio's own address, in a terminal with colours and Unicode.
pub fn launch_options() -> LaunchOptions {
    LaunchOptions::new("https://api.personio.de", Capabilities { colours: Colours::Indexed, unicode: true })
}

/// The sample company as of today, without rate limits: a test sends requests faster than a person.
pub fn fake_options() -> FakeOptions {
    FakeOptions { today: Some(TODAY), limits: false, ..FakeOptions::default() }
}

/// A fault: the embedded Personio answers with this status and an empty body.
pub fn status(code: u16, retry_after: Option<&str>) -> What {
    What::Status { code, retry_after: retry_after.map(str::to_owned), body: String::new() }
}

/// Parses a line like `/ dublin Enter a`. A word that the help uses for a key is that key, any other word is typed
/// letter by letter. Put `text:` before a word to type it even if it is the name of a key.
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
