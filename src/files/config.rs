//! `config.toml`: the admin's settings and pins; no secret. Mistakes are reported with line and column. What giftlist
//! changes are pins, the separator for Excel, and codes of countries; comments and everything else stay as they were.

mod countries;
mod keys;
mod presets;
mod warnings;

pub use keys::KeyChange;
pub use warnings::{MAX_WARNINGS, Warning};

use super::atomic;
use super::private::{lock_of, make_private_parent, read_trusted};
use crate::domain::checklist::attribute::AttributeKey;
use crate::domain::checklist::matching::{Pin, Pins};
use crate::domain::countries::{Countries, is_same_name};
use crate::domain::export::preset::Presets;
use crate::domain::fields::Field;
use crate::domain::opaque::without_opaque_words;
use crate::domain::people::column::Column;
use crate::domain::problem::{Kind, Problem};
use crate::domain::text::words::in_plain_words;
use crate::theme::{self, Mistake, Themes};
use keys::TomlKeys;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml_edit::{DocumentMut, InlineTable, Item, TableLike, Value};
use warnings::{Lines, line_and_column, warnings};

/// The newest version of the file's format that this program understands; a file without a version is taken as such.
const VERSION: u32 = 1;
const MAX_BYTES: u64 = 1024 * 1024;

#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// The attributes that the admin chose for fields.
    pub pins: Pins,
    /// From this age on, in days, people on disk are not used without a new sync.
    pub max_age_days: u32,
    /// Whether the people are kept on disk between runs.
    pub keeps_people: bool,
    /// Personio's address; `None` for the usual one. Not checked here.
    pub base_url: Option<String>,
    /// A PEM file with certificates to trust in addition to the system's.
    pub ca_file: Option<PathBuf>,
    /// The columns of the table; empty for the default ones.
    pub columns: Vec<Column>,
    /// The formats of an export, with those of the file.
    pub presets: Presets,
    /// The codes of countries, with those of the file.
    pub countries: Arc<Countries>,
    /// The delimiter of CSV for Excel, `,` or `;`; `None` to derive it from the locale.
    pub excel_delimiter: Option<u8>,
    /// The shipped ones and those of the file.
    pub themes: Themes,
    /// The name of one of them; `None` to choose by the terminal's background.
    pub theme: Option<String>,
    /// The user's own keys. Not checked here.
    pub keys: Vec<KeyChange>,
    /// Whether clicks and the wheel work.
    pub mouse: bool,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            pins: Pins::new(),
            max_age_days: 7,
            keeps_people: true,
            base_url: None,
            ca_file: None,
            columns: Vec::new(),
            presets: Presets::default(),
            countries: Arc::default(),
            excel_delimiter: None,
            themes: Themes::default(),
            theme: None,
            keys: Vec::new(),
            mouse: false,
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct TomlConfig {
    version: Option<u32>,
    max_age_days: Option<u32>,
    cache: Option<CacheMode>,
    base_url: Option<String>,
    ca_file: Option<PathBuf>,
    columns: Vec<String>,
    excel_delimiter: Option<Delimiter>,
    theme: Option<String>,
    mouse: bool,
    pins: BTreeMap<String, TomlPin>,
    keys: TomlKeys,
}

/// Written as `{ key = "dynamic_12", label = "Gender" }`, or as the key alone.
struct TomlPin {
    key: String,
    label: String,
}

impl<'de> Deserialize<'de> for TomlPin {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<TomlPin, D::Error> {
        #[derive(Deserialize)]
        struct Parts {
            key: String,
            #[serde(default)]
            label: String,
        }
        struct Pin;
        impl<'de> Visitor<'de> for Pin {
            type Value = TomlPin;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an attribute's key, or { key = …, label = … }")
            }

            fn visit_str<E>(self, key: &str) -> Result<TomlPin, E> {
                Ok(TomlPin { key: key.into(), label: String::new() })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<TomlPin, A::Error> {
                let Parts { key, label } = Parts::deserialize(MapAccessDeserializer::new(map))?;
                Ok(TomlPin { key, label })
            }
        }
        deserializer.deserialize_any(Pin)
    }
}

#[derive(Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum CacheMode {
    File,
    None,
}

