//! From the query, the gift date and the sort to the rows in the table. The search itself runs as a job.

use super::RecipientsScreen;
use crate::app::company::SelectionChange;
use crate::app::context::Context;
use crate::app::effect::Effect;
use crate::app::key::{Code, Key};
use crate::app::keys::{Action, KeyContext};
use crate::app::layout::height_of;
use crate::app::notice::Notice;
use crate::app::request::RequestId;
use crate::app::step::Step;
use crate::app::text_input;
use crate::domain::fields::Fields;
use crate::domain::kept::Kept;
use crate::domain::people::bits::Row;
use crate::domain::people::column::{Address, Column};
use crate::domain::people::employee::PersonId;
use crate::domain::people::roster::Roster;
use crate::domain::picking::search::{Found, Search, Shown, Sort, Sorts};
use crate::domain::query::{
    Flag, Plan, QueryError, QueryErrorKind, Typed, begun_word, compile, finished, mentions, parse, parse_with_left_out,
    unread, unread_by_exclusions, with_lists,
};
use crate::domain::text::words::first_of;
use std::sync::Arc;
use tui_input::Input;

/// Far more than anybody types ahead.
pub const MAX_WAITING_KEYS: usize = 10_000;

/// Of those who are hidden, whom a query names: it says itself which of them are shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Named {
    pub leavers: bool,
    pub never: bool,
}

/// What a query means for the people that are here.
#[derive(Default)]
pub(super) struct Compiled {
    plan: Arc<Plan>,
    names: Named,
    /// Its words that are not looked for, as they are told.
    left_out: String,
    unread_by_exclusions: Fields,
}

impl RecipientsScreen {
    /// The gift date in words, at the right end of the query bar.
    pub fn gift_date(cx: &Context) -> String {
        match cx.company.gift_date {
            Some(day) => format!("gift date {} ", day.in_short_words()),
            None => "gift date today ".to_string(),
        }
    }

    /// By key, or because the query mentions them.
    pub fn shows_leavers(&self) -> bool {
        self.with_leavers || self.plan_names.leavers
    }

    /// The years of service that somebody completes, where the query asks for anniversaries.
    pub fn years(&self, roster: &Roster, row: Row) -> Option<i32> {
        self.plan.years(roster, row)
    }

    /// Because the query mentions them.
    pub fn shows_never(&self) -> bool {
        self.plan_names.never
    }

    /// Whether the query says who of the leavers is shown.
    pub fn names_leavers(&self) -> bool {
        self.plan_names.leavers
    }

    /// Compiles the query. One with an error leaves the plan of the last valid query, and ends a range: its rows are not
    /// those of the query. While it is typed, a field without a value is no error yet and filters nothing.
    fn compile_query(&mut self, cx: &Context) {
        let query = self.query.value().to_string();
        let without_word = self.begun_word().map(|typed| typed.rest);
        self.plan_without_word = without_word.and_then(|rest| self.compiled(&rest, cx).ok()).map(|it| it.plan);
        self.error = self.apply(&query, cx).err();
        let Some(error) = &self.error else { return };
        self.range_start = None;
        if self.is_editing
            && let QueryErrorKind::NoValue { .. } = error.kind
            && let Ok(node) = parse(&query)
        {
            // What else is wrong with it is said once the value is there.
            let _ = self.apply(&finished(&node).inner.to_string(), cx);
        }
    }

    pub(super) fn compiled(&self, query: &str, cx: &Context) -> Result<Compiled, QueryError> {
        let Some(context) = cx.query_context() else { return Ok(Compiled::default()) };
        let (node, left_out) = parse_with_left_out(query)?;
        let plan = Arc::new(compile(&node, &context)?);
        let node = with_lists(&node, &context.kept.lists);
        Ok(Compiled {
            plan,
            names: Named { leavers: mentions(&node, Flag::Leaver), never: mentions(&node, Flag::Never) },
            left_out: first_of(&left_out, " "),
            unread_by_exclusions: unread_by_exclusions(&node, context.roster),
        })
    }

    fn apply(&mut self, query: &str, cx: &Context) -> Result<(), QueryError> {
        let compiled = self.compiled(query, cx)?;
        self.plan = compiled.plan;
        self.plan_names = compiled.names;
        self.left_out = compiled.left_out;
        self.unread_by_exclusions = compiled.unread_by_exclusions;
        self.applied = query.to_string();
        Ok(())
    }

    /// Requests the rows of the last valid query.
    pub(super) fn find(&mut self, cx: &Context) -> Vec<Step> {
        let Some(search) = self.search(cx) else { return vec![] };
        vec![Effect::FindRows { request: self.asked.issue(), search: Box::new(search) }.into()]
    }

