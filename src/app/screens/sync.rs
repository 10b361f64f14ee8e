//! Screen 3: reading everybody, with progress and a result in words. A sync is complete or it does not count; whatever
//! goes wrong, the old list stays.

use crate::app::action::{Action, Screen};
use crate::app::effect::{Effect, RequestId};
use crate::app::model::{Model, Tone};
use crate::app::regions::Scroll;
use crate::app::screens::recipients;
use crate::domain::fields::Field;
use crate::domain::problem::Problem;
use crate::domain::sync::{SyncEnd, SyncProgress, SyncReport, SyncStage};
use crate::domain::text::words::grouped;
use std::time::{Duration, Instant};

/// Where the sync stands.
#[derive(Clone, Debug, Default)]
pub enum SyncState {
    /// None in this run.
    #[default]
    Idle,
    /// Going on.
    Running {
        /// How far.
        progress: SyncProgress,
        /// Since when.
        since: Instant,
        /// When the pages began.
        pages_since: Option<Instant>,
        /// When the wait began that is going on.
        waiting_since: Instant,
    },
    /// The last one is complete.
    Done(SyncReport),
    /// The last one failed.
    Failed(Problem),
    /// The user stopped it.
    Cancelled,
    /// Complete, with far fewer people: it waits for a yes.
    Shrunk {
        /// People in the last sync.
        before: usize,
        /// People now.
        now: usize,
    },
}

/// The state of the screen.
#[derive(Clone, Debug, Default)]
pub struct SyncScreen {
    /// Where the sync stands.
    pub state: SyncState,
    /// The chosen field of the result.
    pub scroll: Scroll,
    began: Option<Instant>,
    request: RequestId,
}

impl SyncScreen {
    /// Whether a sync is going on.
    pub fn is_running(&self) -> bool {
        matches!(self.state, SyncState::Running { .. })
    }

    /// Whether the fields of the list can be chosen: they are on screen.
    pub fn shows_fields(&self, has_people: bool) -> bool {
        has_people && matches!(self.state, SyncState::Done(_) | SyncState::Idle | SyncState::Cancelled)
    }

    /// The chosen field.
    pub fn chosen(&self) -> Field {
        Field::all().nth(self.scroll.cursor).unwrap_or(Field::City)
    }

    /// Another account: nothing was synced yet.
    pub fn forget(&mut self) {
        self.state = SyncState::Idle;
        self.request.next();
    }

    /// The part that is done, 0 to 1, and the time left; `None` before the total is known.
    pub fn progress(&self, now: Instant) -> Option<(f64, Option<Duration>)> {
        let SyncState::Running { progress, pages_since, .. } = &self.state else { return None };
        let total = progress.people_total.filter(|&total| total > 0)?;
        let part = (progress.people as f64 / total as f64).min(1.0);
        let left = pages_since
            .map(|since| now.duration_since(since))
            .filter(|spent| part > 0.02 && spent.as_millis() > 500)
            .map(|spent| spent.mul_f64((1.0 - part) / part));
        Some((part, left))
    }
}

/// What a key means here.
pub(in crate::app) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::StartSync => return start(model),
        Action::CancelSync => return cancel(model),
        Action::Yes if matches!(model.sync.state, SyncState::Shrunk { .. }) => {
            let progress = SyncProgress { stage: SyncStage::Saving, ..SyncProgress::default() };
            model.sync.state = running(progress, model.now.instant);
            return vec![Effect::KeepShrunk { request: model.sync.request }];
        }
        Action::Go(movement) => {
            let lines = model.size.fill_lines();
            model.sync.scroll.go(movement, Field::COUNT, lines);
        }
        Action::ShowWithout | Action::ShowOdd if model.sync.shows_fields(model.recipients.people.is_some()) => {
            let field = model.sync.chosen();
            return recipients::show_field(model, action, field);
        }
        _ => {}
    }
    vec![]
}