#[derive(Clone, Copy, Deserialize)]
enum Delimiter {
    #[serde(rename = ",")]
    Comma,
    #[serde(rename = ";")]
    Semicolon,
}

/// Reads the settings, with defaults for those that the file does not set, and warnings about what is ignored. A file
/// that does not exist has the defaults.
///
/// # Errors
/// For invalid TOML or a value of the wrong type, with line and column; when others can change the file; when it is of
/// a newer version.
pub fn load(path: &Path) -> Result<(Config, Vec<Warning>), Problem> {
    let text = read(path)?;
    let table = DeTable::parse(&text).map_err(|error| invalid(path, &text, error.span(), error.message()))?;
    let written: TomlConfig = toml::from_str(&text).map_err(|error| {
        let is_value = |value: &Spanned<DeValue>| error.span().is_some_and(|at| value.span().contains(&at.start));
        let setting = table.get_ref().iter().find(|(_, value)| is_value(value));
        let setting = setting.map(|(name, _)| format!("{}: ", name.get_ref())).unwrap_or_default();
        invalid(path, &text, error.span(), &format!("{setting}{}", error.message()))
    })?;
    if let Some(version) = written.version.filter(|&version| version > VERSION) {
        return Err(too_new(path, version));
    }
    let mut pins = Pins::new();
    for (name, TomlPin { key, label }) in written.pins {
        let Some(field) = Field::parse(&name) else { continue };
        let key = AttributeKey::from(key.as_str());
        if pins.insert(field, Pin { key, label }).is_some() {
            return Err(invalid(path, &text, None, &format!("{field} is pinned twice")));
        }
    }
    let mut themes = Themes::default();
    let mistakes = read_themes(table.get_ref(), &mut themes);
    let lines = Lines::of(&text);
    let (countries, mut wrong) = countries::read(table.get_ref());
    let (presets, wrong_presets) = presets::read(table.get_ref(), path, &lines);
    wrong.extend(wrong_presets);
    let config = Config {
        pins,
        max_age_days: written.max_age_days.unwrap_or(Config::default().max_age_days),
        keeps_people: written.cache != Some(CacheMode::None),
        base_url: written.base_url,
        ca_file: written.ca_file,
        columns: written.columns.iter().filter_map(|name| Column::parse(name).ok()).collect(),
        presets,
        countries: Arc::new(countries),
        excel_delimiter: written.excel_delimiter.map(|delimiter| match delimiter {
            Delimiter::Comma => b',',
            Delimiter::Semicolon => b';',
        }),
        theme: written.theme.filter(|name| themes.has(name)),
        themes,
        keys: written.keys.changes(|at| lines.line(at)),
        mouse: written.mouse,
    };
    Ok((config, warnings(&text, table.get_ref(), &mistakes, &wrong)))
}

/// Adds the themes of the file to those that there are; what is wrong about them, and about the choice of one.
fn read_themes(table: &DeTable<'_>, themes: &mut Themes) -> Vec<Mistake> {
    let mut mistakes = match table.get("themes").map(|own| (own.get_ref(), own.span())) {
        Some((DeValue::Table(own), _)) => theme::read(own, themes),
        Some((_, at)) => vec![Mistake { at, word: None, known: vec![] }],
        None => vec![],
    };
    if let Some(chosen) = table.get("theme")
        && let DeValue::String(name) = chosen.get_ref()
        && !themes.has(name)
    {
        let known = themes.names().map(str::to_string).collect();
        mistakes.push(Mistake { at: chosen.span(), word: Some(name.to_string()), known });
    }
    mistakes
}

fn read(path: &Path) -> Result<String, Problem> {
    let bytes = read_trusted(path, MAX_BYTES)?.unwrap_or_default();
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        invalid(path, &String::from_utf8_lossy(error.as_bytes()), Some(at..at), "it is not UTF-8")
    })
}

/// Sets which attribute is read for a field; `None` removes the setting. The rest of the file stays, comments included.
///
/// # Errors
/// When the file is invalid already, of a newer version, or cannot be written; it is then untouched.
pub fn pin(path: &Path, field: Field, pin: Option<&Pin>) -> Result<(), Problem> {
    change(path, |document| {
        if pin.is_none() && !document.contains_key("pins") {
            return Ok(());
        }
        let pins = document.entry("pins").or_insert_with(toml_edit::table).as_table_like_mut();
        set(pins.ok_or("pins is not a table")?, field, pin);
        Ok(())
    })
}

