//! Screen 3: a sync is complete, or leaves everything as it was.

use super::Journey;
use crate::harness::fixtures::status;
use giftlist::app::dialogs::Dialog;
use giftlist::app::screens::sync::SyncState;
use giftlist::fake::{Change, Endpoint, Fault, What};
use giftlist::files::journal;
use std::sync::Arc;
use std::time::{Duration, Instant};

const EMPLOYEES: &str = "/company/employees";

fn with_hanging_page() -> Journey {
    let journey = Journey::loaded();
    journey.fake.inject(Fault::once(Endpoint::Employees, What::Hang).after(2));
    journey
}

/// The client ID of another account.
const OTHER: &str = "papi-0ther000-0000-4000-8000-00000000acme";

#[test]
fn progress_is_shown_and_the_result_told_in_words() {
    let mut journey = Journey::with_latency(Duration::from_millis(120));
    journey.keys("3 Enter").wait_for(" of 312");
    journey.wait_for("no retries");
    journey.wait_for("312 people in");
    journey.wait_for("Look at these");
    journey.keys("r").wait_for("0 new  0 left  0 changed");
}

#[test]
fn enter_on_a_line_shows_its_people_and_esc_brings_the_query_back() {
    let mut journey = Journey::loaded();
    let dubliners = journey.dubliners();
    journey.filter("office:dublin", dubliners);
    let requests = journey.request_count("/employees");
    journey.keys("3 Enter").wait_for("missing:email");
    assert_eq!(journey.request_count("/employees"), requests, "nothing was read");
    journey.keys("Esc").wait_until(|model| model.screens.recipients.view.len() == dubliners);
    journey.keys("3 ↓ Enter").wait_for("missing:employee-id");
}

#[test]
fn what_is_said_of_a_running_sync_ends_with_it() {
    let mut journey = Journey::with_latency(Duration::from_millis(150));
    journey.keys("3 r 4").wait_for("Everybody is being read: 3 shows how far");
    journey.keys("r").wait_for("A sync is going on already").wait_until(|model| model.company.people.is_some());
    assert!(!super::draw_to_string(journey.model()).contains("going on already"));
}

#[test]
fn what_changed_is_counted() {
    let mut journey = Journey::loaded();
    let ids: Vec<u64> = journey.fake.with_company(|company| company.people().take(3).map(|person| person.id).collect());
    journey.fake.edit_company(|company| {
        company.remove(ids[0]);
        company.change(ids[1], |person| person.position = "Keeper of the Keys".into());
        company.add(giftlist::fake::Person::named("Newly", "Hired"));
        company.add(giftlist::fake::Person::named("Also", "New"));
    });
    journey.keys("r").wait_for("313 people in");
    journey.wait_for("2 new  1 left  1 changed");
    journey.keys("n").wait_until(|model| model.screens.recipients.view.len() == 2);
    journey.keys("3 l").wait_for("1 left since the sync before");
    journey.keys("Esc r").wait_for("0 new  0 left  0 changed");
    let mut journey = journey.restart();
    journey.keys("3 l").wait_for("Who left is known after a sync in this run");
}

#[test]
fn a_person_whom_a_sync_does_not_bring_again_is_no_longer_looked_at() {
    for is_removed in [false, true] {
        let mut journey = Journey::loaded();
        journey.keys("Space");
        let selected = journey.selected();
        if is_removed {
            journey.fake.edit_company(|company| assert!(company.remove(selected[0])));
        }
        journey.keys("r 4 g Enter");
        assert!(matches!(&journey.model().dialog, Some(Dialog::Person(person)) if person.id.0 == selected[0]));
        journey.wait_until(|model| !model.screens.sync.is_running());
        assert_eq!(journey.model().dialog.is_none(), is_removed);
    }
}

/// Catalogue: D21.
#[test]
fn a_cancelled_sync_leaves_the_old_list() {
    let mut journey = with_hanging_page();
    let before = journey.roster();
    journey.keys("r").wait_for("Reading everybody");
    journey.keys("Esc").wait_for("Stopped. The old list stays as it was.");
    journey.drain_for(Duration::from_millis(200));
    assert!(Arc::ptr_eq(&before, &journey.roster()));
    assert!(matches!(journey.model().screens.sync.state, SyncState::Cancelled));
    journey.fake.clear_faults();
    journey.keys("r").wait_for("312 people in");
}

/// Catalogue: D21.
#[test]
fn a_cancelled_sync_does_not_go_on() {
    let mut journey = Journey::loaded();
    let before = journey.roster();
    journey.fake.inject(Fault::once(Endpoint::Employees, What::Drip { bytes_per_tick: 100_000 }));
    journey.keys("r").wait_for("Reading everybody");
    journey.keys("Esc").wait_for("Stopped. The old list stays as it was.");
    journey.drain_for(Duration::from_secs(5));
    assert!(Arc::ptr_eq(&before, &journey.roster()));
}

#[test]
fn a_failed_sync_leaves_the_old_list_and_names_stage_cause_and_remedy() {
    let mut journey = Journey::loaded();
    let before = journey.roster();
    journey.fake.inject(Fault::always(Endpoint::Employees, status(404, None)).after(1));
    journey.keys("r").wait_for("The sync failed: ");
    journey.wait_for("404");
    journey.wait_for("What to do: ");
    journey.wait_for("The old list stays: 312 people");
    assert!(Arc::ptr_eq(&before, &journey.roster()));
    journey.wait_for_saved(|session| session.failed_sync.is_some());
    let mut journey = journey.restart();
    assert_eq!(journey.roster().len(), 312);
    journey.keys("3").wait_for("3 Sync ✗").wait_for("The last sync failed just now, the old list stays");
}

