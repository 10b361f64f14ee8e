//! A screen as what is drawn of it: words and lines, each with its place and its look.

use super::palette::Look;
use super::strokes::Stroke;
use std::num::NonZeroU16;
use vt100::Screen;

/// What a clock on the screen shows in a picture, so that two pictures of the same screen are the same.
const CLOCK: &str = "09:41";

/// Cells beside each other that are drawn as one.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    pub row: u16,
    pub column: u16,
    pub columns: u16,
    pub look: Look,
    pub shape: Shape,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Shape {
    /// The background.
    Paper,
    /// A text without two blanks in a row: where a font is wider or narrower than the cells, each starts at its place.
    Words(String),
    /// A character of lines or blocks, in each of the columns.
    Drawn(Stroke, char),
}

struct Glyph {
    text: String,
    column: u16,
    columns: u16,
    look: Look,
}

impl Glyph {
    fn is_blank(&self) -> bool {
        self.text == " "
    }

    /// The character, if it is one of lines or blocks.
    fn drawn(&self) -> Option<Shape> {
        let character = self.text.chars().next()?;
        Stroke::of(character).map(|stroke| Shape::Drawn(stroke, character))
    }

    fn is_word(&self) -> bool {
        !self.is_blank() && self.drawn().is_none()
    }
}

/// The pieces of all rows, from top to bottom.
pub fn pieces(screen: &Screen) -> Vec<Piece> {
    let (rows, columns) = screen.size();
    let mut pieces = Vec::new();
    for row in 0..rows.get() {
        let mut glyphs = glyphs(screen, row, columns.get());
        stop_clocks(&mut glyphs);
        papers(row, &glyphs, &mut pieces);
        writing(row, &glyphs, &mut pieces);
    }
    pieces
}

fn glyphs(screen: &Screen, row: u16, columns: u16) -> Vec<Glyph> {
    let cells = (0..columns).filter_map(|column| Some((column, screen.cell(row, column)?)));
    cells
        .filter(|(_, cell)| !cell.is_wide_continuation())
        .map(|(column, cell)| Glyph {
            text: if cell.has_contents() { cell.contents().to_string() } else { " ".to_string() },
            column,
            columns: if cell.is_wide() { 2 } else { 1 },
            look: Look::of(cell),
        })
        .collect()
}

/// Puts [`CLOCK`] in the place of each time of day.
fn stop_clocks(glyphs: &mut [Glyph]) {
    let is_like = |(glyph, of_clock): (&Glyph, char)| match of_clock {
        ':' => glyph.text == ":",
        _ => glyph.text.starts_with(|first: char| first.is_ascii_digit()),
    };
    for at in 0..glyphs.len().saturating_sub(CLOCK.len() - 1) {
        let place = &mut glyphs[at..at + CLOCK.len()];
        if place.iter().zip(CLOCK.chars()).all(is_like) {
            place.iter_mut().zip(CLOCK.chars()).for_each(|(glyph, of_clock)| glyph.text = of_clock.to_string());
        }
    }
}

fn papers(row: u16, glyphs: &[Glyph], pieces: &mut Vec<Piece>) {
    for group in glyphs.chunk_by(|one, next| one.look.paper == next.look.paper) {
        pieces.push(piece(row, group, Shape::Paper));
    }
}

fn writing(row: u16, glyphs: &[Glyph], pieces: &mut Vec<Piece>) {
    let mut rest = glyphs;
    while let Some(first) = rest.first() {
        let drawn = first.drawn();
        let length = match drawn {
            Some(_) => rest.iter().take_while(|next| next.text == first.text && next.look == first.look).count(),
            None if first.is_blank() => 1,
            None => words(rest),
        };
        let (group, after) = rest.split_at(length);
        if !first.is_blank() {
            let text = || Shape::Words(group.iter().map(|glyph| glyph.text.as_str()).collect());
            pieces.push(piece(row, group, drawn.unwrap_or_else(text)));
        }
        rest = after;
    }
}

/// How many glyphs from the first one are words of the same look, with single blanks between them.
fn words(glyphs: &[Glyph]) -> usize {
    let follows = |glyph: &Glyph| glyph.is_word() && glyph.look.writes_as(&glyphs[0].look);
    let mut length = 1;
    loop {
        match &glyphs[length..] {
            [next, ..] if follows(next) => length += 1,
            [blank, next, ..] if blank.is_blank() && follows(next) => length += 2,
            _ => return length,
        }
    }
}

fn piece(row: u16, group: &[Glyph], shape: Shape) -> Piece {
    let columns = group.iter().map(|glyph| glyph.columns).sum();
    Piece { row, column: group[0].column, columns, look: group[0].look, shape }
}

#[test]
fn a_screen_falls_into_words_and_lines() {
    let mut parser = vt100::Parser::new(NonZeroU16::MIN, NonZeroU16::new(40).unwrap(), 0);
    parser.process("─── one two  three\x1b[1mbold\x1b[m 23:59 │".as_bytes());
    let pieces = pieces(parser.screen()).into_iter().filter(|piece| piece.shape != Shape::Paper);
    let found: Vec<(u16, u16, Shape)> = pieces.map(|piece| (piece.column, piece.columns, piece.shape)).collect();
    let words = |text: &str| Shape::Words(text.to_string());
    let expected = [
        (0, 3, Shape::Drawn(Stroke::Light, '─')),
        (4, 7, words("one two")),
        (13, 5, words("three")),
        (18, 4, words("bold")),
        (23, 5, words(CLOCK)),
        (29, 1, Shape::Drawn(Stroke::Light, '│')),
    ];
    assert_eq!(found, expected);
}
