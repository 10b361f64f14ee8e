//! Building a roster, and its way to a file and back.

mod company;

use company::{built, roster};
use divan::Bencher;
use giftlist::domain::calendar::{Dates, Day};
use giftlist::domain::export::plan::{Cancel, ExportPlan};
use giftlist::domain::export::preset::Presets;
use giftlist::domain::people::bits::Bits;
use giftlist::domain::people::column::Address;
use giftlist::domain::people::marks::Marks;
use giftlist::domain::people::roster::Roster;
use std::sync::Arc;

const SIZES: [usize; 2] = [2_000, 200_000];

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES, sample_count = 3)]
fn build(size: usize) -> Roster {
    built(size)
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn export_all_24_columns(bencher: Bencher, size: usize) {
    export(bencher, size, "exact");
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn export_as_a_workbook(bencher: Bencher, size: usize) {
    export(bencher, size, "workbook");
}

fn export(bencher: Bencher, size: usize, preset: &str) {
    let roster = roster(size);
    let today = Day::of(company::TODAY);
    let preset = Presets::shipped().find(preset).expect("it is shipped");
    let plan = ExportPlan {
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
    };
    bencher.bench_local(|| {
        let mut bytes = Vec::new();
        plan.write(&mut bytes).expect("memory takes it");
        bytes.len()
    });
}
