//! Saved lists: fixed ones are people, by Personio's id; live ones are queries, evaluated anew each time.

use crate::domain::people::bits::Bits;
use crate::domain::people::employee::PersonId;
use crate::domain::people::roster::Roster;
use crate::domain::text::fold::fold;
use crate::domain::text::words::{counted, grouped};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

/// Lists that are always there.
pub const READY: [(&str, &str); 6] = [
    ("birthdays next month", "birthday:next-month"),
    ("anniversaries next month", "anniversary:next-month"),
    ("round anniversaries next month", "round:next-month"),
    ("started in the last 30 days", "hired:last-30d"),
    ("starting in the next 30 days", "hired:next-30d"),
    ("without email", "missing:email"),
];

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Content {
    Query(String),
    People(BTreeSet<u64>),
}

impl fmt::Display for Content {
    /// The query, or how many people there are.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Content::Query(query) if query.is_empty() => f.write_str("everybody"),
            Content::Query(query) => f.write_str(query),
            Content::People(ids) => f.write_str(&counted(ids.len(), "person", "people")),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    pub name: String,
    #[serde(flatten)]
    pub content: Content,
    /// Who was in its last exported file, and when; of a live list, to tell what is different next time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_export: Option<LastExport>,
}

impl List {
    fn ready(name: &str, query: &str) -> List {
        List { name: name.into(), content: Content::Query(query.into()), last_export: None }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastExport {
    /// As `2026-12-01`.
    pub on: String,
    pub people: BTreeSet<u64>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lists(Vec<List>);

impl Lists {
    /// All of them, the saved ones first.
    pub fn all(&self) -> impl Iterator<Item = Cow<'_, List>> {
        let ready = READY.into_iter().filter(|(name, _)| !self.is_saved(name));
        self.0.iter().map(Cow::Borrowed).chain(ready.map(|(name, query)| Cow::Owned(List::ready(name, query))))
    }

    /// A list by its name, whatever its case or accents: a saved one, or one that is always there.
    pub fn find(&self, name: &str) -> Option<List> {
        let wanted = fold(name);
        let saved = self.0.iter().find(|list| fold(&list.name) == wanted).cloned();
        saved.or_else(|| {
            let (name, query) = READY.into_iter().find(|(name, _)| *name == wanted)?;
            Some(List::ready(name, query))
        })
    }

    /// The names of all of them, the saved ones first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let ready = READY.into_iter().map(|(name, _)| name).filter(|name| !self.is_saved(name));
        self.0.iter().map(|list| list.name.as_str()).chain(ready)
    }

    /// Whether there is a saved list of that name.
    pub fn is_saved(&self, name: &str) -> bool {
        let wanted = fold(name);
        self.0.iter().any(|list| fold(&list.name) == wanted)
    }

    /// Saves a list in the place of one of the same name; whether there was one. Who was in its last file stays known.
    pub fn save(&mut self, mut list: List) -> bool {
        let wanted = fold(&list.name);
        let before =
            self.0.iter().find(|known| fold(&known.name) == wanted).and_then(|known| known.last_export.clone());
        list.last_export = list.last_export.or(before);
        let was_there = self.delete(&list.name);
        self.0.push(list);
        self.0.sort_by_cached_key(|list| fold(&list.name));
        was_there
    }

    /// Whether there was such a list.
    pub fn delete(&mut self, name: &str) -> bool {
        let (before, wanted) = (self.0.len(), fold(name));
        self.0.retain(|list| fold(&list.name) != wanted);
        self.0.len() < before
    }

    /// Remembers whom a file of a saved list had; what is different from the one before, if there was one.
    pub fn exported(&mut self, name: &str, on: &str, people: &BTreeSet<u64>) -> Option<Difference> {
        let wanted = fold(name);
        let list = self.0.iter_mut().find(|list| fold(&list.name) == wanted)?;
        let now = LastExport { on: on.to_string(), people: people.clone() };
        list.last_export.replace(now).map(|before| Difference::between(&before, people))
    }

    /// What is different for these people from the last file of a list, if there was one.
    pub fn difference(&self, name: &str, people: &BTreeSet<u64>) -> Option<Difference> {
        let before = self.find(name)?.last_export?;
        Some(Difference::between(&before, people))
    }
}

/// What is different between two exports of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub new: usize,
    pub left: usize,
    /// The day of the export before.
    pub since: String,
}

impl Difference {
    fn between(before: &LastExport, now: &BTreeSet<u64>) -> Difference {
        Difference {
            new: now.difference(&before.people).count(),
            left: before.people.difference(now).count(),
            since: before.on.clone(),
        }
    }
}

impl fmt::Display for Difference {
    /// `since the last file of this list, of 2026-12-01: 2 new, 1 left`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Difference { new, left, since } = self;
        write!(f, "since the last file of this list, of {since}: {} new, {} left", grouped(*new), grouped(*left))
    }
}

/// Those of the people whose ids they are.
pub fn rows_of(ids: &BTreeSet<u64>, roster: &Roster) -> Bits {
    Bits::of(roster.len(), ids.iter().filter_map(|id| roster.row_of(PersonId(*id))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(name: &str, ids: &[u64]) -> List {
        List { name: name.into(), content: Content::People(ids.iter().copied().collect()), last_export: None }
    }

    #[test]
    fn a_name_has_one_list_whatever_its_case() {
        let mut lists = Lists::default();
        assert!(!lists.save(list("Zürich", &[1])) && !lists.save(list("Board", &[2])));
        assert!(lists.save(list("zurich", &[3])));
        assert_eq!(lists.names().take(2).collect::<Vec<_>>(), ["Board", "zurich"]);
        assert_eq!(lists.find("ZÜRICH"), Some(list("zurich", &[3])));
        assert!(lists.find("without email").is_some() && lists.find("nobody").is_none());
        assert!(lists.delete("Zurich") && !lists.delete("zurich"));
    }

    #[test]
    fn what_is_different_from_the_last_export_is_known() {
        let mut lists = Lists::default();
        lists.save(list("Board", &[1, 2]));
        let of = |ids: &[u64]| ids.iter().copied().collect();
        assert_eq!(lists.exported("board", "2026-12-01", &of(&[1, 2])), None);
        let difference = Difference { new: 2, left: 1, since: "2026-12-01".into() };
        assert_eq!(lists.exported("board", "2026-12-08", &of(&[2, 3, 4])), Some(difference));
        assert_eq!(lists.exported("without email", "2026-12-08", &of(&[2])), None);
    }

    #[test]
    fn the_file_keeps_its_form() {
        let text = r#"[{"name":"a","query":"team:x"},{"name":"b","people":[1,2],"last_export":{"on":"2026-12-01","people":[1]}}]"#;
        let lists: Lists = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&lists).unwrap(), text);
    }
}
