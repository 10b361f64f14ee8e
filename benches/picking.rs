//! What picking costs besides the search itself: completion, facets, occasions, reasons, the selection.

mod company;

use company::{SIZES, TODAY, roster};
use divan::Bencher;
use giftlist::domain::calendar::Day;
use giftlist::domain::kept::Kept;
use giftlist::domain::people::bits::{Bits, Row};
use giftlist::domain::people::marks::Marks;
use giftlist::domain::people::roster::Roster;
use giftlist::domain::picking::facets::{FACETS, FacetSearch, Wanted};
use giftlist::domain::picking::occasions::{counted, weeks};
use giftlist::domain::picking::pasted::people_pasted;
use giftlist::domain::picking::search::{Search, Shown, Sorts};
use giftlist::domain::picking::selection::Selection;
use giftlist::domain::picking::why::why;
use giftlist::domain::query::{Context, Scratch, compile, complete, parse};
use std::sync::Arc;

fn main() {
    divan::main();
}

/// A company with its marks, as a query sees it.
struct Company {
    roster: Arc<Roster>,
    marks: Arc<Marks>,
    selected: Bits,
    kept: Kept,
}

impl Company {
    fn of(size: usize) -> Company {
        let roster = roster(size);
        let marks = Arc::new(Marks::on(Day::of(TODAY), &roster));
        Company { selected: Bits::none(roster.len()), roster, marks, kept: Kept::default() }
    }

    fn context(&self) -> Context<'_> {
        let Company { roster, marks, selected, kept } = self;
        Context { today: Day::of(TODAY), roster, marks, selected, kept, within: None }
    }

    fn search(&self, query: &str) -> Search {
        let plan = parse(query).and_then(|node| compile(&node, &self.context())).expect("the query is right");
        Search {
            roster: self.roster.clone(),
            plan: Arc::new(plan),
            or_else: None,
            marks: self.marks.clone(),
            today: Day::of(TODAY),
            shown: Shown::default(),
            sorts: Sorts::default(),
            countries: Arc::default(),
        }
    }
}

/// Of a field with few values, with many, and one whose values are counted by person.
#[divan::bench(args = SIZES, consts = [0, 1, 2], sample_count = 10)]
fn completion<const QUERY: usize>(bencher: Bencher, size: usize) {
    let query = ["office:du", "position:", "under:an"][QUERY];
    let company = Company::of(size);
    bencher.bench_local(|| {
        let offered = complete(query, query.len(), &company.context());
        assert!(!offered.is_empty());
        offered
    });
}

/// Of everybody, and of those whom a query finds that names two of the fields.
#[divan::bench(args = SIZES, consts = [false, true], sample_count = 10)]
fn facets<const NAMES_SOME: bool>(bencher: Bencher, size: usize) {
    let company = Company::of(size);
    let query = if NAMES_SOME { "office:=Dublin department:=Sales" } else { "" };
    let search = company.search(query);
    let wanted = FACETS.iter().map(|facet| {
        let rest = match facet.field.name {
            "office" if NAMES_SOME => Some("department:=Sales"),
            "department" if NAMES_SOME => Some("office:=Dublin"),
            _ => None,
        };
        Wanted { most: 5, chosen: vec![], without: rest.map(|rest| company.search(rest).plan) }
    });
    let shown = search.rows(&search.plan, &mut Scratch::default());
    let facets = FacetSearch { search, shown, filter: vec![], wanted: wanted.collect() };
    bencher.bench_local(|| {
        let counts = facets.count();
        assert!(counts.len() > 8);
        counts
    });
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn occasions_of_twelve_weeks(bencher: Bencher, size: usize) {
    let company = Company::of(size);
    let weeks = weeks(Day::of(TODAY), 12);
    bencher.bench_local(|| {
        let counted = counted(&company.roster, &company.marks, &weeks);
        assert!(counted.iter().any(|week| week.counts.birthdays > 0));
        counted
    });
}

/// Why somebody is found by a word, a field and a date.
#[divan::bench(args = SIZES, sample_count = 10)]
fn why_somebody(bencher: Bencher, size: usize) {
    let company = Company::of(size);
    let node = parse("acme -office:berlin anniversary:next-90d").expect("the query is right");
    let shown = Shown::default();
    bencher.bench_local(|| {
        let why = why(&node, Row(1), &shown, &company.kept.never, &company.context()).expect("the query is right");
        assert!(!why.reasons.is_empty());
        why
    });
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn select_everybody(bencher: Bencher, size: usize) {
    let rows = Bits::all(size);
    let roster = roster(size);
    bencher.with_inputs(|| Selection::none(&roster)).bench_local_refs(|selection| {
        assert_eq!(selection.add("select all shown", &rows), size);
    });
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn undo_of_everybody(bencher: Bencher, size: usize) {
    let roster = roster(size);
    let selected = || {
        let mut selection = Selection::none(&roster);
        selection.add("select all shown", &Bits::all(size));
        selection
    };
    bencher.with_inputs(selected).bench_local_refs(|selection| assert!(selection.undo().is_some()));
}

/// 200 addresses of people, and 20 that nobody has.
#[divan::bench(args = SIZES, sample_count = 10)]
fn pasted_addresses(bencher: Bencher, size: usize) {
    let roster = roster(size);
    let email = |row| roster.text(giftlist::domain::fields::TextField::Email, row).to_string();
    let known = roster.rows().step_by(size / 200).map(email);
    let unknown = (0..20).map(|number| format!("nobody{number}@acme.example"));
    let text = known.chain(unknown).collect::<Vec<_>>().join("; ");
    bencher.bench_local(|| {
        let pasted = people_pasted(&roster, &text);
        assert_eq!(pasted.unknown.len(), 20);
        pasted
    });
}
