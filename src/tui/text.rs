//! The only ways to make a span: our own literals as they are, every other text through `SafeText`.
#![allow(clippy::disallowed_methods)] // these are the doors

use crate::domain::text::safe_text::SafeText;
use ratatui::style::Style;
use ratatui::text::Span;
use std::ops::Range;

/// A text of the program itself.
pub fn literal(text: &'static str, style: Style) -> Span<'static> {
    Span::styled(text, style)
}

/// Any other text.
pub fn safe(text: &str, style: Style) -> Span<'static> {
    Span::styled(SafeText::of(text).to_string(), style)
}

/// Any text, truncated or padded with blanks to a width.
pub fn padded(text: &str, columns: usize, style: Style) -> Span<'static> {
    let (text, blanks) = fitted(text, columns);
    Span::styled(format!("{text}{:blanks$}", ""), style)
}

/// As [`padded`], with the parts that `find` tells of the text in another style; of what is cut off the last column has it.
pub fn padded_with(
    text: &str,
    columns: usize,
    style: Style,
    find: impl FnOnce(&str) -> Vec<Range<usize>>,
    found: Style,
) -> Vec<Span<'static>> {
    let whole = SafeText::of(text);
    let places = find(whole.as_str());
    if places.is_empty() {
        return vec![padded(text, columns, style)];
    }
    let shown = whole.truncate_to_width(columns);
    let blanks = columns.saturating_sub(SafeText::of(&shown).width());
    let last = shown.char_indices().next_back().map_or(0, |(last, _)| last);
    let is_found = |byte: usize| {
        let is_cut = byte == last && shown.len() != whole.as_str().len();
        places.iter().any(|place| place.contains(&byte) || is_cut && place.end > byte)
    };
    let mut spans: Vec<Span<'static>> = Vec::new();
    for (byte, c) in shown.char_indices() {
        let style = if is_found(byte) { found } else { style };
        match spans.last_mut().filter(|span| span.style == style) {
            Some(span) => span.content.to_mut().push(c),
            None => spans.push(Span::styled(c.to_string(), style)),
        }
    }
    spans.push(Span::styled(" ".repeat(blanks), style));
    spans
}

/// As [`padded`], but without a style on the blanks: fewer bytes.
pub fn padded_plain(text: &str, columns: usize, style: Style) -> [Span<'static>; 2] {
    let (text, blanks) = fitted(text, columns);
    [Span::styled(text, style), Span::styled(" ".repeat(blanks), Style::new())]
}

/// Any text, truncated or padded on the left to a width.
pub fn right_aligned(text: &str, columns: usize, style: Style) -> Span<'static> {
    let (text, blanks) = fitted(text, columns);
    Span::styled(format!("{:blanks$}{text}", ""), style)
}

/// The text truncated to a width, and the number of columns that stay blank.
fn fitted(text: &str, columns: usize) -> (String, usize) {
    let fitted = SafeText::of(text).truncate_to_width(columns).into_owned();
    let blanks = columns.saturating_sub(SafeText::of(&fitted).width());
    (fitted, blanks)
}

pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    SafeText::of(text).wrap(columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_has_its_width_whatever_is_in_it() {
        for text in ["", "Anna", "Chen Wěi 陈伟", "\u{1b}[2J", "a very long name indeed", "👨‍👩‍👧"] {
            let plain: usize = padded_plain(text, 8, Style::new()).iter().map(Span::width).sum();
            let right = right_aligned(text, 8, Style::new()).width();
            assert_eq!((padded(text, 8, Style::new()).width(), plain, right), (8, 8, 8), "{text}");
        }
    }
}
