//! Folding: the form in which texts are compared, so that `muller` finds Müller, `strasse` Straße and `lukasz` Łukasz.
//! A folded text has no control characters, so it can never contain the separators of the roster's search text.
//!
//! Latin, Greek and Cyrillic letters become ASCII. Other scripts are compared as lowercase NFKC: their transliterations
//! would find the wrong people.

use crate::domain::text::hidden::is_hidden;
use icu_normalizer::ComposingNormalizerBorrowed;
use std::borrow::Cow;

/// Separates the fields of a person's search text.
pub const FIELD_END: char = '\u{1f}';
/// Separates the spellings of one field.
pub const SPELLING_END: char = '\u{1e}';

/// Folds a text for comparing: lower case, no accents, no hidden characters, one blank for each run of blanks, and
/// none at the ends. Folding twice changes nothing more.
///
/// ```
/// use giftlist::domain::text::fold::fold;
///
/// assert_eq!(fold("  Éabha  Müller-Straße "), "eabha muller-strasse");
/// assert_eq!(fold("李小龍"), "李小龍");
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(&mut folded, text);
    folded
}

/// Appends the folded text, and after a [`SPELLING_END`] its respelling, with ü as ue, where that differs.
pub fn fold_spellings_into(out: &mut String, text: &str) {
    let start = out.len();
    fold_into(out, text);
    if !text.is_ascii()
        && let Some(respelled) = respelled(text)
    {
        let mut other = String::new();
        fold_into(&mut other, &respelled);
        if other != out[start..] {
            out.push(SPELLING_END);
            out.push_str(&other);
        }
    }
}

/// As [`fold_spellings_into`], and each spelling with apostrophes and hyphens also without them, and with blanks for them:
/// people type `osullivan` and `jean luc`. Not for an email or a number, where they tell two apart.
pub fn fold_words_into(out: &mut String, text: &str) {
    let start = out.len();
    fold_spellings_into(out, text);
    add_without_signs(out, start);
}

/// Adds the spellings without apostrophes and hyphens to those that begin there.
fn add_without_signs(out: &mut String, start: usize) {
    if !out[start..].contains(['\'', '-']) || out[start..].contains('@') {
        return;
    }
    let spellings: Vec<String> = out[start..].split(SPELLING_END).map(str::to_string).collect();
    for spelling in spellings {
        let spaced = spelling.replace(['\'', '-'], " ");
        for other in [spelling.replace(['\'', '-'], ""), spaced.split_whitespace().collect::<Vec<_>>().join(" ")] {
            if !other.is_empty() && other != spelling {
                out.push(SPELLING_END);
                out.push_str(&other);
            }
        }
    }
}

/// The spellings that a search word may have: folded, with ü as ue where that differs, and without apostrophes and hyphens.
/// Never empty; a word that folds to nothing has the one spelling `""`.
///
/// ```
/// use giftlist::domain::text::fold::needle_spellings;
///
/// assert_eq!(needle_spellings("Müller"), ["muller", "mueller"]);
/// assert_eq!(needle_spellings("mueller"), ["mueller"]);
/// assert_eq!(needle_spellings("-dublin"), ["-dublin"]);
/// ```
pub fn needle_spellings(text: &str) -> Vec<String> {
    let mut all = String::new();
    fold_spellings_into(&mut all, text);
    // With a digit it is a number, where a hyphen tells two apart; one at the start is no hyphen, and without it the text
    // would mean the opposite of what it says.
    if !text.contains(|c: char| c.is_ascii_digit()) && !all.starts_with('-') {
        add_without_signs(&mut all, 0);
    }
    all.split(SPELLING_END).map(str::to_string).collect()
}

fn fold_into(out: &mut String, text: &str) {
    let start = out.len();
    if text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'`') {
        // An email or a number: nothing but the case changes.
        out.push_str(text);
        out[start..].make_ascii_lowercase();
        return;
    }
    if text.is_ascii() {
        for byte in text.bytes() {
            push_folded(out, start, char::from(byte.to_ascii_lowercase()));
        }
        trim_end(out, start);
        return;
    }
    // NFKC makes a blank with an accent of it, and people an apostrophe.
    let text = if text.contains('\u{b4}') { Cow::Owned(text.replace('\u{b4}', "'")) } else { Cow::Borrowed(text) };
    let composed = ComposingNormalizerBorrowed::new_nfkc().normalize(&text);
    for c in composed.chars() {
        if c.is_ascii() {
            push_folded(out, start, c.to_ascii_lowercase());
        } else if is_hidden(c) || is_combining(c) {
            continue;
        } else if is_european(c) {
            for ascii in any_ascii::any_ascii_char(c).chars() {
                push_folded(out, start, ascii.to_ascii_lowercase());
            }
        } else {
            for lower in c.to_lowercase() {
                push_folded(out, start, lower);
            }
        }
    }
    trim_end(out, start);
}

