//! The last date of a rule, from its count or its end.

use super::parts::{Frequency, Parts, Until};
use super::pattern::{Pattern, day_of_week, days_after, week_of};
use crate::zone::Zone;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{ToSpan, Unit};

/// A monthly rule that counts farther than this many months has no end that matters.
const FARTHEST_MONTHS: u32 = 1200;

/// The last date on which a rule can be held; `None` where it goes on.
pub(super) fn last_date(
    parts: &Parts,
    patterns: &[Pattern],
    starts: DateTime,
    zone: Option<&Zone>,
) -> Option<Date> {
    let by_end = parts.until.and_then(|until| at_most(until, starts, zone));
    let by_count = parts.count.and_then(|count| match parts.frequency {
        Frequency::Monthly => count_months(patterns, starts.date(), count),
        Frequency::Daily | Frequency::Weekly => count_weeks(parts, patterns, starts.date(), count),
    });
    match (by_end, by_count) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// The last date whose start is not after the end.
fn at_most(until: Until, starts: DateTime, zone: Option<&Zone>) -> Option<Date> {
    let (end, is_late) = match until {
        Until::Date(date) => return Some(date),
        Until::Wall(end) => (end, starts.time() > end.time()),
        Until::Utc(end) => {
            let zone = zone.map_or(TimeZone::UTC, Zone::rules);
            let end = end.to_zoned(TimeZone::UTC).ok()?.timestamp();
            let wall = end.to_zoned(zone.clone()).datetime();
            // by instants, since the wall clock may repeat or skip an hour on that date
            let start = wall.date().to_datetime(starts.time()).to_zoned(zone).ok()?;
            (wall, start.timestamp() > end)
        }
    };
    if is_late { end.date().yesterday().ok() } else { Some(end.date()) }
}

/// Counts weeks without walking them.
fn count_weeks(parts: &Parts, patterns: &[Pattern], first: Date, count: u32) -> Option<Date> {
    let interval = match parts.frequency {
        Frequency::Daily if parts.interval.is_multiple_of(7) => parts.interval / 7,
        Frequency::Daily => 1,
        _ => parts.interval,
    };
    let mut offsets: Vec<u8> =
        patterns.iter().map(|pattern| days_after(parts.week_start, pattern.weekday)).collect();
    offsets.sort_unstable();
    let week = week_of(first, parts.week_start)?;
    let passed = first.since((Unit::Day, week)).ok()?.get_days();
    let in_first_week = offsets.iter().filter(|&&offset| i32::from(offset) >= passed).count();
    let index = i64::from(count) - 1 + i64::try_from(offsets.len() - in_first_week).ok()?;
    let per_week = i64::try_from(offsets.len()).ok().filter(|days| *days > 0)?;
    let weeks = (index / per_week).checked_mul(i64::from(interval))?;
    let offset = *offsets.get(usize::try_from(index % per_week).ok()?)?;
    let days = weeks.checked_mul(7)?.checked_add(i64::from(offset))?;
    week.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// Walks months, because not every one has a fifth Friday.
fn count_months(patterns: &[Pattern], first: Date, count: u32) -> Option<Date> {
    let mut left = count;
    let mut month = first.first_of_month();
    for _ in 0..FARTHEST_MONTHS {
        let mut held: Vec<Date> = patterns.iter().flat_map(|pattern| of_month(pattern, month)).collect();
        held.retain(|date| *date >= first);
        held.sort_unstable();
        let here = u32::try_from(held.len()).ok()?;
        if left <= here {
            return held.get(usize::try_from(left).ok()?.checked_sub(1)?).copied();
        }
        left -= here;
        month = month.checked_add(1.month()).ok()?;
    }
    None
}

fn of_month(pattern: &Pattern, month: Date) -> impl Iterator<Item = Date> {
    let Pattern { weekday, weeks } = *pattern;
    let start = day_of_week(month, crate::schedule::Weekday::of(month), weekday);
    (0..5i64).filter_map(move |week| {
        let date = start?.checked_add((week * 7).days()).ok()?;
        (date.month() == month.month() && weeks.holds(date)).then_some(date)
    })
}
