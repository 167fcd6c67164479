//! From a recurrence rule of RFC 5545 to weekly slots: which weekdays, which weeks, from when to when, and the dates
//! that are left out or added.
//!
//! Only rules that are a weekday's are taken; every other rule is a fault that the caller tells. Nothing here expands
//! a rule into dates without an end: all of it is arithmetic, or a walk with a budget.

mod limit;
mod parts;
mod pattern;
#[cfg(test)]
mod tests;

use super::{Repeat, Slot, Weekday};
use crate::zone::Zone;
use jiff::civil::{Date, DateTime};
use parts::Parts;

/// At most so many dates may be left out, and as many added.
pub const LISTED_DATES: usize = 2000;

/// A slot, and what keeps it from being held every week.
pub type Slots = Vec<(Slot, Option<Box<Repeat>>)>;

/// A date that a rule does not hold on: as a whole, or one start on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DateOrDateTime {
    /// All of a date.
    Date(Date),
    /// A start, in wall time.
    At(DateTime),
}

impl DateOrDateTime {
    /// Reads `2026-03-01` or `2026-03-01T19:00:00`; what has an offset is neither.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() == 10 {
            return text.parse().ok().map(Self::Date);
        }
        let is_wall = !text.ends_with(['Z', 'z', ']']) && text.get(10..)?.find(['+', '-']).is_none();
        is_wall.then(|| text.parse().ok().map(Self::At))?
    }

    /// The date.
    pub fn date(self) -> Date {
        match self {
            Self::Date(date) => date,
            Self::At(at) => at.date(),
        }
    }
}

/// Why a rule gives no slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleFault {
    /// A rule, but none that weekly slots can say: every third day, the 15th of each month, once a year.
    #[error("the rule is not that of a weekday")]
    Unsupported,
    /// No rule at all.
    #[error("the rule is not one of RFC 5545")]
    Malformed,
    /// More than [`LISTED_DATES`] dates are left out or added.
    #[error("the rule lists too many dates")]
    TooMany,
}

/// Reads a rule. Without one it is held once, at `starts`, and at the dates added.
///
/// All wall times are those of `zone`, which is only needed for a rule that ends at an instant. A length of nothing
/// or of more than a day is left out.
pub fn rule(
    rrule: Option<&str>,
    starts: DateTime,
    minutes: Option<u16>,
    exdates: &[DateOrDateTime],
    rdates: &[DateTime],
    zone: Option<&Zone>,
) -> Result<Slots, RuleFault> {
    if exdates.len() > LISTED_DATES || rdates.len() > LISTED_DATES {
        return Err(RuleFault::TooMany);
    }
    let first = starts.date();
    let (patterns, until) = match rrule.map(str::trim).filter(|rule| !rule.is_empty()) {
        None => (vec![pattern::once(first)], Some(first)),
        Some(text) => {
            let parts = Parts::parse(text, starts)?;
            let patterns = pattern::read(&parts, first)?;
            let until = limit::last_date(&parts, &patterns, starts, zone);
            (patterns, until)
        }
    };
    let slot = |&pattern::Pattern { weekday, weeks }: &pattern::Pattern| {
        let repeat = Repeat { weeks, from: Some(first), until, ..Repeat::default() };
        (weekday, repeat)
    };
    let mut slots: Vec<(Weekday, Repeat)> = patterns.iter().map(slot).collect();
    leave_out(&mut slots, starts, exdates);
    add(&mut slots, starts, exdates, rdates);
    let minutes = minutes.filter(|minutes| (1..=1440).contains(minutes));
    let held = |(weekday, repeat): (Weekday, Repeat)| {
        let repeat = (!repeat.is_every_week()).then(|| Box::new(repeat));
        (Slot::Weekly { weekday, start: starts.time(), minutes }, repeat)
    };
    Ok(slots.into_iter().map(held).collect())
}

fn leave_out(slots: &mut [(Weekday, Repeat)], starts: DateTime, exdates: &[DateOrDateTime]) {
    for exdate in exdates {
        let date = exdate.date();
        let is_start = match exdate {
            DateOrDateTime::Date(_) => true,
            // midnight is what calendars write that mean the whole date
            DateOrDateTime::At(at) => {
                at.time() == starts.time() || at.time() == jiff::civil::Time::midnight()
            }
        };
        if !is_start {
            continue;
        }
        for (weekday, repeat) in slots.iter_mut() {
            if *weekday == Weekday::of(date) && repeat.holds_but_for_exceptions(date) {
                repeat.except.push(date);
            }
        }
    }
    for (_, repeat) in slots {
        repeat.except.sort_unstable();
        repeat.except.dedup();
    }
}

fn add(slots: &mut [(Weekday, Repeat)], starts: DateTime, exdates: &[DateOrDateTime], rdates: &[DateTime]) {
    for &extra in rdates {
        let (date, weekday) = (extra.date(), Weekday::of(extra.date()));
        let is_regular = extra.time() == starts.time()
            && slots.iter().any(|(day, repeat)| *day == weekday && repeat.holds(date));
        let is_left_out =
            exdates.contains(&DateOrDateTime::At(extra)) || exdates.contains(&DateOrDateTime::Date(date));
        if is_regular || is_left_out {
            continue;
        }
        let same_day = slots.iter().position(|(day, _)| *day == weekday).unwrap_or_default();
        if let Some((_, repeat)) = slots.get_mut(same_day) {
            repeat.extra.push(extra);
        }
    }
    for (_, repeat) in slots {
        repeat.extra.sort_unstable();
        repeat.extra.dedup();
    }
}
