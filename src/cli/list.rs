//! `giftlist list`: prints the people who match a query, as a table, CSV or JSON.

use super::args::{Format, GlobalArgs, ListArgs};
use super::context::CommandContext;
use super::people::{Matches, PeopleQuery, people};
use super::{clock, output};
use crate::domain::export::csv::{Cell, CsvWriter, Dialect};
use crate::domain::fields::{Field, FieldKind};
use crate::domain::people::column::{Address, Column, ColumnContext, ColumnValue};
use crate::domain::picking::search::Sorts;
use crate::domain::problem::{Kind, Problem};
use crate::domain::text::safe_text::SafeText;
use crate::jobs;
use serde_json::{Map, Value};
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
    let people = people(&cx, global).await?;
    let shown = query.shown(&kept, options.query.include_leavers);
    let matches = query.find(&people, &kept, shown, &sorts)?;
    match options.format {
        Format::Table => output::print(&table(&matches, columns.as_deref().unwrap_or(&DEFAULT_COLUMNS)))?,
        Format::Json => output::print(&json(&matches, columns.as_deref()))?,
        Format::Csv => drop(output::print_file(&csv(&matches, columns)?)?),
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

fn context(matches: &Matches) -> ColumnContext<'_> {
    ColumnContext {
        roster: &matches.roster,
        marks: &matches.marks,
        dates: matches.dates,
        address: Address::Work,
        countries: &matches.countries,
    }
}

fn table(matches: &Matches, columns: &[Column]) -> String {
    let context = context(matches);
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

fn json(matches: &Matches, columns: Option<&[Column]>) -> String {
    let context = context(matches);
    let all: Vec<Column> = match columns {
        Some(columns) => columns.to_vec(),
        None => Field::all().map(Column::Field).chain([Column::PersonioId]).collect(),
    };
    let mut text = String::from("[");
    for (place, &row) in matches.rows.iter().enumerate() {
        text.push_str(if place == 0 { "\n" } else { ",\n" });
        let object: Map<String, Value> =
            all.iter().map(|column| (column.id().to_string(), json_value(*column, &context, row))).collect();
        text.push_str(&output::escape_json(&Value::Object(object)));
    }
    text.push_str("\n]\n");
    text
}

fn json_value(column: Column, context: &ColumnContext, row: crate::domain::people::bits::Row) -> Value {
    if let Some(field) = column.field()
        && field.info().kind == FieldKind::Picture
    {
        return Value::Bool(context.roster.has_picture(row));
    }
    match column.value(context, row) {
        ColumnValue::Number(number) => number.into(),
        ColumnValue::Text(text) | ColumnValue::Trusted(text) if text.is_empty() => Value::Null,
        ColumnValue::Text(text) | ColumnValue::Trusted(text) => text.into_owned().into(),
    }
}

fn csv(matches: &Matches, columns: Option<Vec<Column>>) -> Result<Vec<u8>, Problem> {
    let columns =
        columns.unwrap_or_else(|| [Column::PersonioId].into_iter().chain(Field::all().map(Column::Field)).collect());
    let context = context(matches);
    let mut bytes = Vec::new();
    let mut write = || -> std::io::Result<()> {
        let mut csv = CsvWriter::new(&mut bytes, Dialect::PLAIN)?;
        csv.header(&columns.iter().map(|column| column.id()).collect::<Vec<_>>())?;
        for &row in matches.rows.iter() {
            let values: Vec<ColumnValue> = columns.iter().map(|column| column.value(&context, row)).collect();
            csv.row(values.iter().map(Cell::from))?;
        }
        csv.finish().map(drop)
    };
    write()
        .map_err(|error| Problem::new(Kind::File, format!("the list cannot be made, {error}"), "try fewer columns"))?;
    Ok(bytes)
}
