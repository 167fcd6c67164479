//! What languages are called in the languages of the interface: names of the Unicode CLDR, and our own for sign
//! languages. `registry/language_names.py` makes the table.

use super::UiLanguage;
use std::sync::LazyLock;

type Row = (&'static str, [&'static str; UiLanguage::ALL.len()]);

/// In the order of the tags.
static NAMES: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let rows = include_str!("../../registry/language_names.tsv").lines().skip(1);
    rows.filter_map(|row| {
        let mut cells = row.split('\t');
        let tag = cells.next()?;
        let mut names = [tag; UiLanguage::ALL.len()];
        names.iter_mut().zip(cells).for_each(|(name, cell)| *name = cell);
        Some((tag, names))
    })
    .collect()
});

/// The name of a language by its tag (BCP 47), or of the language it is a kind of: `pt-BR` is Portuguese.
pub fn language_name(language: UiLanguage, tag: &str) -> Option<&'static str> {
    let tag = tag.to_ascii_lowercase();
    let primary = tag.split('-').next().unwrap_or_default();
    let at = NAMES.binary_search_by_key(&primary, |(tag, _)| tag).ok()?;
    Some(NAMES[at].1[language as usize])
}

/// The languages that have a name: their tags, in order.
pub fn named_languages() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(tag, _)| *tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_language_that_can_be_read_has_a_name_in_every_language_of_the_interface() {
        assert!(NAMES.is_sorted_by_key(|(tag, _)| tag));
        let known: BTreeSet<&str> = include_str!("../../registry/languages.tsv")
            .lines()
            .skip(1)
            .filter_map(|row| row.split('\t').next())
            .collect();
        assert_eq!(named_languages().collect::<BTreeSet<_>>(), known);
        for (tag, names) in NAMES.iter() {
            for (language, name) in UiLanguage::ALL.into_iter().zip(names) {
                let is_said = name.trim() == *name && !name.is_empty() && name != tag;
                assert!(is_said && language_name(language, tag) == Some(*name), "{tag} {language:?}");
            }
        }
    }

    #[test]
    fn kinds_of_a_language_have_its_name() {
        assert_eq!(language_name(UiLanguage::En, "pt-BR"), Some("Portuguese"));
        assert_eq!(language_name(UiLanguage::De, "PT"), Some("Portugiesisch"));
        assert_eq!(language_name(UiLanguage::Fa, "es"), Some("اسپانیایی"));
        assert_eq!(language_name(UiLanguage::Es, "ase"), Some("Lengua de signos americana"));
        assert_eq!(language_name(UiLanguage::En, "xx"), None);
    }
}
