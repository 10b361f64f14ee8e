//! Tests of writing: modes, links, refusals, races, and the sweep.

use super::super::private::folder;
use super::content::BUFFER_BYTES;
use super::leftovers::is_temporary_name;
use super::*;
use crate::domain::problem::Problem;
use std::fs::Permissions;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::time::{Duration, SystemTime};

fn saying(text: &str) -> impl FnOnce(&mut dyn Write) -> io::Result<()> {
    move |out| out.write_all(text.as_bytes())
}

fn reason(result: Result<Written, FileError>) -> Refusal {
    match result {
        Err(FileError::Refused { reason, .. }) => reason,
        other => panic!("{other:?}"),
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o7777
}

/// Catalogue: C16.
#[test]
fn a_file_is_0600_whatever_it_replaces() {
    let dir = folder();
    let path = dir.path().join("a.csv");
    let written = create_new(&path, saying("one")).unwrap();
    assert_eq!((written.bytes, written.was_wider, mode(&path)), (3, false, 0o600));
    fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
    fs::hard_link(&path, dir.path().join("b.csv")).unwrap();
    let written = replace(&path, saying("three")).unwrap();
    assert_eq!((written.bytes, written.was_wider, written.had_hard_links), (5, true, true));
    assert_eq!((mode(&path), fs::read_to_string(dir.path().join("b.csv")).unwrap()), (0o600, "one".into()));
    assert_eq!(names(dir.path()), ["a.csv", "b.csv"]);
}

/// Catalogue: A27, C17, C26, D07, E38.
#[test]
fn a_failed_write_leaves_everything_as_it_was() {
    let dir = folder();
    let path = dir.path().join("a.csv");
    create_new(&path, saying("old")).unwrap();
    let failing = |out: &mut dyn Write| {
        out.write_all(&[b'x'; 3 * BUFFER_BYTES])?;
        Err(io::Error::from_raw_os_error(libc::ENOSPC))
    };
    assert!(matches!(replace(&path, failing), Err(FileError::Failed { operation: Operation::Write, .. })));
    assert_eq!((fs::read_to_string(&path).unwrap().as_str(), names(dir.path()).len()), ("old", 1));
}

/// Catalogue: C22.
#[test]
fn a_folder_that_is_moved_meanwhile_gets_nothing_of_the_content() {
    let dir = folder();
    let (before, after) = (dir.path().join("before"), dir.path().join("after"));
    fs::create_dir(&before).unwrap();
    let moving = |out: &mut dyn Write| {
        out.write_all(&[b'x'; 3 * BUFFER_BYTES])?;
        // The only rename beside this module's own: it stands for another program.
        #[allow(clippy::disallowed_methods)]
        fs::rename(&before, &after)
    };
    let error = Problem::from(replace(&before.join("a.csv"), moving).unwrap_err());
    assert!(error.to_string().contains("the folder does not exist"), "{error}");
    let left = fs::read_dir(&after).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len());
    assert_eq!(left.sum::<u64>(), 0);
    assert_eq!(names(dir.path()), ["after"]);
    let removing = |out: &mut dyn Write| {
        out.write_all(&[b'x'; 3 * BUFFER_BYTES])?;
        fs::remove_dir_all(&after)
    };
    assert!(replace(&after.join("a.csv"), removing).is_err());
    assert_eq!(names(dir.path()), [""; 0]);
}

#[test]
fn many_pieces_of_any_size_arrive_in_order() {
    let dir = folder();
    let path = dir.path().join("a");
    let pieces = [1, BUFFER_BYTES, 7, BUFFER_BYTES + 1, BUFFER_BYTES - 1, 2];
    let all: Vec<u8> = pieces.iter().enumerate().flat_map(|(i, &size)| vec![i as u8; size]).collect();
    let by_pieces =
        |out: &mut dyn Write| pieces.iter().enumerate().try_for_each(|(i, &size)| out.write_all(&vec![i as u8; size]));
    assert_eq!(replace(&path, by_pieces).unwrap().bytes, all.len() as u64);
    assert!(fs::read(&path).unwrap() == all);
}

#[test]
fn what_exists_stays_even_if_it_appears_while_writing() {
    let dir = folder();
    let path = dir.path().join("a.csv");
    let racing = |out: &mut dyn Write| {
        create_new(&path, saying("other")).map(drop).map_err(|_| io::Error::other("not created"))?;
        out.write_all(b"mine")
    };
    assert!(matches!(create_new(&path, racing), Err(FileError::Exists { bytes: 5, .. })));
    assert!(matches!(create_new(&path, saying("x")), Err(FileError::Exists { bytes: 5, modified: Some(_), .. })));
    assert_eq!((fs::read_to_string(&path).unwrap().as_str(), names(dir.path()).len()), ("other", 1));
    let link = dir.path().join("link");
    symlink("a.csv", &link).unwrap();
    assert!(matches!(create_new(&link, saying("x")), Err(FileError::Exists { bytes: 5, .. })));
}

