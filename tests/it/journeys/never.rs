//! The never-list on the screen.

use super::Journey;
use giftlist::app::dialogs::Dialog;
use giftlist::files::atomic;

#[test]
fn who_is_put_on_it_is_hidden_unselected_and_in_no_file() {
    let mut journey = Journey::loaded();
    journey.keys("/ text:byrne Enter").wait_until(|model| model.screens.recipients.view.len() == 1);
    journey.keys("Space").wait_for("1 selected");
    journey.keys("n").wait_for("Never: ").keys("text:asked Enter").wait_for("is on the never-list; never:yes");
    journey.wait_for("1 on the never-list (never:yes)").wait_until(|model| model.screens.recipients.view.is_empty());
    assert!(journey.selected().is_empty());
    let mut journey = journey.restart();
    journey.keys("4 Esc").wait_for("1 on the never-list");
    journey.keys("/ text:never:yes Enter").wait_until(|model| model.screens.recipients.view.len() == 1);
    journey.wait_for("never").keys("a").wait_for("1 selected").keys("e").wait_for("left out: 1 on the never-list");
    journey.keys("Esc n").wait_for("On the never-list since 2026-12-01: asked");
    journey
        .keys("Enter")
        .wait_for("is off the never-list")
        .wait_until(|model| model.screens.recipients.view.is_empty());
}

#[test]
fn a_list_that_cannot_be_read_lets_nobody_be_exported() {
    let journey = Journey::loaded();
    let file = journey.file("state/never.json");
    atomic::replace(&file, |out| out.write_all(b"{")).unwrap();
    let mut journey = journey.restart();
    journey.wait_for("never.json").keys("4").wait_until(|model| !model.screens.recipients.view.is_empty());
    journey.keys("a e").wait_until(|model| {
        model.notice.as_ref().is_some_and(|notice| notice.text.contains("never.json cannot be understood"))
    });
    assert!(journey.model().dialog.is_none());
    journey
        .keys("w text:mine Enter")
        .wait_until(|model| model.dialog.is_none() && model.company.kept_problem.is_some());
    journey.keys("Esc a e").wait_for("never.json");
    assert!(journey.model().dialog.is_none(), "another list that can be written makes this one no better");
}

#[test]
fn who_was_put_on_it_by_a_command_is_in_no_file() {
    let mut journey = Journey::loaded();
    let path = journey.file("gifts.csv");
    let aoife = journey.roster().rows().find(|&row| journey.roster().name(row) == "Aoife Byrne").unwrap();
    let id = journey.roster().id(aoife).0;
    journey.keys("/ text:byrne Enter").wait_until(|model| model.screens.recipients.view.len() == 1);
    journey.keys("Space Esc g Space e ↓ ↓ Ctrl-u").keys(&format!("text:{} ", path.display()));
    journey
        .wait_for("2 selected")
        .wait_until(|model| matches!(&model.dialog, Some(Dialog::Export(it)) if it.warnings.is_some()));
    // Behind the back of the open dialog.
    let account = journey.model().company.account.unwrap();
    let never = format!(
        "{{\"version\":1,\"accounts\":{{\"{account}\":[{{\"id\":{id},\"since\":\"2026-12-01\",\"why\":\"\"}}]}}}}"
    );
    atomic::replace(&journey.file("state/never.json"), |out| out.write_all(never.as_bytes())).unwrap();
    journey.keys("Enter").wait_for("1 person, ").wait_for("on the never-list");
    assert!(!std::fs::read_to_string(&path).unwrap().contains("Byrne"));
}
