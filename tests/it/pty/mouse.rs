//! The mouse in a real terminal: its modes go on and off, and its reports are heard only while they are on.

use super::common::{demo_command, open_demo_in_shell, open_demo_recipients, quit, sync_and_open_recipients};
use crate::commands::Company;
use crate::harness::env::Home;
use crate::harness::pty::Pty;
use crate::harness::sequences::foreign_sequences;

const MODES: [&str; 4] = ["\\x1b[?1000h", "\\x1b[?1006h", "\\x1b[?1006l", "\\x1b[?1000l"];

/// A press of the left button and its release; row and column from 0.
fn click(row: u16, column: u16) -> String {
    format!("\x1b[<0;{};{}M\x1b[<0;{};{}m", column + 1, row + 1, column + 1, row + 1)
}

#[test]
fn a_click_moves_the_cursor_and_the_modes_go_with_the_program() {
    let home = Home::new();
    let pty = Pty::open(demo_command(&home).arg("--mouse"), 80, 24);
    pty.wait_for("Personio accepted");
    sync_and_open_recipients(&pty);
    let (row, _) = pty.position("▌");
    pty.send(&click(row + 4, 10));
    pty.wait_until(|screen| screen.cell(row + 4, 0).is_some_and(|cell| cell.contents() == "▌"));
    // Each click waits for the frame of the one before: the second is on the row that has the cursor by then.
    pty.send(&click(row + 2, 10).repeat(2));
    pty.wait_for("Id in Personio");
    pty.send(&click(23, 2));
    pty.wait_until_gone("Id in Personio");
    pty.send("\x1b[<65;10;10M");
    pty.wait_until(|screen| screen.cell(row + 5, 0).is_some_and(|cell| cell.contents() == "▌"));
    quit(&pty);
    assert_eq!(foreign_sequences(&pty.bytes()), MODES);
}

/// Catalogue: D18.
#[test]
fn where_nobody_asked_for_the_mouse_it_is_left_alone_and_its_reports_are_nothing() {
    let home = Home::new();
    let pty = open_demo_recipients(&home);
    let (row, _) = pty.position("▌");
    pty.send(&click(row + 4, 10));
    pty.send("j");
    pty.wait_until(|screen| screen.cell(row + 1, 0).is_some_and(|cell| cell.contents() == "▌"));
    quit(&pty);
    assert_eq!(foreign_sequences(&pty.bytes()), [""; 0]);
}

#[test]
fn the_shell_has_the_mouse_while_the_program_is_stopped() {
    let home = Home::new();
    let pty = open_demo_in_shell(&home, "--mouse");
    pty.send("\x1a");
    pty.wait_for("Stopped");
    let modes = |pty: &Pty| {
        let written = foreign_sequences(&pty.bytes());
        written.into_iter().filter(|sequence| MODES.contains(&sequence.as_str())).collect::<Vec<_>>()
    };
    assert_eq!(modes(&pty), MODES);
    pty.send("fg\r");
    pty.wait_for("Personio accepted");
    pty.send("q");
    pty.wait_until(|screen| screen.contents().trim_end().ends_with("shell>"));
    assert_eq!(modes(&pty)[4..6], MODES[..2]);
    pty.send("exit\r");
    pty.wait_exit();
    pty.assert_restored();
}

#[test]
fn config_toml_switches_it_on_and_an_option_off_again() {
    for (options, is_on) in [(&[][..], true), (&["--no-mouse"], false), (&["--no-mouse", "--mouse"], true)] {
        let company = Company::sample();
        company.home.put("config/config.toml", "mouse = true\n");
        let pty = Pty::open(&company.command(options), 80, 24);
        pty.wait_for("PERSONIO_CLIENT_SECRET");
        quit(&pty);
        assert_eq!(foreign_sequences(&pty.bytes()).is_empty(), !is_on, "{options:?}");
    }
}
