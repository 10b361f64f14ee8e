//! A panic of the drawing thread, in a process of its own: this test binary, which takes a terminal and panics.

use crate::harness::env::{Home, program, write_file};
use crate::harness::pty::Pty;
use giftlist::tui::terminal::{Asks, Tty, install_panic_hook};
use std::fs;
use std::path::Path;

/// Where the saving that comes with a panic is written. Set only in the process that is to panic.
const SAVED: &str = "GIFTLIST_TEST_PANIC";

/// Panics while it draws, in the process that [`a_panic_gives_the_terminal_back_and_names_nobody`] starts; otherwise it has
/// nothing to do.
#[test]
fn the_screen_that_panics() {
    let Some(saved) = std::env::var_os(SAVED) else { return };
    let mut tty = Tty::enter(Asks { mouse: true, background: false }).expect("a terminal");
    install_panic_hook(move || write_file(Path::new(&saved), "saved"));
    let _ = tty.draw(|_| panic!("Anna Byrne has no row"));
}

/// Catalogue: A26, D06, F11.
#[test]
fn a_panic_gives_the_terminal_back_and_names_nobody() {
    let home = Home::new();
    let saved = home.work().join("saved");
    let itself = std::env::current_exe().expect("this binary");
    let mut command = program(itself.to_str().expect("a path"), &home);
    command.args(["--exact", "--nocapture", "pty::panics::the_screen_that_panics"]);
    let pty = Pty::open(command.env(SAVED, &saved).env("RUST_LOG", "trace"), 80, 24);
    pty.wait_for("FAILED");
    assert_eq!(pty.wait_exit(), 101);
    pty.assert_restored();
    let bytes = String::from_utf8_lossy(&pty.bytes()).into_owned();
    assert_eq!(bytes.matches("?1049l").count(), 1, "given back once: {}", bytes.escape_debug());
    let screen = pty.screen().replace('\n', "");
    assert!(screen.contains("giftlist: stopped by a fault of its own at tests/it/pty/panics.rs:"), "{screen}");
    assert!(!bytes.contains("Anna"), "{screen}");
    assert_eq!(fs::read_to_string(saved).unwrap(), "saved");
}
