//! The files that a command reads before it does anything: credentials that others could read, settings with mistakes,
//! people that are damaged or too old, and an environment that does not say where files go.

use super::company::{Company, is_harmless, one_error, three};
use crate::harness::env::{Home, giftlist, program, run};
use crate::harness::faulty_disk::{Call, DiskFault, spoil};
use giftlist::fake::Person;
use std::fs::{self, OpenOptions, Permissions};
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The credentials of a company in their file.
fn credentials(company: &Company) -> PathBuf {
    let (id, secret) = (company.fake.client_id(), company.fake.client_secret());
    let text = format!("client_id = \"{id}\"\nclient_secret = \"{secret}\"\n");
    company.home.put("config/credentials.toml", &text)
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("a mode");
}

/// Catalogue: A12.
#[test]
fn credentials_for_this_user_alone_work() {
    let company = Company::of(three());
    let path = credentials(&company);
    for mode in [0o600, 0o400] {
        set_mode(&path, mode);
        let _ = run(&mut company.bare(&["check"])).exits(0);
    }
    let real = company.home.put("elsewhere/real.toml", &fs::read_to_string(&path).unwrap());
    fs::remove_file(&path).unwrap();
    symlink(real, &path).unwrap();
    let _ = run(&mut company.bare(&["check"])).exits(0);
}

/// Catalogue: A08.
#[test]
fn credentials_that_others_can_read_are_refused_with_the_chmod_and_nothing_is_sent() {
    let company = Company::of(three());
    let path = credentials(&company);
    let command = format!("run: chmod 600 {}", fs::canonicalize(&path).unwrap().display());
    for mode in [0o644, 0o640, 0o604, 0o660, 0o666, 0o777] {
        set_mode(&path, mode);
        for arguments in [&["check"][..], &["sync"], &["list"], &["export", "-o", "out.csv"]] {
            let line = one_error(&run(&mut company.bare(arguments)).exits(5));
            assert!(line.ends_with(&command) && line.contains(&format!("{mode:04o}")), "{line}");
            assert!(!line.contains("papi-"), "{line}");
        }
    }
    assert_eq!(company.requests(), [0, 0, 0]);
    // The command of the line is the way on.
    let shell = command.strip_prefix("run: ").unwrap();
    assert!(Command::new("sh").args(["-c", shell]).status().unwrap().success());
    let _ = run(&mut company.bare(&["check"])).exits(0);
}

/// Catalogue: A10, A11.
#[test]
fn credentials_that_are_no_plain_file_or_lie_in_an_open_folder_are_refused_at_once() {
    let company = Company::of(three());
    let path = credentials(&company);
    let refused = |what: &str| {
        let line = one_error(&run(&mut company.bare(&["check"])).exits(5));
        assert!(line.contains(what) && !line.contains("papi-"), "{line}");
    };
    let folder = path.parent().unwrap();
    set_mode(folder, 0o777);
    refused("chmod go-w");
    set_mode(folder, 0o700);
    fs::hard_link(&path, folder.join("second")).unwrap();
    refused("hard link");
    fs::remove_file(&path).unwrap();
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    refused("not an ordinary file");
    fs::remove_file(&path).unwrap();
    symlink("/dev/zero", &path).unwrap();
    refused("not an ordinary file");
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    refused("is a folder");
    assert_eq!(company.requests(), [0, 0, 0]);
}

#[test]
fn credentials_with_a_mistake_name_the_line_and_never_their_content() {
    let company = Company::of(three());
    for (text, told) in [
        ("client_id = \"papi-1\"\n", "has no client_secret"),
        ("client_id = \"papi-1\"\nclient_secret = CANARY\n", "line 2"),
        ("client_id = \"papi-1\"\nclient_secret = [\"CANARY\"]\n", "line 2"),
        ("CANARY", "line 1"),
        ("", "has no client_id"),
    ] {
        company.home.put("config/credentials.toml", text);
        let line = one_error(&run(&mut company.bare(&["check"])).exits(5));
        assert!(line.contains(told) && !line.contains("CANARY"), "{line}");
    }
}

