//! Screen 3.

use super::company::{attributes, company};
use super::stage::Stage;
use giftlist::domain::fields::{Field, Fields};
use giftlist::domain::sync::{SyncEnd, SyncProgress, SyncStage, Waiting};
use giftlist::personio::{self, Cause};
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
    let birthdays_too: Fields = Field::all().filter(|&field| field != Field::Team).collect();
    stage.sync_succeeded(company(birthdays_too));
    stage.assert_snapshots("sync-done-second");
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
