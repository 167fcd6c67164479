//! How long to wait before the same document is tried again within one attempt.

use std::time::Duration;

/// No pause is longer.
const LONGEST: Duration = Duration::from_secs(30);

/// The pause before try number `tries + 1`: doubled each time, between half and the whole of it by chance.
pub(crate) fn pause(first: Duration, tries: u32) -> Duration {
    let doubled = 2u32.checked_pow(tries).and_then(|factor| first.checked_mul(factor));
    doubled.unwrap_or(LONGEST).min(LONGEST).mul_f64(0.5 + fastrand::f64() / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pauses_grow_are_bounded_and_never_vanish(first in 1u64..100_000, tries in 0u32..200) {
            let first = Duration::from_millis(first);
            let whole = first.saturating_mul(2u32.saturating_pow(tries)).min(LONGEST);
            let pause = pause(first, tries);
            prop_assert!(pause >= whole.mul_f64(0.499) && pause <= whole, "{pause:?} of {whole:?}");
        }
    }
}
