//! `giftlist presets`, and files of which one is not enough.

use super::company::{Company, one_error, three};
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

#[test]
fn a_format_of_ones_own_is_listed_and_written() {
    let company = Company::of(three()).synced();
    company.home.put(
        "config/config.toml",
        "[[preset]]\nname = \"hamper\"\ntitle = \"Hamper\"\nnote = \"Mind the gap\"\nplatform = true\ntrim = true\nmax_rows = 1\ncolumns = [\n  \
         [\"gift_email\", \"Mail\"], [\"hire_date\", \"Since\", \"D.M.YYYY\"], [\"country_code\"], [\"text:{YYYY}\", \"=Year\"],\n]\n\
         [[preset]]\nname = \"table\"\nworkbook = true\ncolumns = [[\"first_name\", \"Who\"]]\n",
    );
    let listed = company.giftlist(&["presets"]).exits(0);
    let expected =
        "hamper: Hamper, one of your own\n  columns: Mail, Since, country_code, =Year\n  at most 1 people in a file";
    assert!(listed.stdout.contains(expected) && listed.stderr.is_empty(), "{}{}", listed.stdout, listed.stderr);
    let written = company.giftlist(&["export", "dublin", "-o", "-", "--preset", "hamper"]).exits(0);
    let expected = "Mail,Since,country_code,=Year\r\naoife.byrne@acme.example,2.12.2019,IE,2026\r\n";
    assert_eq!(written.stdout, expected);
    assert!(written.stderr.contains("Mind the gap"), "{}", written.stderr);
    let written = company.giftlist(&["export", "-o", "gifts.csv", "--preset", "hamper"]).exits(0);
    assert!(written.stdout.contains("gifts-1.csv: 2 people in 2 files"), "{}", written.stdout);
    let _ = company.giftlist(&["export", "-o", "gifts.xlsx", "--preset", "table"]).exits(0);
    assert!(fs::read(company.home.work().join("gifts.xlsx")).unwrap().starts_with(b"PK"));
}

#[test]
fn a_format_that_is_wrong_is_told_and_the_others_work() {
    let company = Company::of(three()).synced();
    company.home.put(
        "config/config.toml",
        "[[preset]]\nname = \"hamper\"\ncolumns = [[\"email\"], [\"shoe_size\"]]\n[[preset]]\nname = \"mail\"\ncolumns = [[\"email\"]]\n",
    );
    let listed = company.giftlist(&["presets"]).exits(0);
    assert!(!listed.stdout.contains("hamper:") && listed.stdout.contains("mail: mail, one of your own"));
    let told = "config.toml, line 3, column 23: this preset is left out: there is no column shoe_size";
    assert!(listed.stderr.contains(told), "{}", listed.stderr);
    let refused = company.giftlist(&["export", "-o", "-", "--preset", "hamper"]).exits(5);
    let line = refused.stderr.lines().last().unwrap();
    assert!(line.contains("the preset hamper is wrong in ") && line.contains("config.toml, line 3: correct"), "{line}");
    assert_eq!(
        company.giftlist(&["export", "aoife", "-o", "-", "--preset", "mail"]).exits(0).stdout.lines().count(),
        2
    );
}
