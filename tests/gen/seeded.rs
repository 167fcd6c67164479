//! A small seeded generator of numbers (splitmix64): the same on every machine, with no state but one word.
//!
//! Floats are made by sums and products only, so that no mathematics library can round a draw differently.

/// A stream of numbers.
#[derive(Clone, Debug)]
pub struct Seeded(u64);

impl Seeded {
    /// The stream of a seed and of what it is for; streams of different purposes don't resemble each other.
    pub fn new(seed: u64, purpose: u64, number: u64) -> Self {
        let mut start = Self(seed ^ purpose.wrapping_mul(0xd6e8_feb8_6659_fd93));
        let mixed = start.bits();
        Self(mixed ^ number.wrapping_mul(0xa076_1d64_78bd_642f))
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// 0 up to, but not including, 1.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// 0 up to, but not including, `count`; 0 when that is 0.
    pub fn below(&mut self, count: usize) -> usize {
        ((u128::from(self.bits()) * count as u128) >> 64) as usize
    }

    /// True in that share of draws.
    pub fn chance(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    /// One of `items`, each as likely; there must be one.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// A position below `count` where the first are drawn far more often than the last, as words are.
    pub fn skewed(&mut self, count: usize) -> usize {
        let unit = self.unit();
        ((unit * unit * count as f64) as usize).min(count.saturating_sub(1))
    }

    /// One of `items`, the first far more often than the last; there must be one.
    pub fn favour<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.skewed(items.len())]
    }

    /// The position of a weight, drawn in proportion to it. `rising` are the sums up to and including each.
    pub fn weighted(&mut self, rising: &[f64]) -> usize {
        let all = rising.last().copied().unwrap_or(0.0);
        let at = self.unit() * all;
        rising.partition_point(|sum| *sum <= at).min(rising.len().saturating_sub(1))
    }

    /// Around 0 with a standard deviation of about 1, never beyond 4.3.
    pub fn bell(&mut self) -> f64 {
        let sum: f64 = (0..6).map(|_| self.unit()).sum();
        (sum - 3.0) * std::f64::consts::SQRT_2
    }
}

/// The sums up to and including each weight.
pub fn rising(weights: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut sum = 0.0;
    let add = |weight| {
        sum += weight;
        sum
    };
    weights.into_iter().map(add).collect()
}
