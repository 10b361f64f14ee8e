//! Export presets: which columns a file has, under which headers, and how its cells are written.
//! The presets are data: `assets/presets.toml`, and the user's own.

mod written;

use crate::domain::export::column::ExportColumn;
use crate::domain::export::csv::Dialect;
use crate::domain::export::format::Format;
use crate::domain::people::column::{Address, Column};
use crate::domain::problem::{Kind, Problem};
use std::sync::{Arc, LazyLock};
use toml::de::{DeArray, DeTable, DeValue};

pub use written::Mistake;

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

/// The shipped presets, the default first, then the user's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presets {
    all: Arc<[Preset]>,
    /// Names of those that are left out, and where they stand.
    wrong: Vec<(String, String)>,
}

static SHIPPED: LazyLock<Presets> = LazyLock::new(|| {
    let text = include_str!("../../../assets/presets.toml");
    let table = DeTable::parse(text).expect("the file is part of the program");
    let DeValue::Array(written) = table.get_ref()["preset"].get_ref() else { unreachable!("it has presets") };
    let (all, mistakes) = read(&[], written);
    assert!(mistakes.is_empty(), "the file is part of the program: {mistakes:?}");
    Presets { all: all.into(), wrong: Vec::new() }
});

/// Those that are there and those of a file.
fn read(before: &[Preset], written: &DeArray<'_>) -> (Vec<Preset>, Vec<Mistake>) {
    let (mut all, mut mistakes) = (before.to_vec(), Vec::new());
    for preset in written.iter() {
        match written::read(preset, all.iter().map(|preset| preset.name.as_str())) {
            Ok(preset) => all.push(preset),
            Err(mistake) => mistakes.push(mistake),
        }
    }
    (all, mistakes)
}

impl Default for Presets {
    /// The shipped ones.
    fn default() -> Presets {
        SHIPPED.clone()
    }
}

impl Presets {
    pub fn shipped() -> &'static Presets {
        &SHIPPED
    }

    /// With the user's own, and what is wrong about these.
    pub fn with_own(own: &DeArray<'_>) -> (Presets, Vec<Mistake>) {
        let (all, mistakes) = read(&SHIPPED.all, own);
        (Presets { all: all.into(), wrong: Vec::new() }, mistakes)
    }

    /// Remembers where one that was left out stands, to be told when somebody asks for it.
    pub fn leave_out(&mut self, name: String, place: String) {
        self.wrong.push((name, place));
    }

    /// All, the default first.
    pub fn all(&self) -> &[Preset] {
        &self.all
    }

    /// Finds a preset by its name.
    ///
    /// # Errors
    /// Usage: names the presets that there are. [`Kind::File`] for one that was left out.
    pub fn find(&self, name: &str) -> Result<&Preset, Problem> {
        if let Some(preset) = self.all.iter().find(|preset| preset.name == name) {
            return Ok(preset);
        }
        if let Some((_, place)) = self.wrong.iter().find(|(wrong, _)| wrong == name) {
            return Err(Problem::new(Kind::File, format!("the preset {name} is wrong in {place}"), "correct it there"));
        }
        let names: Vec<_> = self.all.iter().map(|preset| preset.name.as_str()).collect();
        Err(Problem::new(Kind::Usage, format!("there is no preset {name}"), format!("use {}", names.join(", "))))
    }
}

impl Preset {
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fields::Field;

    #[test]
    fn every_preset_of_the_data_is_read() {
        let names: Vec<_> = Presets::shipped().all().iter().map(|preset| preset.name.as_str()).collect();
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
        let columns = &Presets::shipped().find("exact").unwrap().columns;
        let names: Vec<_> = columns.iter().map(|column| column.title.as_str()).collect();
        assert_eq!(names, Field::all().map(Field::name).collect::<Vec<_>>());
    }

    #[test]
    fn a_chosen_address_is_added_or_replaces_the_email() {
        let titles = |name: &str, address| -> Vec<String> {
            Presets::shipped().find(name).unwrap().columns_for(address).into_iter().map(|column| column.title).collect()
        };
        assert!(!titles("excel", Address::Work).contains(&"gift_email".to_string()));
        assert!(titles("excel", Address::Personal).contains(&"gift_email".to_string()));
        assert_eq!(titles("generic", Address::Personal), ["First Name", "Last Name", "Email", "Country"]);
    }
}
