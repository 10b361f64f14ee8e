//! Facets: how many of the people who are shown have each value of a field. A field that the query names itself is counted
//! among those whom the rest of the query finds, so that other values stay in sight and can be added.
//!
//! Counting takes longer the more people there are, so it owns all that it needs and can run on another thread.

use crate::domain::calendar::Day;
use crate::domain::fields::{DateField, Field};
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::roster::{Roster, Supervisor};
use crate::domain::picking::search::Search;
use crate::domain::query::{Flag, Plan, QueryField, QueryKind, Scratch, has_spelling, managers};
use crate::domain::text::fold::{fold, fold_words_into};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// Years of hire dates that are counted, up to next year.
const YEARS: i16 = 60;
const DAYS_OF_YEAR: i32 = 366;

/// A field whose values are counted.
#[derive(Clone, Copy, Debug)]
pub struct Facet {
    pub field: &'static QueryField,
    pub title: &'static str,
}

impl PartialEq for Facet {
    fn eq(&self, other: &Facet) -> bool {
        self.field.name == other.field.name
    }
}

/// All of them, the most useful first.
pub static FACETS: LazyLock<Vec<Facet>> = LazyLock::new(|| {
    let titles = [
        ("department", "Department"),
        ("team", "Team"),
        ("office", "Office"),
        ("country", "Country"),
        ("city", "City"),
        ("status", "Status"),
        ("employment", "Employment type"),
        ("occupation", "Occupation type"),
        ("manager", "People manager"),
        ("hired", "Joined"),
        ("supervisor", "Supervisor"),
        ("position", "Position"),
    ];
    titles.into_iter().filter_map(|(name, title)| Some(Facet { field: QueryField::find(name)?, title })).collect()
});

impl Facet {
    /// The field of Personio that has its values.
    pub fn source(self) -> Option<Field> {
        self.field.kind.fields().iter().next()
    }
}

/// A value, and how many people have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// As in a query; `""` for those who have none.
    pub text: String,
    pub people: usize,
}

/// A facet and its values, those of most people first.
#[derive(Clone, Debug, PartialEq)]
pub struct FacetCounts {
    pub facet: Facet,
    pub values: Vec<FacetValue>,
    /// How many more values there are.
    pub more: usize,
}

/// Which values of a facet to list.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// At most so many, …
    pub most: usize,
    /// … and these whatever their number, as the query writes them.
    pub chosen: Vec<String>,
    /// The people whom the query finds without what it says of this field; `None` if it says nothing of it.
    pub without: Option<Arc<Plan>>,
}

/// What to count, among whom.
#[derive(Clone, Debug)]
pub struct FacetSearch {
    pub search: Search,
    /// The people who are shown.
    pub shown: Bits,
    /// Words that a value, with the title before it, must have.
    pub filter: Vec<String>,
    /// For each of [`FACETS`].
    pub wanted: Vec<Wanted>,
}

impl FacetSearch {
    /// Leaves out facets of which nobody has a value.
    pub fn count(&self) -> Vec<FacetCounts> {
        FACETS.iter().zip(&self.wanted).filter_map(|(facet, wanted)| self.count_one(*facet, wanted)).collect()
    }

    fn count_one(&self, facet: Facet, wanted: &Wanted) -> Option<FacetCounts> {
        let roster = self.search.roster.as_ref();
        if facet.source().is_some_and(|field| roster.is_unread(field)) {
            return None;
        }
        let rest = wanted.without.as_ref().map(|plan| self.search.rows(plan, &mut Scratch::default()));
        let mut counted = values(facet, roster, rest.as_ref().unwrap_or(&self.shown), self.search.today);
        if counted.iter().all(|value| value.folded.is_empty()) && wanted.chosen.is_empty() {
            return None;
        }
        let title = fold(facet.title);
        counted.retain(|value| {
            self.filter.iter().all(|word| value.folded.contains(word.as_str()) || title.contains(word))
        });
        let all = counted.len();
        let chosen: Vec<String> = wanted.chosen.iter().map(|value| fold(value)).collect();
        let is_chosen = |value: &Counted| has_spelling(&value.folded, &chosen);
        // Of very many, only those that are listed are put in order.
        if all > wanted.most {
            counted.select_nth_unstable_by(wanted.most, |a, b| a.place().cmp(&b.place()));
        }
        let (first, others) = counted.split_at_mut(all.min(wanted.most));
        first.sort_unstable_by(|a, b| a.place().cmp(&b.place()));
        let others = others.iter().filter(|value| !chosen.is_empty() && is_chosen(value));
        let listed = first.iter().chain(others).map(|value| value.named(roster));
        let values: Vec<FacetValue> = listed.collect();
        let more = all - values.len();
        (self.filter.is_empty() || !values.is_empty()).then_some(FacetCounts { facet, values, more })
    }
}

