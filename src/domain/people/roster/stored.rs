//! A roster on disk: the parts that it is written as, and one that reads each when it is needed first. What is always
//! needed is the head; a damaged part reads as nothing, and the roster knows that it is damaged.

use super::block::{BLOCK_ROWS, Block, is_shared};
use super::bosses::Bosses;
use super::columns::Words;
use super::ids::Ids;
use super::leaving::Leaving;
use super::parallel::each_piece;
use super::part::{Numbers, Part, PartSource};
use super::searched::Searched;
use super::source::{Lazy, Stored};
use super::table::{MAX_PEOPLE, Outsider, Roster, Shared, odd_counts};
use crate::domain::fields::{Field, Fields, TextField};
use crate::domain::people::bits::Bits;
use crate::domain::people::employee::PersonId;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The places of the parts: the head, when people leave, the ids, those with reports, the shared words of each field; then
/// what is searched of each block, and the rest of each.
const HEAD: usize = 0;
const LEAVING: usize = 1;
const IDS: usize = 2;
const BOSSES: usize = 3;
const WORDS: usize = 4;
const BLOCKS: usize = WORDS + TextField::COUNT;

/// No id of a person.
const NO_ID: u64 = u64::MAX;

/// The parts are not a roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

impl Roster {
    /// The parts that [`Roster::open`] takes, in their order.
    pub fn parts(&self) -> impl Iterator<Item = Cow<'_, Part>> {
        let words = TextField::ALL.into_iter().map(|field| match is_shared(field) {
            true => Cow::Owned(self.words(field).to_part()),
            false => Cow::Owned(Part::default()),
        });
        let first = [
            Cow::Owned(self.head()),
            Cow::Borrowed(self.leaving().part()),
            Cow::Borrowed(self.ids().part()),
            Cow::Borrowed(self.stored_bosses().part()),
        ];
        let blocks = (0..self.blocks.len()).map(|place| Cow::Borrowed(self.block(place).part()));
        let searched = (0..self.searched.len()).map(|place| Cow::Borrowed(self.searched_at(place).part()));
        first.into_iter().chain(words).chain(searched).chain(blocks)
    }

    /// The roster of the parts. Only the first is read; the others when they are needed, or by [`Roster::read_all`].
    ///
    /// # Errors
    /// [`Damaged`] if the first is not a roster's, or there are not as many as it says.
    pub fn open(source: Box<dyn PartSource>) -> Result<Roster, Damaged> {
        let head = source.read(HEAD).ok_or(Damaged)?;
        let parts = source.count();
        let mut roster = of_head(&head).ok_or(Damaged)?;
        if parts != BLOCKS + roster.searched.len() + roster.blocks.len() {
            return Err(Damaged);
        }
        roster.stored = Some(Arc::new(Stored::of(source)));
        Ok(roster)
    }

    /// The same people to be gone through once: looking at everybody leaves nobody in memory.
    #[must_use]
    pub fn skimmed(&self) -> Roster {
        Roster { keeps: false, ..self.reopened() }
    }

    /// The same roster, with none of its people in memory yet who can be read again: what is read by it goes with it.
    #[must_use]
    pub fn reopened(&self) -> Roster {
        let (blocks, searched) = match self.stored {
            Some(_) => (unread(self.len), unread(self.len)),
            None => (self.blocks.clone(), self.searched.clone()),
        };
        let (stored, shared) = (self.stored.clone(), self.shared.clone());
        Roster { len: self.len, stored, keeps: self.keeps, blocks, searched, shared }
    }

    /// Reads what was not read yet.
    ///
    /// # Errors
    /// [`Damaged`] if any of it is; the people must not be used then.
    pub fn read_all(&self) -> Result<(), Damaged> {
        self.leaving();
        self.ids();
        self.stored_bosses();
        for field in TextField::ALL.into_iter().filter(|&field| is_shared(field)) {
            self.words(field);
        }
        each_piece(0..self.blocks.len(), |place| {
            self.searched_at(place);
            self.block(place);
        });
        self.check()
    }

    /// Reads the first people and who of all has left, and with `ids` also whose row an id is.
    ///
    /// # Errors
    /// [`Damaged`] if any of it is.
    pub fn read_first(&self, ids: bool) -> Result<(), Damaged> {
        self.leaving();
        if ids {
            self.ids();
        }
        if !self.is_empty() {
            self.block(0);
        }
        self.check()
    }

    /// Whether what was read so far is whole.
    ///
    /// # Errors
    /// [`Damaged`] if a part of it was not: what stood in it was read as nothing.
    pub fn check(&self) -> Result<(), Damaged> {
        match &self.stored {
            Some(stored) if stored.is_damaged() => Err(Damaged),
            _ => Ok(()),
        }
    }

    #[inline]
    pub(super) fn block(&self, place: usize) -> &Block {
        self.blocks[place].get_or_init(|| Box::new(self.read_block(place)))
    }

    /// A block that is in memory, or is to be.
    pub(super) fn block_if_kept(&self, place: usize) -> Option<&Block> {
        if self.keeps { Some(self.block(place)) } else { self.blocks[place].get().map(Box::as_ref) }
    }

    pub(super) fn read_block(&self, place: usize) -> Block {
        let (rows, first) = (self.rows_of(place), BLOCKS + self.searched.len());
        self.read(first + place, |part| Block::of(part, rows), || Block::nothing(rows))
    }

    /// What is searched of the people of a block.
    #[inline]
    pub(super) fn searched_at(&self, place: usize) -> &Searched {
        self.searched[place].get_or_init(|| Box::new(self.read_searched(place)))
    }

    /// The same, if it is in memory, or is to be.
    pub(super) fn searched_if_kept(&self, place: usize) -> Option<&Searched> {
        if self.keeps { Some(self.searched_at(place)) } else { self.searched[place].get().map(Box::as_ref) }
    }

    pub(super) fn read_searched(&self, place: usize) -> Searched {
        let rows = self.rows_of(place);
        self.read(BLOCKS + place, |part| Searched::of_part(part, rows), || Searched::nothing(rows))
    }

    /// How many people a block has.
    fn rows_of(&self, place: usize) -> usize {
        (self.len() - place * BLOCK_ROWS).min(BLOCK_ROWS)
    }

    #[inline]
    pub(super) fn words(&self, field: TextField) -> &Words {
        let place = field as usize;
        self.shared.words[place].get_or_init(|| self.read(WORDS + place, |part| Words::of_part(&part), Words::default))
    }

    pub(super) fn leaving(&self) -> &Leaving {
        self.shared
            .leaving
            .get_or_init(|| self.read(LEAVING, |part| Leaving::of_part(part, self.len()), Leaving::default))
    }

    pub(super) fn ids(&self) -> &Ids {
        self.shared.ids.get_or_init(|| self.read(IDS, |part| Ids::of_part(part, self.len()), Ids::default))
    }

    pub(super) fn stored_bosses(&self) -> &Bosses {
        let bosses = |part: Part| Bosses::of_part(part, self.len());
        self.shared.bosses.get_or_init(|| self.read(BOSSES, bosses, Bosses::default))
    }

    /// A roster that is not stored has all of its parts.
    fn read<T>(&self, place: usize, of: impl FnOnce(Part) -> Option<T>, nothing: impl FnOnce() -> T) -> T {
        match &self.stored {
            Some(stored) => stored.read(place, of, nothing),
            None => nothing(),
        }
    }

    fn head(&self) -> Part {
        let Shared { pictures, suspicious, shared_email, added, changed, .. } = &*self.shared;
        let mut head = Part::default();
        head.push(self.len() as u64);
        head.push(u64::from(self.shared.readable.bits()));
        self.shared.filled.iter().for_each(|&count| head.push(count as u64));
        for bits in [pictures, suspicious, shared_email, added, changed] {
            bits.words().iter().for_each(|&word| head.push(word));
        }
        head.push(self.shared.odd.len() as u64);
        for (&row, fields) in &self.shared.odd {
            head.push(u64::from(row) << 32 | u64::from(fields.bits()));
        }
        head.push(self.shared.outsiders.len() as u64);
        for (&row, outsider) in &self.shared.outsiders {
            head.push(u64::from(row));
            head.push(outsider.id.map_or(NO_ID, |id| id.0));
            head.push(outsider.name.len() as u64);
            head.text.push_str(&outsider.name);
        }
        head
    }
}

