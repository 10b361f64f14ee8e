//! README's pictures, `docs/pictures/*.svg`: screens of the demo in a real terminal, drawn as SVG. They are kept as
//! snapshots are: a test fails when one is not what the program shows, and
//! `INSTA_UPDATE=always cargo test --test it -- pictures` draws them anew.

mod palette;
mod pieces;
mod strokes;
mod svg;

use crate::harness::env::{Home, giftlist};
use crate::harness::pty::{Pty, keys};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use svg::drawn;

/// GitHub shows so many columns at about the size of its own text.
const COLUMNS: u16 = 100;
const LINES: u16 = 28;

/// One file of `docs/pictures`, and what the screen says in it.
struct Picture {
    name: &'static str,
    svg: String,
    text: String,
}

impl Picture {
    /// Takes it once no spinner turns, which would be another one each time.
    fn of(pty: &Pty, name: &'static str) -> Picture {
        pty.wait_until(|screen| !screen.contents().contains(|sign| ('\u{2800}'..='\u{28ff}').contains(&sign)));
        Picture { name, svg: pty.look(|screen| drawn(screen, "giftlist --demo")), text: pty.screen() }
    }

    /// Its path in the repository, as README names it.
    fn path(&self) -> String {
        format!("docs/pictures/{}.svg", self.name)
    }
}

/// README's five minutes with the demo, as far as its pictures go.
fn pictures() -> Vec<Picture> {
    let home = Home::new();
    let mut demo = giftlist(&home);
    demo.env("HOME", home.work()).env("GIFTLIST_THEME", "dark").arg("--demo");
    let pty = Pty::open(&demo, COLUMNS, LINES);
    pty.wait_for("Personio accepted");
    pty.send("2");
    pty.wait_for("Tick it in Personio");
    let fields = Picture::of(&pty, "fields");

    pty.send("3");
    pty.wait_for("Enter reads everybody");
    pty.send(keys::ENTER);
    pty.wait_for("312 people in");
    pty.send("4");
    pty.wait_for("shown of 312");
    pty.send("/office:dublin");
    pty.wait_for("98 shown");
    pty.send(&format!("{} {down}  {down}{down}  ", keys::ENTER, down = keys::DOWN));
    pty.wait_for("5 selected");
    let recipients = Picture::of(&pty, "recipients");

    pty.send("e");
    pty.wait_for("formulas made harmless");
    pty.send(&format!("{0}{0}{0}", keys::RIGHT));
    pty.wait_for("First Name");
    let export = Picture::of(&pty, "export");
    vec![fields, recipients, export]
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

#[test]
fn readme_shows_the_screens_as_they_are() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let mut outdated = Vec::new();
    for picture in pictures() {
        let path = picture.path();
        assert!(readme.contains(&format!("]({path})")), "README does not show {path}");
        if fs::read_to_string(root().join(&path)).unwrap_or_default() == picture.svg {
            continue;
        }
        if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
            let file = OpenOptions::new().write(true).create(true).truncate(true).open(root().join(&path));
            file.and_then(|mut file| file.write_all(picture.svg.as_bytes())).unwrap();
        } else {
            outdated.push(format!("{path} is not what the program shows:\n{}", picture.text));
        }
    }
    assert!(
        outdated.is_empty(),
        "{}\n`INSTA_UPDATE=always cargo test --test it -- pictures` draws the pictures anew",
        outdated.join("\n\n")
    );
}
