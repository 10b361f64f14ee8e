//! Whom pasted email addresses mean, in whatever mess they come.

use crate::domain::fields::TextField;
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::roster::Roster;
use crate::domain::text::email::{addresses_in, any_address};
use crate::domain::text::fold::fold;
use crate::domain::text::words::shortened;
use std::collections::{BTreeMap, HashSet};
use std::fmt;

/// For so many of the addresses that nobody has a near one is looked for: more are not read.
const MAX_NEAREST: usize = 50;
/// So many letters may be wrong in a near address.
const MAX_WRONG: usize = 2;

/// Addresses as they are compared, in the order of the text, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    /// How many addresses the text has.
    pub addresses: usize,
    /// Whoever has one of them, as work or personal email.
    pub found: Bits,
    /// How many addresses mean nobody new: they came before, or are another address of the same person.
    pub repeated: usize,
    /// Those that several people have, and how many.
    pub shared: Vec<(String, usize)>,
    pub unknown: Vec<UnknownAddress>,
}

/// An address that nobody has, or that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownAddress {
    pub address: String,
    /// One that somebody has, and that is likely meant.
    pub nearest: Option<String>,
}

impl fmt::Display for UnknownAddress {
    /// `nobody has ana@acme.example: did you mean anna@acme.example?`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "nobody has {}", shortened(&self.address))?;
        self.nearest.as_ref().map_or(Ok(()), |near| write!(f, ": did you mean {near}?"))
    }
}

/// Finds the addresses of a text, and who has them.
///
/// ```
/// use giftlist::domain::fields::{Fields, TextField};
/// use giftlist::domain::people::{employee::{Employee, PersonId}, roster::RosterBuilder};
/// use giftlist::domain::picking::pasted::people_pasted;
///
/// let mut builder = RosterBuilder::new();
/// builder.push(Employee::new(PersonId(1)).with(TextField::Email, "anna@acme.example"));
/// let roster = builder.finish(Fields::ALL);
/// let pasted = people_pasted(&roster, "To: Byrne, Anna <Anna@acme.example>; 'ana@acme.example'");
/// assert_eq!(pasted.found.count(), 1);
/// assert_eq!(pasted.unknown[0].nearest.as_deref(), Some("anna@acme.example"));
/// ```
pub fn people_pasted(roster: &Roster, text: &str) -> Pasted {
    let written = addresses_in(text);
    let mut owners: BTreeMap<&str, Vec<Row>> = written.iter().map(|address| (address.as_str(), Vec::new())).collect();
    for row in roster.rows() {
        each_address(roster, row, |address| {
            if let Some(owners) = owners.get_mut(address)
                && owners.last() != Some(&row)
            {
                owners.push(row);
            }
        });
    }
    let mut pasted = Pasted { addresses: written.len(), found: Bits::none(roster.len()), ..Pasted::default() };
    let mut seen = HashSet::new();
    for address in &written {
        let owners = owners.get(address.as_str()).map_or(&[][..], Vec::as_slice);
        let is_first = seen.insert(address.as_str());
        let is_known = owners.iter().all(|&row| pasted.found.has(row));
        match owners {
            [] if is_first => pasted.unknown.push(UnknownAddress { address: address.clone(), nearest: None }),
            [] => {}
            _ if is_known => pasted.repeated += 1,
            _ => {}
        }
        if is_first && owners.len() > 1 {
            pasted.shared.push((address.clone(), owners.len()));
        }
        owners.iter().for_each(|&row| pasted.found.set(row, true));
    }
    suggest(&mut pasted.unknown, roster);
    pasted
}

fn each_address(roster: &Roster, row: Row, mut look: impl FnMut(&str)) {
    for field in TextField::EMAILS {
        any_address(roster.text(field, row), |address| {
            look(address);
            false
        });
    }
}

/// An address by which others are compared with it before their letters are.
struct Outline {
    folded: String,
    /// A bit for each kind of letter in it.
    letters: u64,
}

impl Outline {
    fn of(address: &str) -> Outline {
        let folded = fold(address);
        let letters = folded.bytes().fold(0, |letters, byte| letters | 1 << (byte % 64));
        Outline { folded, letters }
    }

    fn name(&self) -> &str {
        self.folded.split('@').next().unwrap_or_default()
    }

