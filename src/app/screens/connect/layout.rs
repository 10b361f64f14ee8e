//! Where the form and, beside or below it, the steps in Personio are drawn.

use super::{ConnectScreen, Focus};
use crate::app::context::Context;
use crate::app::layout::{FILL, behind_label, columns, message_width, rows, side_by_side};
use crate::app::screens::demo_story;
use crate::domain::text::safe_text::SafeText;
use ratatui::layout::Rect;

const LABEL_COLUMNS: u16 = 17;
const MAX_MESSAGE_LINES: usize = 4;
/// In a lower window the form has no blank lines, …
const ROOMY: u16 = 14;
/// … and what a first start is told is left out.
const TALL: u16 = 18;
/// Columns before the introduction, and behind it.
const INTRODUCTION_MARGIN: u16 = 3;
/// Blank columns before a row of buttons, and between two of them.
const BEFORE_BUTTONS: u16 = 1;
const BETWEEN_BUTTONS: u16 = 1;

/// What giftlist does and where the data stay, for a first start.
const INTRODUCTION: [&str; 3] = [
    "giftlist picks gift recipients from Personio and changes nothing there.",
    "Data stay on this machine, in files only you can read (mode 0600).",
    "Birthdays come without the year. giftlist forget removes everything.",
];

#[derive(Clone, Debug)]
pub struct ConnectLayout {
    pub rule: Rect,
    /// What a first start or the demo is told; empty otherwise.
    pub introduction: Rect,
    pub client_id: Rect,
    pub secret: Rect,
    pub keep: Rect,
    pub host: Rect,
    pub buttons: Vec<(Focus, Rect)>,
    pub message: Rect,
    /// Empty where the steps are below the form.
    pub divider: Rect,
    pub steps_rule: Rect,
    pub steps: Rect,
}

impl ConnectLayout {
    pub fn of(screen: &ConnectScreen, cx: &Context) -> ConnectLayout {
        let [rule, body] = rows(cx.body(), [1, FILL]);
        let beside = side_by_side(body);
        let form = beside.map_or(body, |[form, ..]| form);
        let blank = u16::from(body.height >= ROOMY);
        let introduction = introduction_lines(cx).len() as u16;
        let below_introduction = introduction.min(1);
        let message = message_lines(screen, cx).len() as u16;
        let buttons = button_rows(screen.buttons(cx), form.width);
        let heights = [introduction, below_introduction, 1, 1, 1, 1, blank, buttons.len() as u16, blank, message];
        let [introduction, _, client_id, secret, keep, host, _, button_rows, _, message] = rows(form, heights);
        let [_, below] = rows(form, [heights.iter().sum(), FILL]);
        let [steps_below_rule, steps_below] = rows(below, [1, FILL]);
        let (rule, divider, steps_rule, steps) = match beside {
            Some([form, divider, steps]) => {
                let [left, right] = columns(rule, [form.width + 1, FILL]);
                (left, divider, right, steps)
            }
            None => (rule, Rect::default(), steps_below_rule, steps_below),
        };
        let buttons = button_rows.rows().zip(buttons).flat_map(|(row, buttons)| {
            let place = move |(focus, x, width)| (focus, Rect { x: row.x + x, width, ..row }.intersection(row));
            buttons.into_iter().map(place)
        });
        let buttons = buttons.collect();
        ConnectLayout {
            rule,
            introduction,
            client_id,
            secret,
            keep,
            host,
            buttons,
            message,
            divider,
            steps_rule,
            steps,
        }
    }

    /// The part of a row behind its label.
    pub fn value(row: Rect) -> Rect {
        let value = behind_label(row, LABEL_COLUMNS);
        Rect { width: value.width.saturating_sub(1), ..value }
    }
}

/// Buttons with their columns from the left, in as many rows as they need.
fn button_rows(buttons: &[Focus], width: u16) -> Vec<Vec<(Focus, u16, u16)>> {
    let mut rows: Vec<Vec<(Focus, u16, u16)>> = vec![];
    let mut x = u16::MAX;
    for &button in buttons {
        let columns = button.label().len() as u16;
        if x.saturating_add(columns) > width {
            rows.push(vec![]);
            x = BEFORE_BUTTONS;
        }
        if let Some(row) = rows.last_mut() {
            row.push((button, x, columns));
        }
        x += columns + BETWEEN_BUTTONS;
    }
    rows
}

/// The form's columns.
fn form_area(cx: &Context) -> Rect {
    side_by_side(cx.body()).map_or(cx.body(), |[form, ..]| form)
}

/// What a first start or the demo is told, wrapped; empty otherwise, and in a window that is too low.
pub fn introduction_lines(cx: &Context) -> Vec<String> {
    let told = match cx.launch.demo {
        _ if cx.body().height < TALL => return vec![],
        Some(demo) => demo_story::welcome(demo, cx),
        None if cx.is_first_start() => INTRODUCTION.map(str::to_string),
        None => return vec![],
    };
    let columns = usize::from(form_area(cx).width.saturating_sub(INTRODUCTION_MARGIN));
    told.iter().flat_map(|line| SafeText::of(line).wrap(columns)).collect()
}

/// The message of the screen, wrapped.
pub fn message_lines(screen: &ConnectScreen, cx: &Context) -> Vec<String> {
    let mut lines = SafeText::of(&screen.message(cx).text).wrap(message_width(form_area(cx)));
    lines.truncate(MAX_MESSAGE_LINES);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_button_has_its_place_also_where_they_need_several_rows() {
        let buttons = [Focus::Test, Focus::CopyList, Focus::TryDemo];
        for (width, rows) in [(160, 1), (59, 1), (40, 2), (20, 3)] {
            let placed = button_rows(&buttons, width);
            assert_eq!(placed.len(), rows, "{width}");
            assert_eq!(placed.concat().len(), buttons.len(), "{width}");
            assert!(placed.concat().iter().all(|(_, x, columns)| x + columns <= width), "{width}");
        }
    }
}
