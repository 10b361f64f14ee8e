//! `giftlist never` and `giftlist why`: who is never given anything, respected by every command, and why somebody is in a
//! list or not.

use super::company::{Company, one_error};
use giftlist::fake::Person;

fn company() -> Company {
    let office = |first, last, office: &str| Person { office: office.into(), ..Person::named(first, last) };
    let left = Person { termination_date: Some(jiff::civil::date(2026, 10, 31)), ..office("Ann", "Left", "Cork") };
    Company::of([office("Ann", "Byrne", "Dublin"), office("Bob", "Bean", "Cork"), left]).synced()
}

#[test]
fn who_is_on_the_list_is_in_no_list_and_in_no_file() {
    let company = company();
    let added = company.giftlist(&["never", "add", "byrne", "--why", "asked"]).exits(0);
    assert_eq!(added.stdout, "Ann Byrne (1) is on the never-list now: not shown, and never exported\n");
    let again = company.giftlist(&["never", "add", "1"]).exits(0);
    assert!(again.stdout.contains("already"), "{}", again.stdout);
    assert_eq!(company.giftlist(&["never"]).exits(0).stdout, "Ann Byrne (1) since 2026-12-01: asked\n");
    let listed = company.giftlist(&["list"]).exits(0);
    assert!(!listed.stdout.contains("Byrne") && listed.stdout.contains("Bob"), "{}", listed.stdout);
    assert!(listed.stderr.contains("hidden: 1 leaver (--include-leavers), 1 on the never-list"), "{}", listed.stderr);
    assert!(company.giftlist(&["list", "never:yes"]).exits(0).stdout.contains("Byrne"));
    for query in [&["never:yes"][..], &["dublin"]] {
        let none = company.giftlist(&[&["export", "-o", "out.csv"], query].concat()).exits(1);
        assert!(none.stderr.contains("hidden: 1 on the never-list"), "{}", none.stderr);
    }
    let exported = company.giftlist(&["export", "-o", "out.csv"]).exits(0);
    assert!(
        exported.stdout.contains("left out: 1 leaver (--include-leavers), 1 on the never-list"),
        "{}",
        exported.stdout
    );
    let _ = company.giftlist(&["forget", "--cache", "--yes"]).exits(0);
    assert!(!company.giftlist(&["list"]).exits(0).stdout.contains("Byrne"), "it outlives the people");
    let _ = company.giftlist(&["never", "remove", "ann byrne"]).exits(0);
    assert!(company.giftlist(&["list"]).exits(0).stdout.contains("Byrne"));
    let none = company.giftlist(&["never", "remove", "byrne"]).exits(1);
    assert!(one_error(&none).contains("\"byrne\" is not on the never-list"));
    let _ = company.giftlist(&["never", "add", "bob"]).exits(0);
    let _ = company.giftlist(&["forget", "--all", "--yes"]).exits(0);
    assert!(!company.home.all_files().iter().any(|file| file.ends_with("never.json")));
}

#[test]
fn several_of_a_name_are_listed_and_nobody_is_changed() {
    let company = company();
    let several = company.giftlist(&["never", "add", "ann"]).exits(2);
    assert_eq!(several.stdout, "Ann Byrne (1)\nAnn Left (3)\n");
    assert!(several.stderr.contains("2 people are meant by \"ann\": nothing was changed"), "{}", several.stderr);
    assert!(company.giftlist(&["never"]).exits(0).stdout.is_empty());
    let _ = company.giftlist(&["never", "add", "nobody"]).exits(1);
}

#[test]
fn a_list_that_cannot_be_read_keeps_everybody_from_a_file() {
    let company = company();
    company.home.put("state/never.json", "{");
    for command in [&["list"][..], &["export", "-o", "out.csv"], &["never"], &["never", "add", "bob"], &["why", "bob"]]
    {
        let output = company.giftlist(command).exits(5);
        assert!(one_error(&output).contains("never.json cannot be understood"), "{}", output.stderr);
    }
    assert!(!company.home.work().join("out.csv").exists());
}

#[test]
fn why_somebody_is_in_a_list_or_not() {
    let company = company();
    let _ = company.giftlist(&["never", "add", "bob", "--why", "asked"]).exits(0);
    for (arguments, code, expected) in [
        (
            &["byrne", "office:dublin"][..],
            0,
            "Ann Byrne (1): in the list\n  office:dublin holds: Office is \"Dublin\"\n",
        ),
        (
            &["byrne", "office:cork", "ann"],
            1,
            "Ann Byrne (1): not in the list\n  office:cork fails: Office is \"Dublin\"\n",
        ),
        (
            &["byrne", "--", "-office:dublin"],
            1,
            "Ann Byrne (1): not in the list\n  -office:dublin fails: Office is \"Dublin\"\n",
        ),
        (&["bob"], 1, "Bob Bean (2): not in the list\n  on the never-list since 2026-12-01: asked\n"),
        (&["bob", "never:yes"], 0, "Bob Bean (2): in the list\n  never:yes holds\n"),
        (&["3"], 1, "Ann Left (3): not in the list\n  leaver: the last day was 2026-10-31\n"),
        (&["3", "--include-leavers"], 0, "Ann Left (3): in the list\n"),
        (
            &["ann"],
            0,
            "Ann Byrne (1): in the list\nAnn Left (3): not in the list\n  leaver: the last day was 2026-10-31\n",
        ),
        (
            &["ann", "team:red"],
            1,
            "Ann Byrne (1): not in the list\n  team:red fails: Team is empty\nAnn Left (3): not in the list\n  leaver: the last day was 2026-10-31\n  team:red fails: Team is empty\n",
        ),
    ] {
        let output = company.giftlist(&[&["why"], arguments].concat()).exits(code);
        assert_eq!(output.stdout, expected, "{arguments:?}");
    }
    assert!(one_error(&company.giftlist(&["why", "zoe"]).exits(1)).contains("nobody in the last sync is \"zoe\""));
    assert!(one_error(&company.giftlist(&["why", "ann", "tem:red"]).exits(2)).contains("column 1: there is no field"));
}
