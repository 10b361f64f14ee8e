//! The bytes that reach the terminal: only known sequences, no colour under NO_COLOR, and none when nothing changes.

use super::common::{
    demo_command, open_demo, open_demo_in_shell, open_demo_recipients, quit, sync_and_open_recipients,
};
use crate::commands::Company;
use crate::harness::env::{Home, program};
use crate::harness::pty::{Pty, Screen, keys};
use crate::harness::sequences::{foreign_sequences, foreign_sequences_except_clipboard};
use crate::screens::HOSTILE;
use giftlist::fake::{Attribute, Endpoint, Fault, Person, What};
use std::time::{Duration, Instant};

/// The answer of a terminal that has come so far.
const READY: &str = "\x1b[0n";

/// Catalogue: B01, B02, B05, B08, B23.
#[test]
fn hostile_text_in_every_field_stays_text() {
    let company = Company::sample();
    let mut hostile_person = None;
    company.fake.edit_company(|company| {
        for text in HOSTILE {
            let person = Person {
                status: text.into(),
                position: text.into(),
                office: text.into(),
                department: text.into(),
                team: text.into(),
                city: text.into(),
                country: text.into(),
                employee_id: text.into(),
                email: text.into(),
                personal_email: text.into(),
                employment_type: text.into(),
                occupation_type: text.into(),
                is_a_people_manager: text.into(),
                ..Person::named(&format!("Hostile {text}"), text)
            };
            hostile_person = Some(company.add(Person { supervisor: hostile_person, ..person }));
        }
        for (place, text) in HOSTILE.iter().enumerate() {
            company.attributes_mut().push(Attribute::new(&format!("dynamic_1{place}{text}"), text));
        }
    });
    let pty = Pty::open(&company.command(&[]), 140, 40);
    pty.wait_for("PERSONIO_CLIENT_SECRET");
    pty.send("2");
    pty.wait_for("more than needed can be read");
    pty.send("o");
    pty.wait_for("never asks for their values");
    pty.send(keys::ESC);
    pty.wait_until_gone("never asks for their values");
    pty.send("3r");
    pty.wait_for("324 people in");
    pty.send("4/hostile");
    pty.wait_for("12 shown of 324");
    pty.send(keys::ENTER);
    pty.wait_for("Space select");
    for _ in HOSTILE {
        pty.send(keys::ENTER);
        pty.wait_for("Id in Personio");
        pty.send(keys::ESC);
        pty.wait_until_gone("Id in Personio");
        pty.send(keys::DOWN);
    }
    pty.send("ae");
    pty.wait_for("formulas made harmless");
    pty.send(keys::ESC);
    pty.wait_until_gone("formulas made harmless");
    let body =
        format!("{{\"success\":false,\"error\":{{\"code\":0,\"message\":\"{}\"}}}}", "\\u001b]0;x\\u0007\\u202e");
    company.fake.inject(Fault::always(Endpoint::Any, What::Status { code: 400, retry_after: None, body }));
    pty.send("r");
    pty.wait_for("The sync failed");
    pty.send("y");
    quit(&pty);
    assert_eq!(foreign_sequences(&pty.bytes()), [""; 0]);
}

/// Catalogue: D13.
#[test]
fn the_whole_demo_writes_only_what_is_on_the_list() {
    let home = Home::new();
    let pty = open_demo_recipients(&home);
    pty.send("a");
    pty.wait_for("selected; ");
    pty.send("y");
    pty.wait_for("Copied ");
    quit(&pty);
    assert_eq!(foreign_sequences_except_clipboard(&pty.bytes()), [""; 0]);
    assert_eq!(foreign_sequences(&pty.bytes()).len(), 1);
}

/// Catalogue: D11.
#[test]
fn without_colours_the_cursors_name_is_still_reversed() {
    let home = Home::new();
    let pty = Pty::open(demo_command(&home).env("NO_COLOR", "1"), 80, 24);
    pty.wait_for("Personio accepted");
    sync_and_open_recipients(&pty);
    let (row, _) = pty.position("▌");
    assert!(pty.cell(row, 4).inverse());
    assert!(!pty.cell(row + 1, 4).inverse());
    pty.send("q");
    pty.wait_exit();
    let bytes = pty.bytes();
    assert_eq!(colours(&bytes), [""; 0]);
}

/// Catalogue: D13.
#[test]
fn the_background_is_asked_once_and_the_answer_is_no_key() {
    const QUESTION: &[u8] = b"\x1b]11;?\x1b\\";
    let home = Home::new();
    let asked = |pty: &Pty| count(&pty.bytes(), QUESTION);
    let pty = open_demo(&home);
    let (row, column) = pty.position("help");
    let before = pty.cell(row, column).fgcolor();
    pty.send("\x1b]11;rgb:ffff/ffff/ffff\x1b\\");
    pty.wait_until(|screen| screen.cell(row, column).is_some_and(|cell| cell.fgcolor() != before));
    assert!(pty.screen().contains("[1 Connect"), "{}", pty.screen());
    // What comes later changes nothing.
    pty.send("\x1b]11;rgb:0000/0000/0000\x07");
    pty.send("3");
    pty.wait_for("[3 Sync");
    quit(&pty);
    assert_eq!(asked(&pty), 1);
    for (name, value) in [("NO_COLOR", "1"), ("GIFTLIST_THEME", "dark"), ("TERM", "vt100"), ("TERM", "linux")] {
        let pty = Pty::open(demo_command(&home).env(name, value), 80, 24);
        pty.wait_for("Personio accepted");
        quit(&pty);
        assert_eq!(asked(&pty), 0, "{name}={value}");
    }
}

