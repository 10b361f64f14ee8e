//! What a query looks for in texts, and where it stands in one: what it finds people by, not what it excludes.

use super::leaf::{Columns, Leaf, has_spelling};
use super::plan::Plan;
use crate::domain::fields::{Field, Fields};
use crate::domain::text::email::any_address;
use crate::domain::text::fold::fold_words_into;
use crate::domain::text::place::Haystack;
use std::ops::Range;

/// So many parts of a query are looked for; a longer one is a list, whose matches need no explanation.
const MAX_NEEDLES: usize = 32;

/// A text that people are found by.
#[derive(Clone, Debug, PartialEq)]
pub struct Needle {
    fields: Fields,
    texts: Texts,
}

#[derive(Clone, Debug, PartialEq)]
enum Texts {
    /// Any spelling stands anywhere.
    Part(Vec<String>),
    /// Any spelling is all of it.
    Whole(Vec<String>),
    /// Any of the addresses.
    Addresses(Vec<String>),
}

impl Needle {
    /// The fields that it is looked for in.
    pub fn fields(&self) -> Fields {
        self.fields
    }

    /// The bytes of a text in which it stands; the haystack is of that text.
    pub fn place_in(&self, text: &str, haystack: &Haystack) -> Option<Range<usize>> {
        match &self.texts {
            Texts::Part(needles) => haystack.place_of(needles),
            Texts::Whole(needles) => {
                let mut spellings = String::new();
                fold_words_into(&mut spellings, text);
                has_spelling(&spellings, needles).then_some(0..text.len())
            }
            Texts::Addresses(addresses) => {
                let is_one = any_address(text, |address| addresses.iter().any(|wanted| wanted == address));
                is_one.then_some(0..text.len())
            }
        }
    }
}

impl Plan {
    /// What it finds people by, in the order of the query.
    pub fn needles(&self) -> Vec<Needle> {
        let mut needles = Vec::new();
        self.add_needles(&mut needles);
        needles
    }

    fn add_needles(&self, needles: &mut Vec<Needle>) {
        match self {
            Plan::All | Plan::Not(_) => {}
            Plan::Leaf(leaf) if needles.len() < MAX_NEEDLES => needles.extend(needle(leaf)),
            Plan::Leaf(_) => {}
            Plan::Told(_, inner) => inner.add_needles(needles),
            Plan::And(parts) | Plan::Or(parts) => parts.iter().for_each(|part| part.add_needles(needles)),
        }
    }
}

fn needle(leaf: &Leaf) -> Option<Needle> {
    let (columns, texts) = match leaf {
        Leaf::Contains { columns, needles } => (*columns, Texts::Part(needles.clone())),
        Leaf::Equals { columns, needles } => (*columns, Texts::Whole(needles.clone())),
        Leaf::Addresses { columns, addresses } => (*columns, Texts::Addresses(addresses.clone())),
        Leaf::Supervisor { needles, whole, through_others: false } => {
            let texts = if *whole { Texts::Whole(needles.clone()) } else { Texts::Part(needles.clone()) };
            return Some(Needle { fields: Fields::of(&[Field::Supervisor]), texts });
        }
        Leaf::Supervisor { .. } | Leaf::Dates(_) | Leaf::Empty(_) | Leaf::Rows(_) => return None,
    };
    Some(Needle { fields: Columns::fields(columns), texts })
}
