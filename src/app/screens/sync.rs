//! Screen 3: reading everybody, with progress and a result in words. A sync either completes or changes nothing: the old
//! list stays.

use super::people_by_field::{has_odd, show_odd, show_people, show_without};
use crate::app::context::Context;
use crate::app::effect::Effect;
use crate::app::keys::{Action, Screen};
use crate::app::layout::{FILL, height_of, message_width, rows};
use crate::app::notice::{Notice, Tone};
use crate::app::request::RequestId;
use crate::app::step::Step;
use crate::app::viewport::Viewport;
use crate::domain::fields::Field;
use crate::domain::people::findings::Finding;
use crate::domain::problem::Problem;
use crate::domain::sync::{SyncEnd, SyncProgress, SyncReport, SyncStage};
use crate::domain::text::safe_text::SafeText;
use ratatui::layout::Rect;
use std::time::{Duration, Instant};

/// Said while it is so.
pub const GOES_ON: &str = "A sync is going on already: 3 shows it";

#[derive(Clone, Debug, Default)]
pub enum SyncState {
    /// No sync in this run.
    #[default]
    Idle,
    Running {
        progress: SyncProgress,
        since: Instant,
        /// When the first page was requested; `None` before that.
        pages_since: Option<Instant>,
        /// When the current wait began.
        waiting_since: Instant,
    },
    Done {
        report: SyncReport,
        findings: Vec<Finding>,
    },
    Failed(Problem),
    /// By the user.
    Cancelled,
    /// Complete, but with far fewer people: not saved until the user confirms.
    Shrunk {
        before: usize,
        now: usize,
    },
}

#[derive(Clone, Debug, Default)]
pub struct SyncScreen {
    pub state: SyncState,
    /// Of the list of fields.
    pub viewport: Viewport,
    began: Option<Instant>,
    request: RequestId,
}

/// Areas that the current state does not use are empty.
#[derive(Clone, Copy, Debug)]
pub struct SyncLayout {
    pub rule: Rect,
    pub status: Rect,
    /// What to do about the status, or the progress of a running sync.
    pub details: Rect,
    pub last_sync: Rect,
    pub heading: Rect,
    pub fields: Rect,
}

impl SyncLayout {
    /// While a sync runs: the bar, the numbers, and what it waits for.
    pub fn progress(&self) -> [Rect; 3] {
        rows(self.details, [1, 1, 1])
    }
}

impl SyncScreen {
    pub fn layout(&self, cx: &Context) -> SyncLayout {
        let warning = self.missing_lines(cx).len() as u16;
        let findings: u16 = self.finding_lines(cx).iter().map(|(_, lines)| lines.len() as u16).sum();
        let findings = if findings > 0 { findings + 1 } else { 0 };
        let [rule, _, status, details, heading, fields, last_sync] = rows(
            cx.body(),
            match self.state {
                _ if self.shows_fields(cx) => [1, 1, 2, findings, 1, FILL, 0],
                SyncState::Idle | SyncState::Cancelled => [1, 1, 2, warning.max(1) + 1, 0, 0, FILL],
                SyncState::Failed(_) => [1, 1, 3, 3, 0, 0, FILL],
                SyncState::Running { .. } | SyncState::Shrunk { .. } | SyncState::Done { .. } => {
                    [1, 1, 2, 4, 0, 0, FILL]
                }
            },
        );
        SyncLayout { rule, status, details, last_sync, heading, fields }
    }

    /// Before a sync: a warning that names the fields it will not bring, wrapped; empty if there are none.
    pub fn missing_lines(&self, cx: &Context) -> Vec<String> {
        let Some(list) = &cx.company.checklist else { return vec![] };
        if !matches!(self.state, SyncState::Idle) || cx.why_not_asked().is_some() || list.is_complete() {
            return vec![];
        }
        let missing = list.fields.iter().filter(|state| !state.state.is_readable());
        let missing: Vec<&str> = missing.map(|state| state.field.name()).collect();
        SafeText::of(&format!("Will be missing: {}", missing.join(", "))).wrap(message_width(cx.body()))
    }

    /// After a sync: what deserves a look, each wrapped. Where the window is too low for all of them the last line says
    /// how many more there are; the list of fields counts them, too.
    pub fn finding_lines(&self, cx: &Context) -> Vec<(Tone, Vec<String>)> {
        let SyncState::Done { findings, .. } = &self.state else { return vec![] };
        let mut room = usize::from(cx.body().height / 3).max(1);
        let mut messages = Vec::new();
        for (place, finding) in findings.iter().enumerate() {
            let lines = SafeText::of(&finding.to_string()).wrap(message_width(cx.body()));
            let left = findings.len() - place;
            if lines.len() + usize::from(left > 1) > room {
                messages.push((Tone::Warning, vec![format!("{left} more, in the list below")]));
                break;
            }
            room -= lines.len();
            messages.push((if finding.is_loss() { Tone::Failed } else { Tone::Warning }, lines));
        }
        messages
    }

    pub fn is_running(&self) -> bool {
        matches!(self.state, SyncState::Running { .. })
    }

