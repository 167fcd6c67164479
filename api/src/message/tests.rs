use super::*;
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// Words that are not said of people, by language, and loud marks.
const BANNED: [(UiLanguage, &[&str]); 6] = [
    (
        UiLanguage::En,
        &[
            "addict",
            "addicts",
            "alcoholic",
            "alcoholics",
            "abuse",
            "abuser",
            "clean",
            "dirty",
            "junkie",
            "user",
            "users",
            "habit",
        ],
    ),
    (
        UiLanguage::Es,
        &[
            "adicto",
            "adicta",
            "adictos",
            "adictas",
            "alcohólico",
            "alcohólicos",
            "drogadicto",
            "limpio",
            "limpia",
            "abuso",
        ],
    ),
    (
        UiLanguage::Fr,
        &["drogué", "drogués", "toxico", "toxicos", "alcoolique", "alcooliques", "junkie", "abus"],
    ),
    (UiLanguage::De, &["süchtige", "süchtiger", "süchtigen", "alkoholiker", "junkie", "missbrauch", "clean"]),
    (
        UiLanguage::Pt,
        &[
            "viciado",
            "viciada",
            "drogado",
            "drogada",
            "alcoólatra",
            "alcoólico",
            "alcoólica",
            "limpo",
            "limpa",
            "abuso",
        ],
    ),
    (UiLanguage::Fa, &["معتاد", "الکلی", "سوءمصرف"]),
];

/// Proper names are the same everywhere.
const SAME: [&str; 4] = ["meeting.apple", "meeting.google", "meeting.osm", "embed.choose_lang"];

