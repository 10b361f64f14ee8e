//! A roster: from employees, from a file, and into one; and into files of all kinds.

mod company;

use company::{SIZES, built, roster};
use divan::Bencher;
use giftlist::domain::calendar::{Dates, Day};
use giftlist::domain::credentials::Account;
use giftlist::domain::export::plan::{Cancel, ExportPlan};
use giftlist::domain::export::preset::Presets;
use giftlist::domain::people::bits::Bits;
use giftlist::domain::people::column::Address;
use giftlist::domain::people::marks::Marks;
use giftlist::domain::people::roster::Roster;
use giftlist::files::cache::{self, CacheEntry};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES, sample_count = 3)]
fn build(size: usize) {
    assert_eq!(built(size).len(), size);
}

/// The first screen of a file that the system has in memory.
#[divan::bench(args = SIZES, sample_count = 20)]
fn open_first_screen(bencher: Bencher, size: usize) {
    let snapshot = snapshot(size);
    bencher.bench_local(|| assert_eq!(opened(&snapshot).read_first(false), Ok(())));
}

/// The same from the disk.
#[divan::bench(args = SIZES, sample_count = 5)]
fn open_first_screen_cold(bencher: Bencher, size: usize) {
    let snapshot = snapshot(size);
    let forget = || drop_from_memory(&snapshot);
    bencher.with_inputs(forget).bench_local_values(|()| assert_eq!(opened(&snapshot).read_first(false), Ok(())));
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn open_all(bencher: Bencher, size: usize) {
    let snapshot = snapshot(size);
    bencher.bench_local(|| assert_eq!(opened(&snapshot).read_all(), Ok(())));
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn open_all_cold(bencher: Bencher, size: usize) {
    let snapshot = snapshot(size);
    let forget = || drop_from_memory(&snapshot);
    bencher.with_inputs(forget).bench_local_values(|()| assert_eq!(opened(&snapshot).read_all(), Ok(())));
}

fn opened(snapshot: &Path) -> Roster {
    match cache::open(snapshot, None).expect("it can be read") {
        CacheEntry::People { roster, .. } => *roster,
        other => panic!("{other:?}"),
    }
}

/// A file of so many people.
fn snapshot(size: usize) -> PathBuf {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-roster-{size}")).join("people.snapshot");
    cache::save(&file, Account::of("bench", "bench"), &roster(size), 0).expect("it is written");
    file
}

/// Lets the system forget what it has of a file.
fn drop_from_memory(file: &Path) {
    let mut of = std::ffi::OsString::from("of=");
    of.push(file);
    let mut dd = Command::new("dd");
    dd.arg(of).args(["oflag=nocache", "conv=notrunc,fdatasync", "count=0"]).stderr(Stdio::null());
    assert!(dd.status().expect("dd runs").success());
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn export_all_24_columns(bencher: Bencher, size: usize) {
    export(bencher, size, "exact");
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn export_for_excel(bencher: Bencher, size: usize) {
    export(bencher, size, "excel");
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn warnings_for_excel(bencher: Bencher, size: usize) {
    let plan = plan(size, "excel");
    bencher.bench_local(|| assert!(!plan.warnings().is_empty()));
}

#[divan::bench(args = [2_000, 200_000], sample_count = 3)]
fn export_as_a_workbook(bencher: Bencher, size: usize) {
    export(bencher, size, "workbook");
}

fn export(bencher: Bencher, size: usize, preset: &str) {
    let plan = plan(size, preset);
    bencher.bench_local(|| {
        let mut bytes = Vec::new();
        let written = plan.write(&mut bytes, None).expect("memory takes it");
        assert_eq!(written.rows as usize, size);
        bytes.len()
    });
}

fn plan(size: usize, preset: &str) -> ExportPlan {
    let roster = roster(size);
    let today = Day::of(company::TODAY);
    let preset = Presets::shipped().find(preset).expect("it is shipped");
    ExportPlan {
        marks: Arc::new(Marks::on(today, &roster)),
        dates: Dates { today, gift_date: today },
        who: Bits::all(roster.len()),
        left_out_never: 0,
        columns: preset.columns_for(Address::Work),
        max_rows: None,
        format: preset.format(b','),
        address: Address::Work,
        countries: Arc::default(),
        cancel: Cancel::default(),
        roster,
    }
}
