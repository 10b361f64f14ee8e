//! Where in a list or a text the window is, as a line beside it.

use crate::app::pointer::{Part, Target};
use crate::app::viewport::Viewport;
use crate::tui::canvas::Canvas;
use crate::tui::text::literal;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Draws it over the rows of a column, which show a part of `count` lines; nothing if they show all.
pub fn scrollbar(canvas: &mut Canvas, column: Rect, part: Part, viewport: &Viewport, count: usize) {
    let theme = canvas.theme;
    if let Some(in_sight) = hit_and_thumb(canvas, column, part, viewport, count) {
        canvas.divider(column);
        let lines = in_sight.rows().map(|_| Line::from(literal(theme.thumb(), theme.plain())));
        canvas.lines(in_sight, lines);
    }
}

/// The same on the border of a box, which stays whole.
pub fn scrollbar_on_border(canvas: &mut Canvas, column: Rect, viewport: &Viewport, count: usize) {
    let theme = canvas.theme;
    if let Some(in_sight) = hit_and_thumb(canvas, column, Part::Main, viewport, count) {
        let lines = in_sight.rows().map(|_| Line::from(literal(theme.thumb_on_border(), theme.border())));
        canvas.lines(in_sight, lines);
    }
}

/// Notes what each row stands for; where the thumb is, if not everything is in sight.
fn hit_and_thumb(canvas: &mut Canvas, column: Rect, part: Part, viewport: &Viewport, count: usize) -> Option<Rect> {
    let height = usize::from(column.height);
    let (top, length) = thumb(height, viewport.top, count)?;
    for (row, area) in column.rows().enumerate() {
        canvas.hit(area, Target::Scrollbar(part, place_at(row, height, count)));
    }
    Some(Rect { y: column.y + top as u16, height: length as u16, width: column.width.min(1), ..column })
}

/// The first row of the thumb, and how many it has; `None` if everything is in sight. It touches an end only where the
/// list does.
fn thumb(height: usize, top: usize, count: usize) -> Option<(usize, usize)> {
    if count <= height || height == 0 {
        return None;
    }
    let length = (height * height / count).max(1);
    let (room, hidden) = (height - length, count - height);
    let place = match top.min(hidden) {
        0 => 0,
        top if top == hidden => room,
        top => (top * room / hidden).clamp(1.min(room), room.saturating_sub(1).max(1.min(room))),
    };
    Some((place, length))
}

/// The place of the list that a row of its scrollbar stands for: the ends stand for the ends.
fn place_at(row: usize, height: usize, count: usize) -> usize {
    row * count.saturating_sub(1) / height.saturating_sub(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_the_scrollbar_are_those_of_the_list() {
        assert_eq!([0, 8, 15].map(|row| place_at(row, 16, 98)), [0, 51, 97]);
        assert_eq!((place_at(0, 1, 98), place_at(9, 10, 200_000)), (0, 199_999));
    }

    #[test]
    fn the_thumb_is_in_the_column_and_at_an_end_only_where_the_list_is() {
        assert_eq!(thumb(10, 0, 10), None);
        assert_eq!(thumb(0, 0, 10), None);
        assert_eq!(thumb(16, 0, 98), Some((0, 2)));
        for height in 1..30 {
            for count in height + 1..200 {
                for top in 0..=count - height {
                    let (place, length) = thumb(height, top, count).unwrap();
                    assert!(length > 0 && place + length <= height, "{height} {count} {top}");
                    if height >= 4 && length < height - 1 {
                        assert_eq!(place == 0, top == 0, "{height} {count} {top}");
                        assert_eq!(place + length == height, top == count - height, "{height} {count} {top}");
                    }
                }
            }
        }
        assert_eq!(thumb(10, 99_990, 100_000), thumb(10, usize::MAX, 100_000));
    }
}
