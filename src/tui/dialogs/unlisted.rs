//! Who of a sync has no row of their own, drawn.

use crate::app::context::Context;
use crate::app::dialogs::unlisted::{UnlistedDialog, UnlistedLine};
use crate::app::hints::enter;
use crate::app::keys::KeyContext;
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, safe};
use crate::tui::widgets::dialog::text_dialog;
use ratatui::text::Line;

pub fn draw(canvas: &mut Canvas, dialog: &UnlistedDialog, cx: &Context) {
    let (theme, lines) = (canvas.theme, dialog.lines(cx));
    let layout = UnlistedDialog::layout(lines.len(), cx);
    let lines = lines.into_iter().map(|line| match line {
        UnlistedLine::Heading(text) => Line::from(safe(&text, theme.dim())),
        UnlistedLine::Name(name) => Line::from(vec![literal("  ", theme.plain()), safe(name, theme.plain())]),
        UnlistedLine::Blank => Line::default(),
    });
    let enter = enter(KeyContext::Unlisted);
    text_dialog(canvas, &layout, dialog.title(), enter, &dialog.viewport, lines.collect());
}
