//! Spans of time, ages and wall times in words.

use crate::out::phrases::{filled, phrase};
use everyroom_feeds::label::UiLanguage;
use jiff::civil::Time;
use jiff::{SignedDuration, Timestamp};

/// So many minutes, as `two hours and 5 minutes`.
pub fn span(minutes: i64, language: UiLanguage) -> String {
    let count = |n: i64, one: &'static str, several: &'static str| match n {
        1 => phrase(language, one).to_owned(),
        _ => filled(language, several, &[("n", &n.to_string())]),
    };
    match (minutes / 60, minutes % 60) {
        (0, minutes) => count(minutes, "minute", "minutes"),
        (hours, 0) => count(hours, "hour", "hours"),
        (hours, minutes) => {
            let parts = [count(hours, "hour", "hours"), count(minutes, "minute", "minutes")];
            filled(language, "and", &[("a", &parts[0]), ("b", &parts[1])])
        }
    }
}

/// How long ago something was, rounded down.
pub fn ago(at: Timestamp, now: Timestamp, language: UiLanguage) -> String {
    let minutes = now.duration_since(at).max(SignedDuration::ZERO).as_mins();
    let age = match minutes {
        ..2 => return phrase(language, "just_now").to_owned(),
        2..120 => span(minutes, language),
        120..2880 => span(minutes / 60 * 60, language),
        _ => filled(language, "days", &[("n", &(minutes / 1440).to_string())]),
    };
    filled(language, "ago", &[("span", &age)])
}

/// A wall time as it is said.
pub fn clock(time: Time, language: UiLanguage) -> String {
    let (hour, minute) = (time.hour(), time.minute());
    match language {
        UiLanguage::En => match (hour, minute) {
            (0, 0) => "midnight".to_owned(),
            (12, 0) => "noon".to_owned(),
            _ => {
                let half = if hour < 12 { "am" } else { "pm" };
                let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
                if minute == 0 { format!("{hour} {half}") } else { format!("{hour}:{minute:02} {half}") }
            }
        },
        UiLanguage::Fr if minute == 0 => format!("{hour} h"),
        UiLanguage::Fr => format!("{hour} h {minute:02}"),
        UiLanguage::De if minute == 0 => format!("{hour} Uhr"),
        UiLanguage::De => format!("{hour}:{minute:02} Uhr"),
        UiLanguage::Pt if minute == 0 => format!("{hour}h"),
        UiLanguage::Pt => format!("{hour}h{minute:02}"),
        UiLanguage::Es | UiLanguage::Fa => format!("{hour}:{minute:02}"),
    }
}
