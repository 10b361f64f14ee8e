//! The export: the choices in its dialog, and the file on disk.

use super::Journey;
use giftlist::app::Effect;
use giftlist::app::dialogs::Dialog;
use giftlist::app::dialogs::export::ExportField;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Selects the shown people, opens the export and enters the file.
fn export(journey: &mut Journey, path: &Path) {
    journey.keys("a e Tab Tab Ctrl-u").keys(&format!("text:{}", path.display()));
    journey.wait_until(|model| matches!(&model.dialog, Some(Dialog::Export(export)) if export.warnings.is_some()));
}

#[test]
fn nothing_is_written_by_esc_and_the_selection_stays() {
    let mut journey = Journey::loaded();
    let path = journey.file("gifts.csv");
    export(&mut journey, &path);
    let before = journey.selected();
    journey.keys("Esc");
    assert!(journey.model().dialog.is_none() && !path.exists());
    assert_eq!(journey.selected(), before);
}

/// Catalogue: C13.
#[test]
fn a_file_is_replaced_only_after_a_yes() {
    let mut journey = Journey::loaded();
    let path = journey.file("gifts.csv");
    export(&mut journey, &path);
    journey.keys("Enter").wait_until(|model| matches!(model.dialog, Some(Dialog::Exported(_))));
    journey.keys("Enter");
    let first = std::fs::read(&path).unwrap();
    let people = journey.model().screens.recipients.view.len();

    let dubliners = journey.dubliners();
    journey.keys("A").filter("office:dublin", dubliners);
    for no in ["Enter", "n", "Esc"] {
        export(&mut journey, &path);
        journey.keys("Enter").wait_for("Replace the file?");
        journey.wait_for("bytes, written just now");
        journey.keys(no);
        assert!(matches!(journey.model().dialog, Some(Dialog::Export(_))));
        assert_eq!(std::fs::read(&path).unwrap(), first);
        journey.keys("Esc");
    }
    export(&mut journey, &path);
    journey.keys("Enter").wait_for("Replace the file?");
    journey.keys("y").wait_until(|model| matches!(model.dialog, Some(Dialog::Exported(_))));
    let lines = std::fs::read_to_string(&path).unwrap().lines().count();
    assert_eq!(lines, journey.selected().len() + 1);
    assert!(lines < people);
}

#[test]
fn warnings_come_before_anything_is_written() {
    let mut journey = Journey::loaded();
    let path = journey.file("gifts.csv");
    journey.keys("L").wait_until(|model| model.screens.recipients.shows_leavers());
    let all = journey.roster().len();
    journey.wait_until(|model| model.screens.recipients.view.len() == all);
    journey.keys("a e").wait_for("left by the gift date");
    journey.wait_for("without an email");
    assert!(!path.exists());
    journey.keys("→").wait_for("texts stay texts").wait_for("gifts-2026-12-01.xlsx");
    journey.keys("→").wait_for("exactly as in Personio").wait_for("gifts-2026-12-01.csv");
    journey.keys("→").wait_for("first, last, email, country");
    journey.keys("Tab → →").wait_for("personal email where there is one");
    journey.wait_for("with their personal address");
}

#[test]
fn a_folder_that_is_not_there_keeps_the_dialog_with_the_reason() {
    let mut journey = Journey::loaded();
    let path = journey.file("nowhere/gifts.csv");
    export(&mut journey, &path);
    journey.keys("Enter").wait_until(|model| matches!(&model.dialog, Some(Dialog::Export(e)) if e.failed.is_some()));
    let Some(Dialog::Export(dialog)) = &journey.model().dialog else { unreachable!() };
    assert_eq!(dialog.file.value(), path.display().to_string());
    assert!(!dialog.is_writing);
    journey.keys("Ctrl-u Enter").wait_for("The file has no name");
}

