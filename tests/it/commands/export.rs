//! `giftlist export`: the bytes of each format, where they go and with which rights, what is never overwritten, and who
//! is never in a file without being asked for.

use super::company::{Company, is_harmless, one_error, three};
use crate::harness::env::{Output, run};
use giftlist::domain::fields::Field;
use giftlist::fake::Person;
use std::fs::{self, Permissions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::PathBuf;
use std::process::Command;

/// Whom `excel` and `exact` tell apart: text that needs quotes, text that a spreadsheet would run.
fn tricky() -> Company {
    let people = [
        Person { position: "Head, \"Sales\"".into(), office: "two\nlines".into(), ..Person::named("=1+1", "Ng") },
        Person { email: String::new(), employee_id: "00123".into(), ..Person::named("Ann", "'=x") },
    ];
    Company::of(people).synced()
}

/// A file in the directory that the program works in.
fn file(company: &Company, name: &str) -> PathBuf {
    company.home.work().join(name)
}

/// What is in it.
#[track_caller]
fn written(company: &Company, name: &str) -> String {
    fs::read_to_string(file(company, name)).expect("an exported file")
}

/// The rows of a CSV file with its header, read by somebody else's reader.
fn rows(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

/// The cells of one column, by its header.
#[track_caller]
fn column(text: &str, title: &str) -> Vec<String> {
    let rows = rows(text);
    let place = rows[0].iter().position(|header| header == title).expect(title);
    rows[1..].iter().map(|row| row[place].clone()).collect()
}

/// Catalogue: C23.
#[test]
fn generic_is_four_columns_plain() {
    let company = Company::of(three()).synced();
    let output = company.giftlist(&["export", "dublin", "-o", "out.csv", "--preset", "generic"]).exits(0);
    let expected = "First Name,Last Name,Email,Country\r\nAoife,Byrne,aoife.byrne@acme.example,Ireland\r\n";
    assert_eq!(written(&company, "out.csv"), expected);
    let summary = output.stdout;
    let path = fs::canonicalize(file(&company, "out.csv")).unwrap().display().to_string();
    for part in [path, format!("1 person, {} bytes", expected.len()), "left out: 1 leaver (--include-leavers)".into()] {
        assert!(summary.contains(&part), "{part} is not in {summary}");
    }
    assert!(summary.contains("a selection"), "{summary}");
    assert_eq!((summary.matches('\n').count(), output.stderr.as_str()), (1, ""));
}

#[test]
fn exact_is_the_24_fields_as_they_are() {
    let company = Company::of(three()).synced();
    let _ = company.giftlist(&["export", "aoife", "-o", "out.csv", "--preset", "exact"]).exits(0);
    let titles: Vec<&str> = Field::all().map(Field::name).collect();
    let aoife = ",Ireland,,,,aoife.byrne@acme.example,,internal,Aoife,2019-12-02,,,,Byrne,,Dublin,,active,,,,04-11,\
        aoife@home.example,true";
    assert_eq!(written(&company, "out.csv"), format!("{}\r\n{aoife}\r\n", titles.join(",")));
}

/// Catalogue: C01.
#[test]
fn excel_is_the_default_with_a_mark_quotes_and_a_guard() {
    let company = tricky();
    let output = company.giftlist(&["export", "-o", "out.csv"]).exits(0);
    let text = written(&company, "out.csv");
    assert!(text.starts_with("\u{feff}\"City\",\"Country\",\"Contract ends\","), "{text}");
    assert!(text.ends_with("\"\r\n") && !text.replace("\r\n", "").contains('\r'), "{text}");
    let rows = rows(&text);
    assert_eq!((rows.len(), rows[0].len()), (3, 25));
    assert!(!rows[0].contains(&"Birthday".into()) && rows[0][21..23] == ["birth_month", "birth_day"]);
    assert_eq!(column(&text, "First name"), ["'=1+1", "Ann"]);
    assert_eq!(column(&text, "Last name"), ["Ng", "''=x"]);
    assert_eq!(column(&text, "Position"), ["Head, \"Sales\"", ""]);
    assert_eq!(column(&text, "Office"), ["two\nlines", ""]);
    assert!(text.contains("\"00123\"") && text.contains("\"Head, \"\"Sales\"\"\""), "{text}");
    assert!(output.stdout.contains("2 cells got a '"), "{}", output.stdout);
    assert!(output.stderr.contains("1 without an email"), "{}", output.stderr);
}

#[test]
fn a_german_spreadsheet_gets_semicolons_and_nothing_else_does() {
    let company = tricky();
    let german = |preset| {
        let mut command = company.command(&["export", "-o", "-", "--preset", preset]);
        run(command.env("LC_ALL", "de_DE.UTF-8")).exits(0).stdout
    };
    assert!(german("excel").starts_with("\u{feff}\"City\";\"Country\";"));
    assert!(german("exact").starts_with("City,Country,"));
}

/// Catalogue: C01.
#[test]
fn exact_values_that_look_like_formulas_stay_and_are_named() {
    let company = tricky();
    let output = company.giftlist(&["export", "-o", "out.csv", "--preset", "exact"]).exits(0);
    let text = written(&company, "out.csv");
    assert_eq!(
        (column(&text, "First name"), column(&text, "Last name")),
        (vec!["=1+1".to_string(), "Ann".into()], vec!["Ng".to_string(), "'=x".into()])
    );
    assert!(!text.starts_with('\u{feff}'));
    assert!(output.stderr.contains("(row 2): written unchanged"), "{}", output.stderr);
}

#[test]
fn a_dash_writes_the_bytes_to_stdout_and_the_summary_to_stderr() {
    let company = tricky();
    for preset in ["excel", "exact", "generic"] {
        let piped = company.giftlist(&["export", "-o", "-", "--preset", preset]).exits(0);
        let _ = company.giftlist(&["export", "-o", preset, "--preset", preset]).exits(0);
        assert_eq!(piped.stdout, written(&company, preset), "{preset}");
        assert!(piped.stderr.contains("2 people") && piped.stderr.contains("a selection"), "{}", piped.stderr);
    }
    assert!(!file(&company, "-").exists());
}

#[test]
fn columns_of_ones_own_take_the_place_of_the_presets() {
    let company = Company::of(three()).synced();
    let arguments = ["export", "aoife", "-o", "-", "--preset", "exact", "--columns", "personio_id,email,birth_day"];
    assert_eq!(
        company.giftlist(&arguments).exits(0).stdout,
        "personio_id,Email,birth_day\r\n1,aoife.byrne@acme.example,11\r\n"
    );
}

/// Catalogue: C13.
#[test]
fn a_file_that_is_there_stays_unless_forced() {
    let company = Company::of(three()).synced();
    fs::OpenOptions::new().create(true).truncate(true).write(true).open(file(&company, "out.csv")).unwrap();
    let arguments = ["export", "-o", "out.csv", "--preset", "generic"];
    let _ = company.giftlist(&[&arguments[..], &["--force"]].concat()).exits(0);
    let before = written(&company, "out.csv");
    let refused = company.giftlist(&["export", "aoife", "-o", "out.csv", "--preset", "generic"]).exits(5);
    assert!(one_error(&refused).contains("is there already") && refused.stderr.contains("--force"));
    assert_eq!(written(&company, "out.csv"), before);
    let forced = company.giftlist(&["export", "aoife", "-o", "out.csv", "--preset", "generic", "--force"]).exits(0);
    assert!(written(&company, "out.csv").len() < before.len() && !forced.stdout.is_empty());
    assert_eq!(fs::read_dir(company.home.work()).unwrap().count(), 1, "nothing else was left");
}

/// Catalogue: C16, C25.
#[test]
fn a_file_is_for_this_user_alone_even_in_the_place_of_a_wider_one() {
    let company = Company::of(three()).synced();
    let _ = company.giftlist(&["export", "-o", "out.csv"]).exits(0);
    let mode = || fs::metadata(file(&company, "out.csv")).unwrap().mode() & 0o7777;
    assert_eq!(mode(), 0o600);
    fs::set_permissions(file(&company, "out.csv"), Permissions::from_mode(0o644)).unwrap();
    fs::hard_link(file(&company, "out.csv"), file(&company, "second.csv")).unwrap();
    let output = company.giftlist(&["export", "-o", "out.csv", "--force"]).exits(0);
    assert_eq!(mode(), 0o600);
    assert!(output.stdout.contains("others could read the old file"), "{}", output.stdout);
    assert!(output.stdout.contains("other names of the old file still have its old content"), "{}", output.stdout);
}

/// Catalogue: C11.
#[test]
fn for_nobody_there_is_no_file_and_the_exit_code_is_1() {
    let company = Company::of(three()).synced();
    for output in ["out.csv", "-"] {
        let refused = company.giftlist(&["export", "zzz", "-o", output]).exits(1);
        assert!(one_error(&refused).contains("nobody matches"));
    }
    assert_eq!(fs::read_dir(company.home.work()).unwrap().count(), 0);
}

#[test]
fn leavers_come_only_when_asked_for_by_the_option() {
    let company = Company::of(three()).synced();
    let emails = |arguments: &[&str]| {
        let output = company.giftlist(&[&["export", "-o", "-", "--preset", "exact"], arguments].concat());
        if output.code == 0 { column(&output.stdout, "First name") } else { vec![format!("exit {}", output.code)] }
    };
    assert_eq!(emails(&[]), ["Aoife", "Zoë"]);
    assert_eq!(emails(&["leaver:yes"]), ["exit 1"]);
    assert_eq!(emails(&["leaver:yes", "OR", "berlin"]), ["Zoë"]);
    assert_eq!(emails(&["status:inactive"]), ["exit 1"]);
    assert_eq!(emails(&["leaver:yes", "--include-leavers"]), ["Łukasz"]);
    let output = company.giftlist(&["export", "-o", "-", "--include-leavers"]).exits(0);
    assert!(output.stderr.contains("1 left by the gift date"), "{}", output.stderr);
}

#[test]
fn the_gift_date_decides_who_has_left() {
    let day = |text: &str| text.parse().ok();
    let company = Company::of([
        Person { last_day_of_work: day("2026-12-10"), ..Person::named("Bea", "Soon") },
        Person { last_working_date: day("2026-11-30"), ..Person::named("Cem", "Gone") },
        Person { contract_ends: day("2026-11-30"), ..Person::named("Dee", "Fixed") },
    ])
    .synced();
    let on = |date: &str| {
        let output = company.giftlist(&["export", "-o", "-", "--gift-date", date]).exits(0);
        column(&output.stdout, "First name")
    };
    assert_eq!(on("2026-12-01"), ["Bea", "Dee"]);
    assert_eq!(on("2026-12-10"), ["Bea", "Dee"]);
    assert_eq!(on("2026-12-11"), ["Dee"]);
    assert_eq!(on("2026-11-30"), ["Bea", "Cem", "Dee"]);
}

#[test]
fn a_personal_address_is_a_column_of_its_own_or_the_platforms_email() {
    let company = Company::of(three()).synced();
    let export = |arguments: &[&str]| company.giftlist(&[&["export", "-o", "-"], arguments].concat()).exits(0);
    for preset in ["excel", "exact"] {
        let text = export(&["--preset", preset, "--address", "personal"]).stdout;
        assert_eq!(column(&text, "Email"), ["aoife.byrne@acme.example", "zoe.mueller@acme.example"]);
        assert_eq!(column(&text, "gift_email"), ["aoife@home.example", "zoe.mueller@acme.example"]);
        assert_eq!(column(&text, "gift_email_kind"), ["personal", "work"]);
        assert!(!export(&["--preset", preset]).stdout.contains("gift_email"), "{preset}");
    }
    let generic = export(&["--preset", "generic", "--address", "personal"]);
    assert_eq!(column(&generic.stdout, "Email"), ["aoife@home.example", "zoe.mueller@acme.example"]);
    assert!(generic.stderr.contains("1 with their personal address"), "{}", generic.stderr);
    let joiners = |date: &str| {
        let text = export(&["--preset", "generic", "--address", "joiners", "--gift-date", date]).stdout;
        column(&text, "Email")[0].clone()
    };
    assert_eq!(joiners("2026-12-01"), "aoife.byrne@acme.example");
    assert_eq!(joiners("2019-12-01"), "aoife@home.example");
}

/// An export to a target that is none: refused at once.
#[track_caller]
fn is_refused(company: &Company, target: &str) -> String {
    for force in [&[][..], &["--force"]] {
        let output: Output = company.giftlist(&[&["export", "-o", target], force].concat()).exits(5);
        let line = one_error(&output);
        is_harmless(&line);
        assert!(line.len() < 400 && !line.contains("--force"), "{line}");
        if !force.is_empty() {
            return line;
        }
    }
    unreachable!()
}

#[test]
fn a_summary_that_is_lost_is_no_lost_file() {
    if !PathBuf::from("/dev/full").exists() {
        let _ = writeln!(std::io::stderr(), "SKIP: /dev/full is of Linux");
        return;
    }
    let company = Company::of(three()).synced();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = company.command(&["export", "--offline", "-o", "out.csv"]);
    let output = command.stdout(full).stderr(std::process::Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
    let line = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(5), "{line}");
    assert!(line.contains("out.csv is written whole, only its summary is lost"), "{line}");
    assert!(file(&company, "out.csv").exists());
}

/// Catalogue: C14, C23.
#[test]
fn our_own_files_and_misleading_names_are_refused() {
    let company = Company::of(three()).synced();
    let before = company.cached();
    let snapshot = company.cache().display().to_string();
    for (target, words) in [
        (snapshot.as_str(), "is in a folder of giftlist's own files: choose another place"),
        ("~", "choose another name"),
        ("gifts.xlsx", "use a name that ends in .csv"),
        ("gifts\u{202e}vsc.exe", "has control or invisible characters in it"),
    ] {
        let line = is_refused(&company, target);
        assert!(line.contains(words), "{line}");
    }
    assert!(company.cached() == before && fs::read_dir(company.home.work()).unwrap().count() == 0);
}

/// Catalogue: C14.
#[test]
fn what_is_no_ordinary_file_is_refused_without_hanging() {
    let company = Company::of(three()).synced();
    fs::create_dir(file(&company, "folder")).unwrap();
    assert!(Command::new("mkfifo").arg(file(&company, "pipe")).status().unwrap().success());
    let _socket = UnixListener::bind(file(&company, "socket")).unwrap();
    symlink("nowhere", file(&company, "dangling")).unwrap();
    symlink("pipe", file(&company, "link-to-pipe")).unwrap();
    for target in [
        "folder",
        "pipe",
        "socket",
        "dangling",
        "link-to-pipe",
        "/dev/null",
        "/dev/full",
        "/dev/stdout",
        ".",
        "..",
        "/",
    ] {
        let _ = is_refused(&company, target);
    }
    assert!(!file(&company, "nowhere").exists());
    assert_eq!(fs::read_dir(company.home.work()).unwrap().count(), 5, "nothing was left");
}

#[test]
fn a_name_that_cannot_be_is_refused_with_5() {
    let company = Company::of(three()).synced();
    let long = "x".repeat(300);
    for target in ["no/such/folder/out.csv", "a\nb.csv", "\u{1b}[2J.csv", &long, ""] {
        let _ = is_refused(&company, target);
    }
    assert_eq!(fs::read_dir(company.home.work()).unwrap().count(), 0);
}

/// Catalogue: C15.
#[test]
fn a_link_to_a_file_of_ones_own_is_followed_and_stays_a_link() {
    let company = Company::of(three()).synced();
    fs::create_dir(file(&company, "real")).unwrap();
    let _ = company.giftlist(&["export", "-o", "real/out.csv"]).exits(0);
    symlink("real/out.csv", file(&company, "link.csv")).unwrap();
    let before = written(&company, "real/out.csv");
    let _ = company.giftlist(&["export", "aoife", "-o", "link.csv"]).exits(5);
    assert_eq!(written(&company, "real/out.csv"), before);
    let _ = company.giftlist(&["export", "aoife", "-o", "link.csv", "--force"]).exits(0);
    assert!(fs::symlink_metadata(file(&company, "link.csv")).unwrap().is_symlink());
    assert!(written(&company, "real/out.csv").len() < before.len());
}

#[test]
fn an_unknown_preset_or_column_is_2_before_anybody_is_asked() {
    let company = Company::of(three());
    let output = company.giftlist(&["export", "-o", "out.csv", "--preset", "fax"]).exits(2);
    assert!(one_error(&output).contains("excel, workbook, exact, generic"));
    let _ = one_error(&company.giftlist(&["export", "-o", "out.csv", "--columns", "shoe_size"]).exits(2));
    let _ = one_error(&company.giftlist(&["export", "-o", "out.csv", "--address", "moon"]).exits(2));
    let _ = one_error(&company.giftlist(&["export"]).exits(2));
    assert_eq!(company.requests(), [0, 0, 0]);
}

/// Catalogue: C21, C32.
#[test]
fn what_a_killed_export_left_goes_with_the_next_one_and_with_forget() {
    let company = Company::of(three()).synced();
    let target = company.home.work().join("gifts.csv");
    let left = company.home.work().join(".gifts.csv.aB3dE6.tmp");
    let foreign = company.home.work().join(".notes.csv.aB3dE6.tmp");
    let leave = || {
        for path in [&left, &foreign] {
            let _ = std::fs::remove_file(path);
            let private = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
            private.unwrap().write_all(b"Anna").unwrap();
        }
        company.home.put("state/exporting.json", &format!("[\"{}\"]", target.display()));
    };
    leave();
    let _ = company.giftlist(&["export", "-o", "other.csv"]).exits(0);
    assert!(!left.exists() && foreign.exists());
    assert!(!company.home.path().join("state/exporting.json").exists(), "nothing is being written");
    leave();
    let _ = company.giftlist(&["forget", "--all", "--yes"]).exits(0);
    assert!(!left.exists() && foreign.exists());
}