/// Catalogue: A25.
#[test]
fn the_environment_goes_before_the_file() {
    let company = Company::of(three());
    let file = credentials(&company);
    set_mode(&file, 0o600);
    let (id, secret) = ("papi-1-long-enough", "papi-2-long-enough");
    let wrong = run(company.bare(&["check"]).env("PERSONIO_CLIENT_ID", id).env("PERSONIO_CLIENT_SECRET", secret));
    let line = one_error(&wrong.exits(3));
    assert!(line.ends_with("; the credentials are from the environment"), "{line}");
    let told = run(&mut company.bare(&["check", "-v"])).exits(0).stderr;
    assert!(told.contains("the credentials are from credentials.toml"), "{told}");
    let told = company.giftlist(&["check", "-v"]).exits(0).stderr;
    assert!(told.contains("the credentials are from the environment"), "{told}");
    assert!(!told.contains(company.fake.client_secret()), "{told}");
}

/// Catalogue: A07.
#[test]
fn a_swapped_pair_is_told_when_personio_refuses_it() {
    let company = Company::of(three());
    let (id, secret) = (company.fake.client_id(), company.fake.client_secret());
    let swapped = run(company.bare(&["sync"]).env("PERSONIO_CLIENT_ID", secret).env("PERSONIO_CLIENT_SECRET", id));
    let line = one_error(&swapped.exits(3));
    assert!(line.ends_with(": ID and secret look swapped; the credentials are from the environment"), "{line}");
    let text = format!("client_id = \"{secret}\"\nclient_secret = \"{id}\"\n");
    let file = company.home.put("config/credentials.toml", &text);
    let line = one_error(&run(&mut company.bare(&["list"])).exits(3));
    assert!(
        line.ends_with(&format!(": ID and secret look swapped; the credentials are from {}", file.display())),
        "{line}"
    );
}

/// Catalogue: A20.
#[test]
fn where_nothing_can_be_kept_people_are_read_all_the_same() {
    let company = Company::of(three());
    // Not even root can make a file below a file.
    company.home.put("cache", "");
    company.home.put("state", "");
    let synced = company.giftlist(&["sync"]).exits(5);
    assert!(synced.stdout.starts_with("3 people in") && synced.stderr.contains("cache"), "{synced:?}");
    let listed = company.giftlist(&["list"]).exits(0);
    assert!(listed.stdout.contains("Aoife") && listed.stderr.contains("cache"), "{listed:?}");
    let exported = company.giftlist(&["export", "-o", "gifts.csv"]).exits(0);
    assert!(exported.stdout.contains("giftlist forget will not name this file"), "{exported:?}");
}

/// Catalogue: A23.
#[test]
fn a_command_for_the_secret_is_never_run() {
    let company = Company::of(three());
    company.home.put("config/config.toml", "secret_command = \"touch ran\"\n");
    let told = company.giftlist(&["check"]).exits(0).stderr;
    assert!(told.contains("\"secret_command\" is not known"), "{told}");
    company.home.put("config/credentials.toml", "client_id = \"papi-1\"\nsecret_command = \"touch ran\"\n");
    let refused = run(&mut company.bare(&["check"])).exits(5).stderr;
    assert!(refused.contains("credentials.toml has no client_secret"), "{refused}");
    assert!(!company.home.work().join("ran").exists());
}

/// Catalogue: A15.
#[test]
fn settings_with_a_mistake_name_line_and_column() {
    let company = Company::of(three());
    for (text, place) in [
        ("max_age_days = 3\nmax_age_days = 4\n", "line 2, column 1"),
        ("# fine\n\n  max_age_days = \"three\"\n", "line 3, column 18"),
        ("columns = [\"name\"\nx", "line 2, column 1"),
        ("cache = \"sometimes\"\n", "line 1, column 9"),
        ("[pins]\nTeam = 3\n", "line 2, column 8"),
    ] {
        company.home.put("config/config.toml", text);
        for arguments in [&["check"][..], &["list"], &["fields", "--missing"]] {
            let line = one_error(&company.giftlist(arguments).exits(5));
            assert!(line.contains("config.toml, ") && line.contains(place), "{place} is not in {line}");
        }
    }
    assert_eq!(company.requests(), [0, 0, 0]);
}

