//! Before a new list replaces a good one: did it collapse, explode, lose a field, or change all its keys?
//!
//! Pure: it compares two lists and says what it thinks. A list that is held back costs a day; a list that is wiped
//! costs people their meetings.

use everyroom_feeds::meeting::Meeting;
use everyroom_feeds::notice::{Code, Effect, Notices, Sample, Severity};
use everyroom_feeds::schedule::Slot;
use std::collections::{HashMap, HashSet};

/// A fall is held from this share of the list on ...
const HELD_SHARE: f64 = 0.25;
/// ... if it is also at least so many meetings.
const HELD_FALL: usize = 10;
/// A fall is noted from this share on.
const NOTED_SHARE: f64 = 0.10;
/// A list that grows by more than this factor is held ...
const SURGE_FACTOR: usize = 5;
/// ... if it grows by at least so many meetings.
const SURGE_RISE: usize = 50;
/// A required field whose fill falls by so many points, as a share, is held.
const FILL_FALL: f64 = 0.5;
/// A list is held when such a share of its keys goes without its content coming back under other keys.
const CHURN_SHARE: f64 = 0.5;
/// Lists shorter than this say nothing by their shares.
const FEWEST: usize = 10;

/// What the guard thinks of a list.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// Whether it must not be shown.
    pub held: bool,
    /// Why, or what is worth noting.
    pub notices: Notices,
}

/// Compares a new list with the one that is shown. `peak` is the longest accepted list of the last 30 days.
pub fn judge(shown: &[Meeting], new: &[Meeting], peak: u64) -> Verdict {
    let mut verdict = Verdict::default();
    if shown.is_empty() {
        return verdict;
    }
    if new.is_empty() {
        verdict.hold(Code::FeedBecameEmpty, format!("{} meetings before, none now", shown.len()));
        return verdict;
    }
    verdict.count(shown.len(), new.len(), usize::try_from(peak).unwrap_or(usize::MAX));
    verdict.fields(shown, new);
    verdict.keys(shown, new);
    verdict
}

impl Verdict {
    fn hold(&mut self, code: Code, value: String) {
        self.held = true;
        let sample = Sample { value: Some(value), ..Sample::default() };
        self.notices.push_as(code, Severity::Error, Effect::FeedQuarantined, sample);
    }

    fn note(&mut self, code: Code, value: String) {
        let sample = Sample { value: Some(value), ..Sample::default() };
        self.notices.push_as(code, Severity::Warning, Effect::None, sample);
    }

    fn count(&mut self, shown: usize, new: usize, peak: usize) {
        let fallen = |from: usize| from.saturating_sub(new);
        let is_collapse = |from: usize| fallen(from) >= HELD_FALL && share(fallen(from), from) >= HELD_SHARE;
        if is_collapse(shown) {
            self.hold(Code::RecordCountDrop, format!("{shown} meetings before, {new} now"));
        } else if is_collapse(peak) {
            self.hold(Code::RecordCountDrop, format!("{peak} meetings within a month, {new} now"));
        } else if share(fallen(shown), shown) >= NOTED_SHARE {
            self.note(Code::RecordCountDrop, format!("{shown} meetings before, {new} now"));
        }
        if new > shown.saturating_mul(SURGE_FACTOR) && new - shown >= SURGE_RISE {
            self.hold(Code::RecordCountSurge, format!("{shown} meetings before, {new} now"));
        }
    }

    fn fields(&mut self, shown: &[Meeting], new: &[Meeting]) {
        if shown.len() < FEWEST {
            return;
        }
        type Filled = fn(&Meeting) -> bool;
        let required: [(&str, Filled); 3] = [
            ("day and time", |meeting| matches!(meeting.schedule.slot, Slot::Weekly { .. })),
            ("place or link", |meeting| {
                let venue = meeting.venue.as_ref().is_some_and(|v| v.address.is_some() || v.point.is_some());
                venue || meeting.online.as_ref().is_some_and(|o| o.url.is_some() || o.phone.is_some())
            }),
            ("name", |meeting| !meeting.inferred.contains(&everyroom_feeds::meeting::Inferred::Name)),
        ];
        for (name, filled) in required {
            let fill = |list: &[Meeting]| share(list.iter().filter(|m| filled(m)).count(), list.len());
            let (before, now) = (fill(shown), fill(new));
            if before - now >= FILL_FALL {
                self.hold(
                    Code::FieldFillDrop,
                    format!("{name}: filled in {:.0} % before, {:.0} % now", before * 100.0, now * 100.0),
                );
            }
        }
    }

