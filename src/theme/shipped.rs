//! The themes that are shipped: `assets/themes.toml`.

use super::read::read;
use super::themes::Themes;
use std::sync::LazyLock;
use toml::de::{DeTable, DeValue};

static SHIPPED: LazyLock<Themes> = LazyLock::new(|| {
    let text = include_str!("../../assets/themes.toml");
    let file = DeTable::parse(text).expect("the file is part of the program").into_inner();
    let mut themes = Themes::NONE;
    if let Some(DeValue::Table(tables)) = file.get("themes").map(|tables| tables.get_ref()) {
        read(tables, &mut themes);
    }
    themes
});

impl Default for Themes {
    fn default() -> Themes {
        SHIPPED.clone()
    }
}
