//! What a trial of a candidate brought, in numbers: no meeting, no name and no place of one.

use crate::country::Country;
use crate::meeting::Meeting;
use crate::notice::Severity;
use crate::reading::{Format, Reading};
use crate::zone::Zone;
use serde::Serialize;
use std::collections::HashMap;
use std::hash::Hash;

/// A value is agreed on when so many of a hundred that know one say the same.
const AGREED: usize = 90;

/// What was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// The shape it turned out to have.
    pub format: Format,
    /// How many records stand in the file.
    pub records: usize,
    /// How many meetings were read, those included that are paused.
    pub meetings: usize,
    /// How many of them are paused.
    pub hidden: usize,
    /// Notices that are errors.
    pub errors: u64,
    /// Notices that are warnings.
    pub warnings: u64,
    /// Other notices.
    pub infos: u64,
    /// The zone that the meetings agree on.
    pub timezone: Option<Zone>,
    /// The country that the meetings agree on.
    pub country: Option<Country>,
}

impl Summary {
    /// Sums a reading up.
    pub fn of(reading: &Reading) -> Self {
        let count = |severity| reading.notices.count_of(severity);
        let country = |meeting: &Meeting| meeting.venue.as_ref().and_then(|venue| venue.country);
        Self {
            format: reading.format,
            records: reading.records,
            meetings: reading.meetings.len(),
            hidden: reading.hidden(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
            timezone: agreed(reading.meetings.iter().filter_map(|meeting| meeting.schedule.zone.clone())),
            country: agreed(reading.meetings.iter().filter_map(country)),
        }
    }
}

fn agreed<T: Eq + Hash + Clone>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: HashMap<T, usize> = HashMap::new();
    values.for_each(|value| *counts.entry(value).or_default() += 1);
    let all: usize = counts.values().sum();
    counts.into_iter().find(|(_, count)| count * 100 >= all * AGREED).map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::agreed;

    #[test]
    fn most_must_agree() {
        assert_eq!(agreed([1; 20].into_iter().chain([2])), Some(1));
        assert_eq!(agreed([1, 1, 1, 2].into_iter()), None);
        assert_eq!(agreed(std::iter::empty::<u8>()), None);
    }
}
