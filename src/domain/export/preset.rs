//! Export presets: which columns a file has, under which headers, and how its cells are written.
//! The presets are data: `assets/presets.toml`.

use crate::domain::export::column::ExportColumn;
use crate::domain::export::csv::Dialect;
use crate::domain::export::format::Format;
use crate::domain::export::workbook::{MAX_PEOPLE, Sheet};
use crate::domain::people::column::{Address, Column};
use crate::domain::problem::{Kind, Problem};
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preset {
    /// The name on the command line.
    pub name: String,
    /// The name on screen.
    pub title: String,
    /// What it writes, one clause.
    pub about: String,
    /// What to know when the file is uploaded, one clause.
    pub note: Option<String>,
    pub columns: Vec<ExportColumn>,
    /// A longer list becomes several files.
    pub max_rows: Option<usize>,
    /// Whether the file is for a gifting platform: the chosen address goes into its Email column.
    pub is_for_platform: bool,
    format: Format,
    has_locale_delimiter: bool,
}

#[derive(Deserialize)]
struct Presets {
    preset: Vec<Raw>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: String,
    title: String,
    about: String,
    #[serde(default)]
    note: Option<String>,
    columns: Vec<Vec<String>>,
    #[serde(default)]
    max_rows: Option<usize>,
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

static PRESETS: LazyLock<Vec<Preset>> = LazyLock::new(|| {
    let raw: Presets =
        toml::from_str(include_str!("../../../assets/presets.toml")).expect("the file is part of the program");
    raw.preset.into_iter().map(|raw| Preset::of(raw).expect("it names columns that there are")).collect()
});

impl Preset {
    /// All, the default first.
    pub fn all() -> &'static [Preset] {
        &PRESETS
    }

    /// Finds a preset by its name.
    ///
    /// # Errors
    /// Usage: names the presets that there are.
    pub fn find(name: &str) -> Result<&'static Preset, Problem> {
        PRESETS.iter().find(|preset| preset.name == name).ok_or_else(|| {
            let names: Vec<_> = PRESETS.iter().map(|preset| preset.name.as_str()).collect();
            Problem::new(Kind::Usage, format!("there is no preset {name}"), format!("use {}", names.join(", ")))
        })
    }

    /// Whether its cells are separated as the locale, or the user, says.
    pub fn has_locale_delimiter(&self) -> bool {
        self.has_locale_delimiter
    }

    /// How its cells are written. Spreadsheets expect another delimiter in some countries: `spreadsheet_delimiter`.
    pub fn format(&self, spreadsheet_delimiter: u8) -> Format {
        match self.format {
            Format::Csv(dialect) if self.has_locale_delimiter => {
                Format::Csv(Dialect { delimiter: spreadsheet_delimiter, ..dialect })
            }
            format => format,
        }
    }

    /// Headers and columns for an address. A file that shows the fields as they are gains the chosen address as a
    /// column.
    pub fn columns_for(&self, address: Address) -> Vec<ExportColumn> {
        let mut columns = self.columns.clone();
        if address != Address::Work && !self.is_for_platform {
            columns.extend([Column::GiftEmail, Column::GiftEmailKind].map(ExportColumn::of));
        }
        columns
    }

    fn of(raw: Raw) -> Result<Preset, Problem> {
        Ok(Preset {
            columns: raw.columns.iter().map(|parts| ExportColumn::parse(parts)).collect::<Result<_, Problem>>()?,
            max_rows: match raw.workbook {
                true => Some(raw.max_rows.unwrap_or(MAX_PEOPLE).min(MAX_PEOPLE)),
                false => raw.max_rows,
            },
            note: raw.note,
            format: match raw.workbook {
                true => Format::Workbook(Sheet { header: raw.header, trim: raw.trim }),
                false => Format::Csv(Dialect {
                    byte_order_mark: raw.byte_order_mark,
                    delimiter: b',',
                    quote_all: raw.quote_all,
                    guard: raw.guard,
                    trim: raw.trim,
                    header: raw.header,
                    for_excel: raw.locale_delimiter,
                }),
            },
            is_for_platform: raw.platform,
            has_locale_delimiter: raw.locale_delimiter,
            name: raw.name,
            title: raw.title,
            about: raw.about,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fields::Field;

    #[test]
    fn every_preset_of_the_data_is_read() {
        let names: Vec<_> = Preset::all().iter().map(|preset| preset.name.as_str()).collect();
        let expected = [
            "excel",
            "workbook",
            "exact",
            "generic",
            "snappy",
            "giftogram",
            "giftbit",
            "huggg",
            "google-contacts",
            "outlook",
            "word-merge",
            "reachdesk",
            "loopandtie",
            "tango",
        ];
        assert_eq!(names, expected);
    }

    /// Catalogue: C09.
    #[test]
    fn exact_has_the_24_fields_under_the_manuals_names() {
        let columns = &Preset::find("exact").unwrap().columns;
        let names: Vec<_> = columns.iter().map(|column| column.title.as_str()).collect();
        assert_eq!(names, Field::all().map(Field::name).collect::<Vec<_>>());
    }

    #[test]
    fn a_chosen_address_is_added_or_replaces_the_email() {
        let titles = |name: &str, address| -> Vec<String> {
            Preset::find(name).unwrap().columns_for(address).into_iter().map(|column| column.title).collect()
        };
        assert!(!titles("excel", Address::Work).contains(&"gift_email".to_string()));
        assert!(titles("excel", Address::Personal).contains(&"gift_email".to_string()));
        assert_eq!(titles("generic", Address::Personal), ["First Name", "Last Name", "Email", "Country"]);
    }
}
