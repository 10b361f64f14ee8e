//! Columns of numbers in as few bytes as the largest of them needs, counted from the smallest one. Fewer bytes are read,
//! checked and kept sooner; a number is still found by its place.

use std::ops::Range;

/// A column of numbers among the bytes of a part. Where there may be no number, as [`Packed::get_some`] reads it, 0 stands
/// for none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Packed {
    start: usize,
    width: Width,
    base: u64,
}

/// Bytes of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Width {
    /// All are the same.
    #[default]
    Zero,
    One,
    Two,
    Four,
    Eight,
}

impl Width {
    const ALL: [Width; 5] = [Width::Zero, Width::One, Width::Two, Width::Four, Width::Eight];

    fn for_numbers_up_to(largest: u64) -> Width {
        match largest {
            0 => Width::Zero,
            1..=0xFF => Width::One,
            0x100..=0xFFFF => Width::Two,
            0x1_0000..=0xFFFF_FFFF => Width::Four,
            _ => Width::Eight,
        }
    }

    fn bytes(self) -> usize {
        match self {
            Width::Zero => 0,
            Width::One => 1,
            Width::Two => 2,
            Width::Four => 4,
            Width::Eight => 8,
        }
    }
}

impl Packed {
    /// Appends numbers to the bytes.
    pub fn pack(numbers: &[u64], bytes: &mut Vec<u8>) -> Packed {
        let base = numbers.iter().copied().min().unwrap_or(0);
        Packed::write(base, numbers.iter().map(|&number| number - base), bytes)
    }

    /// The same of numbers some of which are missing.
    pub fn pack_some(numbers: &[Option<u64>], bytes: &mut Vec<u8>) -> Packed {
        let base = numbers.iter().copied().flatten().min().unwrap_or(0);
        Packed::write(base, numbers.iter().map(|number| number.map_or(0, |number| number - base + 1)), bytes)
    }

    fn write(base: u64, numbers: impl Iterator<Item = u64> + Clone, bytes: &mut Vec<u8>) -> Packed {
        let packed =
            Packed { start: bytes.len(), width: Width::for_numbers_up_to(numbers.clone().max().unwrap_or(0)), base };
        let width = packed.width.bytes();
        for number in numbers {
            bytes.extend_from_slice(&number.to_le_bytes()[..width]);
        }
        packed
    }

    /// The column of a table's entry, which stands behind others that end at `start`.
    pub fn from_entry((width, base): (u8, u64), start: usize) -> Option<Packed> {
        let width = Width::ALL.into_iter().find(|it| it.bytes() == usize::from(width))?;
        Some(Packed { start, width, base })
    }

    /// What a table has to say of it: bytes of a number, and the smallest number.
    pub fn entry(self) -> (u8, u64) {
        (self.width.bytes() as u8, self.base)
    }

    /// Where it ends, if it has so many numbers.
    pub fn end(self, count: usize) -> usize {
        self.start + count * self.width.bytes()
    }

    /// A number; the smallest one for a place that is none.
    #[inline]
    pub fn get(self, bytes: &[u8], place: usize) -> u64 {
        self.base.wrapping_add(self.stored(bytes, place))
    }

    /// Where the numbers are the ends of texts, one behind another: where one begins, or at the last place all of them end.
    #[inline]
    pub fn end_before(self, bytes: &[u8], place: usize) -> usize {
        place.checked_sub(1).map_or(0, |before| self.get(bytes, before) as usize)
    }

    /// A number, where there is one.
    #[inline]
    pub fn get_some(self, bytes: &[u8], place: usize) -> Option<u64> {
        let stored = self.stored(bytes, place);
        (stored != 0).then(|| self.base.wrapping_add(stored - 1))
    }

    #[inline]
    fn stored(self, bytes: &[u8], place: usize) -> u64 {
        let at = self.start + place * self.width.bytes();
        match self.width {
            Width::Zero => 0,
            Width::One => bytes.get(at).map_or(0, |&byte| u64::from(byte)),
            Width::Two => read(bytes, at).map_or(0, |it| u64::from(u16::from_le_bytes(it))),
            Width::Four => read(bytes, at).map_or(0, |it| u64::from(u32::from_le_bytes(it))),
            Width::Eight => read(bytes, at).map_or(0, u64::from_le_bytes),
        }
    }

