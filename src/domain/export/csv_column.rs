//! The cells of a CSV file, column by column. They are not built one by one: most stand somewhere as they are to stand in the
//! file, and only what does not is made. What many people share is made ready once for a file, and not for each of them.

use super::column::ExportColumn;
use super::csv::{Cell, CsvCells, Dialect};
use super::csv_lines::Place;
use crate::domain::calendar::{DateText, Day, MonthDay};
use crate::domain::fields::{DateField, Field, TextField};
use crate::domain::people::bits::Row;
use crate::domain::people::column::{Column, ColumnContext};
use crate::domain::people::roster::{Roster, SharedTexts};
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// The days from 1970-01-01 to 2049-12-31. Where so many people are written, these are sooner made ready once.
const USUAL_DAYS: Range<i32> = 0..29_220;

/// A column of a file.
pub(super) struct CsvColumn<'a> {
    column: &'a ExportColumn,
    source: Source,
}

/// From where the cells of a column come.
enum Source {
    /// Texts that many people share.
    Shared(ReadyCells, SharedTexts),
    /// Texts of each person's own.
    Texts(TextField),
    /// The usual days are ready; the last cell is the empty one.
    Days(Arc<ReadyCells>, DateField),
    /// One of a few texts, and which one a person has.
    Few(ReadyCells, fn(&Roster, Row) -> usize),
    Values,
}

/// Cells as they stand in the file, one behind another: so they stay near the processor.
struct ReadyCells {
    cells: CsvCells,
    places: Vec<Place>,
    /// The numbers of those that are guarded.
    guarded: BTreeSet<usize>,
}

/// The cells of some rows in one column.
pub(super) struct Batch<'a> {
    places: Vec<Place>,
    /// In which bytes the places are; `None` for those that were made for these rows.
    elsewhere: Option<&'a [u8]>,
    made: CsvCells,
}

impl<'a> CsvColumn<'a> {
    /// For so many of the people.
    pub fn new(
        roster: &Roster,
        column: &'a ExportColumn,
        dialect: Dialect,
        people: usize,
        days: &ReadyDays,
    ) -> CsvColumn<'a> {
        let source = match column.plain_column() {
            Some(Column::Field(field)) => Source::of(roster, field, dialect, people, days),
            _ => None,
        };
        CsvColumn { column, source: source.unwrap_or(Source::Values) }
    }

    /// Reads the cells of some rows; returns how many of them are guarded.
    pub fn read<'b>(&'b self, context: &ColumnContext<'b>, rows: &[Row], batch: &mut Batch<'b>) -> u64 {
        let roster = context.roster;
        batch.clear();
        match &self.source {
            Source::Shared(ready, shared) => {
                batch.elsewhere = Some(ready.cells.bytes());
                shared.places(roster, rows, |text| batch.places.push(ready.place(text)));
                let mut guarded = 0;
                if !ready.guarded.is_empty() {
                    shared.places(roster, rows, |text| guarded += u64::from(ready.guarded.contains(&text)));
                }
                return guarded;
            }
            Source::Few(ready, which) => {
                batch.elsewhere = Some(ready.cells.bytes());
                batch.places.extend(rows.iter().map(|&row| ready.place(which(roster, row))));
                return 0;
            }
            Source::Days(ready, field) => {
                let mut are_usual = true;
                roster.day_numbers(*field, rows, |day| {
                    are_usual &= day.is_none_or(|day| USUAL_DAYS.contains(&day));
                    batch.places.push(ready.place(day.unwrap_or(USUAL_DAYS.end) as usize));
                });
                if are_usual {
                    batch.elsewhere = Some(ready.cells.bytes());
                    return 0;
                }
                batch.clear();
            }
            Source::Texts(field) => {
                let take = |place| batch.places.push(Place::of(place));
                if let Some(text) = roster.texts_together(*field, rows, take)
                    && batch.are_plain(text)
                {
                    batch.elsewhere = Some(text.as_bytes());
                    return 0;
                }
                batch.clear();
            }
            Source::Values => {}
        }
        self.column.values(context, rows, |value| batch.places.push(batch.made.push((&value).into())));
        batch.made.guarded()
    }
}

/// The usual days as cells, made when a column needs them first.
#[derive(Default)]
pub(super) struct ReadyDays(OnceCell<Arc<ReadyCells>>);

impl ReadyDays {
    fn get(&self, dialect: Dialect) -> Arc<ReadyCells> {
        let days = || USUAL_DAYS.map(Day::from_number).chain([None]).map(|day| day.map(Day::text).unwrap_or_default());
        self.0.get_or_init(|| Arc::new(ReadyCells::of_dates(days(), dialect))).clone()
    }
}