/// A value before it is listed. There may be very many of them, so they are named late.
struct Counted<'a> {
    /// As a query finds it: see [`fold_words_into`]. A query does not tell spellings apart, so neither do the counts.
    folded: Cow<'a, str>,
    /// As most of the people have it.
    name: Name<'a>,
    people: usize,
    /// What has less of it comes first: so later years do.
    order: i16,
}

#[derive(Clone, Copy)]
enum Name<'a> {
    Text(&'a str),
    Of(Row),
    Year(i16),
}

impl Counted<'_> {
    /// Its place among the others: the least comes first. Those who have no value come last.
    fn place(&self) -> (bool, i16, Reverse<usize>, &str) {
        (self.folded.is_empty(), self.order, Reverse(self.people), &self.folded)
    }

    fn named(&self, roster: &Roster) -> FacetValue {
        let text = match self.name {
            Name::Text(text) => text.trim().to_string(),
            Name::Of(row) => roster.name(row).trim().to_string(),
            Name::Year(year) => year.to_string(),
        };
        FacetValue { text, people: self.people }
    }
}

fn values<'a>(facet: Facet, roster: &'a Roster, among: &Bits, today: Day) -> Vec<Counted<'a>> {
    let mut values = match facet.field.kind {
        QueryKind::Text(column) | QueryKind::Choice(column) => {
            let counted = roster.word_counts(column, among).into_iter();
            merged(counted.map(|(text, people)| (folded(text), Name::Text(text), people)))
        }
        QueryKind::YesNo(Flag::Manager) => yes_or_no(&managers(roster), among),
        QueryKind::Supervisor { .. } => supervisors(roster, among),
        _ => years(roster, among, today),
    };
    values.retain(|value| value.people > 0);
    values
}

fn folded(text: &str) -> Cow<'static, str> {
    let mut folded = String::new();
    fold_words_into(&mut folded, text.trim());
    Cow::Owned(folded)
}

/// Puts the counts of one text in several spellings together.
fn merged<'a>(counted: impl Iterator<Item = (Cow<'a, str>, Name<'a>, usize)>) -> Vec<Counted<'a>> {
    let mut by_folded: HashMap<Cow<str>, (Name, usize, usize)> = HashMap::new();
    for (folded, text, people) in counted {
        let (name, most, all) = by_folded.entry(folded).or_insert((text, people, 0));
        *all += people;
        if people > *most {
            (*name, *most) = (text, people);
        }
    }
    let values = by_folded.into_iter();
    values.map(|(folded, (name, _, people))| Counted { folded, name, people, order: 0 }).collect()
}

fn yes_or_no(who: &Bits, among: &Bits) -> Vec<Counted<'static>> {
    let yes = who.count_shared(among);
    let values = [("yes", yes), ("no", among.count() - yes)];
    values.map(|(text, people)| Counted { folded: text.into(), name: Name::Text(text), people, order: 0 }).into()
}