    pub fn shows_fields(&self, cx: &Context) -> bool {
        let has_list = matches!(self.state, SyncState::Done { .. } | SyncState::Idle | SyncState::Cancelled);
        has_list && cx.company.people.is_some()
    }

    pub fn chosen(&self) -> Field {
        Field::at(self.viewport.cursor)
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
        match action {
            Action::StartSync => cx.why_not_asked().is_none() && !self.is_running(),
            Action::Press => self.shows_fields(cx),
            Action::CancelSync => self.is_running() || is_shrunk,
            Action::Yes => is_shrunk,
            Action::ShowWithout => self.shows_fields(cx),
            Action::ShowOdd => self.shows_fields(cx) && has_odd(self.chosen(), cx),
            _ => true,
        }
    }

    /// A more exact hint than the one in the table of keys.
    pub fn hint(&self, action: Action) -> Option<&'static str> {
        match (action, &self.state) {
            (Action::CancelSync, SyncState::Shrunk { .. }) => Some("drop it"),
            (Action::StartSync, SyncState::Failed(_) | SyncState::Shrunk { .. }) => Some("try again"),
            _ => None,
        }
    }

    /// Hints at the next screen once a sync is complete.
    pub fn next_step(&self) -> Option<(&'static str, &'static str)> {
        matches!(self.state, SyncState::Done { .. }).then_some(("4", "recipients"))
    }

    pub fn act(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        match action {
            Action::StartSync => return self.start(cx),
            Action::Press if self.shows_fields(cx) => return show_people(self.chosen(), cx),
            Action::Press => return self.start(cx),
            Action::CancelSync => return self.cancel(),
            Action::Yes if self.offers(Action::Yes, cx) => {
                let progress = SyncProgress { stage: SyncStage::Saving, ..SyncProgress::default() };
                self.state = running(progress, cx.now.instant);
                let (account, before) = (cx.company.account, cx.company.roster().cloned());
                return vec![Effect::KeepShrunk { request: self.request, account, before }.into()];
            }
            Action::Go(movement) => self.viewport.go(movement, Field::COUNT, height_of(self.layout(cx).fields)),
            Action::ShowWithout if self.shows_fields(cx) => return show_without(self.chosen(), cx),
            Action::ShowOdd if self.shows_fields(cx) => return show_odd(self.chosen(), cx),
            _ => {}
        }
        vec![]
    }

    pub fn resized(&mut self, cx: &Context) {
        self.viewport.follow(Field::COUNT, height_of(self.layout(cx).fields));
    }

    /// Starts a sync, unless one is running.
    pub fn start(&mut self, cx: &Context) -> Vec<Step> {
        if self.is_running() {
            return vec![Notice::plain(GOES_ON).into()];
        }
        if let Some(reason) = cx.why_not_asked() {
            return vec![Notice::plain(reason).into()];
        }
        self.began = Some(cx.now.instant);
        self.state = running(SyncProgress::default(), cx.now.instant);
        let (account, pins, before) = (cx.company.account, cx.company.pins.clone(), cx.company.roster().cloned());
        vec![Effect::StartSync { request: self.request.issue(), account, pins, before }.into()]
    }

    fn cancel(&mut self) -> Vec<Step> {
        let notice = match self.state {
            SyncState::Running { .. } => None,
            SyncState::Shrunk { .. } => Some(Notice::plain("The new list was dropped, the old one stays").into()),
            _ => return vec![],
        };
        self.state = SyncState::Cancelled;
        notice.into_iter().chain([Effect::CancelSync.into()]).collect()
    }

    /// Starts over; answers of the previous account become stale.
    pub fn account_switched(&mut self) {
        self.state = SyncState::Idle;
        self.request.issue();
    }

    pub fn moved(&mut self, request: RequestId, new: SyncProgress, cx: &Context) {
        if request != self.request {
            return;
        }
        if let SyncState::Running { progress, pages_since, waiting_since, .. } = &mut self.state {
            if progress.waiting != new.waiting {
                *waiting_since = cx.now.instant;
            }
            if pages_since.is_none() && new.stage == SyncStage::ReadingPeople {
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
        let (state, notice) = match result {
            Ok(SyncEnd::Saved(synced)) => {
                self.state = SyncState::Done { report: synced.report, findings: synced.findings.clone() };
                return vec![Step::TakeSynced { synced, began: self.began }];
            }
            Ok(SyncEnd::Shrunk { before, now }) => {
                let text = "Far fewer people than in the last sync: 3 Sync asks what to do".to_string();
                (SyncState::Shrunk { before, now }, text)
            }
            Err(problem) => {
                let stays = if cx.company.people.is_some() { ", the old list stays" } else { "" };
                let text = format!("The sync failed{stays}: {problem}");
                (SyncState::Failed(problem), text)
            }
        };
        self.state = state;
        if cx.screen == Screen::Sync { vec![] } else { vec![Notice::failed(notice).into()] }
    }

    pub fn panicked(&mut self) {
        if self.is_running() {
            self.state = SyncState::Cancelled;
        }
    }
}

fn running(progress: SyncProgress, since: Instant) -> SyncState {
    SyncState::Running { progress, since, pages_since: None, waiting_since: since }
}
