//! Screen 3.

use super::company::{all_fields, attributes, company, later_company};
use super::stage::{Stage, credentials};
use crate::harness::fixtures::{UNIX, launch_options};
use giftlist::app::launch::LaunchOptions;
use giftlist::domain::fields::Field;
use giftlist::domain::people::People;
use giftlist::domain::picking::session::{FailedSync, Session};
use giftlist::domain::sync::{SyncEnd, SyncProgress, SyncStage, Waiting};
use giftlist::personio::{self, Cause};
use std::sync::Arc;
use std::time::Duration;

fn half_way() -> SyncProgress {
    SyncProgress {
        stage: SyncStage::ReadingPeople,
        people: 1180,
        people_total: Some(2113),
        pages: 12,
        pages_total: Some(22),
        requests: 14,
        ..SyncProgress::default()
    }
}

fn running() -> Stage {
    let mut stage = Stage::connected();
    stage.keys("3 r");
    stage.sync_moved(SyncProgress { people: 0, pages: 0, ..half_way() });
    stage.advance(Duration::from_millis(1250));
    stage
}

#[test]
fn sync_before_the_first() {
    let mut stage = Stage::connected();
    stage.keys("3");
    stage.assert_snapshots("sync-idle");
}

#[test]
fn sync_without_credentials() {
    let mut stage = Stage::first_start();
    stage.keys("Alt-3");
    stage.assert_snapshots("sync-no-credentials");
}

#[test]
fn sync_with_fields_missing() {
    let mut stage = Stage::connected();
    stage.keys("2");
    stage.attributes_read(Ok(attributes(|a| a.field.is_some_and(|f| f != Field::Team && f != Field::Birthday))));
    stage.keys("3");
    stage.assert_snapshots("sync-idle-missing");
}

#[test]
fn sync_signing_in_beside_an_old_list() {
    let mut stage = Stage::loaded();
    stage.advance(Duration::from_secs(7200));
    stage.keys("3 r");
    stage.advance(Duration::from_secs(3));
    stage.assert_snapshots("sync-signing-in");
}

/// Catalogue: E40.
#[test]
fn sync_at_56_percent() {
    let mut stage = running();
    stage.sync_moved(half_way());
    stage.assert_snapshots("sync-running");
}

#[test]
fn sync_waiting_on_a_limit() {
    let mut stage = running();
    let waiting = Waiting { time: Duration::from_secs(27), reason: "Personio asked to slow down" };
    stage.sync_moved(SyncProgress { retries: 1, waiting: Some(waiting), ..half_way() });
    stage.assert_snapshots("sync-waiting");
}

#[test]
fn sync_done_for_the_first_time() {
    let mut stage = Stage::loaded();
    stage.keys("3");
    stage.assert_snapshots("sync-done-first");
}

#[test]
fn sync_done_for_the_second_time() {
    let mut stage = Stage::loaded();
    stage.keys("3 r");
    stage.sync_succeeded(later_company());
    stage.assert_snapshots("sync-done-second");
    stage.resize(80, 24);
    stage.keys("End Enter End").assert_snapshot("sync-unfolded@80x24");
    stage.resize(40, 10);
    stage.keys("Home").assert_snapshot("sync-done-second@40x10");
    stage.keys("l").assert_snapshot("sync-unlisted@40x10");
    stage.resize(80, 24);
    stage.assert_snapshot("sync-unlisted@80x24");
}

#[test]
fn beside_the_list_stands_who_is_behind_a_line() {
    let mut stage = Stage::loaded();
    stage.resize(120, 30);
    stage.keys("3 ↓ ↓ ↓ ↓ ↓ ↓").assert_snapshot("sync-detail@120x30");
    stage.resize(120, 18);
    stage.keys("End ↑ ↑ ↑").assert_snapshot("sync-detail@120x18");
    stage.resize(99, 18);
    assert!(!stage.screen().contains("Without it,"));
}

#[test]
fn sync_of_an_earlier_run() {
    let mut stage = Stage::connected();
    let before = company(all_fields());
    let (roster, _) = later_company().marked_against(&before);
    stage.people_loaded(Ok(Some(People { roster: Arc::new(roster), synced_at: UNIX - 7200 })));
    stage.keys("3");
    stage.assert_snapshots("sync-earlier");
}