fn supervisors<'a>(roster: &'a Roster, among: &Bits) -> Vec<Counted<'a>> {
    let mut of_colleagues = vec![0u32; roster.len()];
    let mut of_others: HashMap<&str, usize> = HashMap::new();
    for row in among.rows() {
        match roster.supervisor(row) {
            Supervisor::Colleague(boss) => of_colleagues[boss.index()] += 1,
            Supervisor::Outside(name) => *of_others.entry(name).or_default() += 1,
            Supervisor::None => *of_others.entry("").or_default() += 1,
        }
    }
    let colleagues = roster.rows().zip(of_colleagues).filter(|(_, people)| *people > 0);
    let colleagues =
        colleagues.map(|(row, people)| (Cow::Borrowed(roster.folded_name(row)), Name::Of(row), people as usize));
    let others = of_others.into_iter().map(|(name, people)| (folded(name), Name::Text(name), people));
    merged(colleagues.chain(others))
}

fn years(roster: &Roster, among: &Bits, today: Day) -> Vec<Counted<'static>> {
    let last = today.date().year() + 1;
    let starts: Vec<(i32, i16)> = (last - YEARS..=last + 1)
        .filter_map(|year| Some((Day::parse(&format!("{year:04}-01-01"))?.number(), year)))
        .collect();
    let mut people = vec![0usize; starts.len()];
    let mut without = 0;
    let first = starts.first().map_or(0, |(start, _)| *start);
    for row in among.rows() {
        match roster.day_number(DateField::HireDate, row) {
            // A year is not longer: the right one is this, or the next.
            Some(day) if day >= first => {
                let mut year = usize::try_from((day - first) / DAYS_OF_YEAR).unwrap_or(0);
                year += usize::from(starts.get(year + 1).is_some_and(|(start, _)| *start <= day));
                people.get_mut(year).into_iter().for_each(|people| *people += 1);
            }
            Some(_) => {}
            None => without += 1,
        }
    }
    let years = starts.iter().zip(people).map(|(&(_, year), people)| {
        let folded = Cow::Owned(year.to_string());
        Counted { folded, name: Name::Year(year), people, order: -year }
    });
    let none = Counted { folded: "".into(), name: Name::Text(""), people: without, order: 0 };
    years.chain([none]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fields::{Fields, TextField};
    use crate::domain::kept::Kept;
    use crate::domain::people::employee::{Employee, PersonId, SupervisorRef};
    use crate::domain::people::marks::Marks;
    use crate::domain::people::roster::RosterBuilder;
    use crate::domain::picking::search::{Shown, Sorts};
    use crate::domain::query::{Asked, Context, asked, compile, parse, turned, without_field};

    const TEAMS: [&str; 8] = ["Sales", " sales ", "R&D, Hardware", "-x", "Łódź", "", "=1+1", "OR"];

    fn company() -> Arc<Roster> {
        let mut builder = RosterBuilder::new();
        for id in 0..40u64 {
            let number = usize::try_from(id).unwrap();
            let supervisor = (id > 1).then(|| SupervisorRef { id: Some(PersonId(id % 2)), name: String::new() });
            let employee = Employee::new(PersonId(id))
                .with(TextField::FirstName, ["Ann", "Bo"][number % 2])
                .with(TextField::LastName, "Lee")
                .with(TextField::Team, TEAMS[number % TEAMS.len()])
                .with(TextField::Office, ["Dublin", "Berlin", ""][number % 3])
                .with(TextField::Status, ["active", "leave", "inactive", "active"][number % 4])
                .with(TextField::IsAPeopleManager, ["ja", "nein"][number % 2]);
            let year = 2010 + id % 3;
            builder.push(Employee { supervisor, ..employee.on(DateField::HireDate, &format!("{year}-05-01")) });
        }
        Arc::new(builder.finish(Fields::ALL))
    }

    struct Case {
        roster: Arc<Roster>,
        marks: Arc<Marks>,
        today: Day,
    }

    impl Case {
        fn new() -> Case {
            let (roster, today) = (company(), Day::parse("2026-12-01").unwrap());
            Case { marks: Arc::new(Marks::on(today, &roster)), roster, today }
        }

        fn plan(&self, node: &crate::domain::query::Node) -> Arc<Plan> {
            let (selected, kept) = (Bits::none(self.roster.len()), Kept::default());
            let (roster, marks) = (self.roster.as_ref(), self.marks.as_ref());
            let context = Context { today: self.today, roster, marks, selected: &selected, kept: &kept, within: None };
            Arc::new(compile(node, &context).unwrap())
        }

        /// The number of people whom a query shows.
        fn shown(&self, query: &str) -> Bits {
            let search = self.search(query);
            search.rows(&search.plan, &mut Scratch::default())
        }

        fn search(&self, query: &str) -> Search {
            Search {
                roster: self.roster.clone(),
                plan: self.plan(&parse(query).unwrap()),
                or_else: None,
                marks: self.marks.clone(),
                today: self.today,
                shown: Shown::default(),
                sorts: Sorts::default(),
                countries: Arc::default(),
            }
        }

        fn count(&self, query: &str, most: usize, filter: &[&str]) -> Vec<FacetCounts> {
            let node = parse(query).unwrap();
            let wanted = |facet: &Facet| {
                let chosen: Vec<String> = asked(&node, facet.field).iter().map(|(text, _)| text.to_string()).collect();
                let without = (!chosen.is_empty()).then(|| self.plan(&without_field(&node, facet.field)));
                Wanted { most, chosen, without }
            };
            let search = FacetSearch {
                shown: self.shown(query),
                search: self.search(query),
                filter: filter.iter().map(|word| word.to_string()).collect(),
                wanted: FACETS.iter().map(wanted).collect(),
            };
            search.count()
        }
    }

    #[test]
    fn a_value_that_is_added_to_the_query_shows_as_many_people_as_were_counted() {
        let case = Case::new();
        for query in ["", "ann", "office:dublin OR bo", "status:leave"] {
            for FacetCounts { facet, values, .. } in case.count(query, 100, &[]) {
                let counted: usize = values.iter().map(|value| value.people).sum();
                let rest = without_field(&parse(query).unwrap(), facet.field).inner.to_string();
                assert_eq!(counted, case.shown(&rest).count(), "{query}: {}", facet.title);
                for FacetValue { text, people } in values {
                    let node = turned(&parse(&rest).unwrap(), facet.field, &text, Asked::Wanted).unwrap();
                    let narrowed = node.inner.to_string();
                    assert_eq!(case.shown(&narrowed).count(), people, "{narrowed}");
                    let node = turned(&parse(&rest).unwrap(), facet.field, &text, Asked::Excluded).unwrap();
                    let others = case.shown(&rest).count() - people;
                    assert_eq!(case.shown(&node.inner.to_string()).count(), others, "{}", node.inner);
                }
            }
        }
    }

    fn of<'a>(counts: &'a [FacetCounts], title: &str) -> &'a FacetCounts {
        counts.iter().find(|counts| counts.facet.title == title).unwrap()
    }

    fn texts(counts: &FacetCounts) -> Vec<&str> {
        counts.values.iter().map(|value| value.text.as_str()).collect()
    }

    #[test]
    fn values_of_most_people_come_first_and_chosen_ones_always() {
        let case = Case::new();
        let counts = case.count("team:OR", 2, &[]);
        assert_eq!(texts(of(&counts, "Team")), ["Sales", "-x", "OR"], "the chosen one beside two others");
        assert_eq!((of(&counts, "Team").values[0].people, of(&counts, "Team").more), (10, 2), "of both spellings");
        assert_eq!(texts(of(&counts, "Joined")), ["2012", "2011"], "the latest first");
        let everything = case.count("", 100, &[]);
        assert_eq!(texts(of(&everything, "Office")).last(), Some(&""), "nothing comes last");
        assert!(counts.iter().all(|it| it.facet.title != "City"), "nobody has a city");
    }

    #[test]
    fn a_filter_finds_values_by_their_words_with_the_title() {
        let case = Case::new();
        let found = |filter: &[&str]| {
            let counts = case.count("", 100, filter);
            counts.iter().map(|it| (it.facet.title, texts(it).join("|"))).collect::<Vec<_>>()
        };
        assert_eq!(found(&["lodz"]), [("Team", "Łódź".to_string())]);
        assert_eq!(found(&["office", "berl"]), [("Office", "Berlin".to_string())]);
        assert!(found(&["nobody"]).is_empty());
    }
}