/// Catalogue: A15, A17.
#[test]
fn a_name_that_is_not_known_is_a_warning_with_the_nearest_one() {
    let company = Company::of(three());
    company
        .home
        .put("config/config.toml", "max_age = 3\n\"\\u001b]0;x\\u0007\" = 1\n[pins]\nCitty = { key = \"a\" }\n");
    let output = company.giftlist(&["check", "--json"]).exits(0);
    assert!(super::company::parsed(&output.stdout)["complete"].is_boolean());
    let lines: Vec<&str> = output.stderr.lines().collect();
    assert_eq!(lines.len(), 3, "{}", output.stderr);
    is_harmless(&output.stderr);
    assert!(lines[0].ends_with("line 1: \"max_age\" is not known: did you mean max_age_days?"), "{}", lines[0]);
    assert!(lines[1].contains("line 2: \"␛]0;x␇\" is not known"), "{}", lines[1]);
    assert!(lines[2].ends_with("line 4: \"Citty\" is not known: did you mean City?"), "{}", lines[2]);
}

/// Catalogue: A16.
#[test]
fn settings_that_others_can_change_or_that_never_end_are_refused() {
    let company = Company::of(three());
    let path = company.home.put("config/config.toml", "");
    set_mode(&path, 0o666);
    assert!(one_error(&company.giftlist(&["check"]).exits(5)).contains("run: chmod go-w"));
    set_mode(&path, 0o644);
    let _ = company.giftlist(&["check"]).exits(0);
    OpenOptions::new().write(true).open(&path).unwrap().set_len(1 << 30).unwrap();
    assert!(one_error(&company.giftlist(&["check"]).exits(5)).contains("is larger than"));
    company.home.put("config/config.toml", &"[".repeat(500_000));
    let _ = one_error(&company.giftlist(&["check"]).exits(5));
    fs::remove_file(&path).unwrap();
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    let _ = one_error(&company.giftlist(&["check"]).exits(5));
}

#[test]
fn the_address_in_the_settings_is_used_after_option_and_environment() {
    let company = Company::of(three());
    let nowhere = "http://localhost:1";
    let asked = |arguments: &[&str], variable: Option<&str>| {
        let mut command = giftlist(&company.home);
        command
            .args(arguments)
            .env("PERSONIO_CLIENT_ID", company.fake.client_id())
            .env("PERSONIO_CLIENT_SECRET", company.fake.client_secret())
            .envs(variable.map(|address| ("PERSONIO_BASE_URL", address)));
        let _ = run(&mut command).exits(0);
    };
    let address = company.fake.base_url();
    company.home.put("config/config.toml", &format!("base_url = \"{address}\"\n"));
    asked(&["check"], None);
    company.home.put("config/config.toml", &format!("base_url = \"{nowhere}\"\n"));
    asked(&["check"], Some(&address));
    asked(&["check", "--base-url", &address], Some(nowhere));
}

/// Catalogue: C29.
#[test]
fn people_that_are_damaged_are_told_and_never_shown() {
    let company = Company::of(three()).synced();
    let whole = company.cached();
    let damage = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = whole.clone();
        change(&mut bytes);
        OpenOptions::new().write(true).truncate(true).open(company.cache()).unwrap().write_all(&bytes).unwrap();
    };
    let (middle, last) = (whole.len() / 2, whole.len() - 1);
    for change in [
        &|bytes: &mut Vec<u8>| bytes.truncate(middle) as _,
        &|bytes: &mut Vec<u8>| bytes[last] ^= 1,
        &|bytes: &mut Vec<u8>| bytes.fill(0),
        &|bytes: &mut Vec<u8>| bytes.clear(),
        &|bytes: &mut Vec<u8>| bytes[16] = 99,
        &|bytes: &mut Vec<u8>| bytes.push(b'\n'),
    ] as [&dyn Fn(&mut Vec<u8>); 6]
    {
        damage(change);
        let line = one_error(&company.giftlist(&["list", "--offline"]).exits(5));
        assert!(line.contains("is not used") && line.contains("sync"), "{line}");
        let export = ["export", "-o", "gifts.csv", "--force"];
        let line = one_error(&company.giftlist(&[&export[..], &["--offline"]].concat()).exits(5));
        assert!(line.contains("is not used") && line.contains("sync"), "{line}");
        assert!(!company.home.work().join("gifts.csv").exists());
        let output = company.giftlist(&export).exits(0);
        assert!(output.stderr.contains("syncing"), "{}", output.stderr);
        assert!(fs::read_to_string(company.home.work().join("gifts.csv")).unwrap().contains("Aoife"));
        fs::remove_file(company.home.work().join("gifts.csv")).unwrap();
        damage(change);
        let output = company.giftlist(&["list"]).exits(0);
        assert!(output.stderr.contains("syncing") && output.stdout.contains("Aoife"), "{}", output.stderr);
        assert_eq!(company.listed_ids(), company.ids());
    }
}

