//! What makes an attribute sensitive that gifting does not need: its label or key has a word of the table.
//! The table is data, most sensitive first: `assets/sensitive.csv`. A word with `*` before it also counts inside a
//! compound (`Bruttogehalt`); one of up to four letters counts only as a whole word.

use crate::domain::checklist::attribute::Attribute;
use crate::domain::text::fold::needle_spellings;
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
    is_compound: bool,
    spellings: Vec<String>,
}

static WORDS: LazyLock<Vec<Word>> = LazyLock::new(|| {
    include_str!("../../../../assets/sensitive.csv")
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(','))
        .map(|(about, word)| {
            let plain = word.trim_start_matches('*');
            Word { about, is_compound: plain != word, spellings: needle_spellings(plain) }
        })
        .collect()
});

/// The sensitivity of an attribute, by the first word of the table that begins a word of its label or key.
pub(super) fn sensitivity(attribute: &Attribute) -> Option<Sensitivity> {
    let label: String = attribute.label.chars().take(200).collect();
    let mut texts = needle_spellings(&label);
    texts.push(attribute.key.as_str().replace('_', " "));
    let rank = WORDS.iter().position(|word| {
        word.spellings.iter().any(|spelling| texts.iter().any(|text| stands_in(text, spelling, word.is_compound)))
    })?;
    Some(Sensitivity { about: WORDS[rank].about, rank })
}

/// Whether a word of the text begins so, or is it where it is short, or has it inside where it may.
fn stands_in(text: &str, word: &str, is_compound: bool) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(word).any(|(at, _)| {
        let begins = !is_letter(text[..at].chars().next_back());
        let ends = !is_letter(text[at + word.len()..].chars().next());
        is_compound || begins && (ends || word.len() > 4)
    })
}
