//! Carrying out the steps. A value that a step can do nothing with goes through as it is and is judged later; only
//! `capture`, `keep` and the like leave values out, because that is what they are for.

use super::page::{Page, Parsed, select};
use super::path::Path;
use super::pick::{Pick, Spot, Take, joined, scalar};
use super::step::DayBase;
use crate::clean::zone::{ReadZone, zone};
use crate::clean::{text, time};
use crate::notice::Code;
use crate::schedule::Weekday;
use crate::zone::Zone;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use regex::Regex;
use scraper::Selector;
use serde_json::Value;
use std::collections::HashMap;

/// At most so many values come of one.
const MOST_VALUES: usize = 1_000;

/// A step that was understood.
#[derive(Debug)]
pub(super) enum Op {
    Lower,
    TitleCase,
    StripHtml,
    Absolute,
    DayOf,
    TimeOf,
    /// A count of so many seconds each since midnight.
    ClockOf(i64),
    Split(String),
    Join(String),
    Prefix(String),
    Capture(Regex),
    Matches(Regex),
    Keep(Regex, bool),
    Replace(Regex, String),
    Pick(i32),
    Map(HashMap<String, String>),
    DayBase(DayBase),
    SecondsOfWeek(DayBase),
    Datetime(String),
    Divide(f64),
    Local(Box<LocalClock>),
    Json(Path),
    Html(Option<Selector>, Take),
}

/// Where the clock hangs.
#[derive(Debug)]
pub(super) enum LocalClock {
    In(Zone),
    Said(Pick),
}

pub(super) fn apply(op: &Op, values: Vec<Value>, spot: &Spot<'_, '_>) -> Vec<Value> {
    match op {
        Op::Join(between) => vec![Value::String(joined(&values, between))],
        Op::Pick(which) => {
            let at = match which {
                1.. => usize::try_from(which - 1).ok(),
                _ => values.len().checked_sub(which.unsigned_abs() as usize),
            };
            at.and_then(|at| values.into_iter().nth(at)).into_iter().collect()
        }
        _ => {
            let mut done = Vec::with_capacity(values.len());
            for value in values {
                match scalar(&value) {
                    Some(text) if spot.desk.budget.take(1 + text.len() as u64 / 64) => {
                        each(op, text, spot, &mut done);
                    }
                    Some(_) => {}
                    None => done.push(value),
                }
            }
            done
        }
    }
}

fn each(op: &Op, text: String, spot: &Spot<'_, '_>, done: &mut Vec<Value>) {
    let one = match op {
        Op::Lower => Some(text.to_lowercase()),
        Op::TitleCase => Some(title_case(&text)),
        Op::StripHtml => Some(text::block(&text).text),
        Op::Absolute => Some(spot.url.join(&text).map_or(text, String::from)),
        Op::DayOf => Some(date_time(&text).map_or(text, |at| day_name(at.date()).to_owned())),
        Op::TimeOf => Some(clock_in(&text).map_or(text, clock)),
        Op::ClockOf(unit) => {
            let seconds = text.parse::<i64>().ok().and_then(|count| count.checked_mul(*unit));
            let time = seconds.filter(|seconds| (0..86_400).contains(seconds)).map(of_midnight);
            Some(time.map_or(text, clock))
        }
        Op::Prefix(prefix) => Some(format!("{prefix}{text}")),
        Op::Capture(regex) => regex.captures(&text).and_then(|found| {
            let group = found.iter().skip(1).flatten().next().or_else(|| found.get(0));
            group.map(|group| group.as_str().to_owned())
        }),
        Op::Keep(regex, wanted) => (regex.is_match(&text) == *wanted).then_some(text),
        Op::Replace(regex, with) => Some(regex.replace_all(&text, with.as_str()).into_owned()),
        Op::Map(words) => {
            Some(words.get(&text.to_lowercase()).or_else(|| words.get("*")).cloned().unwrap_or(text))
        }
        Op::DayBase(base) => Some(day_of_number(*base, &text).unwrap_or(text)),
        Op::SecondsOfWeek(base) => Some(of_week(*base, &text).unwrap_or(text)),
        Op::Datetime(form) => {
            let read = DateTime::strptime(form, &text);
            Some(read.map_or(text, |at| at.strftime("%Y-%m-%dT%H:%M:%S").to_string()))
        }
        Op::Divide(by) => Some(text.parse::<f64>().map_or(text, |number| (number / by).to_string())),
        Op::Local(clock) => local(clock, text, spot),
        Op::Split(separator) => {
            done.extend(text.split(separator.as_str()).take(MOST_VALUES).map(|part| part.trim().into()));
            None
        }
        Op::Matches(regex) => {
            done.extend(regex.find_iter(&text).take(MOST_VALUES).map(|found| found.as_str().into()));
            None
        }
        Op::Json(path) => {
            if let Some(value) = super::path::first_json(&text) {
                done.extend(path.values_in(&value));
            }
            None
        }
        Op::Html(selector, take) => {
            html(selector.as_ref(), take, &text, spot, done);
            None
        }
        Op::Join(_) | Op::Pick(_) => Some(text),
    };
    done.extend(one.map(Value::String));
}

