//! Clock times as people write them. A time that could mean two things is no time.

use jiff::civil::Time;

/// A time, and whether it was written as `HH:MM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadTime {
    /// The wall time, to the minute.
    pub time: Time,
    /// Whether it needed no interpretation.
    pub plain: bool,
}

/// Reads a clock time; `None` for anything that is not clearly one.
///
/// `24:00` is read as `00:00` of the day it is written with: publishers who write it mean the midnight that opens
/// their list of that day, and a day is never shifted silently.
pub fn time(text: &str) -> Option<ReadTime> {
    let text = text.trim();
    if let Some(time) = plain(text) {
        return Some(ReadTime { time, plain: true });
    }
    let folded: String =
        text.to_lowercase().chars().filter(|&c| !c.is_whitespace() && c != '\u{feff}').collect();
    let folded = folded.strip_suffix("uhr").unwrap_or(&folded);
    let time = word(folded).or_else(|| clock(folded))?;
    Some(ReadTime { time, plain: false })
}

fn plain(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    (hour.len() == 2 && minute.len() == 2).then_some(())?;
    at(digits(hour)?, digits(minute)?)
}

fn word(folded: &str) -> Option<Time> {
    match folded {
        "noon" | "12noon" | "midday" | "mediodía" | "mediodia" | "midi" | "mittag" | "mittags" | "12n" => {
            at(12, 0)
        }
        "midnight" | "12midnight" | "medianoche" | "minuit" | "mitternacht" => at(0, 0),
        _ => None,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Am,
    Pm,
}

fn clock(folded: &str) -> Option<Time> {
    let (digits_part, half) = split_half(folded);
    // `19h30` and `19h` are French and Portuguese, `7.30` British
    let digits_part = digits_part.strip_suffix('h').unwrap_or(digits_part);
    let parts: Vec<&str> = digits_part.split([':', '.', 'h']).collect();
    let (hour, minute) = match parts[..] {
        [hour] if half.is_some() || folded.ends_with('h') => (digits(hour)?, 0),
        [hour, minute] if minute.len() == 2 => (digits(hour)?, digits(minute)?),
        [hour, minute, second] if minute.len() == 2 && second.len() == 2 && digits(second)? < 60 => {
            (digits(hour)?, digits(minute)?)
        }
        _ => return None,
    };
    match half {
        None if hour == 24 && minute == 0 => at(0, 0),
        None => at(hour, minute),
        Some(Half::Am) if hour == 12 => at(0, minute),
        Some(Half::Am) if hour < 12 => at(hour, minute),
        Some(Half::Pm) if (1..12).contains(&hour) => at(hour + 12, minute),
        Some(Half::Pm) if hour >= 12 => at(hour, minute),
        Some(_) => None,
    }
}

/// Takes `am`, `p.m.`, `a` or `P` off either end.
fn split_half(folded: &str) -> (&str, Option<Half>) {
    for (mark, half) in [
        ("a.m.", Half::Am),
        ("p.m.", Half::Pm),
        ("a.m", Half::Am),
        ("p.m", Half::Pm),
        ("am.", Half::Am),
        ("pm.", Half::Pm),
        ("am", Half::Am),
        ("pm", Half::Pm),
        ("a", Half::Am),
        ("p", Half::Pm),
    ] {
        if let Some(rest) = folded.strip_suffix(mark).or_else(|| folded.strip_prefix(mark)) {
            return (rest, Some(half));
        }
    }
    (folded, None)
}

fn digits(text: &str) -> Option<u8> {
    let fits = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok())?
}

fn at(hour: u8, minute: u8) -> Option<Time> {
    Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Option<String> {
        time(text).map(|read| read.time.strftime("%H:%M").to_string())
    }

    #[test]
    fn times_as_written() {
        for (text, expected) in [
            ("19:30", "19:30"),
            ("7:05", "07:05"),
            ("19:30:00", "19:30"),
            ("7:30 PM", "19:30"),
            ("7:30 p.m.", "19:30"),
            ("PM 7:30", "19:30"),
            ("07:30P", "19:30"),
            ("11:00 AM", "11:00"),
            ("12:00 am", "00:00"),
            ("12:15 PM", "12:15"),
            ("7pm", "19:00"),
            ("7.30 pm", "19:30"),
            ("19.30", "19:30"),
            ("19h30", "19:30"),
            ("19h", "19:00"),
            ("19:30 Uhr", "19:30"),
            ("Noon", "12:00"),
            ("12 noon", "12:00"),
            ("Midnight", "00:00"),
            ("medianoche", "00:00"),
            ("midi", "12:00"),
            ("Mitternacht", "00:00"),
            ("24:00", "00:00"),
            ("24:00:00", "00:00"),
            ("23:59", "23:59"),
            ("00:00", "00:00"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_time() {
        for text in [
            "",
            "25:61",
            "24:30",
            "1900",
            "19",
            "13:00 am",
            "00:30 pm",
            "9:99PM",
            "9:99w",
            "7:5",
            "19:30-20:30",
            "7 or 8 pm",
            "1970-01-01T20:00:00.000Z",
            "Appointment",
            "am",
            "a",
            ":",
            "19:30:99",
            "٧:٣٠",
            "-7:30",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn only_hh_mm_is_plain() {
        assert!(time("07:30").unwrap().plain);
        assert!(!time("7:30").unwrap().plain);
        assert!(!time("24:00").unwrap().plain);
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in any::<String>()) {
            let _ = time(&text);
        }

        #[test]
        fn every_minute_reads_back(hour in 0u8..24, minute in 0u8..60) {
            let time_of_day = at(hour, minute).unwrap();
            for format in ["%H:%M", "%H:%M:%S", "%I:%M %p", "%-I:%M%P"] {
                let written = time_of_day.strftime(format).to_string();
                prop_assert_eq!(time(&written).map(|read| read.time), Some(time_of_day), "{}", written);
            }
        }
    }
}
