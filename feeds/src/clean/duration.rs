//! Lengths: as `HH:MM:SS`, the way databases write them (`24:00:00` is a whole day, not a time of day), and in words.

use crate::clean::is_one_of;

/// A length in minutes; `None` where the text is no length. Zero and more than a day are returned as they stand.
pub fn minutes(text: &str) -> Option<u32> {
    let parts: Vec<u32> = text.trim().split(':').map(number).collect::<Option<_>>()?;
    match parts[..] {
        [hours, minutes] | [hours, minutes, _] if minutes < 60 => Some(hours * 60 + minutes),
        _ => None,
    }
}

/// A length in minutes, as people write it: `1hr 30mins`, `90 min`, `1h30`, `1.5 hours`, `hora y media`, `60`, `PT1H30M`,
/// `01:30:00`. What stands in brackets behind it is left aside. `None` where any other word is in it, for zero, and for
/// more than a day.
pub fn spoken_minutes(text: &str) -> Option<u32> {
    const LONGEST: usize = 60;
    const DAY: u32 = 24 * 60;
    let text = text.split_once('(').map_or(text, |(before, _)| before).trim();
    if text.len() > LONGEST {
        return None;
    }
    let folded = text.to_lowercase();
    let found = match minutes(text) {
        Some(minutes) => Some(minutes),
        None if folded.bytes().all(|byte| byte.is_ascii_digit()) => number(&folded),
        None => match folded.strip_prefix("pt") {
            Some(iso) => in_units(iso),
            None => whole_words(&folded).or_else(|| in_units(&folded)),
        },
    };
    found.filter(|minutes| (1..=DAY).contains(minutes))
}

fn whole_words(folded: &str) -> Option<u32> {
    match folded {
        "an hour" | "one hour" | "una hora" | "uma hora" | "une heure" | "eine stunde" => Some(60),
        "half an hour" | "half hour" | "media hora" | "meia hora" | "une demi-heure"
        | "eine halbe stunde" => Some(30),
        "an hour and a half"
        | "one and a half hours"
        | "hour and a half"
        | "hora y media"
        | "una hora y media"
        | "hora e meia"
        | "uma hora e meia"
        | "une heure et demie"
        | "anderthalb stunden"
        | "eineinhalb stunden" => Some(90),
        _ => None,
    }
}

/// Numbers, each with its unit: hours, then minutes. The last may go without one, as in `1h30`.
fn in_units(folded: &str) -> Option<u32> {
    const HOURS: &str = "h hr hrs hour hours hora horas heure heures stunde stunden std";
    const MINUTES: &str = "m min mins minute minutes minuto minutos minuten";
    let mut total = None;
    let mut has_hours = false;
    let mut rest = folded.trim();
    while !rest.is_empty() {
        rest = ["and ", "y ", "et ", "und ", "e ", "&", ","]
            .iter()
            .find_map(|word| rest.strip_prefix(word))
            .unwrap_or(rest);
        rest = rest.trim_start();
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(rest.len());
        let (amount, after) = rest.split_at(digits);
        let after = after.trim_start();
        let letters = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
        let (unit, after) = after.split_at(letters);
        rest = after.trim_start_matches('.').trim_start();
        let minutes = match unit {
            _ if !has_hours && total.is_none() && is_one_of(HOURS, unit) => {
                has_hours = true;
                hours(amount)?
            }
            _ if is_one_of(MINUTES, unit) => number(amount)?,
            // `1h30`
            "" if has_hours && rest.is_empty() && amount.len() == 2 => {
                number(amount).filter(|minutes| *minutes < 60)?
            }
            _ => return None,
        };
        let ends = !is_one_of(HOURS, unit);
        total = Some(total.unwrap_or(0) + minutes);
        if ends && !rest.is_empty() {
            return None;
        }
    }
    total
}

/// Hours as minutes; a fraction is a quarter, a half or the like, never more than two digits.
fn hours(amount: &str) -> Option<u32> {
    let (whole, fraction) = amount.split_once(['.', ',']).unwrap_or((amount, ""));
    let minutes = match fraction.len() {
        0 if amount.len() == whole.len() => 0,
        1 => number(fraction)? * 6,
        2 => number(fraction)? * 60 / 100,
        _ => return None,
    };
    Some(number(whole)? * 60 + minutes)
}

fn number(text: &str) -> Option<u32> {
    let fits = (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lengths_as_written() {
        for (text, expected) in [
            ("01:30:00", Some(90)),
            ("01:00", Some(60)),
            ("1:59:00", Some(119)),
            ("24:00:00", Some(1440)),
            ("00:00:00", Some(0)),
            ("100:00:00", Some(6000)),
            ("", None),
            ("90", None),
            ("01:75:00", None),
            ("-01:00", None),
            ("1:0:0:0", None),
        ] {
            assert_eq!(minutes(text), expected, "{text}");
        }
    }

    #[test]
    fn lengths_in_words() {
        for (text, expected) in [
            ("1hr 30mins", 90),
            ("1hr 15 mins", 75),
            ("1hr ", 60),
            ("1 hr", 60),
            ("2hrs", 120),
            ("90mins", 90),
            ("90 min.", 90),
            ("1 hour", 60),
            ("1 hour and 30 minutes", 90),
            ("1h 30mins", 90),
            ("1h30", 90),
            ("1h30m", 90),
            ("1.5 hours", 90),
            ("1,5 Stunden", 90),
            ("1.25 hrs", 75),
            ("1 hora y 30 minutos", 90),
            ("hora y media", 90),
            ("Una hora", 60),
            ("half an hour", 30),
            ("60", 60),
            ("01:30:00", 90),
            ("1:30", 90),
            ("PT1H30M", 90),
            ("PT90M", 90),
            ("1hr (CET, Paris time)", 60),
            ("24 hours", 1440),
        ] {
            assert_eq!(spoken_minutes(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_length() {
        for text in [
            "",
            "0",
            "00:00:00",
            "0 min",
            "-10hr -45mins",
            "-60",
            "1r",
            "1he",
            "1hr CET (Paris time)",
            "about 1 hour",
            "hour",
            "1h75",
            "30 min 1 hr",
            "1 hr 1 hr",
            "1.555 hours",
            "1.",
            "25 hours",
            "1500",
            "7pm",
            "19h30 20h",
            "1hr 30mins 20",
            "P1D",
            "1-2 hours",
            "1 hour or 90 mins",
            "(60)",
            "99999999999999999999",
        ] {
            assert_eq!(spoken_minutes(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in any::<String>()) {
            let _ = minutes(&text);
            let _ = spoken_minutes(&text);
        }

        #[test]
        fn lengths_in_units_read_back(length in 1u32..=1440) {
            let (hours, minutes) = (length / 60, length % 60);
            for text in [format!("{hours}hr {minutes}mins"), format!("{hours}h{minutes:02}"), format!("PT{hours}H{minutes}M")] {
                prop_assert_eq!(spoken_minutes(&text), Some(length), "{}", text);
            }
        }

        #[test]
        fn every_length_reads_back(length in 0u32..6000) {
            prop_assert_eq!(minutes(&format!("{:02}:{:02}:00", length / 60, length % 60)), Some(length));
        }
    }
}
