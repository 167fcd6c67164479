//! From a weekly rule to dated instants, right over clock changes.
//!
//! A start in a gap moves to the next valid instant, a start in a fold is the first of the two. The end is the start
//! plus the length in real minutes, so that no occurrence is ever empty or negative.

use super::{ASSUMED_MINUTES, Schedule, Slot, Weekday};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan, Zoned};

/// How far ahead an occurrence of a slot that is not held every week is looked for.
const FARTHEST_DAYS: i32 = 400;

/// One dated instance of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// When it starts, in the meeting's zone.
    pub start: Zoned,
    /// When it ends; after [`ASSUMED_MINUTES`] when the publisher does not say.
    pub end: Zoned,
}

impl Occurrence {
    /// Whether `start <= now < end`.
    pub fn contains(&self, now: Timestamp) -> bool {
        self.start.timestamp() <= now && now < self.end.timestamp()
    }
}

impl Schedule {
    /// The occurrence that is under way at `now`; always `None` without a zone or a weekly rule.
    pub fn under_way(&self, now: Timestamp) -> Option<Occurrence> {
        let zone = self.zone.as_ref()?.rules();
        let today = now.to_zoned(zone.clone()).date();
        // a day-long meeting that began yesterday may still run; a clock change can add an hour to that
        let regular = (-2..=0).filter_map(|days| self.on(today, days, &zone));
        regular.chain(self.extra(&zone)).find(|occurrence| occurrence.contains(now))
    }

    /// The first occurrence that starts at or after `from`.
    pub fn next_from(&self, from: Timestamp) -> Option<Occurrence> {
        let zone = self.zone.as_ref()?.rules();
        let today = from.to_zoned(zone.clone()).date();
        let last = if self.repeat.is_some() { FARTHEST_DAYS } else { 8 };
        let is_ahead = |occurrence: &Occurrence| occurrence.start.timestamp() >= from;
        let regular = (-1..=last).filter_map(|days| self.on(today, days, &zone)).find(is_ahead);
        self.extra(&zone)
            .filter(is_ahead)
            .chain(regular)
            .min_by_key(|occurrence| occurrence.start.timestamp())
    }

    /// Whether all of it lies before the day of an instant.
    pub fn has_ended(&self, now: Timestamp) -> bool {
        let Some(last) = self.repeat.as_ref().and_then(|repeat| repeat.last_date()) else { return false };
        let zone = self.zone.as_ref().map_or(TimeZone::UTC, |zone| zone.rules());
        last < now.to_zoned(zone).date()
    }

    fn on(&self, today: Date, days: i32, zone: &TimeZone) -> Option<Occurrence> {
        let Slot::Weekly { weekday, start, minutes } = self.slot else { return None };
        let date = today.checked_add(days.days()).ok()?;
        if Weekday::of(date) != weekday || self.repeat.as_ref().is_some_and(|repeat| !repeat.holds(date)) {
            return None;
        }
        occurrence(date.to_datetime(start), minutes, zone)
    }

    fn extra(&self, zone: &TimeZone) -> impl Iterator<Item = Occurrence> {
        let minutes = match self.slot {
            Slot::Weekly { minutes, .. } => minutes,
            _ => None,
        };
        let starts = self.repeat.iter().flat_map(|repeat| &repeat.extra);
        starts.filter_map(move |start| occurrence(*start, minutes, zone))
    }
}

fn occurrence(start: DateTime, minutes: Option<u16>, zone: &TimeZone) -> Option<Occurrence> {
    let start = start.to_zoned(zone.clone()).ok()?;
    let minutes = SignedDuration::from_mins(i64::from(minutes.unwrap_or(ASSUMED_MINUTES)));
    let end = start.checked_add(minutes).ok()?;
    Some(Occurrence { start, end })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::Zone;
    use jiff::civil::time;
    use proptest::prelude::*;

    fn weekly(zone: &str, weekday: Weekday, hour: i8, minute: i8, minutes: Option<u16>) -> Schedule {
        let slot = Slot::Weekly { weekday, start: time(hour, minute, 0, 0), minutes };
        Schedule { slot, repeat: None, text: None, zone: Zone::parse(zone), zone_source: None }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_gap_moves_on_and_a_fold_is_the_first() {
        let gap = weekly("America/New_York", Weekday::Sun, 2, 30, Some(60));
        let next = gap.next_from(at("2027-03-14T05:00:00Z")).unwrap();
        assert_eq!(next.start.to_string(), "2027-03-14T03:30:00-04:00[America/New_York]");
        assert!(next.end > next.start);
        let fold = weekly("America/New_York", Weekday::Sun, 1, 30, None);
        let next = fold.next_from(at("2026-11-01T04:00:00Z")).unwrap();
        assert_eq!(next.start.to_string(), "2026-11-01T01:30:00-04:00[America/New_York]");
    }

    #[test]
    fn overnight_and_day_long_meetings_are_under_way_past_midnight() {
        let overnight = weekly("Europe/Berlin", Weekday::Sat, 23, 0, Some(180));
        assert!(overnight.under_way(at("2026-11-22T00:59:00Z")).is_some());
        assert!(overnight.under_way(at("2026-11-22T01:00:00Z")).is_none());
        let marathon = weekly("Asia/Kathmandu", Weekday::Sat, 12, 0, Some(1440));
        assert!(marathon.under_way(at("2026-11-22T06:14:59Z")).is_some());
        assert!(marathon.under_way(at("2026-11-22T06:15:00Z")).is_none());
    }

    const ZONES: [&str; 6] = [
        "America/New_York",
        "Europe/London",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "America/St_Johns",
        "Pacific/Apia",
    ];

    proptest! {
        #[test]
        fn next_is_the_first_start_at_or_after(
            zone in 0usize..6, day in 0u8..7, hour in 0i8..24, minute in 0i8..60, long in 1u16..=1440,
            from in 1_790_000_000i64..1_860_000_000,
        ) {
            let schedule = weekly(ZONES[zone], Weekday::from_sunday(day).unwrap(), hour, minute, Some(long));
            let from = Timestamp::from_second(from).unwrap();
            let next = schedule.next_from(from).unwrap();
            prop_assert!(next.start.timestamp() >= from);
            // at most a week and a clock change away, and nothing starts between
            prop_assert!(next.start.timestamp().duration_since(from) <= SignedDuration::from_hours(7 * 24 + 1));
            let wall_is_kept = next.start.time() == time(hour, minute, 0, 0);
            let previous = next.start.timestamp() - SignedDuration::from_secs(1);
            if wall_is_kept && previous >= from {
                prop_assert_eq!(&schedule.next_from(previous).unwrap(), &next);
            }
            let running = schedule.under_way(next.start.timestamp()).unwrap();
            prop_assert!(running.contains(next.start.timestamp()));
        }
    }
}
