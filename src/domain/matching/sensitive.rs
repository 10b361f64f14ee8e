//! What makes an attribute sensitive that gifting does not need: its label or key has a word of the table.
//! The table is data, most sensitive first: `assets/sensitive.csv`.

use super::Attribute;
use crate::domain::fold::needle_spellings;
use std::sync::LazyLock;

/// Why an attribute is sensitive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sensitivity {
    /// `pay`, `health`, …
    pub about: &'static str,
    /// Smaller is more sensitive.
    pub rank: usize,
}

struct Word {
    about: &'static str,
    spellings: Vec<String>,
}

static WORDS: LazyLock<Vec<Word>> = LazyLock::new(|| {
    include_str!("../../../assets/sensitive.csv")
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(','))
        .map(|(about, word)| Word { about, spellings: needle_spellings(word) })
        .collect()
});

/// The sensitivity of an attribute, by the first word of the table that begins a word of its label or key.
pub(super) fn sensitivity(attribute: &Attribute) -> Option<Sensitivity> {
    let label: String = attribute.label.chars().take(200).collect();
    let mut texts = needle_spellings(&label);
    texts.push(attribute.key.as_str().replace('_', " "));
    let rank = WORDS.iter().position(|word| {
        word.spellings.iter().any(|spelling| texts.iter().any(|text| begins_a_word(text, spelling)))
    })?;
    Some(Sensitivity { about: WORDS[rank].about, rank })
}

/// Whether a word of the text begins so; long words of the table also count inside a compound (`Bruttogehalt`).
fn begins_a_word(text: &str, beginning: &str) -> bool {
    text.match_indices(beginning).any(|(at, _)| {
        let starts = text[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric());
        starts || beginning.len() >= 6
    })
}
