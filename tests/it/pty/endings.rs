//! However the program ends, it restores the terminal, exits in time with the right code, and keeps the selection.

use super::common::{
    EXIT_LIMIT, assert_exits, go_to_recipients, open, open_demo, open_demo_recipients, open_recipients, quit,
};
use crate::commands::Company;
use crate::harness::env::Home;
use crate::harness::pty::keys;
use giftlist::fake::{Endpoint, Fault, What};
use giftlist::files::journal;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

#[test]
fn q_and_ctrl_c_quit_with_0() {
    let home = Home::new();
    for key in ["q".to_owned(), keys::ctrl('c')] {
        let pty = open_demo(&home);
        pty.send(&key);
        assert_exits(&pty, 0);
    }
}

#[test]
fn ctrl_c_quits_from_a_text_field_and_a_dialog() {
    let home = Home::new();
    let pty = open_demo_recipients(&home);
    pty.send("/dublin");
    pty.wait_for("/ dublin");
    pty.send(&keys::ctrl('c'));
    assert_exits(&pty, 0);
    let pty = open_demo(&home);
    pty.send("?");
    pty.wait_for("quit; nothing is lost");
    pty.send(&keys::ctrl('c'));
    assert_exits(&pty, 0);
}

/// Catalogue: D01, D02.
#[test]
fn signals_end_it_with_128_and_their_number() {
    let home = Home::new();
    for (signal, code) in [(libc::SIGTERM, 143), (libc::SIGINT, 130), (libc::SIGHUP, 129), (libc::SIGQUIT, 131)] {
        let pty = open_demo(&home);
        pty.signal(signal);
        assert_exits(&pty, code);
    }
}

/// Catalogue: A06.
#[test]
fn a_signal_in_an_unfinished_paste_still_ends_it() {
    let home = Home::new();
    let pty = open_demo(&home);
    pty.send(&format!("{}\x1b[200~never ends", keys::BACK_TAB));
    pty.signal(libc::SIGTERM);
    assert_exits(&pty, 143);
}

/// Catalogue: D03.
#[test]
fn a_line_that_is_hung_up_ends_it_in_time_and_without_a_crash() {
    let home = Home::new();
    let mut pty = open_demo(&home);
    pty.hang_up();
    let hung_up = Instant::now();
    assert!(pty.wait_exit() < 1000);
    assert!(hung_up.elapsed() < EXIT_LIMIT, "{:?}", hung_up.elapsed());
}

/// Catalogue: D02, D14.
#[test]
fn a_line_that_is_hung_up_ends_it_with_129_and_the_selection_is_kept() {
    let company = Company::sample();
    for count in 1..=20 {
        let mut pty = if count == 1 { open_recipients(&company) } else { open(&company) };
        pty.wait_for("shown of 312");
        pty.send("G");
        pty.send(&keys::UP.repeat(count));
        pty.send(" ");
        pty.wait_for(&format!("{count} selected"));
        pty.hang_up();
        assert_eq!(
            (pty.wait_exit(), saved_selection(&company.home.path().join("state/session.json"))),
            (129, count),
            "round {count}"
        );
    }
}

/// Catalogue: D21, E37.
#[test]
fn a_signal_during_a_sync_ends_it_and_the_list_of_before_is_there_again() {
    let company = Company::sample();
    let pty = open_recipients(&company);
    company.fake.inject(Fault::always(Endpoint::Employees, What::Hang).after(2));
    pty.send("r");
    pty.wait_for("Reading everybody");
    pty.signal(libc::SIGTERM);
    assert_exits(&pty, 143);
    let pty = open(&company);
    pty.wait_for("Look at these");
    pty.send("4");
    pty.wait_for("shown of 312");
}

fn saved_selection(path: &Path) -> usize {
    journal::load(path).ok().flatten().map_or(0, |journal| journal.session.selected.len())
}

/// Catalogue: D01.
#[test]
fn the_selection_is_there_again_after_a_signal() {
    let company = Company::sample();
    let pty = open_recipients(&company);
    pty.send("   ");
    pty.wait_for("3 selected");
    // Without a wait: a selection that is not saved yet is saved on exit.
    pty.signal(libc::SIGTERM);
    assert_exits(&pty, 143);
    assert_eq!(saved_selection(&company.home.path().join("state/session.json")), 3);
    let pty = open(&company);
    pty.wait_for("3 recipients are selected, as you left them");
    pty.wait_for("[4 Recipients 3]");
    quit(&pty);
    let pty = open(&company);
    pty.wait_for("3 selected");
}

/// Catalogue: D05.
#[test]
fn the_selection_is_there_again_after_kill_9() {
    let company = Company::sample();
    let pty = open_recipients(&company);
    pty.send("  ");
    pty.wait_for("2 selected");
    let (path, chosen) = (company.home.path().join("state/session.json"), Instant::now());
    while saved_selection(&path) != 2 {
        assert!(chosen.elapsed() < Duration::from_secs(15), "the journal is late");
        std::thread::park_timeout(Duration::from_millis(5));
    }
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    pty.signal(libc::SIGKILL);
    assert_eq!(pty.wait_exit(), 1000 + libc::SIGKILL as u32);
    let pty = open(&company);
    pty.wait_for("2 recipients are selected, as you left them");
}

/// Catalogue: A21, A22.
#[test]
fn a_second_one_takes_over_when_the_first_has_ended() {
    let company = Company::sample().synced();
    let first = open(&company);
    go_to_recipients(&first);
    first.send("  ");
    first.wait_for("2 selected");
    let second = open(&company);
    second.wait_for("Another giftlist is open");
    go_to_recipients(&second);
    second.send("G ");
    second.wait_for("1 selected");
    // A dialog is about the people who are selected: they stay until it is closed.
    second.send("e");
    second.wait_for("Who       1 selected");
    quit(&first);
    let session = company.home.path().join("state/session.json");
    assert_eq!(saved_selection(&session), 2);
    second.send(keys::ESC);
    second.wait_for("The other giftlist has ended: its 2 are selected now; u brings your 1 back");
    second.send("u");
    second.wait_for("1 selected");
    quit(&second);
    assert_eq!(saved_selection(&session), 1);
}

/// Catalogue: F10.
#[test]
fn after_forget_an_open_window_keeps_nothing() {
    let company = Company::sample().synced();
    let pty = open(&company);
    go_to_recipients(&pty);
    pty.send(" ");
    pty.wait_for("1 selected");
    let _ = company.giftlist(&["forget", "--all", "--yes"]).exits(0);
    pty.wait_for("this window keeps nothing any more");
    pty.send(" 3");
    pty.wait_for("sync again");
    pty.send("r");
    pty.wait_for("312 people in");
    quit(&pty);
    assert_eq!(company.home.all_files(), [""; 0].map(std::path::PathBuf::from));
}
