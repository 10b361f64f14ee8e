//! What the disk does to a file that is being written: whatever fails or is killed, the old file or the new one is there,
//! whole, and it is said which.

use super::company::{Company, parsed, three};
use crate::harness::env::{Output, program, run, write_file};
use crate::harness::faulty_disk::{Call, DiskFault, spoil};
use giftlist::fake::Person;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;

/// The names of the files in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Runs a command with such a fault; `None` where faults cannot be made.
fn faulty(
    company: &Company,
    arguments: &[&str],
    text: &str,
    call: Call,
    first: usize,
    fault: DiskFault,
) -> Option<Output> {
    let mut command = company.command(arguments);
    spoil(&mut command, text, call, first, fault).map(run)
}

/// Catalogue: C17, C18, C19, C26.
#[test]
fn an_export_that_the_disk_refuses_leaves_the_old_file_and_nothing_else() {
    let company = Company::of_size(400).synced();
    let old = "the old one";
    write_file(&company.home.work().join("gifts.csv"), old);
    for (errno, words) in [
        (libc::ENOSPC, "the disk is full"),
        (libc::EDQUOT, "your disk quota is used up"),
        (libc::EFBIG, "it grew over the limit for files"),
        (libc::EROFS, "that disk is read-only"),
        (libc::EIO, "the disk reports an error"),
        (libc::EPERM, "the system does not permit it"),
    ] {
        for (call, first) in [(Call::Write, 1), (Call::Write, 2), (Call::Fsync, 1)] {
            let arguments = ["export", "-o", "gifts.csv", "--force"];
            let Some(output) = faulty(&company, &arguments, ".gifts.csv.", call, first, DiskFault::Error(errno)) else {
                return;
            };
            let output = output.exits(5);
            assert!(output.stderr.contains(words), "{call:?} {first}: {}", output.stderr);
            assert_eq!(fs::read_to_string(company.home.work().join("gifts.csv")).unwrap(), old, "{call:?} {first}");
            assert_eq!(names(company.home.work()), ["gifts.csv"], "{call:?} {first}");
        }
    }
}

#[test]
fn a_file_whose_name_the_disk_does_not_confirm_is_whole() {
    let company = Company::of_size(400).synced();
    let new = company.giftlist(&["export", "-o", "-"]).exits(0).stdout;
    let folder = company.home.work().file_name().unwrap().to_str().unwrap();
    let fault = DiskFault::Error(libc::EIO);
    // The file itself is the first.
    let Some(output) = faulty(&company, &["export", "-o", "gifts.csv"], folder, Call::Fsync, 2, fault) else { return };
    let output = output.exits(5);
    assert!(output.stderr.contains("gifts.csv is written, but the disk did not confirm it"), "{}", output.stderr);
    assert!(fs::read_to_string(company.home.work().join("gifts.csv")).unwrap() == new);
    let forgotten = company.giftlist(&["forget", "--all", "--yes"]).exits(0);
    assert!(forgotten.stdout.contains("gifts.csv"), "{}", forgotten.stdout);
}

/// Catalogue: A28.
#[test]
fn what_a_kill_left_goes_at_a_later_start() {
    let company = Company::of(three());
    let before = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_600_000_000);
    let place = |name: &str| company.home.put(name, "papi-half");
    let left =
        ["config/.credentials.toml.aB3dE6.tmp", "cache/.people.snapshot.aB3dE6.tmp", "state/.session.json.aB3dE6.tmp"]
            .map(place);
    for path in &left {
        let file = fs::OpenOptions::new().write(true).open(path).expect("the file");
        file.set_modified(before).expect("an old file");
    }
    let young = place("config/.credentials.toml.fresh1.tmp");
    let _ = company.giftlist(&["check"]).exits(0);
    assert!(left.iter().all(|path| !path.exists()) && young.exists());
}

/// Catalogue: C19.
#[test]
fn what_the_disk_did_not_confirm_once_is_not_tried_again() {
    let company = Company::of_size(400).synced();
    write_file(&company.home.work().join("gifts.csv"), "the old one");
    let arguments = ["export", "-o", "gifts.csv", "--force"];
    let once = DiskFault::Once(libc::EIO);
    let Some(output) = faulty(&company, &arguments, ".gifts.csv.", Call::Fsync, 1, once) else { return };
    let output = output.exits(5);
    assert!(output.stderr.contains("the disk reports an error"), "{}", output.stderr);
    assert_eq!(fs::read_to_string(company.home.work().join("gifts.csv")).unwrap(), "the old one");
    assert_eq!(names(company.home.work()), ["gifts.csv"]);
}

