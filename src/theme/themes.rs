//! The themes that there are, by name, and what one chooses among them.

use super::palette::Palette;
use super::terminal::{Background, Colours};
use std::collections::BTreeMap;

/// Those that are chosen for a terminal: by its background, while that is not known, and where there are no colours.
const DARK: &str = "dark";
const LIGHT: &str = "light";
pub const NEUTRAL: &str = "neutral";
const MONO: &str = "mono";

#[derive(Clone, Debug, PartialEq)]
pub struct Themes(BTreeMap<String, Palette>);

impl Themes {
    /// None at all.
    pub(super) const NONE: Themes = Themes(BTreeMap::new());

    pub(super) fn get(&self, name: &str) -> Option<Palette> {
        self.0.get(name).copied()
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub(super) fn insert(&mut self, name: &str, palette: Palette) {
        self.0.insert(name.into(), palette);
    }

    /// What to draw with, in the colours of a terminal: the theme of this name, or the one for the background that has
    /// `-dark` or `-light` behind that name; without a name those that are shipped for each.
    pub fn choose(&self, name: Option<&str>, colours: Colours) -> Choice {
        let mono = self.shipped(MONO);
        let on = |background: Option<&str>| {
            let for_background = background.and_then(|background| match name {
                Some(name) => self.get(&format!("{name}-{background}")),
                None => self.get(background),
            });
            let palette = for_background.or_else(|| self.get(name?));
            palette.unwrap_or_else(|| self.shipped(NEUTRAL)).brought_down(colours, &mono)
        };
        Choice { unknown: on(None), dark: on(Some(DARK)), light: on(Some(LIGHT)) }
    }

    fn shipped(&self, name: &str) -> Palette {
        self.get(name).unwrap_or(Palette::EMPTY)
    }
}

/// What to draw with on each background.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    unknown: Palette,
    dark: Palette,
    light: Palette,
}

impl Choice {
    pub fn on(&self, background: Option<Background>) -> Palette {
        match background {
            None => self.unknown,
            Some(Background::Dark) => self.dark,
            Some(Background::Light) => self.light,
        }
    }

    /// Whether it is another one on another background, so that it is worth asking for it.
    pub fn depends_on_background(&self) -> bool {
        self.dark != self.light
    }
}
