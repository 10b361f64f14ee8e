//! Country names as people type them in Personio, to the codes that gifting platforms want (ISO 3166-1 alpha-2).
//! The names are data: `assets/countries.toml`. What is not known is never guessed.

use crate::domain::text::fold::fold;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

static KNOWN: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let countries: BTreeMap<String, Vec<String>> =
        toml::from_str(include_str!("../../assets/countries.toml")).expect("the file is part of the program");
    let mut known = HashMap::new();
    for (code, names) in countries {
        for name in names.iter().chain([&code]) {
            known.insert(comparable(name), code.clone());
        }
    }
    known
});

/// The code of a country, by name or code, whatever its case, accents or punctuation; `None` if it is not known.
///
/// ```
/// use giftlist::domain::countries::code_of;
///
/// assert_eq!(code_of("Deutschland"), Some("DE"));
/// assert_eq!(code_of(" u.s.a. "), Some("US"));
/// assert_eq!(code_of("Atlantis"), None);
/// ```
pub fn code_of(country: &str) -> Option<&'static str> {
    KNOWN.get(&comparable(country)).map(String::as_str)
}

/// Whether it is the code of a country, in any case.
pub fn is_code(code: &str) -> bool {
    code.len() == 2 && code_of(code).is_some_and(|known| known.eq_ignore_ascii_case(code))
}

/// Folded, letters and digits only, with one blank for each run of blanks.
fn comparable(name: &str) -> String {
    let letters: String = fold(name).chars().filter(|c| c.is_alphanumeric() || c.is_whitespace()).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_many_spellings_are_known() {
        for (name, code) in [
            ("Ireland", "IE"),
            ("ÉIRE", "IE"),
            ("Vereinigtes Königreich", "GB"),
            ("Vereinigtes Koenigreich", "GB"),
            ("U.K.", "GB"),
            ("gb", "GB"),
            ("USA", "US"),
            ("Côte d’Ivoire", "CI"),
            ("Österreich", "AT"),
            ("DEU", "DE"),
            ("Česko", "CZ"),
        ] {
            assert_eq!(code_of(name), Some(code), "{name}");
        }
        for name in ["", "Atlantis", "Korea", "-", "D"] {
            assert_eq!(code_of(name), None, "{name}");
        }
        assert!(is_code("ie") && !is_code("UK") && !is_code("DEU"));
    }

    #[test]
    fn every_country_has_its_code_among_its_names() {
        assert_eq!(KNOWN.values().collect::<std::collections::HashSet<_>>().len(), 250);
    }
}
