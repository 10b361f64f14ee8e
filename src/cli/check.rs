//! `giftlist check`: which of the 24 fields the credential can read; with `--wait` until it can.

use super::args::{CheckArgs, GlobalArgs};
use super::context::CommandContext;
use super::output;
use crate::domain::checklist::advice::{WHERE, is_to_tick, what_changed, what_to_do};
use crate::domain::checklist::attribute::Attribute;
use crate::domain::checklist::matching::{Checklist, FieldState, Pins, State, Unneeded, checklist, relabelled};
use crate::domain::checklist::poll::Poll;
use crate::domain::fields::{Field, Need};
use crate::domain::people::findings::Finding;
use crate::domain::people::roster::Roster;
use crate::domain::problem::{Kind, Problem};
use crate::domain::sync::Waiting;
use crate::domain::text::safe_text::SafeText;
use crate::domain::text::words::grouped;
use crate::jobs;
use crate::personio::PersonioClient;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::Instant;

/// Prints the state of each field; exit 0 if every required one is readable, otherwise 1.
pub async fn run(global: &GlobalArgs, options: &CheckArgs) -> Result<u8, Problem> {
    let cx = CommandContext::read(global)?;
    let client = cx.client()?;
    let list = match options.wait.filter(|&seconds| seconds > 0) {
        None => checklist(&report_waits(&client, jobs::checklist::read(&client)).await?, &cx.config.pins),
        Some(seconds) => wait(&client, &cx, Duration::from_secs(seconds)).await?,
    };
    note_relabelled(&list.attributes, &cx.config.pins);
    // How many people have a value is known from the last sync; without one nothing is said of it.
    let people = jobs::people::load(&cx.job).ok().flatten().map(|people| people.roster);
    if options.json {
        output::print(&format!("{}\n", output::escape_json(&as_json(&list, people.as_deref()))))?;
    } else {
        output::print(&as_text(&list, people.as_deref()))?;
    }
    Ok(if list.is_complete() { 0 } else { Kind::No.exit_code() })
}

/// Names pinned attributes that are called otherwise now: they may have become another thing.
pub(super) fn note_relabelled(attributes: &[Attribute], pins: &Pins) {
    for (field, pin, label) in relabelled(attributes, pins) {
        let (key, before, now) = (SafeText::of(pin.key.as_str()), SafeText::of(&pin.label), SafeText::of(label));
        let remedy = format!("giftlist fields pin \"{field}\" {key} keeps it, unpin takes it back");
        output::note(&format!("{field} is pinned to {key}, which was \"{before}\" and is \"{now}\" now: {remedy}"));
    }
}

/// Awaits an answer and reports on stderr when the client has to wait for Personio.
async fn report_waits<T>(client: &PersonioClient, answer: impl Future<Output = T>) -> T {
    let tell = |waiting: Option<Waiting>| {
        if let Some(waiting) = waiting {
            output::progress(&format!("waiting {} s: {}", waiting.time.as_secs_f64().ceil(), waiting.reason));
        }
    };
    jobs::with_waits(client, answer, tell).await
}

/// Reads until all required fields are readable or the time is over, and reports each change on stderr. Returns the
/// last good reading. Credentials that Personio does not accept are an error at once; a missing access right is not,
/// because somebody may be granting it now.
async fn wait(client: &PersonioClient, cx: &CommandContext, time: Duration) -> Result<Checklist, Problem> {
    let end = Instant::now() + time;
    let too_late = format!("Personio did not answer within {} s", time.as_secs());
    let mut last = Err(Problem::new(Kind::Remote, too_late, "wait longer"));
    let mut is_signed_in = false;
    let mut poll = Poll::default();
    loop {
        let reading = async {
            if !is_signed_in {
                jobs::connect::test(client).await?;
                is_signed_in = true;
            }
            jobs::checklist::read(client).await
        };
        let Ok(read) = tokio::time::timeout_at(end, report_waits(client, reading)).await else { return last };
        let pause = poll.after(&read);
        match read {
            Ok(attributes) => {
                let list = checklist(&attributes, &cx.config.pins);
                if let Some(changed) = last.as_ref().ok().and_then(|before| what_changed(before, &list)) {
                    output::note(&changed);
                }
                let is_complete = list.is_complete();
                last = Ok(list);
                if is_complete {
                    return last;
                }
            }
            Err(problem) if problem.kind() == Kind::Refused && !is_signed_in => return Err(problem),
            Err(problem) => {
                if Instant::now() + pause < end {
                    output::note(&format!("{problem}; next try in {} s", pause.as_secs()));
                }
                last = last.or(Err(problem));
            }
        }
        if Instant::now() + pause >= end {
            return last;
        }
        tokio::time::sleep(pause).await;
    }
}

