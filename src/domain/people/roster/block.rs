//! Some thousand neighbouring people as columns: what is read from disk, checked and searched in one piece.

use super::packed::Packed;
use super::part::Part;
use crate::domain::calendar::MonthDay;
use crate::domain::fields::{DateField, FieldKind, TextField};
use std::ops::Range;

/// Rows of a block; a multiple of 64, so that blocks fill whole words of bits.
pub(super) const BLOCK_ROWS: usize = 4096;

/// The numbers of a block: for each text where it ends or which shared word it is, and the rest.
const IDS: usize = 0;
const TEXTS: usize = 1;
const DAYS: usize = TEXTS + TextField::COUNT;
const BIRTHDAYS: usize = DAYS + DateField::COUNT;
const BOSSES: usize = BIRTHDAYS + 1;
const COLUMNS: usize = BOSSES + 1;

/// Bytes of the table at the end: width and smallest number of each column, then the length of each text.
const TABLE: usize = COLUMNS * 9 + TextField::COUNT * 8;

/// Days before 1970 are negative.
const DAY_ZERO: i64 = 1 << 31;

/// Whether many people share the words of a field, so that they stand in a list of their own.
pub(super) fn is_shared(field: TextField) -> bool {
    field.field().info().kind == FieldKind::Word
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Block {
    rows: usize,
    part: Part,
    columns: [Packed; COLUMNS],
    /// Where the texts of each field begin.
    starts: [usize; TextField::COUNT],
}

impl Block {
    /// The block of a part; `None` if it is none of so many rows.
    pub fn of(part: Part, rows: usize) -> Option<Block> {
        let table = part.numbers.len().checked_sub(TABLE)?;
        let mut rest = &part.numbers[table..];
        let mut columns = [Packed::default(); COLUMNS];
        let mut end = 0;
        for column in &mut columns {
            let (width, base) = (rest[0], u64::from_le_bytes(*rest[1..].first_chunk()?));
            *column = Packed::from_entry((width, base), end)?;
            end = column.end(rows);
            rest = &rest[9..];
        }
        let mut starts = [0; TextField::COUNT];
        let mut length = 0_usize;
        for (start, bytes) in starts.iter_mut().zip(rest.as_chunks().0) {
            *start = length;
            length = length.checked_add(usize::try_from(u64::from_le_bytes(*bytes)).ok()?)?;
        }
        (end == table && length == part.text.len()).then_some(Block { rows, part, columns, starts })
    }

    /// One that is damaged, with nothing in it.
    pub fn nothing(rows: usize) -> Block {
        Block { rows, ..Block::default() }
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    pub fn part(&self) -> &Part {
        &self.part
    }

    pub fn id(&self, row: usize) -> u64 {
        self.columns[IDS].get(&self.part.numbers, row)
    }

    /// A text that stands in the block.
    #[inline]
    pub fn text(&self, field: TextField, row: usize) -> &str {
        let ends = self.columns[TEXTS + field as usize];
        let end = self.starts[field as usize].saturating_add(ends.get(&self.part.numbers, row) as usize);
        self.part.text.get(self.text_start(field, row)..end).unwrap_or("")
    }

    /// Where the texts of some rows stand in the part's.
    #[inline]
    pub fn text_places(&self, field: TextField, rows: Range<usize>, mut take: impl FnMut(Range<usize>)) {
        let first = self.starts[field as usize];
        let mut start = self.text_start(field, rows.start);
        self.columns[TEXTS + field as usize].each(&self.part.numbers, rows, |_, end| {
            let end = first.saturating_add(end as usize);
            take(start..end);
            start = end;
        });
    }

    /// A text begins where the one before it ends.
    #[inline]
    fn text_start(&self, field: TextField, row: usize) -> usize {
        let ends = self.columns[TEXTS + field as usize];
        self.starts[field as usize].saturating_add(ends.end_before(&self.part.numbers, row))
    }

    /// The shared word of a row.
    #[inline]
    pub fn code(&self, field: TextField, row: usize) -> usize {
        self.columns[TEXTS + field as usize].get(&self.part.numbers, row) as usize
    }

    pub fn each_code(&self, field: TextField, take: impl FnMut(usize, usize)) {
        self.codes(field, 0..self.rows, take);
    }

    /// The shared words of some rows, each with its row.
    #[inline]
    pub fn codes(&self, field: TextField, rows: Range<usize>, mut take: impl FnMut(usize, usize)) {
        self.columns[TEXTS + field as usize].each(&self.part.numbers, rows, |row, code| take(row, code as usize));
    }

    /// As days since 1970-01-01.
    #[inline]
    pub fn day(&self, field: DateField, row: usize) -> Option<i32> {
        self.columns[DAYS + field as usize].get_some(&self.part.numbers, row).map(day_of)
    }

    pub fn each_day(&self, field: DateField, take: impl FnMut(usize, Option<i32>)) {
        self.days(field, 0..self.rows, take);
    }

    /// The days of some rows, each with its row.
    #[inline]
    pub fn days(&self, field: DateField, rows: Range<usize>, mut take: impl FnMut(usize, Option<i32>)) {
        self.columns[DAYS + field as usize].each_some(&self.part.numbers, rows, |row, day| take(row, day.map(day_of)));
    }

    #[inline]
    pub fn birthday(&self, row: usize) -> Option<MonthDay> {
        let bits = self.columns[BIRTHDAYS].get_some(&self.part.numbers, row)?;
        MonthDay::from_bits(u16::try_from(bits).ok()?)
    }

    /// Which of those who have reports somebody's supervisor is.
    #[inline]
    pub fn boss(&self, row: usize) -> Option<usize> {
        self.columns[BOSSES].get_some(&self.part.numbers, row).map(|boss| boss as usize)
    }

    pub fn each_boss(&self, take: impl FnMut(usize, Option<usize>)) {
        self.bosses(0..self.rows, take);
    }

    /// The supervisors of some rows, each with its row.
    #[inline]
    pub fn bosses(&self, rows: Range<usize>, mut take: impl FnMut(usize, Option<usize>)) {
        self.columns[BOSSES].each_some(&self.part.numbers, rows, |row, boss| take(row, boss.map(|boss| boss as usize)));
    }
}

/// A day as a number that is not negative, and above 0.
pub(super) fn number_of(day: i32) -> u64 {
    (i64::from(day) + DAY_ZERO) as u64
}

fn day_of(stored: u64) -> i32 {
    (stored as i64).wrapping_sub(DAY_ZERO) as i32
}

/// What a block is made of, row by row.
#[derive(Default)]
pub(super) struct BlockBuilder {
    pub ids: Vec<u64>,
    /// By `TextField as usize`: texts of the block's own; empty for shared words.
    pub texts: [TextBuilder; TextField::COUNT],
    /// By `TextField as usize`: codes of shared words.
    pub codes: [Vec<u64>; TextField::COUNT],
    /// By `DateField as usize`.
    pub days: [Vec<Option<i32>>; DateField::COUNT],
    pub birthdays: Vec<Option<MonthDay>>,
    /// Which of those who have reports each one's supervisor is.
    pub bosses: Vec<Option<u64>>,
}

/// Texts one behind another.
#[derive(Default)]
pub(super) struct TextBuilder {
    pub text: String,
    pub ends: Vec<u64>,
}

impl TextBuilder {
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u64);
    }
}

