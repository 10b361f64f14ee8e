//! A failing disk under the terminal interface: what is on the screen stays, and the user is told.

use super::common::{open_recipients, quit, sync_and_open_recipients};
use crate::commands::Company;
use crate::harness::faulty_disk::{Call, DiskFault, spoil};
use crate::harness::pty::{Pty, keys};
use giftlist::files::journal;

/// Opens the program with such a fault; `None` where faults cannot be made.
fn faulty(company: &Company, text: &str, call: Call, fault: DiskFault) -> Option<Pty> {
    let mut command = company.command(&[]);
    spoil(&mut command, text, call, 1, fault).map(|command| Pty::open(command, 80, 24))
}

/// Catalogue: A20, E38.
#[test]
fn people_who_cannot_be_kept_are_shown_and_it_is_said() {
    let company = Company::sample();
    let fault = DiskFault::Error(libc::ENOSPC);
    let Some(pty) = faulty(&company, ".people.snapshot.", Call::Write, fault) else { return };
    pty.wait_for("PERSONIO_CLIENT_SECRET");
    pty.send("3");
    pty.wait_for("Enter reads everybody");
    pty.send("r");
    pty.wait_for("not kept for the next start");
    pty.send("4");
    pty.wait_for("shown of 312");
    quit(&pty);
    assert!(!company.cache().exists());
}

/// Catalogue: A21.
#[test]
fn a_disk_without_locks_is_told_and_everything_works() {
    let company = Company::sample();
    let Some(pty) = faulty(&company, "session.lock", Call::Flock, DiskFault::Error(libc::EOPNOTSUPP)) else { return };
    pty.wait_for("This disk has no locks: open one giftlist at a time");
    sync_and_open_recipients(&pty);
    pty.send(" ");
    pty.wait_for("1 selected");
    quit(&pty);
    assert!(company.home.path().join("state/session.json").exists());
}

/// Catalogue: A27, A28.
#[test]
fn credentials_that_cannot_be_saved_leave_the_old_ones() {
    let company = Company::sample();
    let old = "client_id = \"papi-old\"\nclient_secret = \"papi-old-secret\"\n";
    let file = company.home.put("config/credentials.toml", old);
    for (call, fault) in [
        (Call::Write, DiskFault::Error(libc::ENOSPC)),
        (Call::Fsync, DiskFault::Error(libc::EIO)),
        (Call::Write, DiskFault::Kill),
        (Call::Fsync, DiskFault::Kill),
    ] {
        let mut command = company.bare(&[]);
        let Some(command) = spoil(&mut command, ".credentials.toml.", call, 1, fault) else { return };
        let pty = Pty::open(command, 80, 24);
        pty.wait_for("papi-old");
        pty.send(&keys::BACK_TAB.repeat(3));
        pty.wait_until(|screen| !screen.hide_cursor() && screen.cursor_position().0 == 2);
        pty.send(&keys::paste(company.fake.client_id()));
        pty.wait_for(company.fake.client_id());
        pty.send(keys::TAB);
        pty.wait_until(|screen| screen.cursor_position().0 == 3);
        pty.send(&keys::paste(company.fake.client_secret()));
        pty.wait_for("••••••••••••");
        pty.send(&format!("{0}{0}", keys::TAB));
        pty.wait_until(|screen| screen.hide_cursor());
        pty.send(keys::ENTER);
        if matches!(fault, DiskFault::Error(_)) {
            pty.wait_for("could not be written");
            pty.send("2");
            pty.wait_for("21 of 21 required");
            quit(&pty);
        } else {
            assert_eq!(pty.wait_exit(), 1000 + libc::SIGKILL as u32);
        }
        assert_eq!(std::fs::read_to_string(&file).unwrap(), old, "{call:?} {fault}");
    }
}

/// Catalogue: C30.
#[test]
fn a_selection_that_cannot_be_understood_is_told_and_replaced() {
    let company = Company::sample();
    company.home.put("state/session.json", "{\"version\":1,\"acc");
    let pty = open_recipients(&company);
    pty.send(" ");
    pty.wait_for("1 selected");
    quit(&pty);
    let kept = journal::load(&company.home.path().join("state/session.json")).expect("it is replaced");
    assert_eq!(kept.map(|journal| journal.session.selected.len()), Some(1));
    assert!(pty.bytes().windows(12).any(|bytes| bytes == b"session.json"), "{}", pty.screen());
}
