//! Without a usable terminal the program says so, and writes no escape sequences.

use super::common::demo_command;
use crate::harness::env::{Home, giftlist, run};
use crate::harness::pty::Pty;

/// Catalogue: D12.
#[test]
fn without_a_terminal_it_says_so_in_one_line_and_exits_with_2() {
    let home = Home::new();
    for arguments in [&[][..], &["--demo"]] {
        let output = run(giftlist(&home).args(arguments)).exits(2);
        assert_eq!(output.stdout, "");
        assert_eq!(output.stderr.lines().count(), 1, "{}", output.stderr);
        assert!(
            output.stderr.starts_with("giftlist: ") && output.stderr.contains("giftlist list"),
            "{}",
            output.stderr
        );
        assert!(!output.stderr.contains('\u{1b}'));
    }
}

/// Catalogue: D11.
#[test]
fn a_terminal_that_cannot_move_its_cursor_gets_no_escape_sequence() {
    let home = Home::new();
    for term in ["dumb", ""] {
        let pty = Pty::open(demo_command(&home).env("TERM", term), 80, 24);
        assert_eq!(pty.wait_exit(), 2, "TERM={term}");
        assert!(!pty.bytes().contains(&0x1b), "{}", pty.bytes().escape_ascii());
        assert!(pty.screen().contains("TERM"), "{}", pty.screen());
    }
}

#[test]
fn a_workbook_is_not_written_to_a_terminal() {
    let home = Home::new();
    let mut command = giftlist(&home);
    let pty = Pty::open(command.args(["export", "-o", "-", "--preset", "workbook"]), 120, 24);
    assert_eq!(pty.wait_exit(), 2);
    assert!(pty.screen().contains("a workbook is no text that a terminal can show: name a file"), "{}", pty.screen());
}

/// Catalogue: D11.
#[test]
fn odd_terminals_work() {
    let home = Home::new();
    for term in ["linux", "screen", "tmux-256color", "xterm-kitty", "no-such-terminal"] {
        let pty = Pty::open(demo_command(&home).env("TERM", term), 80, 24);
        pty.wait_for("Personio accepted");
        pty.send("q");
        assert_eq!(pty.wait_exit(), 0, "TERM={term}");
        pty.assert_restored();
    }
}
