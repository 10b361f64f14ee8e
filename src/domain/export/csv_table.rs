//! A CSV file of people: its head and its lines.

use super::column::ExportColumn;
use super::csv::{Cell, CsvCells, Dialect};
use super::csv_column::{Batch, CsvColumn, ReadyDays};
use super::csv_lines::{CsvLines, Place};
use super::written::Written;
use crate::domain::people::bits::Row;
use crate::domain::people::column::ColumnContext;
use crate::domain::people::roster::Roster;

/// Few enough rows that their cells stay near the processor.
const ROWS: usize = 64;

/// The columns of a file, and how its lines are made.
pub struct CsvTable<'a> {
    dialect: Dialect,
    columns: Vec<CsvColumn<'a>>,
}

impl<'a> CsvTable<'a> {
    /// For so many of the people.
    pub fn new(roster: &Roster, columns: &'a [ExportColumn], dialect: Dialect, people: usize) -> CsvTable<'a> {
        let days = ReadyDays::default();
        let columns = columns.iter().map(|column| CsvColumn::new(roster, column, dialect, people, &days)).collect();
        CsvTable { dialect, columns }
    }

    /// What stands before the lines: the byte order mark, where the dialect has one, and the columns' names, guarded as the cells
    /// are, unless it has no header.
    pub fn head(&self, names: &[&str]) -> (Vec<u8>, Written) {
        let (mut head, mut cells) = (Vec::new(), CsvCells::new(self.dialect));
        if self.dialect.byte_order_mark {
            head.extend_from_slice("\u{FEFF}".as_bytes());
        }
        if self.dialect.header {
            let places: Vec<Place> = names.iter().map(|name| cells.push(Cell::Text(name))).collect();
            let mut lines = CsvLines::default();
            lines.push(self.dialect.row(), places.into_iter().map(|place| (cells.bytes(), place)));
            head.extend_from_slice(lines.bytes());
        }
        (head, Written { guarded: cells.guarded(), ..Written::default() })
    }

    /// Appends the lines of some rows.
    pub fn write(&self, context: &ColumnContext, rows: &[Row], lines: &mut CsvLines) -> Written {
        let mut written = Written { rows: rows.len() as u64, ..Written::default() };
        let mut batches: Vec<Batch> = self.columns.iter().map(|_| Batch::new(self.dialect)).collect();
        let around = self.dialect.row();
        lines.expect_rows(rows.len());
        for rows in rows.chunks(ROWS) {
            for (column, batch) in self.columns.iter().zip(&mut batches) {
                written.guarded += column.read(context, rows, batch);
                debug_assert_eq!(batch.cells().1.len(), rows.len());
            }
            let columns: Vec<(&[u8], &[Place])> = batches.iter().map(Batch::cells).collect();
            for row in 0..rows.len() {
                let place = |places: &[Place]| places.get(row).map_or(Place::default(), |place| *place);
                lines.push(around, columns.iter().map(|(bytes, places)| (*bytes, place(places))));
            }
        }
        written
    }
}

#[cfg(test)]
mod tests {
    use super::super::formula::tests::hostile;
    use super::*;
    use crate::domain::calendar::{Dates, Day, MonthDay};
    use crate::domain::fields::{DateField, Fields, TextField};
    use crate::domain::people::column::{Address, Column};
    use crate::domain::people::employee::{Employee, PersonId, SupervisorRef};
    use crate::domain::people::marks::Marks;
    use crate::domain::people::roster::RosterBuilder;
    use proptest::prelude::*;