    fn keys(&mut self, shown: &[Meeting], new: &[Meeting]) {
        if shown.len() < FEWEST {
            return;
        }
        let keys: HashSet<&str> = new.iter().map(|meeting| meeting.id.as_str()).collect();
        let mut contents: HashMap<_, usize> = HashMap::new();
        for meeting in new {
            *contents.entry(content(meeting)).or_default() += 1;
        }
        let gone: Vec<&Meeting> = shown.iter().filter(|m| !keys.contains(m.id.as_str())).collect();
        let lost = gone
            .iter()
            .filter(|meeting| match contents.get_mut(&content(meeting)) {
                Some(left) if *left > 0 => {
                    *left -= 1;
                    false
                }
                _ => true,
            })
            .count();
        if share(lost, shown.len()) >= CHURN_SHARE {
            self.hold(Code::IdentityChurn, format!("{lost} of {} meetings went, others came", shown.len()));
        } else if share(gone.len(), shown.len()) >= CHURN_SHARE {
            self.note(Code::IdentityChurn, format!("{} of {} keys changed", gone.len(), shown.len()));
        }
    }
}

fn content(meeting: &Meeting) -> (&str, Option<u16>) {
    (meeting.name.as_str(), meeting.schedule.slot.minute_of_week())
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{meeting, weekly};
    use everyroom_feeds::schedule::Weekday;

    fn list(keys: std::ops::Range<usize>) -> Vec<Meeting> {
        keys.map(|key| meeting("a", &key.to_string())).collect()
    }

    fn verdict(shown: &[Meeting], new: &[Meeting]) -> (bool, Vec<Code>) {
        let verdict = judge(shown, new, shown.len() as u64);
        (verdict.held, verdict.notices.groups().map(|group| group.code).collect())
    }

    #[test]
    fn collapse_needs_a_share_and_a_number() {
        assert_eq!(verdict(&list(0..100), &list(0..100)), (false, vec![]));
        assert_eq!(
            verdict(&list(0..900), &list(0..3)),
            (true, vec![Code::IdentityChurn, Code::RecordCountDrop])
        );
        assert_eq!(verdict(&list(0..40), &list(0..30)), (true, vec![Code::RecordCountDrop]));
        assert_eq!(verdict(&list(0..12), &list(0..9)), (false, vec![Code::RecordCountDrop]));
        assert_eq!(verdict(&list(0..100), &list(0..91)), (false, vec![]));
    }

    #[test]
    fn empty_is_held_unless_it_always_was() {
        assert_eq!(verdict(&list(0..1), &[]), (true, vec![Code::FeedBecameEmpty]));
        assert_eq!(verdict(&[], &[]), (false, vec![]));
        assert_eq!(verdict(&[], &list(0..900)), (false, vec![]));
    }

    #[test]
    fn a_slow_collapse_is_seen_against_the_peak() {
        assert!(judge(&list(0..80), &list(0..75), 100).held);
        assert!(!judge(&list(0..80), &list(0..79), 100).held);
    }

    #[test]
    fn a_surge_is_held_and_growth_is_not() {
        assert_eq!(verdict(&list(0..200), &list(0..1100)), (true, vec![Code::RecordCountSurge]));
        assert_eq!(verdict(&list(0..200), &list(0..1000)), (false, vec![]));
        assert_eq!(verdict(&list(0..3), &list(0..30)), (false, vec![]));
    }

    #[test]
    fn a_field_that_empties_is_held() {
        let mut timeless = list(0..50);
        timeless.iter_mut().for_each(|m| m.schedule.slot = Slot::DayOnly { weekday: Weekday::Mon });
        assert_eq!(verdict(&list(0..50), &timeless), (true, vec![Code::FieldFillDrop]));
        let mut placeless = list(0..50);
        placeless.iter_mut().for_each(|m| m.venue = None);
        assert_eq!(verdict(&list(0..50), &placeless), (true, vec![Code::FieldFillDrop]));
    }

    #[test]
    fn new_keys_for_the_same_meetings_are_noted_and_other_meetings_are_held() {
        let rekeyed: Vec<Meeting> = list(0..50)
            .into_iter()
            .map(|m| Meeting { name: m.name.clone(), ..meeting("a", &format!("new-{}", m.key)) })
            .collect();
        assert_eq!(verdict(&list(0..50), &rekeyed), (false, vec![Code::IdentityChurn]));
        let mut others = list(100..150);
        others.iter_mut().for_each(|m| m.schedule = weekly("UTC", Weekday::Mon, 1, 0, None));
        assert_eq!(verdict(&list(0..50), &others), (true, vec![Code::IdentityChurn]));
    }
}
