//! `export --emails`: a pasted list of addresses becomes a file, and whoever is not in it is named.

use super::company::{Company, one_error};
use crate::harness::env::write_file;
use giftlist::fake::Person;
use std::io::Write;
use std::process::Stdio;

fn person(first: &str, last: &str, email: &str, office: &str) -> Person {
    Person { email: email.into(), office: office.into(), ..Person::named(first, last) }
}

fn company() -> Company {
    let left = Person {
        termination_date: Some(jiff::civil::date(2026, 10, 31)),
        ..person("Dee", "Gone", "dee@acme.example", "Cork")
    };
    Company::of([
        person("Ann", "Byrne", "ann.byrne@acme.example", "Dublin"),
        person("Bob", "Bean", "bob@acme.example", "Cork"),
        person("Cid", "Moss", "cid@acme.example", "Dublin"),
        left,
    ])
    .synced()
}

const MESS: &str = "Name;Email\nByrne, Ann <ANN.byrne@acme.example>; 'bob@acme.example'\ndee@acme.example,\n\
    cid@acme.example bob@acme.example\nbobb@acme.example, zoe@\u{1b}[2Jother.example\n";

#[test]
fn a_file_of_addresses_becomes_a_list_and_the_others_are_named() {
    let company = company();
    let _ = company.giftlist(&["never", "add", "cid"]).exits(0);
    write_file(&company.home.work().join("mess.txt"), MESS);
    let export = ["export", "--emails", "mess.txt", "-o", "out.csv", "--columns", "first_name"];
    let output = company.giftlist(&export).exits(0);
    for said in [
        "nobody has bobb@acme.example: did you mean bob@acme.example?",
        "nobody has zoe@",
        "1 address means somebody who is there already",
        "Dee Gone (4) is left out: a leaver",
        "Cid Moss (3) is left out: on the never-list",
    ] {
        assert!(output.stderr.contains(said), "{said}: {}", output.stderr);
    }
    assert!(!output.stderr.contains('\u{1b}'));
    let file = std::fs::read_to_string(company.home.work().join("out.csv")).expect("the file");
    assert!(file.contains("Ann") && file.contains("Bob") && !file.contains("Cid") && !file.contains("Dee"), "{file}");
    let with_query = [&export[..], &["office:dublin", "--force", "--include-leavers"]].concat();
    let output = company.giftlist(&with_query).exits(0);
    assert!(output.stderr.contains("Bob Bean (2) is left out: the query does not find them"), "{}", output.stderr);
    assert!(output.stdout.contains(": 1 person"), "{}", output.stdout);
}

#[test]
fn addresses_are_read_from_stdin() {
    let company = company();
    let mut command = company.command(&["export", "--emails", "-", "-o", "out.csv"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it");
    child.stdin.take().expect("a pipe").write_all(b"cid@acme.example\n").expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && stdout.contains(": 1 person"), "{stdout}");
}

#[test]
fn a_file_without_addresses_writes_nothing() {
    let company = company();
    for (name, text) in [("empty.txt", ""), ("names.txt", "Ann Byrne\nBob Bean\n")] {
        write_file(&company.home.work().join(name), text);
        let output = company.giftlist(&["export", "--emails", name, "-o", "out.csv"]).exits(2);
        assert!(one_error(&output).contains("has no email address"), "{}", output.stderr);
    }
    for (name, said) in [("missing.txt", "there is no such file: check its name"), (".", "it is a folder: name a file")]
    {
        let output = company.giftlist(&["export", "--emails", name, "-o", "out.csv"]).exits(5);
        assert!(one_error(&output).contains(said), "{}", output.stderr);
    }
    write_file(&company.home.work().join("unknown.txt"), "nobody@other.example");
    let output = company.giftlist(&["export", "--emails", "unknown.txt", "-o", "out.csv"]).exits(1);
    assert!(output.stderr.contains("nobody has nobody@other.example"), "{}", output.stderr);
    assert!(!company.home.work().join("out.csv").exists());
}
