//! Screen 2: the live checklist. While it is open the attributes are read again and again; a field that was just
//! ticked in Personio turns readable before the admin's eyes, and one that was unticked turns as visibly.

use crate::app::action::{Action, Screen};
use crate::app::dialogs::{CandidatesDialog, Dialog, UnneededDialog};
use crate::app::effect::{Effect, RequestId};
use crate::app::model::{Model, Tone};
use crate::app::regions::Scroll;

use crate::app::screens::{connect, recipients};
use crate::domain::checklist::advice;
use crate::domain::checklist::attribute::Attribute;
use crate::domain::checklist::matching::{Checklist, FieldState, Pin, Pins, State, checklist};
use crate::domain::fields::{Field, Fields};
use crate::domain::problem::{Kind, Problem};
use crate::domain::sync::Waiting;
use jiff::civil::Time;
use std::time::{Duration, Instant};

/// How often the attributes are read while all is well, on screen and by `check --wait`.
pub const EVERY: Duration = Duration::from_secs(2);
/// Least time between two readings, whatever the user presses.
const LEAST_PAUSE: Duration = Duration::from_millis(500);
/// Longest wait after errors.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// The state of the screen.
#[derive(Clone, Debug)]
pub struct FieldsScreen {
    /// How the fields stand, by the last good reading.
    pub checklist: Option<Checklist>,
    /// When that was.
    pub checked_at: Option<Time>,
    /// What is wrong since, and when the next try is.
    pub problem: Option<(Problem, Time)>,
    /// The chosen field.
    pub scroll: Scroll,
    /// Fields that turned readable with the last reading.
    pub fresh: Fields,
    /// Fields that were readable until the last reading.
    pub lost: Fields,
    /// The user's choices.
    pub pins: Pins,
    attributes: Vec<Attribute>,
    request: RequestId,
    errors: u32,
    asked_at: Option<Instant>,
    answered_at: Option<Instant>,
    not_before: Option<Instant>,
}

impl FieldsScreen {
    /// Before anything was read.
    pub fn new(pins: Pins) -> FieldsScreen {
        FieldsScreen {
            checklist: None,
            checked_at: None,
            problem: None,
            scroll: Scroll::default(),
            fresh: Fields::NONE,
            lost: Fields::NONE,
            pins,
            attributes: Vec::new(),
            request: RequestId::default(),
            errors: 0,
            asked_at: None,
            answered_at: None,
            not_before: None,
        }
    }

    /// Another account's screen in the place of this one: answers to this one's questions are stale for it.
    pub(in crate::app) fn succeeded_by(&self, next: FieldsScreen) -> FieldsScreen {
        FieldsScreen { request: self.request, ..next }
    }

    /// The chosen field.
    pub fn chosen(&self) -> Field {
        Field::all().nth(self.scroll.cursor).unwrap_or(Field::City)
    }

    /// Whether a reading came well after a moment.
    pub(in crate::app) fn was_read_since(&self, moment: Option<Instant>) -> bool {
        self.problem.is_none() && self.answered_at > moment
    }

    /// How the fields stand by attributes that a sync read.
    pub fn take_attributes(&mut self, attributes: Vec<Attribute>) {
        self.checklist = Some(checklist(&attributes, &self.pins));
        self.attributes = attributes;
    }
}

/// The screen was opened.
pub(in crate::app) fn entered(model: &mut Model) -> Vec<Effect> {
    if model.why_not_asked().is_none() { read_now(model) } else { vec![] }
}

/// The screen was left. A question that is under way is not taken back: Personio works on it all the same, and a second
/// one would come on top of it.
pub(in crate::app) fn left(model: &mut Model) -> Vec<Effect> {
    model.fields.fresh = Fields::NONE;
    model.fields.lost = Fields::NONE;
    if is_under_way(model) {
        return vec![];
    }
    model.fields.asked_at = None;
    vec![Effect::StopReading]
}

fn is_under_way(model: &Model) -> bool {
    model.fields.asked_at.is_some_and(|asked| asked <= model.now.instant)
}

/// The terminal got another size.
pub(in crate::app) fn resized(model: &mut Model) {
    let lines = model.size.field_lines();
    model.fields.scroll.follow(Field::COUNT, lines);
}

/// Asks for a reading after a wait: never sooner after the last one, or before the end of Personio's own wait, than is
/// polite.
fn read(model: &mut Model, after: Duration) -> Effect {
    let (fields, now) = (&mut model.fields, model.now.instant);
    let since_last = fields.answered_at.map(|answered| answered + LEAST_PAUSE);
    let polite = since_last.max(fields.not_before).map_or(Duration::ZERO, |at| at.saturating_duration_since(now));
    let after = after.max(polite);
    fields.asked_at = Some(now + after);
    Effect::ReadAttributes { request: fields.request.next(), after }
}

/// Asks for a reading at once, unless one is under way.
fn read_now(model: &mut Model) -> Vec<Effect> {
    if is_under_way(model) { vec![] } else { vec![read(model, Duration::ZERO)] }
}