/// All texts of a language by key; a plural has two.
fn texts(language: UiLanguage) -> BTreeMap<String, String> {
    fn walk(table: &Table, path: &str, found: &mut BTreeMap<String, String>) {
        for (key, value) in table {
            let here = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            match value {
                Value::Table(table) => walk(table, &here, found),
                Value::String(text) => drop(found.insert(here, text.clone())),
                other => panic!("{here} is {other}"),
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(&table(language).parse().unwrap(), "", &mut found);
    found
}

fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| part.split('}').next()).collect()
}

fn words(text: &str) -> Vec<String> {
    let outside =
        text.split('{').flat_map(|part| part.split_once('}').map(|(_, after)| after).or(Some(part)));
    let text = outside.collect::<Vec<_>>().join(" ").to_lowercase();
    text.split(|c: char| !c.is_alphanumeric() && c != '\u{200c}')
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_table_is_whole() {
    for language in UiLanguage::ALL {
        let read = toml::from_str::<Text>(table(language));
        assert!(
            read.is_ok(),
            "{language:?}: {}",
            read.err().map(|error| error.to_string()).unwrap_or_default()
        );
    }
}

#[test]
fn a_key_too_many_or_too_few_is_refused() {
    let english = table(UiLanguage::En);
    assert!(toml::from_str::<Text>(&english.replace("leave = ", "leef = ")).is_err());
    assert!(toml::from_str::<Text>(&english.replace("[exit]", "[exit]\nmore = \"x\"")).is_err());
    assert!(
        toml::from_str::<Text>(&english.replace("call = \"Call {number}, day", "call = \"Call {number, day"))
            .is_err()
    );
}

#[test]
fn all_languages_say_the_same_with_the_same_places() {
    let english = texts(UiLanguage::En);
    for language in UiLanguage::ALL {
        for (key, text) in &texts(language) {
            let (mut ours, mut wanted) = (places(text), places(&english[key]));
            // `one` may say the number in words
            if key.ends_with(".one") || key.ends_with(".other") {
                for places in [&mut ours, &mut wanted] {
                    places.remove("n");
                }
            }
            assert_eq!(ours, wanted, "{language:?} {key}");
            let is_sentence = words(text).len() > 2;
            let is_same = language != UiLanguage::En && is_sentence && *text == english[key];
            assert!(!is_same || SAME.contains(&key.as_str()), "{language:?} {key} is not translated");
        }
    }
}

#[test]
fn texts_are_plain() {
    for language in UiLanguage::ALL {
        for (key, text) in &texts(language) {
            assert!(
                !text.is_empty() && text.trim() == text && !text.contains("  "),
                "{language:?} {key}: {text}"
            );
            assert!(!text.contains(['<', '>', '&']), "{language:?} {key} holds markup");
            let marks =
                |c: char| ('\u{202a}'..='\u{202e}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c);
            assert!(
                !text.contains(marks),
                "{language:?} {key} holds a mark of direction; pages isolate values"
            );
        }
    }
}

#[test]
fn the_voice_is_calm_and_respectful() {
    for (language, banned) in BANNED {
        for (key, text) in &texts(language) {
            assert!(!text.contains(['!', '¡']), "{language:?} {key} is loud");
            for word in words(text) {
                assert!(!banned.contains(&word.as_str()), "{language:?} {key} says {word}");
            }
        }
    }
    assert!(words("An {addict} or user").contains(&"user".to_owned()));
}

#[test]
fn sentences_are_short() {
    for language in UiLanguage::ALL {
        let all = texts(language);
        let sentences = all.values().flat_map(|text| text.split(['.', '?', ':', '؟']));
        let lengths: Vec<usize> = sentences
            .map(|sentence| sentence.split_whitespace().count())
            .filter(|length| *length > 2)
            .collect();
        let mean = lengths.iter().sum::<usize>() as f64 / lengths.len() as f64;
        let longest = lengths.iter().max().copied().unwrap_or_default();
        assert!(mean <= 15.0 && longest <= 34, "{language:?}: mean {mean:.1}, longest {longest}");
    }
}

/// What the registry may say all the same: books and fellowships by their names, what was done to people, and how people
/// behave, which is not what they are.
const NAMED: [(UiLanguage, &[&str]); 6] = [
    (UiLanguage::En, &["the book \"Alcoholics Anonymous\"", "Growing up with addiction, abuse or"]),
    (UiLanguage::Es, &["el libro «Alcohólicos Anónimos»"]),
    (
        UiLanguage::Fr,
        &["Les Alcooliques anonymes", "subi des abus sexuels", "avec une dépendance, des abus ou"],
    ),
    (
        UiLanguage::De,
        &[
            "das Buch „Anonyme Alkoholiker“",
            "Aufwachsen mit Sucht, Missbrauch oder",
            "Jedes süchtige Verhalten",
            "für jedes süchtige Verhalten",
        ],
    ),
    (UiLanguage::Pt, &["sofreram abuso sexual"]),
    (UiLanguage::Fa, &[]),
];

/// The labels and sentences of the registry, which pages show too; names and what people say are as they are.
fn registered(value: &Value, is_shown: bool, found: &mut Vec<String>) {
    match value {
        Value::Table(table) => {
            for (key, value) in table {
                registered(value, ["label", "short", "sentence"].contains(&key.as_str()), found);
            }
        }
        Value::Array(all) => all.iter().for_each(|one| registered(one, false, found)),
        Value::String(text) if is_shown => found.push(text.clone()),
        _ => {}
    }
}

#[test]
fn the_words_of_the_registry_are_as_respectful() {
    let registry = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../feeds/registry");
    for ((language, banned), (same, named)) in BANNED.into_iter().zip(NAMED) {
        assert_eq!(language, same);
        let mut files = vec![format!("labels/{}.toml", language.id())];
        if language == UiLanguage::En {
            files.extend(["fellowships.toml".to_owned(), "kinds.toml".to_owned()]);
        }
        let mut texts = Vec::new();
        for file in files {
            let text = std::fs::read_to_string(registry.join(&file)).unwrap_or_else(|_| panic!("{file}"));
            registered(&Value::Table(text.parse().unwrap()), false, &mut texts);
        }
        assert!(texts.len() > 150, "{language:?}: {}", texts.len());
        for phrase in named {
            assert!(texts.iter().any(|text| text.contains(phrase)), "{language:?} says “{phrase}” no longer");
        }
        for text in &texts {
            assert!(!text.contains(['!', '¡']), "{language:?} is loud: {text}");
            let rest = named.iter().fold(text.clone(), |text, phrase| text.replace(phrase, ""));
            for word in words(&rest) {
                assert!(!banned.contains(&word.as_str()), "{language:?} says {word}: {text}");
            }
        }
    }
}
