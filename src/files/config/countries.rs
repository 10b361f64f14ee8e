//! `[countries]` of `config.toml`: the codes that the user gave to names of countries.

use super::warnings::Wrong;
use crate::domain::countries::{Countries, NoCountry};
use crate::domain::unknown_name::UnknownName;
use toml::de::{DeTable, DeValue};

/// Those of a file, and what is wrong about them; a name that is wrong is left out.
pub fn read(table: &DeTable<'_>) -> (Countries, Vec<Wrong>) {
    let (mut countries, mut wrong) = (Countries::default(), Vec::new());
    let Some(own) = table.get("countries") else { return (countries, wrong) };
    let DeValue::Table(names) = own.get_ref() else {
        let what = "countries are names with their codes, such as \"Eire\" = \"IE\" below [countries]";
        return (countries, vec![Wrong { at: own.span().start, what: what.into() }]);
    };
    // The first of two spellings stands.
    let mut names: Vec<_> = names.iter().collect();
    names.sort_unstable_by_key(|(name, _)| name.span().start);
    for (name, code) in names {
        let mut is_wrong = |at: std::ops::Range<usize>, what: String| wrong.push(Wrong { at: at.start, what });
        let DeValue::String(text) = code.get_ref() else {
            is_wrong(code.span(), "the code of a country is a text, such as \"IE\"".into());
            continue;
        };
        match countries.add(name.get_ref(), text) {
            Ok(()) => {}
            Err(NoCountry::Name) => is_wrong(name.span(), "a country needs a name".into()),
            Err(NoCountry::Code(meant)) => {
                let mut unknown = UnknownName::of(text, []);
                unknown.suggestion = meant.map(Into::into);
                is_wrong(code.span(), unknown.to_string());
            }
            Err(NoCountry::Taken(code)) => {
                is_wrong(name.span(), format!("this country stands here in another spelling, with the code {code}"));
            }
        }
    }
    (countries, wrong)
}
