//! The people for a command, from the last sync or a new one, and those of them who match its query.

use super::args::{GlobalArgs, QueryArgs};
use super::context::CommandContext;
use super::output;
use super::sync::read_with_progress;
use crate::domain::calendar::{Dates, Day};
use crate::domain::countries::Countries;
use crate::domain::export::warning::Warning;
use crate::domain::fields::Field;
use crate::domain::kept::Kept;
use crate::domain::kept::lists::List;
use crate::domain::people::People;
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::column::Address;
use crate::domain::people::findings::Finding;
use crate::domain::people::marks::Marks;
use crate::domain::people::roster::Roster;
use crate::domain::picking::search::{Found, Hidden, Search, Shown, Sorts};
use crate::domain::picking::why::{Why, why};
use crate::domain::problem::{Kind, Problem};
use crate::domain::query::{
    Context, Flag, QueryError, QueryErrorKind, Scratch, Unmatched, check_list, compile, mentions, parse_with_left_out,
    unread, unread_by_exclusions, with_lists,
};
use crate::domain::sync::SyncEnd;
use crate::domain::text::safe_text::SafeText;
use crate::domain::text::words::{counted, first_of, grouped};
use crate::jobs;
use std::sync::Arc;

/// The people of the last sync; syncs if there are none, or none that can be used.
///
/// # Errors
/// As a sync; with `--offline`, when there are no people that can be used.
pub async fn people(cx: &CommandContext, global: &GlobalArgs) -> Result<People, Problem> {
    last_or_synced(cx, global, jobs::people::load(&cx.job)).await
}

/// The same to go through once: each part of the last sync is read when it is needed. What is made of them is to be
/// checked with [`jobs::people::check`] before anybody sees it.
///
/// # Errors
/// As [`people`].
pub async fn opened(cx: &CommandContext, global: &GlobalArgs) -> Result<People, Problem> {
    let skimmed = |people: People| People { roster: Arc::new(people.roster.skimmed()), ..people };
    last_or_synced(cx, global, jobs::people::open(&cx.job).map(|people| people.map(skimmed))).await
}

/// The people of the last sync, or if they cannot be used those of a new one.
///
/// # Errors
/// As [`people`].
pub async fn last_or_synced(
    cx: &CommandContext,
    global: &GlobalArgs,
    last: Result<Option<People>, Problem>,
) -> Result<People, Problem> {
    let why = match last {
        Ok(Some(people)) => {
            if global.verbose {
                let age = people.age((cx.job.clock)());
                output::note(&format!("the people of the sync {}", age.ago()));
            }
            return Ok(people);
        }
        Ok(None) => None,
        Err(problem) => Some(problem),
    };
    if global.offline {
        return Err(why.unwrap_or_else(|| {
            Problem::new(Kind::Remote, "nobody was read from Personio yet", "run giftlist sync without --offline")
        }));
    }
    if let Some(problem) = why {
        output::note(&format!("{}: syncing", problem.what()));
    }
    let read = read_with_progress(cx, &cx.client()?).await?;
    let before = jobs::people::last(&cx.job).unwrap_or_default();
    match read.end(&cx.job, before.as_deref()) {
        (SyncEnd::Saved(synced), _) => {
            if let Some(problem) = synced.unsaved {
                output::note(&problem.to_string());
            }
            Ok(synced.people)
        }
        (SyncEnd::Shrunk { before, now }, _) => Err(jobs::sync::shrunk(before, now)),
    }
}

pub struct Matches {
    pub roster: Arc<Roster>,
    /// On the gift date.
    pub marks: Arc<Marks>,
    pub dates: Dates,
    /// The matching rows, sorted.
    pub rows: Arc<[Row]>,
    /// The same rows as a set.
    pub who: Bits,
    /// How many match but are left out.
    pub hidden: Hidden,
    /// Which parts of the query find nobody.
    unmatched: Unmatched,
    /// The codes of their countries.
    pub countries: Arc<Countries>,
}

/// A parsed query with its dates. It is parsed before anything is read, so that a typo costs no sync.
pub struct PeopleQuery {
    query: String,
    dates: Dates,
    node: crate::domain::query::Node,
    /// The words that are not looked for, as they are told.
    left_out: String,
    countries: Arc<Countries>,
}

