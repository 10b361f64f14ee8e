//! A preset as it is written in TOML, in `assets/presets.toml` and by users, and what is wrong about it.

use super::Preset;
use crate::domain::export::column::ExportColumn;
use crate::domain::export::csv::Dialect;
use crate::domain::export::format::Format;
use crate::domain::export::workbook::{MAX_PEOPLE, Sheet};
use serde::Deserialize;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeValue, ValueDeserializer};

/// What is said of a preset that does not say it itself.
const ABOUT: &str = "one of your own";

/// What is wrong about a preset, which is left out then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Bytes of the text.
    pub at: Range<usize>,
    /// Not made safe to show.
    pub what: String,
    /// The preset's name, if it has one.
    pub name: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: Spanned<String>,
    title: Option<Spanned<String>>,
    about: Option<String>,
    note: Option<String>,
    columns: Spanned<Vec<Spanned<Vec<String>>>>,
    max_rows: Option<Spanned<usize>>,
    #[serde(default = "yes")]
    header: bool,
    #[serde(default)]
    byte_order_mark: bool,
    #[serde(default)]
    quote_all: bool,
    #[serde(default)]
    guard: bool,
    #[serde(default)]
    trim: bool,
    #[serde(default)]
    platform: bool,
    #[serde(default)]
    locale_delimiter: bool,
    #[serde(default)]
    workbook: bool,
}

fn yes() -> bool {
    true
}

/// Reads a preset; `known` are the names that are taken.
pub fn read<'a>(preset: &Spanned<DeValue<'_>>, known: impl Iterator<Item = &'a str>) -> Result<Preset, Mistake> {
    let written = Written::deserialize(ValueDeserializer::from(preset.clone()))
        .map_err(|error| (error.span().unwrap_or(preset.span()), error.message().to_string()));
    written.and_then(|written| written.checked(known)).map_err(|(at, what)| {
        let name = preset.get_ref().get("name").and_then(|name| name.get_ref().as_str()).map(str::to_string);
        Mistake { at, what, name }
    })
}

impl Written {
    fn checked<'a>(self, mut known: impl Iterator<Item = &'a str>) -> Result<Preset, (Range<usize>, String)> {
        let name = self.name.get_ref();
        let wrong_name = |what: &str| Err((self.name.span(), what.to_string()));
        if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || "-_".contains(c)) {
            return wrong_name("a name has letters, digits, - and _, and at least one of them");
        }
        if known.any(|known| known.eq_ignore_ascii_case(name)) {
            return wrong_name(&format!("there is a preset {name} already"));
        }
        if self.workbook && (self.byte_order_mark || self.quote_all || self.guard || self.locale_delimiter) {
            return wrong_name(
                "byte_order_mark, quote_all, guard and locale_delimiter are of CSV, and a workbook is none",
            );
        }
        if let Some(title) = self.title.as_ref().filter(|title| title.get_ref().trim().is_empty()) {
            return Err((title.span(), "the title is empty".into()));
        }
        if let Some(most) = self.max_rows.as_ref().filter(|most| *most.get_ref() == 0) {
            return Err((most.span(), "a file of 0 people is none".into()));
        }
        if self.columns.get_ref().is_empty() {
            return Err((self.columns.span(), "it has no columns".into()));
        }
        let column = |parts: &Spanned<Vec<String>>| {
            ExportColumn::parse(parts.get_ref()).map_err(|problem| (parts.span(), problem.to_string()))
        };
        let columns = self.columns.get_ref().iter().map(column).collect::<Result<_, _>>()?;
        let max_rows = self.max_rows.map(Spanned::into_inner);
        Ok(Preset {
            columns,
            max_rows: match self.workbook {
                true => Some(max_rows.unwrap_or(MAX_PEOPLE).min(MAX_PEOPLE)),
                false => max_rows,
            },
            note: self.note,
            format: match self.workbook {
                true => Format::Workbook(Sheet { header: self.header, trim: self.trim }),
                false => Format::Csv(Dialect {
                    byte_order_mark: self.byte_order_mark,
                    delimiter: b',',
                    quote_all: self.quote_all,
                    guard: self.guard,
                    trim: self.trim,
                    header: self.header,
                    for_excel: self.locale_delimiter,
                }),
            },
            is_for_platform: self.platform,
            has_locale_delimiter: self.locale_delimiter,
            title: self.title.map_or_else(|| name.clone(), Spanned::into_inner),
            about: self.about.unwrap_or_else(|| ABOUT.into()),
            name: self.name.into_inner(),
        })
    }
}
