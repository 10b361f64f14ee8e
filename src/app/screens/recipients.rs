//! Screen 4: a query, the table of people whom it finds, and the keys that select people in it. People who have left by
//! the gift date are hidden, counted, and shown on request. The selection itself belongs to the company; neither query
//! nor sort changes it.

mod beside;
mod columns;
mod completing;
mod copy;
mod facets;
mod hints;
mod layout;
mod search;
mod widths;

use crate::app::company::SelectionChange;
use crate::app::context::Context;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::keys::{Action, KeyContext, Screen};
use crate::app::layout::height_of;
use crate::app::notice::Notice;
use crate::app::request::RequestId;
use crate::app::step::Step;
use crate::app::view::View;
use crate::app::viewport::Move;
use crate::domain::fields::Fields;
use crate::domain::people::People;
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::column::Column;
use crate::domain::people::employee::PersonId;
use crate::domain::picking::search::{Hidden, Sorts};
use crate::domain::picking::session::Session;
use crate::domain::problem::Problem;
use crate::domain::query::{Needle, Plan, QueryError, Unmatched};
use beside::Beside;
use columns::columns_of;
use completing::Completing;
use facets::FacetPane;
use search::Named;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tui_input::Input;
use widths::Measured;

pub use columns::DEFAULT_COLUMNS;
pub use facets::FacetLine;
pub use layout::{PROMPT, RecipientsLayout};
pub use widths::{GAP, SIGN_COLUMNS, Widths, title};

#[derive(Clone, Debug)]
pub struct RecipientsScreen {
    pub view: View,
    /// The rows of the view, as a set.
    pub shown: Bits,
    /// Leavers found by the query but not shown.
    pub hidden: Hidden,
    pub query: Input,
    /// The user's own query, while one that came with a key shows people: Esc brings it back, and it is kept for the next
    /// start.
    pub former_query: Option<String>,
    pub is_editing: bool,
    /// While the query has an error, the rows of the last valid one stay, and what would act on them refuses.
    pub error: Option<QueryError>,
    /// The last valid query: the one whose rows are shown.
    pub applied: String,
    /// Nobody matches, but the word at the cursor may still become the name of a field: the rows are those of the query
    /// without it.
    pub is_without_word: bool,
    pub unmatched: Unmatched,
    /// What the rows were found by.
    pub needles: Vec<Needle>,
    /// Words of the query that are not looked for, since whole addresses stand beside them.
    pub left_out: String,
    /// The last sync could not read them, so that a word of the query does not exclude by them.
    pub unread_by_exclusions: Fields,
    pub only_selected: bool,
    pub sorts: Sorts,
    /// Behind the name, which is always shown.
    pub columns: Vec<Column>,
    measured: Measured,
    /// The first column that is drawn, as an index into `columns`.
    pub first_column: usize,
    /// The person beside the table, if there is room for one.
    pub beside: Beside,
    pub facets: FacetPane,
    /// The start of a range, as a place in the view.
    pub range_start: Option<usize>,
    /// Why the saved people cannot be used.
    pub problem: Option<Problem>,
    pub is_loading: bool,
    loading_since: Option<Instant>,
    with_leavers: bool,
    plan: Arc<Plan>,
    plan_names: Named,
    plan_without_word: Option<Arc<Plan>>,
    pub completing: Completing,
    /// The rows to come are those of another query.
    is_new_query: bool,
    /// The latest search that was requested, and the one whose rows are shown.
    asked: RequestId,
    found: RequestId,
    loading: RequestId,
    /// Keys typed before the requested rows arrived.
    waiting_keys: Vec<Key>,
}

impl RecipientsScreen {
    /// The screen as the last session left it, before the people are loaded.
    pub fn new(session: &Session, columns: &[Column]) -> RecipientsScreen {
        RecipientsScreen {
            view: View::default(),
            shown: Bits::default(),
            hidden: Hidden::default(),
            query: Input::new(session.query.clone()),
            former_query: None,
            is_editing: false,
            error: None,
            applied: String::new(),
            is_without_word: false,
            unmatched: Unmatched::default(),
            needles: Vec::new(),
            left_out: String::new(),
            unread_by_exclusions: Fields::NONE,
            only_selected: false,
            sorts: Sorts::parse(&session.sort).unwrap_or_default(),
            columns: columns_of(session, columns),
            measured: Measured::default(),
            first_column: 0,
            beside: Beside::default(),
            facets: FacetPane::default(),
            range_start: None,
            problem: None,
            is_loading: true,
            loading_since: None,
            with_leavers: false,
            plan: Arc::new(Plan::All),
            plan_names: Named::default(),
            plan_without_word: None,
            completing: Completing::default(),
            is_new_query: false,
            asked: RequestId::default(),
            found: RequestId::default(),
            loading: RequestId::default(),
            waiting_keys: Vec::new(),
        }
    }

