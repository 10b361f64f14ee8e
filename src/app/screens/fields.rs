//! Screen 2: the live checklist. While it is open the attributes are polled, so that a field ticked in Personio turns
//! readable before the admin's eyes, and one that is unticked turns back.

use super::people_by_field::{has_odd, show_odd, show_without};
use crate::app::context::Context;
use crate::app::effect::Effect;
use crate::app::keys::{Action, Screen};
use crate::app::layout::{FILL, columns, height_of, rows};
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
use ratatui::layout::Rect;
use std::time::{Duration, Instant};

/// Columns of the range and of the rule behind it.
const RANGE_COLUMNS: u16 = 20;
/// Minimum time between two readings, however often the user presses the key.
const LEAST_PAUSE: Duration = Duration::from_millis(500);

#[derive(Clone, Debug, Default)]
pub struct FieldsScreen {
    /// The time of the last successful reading.
    pub checked_at: Option<Time>,
    /// Why the last reading failed, and when the next one is due.
    pub problem: Option<(Problem, Time)>,
    pub viewport: Viewport,
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

#[derive(Clone, Copy, Debug)]
pub struct FieldsLayout {
    pub rule: Rect,
    pub counts: Rect,
    pub advice: Rect,
    pub list: Rect,
    pub detail_rule: Rect,
    /// Where the rule says which part of the list is visible.
    pub range: Rect,
    pub detail: Rect,
    pub unneeded: Rect,
}

impl FieldsScreen {
    pub fn layout(cx: &Context) -> FieldsLayout {
        let body = cx.body();
        let detail = match body.height {
            0..=12 => 2,
            13..=26 => 6,
            _ => 7,
        };
        let [rule, counts, advice, list, detail_rule, detail, unneeded] = rows(body, [1, 1, 1, FILL, 1, detail, 1]);
        let [_, range] = columns(detail_rule, [FILL, RANGE_COLUMNS]);
        FieldsLayout { rule, counts, advice, list, detail_rule, range, detail, unneeded }
    }

    pub fn chosen(&self) -> Field {
        Field::at(self.viewport.cursor)
    }

    /// Whether a successful reading came after this time.
    pub fn was_read_since(&self, moment: Option<Instant>) -> bool {
        self.problem.is_none() && self.answered_at > moment
    }

    /// What to do next, one sentence.
    pub fn advice(&self, cx: &Context) -> String {
        let company = cx.company;
        let (list, has_people) = (company.checklist.as_ref(), company.people.is_some());
        let (unsynced, empty) = (company.unsynced(), company.empty_required());
        let is_complete = list.is_some_and(Checklist::is_complete);
        let of = |fields: Fields, one: &str, many: &str| match (fields.len(), fields.iter().next()) {
            (1, Some(field)) => format!("{field} {one}"),
            (count, _) => format!("{count} fields {many}"),
        };
        if !unsynced.is_empty() {
            return format!("{}. Next: 3 Sync", of(unsynced, "was not in the last sync", "were not in the last sync"));
        }
        if !empty.is_empty() && is_complete {
            let empty = of(empty, "is empty for everyone", "are empty for everyone");
            return format!("All required can be read, but {empty}: n shows it");
        }
        if let Some(reason) = cx.why_not_asked() {
            return reason.to_string();
        }
        let words = match list {
            None if self.problem.is_some() => "Personio could not be asked: the reason is below",
            None => "Asking Personio",
            Some(list) if list.attributes.is_empty() => {
                return format!("No attribute can be read at all: tick the {} fields in Personio", Field::COUNT);
            }
            Some(_) if is_complete && has_people => "Everything required can be read",
            Some(_) if is_complete => "Everything required can be read. Next: 3 Sync",
            Some(_) => "n goes to the next problem; 3 syncs anyway, without what is missing",
        };
        words.to_string()
    }

    pub fn offers(&self, action: Action, cx: &Context) -> bool {
        let has_unreadable =
            || cx.company.checklist.as_ref().is_some_and(|list| list.fields.iter().any(|f| !f.state.is_readable()));
        match action {
            Action::TickInDemo => cx.launch.is_demo,
            Action::NextProblem | Action::CopyToDo => has_unreadable(),
            Action::CheckNow => cx.why_not_asked().is_none(),
            Action::ShowWithout => cx.company.people.is_some(),
            Action::ShowOdd => has_odd(self.chosen(), cx),
            _ => true,
        }
    }

