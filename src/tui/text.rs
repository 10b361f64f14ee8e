//! The doors through which words reach the screen: our own words as they are, everything else through `SafeText`.
#![allow(clippy::disallowed_methods)] // these are the doors

use super::theme::Theme;
use crate::domain::text::safe_text::SafeText;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// Words of the program.
pub fn literal(text: &'static str, style: Style) -> Span<'static> {
    Span::styled(text, style)
}

/// Any other text.
pub fn safe(text: &str, style: Style) -> Span<'static> {
    Span::styled(SafeText::of(text).to_string(), style)
}

/// Any other text in a column of its own: cut or filled to the width.
pub fn padded(text: &str, columns: usize, style: Style) -> Span<'static> {
    let safe = SafeText::of(text);
    let fit = safe.fit(columns);
    let blanks = columns.saturating_sub(SafeText::of(&fit).width());
    Span::styled(format!("{fit}{:blanks$}", ""), style)
}

/// A column of which only the text itself has the style, as under the cursor: fewer bytes when the cursor moves on.
pub fn padded_plain(text: &str, columns: usize, style: Style) -> [Span<'static>; 2] {
    let safe = SafeText::of(text);
    let fit = safe.fit(columns).into_owned();
    let blanks = columns.saturating_sub(SafeText::of(&fit).width());
    [Span::styled(fit, style), Span::styled(" ".repeat(blanks), Style::new())]
}

/// A number or another short text at the right end of a column.
pub fn right_aligned(text: &str, columns: usize, style: Style) -> Span<'static> {
    let safe = SafeText::of(text);
    let fit = safe.fit(columns).into_owned();
    let blanks = columns.saturating_sub(SafeText::of(&fit).width());
    Span::styled(format!("{:blanks$}{fit}", ""), style)
}

/// Puts a line on the screen; what does not fit is not shown, and a line below the area is nowhere.
pub fn put(frame: &mut Frame, area: Rect, offset: u16, line: impl Into<Line<'static>>) {
    if offset < area.height {
        let place = Rect { y: area.y + offset, height: 1, ..area };
        frame.render_widget(line.into(), place.intersection(frame.area()));
    }
}

/// A rule across the screen.
pub fn rule(frame: &mut Frame, area: Rect, offset: u16, theme: Theme) {
    put(frame, area, offset, safe(&theme.rule().repeat(usize::from(area.width)), theme.dim()));
}

/// A text broken at blanks into lines of a width.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    SafeText::of(text).broken(columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_has_its_width_whatever_is_in_it() {
        for text in ["", "Anna", "Chen Wěi 陈伟", "\u{1b}[2J", "a very long name indeed", "👨‍👩‍👧"] {
            let span = padded(text, 8, Style::new());
            assert_eq!(span.width(), 8, "{text}");
        }
    }
}
