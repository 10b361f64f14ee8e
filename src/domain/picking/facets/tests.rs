//! Tests of the counts: what is counted is what the query finds.

use super::*;
use crate::domain::fields::{Fields, TextField};
use crate::domain::kept::Kept;
use crate::domain::people::employee::{Employee, PersonId, SupervisorRef};
use crate::domain::people::marks::Marks;
use crate::domain::people::roster::RosterBuilder;
use crate::domain::picking::search::{Shown, Sorts};
use crate::domain::query::{Asked, Context, asked, compile, parse, turned, without_field};

const TEAMS: [&str; 8] = ["Sales", " sales ", "R&D, Hardware", "-x", "Łódź", "", "=1+1", "OR"];
const CITIES: [&str; 11] = [
    "東京、大阪",
    "東京",
    "x；y",
    "say \"hi\"",
    "NOT",
    "E-Commerce",
    "ECommerce",
    "E Commerce",
    "O’Neil",
    "\u{202e}RTL",
    "a(b",
];

fn company() -> Arc<Roster> {
    let mut builder = RosterBuilder::new();
    for id in 0..40u64 {
        let number = usize::try_from(id).unwrap();
        let supervisor = (id > 1).then(|| SupervisorRef { id: Some(PersonId(id % 2)), name: String::new() });
        let employee = Employee::new(PersonId(id))
            .with(TextField::FirstName, ["Ann", "Bo"][number % 2])
            .with(TextField::LastName, "Lee")
            .with(TextField::Team, TEAMS[number % TEAMS.len()])
            .with(TextField::City, CITIES[number % CITIES.len()])
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
            let rest = without_field(&parse(query).unwrap(), facet.field).inner.to_string();
            let counted: usize = values.iter().map(|value| value.people).sum();
            assert!(counted >= case.shown(&rest).count(), "{query}: {}", facet.title);
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
    assert!(counts.iter().all(|it| it.facet.title != "Country"), "nobody has a country");
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