/// Begins a sync, unless one is going on.
pub(in crate::app) fn start(model: &mut Model) -> Vec<Effect> {
    if model.sync.is_running() {
        model.say(Tone::Plain, "A sync is going on already: 3 shows it");
        return vec![];
    }
    if let Some(reason) = model.why_not_asked() {
        model.say(Tone::Plain, reason);
        return vec![];
    }
    model.sync.began = Some(model.now.instant);
    model.sync.state = running(SyncProgress::default(), model.now.instant);
    vec![Effect::StartSync { request: model.sync.request.next() }]
}

fn running(progress: SyncProgress, since: Instant) -> SyncState {
    SyncState::Running { progress, since, pages_since: None, waiting_since: since }
}

fn cancel(model: &mut Model) -> Vec<Effect> {
    match model.sync.state {
        SyncState::Running { .. } => {
            model.sync.state = SyncState::Cancelled;
            vec![Effect::CancelSync]
        }
        SyncState::Shrunk { .. } => {
            model.sync.state = SyncState::Cancelled;
            model.say(Tone::Plain, "The new list was dropped, the old one stays");
            vec![Effect::CancelSync]
        }
        _ => vec![],
    }
}

/// A sync got further.
pub(in crate::app) fn moved(model: &mut Model, request: RequestId, new: SyncProgress) -> Vec<Effect> {
    if request != model.sync.request {
        return vec![];
    }
    if let SyncState::Running { progress, pages_since, waiting_since, .. } = &mut model.sync.state {
        if progress.waiting != new.waiting {
            *waiting_since = model.now.instant;
        }
        if pages_since.is_none() && new.stage == SyncStage::ReadingPeople {
            *pages_since = Some(model.now.instant);
        }
        *progress = new;
    }
    vec![]
}

/// A sync ended. One that was cancelled too late, when everybody was there and kept, counts all the same.
pub(in crate::app) fn ended(model: &mut Model, request: RequestId, result: Result<SyncEnd, Problem>) -> Vec<Effect> {
    let was_cancelled = matches!(model.sync.state, SyncState::Cancelled);
    let began = model.sync.began;
    if request != model.sync.request || was_cancelled && !matches!(result, Ok(SyncEnd::Kept(_))) {
        return vec![];
    }
    match result {
        Err(problem) => {
            if model.screen != Screen::Sync {
                model.say(Tone::Failed, format!("The sync failed, the old list stays: {problem}"));
            }
            model.sync.state = SyncState::Failed(problem);
            vec![]
        }
        Ok(SyncEnd::Shrunk { before, now }) => {
            model.sync.state = SyncState::Shrunk { before, now };
            if model.screen != Screen::Sync {
                model.say(Tone::Failed, "Far fewer people than in the last sync: 3 Sync asks what to do");
            }
            vec![]
        }
        Ok(SyncEnd::Kept(synced)) => {
            let synced = *synced;
            model.sync.state = SyncState::Done(synced.report);
            // What screen 2 read while the sync went on is newer.
            if !model.fields.was_read_since(began) {
                model.fields.take_attributes(synced.attributes);
            }
            let (people, count) = (synced.people, synced.report.people);
            let gone = recipients::people_arrived(model, people);
            match (synced.unsaved, gone.len()) {
                (Some(problem), _) => {
                    model.say(
                        Tone::Failed,
                        format!("{count} people are here, but not kept for the next start: {problem}"),
                    );
                }
                (None, 0) if model.screen == Screen::Sync => {}
                (None, 0) => model.say(Tone::Done, format!("The sync brought {} people", grouped(count))),
                (None, gone) => {
                    model.say(
                        Tone::Plain,
                        format!("{gone} of the selected are no longer in Personio and were unselected"),
                    );
                }
            }
            let mut effects = recipients::find(model);
            // Who is gone is gone from what is kept, too.
            effects.extend(model.kept());
            effects
        }
    }
}

/// The sync panicked.
pub(in crate::app) fn panicked(model: &mut Model) -> Vec<Effect> {
    if model.sync.is_running() {
        model.sync.state = SyncState::Cancelled;
    }
    vec![]
}