/// Catalogue: C29.
#[test]
fn a_changed_byte_anywhere_changes_nothing_that_is_listed_or_exported() {
    let company = Company::of(three()).synced();
    let listed = || company.giftlist(&["list", "--offline", "--format", "csv"]);
    let exported = || company.giftlist(&["export", "--offline", "--preset", "exact", "-o", "-"]);
    let (whole, list, file) = (company.cached(), listed().exits(0).stdout, exported().exits(0).stdout);
    for place in (0..whole.len()).step_by(whole.len() / 60) {
        let mut bytes = whole.clone();
        bytes[place] ^= 1;
        OpenOptions::new().write(true).truncate(true).open(company.cache()).unwrap().write_all(&bytes).unwrap();
        for (output, whole) in [(listed(), &list), (exported(), &file)] {
            // What the list or the file does not need may be damaged.
            let expected = if output.code == 0 { (0, whole.as_str()) } else { (5, "") };
            assert_eq!((output.code, output.stdout.as_str()), expected, "{place}");
        }
    }
}

/// Catalogue: F09.
#[test]
fn people_that_others_can_read_or_that_are_too_old_are_not_used() {
    let company = Company::of(three()).synced();
    set_mode(&company.cache(), 0o644);
    let line = one_error(&company.giftlist(&["list", "--offline"]).exits(5));
    assert!(line.contains("other users can read") && line.contains("run: chmod 600"), "{line}");
    set_mode(&company.cache(), 0o600);
    company.home.put("config/config.toml", "max_age_days = 0\n");
    let line = one_error(&company.giftlist(&["list", "--offline"]).exits(4));
    assert!(line.contains("days ago") && line.contains("they are removed: sync again"), "{line}");
    assert!(!company.cache().exists());
    company.fake.edit_company(|all| _ = all.add(Person::named("Neu", "Dazu")));
    let output = company.giftlist(&["list", "dazu"]).exits(0);
    assert!(output.stdout.contains("Neu Dazu"), "{}", output.stdout);
}

/// Catalogue: F08, F09.
#[test]
fn people_that_are_too_old_go_whoevers_they_are_and_whatever_is_asked() {
    let company = Company::of(three());
    for (settings, arguments, id) in [
        ("", &["list", "--offline"][..], "papi-another-account"),
        ("", &["list", "--no-cache"], company.fake.client_id()),
        ("cache = \"none\"\n", &["check"], company.fake.client_id()),
        ("", &["fields", "--missing"], company.fake.client_id()),
    ] {
        company.home.put("config/config.toml", "");
        let _ = company.giftlist(&["sync"]).exits(0);
        company.home.put("config/config.toml", &format!("max_age_days = 0\n{settings}"));
        let _ = run(company.command(arguments).env("PERSONIO_CLIENT_ID", id));
        assert!(!company.cache().exists(), "{settings}{arguments:?}");
    }
}

