//! Themes as they are written: tables of a TOML file, ours or the user's. What is not understood is a mistake with its
//! place, and ignored otherwise.

use super::colour::Rgb;
use super::look::Look;
use super::palette::{Meaning, Palette};
use super::themes::{NEUTRAL, Themes};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What a table has besides looks.
const BASE: &str = "base";
const BACKGROUND: &str = "background";
const CONTRAST: &str = "contrast";

/// Something that is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Bytes of the text.
    pub at: Range<usize>,
    /// The part of it that is wrong; `None` if all of it is.
    pub word: Option<String>,
    /// What could stand there; nothing if it is no name.
    pub known: Vec<String>,
}

/// Adds the themes of a table to those that there are. One that has the name of another changes it; a new one changes its
/// `base`, or else `neutral`.
pub fn read(tables: &DeTable<'_>, themes: &mut Themes) -> Vec<Mistake> {
    let before = themes.clone();
    let mut mistakes = Vec::new();
    for (name, theme) in tables {
        let name = name.get_ref().as_ref();
        match theme.get_ref() {
            DeValue::Table(table) => themes.insert(name, palette(name, table, &before, &mut mistakes)),
            _ => mistakes.push(Mistake::of(theme, None)),
        }
    }
    mistakes.sort_by_key(|mistake| mistake.at.start);
    mistakes
}

fn palette(name: &str, table: &DeTable<'_>, themes: &Themes, mistakes: &mut Vec<Mistake>) -> Palette {
    let own = themes.get(name).or_else(|| themes.get(NEUTRAL)).unwrap_or(Palette::EMPTY);
    let base = table.get(BASE).map(|base| base_of(base, themes).map_err(|mistake| mistakes.push(mistake)));
    let mut palette = base.and_then(Result::ok).unwrap_or(own);
    for (part, value) in table {
        let set = match part.get_ref().as_ref() {
            BASE => Ok(()),
            BACKGROUND => backgrounds(value).map(|it| palette.backgrounds = it),
            CONTRAST => contrast(value).map(|it| palette.contrast = it),
            part_name => match Meaning::named(part_name) {
                Some(meaning) => look(value).map(|it| palette.set(meaning, it)),
                None => Err(Mistake { at: part.span(), word: Some(part_name.into()), known: parts() }),
            },
        };
        mistakes.extend(set.err());
    }
    palette
}

fn parts() -> Vec<String> {
    [BASE, BACKGROUND, CONTRAST].into_iter().chain(Meaning::ALL.map(|(name, _)| name)).map(str::to_string).collect()
}

fn base_of(value: &Spanned<DeValue<'_>>, themes: &Themes) -> Result<Palette, Mistake> {
    let DeValue::String(name) = value.get_ref() else { return Err(Mistake::of(value, None)) };
    let known = || themes.names().map(str::to_string).collect();
    themes.get(name).ok_or_else(|| Mistake { known: known(), ..Mistake::of(value, Some(name)) })
}

fn look(value: &Spanned<DeValue<'_>>) -> Result<Look, Mistake> {
    let text = match value.get_ref() {
        DeValue::String(text) => text.as_ref(),
        DeValue::Integer(number) => number.as_str(),
        _ => return Err(Mistake::of(value, None)),
    };
    let known = || Look::words().map(str::to_string).collect();
    Look::parse(text).map_err(|word| Mistake { known: known(), ..Mistake::of(value, Some(word)) })
}

/// One background, or both ends of them.
fn backgrounds(value: &Spanned<DeValue<'_>>) -> Result<[Rgb; 2], Mistake> {
    let background = |value: &Spanned<DeValue<'_>>| match value.get_ref() {
        DeValue::String(text) => Rgb::parse(text).ok_or_else(|| Mistake::of(value, Some(text))),
        _ => Err(Mistake::of(value, None)),
    };
    match value.get_ref() {
        DeValue::Array(ends) if ends.len() == 2 => Ok([background(&ends[0])?, background(&ends[1])?]),
        _ => background(value).map(|it| [it, it]),
    }
}

fn contrast(value: &Spanned<DeValue<'_>>) -> Result<f64, Mistake> {
    let number = match value.get_ref() {
        DeValue::Integer(number) => number.as_str().parse().ok(),
        DeValue::Float(number) => number.as_str().parse().ok(),
        _ => None,
    };
    number.filter(|it| (1.0..=21.0).contains(it)).ok_or_else(|| Mistake::of(value, None))
}

impl Mistake {
    fn of(value: &Spanned<DeValue<'_>>, word: Option<&str>) -> Mistake {
        Mistake { at: value.span(), word: word.map(str::to_string), known: vec![] }
    }
}
