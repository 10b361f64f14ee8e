//! Imports go one way: which folder may name which others, which module of `app` stands on which, and no circle
//! anywhere. The table of the folders is the one in ARCHITECTURE.md.

mod modules;

use modules::{Crate, Module};
use std::fs;
use std::path::{Path, PathBuf};

/// The modules of `app` by floors, from the ground up: each may name what is on the floors below it.
const FLOORS: [&[&str]; 11] = [
    &["detail", "export_choices", "key", "layout", "notice", "now", "request", "ssh", "viewport"],
    &["effect", "text_input", "view"],
    &["keys"],
    &["launch", "pointer"],
    &["company", "filter_list", "msg"],
    &["context", "step"],
    &["clipboard", "person"],
    &["to_do"],
    &["dialogs", "screens"],
    &["model"],
    &["hints", "update"],
];

/// Libraries of the world outside, and the folders that may name them.
const LIBRARIES: [(&str, &[&str]); 10] = [
    ("ratatui::layout", &["app", "tui"]),
    ("ratatui", &["tui"]),
    ("crossterm", &["tui"]),
    ("tui_input", &["app", "tui"]),
    ("tokio", &["cli", "fake", "jobs", "personio", "tui"]),
    ("reqwest", &["personio"]),
    ("axum", &["fake"]),
    ("clap", &["cli"]),
    ("tempfile", &["files"]),
    ("libc", &["sys", "tui", "files", "cli"]),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn giftlist() -> Crate {
    let read = Crate::read(&root().join("src"));
    assert!(read.mentions.len() > 1000, "the walk found too little");
    read
}

/// The rows of ARCHITECTURE.md's map: a folder, and the paths that it may name besides its own.
fn may_name() -> Vec<(String, Vec<String>)> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let quoted = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_string).collect::<Vec<_>>();
    let rows = text.lines().filter(|line| line.starts_with("| `src/"));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').collect();
        let folder = quoted(cells[0])[0].trim_start_matches("src/").trim_end_matches('/').replace(".rs", "");
        (folder, quoted(cells.last().unwrap()))
    })
    .collect()
}

/// What of a crate breaks the table of the folders.
fn against_the_map(read: &Crate, may_name: &[(String, Vec<String>)]) -> Vec<String> {
    let mut wrong = Vec::new();
    for mention in &read.mentions {
        let folder = &mention.from[0];
        let Some((_, may)) = may_name.iter().find(|(name, _)| name == folder) else {
            wrong.push(format!("{folder} is in no row of the map"));
            continue;
        };
        let path = mention.path.join("::");
        let is_allowed = |may: &String| path == *may || path.starts_with(&format!("{may}::"));
        if read.module_of(&mention.path).is_some_and(|to| to[0] != *folder) && !may.iter().any(is_allowed) {
            wrong.push(format!("{}:{}: {folder} must not know {path}", mention.from.join("::"), mention.line));
        }
        let library = LIBRARIES.iter().find(|(name, _)| path == *name || path.starts_with(&format!("{name}::")));
        if library.is_some_and(|(_, folders)| !folders.contains(&folder.as_str())) {
            wrong.push(format!("{}:{}: {folder} must not know {path}", mention.from.join("::"), mention.line));
        }
    }
    wrong
}

/// What of `app` names a module that is not below it.
fn against_the_floors(read: &Crate, floors: &[&[&str]]) -> Vec<String> {
    let floor = |module: &Module| floors.iter().position(|floor| floor.contains(&module[1].as_str()));
    let mut wrong = Vec::new();
    let in_app = |module: &Module| module.len() > 1 && module[0] == "app";
    for mention in read.mentions.iter().filter(|mention| in_app(&mention.from)) {
        let Some(to) = read.module_of(&mention.path).filter(|to| in_app(to) && to[1] != mention.from[1]) else {
            continue;
        };
        if floor(&to).is_none() || floor(&to) >= floor(&mention.from) {
            let (from, to) = (mention.from.join("::"), to.join("::"));
            wrong.push(format!("{from}:{}: {to} is not on a floor below", mention.line));
        }
    }
    wrong
}

