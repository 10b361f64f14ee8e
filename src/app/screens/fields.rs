//! Screen 2: the live checklist. While it is open the attributes are polled, so that a field ticked in Personio turns
//! readable before the admin's eyes, and one that is unticked turns back.

pub mod detail;
pub mod layout;
pub mod list;
pub mod rows;

use super::demo_story;
use super::people_by_field::{has_odd, show_odd, show_without};
use crate::app::context::Context;
use crate::app::effect::Effect;
use crate::app::keys::{Action, KeyContext, Screen};
use crate::app::layout::height_of;
use crate::app::notice::Notice;
use crate::app::request::RequestId;
use crate::app::step::Step;
use crate::app::to_do::copy_to_do;
use crate::app::viewport::Viewport;
use crate::domain::checklist::advice;
use crate::domain::checklist::attribute::Attribute;
use crate::domain::checklist::matching::{Checklist, FieldState, Pin};
use crate::domain::checklist::poll::Poll;
use crate::domain::fields::{Field, Fields};
use crate::domain::problem::{Kind, Problem};
use crate::domain::sync::Waiting;
use jiff::civil::Time;
use layout::FieldsLayout;
use list::FieldList;
use std::time::{Duration, Instant};

/// Minimum time between two readings, however often the user presses the key.
const LEAST_PAUSE: Duration = Duration::from_millis(500);

#[derive(Clone, Debug, Default)]
pub struct FieldsScreen {
    /// The time of the last successful reading.
    pub checked_at: Option<Time>,
    /// Why the last reading failed, and when the next one is due.
    pub problem: Option<(Problem, Time)>,
    pub list: FieldList,
    /// Of the text about what is under the cursor.
    pub detail: Viewport,
    /// By the last reading.
    pub newly_readable: Fields,
    /// By the last reading.
    pub lost: Fields,
    request: RequestId,
    poll: Poll,
    /// When the pending request was or will be sent.
    asked_at: Option<Instant>,
    answered_at: Option<Instant>,
    /// Personio asked not to be asked before this.
    not_before: Option<Instant>,
}

impl FieldsScreen {
    /// Whether a successful reading came after this time.
    pub fn was_read_since(&self, moment: Option<Instant>) -> bool {
        self.problem.is_none() && self.answered_at > moment
    }

    /// How long the very first answer has been waited for, while it is.
    pub fn first_asked_for(&self, cx: &Context) -> Option<Duration> {
        let is_first = cx.company.checklist.is_none() && self.problem.is_none() && cx.screen == Screen::Fields;
        self.asked_at.filter(|_| is_first).map(|asked| cx.now.instant.saturating_duration_since(asked))
    }

    /// What to do next, one sentence.
    pub fn advice(&self, cx: &Context) -> String {
        let company = cx.company;
        let (list, has_people) = (company.checklist.as_ref(), company.people.is_some());
        let (unsynced, empty, is_complete) = (company.unsynced(), company.empty_required(), is_complete(cx));
        let of = |fields: Fields, one: &str, many: &str| match (fields.len(), fields.iter().next()) {
            (1, Some(field)) => format!("{field} {one}"),
            (count, _) => format!("{count} fields {many}"),
        };
        let next = cx.key(KeyContext::Fields, Action::NextProblem);
        if !unsynced.is_empty() {
            let unsynced = of(unsynced, "was not in the last sync", "were not in the last sync");
            return format!("{unsynced}. Next: {}", cx.tab(Screen::Sync));
        }
        if !empty.is_empty() && is_complete {
            let empty = of(empty, "is empty for everyone", "are empty for everyone");
            return format!("All required can be read, but {empty}: {next} shows it");
        }
        if let Some(reason) = cx.why_not_asked() {
            return reason;
        }
        let words = match list {
            None if self.problem.is_some() => "Personio could not be asked",
            None => "Asking Personio",
            Some(list) if list.attributes.is_empty() => {
                return format!("No attribute can be read at all: tick the {} fields in Personio", Field::COUNT);
            }
            Some(_) if cx.launch.demo.is_some() && !is_complete => return demo_story::tick(cx),
            Some(_) if is_complete => {
                let next = if has_people { Screen::Recipients } else { Screen::Sync };
                return format!("Everything required can be read. Next: {}", cx.tab(next));
            }
            Some(_) => {
                let sync = cx.key(KeyContext::Everywhere, Action::GoTo(Screen::Sync));
                return format!("{next} goes to the next problem; {sync} syncs anyway, without what is missing");
            }
        };
        words.to_string()
    }