/// Catalogue: C18.
#[test]
fn a_file_that_grows_over_the_limit_of_the_shell_is_told() {
    let company = Company::of_size(400).synced();
    let script = format!("ulimit -f 8; exec {} export --offline -o gifts.csv", env!("CARGO_BIN_EXE_giftlist"));
    let mut shell = program("/bin/sh", &company.home);
    for (name, value) in company.command(&[]).get_envs() {
        if let Some(value) = value {
            shell.env(name, value);
        }
    }
    let output = run(shell.args(["-c", &script])).exits(5);
    assert!(output.stderr.contains("it grew over the limit for files"), "{}", output.stderr);
    assert_eq!(names(company.home.work()), [""; 0]);
}

/// Catalogue: C24.
#[test]
fn a_folder_that_all_share_is_told() {
    let company = Company::of(three()).synced();
    fs::set_permissions(company.home.work(), Permissions::from_mode(0o1777)).unwrap();
    let output = company.giftlist(&["export", "-o", "gifts.csv"]).exits(0);
    assert!(output.stdout.contains("the folder is shared with other users"), "{}", output.stdout);
    let mode = fs::metadata(company.home.work().join("gifts.csv")).unwrap().permissions().mode();
    assert_eq!(mode & 0o7777, 0o600);
}

/// Catalogue: C20.
#[test]
fn interrupted_and_short_writes_are_not_seen() {
    let company = Company::of_size(400).synced();
    let whole = company.giftlist(&["export", "-o", "-"]).exits(0).stdout;
    for fault in [DiskFault::Half, DiskFault::Interrupted] {
        let arguments = ["export", "-o", "gifts.csv", "--force"];
        let Some(output) = faulty(&company, &arguments, ".gifts.csv.", Call::Write, 1, fault) else { return };
        let _ = output.exits(0);
        assert!(fs::read_to_string(company.home.work().join("gifts.csv")).unwrap() == whole, "{fault:?}");
    }
}

/// Catalogue: C21, D07.
#[test]
fn an_export_that_is_killed_anywhere_leaves_the_old_file_or_the_new_one() {
    let company = Company::of_size(400).synced();
    let new = company.giftlist(&["export", "-o", "-"]).exits(0).stdout;
    let path = company.home.work().join("gifts.csv");
    let mut kills = 0;
    for call in [Call::Write, Call::Fsync] {
        for first in 1.. {
            write_file(&path, "the old one");
            let arguments = ["export", "-o", "gifts.csv", "--force"];
            // Every file: also those that say where exports are written.
            let Some(output) = faulty(&company, &arguments, "giftlist-test-", call, first, DiskFault::Kill) else {
                return;
            };
            let is_new = fs::read_to_string(&path).unwrap() == new;
            assert!(is_new || fs::read_to_string(&path).unwrap() == "the old one", "{call:?} {first}");
            if output.code == 0 {
                assert!(is_new);
                break;
            }
            assert_eq!(output.code, 1000 + libc::SIGKILL, "{call:?} {first}: {}", output.stderr);
            kills += 1;
            let _ = company.giftlist(&["export", "-o", "other.csv", "--force"]).exits(0);
            assert_eq!(names(company.home.work()), ["gifts.csv", "other.csv"], "{call:?} {first}");
        }
    }
    assert!(kills >= 6, "{kills}");
}

/// Catalogue: C21.
#[test]
fn what_a_killed_export_through_a_link_left_goes_too() {
    let company = Company::of_size(400).synced();
    let elsewhere = company.home.path().join("elsewhere");
    company.home.put("elsewhere/real.csv", "the old one");
    let work = company.home.work();
    std::os::unix::fs::symlink(elsewhere.join("real.csv"), work.join("gifts.csv")).unwrap();
    std::os::unix::fs::symlink(&elsewhere, work.join("folder")).unwrap();
    for (name, text) in [("gifts.csv", ".real.csv."), ("folder/new.csv", ".new.csv.")] {
        let arguments = ["export", "-o", name, "--force"];
        let Some(output) = faulty(&company, &arguments, text, Call::Fsync, 1, DiskFault::Kill) else { return };
        let _ = output.exits(1000 + libc::SIGKILL);
        assert_eq!(names(&elsewhere).len(), 2, "{name}");
        let _ = company.giftlist(&["list", "--offline"]).exits(0);
        assert_eq!(names(&elsewhere), ["real.csv"], "{name}");
    }
}

/// Catalogue: C21.
#[test]
fn an_export_that_is_slow_to_lock_its_file_is_not_swept_away() {
    let company = Company::of_size(400).synced();
    let mut export = company.command(&["export", "--offline", "-o", "gifts.csv"]);
    let Some(export) = spoil(&mut export, ".gifts.csv.", Call::Flock, 1, DiskFault::Slow) else { return };
    let mut export = export.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    while export.try_wait().unwrap().is_none() {
        let _ = company.giftlist(&["list", "--offline"]).exits(0);
    }
    let output = export.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(names(company.home.work()), ["gifts.csv"]);
}