/// Appends a character; runs of blanks and controls become one blank, none at the start.
fn push_folded(out: &mut String, start: usize, c: char) {
    if c.is_whitespace() || c.is_control() {
        if out.len() > start && !out.ends_with(' ') {
            out.push(' ');
        }
    } else {
        out.push(if c == '`' { '\'' } else { c });
    }
}

fn trim_end(out: &mut String, start: usize) {
    if out.len() > start && out.ends_with(' ') {
        out.pop();
    }
}

/// The text as its language writes it where a letter is not at hand: German ü as ue, Danish ø as oe and å as aa, Serbian
/// and Croatian đ as dj; `None` if it has no such letter.
pub(super) fn respelled(text: &str) -> Option<String> {
    let composed = ComposingNormalizerBorrowed::new_nfc().normalize(text);
    let respelled = |c: char| match c {
        'ä' | 'Ä' => Some("ae"),
        'ö' | 'Ö' | 'ø' | 'Ø' => Some("oe"),
        'ü' | 'Ü' => Some("ue"),
        'å' | 'Å' => Some("aa"),
        'đ' | 'Đ' => Some("dj"),
        _ => None,
    };
    composed.chars().any(|c| respelled(c).is_some()).then(|| {
        composed.chars().fold(String::with_capacity(composed.len() + 4), |mut out, c| {
            match respelled(c) {
                Some(letters) => out.push_str(letters),
                None => out.push(c),
            }
            out
        })
    })
}

fn is_european(c: char) -> bool {
    matches!(c, '\u{a0}'..='\u{24f}' | '\u{250}'..='\u{2cf}' | '\u{370}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}'
        | '\u{1e00}'..='\u{1fff}' | '\u{2010}'..='\u{2027}' | '\u{2032}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}')
}

/// Accents that stand by themselves because no letter with them exists: they are dropped as accents are.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Catalogue: B11, B20.
    #[test]
    fn names_fold_to_what_people_type() {
        for (name, typed) in [
            ("Müller", "muller"),
            ("Mu\u{308}ller", "muller"),
            ("Straße", "strasse"),
            ("GROẞ", "gross"),
            ("Łukasz Øster", "lukasz oster"),
            ("Nguyễn Đặng", "nguyen dang"),
            ("İpek", "ipek"),
            ("Éabha Ní Bhriain", "eabha ni bhriain"),
            ("Ольга", "ol'ga"),
            ("Mül\u{200b}ler", "muller"),
            ("  Anna \t Lena ", "anna lena"),
            ("李小龍", "李小龍"),
            ("ＡＢＣ", "abc"),
        ] {
            assert_eq!(fold(name), typed, "{name}");
        }
    }

    #[test]
    fn names_are_found_as_they_are_respelled() {
        for (name, typed) in [
            ("Søren", "soeren"),
            ("København", "koebenhavn"),
            ("Århus", "aarhus"),
            ("Aarhus", "århus"),
            ("Đorđe", "djordje"),
            ("Đorđe", "dorde"),
            ("Þóra", "thora"),
            ("Müller-Lüdenscheidt", "muellerluedenscheidt"),
            ("O'Sullivan", "osullivan"),
            ("D’Arcy", "darcy"),
            ("D’Arcy", "d arcy"),
            ("Oʼneil", "oneil"),
            ("O´Neil", "oneil"),
            ("O`Neil", "o'neil"),
            ("O\u{2032}Neil", "oneil"),
            ("OSullivan", "o'sullivan"),
            ("Jean Luc", "jean-luc"),
            ("Jean-Luc", "jean luc"),
            ("Jean‐Luc", "jeanluc"),
            ("Jean-Luc", "jean-luc"),
            ("Ольга", "olga"),
        ] {
            let mut line = String::new();
            fold_words_into(&mut line, name);
            let found = |needle: &String| line.split(SPELLING_END).any(|spelling| spelling == needle);
            assert!(needle_spellings(typed).iter().any(found), "{typed} in {line:?}");
        }
        let mut email = String::new();
        fold_words_into(&mut email, "anna-lena@x.example");
        assert_eq!(email, "anna-lena@x.example");
    }

    #[test]
    fn the_respelling_is_a_second_one() {
        assert_eq!(needle_spellings("Größe"), ["grosse", "groesse"]);
        assert_eq!(needle_spellings("muller"), ["muller"]);
        let mut line = String::new();
        fold_spellings_into(&mut line, "Jürgen Müller");
        assert_eq!(line, "jurgen muller\u{1e}juergen mueller");
    }

    proptest! {
        #[test]
        fn a_folded_text_has_no_controls_and_folds_to_itself(text in "\\PC{0,40}|.{0,20}") {
            let folded = fold(&text);
            prop_assert!(!folded.chars().any(char::is_control), "{folded:?}");
            prop_assert_eq!(fold(&folded), folded);
        }
    }
}