impl PeopleQuery {
    /// # Errors
    /// [`Kind::Usage`], with the column of the mistake in the query.
    pub fn parse(args: &QueryArgs, today: Day) -> Result<PeopleQuery, Problem> {
        let query = args.words.join(" ");
        let gift_date = match &args.gift_date {
            None => today,
            Some(text) => Day::parse_typed(text, today).map_err(|error| {
                let (what, remedy) = error.clauses();
                Problem::new(Kind::Usage, format!("--gift-date {text} {what}"), remedy)
            })?,
        };
        let (node, left_out) = parse_with_left_out(&query).map_err(|error| error.problem(&query))?;
        let left_out = first_of(&left_out, " ");
        if mentions(&node, Flag::Selected) {
            let what = "selected: is of the screen, and a command has no selection";
            return Err(Problem::new(Kind::Usage, what, "leave it out of the query"));
        }
        let dates = Dates { today, gift_date };
        let query = PeopleQuery { query, dates, node, left_out, countries: Arc::default() };
        // Fields and values are checked by compiling, which works without people, too.
        match query.checked(&Kept::default()) {
            // What is kept is read later.
            Err(QueryError { kind: QueryErrorKind::NoSuchName { .. }, .. }) | Ok(()) => Ok(query),
            Err(error) => Err(error.problem(&query.query)),
        }
    }

    /// With the user's own names of countries.
    pub fn with_countries(self, countries: &Arc<Countries>) -> PeopleQuery {
        PeopleQuery { countries: countries.clone(), ..self }
    }

    /// Whether the query can be understood with what is kept.
    ///
    /// # Errors
    /// As [`PeopleQuery::parse`].
    pub fn check(&self, kept: &Kept) -> Result<(), Problem> {
        self.checked(kept).map_err(|error| error.problem(&self.query))
    }

    fn checked(&self, kept: &Kept) -> Result<(), QueryError> {
        self.with_nobody(kept, |context| compile(&self.node, context).map(drop))
    }

    /// Whether the list can be saved.
    ///
    /// # Errors
    /// As [`check_list`].
    pub fn check_list(&self, list: &List, kept: &Kept) -> Result<(), Problem> {
        self.with_nobody(kept, |context| check_list(list, context)).map_err(|error| error.problem(&self.query))
    }

    fn with_nobody<T>(&self, kept: &Kept, then: impl FnOnce(&Context) -> T) -> T {
        let nobody = Roster::empty();
        let (marks, selected) = (self.marks(&nobody, kept), Bits::none(0));
        then(&self.context(&nobody, &marks, &selected, kept))
    }

    /// On the gift date.
    fn marks(&self, roster: &Roster, kept: &Kept) -> Marks {
        kept.marks(self.dates.gift_date, self.dates.today, roster)
    }

    /// A command has no selection: nobody is selected.
    fn context<'a>(&self, roster: &'a Roster, marks: &'a Marks, selected: &'a Bits, kept: &'a Kept) -> Context<'a> {
        Context { today: self.dates.today, roster, marks, selected, kept, within: None }
    }

    /// Whom it shows of those who are hidden: whoever it names, or a list in it does.
    pub fn shown(&self, kept: &Kept, with_leavers: bool) -> Shown {
        let node = with_lists(&self.node, &kept.lists);
        let leavers = with_leavers || mentions(&node, Flag::Leaver);
        Shown { leavers, never: mentions(&node, Flag::Never), only: None }
    }

    /// Why somebody is in the list, or is not. The marks are those of [`PeopleQuery::search`].
    ///
    /// # Errors
    /// As [`PeopleQuery::parse`].
    pub fn why(&self, roster: &Roster, marks: &Marks, kept: &Kept, shown: &Shown, row: Row) -> Result<Why, Problem> {
        let selected = Bits::none(roster.len());
        let context = self.context(roster, marks, &selected, kept);
        why(&self.node, row, shown, &kept.never, &context).map_err(|error| error.problem(&self.query))
    }