    /// The search of the last valid query; `None` before there are people.
    pub(super) fn search(&self, cx: &Context) -> Option<Search> {
        let people = cx.company.people.as_ref()?;
        let only = self.only_selected.then(|| cx.company.selection.chosen().clone());
        Some(Search {
            roster: people.roster.clone(),
            plan: self.plan.clone(),
            or_else: self.plan_without_word.clone(),
            marks: cx.company.marks.clone(),
            today: cx.now.today,
            shown: Shown { leavers: self.shows_leavers() || self.only_selected, never: self.shows_never(), only },
            sorts: self.sorts.clone(),
            countries: cx.company.countries.clone(),
        })
    }

    /// Call after today or the gift date changed.
    pub fn marks_changed(&mut self, cx: &Context) -> Vec<Step> {
        self.measure(cx);
        self.find_again(cx)
    }

    /// Call after the people, the marks or the selection changed. A plan holds rows of the people it was made for, so
    /// that of the last valid query is made anew, too.
    pub fn find_again(&mut self, cx: &Context) -> Vec<Step> {
        self.compile_query(cx);
        if self.error.is_some() {
            let applied = std::mem::take(&mut self.applied);
            if self.apply(&applied, cx).is_err() {
                self.plan = Arc::new(Plan::All);
            }
        }
        self.find(cx)
    }

    /// Shows people by another query than the user's own, which comes back with Esc.
    pub fn filter(&mut self, query: String, cx: &Context) -> Vec<Step> {
        let own = self.query.value().to_string();
        self.former_query.get_or_insert(own);
        // Among the selected alone the query would not find them.
        self.only_selected = false;
        self.set_query(query, cx)
    }

    /// The user's own query, also while another one shows people.
    pub fn own_query(&self) -> &str {
        self.former_query.as_deref().unwrap_or(self.query.value())
    }

    /// Another query in the place of the user's own.
    pub fn replace_query(&mut self, query: String, cx: &Context) -> Vec<Step> {
        self.former_query = None;
        let mut steps = self.set_query(query, cx);
        steps.push(Step::Remember);
        steps
    }

    pub(super) fn set_query(&mut self, query: String, cx: &Context) -> Vec<Step> {
        self.query = Input::new(query);
        let steps = self.query_changed(cx);
        // Who is under the cursor is among everybody, too.
        self.is_new_query &= !self.applied.is_empty();
        steps
    }

    /// What is typed next is a word of its own, and not the end of the last one.
    pub(super) fn begin_word(&mut self) {
        let query = self.query.value();
        if !query.is_empty() && !query.ends_with([' ', '"', ':', '(', '-', '=', '<', '>', ',']) && !self.is_editing {
            self.query = Input::new(format!("{query} "));
        }
    }

    /// Takes the blank back, if nothing came behind it.
    pub(super) fn end_word(&mut self) {
        let query = self.query.value();
        if query.ends_with(' ') {
            self.query = Input::new(query.trim_end().to_string());
        }
    }

    fn query_changed(&mut self, cx: &Context) -> Vec<Step> {
        let applied = self.applied.clone();
        self.compile_query(cx);
        self.mark_facets(cx);
        if self.error.is_some() && self.applied == applied {
            return vec![];
        }
        self.is_new_query = true;
        self.find(cx)
    }

    /// Fields of the query that the last sync could not read: nobody is found by them.
    pub fn unread_fields(&self, roster: &Roster, kept: &Kept) -> Fields {
        parse(&self.applied).map(|node| unread(&with_lists(&node, &kept.lists), roster)).unwrap_or_default()
    }

