//! README's tables are the program's own: the keys of the Recipients and the fields of a query.

use crate::harness::env::run;
use giftlist::app::keys::KeyContext;
use giftlist::cli::args::Args;
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
    for binding in KeyContext::Recipients.bindings() {
        let keys: Vec<String> = binding.keys.iter().map(|key| format!("`{key}`")).collect();
        expected.push_str(&format!("| {} | {} |\n", keys.join(" "), binding.help));
    }
    assert_eq!(
        between(&readme(), "<!-- keys:", "<!-- end of keys -->"),
        expected.trim(),
        "put this into README.md:\n{expected}"
    );
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
