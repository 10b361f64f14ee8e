//! What to do next about the 24 fields, in the words of an office admin: one sentence for the screen, and the whole
//! to-do list as text for whoever owns Personio. Labels in it are foreign text made safe.

use crate::domain::checklist::matching::{Checklist, FieldState, State, label_in};
use crate::domain::fields::{Field, Fields, Need, Source};
use crate::domain::text::safe_text::SafeText;
use std::fmt::Write;

/// Most fields that a sentence names at its beginning.
const MAX_NAMED: usize = 3;

/// Where an integration's attributes are ticked in Personio, in today's and in older accounts.
pub const WHERE: &str = "Marketplace > Connected integrations (older accounts: Settings > Integrations > API credentials) > your integration > Readable employee attributes";

/// The same as steps.
pub const STEPS_TO_TICK: [&str; 2] = [
    "Marketplace > Connected integrations (older accounts: Settings > Integrations > API credentials)",
    "your integration > Readable employee attributes",
];

/// The steps by which a credential is made.
/// <https://support.personio.de/hc/en-us/articles/4404623630993>
pub const STEPS: [&str; 4] = [
    "Marketplace > Connected integrations > Create custom integration (older accounts: Settings > Integrations > API credentials, type \"Other\")",
    "Access rights: only Employees: Read",
    "Readable employee attributes: the 24 of the list",
    "Generate, and copy the client ID and the client secret; the secret is shown once",
];

/// What to do about one field, one sentence; where it is ticked is [`WHERE`].
pub fn what_to_do(state: &FieldState) -> String {
    let name = state.field.name();
    match state.state {
        State::Readable | State::Pinned => "Nothing to do: it can be read".to_string(),
        _ if state.pin_is_lost => format!(
            "The pinned attribute {} cannot be read: tick it in Personio, or forget the pin",
            state.key.as_ref().map_or("", |key| key.as_str())
        ),
        State::Missing => format!("Tick {} in Personio", label_to_tick(state.field)),
        State::NotFound if state.candidates.is_empty() => format!(
            "Tick {} in Personio, or create an attribute of that name if the account has none",
            label_to_tick(state.field)
        ),
        State::NotFound => {
            format!("Tick {} in Personio, or choose one of the likely attributes", label_to_tick(state.field))
        }
        State::Ambiguous => format!("Choose which of {} attributes is {name}", state.candidates.len()),
    }
}

/// Whether an attribute has to be ticked in Personio for this field.
pub fn is_to_tick(state: &FieldState) -> bool {
    matches!(state.state, State::Missing | State::NotFound)
}

/// The field's name in quotes, with the label of German accounts where it differs.
pub fn label_to_tick(field: Field) -> String {
    match label_in(field, "de") {
        Some(german) if german != field.name() => format!("\"{}\" (in German \"{german}\")", field.name()),
        _ => format!("\"{}\"", field.name()),
    }
}

/// The list of all fields to tick, for making a credential.
pub fn list_to_tick() -> String {
    let mut text = String::from("giftlist reads these employee attributes from Personio.\n\nIn Personio:\n");
    for (number, step) in STEPS.iter().enumerate() {
        let _ = writeln!(text, "  {}. {step}", number + 1);
    }
    for (title, need) in [("Required", Need::Required), ("Optional", Need::Optional)] {
        let _ = writeln!(text, "\n{title}:");
        for field in Field::all().filter(|field| field.need() == need) {
            let _ = writeln!(text, "  [ ] {}", line_of(field));
        }
    }
    text
}

fn line_of(field: Field) -> String {
    let own = matches!(field.info().source, Source::Dynamic(_));
    match (label_in(field, "de"), own) {
        (Some(german), own) if german != field.name() => {
            format!(
                "{} (German: {german}){}",
                field.name(),
                if own { ", one of the account's own attributes" } else { "" }
            )
        }
        (_, true) => format!("{}, one of the account's own attributes", field.name()),
        (_, false) => field.name().to_string(),
    }
}

/// What changed between two readings, in one sentence: `Team is readable now: 19 of 21 required`. `None` if nothing
/// did.
pub fn what_changed(before: &Checklist, after: &Checklist) -> Option<String> {
    let (old, new) = (before.readable_fields(), after.readable_fields());
    let (gained, lost) = (new.without(old), old.without(new));
    let names = |set: Fields| set.iter().map(Field::name).collect::<Vec<_>>().join(", ");
    // What happened must fit on a line: of many fields it says how many, and names them last.
    let who = |set: Fields| match set.len() {
        0..=MAX_NAMED => names(set),
        many => format!("{many} fields"),
    };
    let several = |field: &Field| after.of(*field).is_some_and(|state| state.state == State::Ambiguous);
    let open: Fields = lost.iter().filter(several).collect();
    let gone = lost.without(open);
    let mut parts = Vec::new();
    if !gone.is_empty() {
        parts.push(format!("{} cannot be read any more", who(gone)));
    }
    if !open.is_empty() {
        parts.push(format!("several attributes could be {} now: choose one", who(open)));
    }
    if !gained.is_empty() {
        let is = if gained.len() == 1 { "is" } else { "are" };
        parts.push(format!("{} {is} readable now", who(gained)));
    }
    let changed = gained.union(lost);
    let counts: Vec<String> = Need::ALL
        .into_iter()
        .filter(|&need| changed.iter().any(|field| field.need() == need))
        .map(|need| format!("{} of {} {need}", after.readable(need), need.count()))
        .collect();
    let unnamed: Vec<String> =
        [gone, open, gained].into_iter().filter(|set| set.len() > MAX_NAMED).map(names).collect();
    let unnamed = if unnamed.is_empty() { String::new() } else { format!(" ({})", unnamed.join("; ")) };
    (!parts.is_empty()).then(|| format!("{}: {}{unnamed}", parts.join("; "), counts.join(", ")))
}

