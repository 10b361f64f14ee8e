//! Facets: how many of the people who are shown have each value of a field. A field that the query names itself is counted
//! among those whom the rest of the query finds, so that other values stay in sight and can be added.
//!
//! Counting takes longer the more people there are, so it owns all that it needs and can run on another thread.

use crate::domain::calendar::Day;
use crate::domain::fields::{DateField, Field};
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::roster::Roster;
use crate::domain::picking::search::Search;
use crate::domain::query::{Flag, Plan, QueryField, QueryKind, Scratch, has_spelling, managers};
use crate::domain::text::fold::{SPELLING_END, fold, fold_words_into, needle_spellings};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// Years of hire dates that are counted, up to next year.
const YEARS: i16 = 60;
const DAYS_OF_YEAR: i32 = 366;
/// The spellings of more values are not compared: a column of so many has nearly one for each person.
const MAX_COMPARED: usize = 5_000;

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
        let by_spelling = matches!(facet.field.kind, QueryKind::Text(_) | QueryKind::Choice(_));
        if by_spelling && counted.len() <= MAX_COMPARED {
            add_other_spellings(&mut counted, roster);
        }
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
        let mut values: Vec<FacetValue> = listed.collect();
        let more = all - values.len();
        // What the query names can be taken out of it, also where nobody has it now.
        let is_known = |folded: &String| values.iter().any(|value| fold(&value.text).contains(folded.as_str()));
        let passes = |folded: &String| self.filter.iter().all(|word| folded.contains(word) || title.contains(word));
        let missing: Vec<FacetValue> = wanted
            .chosen
            .iter()
            .zip(&chosen)
            .filter(|(_, folded)| !is_known(folded) && passes(folded))
            .map(|(text, _)| FacetValue { text: text.clone(), people: 0 })
            .collect();
        values.extend(missing);
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

/// A query for one value finds others, too, that only a hyphen or a blank tells apart: each has the number of all that it
/// finds.
fn add_other_spellings(counted: &mut [Counted], roster: &Roster) {
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, value) in counted.iter().enumerate() {
        for spelling in value.folded.split(SPELLING_END) {
            places.entry(spelling.to_string()).or_default().push(place);
        }
    }
    let found = |value: &Counted| {
        let needles = needle_spellings(&value.named(roster).text);
        let mut found: Vec<usize> = needles.iter().filter_map(|needle| places.get(needle)).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|place| counted[place].people).sum()
    };
    let people: Vec<usize> =
        counted.iter().map(|value| if value.folded.is_empty() { value.people } else { found(value) }).collect();
    counted.iter_mut().zip(people).for_each(|(value, people)| value.people = people);
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
    let of_colleagues = roster.report_counts(among);
    let mut of_others: HashMap<&str, usize> = HashMap::new();
    for (_, name) in roster.outsiders().filter(|(row, _)| among.has(*row)) {
        *of_others.entry(name).or_default() += 1;
    }
    let with: usize =
        of_colleagues.iter().map(|&people| people as usize).sum::<usize>() + of_others.values().sum::<usize>();
    *of_others.entry("").or_default() += among.count() - with;
    // Who of them has which name is known, so that none is compared.
    let bosses = roster.bosses();
    let names = bosses.iter().map(|boss| boss.name as usize + 1).max().unwrap_or(0);
    let mut of_names: Vec<(Row, u32, usize)> = vec![(Row(0), 0, 0); names];
    for (boss, &people) in bosses.iter().zip(&of_colleagues) {
        let (row, most, all) = &mut of_names[boss.name as usize];
        *all += people as usize;
        if people > *most {
            (*row, *most) = (boss.row, people);
        }
    }
    let colleagues = of_names.into_iter().filter(|(_, most, _)| *most > 0);
    let colleagues = colleagues.map(|(row, _, people)| (Cow::Borrowed(roster.folded_name(row)), Name::Of(row), people));
    if of_others.len() > 1 {
        let others = of_others.into_iter().map(|(name, people)| (folded(name), Name::Text(name), people));
        return merged(colleagues.chain(others));
    }
    let without = Counted { folded: "".into(), name: Name::Text(""), people: of_others[""], order: 0 };
    let colleagues = colleagues.map(|(folded, name, people)| Counted { folded, name, people, order: 0 });
    colleagues.chain([without]).collect()
}

fn years(roster: &Roster, among: &Bits, today: Day) -> Vec<Counted<'static>> {
    let last = today.date().year() + 1;
    let mut starts: Vec<(i32, i16)> = (last - YEARS..=last + 1)
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
    // The last one is only the end of the one before.
    starts.pop();
    let years = starts.iter().zip(people).map(|(&(_, year), people)| {
        let folded = Cow::Owned(year.to_string());
        Counted { folded, name: Name::Year(year), people, order: -year }
    });
    let none = Counted { folded: "".into(), name: Name::Text(""), people: without, order: 0 };
    years.chain([none]).collect()
}

#[cfg(test)]
mod tests;
