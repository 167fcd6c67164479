//! The rule of a meeting in words.

use super::Locale;
use super::clock::{city, clock, from_to};
use super::day::{date_year, weekday};
use super::joined::{capital, joined};
use crate::message::digits;
use everyroom_feeds::schedule::{Repeat, Schedule, Slot, Weekday, Weeks};

/// The rule, as `Every Sunday, 7:00 pm to 8:00 pm, Los Angeles time`.
pub fn rule(locale: Locale, schedule: &Schedule) -> String {
    let t = locale.text();
    let said = match schedule.slot {
        Slot::Weekly { weekday: day, start, .. } => {
            let time = from_to(locale, start, schedule.slot.end());
            let words = match &schedule.repeat {
                None => every_week(locale, day, &time),
                Some(repeat) => repeated(locale, repeat, day, &time),
            };
            match &schedule.zone {
                Some(zone) => t.rule.city.plain(&[("rule", &words), ("city", &city(zone))]),
                None => words,
            }
        }
        Slot::DayOnly { weekday: day } => t.rule.day_only.plain(&[("weekday", &weekday(locale, day))]),
        Slot::ByAppointment => t.time.appointment.clone(),
        Slot::AlwaysOn => t.time.always.clone(),
        // the words of the group stand beside it, as they were written
        Slot::Unparsed => t.time.not_stated.clone(),
    };
    capital(&said)
}

/// Its time alone, as it stands where there is no next occurrence.
pub fn time_of(locale: Locale, schedule: &Schedule) -> String {
    let t = &locale.text().time;
    match schedule.slot {
        Slot::Weekly { start, .. } => clock(locale, start),
        Slot::ByAppointment => t.appointment.clone(),
        Slot::AlwaysOn => t.always.clone(),
        Slot::DayOnly { .. } | Slot::Unparsed => t.not_stated.clone(),
    }
}

/// When the rule is held, without its time; empty where there is no rule.
pub fn day_of(locale: Locale, schedule: &Schedule) -> String {
    schedule.slot.weekday().map_or_else(String::new, |day| weekday(locale, day))
}

fn every_week(locale: Locale, day: Weekday, time: &str) -> String {
    locale.text().rule.weekly.plain(&[("weekday", &weekday(locale, day)), ("time", time)])
}

fn repeated(locale: Locale, repeat: &Repeat, day: Weekday, time: &str) -> String {
    let t = &locale.text().rule;
    if let (Some(from), Some(until)) = (repeat.from, repeat.until)
        && from == until
    {
        return t.once.plain(&[("date", &date_year(locale, from)), ("time", time)]);
    }
    let name = weekday(locale, day);
    let words = match repeat.weeks {
        Weeks::Every => every_week(locale, day, time),
        Weeks::OfMonth(_) => {
            let nth = |number: i8| match number {
                1 => &t.n1,
                2 => &t.n2,
                3 => &t.n3,
                4 => &t.n4,
                5 => &t.n5,
                _ => &t.last,
            };
            let numbers: Vec<String> = repeat.weeks.numbers().into_iter().map(|n| nth(n).clone()).collect();
            t.of_month.plain(&[("weekday", &name), ("nth", &joined(locale, &numbers)), ("time", time)])
        }
        Weeks::Interval { weeks: 2, .. } => t.every_other.plain(&[("weekday", &name), ("time", time)]),
        Weeks::Interval { weeks, .. } => {
            let weeks = digits(locale.language, &weeks.to_string());
            t.every_n.plain(&[("weekday", &name), ("n", &weeks), ("time", time)])
        }
    };
    match repeat.until {
        Some(until) => t.until.plain(&[("rule", &words), ("date", &date_year(locale, until))]),
        None => words,
    }
}