fn html(selector: Option<&Selector>, take: &Take, text: &str, spot: &Spot<'_, '_>, done: &mut Vec<Value>) {
    let budget = &spot.desk.budget;
    budget.take(text.len() as u64);
    let Ok(parsed) = Parsed::parse(text) else {
        spot.desk.faults.borrow_mut().push((Code::ValueUnexpected, text.chars().take(60).collect()));
        return;
    };
    let Page { root, .. } = parsed.page();
    let elements = selector.map_or_else(|| vec![root], |selector| select(root, selector, budget));
    let texts = elements.into_iter().take(MOST_VALUES).filter_map(|element| take.of(element, budget));
    done.extend(texts.map(Value::String));
}

fn title_case(text: &str) -> String {
    let mut at_start = true;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match at_start {
            true => out.extend(c.to_uppercase()),
            false => out.extend(c.to_lowercase()),
        }
        at_start = !(c.is_alphanumeric() || c == '\'' || c == '’');
    }
    out
}

fn day_name(date: Date) -> &'static str {
    let days = u8::try_from(date.weekday().to_sunday_zero_offset()).unwrap_or_default();
    Weekday::from_sunday(days).map_or("", Weekday::name)
}

/// A number out of the base is told as such, lest it be read in another base.
fn day_of_number(base: DayBase, text: &str) -> Option<String> {
    let number: f64 = text.parse().ok()?;
    let first = match base {
        DayBase::Sunday0 | DayBase::Monday0 => 0.0,
        DayBase::Sunday1 | DayBase::Monday1 => 1.0,
    };
    let days = number - first;
    if days.fract() != 0.0 || !(0.0..7.0).contains(&days) {
        return Some(format!("day {text}"));
    }
    let from_sunday = (days as u8 + u8::from(starts_on_monday(base))) % 7;
    Weekday::from_sunday(from_sunday).map(|day| day.name().to_owned())
}

fn starts_on_monday(base: DayBase) -> bool {
    matches!(base, DayBase::Monday0 | DayBase::Monday1)
}

/// A date in a week that began on the right day, and the time.
fn of_week(base: DayBase, text: &str) -> Option<String> {
    let seconds: i64 = text.parse().ok().filter(|seconds| (0..7 * 86_400).contains(seconds))?;
    let first = if starts_on_monday(base) { 2 } else { 1 };
    let start = jiff::civil::date(2023, 1, first).at(0, 0, 0, 0);
    let at = start.checked_add(jiff::SignedDuration::from_secs(seconds)).ok()?;
    Some(at.strftime("%Y-%m-%dT%H:%M:%S").to_string())
}

fn of_midnight(seconds: i64) -> Time {
    Time::midnight().wrapping_add(jiff::SignedDuration::from_secs(seconds))
}

fn clock(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

/// A date and time as written, whatever zone it says.
fn date_time(text: &str) -> Option<DateTime> {
    let compact = text.len() >= 15 && text.as_bytes().get(8) == Some(&b'T');
    if compact {
        return DateTime::strptime("%Y%m%dT%H%M%S", text.get(..15)?).ok();
    }
    let plain: String = text.chars().take(19).collect();
    let date_only = || text.get(..10)?.parse::<Date>().ok().map(|date| date.at(0, 0, 0, 0));
    plain.parse::<DateTime>().ok().or_else(date_only)
}

/// The time of day in a date and time, or a time that stands alone.
fn clock_in(text: &str) -> Option<Time> {
    let has_time = text.contains('T') || text.contains(':');
    let of_date = date_time(text).filter(|_| has_time).map(DateTime::time);
    of_date.or_else(|| time::time(text).map(|read| read.time))
}

/// An instant as the clock on the wall shows it; `None`, with a fault, where nobody knows which wall.
fn local(clock: &LocalClock, text: String, spot: &Spot<'_, '_>) -> Option<String> {
    let Some(instant) = instant(&text) else { return Some(text) };
    let zone = match clock {
        LocalClock::In(zone) => zone.clone(),
        LocalClock::Said(pick) => {
            let said = pick.text(spot).unwrap_or_default();
            match zone(&said) {
                ReadZone::Known(zone) | ReadZone::Alias(zone) => zone,
                ReadZone::Unknown => {
                    spot.desk.faults.borrow_mut().push((Code::TimezoneUnknown, said));
                    return None;
                }
            }
        }
    };
    let wall = instant.to_zoned(zone.rules()).datetime();
    Some(wall.strftime("%Y-%m-%dT%H:%M:%S").to_string())
}

/// Seconds or milliseconds since 1970, a time with an offset, or one without, which is then in UTC.
fn instant(text: &str) -> Option<Timestamp> {
    if let Ok(number) = text.parse::<i64>() {
        let is_milliseconds = number.unsigned_abs() > 100_000_000_000;
        return match is_milliseconds {
            true => Timestamp::from_millisecond(number).ok(),
            false => Timestamp::from_second(number).ok(),
        };
    }
    let with_offset = text.parse::<Timestamp>().ok();
    with_offset.or_else(|| date_time(text)?.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|at| at.timestamp()))
}
