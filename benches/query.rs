//! Finding people: each key of a typed query, and whole queries. Each run starts without kept results.

mod company;

use company::{SIZES, TODAY, roster};
use divan::Bencher;
use giftlist::domain::calendar::Day;
use giftlist::domain::kept::Kept;
use giftlist::domain::people::bits::Bits;
use giftlist::domain::people::marks::Marks;
use giftlist::domain::picking::search::{Search, Shown, Sorts};
use giftlist::domain::query::{Context, MAX_BYTES, Scratch, compile, parse};
use giftlist::domain::text::fold::fold;
use std::ops::RangeInclusive;
use std::sync::Arc;

fn main() {
    divan::main();
}

/// `finds` says how many of everybody it may find, in per cent.
fn bench(bencher: Bencher, size: usize, query: &str, finds: RangeInclusive<usize>) {
    bench_sorted(bencher, size, query, None, finds);
}

fn bench_sorted(bencher: Bencher, size: usize, query: &str, sort: Option<&str>, finds: RangeInclusive<usize>) {
    let sorts = Sorts::parse(sort.unwrap_or_default()).expect("the sort is right");
    let roster = roster(size);
    let marks = Arc::new(Marks::on(Day::of(TODAY), &roster));
    bencher.bench_local(|| {
        let (today, selected) = (Day::of(TODAY), Bits::none(roster.len()));
        let kept = Kept::default();
        let context = Context { today, roster: &roster, marks: &marks, selected: &selected, kept: &kept, within: None };
        let search = Search {
            roster: roster.clone(),
            plan: Arc::new(parse(query).and_then(|node| compile(&node, &context)).expect("the query is right")),
            or_else: None,
            marks: marks.clone(),
            today: Day::of(TODAY),
            shown: Shown::default(),
            sorts: sorts.clone(),
            countries: Arc::default(),
        };
        let found = search.find(&mut Scratch::default()).rows.len();
        assert!(finds.contains(&(found * 100 / size)), "{found} of {size}");
    });
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn everybody(bencher: Bencher, size: usize) {
    bench(bencher, size, "", 85..=100);
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn first_letter(bencher: Bencher, size: usize) {
    bench(bencher, size, "a", 50..=100);
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn rare_word(bencher: Bencher, size: usize) {
    bench(bencher, size, "kavanagh", 0..=1);
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn two_words(bencher: Bencher, size: usize) {
    bench(bencher, size, "anna berlin", 0..=2);
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn field_and_word(bencher: Bencher, size: usize) {
    bench(bencher, size, "office:dublin -status:leave muller", 0..=2);
}

/// As many different words as a query may have.
#[divan::bench(args = [2_000, 200_000], sample_count = 5)]
fn most_words(bencher: Bencher, size: usize) {
    let letters = || (b'a'..=b'z').map(char::from);
    let pairs = letters().flat_map(|a| letters().map(move |b| [a, b].iter().collect::<String>()));
    let words: Vec<String> = pairs.flat_map(|pair| [format!("{pair}a"), pair]).take(1024).collect();
    bench(bencher, size, &words.join(" OR "), 50..=100);
}

/// A pasted list of addresses as long as a query may be; nobody has them.
#[divan::bench(args = [2_000, 200_000], sample_count = 5)]
fn pasted_addresses(bencher: Bencher, size: usize) {
    let list: Vec<String> = (0..3_000).map(|number| format!("Somebody <nobody{number}@acme.example>")).collect();
    let query = list.join("; ");
    assert!(query.len() <= MAX_BYTES);
    bench(bencher, size, &query, 0..=0);
}

/// A column of days, one of words that many people share, one of texts of their own.
#[divan::bench(args = ["hire_date", "team", "email"], sample_count = 5)]
fn everybody_sorted(bencher: Bencher, sort: &str) {
    bench_sorted(bencher, 200_000, "", Some(sort), 85..=100);
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn marks_of_everybody(bencher: Bencher, size: usize) {
    let roster = roster(size);
    bencher.bench_local(|| assert!(Marks::on(Day::of(TODAY), &roster).leavers().any()));
}

#[divan::bench(sample_count = 20)]
fn fold_a_name(bencher: Bencher) {
    bencher.bench_local(|| assert!(fold(divan::black_box("Jürgen Müller-Straße")).contains("muller")));
}
