//! `giftlist list`: prints the people who match a query, as a table, CSV or JSON.

use super::args::{Format, GlobalArgs, ListArgs};
use super::context::CommandContext;
use super::people::{Matches, PeopleQuery, last_or_synced, opened};
use super::{clock, output};
use crate::domain::export::column::ExportColumn;
use crate::domain::export::csv::Dialect;
use crate::domain::export::csv_lines::CsvLines;
use crate::domain::export::csv_table::CsvTable;
use crate::domain::fields::Field;
use crate::domain::people::People;
use crate::domain::people::batch::each_row;
use crate::domain::people::bits::Row;
use crate::domain::people::column::{Address, Column, ColumnContext, ColumnValue};
use crate::domain::people::roster::Roster;
use crate::domain::picking::search::Sorts;
use crate::domain::problem::{Kind, Problem};
use crate::domain::text::safe_text::SafeText;
use crate::jobs;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt::Write;

/// The columns of the table when none are named; CSV and JSON then have all fields.
const DEFAULT_COLUMNS: [Column; 6] = [
    Column::Name,
    Column::Field(Field::Email),
    Column::Field(Field::Department),
    Column::Field(Field::Office),
    Column::Field(Field::HireDate),
    Column::Field(Field::Status),
];
/// Wider cells of the table are cut; in columns of the terminal.
const MAX_CELL_COLUMNS: usize = 40;

/// Exit 1 if nobody matches.
pub async fn run(global: &GlobalArgs, options: &ListArgs) -> Result<u8, Problem> {
    let query = PeopleQuery::parse(&options.query, clock::today()?)?;
    let columns = options.query.columns.as_deref().map(Column::list).transpose()?;
    let sorts = options.sort.as_deref().map(Sorts::parse).transpose()?.unwrap_or_default();
    let cx = CommandContext::read(global)?;
    let query = query.with_countries(&cx.config.countries);
    let kept = jobs::kept::kept(&cx.job)?;
    query.check(&kept)?;
    let shown = query.shown(&kept, options.query.include_leavers);
    let listed = |people: &People| {
        let matches = query.matches(people, &kept, shown.clone(), &sorts)?;
        let list = match options.format {
            Format::Table => table(&matches, columns.as_deref().unwrap_or(&DEFAULT_COLUMNS)).into_bytes(),
            Format::Json => json(&matches, columns.as_deref()),
            Format::Csv => csv(&matches, columns.as_deref()),
        };
        Ok::<_, Problem>((matches, list))
    };
    let people = opened(&cx, global).await?;
    let (mut matches, mut list) = listed(&people)?;
    if let Err(problem) = jobs::people::check(&cx.job, &people.roster) {
        (matches, list) = listed(&last_or_synced(&cx, global, Err(problem)).await?)?;
    }
    query.tell(&matches, &kept, &sorts);
    match options.format {
        Format::Csv => drop(output::print_file(&list)?),
        Format::Table | Format::Json => output::write(&list)?,
    }
    matches.report_past_gift_date();
    matches.report_odd();
    matches.report_hidden();
    if matches.rows.is_empty() {
        output::note("nobody matches: widen the query");
        return Ok(Kind::No.exit_code());
    }
    Ok(0)
}

/// Reads the values of rows in a column, by its place.
fn read<'a>(columns: &[Column], context: &ColumnContext<'a>) -> impl Fn(usize, &[Row], &mut Vec<ColumnValue<'a>>) {
    |column, rows, values| columns[column].values(context, rows, |value| values.push(value))
}

/// Pieces of the list, made of some rows each, one behind another. `make` may get the room of an earlier one.
fn in_pieces<T: Default + Send>(
    matches: &Matches,
    make: impl Fn(&ColumnContext, &[Row], &mut T) + Sync,
    bytes: impl Fn(&T) -> &[u8],
    mut list: Vec<u8>,
) -> Vec<u8> {
    let make = |roster: &Roster, rows: &[Row], piece: &mut T| make(&context(matches, roster), rows, piece);
    let take = |piece: &mut T| {
        list.extend_from_slice(bytes(piece));
        Ok::<_, Infallible>(())
    };
    let Ok(()) = matches.roster.each_in_order(&matches.rows, make, take);
    list
}

