//! The keys that work, drawn.

use crate::app::context::Context;
use crate::app::dialogs::help::{Help, HelpLine};
use crate::app::hints::enter;
use crate::app::keys::KeyContext;
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, padded};
use crate::tui::widgets::dialog::text_dialog;
use ratatui::text::Line;

const KEY_COLUMNS: usize = 20;

pub fn draw(canvas: &mut Canvas, help: &Help, cx: &Context) {
    let theme = canvas.theme;
    let lines = help.lines(&cx.launch.keymap);
    let layout = Help::layout(lines.len(), cx);
    let lines = lines.into_iter().map(|line| match line {
        HelpLine::Heading(heading) => Line::from(literal(heading, theme.strong())),
        HelpLine::Entry { keys, help } => Line::from(vec![
            literal("  ", theme.plain()),
            padded(&keys, KEY_COLUMNS, theme.accent()),
            literal(" ", theme.plain()),
            literal(help, theme.plain()),
        ]),
    });
    text_dialog(canvas, &layout, "Keys", enter(KeyContext::Help), &help.viewport, lines.collect());
}
