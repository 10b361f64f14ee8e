//! What the screen says of the last sync, in words: the result, or what failed, and what to do.

use super::layout::ROOMY;
use super::{SyncScreen, SyncState};
use crate::app::context::Context;
use crate::app::keys::{Action, KeyContext, Screen};
use crate::app::layout::message_width;
use crate::app::notice::Tone;
use crate::domain::text::safe_text::SafeText;
use crate::domain::text::words::{counted, grouped};

impl SyncScreen {
    /// Sentences with their tones, wrapped for the screen. A running sync has none.
    pub fn messages(&self, cx: &Context) -> Vec<(Tone, Vec<String>)> {
        let [main, ..] = self.panes(cx);
        let width = message_width(main);
        let key = |action| cx.key(KeyContext::Sync, action);
        let said = |tone, text: String| (tone, SafeText::of(&text).wrap(width));
        match &self.state {
            SyncState::Running { .. } => vec![],
            SyncState::Idle | SyncState::Cancelled if cx.company.people.is_some() => {
                let is_stopped = matches!(self.state, SyncState::Cancelled);
                let stopped =
                    is_stopped.then(|| said(Tone::Plain, "Stopped. The old list stays as it was.".to_string()));
                let failed = self.age_of_failure(cx).map(|age| {
                    let again =
                        cx.why_not_asked().is_none().then(|| format!(": {} tries again", key(Action::StartSync)));
                    let text = format!("The last sync failed {}, the old list stays", age.ago());
                    said(Tone::Failed, format!("{text}{}", again.unwrap_or_default()))
                });
                let read = (Tone::Plain, side_by_side(read_words(cx), self.counts(cx), width));
                stopped.into_iter().chain(failed).chain([read]).collect()
            }
            SyncState::Idle => match cx.why_not_asked() {
                Some(reason) => vec![said(Tone::Plain, reason)],
                None => {
                    let start = key(Action::Press);
                    let text = format!("{start} reads everybody from Personio. Nothing in Personio is changed.");
                    [said(Tone::Plain, text)].into_iter().chain(missing(cx).map(|it| said(Tone::Warning, it))).collect()
                }
            },
            SyncState::Cancelled => vec![said(Tone::Plain, "Stopped. Nobody was read.".to_string())],
            SyncState::Done => {
                let report = self.brought.as_ref().map(|brought| brought.report).unwrap_or_default();
                let done = (Tone::Done, side_by_side(report.headline(), self.counts(cx), width));
                let next = || said(Tone::Plain, format!("Next: {}", cx.tab(Screen::Recipients)));
                [done].into_iter().chain((cx.body().height >= ROOMY).then(next)).collect()
            }
            SyncState::Failed(problem) => {
                let failed = [
                    said(Tone::Failed, format!("The sync failed: {}", problem.what())),
                    said(Tone::Plain, format!("What to do: {}", problem.remedy())),
                ];
                let old = cx.company.people.as_ref();
                let old = old.map(|_| said(Tone::Plain, format!("The old list stays: {}", read_words(cx))));
                failed.into_iter().chain(old).collect()
            }
            SyncState::Shrunk { before, now } => {
                let (keep, drop, again) = (key(Action::Yes), key(Action::CancelSync), key(Action::StartSync));
                let came = format!("Only {} people came, {} were in the last sync.", grouped(*now), grouped(*before));
                let how = format!("{keep} keeps the new list, {drop} drops it, {again} tries again.");
                vec![said(Tone::Warning, came), said(Tone::Plain, how)]
            }
        }
    }

    /// What a sync changed, as `7 new  3 left`. Of a sync before this run only who is new or changed is known.
    fn counts(&self, cx: &Context) -> String {
        let counts = match (&self.brought, cx.company.roster()) {
            (Some(brought), _) => brought.report.counts(),
            (None, Some(roster)) => {
                let counts = [(roster.added().count(), "new"), (roster.changed().count(), "changed")];
                counts.into_iter().filter(|(count, _)| *count > 0).collect()
            }
            (None, None) => vec![],
        };
        counts.into_iter().map(|(count, what)| format!("{} {what}", grouped(count))).collect::<Vec<_>>().join("  ")
    }
}

/// How many people there are, and of when.
pub fn read_words(cx: &Context) -> String {
    match &cx.company.people {
        Some(people) => {
            let count = counted(people.roster.len(), "person", "people");
            format!("{count}, read {}", people.age(cx.now.unix).ago())
        }
        None => String::new(),
    }
}

/// The second text behind the first where there is room, else below it.
fn side_by_side(first: String, second: String, width: usize) -> Vec<String> {
    let both = format!("{first}    {second}");
    if second.is_empty() {
        return SafeText::of(&first).wrap(width);
    }
    if SafeText::of(&both).width() <= width {
        return vec![both];
    }
    [first, second].iter().flat_map(|text| SafeText::of(text).wrap(width)).collect()
}

/// Names the fields that a first sync will not bring; `None` if there are none.
fn missing(cx: &Context) -> Option<String> {
    let list = cx.company.checklist.as_ref().filter(|list| !list.is_complete())?;
    let missing = list.fields.iter().filter(|state| !state.state.is_readable());
    let missing: Vec<&str> = missing.map(|state| state.field.name()).collect();
    Some(format!("Will be missing: {}", missing.join(", ")))
}
