//! The demo, opened from the program at a first start, and left again.

use super::common::{assert_exits, quit};
use crate::harness::env::{Home, giftlist};
use crate::harness::pty::{Pty, keys};

/// At a first start, with a client ID that is half typed.
fn half_typed(home: &Home) -> Pty {
    let pty = Pty::open(&giftlist(home), 80, 24);
    pty.wait_for("[ Try the demo ]");
    pty.send("papi-half");
    pty.wait_for("papi-half");
    pty
}

#[test]
fn it_tells_its_story_and_leads_back_to_what_was_typed_and_touches_no_file() {
    let home = Home::new();
    let pty = half_typed(&home);
    let before = home.all_files();
    pty.send(&format!("{}{}", keys::BACK_TAB, keys::ENTER));
    pty.wait_for("This is the demo");
    pty.wait_for("Personio accepted");
    assert!(!pty.screen().contains("papi-half"));
    pty.send(keys::ENTER);
    pty.wait_for("✗ Team");
    pty.send("T");
    pty.wait_for("Team is readable now: 21 of 21 required. Next: 3 Sync");
    pty.send(&format!("3{}", keys::ENTER));
    pty.wait_for("312 people in");
    pty.send("4");
    pty.wait_for("The list is ready");
    pty.send("a");
    pty.wait_for("selected; ");
    pty.resize(120, 30);
    pty.send("1");
    pty.wait_for("[ Leave the demo ]");
    pty.send(keys::ESC);
    pty.wait_for("Back from the demo");
    pty.wait_for("papi-half");
    assert!(!pty.screen().contains("3 Sync ✓"), "{}", pty.screen());
    assert_eq!(home.all_files(), before);
    // What is typed goes on where it was.
    pty.send(&format!("{}-typed", keys::TAB));
    pty.wait_for("papi-half-typed");
    pty.send(keys::ESC);
    pty.wait_for("d try the demo");
    quit(&pty);
    assert_eq!(home.all_files(), before);
}

#[test]
fn each_time_it_is_a_new_one_and_q_in_it_ends_the_program() {
    let home = Home::new();
    let pty = half_typed(&home);
    pty.send(keys::ESC);
    for _ in 0..2 {
        pty.wait_for("d try the demo");
        // The key behind the one that opens it is for the demo.
        pty.send("d2");
        pty.wait_for("20 of 21 required");
        pty.send("T");
        pty.wait_for("21 of 21 required");
        pty.send("1");
        pty.wait_for("[ Leave the demo ]");
        pty.send(keys::ESC);
        pty.wait_for("Back from the demo");
    }
    pty.wait_for("d try the demo");
    pty.send("d");
    pty.wait_for("Personio accepted");
    pty.send("q");
    assert_exits(&pty, 0);
}

/// Catalogue: D02.
#[test]
fn a_terminal_that_hangs_up_ends_it_too() {
    let home = Home::new();
    let mut pty = half_typed(&home);
    pty.send(&format!("{}{}", keys::BACK_TAB, keys::ENTER));
    pty.wait_for("Personio accepted");
    pty.hang_up();
    assert_eq!(pty.wait_exit(), 129);
}