/// Catalogue: C15.
#[test]
fn what_cannot_be_replaced_is_not_offered_to_be() {
    let dir = folder();
    let link = dir.path().join("link");
    for (target, reason) in
        [("nowhere", Refusal::DanglingLink), ("/dev/null", Refusal::NotRegularFile), (".", Refusal::IsFolder)]
    {
        symlink(target, &link).unwrap();
        let created = create_new(&link, saying("x"));
        let is_reason = |refused: &FileError| matches!(refused, FileError::Refused { reason: it, .. } if *it == reason);
        assert!(created.as_ref().is_err_and(is_reason), "{target}: {created:?}");
        fs::remove_file(&link).unwrap();
    }
}

/// Catalogue: A12.
#[test]
fn a_link_stays_and_its_target_is_replaced() {
    let (dir, elsewhere) = (folder(), folder());
    let (target, link) = (elsewhere.path().join("real"), dir.path().join("link"));
    create_new(&target, saying("old")).unwrap();
    symlink(&target, &link).unwrap();
    assert_eq!(super::target(&link), fs::canonicalize(&target).unwrap());
    let written = replace(&link, saying("new")).unwrap();
    assert_eq!(written.path, fs::canonicalize(&target).unwrap());
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&target).unwrap(), "new");
    let target = fs::canonicalize(&target).unwrap();
    assert_eq!(remove(&link).unwrap(), [link.clone(), target.clone()]);
    assert!(!target.exists() && remove(&link).unwrap().is_empty());
}

/// Catalogue: A13, C15.
#[test]
fn links_that_lead_nowhere_or_to_others_are_refused() {
    let (dir, elsewhere) = (folder(), folder());
    let (victim, link) = (elsewhere.path().join("victim"), dir.path().join("link"));
    symlink(&victim, &link).unwrap();
    assert_eq!(reason(replace(&link, saying("x"))), Refusal::DanglingLink);
    create_new(&victim, saying("theirs")).unwrap();
    if std::os::unix::fs::chown(elsewhere.path(), Some(65_534), None).is_err() {
        let _ = writeln!(io::stderr(), "SKIP: only root can give a folder away");
        return;
    }
    assert_eq!(reason(replace(&link, saying("x"))), Refusal::LinkIntoOthersFolder);
    assert!(remove(&link).is_err());
    let new = elsewhere.path().join("new");
    assert!(create_new(&new, saying("x")).unwrap().in_others_folder);
    assert!(!create_new(&dir.path().join("new"), saying("x")).unwrap().in_others_folder);
    std::os::unix::fs::chown(elsewhere.path(), Some(sys::user_id()), None).unwrap();
    std::os::unix::fs::lchown(&link, Some(65_534), None).unwrap();
    assert_eq!(reason(replace(&link, saying("x"))), Refusal::OtherOwner(65_534));
    let to_folder = dir.path().join("folder");
    symlink(elsewhere.path(), &to_folder).unwrap();
    std::os::unix::fs::lchown(&to_folder, Some(65_534), None).unwrap();
    assert_eq!(reason(replace(&to_folder.join("victim"), saying("x"))), Refusal::LinkOfOther(65_534));
    let to_link = dir.path().join("own");
    symlink("folder", &to_link).unwrap();
    assert_eq!(reason(create_new(&to_link.join("new"), saying("x"))), Refusal::LinkOfOther(65_534));
    assert_eq!(fs::read_to_string(&victim).unwrap(), "theirs");
}

/// Catalogue: C14.
#[test]
fn what_is_no_ordinary_file_is_refused_without_waiting() {
    let dir = folder();
    let pipe = dir.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let socket = dir.path().join("socket");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    for path in [pipe.as_path(), &socket, Path::new("/dev/null"), Path::new("/dev/stdout"), Path::new("/dev/fd/1")] {
        assert_eq!(reason(replace(path, saying("x"))), Refusal::NotRegularFile, "{}", path.display());
        assert_eq!(reason(create_new(path, saying("x"))), Refusal::NotRegularFile, "{}", path.display());
    }
    let link = dir.path().join("link");
    symlink("/dev/null", &link).unwrap();
    assert_eq!(reason(replace(&link, saying("x"))), Refusal::NotRegularFile);
    assert_eq!(reason(replace(dir.path(), saying("x"))), Refusal::IsFolder);
    assert_eq!(reason(create_new(dir.path(), saying("x"))), Refusal::IsFolder);
    assert!(matches!(remove(dir.path()), Err(FileError::Refused { reason: Refusal::IsFolder, .. })));
}