/// The reading waits for Personio.
pub(in crate::app) fn reading_waited(model: &mut Model, request: RequestId, waiting: Waiting) -> Vec<Effect> {
    if request == model.fields.request {
        let problem = Problem::new(Kind::Remote, waiting.reason, "nothing: it is asked again by itself");
        model.fields.problem = Some((problem, model.now.time_after(waiting.time)));
    }
    vec![]
}

/// The attributes were read, or not.
pub(in crate::app) fn attributes_read(
    model: &mut Model,
    request: RequestId,
    result: Result<Vec<Attribute>, Problem>,
) -> Vec<Effect> {
    if request != model.fields.request {
        return vec![];
    }
    model.fields.asked_at = None;
    model.fields.answered_at = Some(model.now.instant);
    let wait = match result {
        Ok(attributes) => {
            model.fields.errors = 0;
            model.fields.not_before = None;
            model.fields.problem = None;
            model.fields.checked_at = Some(model.now.time);
            taken(model, attributes);
            EVERY
        }
        Err(problem) => {
            let fields = &mut model.fields;
            fields.errors += 1;
            let backoff = EVERY.saturating_mul(1 << fields.errors.min(5)).min(LONGEST_WAIT);
            let wait = problem.wait().unwrap_or(backoff).max(EVERY);
            let next = model.now.time_after(wait);
            fields.not_before = problem.wait().map(|_| model.now.instant + wait);
            fields.problem = Some((problem, next));
            wait
        }
    };
    if model.screen == Screen::Fields { vec![read(model, wait)] } else { vec![] }
}

/// Takes a good reading, and says what it changed.
fn taken(model: &mut Model, attributes: Vec<Attribute>) {
    let fields = &mut model.fields;
    let before = fields.checklist.clone();
    fields.take_attributes(attributes);
    let (Some(before), Some(after), Screen::Fields) = (before, &fields.checklist, model.screen) else { return };
    let (old, new) = (before.readable_fields(), after.readable_fields());
    (fields.fresh, fields.lost) = (new.without(old), old.without(new));
    if let Some(text) = advice::what_changed(&before, after) {
        let tone = if fields.lost.is_empty() { Tone::Done } else { Tone::Failed };
        model.say(tone, text);
    }
}

/// What a key means here.
pub(in crate::app) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Go(movement) => {
            let lines = model.size.field_lines();
            model.fields.scroll.go(movement, Field::COUNT, lines);
        }
        Action::CheckNow => match model.why_not_asked() {
            Some(reason) => model.say(Tone::Plain, reason),
            None => return read_now(model),
        },
        Action::NextProblem => next_problem(model),
        Action::CopyToDo => return copy_to_do(model),
        Action::ChooseAttribute => choose(model),
        Action::Unpin => return unpin(model),
        Action::ShowUnneeded => show_unneeded(model),
        Action::ShowWithout | Action::ShowOdd => {
            let field = model.fields.chosen();
            return recipients::show_field(model, action, field);
        }
        Action::TickInDemo if model.start.is_demo => return vec![Effect::TickInDemo],
        _ => {}
    }
    vec![]
}

/// Required fields that can be read and were empty for everybody in the last sync.
pub fn empty_required(model: &Model) -> Fields {
    let (Some(list), Some(people)) = (&model.fields.checklist, &model.recipients.people) else { return Fields::NONE };
    list.readable_fields().iter().filter(|&field| people.roster.lacks(field)).collect()
}

/// Fields that can be read now and did not come with the last sync.
pub(in crate::app) fn unsynced(model: &Model) -> Fields {
    let (Some(list), Some(people)) = (&model.fields.checklist, &model.recipients.people) else { return Fields::NONE };
    list.readable_fields().without(people.roster.readable())
}

fn next_problem(model: &mut Model) {
    let Some(list) = &model.fields.checklist else { return };
    let empty = empty_required(model);
    let is_problem = |state: &FieldState| !state.state.is_readable() || empty.contains(state.field);
    let start = model.fields.scroll.cursor;
    let next = (1..=Field::COUNT)
        .map(|step| (start + step) % Field::COUNT)
        .find(|&place| list.fields.get(place).is_some_and(is_problem));
    match next {
        Some(place) => {
            let lines = model.size.field_lines();
            model.fields.scroll.cursor = place;
            model.fields.scroll.follow(Field::COUNT, lines);
        }
        None => model.say(Tone::Done, "Every field can be read"),
    }
}

/// Copies what is left to do.
pub(in crate::app) fn copy_to_do(model: &mut Model) -> Vec<Effect> {
    let Some(list) = &model.fields.checklist else {
        model.say(Tone::Plain, "Nothing was read yet");
        return vec![];
    };
    match advice::to_do_list(list, empty_required(model)) {
        Some(text) => {
            model.say(Tone::Done, "Copied what is to do, for a ticket (giftlist fields --missing prints it)");
            vec![Effect::Copy(text)]
        }
        None => {
            model.say(Tone::Done, "Nothing is to do: every field can be read");
            vec![]
        }
    }
}

