//! Local time in many zones at one instant: how long ago a weekly slot last started, how long until it starts next.
//!
//! Away from clock changes this is arithmetic on minutes of the week. Near one, each slot of that zone is worked out
//! exactly by the calendar and remembered for the query.

use crate::generation::columns::{NONE16, Row};
use everyroom_feeds::schedule::{Repeat, Schedule, Slot, WEEK_MINUTES, Weekday};
use everyroom_feeds::zone::Zone;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

/// Minutes to the starts of a slot on either side of an instant; both 0 when it starts just then. [`NEVER`] where
/// there is no start on that side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Since the last start.
    pub since: u32,
    /// Until the next start.
    pub until: u32,
}

/// More minutes than any slot is looked for.
pub const NEVER: u32 = u32::MAX / 2;

/// One zone at one instant.
#[derive(Debug)]
pub struct Clock {
    at: Timestamp,
    minute: u32,
    zone: Zone,
    /// A clock change is so near that arithmetic would be wrong.
    near_change: bool,
    /// What was worked out by the calendar: by minute of the week and position of the repeat.
    known: RefCell<HashMap<(u16, u16), Look>>,
}

/// A change of the clocks within so long of an instant can touch an occurrence around it.
const NEAR: SignedDuration = SignedDuration::from_hours(9 * 24);

impl Clock {
    /// The zone's clock at an instant, which must be a whole minute.
    pub fn new(zone: &Zone, at: Timestamp) -> Self {
        let rules = zone.rules();
        let near_change = changes_near(&rules, at);
        let minute = minute_of_week(&rules, at);
        Self { at, minute, zone: zone.clone(), near_change, known: RefCell::default() }
    }

    /// Around this instant, the starts of the slot that begins at that minute of the local week, every week or as
    /// the repeat at that position says.
    pub fn look(&self, minute: u16, repeat: Option<(u16, &Repeat)>) -> Look {
        if !self.near_change && repeat.is_none() {
            let minute = u32::from(minute);
            let until = (minute + WEEK_MINUTES - self.minute) % WEEK_MINUTES;
            let since = (self.minute + WEEK_MINUTES - minute) % WEEK_MINUTES;
            return Look { since, until };
        }
        let position = repeat.map_or(NONE16, |(position, _)| position);
        let work_out = || look_exactly(&self.zone, self.at, minute, repeat.map(|(_, repeat)| repeat));
        *self.known.borrow_mut().entry((minute, position)).or_insert_with(work_out)
    }
}

/// The clocks of all zones of a generation at one instant, each set when it is first looked at: few queries meet
/// meetings of the whole world.
#[derive(Debug)]
pub struct Clocks<'a> {
    zones: &'a [Zone],
    repeats: &'a [Repeat],
    at: Timestamp,
    set: Vec<OnceCell<Clock>>,
}

impl<'a> Clocks<'a> {
    /// Clocks at an instant, which must be a whole minute.
    pub fn new(zones: &'a [Zone], repeats: &'a [Repeat], at: Timestamp) -> Self {
        Self { zones, repeats, at, set: zones.iter().map(|_| OnceCell::new()).collect() }
    }

    /// The starts of a row around the instant; `None` for a row without a time or a zone.
    pub fn look(&self, row: &Row) -> Option<Look> {
        if row.minute == NONE16 {
            return None;
        }
        let position = usize::from(row.zone);
        let zone = self.zones.get(position)?;
        let clock = self.set[position].get_or_init(|| Clock::new(zone, self.at));
        let repeat = self.repeats.get(usize::from(row.repeat)).map(|repeat| (row.repeat, repeat));
        Some(clock.look(row.minute, repeat))
    }
}

/// The asker's zone: on which minute of the local week an instant some minutes ahead or ago falls.
#[derive(Debug)]
pub struct Ahead {
    at: Timestamp,
    minute: u32,
    rules: TimeZone,
    near_change: bool,
}

