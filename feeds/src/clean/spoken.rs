//! Schedules in words: days, weeks of the month and times as people write them, in English, Spanish, French, German
//! and Portuguese.
//!
//! Every word has to be understood. One that is not makes the whole text `None`, so that "Tuesday except holidays"
//! never becomes every Tuesday; what to do with such a text is the caller's business. No feed, no source, no clock.

mod clock;
mod fold;
mod lex;
mod number;
mod parse;
mod parse_days;
mod parse_times;
#[cfg(test)]
mod tests;
mod token;
mod words;

use crate::schedule::{Weekday, Weeks};
use crate::zone::Zone;
use jiff::civil::Time;
use lex::Lexed;

/// Longer texts are prose, not schedules.
const LONGEST: usize = 300;

/// A schedule that was understood word for word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// One for each day and start, in the order of the text, none twice; never empty.
    pub slots: Vec<SpokenSlot>,
    /// The zone that the text names.
    pub zone: Option<Zone>,
    /// Words in brackets that say nothing about time, as written without the brackets.
    pub rest: Option<String>,
}

/// One day and start of a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpokenSlot {
    /// The day it starts on; `None` where the text names only times.
    pub day: Option<Weekday>,
    /// The weeks it is held in. `None` for every other week, which can't be counted without a date: such a slot is not
    /// weekly, the publisher's words have to stay beside it.
    pub weeks: Option<Weeks>,
    /// Wall time of the start; `None` where the text names only days.
    pub start: Option<Time>,
    /// Length in minutes, 1 to 1,440, where an end or a length is named.
    pub minutes: Option<u16>,
}

/// Reads a whole schedule, as `Mondays & Thursdays 7-8:30pm (ET)`.
pub fn schedule(text: &str) -> Option<Spoken> {
    read(text, false)
}

/// Reads the days of a text that names no time and no zone, as `2nd and 4th Wednesday`. Weeks are those of
/// [`SpokenSlot::weeks`].
pub fn day(text: &str) -> Option<Vec<(Weekday, Option<Weeks>)>> {
    let spoken = schedule(text)?;
    let has_more = spoken.zone.is_some() || spoken.rest.is_some();
    let days = spoken.slots.iter().map(|slot| match slot.start {
        None => slot.day.map(|day| (day, slot.weeks)),
        Some(_) => None,
    });
    days.collect::<Option<Vec<_>>>().filter(|_| !has_more)
}

/// Reads one time, which may have an end: start and length in minutes, as `7-8:30pm`. A text that names a day, a
/// zone or several times is for [`schedule`].
pub fn span(text: &str) -> Option<(Time, Option<u16>)> {
    let spoken = read(text, true)?;
    match spoken.slots[..] {
        [SpokenSlot { day: None, start: Some(start), minutes, .. }]
            if spoken.zone.is_none() && spoken.rest.is_none() =>
        {
            Some((start, minutes))
        }
        _ => None,
    }
}

/// `means_time` where four digits alone can only be a time.
fn read(text: &str, means_time: bool) -> Option<Spoken> {
    if text.len() > LONGEST {
        return None;
    }
    let Lexed { tokens, rest } = lex::lex(text)?;
    let (slots, zone) = parse::parse(&tokens, means_time)?;
    Some(Spoken { slots, zone, rest })
}