impl Source {
    fn of(roster: &Roster, field: Field, dialect: Dialect, people: usize, days: &ReadyDays) -> Option<Source> {
        if let Some(shared) = SharedTexts::of(roster, field, people) {
            let ready = ReadyCells::of_texts(|take| shared.each(roster, take), dialect)?;
            return Some(Source::Shared(ready, shared));
        }
        if let Some(date) = DateField::of(field) {
            return (people > USUAL_DAYS.len()).then(|| Source::Days(days.get(dialect), date));
        }
        match field {
            Field::Birthday => {
                // By the bits of the day; those that are no day's are nobody's.
                let days = (0..=MonthDay::MAX_BITS).map(|bits| MonthDay::from_bits(bits).map(MonthDay::text));
                let ready = ReadyCells::of_dates(days.map(Option::unwrap_or_default), dialect);
                Some(Source::Few(ready, |roster, row| roster.birthday(row).map_or(0, |day| usize::from(day.bits()))))
            }
            Field::ProfilePicture => {
                let mut ready = ReadyCells::new(dialect);
                ["false", "true"].into_iter().for_each(|text| ready.push(Cell::Trusted(text)));
                Some(Source::Few(ready.padded(), |roster, row| usize::from(roster.has_picture(row))))
            }
            _ => TextField::of(field).filter(|&field| !Roster::has_words(field)).map(Source::Texts),
        }
    }
}

impl ReadyCells {
    fn new(dialect: Dialect) -> ReadyCells {
        ReadyCells { cells: CsvCells::new(dialect), places: Vec::new(), guarded: BTreeSet::new() }
    }

    /// The texts that `each` gives one by one; `None` if they are too many bytes.
    fn of_texts<'a>(each: impl FnOnce(&mut dyn FnMut(&'a str)), dialect: Dialect) -> Option<ReadyCells> {
        let mut ready = ReadyCells::new(dialect);
        let mut before = None;
        each(&mut |text| {
            // Supervisors are in the order of names, so those of the same name are neighbours.
            if before == Some(text)
                && let Some(&place) = ready.places.last()
            {
                let number = ready.places.len();
                if ready.guarded.contains(&(number - 1)) {
                    ready.guarded.insert(number);
                }
                ready.places.push(place);
            } else {
                ready.push(Cell::Text(text));
                before = Some(text);
            }
        });
        let ready = ready.padded();
        (ready.cells.bytes().len() < Place::BYTES).then_some(ready)
    }

    fn of_dates(dates: impl Iterator<Item = DateText>, dialect: Dialect) -> ReadyCells {
        let mut ready = ReadyCells::new(dialect);
        dates.for_each(|date| ready.push(Cell::Date(&date)));
        ready.padded()
    }

    fn push(&mut self, cell: Cell<'_>) {
        let before = self.cells.guarded();
        self.places.push(self.cells.push(cell));
        if self.cells.guarded() > before {
            self.guarded.insert(self.places.len() - 1);
        }
    }

    fn padded(mut self) -> ReadyCells {
        self.cells.pad();
        self
    }

    /// Nowhere if there is none.
    #[inline]
    fn place(&self, number: usize) -> Place {
        self.places.get(number).map_or(Place::default(), |place| *place)
    }
}

impl<'a> Batch<'a> {
    pub fn new(dialect: Dialect) -> Batch<'a> {
        Batch { places: Vec::new(), elsewhere: None, made: CsvCells::new(dialect) }
    }

    /// The cells: in which bytes, and where each of them stands there.
    pub fn cells(&self) -> (&[u8], &[Place]) {
        (self.elsewhere.unwrap_or(self.made.bytes()), &self.places)
    }

    fn clear(&mut self) {
        self.places.clear();
        self.elsewhere = None;
        self.made.clear();
    }

    /// Whether all cells stand in the text as they are to stand in the file.
    fn are_plain(&self, text: &str) -> bool {
        let ranges = || self.places.iter().map(|place| place.range());
        let start = ranges().map(|range| range.start).min().unwrap_or(0);
        let end = ranges().map(|range| range.end).max().unwrap_or(0);
        let dialect = self.made.dialect();
        let is_kept = |range| text.get(range).is_some_and(|text| !dialect.changes(text));
        text.len() < Place::BYTES
            && text.get(start..end).is_some_and(|text| dialect.is_free_of_special(text))
            && (!dialect.changes_any() || ranges().all(is_kept))
    }
}