#[test]
fn a_warning_leads_to_the_people_behind_it() {
    let mut journey = Journey::loaded();
    journey.keys("a e").wait_for("Enter: write");
    journey.wait_for("without an email").wait_for("Enter shows them");
    journey.keys("Shift-Tab").wait_for("Enter: show them");
    while !matches!(&journey.model().dialog, Some(Dialog::Export(export)) if export.focus == ExportField::Warning(0)) {
        journey.keys("Shift-Tab");
    }
    journey.keys("Enter").wait_for("selected:yes leaver:yes,no missing:email");
    assert!(journey.model().dialog.is_none());
    journey.wait_until(|model| (1..288).contains(&model.screens.recipients.view.len()));
    journey.keys("Esc").wait_for("everybody");
    journey.keys("e ↓ ↓").wait_for("Enter: write");
}

#[test]
fn the_selected_who_are_not_shown_are_a_key_away_and_the_query_comes_back() {
    let mut journey = Journey::loaded();
    let dubliners = journey.dubliners();
    journey.keys("L").wait_until(|model| model.screens.recipients.shows_leavers());
    journey.keys("a L").wait_until(|model| !model.screens.recipients.shows_leavers());
    let not_shown = journey.roster().len() - dubliners;
    journey.filter("office:dublin", dubliners).keys("e");
    journey.wait_for(&format!("({not_shown} not shown: w shows them)"));
    journey.wait_for("gifts-2026-12-01.csv");
    journey.keys("w").wait_until(|model| model.screens.recipients.view.len() == not_shown);
    assert!(journey.model().dialog.is_none());
    assert_eq!(journey.model().session().query, "office:dublin", "the next start has the user's own query");
    journey.keys("Esc").wait_until(|model| model.screens.recipients.view.len() == dubliners);
    assert_eq!(journey.model().screens.recipients.query.value(), "office:dublin");
    journey.keys("Esc A L a Esc L").keys("e");
    journey.wait_for("not shown: w").keys("w").wait_for("selected:yes leaver:yes");
}

#[test]
fn the_separator_for_excel_is_a_choice_that_is_kept() {
    let mut journey = Journey::loaded();
    let path = journey.file("gifts.csv");
    export(&mut journey, &path);
    journey.keys("Tab Tab").wait_for("Cells     ‹ , ›").keys("→").wait_for("Cells     ‹ ; ›");
    journey.wait_until(|model| matches!(&model.dialog, Some(Dialog::Export(export)) if export.warnings.is_some()));
    journey.keys("Enter").wait_for("\";\" between cells");
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("\u{feff}\"City\";\"Country\";"));
    let config = std::fs::read_to_string(journey.file("config/config.toml")).unwrap();
    assert_eq!(config, "excel_delimiter = \";\"\n");
    journey.keys("Enter e").wait_for("Cells     ‹ ; ›");
    journey.keys("→").wait_for("texts stay texts");
    assert!(!super::draw_to_string(journey.model()).contains("Cells"), "other formats have no choice of it");
}

#[test]
fn a_workbook_is_written_under_its_own_ending_and_no_other() {
    let mut journey = Journey::loaded();
    journey.keys("a e Tab Tab text:x Shift-Tab Shift-Tab → →").wait_for("gifts-2026-12-01.csvx");
    journey.keys("←").wait_for("texts stay texts").keys("Tab Tab Ctrl-u");
    journey.keys(&format!("text:{}", journey.file("gifts.csv").display()));
    journey.wait_until(|model| matches!(&model.dialog, Some(Dialog::Export(export)) if export.warnings.is_some()));
    journey.keys("Enter").wait_for("would have XLSX in it");
    let path = journey.file("gifts.xlsx");
    journey.keys("Ctrl-u").keys(&format!("text:{}", path.display())).keys("Enter").wait_for("Workbook");
    journey.wait_until(|model| matches!(model.dialog, Some(Dialog::Exported(_))));
    assert!(std::fs::read(&path).unwrap().starts_with(b"PK"));
}

/// Catalogue: C27, C28.
#[test]
fn a_sync_that_ends_beside_the_dialog_changes_who_is_exported() {
    let mut journey = Journey::loaded();
    let path = journey.file("gifts.csv");
    journey.keys("Space Space");
    let selected = journey.selected();
    journey.fake.edit_company(|company| {
        company.remove(selected[0]);
    });
    journey.keys("r 4 e Tab Tab Ctrl-u").keys(&format!("text:{}", path.display()));
    journey.wait_for("Who       1 selected");
    journey.wait_until(|model| matches!(&model.dialog, Some(Dialog::Export(export)) if export.warnings.is_some()));
    journey.keys("Enter").wait_for("1 person, ");
    assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 2);
}

