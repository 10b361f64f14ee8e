//! Whole pieces of work: to an exported file, over two starts, in a resized or suspended terminal.

use super::common::{assert_exits, open_demo_in_shell, open_demo_recipients, quit, sync_and_open_recipients};
use crate::commands::Company;
use crate::harness::env::{Home, giftlist};
use crate::harness::pty::{Pty, keys};
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

#[test]
fn offline_the_people_of_the_last_sync_are_there_and_nobody_is_asked() {
    let company = Company::sample().synced();
    company.fake.forget_requests();
    let pty = Pty::open(&company.command(&["--offline"]), 80, 24);
    pty.wait_for("shown of 312");
    for (screen, words) in [("1", "[1 Connect ✓]"), ("2", "[2 Fields"), ("3", "[3 Sync"), ("4", "[4 Recipients]")] {
        pty.send(screen);
        pty.wait_for(words);
        pty.send("r");
    }
    pty.wait_for("--offline");
    quit(&pty);
    assert_eq!(company.requests(), [0, 0, 0]);
}

/// Catalogue: C29.
#[test]
fn people_of_whom_a_part_is_damaged_are_not_on_the_screen() {
    let company = Company::sample().synced();
    let mut bytes = company.cached();
    // The names stand in the part of a block, behind what is searched.
    let name = bytes.windows(5).rposition(|name| name == b"Aoife").unwrap();
    bytes[name] ^= 1;
    OpenOptions::new().write(true).open(company.cache()).unwrap().write_all(&bytes).unwrap();
    let pty = Pty::open(&company.command(&["--offline"]), 80, 24);
    pty.wait_for("is damaged and is not used");
    assert!(!pty.screen().contains("shown of"), "{}", pty.screen());
    quit(&pty);
}

#[test]
fn what_is_not_known_in_the_settings_is_told_on_the_screen() {
    let home = Home::new();
    home.put("config/config.toml", "theme = \"lihgt\"\nmax_age = 3\n");
    let start = |theme: &str| Pty::open(giftlist(&home).env("GIFTLIST_THEME", theme), 80, 24);
    let pty = start("");
    pty.wait_for("config.toml has 2 mistakes");
    pty.wait_for("did you mean light?");
    pty.send(&keys::ctrl('c'));
    assert_exits(&pty, 0);
    let pty = start("contrsat");
    pty.wait_for("GIFTLIST_THEME: \"contrsat\" is not known: did you mean contrast?");
    pty.send(&keys::ctrl('c'));
    assert_exits(&pty, 0);
}

#[test]
fn the_demo_comes_from_the_first_key_to_a_file() {
    let home = Home::new();
    let pty = open_demo_recipients(&home);
    pty.send("/office:dublin");
    pty.wait_until(|screen| !screen.contents().contains("288 shown"));
    pty.send(keys::ENTER);
    pty.wait_for("Space select");
    pty.send("a");
    pty.wait_for("selected; u undoes");
    pty.send("e");
    pty.wait_for("24 fields, formulas made harmless");
    pty.send(&format!("{0}{0}{0}", keys::RIGHT));
    pty.wait_for("First Name");
    pty.wait_for("without an email");
    pty.send(keys::ENTER);
    pty.wait_for("it is a selection, not the whole");
    let path = home.work().join("demo-gifts-2026-12-01-office-dublin.csv");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("First Name,Last Name,Email,Country\r\n"), "{text}");
    let people = text.lines().count() - 1;
    assert!(
        people > 5 && text.lines().skip(1).all(|line| line.ends_with(",Ireland") || line.ends_with(",Éire")),
        "{text}"
    );
    pty.wait_for(&format!("{people} people, "));
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    pty.send(keys::ENTER);
    pty.wait_until_gone("Written");
    quit(&pty);
    assert_eq!(home.all_files(), [path], "the demo keeps nothing");
}

