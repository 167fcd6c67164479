//! Times of day and ages in the reader's words.

use crate::message::{Hours, digits};
use crate::words::Locale;
use jiff::Timestamp;
use jiff::civil::Time;

/// A time of day, as `7:00 pm` or `19:00`.
pub fn clock(locale: Locale, at: Time) -> String {
    let t = &locale.text().time;
    let minutes = format!("{:02}", at.minute());
    if locale.hours == Hours::TwentyFour {
        let hours = format!("{:02}", at.hour());
        return digits(locale.language, &t.clock24.plain(&[("hh", &hours), ("mm", &minutes)]));
    }
    match (at.hour(), at.minute()) {
        (0, 0) => return t.midnight.clone(),
        (12, 0) => return t.noon.clone(),
        _ => {}
    }
    let hour = (at.hour() + 11) % 12 + 1;
    let half = if at.hour() < 12 { &t.am } else { &t.pm };
    digits(locale.language, &t.clock12.plain(&[("h", &hour.to_string()), ("mm", &minutes), ("half", half)]))
}

/// How long ago, in the largest unit that says enough.
pub fn ago(locale: Locale, at: Timestamp, now: Timestamp) -> String {
    let t = &locale.text().time;
    let minutes = u64::try_from(now.duration_since(at).as_mins()).unwrap_or_default();
    match minutes {
        0..2 => t.just_now.clone(),
        2..120 => t.ago_minutes.plain(locale.language, minutes, &[]),
        120..2880 => t.ago_hours.plain(locale.language, minutes / 60, &[]),
        _ => t.ago_days.plain(locale.language, minutes / 1440, &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use everyroom_feeds::label::UiLanguage;
    use jiff::SignedDuration;
    use jiff::civil::time;

    #[test]
    fn times_are_written_as_each_language_writes_them() {
        let clocks = |hour, minute| {
            [UiLanguage::En, UiLanguage::De, UiLanguage::Fa]
                .map(|language| clock(Locale::of(language), time(hour, minute, 0, 0)))
        };
        assert_eq!(clocks(0, 0)[0], "midnight");
        assert_eq!(clocks(12, 0)[0], "noon");
        assert_eq!(clocks(0, 5)[0], "12:05 am");
        assert_eq!(clocks(12, 30)[0], "12:30 pm");
        assert_eq!(clocks(19, 5), ["7:05 pm", "19:05 Uhr", "۱۹:۰۵"]);
    }

    #[test]
    fn ages_are_rounded_down() {
        let now: Timestamp = "2026-11-23T02:40:00Z".parse().unwrap();
        let said = |minutes| ago(Locale::of(UiLanguage::En), now - SignedDuration::from_mins(minutes), now);
        let all = [-5, 1, 2, 119, 120, 2879, 2880].map(said);
        assert_eq!(
            all,
            [
                "just now",
                "just now",
                "2 minutes ago",
                "119 minutes ago",
                "2 hours ago",
                "47 hours ago",
                "2 days ago"
            ]
        );
    }
}
