//! What languages and countries are called in the languages of the interface: names of the Unicode CLDR, and our own for
//! sign languages. `registry/names.py` makes the tables.

use super::UiLanguage;
use crate::country::Country;
use std::sync::LazyLock;

/// What something is called, by its key, in the order of the keys.
struct Names(Vec<(&'static str, [&'static str; UiLanguage::ALL.len()])>);

static LANGUAGES: LazyLock<Names> =
    LazyLock::new(|| Names::of(include_str!("../../registry/language_names.tsv")));
static COUNTRIES: LazyLock<Names> =
    LazyLock::new(|| Names::of(include_str!("../../registry/country_names.tsv")));

impl Names {
    fn of(table: &'static str) -> Self {
        let rows = table.lines().skip(1).filter_map(|row| {
            let mut cells = row.split('\t');
            let key = cells.next()?;
            let mut names = [key; UiLanguage::ALL.len()];
            names.iter_mut().zip(cells).for_each(|(name, cell)| *name = cell);
            Some((key, names))
        });
        Self(rows.collect())
    }

    fn get(&self, language: UiLanguage, key: &str) -> Option<&'static str> {
        let at = self.0.binary_search_by_key(&key, |(known, _)| known).ok()?;
        Some(self.0[at].1[language as usize])
    }
}

/// The name of a language by its tag (BCP 47), or of the language it is a kind of: `pt-BR` is Portuguese.
pub fn language_name(language: UiLanguage, tag: &str) -> Option<&'static str> {
    let tag = tag.to_ascii_lowercase();
    LANGUAGES.get(language, tag.split('-').next().unwrap_or_default())
}

/// The languages that have a name: their tags, in order.
pub fn named_languages() -> impl Iterator<Item = &'static str> {
    LANGUAGES.0.iter().map(|(tag, _)| *tag)
}

/// The name of a country.
pub fn country_name(language: UiLanguage, country: Country) -> &'static str {
    COUNTRIES.get(language, country.code()).unwrap_or_else(|| country.name())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn assert_complete(names: &Names, registry: &'static str) {
        assert!(names.0.is_sorted_by_key(|(key, _)| key));
        let known: BTreeSet<&str> =
            registry.lines().skip(1).filter_map(|row| row.split('\t').next()).collect();
        assert_eq!(names.0.iter().map(|(key, _)| *key).collect::<BTreeSet<_>>(), known);
        for (key, in_languages) in &names.0 {
            for (language, name) in UiLanguage::ALL.into_iter().zip(in_languages) {
                let is_said = name.trim() == *name && !name.is_empty() && name != key;
                assert!(is_said && names.get(language, key) == Some(*name), "{key} {language:?}");
            }
        }
    }

    #[test]
    fn every_language_and_country_has_a_name_in_every_language_of_the_interface() {
        assert_complete(&LANGUAGES, include_str!("../../registry/languages.tsv"));
        assert_complete(&COUNTRIES, include_str!("../../registry/countries.tsv"));
    }

    #[test]
    fn kinds_of_a_language_have_its_name() {
        assert_eq!(language_name(UiLanguage::En, "pt-BR"), Some("Portuguese"));
        assert_eq!(language_name(UiLanguage::De, "PT"), Some("Portugiesisch"));
        assert_eq!(language_name(UiLanguage::Fa, "es"), Some("اسپانیایی"));
        assert_eq!(language_name(UiLanguage::Es, "ase"), Some("Lengua de signos americana"));
        assert_eq!(language_name(UiLanguage::En, "xx"), None);
    }

    #[test]
    fn countries_are_called_what_they_are_called_there() {
        for country in Country::all() {
            assert_eq!(country_name(UiLanguage::En, country), country.name());
            for language in UiLanguage::ALL {
                assert_eq!(Country::parse(country_name(language, country)), Some(country), "{language:?}");
            }
        }
        let germany = Country::parse("DE").unwrap();
        let names = UiLanguage::ALL.map(|language| country_name(language, germany));
        assert_eq!(names, ["Germany", "Alemania", "Allemagne", "Deutschland", "Alemanha", "آلمان"]);
    }
}
