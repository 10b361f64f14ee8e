//! Those who have somebody reporting to them, and which of them have the same name: found out once for a roster, however
//! often it is asked about.

use crate::domain::people::bits::Row;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Somebody to whom others report directly.
#[derive(Clone, Copy, Debug)]
pub struct Boss {
    pub row: Row,
    /// The same number for all whose folded names are the same, from 0.
    pub name: u32,
}

/// What is found out when it is asked for first. It follows from the rest of the roster, so it makes no two differ.
#[derive(Clone, Debug, Default)]
pub(super) struct Bosses(OnceLock<Vec<Boss>>);

impl PartialEq for Bosses {
    fn eq(&self, _: &Bosses) -> bool {
        true
    }
}

impl Bosses {
    /// `find` tells those who have reports, with their folded names.
    pub(super) fn get<'a>(&self, find: impl FnOnce() -> Vec<(Row, &'a str)>) -> &[Boss] {
        self.0.get_or_init(|| {
            let mut names: HashMap<&str, u32> = HashMap::new();
            let boss = |(row, name)| {
                let next = names.len() as u32;
                Boss { row, name: *names.entry(name).or_insert(next) }
            };
            find().into_iter().map(boss).collect()
        })
    }
}
