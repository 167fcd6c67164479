//! From a weekly rule to dated instants, right over clock changes.
//!
//! A start in a gap is as much later as the clocks skip, a start in a fold is the first of the two. The end is the start
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
    use jiff::civil::{Time, time};
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

    /// The first minute from an instant on at which the wall clock says that day and time, looked for minute by minute.
    /// In a fold that is the first of the two.
    fn plainly(zone: &TimeZone, from: Timestamp, weekday: Weekday, wall: Time) -> Option<Timestamp> {
        let says = |at: Timestamp| zone.to_datetime(at);
        let is_again = |at: Timestamp| {
            // clocks turn by half an hour or by a whole one
            [30, 60].iter().any(|minutes| says(at - SignedDuration::from_mins(*minutes)) == says(at))
        };
        let first = from.as_second().div_euclid(60) + i64::from(from.as_second().rem_euclid(60) > 0);
        (first..first + 8 * 1440).filter_map(|minute| Timestamp::from_second(minute * 60).ok()).find(|at| {
            let there = says(*at);
            there.time() == wall && Weekday::of(there.date()) == weekday && !is_again(*at)
        })
    }

    proptest! {
        /// Anywhere, and around the changes of the clocks of the zone: the start is the first minute at which the wall
        /// says so; only where clocks skip that minute is it as much later as they skip.
        #[test]
        fn next_is_the_first_start_at_or_after(
            zone in 0usize..6, day in 0u8..7, hour in 0i8..24, minute in 0i8..60, long in 1u16..=1440,
            anywhere in 1_790_000_000i64..1_860_000_000, change in 0usize..6, seconds in -200_000i64..100_000,
            is_that_day in any::<bool>(), is_that_hour in any::<bool>(),
        ) {
            let rules = Zone::parse(ZONES[zone]).unwrap().rules();
            let (mut from, mut weekday, mut wall) = (
                Timestamp::from_second(anywhere).unwrap(), Weekday::from_sunday(day).unwrap(), time(hour, minute, 0, 0),
            );
            if let Some(change) = rules.following(from).nth(change).map(|change| change.timestamp()) {
                from = change + SignedDuration::from_secs(seconds);
                let there = rules.to_datetime(change - SignedDuration::from_mins(1));
                if is_that_day { weekday = Weekday::of(there.date()); }
                // the hour that is skipped, or comes twice
                if is_that_hour { wall = time((there.hour() + 1) % 24, minute, 0, 0); }
            }
            let slot = Slot::Weekly { weekday, start: wall, minutes: Some(long) };
            let zone = Zone::parse(ZONES[zone]);
            let schedule = Schedule { slot, repeat: None, text: None, zone, zone_source: None };
            let next = schedule.next_from(from).unwrap();
            let (start, end) = (next.start.timestamp(), next.end.timestamp());
            prop_assert!(start >= from);
            prop_assert_eq!(end.duration_since(start), SignedDuration::from_mins(i64::from(long)));
            if next.start.time() == wall && Weekday::of(next.start.date()) == weekday {
                prop_assert_eq!(Some(start), plainly(&rules, from, weekday, wall));
            } else {
                // no such minute that day: the last before it is told by the clock as it was, and that many minutes pass
                let skipped = next.start.date().to_datetime(wall);
                let before = rules.to_offset(start - SignedDuration::from_hours(3));
                prop_assert_eq!(before.to_timestamp(skipped).unwrap(), start);
                prop_assert!(rules.to_offset(start) > before, "clocks went on");
                prop_assert!(plainly(&rules, from, weekday, wall).is_none_or(|plain| plain > start));
            }
            prop_assert!(schedule.under_way(start).unwrap().contains(start));
        }
    }
}
