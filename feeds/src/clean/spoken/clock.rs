//! Which time of day is meant, alone or as one end of a range. A range may say am or pm once for both ends.

use super::token::{Half, Part};
use jiff::civil::Time;

const HALF: u16 = 12 * 60;
const DAY: u16 = 24 * 60;
/// A range that says am or pm once, or never, lasts at most so many minutes; else it may mean something else.
const LONGEST_GUESSED: u16 = 8 * 60;

/// A time as it was written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) form: Form,
    pub(super) half: Option<Half>,
    pub(super) part: Option<Part>,
    /// `07:30`.
    pub(super) padded: bool,
    /// `19h`, `19 Uhr`.
    pub(super) is_24h: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `7`.
    Bare,
    /// `1930`.
    Digits,
    /// `7:30`.
    Clock,
    /// `noon`.
    Word,
}

/// What one end says by itself, in minutes of the day.
enum Meant {
    /// Am or pm is said.
    Half(u16),
    /// The hour is one of 24.
    Whole(u16),
    /// As it is written, or twelve hours away from that.
    Either(u16),
}

impl Said {
    fn meant(&self) -> Option<Meant> {
        let hour = u16::from(self.hour);
        let written = hour * 60 + u16::from(self.minute);
        if self.minute > 59 || written > DAY {
            return None;
        }
        let half = match (self.half, self.part) {
            (Some(half), Some(part)) if half != part.half() => return None,
            (half, part) => half.or(part.filter(|_| hour <= 12).map(Part::half)),
        };
        let is_odd = self.half.is_none() && self.part.is_some_and(|part| !part.holds(self.hour));
        match half {
            _ if is_odd => None,
            _ if self.form == Form::Word => Some(Meant::Half(written)),
            Some(_) if self.is_24h && self.half.is_some() => None,
            Some(Half::Am) if hour <= 12 => Some(Meant::Half(written % HALF)),
            Some(Half::Pm) if (1..=12).contains(&hour) => Some(Meant::Half(written % HALF + HALF)),
            Some(Half::Pm) if hour > 12 && written < DAY => Some(Meant::Whole(written)),
            Some(_) => None,
            None if self.is_24h || hour == 0 || hour > 12 => Some(Meant::Whole(written)),
            None => Some(Meant::Either(written)),
        }
    }

    /// The time where it stands alone; `means_time` where four digits can only be one.
    pub(super) fn alone(&self, means_time: bool) -> Option<Time> {
        match self.meant()? {
            Meant::Half(minutes) => at(minutes),
            Meant::Whole(minutes) | Meant::Either(minutes) => match self.form {
                Form::Bare if !self.is_24h => None,
                Form::Digits if !(self.is_24h || means_time && self.padded) => None,
                _ => at(minutes),
            },
        }
    }

    /// Start and length in minutes of a range that ends with `end`.
    pub(super) fn until(&self, end: &Said) -> Option<(Time, u16)> {
        use Meant::*;
        let is_bare = |said: &Said| said.form == Form::Bare && !said.is_24h;
        let (from, to) = match (self.meant()?, end.meant()?) {
            (Half(from), Half(to)) => return span(from, to, DAY - 1),
            (Whole(from), Whole(to)) if !(is_bare(self) && is_bare(end)) => return span(from, to, DAY - 1),
            (Half(from), Whole(to)) | (Whole(from), Half(to)) => (from, to),
            (Half(from), Either(to)) => (from, nearest(to, |to| length(from, to))),
            (Either(from), Half(to)) => (nearest(from, |from| length(from, to)), to),
            (Whole(from), Either(to)) | (Either(from), Whole(to)) => (from, to),
            // the same hours in the afternoon are as likely, but a single `7:30` is read as written too
            (Either(from), Either(to)) if !is_bare(self) && !is_bare(end) && from < to => (from, to),
            _ => return None,
        };
        span(from, to, LONGEST_GUESSED)
    }
}

/// Of a time of twelve hours, the one that makes the shorter range.
fn nearest(written: u16, length: impl Fn(u16) -> u16) -> u16 {
    let (am, pm) = (written % HALF, written % HALF + HALF);
    if length(am) <= length(pm) { am } else { pm }
}

/// From one minute of the day to the next of that number, 1 to 1,440.
fn length(from: u16, to: u16) -> u16 {
    match (to + DAY - from % DAY) % DAY {
        0 => DAY,
        minutes => minutes,
    }
}

fn span(from: u16, to: u16, longest: u16) -> Option<(Time, u16)> {
    let minutes = length(from, to);
    (minutes <= longest).then_some((at(from)?, minutes))
}

fn at(minutes: u16) -> Option<Time> {
    let of_day = minutes % DAY;
    Time::new(i8::try_from(of_day / 60).ok()?, i8::try_from(of_day % 60).ok()?, 0, 0).ok()
}

impl Part {
    fn half(self) -> Half {
        if self == Part::Morning { Half::Am } else { Half::Pm }
    }

    /// Whether a clock of 12 or 24 hours can show that hour then.
    fn holds(self, hour: u8) -> bool {
        match self {
            Part::Morning => (1..=11).contains(&hour),
            Part::Afternoon => matches!(hour, 12..=20 | 1..=8),
            Part::Evening => matches!(hour, 16..=23 | 4..=11),
            Part::Night => matches!(hour, 18..=23 | 6..=11),
        }
    }
}
