//! `giftlist lists`, `export --list` and `--campaign`: lists that stay, live and fixed, and who was given something when.

use super::company::{Company, one_error};
use crate::harness::env::run;
use giftlist::fake::Person;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

fn office(first: &str, last: &str, office: &str) -> Person {
    Person { office: office.into(), ..Person::named(first, last) }
}

fn company() -> Company {
    Company::of([office("Ann", "Byrne", "Dublin"), office("Bob", "Bean", "Cork"), office("Cid", "Moss", "Dublin")])
        .synced()
}

#[test]
fn a_live_list_follows_the_people_where_a_fixed_one_stays() {
    let company = company();
    let live = company.giftlist(&["lists", "save", "Dublin Office", "office:dublin"]).exits(0);
    assert_eq!(live.stdout, "\"Dublin Office\" is saved: live\n");
    let fixed = company.giftlist(&["lists", "save", "board", "office:dublin", "--fixed"]).exits(0);
    assert_eq!(fixed.stdout, "\"board\" is saved: fixed, 2 people\n");
    company.fake.edit_company(|all| {
        all.add(Person { id: 4, ..office("Dee", "Hill", "Dublin") });
        let _ = all.remove(1);
    });
    let _ = company.giftlist(&["sync"]).exits(0);
    let shown = company.giftlist(&["lists", "show", "dublin office"]).exits(0);
    assert_eq!(shown.stdout, "Cid Moss (3)\nDee Hill (4)\n");
    let shown = company.giftlist(&["lists", "show", "BOARD"]).exits(0);
    assert_eq!(shown.stdout, "Cid Moss (3)\n");
    assert!(shown.stderr.contains("1 person of the list are not in the last sync"), "{}", shown.stderr);
    let both = company.giftlist(&["list", "list:board list:\"Dublin Office\"", "--columns", "first_name"]).exits(0);
    assert!(both.stdout.contains("Cid") && !both.stdout.contains("Dee"), "{}", both.stdout);
    let why = company.giftlist(&["why", "bob", "list:\"dublin office\""]).exits(1);
    assert!(why.stdout.contains("list:\"dublin office\" fails: Office is \"Cork\""), "{}", why.stdout);
    let none = company.giftlist(&["list", "--", "-list:\"dublin office\""]).exits(0);
    assert!(none.stdout.contains("Bob") && !none.stdout.contains("Cid"), "{}", none.stdout);
    let mode = std::fs::metadata(company.home.path().join("state/lists.json")).expect("the file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn the_lists_are_told_changed_and_deleted() {
    let company = company();
    let _ = company.giftlist(&["lists", "save", "board", "ann", "--fixed"]).exits(0);
    let kept = company.giftlist(&["lists", "save", "Board", "office:cork"]).exits(2);
    assert!(one_error(&kept).contains("there is a fixed list \"Board\" of 1 person"), "{}", kept.stderr);
    let again = company.giftlist(&["lists", "save", "Board", "office:cork", "--force"]).exits(0);
    assert_eq!(again.stdout, "\"Board\" is saved, in the place of the old one: live\n");
    let all = company.giftlist(&["lists"]).exits(0).stdout;
    assert!(all.starts_with("Board\n  live: office:cork\n"), "{all}");
    assert!(all.contains("without email (always there)\n  live: missing:email\n"), "{all}");
    let wrong = company.giftlist(&["lists", "show", "bord"]).exits(2);
    assert!(one_error(&wrong).contains("there is no list \"bord\": did you mean \"Board\""), "{}", wrong.stderr);
    let wrong = company.giftlist(&["list", "list:bord"]).exits(2);
    assert!(one_error(&wrong).contains("Board"), "{}", wrong.stderr);
    let wrong = company.giftlist(&["export", "--list", "bord", "-o", "out.csv"]).exits(2);
    assert!(one_error(&wrong).contains("did you mean \"Board\""), "{}", wrong.stderr);
    for name in ["", " ", "any", "\u{301}", "a\"b", "a\u{1b}[2Jb", &"x".repeat(61)] {
        let refused = company.giftlist(&["lists", "save", name, "ann"]).exits(2);
        assert!(one_error(&refused).contains("cannot be a name"), "{}", refused.stderr);
        let refused = company.giftlist(&["export", "-o", "out.csv", "--campaign", name]).exits(2);
        assert!(one_error(&refused).contains("cannot be a name"), "{}", refused.stderr);
    }
    assert!(!company.home.work().join("out.csv").exists());
    assert_eq!(company.giftlist(&["lists", "delete", "BOARD"]).exits(0).stdout, "\"BOARD\" is deleted\n");
    let _ = company.giftlist(&["lists", "delete", "board"]).exits(2);
    let ready = company.giftlist(&["lists", "delete", "without email"]).exits(2);
    assert!(one_error(&ready).contains("\"without email\" is always there"), "{}", ready.stderr);
    let _ = company.giftlist(&["lists", "save", "Without Email", "office:cork"]).exits(0);
    assert_eq!(company.giftlist(&["lists"]).exits(0).stdout.to_lowercase().matches("without email").count(), 1);
    let nobody = company.giftlist(&["lists", "save", "none", "zoe", "--fixed"]).exits(1);
    assert!(nobody.stderr.contains("nothing was saved"), "{}", nobody.stderr);
    let _ = company.giftlist(&["lists", "save", "wrong", "tem:red"]).exits(2);
}

#[test]
fn lists_that_lead_in_a_circle_are_not_saved() {
    let company = company();
    let _ = company.giftlist(&["lists", "save", "a", "ann"]).exits(0);
    let _ = company.giftlist(&["lists", "save", "b", "list:a OR bob"]).exits(0);
    for query in ["list:b", "list:a", "office:cork -list:b"] {
        let circle = company.giftlist(&["lists", "save", "a", query]).exits(2);
        assert!(one_error(&circle).contains("the lists lead in a circle: a"), "{}", circle.stderr);
    }
    let shown = company.giftlist(&["lists", "show", "b"]).exits(0);
    assert_eq!(shown.stdout, "Ann Byrne (1)\nBob Bean (2)\n");
    for (name, query) in [("c", "list:b"), ("d", "list:c")] {
        let _ = company.giftlist(&["lists", "save", name, query]).exits(0);
    }
    let deep = company.giftlist(&["lists", "save", "e", "list:d"]).exits(2);
    assert!(one_error(&deep).contains("too many lists are inside each other"), "{}", deep.stderr);
    let _ = company.giftlist(&["lists", "delete", "a"]).exits(0);
    let broken = company.giftlist(&["list", "list:d"]).exits(2);
    assert!(one_error(&broken).contains("the list \"b\" cannot be used, there is no list \"a\""), "{}", broken.stderr);
}

#[test]
fn what_a_list_asks_about_the_query_asks_about() {
    let left = Person { termination_date: Some(jiff::civil::date(2026, 10, 31)), ..office("Ann", "Left", "Cork") };
    let company = Company::of([left, office("Bob", "Bean", "Cork")]).synced();
    let _ = company.giftlist(&["lists", "save", "ex", "leaver:yes"]).exits(0);
    assert!(company.giftlist(&["list", "list:ex"]).exits(0).stdout.contains("Left"));
    let shown = company.giftlist(&["lists", "show", "ex"]).exits(0);
    assert!(shown.stderr.contains("leavers, and in no file: 1"), "{}", shown.stderr);
    company.fake.revoke(giftlist::domain::fields::Field::HireDate);
    let _ = company.giftlist(&["sync"]).exits(0);
    let output = company.giftlist(&["list", "--", "-list:\"started in the last 30 days\""]).exits(2);
    assert!(one_error(&output).contains("Hire date was not read"), "{}", output.stderr);
}

#[test]
fn lists_that_are_saved_at_once_are_all_kept() {
    let company = company();
    let saving: Vec<_> = (0..12)
        .map(|number| {
            let mut command = company.command(&["lists", "save", &format!("list {number}"), "office:dublin"]);
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts")
        })
        .collect();
    for mut child in saving {
        assert!(child.wait().expect("it ends").success());
    }
    let all = company.giftlist(&["lists"]).exits(0).stdout;
    assert_eq!(all.matches("list ").count(), 12, "{all}");
}

#[test]
fn a_second_file_of_a_list_tells_what_is_different() {
    let company = company();
    let _ = company.giftlist(&["lists", "save", "dublin", "office:dublin"]).exits(0);
    let first = company.giftlist(&["export", "--list", "dublin", "-o", "one.csv"]).exits(0);
    assert!(!first.stderr.contains("since the last file"), "{}", first.stderr);
    company.fake.edit_company(|all| {
        all.add(Person { id: 4, ..office("Dee", "Hill", "Dublin") });
        all.add(Person { id: 5, ..office("Eve", "Lake", "Dublin") });
        let _ = all.remove(1);
    });
    let _ = company.giftlist(&["sync"]).exits(0);
    let second = company.giftlist(&["export", "--list", "dublin", "-o", "two.csv"]).exits(0);
    let expected = "since the last file of this list, of 2026-12-01: 2 new, 1 left";
    assert!(second.stderr.contains(expected), "{}", second.stderr);
    let some = company.giftlist(&["export", "--list", "dublin", "dee OR bob", "-o", "three.csv"]).exits(0);
    assert!(some.stdout.contains(": 1 person"), "{}", some.stdout);
    let third = company.giftlist(&["export", "--list", "dublin", "-o", "four.csv"]).exits(0);
    assert!(third.stderr.contains("2026-12-01: 0 new, 0 left"), "a part is not compared with: {}", third.stderr);
}

#[test]
fn who_was_in_a_campaign_is_found_from_then_on() {
    let company = company();
    let none = company.giftlist(&["list", "gifted:any"]).exits(1);
    assert!(!none.stdout.contains("Ann"), "{}", none.stdout);
    let _ = company.giftlist(&["export", "ann OR bob", "-o", "one.csv", "--campaign", "Winter 2026"]).exits(0);
    for again in ["--include-leavers", "--force"] {
        let export = ["export", "ann", "-o", "two.csv", "--campaign", "Birthday", again];
        let _ = company.giftlist(&export).exits(0);
    }
    for (query, expected) in [
        ("gifted:winter", &["Ann", "Bob"][..]),
        ("gifted:any", &["Ann", "Bob"]),
        ("-gifted:any", &["Cid"]),
        ("gifted:birthday", &["Ann"]),
        ("gifts-this-year:>=2", &["Ann"]),
        ("gifts-this-month:1", &["Bob"]),
        ("gifts-this-year:0", &["Cid"]),
    ] {
        let listed = company.giftlist(&["list", "--columns", "first_name", "--format", "csv", "--", query]).exits(0);
        let names: Vec<&str> = listed.stdout.lines().skip(1).collect();
        assert_eq!(names, expected, "{query}");
    }
    let why = company.giftlist(&["why", "byrne", "gifted:winter"]).exits(0);
    assert!(
        why.stdout.contains("gifted:winter holds: was in \"Winter 2026\" of 2026-12-01, \"Birthday\""),
        "{}",
        why.stdout
    );
    let why = company.giftlist(&["why", "cid", "gifts-this-year:>=1"]).exits(1);
    assert!(why.stdout.contains("gifts-this-year:>=1 fails: was in no campaign"), "{}", why.stdout);
    let mut next_year = company.command(&["list", "gifts-this-year:0", "--format", "csv"]);
    let next_year = run(next_year.env("GIFTLIST_TODAY", "2027-01-10")).exits(0);
    assert!(next_year.stdout.contains("Ann"), "{}", next_year.stdout);
    let file = std::fs::read_to_string(company.home.path().join("state/campaigns.json")).expect("the file");
    assert!(!file.contains("Ann") && file.contains("Winter 2026"), "{file}");
    let _ = company.giftlist(&["forget", "--cache", "--yes"]).exits(0);
    assert!(company.home.path().join("state/campaigns.json").exists());
    let _ = company.giftlist(&["forget", "--all", "--yes"]).exits(0);
    assert!(!company.home.all_files().iter().any(|file| file.ends_with("campaigns.json")));
}

#[test]
fn a_damaged_file_is_told_and_nothing_is_written() {
    let company = company();
    for file in ["lists.json", "campaigns.json"] {
        company.home.put(&format!("state/{file}"), "{");
        let output = company.giftlist(&["export", "-o", "out.csv"]).exits(5);
        assert!(one_error(&output).contains(&format!("{file} cannot be understood")), "{}", output.stderr);
        let _ = std::fs::remove_file(company.home.path().join("state").join(file));
    }
    assert!(!company.home.work().join("out.csv").exists());
}