fn as_json(list: &Checklist, people: Option<&Roster>) -> Value {
    let field = |state: &FieldState| {
        let candidates: Vec<Value> =
            state.candidates.iter().map(|c| json!({"key": c.key.as_str(), "label": c.label})).collect();
        let mut entry = json!({
            "field": state.field.name(),
            "required": state.field.is_required(),
            "state": state.state.id(),
            "key": state.key.as_ref().map(|key| key.as_str()),
            "label": state.label,
            "candidates": candidates,
        });
        if people.is_some() {
            entry["filled"] = filled(state, people).into();
        }
        entry
    };
    let group = |need: Need| json!({"readable": list.readable(need), "total": need.count()});
    let mut report = json!({
        "required": group(Need::Required),
        "optional": group(Need::Optional),
        "complete": list.is_complete(),
        "fields": list.fields.iter().map(field).collect::<Vec<_>>(),
        "unneeded": list.unneeded.iter().map(|u| json!({"key": u.key.as_str(), "label": u.label, "sensitive": u.sensitive.is_some()})).collect::<Vec<_>>(),
    });
    if let Some(people) = people {
        report["people"] = people.len().into();
    }
    report
}

/// How many people had a value in the last sync, if it read the field.
fn filled(state: &FieldState, people: Option<&Roster>) -> Option<usize> {
    people.filter(|people| people.readable().contains(state.field)).map(|people| people.filled(state.field))
}

fn as_text(list: &Checklist, people: Option<&Roster>) -> String {
    let mut text = String::new();
    if list.attributes.is_empty() {
        let fields = Field::COUNT;
        text.push_str(&format!(
            "The credential can read no attribute at all: tick the {fields} fields in Personio\n\n"
        ));
    }
    list.fields.iter().for_each(|state| push_field(&mut text, state, people));
    text.push_str(&format!(
        "\n{} of {} required readable, {} of {} optional\n",
        list.readable(Need::Required),
        Need::Required.count(),
        list.readable(Need::Optional),
        Need::Optional.count()
    ));
    if let Some(empty) = people.and_then(|people| Finding::empty(people, list.readable_fields())) {
        text.push_str(&format!("{empty}\n"));
    }
    if list.fields.iter().any(is_to_tick) {
        text.push_str(&format!("tick them here: {WHERE}\n"));
    }
    if !list.unneeded.is_empty() {
        let labels: Vec<String> = list.unneeded.iter().take(10).map(label_and_key).collect();
        text.push_str(&format!(
            "not needed for gifting, please untick ({}): {}\n",
            list.unneeded.len(),
            labels.join(", ")
        ));
    }
    text
}

/// One line about the field, and one for each attribute that it could be read from.
fn push_field(text: &mut String, state: &FieldState, people: Option<&Roster>) {
    let optional = if state.field.is_required() { "" } else { " (optional)" };
    let key = state.key.as_ref().map_or("", |key| key.as_str());
    let key = SafeText::of(key).truncate_to_chars(60);
    let name = state.field.name();
    let have = filled(state, people).zip(people);
    let have =
        have.map(|(filled, people)| format!(", {} of {}", grouped(filled), grouped(people.len()))).unwrap_or_default();
    let line = match state.state {
        State::Readable => format!("+ {name:<20} {key}{optional}{have}"),
        State::Pinned => format!("+ {name:<20} {key} (pinned){optional}{have}"),
        State::Ambiguous => format!("? {name:<20} {}{optional}", what_to_do(state)),
        State::Missing | State::NotFound => format!("x {name:<20} {}{optional}", what_to_do(state)),
    };
    text.push_str(line.trim_end());
    text.push('\n');
    if state.state.is_readable() {
        return;
    }
    for candidate in &state.candidates {
        let (key, label) = (
            SafeText::of(candidate.key.as_str()).truncate_to_chars(60),
            SafeText::of(&candidate.label).truncate_to_chars(60),
        );
        text.push_str(&format!("    could be {key} \"{label}\": giftlist fields pin \"{name}\" {key}\n"));
    }
}

/// An attribute by its label; with its key, because several attributes can have the same label.
fn label_and_key(attribute: &Unneeded) -> String {
    let label = SafeText::of(&attribute.label).truncate_to_chars(40);
    let key = SafeText::of(attribute.key.as_str()).truncate_to_chars(40);
    if label.trim().is_empty() { key } else { format!("{label} ({key})") }
}