fn context<'a>(matches: &'a Matches, roster: &'a Roster) -> ColumnContext<'a> {
    ColumnContext {
        roster,
        marks: &matches.marks,
        dates: matches.dates,
        address: Address::Work,
        countries: &matches.countries,
    }
}

fn table(matches: &Matches, columns: &[Column]) -> String {
    let context = context(matches, &matches.roster);
    let mut lines: Vec<Vec<SafeText>> =
        vec![columns.iter().map(|column| SafeText::of(&column.title_for(&matches.roster))).collect()];
    for &row in matches.rows.iter() {
        lines.push(columns.iter().map(|column| SafeText::of(&column.value(&context, row).text())).collect());
    }
    let widths: Vec<usize> = (0..columns.len())
        .map(|place| lines.iter().map(|line| line[place].width()).max().unwrap_or(0).min(MAX_CELL_COLUMNS))
        .collect();
    let mut text = String::new();
    for line in &lines {
        let start = text.len();
        for (cell, &width) in line.iter().zip(&widths) {
            let fit = cell.truncate_to_width(width);
            let blanks = width.saturating_sub(SafeText::of(&fit).width());
            let _ = write!(text, "{fit}{:blanks$}  ", "");
        }
        text.truncate(start + text[start..].trim_end().len());
        text.push('\n');
    }
    text
}

fn json(matches: &Matches, columns: Option<&[Column]>) -> Vec<u8> {
    // By name, each once: what an object is made of.
    let all: BTreeMap<&str, Column> = match columns {
        Some(columns) => columns.iter().map(|column| (column.id(), *column)).collect(),
        None => {
            Field::all().map(Column::Field).chain([Column::PersonioId]).map(|column| (column.id(), column)).collect()
        }
    };
    let columns: Vec<Column> = all.values().copied().collect();
    let names: Vec<String> = all.keys().map(|id| format!("\"{id}\":")).collect();
    let is_picture: Vec<bool> = columns.iter().map(|&column| column == Column::Field(Field::ProfilePicture)).collect();
    let objects = |context: &ColumnContext, rows: &[Row], json: &mut String| {
        json.clear();
        each_row(columns.len(), rows, read(&columns, context), |values| {
            for (place, value) in values.enumerate() {
                json.push_str(if place == 0 { "\n{" } else { "," });
                json.push_str(&names[place]);
                match value {
                    ColumnValue::Number(number) => drop(write!(json, "{number}")),
                    value if is_picture[place] => json.push_str(&value.text()),
                    value => match &*value.text() {
                        "" => json.push_str("null"),
                        text => output::push_json_text(json, text),
                    },
                }
            }
            json.push_str("},");
        });
    };
    let mut list = in_pieces(matches, objects, String::as_bytes, vec![b'[']);
    // Nothing follows the last one.
    if !matches.rows.is_empty() {
        list.pop();
    }
    list.extend_from_slice(b"\n]\n");
    list
}

fn csv(matches: &Matches, columns: Option<&[Column]>) -> Vec<u8> {
    let columns = columns.map_or_else(
        || [Column::PersonioId].into_iter().chain(Field::all().map(Column::Field)).collect(),
        <[Column]>::to_vec,
    );
    let ids: Vec<&str> = columns.iter().map(|column| column.id()).collect();
    let columns: Vec<ExportColumn> = columns.into_iter().map(ExportColumn::of_list).collect();
    let table = CsvTable::new(&matches.roster, &columns, Dialect::PLAIN, matches.rows.len());
    let lines = |context: &ColumnContext, rows: &[Row], lines: &mut CsvLines| {
        lines.clear();
        table.write(context, rows, lines);
    };
    in_pieces(matches, lines, CsvLines::bytes, table.head(&ids).0)
}
