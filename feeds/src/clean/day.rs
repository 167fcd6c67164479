//! Days of the week as numbers and as names. Each format has its own count: Sunday is 0 in TSML and 1 in BMLT.

use crate::schedule::Weekday;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A day, and whether it was written as the format asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadDay {
    /// The day.
    pub day: Weekday,
    /// Whether it needed no interpretation.
    pub plain: bool,
}

/// A TSML day: 0 is Sunday, 6 Saturday; 7 is meant as Sunday too, by those who count from Monday.
pub fn tsml_number(number: i64) -> Option<ReadDay> {
    match number {
        7 => Some(ReadDay { day: Weekday::Sun, plain: false }),
        _ => Weekday::from_sunday(u8::try_from(number).ok()?).map(|day| ReadDay { day, plain: true }),
    }
}

/// A TSML day in words or digits.
pub fn tsml_text(text: &str) -> Option<ReadDay> {
    let text = text.trim();
    let number = text.strip_suffix(".0").unwrap_or(text);
    match number.bytes().all(|byte| byte.is_ascii_digit()) && number.len() == 1 {
        true => tsml_number(number.parse().ok()?),
        false => named(text).map(|day| ReadDay { day, plain: false }),
    }
}

/// A BMLT day: 1 is Sunday, 7 Saturday.
pub fn bmlt_text(text: &str) -> Option<ReadDay> {
    let text = text.trim();
    match text.parse::<u8>() {
        Ok(number) => Weekday::from_sunday(number.checked_sub(1)?).map(|day| ReadDay { day, plain: true }),
        Err(_) => named(text).map(|day| ReadDay { day, plain: false }),
    }
}

/// The day of that name or abbreviation in English, Spanish, French, German, Portuguese, Italian, Dutch, Swedish or
/// Japanese; also in the plural. Abbreviations that mean different days in two of these languages are left out.
pub fn named(text: &str) -> Option<Weekday> {
    let folded: String = text
        .trim()
        .trim_end_matches('.')
        .nfkd()
        .filter(|&c| !is_combining_mark(c))
        .flat_map(char::to_lowercase)
        .collect();
    let find = |word: &str| NAMES.iter().position(|names| names.split(' ').any(|name| name == word));
    let at = find(&folded).or_else(|| find(folded.strip_suffix('s')?));
    Weekday::from_sunday(u8::try_from(at?).ok()?)
}

/// Sunday to Saturday, lower case, without accents.
const NAMES: [&str; 7] = [
    "sunday sun su domingo dom dimanche dim sonntag son so domenica zondag zon zo sondag 日曜日 日曜 日",
    "monday mon mo lunes lun lundi montag segunda-feira segunda seg lunedi maandag maa mandag man 月曜日 月曜 月",
    "tuesday tues tue tu martes mar mardi dienstag die terca-feira terca ter martedi dinsdag din tisdag tis 火曜日 \
     火曜 火",
    "wednesday weds wed we miercoles mie mi mercredi mer mittwoch mit quarta-feira quarta qua mercoledi woensdag woe \
     wo onsdag ons 水曜日 水曜 水",
    "thursday thurs thur thu th jueves jue jeudi jeu donnerstag don quinta-feira quinta qui giovedi gio donderdag \
     torsdag tor 木曜日 木曜 木",
    "friday fri fr viernes vie vendredi ven freitag fre sexta-feira sexta sex venerdi vrijdag vri vr fredag 金曜日 \
     金曜 金",
    "saturday sat sa sabado sab samedi sam samstag sonnabend sabato zaterdag zat za lordag lor 土曜日 土曜 土",
];

#[cfg(test)]
mod tests {
    use super::*;
    use Weekday::*;
    use proptest::prelude::*;

    #[test]
    fn each_format_counts_in_its_own_way() {
        assert_eq!(tsml_number(0).map(|read| read.day), Some(Sun));
        assert_eq!(tsml_number(6).map(|read| read.day), Some(Sat));
        assert_eq!(tsml_number(7), Some(ReadDay { day: Sun, plain: false }));
        assert_eq!(tsml_number(8), None);
        assert_eq!(tsml_number(-1), None);
        assert_eq!(bmlt_text("1").map(|read| read.day), Some(Sun));
        assert_eq!(bmlt_text("7").map(|read| read.day), Some(Sat));
        assert_eq!(bmlt_text("0"), None);
        assert_eq!(bmlt_text("8"), None);
    }

    #[test]
    fn names_in_nine_languages() {
        for (text, day) in [
            ("Tuesday", Tue),
            (" tuesdays ", Tue),
            ("TUES.", Tue),
            ("Thur", Thu),
            ("mondays", Mon),
            ("miércoles", Wed),
            ("Sábados", Sat),
            ("lunes", Mon),
            ("dimanche", Sun),
            ("samstags", Sat),
            ("Sonnabend", Sat),
            ("segunda-feira", Mon),
            ("Terça", Tue),
            ("venerdì", Fri),
            ("zaterdag", Sat),
            ("måndag", Mon),
            ("Lördag", Sat),
            ("水曜日", Wed),
            ("日", Sun),
        ] {
            assert_eq!(named(text), Some(day), "{text}");
        }
        for text in ["", "s", "the", "di", "ma", "7pm", "Sunday (first)", "weekday"] {
            assert_eq!(named(text), None, "{text}");
        }
    }

    #[test]
    fn digits_may_be_texts() {
        assert_eq!(tsml_text("2"), Some(ReadDay { day: Tue, plain: true }));
        assert_eq!(tsml_text("7").map(|read| read.day), Some(Sun));
        assert_eq!(tsml_text("Monday"), Some(ReadDay { day: Mon, plain: false }));
        assert_eq!(tsml_text("12"), None);
        assert_eq!(tsml_text(""), None);
    }

    #[test]
    fn no_name_stands_for_two_days() {
        let mut seen = std::collections::HashMap::new();
        for (at, names) in NAMES.iter().enumerate() {
            for name in names.split(' ').filter(|name| !name.is_empty()) {
                assert!(seen.insert(name, at).is_none_or(|before| before == at), "{name}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in any::<String>()) {
            let _ = (tsml_text(&text), bmlt_text(&text));
        }
    }
}
