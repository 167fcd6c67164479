//! When a meeting is held, as RFC 5545 says it: a first date, a rule, dates left out, dates added.
//!
//! The first date is the first one from the day on which the listing last changed, so that the same listing always
//! gives the same event. Nothing of an event may come before its first date, and no date that is not of its rule may begin
//! it: what was added before the rule sets in is an event of its own.

use everyroom_feeds::schedule::{Repeat, Schedule, Slot, Weekday, Weeks};
use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

/// How far a date is looked for; no rule skips a longer time.
const FARTHEST_DAYS: i64 = 400;

/// A recurrence; wall times of the meeting's zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recurrence {
    /// What tells its event from another of the same listing.
    pub part: &'static str,
    /// The first start.
    pub start: DateTime,
    /// The value of `RRULE`; none for what is held once.
    pub rule: Option<String>,
    /// Starts that are left out.
    pub except: Vec<DateTime>,
    /// Starts besides the rule.
    pub extra: Vec<DateTime>,
}

/// Whether a listing can stand in a calendar: it has a wall time and a zone.
pub fn has_time(schedule: &Schedule) -> bool {
    matches!(schedule.slot, Slot::Weekly { .. }) && schedule.zone.is_some()
}

/// What its event is told by.
const EARLIER: &str = "-earlier";

/// The recurrences of a schedule, mostly one; none where it has no time, no zone or no date at all.
pub fn recurrences(schedule: &Schedule, changed: Timestamp) -> Vec<Recurrence> {
    parts(schedule, changed).unwrap_or_default()
}

fn parts(schedule: &Schedule, changed: Timestamp) -> Option<Vec<Recurrence>> {
    let Slot::Weekly { weekday, start: time, .. } = schedule.slot else { return None };
    let zone = schedule.zone.as_ref()?.rules();
    let day = changed.to_zoned(zone).date();
    let Some(repeat) = schedule.repeat.as_deref() else {
        let first = first_from(day, |date| Weekday::of(date) == weekday)?;
        let rule = Some(Repeat::default().rule(weekday));
        let (start, except, extra) = (first.to_datetime(time), Vec::new(), Vec::new());
        return Some(vec![Recurrence { part: "", start, rule, except, extra }]);
    };
    let holds = |date: Date| Weekday::of(date) == weekday && repeat.holds(date);
    let mut extra = repeat.extra.clone();
    extra.sort();
    extra.dedup();
    // an extra date before the regular ones begins the series earlier, where the rule lets it
    let wanted =
        extra.iter().map(|at| at.date()).filter(|date| *date >= day).min().map_or(day, |at| at.min(day));
    let from = repeat.from.map_or(wanted, |from| from.max(wanted));
    let first = first_from(from, holds).or_else(|| last_until(repeat.until?, holds));
    let Some(first) = first else { return Some(only("", extra).into_iter().collect()) };
    let start = first.to_datetime(time);
    let is_once = repeat.until == Some(first) || first_from(first.tomorrow().ok()?, holds).is_none();
    let except = repeat.except.iter().filter(|date| **date > first && Weekday::of(**date) == weekday);
    extra.retain(|at| *at != start && at.date() >= day.min(first));
    let later = extra.split_off(extra.partition_point(|at| *at < start));
    let regular = Recurrence {
        part: "",
        start,
        rule: (!is_once).then(|| rule(schedule, repeat, weekday)),
        except: if is_once { Vec::new() } else { sorted(except.map(|date| date.to_datetime(time))) },
        extra: later,
    };
    Some(only(EARLIER, extra).into_iter().chain([regular]).collect())
}

/// Dates without a rule.
fn only(part: &'static str, mut extra: Vec<DateTime>) -> Option<Recurrence> {
    if extra.is_empty() {
        return None;
    }
    let start = extra.remove(0);
    Some(Recurrence { part, start, rule: None, except: Vec::new(), extra })
}

fn sorted(starts: impl Iterator<Item = DateTime>) -> Vec<DateTime> {
    let mut starts: Vec<DateTime> = starts.collect();
    starts.sort();
    starts.dedup();
    starts
}

fn first_from(from: Date, holds: impl Fn(Date) -> bool) -> Option<Date> {
    (0..FARTHEST_DAYS).filter_map(|days| from.checked_add(days.days()).ok()).find(|date| holds(*date))
}

fn last_until(until: Date, holds: impl Fn(Date) -> bool) -> Option<Date> {
    (0..FARTHEST_DAYS).filter_map(|days| until.checked_sub(days.days()).ok()).find(|date| holds(*date))
}

/// The rule; its end is an instant in UTC, as it has to be where the start names a zone.
fn rule(schedule: &Schedule, repeat: &Repeat, weekday: Weekday) -> String {
    let weeks = match repeat.weeks {
        // of the 5th and the last of a month both, the last says all
        Weeks::OfMonth(bits) if bits & Weeks::LAST != 0 => Weeks::OfMonth(bits & !(1 << 4)),
        weeks => weeks,
    };
    let mut rule = Repeat { weeks, ..Repeat::default() }.rule(weekday);
    if let Some(last) = schedule.last_start_in_utc() {
        rule.push_str(&last.strftime(";UNTIL=%Y%m%dT%H%M%SZ").to_string());
    }
    rule
}
