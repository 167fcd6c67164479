//! Times of a calendar as wall times of a zone.

use super::zones::Zones;
use crate::zone::Zone;
use calcard::common::PartialDateTime;
use calcard::icalendar::{ICalendarEntry, ICalendarPeriod, ICalendarValue};
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

/// A time, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stamp {
    /// All day.
    Date(Date),
    /// Wall time, perhaps of a named zone.
    Wall(DateTime, Option<String>),
    /// An instant, in UTC.
    Utc(DateTime),
}

/// The zone that the times of an event are told in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    /// A zone that is known.
    Known(Zone),
    /// A name that says nothing, or none at all.
    Named(Option<String>),
}

impl Clock {
    /// What is published as the zone.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Clock::Known(zone) => Some(zone.name()),
            Clock::Named(name) => name.as_deref(),
        }
    }

    fn rules(&self) -> Option<TimeZone> {
        match self {
            Clock::Known(zone) => Some(zone.rules()),
            Clock::Named(_) => None,
        }
    }

    /// A time on this clock. What names no zone, or one that nobody knows, is taken as it stands.
    pub(super) fn wall(&self, stamp: &Stamp, zones: &Zones) -> Option<DateTime> {
        let (at, from) = match stamp {
            Stamp::Date(_) => return None,
            Stamp::Utc(at) => (*at, TimeZone::UTC),
            Stamp::Wall(at, None) => return Some(*at),
            Stamp::Wall(at, Some(name)) => match zones.zone(name) {
                Some(zone) => (*at, zone.rules()),
                None => return Some(*at),
            },
        };
        let Some(here) = self.rules() else { return Some(at) };
        Some(at.to_zoned(from).ok()?.with_time_zone(here).datetime())
    }
}

/// The times of a property, and how many of its values are none.
pub(super) fn stamps(entry: &ICalendarEntry) -> (Vec<Stamp>, usize) {
    let zone = entry.tz_id().map(str::trim).filter(|name| !name.is_empty());
    let read = |value: &ICalendarValue| match value {
        ICalendarValue::PartialDateTime(partial) => stamp(partial, zone),
        ICalendarValue::Period(
            ICalendarPeriod::Range { start, .. } | ICalendarPeriod::Duration { start, .. },
        ) => stamp(start, zone),
        _ => None,
    };
    let stamps: Vec<Stamp> = entry.values.iter().filter_map(read).collect();
    let lost = entry.values.len() - stamps.len();
    (stamps, lost)
}

fn stamp(partial: &PartialDateTime, zone: Option<&str>) -> Option<Stamp> {
    let small = |part: Option<u8>| i8::try_from(part.unwrap_or(0)).ok();
    let year = i16::try_from(partial.year?).ok()?;
    let date = Date::new(year, small(Some(partial.month?))?, small(Some(partial.day?))?).ok()?;
    if partial.hour.is_none() {
        return Some(Stamp::Date(date));
    }
    // a leap second is the last one of its minute
    let second = small(partial.second)?.min(59);
    let time = jiff::civil::Time::new(small(partial.hour)?, small(partial.minute)?, second, 0).ok()?;
    let at = date.to_datetime(time);
    let Some(hours) = partial.tz_hour else {
        return Some(Stamp::Wall(at, zone.map(str::to_owned)));
    };
    let seconds = i32::from(hours) * 3600 + i32::from(partial.tz_minute.unwrap_or(0)) * 60;
    let offset = Offset::from_seconds(if partial.tz_minus { -seconds } else { seconds }).ok()?;
    offset.to_timestamp(at).ok().map(|instant| Stamp::Utc(Offset::UTC.to_datetime(instant)))
}