/// Something for each block of so many people.
fn unread<T>(people: usize) -> Vec<Lazy<T>> {
    (0..people.div_ceil(BLOCK_ROWS)).map(|_| Lazy::new()).collect()
}

fn of_head(head: &Part) -> Option<Roster> {
    let mut numbers = Numbers::of(head);
    let len = numbers.count(MAX_PEOPLE)?;
    let readable = Fields::from_bits(u32::try_from(numbers.next()?).ok()?);
    let filled: Vec<usize> = (0..Field::COUNT).map(|_| numbers.count(len)).collect::<Option<_>>()?;
    let mut bits = || Bits::from_words(numbers.many(len.div_ceil(64))?, len);
    let (pictures, suspicious, shared_email) = (bits()?, bits()?, bits()?);
    let (added, changed) = (bits()?, bits()?);
    let row = |number: u64| u32::try_from(number).ok().filter(|&row| (row as usize) < len);
    let mut odd = BTreeMap::new();
    for _ in 0..numbers.count(len)? {
        let both = numbers.next()?;
        odd.insert(row(both >> 32)?, Fields::from_bits(both as u32));
    }
    let mut outsiders = BTreeMap::new();
    let mut names = head.text.as_str();
    for _ in 0..numbers.count(len)? {
        let (row, id) = (row(numbers.next()?)?, numbers.next()?);
        let (name, rest) = names.split_at_checked(numbers.count(names.len())?)?;
        names = rest;
        outsiders.insert(row, Outsider { id: (id != NO_ID).then_some(PersonId(id)), name: name.into() });
    }
    (numbers.is_at_end() && names.is_empty()).then_some(())?;
    let shared = Shared {
        words: Default::default(),
        leaving: Lazy::new(),
        ids: Lazy::new(),
        bosses: Lazy::new(),
        outsiders,
        pictures,
        suspicious,
        shared_email,
        added,
        changed,
        odd_counts: odd_counts(&odd),
        odd,
        readable,
        filled: filled.try_into().ok()?,
    };
    let (blocks, searched) = (unread(len), unread(len));
    Some(Roster { len, stored: None, keeps: true, blocks, searched, shared: Arc::new(shared) })
}

impl PartialEq for Roster {
    fn eq(&self, other: &Roster) -> bool {
        self.parts().eq(other.parts())
    }
}

#[cfg(test)]
mod tests;
