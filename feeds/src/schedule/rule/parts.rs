//! The parts of a rule, as they are written. What they mean together is none of its business.

use super::RuleFault;
use crate::schedule::Weekday;
use jiff::civil::{Date, DateTime, Time};

/// Longer rules are nonsense.
const LONGEST: usize = 1000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frequency {
    Daily,
    Weekly,
    Monthly,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Until {
    Date(Date),
    Wall(DateTime),
    Utc(DateTime),
}

/// A rule of days, weeks or months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) frequency: Frequency,
    pub(super) interval: u32,
    pub(super) count: Option<u32>,
    pub(super) until: Option<Until>,
    /// Weekdays, with the number of an nth one.
    pub(super) days: Vec<(Option<i8>, Weekday)>,
    pub(super) positions: Vec<i8>,
    pub(super) month_days: Vec<i8>,
    /// The day that weeks start on.
    pub(super) week_start: Weekday,
}

impl Parts {
    pub(super) fn parse(text: &str, starts: DateTime) -> Result<Self, RuleFault> {
        use RuleFault::{Malformed, Unsupported};
        if text.len() > LONGEST {
            return Err(Malformed);
        }
        let text = text.to_ascii_uppercase();
        let text = text.strip_prefix("RRULE:").unwrap_or(&text);
        let mut frequency = None;
        let mut parts = Self {
            frequency: Frequency::Weekly,
            interval: 1,
            count: None,
            until: None,
            days: Vec::new(),
            positions: Vec::new(),
            month_days: Vec::new(),
            week_start: Weekday::Mon,
        };
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').ok_or(Malformed)?;
            let value = value.trim();
            match name.trim() {
                "FREQ" => frequency = Some(read_frequency(value)?),
                "INTERVAL" => parts.interval = positive(value)?,
                "COUNT" => parts.count = Some(positive(value)?),
                "UNTIL" => parts.until = Some(until(value).ok_or(Malformed)?),
                "BYDAY" => parts.days = list(value, day)?,
                "BYSETPOS" => parts.positions = list(value, |number| number.parse().ok())?,
                "BYMONTHDAY" => parts.month_days = list(value, |number| number.parse().ok())?,
                "WKST" => parts.week_start = weekday(value).ok_or(Malformed)?,
                // what says no more than the start does is taken, what narrows it down is not
                "BYHOUR" => only(value, starts.hour())?,
                "BYMINUTE" => only(value, starts.minute())?,
                "BYSECOND" => only(value, starts.second())?,
                "BYMONTH" => {
                    let mut months: Vec<u8> = list(value, |number| number.parse().ok())?;
                    months.sort_unstable();
                    months.dedup();
                    if !months.into_iter().eq(1..=12) {
                        return Err(Unsupported);
                    }
                }
                "RSCALE" if value == "GREGORIAN" => {}
                "RSCALE" | "SKIP" | "BYYEARDAY" | "BYWEEKNO" => return Err(Unsupported),
                name if name.starts_with("X-") => {}
                _ => return Err(Malformed),
            }
        }
        parts.frequency = frequency.ok_or(Malformed)?;
        Ok(parts)
    }
}

fn read_frequency(value: &str) -> Result<Frequency, RuleFault> {
    match value {
        "DAILY" => Ok(Frequency::Daily),
        "WEEKLY" => Ok(Frequency::Weekly),
        "MONTHLY" => Ok(Frequency::Monthly),
        "YEARLY" | "HOURLY" | "MINUTELY" | "SECONDLY" => Err(RuleFault::Unsupported),
        _ => Err(RuleFault::Malformed),
    }
}

fn positive(value: &str) -> Result<u32, RuleFault> {
    value.parse().ok().filter(|&number| number > 0).ok_or(RuleFault::Malformed)
}

fn list<T>(value: &str, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, RuleFault> {
    let members: Option<Vec<T>> =
        value.split(',').map(str::trim).filter(|member| !member.is_empty()).map(read).collect();
    members.filter(|members| !members.is_empty()).ok_or(RuleFault::Malformed)
}

fn only(value: &str, wanted: i8) -> Result<(), RuleFault> {
    let numbers: Vec<i8> = list(value, |number| number.parse().ok())?;
    if numbers.iter().all(|&number| number == wanted) { Ok(()) } else { Err(RuleFault::Unsupported) }
}

/// `WE`, `2WE`, `-1FR`.
fn day(text: &str) -> Option<(Option<i8>, Weekday)> {
    let at = text.len().checked_sub(2)?;
    let (number, name) = (text.get(..at)?, text.get(at..)?);
    let number = match number {
        "" => None,
        number => Some(number.parse().ok().filter(|number| *number != 0)?),
    };
    Some((number, weekday(name)?))
}

fn weekday(name: &str) -> Option<Weekday> {
    let names = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
    names.iter().position(|known| *known == name).map(|at| Weekday::ALL[at])
}

/// `20261231`, `20261231T235959`, `20261231T235959Z`; also with the marks of ISO 8601.
fn until(text: &str) -> Option<Until> {
    let (text, is_utc) = match text.strip_suffix('Z') {
        Some(text) => (text, true),
        None => (text, false),
    };
    let digits: String = text.chars().filter(|c| !matches!(c, '-' | ':')).collect();
    let (date, time) = digits.split_once('T').unwrap_or((&digits, ""));
    let number = |from: usize, to: usize, text: &str| text.get(from..to)?.parse::<i16>().ok();
    let small = |at: usize, text: &str| number(at, at + 2, text).and_then(|number| i8::try_from(number).ok());
    if date.len() != 8 {
        return None;
    }
    let date = Date::new(number(0, 4, date)?, small(4, date)?, small(6, date)?).ok()?;
    if time.is_empty() {
        return Some(Until::Date(date));
    }
    let time = Time::new(small(0, time)?, small(2, time)?, small(4, time).unwrap_or(0).min(59), 0).ok()?;
    let at = date.to_datetime(time);
    Some(if is_utc { Until::Utc(at) } else { Until::Wall(at) })
}
