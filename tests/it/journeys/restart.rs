//! What the next start restores, and what a second instance may do.

use super::Journey;
use giftlist::app::keys::Screen;
use giftlist::domain::people::employee::PersonId;
use std::time::Duration;

/// Waits until the journal on disk has this many people selected.
fn wait_for_saved_selection(journey: &mut Journey, count: usize) {
    journey.wait_for_saved(|session| session.selected.len() == count);
}

#[test]
fn the_selection_the_query_the_sort_and_the_gift_date_survive_a_restart() {
    let mut journey = Journey::loaded();
    let dubliners = journey.dubliners();
    journey.keys("s ↓ Enter s Enter d 2026-12-02 Enter");
    journey.keys("/ text:office:dublin Enter").drain_for(Duration::from_millis(50));
    let shown = journey.model().screens.recipients.view.len();
    assert!((1..=dubliners).contains(&shown));
    journey.keys("a");
    let before = journey.selected();
    wait_for_saved_selection(&mut journey, before.len());
    let mut journey = journey.restart();
    assert_eq!(journey.model().screen, Screen::Recipients);
    assert_eq!(journey.selected(), before);
    assert_eq!(journey.model().screens.recipients.query.value(), "office:dublin");
    assert!(journey.model().screens.recipients.sorts.as_slice()[0].descending);
    journey.wait_for("gift date Wed 2 Dec 2026").wait_for("are selected, as you left them");
    journey.wait_until(|model| model.screens.recipients.view.len() == shown);
    assert!(!std::fs::read_to_string(journey.file("state/session.json")).unwrap().contains('@'));
}

#[test]
fn columns_and_two_sorts_survive_a_restart() {
    let mut journey = Journey::loaded();
    journey.keys("c text:team Space Enter s text:status Enter").wait_for("Sorted by Status, which is not shown");
    journey.keys("s text:hire Tab").wait_for("by Status ▲, Hired ▲");
    journey.wait_for_saved(|session| session.sort == "status,hire_date" && session.columns.is_some());
    let columns = journey.model().screens.recipients.columns.clone();
    let journey = journey.restart();
    assert_eq!(journey.model().screens.recipients.columns, columns);
    assert_eq!(journey.model().screens.recipients.sorts.to_string(), "status,hire_date");
}

#[test]
fn who_is_selected_since_an_earlier_start_is_told_and_dropped_alone() {
    let mut journey = Journey::loaded();
    journey.keys("Space Space Space");
    journey.keys("d 2026-11-30 Enter").wait_for("gift date Mon 30 Nov 2026");
    wait_for_saved_selection(&mut journey, 3);
    let mut journey = journey.restart();
    journey.wait_for("3 recipients are selected, as you left them; U unselects them");
    journey.wait_for("2026-11-30 is in the past: d changes it");
    journey.keys("e").wait_for("the gift date 2026-11-30 is in the past");
    journey.keys("Esc d today Enter").wait_for("The gift date is today");
    let before = journey.selected();
    let dubliners = journey.dubliners();
    journey.filter("office:dublin", dubliners).wait_for("3 from before (U)");
    journey.keys("a g Space Space");
    let chosen = journey.selected().len();
    let earlier = before.iter().filter(|id| journey.selected().contains(id)).count();
    journey.keys("e").wait_for("3 from before)").keys("Esc U");
    assert!(earlier > 0 && journey.selected().len() < chosen);
    assert_eq!(journey.selected().len(), dubliners - 2, "those of today stay, but for two that were unselected");
    journey.keys("U").wait_for("Nothing to change");
    journey.keys("u u");
    assert_eq!(journey.selected().len(), chosen + 1, "the last toggle is undone");
}

#[test]
fn the_screen_that_was_left_opens_and_every_tab_has_its_state() {
    let journey = Journey::loaded();
    let mut journey = journey.restart();
    assert_eq!(journey.model().screen, Screen::Recipients);
    journey.wait_for("1 Connect ✓   2 Fields 21/21   3 Sync ✓  [4 Recipients]");
    journey.keys("2");
    journey.wait_for_saved(|session| session.screen == "Fields");
    let mut journey = journey.restart();
    assert_eq!(journey.model().screen, Screen::Fields, "the screen that was left");
    journey.wait_for("1 Connect ✓ ");
}

/// Catalogue: C28, F12.
#[test]
fn somebody_who_left_personio_is_unselected_and_named() {
    let mut journey = Journey::loaded();
    journey.keys("Space Space Space");
    let before = journey.selected();
    let roster = journey.roster();
    let name = roster.name(roster.row_of(PersonId(before[1])).unwrap()).into_owned();
    journey.fake.edit_company(|company| {
        company.remove(before[1]);
    });
    journey.keys("r").wait_for("1 of the selected is no longer in Personio and was unselected:");
    journey.wait_for(name.split(' ').next_back().unwrap());
    assert_eq!(journey.selected(), [before[0], before[2]]);
    wait_for_saved_selection(&mut journey, 2);
}

/// Catalogue: F07.
#[test]
fn somebody_else_with_the_id_of_a_selected_person_is_not_selected() {
    let mut journey = Journey::loaded();
    journey.keys("Space Space");
    let before = journey.selected();
    journey.fake.edit_company(|company| {
        company.change(before[0], |person| {
            (person.first_name, person.last_name) = ("Nia".into(), "Other".into());
            person.email = "nia.other@acme.example".into();
            person.hire_date = "2026-11-01".parse().ok();
        });
        company.change(before[1], |person| person.last_name = "Married".into());
    });
    journey.keys("r").wait_for("1 of the selected is no longer in Personio");
    assert_eq!(journey.selected(), [before[1]]);
}

/// Catalogue: A22.
#[test]
fn a_second_program_neither_reads_nor_spoils_the_firsts_selection() {
    let mut first = Journey::loaded();
    first.keys("Space Space");
    wait_for_saved_selection(&mut first, 2);
    let mut second = first.second_instance();
    second.keys("4").wait_until(|model| !model.screens.recipients.view.is_empty());
    second.keys("a");
    second.drain_for(Duration::from_millis(800));
    wait_for_saved_selection(&mut first, 2);
    first.keys("Space");
    wait_for_saved_selection(&mut first, 3);
}
