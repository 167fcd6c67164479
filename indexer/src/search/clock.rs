//! Local time in many zones at one instant: how long ago a weekly slot last started, how long until it starts next.
//!
//! Away from clock changes this is arithmetic on minutes of the week. Near one, each slot of that zone is worked out
//! exactly by the calendar and remembered for the query.

use everyroom_feeds::schedule::{Schedule, Slot, WEEK_MINUTES, Weekday};
use everyroom_feeds::zone::Zone;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

/// Minutes to the starts of a weekly slot on either side of an instant; both 0 when it starts just then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Since the last start.
    pub since: u32,
    /// Until the next start.
    pub until: u32,
}

/// One zone at one instant.
#[derive(Debug)]
pub struct Clock {
    at: Timestamp,
    minute: u32,
    /// The zone, when a clock change is so near that arithmetic would be wrong.
    exact: Option<(Zone, RefCell<HashMap<u16, Look>>)>,
}

/// A change of the clocks within so long of an instant can touch an occurrence around it.
const NEAR: SignedDuration = SignedDuration::from_hours(9 * 24);

impl Clock {
    /// The zone's clock at an instant, which must be a whole minute.
    pub fn new(zone: &Zone, at: Timestamp) -> Self {
        let rules = zone.rules();
        let near_change = changes_near(&rules, at);
        let exact = near_change.then(|| (zone.clone(), RefCell::default()));
        Self { at, minute: minute_of_week(&rules, at), exact }
    }

    /// Around this instant, the starts of the slot that begins at that minute of the local week.
    pub fn look(&self, minute: u16) -> Look {
        match &self.exact {
            None => {
                let minute = u32::from(minute);
                let until = (minute + WEEK_MINUTES - self.minute) % WEEK_MINUTES;
                let since = (self.minute + WEEK_MINUTES - minute) % WEEK_MINUTES;
                Look { since, until }
            }
            Some((zone, known)) => {
                *known.borrow_mut().entry(minute).or_insert_with(|| look_exactly(zone, self.at, minute))
            }
        }
    }
}

/// The clocks of all zones of a generation at one instant, each set when it is first looked at: few queries meet
/// meetings of the whole world.
#[derive(Debug)]
pub struct Clocks<'a> {
    zones: &'a [Zone],
    at: Timestamp,
    set: Vec<OnceCell<Clock>>,
}

impl<'a> Clocks<'a> {
    /// Clocks at an instant, which must be a whole minute.
    pub fn new(zones: &'a [Zone], at: Timestamp) -> Self {
        Self { zones, at, set: zones.iter().map(|_| OnceCell::new()).collect() }
    }

    /// The clock of a zone by its position.
    pub fn get(&self, zone: u16) -> Option<&Clock> {
        let position = usize::from(zone);
        let zone = self.zones.get(position)?;
        Some(self.set[position].get_or_init(|| Clock::new(zone, self.at)))
    }
}

/// The asker's zone: on which minute of the local week an instant some minutes ahead falls.
#[derive(Debug)]
pub struct Ahead {
    at: Timestamp,
    minute: u32,
    exact: Option<TimeZone>,
}

impl Ahead {
    /// The zone at an instant, which must be a whole minute.
    pub fn new(zone: &Zone, at: Timestamp) -> Self {
        let rules = zone.rules();
        let minute = minute_of_week(&rules, at);
        let exact = changes_near(&rules, at).then_some(rules);
        Self { at, minute, exact }
    }

    /// The local minute of the week, so many minutes ahead.
    pub fn minute_in(&self, ahead: u32) -> u16 {
        let minute = match &self.exact {
            None => (self.minute + ahead) % WEEK_MINUTES,
            Some(rules) => minute_of_week(rules, self.at + SignedDuration::from_mins(i64::from(ahead))),
        };
        minute as u16
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
    rules.following(at).next().is_some_and(|change| near(change.timestamp()))
        || rules.preceding(at).next().is_some_and(|change| near(change.timestamp()))
}

fn minute_of_week(rules: &TimeZone, at: Timestamp) -> u32 {
    let local = rules.to_datetime(at);
    let day = u32::from(Weekday::of(local.date()).days_from_sunday());
    day * 1440 + local.hour().unsigned_abs() as u32 * 60 + local.minute().unsigned_abs() as u32
}

fn look_exactly(zone: &Zone, at: Timestamp, minute: u16) -> Look {
    let day = (minute / 1440) as u8;
    let hour = i8::try_from((minute % 1440) / 60).unwrap_or(0);
    let minute_of_hour = i8::try_from(minute % 60).unwrap_or(0);
    let start = Time::new(hour, minute_of_hour, 0, 0).unwrap_or(Time::MIN);
    let weekday = Weekday::from_sunday(day).unwrap_or(Weekday::Sun);
    let slot = Slot::Weekly { weekday, start, minutes: None };
    let schedule = Schedule { slot, repeat: None, text: None, zone: Some(zone.clone()), zone_source: None };
    let minutes =
        |from: Timestamp, to: Timestamp| u32::try_from(to.duration_since(from).as_mins()).unwrap_or(0);
    let until = schedule.next_from(at).map_or(WEEK_MINUTES, |next| minutes(at, next.start.timestamp()));
    // the last start is the one after the start more than a week ago
    let mut last = at - SignedDuration::from_hours(7 * 24 + 2);
    while let Some(next) = schedule.next_from(last).map(|next| next.start.timestamp()) {
        if next > at {
            break;
        }
        last = next + SignedDuration::from_mins(1);
    }
    Look { since: minutes(last - SignedDuration::from_mins(1), at), until }
}

#[cfg(test)]
mod tests {
    use super::*;
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

    proptest! {
        /// The clock, by arithmetic or by calendar, agrees with the occurrences that the schedule itself names.
        #[test]
        fn on_now_is_start_to_end(
            zone in 0usize..8, day in 0u8..7, hour in 0i8..24, minute in 0i8..60, length in 1u16..=1440,
            at in prop_oneof![29_833_333i64..31_000_000, 29_892_600i64..29_893_200, 29_903_000i64..29_903_300],
        ) {
            let zone = Zone::parse(ZONES[zone]).unwrap();
            let at = Timestamp::from_second(at * 60).unwrap();
            let start = Time::new(hour, minute, 0, 0).unwrap();
            let slot = Slot::Weekly { weekday: Weekday::from_sunday(day).unwrap(), start, minutes: Some(length) };
            let schedule = Schedule { slot, repeat: None, text: None, zone: Some(zone.clone()), zone_source: None };
            let look = Clock::new(&zone, at).look(slot.minute_of_week().unwrap());
            prop_assert_eq!(look.since < u32::from(length), schedule.under_way(at).is_some(), "{:?}", look);
            let next = schedule.next_from(at).unwrap().start;
            prop_assert_eq!(i64::from(look.until), next.timestamp().duration_since(at).as_mins());
            let asker = Zone::parse("Europe/Berlin").unwrap();
            let there = next.with_time_zone(asker.rules());
            let expected = u16::from(Weekday::of(there.date()).days_from_sunday()) * 1440
                + (i16::from(there.hour()) * 60 + i16::from(there.minute())).unsigned_abs();
            prop_assert_eq!(Ahead::new(&asker, at).minute_in(look.until), expected);
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