/// Catalogue: C12.
#[test]
fn while_it_is_written_nothing_of_the_export_can_be_changed() {
    let mut journey = Journey::loaded();
    let path = journey.file("gifts.csv");
    export(&mut journey, &path);
    journey.keys("Enter");
    let before = match &journey.model().dialog {
        Some(Dialog::Export(dialog)) if dialog.is_writing => {
            (dialog.preset().name.clone(), dialog.file.to_string(), dialog.plan.clone())
        }
        other => panic!("{other:?}"),
    };
    journey.keys("→ ← Tab text:x →");
    let Some(Dialog::Export(dialog)) = &journey.model().dialog else { panic!("no dialog") };
    assert_eq!((&dialog.preset().name, &dialog.file.to_string()), (&before.0, &before.1));
    let plan = dialog.plan.clone();
    assert!(Arc::ptr_eq(&plan, &before.2), "Esc stops what is being written");
    journey.keys("Esc");
    assert!(plan.cancel.is_cancelled());
    // It may be on disk already when Esc comes; otherwise there is nothing.
    journey.wait_until(|model| match &model.dialog {
        Some(Dialog::Export(dialog)) => dialog.failed.as_deref() == Some("Stopped: nothing was written"),
        Some(Dialog::Exported(_)) => true,
        _ => false,
    });
    assert_eq!(path.exists(), matches!(journey.model().dialog, Some(Dialog::Exported(_))));
}

/// Catalogue: C11.
#[test]
fn nobody_selected_is_no_export() {
    let mut journey = Journey::loaded();
    journey.keys("e");
    assert!(journey.model().dialog.is_none());
    assert!(journey.model().notice.is_some());
}

#[test]
fn no_letter_is_a_command_in_the_name_of_the_file() {
    let mut journey = Journey::loaded();
    let letters: String = ('!'..='~').collect();
    journey.keys(&format!("a e Tab Tab Ctrl-u text:{letters}"));
    let Some(Dialog::Export(dialog)) = &journey.model().dialog else { panic!("no dialog") };
    assert_eq!(dialog.file.value(), letters);
    let asked = journey.take_terminal_effects();
    assert!(!asked.iter().any(|effect| matches!(effect, Effect::Quit)), "{asked:?}");
}

#[test]
fn warnings_that_come_while_help_is_open_are_there_afterwards() {
    let mut journey = Journey::loaded();
    journey.keys("a e ?").drain_for(Duration::from_millis(300));
    journey.keys("Esc");
    let Some(Dialog::Export(dialog)) = &journey.model().dialog else { panic!("no dialog") };
    assert!(dialog.warnings.is_some() && !dialog.preview.is_empty());
}

#[test]
fn a_campaign_marks_its_people_and_a_list_tells_what_is_different() {
    let mut journey = Journey::loaded();
    let dubliners = journey.dubliners();
    journey.filter("office:dublin", dubliners).keys("w text:Dublin Enter").wait_for("The list is saved");
    let write = |journey: &mut Journey, file: &str| {
        let path = journey.file(file).display().to_string();
        journey.keys("o text:dublin Enter").wait_until(|model| model.screens.recipients.view.len() == dubliners);
        journey.keys("a e Tab Tab Ctrl-u").keys(&format!("text:{path}"));
    };
    write(&mut journey, "one.csv");
    journey.wait_for("without an email").keys("↓ text:Win\"ter Enter").wait_for("cannot be a name");
    journey.keys("Ctrl-u text:Winter Enter").wait_for("From now on gifted:Winter finds these people");
    journey.keys("Enter Esc").filter("gifted:winter", dubliners).wait_for("gifted");
    assert!(std::fs::read_to_string(journey.file("state/campaigns.json")).unwrap().contains("Winter"));
    journey.keys("Esc A");
    write(&mut journey, "two.csv");
    journey.wait_for("Since the last file of this list, of 2026-12-01: 0 new, 0 left");
    journey.wait_for(&format!("{dubliners} were in a campaign of this year already"));
    journey.keys("Enter").wait_for("0 new, 0 left.");
    let mut journey = journey.restart();
    journey.keys("/ Ctrl-u text:gifts-this-year:1 Enter").wait_until(|model| {
        !model.screens.recipients.applied.is_empty() && model.screens.recipients.view.len() == dubliners
    });
}

