//! What stands on the terminal's screen, and the fewest bytes that make the next frame of it.
//!
//! ratatui's own list of changes is not used: where a wide character goes, a terminal blanks its other half, whatever look
//! that had; and nothing of it moves.

use super::cells::write_cells;
use super::disputed::{is_disputed, pieces};
use super::scroll::{Scroll, lines};
use crossterm::queue;
use crossterm::terminal::{DisableLineWrap, EnableLineWrap};
use ratatui::buffer::{Buffer, Cell, CellWidth};
use std::io;

/// Fewer cells cost less than to look for lines that moved.
const WORTH_A_SCROLL: usize = 100;

/// The screen; blank to begin with.
#[derive(Default)]
pub struct Screen(Buffer);

impl Screen {
    /// It was cleared.
    pub fn clear(&mut self) {
        self.0.reset();
    }

    #[cfg(test)]
    pub fn frame(&self) -> &Buffer {
        &self.0
    }

    /// The bytes that make it show a frame; none if it does.
    ///
    /// # Errors
    /// Never: those of writing into memory.
    pub fn show(&mut self, frame: Buffer) -> io::Result<Vec<u8>> {
        if self.0.area != frame.area {
            self.0 = Buffer::empty(frame.area);
        }
        let changes = changes(&self.0, &frame);
        let mut bytes = written(&self.0, &frame, &changes)?;
        if changes.len() >= WORTH_A_SCROLL
            && let Some(scroll) = Scroll::between(&self.0, &frame)
        {
            let mut moved = Vec::new();
            scroll.write(&mut moved)?;
            scroll.apply(&mut self.0);
            moved.extend(written(&self.0, &frame, &self::changes(&self.0, &frame))?);
            if moved.len() < bytes.len() {
                bytes = moved;
            }
        }
        self.0 = frame;
        Ok(bytes)
    }
}

/// The cells that have to be written, by their places.
fn changes(before: &Buffer, after: &Buffer) -> Vec<usize> {
    let mut changes = Vec::new();
    let mut start = 0;
    let mut is_spoilt = Vec::new();
    for (before, after) in lines(before).zip(lines(after)) {
        if before != after {
            spoilt(before, after, &mut is_spoilt);
            let mut column = 0;
            while let Some(cell) = after.get(column) {
                let end = (column + columns(cell)).min(after.len());
                if *cell != before[column] || is_spoilt[column..end].contains(&true) {
                    changes.push(start + column);
                }
                column = end;
            }
        }
        start += after.len();
    }
    changes
}

/// The columns in which half of a wide character stands that goes: what is not written there is blank then.
fn spoilt(before: &[Cell], after: &[Cell], is_spoilt: &mut Vec<bool>) {
    is_spoilt.clear();
    is_spoilt.resize(after.len(), false);
    let mut column = 0;
    while let Some(cell) = before.get(column) {
        let end = (column + columns(cell)).min(before.len());
        if end > column + 1 && after[column] != *cell {
            is_spoilt[column..end].fill(true);
        }
        column = end;
    }
}

/// How many columns a cell takes.
fn columns(cell: &Cell) -> usize {
    usize::from(cell.cell_width().max(1))
}

/// The bytes of these changes. A line with a cluster of disputed width is written as a whole, before and after it goes.
fn written(before: &Buffer, after: &Buffer, changes: &[usize]) -> io::Result<Vec<u8>> {
    let width = after.area.width;
    let has_disputed = |line: &[Cell]| line.iter().any(|cell| is_disputed(cell.symbol()));
    let mut disputed: Vec<u16> = Vec::new();
    let mut cells = Vec::with_capacity(changes.len());
    for of_line in changes.chunk_by(|a, b| a / usize::from(width) == b / usize::from(width)) {
        let line = of_line[0] / usize::from(width);
        let [was, is] =
            [before, after].map(|screen| &screen.content[line * usize::from(width)..][..usize::from(width)]);
        let line = line as u16;
        if has_disputed(was) || has_disputed(is) {
            disputed.push(line);
        } else {
            cells.extend(
                of_line.iter().map(|&place| ((place % usize::from(width)) as u16, line, &after.content[place])),
            );
        }
    }
    let mut bytes = Vec::new();
    write_cells(&mut bytes, &cells, width)?;
    if disputed.is_empty() {
        return Ok(bytes);
    }
    // What is too wide for a line is cut instead of wrapped into the next one.
    queue!(bytes, DisableLineWrap)?;
    for line in disputed {
        let start = usize::from(line) * usize::from(width);
        for piece in pieces(&after.content[start..start + usize::from(width)]) {
            let cells: Vec<_> = piece.iter().map(|(column, cell)| (*column, line, cell)).collect();
            write_cells(&mut bytes, &cells, width)?;
        }
    }
    queue!(bytes, EnableLineWrap)?;
    Ok(bytes)
}
