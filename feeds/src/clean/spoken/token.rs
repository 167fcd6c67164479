//! What the words of a schedule become.

use crate::schedule::Weekday;
use crate::zone::Zone;

/// One word, or a few that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A day.
    Day(DayWord),
    /// Several days in one word, as `weekdays`.
    Days(&'static [Weekday]),
    /// `1st`, `segundo`, `last` (-1).
    Ordinal(i8),
    /// One to four digits; `dot` where one follows, as in the German `1.`.
    Number {
        value: u16,
        digits: u8,
        dot: bool,
    },
    /// Hour and minute, as `7:30`, `19h30`.
    Clock(ClockWord),
    /// `am`, `pm`.
    Half(Half),
    /// `in the evening`.
    Part(Part),
    Noon,
    Midnight,
    /// `Uhr`, `hs`: the number before it is a time of day.
    Uhr,
    /// `hours`: a time of day or a length.
    HourWord,
    MinuteWord,
    /// `to`, `through`, `hasta`, `bis`.
    To,
    Dash,
    /// `a`, `à`, `às`: `to` or `at`.
    ToOrAt,
    /// `am` where German may be meant.
    AmOrOn,
    /// `et` where French may be meant.
    EtOrZone,
    And,
    Slash,
    Comma,
    /// `every`, before a day.
    Every,
    /// `every other`, `alternate`, `fortnightly`.
    EveryOther,
    /// `of the month`.
    Month,
    /// `weekly`.
    Weekly,
    Zone(Zone),
    Open,
    Close,
}

/// A day as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DayWord {
    pub(super) day: Weekday,
    /// Two letters: could be a word of another meaning, so all days of the text have to be written that way.
    pub(super) short: bool,
    /// Could be an ordinal, as the Portuguese `segunda` without `feira`.
    pub(super) shaky: bool,
}

/// Hour and minute as they were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ClockWord {
    pub(super) hour: u8,
    pub(super) minute: u8,
    /// With a leading zero, as `07:30`: a whole day is counted, unless it says am or pm.
    pub(super) padded: bool,
    /// With an `h`, as `19h30`: a whole day is counted.
    pub(super) is_24h: bool,
}

/// Half of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    Am,
    Pm,
}

/// Part of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Morning,
    Afternoon,
    Evening,
    Night,
}

impl Token {
    /// Whether a time may end with it.
    pub(super) fn ends_time(&self) -> bool {
        use Token::*;
        matches!(
            self,
            Number { .. } | Clock(_) | Half(_) | Part(_) | Noon | Midnight | Uhr | HourWord | MinuteWord
        )
    }

    /// Whether a time may begin with it.
    pub(super) fn begins_time(&self) -> bool {
        use Token::*;
        matches!(self, Number { .. } | Clock(_) | Noon | Midnight | Half(_))
    }

    /// Whether it stands for a day or several.
    pub(super) fn is_day(&self) -> bool {
        matches!(self, Token::Day(_) | Token::Days(_))
    }
}
