//! A small seeded generator, so that the sample sites serve the same bytes at every start on every machine.
//!
//! It must never read a clock, the environment or the system's randomness.

/// A splitmix64 sequence that a text starts.
#[derive(Debug, Clone)]
pub(super) struct Seed(u64);

impl Seed {
    /// The sequence that belongs to `text` (hashed with 64-bit FNV-1a).
    pub(super) fn new(text: &str) -> Self {
        let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(hash)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, but not including, `bound`; 0 when `bound` is 0.
    pub(super) fn below(&mut self, bound: u32) -> u32 {
        let drawn = self.next() >> 32;
        u32::try_from(drawn % u64::from(bound.max(1))).expect("a remainder of a u32 fits a u32")
    }

    /// One of `items`, which must not be empty.
    pub(super) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        let count = u32::try_from(items.len()).expect("the word lists are short");
        &items[self.below(count) as usize]
    }

    /// True in `percent` of 100 draws.
    pub(super) fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// `items` in a drawn order.
    pub(super) fn shuffled<T: Copy>(&mut self, items: &[T]) -> Vec<T> {
        let mut left = items.to_vec();
        let mut drawn = Vec::with_capacity(left.len());
        while let Ok(count @ 1..) = u32::try_from(left.len()) {
            drawn.push(left.swap_remove(self.below(count) as usize));
        }
        drawn
    }
}
