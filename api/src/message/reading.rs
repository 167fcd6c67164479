//! How hard our words are to read, in figures: length of sentences, grade, no codes alone, nothing loud or shaming; in the
//! tables of messages, in the plain texts, and in the sentences of the dictionaries. Names are not ours and not looked at.

use super::table;
use crate::out::phrases;
use everyroom_feeds::fellowship::{ForWhom, Philosophy};
use everyroom_feeds::kind::Kind;
use everyroom_feeds::label::{UiLanguage, Vocabulary, label, sentence};
use toml::Value;

/// Written in capitals by everybody, and the codes of countries that stand as an example.
const KNOWN: [&str; 13] = ["API", "KB", "MB", "SMS", "US", "USA", "ZIP", "GB", "ES", "FR", "DE", "BR", "IR"];
/// What hurries, threatens or shames, by language.
const LOUD: [(UiLanguage, &[&str]); 6] = [
    (
        UiLanguage::En,
        &[
            "hurry",
            "urgent",
            "immediately",
            "act now",
            "last chance",
            "don't miss",
            "shame",
            "guilty",
            "failed at",
            "you must",
        ],
    ),
    (
        UiLanguage::Es,
        &["urgente", "inmediatamente", "última oportunidad", "vergüenza", "culpable", "rápido,"],
    ),
    (UiLanguage::Fr, &["urgent", "immédiatement", "dernière chance", "honte", "coupable", "dépêchez"]),
    (UiLanguage::De, &["dringend", "sofort ", "letzte chance", "scham", "schuldig", "beeilen"]),
    (UiLanguage::Pt, &["urgente", "imediatamente", "última oportunidade", "vergonha", "culpado", "depressa"]),
    (UiLanguage::Fa, &["عجله", "شرم", "گناه"]),
];

fn walk(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Table(table) => table.iter().for_each(|(_, value)| walk(value, found)),
        Value::Array(all) => all.iter().for_each(|value| walk(value, found)),
        Value::String(text) => found.push(text.clone()),
        _ => {}
    }
}

/// All our words in a language.
fn ours(language: UiLanguage) -> Vec<String> {
    let mut found = Vec::new();
    for text in [table(language), phrases::text(language)] {
        walk(&Value::Table(text.parse().unwrap()), &mut found);
    }
    found.extend(explained(language).map(|(_, sentence)| sentence.to_owned()));
    found
}

/// The words that are explained, with their sentences.
fn explained(language: UiLanguage) -> impl Iterator<Item = (&'static str, &'static str)> {
    let kinds = Kind::all().map(|kind| (Vocabulary::Kind, kind.id()));
    let rest = Philosophy::ALL.iter().map(|one| (Vocabulary::Philosophy, one.id()));
    let rest = rest.chain(ForWhom::ALL.iter().map(|one| (Vocabulary::For, one.id())));
    kinds.chain(rest).map(move |(list, id)| (label(language, list, id), sentence(language, list, id)))
}

/// Words of a text without its places.
fn words(text: &str) -> Vec<&str> {
    let outside = text.split('{').map(|part| part.split_once('}').map_or(part, |(_, after)| after));
    outside
        .flat_map(|part| part.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '\u{200c}'))
        .filter(|word| !word.is_empty())
        .collect()
}

fn sentences(texts: &[String]) -> Vec<Vec<&str>> {
    let parts = texts.iter().flat_map(|text| text.split(['.', '?', ':', ';', '؟', '؛']));
    parts.map(words).filter(|words| words.len() > 2).collect()
}

/// Syllables of an English word, as Flesch and Kincaid count them: runs of vowels, without a silent e.
fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let is_vowel = |c: char| "aeiouy".contains(c);
    let letters: Vec<char> = word.chars().collect();
    let runs = letters
        .iter()
        .enumerate()
        .filter(|(at, c)| is_vowel(**c) && (*at == 0 || !is_vowel(letters[at - 1])));
    let silent =
        word.ends_with('e') && !word.ends_with("le") || word.ends_with("ed") && !word.ends_with("ted");
    runs.count().saturating_sub(usize::from(silent)).max(1)
}

/// The school year that reads it, by Flesch and Kincaid.
fn grade(sentences: &[Vec<&str>]) -> f64 {
    let words: Vec<&str> = sentences.iter().flatten().copied().collect();
    let count = words.iter().map(|word| syllables(word)).sum::<usize>() as f64;
    0.39 * words.len() as f64 / sentences.len() as f64 + 11.8 * count / words.len() as f64 - 15.59
}

/// Words a sentence and long words in a hundred, by Björnsson: below 40 is easy.
fn lix(sentences: &[Vec<&str>]) -> f64 {
    let words: Vec<&str> = sentences.iter().flatten().copied().collect();
    let long = words.iter().filter(|word| word.chars().count() > 6).count();
    words.len() as f64 / sentences.len() as f64 + 100.0 * long as f64 / words.len() as f64
}

#[test]
fn english_is_read_in_the_sixth_school_year() {
    let texts = ours(UiLanguage::En);
    let all = sentences(&texts);
    assert!(all.len() > 400, "{}", all.len());
    let grade = grade(&all);
    assert!(grade <= 6.0, "grade {grade:.1}");
    assert!(self::grade(&[vec!["institutional", "responsibilities", "necessitate"]]) > 12.0);
    assert_eq!(["the", "meeting", "table", "time", "stated", "area"].map(syllables), [1, 2, 2, 1, 2, 2]);
}

#[test]
fn other_languages_are_easy_too() {
    for language in UiLanguage::ALL {
        let texts = ours(language);
        let all = sentences(&texts);
        let mean = all.iter().map(Vec::len).sum::<usize>() as f64 / all.len() as f64;
        assert!(mean <= 15.0, "{language:?}: {mean:.1} words a sentence");
        let lix = lix(&all);
        assert!(lix < 40.0, "{language:?}: LIX {lix:.0}");
    }
}

#[test]
fn every_word_for_a_meeting_has_a_label_and_a_sentence_in_every_language() {
    for language in UiLanguage::ALL {
        let mut seen = 0;
        for (label, sentence) in explained(language) {
            assert!(label.chars().count() > 1 && !label.contains('_'), "{language:?}: {label}");
            assert!(
                sentence.ends_with('.') && words(sentence).len() >= 2,
                "{language:?}: {label}: {sentence}"
            );
            seen += 1;
        }
        assert!(seen > 60, "{seen}");
    }
}

#[test]
fn no_code_stands_alone() {
    for language in UiLanguage::ALL {
        for (label, _) in explained(language) {
            let is_code = label.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || c == '-');
            assert!(!is_code, "{language:?}: {label}");
        }
        let mut found = Vec::new();
        walk(&Value::Table(table(language).parse().unwrap()), &mut found);
        for text in &found {
            for word in words(text) {
                let is_code = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
                assert!(!is_code || KNOWN.contains(&word), "{language:?} says {word}: {text}");
            }
        }
    }
}

#[test]
fn nothing_hurries_or_shames() {
    for (language, loud) in LOUD {
        for text in ours(language) {
            let low = format!("{} ", text.to_lowercase());
            assert!(!low.contains('!') && !low.contains('¡'), "{language:?}: {text}");
            for bad in loud {
                assert!(!low.contains(bad), "{language:?} says {bad}: {text}");
            }
        }
    }
}