    pub fn offers(&self, action: Action, cx: &Context) -> bool {
        let has_unreadable =
            || cx.company.checklist.as_ref().is_some_and(|list| list.fields.iter().any(|f| !f.state.is_readable()));
        match action {
            // While a required one is left it is the next step, which has a hint of its own.
            Action::TickInDemo => cx.launch.demo.is_some() && is_complete(cx) && has_unreadable(),
            Action::NextProblem => self.list.has_next_problem(cx),
            Action::CopyToDo => has_unreadable(),
            Action::CheckNow => cx.why_not_asked().is_none(),
            Action::ShowWithout => cx.company.people.is_some(),
            Action::ShowOdd => self.list.chosen(cx).is_some_and(|field| has_odd(field, cx)),
            Action::Press => self.list.is_on_fold() || self.may_choose(cx),
            Action::Toggle => self.list.can_fold(cx),
            Action::GoDetail(movement) => {
                let (lines, height) = self.detail_window(cx);
                self.detail.hints_at(movement, lines, height)
            }
            _ => true,
        }
    }

    /// A more exact hint than the one in the table of keys.
    pub fn hint(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Press if self.list.is_on_fold() => Some("show all"),
            Action::Toggle if self.list.is_unfolded() => Some("fold"),
            _ => None,
        }
    }

    /// Whether the attribute of the field under the cursor is the user's choice.
    fn may_choose(&self, cx: &Context) -> bool {
        let list = cx.company.checklist.as_ref().filter(|list| !list.attributes.is_empty());
        let state = list.zip(self.list.chosen(cx)).and_then(|(list, field)| list.of(field));
        state.is_some_and(FieldState::has_choice)
    }

    /// Hints at the next screen once every required field is readable; before that, in the demo, at how one becomes so.
    pub fn next_step(&self, cx: &Context) -> Option<(Action, &'static str)> {
        let is_synced = cx.company.people.is_some() && cx.company.unsynced().is_empty();
        match is_complete(cx) {
            true if is_synced => Some((Action::GoTo(Screen::Recipients), "recipients")),
            true => Some((Action::GoTo(Screen::Sync), "sync")),
            false => (cx.launch.demo.is_some() && cx.company.checklist.is_some())
                .then_some((Action::TickInDemo, "tick one in Personio")),
        }
    }

    pub fn act(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        match action {
            Action::Go(movement) => self.change_list(cx, |list, cx| list.go(movement, cx)),
            Action::GoDetail(movement) => {
                let (lines, height) = self.detail_window(cx);
                self.detail.scroll(movement, lines, height);
            }
            Action::Press if !self.list.is_on_fold() => return vec![Step::Open(KeyContext::Candidates)],
            Action::Press | Action::Toggle => self.change_list(cx, FieldList::fold_or_unfold),
            Action::CheckNow => match cx.why_not_asked() {
                Some(reason) => return vec![Notice::plain(reason).into()],
                None => return self.read_now(cx),
            },
            Action::NextProblem => return self.next_problem(cx),
            Action::CopyToDo => return copy_to_do(cx),
            Action::Unpin => return self.unpin(cx),
            Action::ShowWithout => {
                return self.list.chosen(cx).map(|field| show_without(field, cx)).unwrap_or_default();
            }
            Action::ShowOdd => return self.list.chosen(cx).map(|field| show_odd(field, cx)).unwrap_or_default(),
            Action::TickInDemo if cx.launch.demo.is_some() => return vec![Effect::TickInDemo.into()],
            _ => {}
        }
        vec![]
    }

    /// Changes the list; about another field the text begins at its beginning.
    fn change_list(&mut self, cx: &Context, change: impl FnOnce(&mut FieldList, &Context)) {
        let before = self.list.cursor;
        change(&mut self.list, cx);
        if self.list.cursor != before {
            self.detail = Viewport::default();
        }
        let (lines, height) = self.detail_window(cx);
        self.detail.clamp(lines, height);
    }

    /// How many lines the text about the field has, and how many of them are visible.
    fn detail_window(&self, cx: &Context) -> (usize, usize) {
        (detail::lines(self, cx).len(), height_of(FieldsLayout::of(cx).detail))
    }

    pub fn resized(&mut self, cx: &Context) {
        self.change_list(cx, FieldList::follow);
    }

    pub fn opened(&mut self, cx: &Context) -> Vec<Step> {
        self.change_list(cx, FieldList::opened);
        if cx.why_not_asked().is_none() { self.read_now(cx) } else { vec![] }
    }

    /// A request that was already sent is not aborted: Personio works on it anyway, and coming back would add a second
    /// one.
    pub fn left(&mut self, cx: &Context) -> Vec<Step> {
        self.newly_readable = Fields::NONE;
        self.lost = Fields::NONE;
        if self.is_under_way(cx) {
            return vec![];
        }
        self.asked_at = None;
        vec![Effect::StopReading.into()]
    }

    /// Starts over; answers from the previous account become stale.
    pub fn account_switched(&mut self) {
        *self = FieldsScreen { request: self.request.issue(), ..FieldsScreen::default() };
    }

    fn is_under_way(&self, cx: &Context) -> bool {
        self.asked_at.is_some_and(|asked| asked <= cx.now.instant)
    }

    /// Requests a reading after a delay, which is extended to keep the minimum pause and Personio's own wait.
    fn read(&mut self, after: Duration, cx: &Context) -> Vec<Step> {
        let now = cx.now.instant;
        let since_last = self.answered_at.map(|answered| answered + LEAST_PAUSE);
        let polite = since_last.max(self.not_before).map_or(Duration::ZERO, |at| at.saturating_duration_since(now));
        let after = after.max(polite);
        self.asked_at = Some(now + after);
        vec![Effect::ReadAttributes { request: self.request.issue(), after }.into()]
    }

    /// Requests a reading now, unless one is under way.
    fn read_now(&mut self, cx: &Context) -> Vec<Step> {
        if self.is_under_way(cx) { vec![] } else { self.read(Duration::ZERO, cx) }
    }

    pub fn reading_waited(&mut self, request: RequestId, waiting: Waiting, cx: &Context) {
        if request == self.request {
            let problem = Problem::new(Kind::Remote, waiting.reason, "nothing: it is asked again by itself");
            self.problem = Some((problem, cx.now.time_after(waiting.time)));
        }
    }

    /// Takes an answer, and requests the next reading while the screen is open.
    pub fn attributes_read(
        &mut self,
        request: RequestId,
        result: Result<Vec<Attribute>, Problem>,
        cx: &Context,
    ) -> Vec<Step> {
        if request != self.request {
            return vec![];
        }
        self.asked_at = None;
        self.answered_at = Some(cx.now.instant);
        let wait = self.poll.after(&result);
        let mut steps = vec![];
        match result {
            Ok(attributes) => {
                self.not_before = None;
                self.problem = None;
                self.checked_at = Some(cx.now.time);
                steps.push(Step::TakeAttributes(attributes));
            }
            Err(problem) => {
                self.not_before = problem.wait().map(|_| cx.now.instant + wait);
                self.problem = Some((problem, cx.now.time_after(wait)));
            }
        }
        if cx.screen == Screen::Fields {
            steps.extend(self.read(wait, cx));
        }
        steps
    }

    /// Call after the attributes were read while the screen is open; reports what changed since `before`.
    pub fn checklist_changed(&mut self, before: Option<&Checklist>, cx: &Context) -> Vec<Step> {
        let Some(after) = &cx.company.checklist else { return vec![] };
        self.change_list(cx, FieldList::attributes_read);
        let Some(before) = before else { return vec![] };
        let (old, new) = (before.readable_fields(), after.readable_fields());
        (self.newly_readable, self.lost) = (new.without(old), old.without(new));
        let notice = if self.lost.is_empty() { Notice::done } else { Notice::failed };
        let is_ready = after.is_complete() && !before.is_complete();
        let next = if is_ready { format!(". Next: {}", cx.tab(Screen::Sync)) } else { String::new() };
        advice::what_changed(before, after).map(|text| notice(text + &next).into()).into_iter().collect()
    }

    fn next_problem(&mut self, cx: &Context) -> Vec<Step> {
        if cx.company.checklist.is_none() {
            return vec![];
        }
        let mut has_next = false;
        self.change_list(cx, |list, cx| has_next = list.next_problem(cx));
        if has_next { vec![] } else { vec![Notice::done("Every field can be read").into()] }
    }

    fn unpin(&self, cx: &Context) -> Vec<Step> {
        let Some(field) = self.list.chosen(cx) else { return vec![] };
        if cx.company.pins.contains_key(&field) {
            vec![Effect::Pin { field, pin: None }.into()]
        } else {
            vec![Notice::plain(format!("{field} is not pinned")).into()]
        }
    }

    /// A pin was saved, or with `None` removed.
    pub fn pinned(&self, field: Field, pin: Option<Pin>, result: Result<(), Problem>, cx: &Context) -> Vec<Step> {
        let unpin = cx.key(KeyContext::Fields, Action::Unpin);
        let text = match (&result, &pin) {
            (Err(problem), _) => return vec![Notice::failed(problem.to_string()).into()],
            (Ok(()), Some(pin)) => format!("{field} is read from {} now; {unpin} forgets it", pin.key),
            (Ok(()), None) => format!("{field} is matched by its label again"),
        };
        vec![Step::SetPin { field, pin }, Notice::done(text).into()]
    }

    /// A field was ticked in the demo.
    pub fn field_ticked(&mut self, result: Result<Option<String>, Problem>, cx: &Context) -> Vec<Step> {
        match result {
            Ok(Some(field)) => {
                let mut steps = vec![demo_story::ticked(&field).into()];
                if cx.screen == Screen::Fields {
                    steps.extend(self.read_now(cx));
                }
                steps
            }
            Ok(None) => vec![Notice::plain("Every field is ticked in the demo's Personio").into()],
            Err(problem) => vec![Notice::failed(problem.to_string()).into()],
        }
    }

    /// A reading panicked: polling goes on.
    pub fn panicked(&mut self, cx: &Context) -> Vec<Step> {
        self.asked_at = None;
        let is_open = cx.screen == Screen::Fields && cx.why_not_asked().is_none();
        if is_open { self.read(Poll::EVERY, cx) } else { vec![] }
    }
}

/// Whether every required field can be read.
fn is_complete(cx: &Context) -> bool {
    cx.company.checklist.as_ref().is_some_and(Checklist::is_complete)
}
