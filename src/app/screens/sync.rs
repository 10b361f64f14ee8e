//! Screen 3: reading everybody, with progress and a result in words. A sync either completes or changes nothing: the old
//! list stays.

pub mod detail;
mod layout;
mod lines;
mod messages;

use super::people_by_field::{show_odd, show_with, show_without};
use crate::app::context::Context;
use crate::app::effect::Effect;
use crate::app::keys::{Action, KeyContext, Screen};
use crate::app::layout::height_of;
use crate::app::notice::Notice;
use crate::app::request::RequestId;
use crate::app::step::Step;
use crate::app::viewport::Viewport;
use crate::domain::people::findings::Finding;
use crate::domain::picking::session::{FailedSync, Session};
use crate::domain::problem::{Kind, Problem};
use crate::domain::sync::{SyncEnd, SyncProgress, SyncReport, SyncStage, Unlisted};
use crate::domain::text::words::Age;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub use layout::SyncLayout;
pub use lines::SyncLine;
pub use messages::read_words;

#[derive(Clone, Debug, Default)]
pub enum SyncState {
    /// No sync in this run.
    #[default]
    Idle,
    Running {
        progress: SyncProgress,
        since: Instant,
        /// When the current stage began.
        stage_since: Instant,
        /// When the first page was requested; `None` before that.
        pages_since: Option<Instant>,
        /// When the current wait began.
        waiting_since: Instant,
    },
    Done,
    Failed(Problem),
    /// By the user.
    Cancelled,
    /// Complete, but with far fewer people: not saved until the user confirms.
    Shrunk {
        before: usize,
        now: usize,
    },
}

/// What the last complete sync of this run brought besides the people.
#[derive(Clone, Debug)]
pub struct Brought {
    pub report: SyncReport,
    pub findings: Vec<Finding>,
    pub unlisted: Arc<Unlisted>,
}

#[derive(Clone, Debug, Default)]
pub struct SyncScreen {
    pub state: SyncState,
    /// `None` before the first complete sync of this run.
    pub brought: Option<Brought>,
    /// Of the list.
    pub viewport: Viewport,
    /// Whether the list shows the fields that are fine.
    pub is_unfolded: bool,
    /// In this run or one before.
    pub failed_sync: Option<FailedSync>,
    began: Option<Instant>,
    request: RequestId,
}

impl SyncScreen {
    pub fn new(session: &Session) -> SyncScreen {
        SyncScreen { failed_sync: session.failed_sync, ..SyncScreen::default() }
    }

    /// How long ago the last sync failed; `None` if the people are of a later one, which `giftlist sync` may have brought.
    pub fn age_of_failure(&self, cx: &Context) -> Option<Age> {
        let failed = self.failed_sync.filter(|failed| Some(failed.old_list) == synced_at(cx))?;
        // A clock that was set makes other times.
        let is_between = (failed.old_list..=cx.now.unix).contains(&failed.at);
        is_between.then(|| Age::of(cx.now.unix - failed.at))
    }

    pub fn is_running(&self) -> bool {
        matches!(self.state, SyncState::Running { .. })
    }

    /// How long a sync has been going on; `None` if none is.
    pub fn running_for(&self, now: Instant) -> Option<Duration> {
        match self.state {
            SyncState::Running { since, .. } => Some(now.duration_since(since)),
            _ => None,
        }
    }

    pub fn shows_lines(&self, cx: &Context) -> bool {
        let hides_list = matches!(self.state, SyncState::Running { .. } | SyncState::Shrunk { .. });
        !hides_list && cx.company.people.is_some()
    }

    pub fn lines(&self, cx: &Context) -> Vec<SyncLine> {
        let findings = self.brought.as_ref().map(|brought| brought.findings.as_slice()).unwrap_or_default();
        cx.company.roster().map(|roster| lines::lines(roster, findings, self.is_unfolded)).unwrap_or_default()
    }

    /// The line under the cursor, while there is a list.
    fn chosen(&self, cx: &Context) -> Option<SyncLine> {
        if self.shows_lines(cx) { self.lines(cx).get(self.viewport.cursor).copied() } else { None }
    }

    /// The part of the people that has arrived, from 0 to 1, with the estimated time left; `None` before the total is
    /// known.
    pub fn progress(&self, now: Instant) -> Option<(f64, Option<Duration>)> {
        let SyncState::Running { progress, pages_since, .. } = &self.state else { return None };
        let left = pages_since.and_then(|since| progress.time_left(now.duration_since(since)));
        Some((progress.part()?, left))
    }