fn choose(model: &mut Model) {
    let field = model.fields.chosen();
    let Some(state) = model.fields.checklist.as_ref().and_then(|list| list.of(field)) else { return };
    match state.state {
        State::Missing if !state.pin_is_lost => model.say(Tone::Plain, advice::what_to_do(state)),
        State::Readable => model.say(Tone::Plain, format!("{field} is readable: there is nothing to choose")),
        _ => {
            let dialog = CandidatesDialog::new(field, &model.fields);
            model.dialog = Some(Dialog::Candidates(dialog));
        }
    }
}

fn unpin(model: &mut Model) -> Vec<Effect> {
    let field = model.fields.chosen();
    if model.fields.pins.contains_key(&field) {
        vec![Effect::Pin { field, pin: None }]
    } else {
        model.say(Tone::Plain, format!("{field} is not pinned"));
        vec![]
    }
}

fn show_unneeded(model: &mut Model) {
    match &model.fields.checklist {
        Some(list) if list.unneeded.is_empty() => {
            model.say(Tone::Done, "The credential can read nothing that gifting does not need")
        }
        Some(_) => model.dialog = Some(Dialog::Unneeded(UnneededDialog::default())),
        None => model.say(Tone::Plain, "Nothing was read yet"),
    }
}

/// A choice was kept or forgotten.
pub(in crate::app) fn pinned(
    model: &mut Model,
    field: Field,
    pin: Option<Pin>,
    result: Result<(), Problem>,
) -> Vec<Effect> {
    if let Err(problem) = result {
        model.say(Tone::Failed, problem.to_string());
        return vec![];
    }
    let fields = &mut model.fields;
    let text = match pin {
        Some(pin) => {
            let text = format!("{field} is read from {} now; U forgets it", pin.key);
            fields.pins.insert(field, pin);
            text
        }
        None => {
            fields.pins.remove(&field);
            format!("{field} is matched by its label again")
        }
    };
    fields.checklist = Some(checklist(&fields.attributes, &fields.pins));
    model.say(Tone::Done, text);
    vec![]
}

/// The demo's Personio ticked a field.
pub(in crate::app) fn field_ticked(model: &mut Model, result: Result<Option<String>, Problem>) -> Vec<Effect> {
    match result {
        Ok(Some(field)) => {
            model.say(Tone::Plain, format!("Ticked {field} in the demo's Personio; watch it turn readable"));
            if model.screen == Screen::Fields { read_now(model) } else { vec![] }
        }
        Ok(None) => {
            model.say(Tone::Plain, "Every field is ticked in the demo's Personio");
            vec![]
        }
        Err(problem) => {
            model.say(Tone::Failed, problem.to_string());
            vec![]
        }
    }
}

/// A reading panicked: there must be another one.
pub(in crate::app) fn panicked(model: &mut Model) -> Vec<Effect> {
    model.fields.asked_at = None;
    if model.screen == Screen::Fields && model.why_not_asked().is_none() { vec![read(model, EVERY)] } else { vec![] }
}

/// What is to be done next, one sentence.
pub fn next_step(model: &Model) -> String {
    let (list, has_people) = (model.fields.checklist.as_ref(), model.recipients.people.is_some());
    let (unsynced, empty) = (unsynced(model), empty_required(model));
    let of = |fields: Fields, one: &str, many: &str| match (fields.len(), fields.iter().next()) {
        (1, Some(field)) => format!("{field} {one}"),
        (count, _) => format!("{count} fields {many}"),
    };
    if !unsynced.is_empty() {
        return format!("{}. Next: 3 Sync", of(unsynced, "was not in the last sync", "were not in the last sync"));
    }
    if !empty.is_empty() && list.is_some_and(Checklist::is_complete) {
        let empty = of(empty, "is empty for everyone", "are empty for everyone");
        return format!("All required can be read, but {empty}: n shows it");
    }
    if let Some(reason) = model.why_not_asked() {
        return reason.to_string();
    }
    let words = match list {
        None if model.fields.problem.is_some() => "Personio could not be asked: the reason is below",
        None => "Asking Personio",
        Some(list) if list.attributes.is_empty() => "No attribute can be read at all: tick the 24 fields in Personio",
        Some(list) if list.is_complete() && has_people => "Everything required can be read",
        Some(list) if list.is_complete() => "Everything required can be read. Next: 3 Sync",
        Some(_) => "n goes to the next problem; 3 syncs anyway, without what is missing",
    };
    words.to_string()
}

/// Whether the credentials of screen 1 were accepted; for the tab.
pub fn is_connected(model: &Model) -> bool {
    matches!(model.connect.test, connect::Test::Accepted { .. }) || model.fields.checklist.is_some()
}
