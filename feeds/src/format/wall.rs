//! Dates and times of machine-readable texts, as wall time: what an offset says about the zone is not enough to know
//! the zone, but the time before it is the time on the wall.

use jiff::civil::{Date, DateTime};
use regex::Regex;
use std::sync::LazyLock;

static STAMP: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?i)^(\d{4})-?(\d\d)-?(\d\d)(?:[T ]\s?(\d{1,2}):?(\d\d)(?::?(\d\d))?(?:[.,]\d+)?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$";
    Regex::new(pattern).expect("the pattern is valid")
});

static LENGTH: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?i)^P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:\d{1,6}S)?)?$";
    Regex::new(pattern).expect("the pattern is valid")
});

/// A date, perhaps with a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stamp {
    /// All day.
    Date(Date),
    /// A wall time; in UTC where it says `Z`.
    At {
        /// The time on the wall.
        wall: DateTime,
        /// Whether the wall is that of UTC.
        is_utc: bool,
    },
}

impl Stamp {
    /// Reads ISO 8601, with or without its marks, and what databases write.
    pub(super) fn read(text: &str) -> Option<Self> {
        let parts = STAMP.captures(text.trim())?;
        let small = |at: usize| parts.get(at).map_or(Some(0), |part| part.as_str().parse::<i8>().ok());
        let date = Date::new(parts.get(1)?.as_str().parse().ok()?, small(2)?, small(3)?).ok()?;
        if parts.get(4).is_none() {
            return Some(Self::Date(date));
        }
        let time = jiff::civil::Time::new(small(4)?, small(5)?, small(6)?.min(59), 0).ok()?;
        let is_utc = parts.get(7).is_some_and(|zone| zone.as_str().eq_ignore_ascii_case("z"));
        Some(Self::At { wall: date.to_datetime(time), is_utc })
    }

    /// The date.
    pub(super) fn date(self) -> Date {
        match self {
            Self::Date(date) => date,
            Self::At { wall, .. } => wall.date(),
        }
    }

    /// The time on the wall.
    pub(super) fn wall(self) -> Option<DateTime> {
        match self {
            Self::Date(_) => None,
            Self::At { wall, .. } => Some(wall),
        }
    }

    /// As rows hold it: without offset.
    pub(super) fn text(self) -> String {
        match self {
            Self::Date(date) => date.to_string(),
            Self::At { wall, .. } => text(wall),
        }
    }
}

/// A wall time as rows hold it.
pub(super) fn text(wall: DateTime) -> String {
    wall.strftime("%Y-%m-%dT%H:%M:%S").to_string()
}

/// Minutes of a length such as `PT1H30M`.
pub(super) fn length(text: &str) -> Option<i64> {
    let parts = LENGTH.captures(text.trim())?;
    let number = |at: usize| parts.get(at).map_or(Some(0i64), |part| part.as_str().parse().ok());
    let minutes = number(1)? * 1440 + number(2)? * 60 + number(3)?;
    (minutes > 0).then_some(minutes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_of_machines() {
        for (text, expected, is_utc) in [
            ("2026-03-02", "2026-03-02", false),
            ("2026-03-02T19:00", "2026-03-02T19:00:00", false),
            ("2026-03-02 19:00:00", "2026-03-02T19:00:00", false),
            ("2026-03-02T19:00:00-05:00", "2026-03-02T19:00:00", false),
            ("2026-03-02T19:00:00.000+0100", "2026-03-02T19:00:00", false),
            ("20260302T190000Z", "2026-03-02T19:00:00", true),
            ("2026-03-02T7:05Z", "2026-03-02T07:05:00", true),
        ] {
            let stamp = Stamp::read(text).unwrap();
            assert_eq!(
                (stamp.text().as_str(), matches!(stamp, Stamp::At { is_utc: true, .. })),
                (expected, is_utc)
            );
        }
        for text in ["", "2026", "2026-02-30", "2026-03-02T25:00", "March 2", "2026-03-02T19:00 PST"] {
            assert_eq!(Stamp::read(text), None, "{text}");
        }
    }

    #[test]
    fn lengths() {
        for (text, expected) in [
            ("PT1H", Some(60)),
            ("PT90M", Some(90)),
            ("P1DT1H30M", Some(1530)),
            ("PT0S", None),
            ("1h", None),
            ("", None),
        ] {
            assert_eq!(length(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in "[0-9TZ:+. -]{0,30}", other in any::<String>()) {
            let _ = (Stamp::read(&text), Stamp::read(&other), length(&other));
        }
    }
}
