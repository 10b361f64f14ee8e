//! Who of a sync has no row of their own: those who left since the sync before, and those who came more than once.

use crate::app::context::Context;
use crate::app::keys::{Action, KeyContext};
use crate::app::layout::{DialogLayout, text_width};
use crate::app::notice::Notice;
use crate::app::step::Step;
use crate::app::viewport::Viewport;
use crate::domain::sync::Unlisted;
use crate::domain::text::safe_text::SafeText;
use crate::domain::text::words::grouped;
use std::sync::Arc;

const WIDTH: u16 = 60;

#[derive(Clone, Debug)]
pub struct UnlistedDialog {
    unlisted: Arc<Unlisted>,
    pub viewport: Viewport,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnlistedLine<'a> {
    Heading(String),
    Name(&'a str),
    Blank,
}

impl UnlistedDialog {
    pub fn open(unlisted: Option<&Arc<Unlisted>>, cx: &Context) -> Result<UnlistedDialog, Notice> {
        match unlisted {
            Some(unlisted) if unlisted.is_empty() => {
                Err(Notice::plain("Nobody left since the sync before, and nobody came more than once"))
            }
            Some(unlisted) => Ok(UnlistedDialog { unlisted: unlisted.clone(), viewport: Viewport::default() }),
            None => {
                let sync = cx.key(KeyContext::Sync, Action::StartSync);
                Err(Notice::plain(format!("Who left is known after a sync in this run: {sync} syncs")))
            }
        }
    }

    pub fn title(&self) -> &'static str {
        match (self.unlisted.left.is_empty(), self.unlisted.merged.is_empty()) {
            (false, true) => "Left",
            (true, false) => "Merged",
            _ => "Left, merged",
        }
    }

    /// The names under their headings, which are wrapped for the dialog's width.
    pub fn lines(&self, cx: &Context) -> Vec<UnlistedLine<'_>> {
        let Unlisted { left, merged } = self.unlisted.as_ref();
        let parts = [
            (left, "left since the sync before. Nothing of them is kept."),
            (merged, "came more than once, and in the list once:"),
        ];
        let mut lines = Vec::with_capacity(left.len() + merged.len() + 3);
        for (names, what) in parts.into_iter().filter(|(names, _)| !names.is_empty()) {
            if !lines.is_empty() {
                lines.push(UnlistedLine::Blank);
            }
            let heading = format!("{} {what}", grouped(names.len()));
            let heading = SafeText::of(&heading).wrap(text_width(cx.body(), WIDTH));
            lines.extend(heading.into_iter().map(UnlistedLine::Heading));
            lines.extend(names.iter().map(|name| UnlistedLine::Name(name)));
        }
        lines
    }

    /// The layout of so many lines.
    pub fn layout(lines: usize, cx: &Context) -> DialogLayout {
        DialogLayout::centered(cx.body(), WIDTH, lines)
    }

    /// How many lines there are, and how many of them are visible.
    pub fn window(&self, cx: &Context) -> (usize, usize) {
        let lines = self.lines(cx).len();
        (lines, UnlistedDialog::layout(lines, cx).height())
    }

    pub fn act(&self, action: Action) -> Vec<Step> {
        if action == Action::Back { vec![Step::Close] } else { vec![] }
    }
}