    /// What a table writes, and the same cell by cell.
    fn written(roster: &Roster, rows: &[Row], dialect: Dialect) -> ((String, Written), (String, Written)) {
        let today = Day::parse("2026-12-01").unwrap();
        let context = ColumnContext {
            roster,
            marks: &Marks::on(today, roster),
            dates: Dates { today, gift_date: today },
            address: Address::Work,
            countries: &Default::default(),
        };
        let columns: Vec<ExportColumn> = Column::all().map(ExportColumn::of).collect();
        let text = |lines: &CsvLines| String::from_utf8(lines.bytes().to_vec()).unwrap();
        let mut lines = CsvLines::default();
        let table = CsvTable::new(roster, &columns, dialect, rows.len()).write(&context, rows, &mut lines);
        let (mut cells, mut one_by_one) = (CsvCells::new(dialect), CsvLines::default());
        for &row in rows {
            let value = |column: &ExportColumn| cells.push((&column.value(&context, row)).into());
            let places: Vec<Place> = columns.iter().map(value).collect();
            one_by_one.push(dialect.row(), places.into_iter().map(|place| (cells.bytes(), place)));
        }
        let expected = Written { rows: rows.len() as u64, guarded: cells.guarded(), ..Written::default() };
        ((text(&lines), table), (text(&one_by_one), expected))
    }

    fn person(id: u64) -> impl Strategy<Value = Employee> {
        let texts = [TextField::FirstName, TextField::Team, TextField::Email].map(|field| (Just(field), hostile()));
        let hired = proptest::option::of(-400_000..50_000);
        let born = proptest::option::of((1..=12_u8, 1..=28_u8));
        let supervisor = proptest::option::of((1..9_u64, hostile()));
        (texts, hired, born, supervisor, any::<bool>()).prop_map(move |(texts, hired, born, supervisor, picture)| {
            let mut employee = Employee::new(PersonId(id));
            for (field, text) in texts {
                employee = employee.with(field, &text);
            }
            employee.dates[DateField::HireDate as usize] = hired.and_then(Day::from_number);
            let birthday = born.and_then(|(month, day)| MonthDay::new(month, day));
            let supervisor = supervisor.map(|(id, name)| SupervisorRef { id: Some(PersonId(id)), name });
            Employee { birthday, supervisor, picture, ..employee }
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        /// Catalogue: C03, C05, C07, C08, F14.
        #[test]
        fn cells_are_the_same_wherever_they_come_from(
            people in (1..=6_u64).prop_map(|count| (1..=count).map(person).collect::<Vec<_>>()).prop_flat_map(|it| it),
            chosen in proptest::collection::vec(0..6_usize, 0..6),
            (semicolon, quote_all, guard, trim) in any::<(bool, bool, bool, bool)>(),
        ) {
            let mut builder = RosterBuilder::new();
            people.into_iter().for_each(|person| _ = builder.push(person));
            let roster = builder.finish(Fields::ALL);
            let all: Vec<Row> = roster.rows().collect();
            let some: Vec<Row> = chosen.iter().filter_map(|&row| all.get(row).copied()).collect();
            let delimiter = if semicolon { b';' } else { b',' };
            let dialect = Dialect { delimiter, quote_all, guard, trim, ..Dialect::PLAIN };
            for rows in [all, some] {
                let (table, one_by_one) = written(&roster, &rows, dialect);
                prop_assert_eq!(table, one_by_one);
            }
        }
    }

    /// So many that days are made ready, and several blocks.
    #[test]
    fn cells_of_very_many_are_the_same() {
        let mut builder = RosterBuilder::new();
        for id in 1..=30_000 {
            let hired = Day::from_number(id as i32 * 2 - 20_000).filter(|_| id % 7 > 0);
            let mut employee = Employee::new(PersonId(id))
                .with(TextField::FirstName, ["Zoë", "Ann, the", "=1", "\"Q\""][id as usize % 4])
                .with(TextField::LastName, &format!("L{}", id % 1_000))
                .with(TextField::Team, ["Blue", "+Red", ""][id as usize % 3]);
            employee.dates[DateField::HireDate as usize] = hired;
            let supervisor = (id % 5 > 0).then(|| SupervisorRef { id: Some(PersonId(id / 5)), name: "Jo".into() });
            builder.push(Employee { supervisor, ..employee });
        }
        let roster = builder.finish(Fields::ALL);
        let rows: Vec<Row> = roster.rows().filter(|row| row.index() % 97 > 0).collect();
        let (table, one_by_one) = written(&roster, &rows, Dialect { guard: true, ..Dialect::PLAIN });
        assert!(table == one_by_one);
    }
}
