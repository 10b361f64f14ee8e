//! The ways in which a secret can be written, as letters and digits only, and how much of one a text may have by chance.

use super::letters;
use crate::domain::credentials::Secret;
use std::collections::HashSet;
use zeroize::Zeroizing;

/// So many letters in a row that occur in a secret, too, are a piece of it.
pub const RUN: usize = 8;
/// In letters: two pieces of 4, or four of 3, are no chance any more. A text that is shown has 120 characters.
const OF_LETTERS: &[(usize, usize)] = &[(4, 8), (3, 12)];
/// There are a hundred ways to encode a secret once more, so that chance has as many.
const OF_ENCODED: &[(usize, usize)] = &[(4, 12), (3, 15)];
/// In digits of a smaller alphabet as much takes more of them.
const OF_HEX: &[(usize, usize)] = &[(6, 16)];
const OF_DIGITS: &[(usize, usize)] = &[(9, 18)];
const OF_BITS: &[(usize, usize)] = &[(24, 48)];

type Letters = Zeroizing<Vec<u8>>;

/// One way to write a secret.
pub struct Spelling {
    letters: Letters,
    /// Which pieces count, and how many of the secret's letters they must cover to betray it.
    rules: &'static [(usize, usize)],
}

impl Spelling {
    /// Whether so much of it is in the text, in pieces with anything between them, that it is no chance.
    pub fn is_betrayed_by(&self, text: &Pieces<'_>) -> bool {
        let is_enough = |&(size, needed): &(usize, usize)| {
            let mut covered_to = 0;
            let mut covered = 0;
            for (at, piece) in self.letters.windows(size).enumerate() {
                if text.have(size, piece) {
                    covered += at + size - covered_to.max(at);
                    covered_to = at + size;
                }
            }
            covered >= needed
        };
        self.rules.iter().any(is_enough)
    }
}

/// Every way to write a secret. How Personio's secrets begin is no part of one.
pub fn all_of(secret: &Secret) -> Vec<Spelling> {
    let text = secret.expose();
    let text = text.strip_prefix("papi-").unwrap_or(text);
    let bytes = text.as_bytes();
    let reversed: Zeroizing<Vec<u8>> = Zeroizing::new(bytes.iter().rev().copied().collect());
    let mut plain = vec![(letters_of(text), OF_LETTERS)];
    for bytes in [bytes, &reversed] {
        let from = |start: usize| bytes.get(start..).unwrap_or_default();
        let base64 = (0..3).map(|start| encoded(from(start), 6, BASE64));
        let base32 = (0..5).map(|start| encoded(from(start), 5, BASE32));
        let ascii85 = (0..4).map(|start| ascii85(from(start)));
        plain.extend(base64.chain(base32).chain(ascii85).map(|letters| (letters, OF_ENCODED)));
    }
    let mut spellings = Vec::new();
    for (letters, rules) in plain {
        let turned = Zeroizing::new(letters.iter().copied().map(rot13).collect::<Vec<u8>>());
        for forwards in [letters, turned] {
            let backwards = Zeroizing::new(forwards.iter().rev().copied().collect());
            spellings.extend([forwards, backwards].map(|letters| Spelling { letters, rules }));
        }
    }
    let digits =
        |format: fn(u8) -> String| letters_of(&Zeroizing::new(bytes.iter().copied().map(format).collect::<String>()));
    for (rules, format) in [
        (OF_HEX, (|byte| format!("{byte:02x}")) as fn(u8) -> String),
        (OF_DIGITS, |byte| format!("{byte}")),
        (OF_DIGITS, |byte| format!("{byte:03}")),
        (OF_DIGITS, |byte| format!("{byte:o}")),
        (OF_DIGITS, |byte| format!("{byte:03o}")),
        (OF_BITS, |byte| format!("{byte:07b}")),
        (OF_BITS, |byte| format!("{byte:08b}")),
    ] {
        spellings.push(Spelling { letters: digits(format), rules });
    }
    spellings
}

/// The ways of which each piece is cut out where it stands: as it is, backwards, in base64 wherever it begins in what is
/// encoded, and in hexadecimal digits.
pub fn usual(secret: &Secret) -> [Letters; 6] {
    let text = secret.expose();
    let base64 = |start: usize| encoded(text.as_bytes().get(start..).unwrap_or_default(), 6, BASE64);
    let backwards = Zeroizing::new(letters_of(text).iter().rev().copied().collect());
    let hex = encoded(text.as_bytes(), 4, HEX);
    [letters_of(text), backwards, base64(0), base64(1), base64(2), hex]
}

/// The letters of a text in pieces of each size that a rule has.
pub struct Pieces<'a>(Vec<(usize, HashSet<&'a [u8]>)>);

impl<'a> Pieces<'a> {
    pub fn of(letters: &'a [u8]) -> Pieces<'a> {
        let sizes = [OF_LETTERS, OF_HEX, OF_DIGITS, OF_BITS].concat();
        Pieces(sizes.into_iter().map(|(size, _)| (size, letters.windows(size).collect())).collect())
    }

    fn have(&self, size: usize, piece: &[u8]) -> bool {
        self.0.iter().any(|(known, pieces)| *known == size && pieces.contains(piece))
    }
}

fn letters_of(text: &str) -> Letters {
    Zeroizing::new(letters(text).into_iter().map(|(byte, _)| byte).collect())
}

const BASE64: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE32: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const HEX: &[u8] = b"0123456789abcdef";

/// The letters of the bytes in an alphabet of so many bits.
fn encoded(bytes: &[u8], bits: u32, alphabet: &[u8]) -> Letters {
    let mut text = Zeroizing::new(String::with_capacity(bytes.len() * 3));
    let (mut held, mut held_bits) = (0_u32, 0);
    let mask = (1 << bits) - 1;
    for byte in bytes {
        held = (held << 8 | u32::from(*byte)) & 0xFFFF;
        held_bits += 8;
        while held_bits >= bits {
            held_bits -= bits;
            text.extend(alphabet.get((held >> held_bits & mask) as usize).copied().map(char::from));
        }
    }
    if held_bits > 0 {
        text.extend(alphabet.get((held << (bits - held_bits) & mask) as usize).copied().map(char::from));
    }
    letters_of(&text)
}

fn ascii85(bytes: &[u8]) -> Letters {
    let mut text = Zeroizing::new(String::with_capacity(bytes.len() * 2));
    for four in bytes.as_chunks::<4>().0 {
        let number = u32::from_be_bytes(*four);
        let digit = |place: u32| char::from(b'!' + (number / 85_u32.pow(place) % 85) as u8);
        text.extend([4, 3, 2, 1, 0].map(digit));
    }
    letters_of(&text)
}

fn rot13(letter: u8) -> u8 {
    if letter.is_ascii_lowercase() { (letter - b'a' + 13) % 26 + b'a' } else { letter }
}
