//! Where the list of the fields, and beside or below it the field under the cursor, are drawn.

use crate::app::context::Context;
use crate::app::layout::{FILL, rows, side_by_side};
use ratatui::layout::Rect;

#[derive(Clone, Copy, Debug)]
pub struct FieldsLayout {
    /// With the counts.
    pub rule: Rect,
    pub list: Rect,
    /// Empty where the detail is below the list.
    pub divider: Rect,
    /// Below the list, with the range of it that is visible.
    pub lower_rule: Rect,
    pub detail: Rect,
    pub unneeded: Rect,
    pub is_wide: bool,
}

impl FieldsLayout {
    pub fn of(cx: &Context) -> FieldsLayout {
        let body = cx.body();
        let [rule, middle, lower_rule, unneeded] = rows(body, [1, FILL, 1, 1]);
        if let Some([list, divider, detail]) = side_by_side(middle) {
            return FieldsLayout { rule, list, divider, lower_rule, detail, unneeded, is_wide: true };
        }
        let detail = match body.height {
            0..=12 => 2,
            13..=26 => 8,
            _ => 12,
        };
        let [rule, list, lower_rule, detail, unneeded] = rows(body, [1, FILL, 1, detail, 1]);
        FieldsLayout { rule, list, divider: Rect::default(), lower_rule, detail, unneeded, is_wide: false }
    }

    /// Where text breaks in the detail: blanks on either side, and the scrollbar.
    pub fn detail_width(&self) -> usize {
        usize::from(self.detail.width).saturating_sub(4)
    }
}
