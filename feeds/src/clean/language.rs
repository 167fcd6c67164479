//! Languages by their names in several languages, their own names, and their codes, as BCP 47 tags.
//!
//! `registry/languages.tsv` holds the names. Sign languages have tags of their own (`ase`), `sgn` is any of them; what
//! they mean for access is not told here.

use crate::country::Country;
use crate::fellowship::fold;
use std::collections::HashMap;
use std::sync::LazyLock;

static LANGUAGES: LazyLock<Names> =
    LazyLock::new(|| Names::load(include_str!("../../registry/languages.tsv")));

/// Folded names and codes, and the tags they lead to.
struct Names {
    tags: HashMap<String, &'static str>,
    codes: HashMap<&'static str, &'static str>,
}

impl Names {
    fn load(text: &'static str) -> Self {
        let (mut tags, mut codes) = (HashMap::new(), HashMap::new());
        for row in text.lines().skip(1) {
            let mut cells = row.split('\t');
            let (Some(tag), Some(others), Some(names)) = (cells.next(), cells.next(), cells.next()) else {
                continue;
            };
            for code in others.split(' ').filter(|code| !code.is_empty()).chain([tag]) {
                codes.insert(code, tag);
            }
            for name in names.split('|') {
                tags.entry(fold(name)).or_insert(tag);
            }
        }
        Self { tags, codes }
    }
}

/// The tag of the one language that a text is: a name (`Farsi`, `Español`), a code of ISO 639 (`es`, `spa`), or a tag
/// (`PT-BR` is `pt-BR`).
pub fn language(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('.');
    match LANGUAGES.tags.get(&fold(text)) {
        Some(tag) => Some((*tag).to_owned()),
        None => tag(text),
    }
}

/// Every name of every language, with the tag it leads to.
pub fn named() -> impl Iterator<Item = (&'static str, &'static str)> {
    include_str!("../../registry/languages.tsv").lines().skip(1).flat_map(|row| {
        let mut cells = row.split('\t');
        let tag = cells.next().unwrap_or_default();
        cells.nth(1).unwrap_or_default().split('|').map(move |name| (tag, name))
    })
}

/// The tags of a list such as `English, Spanish` or `English/Spanish`; `None` where a part of it is no language.
pub fn languages(text: &str) -> Option<Vec<String>> {
    let parts = text.split([',', '/', ';', '&', '|', '+']).flat_map(|part| part.split(" and "));
    let mut tags: Vec<String> = Vec::new();
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        let tag = language(part)?;
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    (!tags.is_empty()).then_some(tags)
}

/// The tag of the one language that a text mentions in any of its words, as `English speaking`; `None` where it
/// mentions two.
pub fn mentioned(text: &str) -> Option<String> {
    if let Some(whole) = language(text) {
        return Some(whole);
    }
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    // by name only: codes are words of other languages, as `no` and `may`
    let mut found = words.filter_map(|word| LANGUAGES.tags.get(&fold(word)));
    let first = found.next()?;
    // two languages in one name: which of them is spoken is not said
    found.all(|other| other == first).then(|| (*first).to_owned())
}

/// Language, script and region; other parts of a tag say nothing about what is spoken.
fn tag(text: &str) -> Option<String> {
    let mut parts = text.split(['-', '_']);
    let language = parts.next()?.to_lowercase();
    let mut tag = (*LANGUAGES.codes.get(language.as_str())?).to_owned();
    let mut next = parts.next();
    if let Some(script) = next.filter(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()))
    {
        let (first, others) = script.split_at(1);
        tag.push_str(&format!("-{}{}", first.to_uppercase(), others.to_lowercase()));
        next = parts.next();
    }
    if let Some(region) = next.take_if(|part| is_region(part)) {
        tag.push_str(&format!("-{}", region.to_uppercase()));
        next = parts.next();
    }
    next.is_none().then_some(tag)
}

fn is_region(part: &str) -> bool {
    let is_number = part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_country =
        part.len() == 2 && Country::parse(part).is_some_and(|c| c.code().eq_ignore_ascii_case(part));
    is_number || is_country
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_codes_and_tags() {
        for (text, tag) in [
            ("English", "en"),
            (" ENGLISH ", "en"),
            ("Español", "es"),
            ("espanol", "es"),
            ("Inglés", "en"),
            ("Französisch", "fr"),
            ("Farsi", "fa"),
            ("Persian", "fa"),
            ("Русский", "ru"),
            ("日本語", "ja"),
            ("Tagalog", "tl"),
            ("es", "es"),
            ("SPA", "es"),
            ("ger", "de"),
            ("deu", "de"),
            ("PT-BR", "pt-BR"),
            ("pt_br", "pt-BR"),
            ("es-419", "es-419"),
            ("zh-hant", "zh-Hant"),
            ("zh-Hans-CN", "zh-Hans-CN"),
            ("ASL", "ase"),
            ("American Sign Language", "ase"),
            ("Sign Language", "sgn"),
            ("LIBRAS", "bzs"),
        ] {
            assert_eq!(language(text).as_deref(), Some(tag), "{text}");
        }
        for text in ["", "-", "English/Spanish", "Open", "xx", "en-ZZ", "en-US-x-y", "Bilingual", "e"] {
            assert_eq!(language(text), None, "{text}");
        }
    }

    #[test]
    fn a_list_is_of_languages_alone() {
        let tags = |text: &str| languages(text).map(|tags| tags.join(" "));
        assert_eq!(tags("English,Spanish").as_deref(), Some("en es"));
        assert_eq!(tags("EN / es, English & Farsi").as_deref(), Some("en es fa"));
        assert_eq!(tags("English and Spanish").as_deref(), Some("en es"));
        for text in ["", " , ", "English, Open", "English or Spanish"] {
            assert_eq!(languages(text), None, "{text}");
        }
    }

    #[test]
    fn a_language_among_other_words() {
        for (text, tag) in [
            ("English speaking", Some("en")),
            ("German-Speaking", Some("de")),
            ("Se habla español", Some("es")),
            ("ENG", Some("en")),
            ("Lithuanian/Russian", None),
            ("Bi-Lingual", None),
        ] {
            assert_eq!(mentioned(text).as_deref(), tag, "{text}");
        }
    }

    #[test]
    fn no_name_or_code_stands_for_two_languages() {
        let (mut names, mut codes) = (HashMap::new(), HashMap::new());
        for row in include_str!("../../registry/languages.tsv").lines().skip(1) {
            let cells: Vec<&str> = row.split('\t').collect();
            assert_eq!(cells.len(), 3, "{row}");
            for name in cells[2].split('|') {
                assert!(names.insert(fold(name), cells[0]).is_none_or(|tag| tag == cells[0]), "{name}");
            }
            for code in cells[1].split(' ').chain([cells[0]]).filter(|code| !code.is_empty()) {
                assert!(codes.insert(code, cells[0]).is_none(), "{code}");
            }
        }
    }

    #[test]
    fn every_language_of_the_code_tables_is_known() {
        for row in include_str!("../../registry/codes.tsv").lines().skip(1) {
            let cells: Vec<&str> = row.split('\t').collect();
            if cells[4] == "lang" {
                assert_eq!(language(cells[5]).as_deref(), Some(cells[5]), "{row}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in "\\PC*") {
            let _ = (mentioned(&text), languages(&text));
            if let Some(tag) = language(&text) {
                prop_assert_eq!(language(&tag), Some(tag.clone()));
            }
        }
    }
}