impl Ahead {
    /// The zone at an instant, which must be a whole minute.
    pub fn new(zone: &Zone, at: Timestamp) -> Self {
        let rules = zone.rules();
        let minute = minute_of_week(&rules, at);
        let near_change = changes_near(&rules, at);
        Self { at, minute, rules, near_change }
    }

    /// The local minute of the week, so many minutes ahead; ago when that is negative.
    pub fn minute_in(&self, ahead: i64) -> u16 {
        let week = i64::from(WEEK_MINUTES);
        if !self.near_change && ahead.abs() <= week {
            return (i64::from(self.minute) + ahead).rem_euclid(week) as u16;
        }
        let then = self.at.checked_add(SignedDuration::from_mins(ahead)).unwrap_or(self.at);
        minute_of_week(&self.rules, then) as u16
    }
}

/// Down to the whole minute.
pub fn whole_minute(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second().div_euclid(60) * 60).unwrap_or(at)
}

/// Up to the whole minute.
pub fn next_whole_minute(at: Timestamp) -> Timestamp {
    let down = whole_minute(at);
    if down == at { at } else { down.checked_add(SignedDuration::from_mins(1)).unwrap_or(at) }
}

fn changes_near(rules: &TimeZone, at: Timestamp) -> bool {
    let near = |change: Timestamp| change.duration_since(at).abs() < NEAR;
    // neither side names a change at this very instant
    let before = at.checked_sub(SignedDuration::from_secs(1)).unwrap_or(at);
    rules.following(before).next().is_some_and(|change| near(change.timestamp()))
        || rules.preceding(at).next().is_some_and(|change| near(change.timestamp()))
}

fn minute_of_week(rules: &TimeZone, at: Timestamp) -> u32 {
    let local = rules.to_datetime(at);
    let day = u32::from(Weekday::of(local.date()).days_from_sunday());
    day * 1440 + local.hour().unsigned_abs() as u32 * 60 + local.minute().unsigned_abs() as u32
}

fn look_exactly(zone: &Zone, at: Timestamp, minute: u16, repeat: Option<&Repeat>) -> Look {
    let day = (minute / 1440) as u8;
    let hour = i8::try_from((minute % 1440) / 60).unwrap_or(0);
    let minute_of_hour = i8::try_from(minute % 60).unwrap_or(0);
    let start = Time::new(hour, minute_of_hour, 0, 0).unwrap_or(Time::MIN);
    let weekday = Weekday::from_sunday(day).unwrap_or(Weekday::Sun);
    let slot = Slot::Weekly { weekday, start, minutes: None };
    let repeat = repeat.cloned().map(Box::new);
    let schedule = Schedule { slot, repeat, text: None, zone: Some(zone.clone()), zone_source: None };
    let minutes =
        |from: Timestamp, to: Timestamp| u32::try_from(to.duration_since(from).as_mins()).unwrap_or(0);
    let until = schedule.next_from(at).map_or(NEVER, |next| minutes(at, next.start.timestamp()));
    // the last start is the one after the start more than a week ago
    let mut from = at - SignedDuration::from_hours(7 * 24 + 2);
    let mut since = NEVER;
    while let Some(next) = schedule.next_from(from).map(|next| next.start.timestamp()) {
        if next > at {
            break;
        }
        since = minutes(next, at);
        from = next + SignedDuration::from_mins(1);
    }
    Look { since, until }
}

#[cfg(test)]
mod tests {
    use super::*;
    use everyroom_feeds::schedule::Weeks;
    use proptest::prelude::*;

    const ZONES: [&str; 8] = [
        "America/New_York",
        "Europe/London",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "America/St_Johns",
        "Pacific/Apia",
        "Africa/Casablanca",
        "UTC",
    ];

