//! When the facts about a source were last looked at by a person.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Whether, and when, someone looked that a source is what its entry says. A crawl does not set it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Verified {
    /// Nobody did; the entry repeats what was found elsewhere.
    #[default]
    Never,
    /// On this day.
    On(Date),
}

impl Verified {
    /// `never`, or a date as `2026-11-22`.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "never" {
            return Some(Verified::Never);
        }
        // jiff also reads a date with a time behind it, which would be kept only in part
        text.parse::<Date>().ok().filter(|date| date.to_string() == text).map(Verified::On)
    }

    /// Whether nobody did.
    pub fn is_never(&self) -> bool {
        *self == Verified::Never
    }
}

impl fmt::Display for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Verified::Never => f.write_str("never"),
            Verified::On(date) => write!(f, "{date}"),
        }
    }
}

impl From<Verified> for String {
    fn from(verified: Verified) -> Self {
        verified.to_string()
    }
}

impl TryFrom<String> for Verified {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Verified::parse(&text).ok_or_else(|| format!("`{text}` is neither `never` nor a date, as 2026-11-22"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_never_or_a_date() {
        for text in ["never", "2026-11-22"] {
            assert_eq!(Verified::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "Never", "2026-13-01", "2026-11-22T10:00:00", "yesterday"] {
            assert_eq!(Verified::parse(text), None, "{text}");
        }
    }
}