/// What is left to do, as text that can be pasted into a ticket; `None` if nothing is. `empty` are required fields that
/// can be read and have no value for anybody.
pub fn to_do_list(checklist: &Checklist, empty: Fields) -> Option<String> {
    let open = |need: Need| {
        checklist.fields.iter().filter(move |state| state.field.need() == need && !state.state.is_readable())
    };
    let sensitive: Vec<_> = checklist.unneeded.iter().filter(|unneeded| unneeded.sensitive.is_some()).collect();
    if open(Need::Required).next().is_none()
        && open(Need::Optional).next().is_none()
        && sensitive.is_empty()
        && empty.is_empty()
    {
        return None;
    }
    let mut text = format!(
        "Personio credential for gifting: {} of {} required and {} of {} optional attributes can be read.\n",
        checklist.readable(Need::Required),
        Need::Required.count(),
        checklist.readable(Need::Optional),
        Need::Optional.count()
    );
    let _ = writeln!(text, "Please change it in Personio: {WHERE}.");
    for (title, need) in [("Required, please tick", Need::Required), ("Optional, tick if wanted", Need::Optional)] {
        for (index, state) in open(need).enumerate() {
            if index == 0 {
                let _ = writeln!(text, "\n{title}:");
            }
            let _ = writeln!(text, "  [ ] {}", line_of(state.field));
            let _ = writeln!(text, "      {}", state.field.info().without);
            if state.pin_is_lost || state.state == State::Ambiguous {
                let _ = writeln!(text, "      {}", what_to_do(state));
            }
            for candidate in &state.candidates {
                let _ = writeln!(
                    text,
                    "      could be: {} ({})",
                    SafeText::of(&candidate.label).truncate_to_chars(60),
                    SafeText::of(candidate.key.as_str()).truncate_to_chars(60)
                );
            }
        }
    }
    if !empty.is_empty() {
        let _ = writeln!(text, "\nReadable, but empty for everyone; please fill in:");
        for field in empty.iter() {
            let _ = writeln!(text, "  [ ] {}", line_of(field));
        }
    }
    if !sensitive.is_empty() {
        let _ = writeln!(text, "\nNot needed for gifting, please untick:");
        for unneeded in sensitive {
            let about = unneeded.sensitive.map_or("", |sensitivity| sensitivity.about);
            let _ = writeln!(text, "  [x] {} ({about})", SafeText::of(&unneeded.label).truncate_to_chars(60));
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::checklist::attribute::Attribute;
    use crate::domain::checklist::matching::{Pins, checklist};

    #[test]
    fn the_place_is_told_alike_in_a_sentence_and_as_steps() {
        assert_eq!(WHERE, STEPS_TO_TICK.join(" > "));
    }

    #[test]
    fn the_list_to_tick_names_all_24() {
        assert_eq!(list_to_tick().matches("[ ]").count(), Field::COUNT);
        assert!(STEPS[2].contains(&format!("the {} of the list", Field::COUNT)));
    }

    #[test]
    fn of_many_fields_the_count_comes_first_and_the_names_last() {
        let system =
            |key: &str| Attribute { key: key.into(), label: key.into(), kind: "standard".into(), universal_id: None };
        let all: Vec<Attribute> = ["email", "first_name", "last_name", "office", "team"].map(system).to_vec();
        let nothing = checklist(&[], &Pins::new());
        let text = what_changed(&nothing, &checklist(&all, &Pins::new())).unwrap();
        assert!(text.starts_with("5 fields are readable now: 5 of 21 required ("), "{text}");
        let text = what_changed(&nothing, &checklist(&all[..1], &Pins::new())).unwrap();
        assert_eq!(text, "Email is readable now: 1 of 21 required");
    }

    #[test]
    fn the_to_do_list_names_what_is_missing_and_what_is_too_much() {
        let salary = Attribute {
            key: "fix_salary".into(),
            label: "Fixed salary\u{1b}[2J".into(),
            kind: "decimal".into(),
            universal_id: None,
        };
        let text = to_do_list(&checklist(&[salary], &Pins::new()), Fields::NONE).unwrap();
        assert!(text.contains("0 of 21 required"));
        assert!(text.contains("[ ] Supervisor (German: Vorgesetzter)"));
        assert!(text.contains("[x] Fixed salary␛[2J (pay)"));
    }
}