    /// How far apart they are; `None` if too far to be meant. The same name at another domain is near.
    fn distance(&self, other: &Outline) -> Option<usize> {
        if !self.name().is_empty() && self.name() == other.name() {
            return Some(MAX_WRONG);
        }
        let most_wrong = MAX_WRONG as u32;
        let is_near = (self.letters ^ other.letters).count_ones() <= 2 * most_wrong
            && self.folded.len().abs_diff(other.folded.len()) <= 4 * MAX_WRONG;
        let distance = is_near.then(|| strsim::osa_distance(&self.folded, &other.folded))?;
        (distance <= MAX_WRONG).then_some(distance)
    }
}

fn suggest(unknown: &mut [UnknownAddress], roster: &Roster) {
    let last = unknown.len().min(MAX_NEAREST);
    let unknown = &mut unknown[..last];
    let outlines: Vec<Outline> = unknown.iter().map(|one| Outline::of(&one.address)).collect();
    let mut best = vec![MAX_WRONG + 1; outlines.len()];
    if outlines.is_empty() {
        return;
    }
    for row in roster.rows() {
        each_address(roster, row, |address| {
            let known = Outline::of(address);
            for ((one, outline), best) in unknown.iter_mut().zip(&outlines).zip(&mut best) {
                if let Some(distance) = outline.distance(&known).filter(|distance| distance < best) {
                    *best = distance;
                    one.nearest = Some(address.to_string());
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fields::Fields;
    use crate::domain::people::employee::{Employee, PersonId};
    use crate::domain::people::roster::RosterBuilder;

    fn roster() -> Roster {
        let mut builder = RosterBuilder::new();
        for (id, email, personal) in [
            (1, "anna.byrne@acme.example", "anna@home.example"),
            (2, "bob@acme.example", ""),
            (3, "office@acme.example", ""),
            (4, "office@acme.example", ""),
            (5, "jörg@acme.example", ""),
        ] {
            let employee = Employee::new(PersonId(id));
            builder.push(employee.with(TextField::Email, email).with(TextField::PersonalEmail, personal));
        }
        builder.finish(Fields::ALL)
    }

    fn ids(roster: &Roster, pasted: &Pasted) -> Vec<u64> {
        let mut ids: Vec<u64> = pasted.found.rows().map(|row| roster.id(row).0).collect();
        ids.sort_unstable();
        ids
    }

    #[test]
    fn addresses_are_found_in_any_mess() {
        let roster = roster();
        for (text, expected) in [
            ("Byrne, Anna <Anna.Byrne@acme.example>; Bob <bob@acme.example>;", &[1, 2][..]),
            ("First name\tEmail\nAnna\tANNA@HOME.EXAMPLE\nBob\tbob@acme.example\n", &[1, 2]),
            ("\u{feff}\"email\",\"name\"\r\n\"bob@acme.example\",\"Bean, Bob\"\r\n", &[2]),
            ("Dear all, please ask bob@acme.example, or (jo\u{308}rg@acme.example).", &[2, 5]),
            ("office@acme.example", &[3, 4]),
            ("nobody here", &[]),
        ] {
            assert_eq!(ids(&roster, &people_pasted(&roster, text)), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_not_plain_is_told() {
        let roster = roster();
        let text = "bob@acme.example bob@acme.example anna@home.example anna.byrne@acme.example office@acme.example";
        let pasted = people_pasted(&roster, text);
        assert_eq!((pasted.addresses, pasted.found.count(), pasted.repeated), (5, 4, 2));
        assert_eq!(pasted.shared, [("office@acme.example".to_string(), 2)]);
        assert_eq!(pasted.unknown, []);
    }

    #[test]
    fn nearest_of_an_address_that_nobody_has() {
        let roster = roster();
        for (address, nearest) in [
            ("ana.byrne@acme.example", Some("anna.byrne@acme.example")),
            ("anna.byrne@acme.test", Some("anna.byrne@acme.example")),
            ("jorg@acme.example", Some("jörg@acme.example")),
            ("bbo@acme.example", Some("bob@acme.example")),
            ("bob@", Some("bob@acme.example")),
            ("zoe.quigley@acme.example", None),
        ] {
            let pasted = people_pasted(&roster, address);
            let expected = UnknownAddress { address: address.into(), nearest: nearest.map(Into::into) };
            assert_eq!(pasted.unknown, [expected]);
        }
    }
}
