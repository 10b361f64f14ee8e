//! Country names as people type them in Personio, to the codes that gifting platforms want (ISO 3166-1 alpha-2).
//! The names are data: `assets/countries.toml`, and the user's own. What is not known is never guessed.

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

/// The codes of countries: those that are known, and in their place those that the user gave to names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Countries {
    own: HashMap<String, &'static str>,
}

/// Why a name gets no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoCountry {
    /// There is nothing in it that is compared.
    Name,
    /// No country has this code. With the code of the country whose name or other code it is.
    Code(Option<&'static str>),
    /// The name, perhaps in another spelling, has one of the user's already.
    Taken(&'static str),
}

impl Countries {
    /// Gives a name the code of a country, in any case.
    ///
    /// ```
    /// use giftlist::domain::countries::{Countries, NoCountry};
    ///
    /// let mut countries = Countries::default();
    /// assert_eq!(countries.add("Eire (Dublin)", "ie"), Ok(()));
    /// assert_eq!(countries.code_of("EIRE DUBLIN"), Some("IE"));
    /// assert_eq!(countries.add("Atlantis", "UK"), Err(NoCountry::Code(Some("GB"))));
    /// ```
    pub fn add(&mut self, name: &str, code: &str) -> Result<(), NoCountry> {
        let name = comparable(name);
        if name.is_empty() {
            return Err(NoCountry::Name);
        }
        let code = code_of(code).filter(|_| is_code(code)).ok_or_else(|| NoCountry::Code(code_of(code)))?;
        match self.own.get(&name) {
            Some(&taken) => Err(NoCountry::Taken(taken)),
            None => {
                self.own.insert(name, code);
                Ok(())
            }
        }
    }

    /// As [`code_of`], with the user's own names.
    pub fn code_of(&self, country: &str) -> Option<&'static str> {
        let own = || self.own.get(&comparable(country)).copied();
        if self.own.is_empty() { code_of(country) } else { own().or_else(|| code_of(country)) }
    }
}

/// Whether there is something in it that can be compared: a lone dash is no name.
pub fn is_name(country: &str) -> bool {
    !comparable(country).is_empty()
}

/// Whether two names of a country are the same but for case, accents or punctuation.
pub fn is_same_name(one: &str, other: &str) -> bool {
    comparable(one) == comparable(other)
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
