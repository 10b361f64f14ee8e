//! Lines that only moved: a terminal moves them by itself for some twenty bytes, where it would get each of them anew.

use super::modes::WHOLE_SCREEN_SCROLLS;
use crossterm::cursor::MoveTo;
use crossterm::queue;
use ratatui::buffer::{Buffer, Cell};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};

/// Columns that are compared as one.
const CHUNK: usize = 8;
/// On a taller screen nothing is looked for: the work grows with the square.
const MAX_LINES: usize = 300;

/// Lines that move up or down together; what they leave free is blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scroll {
    top: usize,
    /// The last one.
    bottom: usize,
    /// How far up they move; down if it is negative.
    up: isize,
}

impl Scroll {
    /// What moves most of the cells of a screen to where they are in another one; `None` if nothing does.
    pub fn between(before: &Buffer, after: &Buffer) -> Option<Scroll> {
        let [before, after] = [before, after].map(|screen| lines(screen).collect::<Vec<_>>());
        if after.len() > MAX_LINES {
            return None;
        }
        let up = distance(&before, &after)?;
        // The lines that gain most by it: how many more of their cells are right where they come from than where they are.
        let (mut best, mut most) = (None, 0);
        let (mut first, mut gain) = (0, 0);
        for line in 0..after.len() {
            let moved = line.checked_add_signed(up).and_then(|from| before.get(from));
            gain += moved.map_or(0, |moved| same(after[line], moved)) - same(after[line], before[line]);
            if moved.is_none() || gain <= 0 {
                (first, gain) = (line + 1, 0);
            } else if gain > most {
                (best, most) = (Some((first, line)), gain);
            }
        }
        let (first, last) = best?;
        let (top, bottom) = (first.min(first.checked_add_signed(up)?), last.max(last.checked_add_signed(up)?));
        // Where more goes than stays nothing moved: it only looks so.
        (2 * up.unsigned_abs() <= bottom - top + 1).then_some(Scroll { top, bottom, up })
    }

    /// Moves them as the terminal does.
    pub fn apply(self, screen: &mut Buffer) {
        let width = usize::from(screen.area.width);
        let cells = &mut screen.content[self.top * width..(self.bottom + 1) * width];
        let by = self.up.unsigned_abs() * width;
        if self.up > 0 {
            cells.rotate_left(by);
            let free = cells.len() - by;
            cells[free..].fill(Cell::EMPTY);
        } else {
            cells.rotate_right(by);
            cells[..by].fill(Cell::EMPTY);
        }
    }

    /// Lets the terminal move them. A line feed on the last line of a region, and its reverse on the first, are what every
    /// terminal knows, also one that knows no other way to scroll.
    /// <https://vt100.net/docs/vt510-rm/DECSTBM.html>
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(self, out: &mut impl Write) -> io::Result<()> {
        let Scroll { top, bottom, up } = self;
        write!(out, "\u{1b}[{};{}r", top + 1, bottom + 1)?;
        let (line, feed) = if up > 0 { (bottom, "\n") } else { (top, "\u{1b}M") };
        queue!(out, MoveTo(0, u16::try_from(line).unwrap_or(u16::MAX)))?;
        out.write_all(feed.repeat(up.unsigned_abs()).as_bytes())?;
        out.write_all(WHOLE_SCREEN_SCROLLS)
    }
}

/// The lines of a screen.
pub fn lines(screen: &Buffer) -> impl Iterator<Item = &[Cell]> {
    screen.content.chunks(usize::from(screen.area.width).max(1))
}

/// How far up most of the text moved.
fn distance(before: &[&[Cell]], after: &[&[Cell]]) -> Option<isize> {
    let hashes = |lines: &[&[Cell]]| -> Vec<Vec<Option<u64>>> {
        lines.iter().map(|line| line.chunks(CHUNK).map(text_hash).collect()).collect()
    };
    let (before, after) = (hashes(before), hashes(after));
    let mut moved: HashMap<isize, usize> = HashMap::new();
    for (to, after) in after.iter().enumerate() {
        for (from, before) in before.iter().enumerate().filter(|(from, _)| *from != to) {
            let same = before.iter().zip(after).filter(|(before, after)| before.is_some() && before == after).count();
            *moved.entry(from as isize - to as isize).or_default() += same;
        }
    }
    // Of equals the nearest, whatever the order of the map.
    let (up, same) = moved.into_iter().max_by_key(|(up, same)| (*same, Reverse((up.abs(), *up))))?;
    (same > 0).then_some(up)
}

/// What is the same for cells with the same text; `None` for blank ones.
fn text_hash(cells: &[Cell]) -> Option<u64> {
    if cells.iter().all(|cell| cell.symbol() == " ") {
        return None;
    }
    let mut hasher = DefaultHasher::new();
    cells.iter().for_each(|cell| cell.symbol().hash(&mut hasher));
    Some(hasher.finish())
}

/// How many cells are the same, without those that are blank: they cost least to draw.
fn same(one: &[Cell], other: &[Cell]) -> isize {
    one.iter().zip(other).filter(|(one, other)| one == other && **one != Cell::EMPTY).count() as isize
}
