//! A column of a file: what stands in it, under which title, and how its dates are written.

use crate::domain::calendar::Day;
use crate::domain::fields::{Field, TextField};
use crate::domain::people::bits::Row;
use crate::domain::people::column::{Address, Column, ColumnContext, ColumnValue, EmailKind};
use crate::domain::people::roster::Roster;
use crate::domain::problem::{Kind, Problem};
use std::borrow::Cow;

/// Before a text that is the same for everybody.
const CONSTANT: &str = "text:";
/// What a pattern of dates may have, longest first.
const TOKENS: [&str; 5] = ["YYYY", "MM", "DD", "M", "D"];

/// What stands in a text for everybody in the place of which something is put.
const PLACES: [&str; 3] = ["{YYYY}", "{MM}", "{kind}"];

/// Whether there are dates in it, and no letters that would stand there as they are. A birthday has no year.
fn is_pattern(pattern: &str, column: Column) -> bool {
    let (mut rest, mut others) = (pattern, String::new());
    let mut parts = Vec::new();
    while let Some(first) = rest.chars().next() {
        match TOKENS.iter().find(|token| rest.starts_with(**token)) {
            Some(token) => {
                parts.push(token.chars().next());
                rest = &rest[token.len()..];
            }
            None => {
                others.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    let each_once = ['Y', 'M', 'D'].iter().all(|part| parts.iter().filter(|it| **it == Some(*part)).count() <= 1);
    let has_year = parts.contains(&Some('Y')) && column == Column::Field(Field::Birthday);
    !parts.is_empty() && each_once && !has_year && !others.contains(['Y', 'y', 'm', 'd', 'h', 'H', 's', 'Q'])
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportColumn {
    pub title: String,
    content: Content,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Content {
    Column(Column),
    /// First and last name, without the blanks around each: in the middle they would stay.
    Name,
    /// A date, written by a pattern such as `MM/DD/YYYY`.
    Date(Column, String),
    /// `{YYYY}` and `{MM}` are those of the gift date, `{kind}` is `Work` or `Home`, as the person's address.
    Constant(String),
}

impl Content {
    fn of(column: Column) -> Content {
        if column == Column::Name { Content::Name } else { Content::Column(column) }
    }
}

impl ExportColumn {
    /// A column under its own title.
    pub fn of(column: Column) -> ExportColumn {
        ExportColumn { title: column.title().into(), content: Content::of(column) }
    }

    /// The same with its values as a list shows them, blanks included.
    pub fn of_list(column: Column) -> ExportColumn {
        ExportColumn { title: column.title().into(), content: Content::Column(column) }
    }

    /// From `[id]`, `[id, title]` or `[id, title, pattern]`; the id may be `text:` with what stands in every row.
    ///
    /// # Errors
    /// Usage: an unknown column, a pattern without a date, or for a column that is none.
    pub fn parse(parts: &[String]) -> Result<ExportColumn, Problem> {
        let wrong = |what: String, remedy: &str| Problem::new(Kind::Usage, what, remedy);
        let (id, title, pattern) = match parts {
            [id] => (id, None, None),
            [id, title] => (id, Some(title), None),
            [id, title, pattern] => (id, Some(title), Some(pattern)),
            _ => return Err(wrong("a column has no name".into(), "write it as [\"hire_date\", \"Hire Date\"]")),
        };
        if let Some(text) = id.strip_prefix(CONSTANT) {
            let rest = PLACES.iter().fold(text.to_string(), |text, place| text.replace(place, ""));
            if rest.contains(['{', '}']) {
                return Err(wrong(format!("{text} has a place that is not known"), "use {YYYY}, {MM} or {kind}"));
            }
            let title = title.cloned().unwrap_or_default();
            return Ok(ExportColumn { title, content: Content::Constant(text.into()) });
        }
        let column = Column::parse(id)?;
        let title = title.map_or(column.title(), String::as_str).to_string();
        let content = match pattern {
            None => Content::of(column),
            Some(_) if !column.is_date() => {
                return Err(wrong(format!("{id} is no date"), "leave its pattern out"));
            }
            Some(pattern) if !is_pattern(pattern, column) => {
                return Err(wrong(format!("{pattern} is no pattern of dates"), "write it as MM/DD/YYYY"));
            }
            Some(pattern) => Content::Date(column, pattern.clone()),
        };
        Ok(ExportColumn { title, content })
    }

    /// The column of the people that it shows; `None` if it is the same text for everybody.
    pub fn column(&self) -> Option<Column> {
        match &self.content {
            Content::Column(column) | Content::Date(column, _) => Some(*column),
            Content::Name => Some(Column::Name),
            Content::Constant(_) => None,
        }
    }

    /// The column, where its values are not written by a pattern.
    pub fn plain_column(&self) -> Option<Column> {
        match &self.content {
            Content::Column(column) => Some(*column),
            Content::Name | Content::Date(..) | Content::Constant(_) => None,
        }
    }

    pub fn is_unread(&self, roster: &Roster, address: Address) -> bool {
        self.column().is_some_and(|column| column.is_unread(roster, address))
    }

    pub fn value<'a>(&self, context: &ColumnContext<'a>, row: Row) -> ColumnValue<'a> {
        match &self.content {
            Content::Name => {
                let parts =
                    [TextField::FirstName, TextField::LastName].map(|part| context.roster.text(part, row).trim());
                ColumnValue::Text(parts.join(" ").trim().to_string().into())
            }
            Content::Column(column) => column.value(context, row),
            Content::Date(column, pattern) => {
                ColumnValue::Trusted(by_pattern(&column.value(context, row).text(), pattern).into())
            }
            Content::Constant(text) => {
                let day = context.dates.gift_date.to_string();
                let kind = context.address.of(context.roster, context.marks, row).map(|(_, kind)| kind);
                let kind = if kind == Some(EmailKind::Personal) { "Home" } else { "Work" };
                let text = text.replace("{YYYY}", &day[..4]).replace("{MM}", &day[5..7]).replace("{kind}", kind);
                ColumnValue::Text(Cow::Owned(text))
            }
        }
    }
}

impl ExportColumn {
    /// The values of some rows, in their order: what they have in common is looked up once.
    pub fn values<'a>(&self, context: &ColumnContext<'a>, rows: &[Row], mut take: impl FnMut(ColumnValue<'a>)) {
        match &self.content {
            Content::Column(column) => column.values(context, rows, take),
            _ => rows.iter().for_each(|&row| take(self.value(context, row))),
        }
    }

    /// Whether it may have text that is not of giftlist's own making.
    pub fn is_text(&self) -> bool {
        match &self.content {
            Content::Column(column) => column.is_text(),
            Content::Date(..) => false,
            Content::Name | Content::Constant(_) => true,
        }
    }
}

/// A date `2026-12-24`, or a birthday `12-24`, as a pattern says; what is empty stays so. A birthday has no year.
fn by_pattern(date: &str, pattern: &str) -> String {
    let with_year =
        |date: &str| Day::parse(date).map(|day| (Some(day.date().year()), day.date().month(), day.date().day()));
    let without = || date.split_once('-').and_then(|(month, day)| Some((None, month.parse().ok()?, day.parse().ok()?)));
    let Some((year, month, day)) = with_year(date).or_else(without) else { return String::new() };
    let mut text = String::new();
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        let Some(token) = TOKENS.into_iter().find(|token| rest.starts_with(token)) else {
            text.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        match token {
            "YYYY" => text.push_str(&year.map(|year| format!("{year:04}")).unwrap_or_default()),
            "MM" => text.push_str(&format!("{month:02}")),
            "DD" => text.push_str(&format!("{day:02}")),
            "M" => text.push_str(&month.to_string()),
            _ => text.push_str(&day.to_string()),
        }
        rest = &rest[token.len()..];
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_by_the_pattern() {
        for (date, pattern, expected) in [
            ("2026-02-09", "MM/DD/YYYY", "02/09/2026"),
            ("2026-02-09", "D.M.YYYY", "9.2.2026"),
            ("02-09", "MM/DD", "02/09"),
            ("", "MM/DD/YYYY", ""),
        ] {
            assert_eq!(by_pattern(date, pattern), expected, "{date} {pattern}");
        }
    }

    #[test]
    fn what_is_no_column_is_refused() {
        let parse = |parts: &[&str]| {
            let parts: Vec<String> = parts.iter().map(|part| part.to_string()).collect();
            ExportColumn::parse(&parts).map(|column| column.title).map_err(|problem| problem.to_string())
        };
        assert_eq!(parse(&["hire_date", "Hired", "MM/DD/YYYY"]), Ok("Hired".into()));
        assert_eq!(parse(&["country_code"]), Ok("country_code".into()));
        assert_eq!(parse(&["text:x", "Label"]), Ok("Label".into()));
        assert_eq!(parse(&["office", "Office", "MM"]), Err("office is no date: leave its pattern out".into()));
        assert!(parse(&["hire_date", "Hired", "x"]).unwrap_err().contains("is no pattern of dates"));
        assert!(parse(&["hired"]).unwrap_err().contains("there is no column hired"));
        assert!(parse(&[]).is_err());
    }
}
