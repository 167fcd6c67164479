//! Numbers as a language writes them, and messages that depend on one. Whole numbers below a million: of the six
//! languages none needs more than two forms there.

use super::{Marked, Message};
use everyroom_feeds::label::UiLanguage;
use serde::Deserialize;

/// A message in the forms that a number asks for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plural {
    one: Message,
    other: Message,
}

impl Plural {
    /// The form for a number.
    pub fn form(&self, language: UiLanguage, count: u64) -> &Message {
        if is_one(language, count) { &self.one } else { &self.other }
    }

    /// The message for attributes and plain texts; `n` is the number.
    pub fn plain(&self, language: UiLanguage, count: u64, values: &[(&str, &str)]) -> String {
        let number = number(language, count);
        self.form(language, count).plain(&with(values, &number))
    }

    /// The message for pages; `n` is the number.
    pub fn marked(&self, language: UiLanguage, count: u64, values: &[(&str, &str)]) -> Marked {
        let number = number(language, count);
        self.form(language, count).marked(&with(values, &number))
    }
}

fn with<'a>(values: &[(&'a str, &'a str)], number: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut all = values.to_vec();
    all.push(("n", number));
    all
}

/// Whether a number takes the form `one` (CLDR, whole numbers).
pub fn is_one(language: UiLanguage, count: u64) -> bool {
    match language {
        UiLanguage::En | UiLanguage::Es | UiLanguage::De => count == 1,
        UiLanguage::Fr | UiLanguage::Pt | UiLanguage::Fa => count <= 1,
    }
}

/// Which digits a language writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Digits {
    /// 0 to 9.
    #[serde(rename = "latn")]
    Latin,
    /// ۰ to ۹.
    #[serde(rename = "arabext")]
    Persian,
}

impl Digits {
    /// A text with its digits as the language writes them. Not for telephone numbers, codes and addresses.
    pub fn of(self, text: &str) -> String {
        let persian = |c: char| match c.to_digit(10) {
            Some(digit) => char::from_u32(0x06f0 + digit).unwrap_or(c),
            None => c,
        };
        match self {
            Self::Latin => text.to_owned(),
            Self::Persian => text.chars().map(persian).collect(),
        }
    }
}

/// A text with its digits as the language writes them.
pub fn digits(language: UiLanguage, text: &str) -> String {
    super::text(language).language.digits.of(text)
}

/// A number with the grouping and the digits of a language.
pub fn number(language: UiLanguage, count: u64) -> String {
    let mark = match language {
        UiLanguage::En => ',',
        UiLanguage::Es | UiLanguage::Fr => '\u{202f}',
        UiLanguage::De | UiLanguage::Pt => '.',
        UiLanguage::Fa => '٬',
    };
    let plain = count.to_string();
    let mut grouped = String::with_capacity(plain.len() + 4);
    for (at, digit) in plain.chars().enumerate() {
        if at > 0 && (plain.len() - at).is_multiple_of(3) {
            grouped.push(mark);
        }
        grouped.push(digit);
    }
    digits(language, &grouped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_each_language_writes_them() {
        let numbers = UiLanguage::ALL.map(|language| number(language, 1_234_567));
        let narrow = "1\u{202f}234\u{202f}567";
        assert_eq!(numbers, ["1,234,567", narrow, narrow, "1.234.567", "1.234.567", "۱٬۲۳۴٬۵۶۷"]);
        assert_eq!(number(UiLanguage::En, 100), "100");
    }

    /// `one` by CLDR's rules for whole numbers: i = 1 and v = 0; i = 0 or 1; i = 0 or n = 1.
    #[test]
    fn forms_follow_the_rules_of_each_language() {
        for count in 0..=200 {
            for language in UiLanguage::ALL {
                let wanted = match language.id() {
                    "en" | "de" | "es" => count == 1,
                    _ => count == 0 || count == 1,
                };
                assert_eq!(is_one(language, count), wanted, "{language:?} {count}");
            }
        }
    }
}