/// Sets the delimiter of CSV for Excel, `,` or `;`. The rest of the file stays, comments included.
///
/// # Errors
/// As [`pin`].
pub fn set_excel_delimiter(path: &Path, delimiter: u8) -> Result<(), Problem> {
    change(path, |document| {
        let value = Value::from(char::from(delimiter).to_string());
        set_value(document.as_table_mut(), "excel_delimiter", value);
        Ok(())
    })
}

/// Sets the code of a country by its name as in Personio; the name may stand there in another spelling. The rest of the
/// file stays, comments included.
///
/// # Errors
/// As [`pin`], and for a name or a code that would not be understood.
pub fn set_country(path: &Path, name: &str, code: &str) -> Result<(), Problem> {
    Countries::default().add(name, code).map_err(|_| {
        Problem::new(Kind::Usage, "a country needs a name and a code of two letters", "use a code such as IE")
    })?;
    change(path, |document| {
        let countries = document.entry("countries").or_insert_with(toml_edit::table).as_table_like_mut();
        let countries = countries.ok_or("countries is not a table")?;
        let same = countries.iter().map(|(known, _)| known).find(|known| is_same_name(known, name));
        let key = same.unwrap_or(name.trim()).to_string();
        set_value(countries, &key, code.to_ascii_uppercase().into());
        Ok(())
    })
}

/// Sets a value; a comment at the end of its line stays.
fn set_value(table: &mut dyn TableLike, key: &str, mut value: Value) {
    match table.get_mut(key) {
        Some(Item::Value(old)) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        _ => drop(table.insert(key, Item::Value(value))),
    }
}

fn change(path: &Path, edit: impl FnOnce(&mut DocumentMut) -> Result<(), &'static str>) -> Result<(), Problem> {
    // Of two changes at once the second sees the first.
    make_private_parent(path)?;
    let _lock = lock_of(path);
    load(path)?;
    let text = read(path)?;
    let invalid_toml = |error: toml_edit::TomlError| invalid(path, &text, error.span(), error.message());
    let mut document: DocumentMut = text.parse().map_err(invalid_toml)?;
    edit(&mut document).map_err(|reason| invalid(path, &text, None, reason))?;
    let changed = document.to_string();
    if changed == text {
        return Ok(());
    }
    if changed.len() as u64 > MAX_BYTES {
        let what = format!("{} would be larger than {MAX_BYTES} bytes", path.display());
        return Err(Problem::new(Kind::File, what, "remove from it what is not needed"));
    }
    atomic::replace(path, |out| out.write_all(changed.as_bytes()))?;
    Ok(())
}

fn set(pins: &mut dyn TableLike, field: Field, pin: Option<&Pin>) {
    let name = pins.iter().map(|(name, _)| name).find(|name| Field::parse(name) == Some(field)).map(str::to_string);
    let Some(pin) = pin else {
        name.map(|name| pins.remove(&name));
        return;
    };
    let mut chosen = InlineTable::new();
    chosen.insert("key", pin.key.as_str().into());
    chosen.insert("label", pin.label.as_str().into());
    let name = name.unwrap_or_else(|| field.name().to_string());
    set_value(pins, &name, Value::InlineTable(chosen));
}

fn invalid(path: &Path, text: &str, span: Option<Range<usize>>, reason: &str) -> Problem {
    let at = span
        .map(|span| line_and_column(text, span.start))
        .map(|(line, column)| format!(", line {line}, column {column}"));
    // The reason quotes what stands there, and that may be a secret that was pasted into the wrong place.
    let reason = in_plain_words(&without_opaque_words(reason).replace('\n', ", "));
    let what = format!("{}{}, {reason}", path.display(), at.unwrap_or_default());
    Problem::new(Kind::File, what, "correct it there, or move the file away")
}

fn too_new(path: &Path, version: u32) -> Problem {
    let what = format!("{} is of a newer giftlist (version {version}, this one knows {VERSION})", path.display());
    Problem::new(Kind::File, what, "update giftlist; the file is left as it is")
}

#[cfg(test)]
mod tests;
