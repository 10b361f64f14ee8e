//! The rows of the screen: what is said of the last sync above, then the progress of a running one, or the list.

use super::SyncScreen;
use crate::app::context::Context;
use crate::app::layout::{FILL, rows, side_by_side};
use ratatui::layout::Rect;

/// From so many rows on there are blank ones between the parts.
pub const ROOMY: u16 = 12;

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
    pub divider: Rect,
    /// About the line under the cursor; empty where there is no room for it beside the list.
    pub detail: Rect,
    /// What stays until the next complete sync.
    pub last_sync: Rect,
}

impl SyncLayout {
    /// While a sync runs: what it does, the bar, the numbers, and what it waits for.
    pub fn progress(&self) -> [Rect; 4] {
        rows(self.progress, [1, 1, 1, 1])
    }

    /// Where text breaks in the detail: blanks on either side, and the screen's edge.
    pub fn detail_width(&self) -> usize {
        usize::from(self.detail.width).saturating_sub(4)
    }
}

impl SyncScreen {
    pub fn layout(&self, cx: &Context) -> SyncLayout {
        let body = cx.body();
        let gap = u16::from(body.height >= ROOMY);
        let said: usize = self.messages(cx).iter().map(|(_, lines)| lines.len()).sum();
        let heights = match self.is_running() {
            _ if self.shows_lines(cx) => [0, said as u16, 0, gap, 1, FILL, 0],
            true => [gap, 0, 4, gap, 0, 0, FILL],
            false => [gap, said as u16, 0, gap, 0, 0, FILL],
        };
        let [rule, _] = rows(body, [1, FILL]);
        let [main, divider, detail] = self.panes(cx);
        let [_, messages, progress, _, heading, lines, last_sync] = rows(main, heights);
        SyncLayout { rule, messages, progress, heading, lines, divider, detail, last_sync }
    }

    /// Below the rule: what is said with the list, the divider, and the detail, where they have room.
    pub(super) fn panes(&self, cx: &Context) -> [Rect; 3] {
        let [_, below] = rows(cx.body(), [1, FILL]);
        let panes = side_by_side(below).filter(|_| self.shows_lines(cx));
        panes.unwrap_or([below, Rect::default(), Rect::default()])
    }
}
