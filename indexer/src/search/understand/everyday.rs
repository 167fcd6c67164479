//! The commonest words of each language: no village far away is taken for one of them, and who tells of themselves is not
//! asked for listings that hold them.

use super::vocabulary::{LANGUAGES, folded};
use everyroom_feeds::label::UiLanguage;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    hours: HashMap<String, u32>,
    lengths: Vec<String>,
    causes: Vec<String>,
    first_person: Vec<String>,
    drink: Vec<String>,
    drank: Vec<String>,
    or: Vec<String>,
    mornings: Vec<String>,
    zones: HashMap<String, String>,
    others: Vec<String>,
    directions: Vec<String>,
    streets: Vec<String>,
    names: Vec<String>,
    en: Language,
    es: Language,
    fr: Language,
    de: Language,
    pt: Language,
    fa: Language,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Language {
    silent: Vec<String>,
    things: Vec<String>,
}

struct Words {
    silent: HashSet<String>,
    things: HashSet<String>,
}

/// What is known of everyday words; each as its folded form.
pub struct Everyday {
    languages: Vec<Words>,
    hours: HashMap<String, u32>,
    lengths: HashSet<String>,
    causes: HashSet<String>,
    first_person: HashSet<String>,
    drink: HashSet<String>,
    drank: HashSet<String>,
    or: HashSet<String>,
    mornings: HashSet<String>,
    zones: HashMap<String, String>,
    others: HashSet<String>,
    directions: HashSet<String>,
    streets: HashSet<String>,
    names: HashSet<String>,
}

/// The everyday words.
pub fn everyday() -> &'static Everyday {
    static EVERYDAY: LazyLock<Everyday> = LazyLock::new(|| {
        let file: File = toml::from_str(include_str!("../../../data/words/everyday.toml"))
            .expect("the file of everyday words is checked by a test");
        let set = |words: &[String]| words.iter().map(|word| folded(word)).collect::<HashSet<_>>();
        let languages = [&file.en, &file.es, &file.fr, &file.de, &file.pt, &file.fa];
        let words = languages.map(|words| Words { silent: set(&words.silent), things: set(&words.things) });
        Everyday {
            languages: words.into(),
            hours: file.hours.iter().map(|(word, hour)| (folded(word), *hour)).collect(),
            lengths: set(&file.lengths),
            causes: set(&file.causes),
            first_person: set(&file.first_person),
            drink: set(&file.drink),
            drank: set(&file.drank),
            or: set(&file.or),
            mornings: set(&file.mornings),
            zones: file.zones.iter().map(|(word, zone)| (folded(word), zone.clone())).collect(),
            others: set(&file.others),
            directions: set(&file.directions),
            streets: set(&file.streets),
            names: set(&file.names),
        }
    });
    &EVERYDAY
}

impl Everyday {
    fn of(&self, language: UiLanguage) -> &Words {
        let at = LANGUAGES.iter().position(|known| *known == language).unwrap_or(0);
        &self.languages[at]
    }

    /// Whether it carries no name.
    pub fn is_silent(&self, word: &str, language: UiLanguage) -> bool {
        self.of(language).silent.contains(word)
    }

    /// Whether it is a common word that may stand in a name.
    pub fn is_thing(&self, word: &str, language: UiLanguage) -> bool {
        self.of(language).things.contains(word)
    }

    /// Whether a word is so common that it is no town.
    pub fn is_common(&self, word: &str, language: UiLanguage) -> bool {
        let words = self.of(language);
        words.silent.contains(word) || words.things.contains(word)
    }

    /// Whether a word is common in any of the languages.
    pub fn is_common_somewhere(&self, word: &str) -> bool {
        LANGUAGES.iter().any(|language| self.is_common(word, *language))
    }

    /// The hour that a word is, as `seven`; those that are articles, too, are none.
    pub fn hour(&self, word: &str) -> Option<u32> {
        self.hours.get(word).copied()
    }

    /// Whether a number before it is a length of time.
    pub fn is_length(&self, word: &str) -> bool {
        self.lengths.contains(word)
    }

    /// Whether it tells how somebody died, or is about to.
    pub fn is_cause(&self, word: &str) -> bool {
        self.causes.contains(word)
    }

    /// Whether it makes an ordinary word tell of the asker.
    pub fn is_first_person(&self, word: &str) -> bool {
        self.first_person.contains(word)
    }

    /// Whether it is drinking beside a word of the first person.
    pub fn is_drink(&self, word: &str) -> bool {
        self.drink.contains(word)
    }

    /// Whether it says by itself that the asker drinks.
    pub fn is_drank(&self, word: &str) -> bool {
        self.drank.contains(word)
    }

    /// Whether either of what stands around it will do.
    pub fn is_or(&self, word: &str) -> bool {
        self.or.contains(word)
    }

    /// Whether behind a weekday it is the morning.
    pub fn is_morning(&self, word: &str) -> bool {
        self.mornings.contains(word)
    }

    /// The zone that a word is behind a time.
    pub fn zone(&self, word: &str) -> Option<&str> {
        self.zones.get(word).map(String::as_str)
    }

    /// Whether it tells of somebody else.
    pub fn is_other(&self, word: &str) -> bool {
        self.others.contains(word)
    }

    /// Whether before a city it names a part of it.
    pub fn is_direction(&self, word: &str) -> bool {
        self.directions.contains(word)
    }

    /// Whether it is a kind of street.
    pub fn is_street(&self, word: &str) -> bool {
        self.streets.contains(word)
    }

    /// Whether the folded words are a name that stays as it is.
    pub fn is_name(&self, phrase: &str) -> bool {
        self.names.contains(phrase)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_in_their_language() {
        let everyday = everyday();
        assert!(everyday.is_silent("much", UiLanguage::En) && !everyday.is_silent("much", UiLanguage::De));
        assert!(
            everyday.is_common("airport", UiLanguage::En) && !everyday.is_silent("airport", UiLanguage::En)
        );
        assert!(everyday.is_common_somewhere("sete") && everyday.is_length("anos"));
    }
}