impl BlockBuilder {
    pub fn finish(self) -> Block {
        let (rows, mut numbers, mut text) = (self.ids.len(), Vec::new(), String::new());
        let mut columns = [Packed::default(); COLUMNS];
        columns[IDS] = Packed::pack(&self.ids, &mut numbers);
        for field in TextField::ALL {
            let column = if is_shared(field) { &self.codes[field as usize] } else { &self.texts[field as usize].ends };
            columns[TEXTS + field as usize] = Packed::pack(column, &mut numbers);
        }
        for (place, days) in self.days.iter().enumerate() {
            let days: Vec<Option<u64>> = days.iter().map(|day| day.map(number_of)).collect();
            columns[DAYS + place] = Packed::pack_some(&days, &mut numbers);
        }
        let birthdays: Vec<Option<u64>> =
            self.birthdays.iter().map(|day| day.map(|day| u64::from(day.bits()))).collect();
        columns[BIRTHDAYS] = Packed::pack_some(&birthdays, &mut numbers);
        columns[BOSSES] = Packed::pack_some(&self.bosses, &mut numbers);
        for column in columns {
            let (width, base) = column.entry();
            numbers.push(width);
            numbers.extend_from_slice(&base.to_le_bytes());
        }
        let mut starts = [0; TextField::COUNT];
        for (start, own) in starts.iter_mut().zip(&self.texts) {
            *start = text.len();
            text.push_str(&own.text);
            numbers.extend_from_slice(&(own.text.len() as u64).to_le_bytes());
        }
        // It stays as long as the roster.
        numbers.shrink_to_fit();
        text.shrink_to_fit();
        Block { rows, part: Part { numbers, text }, columns, starts }
    }
}
