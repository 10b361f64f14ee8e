//! What became of the rows of a file, whatever its format.

use crate::domain::text::words::counted;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Rows, without the header.
    pub rows: u64,
    /// Cells that got a `'`, those of the header included.
    pub guarded: u64,
    /// Cells of which the end is missing, since none of the format holds more.
    pub cut: u64,
    /// Cells with U+FFFD for characters that the format cannot hold.
    pub replaced: u64,
}

impl Written {
    /// This file and another one.
    pub fn and(self, other: Written) -> Written {
        Written {
            rows: self.rows + other.rows,
            guarded: self.guarded + other.guarded,
            cut: self.cut + other.cut,
            replaced: self.replaced + other.replaced,
        }
    }

    /// How many cells say less than Personio does, if any do.
    pub fn losses(&self) -> impl Iterator<Item = String> {
        let cells = |count: u64| counted(count as usize, "cell", "cells");
        let cut = (self.cut > 0).then(|| format!("{} cut, since none holds more", cells(self.cut)));
        let replaced = (self.replaced > 0)
            .then(|| format!("{} with \u{FFFD} for characters that no workbook holds", cells(self.replaced)));
        cut.into_iter().chain(replaced)
    }
}
