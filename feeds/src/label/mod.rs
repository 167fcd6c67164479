//! Words for ids in the languages of the interface: `registry/labels/*.toml`. Ids are stable and English names stand in
//! the registry itself; what a publisher wrote is never translated.

mod names;

pub use names::{country_name, language_name, named_languages};

use crate::fellowship::Fellowship;
use crate::kind::Kind;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A language that the interface speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum UiLanguage {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
    /// French.
    Fr,
    /// German.
    De,
    /// Portuguese.
    Pt,
    /// Persian.
    Fa,
}

impl UiLanguage {
    /// All of them, English first.
    pub const ALL: [Self; 6] = [Self::En, Self::Es, Self::Fr, Self::De, Self::Pt, Self::Fa];

    /// The language of exactly this tag.
    pub fn parse(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.id() == tag)
    }

    /// Its tag (BCP 47).
    pub fn id(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
            Self::Fr => "fr",
            Self::De => "de",
            Self::Pt => "pt",
            Self::Fa => "fa",
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::En => include_str!("../../registry/labels/en.toml"),
            Self::Es => include_str!("../../registry/labels/es.toml"),
            Self::Fr => include_str!("../../registry/labels/fr.toml"),
            Self::De => include_str!("../../registry/labels/de.toml"),
            Self::Pt => include_str!("../../registry/labels/pt.toml"),
            Self::Fa => include_str!("../../registry/labels/fa.toml"),
        }
    }
}

/// A list of ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vocabulary {
    /// Fellowships.
    Fellowship,
    /// Kinds of meetings.
    Kind,
    /// Approaches.
    Philosophy,
    /// Whom a meeting is for.
    For,
    /// What it covers.
    Covers,
    /// Who leads it.
    LedBy,
    /// One-to-one support.
    Support,
    /// Ways to attend.
    Attendance,
    /// Whether it is on.
    Status,
    /// Days.
    Weekday,
    /// Parts of the day.
    TimeOfDay,
}

/// The words for an id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Its name.
    #[serde(alias = "name", default)]
    pub label: Option<String>,
    /// Its name where there is little room.
    #[serde(default)]
    pub short: Option<String>,
    /// One plain sentence.
    #[serde(default)]
    pub sentence: Option<String>,
}

type Table = HashMap<Vocabulary, HashMap<String, Words>>;

static TABLES: LazyLock<HashMap<UiLanguage, Table>> = LazyLock::new(|| {
    let load = |language: UiLanguage| {
        let table = toml::from_str(language.text()).expect("the files of labels are checked by a test");
        (language, table)
    };
    UiLanguage::ALL.into_iter().map(load).collect()
});

fn words(language: UiLanguage, vocabulary: Vocabulary, id: &str) -> Option<&'static Words> {
    TABLES.get(&language)?.get(&vocabulary)?.get(id)
}

