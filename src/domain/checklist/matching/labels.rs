//! The labels that a field goes by in the languages of accounts, and when two labels are the same.
//! The labels are data: `assets/aliases.csv`.

use crate::domain::fields::Field;
use icu_normalizer::ComposingNormalizerBorrowed;
use std::sync::LazyLock;

/// A label that a field goes by.
pub(super) struct Alias {
    pub(super) field: Field,
    language: String,
    label: String,
    spellings: [String; 2],
}

pub(super) static ALIASES: LazyLock<Vec<Alias>> = LazyLock::new(|| {
    let table = include_str!("../../../../assets/aliases.csv");
    csv::Reader::from_reader(table.as_bytes())
        .records()
        .filter_map(Result::ok)
        .filter_map(|record| {
            let (field, language, label) = (Field::parse(record.get(0)?)?, record.get(1)?, record.get(2)?);
            Some(Alias { field, language: language.into(), label: label.into(), spellings: spellings(label) })
        })
        .collect()
});

/// Whether a field goes by a label.
pub(super) fn goes_by(field: Field, label: &str) -> bool {
    let wanted = spellings(label);
    let equal = |alias: &Alias| alias.spellings.iter().any(|spelling| wanted.contains(spelling));
    !wanted[0].is_empty() && ALIASES.iter().any(|alias| alias.field == field && equal(alias))
}

/// The label that a field goes by in a language (`en`, `de`), where it is known.
pub fn label_in(field: Field, language: &str) -> Option<&'static str> {
    ALIASES.iter().find(|alias| alias.field == field && alias.language == language).map(|alias| alias.label.as_str())
}

impl Alias {
    /// The label in lower case.
    pub(super) fn label(&self) -> &str {
        &self.spellings[0]
    }
}

/// A label without what does not tell labels apart: compatible forms (NFKC, so that a no-break space is a blank), case,
/// runs of blanks; as written, and with ä as ae. Accents and scripts do tell them apart.
fn spellings(label: &str) -> [String; 2] {
    let compatible = ComposingNormalizerBorrowed::new_nfkc().normalize(label).to_lowercase();
    let plain = compatible.split_whitespace().collect::<Vec<_>>().join(" ").replace('ß', "ss");
    let spelled = plain.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue");
    [plain, spelled]
}