/// Catalogue: C23.
#[test]
fn names_are_checked() {
    let dir = folder();
    let path = |name: &str| dir.path().join(name);
    let hidden = ["gifts\u{202e}vsc.exe", "a\u{2028}b", "a\u{200b}.csv", "a\u{ad}.csv", "a\u{feff}"];
    for name in ["a\nb", "a\u{1b}[2J", "a\u{7f}", "a\u{9b}"].into_iter().chain(hidden) {
        assert_eq!(reason(replace(&path(name), saying("x"))), Refusal::ControlCharacters, "{name:?}");
    }
    for name in ["new/", "new/.", ".."] {
        assert_eq!(reason(create_new(&path(name), saying("x"))), Refusal::NoFileName, "{name:?}");
    }
    assert_eq!(reason(create_new(Path::new(""), saying("x"))), Refusal::NoFileName);
    for name in ["-x", "Zoë 1.csv", "Zoe\u{308}.csv", "👩\u{200d}💻.csv", &"x".repeat(250)] {
        create_new(&path(name), saying("x")).unwrap();
    }
    let not_utf_8 = |name: &[u8]| dir.path().join(OsStr::from_bytes(name));
    assert_eq!(reason(replace(&not_utf_8(b"a\xff\x1b[2J"), saying("x"))), Refusal::ControlCharacters);
    create_new(&not_utf_8(b"a\xff.csv"), saying("x")).unwrap();
    assert!(matches!(create_new(&path(&"x".repeat(300)), saying("x")), Err(FileError::Failed { .. })));
    assert!(matches!(create_new(&path("none/x"), saying("x")), Err(FileError::Failed { .. })));
}

/// Catalogue: C24.
#[test]
fn a_folder_open_to_all_is_refused_and_a_shared_one_is_reported() {
    let dir = folder();
    fs::set_permissions(dir.path(), Permissions::from_mode(0o777)).unwrap();
    assert_eq!(reason(create_new(&dir.path().join("a"), saying("x"))), Refusal::FolderWritableByOthers);
    fs::set_permissions(dir.path(), Permissions::from_mode(0o1777)).unwrap();
    assert!(create_new(&dir.path().join("a"), saying("x")).unwrap().in_shared_folder);
}

#[test]
fn a_file_of_another_user_and_a_folder_of_a_team_are_told() {
    let dir = folder();
    let path = dir.path().join("a.csv");
    let written = create_new(&path, saying("x")).unwrap();
    assert!(!written.was_of_another && !written.in_shared_folder);
    // The group of the user "daemon", as nearly every system has it.
    let team = 1;
    if std::os::unix::fs::chown(&path, Some(65_534), None).is_err() || !groups::has_others(team, sys::user_id()) {
        let _ = writeln!(io::stderr(), "SKIP: only root can give a file away");
        return;
    }
    assert!(replace(&path, saying("y")).unwrap().was_of_another);
    std::os::unix::fs::chown(dir.path(), None, Some(team)).unwrap();
    for (mode, is_shared) in [(0o770, true), (0o2775, true), (0o750, false)] {
        fs::set_permissions(dir.path(), Permissions::from_mode(mode)).unwrap();
        assert_eq!(replace(&path, saying("z")).unwrap().in_shared_folder, is_shared, "{mode:o}");
    }
}

/// Catalogue: C24.
#[test]
fn a_sticky_folder_keeps_a_file_for_its_owner_the_folders_owner_and_root() {
    for (user, folder, file, is_kept) in
        [(7, 0, 8, true), (7, 8, 8, true), (7, 7, 8, false), (7, 0, 7, false), (0, 7, 8, false)]
    {
        assert_eq!(is_kept_for_owner(user, folder, file), is_kept, "{user} {folder} {file}");
    }
}

/// Catalogue: C24.
#[test]
fn only_ones_own_folder_is_mended_with_chmod() {
    let dir = folder();
    fs::set_permissions(dir.path(), Permissions::from_mode(0o777)).unwrap();
    if std::os::unix::fs::chown(dir.path(), Some(65_534), None).is_err() {
        let _ = writeln!(io::stderr(), "SKIP: only root can give a folder away");
        return;
    }
    let reason = reason(create_new(&dir.path().join("a"), saying("x")));
    assert_eq!(reason, Refusal::OthersFolderWritableByOthers);
}