    /// The word at the cursor, if it is not finished.
    pub fn begun_word(&self) -> Option<Typed<'_>> {
        begun_word(self.query.value(), self.query.cursor()).filter(|_| self.is_editing)
    }

    /// Puts the cursor on somebody, if they are shown.
    pub fn go_to_person(&mut self, id: PersonId, cx: &Context) -> Vec<Step> {
        if let Some(row) = cx.company.roster().and_then(|roster| roster.row_of(id)) {
            self.view.go_to(row, height_of(self.layout(cx).rows));
        }
        vec![]
    }

    pub fn set_sorts(&mut self, sorts: Sorts, cx: &Context) -> Vec<Step> {
        // What is new among them is told of.
        let is_new = |sort: &&Sort| !self.sorts.as_slice().contains(sort);
        let sort = sorts.as_slice().iter().find(is_new).copied().unwrap_or_default();
        self.sorts = sorts;
        let mut steps = self.find(cx);
        let title = sort.column.title();
        if cx.company.roster().is_some_and(|roster| sort.column.is_unread(roster, Address::Work)) {
            steps.push(Notice::plain(format!("{title} was not read in the last sync: all are equal by it")).into());
        } else if sort.column != Column::Name && !self.columns.contains(&sort.column) {
            let columns = cx.key(KeyContext::Recipients, Action::Open(KeyContext::Columns));
            steps.push(Notice::plain(format!("Sorted by {title}, which is not shown: {columns} shows it")).into());
        }
        steps.push(Step::Remember);
        steps
    }

    /// Searches again if the rows depend on the selection. While only the selected are shown, an unselected person stays
    /// in sight, to be selected again; undo, redo and a selection taken over do update the rows.
    pub fn selection_changed(&mut self, change: &SelectionChange, cx: &Context) -> Vec<Step> {
        let names_selected = parse(&self.applied).is_ok_and(|node| mentions(&node, Flag::Selected));
        let is_wholesale =
            matches!(change, SelectionChange::Replace { .. } | SelectionChange::Undo | SelectionChange::Redo);
        if names_selected {
            self.find_again(cx)
        } else if is_wholesale && self.only_selected {
            self.find(cx)
        } else {
            vec![]
        }
    }

    pub fn typed(&mut self, key: Key, cx: &Context) -> Vec<Step> {
        if self.facets.has_keys {
            return self.filter_typed(key, cx);
        }
        let mut query = self.query.clone();
        text_input::edit(&mut query, key);
        self.edited_to(query, cx)
    }

    /// The user's own query is this one, as far as it is typed.
    pub(super) fn edited_to(&mut self, query: Input, cx: &Context) -> Vec<Step> {
        let before = std::mem::replace(&mut self.query, query);
        if self.query.cursor() != before.cursor() || self.query.value() != before.value() {
            self.offer_completions(cx);
        }
        if self.query.value() == before.value() {
            return vec![];
        }
        self.former_query = None;
        self.query_changed(cx)
    }

    /// A list may come in several pastes, cut between its lines: its words stay words.
    pub fn pasted(&mut self, text: &str, cx: &Context) -> Vec<Step> {
        if self.facets.has_keys {
            return self.filter_pasted(text, cx);
        }
        // The lines and cells of a table of addresses stay apart.
        let separated = text.trim_end().contains('@').then(|| text.trim_end().replace(['\n', '\t'], "; "));
        let ends_blank = text.ends_with(char::is_whitespace);
        let text = separated.as_deref().unwrap_or(text);
        let blank = Key::plain(Code::Char(' '));
        let before = self.query.value().chars().nth(self.query.cursor().wrapping_sub(1));
        let mut query = self.query.clone();
        let begins_value = |c: char| c.is_whitespace() || matches!(c, ':' | '=' | '-' | '(');
        if text.starts_with(char::is_whitespace) && before.is_some_and(|before| !begins_value(before)) {
            text_input::edit(&mut query, blank);
        }
        if let Err(refused) = text_input::paste(&mut query, text) {
            return vec![refused.into()];
        }
        if ends_blank {
            text_input::edit(&mut query, blank);
        }
        self.edited_to(query, cx)
    }

    /// Shows the rows, and returns the keys that waited for them.
    pub fn rows_found(&mut self, request: RequestId, found: Found, cx: &Context) -> Vec<Key> {
        if request != self.asked {
            return vec![];
        }
        self.found = request;
        self.is_without_word = found.is_other;
        let plan = self.plan_without_word.as_ref().filter(|_| found.is_other).unwrap_or(&self.plan);
        self.needles = plan.needles();
        self.unmatched = found.unmatched;
        self.hidden = found.hidden;
        let height = height_of(self.layout(cx).rows);
        if std::mem::take(&mut self.is_new_query) {
            self.view.restart(found.rows, height);
        } else {
            self.view.replace(found.rows, height);
        }
        self.shown = found.shown;
        if self.beside.row.is_none() {
            self.follow_cursor(cx);
        }
        self.range_start = None;
        std::mem::take(&mut self.waiting_keys)
    }

    /// Whether the rows that were asked for have not come yet.
    pub fn awaits_rows(&self, cx: &Context) -> bool {
        cx.company.people.is_some() && self.found != self.asked
    }

    /// Queues a key that was typed before the requested rows arrived, and returns whether it did. The key is meant for
    /// those rows: typing ahead over a slow line must select the people of the new query, not of the old one.
    pub fn queue_if_rows_pending(&mut self, key: Key, cx: &Context) -> bool {
        let is_pending = self.awaits_rows(cx);
        if is_pending && self.waiting_keys.len() < MAX_WAITING_KEYS {
            self.waiting_keys.push(key);
        }
        is_pending
    }

    /// No rows will come: returns the keys that waited for them.
    pub fn search_panicked(&mut self) -> Vec<Key> {
        self.found = self.asked;
        std::mem::take(&mut self.waiting_keys)
    }
}
