//! The rows of the screen: what is said of the last sync above, then the progress of a running one, or the list.

use super::SyncScreen;
use crate::app::context::Context;
use crate::app::layout::{FILL, rows};
use ratatui::layout::Rect;

/// From so many rows on there are blank ones between the parts.
const ROOMY: u16 = 12;

/// Areas that the current state does not use are empty.
#[derive(Clone, Copy, Debug)]
pub struct SyncLayout {
    pub rule: Rect,
    /// What [`SyncScreen::messages`] says.
    pub messages: Rect,
    /// Of a running sync.
    pub progress: Rect,
    pub heading: Rect,
    pub lines: Rect,
    /// What stays until the next complete sync.
    pub last_sync: Rect,
}

impl SyncLayout {
    /// While a sync runs: what it does, the bar, the numbers, and what it waits for.
    pub fn progress(&self) -> [Rect; 4] {
        rows(self.progress, [1, 1, 1, 1])
    }
}

impl SyncScreen {
    pub fn layout(&self, cx: &Context) -> SyncLayout {
        let gap = u16::from(cx.body().height >= ROOMY);
        let said: usize = self.messages(cx).iter().map(|(_, lines)| lines.len()).sum();
        let heights = match self.is_running() {
            _ if self.shows_lines(cx) => [1, 0, said as u16, 0, gap, 1, FILL, 0],
            true => [1, gap, 0, 4, gap, 0, 0, FILL],
            false => [1, gap, said as u16, 0, gap, 0, 0, FILL],
        };
        let [rule, _, messages, progress, _, heading, lines, last_sync] = rows(cx.body(), heights);
        SyncLayout { rule, messages, progress, heading, lines, last_sync }
    }
}
