//! `giftlist presets`, and files of which one is not enough.

use super::company::{Company, one_error};
use giftlist::files::atomic;
use std::fs;

#[test]
fn every_preset_is_listed_with_its_columns_and_its_limit() {
    let listed = Company::of([]).giftlist(&["presets"]).exits(0).stdout;
    for expected in [
        "snappy: Snappy, names, email, country code, US dates\n  columns: First Name, Last Name, Email, Country, ",
        "at most 500 people in a file; more become NAME-1.csv, NAME-2.csv",
        "Leave Sync Recipients off",
        "without a header row",
    ] {
        assert!(listed.contains(expected), "{listed}");
    }
}

#[test]
fn a_long_list_becomes_numbered_files_or_none() {
    let company = Company::of_size(600).synced();
    let export = ["export", "--include-leavers", "--preset", "loopandtie", "-o", "gifts.csv"];
    let path = |name: &str| company.home.work().join(name);
    atomic::replace(&path("gifts-2.csv"), |out| out.write_all(b"mine")).unwrap();
    let refused = company.giftlist(&export).exits(5);
    assert!(one_error(&refused).contains("gifts-2.csv is there already"), "{}", refused.stderr);
    assert!(!path("gifts-1.csv").exists(), "none is written before all can be");
    fs::remove_file(path("gifts-2.csv")).unwrap();
    let written = company.giftlist(&export).exits(0);
    assert!(written.stdout.contains("gifts-1.csv: 600 people in 2 files"), "{}", written.stdout);
    let rows = |name: &str| fs::read_to_string(path(name)).unwrap().lines().count();
    assert_eq!((rows("gifts-1.csv"), rows("gifts-2.csv")), (501, 101));
    assert!(!path("gifts.csv").exists());
    let printed = company.giftlist(&["export", "--include-leavers", "--preset", "loopandtie", "-o", "-"]).exits(0);
    assert_eq!(printed.stdout.lines().count(), 601);
    assert!(printed.stderr.contains("with -o FILE it becomes several"), "{}", printed.stderr);
}
