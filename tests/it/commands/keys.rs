//! `keys`: what it prints is what `config.toml` takes, and mistakes there are told by line.

use super::company::is_harmless;
use crate::harness::env::{Home, giftlist, run};

#[test]
fn what_it_prints_can_be_put_into_the_settings() {
    let home = Home::new();
    let before = run(giftlist(&home).arg("keys")).exits(0);
    is_harmless(&before.stdout);
    for line in ["[keys.recipients] # Recipients", "[keys.query] # Query, where text is typed"] {
        assert!(before.stdout.lines().any(|other| other == line), "{}", before.stdout);
    }
    home.put("config/config.toml", &before.stdout);
    let after = run(giftlist(&home).arg("keys")).exits(0);
    assert_eq!((after.stdout, after.stderr.as_str()), (before.stdout, ""));
}

#[test]
fn it_prints_the_keys_that_were_changed_and_tells_what_is_wrong() {
    let home = Home::new();
    let written = "[keys.recipients]\nexport = \"z\"\nundo = []\nredo = \"a\"\n[keys.everywhere]\nquit = \"ctrl-q\"\n";
    let file = home.put("config/config.toml", written);
    let output = run(giftlist(&home).arg("keys")).exits(0);
    let keys: Vec<&str> = output.stdout.lines().filter_map(|line| Some(line.split_once(" #")?.0.trim_end())).collect();
    for expected in ["export = [\"z\"]", "undo = []", "redo = [\"Ctrl-r\"]", "quit = [\"Ctrl-q\", \"Ctrl-c\"]"] {
        assert!(keys.contains(&expected), "{expected}: {}", output.stdout);
    }
    let told = "line 4: a is the key of select-all in recipients already: change that, too, or choose another key";
    assert_eq!(output.stderr, format!("giftlist: {}, {told}\n", file.display()));
}

#[test]
fn a_mistake_in_the_keys_stops_no_command() {
    let home = Home::new();
    home.put("config/config.toml", "[keys.recipient]\nundo = \"x\"\n");
    let output = run(giftlist(&home).args(["fields", "--missing"])).exits(2);
    assert!(
        output.stderr.contains("line 1: \"recipient\" is not known: did you mean recipients?"),
        "{}",
        output.stderr
    );
    assert!(output.stderr.contains("there are no credentials"), "{}", output.stderr);
}