    /// Starts over with the session of another account; answers for the previous one become stale.
    pub fn account_switched(&mut self, session: &Session, columns: &[Column]) {
        let (asked, loading) = (self.asked.issue(), self.loading.issue());
        let facets = self.facets.emptied();
        *self = RecipientsScreen { asked, found: asked, loading, facets, ..RecipientsScreen::new(session, columns) };
    }

    pub fn key_context(&self) -> KeyContext {
        match (self.is_editing, self.facets.has_keys) {
            (true, _) => KeyContext::QueryBar,
            (false, true) => KeyContext::Facets,
            (false, false) => KeyContext::Recipients,
        }
    }

    pub fn current(&self, cx: &Context) -> Option<PersonId> {
        self.view.current().zip(cx.company.roster()).map(|(row, roster)| roster.id(row))
    }

    /// The places in the view from the start of the range to the cursor.
    pub fn range(&self) -> Option<RangeInclusive<usize>> {
        let cursor = self.view.cursor();
        self.range_start.map(|start| start.min(cursor)..=start.max(cursor))
    }

    pub fn act(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        if action == Action::StartSync {
            return vec![Step::GoTo(Screen::Sync), Step::StartSync];
        }
        if self.facets.has_keys && action != Action::EditQuery {
            return self.act_on_facets(action, cx);
        }
        // The query can be typed before anybody is here: its letters must be no commands.
        match action {
            Action::NarrowDown => return self.narrow_down(cx),
            Action::EditQuery => {
                self.begin_word();
                self.is_editing = true;
                self.facets.has_keys = false;
                self.offer_completions(cx);
            }
            Action::Press if self.is_editing && self.completing.is_chosen => return self.take_completion(cx),
            Action::Press => return self.stop_editing(cx),
            Action::Go(movement) if self.choose_completion(movement) => return vec![],
            Action::Complete => return self.take_completion(cx),
            Action::Back => return self.back(cx),
            _ => {}
        }
        let Some(people) = &cx.company.people else { return vec![] };
        let rows = || self.shown.clone();
        match action {
            _ if self.error.is_some() && acts_on_shown(action) => return vec![wrong_query(cx).into()],
            Action::Go(movement) => self.go(movement, cx),
            Action::ToggleAndDown if self.range_start.is_some() => return self.end_range(people),
            Action::ToggleAndDown => {
                let Some(id) = self.current(cx) else { return vec![] };
                self.go(Move::Down, cx);
                return vec![Step::Select(SelectionChange::Toggle(id))];
            }
            Action::Toggle => {
                let change = self.current(cx).map(SelectionChange::Toggle);
                return change.map(Step::Select).into_iter().collect();
            }
            Action::SelectShown => {
                return vec![Step::Select(SelectionChange::Add { label: "select all shown", rows: rows() })];
            }
            Action::UnselectShown => {
                return vec![Step::Select(SelectionChange::Remove { label: "unselect all shown", rows: rows() })];
            }
            Action::UnselectEarlier => {
                let rows = cx.company.selected_earlier();
                return vec![Step::Select(SelectionChange::Remove { label: "unselect the earlier", rows })];
            }
            Action::InvertShown => {
                return vec![Step::Select(SelectionChange::Invert { label: "invert the shown", rows: rows() })];
            }
            Action::MarkRange if self.range_start.is_some() => return self.end_range(people),
            Action::MarkRange if !self.view.is_empty() => {
                self.range_start = Some(self.view.cursor());
                let key = |action| cx.key(KeyContext::Recipients, action);
                let (range, select) = (key(Action::MarkRange), key(Action::ToggleAndDown));
                let back = key(Action::Back);
                let text = format!("A range begins here: move, then {range} or {select} selects it, {back} ends it");
                return vec![Notice::plain(text).into()];
            }
            Action::Undo => return vec![Step::Select(SelectionChange::Undo)],
            Action::Redo => return vec![Step::Select(SelectionChange::Redo)],
            Action::OnlySelected => {
                self.only_selected = !self.only_selected;
                return self.find(cx);
            }
            Action::ToggleLeavers => {
                self.with_leavers = !self.with_leavers;
                return self.find(cx);
            }
            Action::ColumnsLeft => self.first_column = self.first_column.saturating_sub(1),
            Action::ColumnsRight => {
                self.first_column += 1;
                self.clamp_columns(cx);
            }
            Action::CopyEmails => return copy::emails_of_selected(people, cx),
            _ => {}
        }
        vec![]
    }