#[test]
fn a_failure_is_told_on_the_screen_where_the_user_is() {
    let mut journey = with_hanging_page();
    journey.keys("r").wait_for("Reading everybody");
    journey.keys("4");
    journey.fake.clear_faults();
    journey.fake.inject(Fault::always(Endpoint::Any, status(404, None)));
    journey.keys("3 Esc r 4").wait_for("The sync failed, the old list stays");
}

#[test]
fn a_limit_is_waited_for_with_its_reason() {
    let mut journey = Journey::with_credentials();
    journey.fake.inject(Fault::once(Endpoint::Employees, status(429, Some("2"))).after(1));
    journey.keys("3 Enter").wait_for("Waiting 2 s: Personio asked to slow down");
    journey.wait_for("312 people in");
    journey.wait_for("1 retry");
}

/// Catalogue: E30.
#[test]
fn far_fewer_people_need_a_yes() {
    let mut journey = Journey::loaded();
    let before = journey.roster();
    journey.fake.edit_company(|company| company.truncate(38));
    journey.keys("r").wait_for("Only 38 people came, 312 were in the last sync.");
    assert!(Arc::ptr_eq(&before, &journey.roster()));
    journey.keys("Esc").wait_for("the old one stays");
    assert_eq!(journey.roster().len(), 312);
    journey.keys("r").wait_for("Only 38 people came");
    journey.keys("y").wait_for("38 people in");
    assert_eq!(journey.roster().len(), 38);
    let journey = journey.restart();
    assert_eq!(journey.roster().len(), 38);
}

/// Catalogue: E39.
#[test]
fn a_second_sync_is_not_begun_while_one_runs() {
    let mut journey = with_hanging_page();
    journey.keys("r").wait_for("Reading everybody");
    journey.drain_for(Duration::from_millis(300));
    let before = journey.request_count(EMPLOYEES);
    journey.keys("r r Enter 4 r").wait_for("A sync is going on already");
    assert_eq!(journey.request_count(EMPLOYEES), before);
}

/// Catalogue: E27.
#[test]
fn somebody_who_is_hired_between_two_pages_is_in_the_list_once() {
    let mut journey = Journey::with_credentials();
    let edit = Change::new(|company: &mut giftlist::fake::Company| {
        company.insert(0, giftlist::fake::Person::named("Newly", "Hired"));
    });
    journey.fake.inject(Fault::once(Endpoint::Employees, What::EditCompany(edit)).after(1));
    journey.keys("3 Enter").wait_for("313 people in");
    journey.keys("4").filter("newly", 1);
}

/// Catalogue: E37.
#[test]
fn a_list_that_is_said_to_be_dropped_is_not_there_at_the_next_start() {
    let mut journey = Journey::loaded();
    journey.fake.edit_company(|company| company.truncate(38));
    journey.keys("r").wait_for("Only 38 people came");
    let kept = journey.file("cache/people.snapshot");
    let before = std::fs::read(&kept).unwrap();
    journey.keys("y");
    // The new list is on disk, but the program has not handled the message about it yet.
    let limit = Instant::now() + Duration::from_secs(10);
    while std::fs::read(&kept).unwrap() == before {
        assert!(Instant::now() < limit, "the new list was not kept");
    }
    journey.keys("Esc").drain_for(Duration::from_millis(500));
    let shown = journey.roster().len();
    assert_eq!(journey.restart().roster().len(), shown);
}

/// Catalogue: E40.
#[test]
fn progress_shows_the_pages_that_have_come_while_the_next_is_slow() {
    let mut journey = with_hanging_page();
    journey.keys("r").wait_for("Reading everybody");
    journey.wait_until(
        |model| matches!(&model.screens.sync.state, SyncState::Running { progress, .. } if progress.pages >= 2),
    );
}

/// Catalogue: F08.
#[test]
fn another_accounts_credentials_leave_nothing_of_the_account_before_selected() {
    let mut journey = Journey::loaded();
    journey.keys("Space Space Space");
    journey.move_to_another_account(OTHER);
    journey.keys(&format!("1 Shift-Tab Shift-Tab Shift-Tab Ctrl-u text:{OTHER} Esc Enter"));
    journey.wait_until(|model| model.screens.connect.is_accepted());
    journey.keys("4 Space").drain_for(Duration::from_millis(800));
    assert!(journey.model().company.people.is_none() && journey.selected().is_empty());
    let kept = journal::load(&journey.file("state/session.json")).unwrap().unwrap();
    assert_eq!((kept.session.selected.len(), kept.others.len()), (3, 0), "the account before has its three");
}

/// Catalogue: E01.
#[test]
fn a_wait_after_a_broken_connection_is_shown_and_can_be_cancelled() {
    let mut journey = Journey::with_credentials();
    journey.fake.inject(Fault::always(Endpoint::Employees, What::Reset));
    journey.keys("3 Enter").wait_for("The connection failed");
    journey.keys("Esc").wait_for("Stopped.");
    let before = journey.request_count(EMPLOYEES);
    journey.drain_for(Duration::from_millis(2500));
    assert_eq!(journey.request_count(EMPLOYEES), before);
}
