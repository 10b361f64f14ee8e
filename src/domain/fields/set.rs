//! A set of the 24 fields, as bits.

use super::Field;
use std::fmt;

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Fields(u32);

impl Fields {
    pub const NONE: Fields = Fields(0);
    pub const ALL: Fields = Fields((1 << Field::COUNT) - 1);

    pub const fn of(fields: &[Field]) -> Fields {
        let (mut bits, mut place) = (0, 0);
        while place < fields.len() {
            bits |= 1 << fields[place] as u32;
            place += 1;
        }
        Fields(bits)
    }

    pub fn insert(&mut self, field: Field) {
        self.0 |= 1 << field as u32;
    }

    pub fn contains(self, field: Field) -> bool {
        self.0 & (1 << field as u32) != 0
    }

    #[must_use]
    pub fn union(self, other: Fields) -> Fields {
        Fields(self.0 | other.0)
    }

    #[must_use]
    pub fn shared(self, other: Fields) -> Fields {
        Fields(self.0 & other.0)
    }

    #[must_use]
    pub fn without(self, other: Fields) -> Fields {
        Fields(self.0 & !other.0)
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Its fields, in the manual's order.
    pub fn iter(self) -> impl Iterator<Item = Field> {
        Field::all().filter(move |&field| self.contains(field))
    }

    /// As bits, for a file.
    pub fn bits(self) -> u32 {
        self.0
    }

    /// From the bits of a file; bits that are no field are dropped.
    pub fn from_bits(bits: u32) -> Fields {
        Fields(bits & Fields::ALL.0)
    }
}

impl FromIterator<Field> for Fields {
    fn from_iter<I: IntoIterator<Item = Field>>(fields: I) -> Self {
        let mut set = Fields::NONE;
        for field in fields {
            set.insert(field);
        }
        set
    }
}

impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