    fn back(&mut self, cx: &Context) -> Vec<Step> {
        if self.is_editing {
            return self.stop_editing(cx);
        }
        if self.range_start.take().is_some() {
            return vec![];
        }
        if let Some(former) = self.former_query.take() {
            return self.set_query(former, cx);
        }
        if !self.query.value().is_empty() {
            return self.set_query(String::new(), cx);
        }
        if self.only_selected {
            self.only_selected = false;
            return self.find(cx);
        }
        vec![]
    }

    /// Closes the query bar; the query stays, and its last word is a word.
    fn stop_editing(&mut self, cx: &Context) -> Vec<Step> {
        if !std::mem::take(&mut self.is_editing) {
            return vec![];
        }
        self.completing = Completing::default();
        self.end_word();
        let mut steps = if self.plan_without_word.take().is_some() { self.find(cx) } else { vec![] };
        steps.push(Step::Remember);
        steps
    }

    pub fn go(&mut self, movement: Move, cx: &Context) {
        self.view.go(movement, height_of(self.layout(cx).rows));
    }

    fn end_range(&mut self, people: &People) -> Vec<Step> {
        let range = self.range().unwrap_or(0..=0);
        self.range_start = None;
        let rows = self.view.rows().get(range).unwrap_or_default();
        let rows = Bits::of(people.roster.len(), rows.iter().copied());
        vec![Step::Select(SelectionChange::Add { label: "select a range", rows })]
    }

    pub fn resized(&mut self, cx: &Context) {
        self.view.follow(height_of(self.layout(cx).rows));
        self.clamp_columns(cx);
    }

    pub fn left(&mut self, cx: &Context) -> Vec<Step> {
        let mut steps = self.leave_facets(cx);
        steps.extend(self.stop_editing(cx));
        steps
    }

    pub fn load_people(&mut self, cx: &Context) -> Vec<Step> {
        self.loading_since = Some(cx.now.instant);
        let (account, request) = (cx.company.account, self.loading.issue());
        let has_selection = !cx.company.selected_ids().is_empty();
        let load = Effect::LoadPeople { request, account, has_selection };
        vec![Effect::ReadKept { account, change: None }.into(), load.into()]
    }

    /// How long the people of the last sync have been being read.
    pub fn loaded_for(&self, now: Instant) -> Duration {
        self.loading_since.map(|since| now.duration_since(since)).unwrap_or_default()
    }

    /// Ignored once a sync of this run has brought newer people.
    pub fn people_loaded(
        &mut self,
        request: RequestId,
        result: Result<Option<People>, Problem>,
        cx: &Context,
    ) -> Vec<Step> {
        if request != self.loading || cx.company.people.is_some() {
            return vec![];
        }
        self.is_loading = false;
        match result {
            Ok(people) => people.map(Step::TakePeople).into_iter().collect(),
            Err(problem) => {
                let notice = Notice::failed(problem.to_string());
                self.problem = Some(problem);
                vec![notice.into()]
            }
        }
    }

    /// Call after people that turned out to be damaged were dropped; answers about them become stale.
    pub fn people_damaged(&mut self, problem: Problem, cx: &Context) -> Vec<Step> {
        let asked = self.asked.issue();
        let session = Session { query: self.own_query().into(), sort: self.sorts.to_string(), ..Session::default() };
        let (columns, facets) = (std::mem::take(&mut self.columns), self.facets.emptied());
        let notice = Notice::failed(problem.to_string());
        *self = RecipientsScreen {
            asked,
            found: asked,
            loading: self.loading,
            facets,
            columns,
            is_loading: false,
            problem: Some(problem),
            ..RecipientsScreen::new(&session, &cx.launch.columns)
        };
        vec![notice.into()]
    }

    pub fn loading_panicked(&mut self) {
        self.is_loading = false;
    }

    /// Call after the people were replaced. The cursor goes to `current` if that person is still there.
    pub fn people_changed(&mut self, current: Option<PersonId>, cx: &Context) -> Vec<Step> {
        let Some(roster) = cx.company.roster() else { return vec![] };
        let row: Option<Row> = current.and_then(|id| roster.row_of(id));
        self.problem = None;
        self.is_loading = false;
        self.range_start = None;
        self.view = View::on(row);
        self.beside = Beside::at(row);
        self.shown = Bits::none(roster.len());
        self.measure(cx);
        self.find_again(cx)
    }
}

/// Said instead of changing the selection by rows that the query did not find.
fn wrong_query(cx: &Context) -> Notice {
    let key = |action| cx.key(KeyContext::Recipients, action);
    let (edit, back) = (key(Action::EditQuery), key(Action::Back));
    Notice::warning(format!("The query is wrong, so nothing was selected: {edit} mends it, {back} clears it"))
}

/// Whether an action changes the selection by the rows that are shown.
fn acts_on_shown(action: Action) -> bool {
    matches!(action, Action::SelectShown | Action::UnselectShown | Action::InvertShown | Action::MarkRange)
}
