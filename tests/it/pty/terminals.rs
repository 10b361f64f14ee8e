//! Terminals that are stuck, closed on one side, of odd sizes, or without UTF-8, and signals that come at a bad moment.

use super::common::{
    assert_exits, demo_command, go_to_recipients, open, open_demo_recipients, open_recipients, open_shell, quit,
    sync_and_open_recipients,
};
use crate::commands::Company;
use crate::harness::env::{Home, program, signal_process};
use crate::harness::pty::{Pty, keys};
use giftlist::fake::{Endpoint, Fault, What};
use std::fs;
use std::io::Write;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Opens the demo's Recipients in so large a window that the terminal's buffer does not take a whole frame.
fn open_large(home: &Home) -> Pty {
    let pty = Pty::open(&demo_command(home), 400, 250);
    pty.wait_for("Personio accepted");
    sync_and_open_recipients(&pty);
    pty
}

fn shell(home: &Home, script: &str) -> Pty {
    let mut shell = program("/bin/sh", home);
    let script = script.replace("giftlist", env!("CARGO_BIN_EXE_giftlist"));
    shell.args(["-c", &script]);
    Pty::open(&shell, 80, 24)
}

/// Fails unless the demo that a script starts works.
fn runs(script: &str) {
    let home = Home::new();
    let pty = shell(&home, script);
    pty.wait_for("Personio accepted");
    quit(&pty);
}

/// Catalogue: D09.
#[test]
fn a_terminal_that_takes_nothing_for_a_while_loses_nothing() {
    let home = Home::new();
    let pty = open_large(&home);
    pty.hold();
    pty.send(&keys::ctrl('l'));
    pty.send("   ");
    pty.send("d");
    // Nothing can be seen of a program that cannot write: it gives a frame up after a second.
    sleep(Duration::from_millis(2500));
    pty.release();
    pty.wait_for("Gift date");
    pty.send(keys::ESC);
    pty.wait_for("3 selected");
    pty.wait_for("Name ▲");
    pty.wait_for("[4 Recipients 3]");
    quit(&pty);
}

/// Catalogue: D20.
#[test]
fn a_second_signal_does_not_wait_for_a_stuck_terminal() {
    let home = Home::new();
    let time_to_end = |again_after: Option<u64>| {
        let pty = open_large(&home);
        pty.hold();
        pty.send(&keys::ctrl('l'));
        // By then it cannot write on.
        sleep(Duration::from_millis(300));
        let begun = Instant::now();
        pty.signal(libc::SIGTERM);
        if let Some(after) = again_after {
            sleep(Duration::from_millis(after));
            pty.signal(libc::SIGTERM);
        }
        assert_eq!(pty.wait_process(), 143);
        begun.elapsed()
    };
    // One that comes at once reports the same event.
    let (once, same, twice) = (time_to_end(None), time_to_end(Some(100)), time_to_end(Some(400)));
    assert!(twice < once && twice < same, "{once:?} {same:?} {twice:?}");
}

/// Catalogue: D03.
#[test]
fn a_program_that_hears_no_hang_up_sees_it() {
    let home = Home::new();
    // The shell leads the session, so that the signal goes to it alone.
    let mut pty = shell(&home, "trap '' HUP; giftlist --demo; exit $?");
    pty.wait_for("Personio accepted");
    pty.hang_up();
    let hung_up = Instant::now();
    assert_eq!(pty.wait_process(), 129);
    assert!(hung_up.elapsed() < Duration::from_secs(4), "{:?}", hung_up.elapsed());
}

/// Catalogue: D10, D14.
#[test]
fn no_storm_of_sizes_breaks_it() {
    let home = Home::new();
    let pty = open_demo_recipients(&home);
    pty.send("  ");
    pty.wait_for("2 selected");
    for round in 0..100 {
        pty.resize(1 + round * 7 % 200, 1 + round * 3 % 60);
    }
    for (columns, rows) in [(0, 0), (1, 1), (65_535, 1), (1, 65_535), (300, 100)] {
        pty.resize(columns, rows);
    }
    pty.resize(80, 24);
    pty.wait_for("Name ▲");
    pty.send(" ");
    pty.wait_for("3 selected");
    quit(&pty);
}

/// Catalogue: D12.
#[test]
fn with_one_side_that_is_no_terminal_it_says_so_and_writes_no_escape() {
    let home = Home::new();
    for script in ["giftlist --demo </dev/null", "giftlist --demo | cat"] {
        let pty = shell(&home, &format!("{script}; echo ended"));
        pty.wait_for("ended");
        assert_eq!(pty.wait_exit(), 0);
        assert!(pty.screen().contains("giftlist: ") && pty.screen().contains("giftlist list"), "{}", pty.screen());
        assert!(!pty.bytes().contains(&0x1b), "{}", pty.bytes().escape_ascii());
    }
}