/// Catalogue: A01, A25.
#[test]
fn what_is_pasted_is_not_submitted_and_what_is_kept_is_used_at_the_next_start() {
    let company = Company::sample();
    let command = company.bare(&[]);
    let pty = Pty::open(&command, 80, 24);
    pty.wait_for("Client ID");
    pty.send(&keys::paste(&format!("{}\n", company.fake.client_id())));
    pty.wait_for(company.fake.client_id());
    pty.send(keys::TAB);
    pty.wait_until(|screen| screen.cursor_position().0 == 7);
    pty.send(&keys::paste(&format!("{}\r\n", company.fake.client_secret())));
    pty.wait_for("••••••••••••");
    assert!(company.fake.requests().is_empty());
    pty.send(&format!("{0}{0}", keys::TAB));
    pty.wait_until(|screen| screen.hide_cursor());
    pty.send(keys::ENTER);
    pty.wait_for("Personio accepted");
    assert!(!String::from_utf8_lossy(&pty.bytes()).contains(company.fake.client_secret()));
    quit(&pty);

    let pty = Pty::open(&command, 80, 24);
    pty.wait_for("The secret is from credentials.toml");
}

#[test]
fn what_is_typed_ahead_is_done_in_order() {
    let home = Home::new();
    let pty = open_demo_recipients(&home);
    pty.send("/office:dublin\ra");
    pty.wait_for("selected; u undoes");
    let line = pty.screen().lines().find(|line| line.contains(" selected")).unwrap_or_default().to_owned();
    assert!(!line.contains("not shown"), "{line}");
}

/// Catalogue: D10, D14.
#[test]
fn another_size_shows_more_and_keeps_everything() {
    let home = Home::new();
    let pty = open_demo_recipients(&home);
    pty.send("   ");
    pty.wait_for("3 selected");
    pty.resize(20, 5);
    pty.wait_for("Enlarge");
    pty.resize(160, 50);
    pty.wait_for("3 selected");
    pty.wait_for("Department");
    pty.resize(80, 24);
    pty.wait_until(|screen| screen.contents().contains("3 selected") && !screen.contents().contains("Department"));
}

/// Catalogue: D04.
#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_and_fg_takes_it_again() {
    let home = Home::new();
    let pty = open_demo_in_shell(&home, "");
    sync_and_open_recipients(&pty);
    pty.send("  ");
    pty.wait_for("2 selected");
    pty.send(&keys::ctrl('z'));
    pty.wait_for("Stopped");
    let bytes = String::from_utf8_lossy(&pty.bytes()).into_owned();
    for (off, on) in [("?1049l", "?1049h"), ("?25h", "?25l")] {
        assert!(bytes.rfind(off) > bytes.rfind(on), "{off} before the shell has it: {}", bytes.escape_debug());
    }
    pty.send("echo half-$((1+1))\r");
    pty.wait_for("half-2");
    pty.send("fg\r");
    pty.wait_for("2 selected");
    pty.wait_for("Name ▲");
    pty.send("q");
    pty.wait_until(|screen| screen.contents().trim_end().ends_with("shell>"));
    pty.send("echo code-$?\r");
    pty.wait_for("code-0");
    pty.send("exit\r");
    pty.wait_exit();
    pty.assert_restored();
}

/// Catalogue: D16.
#[test]
fn no_key_of_a_burst_is_lost_and_the_next_one_counts() {
    let home = Home::new();
    let pty = open_demo_recipients(&home);
    for kilobytes in [1, 3, 16, 64] {
        pty.send(&keys::DOWN.repeat(kilobytes * 1024 / keys::DOWN.len()));
        pty.send(" ");
        pty.wait_for(" 1 selected");
        pty.send("g");
        pty.wait_for("▌  ␛[31mRobert");
        pty.send("u");
        pty.wait_until_gone(" 1 selected");
    }
    // Just beyond what is read at once, and no key behind it.
    for (bytes, shown) in [(131_000, "xxxxx"), (132_000, "Nothing was pasted"), (300_000, "Nothing was pasted")] {
        pty.send("/");
        pty.wait_for("words must all match");
        pty.send(&keys::paste(&"x".repeat(bytes)));
        pty.wait_for(shown);
        pty.send(&keys::ctrl('u'));
        pty.wait_until_gone(shown);
        pty.send(keys::ENTER);
        pty.wait_for("Space select");
    }
    for _ in 0..300 {
        pty.send(keys::DOWN);
    }
    pty.send(" ");
    pty.wait_for(" 1 selected");
    quit(&pty);
}