    /// The numbers of some places, each with its place.
    #[inline]
    pub fn each(self, bytes: &[u8], places: Range<usize>, mut take: impl FnMut(usize, u64)) {
        let base = self.base;
        self.each_stored(bytes, places, |place, stored| take(place, base.wrapping_add(stored)));
    }

    /// The same where some are missing.
    #[inline]
    pub fn each_some(self, bytes: &[u8], places: Range<usize>, mut take: impl FnMut(usize, Option<u64>)) {
        let base = self.base;
        self.each_stored(bytes, places, |place, stored| {
            take(place, (stored != 0).then(|| base.wrapping_add(stored.wrapping_sub(1))));
        });
    }

    /// The width is looked at once, and each has a loop of its own.
    #[inline]
    fn each_stored(self, bytes: &[u8], places: Range<usize>, mut take: impl FnMut(usize, u64)) {
        let bytes = bytes.get(self.end(places.start)..self.end(places.end)).unwrap_or_default();
        match self.width {
            Width::Zero => places.for_each(|place| take(place, 0)),
            Width::One => places.zip(bytes).for_each(|(place, &byte)| take(place, u64::from(byte))),
            Width::Two => {
                let (numbers, _) = bytes.as_chunks();
                places.zip(numbers).for_each(|(place, &it)| take(place, u64::from(u16::from_le_bytes(it))));
            }
            Width::Four => {
                let (numbers, _) = bytes.as_chunks();
                places.zip(numbers).for_each(|(place, &it)| take(place, u64::from(u32::from_le_bytes(it))));
            }
            Width::Eight => {
                let (numbers, _) = bytes.as_chunks();
                places.zip(numbers).for_each(|(place, &it)| take(place, u64::from_le_bytes(it)));
            }
        }
    }
}

fn read<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn numbers() -> impl Strategy<Value = Vec<Option<u64>>> {
        let largest =
            proptest::sample::select(vec![0, 1, 0xFE, 0xFF, 0xFFFF, 0x1_0000, u64::from(u32::MAX), u64::MAX - 1]);
        (largest, any::<bool>()).prop_flat_map(|(largest, all)| {
            let number = proptest::option::weighted(if all { 0.99 } else { 0.5 }, 0..=largest);
            proptest::collection::vec(number, 0..20)
        })
    }

    proptest! {
        #[test]
        fn numbers_come_back_one_by_one_or_all_at_once(some in numbers(), before in 0..3_usize) {
            let all: Vec<u64> = some.iter().map(|number| number.unwrap_or(7)).collect();
            let mut bytes = vec![9; before];
            let (plain, missing) = (Packed::pack(&all, &mut bytes), Packed::pack_some(&some, &mut bytes));
            prop_assert_eq!(missing.end(some.len()), bytes.len());
            let plain = Packed::from_entry(plain.entry(), before).unwrap();
            let missing = Packed::from_entry(missing.entry(), plain.end(all.len())).unwrap();
            let (mut each, mut each_some) = (vec![], vec![]);
            let from = before.min(all.len());
            plain.each(&bytes, from..all.len(), |place, number| each.push((place, number)));
            missing.each_some(&bytes, from..some.len(), |place, number| each_some.push((place, number)));
            prop_assert_eq!(each, all.iter().copied().enumerate().skip(from).collect::<Vec<_>>());
            prop_assert_eq!(each_some, some.iter().copied().enumerate().skip(from).collect::<Vec<_>>());
            for place in 0..all.len() {
                prop_assert_eq!(plain.get(&bytes, place), all[place]);
                prop_assert_eq!(missing.get_some(&bytes, place), some[place]);
            }
        }
    }

    #[test]
    fn a_width_that_is_none_is_refused() {
        assert_eq!(Packed::from_entry((3, 0), 0), None);
    }
}