/// Catalogue: C12, D21.
#[test]
fn an_export_that_a_signal_stops_leaves_nothing() {
    let company = Company::of_size(400).synced();
    let arguments = ["export", "-o", "gifts.csv"];
    let Some(output) = faulty(&company, &arguments, ".gifts.csv.", Call::Write, 1, DiskFault::Terminate) else {
        return;
    };
    let output = output.exits(143);
    assert_eq!(output.stderr, "giftlist: the export was stopped: nothing was written\n");
    assert_eq!(names(company.home.work()), [""; 0]);
}

#[test]
fn numbered_files_that_replaced_others_stay_when_a_later_one_fails() {
    let company = Company::of_size(600).synced();
    let old = || ["gifts-1.csv", "gifts-2.csv"].map(|name| write_file(&company.home.work().join(name), "old"));
    let rows = |name: &str| fs::read_to_string(company.home.work().join(name)).unwrap().lines().count();
    let export = ["export", "--include-leavers", "--preset", "loopandtie", "-o", "gifts.csv", "--force"];
    let full = DiskFault::Error(libc::ENOSPC);
    for (file, call, fault, code, words) in [
        (".gifts-2.csv.", Call::Write, full, 5, "the disk is full; gifts-1.csv stands, written whole: "),
        // The signal comes when the first one is about to be complete.
        (".gifts-1.csv.", Call::Fsync, DiskFault::Terminate, 143, "stopped: gifts-1.csv stands, written whole"),
    ] {
        let _ = old();
        let Some(output) = faulty(&company, &export, file, call, 1, fault) else { return };
        let output = output.exits(code);
        assert!(output.stderr.contains(words), "{}", output.stderr);
        assert_eq!((rows("gifts-1.csv"), rows("gifts-2.csv")), (501, 1));
    }
    for name in ["gifts-1.csv", "gifts-2.csv"] {
        fs::remove_file(company.home.work().join(name)).unwrap();
    }
    let unforced = &export[..export.len() - 1];
    let Some(output) = faulty(&company, unforced, ".gifts-2.csv.", Call::Write, 1, full) else { return };
    assert!(!output.exits(5).stderr.contains("stands"));
    assert_eq!(names(company.home.work()), [""; 0], "new ones are all there, or none");
}

/// Catalogue: E37, E38.
#[test]
fn a_sync_whose_people_cannot_be_kept_shows_them_and_leaves_the_old_ones() {
    let company = Company::of(three()).synced();
    let old = company.cached();
    company.fake.edit_company(|all| {
        all.add(Person { id: 4, ..Person::named("Nia", "Roe") });
    });
    for (call, fault) in [
        (Call::Write, DiskFault::Error(libc::ENOSPC)),
        (Call::Fsync, DiskFault::Error(libc::EIO)),
        (Call::Write, DiskFault::Kill),
        (Call::Fsync, DiskFault::Kill),
    ] {
        let Some(output) = faulty(&company, &["sync", "--json"], ".people.snapshot.", call, 1, fault) else { return };
        if matches!(fault, DiskFault::Error(_)) {
            let output = output.exits(5);
            assert_eq!(parsed(&output.stdout)["people"], 4);
            assert!(output.stderr.contains("people.snapshot could not be written"), "{}", output.stderr);
        } else {
            let _ = output.exits(1000 + libc::SIGKILL);
        }
        assert!(company.cached() == old, "{call:?} {fault}");
    }
    let _ = company.giftlist(&["sync"]).exits(0);
    assert_eq!(company.listed_ids().len(), 4);
}

/// Catalogue: F10.
#[test]
fn what_the_system_does_not_let_go_is_named_by_forget() {
    let company = Company::of(three()).synced();
    let arguments = ["forget", "--cache", "--yes"];
    let Some(output) = faulty(&company, &arguments, "people.snapshot", Call::Unlink, 1, DiskFault::Error(libc::EPERM))
    else {
        return;
    };
    let output = output.exits(5);
    assert!(output.stderr.contains("people.snapshot could not be removed, the system does not permit it"));
    assert!(company.cache().exists());
    for (text, words) in [
        ("session.lock", "session.lock could not be removed"),
        (".people.snapshot.aB3dE6.tmp", ".people.snapshot.aB3dE6.tmp that a kill left cannot be removed"),
        ("nothing", "exports.json cannot be understood"),
    ] {
        company.home.put("state/session.lock", "");
        company.home.put("cache/.people.snapshot.aB3dE6.tmp", "Anna");
        company.home.put("state/exports.json", "[\"/tmp/a");
        let fault = DiskFault::Error(libc::EPERM);
        let Some(output) = faulty(&company, &["forget", "--all", "--yes"], text, Call::Unlink, 1, fault) else {
            return;
        };
        let output = output.exits(5);
        assert!(output.stderr.contains(words), "{text}: {}", output.stderr);
    }
}
