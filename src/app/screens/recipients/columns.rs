//! Which columns the table has: those of the settings, or what the user showed instead.

use super::RecipientsScreen;
use crate::domain::fields::Field;
use crate::domain::people::column::Column;
use crate::domain::picking::session::{Session, ShownColumns};

/// The columns behind the name, unless config.toml names others.
pub const DEFAULT_COLUMNS: [Column; 7] = [
    Column::Field(Field::Email),
    Column::Field(Field::Office),
    Column::Field(Field::HireDate),
    Column::Field(Field::Department),
    Column::Field(Field::Team),
    Column::Field(Field::Position),
    Column::Field(Field::Country),
];

/// The columns of the settings, or whatever the user showed instead of them.
pub fn columns_of(session: &Session, settings: &[Column]) -> Vec<Column> {
    let settings = if settings.is_empty() { &DEFAULT_COLUMNS } else { settings };
    let kept = session.columns.as_ref().filter(|kept| kept.instead_of == ids(settings));
    let kept = kept.and_then(|kept| kept.shown.iter().map(|id| Column::parse(id).ok()).collect::<Option<Vec<_>>>());
    kept.unwrap_or_else(|| settings.to_vec())
}

fn ids(columns: &[Column]) -> Vec<String> {
    columns.iter().map(|column| column.id().to_string()).collect()
}

impl RecipientsScreen {
    /// The columns for the next start, where they are not those of the settings.
    pub fn kept_columns(&self, settings: &[Column]) -> Option<ShownColumns> {
        let settings = if settings.is_empty() { &DEFAULT_COLUMNS } else { settings };
        let is_changed = self.columns != settings;
        is_changed.then(|| ShownColumns { shown: ids(&self.columns), instead_of: ids(settings) })
    }
}
