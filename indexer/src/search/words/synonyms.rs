//! Words that mean the same in addresses and names of rooms: `st` and `street`, `saint` and `st`, `church` and `iglesia`.
//! Data for translators to add to; looked up at query time only, so a change of it needs no new index.

use crate::generation::text::spell;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The most other words that a word becomes.
pub(super) const MOST_SYNONYMS: usize = 16;

const DATA: &str = include_str!("../../../data/synonyms.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Words of a line mean the same; a word may stand in several lines.
    same: Vec<Vec<String>>,
    /// Ends of compound words that mean the same.
    endings: Vec<Vec<String>>,
}

struct Synonyms {
    of: BTreeMap<String, Vec<String>>,
    endings: Vec<Vec<String>>,
}

static SYNONYMS: LazyLock<Synonyms> = LazyLock::new(|| {
    let file: File = toml::from_str(DATA).expect("the shipped synonyms are checked by a test");
    let spelt = |line: &Vec<String>| line.iter().map(|word| spell(word)).collect::<Vec<_>>();
    let mut of: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in file.same.iter().map(spelt) {
        for word in &line {
            let others = of.entry(word.clone()).or_default();
            let new: Vec<_> = line.iter().filter(|other| *other != word && !others.contains(other)).collect();
            others.extend(new.into_iter().cloned());
        }
    }
    Synonyms { of, endings: file.endings.iter().map(spelt).collect() }
});

/// Other words for a word that is spelt as the index spells it.
pub fn synonyms_of(word: &str) -> Vec<String> {
    let mut others = SYNONYMS.of.get(word).cloned().unwrap_or_default();
    for line in &SYNONYMS.endings {
        let stem_and_ending =
            line.iter().find_map(|ending| Some((word.strip_suffix(ending.as_str())?, ending)));
        // an ending alone is a word of its own
        if let Some((stem, ending)) = stem_and_ending.filter(|(stem, _)| stem.chars().count() >= 3) {
            let instead = line.iter().filter(|other| *other != ending);
            others.extend(instead.map(|other| format!("{stem}{other}")));
        }
    }
    others.truncate(MOST_SYNONYMS);
    others
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generation::text::words;

    #[test]
    fn the_shipped_synonyms_are_single_words_and_not_too_many() {
        let file: File = toml::from_str(DATA).unwrap();
        for word in file.same.iter().chain(&file.endings).flatten() {
            assert_eq!(words(word).len(), 1, "{word}");
            assert_eq!(words(word)[0], spell(word), "{word}");
        }
        for (word, others) in &SYNONYMS.of {
            assert!(others.len() + SYNONYMS.endings.len() * 2 <= MOST_SYNONYMS, "{word} {others:?}");
        }
    }

    #[test]
    fn meaning_is_not_handed_on() {
        let others = |word: &str| synonyms_of(word).join(" ");
        assert!(others("st").contains("street") && others("st").contains("saint"));
        assert!(!others("street").contains("saint"));
        assert_eq!(others("hauptstr"), "hauptstrasse");
        assert_eq!(others("hauptstrasse"), "hauptstr");
        assert_eq!(others("serenity"), "");
    }
}
