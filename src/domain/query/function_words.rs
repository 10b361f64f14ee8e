//! Words and signs that people write between those that are looked for, as they would in a letter.

use crate::domain::text::fold::fold;
use crate::domain::text::signs::is_digits;

/// Words that say that somebody is not meant, folded, in the languages of Personio's users.
const NEGATIONS: &str = "not no except excepting excluding exclude excl without but minus never nicht ohne ausser \
    kein keine ausgenommen sauf sans hormis hors excepte pas niet zonder behalve geen sin \
    excepto salvo menos excluyendo senza tranne eccetto sem exceto bez oprocz nie wyjatkiem \
    haric degil disinda uten";

/// Some of them people are called, too.
const NAMES: [&str; 10] = ["no", "but", "minus", "without", "sans", "sin", "salvo", "sem", "nie", "pas"];

/// Words between the last two of a list.
const CONJUNCTIONS: [&str; 18] = [
    "and", "or", "plus", "und", "oder", "sowie", "bzw", "et", "ou", "en", "lub", "oraz", "ve", "veya", "y", "e", "i",
    "a",
];

/// What mail programs have before addresses: links, Outlook's kinds of address, and the lines of a header.
const ADDRESS_LABELS: [&str; 14] =
    ["mailto", "smtp", "to", "cc", "bcc", "from", "an", "von", "para", "de", "od", "do", "mail", "e-mail"];

pub fn is_negation(word: &str) -> bool {
    let word = fold(word);
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    NEGATIONS.split(' ').any(|known| known == word)
}

/// Whether a word is a name, although others write it to say that somebody is not meant.
pub fn is_name(word: &str) -> bool {
    let name = word.trim_matches(',');
    name.starts_with(char::is_uppercase) && NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

pub fn is_conjunction(word: &str) -> bool {
    CONJUNCTIONS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// `or` in small letters, where `OR` is meant.
pub fn or_in_small_letters(word: &str) -> Option<&'static str> {
    ["or", "oder"].into_iter().find(|known| *known == word)
}

/// Whether a name before a colon is none of a field where an address stands behind it.
pub fn is_address_label(name: &str) -> bool {
    ADDRESS_LABELS.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether a word is what lists have before their lines: `•`, `-`, `1.`, `2)`.
pub fn is_bullet(word: &str) -> bool {
    !word.contains(|c: char| c.is_alphanumeric() || "()".contains(c))
        || word.strip_suffix(['.', ')']).is_some_and(is_digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negations_are_known_in_any_spelling() {
        for word in [
            "not",
            "NOT",
            "*not*",
            "nicht.",
            "au\u{df}er",
            "AU\u{1e9e}ER",
            "except\u{e9}",
            "opr\u{f3}cz",
            "har\u{131}\u{e7}",
            "de\u{11f}il",
            "d\u{131}\u{15f}\u{131}nda",
        ] {
            assert!(is_negation(word), "{word}");
        }
        for word in ["Nott", "Anna", "nobody", ""] {
            assert!(!is_negation(word), "{word}");
        }
        assert!(is_name("Sans,") && is_name("SANS") && !is_name("sans") && !is_name("Not"));
    }
}
