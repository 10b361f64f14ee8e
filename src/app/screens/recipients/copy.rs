//! The emails of the selected people, for the clipboard.

use crate::app::clipboard::copy;
use crate::app::context::Context;
use crate::app::effect::ClipboardText;
use crate::app::keys::{Action, KeyContext};
use crate::app::notice::Notice;
use crate::app::step::Step;
use crate::domain::export::plan::emails;
use crate::domain::fields::Field;
use crate::domain::people::People;
use crate::domain::text::words::{counted, grouped};

pub fn emails_of_selected(people: &People, cx: &Context) -> Vec<Step> {
    let selected = cx.company.selection.chosen();
    let emails = emails(&people.roster, selected);
    let without = selected.count() - emails.len();
    if people.roster.is_unread(Field::Email) {
        return vec![Notice::plain("Email was not read in the last sync: tick it in Personio, then sync").into()];
    }
    if emails.is_empty() {
        return vec![Notice::plain(format!("No email is selected: {}", cx.how_to_select())).into()];
    }
    let leavers = selected.count_shared(cx.company.marks.leavers());
    let mut what = counted(emails.len(), "email", "emails");
    let notes = [(without, "have none"), (leavers, "have left by the gift date")];
    let notes = notes.into_iter().filter(|(count, _)| *count > 0);
    let notes: Vec<String> = notes.map(|(count, which)| format!("{} {which}", grouped(count))).collect();
    if !notes.is_empty() {
        what.push_str(&format!(" ({})", notes.join(", ")));
    }
    let export = cx.key(KeyContext::Recipients, Action::Open(KeyContext::Export));
    copy(ClipboardText { text: emails.join("\n"), what, instead: format!("{export} writes a file") }, cx)
}