#[test]
fn folders_name_what_the_map_allows() {
    let wrong = against_the_map(&giftlist(), &may_name());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn modules_of_the_app_stand_on_floors() {
    let wrong = against_the_floors(&giftlist(), &FLOORS);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The screens and the dialogs of a crate that name another one of their kind.
fn siblings_named(read: &Crate, shared: &[&str]) -> Vec<String> {
    let kind = |module: &Module| match module.as_slice() {
        [app, kind, name, ..] if app == "app" && ["screens", "dialogs"].contains(&kind.as_str()) => {
            Some((kind.clone(), name.clone())).filter(|(_, name)| !shared.contains(&name.as_str()))
        }
        _ => None,
    };
    let mut wrong = Vec::new();
    for mention in &read.mentions {
        let (from, to) = (kind(&mention.from), read.module_of(&mention.path).as_ref().and_then(kind));
        if from.is_some() && to.is_some() && from != to {
            wrong.push(format!("{}:{}: names {}", mention.from.join("::"), mention.line, mention.path.join("::")));
        }
    }
    wrong
}

#[test]
fn screens_and_dialogs_do_not_know_each_other() {
    let wrong = siblings_named(&giftlist(), &["demo_story", "people_by_field"]);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let read = sources(&[
        ("app::screens::one", "use super::two::Two; use super::shared::f;"),
        ("app::screens::one::part", "use super::super::one::One;"),
        ("app::screens::two", ""),
        ("app::screens::shared", ""),
        ("app::dialogs::three", "use crate::app::screens::two::Two;"),
    ]);
    assert_eq!(siblings_named(&read, &["shared"]).len(), 2);
}

#[test]
fn no_module_is_in_a_circle() {
    let circles = giftlist().circles();
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

/// Sources of a crate in a few words: a module, and its text.
fn sources(modules: &[(&str, &str)]) -> Crate {
    let module = |path: &str| path.split("::").map(str::to_string).collect();
    Crate::of(&modules.iter().map(|(path, text)| (module(path), text.to_string())).collect::<Vec<_>>())
}

#[test]
fn a_circle_is_found_however_it_is_written() {
    let leaf = ("a::leaf", "pub struct Leaf;");
    for (first, second) in [
        ("use crate::a::two::Two;", "use super::one::One;"),
        ("use crate::a::{leaf::Leaf, two::{self, Two}};", "fn f() { crate::a::one::g() }"),
        ("fn f() -> super::two::Two { loop {} }", "use crate::a::{one};"),
        ("use super::Two;", "use super::one::One as Other;"),
    ] {
        let read = sources(&[("a", "pub use two::Two;\nmod one;"), ("a::one", first), ("a::two", second), leaf]);
        assert_eq!(read.circles().len(), 2, "{first} {second}");
    }
    let longer = sources(&[
        ("a::one", "use super::two::Two;"),
        ("a::two", "use super::three::below::Three;"),
        ("a::three", "mod below;"),
        ("a::three::below", "use crate::a::one::One;"),
    ]);
    assert_eq!(longer.circles().len(), 3);
}

#[test]
fn what_is_no_circle_is_not_found() {
    let read = sources(&[
        ("a", "mod one;\npub use one::One;"),
        ("a::one", "use super::Root; // use super::two::Two;\nconst TEXT: &str = \"crate::a::two::Two\";"),
        ("a::two", "use super::one::One;\n#[cfg(test)]\nmod tests { use crate::a::three::X; }"),
        ("a::three", "use super::two::Two;"),
    ]);
    assert_eq!(read.circles(), Vec::<String>::new());
}

#[test]
fn a_folder_that_names_too_much_is_found() {
    let may = [("a".to_string(), vec!["b::one".to_string()]), ("b".to_string(), vec![])];
    let named = |text: &str| {
        let read = sources(&[("a::x", text), ("b", "pub use one::One;"), ("b::one", ""), ("b::two", "")]);
        against_the_map(&read, &may).len()
    };
    assert_eq!(named("use crate::b::one::One;"), 0);
    assert_eq!(named("use crate::b::One;"), 0, "a re-export is what it leads to");
    assert_eq!(named("use crate::b::two::Two;"), 1);
    assert_eq!(named("fn f() { super::super::b::two::g(); }"), 1);
    assert_eq!(named("use ratatui::Frame;"), 1);
    assert_eq!(named("use ratatui::layout::Rect;"), 1);
}

#[test]
fn a_module_that_names_a_higher_floor_is_found() {
    let floors: [&[&str]; 2] = [&["low"], &["high", "beside"]];
    let app = |low: &str, high: &str| {
        let read = sources(&[("app::low", low), ("app::high", high), ("app::high::x", high), ("app::beside", "")]);
        against_the_floors(&read, &floors).len()
    };
    assert_eq!(app("", "use crate::app::low::Low;"), 0);
    assert_eq!(app("use super::high::High;", ""), 1);
    assert_eq!(app("", "use crate::app::beside::Beside;"), 2);
    assert_eq!(app("use super::nowhere::X;", ""), 0, "what is no module is the compiler's business");
}

#[test]
fn every_file_says_what_it_is_for_and_stays_readable() {
    let mut files = Vec::new();
    sources_below(&root().join("src"), &mut files);
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let is_tests = path.file_name().is_some_and(|name| name == "tests.rs");
        assert!(is_tests || text.starts_with("//!"), "{} has no opening words", path.display());
        assert!(text.lines().count() <= 400, "{} has {} lines", path.display(), text.lines().count());
    }
}

fn sources_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources_below(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}
