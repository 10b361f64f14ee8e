//! Imports go one way: which folder of `src` may name which others.

use std::fs;
use std::path::{Path, PathBuf};

/// A folder, and what it may name besides itself.
const MAY_NAME: [(&str, &[&str]); 9] = [
    ("domain", &[]),
    ("sys", &[]),
    ("personio", &["domain"]),
    ("files", &["domain", "sys"]),
    ("fake", &["domain"]),
    ("app", &["domain"]),
    ("jobs", &["domain", "personio", "files"]),
    ("tui", &["app", "jobs", "domain", "sys", "files", "personio"]),
    ("cli", &["app", "tui", "jobs", "domain", "personio", "files", "fake"]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The rooms that a line names: `crate::room`, also in braces.
fn named(line: &str) -> Vec<String> {
    let code = line.split("//").next().unwrap_or("");
    let ends = |c: char| !(c.is_alphanumeric() || c == '_');
    code.split("crate::").skip(1).map(|rest| rest.split(ends).next().unwrap_or("").to_string()).collect()
}

#[test]
fn imports_go_one_way() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut wrong = Vec::new();
    for path in &files {
        let inside = path.strip_prefix(&root).unwrap();
        let room = inside.components().next().unwrap().as_os_str().to_string_lossy().replace(".rs", "");
        if ["lib", "main"].contains(&room.as_str()) {
            continue;
        }
        let (_, may) = MAY_NAME.iter().find(|(name, _)| *name == room).unwrap_or_else(|| panic!("{room} is in no row"));
        for (number, line) in fs::read_to_string(path).unwrap().lines().enumerate() {
            for other in named(line).into_iter().filter(|other| *other != room && !may.contains(&other.as_str())) {
                wrong.push(format!("{}:{}: {room} must not know {other}", inside.display(), number + 1));
            }
            let is_fields = line.contains("crate::domain::fields") || !line.contains("crate::domain");
            if room == "fake" && !is_fields {
                wrong.push(format!("{}:{}: fake must know nothing but domain::fields", inside.display(), number + 1));
            }
        }
    }
    assert!(files.len() > 50, "the walk found too little");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for_and_stays_readable() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let is_tests = path.file_name().is_some_and(|name| name == "tests.rs");
        assert!(is_tests || text.starts_with("//!"), "{} has no opening words", path.display());
        assert!(text.lines().count() <= 400, "{} has {} lines", path.display(), text.lines().count());
    }
}
