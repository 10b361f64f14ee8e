//! Copying what is left to do in Personio, from the checklist and from the list of attributes that are not needed.

use super::clipboard::copy;
use super::context::Context;
use super::effect::ClipboardText;
use super::notice::Notice;
use super::step::Step;
use crate::domain::checklist::advice;

/// Copies the list as text for a ticket, and says so.
pub fn copy_to_do(cx: &Context) -> Vec<Step> {
    let Some(list) = &cx.company.checklist else { return vec![Notice::plain("Nothing was read yet").into()] };
    match advice::to_do_list(list, cx.company.empty_required()) {
        Some(text) => {
            let what = "what is to do".to_string();
            copy(ClipboardText { text, what, instead: "giftlist fields --missing".into() }, cx)
        }
        None => vec![Notice::done("Nothing is to do: every field can be read").into()],
    }
}