/// The SGR sequences that set a foreground or background colour (a reset to the default is none).
fn colours(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let sequences = text.split("\u{1b}[").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ';' || c == ':'))?;
        rest[end..].starts_with('m').then(|| rest[..end].to_owned())
    });
    let is_colour = |parameters: &String| {
        parameters.split([';', ':']).any(|part| matches!(part.parse(), Ok(30..=38 | 40..=48 | 90..=97 | 100..=107)))
    };
    sequences.filter(is_colour).collect()
}

/// Catalogue: D15.
#[test]
fn a_key_that_changes_nothing_costs_no_byte_and_waiting_costs_none() {
    let home = Home::new();
    let pty = open_demo_recipients(&home);
    pty.send("j");
    pty.wait_until(|screen| screen.contents().lines().nth(5).is_some_and(|line| line.starts_with('▌')));
    let before = pty.bytes().len();
    // None of these keys is bound here.
    pty.send("zZ0");
    let still = Instant::now();
    while still.elapsed() < Duration::from_millis(2500) {
        assert_eq!(pty.bytes().len(), before, "{}", pty.bytes()[before..].escape_ascii());
        std::thread::park_timeout(Duration::from_millis(100));
    }
    pty.send("k");
    pty.wait_until(|screen| screen.contents().lines().nth(4).is_some_and(|line| line.starts_with('▌')));
    let moved = pty.bytes().len() - before;
    assert!((1..250).contains(&moved), "a move by one line costs {moved} bytes");
}

/// Catalogue: D15.
#[test]
fn a_terminal_that_is_behind_gets_one_frame_for_many_keys_and_its_last_answer_is_no_key() {
    let home = Home::new();
    let mut shell = program("/bin/bash", &home);
    let read_on = r#""$0" --demo; printf ended.; IFS= read -rsn 8 -t 3 typed; printf 'typed=%q.' "$typed""#;
    let shell = shell.env("GIFTLIST_THEME", "dark");
    let pty = Pty::open(shell.args(["-c", read_on, env!("CARGO_BIN_EXE_giftlist")]), 80, 24);
    pty.wait_for("Personio accepted");
    sync_and_open_recipients(&pty);
    let asked = |pty: &Pty| count(&pty.bytes(), b"\x1b[5n");
    // Before the first frame, and behind it.
    assert_eq!(asked(&pty), 2);
    // It took its time for the first frame, so that everything since is more than it takes soon.
    pty.send(&READY.repeat(2));
    pty.send("G");
    pty.wait_until(is_marked(19));
    assert_eq!(asked(&pty), 3);
    let before = frames(&pty);
    for _ in 0..5 {
        pty.send("k");
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(frames(&pty), before);
    pty.send(READY);
    pty.wait_until(is_marked(14));
    assert_eq!(frames(&pty), before + 1);
    pty.send("g");
    pty.wait_until(is_marked(4));
    assert_eq!(asked(&pty), 4);
    pty.send("q");
    // Not long enough for it to give up.
    std::thread::sleep(Duration::from_millis(400));
    pty.send(READY);
    pty.wait_for("ended.");
    pty.send("typed on");
    pty.wait_for("typed=typed\\ on.");
    pty.wait_exit();
}

/// Catalogue: D15.
#[test]
fn ctrl_z_waits_for_the_terminal_and_keeps_keys_that_come_meanwhile() {
    let home = Home::new();
    let pty = open_demo_in_shell(&home, "");
    sync_and_open_recipients(&pty);
    pty.send(&READY.repeat(2));
    pty.send("G");
    pty.wait_until(is_marked(19));
    pty.send(&keys::ctrl('z'));
    std::thread::sleep(Duration::from_millis(200));
    pty.send("k");
    std::thread::sleep(Duration::from_millis(200));
    assert!(!pty.screen().contains("Stopped"), "{}", pty.screen());
    pty.send(READY);
    pty.wait_for("Stopped");
    pty.send("echo half-$((1+1))\r");
    pty.wait_for("half-2");
    assert!(!pty.screen().contains("0n"), "{}", pty.screen());
    let before = frames(&pty);
    pty.send("fg\r");
    pty.wait_until(is_marked(18));
    pty.send(READY);
    pty.send("q");
    pty.wait_until(|screen| screen.contents().trim_end().ends_with("shell>"));
    assert_eq!(frames(&pty), before + 1);
}

fn frames(pty: &Pty) -> usize {
    count(&pty.bytes(), b"\x1b[?2026h")
}

fn is_marked(line: usize) -> impl Fn(&Screen) -> bool {
    move |screen| screen.contents().lines().nth(line).is_some_and(|line| line.starts_with('▌'))
}

fn count(bytes: &[u8], sequence: &[u8]) -> usize {
    bytes.windows(sequence.len()).filter(|bytes| *bytes == sequence).count()
}