/// Catalogue: A30.
#[test]
fn without_utf_8_in_the_locale_its_own_signs_are_ascii() {
    let home = Home::new();
    for locale in ["C", "POSIX", "de_DE.ISO-8859-1"] {
        let pty = Pty::open(demo_command(&home).env("LC_ALL", locale), 80, 24);
        pty.wait_for("Personio accepted");
        assert!(pty.bytes().is_ascii(), "{locale}: {}", pty.screen());
        quit(&pty);
    }
}

/// Catalogue: D04.
#[test]
fn a_stop_from_outside_gives_the_terminal_back_until_it_is_continued() {
    let home = Home::new();
    let pty = open_shell(&home);
    let pid = home.work().join("pid");
    pty.send(&format!("sh -c 'echo $$ > pid; exec {} --demo'\r", env!("CARGO_BIN_EXE_giftlist")));
    pty.wait_for("Personio accepted");
    let process = fs::read_to_string(pid).expect("its number");
    signal_process(process.trim(), libc::SIGTSTP);
    pty.wait_for("Stopped");
    // In the background it is stopped again as soon as it touches the terminal. A shell does not continue what it does
    // not know to be stopped.
    pty.send("bg\r");
    pty.send("until jobs >jobs; grep -q Stopped jobs; do :; done; echo half-$((1+1))\r");
    pty.wait_for("half-2");
    pty.send("fg\r");
    pty.wait_for("Personio accepted");
    pty.send("3");
    pty.wait_for("Enter reads everybody");
    pty.send("q");
    pty.wait_until(|screen| screen.contents().trim_end().ends_with("shell>"));
    pty.send("exit\r");
    pty.wait_exit();
    pty.assert_restored();
}

/// Catalogue: D21, E37.
#[test]
fn quitting_during_a_sync_leaves_the_list_of_before() {
    let company = Company::sample();
    let pty = open_recipients(&company);
    let before = company.cached();
    company.fake.inject(Fault::always(Endpoint::Employees, What::Hang).after(2));
    pty.send("r");
    pty.wait_for("Reading everybody");
    quit(&pty);
    assert!(company.cached() == before);
    let pty = open(&company);
    go_to_recipients(&pty);
}

/// Catalogue: D09.
#[test]
fn a_frame_that_nobody_takes_is_given_up() {
    let home = Home::new();
    let pty = open_large(&home);
    pty.hold();
    pty.send(&keys::ctrl('l'));
    sleep(Duration::from_millis(300));
    pty.send("q");
    assert_eq!(pty.wait_process(), 0);
}

/// Catalogue: D09.
#[test]
fn who_quits_while_the_terminal_stands_still_gets_it_back() {
    let home = Home::new();
    let pty = open_large(&home);
    pty.hold();
    for _ in 0..10 {
        pty.send(&keys::ctrl('l'));
        sleep(Duration::from_millis(30));
    }
    pty.send("q");
    // It gives a frame up, and then it waits.
    sleep(Duration::from_millis(1900));
    pty.release();
    assert_exits(&pty, 0);
}

/// Catalogue: D11.
#[test]
fn without_a_term_it_says_so_and_writes_no_escape() {
    let home = Home::new();
    let pty = shell(&home, "unset TERM; exec giftlist --demo");
    assert_eq!(pty.wait_exit(), 2);
    assert!(!pty.bytes().contains(&0x1b), "{}", pty.bytes().escape_ascii());
    assert!(pty.screen().contains("TERM is not set"), "{}", pty.screen());
}

/// Catalogue: D11.
#[test]
fn a_terminal_that_nobody_knows_works() {
    runs("TERM=no-such-terminal exec giftlist --demo");
}

/// Catalogue: D10.
#[test]
fn a_terminal_without_a_size_counts_as_80_by_24() {
    runs("stty cols 0 rows 0; exec giftlist --demo");
}

/// Catalogue: D12.
#[test]
fn without_a_controlling_terminal_it_runs() {
    if Command::new("setsid").arg("--version").output().is_err() {
        let _ = writeln!(std::io::stderr(), "SKIP: there is no setsid");
        return;
    }
    runs("setsid -w giftlist --demo");
}

/// Catalogue: E34.
#[test]
fn the_address_is_on_the_connect_screen() {
    let company = Company::sample();
    let address = "https://api.personio.de.evil.invalid";
    let pty = Pty::open(company.command(&[]).env("PERSONIO_BASE_URL", address), 80, 24);
    pty.wait_for("PERSONIO_CLIENT_SECRET");
    pty.wait_for(address);
    quit(&pty);
}