    /// An instant of 2026 or 2027, or one near a change of the clocks of a zone, where it has any: within a day, and
    /// within two hours.
    fn moments(zone: &Zone, anywhere: i64, change: usize, minutes: i64) -> Timestamp {
        let first: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let changes: Vec<Timestamp> =
            zone.rules().following(first).take(4).map(|change| change.timestamp()).collect();
        match changes.get(change) {
            Some(at) => whole_minute(*at) + SignedDuration::from_mins(minutes),
            None => first + SignedDuration::from_mins(anywhere),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

        /// The clock, by arithmetic or by calendar, agrees with the occurrences that the schedule itself names.
        #[test]
        fn on_now_is_start_to_end(
            zone in 0usize..8, day in 0u8..7, hour in 0i8..24, minute in 0i8..60, length in 1u16..=1440,
            anywhere in 0i64..2 * 365 * 1440, change in 0usize..6, minutes in prop_oneof![-120i64..=120, -1440i64..1440],
        ) {
            let zone = Zone::parse(ZONES[zone]).unwrap();
            let at = moments(&zone, anywhere, change, minutes);
            let start = Time::new(hour, minute, 0, 0).unwrap();
            let slot = Slot::Weekly { weekday: Weekday::from_sunday(day).unwrap(), start, minutes: Some(length) };
            let schedule = Schedule { slot, repeat: None, text: None, zone: Some(zone.clone()), zone_source: None };
            let look = Clock::new(&zone, at).look(slot.minute_of_week().unwrap(), None);
            prop_assert_eq!(look.since < u32::from(length), schedule.under_way(at).is_some(), "{:?}", look);
            let next = schedule.next_from(at).unwrap().start;
            prop_assert_eq!(i64::from(look.until), next.timestamp().duration_since(at).as_mins());
            let asker = Zone::parse("Europe/Berlin").unwrap();
            let there = next.with_time_zone(asker.rules());
            let expected = u16::from(Weekday::of(there.date()).days_from_sunday()) * 1440
                + (i16::from(there.hour()) * 60 + i16::from(there.minute())).unsigned_abs();
            prop_assert_eq!(Ahead::new(&asker, at).minute_in(i64::from(look.until)), expected);
        }
    }

    proptest! {
        /// Slots that are not held every week agree with their own calendar too, near and far from clock changes.
        #[test]
        fn repeats_follow_their_calendar(
            zone in 0usize..8, day in 0u8..7, hour in 0i8..24, bits in 1u8..64, weeks in 2u8..6, nth in any::<bool>(),
            anywhere in 0i64..2 * 365 * 1440, change in 0usize..6, minutes in prop_oneof![-120i64..=120, -1440i64..1440],
        ) {
            let zone = Zone::parse(ZONES[zone]).unwrap();
            let at = moments(&zone, anywhere, change, minutes);
            let start = Time::new(hour, 30, 0, 0).unwrap();
            let slot = Slot::Weekly { weekday: Weekday::from_sunday(day).unwrap(), start, minutes: Some(90) };
            let weeks = match nth {
                true => Weeks::OfMonth(bits),
                false => Weeks::Interval { weeks, from: jiff::civil::date(2026, 1, 1) },
            };
            let repeat = Repeat { weeks, ..Repeat::default() };
            let look = Clock::new(&zone, at).look(slot.minute_of_week().unwrap(), Some((0, &repeat)));
            let repeat = Some(Box::new(repeat));
            let schedule = Schedule { slot, repeat, text: None, zone: Some(zone), zone_source: None };
            prop_assert_eq!(look.since < 90, schedule.under_way(at).is_some(), "{:?}", look);
            let next = schedule.next_from(at).unwrap().start.timestamp();
            prop_assert_eq!(i64::from(look.until), next.duration_since(at).as_mins());
        }
    }

    #[test]
    fn minutes_are_rounded_the_right_way() {
        let at: Timestamp = "2026-11-22T23:40:30Z".parse().unwrap();
        assert_eq!(whole_minute(at).to_string(), "2026-11-22T23:40:00Z");
        assert_eq!(next_whole_minute(at).to_string(), "2026-11-22T23:41:00Z");
        assert_eq!(next_whole_minute(whole_minute(at)), whole_minute(at));
    }
}
