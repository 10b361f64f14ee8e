//! How most tests in a terminal begin.

use crate::commands::Company;
use crate::harness::env::{Home, giftlist, program};
use crate::harness::pty::Pty;
use std::process::Command;
use std::time::{Duration, Instant};

/// How long the program may take to exit.
pub const EXIT_LIMIT: Duration = Duration::from_secs(8);

/// The demo, not started yet.
pub fn demo_command(home: &Home) -> Command {
    let mut command = giftlist(home);
    command.arg("--demo");
    command
}

/// The demo, after its first frame.
pub fn open_demo(home: &Home) -> Pty {
    let pty = Pty::open(&demo_command(home), 80, 24);
    pty.wait_for("Personio accepted");
    pty
}

/// The demo, after a sync, on Recipients.
pub fn open_demo_recipients(home: &Home) -> Pty {
    let pty = open_demo(home);
    sync_and_open_recipients(&pty);
    pty
}

/// The program with a company's credentials in its environment.
pub fn open(company: &Company) -> Pty {
    Pty::open(&company.command(&[]), 80, 24)
}

/// The same at the first start, after a sync, on Recipients.
pub fn open_recipients(company: &Company) -> Pty {
    let pty = open(company);
    pty.wait_for("PERSONIO_CLIENT_SECRET");
    sync_and_open_recipients(&pty);
    pty
}

pub fn sync_and_open_recipients(pty: &Pty) {
    pty.send("3");
    pty.wait_for("Enter reads everybody");
    pty.send("r");
    pty.wait_for("312 people in");
    go_to_recipients(pty);
}

pub fn go_to_recipients(pty: &Pty) {
    pty.send("4");
    pty.wait_for("shown of 312");
}

/// The same shell with the demo in it, started with these options.
pub fn open_demo_in_shell(home: &Home, options: &str) -> Pty {
    let pty = open_shell(home);
    pty.send(&format!("{} --demo {options}\r", env!("CARGO_BIN_EXE_giftlist")));
    pty.wait_for("Personio accepted");
    pty
}

/// An interactive shell that controls jobs, after its first prompt, `shell>`.
pub fn open_shell(home: &Home) -> Pty {
    let mut shell = program("/bin/bash", home);
    shell.args(["--norc", "--noprofile", "-i"]).env("PS1", "shell> ");
    let pty = Pty::open(&shell, 80, 24);
    pty.wait_for("shell>");
    pty
}

/// Call when the program was asked to end: it does so in time, with this code, and restores the terminal.
#[track_caller]
pub fn assert_exits(pty: &Pty, code: u32) {
    let asked = Instant::now();
    assert_eq!(pty.wait_exit(), code);
    assert!(asked.elapsed() < EXIT_LIMIT, "{:?}", asked.elapsed());
    pty.assert_restored();
}

#[track_caller]
pub fn quit(pty: &Pty) {
    pty.send("q");
    assert_exits(pty, 0);
}
