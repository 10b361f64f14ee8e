//! README's tables are the program's own: the keys of the Recipients, the fields of a query, the exit codes and the
//! environment variables. The last two are in `--help`, too.

use crate::harness::env::{Home, giftlist, run};
use giftlist::app::keys::{KeyContext, Keymap};
use giftlist::cli::args::Args;
use giftlist::cli::environment::VARIABLES;
use giftlist::cli::exit_code::EXIT_CODES;
use giftlist::domain::problem::Kind;
use giftlist::domain::query::FIELDS;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

fn between(text: &str, start: &str, end: &str) -> String {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("README has no {start}"));
    let (table, _) = rest.split_once(end).unwrap_or_else(|| panic!("README has no {end}"));
    table.split_once('\n').map(|(_, table)| table.trim().to_string()).unwrap_or_default()
}

fn readme() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

#[test]
fn readme_has_the_keys_of_the_table() {
    let mut expected = "| Key | Does |\n|---|---|\n".to_string();
    for keys in Keymap::default().rows(KeyContext::Recipients) {
        let names: Vec<String> = keys.names().map(|key| format!("`{key}`")).collect();
        expected.push_str(&format!("| {} | {} |\n", names.join(" "), keys.binding.help));
    }
    assert_eq!(
        between(&readme(), "<!-- keys:", "<!-- end of keys -->"),
        expected.trim(),
        "put this into README.md:\n{expected}"
    );
}

#[test]
fn readme_shows_settings_of_keys_that_the_program_takes() {
    let home = Home::new();
    let readme = readme();
    let (_, block) = readme.split_once("```toml\n[keys.").expect("an example of [keys]");
    home.put("config/config.toml", &format!("[keys.{}", block.split("```").next().unwrap_or_default()));
    assert_eq!(run(giftlist(&home).arg("keys")).exits(0).stderr, "");
}

#[test]
fn readme_shows_formats_that_the_program_takes() {
    let home = Home::new();
    let readme = readme();
    for (start, listed) in [("[[preset]]\n", "hamper: Hamper platform, "), ("[countries]\n", "excel: ")] {
        let (_, block) = readme.split_once(&format!("```toml\n{start}")).expect(start);
        home.put("config/config.toml", &format!("{start}{}", block.split("```").next().unwrap_or_default()));
        let output = run(giftlist(&home).arg("presets")).exits(0);
        assert!(output.stderr.is_empty() && output.stdout.contains(listed), "{}{}", output.stderr, output.stdout);
    }
}

#[test]
fn readme_has_the_fields_of_the_table() {
    let mut expected = "| Field | Finds | Example |\n|---|---|---|\n".to_string();
    for field in &FIELDS {
        let names: Vec<String> =
            std::iter::once(&field.name).chain(field.aliases).map(|name| format!("`{name}:`")).collect();
        expected.push_str(&format!("| {} | {} | `{}` |\n", names.join(" "), field.help, field.example));
    }
    let found = between(&readme(), "<!-- fields:", "<!-- end of fields -->");
    assert_eq!(found, expected.trim(), "put this into README.md:\n{expected}");
}

/// The words of `giftlist --help`, with one space between them.
fn help() -> String {
    let help = run(giftlist(&Home::new()).arg("--help")).exits(0).stdout;
    help.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn readme_and_help_have_the_exit_codes_of_the_table() {
    let mut expected = "| Exit code | Means |\n|---|---|\n".to_string();
    let help = help();
    for row in &EXIT_CODES {
        let means = row.means.replace('\n', " ");
        expected.push_str(&format!("| {} | {means} |\n", row.code));
        assert!(help.contains(&format!(" {} {means} ", row.code)), "{} is not in {help}", row.code);
    }
    for kind in [Kind::No, Kind::Usage, Kind::Refused, Kind::Remote, Kind::File] {
        let code = kind.exit_code().to_string();
        assert!(EXIT_CODES.iter().any(|row| row.code == code), "{kind:?} has a code that is in no row");
    }
    let found = between(&readme(), "<!-- exit codes:", "<!-- end of exit codes -->");
    assert_eq!(found, expected.trim(), "put this into README.md:\n{expected}");
}

#[test]
fn readme_and_help_have_the_environment_variables_of_the_table() {
    let mut expected = "| Variable | Means |\n|---|---|\n".to_string();
    let help = help();
    for row in &VARIABLES {
        expected.push_str(&format!("| `{}` | {} |\n", row.name, row.means));
        assert!(help.contains(&format!(" {} {} ", row.name, row.means)), "{} is not in {help}", row.name);
    }
    let found = between(&readme(), "<!-- variables:", "<!-- end of variables -->");
    assert_eq!(found, expected.trim(), "put this into README.md:\n{expected}");
}

#[test]
fn readme_shows_commands_that_the_program_takes() {
    let readme = readme();
    let lines: Vec<&str> = readme.lines().filter(|line| line.starts_with("giftlist ")).collect();
    assert!(lines.len() >= 10, "{lines:?}");
    for line in lines {
        let arguments = line.split(" #").next().unwrap_or_default();
        let output = run(Command::new("sh").args(["-c", &format!("printf '%s\\n' {arguments}")]));
        let words = output.stdout.lines().map(OsString::from);
        assert!(Args::read(words).is_ok(), "{line}");
    }
}
