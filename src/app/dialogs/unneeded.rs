//! What the credential can read and gifting does not need, most sensitive first.

use super::{Dialog, Outcome, Scrolled, scrolled};
use crate::app::action::Action;
use crate::app::model::Model;
use crate::app::screens::fields;
use crate::domain::checklist::advice::WHERE;
use crate::domain::checklist::matching::Unneeded;
use crate::domain::text::safe_text::SafeText;

/// Columns inside the dialog, at most.
const MOST_COLUMNS: u16 = 78;

/// What can be read and is not needed.
#[derive(Clone, Copy, Debug, Default)]
pub struct UnneededDialog {
    /// The first line in the window.
    pub top: usize,
}

/// The advice above the list, broken for the size of the screen, and the list.
pub fn content(model: &Model) -> (Vec<String>, &[Unneeded]) {
    let advice = format!("giftlist does not need these and never asks for their values. Untick them: {WHERE}.");
    let columns = usize::from(model.size.columns.min(MOST_COLUMNS)).saturating_sub(6);
    let unneeded = model.fields.checklist.as_ref().map(|list| list.unneeded.as_slice()).unwrap_or_default();
    (SafeText::of(&advice).broken(columns), unneeded)
}

/// What a key means here.
pub(super) fn act(model: &mut Model, mut dialog: UnneededDialog, action: Action) -> Outcome {
    match action {
        Action::Back => return (None, vec![]),
        Action::CopyToDo => return (Some(Dialog::Unneeded(dialog)), fields::copy_to_do(model)),
        Action::Go(movement) => {
            let (advice, unneeded) = content(model);
            let count = advice.len() + 1 + unneeded.len();
            dialog.top = scrolled(Scrolled { top: dialog.top, count, lines: model.size.dialog_lines() }, movement);
        }
        _ => {}
    }
    (Some(Dialog::Unneeded(dialog)), vec![])
}
