//! What people mean by words of time, as spans of instants on the asker's clock. Pure: the moment and the zone come in.

use super::query::Window;
use everyroom_feeds::zone::Zone;
use jiff::civil::{Date, Time, time};
use jiff::{SignedDuration, Timestamp, ToSpan, Zoned};

const WEEK: SignedDuration = SignedDuration::from_hours(24 * 7);
const TONIGHT_FROM: Time = time(17, 0, 0, 0);
const TONIGHT_TO: Time = time(4, 0, 0, 0);

/// A word for a span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeWord {
    /// Under way.
    Now,
    /// Under way, or starting before midnight.
    Today,
    /// Starting from 17:00, or under way or starting from now if that is later, to 04:00. Before 04:00: what is left of
    /// the night.
    Tonight,
    /// Starting on the next day.
    Tomorrow,
    /// Under way, or starting in the next seven times 24 hours.
    Week,
}

/// A span of time with its first and its last instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// What to search.
    pub window: Window,
    /// First instant.
    pub from: Timestamp,
    /// Last instant, or the first that no longer counts.
    pub to: Timestamp,
}

impl TimeWord {
    /// All of them.
    pub const ALL: [TimeWord; 5] = [Self::Now, Self::Today, Self::Tonight, Self::Tomorrow, Self::Week];

    /// The id, as `tonight`.
    pub fn id(self) -> &'static str {
        ["now", "today", "tonight", "tomorrow", "week"][self as usize]
    }

    /// The word of that id.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|word| word.id() == id)
    }

    /// What it means at a moment, which must be a whole minute, to somebody in a zone.
    pub fn span(self, now: Timestamp, zone: &Zone) -> Span {
        let local = now.to_zoned(zone.rules());
        let today = local.date();
        let midnight = day_after(today, &local);
        let between = |from, to, ongoing| Span { window: Window::Between { from, to, ongoing }, from, to };
        match self {
            Self::Now => Span { window: Window::Now, from: now, to: now },
            Self::Today => between(now, midnight, true),
            Self::Tonight if local.time() < TONIGHT_TO => between(now, at(today, TONIGHT_TO, &local), true),
            Self::Tonight => {
                let from = at(today, TONIGHT_FROM, &local).max(now);
                let tomorrow = midnight.to_zoned(zone.rules()).date();
                between(from, at(tomorrow, TONIGHT_TO, &local), from == now)
            }
            Self::Tomorrow => {
                let tomorrow = midnight.to_zoned(zone.rules()).date();
                between(midnight, day_after(tomorrow, &local), false)
            }
            Self::Week => between(now, now.checked_add(WEEK).unwrap_or(now), true),
        }
    }
}

/// The first instant of the next day: midnight, but for the days whose clocks skip it, and the days that are skipped.
fn day_after(day: Date, local: &Zoned) -> Timestamp {
    at(day.checked_add(1.day()).unwrap_or(day), Time::midnight(), local)
}

fn at(date: Date, time: Time, local: &Zoned) -> Timestamp {
    let zoned = date.to_datetime(time).to_zoned(local.time_zone().clone());
    zoned.map_or(local.timestamp(), |zoned| zoned.timestamp())
}
