//! What overlays the screens: dialogs, help.

use super::company::{all_fields, company};
use super::stage::Stage;
use crate::harness::env::Home;
use giftlist::app::Msg;
use giftlist::app::dialogs::Dialog;
use giftlist::app::ssh::SshHost;
use giftlist::domain::export::plan::{Exported, NotExported};
use giftlist::domain::fields::{Field, Fields};
use giftlist::domain::kept::Kept;
use giftlist::domain::kept::lists::{Content, List};
use giftlist::domain::kept::never::Never;
use giftlist::domain::people::employee::PersonId;
use giftlist::domain::problem::{Kind, Problem};
use std::sync::Arc;

fn exporting() -> Stage {
    let mut stage = Stage::loaded();
    stage.keys("L a L e");
    stage
}

#[test]
fn export_in_four_formats() {
    let mut stage = exporting();
    stage.assert_snapshots("export-excel");
    stage.keys("→");
    stage.assert_snapshots("export-workbook");
    stage.keys("→");
    stage.assert_snapshots("export-exact");
    stage.keys("→ ↓ → →");
    stage.assert_snapshots("export-generic-personal");
    stage.keys("Tab");
    stage.assert_snapshots("export-file");
}

#[test]
fn a_format_of_ones_own_follows_the_shipped_ones() {
    let home = Home::new();
    let text = "[[preset]]\nname = \"hamper\"\ntitle = \"Ham\\u001b[31mper\"\nworkbook = true\ncolumns = [[\"last_name\", \"Who\"]]\n";
    home.put("config/config.toml", text);
    let (config, _) = giftlist::files::config::load(&home.path().join("config/config.toml")).unwrap();
    let mut stage = Stage::loaded();
    stage.model.launch.presets = config.presets;
    let screen = stage.keys("a e ←").screen();
    for part in ["‹ Ham␛[31mper ›  one of your own", "gifts-2026-12-01.xlsx", "Who"] {
        assert!(screen.contains(part), "{screen}");
    }
    let screen = stage.keys("→").screen();
    assert!(screen.contains("‹ For Excel ›") && screen.contains("gifts-2026-12-01.csv"), "{screen}");
}

#[test]
fn export_of_somebody_without_a_warning() {
    let mut stage = Stage::loaded();
    stage.keys("/ aoife Enter a e");
    stage.assert_snapshots("export-no-warning");
}

#[test]
fn export_that_failed() {
    let mut stage = exporting();
    stage.keys("Enter");
    stage.assert_snapshots("export-writing");
    let full = Problem::new(Kind::File, "gifts-2026-12-01.csv cannot be written, the disk is full", "make room");
    stage.exported(Err(NotExported::Failed(full)));
    stage.assert_snapshots("export-failed");
}

#[test]
fn export_in_a_small_window() {
    let mut stage = exporting();
    for (columns, lines) in [(60, 15), (40, 10)] {
        stage.resize(columns, lines);
        stage.assert_snapshot(&format!("export-small@{columns}x{lines}"));
    }
    stage.keys("PgDn PgDn");
    stage.assert_snapshot("export-small-scrolled@40x10");
}

/// The file that an export has written.
fn exported() -> Exported {
    let path = "/home/ann/gifts-2026-12-01.csv".into();
    Exported {
        path,
        files: 1,
        rows: 16,
        bytes: 2113,
        guarded: 2,
        separator: Some(';'),
        note: None,
        record: None,
        remembered: vec![],
    }
}

#[test]
fn export_over_a_file_and_done() {
    let mut stage = exporting();
    stage.keys("Enter");
    let existing = "/home/ann/gifts-2026-12-01.csv is there already, 2113 bytes, written 14 min ago";
    stage.exported(Err(NotExported::Exists(existing.into())));
    stage.assert_snapshots("export-overwrite");
    stage.keys("y");
    stage.exported(Ok(exported()));
    stage.assert_snapshots("export-done");
}