    /// Finds people, and says nothing of it.
    ///
    /// # Errors
    /// As [`PeopleQuery::parse`].
    pub fn search(
        &self,
        roster: &Arc<Roster>,
        kept: &Kept,
        shown: Shown,
        sorts: &Sorts,
    ) -> Result<(Arc<Marks>, Found), Problem> {
        let (marks, selected) = (Arc::new(self.marks(roster, kept)), Bits::none(roster.len()));
        let plan = compile(&self.node, &self.context(roster, &marks, &selected, kept))
            .map_err(|error| error.problem(&self.query))?;
        let search = Search {
            roster: roster.clone(),
            plan: Arc::new(plan),
            or_else: None,
            marks: marks.clone(),
            today: self.dates.today,
            shown,
            sorts: sorts.clone(),
            countries: self.countries.clone(),
        };
        Ok((marks, search.find(&mut Scratch::default())))
    }

    /// Finds people, and tells what may be missed.
    ///
    /// # Errors
    /// As [`PeopleQuery::parse`].
    pub fn find(&self, people: &People, kept: &Kept, shown: Shown, sorts: &Sorts) -> Result<Matches, Problem> {
        let matches = self.matches(people, kept, shown, sorts)?;
        self.tell(&matches, kept, sorts);
        Ok(matches)
    }

    /// Finds people; what may be missed [`PeopleQuery::tell`] tells.
    ///
    /// # Errors
    /// As [`PeopleQuery::parse`].
    pub fn matches(&self, people: &People, kept: &Kept, shown: Shown, sorts: &Sorts) -> Result<Matches, Problem> {
        let roster = people.roster.clone();
        let (marks, found) = self.search(&roster, kept, shown, sorts)?;
        let Found { rows, shown: who, hidden, unmatched, .. } = found;
        let (dates, countries) = (self.dates, self.countries.clone());
        Ok(Matches { roster, marks, dates, rows, who, hidden, unmatched, countries })
    }

    /// Tells what may be missed among the matches.
    pub fn tell(&self, matches: &Matches, kept: &Kept, sorts: &Sorts) {
        let Matches { roster, unmatched, .. } = matches;
        let node = with_lists(&self.node, &kept.lists);
        for field in unread(&node, roster).iter() {
            output::note(&format!("{field} was not read in the last sync: nobody is found by it"));
        }
        for field in unread_by_exclusions(&node, roster).iter() {
            output::note(&format!("{field} was not read in the last sync: nobody is excluded by it"));
        }
        for sort in sorts.as_slice().iter().filter(|sort| sort.column.is_unread(roster, Address::Work)) {
            let title = sort.column.title();
            output::note(&format!("{title} was not read in the last sync: all are equal by it"));
        }
        if !self.left_out.is_empty() {
            output::note(&format!("not looked for beside addresses: {}", SafeText::of(&self.left_out)));
        }
        if !unmatched.is_empty() {
            output::note(&SafeText::of(&unmatched.to_string()).to_string());
        }
    }
}

impl Matches {
    pub fn report_past_gift_date(&self) {
        if self.dates.is_past() {
            output::note(&Warning::PastGiftDate(self.dates.gift_date).to_string());
        }
    }

    /// Values among the matches that cannot be used, and how to see them.
    pub fn report_odd(&self) {
        for field in Field::all() {
            let count = self.who.count_shared(&self.roster.odd_rows(field));
            if count > 0 {
                output::note(&Finding::Odd { field, count }.to_string());
            }
        }
    }

    /// Who is left out, and how they are shown: `12 leavers (--include-leavers), 3 on the never-list`.
    pub fn hidden_in_words(&self) -> Option<String> {
        let Hidden { leavers, never } = self.hidden;
        let leavers = (leavers > 0).then(|| format!("{} (--include-leavers)", counted(leavers, "leaver", "leavers")));
        let never = (never > 0).then(|| format!("{} on the never-list", grouped(never)));
        let words: Vec<String> = leavers.into_iter().chain(never).collect();
        (!words.is_empty()).then(|| words.join(", "))
    }

    pub fn report_hidden(&self) {
        if let Some(hidden) = self.hidden_in_words() {
            output::note(&format!("hidden: {hidden}"));
        }
    }
}
