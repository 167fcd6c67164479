//! Dates of last change: as databases write them, as Americans do, and in ISO form.

use jiff::civil::{Date, DateTime};

/// The date of a text; the time of day is left out, because nobody says in which zone it is. `None` for anything
/// else, and for years that no meeting list was kept in.
pub fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    let read = text
        .parse::<DateTime>()
        .map(DateTime::date)
        .ok()
        .or_else(|| {
            text.get(..10)?
                .parse::<Date>()
                .ok()
                .filter(|_| !text[10..].starts_with(char::is_alphanumeric) || text[10..].starts_with('T'))
        })
        .or_else(|| month_first(text))?;
    (1990..=2100).contains(&read.year()).then_some(read)
}

/// `8/29/2021`, perhaps with a time behind it.
fn month_first(text: &str) -> Option<Date> {
    let day = text.split_whitespace().next()?;
    let parts: Vec<&str> = day.split('/').collect();
    let [month, day, year] = parts[..] else { return None };
    if year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_as_written() {
        for (text, expected) in [
            ("2021-08-29 11:17:07", Some("2021-08-29")),
            ("2021-08-29", Some("2021-08-29")),
            ("2021-08-29T11:17:07Z", Some("2021-08-29")),
            ("2021-08-29T11:17:07.123+02:00", Some("2021-08-29")),
            ("8/29/2021", Some("2021-08-29")),
            ("8/25/2022 11:17:07 AM", Some("2022-08-25")),
            ("0000-00-00 00:00:00", None),
            ("1970-01-01 00:00:00", None),
            ("29/8/2021", None),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(date(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in any::<String>()) {
            let _ = date(&text);
        }
    }
}