    /// Hints at the next screen once every required field is readable.
    pub fn next_step(&self, cx: &Context) -> Option<(&'static str, &'static str)> {
        let is_complete = cx.company.checklist.as_ref().is_some_and(Checklist::is_complete);
        let is_synced = cx.company.people.is_some() && cx.company.unsynced().is_empty();
        is_complete.then_some(if is_synced { ("4", "recipients") } else { ("3", "sync") })
    }

    pub fn act(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        match action {
            Action::Go(movement) => {
                self.viewport.go(movement, Field::COUNT, height_of(FieldsScreen::layout(cx).list));
            }
            Action::CheckNow => match cx.why_not_asked() {
                Some(reason) => return vec![Notice::plain(reason).into()],
                None => return self.read_now(cx),
            },
            Action::NextProblem => return self.next_problem(cx),
            Action::CopyToDo => return copy_to_do(cx),
            Action::Unpin => return self.unpin(cx),
            Action::ShowWithout => return show_without(self.chosen(), cx),
            Action::ShowOdd => return show_odd(self.chosen(), cx),
            Action::TickInDemo if self.offers(action, cx) => return vec![Effect::TickInDemo.into()],
            _ => {}
        }
        vec![]
    }

    pub fn resized(&mut self, cx: &Context) {
        self.viewport.follow(Field::COUNT, height_of(FieldsScreen::layout(cx).list));
    }

    pub fn opened(&mut self, cx: &Context) -> Vec<Step> {
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

    /// Call when a reading replaced another one while the screen is open; reports what changed.
    pub fn checklist_changed(&mut self, before: &Checklist, cx: &Context) -> Vec<Step> {
        let Some(after) = &cx.company.checklist else { return vec![] };
        let (old, new) = (before.readable_fields(), after.readable_fields());
        (self.newly_readable, self.lost) = (new.without(old), old.without(new));
        let notice = if self.lost.is_empty() { Notice::done } else { Notice::failed };
        advice::what_changed(before, after).map(|text| notice(text).into()).into_iter().collect()
    }

    fn next_problem(&mut self, cx: &Context) -> Vec<Step> {
        let Some(list) = &cx.company.checklist else { return vec![] };
        let empty = cx.company.empty_required();
        let is_problem = |state: &FieldState| !state.state.is_readable() || empty.contains(state.field);
        let next = (1..=Field::COUNT)
            .map(|step| (self.viewport.cursor + step) % Field::COUNT)
            .find(|&place| list.fields.get(place).is_some_and(is_problem));
        let Some(place) = next else { return vec![Notice::done("Every field can be read").into()] };
        self.viewport.cursor = place;
        self.resized(cx);
        vec![]
    }

    fn unpin(&self, cx: &Context) -> Vec<Step> {
        let field = self.chosen();
        if cx.company.pins.contains_key(&field) {
            vec![Effect::Pin { field, pin: None }.into()]
        } else {
            vec![Notice::plain(format!("{field} is not pinned")).into()]
        }
    }

    /// A pin was saved, or with `None` removed.
    pub fn pinned(&self, field: Field, pin: Option<Pin>, result: Result<(), Problem>) -> Vec<Step> {
        let text = match (&result, &pin) {
            (Err(problem), _) => return vec![Notice::failed(problem.to_string()).into()],
            (Ok(()), Some(pin)) => format!("{field} is read from {} now; U forgets it", pin.key),
            (Ok(()), None) => format!("{field} is matched by its label again"),
        };
        vec![Step::SetPin { field, pin }, Notice::done(text).into()]
    }

    /// A field was ticked in the demo.
    pub fn field_ticked(&mut self, result: Result<Option<String>, Problem>, cx: &Context) -> Vec<Step> {
        match result {
            Ok(Some(field)) => {
                let text = format!("Ticked {field} in the demo's Personio; watch it turn readable");
                let mut steps = vec![Notice::plain(text).into()];
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
