//! Copying what is left to do in Personio, from the checklist and from the list of attributes that are not needed.

use super::context::Context;
use super::effect::Effect;
use super::notice::Notice;
use super::step::Step;
use crate::domain::checklist::advice;

/// Copies the list as text for a ticket, and says so.
pub fn copy_to_do(cx: &Context) -> Vec<Step> {
    let Some(list) = &cx.company.checklist else { return vec![Notice::plain("Nothing was read yet").into()] };
    match advice::to_do_list(list, cx.company.empty_required()) {
        Some(text) => {
            let said = "Copied what is to do, for a ticket (giftlist fields --missing prints it)";
            vec![Notice::done(said).into(), Effect::Copy(text).into()]
        }
        None => vec![Notice::done("Nothing is to do: every field can be read").into()],
    }
}