#[test]
fn over_ssh_the_file_comes_with_the_line_that_fetches_it() {
    let ssh = SshHost::parse("203.0.113.7 53212 198.51.100.4 22", Some("ann".into()));
    let mut stage = exporting();
    stage.model.launch.ssh = ssh;
    stage.keys("Enter");
    stage.exported(Ok(exported()));
    stage.assert_snapshots("export-done-ssh");
    stage.resize(40, 10);
    stage.assert_snapshot("export-done-ssh@40x10");
    stage.keys("PgDn PgDn PgDn");
    assert!(stage.screen().contains("deactivate everybody who is not in"), "{}", stage.screen());
}

#[test]
fn help_for_each_screen() {
    let mut stage = Stage::loaded();
    for (keys, name) in [("1", "connect"), ("2", "fields"), ("3", "sync"), ("4", "recipients")] {
        stage.keys(keys).keys("?");
        stage.assert_snapshots(&format!("help-{name}"));
        stage.keys("Esc");
    }
    stage.keys("/ F1");
    stage.assert_snapshots("help-query");
}

#[test]
fn help_is_filtered_by_typing() {
    let mut stage = Stage::loaded();
    stage.keys("? select");
    stage.assert_snapshots("help-filtered");
    stage.keys("text:zz");
    assert!(stage.screen().contains("Nothing matches; Esc shows all"), "{}", stage.screen());
    stage.keys("Esc");
    assert!(stage.screen().contains("edit the query"), "{}", stage.screen());
    stage.keys("q ?");
    assert!(stage.model.help.is_none(), "a q is text, a ? closes");
    stage.keys("? Esc");
    assert!(stage.model.help.is_none());
}

#[test]
fn a_paste_goes_into_the_filter_of_the_help_and_not_below_it() {
    let mut stage = Stage::loaded();
    stage.keys("d F1");
    stage.dispatch(Msg::Pasted("2026-12-24".into()));
    assert!(stage.screen().contains("/ 2026-12-24"), "{}", stage.screen());
    stage.keys("Esc Esc");
    assert!(stage.screen().contains("> "), "{}", stage.screen());
    assert!(!stage.screen().contains("> 2026-12-24"), "{}", stage.screen());
}

#[test]
fn sort() {
    let mut stage = Stage::loaded();
    stage.keys("s ↓ ↓");
    stage.assert_snapshots("sort");
    stage.keys("date");
    stage.assert_snapshots("sort-filtered");
    stage.keys("Enter");
    assert_eq!(stage.model.screens.recipients.sorts.to_string(), "hire_date");
    stage.keys("s");
    assert!(stage.screen().contains("Enter: the other way round"), "{}", stage.screen());
    stage.keys("Enter");
    assert_eq!(stage.model.screens.recipients.sorts.to_string(), "-hire_date");
    stage.keys("s text:team Tab");
    assert_eq!(stage.model.screens.recipients.sorts.to_string(), "-hire_date,team");
    assert!(stage.screen().contains("by Hired ▼, Team ▲"), "{}", stage.screen());
    stage.keys("s text:zzz Enter");
    assert!(stage.screen().contains("Nothing matches"), "{}", stage.screen());
    stage.keys("Esc Enter");
    assert!(stage.model.dialog.is_none());
}

#[test]
fn columns() {
    let mut stage = Stage::loaded();
    stage.keys("c Space");
    stage.assert_snapshots("columns");
    stage.keys("team ↓ Space");
    stage.assert_snapshots("columns-filtered");
    stage.keys("Esc");
    assert!(stage.model.dialog.is_some(), "Esc takes the filter away first");
    stage.keys("Esc");
    assert!(stage.model.dialog.is_none());
}

#[test]
fn what_the_sync_did_not_read_is_told_beside_its_column() {
    let mut stage = Stage::with_people(company(all_fields().without(Fields::of(&[Field::Team]))));
    for keys in ["s", "c"] {
        stage.keys(keys).keys("text:team");
        assert!(stage.screen().contains("Team (not read)"), "{}", stage.screen());
        stage.keys("Esc Esc");
    }
}

#[test]
fn gift_date() {
    let mut stage = Stage::loaded();
    stage.keys("d 2026-12-32 Enter");
    stage.assert_snapshots("gift-date-error");
    stage.keys("Backspace 1 Enter");
    stage.assert_snapshots("gift-date-set");
}

