//! The sentences of calendars and plain texts, in the languages of the interface: `phrases/*.toml`. Names in braces
//! are filled in. Ids have their words elsewhere, in the labels; times, dates and ages in [`crate::words`].

use everyroom_feeds::label::UiLanguage;
use std::collections::HashMap;
use std::sync::LazyLock;

type Table = HashMap<String, String>;

static TABLES: LazyLock<[Table; UiLanguage::ALL.len()]> = LazyLock::new(|| {
    UiLanguage::ALL.map(|language| toml::from_str(text(language)).expect("the phrases are checked by a test"))
});

/// The phrases as they are written down.
pub(crate) fn text(language: UiLanguage) -> &'static str {
    match language {
        UiLanguage::En => include_str!("../../phrases/en.toml"),
        UiLanguage::Es => include_str!("../../phrases/es.toml"),
        UiLanguage::Fr => include_str!("../../phrases/fr.toml"),
        UiLanguage::De => include_str!("../../phrases/de.toml"),
        UiLanguage::Pt => include_str!("../../phrases/pt.toml"),
        UiLanguage::Fa => include_str!("../../phrases/fa.toml"),
    }
}

/// A sentence as it stands.
pub fn phrase(language: UiLanguage, key: &'static str) -> &'static str {
    let said = |language: UiLanguage| TABLES[language as usize].get(key).map(String::as_str);
    said(language).or_else(|| said(UiLanguage::En)).unwrap_or(key)
}

/// A sentence with its names filled in. What is filled in is not looked through again.
pub fn filled(language: UiLanguage, key: &'static str, values: &[(&str, &str)]) -> String {
    let mut rest = phrase(language, key);
    let mut text = String::with_capacity(rest.len() + 32);
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let value = values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value);
        text.push_str(before);
        text.push_str(value);
        rest = after;
    }
    text.push_str(rest);
    text
}

/// One of several words that stand in one entry, from 0.
pub fn nth(language: UiLanguage, key: &'static str, at: usize) -> &'static str {
    phrase(language, key).split('|').nth(at).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn names(phrase: &str) -> BTreeSet<&str> {
        phrase.split('{').skip(1).filter_map(|part| part.split('}').next()).collect()
    }

    #[test]
    fn every_language_says_the_same_things() {
        let english = &TABLES[0];
        for language in UiLanguage::ALL {
            let table = &TABLES[language as usize];
            let keys = |table: &Table| table.keys().cloned().collect::<BTreeSet<_>>();
            assert_eq!(keys(table), keys(english), "{language:?}");
            for (key, phrase) in table {
                assert_eq!(names(phrase), names(&english[key]), "{language:?} {key}");
                assert!(!phrase.trim().is_empty() && phrase.trim() == phrase, "{language:?} {key}");
            }
            assert_eq!(table["ordinals"].split('|').count(), 6, "{language:?}");
        }
    }

    #[test]
    fn what_is_filled_in_is_taken_as_it_is() {
        let values = [("a", "{b}"), ("b", "x")];
        assert_eq!(filled(UiLanguage::En, "and", &values), "{b} and x");
        assert_eq!(filled(UiLanguage::De, "until", &[("time", "5")]), "bis 5");
        assert_eq!(phrase(UiLanguage::En, "unheard of"), "unheard of");
        assert_eq!(nth(UiLanguage::Fr, "ordinals", 0), "1er");
    }
}
