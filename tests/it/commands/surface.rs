//! What all commands have in common: one line for every error, help that names everything, pipes that close early, and
//! the embedded Personio as a command.

use super::company::{Company, is_harmless, one_error, parsed, three};
use crate::harness::env::{Home, giftlist, run};
use std::fs::OpenOptions;
use std::io::{BufRead, BufReader, pipe};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};

/// Every command, as in the help.
const COMMANDS: [&str; 15] = [
    "check",
    "fields",
    "sync",
    "list",
    "export",
    "why",
    "occasions",
    "never",
    "lists",
    "presets",
    "keys",
    "forget",
    "demo-server",
    "completions",
    "man",
];

#[test]
fn wrong_usage_is_one_line_with_a_way_on_and_2() {
    let home = Home::new();
    for arguments in [
        &["--nope"][..],
        &["chek"],
        &["help"],
        &["check", "--wait"],
        &["check", "--wait", "soon"],
        &["check", "--wait", "-1"],
        &["check", "extra"],
        &["sync", "--josn"],
        &["list", "--format"],
        &["list", "--format", "xml"],
        &["list", "-dublin"],
        &["export", "dublin"],
        &["export", "-o"],
        &["forget", "--all", "--cache"],
        &["fields", "--missing", "pin", "Team", "team"],
        &["demo-server", "--port", "70000"],
        &["demo-server", "--missing", "Salary"],
        &["--profile"],
        &["\u{1b}]0;owned\u{7}"],
        &["list", "--\u{9b}31m"],
        &["--client-secret", "papi-CANARY", "check"],
    ] {
        let line = one_error(&run(giftlist(&home).args(arguments)).exits(2));
        assert!(!line.contains("error:") && !line.contains("Usage"), "{line}");
    }
}

#[test]
fn the_manual_page_has_every_field_of_queries_and_every_command() {
    let home = Home::new();
    let page = run(giftlist(&home).arg("man")).exits(0).stdout;
    let plain = page.replace("\\-", "-");
    for field in &giftlist::domain::query::FIELDS {
        assert!(plain.contains(&format!("{}:", field.name)) && plain.contains(field.help), "{}", field.name);
    }
    for command in COMMANDS {
        assert!(plain.contains(&format!("giftlist {command}")), "{command}");
    }
    for option in ["--preset <NAME>", "--campaign <NAME>", "--emails <FILE>", "giftlist lists save"] {
        assert!(plain.contains(option), "{option}");
    }
    assert!(plain.starts_with(".ie"), "{}", &plain[..40]);
}

#[test]
fn shells_get_what_they_complete() {
    let home = Home::new();
    for shell in ["bash", "zsh", "fish"] {
        let script = run(giftlist(&home).args(["completions", shell])).exits(0).stdout;
        assert!(script.contains("occasions") && script.contains("demo-server"), "{shell}");
    }
    let line = one_error(&run(giftlist(&home).args(["completions", "cmd"])).exits(2));
    assert!(line.contains("bash"), "{line}");
}

#[test]
fn without_a_terminal_the_interface_is_2_with_a_way_on() {
    let home = Home::new();
    for arguments in [&[][..], &["--demo"]] {
        let line = one_error(&run(giftlist(&home).args(arguments)).exits(2));
        assert!(line.contains("not a terminal") && line.contains("giftlist --help"), "{line}");
    }
}

#[test]
fn the_help_names_every_command_exit_code_and_variable() {
    let home = Home::new();
    for flag in ["--help", "-h"] {
        let output = run(giftlist(&home).arg(flag)).exits(0);
        let help = output.stdout;
        for command in COMMANDS {
            assert!(
                help.lines().any(|line| line.trim_start().starts_with(&format!("{command} "))),
                "{command}: {help}"
            );
        }
        let words = help.split_whitespace().collect::<Vec<_>>().join(" ");
        for code in [
            "0 yes, done",
            "1 the answer is no",
            "2 wrong usage",
            "3 Personio refused",
            "4 Personio or the network",
            "5 a local file",
            "128+n signal n",
        ] {
            assert!(words.contains(code), "{code} is not in {words}");
        }
        for name in [
            "PERSONIO_CLIENT_ID",
            "PERSONIO_CLIENT_SECRET",
            "PERSONIO_BASE_URL",
            "GIFTLIST_HOME",
            "GIFTLIST_TODAY",
            "NO_COLOR",
        ] {
            assert!(words.contains(name), "{name} is not in {words}");
        }
        assert_eq!(output.stderr, "");
        is_harmless(&help);
    }
    for command in COMMANDS {
        let help = run(giftlist(&home).args([command, "--help"])).exits(0).stdout;
        assert!(help.contains(&format!("Usage: giftlist {command}")), "{help}");
    }
}

#[test]
fn the_version_is_that_of_the_package() {
    for flag in ["--version", "-V"] {
        let output = run(giftlist(&Home::new()).arg(flag)).exits(0);
        assert_eq!(output.stdout, format!("giftlist {}\n", env!("CARGO_PKG_VERSION")));
    }
}