#[test]
fn gift_date_from_the_suggestions() {
    let mut stage = Stage::loaded();
    stage.keys("d 24. ↓ ↓");
    stage.assert_snapshots("gift-date-suggested");
    stage.keys("↑ ↑");
    assert!(stage.screen().contains("> 24."), "what was typed stands above them: {}", stage.screen());
    stage.keys("↓ ↓ ↓ Enter");
    assert_eq!(stage.model.company.gift_date.map(|day| day.to_string()).as_deref(), Some("2026-12-08"));
    stage.keys("d ↓ Enter");
    assert_eq!(stage.model.company.gift_date, None, "today is today tomorrow, too");
}

#[test]
fn lists_in_a_small_window() {
    let mut stage = Stage::loaded();
    stage.resize(40, 10);
    for (keys, name) in [("?", "help"), ("s", "sort"), ("c", "columns"), ("d", "gift-date")] {
        stage.keys(keys).keys("↓");
        stage.assert_snapshot(&format!("{name}-small@40x10"));
        stage.keys("Esc");
    }
}

#[test]
fn the_end_of_an_export_is_told_wherever_the_user_is() {
    for keys in ["?", "Alt-3", "Alt-3 ?"] {
        let mut stage = exporting();
        stage.keys("Enter").keys(keys);
        let help = stage.model.help.is_some();
        stage.exported(Ok(exported()));
        assert!(stage.model.notice.as_ref().is_some_and(|notice| notice.text.starts_with("Wrote")), "after {keys}");
        assert_eq!(stage.model.help.is_some(), help, "after {keys}");
    }
}

#[test]
fn the_end_of_an_export_that_was_left_does_not_touch_the_next_one() {
    let mut stage = exporting();
    stage.keys("Enter Alt-1 4 e");
    stage.exported(Err(NotExported::Exists("/home/ann/gifts.csv is there already".into())));
    assert!(!stage.screen().contains("Replace the file?"), "{}", stage.screen());
    assert!(stage.screen().contains("Nothing was written"), "{}", stage.screen());
}

#[test]
fn help_hides_the_dialog_below() {
    let mut stage = Stage::loaded();
    for (keys, title) in [("s F1", "Sort by"), ("d F1", "Gift date ━"), ("c F1", "━ Columns ━")] {
        stage.keys(keys);
        assert!(stage.screen().contains(" Keys ━") && !stage.screen().contains(title), "{}", stage.screen());
        stage.keys("Esc Esc");
    }
}

/// Catalogue: C27.
#[test]
fn what_is_being_written_has_the_people_of_before_and_the_next_try_those_of_the_sync() {
    let mut stage = Stage::loaded();
    stage.keys("a 3 r 4 e Enter");
    let plan = |stage: &Stage| match &stage.model.dialog {
        Some(Dialog::Export(export)) => (export.is_writing, export.plan.clone()),
        other => panic!("{other:?}"),
    };
    let (is_writing, before) = plan(&stage);
    assert!(is_writing);
    stage.sync_succeeded(company(all_fields()));
    let (is_writing, during) = plan(&stage);
    assert!(is_writing && Arc::ptr_eq(&before, &during), "Esc still stops what is being written");
    stage.exported(Err(NotExported::Failed(Problem::new(Kind::File, "full", "make room"))));
    let (is_writing, after) = plan(&stage);
    let now = stage.model.company.people.as_ref().map(|people| people.roster.clone()).unwrap();
    assert!(!is_writing && Arc::ptr_eq(&after.roster, &now), "the next try has the people of the sync");
}

#[test]
fn occasions_of_the_coming_weeks_and_months() {
    let mut stage = Stage::loaded();
    stage.keys("t");
    stage.assert_snapshots("occasions");
    stage.keys("→ → Space");
    stage.assert_snapshot("occasions-anniversaries-by-month@80x24");
    stage.keys("Home Enter");
    let recipients = &stage.model.screens.recipients;
    assert_eq!(recipients.query.value(), "anniversary:2026-12-01..2026-12-31");
    assert!(stage.screen().contains("Anniversaries of that time; the gift date is today"));
}

