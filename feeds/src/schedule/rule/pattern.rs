//! Which weekdays of which weeks the parts of a rule mean together.

use super::RuleFault::{self, Malformed, Unsupported};
use super::parts::{Frequency, Parts};
use crate::schedule::{Weekday, Weeks};
use jiff::ToSpan;
use jiff::civil::Date;

/// A weekday and its weeks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    pub(super) weekday: Weekday,
    pub(super) weeks: Weeks,
}

/// The weekday of one date.
pub(super) fn once(date: Date) -> Pattern {
    Pattern { weekday: Weekday::of(date), weeks: Weeks::Every }
}

/// The patterns, in the order of the week, no weekday twice.
pub(super) fn read(parts: &Parts, first: Date) -> Result<Vec<Pattern>, RuleFault> {
    let mut patterns = match parts.frequency {
        Frequency::Daily => daily(parts, first)?,
        Frequency::Weekly => weekly(parts, first, parts.interval)?,
        Frequency::Monthly => monthly(parts)?,
    };
    patterns.sort_by_key(|pattern| pattern.weekday);
    patterns.dedup_by_key(|pattern| pattern.weekday);
    Ok(patterns)
}

fn daily(parts: &Parts, first: Date) -> Result<Vec<Pattern>, RuleFault> {
    let is_every_day = parts.interval == 1;
    if parts.interval.is_multiple_of(7) {
        let day = Weekday::of(first);
        return match parts.days.iter().all(|(number, named)| number.is_none() && *named == day) {
            true => weekly(parts, first, parts.interval / 7),
            false => Err(Unsupported),
        };
    }
    if !is_every_day {
        return Err(Unsupported);
    }
    if parts.days.is_empty() {
        let every_day = Parts { days: Weekday::ALL.map(|day| (None, day)).to_vec(), ..parts.clone() };
        return weekly(&every_day, first, 1);
    }
    weekly(parts, first, 1)
}

fn weekly(parts: &Parts, first: Date, interval: u32) -> Result<Vec<Pattern>, RuleFault> {
    if !parts.positions.is_empty() || !parts.month_days.is_empty() {
        return Err(Unsupported);
    }
    if parts.days.iter().any(|(number, _)| number.is_some()) {
        return Err(Malformed);
    }
    let weeks = u8::try_from(interval).ok().filter(|weeks| *weeks <= 52).ok_or(Unsupported)?;
    let week = week_of(first, parts.week_start).ok_or(Unsupported)?;
    let pattern = |weekday: Weekday| {
        let weeks = match weeks {
            1 => Weeks::Every,
            weeks => Weeks::Interval { weeks, from: day_of_week(week, parts.week_start, weekday)? },
        };
        Some(Pattern { weekday, weeks })
    };
    let days = parts.days.iter().map(|(_, weekday)| *weekday);
    let patterns: Option<Vec<Pattern>> = match parts.days.is_empty() {
        true => pattern(Weekday::of(first)).map(|pattern| vec![pattern]),
        false => days.map(pattern).collect(),
    };
    patterns.ok_or(Unsupported)
}

fn monthly(parts: &Parts) -> Result<Vec<Pattern>, RuleFault> {
    if parts.interval != 1 || parts.days.is_empty() {
        return Err(Unsupported);
    }
    let has_numbers = parts.days.iter().any(|(number, _)| number.is_some());
    let is_narrowed = !parts.positions.is_empty() || !parts.month_days.is_empty();
    if has_numbers {
        if is_narrowed || parts.days.iter().any(|(number, _)| number.is_none()) {
            return Err(Unsupported);
        }
        let days = Weekday::ALL.into_iter().filter_map(|weekday| {
            let numbers: Vec<i8> = parts
                .days
                .iter()
                .filter(|(_, day)| *day == weekday)
                .filter_map(|(number, _)| *number)
                .collect();
            (!numbers.is_empty()).then_some((weekday, numbers))
        });
        let pattern = |(weekday, numbers): (Weekday, Vec<i8>)| {
            Some(Pattern { weekday, weeks: weeks_of_month(&numbers)? })
        };
        return days.map(pattern).collect::<Option<_>>().ok_or(Unsupported);
    }
    let weeks = match (parts.positions.is_empty(), parts.month_days.is_empty()) {
        (true, true) => Weeks::Every,
        // the nth of several weekdays taken together is no weekday's own
        (false, true) if parts.days.len() == 1 => weeks_of_month(&parts.positions).ok_or(Unsupported)?,
        (true, false) => {
            weeks_of_month(&windows(&parts.month_days).ok_or(Unsupported)?).ok_or(Unsupported)?
        }
        _ => return Err(Unsupported),
    };
    Ok(parts.days.iter().map(|&(_, weekday)| Pattern { weekday, weeks }).collect())
}

/// The weeks of a month by their numbers; the last is the fifth wherever there is one.
fn weeks_of_month(numbers: &[i8]) -> Option<Weeks> {
    const FIRST_FOUR: u8 = 0b1111;
    match Weeks::of_month(numbers.iter().copied())? {
        Weeks::OfMonth(bits) if bits & FIRST_FOUR == FIRST_FOUR && bits & Weeks::LAST != 0 => {
            Some(Weeks::Every)
        }
        weeks => Some(weeks),
    }
}

/// The numbers of the weeks whose days are listed in full: 8 to 14 are the second.
fn windows(days: &[i8]) -> Option<Vec<i8>> {
    let mut rest: Vec<i8> = days.to_vec();
    rest.sort_unstable();
    rest.dedup();
    let mut numbers = Vec::new();
    for (number, from, to) in [(1, 1, 7), (2, 8, 14), (3, 15, 21), (4, 22, 28), (5, 29, 31), (-1, -7, -1)] {
        if (from..=to).all(|day| rest.contains(&day)) {
            rest.retain(|day| !(from..=to).contains(day));
            numbers.push(number);
        }
    }
    rest.is_empty().then_some(numbers)
}

/// The first day of a date's week.
pub(super) fn week_of(date: Date, week_start: Weekday) -> Option<Date> {
    let back = days_after(week_start, Weekday::of(date));
    date.checked_sub(i64::from(back).days()).ok()
}

/// A weekday of the week that starts on a date.
pub(super) fn day_of_week(week: Date, week_start: Weekday, day: Weekday) -> Option<Date> {
    week.checked_add(i64::from(days_after(week_start, day)).days()).ok()
}

/// Days from one weekday to the next other, 0 to 6.
pub(super) fn days_after(from: Weekday, to: Weekday) -> u8 {
    (7 + to.days_from_sunday() - from.days_from_sunday()) % 7
}
