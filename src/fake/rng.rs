//! Reproducible randomness: a splitmix64 generator with a fixed seed per person and purpose.
//! Knows nothing of people. Statistics do not matter here, only that the same options give the same company.

/// The seed of the sample company.
const SEED: u64 = 0x0A_C3E5_EED0_0F0D;

/// A small generator; make one per purpose, so that a change in one place does not reshuffle all others.
#[derive(Clone, Debug)]
pub(super) struct SeededRng(u64);

impl SeededRng {
    /// The generator of one thing (a person, a page) for one purpose.
    pub(super) fn new(thing: u64, purpose: &str) -> SeededRng {
        let mut rng = SeededRng(SEED ^ thing.wrapping_mul(0xD134_2543_DE82_EF95) ^ hash(purpose));
        rng.next_u64();
        rng
    }

    pub(super) fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 when `end` is 0.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        let wide = u128::from(self.next_u64()) * u128::from(end);
        (wide >> 64) as u64
    }

    /// `true` with this probability in percent.
    pub(super) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of a list that is not empty.
    pub(super) fn choose<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len() as u64) as usize]
    }

    /// One of a list that is not empty, by weight.
    pub(super) fn choose_weighted<'a, T>(&mut self, list: &'a [T], weight: impl Fn(&T) -> u64) -> &'a T {
        let mut left = self.below(list.iter().map(&weight).sum());
        for item in list {
            match left.checked_sub(weight(item)) {
                Some(rest) => left = rest,
                None => return item,
            }
        }
        &list[0]
    }
}

/// FNV-1a: the same number for the same text in every build, unlike the hashers of std.
pub(super) fn hash(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_thing_and_purpose_give_the_same() {
        assert_eq!(SeededRng::new(7, "name").next_u64(), SeededRng::new(7, "name").next_u64());
        assert_ne!(SeededRng::new(7, "name").next_u64(), SeededRng::new(8, "name").next_u64());
        assert_ne!(SeededRng::new(7, "name").next_u64(), SeededRng::new(7, "office").next_u64());
    }

    #[test]
    fn weights_are_kept_roughly() {
        let mut rng = SeededRng::new(0, "test");
        let heavy = (0..10_000).filter(|_| *rng.choose_weighted(&[9_u64, 1], |w| *w) == 9).count();
        assert!((8_800..9_200).contains(&heavy), "{heavy}");
    }
}
