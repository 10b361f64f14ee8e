//! The catalogue of hostile inputs, `docs/hostile-inputs.md`: each of its ids is in the doc comment of a test, or has a
//! reason why none tries it, and README gives the right numbers.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::Path;

const MARK: &str = "/// Catalogue: ";
/// Begins the last column of an input that no test tries.
const NOT_TRIED: &str = "Not tried: ";

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("a file of the repository")
}

/// The ids of the catalogue, each with what giftlist does.
fn catalogue() -> BTreeMap<String, String> {
    let catalogue = read("docs/hostile-inputs.md");
    let row = |line: &str| {
        let (id, rest) = line.strip_prefix("| ")?.split_once(" | ")?;
        let (_, does) = rest.strip_suffix(" |")?.rsplit_once(" | ")?;
        let is_id = id.len() == 3 && id.ends_with(|c: char| c.is_ascii_digit());
        is_id.then(|| (id.to_string(), does.to_string()))
    };
    let rows: Vec<_> = catalogue.lines().filter_map(row).collect();
    let ids: BTreeMap<_, _> = rows.iter().cloned().collect();
    assert_eq!(ids.len(), rows.len(), "an id stands twice");
    ids
}

/// The ids in the doc comments of tests.
fn tried() -> BTreeSet<String> {
    let mut folders = vec!["src", "tests"]
        .into_iter()
        .map(|name| Path::new(env!("CARGO_MANIFEST_DIR")).join(name))
        .collect::<Vec<_>>();
    let mut ids = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                let text = fs::read_to_string(&path).expect("a source file");
                let lines: Vec<&str> = text.lines().map(str::trim).collect();
                for (place, line) in lines.iter().enumerate() {
                    let Some(named) = line.strip_prefix(MARK) else { continue };
                    let above: Vec<_> = lines[place..].iter().take_while(|line| line.starts_with(['/', '#'])).collect();
                    let is_test =
                        above.iter().any(|line| line.starts_with("#[test]") || line.starts_with("#[tokio::test"));
                    assert!(is_test, "{}:{} is not above a test", path.display(), place + 1);
                    ids.extend(named.trim_end_matches('.').split(", ").map(str::to_string));
                }
            }
        }
    }
    ids
}

#[test]
fn every_hostile_input_has_a_test_or_a_reason_why_not() {
    let (catalogue, tried) = (catalogue(), tried());
    let unknown: Vec<_> = tried.iter().filter(|id| !catalogue.contains_key(*id)).collect();
    assert!(unknown.is_empty(), "not in the catalogue: {unknown:?}");
    let mut skipped = Vec::new();
    for (id, does) in &catalogue {
        let reason = does.strip_prefix(NOT_TRIED);
        assert_eq!(tried.contains(id), reason.is_none(), "{id}: tried, or with a reason, not both");
        if let Some(reason) = reason {
            let _ = writeln!(std::io::stderr(), "SKIP {id}: {reason}");
            skipped.push(id.as_str());
        }
    }
    let numbers = format!(
        "Of its {} hostile inputs tests try {}; {} say why not ({}).",
        catalogue.len(),
        tried.len(),
        skipped.len(),
        skipped.join(", ")
    );
    let readme = read("README.md").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(readme.contains(&numbers), "README's section on safety has to say: {numbers}");
}
