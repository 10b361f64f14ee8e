//! `giftlist forget`: exactly what was named goes, each file is named, and nothing goes without a yes.

use super::company::{Company, one_error, three};
use crate::harness::env::{Home, giftlist, run};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

const CREDENTIALS: &str = "config/credentials.toml";
const CONFIG: &str = "config/config.toml";
const PEOPLE: &str = "cache/people.snapshot";
const SESSION: &str = "state/session.json";

/// A company of which everything is kept, and an exported file.
fn kept() -> Company {
    let company = Company::of(three()).synced();
    let credentials = "client_id = \"papi-1\"\nclient_secret = \"papi-CANARY\"\n";
    company.home.put(CREDENTIALS, credentials);
    company.home.put(CONFIG, "max_age_days = 3\n");
    company.home.put(SESSION, "{}");
    let _ = company.giftlist(&["export", "-o", "out.csv"]).exits(0);
    company
}

/// What is left below the home, by name.
fn left(home: &Home) -> Vec<String> {
    let files = home.all_files().into_iter();
    files.filter_map(|path| Some(path.strip_prefix(home.path()).ok()?.display().to_string())).collect()
}

#[test]
fn each_option_removes_what_it_names_and_says_so() {
    for (option, removed) in [
        (&["--cache"][..], &[PEOPLE, SESSION][..]),
        (&["--credentials"], &[CREDENTIALS]),
        (&["--all"], &[PEOPLE, SESSION, CREDENTIALS, CONFIG]),
        (&[], &[PEOPLE, SESSION]),
    ] {
        let company = kept();
        let output = company.giftlist(&[&["forget", "--yes"], option].concat()).exits(0);
        for name in [CONFIG, CREDENTIALS, PEOPLE, SESSION] {
            let is_gone = removed.contains(&name);
            assert_eq!(left(&company.home).contains(&name.to_string()), !is_gone, "{option:?}: {name}");
            let line = format!("removed {}\n", company.home.path().join(name).display());
            assert_eq!(output.stdout.contains(&line), is_gone, "{option:?}: {name}: {}", output.stdout);
        }
        assert!(company.home.work().join("out.csv").exists(), "exported files are the user's");
        assert!(output.stdout.contains("Exported files") && !output.stdout.contains("CANARY"), "{}", output.stdout);
        assert_eq!(output.stderr, "");
    }
}

#[test]
fn after_all_of_it_there_is_not_one_file() {
    let company = kept();
    let _ = company.giftlist(&["forget", "--all", "--yes"]).exits(0);
    assert_eq!(left(&company.home), [""; 0]);
    let again = company.giftlist(&["forget", "--all", "--yes"]).exits(0);
    assert!(again.stdout.contains("There was nothing to remove"), "{}", again.stdout);
}

#[test]
fn without_a_yes_and_without_a_terminal_nothing_goes() {
    let company = kept();
    let before = left(&company.home);
    for option in [&[][..], &["--cache"], &["--credentials"], &["--all"]] {
        let line = one_error(&company.giftlist(&[&["forget"], option].concat()).exits(2));
        assert!(line.contains("nothing was removed") && line.contains("--yes"), "{line}");
    }
    let _ = one_error(&company.giftlist(&["forget", "--cache", "--all", "--yes"]).exits(2));
    assert_eq!(left(&company.home), before);
}

#[test]
fn another_profile_is_left_alone() {
    let company = kept();
    company.home.put("config/acme/credentials.toml", "client_id = \"papi-2\"\nclient_secret = \"papi-2\"\n");
    let _ = company.giftlist(&["forget", "--all", "--yes"]).exits(0);
    assert_eq!(left(&company.home), ["config/acme/credentials.toml"]);
    let _ = company.giftlist(&["forget", "--all", "--yes", "--profile", "acme"]).exits(0);
    assert_eq!(left(&company.home), [""; 0]);
}

#[test]
fn it_works_where_everything_else_is_refused() {
    let home = Home::new();
    home.put(CONFIG, "this is = = not toml\n");
    let credentials = home.put(CREDENTIALS, "neither is this");
    fs::set_permissions(&credentials, Permissions::from_mode(0o666)).unwrap();
    home.put(PEOPLE, "damaged");
    let _ = one_error(&run(giftlist(&home).arg("list")).exits(5));
    let _ = run(giftlist(&home).args(["forget", "--all", "--yes"])).exits(0);
    assert_eq!(left(&home), [""; 0]);
}

/// Catalogue: F10.
#[test]
fn what_cannot_be_removed_is_named_and_the_rest_goes() {
    let company = kept();
    // A folder in the place of a file cannot be removed as one, not even by root.
    fs::remove_file(company.home.path().join(SESSION)).unwrap();
    fs::create_dir(company.home.path().join(SESSION)).unwrap();
    let output = company.giftlist(&["forget", "--all", "--yes"]).exits(5);
    assert!(output.stderr.contains(SESSION), "{}", output.stderr);
    assert_eq!((output.stderr.matches('\n').count(), left(&company.home).len()), (1, 0));
}