/// What an id is called; the id itself where nothing better is known.
pub fn label(language: UiLanguage, vocabulary: Vocabulary, id: &'static str) -> &'static str {
    let named = |language| words(language, vocabulary, id)?.label.as_deref();
    named(language)
        .or_else(|| in_registry(vocabulary, id).map(|(label, _)| label))
        .or_else(|| named(UiLanguage::En))
        .unwrap_or(id)
}

/// What an id means, in one sentence; empty where there is none.
pub fn sentence(language: UiLanguage, vocabulary: Vocabulary, id: &'static str) -> &'static str {
    let said = |language| words(language, vocabulary, id)?.sentence.as_deref();
    said(language)
        .or_else(|| in_registry(vocabulary, id).map(|(_, sentence)| sentence))
        .or_else(|| said(UiLanguage::En))
        .unwrap_or_default()
}

/// Name and sentence in English, where the registry itself holds them.
fn in_registry(vocabulary: Vocabulary, id: &str) -> Option<(&'static str, &'static str)> {
    match vocabulary {
        Vocabulary::Fellowship => {
            let entry = Fellowship::parse(id)?.entry();
            Some((&entry.name, &entry.sentence))
        }
        Vocabulary::Kind => Kind::parse(id).map(|kind| (kind.label(), kind.sentence())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fellowship::{Covers, ForWhom, LedBy, Philosophy, Support};
    use std::collections::BTreeSet;

    fn ids(vocabulary: Vocabulary) -> Vec<&'static str> {
        match vocabulary {
            Vocabulary::Fellowship => Fellowship::all().map(Fellowship::id).collect(),
            Vocabulary::Kind => Kind::all().map(Kind::id).collect(),
            Vocabulary::Philosophy => Philosophy::ALL.iter().map(|value| value.id()).collect(),
            Vocabulary::For => ForWhom::ALL.iter().map(|value| value.id()).collect(),
            Vocabulary::Covers => Covers::ALL.iter().map(|value| value.id()).collect(),
            Vocabulary::LedBy => LedBy::ALL.iter().map(|value| value.id()).collect(),
            Vocabulary::Support => Support::ALL.iter().map(|value| value.id()).collect(),
            Vocabulary::Attendance => vec!["in_person", "online", "phone"],
            Vocabulary::Status => {
                "on_now starts_soon today later by_appointment always_on time_not_stated paused"
                    .split(' ')
                    .collect()
            }
            Vocabulary::Weekday => vec!["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
            Vocabulary::TimeOfDay => vec!["early", "morning", "midday", "afternoon", "evening", "night"],
        }
    }

    const ALL: [Vocabulary; 11] = [
        Vocabulary::Fellowship,
        Vocabulary::Kind,
        Vocabulary::Philosophy,
        Vocabulary::For,
        Vocabulary::Covers,
        Vocabulary::LedBy,
        Vocabulary::Support,
        Vocabulary::Attendance,
        Vocabulary::Status,
        Vocabulary::Weekday,
        Vocabulary::TimeOfDay,
    ];

    #[test]
    fn every_id_has_words_in_every_language_and_no_words_are_for_nothing() {
        for language in UiLanguage::ALL {
            for vocabulary in ALL {
                let in_registry = matches!(vocabulary, Vocabulary::Fellowship | Vocabulary::Kind);
                if language == UiLanguage::En && in_registry {
                    continue;
                }
                let known: BTreeSet<&str> = ids(vocabulary).into_iter().collect();
                let held = TABLES[&language]
                    .get(&vocabulary)
                    .map(|table| table.keys().map(String::as_str).collect());
                assert_eq!(held, Some(known), "{language:?} {vocabulary:?}");
                for id in ids(vocabulary) {
                    let words = words(language, vocabulary, id).unwrap();
                    let says = |text: &Option<String>| {
                        text.as_ref().is_none_or(|text| text.trim() == text && !text.is_empty())
                    };
                    assert!(
                        says(&words.label) && says(&words.short) && says(&words.sentence),
                        "{language:?} {id}"
                    );
                    // a fellowship without a name in the language keeps its English one
                    assert!(
                        words.label.is_some() || vocabulary == Vocabulary::Fellowship,
                        "{language:?} {id}"
                    );
                    let needs_sentence = !matches!(
                        vocabulary,
                        Vocabulary::Weekday
                            | Vocabulary::TimeOfDay
                            | Vocabulary::Status
                            | Vocabulary::Attendance
                    );
                    assert!(words.sentence.is_some() || !needs_sentence, "{language:?} {vocabulary:?} {id}");
                }
            }
        }
    }

    #[test]
    fn words_are_looked_up_and_fall_back_to_english() {
        assert_eq!(label(UiLanguage::Es, Vocabulary::Fellowship, "aa"), "Alcohólicos Anónimos");
        assert_eq!(label(UiLanguage::Fr, Vocabulary::Fellowship, "smart"), "SMART Recovery");
        assert_ne!(
            sentence(UiLanguage::De, Vocabulary::Kind, "open"),
            sentence(UiLanguage::En, Vocabulary::Kind, "open")
        );
        assert_eq!(label(UiLanguage::En, Vocabulary::Covers, "opioids"), "Heroin and other opioids");
        assert_eq!(label(UiLanguage::En, Vocabulary::Covers, "unheard_of"), "unheard_of");
        assert_eq!(UiLanguage::parse("xx"), None);
    }
}