/// Catalogue: F09.
#[test]
fn people_that_are_too_old_are_still_compared_with() {
    let company = Company::of_size(10).synced();
    company.home.put("config/config.toml", "max_age_days = 0\n");
    company.fake.edit_company(|all| all.truncate(3));
    for arguments in [&["list"][..], &["export", "-o", "out.csv"], &["sync"]] {
        let output = company.giftlist(arguments).exits(1);
        assert!(output.stdout.is_empty() && output.stderr.contains("--accept-shrink"), "{}", output.stderr);
        assert!(!company.cache().exists(), "they are removed, {arguments:?}");
    }
    let _ = company.giftlist(&["sync", "--accept-shrink"]).exits(0);
    assert!(company.cache().exists() && !company.cache().with_extension("count").exists());
}

#[test]
fn a_today_that_is_no_date_is_2() {
    let company = Company::of(three()).synced();
    for today in ["tomorrow", "2026-13-01", "2026-02-30", "01.12.2026", "\u{1b}[2J"] {
        for arguments in [&["list"][..], &["export", "-o", "-"], &["demo-server"]] {
            let line = one_error(&run(company.command(arguments).env("GIFTLIST_TODAY", today)).exits(2));
            assert!(line.contains("GIFTLIST_TODAY"), "{line}");
        }
    }
    let _ = run(company.command(&["list"]).env("GIFTLIST_TODAY", "")).exits(0);
}

/// Catalogue: A19.
#[test]
fn an_environment_that_does_not_say_where_files_go_is_5_with_its_name() {
    let home = Home::new();
    let asked = |set: &[(&str, &str)]| {
        let mut command = program(env!("CARGO_BIN_EXE_giftlist"), &home);
        command.env_remove("HOME").env_remove("GIFTLIST_HOME").args(["fields", "pin", "Team", "team"]);
        run(command.envs(set.iter().copied()))
    };
    for (set, name) in [
        (&[][..], "HOME"),
        (&[("HOME", "")], "HOME"),
        (&[("HOME", "/proc/no/such/folder")], "HOME"),
        (&[("HOME", "relative")], "HOME"),
        (&[("HOME", "/"), ("XDG_CONFIG_HOME", "conf")], "XDG_CONFIG_HOME"),
    ] {
        let line = one_error(&asked(set).exits(5));
        assert!(line.starts_with(&format!("giftlist: {name} ")) && line.contains("GIFTLIST_HOME"), "{line}");
    }
    assert!(home.all_files().is_empty(), "nothing was put into the working directory");
    let folder = home.path().display().to_string();
    let _ = asked(&[("HOME", &folder)]).exits(0);
    assert!(home.path().join(".config/giftlist/config.toml").exists());
    let said = asked(&[("GIFTLIST_HOME", "here")]).exits(0).stderr;
    let here = home.work().join("here/config").display().to_string();
    assert!(said.starts_with("giftlist: GIFTLIST_HOME is a relative path") && said.contains(&here), "{said}");
    assert!(home.work().join("here/config/config.toml").exists());
}

#[test]
fn odd_profiles_are_2_and_make_no_files() {
    let company = Company::of(three());
    for profile in ["", "..", "../x", "a/b", "-x", "config.toml", "\u{1b}[2J"] {
        let _ = one_error(&company.giftlist(&[&format!("--profile={profile}"), "check"]).exits(2));
    }
    assert_eq!(company.requests(), [0, 0, 0]);
    let company = company.synced();
    let _ = company.giftlist(&["--profile", "acme", "sync"]).exits(0);
    assert!(company.home.path().join("cache/acme/people.snapshot").exists());
}