#[test]
fn a_country_gets_its_code_once() {
    let mut journey = Journey::loaded();
    journey.keys("/ text:country:channel Enter").wait_until(|model| model.screens.recipients.view.len() == 1);
    journey.keys("a e → → → →").wait_for("Enter gives a code").wait_for("known for Channel Islands");
    journey.keys("Tab Tab Tab Tab");
    while !journey.screen_at(80, 24).contains("Enter: give it a code") {
        journey.keys("↓");
    }
    journey.keys("Enter").wait_for("Which code of two letters has \"Channel Islands\"?");
    journey.keys("text:xx Enter").wait_for("\"XX\" is no code of a country").keys("Backspace Backspace");
    journey.keys("text:je Enter").wait_until(|model| match &model.dialog {
        Some(Dialog::Export(export)) => export.preview.iter().any(|row| row.contains(&"JE".to_string())),
        _ => false,
    });
    let mut waited = 0;
    while !std::fs::read_to_string(journey.file("config/config.toml")).is_ok_and(|text| text.contains("JE")) {
        journey.drain_for(Duration::from_millis(10));
        waited += 1;
        assert!(waited < 500, "it is kept for the next start");
    }
}

#[test]
fn who_looks_at_the_people_behind_a_warning_comes_back_to_the_same_choices() {
    let mut journey = Journey::loaded();
    journey.keys("a e → → → →").wait_for("Channel Islands").keys("Tab Tab text:x Tab text:Spring Tab");
    journey.wait_for("Enter: show them");
    journey.keys("Enter").wait_for("e goes back to the export, Esc brings back your query");
    journey.keys("e").wait_for("Snappy").wait_for("Spring").wait_for(".csvx");
    journey.wait_for("Channel Islands").keys("Tab Tab Tab Tab").wait_for("Enter: show them");
    journey.keys("Enter Esc e").wait_for("Spring");
    journey.keys("Esc e").wait_for("For Excel");
    journey.keys("Esc A / text:byrne Enter").wait_for("1 shown").keys("a e").wait_for("For Excel");
    assert!(!journey.screen_at(80, 24).contains("Spring"), "another query, another export");
}

#[test]
fn the_first_account_of_a_first_start_remembers_its_campaign() {
    let mut journey = Journey::first_start();
    let (id, secret) = (journey.fake.client_id().to_owned(), journey.fake.client_secret().to_owned());
    journey.keys(&format!("text:{id} Enter text:{secret} Tab Tab Enter")).wait_for("accepted");
    journey.keys("Enter").wait_for("21 of 21 required").keys("3 Enter").wait_for("312 people in");
    journey.keys("4").wait_for("shown of");
    journey.keys("Space e").wait_for("workbook keeps it").keys("↓ ↓ Ctrl-u");
    journey.keys(&format!("text:{}", journey.file("one.csv").display())).keys("↓ text:Winter Enter");
    journey.wait_for("From now on gifted:Winter finds");
    assert!(std::fs::read_to_string(journey.file("state/campaigns.json")).unwrap().contains("Winter"));
}

#[test]
fn who_comes_onto_the_never_list_meanwhile_is_not_exported() {
    let mut journey = Journey::loaded();
    let path = journey.file("gifts.csv");
    journey.keys("Space Space g n Enter e").keys("↓ ↓ Ctrl-u").keys(&format!("text:{}", path.display()));
    journey.wait_for("Who       1 selected");
    journey.wait_until(|model| matches!(&model.dialog, Some(Dialog::Export(export)) if export.warnings.is_some()));
    journey.keys("Enter").wait_for("1 person, ");
}
