//! Single cells: what spreadsheets make of times, dates, answers and empty cells.

use crate::clean::day;
use crate::clean::time::time;
use jiff::ToSpan;
use jiff::civil::date;

/// What a spreadsheet shows where a formula failed or a program had nothing to write.
pub(super) fn is_nothing(text: &str) -> bool {
    matches!(
        text,
        "#REF!"
            | "#N/A"
            | "#VALUE!"
            | "#NAME?"
            | "#DIV/0!"
            | "#NUM!"
            | "#NULL!"
            | "#ERROR!"
            | "#CALC!"
            | "#SPILL!"
            | "#GETTING_DATA"
            | "Loading..."
            | "undefined"
            | "null"
            | "NULL"
            | "NaN"
            | "[object Object]"
    )
}

/// Yes or no.
pub(super) fn answer(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "true" | "t" | "x" | "1" | "✓" | "✔" | "✅" | "☑" | "si" | "sí" | "oui" | "ja"
        | "sim" => Some(true),
        "no" | "n" | "false" | "f" | "0" | "-" | "✗" | "✘" | "❌" | "☐" | "non" | "nein" | "não" | "nao" => {
            Some(false)
        }
        _ => None,
    }
}

/// A time as people or other readers of it can read it: `1930` gets its colon, a fraction of a day its clock.
pub(super) fn clock(text: &str, is_number: bool) -> Option<String> {
    let is_digits = (3..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits {
        let (hour, minute) = text.split_at(text.len() - 2);
        let spelled = format!("{hour:0>2}:{minute}");
        return time(&spelled).map(|_| spelled);
    }
    // `0.25` may be a quarter past midnight, `0.8125` can't
    let decimals = text.strip_prefix("0.").filter(|decimals| !decimals.is_empty())?;
    if !is_number && decimals.len() < 3 && decimals != "5" {
        return None;
    }
    let minutes = text.parse::<f64>().ok()? * 24.0 * 60.0;
    let fives = (minutes / 5.0).round();
    let is_clock = (minutes - fives * 5.0).abs() < 0.01;
    let minutes = format!("{}", fives * 5.0).parse::<u32>().ok().filter(|_| is_clock)?;
    Some(format!("{:02}:{:02}", minutes / 60, minutes % 60))
}

/// Whether a text says when something starts.
pub(super) fn is_clock(text: &str) -> bool {
    time(text).is_some() || clock(text, false).is_some()
}

/// The day that a spreadsheet counts as so many since the end of 1899.
pub(super) fn serial_date(text: &str) -> Option<String> {
    let days: i32 = text.split('.').next()?.parse().ok()?;
    // no other number may become a span: it would be out of any calendar's bounds
    let is_serial = (20_000..80_000).contains(&days) && text.len() <= 20;
    let day = is_serial.then(|| date(1899, 12, 30).checked_add(days.days()).ok())??;
    Some(day.to_string())
}

/// A date and time that lost the blank between them.
pub(super) fn parted_date(text: &str) -> Option<String> {
    let is_run_together = text.len() == 18 && text.is_ascii() && text.as_bytes()[12] == b':';
    is_run_together.then(|| format!("{} {}", &text[..10], &text[10..]))
}

/// The day at the start of a text, and what follows it.
pub(super) fn leading_day(text: &str) -> Option<(&str, &str)> {
    let end =
        text.find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '@')).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    day::named(word)?;
    let rest = rest
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '@' | '-' | '–'));
    Some((word, rest.strip_prefix("at ").unwrap_or(rest).trim()))
}

/// A clock time behind an abbreviation that says nothing about when, as `RS 9:00 AM`.
pub(super) fn behind_mark(text: &str) -> Option<(&str, &str)> {
    let (mark, rest) = text.split_once(char::is_whitespace)?;
    let is_mark =
        mark.len() <= 3 && mark.bytes().all(|byte| byte.is_ascii_uppercase()) && !matches!(mark, "AM" | "PM");
    (is_mark && is_clock(rest.trim())).then(|| (mark, rest.trim()))
}

/// Whether a text is what a field holds, for fields whose texts have a look of their own.
pub(super) fn looks_like(field: &str, text: &str) -> Option<bool> {
    let is_number = || text.parse::<f64>().is_ok();
    match field {
        "latitude" | "longitude" => Some(is_number()),
        "coordinates" => Some(pair(text).is_some()),
        "conference_url" | "link" => Some(text.contains('.') && !text.contains(char::is_whitespace)),
        "postal_code" => Some(text.len() <= 10 && text.bytes().any(|byte| byte.is_ascii_digit())),
        "state" if text.len() <= 3 => Some(text.bytes().all(|byte| byte.is_ascii_uppercase())),
        _ => None,
    }
}