/// Catalogue: A28, C32.
#[test]
fn the_sweep_removes_only_our_own_leftovers() {
    let dir = folder();
    let make = |name: &str, mode: u32| {
        let path = dir.path().join(name);
        let file = OpenOptions::new().write(true).create_new(true).open(path).unwrap();
        file.set_permissions(Permissions::from_mode(mode)).unwrap();
        file
    };
    for (name, mode) in [
        (".session.json.aB3dE6.tmp", 0o600),
        (".session.json.wide00.tmp", 0o644),
        (".session.json.short.tmp", 0o600),
        (".session.json.with-1.tmp", 0o600),
        ("..abcdef.tmp", 0o600),
        ("session.json.abcdef.tmp", 0o600),
        (".session.json.abcdef", 0o600),
        ("session.json", 0o600),
    ] {
        make(name, mode);
    }
    symlink("session.json", dir.path().join(".link.abcdef.tmp")).unwrap();
    let others = make(".session.json.other0.tmp", 0o600);
    if std::os::unix::fs::fchown(&others, Some(65_534), None).is_err() {
        let _ = writeln!(io::stderr(), "SKIP: only root can give a file away");
        fs::remove_file(dir.path().join(".session.json.other0.tmp")).unwrap();
    }
    let busy = make(".people.abcdef.tmp", 0o600);
    busy.try_lock().unwrap();
    let written = busy.metadata().unwrap().modified().unwrap();
    let all = names(dir.path());
    let nothing = || Vec::<PathBuf>::new();
    assert_eq!(sweep(dir.path(), written - Duration::from_secs(60)), nothing());
    assert_eq!(names(dir.path()), all);
    assert_eq!(sweep(dir.path(), written + Duration::from_secs(60)), nothing());
    let removed: Vec<_> = all.into_iter().filter(|name| !names(dir.path()).contains(name)).collect();
    assert_eq!(removed, [".session.json.aB3dE6.tmp"]);
    drop(busy);
    assert_eq!(sweep(dir.path(), written + Duration::from_secs(60)), nothing());
    assert!(!dir.path().join(".people.abcdef.tmp").exists());
    assert_eq!(sweep(&dir.path().join("none"), written), nothing());
}

/// Catalogue: A28, C24.
#[test]
fn our_temporary_files_have_the_name_that_is_swept() {
    let dir = folder();
    let seen = |_: &mut dyn Write| {
        let name = names(dir.path()).remove(0);
        assert!(is_temporary_name(OsStr::new(&name)) && name.starts_with(".a.csv."), "{name}");
        assert_eq!(mode(&dir.path().join(&name)), 0o600);
        sweep(dir.path(), SystemTime::UNIX_EPOCH + Duration::from_secs(1 << 33));
        assert!(dir.path().join(&name).exists(), "it is being written");
        Ok(())
    };
    create_new(&dir.path().join("a.csv"), seen).unwrap();
}

/// Catalogue: A13.
#[test]
fn a_victim_behind_a_swapped_link_is_never_changed() {
    let (dir, elsewhere) = (folder(), folder());
    let (path, victim) = (dir.path().join("a"), elsewhere.path().join("victim"));
    create_new(&victim, saying("victim")).unwrap();
    if std::os::unix::fs::chown(elsewhere.path(), Some(65_534), None).is_err() {
        let _ = writeln!(io::stderr(), "SKIP: only root can give a folder away");
        return;
    }
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| (0..2000).filter(|_| replace(&path, saying("mine")).is_ok()).count());
        while !writer.is_finished() {
            let _ = fs::remove_file(&path);
            let _ = symlink(&victim, &path);
        }
    });
    assert_eq!(fs::read_to_string(&victim).unwrap(), "victim");
    assert!(names(dir.path()).len() <= 1);
}

/// Catalogue: E39.
#[test]
fn two_who_write_at_once_each_write_a_whole_file() {
    let dir = folder();
    let path = dir.path().join("a.csv");
    let outer = |out: &mut dyn Write| {
        out.write_all(&[b'x'; 3 * BUFFER_BYTES])?;
        replace(&path, saying("inner")).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "inner");
        out.write_all(b"end")
    };
    assert_eq!(replace(&path, outer).unwrap().bytes, 3 * BUFFER_BYTES as u64 + 3);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.len() == 3 * BUFFER_BYTES + 3 && text.ends_with("xend"));
    assert_eq!(names(dir.path()), ["a.csv"]);
}

#[test]
fn a_temporary_file_that_another_program_removes_is_told_as_that() {
    let dir = folder();
    let path = dir.path().join("a.csv");
    let removing = |out: &mut dyn Write| {
        names(dir.path()).iter().try_for_each(|name| fs::remove_file(dir.path().join(name)))?;
        out.write_all(b"x")
    };
    assert_eq!(reason(replace(&path, removing)), Refusal::TemporaryGone);
    assert_eq!(names(dir.path()), [""; 0]);
}