/// Catalogue: D15, D17, D18.
#[test]
fn what_no_key_sent_acts_as_no_key() {
    let home = Home::new();
    let pty = open_demo_recipients(&home);
    pty.send("a");
    pty.wait_for("selected; u undoes");
    // A slow line cuts sequences anywhere: these are arrows, a mouse and its focus, and answers.
    for sequence in [
        "\x1b[A",
        "\x1bOB",
        "\x1b[<0;10;10M",
        "\x1b[M !!",
        "\x1b[I",
        "\x1b[?62;1c",
        "\x1b[0n",
        "\x1b]11;rgb:a/A/a\x1b\\",
    ] {
        for byte in sequence.chars() {
            pty.send(&byte.to_string());
        }
    }
    pty.send("g");
    pty.send(" ");
    pty.wait_for("287 selected");
    pty.send("A");
    pty.wait_for("unselected; u undoes");
    pty.send("\x1b]11;rgb:aaaa/aaaa/aaaa\x1b\\");
    pty.send("\x1bP1$raaa\x1b\\");
    pty.send(&"aoife.byrne@acme.example\rben.oconaill@acme.example\rchen.wei@acme.example\r".repeat(40));
    pty.wait_for("3 people to select");
    // The keys that follow a paste at once belong to it.
    std::thread::sleep(Duration::from_millis(500));
    pty.send(keys::ESC);
    pty.wait_until_gone("Select by email");
    pty.send(" ");
    pty.wait_for("1 selected");
    assert!(!pty.screen().contains("u undoes"), "{}", pty.screen());
    pty.send("/");
    pty.wait_for("words must all match");
    pty.send(&"ab".repeat(1500));
    pty.send(keys::HOME);
    pty.send("zz");
    pty.wait_for(" / zzab");
    pty.send(&keys::ctrl('c'));
    assert_eq!(pty.wait_exit(), 0);
}

/// Catalogue: D17.
#[test]
fn a_paste_without_brackets_is_one_though_it_comes_in_pieces() {
    let home = Home::new();
    let pty = open_demo_recipients(&home);
    let names = "anna byrne\rben conaill\rchen wei\raoife kelly\rbrid quinn\r";
    let send_in_pieces = || {
        for piece in names.as_bytes().chunks(16) {
            pty.send(str::from_utf8(piece).unwrap());
            std::thread::sleep(Duration::from_millis(50));
        }
        pty.send("a");
    };
    send_in_pieces();
    pty.wait_for("There is no email address in it");
    // No finger is as fast.
    std::thread::sleep(Duration::from_millis(100));
    pty.send(keys::ESC);
    pty.wait_until_gone("Select by email");
    pty.send(" ");
    pty.wait_for(" 1 selected");
    pty.send("/");
    pty.wait_for("words must all match");
    send_in_pieces();
    pty.wait_for("/ anna byrne ben conaill chen wei aoife kelly brid quinn a ");
    pty.send(&keys::ctrl('c'));
    assert_exits(&pty, 0);
}

/// Catalogue: D17.
#[test]
fn a_late_answer_is_no_key_and_alt_makes_nobody_deaf() {
    let home = Home::new();
    let pty = open_demo_recipients(&home);
    for late in ["_Gi=1;OK\x1b\\", "]11;rgb:aaaa/aaaa/aaaa\x07", "P1+r544e=787465726d2d\x1b\\", "P>|XTerm(388)\x1b\\"] {
        pty.send(keys::ESC);
        std::thread::sleep(Duration::from_millis(150));
        pty.send(late);
        std::thread::sleep(Duration::from_millis(50));
    }
    pty.send("/");
    pty.wait_for("words must all match");
    for key in ["\x1bP", "a", "n", "n", "a", keys::ENTER] {
        pty.send(key);
        std::thread::sleep(Duration::from_millis(50));
    }
    pty.wait_for("6 shown of 312");
    pty.wait_for("Space select");
    assert!(!pty.screen().contains("selected"), "{}", pty.screen());
    quit(&pty);
}
