//! Letters that look like others: a name with one Cyrillic а among Latin letters is another name that looks the same.
//! <https://www.unicode.org/reports/tr39/#Mixed_Script_Detection>

/// Alphabets with letters that cannot be told apart.
#[derive(Clone, Copy, PartialEq)]
enum Alphabet {
    Latin,
    Greek,
    Cyrillic,
}

/// Whether a word of the text has letters of two alphabets that look alike.
///
/// ```
/// use giftlist::domain::text::alphabets::mixes_alphabets;
///
/// assert!(mixes_alphabets("\u{410}nna"));
/// assert!(!mixes_alphabets("Анна Müller-Иванова"));
/// ```
pub fn mixes_alphabets(text: &str) -> bool {
    !text.is_ascii()
        && text.split(|c: char| !c.is_alphabetic()).any(|word| {
            let mut letters = word.chars().filter_map(alphabet);
            letters.next().is_some_and(|first| letters.any(|other| other != first))
        })
}

fn alphabet(c: char) -> Option<Alphabet> {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Some(Alphabet::Latin),
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some(Alphabet::Greek),
        '\u{400}'..='\u{52f}' => Some(Alphabet::Cyrillic),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_alphabet_a_word_is_usual() {
        for name in ["Anna", "Łukasz Nguyễn", "Ольга", "Ольга Smith", "Γιώργος", "李小龍 Li", "O'Neill-Ковач", "1а"]
        {
            assert!(!mixes_alphabets(name), "{name}");
        }
        for name in ["\u{410}nna", "Sm\u{456}th", "\u{39f}livia Byrne", "Li \u{391}nna"] {
            assert!(mixes_alphabets(name), "{name}");
        }
    }
}
