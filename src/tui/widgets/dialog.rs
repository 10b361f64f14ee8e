//! The box of a dialog, and dialogs of text that scrolls.

use crate::app::key::{Code, Key};
use crate::app::layout::{DialogLayout, FILL, columns, rows};
use crate::app::pointer::{Part, Target};
use crate::app::viewport::Viewport;
use crate::domain::text::safe_text::SafeText;
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, safe};
use crate::tui::widgets::list::range_text;
use crate::tui::widgets::scrollbar::scrollbar_on_border;
use ratatui::layout::{Margin, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Block, BorderType, Clear};

/// Columns of the upper border that the title leaves to the range of a list: ` 100–116 of 198 `, and corners.
const RANGE_COLUMNS: usize = 22;
const NARROWEST_TITLE: usize = 12;

/// Draws the box, with a blank column on either side of it, and in its lower border what Enter does.
pub fn dialog_box(canvas: &mut Canvas, layout: &DialogLayout, title: &str, enter: &str) {
    let theme = canvas.theme;
    let blank = || literal(" ", theme.plain());
    let room = usize::from(layout.border.width).saturating_sub(RANGE_COLUMNS).max(NARROWEST_TITLE);
    let title = SafeText::of(title).truncate_to_width(room).into_owned();
    let title = Line::from(vec![blank(), safe(&title, theme.title()), blank()]);
    let mut block = Block::bordered().border_type(BorderType::Thick).border_style(theme.border()).title_top(title);
    canvas.hit(layout.border, Target::Pane(Part::Main));
    if !enter.is_empty() {
        let enter = vec![
            blank(),
            literal("Enter", theme.strong()),
            literal(": ", theme.plain()),
            safe(enter, theme.plain()),
            blank(),
            // One more piece of the border, so that the words end where the content does.
            literal("━", theme.border()),
        ];
        let enter = Line::from(enter);
        let width = u16::try_from(enter.width()).unwrap_or(u16::MAX);
        let [_, bottom] = rows(layout.border, [FILL, 1]);
        let [_, words, _] = columns(bottom, [FILL, width, 1]);
        canvas.hit(words, Target::Key(Key::plain(Code::Enter)));
        block = block.title_bottom(enter.right_aligned());
    }
    canvas.widget(Clear, layout.border.outer(Margin::new(1, 0)));
    canvas.widget(block, layout.border);
}

/// Says in the border which part of a list is in sight in an area of the content, if not all of it is.
pub fn scroll_in_border(canvas: &mut Canvas, layout: &DialogLayout, area: Rect, viewport: &Viewport, count: usize) {
    let border = layout.border;
    let Some(range) = range_text(viewport, count, usize::from(area.height)) else { return };
    let width = u16::try_from(SafeText::of(&range).width()).unwrap_or(border.width);
    let [_, top_right, _] = columns(border, [FILL, width, 2]);
    canvas.line(top_right, safe(&range, canvas.theme.dim()));
    let right = Rect { x: border.right().saturating_sub(1), width: 1, ..area };
    scrollbar_on_border(canvas, right, viewport, count);
}

pub fn text_dialog(
    canvas: &mut Canvas,
    layout: &DialogLayout,
    title: &str,
    enter: &str,
    viewport: &Viewport,
    lines: Vec<Line<'static>>,
) {
    let DialogLayout { content, .. } = *layout;
    dialog_box(canvas, layout, title, enter);
    scroll_in_border(canvas, layout, content, viewport, lines.len());
    canvas.lines(content, lines.into_iter().skip(viewport.top));
}
