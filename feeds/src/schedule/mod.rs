//! When: wall time and zone, never UTC. What is not understood stays the publisher's text, never a guess.

mod occurrence;
mod repeat;
mod rule;

pub use occurrence::Occurrence;
pub use repeat::{Repeat, Weeks};
pub use rule::{DateOrDateTime, LISTED_DATES, RuleFault, Slots, rule};

use crate::zone::Zone;
use jiff::Timestamp;
use jiff::civil::Time;
use serde::{Deserialize, Serialize};

/// A day of the week; Sunday is 0, as most publishers count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names of days")]
pub enum Weekday {
    Sun,
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
}

impl Weekday {
    /// Sunday to Saturday.
    pub const ALL: [Weekday; 7] =
        [Self::Sun, Self::Mon, Self::Tue, Self::Wed, Self::Thu, Self::Fri, Self::Sat];

    /// The day so many days after Sunday.
    pub fn from_sunday(days: u8) -> Option<Self> {
        Self::ALL.get(usize::from(days)).copied()
    }

    /// Days after Sunday, 0 to 6.
    pub fn days_from_sunday(self) -> u8 {
        self as u8
    }

    /// Three letters, as `mon`.
    pub fn id(self) -> &'static str {
        ["sun", "mon", "tue", "wed", "thu", "fri", "sat"][self as usize]
    }

    /// The English name.
    pub fn name(self) -> &'static str {
        ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"][self as usize]
    }

    /// The day of that three-letter id.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|day| day.id() == id)
    }

    /// The day of a date.
    pub fn of(date: jiff::civil::Date) -> Self {
        Self::ALL[date.weekday().to_sunday_zero_offset() as usize]
    }
}

/// The rule of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Slot {
    /// Every week at that wall time.
    Weekly {
        /// The day it starts on.
        weekday: Weekday,
        /// Wall time of the start.
        start: Time,
        /// How long it lasts, in minutes, 1 to 1,440; `None` when not stated.
        minutes: Option<u16>,
    },
    /// Every week on that day, at a time that was not understood or not given.
    DayOnly {
        /// The day.
        weekday: Weekday,
    },
    /// No fixed time: ask.
    ByAppointment,
    /// Chat, e-mail: at any time.
    AlwaysOn,
    /// Something else; the publisher's words are in [`Schedule::text`].
    Unparsed,
}

/// Who said which zone it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ZoneSource {
    /// The record.
    Meeting,
    /// The configuration of the source.
    Source,
    /// The map.
    Coordinates,
}

/// When a meeting is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// The rule.
    pub slot: Slot,
    /// What keeps a weekly slot from being held every week; `None` for every week.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<Box<Repeat>>,
    /// The publisher's words, where the rule does not say all.
    pub text: Option<String>,
    /// The zone of the wall time; without one the meeting has no instants.
    pub zone: Option<Zone>,
    /// Who said so.
    pub zone_source: Option<ZoneSource>,
}

/// A meeting without an end lasts so many minutes where an end is needed.
pub const ASSUMED_MINUTES: u16 = 60;

/// Minutes of a week.
pub const WEEK_MINUTES: u32 = 7 * 24 * 60;

impl Schedule {
    /// The recurrence rule of RFC 5545 of a slot that is not held every week; its text says what it leaves out. Beside a
    /// zone, its end is the last start in UTC, as it has to be there.
    pub fn rule(&self) -> Option<String> {
        let (repeat, weekday) = (self.repeat.as_ref()?, self.slot.weekday()?);
        let Some(until) = self.last_start_in_utc() else { return Some(repeat.rule(weekday)) };
        let endless = Repeat { until: None, ..Repeat::clone(repeat) };
        Some(format!("{};UNTIL={}", endless.rule(weekday), until.strftime("%Y%m%dT%H%M%SZ")))
    }

    /// The end of the rule as an instant: its last date at the hour of its start, or at the end of the day. None without
    /// an end or without a zone.
    pub fn last_start_in_utc(&self) -> Option<Timestamp> {
        let until = self.repeat.as_ref()?.until?;
        let start = match self.slot {
            Slot::Weekly { start, .. } => start,
            _ => Time::constant(23, 59, 59, 0),
        };
        let last = until.to_datetime(start).to_zoned(self.zone.as_ref()?.rules()).ok()?;
        Some(last.timestamp())
    }
}

impl Slot {
    /// Minute of the week of the start, Sunday 00:00 is 0; only for weekly slots.
    pub fn minute_of_week(&self) -> Option<u16> {
        match self {
            Slot::Weekly { weekday, start, .. } => {
                let minute = i16::from(start.hour()) * 60 + i16::from(start.minute());
                Some(u16::from(weekday.days_from_sunday()) * 1440 + minute.unsigned_abs())
            }
            _ => None,
        }
    }

    /// The day, where there is one.
    pub fn weekday(&self) -> Option<Weekday> {
        match self {
            Slot::Weekly { weekday, .. } | Slot::DayOnly { weekday } => Some(*weekday),
            _ => None,
        }
    }

    /// Wall time of the end, where both start and length are stated.
    pub fn end(&self) -> Option<Time> {
        match self {
            Slot::Weekly { start, minutes: Some(minutes), .. } => {
                Some(start.wrapping_add(jiff::SignedDuration::from_mins(i64::from(*minutes))))
            }
            _ => None,
        }
    }
}