    pub fn offers(&self, action: Action, cx: &Context) -> bool {
        let is_shrunk = matches!(self.state, SyncState::Shrunk { .. });
        let roster = cx.company.roster();
        let can_start = cx.why_not_asked().is_none() && !self.is_running();
        match action {
            // Before the first one Enter does it.
            Action::StartSync => can_start && (roster.is_some() || is_shrunk),
            Action::Press if roster.is_none() => can_start && !is_shrunk,
            Action::Press => match self.chosen(cx) {
                Some(SyncLine::Complete(_)) | None => false,
                Some(_) => true,
            },
            Action::CancelSync => self.is_running() || is_shrunk,
            Action::Yes => is_shrunk,
            Action::ShowNew | Action::ShowChanged | Action::Open(_) if self.is_running() => false,
            Action::ShowNew => roster.is_some_and(|roster| roster.added().any()),
            Action::ShowChanged => roster.is_some_and(|roster| roster.changed().any()),
            _ => true,
        }
    }

    /// A more exact hint than the one in the table of keys.
    pub fn hint(&self, action: Action, cx: &Context) -> Option<&'static str> {
        let is_unread = |field| cx.company.roster().is_some_and(|roster| roster.is_unread(field));
        match (action, &self.state) {
            (Action::CancelSync, SyncState::Shrunk { .. }) => Some("drop it"),
            (Action::StartSync, SyncState::Failed(_) | SyncState::Shrunk { .. }) => Some("try again"),
            (Action::Press, SyncState::Failed(_)) if !self.shows_lines(cx) => Some("try again"),
            (Action::Open(KeyContext::Unlisted), _) => match &self.brought.as_ref()?.unlisted {
                unlisted if unlisted.left.is_empty() => Some("merged"),
                unlisted if unlisted.merged.is_empty() => Some("left"),
                _ => None,
            },
            (Action::Press, _) if !self.shows_lines(cx) => Some("sync"),
            (Action::Press, _) => match self.chosen(cx)? {
                SyncLine::Fold { .. } => Some(if self.is_unfolded { "fold" } else { "unfold" }),
                line => line.field().filter(|&field| is_unread(field)).map(|_| "what to do"),
            },
            _ => None,
        }
    }

    /// Hints at the next screen once a sync is complete.
    pub fn next_step(&self) -> Option<(Action, &'static str)> {
        matches!(self.state, SyncState::Done).then_some((Action::GoTo(Screen::Recipients), "recipients"))
    }

    pub fn act(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        match action {
            Action::StartSync => return self.start(cx),
            Action::Press if self.shows_lines(cx) => return self.open_line(cx),
            Action::Press => return self.start(cx),
            Action::CancelSync => return self.cancel(cx),
            Action::Yes if self.offers(Action::Yes, cx) => {
                let progress = SyncProgress { stage: SyncStage::Saving, ..SyncProgress::default() };
                self.state = running(progress, cx.now.instant);
                let (account, before) = (cx.company.account, cx.company.roster().cloned());
                return vec![Effect::KeepShrunk { request: self.request, account, before }.into()];
            }
            Action::Go(movement) if self.shows_lines(cx) => {
                self.viewport.go(movement, self.lines(cx).len(), height_of(self.layout(cx).lines));
            }
            Action::ShowNew if self.offers(action, cx) => return vec![Step::Filter("changed:new".into())],
            Action::ShowNew => return vec![Notice::plain("Nobody is new since the sync before").into()],
            Action::ShowChanged if self.offers(action, cx) => return vec![Step::Filter("changed:yes".into())],
            Action::ShowChanged => return vec![Notice::plain("Nobody has changed since the sync before").into()],
            _ => {}
        }
        vec![]
    }

    fn open_line(&mut self, cx: &Context) -> Vec<Step> {
        match self.chosen(cx) {
            Some(SyncLine::Odd(field)) => show_odd(field, cx),
            Some(SyncLine::Complete(field) | SyncLine::Rare(field)) => show_with(field, cx),
            Some(SyncLine::Lost { field, .. } | SyncLine::Unread(field) | SyncLine::Without(field)) => {
                show_without(field, cx)
            }
            Some(SyncLine::Fold { .. }) => {
                self.is_unfolded = !self.is_unfolded;
                self.resized(cx);
                vec![]
            }
            None => vec![],
        }
    }

    /// Call after the window, or what stands above the list, changed. Without a list there is nothing to follow.
    pub fn resized(&mut self, cx: &Context) {
        if !self.shows_lines(cx) {
            return;
        }
        self.viewport.follow(self.lines(cx).len(), height_of(self.layout(cx).lines));
    }

    /// Starts a sync, unless one is running.
    pub fn start(&mut self, cx: &Context) -> Vec<Step> {
        if self.is_running() {
            return vec![goes_on(cx).into()];
        }
        if let Some(reason) = cx.why_not_asked() {
            return vec![Notice::plain(reason).into()];
        }
        self.began = Some(cx.now.instant);
        self.state = running(SyncProgress::default(), cx.now.instant);
        let (account, pins, before) = (cx.company.account, cx.company.pins.clone(), cx.company.roster().cloned());
        vec![Effect::StartSync { request: self.request.issue(), account, pins, before }.into()]
    }

    fn cancel(&mut self, cx: &Context) -> Vec<Step> {
        let notice = match self.state {
            SyncState::Running { .. } => None,
            SyncState::Shrunk { .. } => Some(Notice::plain("The new list was dropped, the old one stays").into()),
            _ => return vec![],
        };
        self.state = SyncState::Cancelled;
        self.resized(cx);
        notice.into_iter().chain([Effect::CancelSync.into()]).collect()
    }

    /// Starts over; answers of the previous account become stale.
    pub fn account_switched(&mut self, session: &Session) {
        *self = SyncScreen { request: self.request, ..SyncScreen::new(session) };
        self.request.issue();
    }

    pub fn moved(&mut self, request: RequestId, new: SyncProgress, cx: &Context) {
        if request != self.request {
            return;
        }
        if let SyncState::Running { progress, stage_since, pages_since, waiting_since, .. } = &mut self.state {
            if progress.stage != new.stage {
                *stage_since = cx.now.instant;
            }
            if progress.waiting != new.waiting {
                *waiting_since = cx.now.instant;
            }
            // The second walk counts from 0 again.
            let begins_again = progress.stage != new.stage && new.stage == SyncStage::ReadingAgain;
            if pages_since.is_none() && new.stage == SyncStage::ReadingPeople || begins_again {
                *pages_since = Some(cx.now.instant);
            }
            *progress = new;
        }
    }

    /// A sync that was cancelled too late, when the people were already saved, counts all the same.
    pub fn ended(&mut self, request: RequestId, result: Result<SyncEnd, Problem>, cx: &Context) -> Vec<Step> {
        let was_cancelled = matches!(self.state, SyncState::Cancelled);
        if request != self.request || was_cancelled && !matches!(result, Ok(SyncEnd::Saved(_))) {
            return vec![];
        }
        match result {
            Ok(SyncEnd::Saved(synced)) => {
                self.state = SyncState::Done;
                self.failed_sync = None;
                self.viewport = Viewport::default();
                self.brought = Some(Brought {
                    report: synced.report,
                    findings: synced.findings.clone(),
                    unlisted: Arc::new(synced.unlisted.clone()),
                });
                vec![Step::TakeSynced { synced, began: self.began }]
            }
            Ok(SyncEnd::Shrunk { before, now }) => {
                let sync = cx.tab(Screen::Sync);
                let text = format!("Far fewer people than in the last sync: {sync} asks what to do");
                self.state = SyncState::Shrunk { before, now };
                self.failed_sync = None;
                told_elsewhere(text, cx).into_iter().chain([Step::Remember]).collect()
            }
            Err(problem) => self.failed(problem, cx),
        }
    }

    fn failed(&mut self, problem: Problem, cx: &Context) -> Vec<Step> {
        let stays = if cx.company.people.is_some() { ", the old list stays" } else { "" };
        let text = format!("The sync failed{stays}: {problem}");
        self.state = SyncState::Failed(problem);
        self.failed_sync = synced_at(cx).map(|old_list| FailedSync { at: cx.now.unix, old_list });
        self.resized(cx);
        told_elsewhere(text, cx).into_iter().chain([Step::Remember]).collect()
    }

    pub fn panicked(&mut self, cx: &Context) -> Vec<Step> {
        if !self.is_running() {
            return vec![];
        }
        let problem = Problem::new(Kind::File, "a defect in giftlist stopped it", "try again");
        self.failed(problem, cx)
    }
}

/// Of when the list is.
fn synced_at(cx: &Context) -> Option<i64> {
    cx.company.people.as_ref().map(|people| people.synced_at)
}

/// A notice where the user does not see the screen itself.
fn told_elsewhere(text: String, cx: &Context) -> Option<Step> {
    (cx.screen != Screen::Sync).then(|| Notice::failed(text).into())
}

/// Said while it is so.
pub fn goes_on(cx: &Context) -> Notice {
    let shows_it = cx.key(KeyContext::Everywhere, Action::GoTo(Screen::Sync));
    Notice::plain(format!("A sync is going on already: {shows_it} shows it"))
}

fn running(progress: SyncProgress, since: Instant) -> SyncState {
    SyncState::Running { progress, since, stage_since: since, pages_since: None, waiting_since: since }
}