#[test]
fn the_counts_of_a_sync_open_their_people() {
    let mut stage = Stage::loaded();
    stage.keys("3 r");
    stage.sync_succeeded(later_company());
    for (key, query, people) in [("n", "changed:new", 1), ("c", "changed:yes", 2)] {
        stage.keys(&format!("3 {key}"));
        let recipients = &stage.model.screens.recipients;
        assert_eq!((recipients.query.value(), recipients.view.len()), (query, people));
    }
    stage.keys("Esc 3 l Esc n Esc");
    assert_eq!(stage.model.screens.recipients.query.value(), "", "the own query is back");
}

#[test]
fn enter_on_a_line_opens_what_it_counts() {
    let mut stage = Stage::loaded();
    stage.keys("3 r");
    stage.sync_succeeded(later_company());
    for (keys, query) in [
        ("↓ Enter", "odd:email"),
        ("3 ↓ Enter", "missing:is-a-people-manager"),
        ("3 End Enter End Enter", "has:termination-date"),
    ] {
        stage.keys(keys);
        assert_eq!(stage.model.screens.recipients.query.value(), query);
    }
    stage.keys("3 Home Enter");
    assert!(stage.screen().contains("Team was not read in the last sync: tick it in Personio, then sync"));
}

#[test]
fn who_left_is_known_after_a_sync_only() {
    let mut stage = Stage::connected();
    stage.people_loaded(Ok(Some(People { roster: Arc::new(company(all_fields())), synced_at: UNIX })));
    stage.keys("3 l");
    assert!(stage.screen().contains("Who left is known after a sync in this run: r syncs"));
    stage.keys("n");
    assert!(stage.screen().contains("Nobody is new since the sync before"));
}

#[test]
fn sync_failed() {
    let mut stage = Stage::loaded();
    stage.advance(Duration::from_secs(2 * 3600));
    stage.keys("3 r");
    let status = Cause::Status { code: 503, message: "Maintenance".into(), retry_after: None };
    stage.sync_ended(Err(status.at(personio::Stage::Employees).into()));
    stage.assert_snapshots("sync-failed");
}

#[test]
fn the_line_under_the_cursor_stays_in_sight() {
    let mut stage = Stage::loaded();
    stage.resize(80, 18);
    stage.keys("3 End Enter End r");
    stage.resize(80, 20);
    stage.keys("↓");
    let problem = Cause::Status { code: 503, message: "Maintenance".into(), retry_after: None };
    stage.sync_ended(Err(problem.at(personio::Stage::Employees).into()));
    stage.assert_snapshot("sync-failed-unfolded@80x20");
    stage.keys("r Esc");
    assert!(stage.screen().contains('▌'));
}

#[test]
fn a_sync_that_failed_before_the_start_is_told_until_one_is_complete() {
    let failed_sync = Some(FailedSync { at: UNIX - 3600, old_list: UNIX - 7200 });
    let session = Session { failed_sync, ..Session::default() };
    let options = LaunchOptions { credentials: Some(credentials()), session, ..launch_options() };
    for (age, failed) in [(7200, true), (1800, false)] {
        let mut stage = Stage::launch(options.clone());
        let people = People { roster: Arc::new(company(all_fields())), synced_at: UNIX - age };
        stage.people_loaded(Ok(Some(people)));
        stage.keys("3");
        let screen = stage.screen();
        assert_eq!(screen.contains("3 Sync ✗"), failed, "{screen}");
        let told = "The last sync failed 60 min ago, the old list stays: r tries again";
        assert_eq!(screen.contains(told), failed, "{screen}");
        stage.keys("r");
        stage.sync_succeeded(company(all_fields()));
        assert!(stage.screen().contains("3 Sync ✓"));
        assert_eq!(stage.model.session().failed_sync, None);
    }
}

#[test]
fn sync_cancelled() {
    let mut stage = running();
    stage.keys("Esc");
    stage.assert_snapshots("sync-cancelled");
}

#[test]
fn sync_with_far_fewer_people() {
    let mut stage = Stage::loaded();
    stage.advance(Duration::from_secs(3 * 86_400));
    stage.keys("3 r");
    stage.sync_ended(Ok(SyncEnd::Shrunk { before: 412, now: 38 }));
    stage.assert_snapshots("sync-shrunk");
}
