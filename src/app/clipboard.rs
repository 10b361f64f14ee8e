//! Copying: through tmux where giftlist runs in it, else through the terminal. Nobody answers whether a terminal took it,
//! so the notice says what to do if it did not.

use super::context::Context;
use super::effect::{ClipboardText, Effect};
use super::notice::Notice;
use super::step::Step;
use crate::domain::problem::Problem;
use crate::domain::text::words::grouped;

/// Longest text that terminals commonly take, in bytes: xterm and tmux end at 100 000 letters of base64.
const TERMINALS_TAKE: usize = 75_000;

pub fn copy(text: ClipboardText, cx: &Context) -> Vec<Step> {
    if cx.launch.is_in_tmux {
        return vec![Effect::CopyThroughTmux(text).into()];
    }
    through_terminal(text)
}

/// tmux took the text, or did not; then the terminal is asked, past tmux.
pub fn copied_through_tmux(copied: ClipboardText, result: &Result<(), Problem>) -> Vec<Step> {
    let ClipboardText { text, what, instead } = &copied;
    match result {
        Ok(()) if text.len() > TERMINALS_TAKE => {
            let text = format!("tmux has {what}, {} kB: more than most terminals take; {instead}", kilobytes(text));
            vec![Notice::warning(text).into()]
        }
        Ok(()) => {
            let text = format!("Copied {what} through tmux, which keeps a copy (tmux delete-buffer)");
            vec![Notice::done(text).into()]
        }
        Err(_) => through_terminal(copied),
    }
}

fn through_terminal(copied: ClipboardText) -> Vec<Step> {
    let ClipboardText { text, what, instead } = copied;
    let notice = if text.len() > TERMINALS_TAKE {
        let size = kilobytes(&text);
        Notice::warning(format!("Copied {what}, {size} kB: more than most terminals take; {instead}"))
    } else {
        Notice::done(format!("Copied {what}; if nothing arrives, the terminal forbids it: {instead}"))
    };
    vec![notice.into(), Effect::Copy(text).into()]
}

fn kilobytes(text: &str) -> String {
    grouped(text.len().div_ceil(1000))
}