/// Whether something goes on all the time.
pub(super) fn is_always(text: &str) -> bool {
    matches!(
        text.to_lowercase().as_str(),
        "24/7" | "ongoing" | "anytime" | "any time" | "always" | "always open"
    )
}

/// How one can attend, in the words of the field for it.
pub(super) fn attendance(text: &str) -> Option<&'static str> {
    let folded: String = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    let is_online = has(&["online", "virtual", "zoom", "remote", "linea", "enligne", "telephone", "phone"]);
    let is_room = has(&[
        "inperson",
        "face",
        "physical",
        "f2f",
        "onsite",
        "presencial",
        "presentiel",
        "prasenz",
        "präsenz",
    ]);
    match (is_online, is_room) {
        _ if has(&["hybrid", "hibrid", "híbrid", "both"]) => Some("hybrid"),
        (true, true) => Some("hybrid"),
        (true, false) => Some("online"),
        (false, true) => Some("in_person"),
        _ if has(&["inactive", "suspended", "closed", "notmeeting"]) => Some("inactive"),
        _ => None,
    }
}

/// Two numbers in one cell, with one comma between them.
pub(super) fn pair(text: &str) -> Option<String> {
    let inner = text.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']') || c.is_whitespace());
    let parts: Vec<&str> = inner
        .split(|c: char| matches!(c, ',' | ';') || c.is_whitespace())
        .filter(|part| !part.is_empty())
        .collect();
    let is_decimal = |part: &&str| part.contains('.') && part.parse::<f64>().is_ok();
    match parts[..] {
        [lat, lon] if is_decimal(&lat) && is_decimal(&lon) => Some(format!("{lat},{lon}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn times_of_spreadsheets() {
        for (text, is_number, expected) in [
            ("1930", false, Some("19:30")),
            ("0730", false, Some("07:30")),
            ("730", false, Some("07:30")),
            ("2460", false, None),
            ("0.8125", false, Some("19:30")),
            ("0.5", false, Some("12:00")),
            ("0.25", false, None),
            ("0.25", true, Some("06:00")),
            ("0.3333333333", false, Some("08:00")),
            ("0.123", false, None),
            ("7:30", false, None),
            ("0.", true, None),
        ] {
            assert_eq!(clock(text, is_number).as_deref(), expected, "{text}");
        }
        assert_eq!(serial_date("44357").as_deref(), Some("2021-06-10"));
        assert_eq!(serial_date("44357.25").as_deref(), Some("2021-06-10"));
        assert_eq!(serial_date("2021"), None);
        assert_eq!(serial_date("1900000000"), None, "panicked once");
        assert_eq!(parted_date("2020-04-0416:50:58").as_deref(), Some("2020-04-04 16:50:58"));
    }

    #[test]
    fn days_with_times_behind_them() {
        assert_eq!(leading_day("Monday, \t12:00 PM"), Some(("Monday", "12:00 PM")));
        assert_eq!(leading_day("Fridays at 7pm"), Some(("Fridays", "7pm")));
        assert_eq!(leading_day("Sat"), Some(("Sat", "")));
        assert_eq!(leading_day("7pm Sat"), None);
        assert_eq!(behind_mark("RS\t9:00 AM"), Some(("RS", "9:00 AM")));
        assert_eq!(behind_mark("first 9:00 AM"), None);
    }

    #[test]
    fn two_numbers_in_a_cell() {
        assert_eq!(pair("39.5,-76.25").as_deref(), Some("39.5,-76.25"));
        assert_eq!(pair("(39.5; -76.25)").as_deref(), Some("39.5,-76.25"));
        assert_eq!(pair("39.5 -76.25").as_deref(), Some("39.5,-76.25"));
        assert_eq!(pair("39,5"), None);
        assert_eq!(pair("1.5,2.5,3.5"), None);
    }

    #[test]
    fn ways_to_attend() {
        for (text, expected) in [
            ("In-Person", Some("in_person")),
            ("Zoom only", Some("online")),
            ("In person and on Zoom", Some("hybrid")),
            ("HYBRID", Some("hybrid")),
            ("Temporarily closed", Some("inactive")),
            ("Speaker", None),
        ] {
            assert_eq!(attendance(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in any::<String>()) {
            let _ = (clock(&text, true), serial_date(&text), leading_day(&text), attendance(&text), pair(&text));
        }
    }
}
