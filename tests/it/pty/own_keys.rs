//! Keys of the user's own, from the settings to the terminal.

use super::common::{assert_exits, go_to_recipients, open};
use crate::commands::Company;
use crate::harness::pty::keys;

const SETTINGS: &str = "\
[keys.recipients]
select-all = [\"Ctrl-a\"]
undo = \"v\"
[keys.everywhere]
quit = \"Ctrl-q\"
";

#[test]
fn they_work_and_what_is_wrong_is_told_at_the_start() {
    let company = Company::sample().synced();
    company.home.put("config/config.toml", SETTINGS);
    let pty = open(&company);
    pty.wait_for("config.toml, line 3: v is the key of range in recipients already");
    go_to_recipients(&pty);
    pty.wait_for("Ctrl-a all");
    pty.send("a");
    pty.send(&keys::ctrl('a'));
    pty.wait_for("288 selected; u undoes");
    pty.send("q");
    pty.send("u");
    pty.wait_for("undid \"select all shown\"");
    pty.send(&keys::ctrl('q'));
    assert_exits(&pty, 0);
}