#[test]
fn no_command_writes_colours_or_other_sequences_into_a_pipe() {
    let company = Company::sample();
    for arguments in [&["check"][..], &["fields"], &["fields", "--missing"], &["sync"], &["list"], &["list", "zzz"]] {
        let mut command = company.command(arguments);
        let output = run(command.env("CLICOLOR_FORCE", "1").env("TERM", "xterm-256color"));
        is_harmless(&output.stdout);
        is_harmless(&output.stderr);
    }
}

/// Catalogue: D08.
#[test]
fn a_reader_who_has_read_enough_is_no_failure() {
    let company = Company::sample().synced();
    for (arguments, code) in [
        (&["list"][..], 0),
        (&["list", "--format", "json"], 0),
        (&["list", "--format", "csv"], 0),
        (&["list", "zzz"], 1),
        (&["export", "-o", "-"], 0),
        (&["check", "--json"], 0),
        (&["sync", "--json"], 0),
        (&["fields"], 0),
        (&["--help"], 0),
    ] {
        let (reader, writer) = pipe().expect("a pipe");
        drop(reader);
        let mut command = company.command(arguments);
        let output = command.stdin(Stdio::null()).stdout(writer).stderr(Stdio::piped()).output().expect("it starts");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), output.status.signal()), (Some(code), None), "{arguments:?}: {said}");
        assert!(!said.contains("panic") && !said.contains("written"), "{arguments:?}: {said}");
    }
}

/// Catalogue: D08.
#[test]
fn in_a_pipeline_the_first_line_arrives() {
    let company = Company::sample().synced();
    let mut shell = crate::harness::env::program("/bin/sh", &company.home);
    let line = "\"$0\" list --offline | head -n 1";
    let output = run(shell.args(["-c", line, env!("CARGO_BIN_EXE_giftlist")])).exits(0);
    assert!(output.stdout.starts_with("Name ") && output.stdout.matches('\n').count() == 1, "{}", output.stdout);
    assert!(output.stderr.lines().all(|line| line.starts_with("giftlist: hidden: ")), "{}", output.stderr);
}

#[test]
fn a_result_that_cannot_be_written_is_5() {
    let company = Company::of(three()).synced();
    for arguments in [&["list"][..], &["list", "--format", "json"], &["export", "-o", "-"], &["fields"], &["check"]] {
        let full = OpenOptions::new().write(true).open("/dev/full").expect("a full device");
        let mut command = company.command(arguments);
        let output = command.stdin(Stdio::null()).stdout(full).stderr(Stdio::piped()).output().expect("it starts");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(5), "{arguments:?}: {said}");
        assert!(said.lines().last().is_some_and(|line| line.contains("cannot be written")), "{said}");
    }
}

#[test]
fn stdin_that_is_closed_does_not_matter() {
    let company = Company::of(three()).synced();
    for arguments in [&["list"][..], &["check"], &["export", "-o", "-"]] {
        let mut shell = crate::harness::env::program("/bin/sh", &company.home);
        let output = run(shell
            .args(["-c", "exec \"$0\" \"$@\" <&-", env!("CARGO_BIN_EXE_giftlist")])
            .args(arguments)
            .env("PERSONIO_BASE_URL", company.fake.base_url())
            .env("PERSONIO_CLIENT_ID", company.fake.client_id())
            .env("PERSONIO_CLIENT_SECRET", company.fake.client_secret()));
        let _ = output.exits(0);
    }
}

#[test]
fn the_embedded_personio_serves_until_a_signal() {
    let home = Home::new();
    let mut command = giftlist(&home);
    command.args(["demo-server", "--employees", "7", "--missing", "Team,Birthday"]);
    let mut server =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let lines = BufReader::new(server.stdout.take().expect("a pipe")).lines().take(3);
    let lines: Vec<String> = lines.map(|line| line.expect("text")).collect();
    let variables: Vec<(&str, &str)> = lines.iter().filter_map(|line| line.split_once('=')).collect();
    let names: Vec<&str> = variables.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["PERSONIO_BASE_URL", "PERSONIO_CLIENT_ID", "PERSONIO_CLIENT_SECRET"]);
    let ask = |arguments: &[&str]| run(giftlist(&home).args(arguments).envs(variables.iter().copied()));
    let report = parsed(&ask(&["check", "--json"]).exits(1).stdout);
    assert_eq!((report["required"]["readable"].as_u64(), report["optional"]["readable"].as_u64()), (Some(20), Some(2)));
    assert_eq!(parsed(&ask(&["sync", "--json"]).exits(0).stdout)["people"], 7);
    let kill = format!("kill -TERM {}", server.id());
    assert!(Command::new("sh").args(["-c", &kill]).status().expect("a shell").success());
    assert_eq!(server.wait().expect("it ends").code(), Some(128 + 15));
    assert!(ask(&["check"]).exits(4).stderr.contains("no connection to 127.0.0.1:"));
}
