//! Clusters of characters on whose width terminals do not agree: marks of Devanagari, Thai or Burmese, half-width katakana
//! with marks, emoji in several parts. After one of them a terminal's cursor may stand elsewhere than ours, so a line that
//! has one is written as a whole whenever something in it changes, and the cursor is placed after each of them.

use ratatui::buffer::{Cell, CellWidth};

/// Cells with their columns, to be written one after the other; before the first the cursor is placed.
pub type Piece = Vec<(u16, Cell)>;

/// A whole line. Blanks come before a disputed cluster, which may leave some of its cells free, and those that follow come
/// before it, too, so that they do not cover what is too wide.
pub fn pieces(line: &[Cell]) -> Vec<Piece> {
    let mut pieces = vec![Piece::new()];
    let mut column = 0;
    while let Some(cell) = line.get(column) {
        let at = u16::try_from(column).unwrap_or(u16::MAX);
        // Less than 1 does not happen; it would be an endless loop.
        let width = usize::from(cell.cell_width().max(1));
        if !is_disputed(cell.symbol()) {
            if let Some(last) = pieces.last_mut() {
                last.push((at, cell.clone()));
            }
            column += width;
            continue;
        }
        let mut blank = Cell::EMPTY;
        blank.set_style(cell.style());
        let after = line.iter().skip(column + width).take_while(|cell| cell.symbol() == " ");
        let blanks: Vec<Cell> = std::iter::repeat_n(blank, width).chain(after.cloned()).collect();
        column += blanks.len();
        pieces.push((at..).zip(blanks).collect());
        pieces.push(vec![(at, cell.clone())]);
        pieces.push(Piece::new());
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// Whether terminals differ on the width of what a cell shows: several characters, or one that some take for a part.
pub fn is_disputed(symbol: &str) -> bool {
    if symbol.len() <= 1 {
        return false;
    }
    let mut characters = symbol.chars();
    match (characters.next(), characters.next()) {
        // Vowels and final consonants of Hangul, half-width marks, regional indicators, emoji.
        (Some('\u{1160}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7FF}' | '\u{FF9E}'..='\u{FF9F}' | '\u{1F000}'..), None) => {
            true
        }
        // Signs that became wide when they became emoji.
        (Some('\u{2300}'..='\u{2BFF}'), None) => symbol.cell_width() > 1,
        (_, None) => false,
        (_, Some(_)) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::terminal::backend::{TtyBackend, draw};
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::widgets::Paragraph;
    use ratatui::{Frame, Terminal, TerminalOptions, Viewport};
    use unicode_width::UnicodeWidthChar;

    const WIDTH: u16 = 24;
    const LINES: u16 = 3;

    /// What terminals dispute, what they do not, and our own signs.
    const CLUSTERS: [&str; 22] = [
        "a",
        "Zoë",
        " ",
        "…",
        "▌",
        "│",
        "李",
        "株",
        "नि",
        "क्षि",
        "த்",
        "நி",
        "กำ",
        "นี้",
        "မြ",
        "ｶﾞ",
        "\u{2714}\u{fe0f}",
        "\u{1f1e9}",
        "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f466}",
        "e\u{301}",
        "⌚",
        "🎁",
    ];

    /// How many columns a character moves the cursor of a terminal; 0 joins it to the one before.
    type Moves = fn(char) -> usize;

    /// As tmux 3.3 and older ones do: each character for itself, marks with a width included; emoji are narrow.
    fn by_character(c: char) -> usize {
        match c {
            '\u{1F000}'.. | '⌚' => 1,
            'ि' | 'ி' | 'ြ' | 'ำ' | 'ﾞ' => 1,
            c => c.width().unwrap_or(0),
        }
    }

    /// As if all that are disputed were as wide as can be.
    fn wide(c: char) -> usize {
        if c.is_ascii() || "Zoë…▌│李株".contains(c) { c.width().unwrap_or(0) } else { 2 }
    }

    /// A terminal that knows of escape sequences only how to place the cursor and to erase the rest of a line.
    struct Model {
        moves: Moves,
        cells: Vec<Vec<Option<char>>>,
        at: (usize, usize),
        wraps: bool,
    }

    impl Model {
        fn new(moves: Moves) -> Model {
            Model { moves, cells: vec![vec![Some(' '); WIDTH.into()]; LINES.into()], at: (0, 0), wraps: true }
        }

        fn take(&mut self, bytes: &str) {
            let mut rest = bytes.chars();
            while let Some(c) = rest.next() {
                if c != '\u{1b}' {
                    self.print(c);
                    continue;
                }
                let end = rest.as_str().find(|c: char| c.is_ascii_alphabetic()).unwrap();
                let (parameters, command) = (rest.as_str()[1..end].to_string(), rest.nth(end));
                if parameters == "?7" {
                    self.wraps = command == Some('h');
                }
                if command == Some('K') {
                    for column in self.at.1..WIDTH.into() {
                        self.free(self.at.0, column);
                        self.cells[self.at.0][column] = Some(' ');
                    }
                }
                if let (Some('H'), Some((line, column))) = (command, parameters.split_once(';')) {
                    self.at = (line.parse::<usize>().unwrap() - 1, column.parse::<usize>().unwrap() - 1);
                }
            }
        }

        fn print(&mut self, c: char) {
            let moves = (self.moves)(c);
            if self.wraps && moves > 0 && self.at.1 + moves > usize::from(WIDTH) {
                self.at = ((self.at.0 + 1).min(usize::from(LINES) - 1), 0);
            }
            let (line, column) = self.at;
            // What is beyond the edge is lost where lines are not wrapped.
            for column in column..(column + moves).min(WIDTH.into()) {
                self.free(line, column);
                self.cells[line][column] = None;
            }
            if let Some(cell) = self.cells[line].get_mut(column).filter(|_| moves > 0) {
                *cell = Some(c);
            }
            self.at.1 += moves;
        }

        /// A character of which a part is overwritten goes as a whole.
        fn free(&mut self, line: usize, column: usize) {
            let cells = &mut self.cells[line];
            let first = (0..=column).rev().find(|&column| cells[column].is_some()).unwrap_or(column);
            let parts = cells[first + 1..].iter().take_while(|cell| cell.is_none()).count();
            cells[first..=first + parts].fill(Some(' '));
        }
    }

    fn lines() -> impl Strategy<Value = Vec<String>> {
        let cluster = (0..CLUSTERS.len()).prop_map(|index| CLUSTERS[index]);
        let line = prop::collection::vec(cluster, 0..20).prop_map(|clusters| clusters.concat());
        prop::collection::vec(line, usize::from(LINES))
    }

    /// The columns of a buffer's line that hold nothing disputed, nor blanks after it, and what is in them.
    fn agreed(buffer: &Buffer, line: u16) -> Vec<(usize, char)> {
        let mut agreed = Vec::new();
        let (mut column, mut follows_disputed) = (0, false);
        while column < WIDTH {
            let symbol = buffer[(column, line)].symbol();
            follows_disputed = is_disputed(symbol) || follows_disputed && symbol == " ";
            if !follows_disputed {
                agreed.extend(symbol.chars().next().map(|c| (usize::from(column), c)));
            }
            column += buffer[(column, line)].cell_width().max(1);
        }
        agreed
    }

    proptest! {
        /// Whatever a terminal thinks of disputed clusters, everything else is where it belongs, frame after frame.
        /// Catalogue: B15.
        #[test]
        fn nothing_else_is_displaced(frames in prop::collection::vec(lines(), 1..5)) {
            for moves in [by_character as Moves, wide] {
                let recorder = crate::tui::terminal::backend::tests::Recorder::default();
                let viewport = Viewport::Fixed(Rect::new(0, 0, WIDTH, LINES));
                let options = TerminalOptions { viewport };
                let mut terminal = Terminal::with_options(TtyBackend::on(recorder.clone()), options).unwrap();
                let mut model = Model::new(moves);
                for frame in &frames {
                    let text = frame.join("\n");
                    let drawn = |frame: &mut Frame| frame.render_widget(Paragraph::new(text), frame.area());
                    draw(&mut terminal, drawn).unwrap();
                    let buffer = terminal.backend().frame();
                    model.take(&recorder.taken());
                    for line in 0..LINES {
                        for (column, c) in agreed(buffer, line) {
                            prop_assert_eq!(model.cells[usize::from(line)][column], Some(c), "{} {} {:?}", line, column, frame);
                        }
                    }
                }
            }
        }
    }
}