#[test]
fn why_somebody_is_in_the_list_or_is_not() {
    let mut stage = Stage::loaded();
    stage.keys("/ office:dublin Enter x");
    stage.assert_snapshots("why");
    stage.keys("text:a");
    stage.assert_snapshots("why-several");
    stage.resize(40, 10);
    stage.assert_snapshot("why-several@40x10");
    stage.resize(80, 24);
    stage.keys("Ctrl-u text:nobody");
    assert!(stage.screen().contains("Nobody in the last sync has that name"));
    assert!(!stage.screen().contains("Enter"), "there is nobody to go to");
}

#[test]
fn from_why_one_goes_to_the_person() {
    let mut stage = Stage::loaded();
    stage.keys("/ office:dublin Enter x text:bhriain Enter");
    assert!(stage.model.dialog.is_none());
    let current = |stage: &Stage| stage.model.screens.recipients.current(&stage.model.context());
    assert_eq!(current(&stage), Some(PersonId(105)));
    for (name, reason, query) in [
        ("muller", "office:dublin fails: Office is \"Berlin\"", "name:\"Finn Müller\""),
        ("kofi", "leaver: the status in Personio is inactive", "name:\"Kofi Mensah\" leaver:yes"),
        ("nameless@acme.example", "office:dublin holds: Office is \"Dublin\"", "office:dublin"),
    ] {
        stage.keys(&format!("x text:{name}"));
        assert!(stage.screen().contains(reason), "{}", stage.screen());
        stage.keys("Enter");
        assert_eq!(stage.model.screens.recipients.query.value(), query);
        stage.keys("Esc");
    }
    stage.keys("g Space Tab x text:kofi");
    assert!(stage.screen().contains("not selected, and only the selected are shown"), "{}", stage.screen());
}

#[test]
fn people_selected_by_their_addresses() {
    let mut stage = Stage::loaded();
    stage.keys("p");
    stage.assert_snapshots("emails");
    stage.keys("Esc");
    let text = "To: Byrne, Aoife <AOIFE.BYRNE@acme.example>;\tben.oconail@acme.example\naoife.byrne@acme.example";
    stage.dispatch(Msg::Pasted(text.into()));
    stage.assert_snapshots("emails-found");
}

#[test]
fn lists_to_open_and_a_list_to_save() {
    let mut stage = Stage::loaded();
    stage.keys("o");
    stage.assert_snapshots("lists");
    stage.keys("text:round Enter");
    assert_eq!(stage.model.screens.recipients.query.value(), "list:\"round anniversaries next month\"");
    stage.keys("Esc / office:dublin Enter w text:Dublin");
    stage.assert_snapshots("save-list");
    stage.keys("Tab");
    assert!(stage.screen().contains("Fixed: the 5 people shown now, and no others later."), "{}", stage.screen());
    stage.keys("Esc Space w");
    assert!(stage.screen().contains("Fixed: the 1 person selected now"), "{}", stage.screen());
    stage.keys("Enter");
    assert!(stage.screen().contains("\"\" cannot be a name: use 1 to 60 characters"), "{}", stage.screen());
    stage.keys("Esc / Ctrl-u selected:yes Enter w text:mine Tab Enter");
    assert!(stage.screen().contains("A live list cannot use selected: save the people instead"), "{}", stage.screen());
}

#[test]
fn why_knows_whom_a_list_in_the_query_shows() {
    let mut stage = Stage::loaded();
    let mut kept = Kept::default();
    kept.never.put(Never { id: 101, since: "2026-12-01".into(), why: String::new() });
    let content = Content::Query("never:yes".into());
    kept.lists.save(List { name: "no gifts".into(), content, last_export: None });
    stage.dispatch(Msg::KeptRead { account: stage.model.company.account, change: None, result: Ok(kept) });
    stage.keys("/ text:list:\"no Space text:gifts\" Enter x");
    let screen = stage.screen();
    assert!(screen.contains("Aoife Byrne") && screen.contains("In the list because"), "{screen}");
}
