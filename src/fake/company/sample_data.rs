//! The sample company's data from `assets/company/`: names, offices, organisation, people made by hand. Read once.
//! Owns the shape of those files; `generate` decides who gets what.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// First and last names that go together.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Culture {
    pub(super) female: Vec<String>,
    pub(super) male: Vec<String>,
    pub(super) last: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Office {
    pub(super) name: String,
    pub(super) weight: u64,
    /// UTC offset in winter and in summer, as written after a date.
    pub(super) offset: [String; 2],
    /// `City|Country`, repeated for common ones.
    homes: Vec<String>,
    cultures: BTreeMap<String, u64>,
    /// `homes` as city and country.
    #[serde(skip)]
    pub(super) places: Vec<(String, String)>,
    /// `cultures` with their weights, as a list.
    #[serde(skip)]
    pub(super) names: Vec<(String, u64)>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Team {
    pub(super) name: String,
    pub(super) positions: Vec<String>,
}

/// A department, its teams, and the titles of head and lead.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Department {
    pub(super) name: String,
    pub(super) head: String,
    pub(super) lead: String,
    pub(super) span: u32,
    pub(super) teams: Vec<Team>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Occupation {
    pub(super) name: String,
    pub(super) weight: u64,
    pub(super) employment: String,
    pub(super) hours: Vec<String>,
    #[serde(default)]
    pub(super) fixed_term: bool,
    pub(super) title: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Organisation {
    pub(super) name: String,
    pub(super) domain: String,
    pub(super) chief: String,
    #[serde(rename = "department")]
    pub(super) departments: Vec<Department>,
    #[serde(rename = "occupation")]
    pub(super) occupations: Vec<Occupation>,
}

/// A person made by hand: the filled columns of `people.csv`. `-` stands for a value that is really empty.
pub(super) type PersonOverrides = BTreeMap<String, String>;

/// All files of `assets/company/` but the attributes.
#[derive(Debug)]
pub(super) struct SampleData {
    pub(super) cultures: BTreeMap<String, Culture>,
    pub(super) offices: Vec<Office>,
    pub(super) organisation: Organisation,
    pub(super) overrides: BTreeMap<u32, PersonOverrides>,
}

#[derive(Deserialize)]
struct Offices {
    office: Vec<Office>,
}

/// Parsed on first use. The files are part of the program and the tests parse them, hence `expect`.
pub(super) static SAMPLE_DATA: LazyLock<SampleData> = LazyLock::new(|| SampleData {
    cultures: toml::from_str(include_str!("../../../assets/company/names.toml")).expect("names.toml is sound"),
    offices: offices(include_str!("../../../assets/company/offices.toml")),
    organisation: toml::from_str(include_str!("../../../assets/company/organisation.toml"))
        .expect("organisation.toml is sound"),
    overrides: overrides(include_str!("../../../assets/company/people.csv")),
});

impl SampleData {
    pub(super) fn office(&self, name: &str) -> Option<&Office> {
        self.offices.iter().find(|office| office.name == name)
    }
}

fn offices(text: &str) -> Vec<Office> {
    let mut offices = toml::from_str::<Offices>(text).expect("offices.toml is sound").office;
    for office in &mut offices {
        let cut = |home: &String| home.split_once('|').map(|(city, country)| (city.to_owned(), country.to_owned()));
        office.places = office.homes.iter().filter_map(cut).collect();
        office.names = office.cultures.iter().map(|(name, weight)| (name.clone(), *weight)).collect();
    }
    offices
}

fn overrides(text: &str) -> BTreeMap<u32, PersonOverrides> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.deserialize::<BTreeMap<String, String>>();
    rows.map(|row| {
        let mut row = row.expect("people.csv is sound");
        row.retain(|_, value| !value.is_empty());
        let row: PersonOverrides =
            row.into_iter().map(|(column, value)| (column, visible_escapes_undone(&value))).collect();
        let seat = row.get("seat").and_then(|seat| seat.parse().ok()).expect("each row of people.csv has a seat");
        (seat, row)
    })
    .collect()
}

/// Turns `\u{1b}` into the character: the file spells hostile characters out, so that a reader sees them.
fn visible_escapes_undone(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut undone = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (digits, rest) = part.split_once('}').expect("people.csv closes its escapes");
        let code = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
        undone.push(code.expect("people.csv escapes characters"));
        undone.push_str(rest);
    }
    undone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_name_cultures_that_exist_and_homes_that_have_a_country() {
        for office in &SAMPLE_DATA.offices {
            assert_eq!(office.places.len(), office.homes.len(), "{}", office.name);
            for (culture, _) in &office.names {
                assert!(SAMPLE_DATA.cultures.contains_key(culture), "{}: {culture}", office.name);
            }
        }
    }

    #[test]
    fn every_list_that_is_drawn_from_has_something() {
        for (name, culture) in &SAMPLE_DATA.cultures {
            assert!(!(culture.female.is_empty() || culture.male.is_empty() || culture.last.is_empty()), "{name}");
        }
        for department in &SAMPLE_DATA.organisation.departments {
            assert!(!department.teams.is_empty(), "{}", department.name);
            assert!(department.teams.iter().all(|team| !team.positions.is_empty()), "{}", department.name);
        }
        assert!(SAMPLE_DATA.organisation.occupations.iter().all(|occupation| !occupation.hours.is_empty()));
    }

    #[test]
    fn escapes_in_the_file_become_characters() {
        assert_eq!(visible_escapes_undone("\\u{1b}[31mA\\u{200b}"), "\u{1b}[31mA\u{200b}");
        assert_eq!(visible_escapes_undone("plain"), "plain");
    }

    #[test]
    fn people_by_hand_only_use_known_offices_and_occupations() {
        for (seat, row) in &SAMPLE_DATA.overrides {
            let office = row.get("office").map_or("-", String::as_str);
            assert!(office == "-" || SAMPLE_DATA.office(office).is_some(), "{seat}: {office}");
            let occupations = &SAMPLE_DATA.organisation.occupations;
            assert!(occupations.iter().any(|known| Some(&known.name) == row.get("occupation")), "{seat}");
        }
    }
}
