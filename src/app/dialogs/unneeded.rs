//! Attributes that the credential can read but gifting does not need, most sensitive first.

use crate::app::context::Context;
use crate::app::keys::Action;
use crate::app::layout::{DialogLayout, text_width};
use crate::app::notice::Notice;
use crate::app::step::Step;
use crate::app::to_do::copy_to_do;
use crate::app::viewport::Viewport;
use crate::domain::checklist::advice::WHERE;
use crate::domain::checklist::matching::Unneeded;
use crate::domain::text::safe_text::SafeText;

const WIDTH: u16 = 78;

#[derive(Clone, Copy, Debug, Default)]
pub struct UnneededDialog {
    pub viewport: Viewport,
}

impl UnneededDialog {
    pub fn open(cx: &Context) -> Result<UnneededDialog, Notice> {
        match &cx.company.checklist {
            Some(list) if list.unneeded.is_empty() => {
                Err(Notice::done("The credential can read nothing that gifting does not need"))
            }
            Some(_) => Ok(UnneededDialog::default()),
            None => Err(Notice::plain("Nothing was read yet")),
        }
    }

    /// The advice above the list, wrapped, and the list.
    pub fn content<'a>(cx: &Context<'a>) -> (Vec<String>, &'a [Unneeded]) {
        let advice = format!("giftlist does not need these and never asks for their values. Untick them: {WHERE}.");
        let unneeded = cx.company.checklist.as_ref().map(|list| list.unneeded.as_slice()).unwrap_or_default();
        (SafeText::of(&advice).wrap(text_width(cx.body(), WIDTH)), unneeded)
    }

    /// The layout of so many lines: the advice, a blank one, and the list.
    pub fn layout(lines: usize, cx: &Context) -> DialogLayout {
        DialogLayout::centered(cx.body(), WIDTH, lines)
    }

    /// How many lines there are, and how many of them are visible.
    pub fn window(cx: &Context) -> (usize, usize) {
        let (advice, unneeded) = UnneededDialog::content(cx);
        let lines = advice.len() + 1 + unneeded.len();
        (lines, UnneededDialog::layout(lines, cx).height())
    }

    pub fn act(&self, action: Action, cx: &Context) -> Vec<Step> {
        match action {
            Action::Back => vec![Step::Close],
            Action::CopyToDo => copy_to_do(cx),
            _ => vec![],
        }
    }
}
