//! Wall times, spans of time and ages.

use super::Locale;
use crate::message::{Hours, digits};
use everyroom_feeds::zone::Zone;
use jiff::civil::Time;
use jiff::{SignedDuration, Timestamp};

/// A wall time, as `7:00 pm` or `19:00`.
pub fn clock(locale: Locale, time: Time) -> String {
    let t = &locale.text().time;
    let (hour, minute) = (time.hour(), time.minute());
    let mm = format!("{minute:02}");
    let said = match locale.hours {
        Hours::Twelve if (hour, minute) == (12, 0) => return t.noon.clone(),
        Hours::Twelve => {
            let half = if hour < 12 { &t.am } else { &t.pm };
            let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
            t.clock12.plain(&[("h", &hour.to_string()), ("mm", &mm), ("half", half)])
        }
        Hours::TwentyFour => t.clock24.plain(&[("hh", &format!("{hour:02}")), ("mm", &mm)]),
    };
    digits(locale.language, &said)
}

/// From one wall time to another, as `7:00 pm to 8:00 pm`.
pub fn from_to(locale: Locale, start: Time, end: Option<Time>) -> String {
    let first = clock(locale, start);
    match end {
        Some(end) => locale.text().time.span.plain(&[("start", &first), ("end", &clock(locale, end))]),
        None => first,
    }
}

/// So many minutes, as `2 h 5 min`.
pub fn minutes(locale: Locale, minutes: i64) -> String {
    let t = &locale.text().time;
    let number = |n: i64| digits(locale.language, &n.to_string());
    match (number(minutes / 60), number(minutes % 60)) {
        (_, m) if minutes < 60 => t.minutes.plain(&[("n", &m)]),
        (h, _) if minutes % 60 == 0 => t.hours.plain(&[("n", &h)]),
        (h, m) => t.hours_minutes.plain(&[("h", &h), ("m", &m)]),
    }
}

/// How long ago something was, rounded down, as `3 hours ago`.
pub fn ago(locale: Locale, at: Timestamp, now: Timestamp) -> String {
    let t = &locale.text().time;
    let age = now.duration_since(at).max(SignedDuration::ZERO);
    let count = |n: i64| u64::try_from(n).unwrap_or_default();
    match age.as_mins() {
        ..2 => t.just_now.clone(),
        minutes @ 2..120 => t.ago_minutes.plain(locale.language, count(minutes), &[]),
        minutes @ 120..2880 => t.ago_hours.plain(locale.language, count(minutes / 60), &[]),
        minutes => t.ago_days.plain(locale.language, count(minutes / 1440), &[]),
    }
}

/// The city that a zone is named after.
pub fn city(zone: &Zone) -> String {
    zone.name().rsplit('/').next().unwrap_or_default().replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use everyroom_feeds::label::UiLanguage;
    use jiff::civil::time;

    #[test]
    fn times_are_read_out() {
        let english = Locale::of(UiLanguage::En);
        for (hour, minute, words) in
            [(19, 5, "7:05 pm"), (0, 30, "12:30 am"), (12, 0, "noon"), (0, 0, "12:00 am")]
        {
            assert_eq!(clock(english, time(hour, minute, 0, 0)), words);
        }
        let all = UiLanguage::ALL.map(|language| clock(Locale::of(language), time(19, 5, 0, 0)));
        assert_eq!(all, ["7:05 pm", "19:05", "19 h 05", "19:05 Uhr", "19:05", "۱۹:۰۵"]);
        assert_eq!(from_to(english, time(19, 0, 0, 0), Some(time(20, 0, 0, 0))), "7:00 pm to 8:00 pm");
        assert_eq!(city(&Zone::parse("America/Los_Angeles").unwrap()), "Los Angeles");
    }

    #[test]
    fn spans_and_ages_are_rounded_down() {
        let english = Locale::of(UiLanguage::En);
        for (given, words) in [(5, "5 min"), (60, "1 h"), (125, "2 h 5 min")] {
            assert_eq!(minutes(english, given), words);
        }
        let now: Timestamp = "2026-11-22T12:00:00Z".parse().unwrap();
        for (before, words) in [
            (0, "just now"),
            (-5, "just now"),
            (90, "90 minutes ago"),
            (3 * 60, "3 hours ago"),
            (49 * 60, "2 days ago"),
        ] {
            assert_eq!(ago(english, now - SignedDuration::from_mins(before), now), words);
        }
        assert_eq!(ago(Locale::of(UiLanguage::De), now - SignedDuration::from_hours(72), now), "vor 3 Tagen");
    }
}
