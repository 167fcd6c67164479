//! How whoever asks reads: language, clock, miles.

use crate::message::{Hours, Text, text};
use everyroom_feeds::country::Country;
use everyroom_feeds::label::UiLanguage;

/// Regions whose people read another clock than their language's table says.
const CLOCKS: [(&str, &str, Hours); 6] = [
    ("es", "US", Hours::Twelve),
    ("es", "MX", Hours::Twelve),
    ("es", "CO", Hours::Twelve),
    ("fr", "CA", Hours::TwentyFour),
    ("en", "IE", Hours::TwentyFour),
    ("en", "ZA", Hours::TwentyFour),
];

/// Where distances are told in miles.
const MILES: [&str; 2] = ["US", "GB"];

/// How someone reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locale {
    /// Language of the interface.
    pub language: UiLanguage,
    /// The clock.
    pub hours: Hours,
    /// Whether distances are told in miles.
    pub is_in_miles: bool,
}

impl Locale {
    /// The language's own habits, in kilometres.
    pub fn of(language: UiLanguage) -> Self {
        Self { language, hours: text(language).language.hours, is_in_miles: false }
    }

    /// What `Accept-Language` asks for; `chosen` is the language of the address, which comes first.
    pub fn negotiated(accept: &str, chosen: Option<UiLanguage>) -> Self {
        let wishes = wishes(accept);
        let spoken = wishes.iter().find_map(|tag| UiLanguage::parse(primary(tag)));
        let language = chosen.or(spoken).unwrap_or_default();
        let region = wishes.iter().find_map(|tag| region(tag));
        let own = Self::of(language);
        let is_here = |(tag, place, _): &&(&str, &str, Hours)| {
            *tag == language.id() && region.as_deref() == Some(*place)
        };
        let hours = CLOCKS.iter().find(is_here).map_or(own.hours, |(_, _, hours)| *hours);
        Self { hours, is_in_miles: region.is_some_and(|region| MILES.contains(&region.as_str())), ..own }
    }

    /// The same for distances in a country: in miles where its signs tell them, to those who read its language or are used to
    /// miles.
    pub fn within(self, country: Option<Country>) -> Self {
        let Some(country) = country else { return self };
        let reads_miles = self.is_in_miles || matches!(self.language, UiLanguage::En | UiLanguage::Es);
        Self { is_in_miles: reads_miles && MILES.contains(&country.code()), ..self }
    }

    /// The words.
    pub fn text(self) -> &'static Text {
        text(self.language)
    }
}

/// The tags of `Accept-Language`, most wanted first; those refused are left out.
fn wishes(accept: &str) -> Vec<String> {
    let weigh = |part: &str| {
        let (tag, rest) = part.split_once(';').unwrap_or((part, ""));
        let weight = rest.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.trim().parse::<f32>().ok())?;
        let tag = tag.trim();
        (weight > 0.0 && !tag.is_empty() && tag.len() <= 35).then(|| (tag.to_owned(), weight))
    };
    let mut tags: Vec<(String, f32)> = accept.split(',').take(20).filter_map(weigh).collect();
    tags.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    tags.into_iter().map(|(tag, _)| tag).collect()
}

fn primary(tag: &str) -> &str {
    match tag.split('-').next().unwrap_or_default() {
        "EN" => "en",
        // Dari reads Persian
        "prs" | "fas" | "per" => "fa",
        other => other,
    }
}

fn region(tag: &str) -> Option<String> {
    let mut parts = tag.split('-').skip(1);
    parts.find(|part| part.len() == 2).map(str::to_ascii_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_says_is_heard() {
        for (accept, language, hours, is_in_miles) in [
            ("en-US,en;q=0.9", UiLanguage::En, Hours::Twelve, true),
            ("en-GB", UiLanguage::En, Hours::Twelve, true),
            ("es-US", UiLanguage::Es, Hours::Twelve, true),
            ("es-ES,es;q=0.9", UiLanguage::Es, Hours::TwentyFour, false),
            ("fr-CA", UiLanguage::Fr, Hours::TwentyFour, false),
            ("sv-SE,de;q=0.5,en;q=0.9", UiLanguage::En, Hours::Twelve, false),
            ("fa-IR", UiLanguage::Fa, Hours::TwentyFour, false),
            ("pt-BR;q=0,de", UiLanguage::De, Hours::TwentyFour, false),
            ("", UiLanguage::En, Hours::Twelve, false),
            (";;;q=,,-,q=9", UiLanguage::En, Hours::Twelve, false),
        ] {
            let heard = Locale::negotiated(accept, None);
            assert_eq!(heard, Locale { language, hours, is_in_miles }, "{accept}");
        }
        assert_eq!(Locale::negotiated("de", Some(UiLanguage::Fa)).language, UiLanguage::Fa);
        let [iran, us] = ["IR", "US"].map(Country::parse);
        let moved = Locale::negotiated("en-US", Some(UiLanguage::Fa));
        assert!(
            moved.within(us).is_in_miles && !moved.within(iran).is_in_miles && moved.within(None).is_in_miles
        );
        assert!(!Locale::of(UiLanguage::De).within(us).is_in_miles);
    }
}