#[test]
fn what_comes_along_with_copied_credentials_goes_and_is_said_wherever_they_are_from() {
    let company = Company::of_size(1);
    let (id, secret) = (company.fake.client_id().to_owned(), company.fake.client_secret().to_owned());
    let padded = format!("\u{feff}\"{secret}\"\u{200b} ");
    let removed = "removed 2 invisible characters, blanks and quotes";
    let output = run(company.command(&["sync", "--no-cache"]).env("PERSONIO_CLIENT_SECRET", &padded)).exits(0);
    assert_eq!(output.stderr, format!("giftlist: PERSONIO_CLIENT_SECRET: {removed}\n"));
    company.home.put("config/credentials.toml", &format!("client_id = \"{id}\"\nclient_secret = '{padded}'\n"));
    let output = run(&mut company.bare(&["sync", "--no-cache"])).exits(0);
    assert!(output.stderr.ends_with(&format!("credentials.toml: {removed}\n")), "{}", output.stderr);
    let output = run(company.command(&["sync"]).env("PERSONIO_CLIENT_SECRET", format!("{secret} ü"))).exits(3);
    assert!(output.stderr.starts_with("giftlist: PERSONIO_CLIENT_SECRET has a blank inside"), "{}", output.stderr);
    let output = run(company.command(&["sync"]).env("PERSONIO_CLIENT_SECRET", format!("{secret}\n{secret}"))).exits(2);
    let error = one_error(&output);
    assert!(error.contains("PERSONIO_CLIENT_SECRET has line breaks") && !error.contains(&secret), "{error}");
}

/// Catalogue: A29, F09.
#[test]
fn people_of_a_time_that_is_still_to_come_are_old_but_for_a_day_of_clock_skew() {
    let company = Company::of(three()).synced();
    let set_time = |ahead: i64| {
        let mut bytes = company.cached();
        let now = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs() as i64;
        bytes[40..48].copy_from_slice(&(now + ahead).to_le_bytes());
        let mut crc = crc32fast::Hasher::new();
        // The rest of the header, and the table of parts: how many there are, and 20 bytes for each.
        let parts = u64::from_le_bytes(*bytes[48..].first_chunk().unwrap()) as usize;
        crc.update(&bytes[24..56 + 20 * parts]);
        bytes[20..24].copy_from_slice(&crc.finalize().to_le_bytes());
        let file = OpenOptions::new().write(true).truncate(true).open(company.cache());
        file.and_then(|mut file| file.write_all(&bytes)).unwrap();
    };
    set_time(20 * 3600);
    let _ = company.giftlist(&["list", "--offline"]).exits(0);
    set_time(50 * 3600);
    let line = one_error(&company.giftlist(&["list", "--offline"]).exits(4));
    assert!(line.contains("still to come: is the clock right?"), "{line}");
    assert!(!company.cache().exists());
}

/// Catalogue: D22.
#[test]
fn a_limit_that_is_too_low_is_named_before_anything_begins() {
    let home = Home::new();
    let memory = "58 MB of memory are allowed";
    for (limit, words) in [("-n 8", "8 open files are allowed"), ("-v 60000", memory), ("-d 60000", memory)] {
        let mut shell = program("/bin/sh", &home);
        let script = format!("ulimit {limit} && exec {} sync", env!("CARGO_BIN_EXE_giftlist"));
        let line = one_error(&run(shell.args(["-c", &script])).exits(5));
        let option = &limit[..2];
        assert!(line.contains(words) && line.contains(&format!("raise the limit: ulimit {option}")), "{line}");
    }
    assert!(home.all_files().is_empty());
}

/// Catalogue: D22.
#[test]
fn too_few_threads_are_named_before_anything_begins() {
    let home = Home::new();
    for first in [1, 3, 10] {
        let mut command = giftlist(&home);
        let command = command.arg("sync");
        let Some(command) = spoil(command, "thread", Call::Thread, first, DiskFault::Error(libc::EAGAIN)) else {
            return;
        };
        let line = one_error(&run(command).exits(5));
        assert!(line.contains("fewer than 10 threads") && line.contains("ulimit -u"), "{line}");
    }
    assert!(home.all_files().is_empty());
}

#[test]
fn eighty_thousand_names_that_are_not_known_are_twenty_warnings() {
    let home = Home::new();
    let names: String = (0..80_000).map(|name| format!("k{name}=1\n")).collect();
    home.put("config/config.toml", &names);
    let output = run(giftlist(&home).args(["fields", "unpin", "Team"])).exits(0);
    assert_eq!(output.stderr.lines().count(), 20 + 1, "{}", output.stderr.len());
    assert!(output.stderr.ends_with("config.toml: only the first of the mistakes are told\n"), "{}", output.stderr);
    assert!(output.stderr.lines().next().unwrap().ends_with("line 1: \"k0\" is not known"), "{}", output.stderr);
}
