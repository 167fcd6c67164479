//! Days and dates.

use super::Locale;
use crate::message::digits;
use everyroom_feeds::label::{UiLanguage, Vocabulary, label};
use everyroom_feeds::schedule::Weekday;
use jiff::civil::Date;

/// A day of the week as it stands in a sentence.
pub fn weekday(locale: Locale, day: Weekday) -> String {
    let name = label(locale.language, Vocabulary::Weekday, day.id());
    match locale.language {
        UiLanguage::Es | UiLanguage::Fr | UiLanguage::Pt => name.to_lowercase(),
        _ => name.to_owned(),
    }
}

/// A date near by, as `Sunday 22 November`.
pub fn date(locale: Locale, date: Date) -> String {
    let day = digits(locale.language, &date.day().to_string());
    let values = [
        ("weekday", weekday(locale, Weekday::of(date))),
        ("day", day),
        ("month", month(locale, date).to_owned()),
    ];
    locale.text().time.date.plain(&values.each_ref().map(|(name, value)| (*name, value.as_str())))
}

/// A date with its year, as `22 November 2026`.
pub fn date_year(locale: Locale, date: Date) -> String {
    let number = |number: i16| digits(locale.language, &number.to_string());
    let (day, year) = (number(date.day().into()), number(date.year()));
    let values = [("day", day.as_str()), ("month", month(locale, date)), ("year", &year)];
    locale.text().time.date_year.plain(&values)
}

/// A day as seen from another: `today`, `tomorrow`, or its date.
pub fn relative(locale: Locale, day: Date, today: Date) -> String {
    let t = &locale.text().time;
    match today.until(day).map(|span| span.get_days()) {
        Ok(-1) => t.yesterday.clone(),
        Ok(0) => t.today.clone(),
        Ok(1) => t.tomorrow.clone(),
        _ => date(locale, day),
    }
}

fn month(locale: Locale, date: Date) -> &'static str {
    let m = &locale.text().month;
    let months = [&m.m1, &m.m2, &m.m3, &m.m4, &m.m5, &m.m6, &m.m7, &m.m8, &m.m9, &m.m10, &m.m11, &m.m12];
    months.get(usize::from(date.month().unsigned_abs()).saturating_sub(1)).map_or("", |name| name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_each_language_writes_them() {
        let day = jiff::civil::date(2026, 11, 22);
        let dates = UiLanguage::ALL.map(|language| {
            let locale = Locale::of(language);
            format!("{} | {}", date(locale, day), date_year(locale, day))
        });
        assert_eq!(
            dates,
            [
                "Sunday 22 November | 22 November 2026",
                "domingo 22 de noviembre | 22 de noviembre de 2026",
                "dimanche 22 novembre | 22 novembre 2026",
                "Sonntag, 22. November | 22. November 2026",
                "domingo, 22 de novembro | 22 de novembro de 2026",
                "یکشنبه ۲۲ نوامبر | ۲۲ نوامبر ۲۰۲۶",
            ]
        );
        let english = Locale::of(UiLanguage::En);
        assert_eq!(relative(english, day, day), "today");
        assert_eq!(relative(english, day, jiff::civil::date(2026, 11, 21)), "tomorrow");
        assert_eq!(relative(english, day, jiff::civil::date(2026, 12, 1)), "Sunday 22 November");
    }
}
