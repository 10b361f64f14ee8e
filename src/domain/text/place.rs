//! Where a text that was looked for stands in another one as it is shown, so that the reader sees why it was found.

use super::fold::{fold, respelled};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Nobody sees more of a text than this at once.
const MAX_BYTES: usize = 1024;

/// A text to look for things in, folded once for all of them.
///
/// ```
/// use giftlist::domain::text::fold::needle_spellings;
/// use giftlist::domain::text::place::Haystack;
///
/// let text = "Jürgen Müller-Straß";
/// let haystack = Haystack::of(text);
/// for typed in ["mull", "muell", "Müll", "strass", "mullerstra"] {
///     assert!(haystack.place_of(&needle_spellings(typed)).is_some(), "{typed}");
/// }
/// let place = haystack.place_of(&["mull".to_string()]).unwrap();
/// assert_eq!(&text[place], "Müll");
/// ```
pub struct Haystack {
    /// As people type it in different ways.
    spellings: Vec<Folded>,
}

impl Haystack {
    pub fn of(text: &str) -> Haystack {
        let text = &text[..text.floor_char_boundary(MAX_BYTES)];
        Haystack { spellings: Spelling::of(text).map(|spelling| Folded::of(text, spelling)).collect() }
    }

    /// The bytes of the text in which any of the needles stands first, whole graphemes; `None` if none does. Needles are
    /// folded, as [`needle_spellings`](super::fold::needle_spellings) returns them.
    pub fn place_of(&self, needles: &[String]) -> Option<Range<usize>> {
        self.spellings.iter().find_map(|folded| {
            let mut needles = needles.iter().map(|needle| needle.trim()).filter(|needle| !needle.is_empty());
            needles.find_map(|needle| folded.place_of(needle))
        })
    }
}

/// What is looked through: the text as it is folded, and as people type it.
#[derive(Clone, Copy)]
struct Spelling {
    /// With ü as ue.
    is_respelled: bool,
    /// What apostrophes and hyphens become; `None` where they stay.
    signs: Option<&'static str>,
}

impl Spelling {
    /// The spellings that may differ from each other, the plain one first.
    fn of(text: &str) -> impl Iterator<Item = Spelling> {
        let has_signs = fold(text).contains(['\'', '-']);
        let respellings = [false, true].into_iter().take(if text.is_ascii() { 1 } else { 2 });
        respellings.flat_map(move |is_respelled| {
            let signs = [None, Some(""), Some(" ")].into_iter().take(if has_signs { 3 } else { 1 });
            signs.map(move |signs| Spelling { is_respelled, signs })
        })
    }
}

/// A folded text, and from which grapheme each of its bytes is; without any where each is from the byte at its own place.
#[derive(Default)]
struct Folded {
    text: String,
    graphemes: Vec<Range<usize>>,
}

impl Folded {
    fn of(text: &str, spelling: Spelling) -> Folded {
        let has_signs = text.contains(['\'', '-']) && spelling.signs.is_some();
        if text.is_ascii() && !has_signs {
            let folded = fold(text);
            if folded.len() == text.len() {
                return Folded { text: folded, graphemes: Vec::new() };
            }
        }
        let mut folded = Folded::default();
        for (start, grapheme) in text.grapheme_indices(true) {
            let place = start..start + grapheme.len();
            if grapheme.chars().all(char::is_whitespace) {
                folded.push(" ", place);
                continue;
            }
            let respelled = if spelling.is_respelled { respelled(grapheme) } else { None };
            let letters = fold(respelled.as_deref().unwrap_or(grapheme));
            match spelling.signs {
                Some(instead) if letters.contains(['\'', '-']) => {
                    folded.push(&letters.replace(['\'', '-'], instead), place)
                }
                _ => folded.push(&letters, place),
            }
        }
        folded
    }

    /// Blanks in a row are one.
    fn push(&mut self, letters: &str, grapheme: Range<usize>) {
        let is_more_blank = letters == " " && (self.text.is_empty() || self.text.ends_with(' '));
        if !is_more_blank {
            self.text.push_str(letters);
            self.graphemes.resize(self.text.len(), grapheme);
        }
    }

    fn place_of(&self, needle: &str) -> Option<Range<usize>> {
        let first = self.text.find(needle)?;
        let last = first + needle.len() - 1;
        if self.graphemes.is_empty() {
            return Some(first..last + 1);
        }
        Some(self.graphemes.get(first)?.start..self.graphemes.get(last)?.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::fold::{SPELLING_END, fold_words_into, needle_spellings};
    use proptest::prelude::*;

    #[test]
    fn the_place_is_what_the_reader_sees() {
        for (text, typed, place) in [
            ("Anna Byrne", "byr", "Byr"),
            ("O’Sullivan", "osull", "O’Sull"),
            ("Jean-Luc", "jean luc", "Jean-Luc"),
            ("Mu\u{308}ller", "muell", "Mu\u{308}ll"),
            ("Straße", "ass", "aß"),
            ("Chen 陈伟", "陈", "陈"),
            ("Anna \u{a0} Lena", "anna lena", "Anna \u{a0} Lena"),
        ] {
            let found = Haystack::of(text).place_of(&needle_spellings(typed)).unwrap_or_default();
            assert_eq!(&text[found], place, "{typed} in {text}");
        }
        assert_eq!(Haystack::of("Anna").place_of(&needle_spellings("bob")), None);
        assert_eq!(Haystack::of("Anna").place_of(&[String::new()]), None);
    }

    proptest! {
        /// Whatever a query finds in a text has a place in it.
        #[test]
        fn what_is_found_has_a_place(text in "[A-Za-zäöüßøåđéł'’ -]{1,24}", from in 0usize..24, length in 1usize..8) {
            let mut folded = String::new();
            fold_words_into(&mut folded, &text);
            for spelling in folded.split(SPELLING_END) {
                let needle: String = spelling.chars().skip(from).take(length).collect();
                if needle.trim().is_empty() || needle.contains("  ") {
                    // A sign left out between two blanks; no query has such a word.
                    continue;
                }
                let place = Haystack::of(&text).place_of(std::slice::from_ref(&needle));
                prop_assert!(place.is_some(), "{needle:?} in {text:?}");
                let mut at_place = String::new();
                fold_words_into(&mut at_place, &text[place.unwrap_or_default()]);
                prop_assert!(at_place.split(SPELLING_END).any(|it| it.contains(needle.trim())), "{needle:?} in {at_place:?}");
            }
        }
    }
}
