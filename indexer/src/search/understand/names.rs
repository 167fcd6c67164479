//! Names of fellowships and languages in the words, and the ordinary words that look like them.

use super::token::Token;
use super::vocabulary::{Needs, folded};
use everyroom_feeds::fellowship::Fellowship;
use everyroom_feeds::label::UiLanguage;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The longest name, in words.
pub const LONGEST: usize = 10;
/// Names up to so many letters are initials.
const INITIALS: usize = 5;
/// Names of so many letters may be mistyped.
const LEAST_MISTYPED: usize = 8;
/// Names of languages below this many letters are other words too.
const LEAST_LANGUAGE: usize = 4;

/// What is known of names.
pub struct Names {
    fellowships: HashMap<String, Fellowship>,
    /// Short names that are written in several words.
    apart: HashSet<String>,
    /// Long names by their words, for typing errors.
    long: Vec<(Vec<String>, Fellowship)>,
    nicknames: HashMap<String, String>,
    languages: HashMap<String, &'static str>,
    care: Care,
    literal: HashSet<String>,
    company_towns: HashSet<String>,
    told_towns: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Care {
    free: HashSet<String>,
    whole: HashSet<String>,
    plain: HashSet<String>,
    calls: HashSet<String>,
    leading: HashSet<String>,
    first_person: HashSet<String>,
    articles: HashSet<String>,
    nicknames: HashMap<String, String>,
    beside: HashSet<String>,
    word_in: HashMap<String, HashSet<String>>,
    cancelled: Vec<Cancelled>,
    literal: Literal,
    towns: Towns,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cancelled {
    initials: Vec<String>,
    by: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Literal {
    says: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Towns {
    company: Vec<String>,
    told: Vec<String>,
}

/// How a town's name may be taken for the town.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TownName {
    /// It is nothing else.
    Plain,
    /// Beside other understood words, or alone.
    Company,
    /// Only behind "in" or "near", or with its region.
    Told,
}

/// The names.
pub fn names() -> &'static Names {
    static NAMES: LazyLock<Names> = LazyLock::new(|| {
        let care: Care = toml::from_str(include_str!("../../../data/words/names.toml"))
            .expect("the file of names is checked by a test");
        let (mut fellowships, mut long, mut apart) = (HashMap::new(), Vec::new(), HashSet::new());
        for fellowship in Fellowship::all().filter(|fellowship| *fellowship != Fellowship::other()) {
            let entry = fellowship.entry();
            let own = [&entry.name, &entry.short_name].into_iter().chain(&entry.aliases);
            for name in own.chain(fellowship.called().values().flatten()) {
                let key = squeezed(name);
                if !care.plain.contains(&key) {
                    fellowships.entry(key).or_insert(fellowship);
                    let words: Vec<String> = folded(name).split(' ').map(str::to_owned).collect();
                    if words.len() > 1 {
                        apart.insert(words.join(" "));
                    }
                    long.push((words, fellowship));
                }
            }
        }
        let languages = everyroom_feeds::clean::language::named()
            .map(|(tag, name)| (squeezed(name), tag))
            .filter(|(name, _)| name.chars().count() >= LEAST_LANGUAGE || !name.is_ascii());
        let fold = |names: &[String]| names.iter().map(|name| folded(name)).collect();
        Names {
            fellowships,
            apart,
            long,
            nicknames: care.nicknames.iter().map(|(name, place)| (folded(name), place.clone())).collect(),
            languages: languages.collect(),
            literal: fold(&care.literal.says),
            company_towns: fold(&care.towns.company),
            told_towns: fold(&care.towns.told),
            care,
        }
    });
    &NAMES
}

fn squeezed(name: &str) -> String {
    folded(name).replace(' ', "")
}

impl Names {
    /// The fellowship that these words name, and what has to hold.
    pub fn fellowship(&self, words: &[Token], language: UiLanguage) -> Option<(Fellowship, Needs)> {
        let key: String = words.iter().map(|token| token.folded.as_str()).collect();
        let fellowship = *self.fellowships.get(&key)?;
        // "d'a" and "i'm a" are no names, nor is what stands behind "men's"
        let is_scrap = |token: &Token| matches!(token.joined, Some('\'' | '’'));
        let is_initial = |token: &Token| token.folded.chars().count() == 1;
        if key.chars().count() <= INITIALS {
            let written = words.len() == 1
                || words.iter().all(is_initial)
                || self.apart.contains(&super::clock::phrase(words))
                || words.iter().skip(1).all(|token| token.joined == Some('-'));
            if !written || words.len() > 1 && words.iter().any(is_scrap) {
                return None;
            }
        }
        if words.first().is_some_and(|first| first.folded == "s" && is_scrap(first)) {
            return None;
        }
        Some((fellowship, self.needs(&key, language)))
    }

    fn needs(&self, key: &str, language: UiLanguage) -> Needs {
        let is_word = self.care.word_in.get(language.id()).is_some_and(|words| words.contains(key));
        match key {
            _ if self.care.whole.contains(key) => Needs::Only,
            _ if self.care.calls.contains(key) => Needs::Company,
            _ if is_word => Needs::Upper,
            _ if self.care.free.contains(key) || key.chars().count() > INITIALS => Needs::Nothing,
            _ => Needs::Anyone,
        }
    }

    /// The fellowship whose long name these words are, but for typing errors: word by word, one in a word from four
    /// letters, two from eight.
    pub fn nearly(&self, words: &[Token]) -> Option<Fellowship> {
        let key: String = words.iter().map(|token| token.folded.as_str()).collect();
        if key.chars().count() < LEAST_MISTYPED || self.is_near_literal(&key) {
            return None;
        }
        let near = self.long.iter().filter(|(name, _)| name.len() == words.len());
        let edits = near.filter_map(|(name, fellowship)| {
            let each = name.iter().zip(words).map(|(name, word)| edits(name, &word.folded));
            Some((each.sum::<Option<usize>>()?, *fellowship))
        });
        let mut edits: Vec<(usize, Fellowship)> = edits.collect();
        edits.sort();
        edits.dedup();
        // two that are equally near are neither
        match edits.as_slice() {
            [(_, one)] => Some(*one),
            [(a, one), (b, other), ..] if a < b || one == other => Some(*one),
            _ => None,
        }
    }

    fn is_near_literal(&self, key: &str) -> bool {
        self.literal.iter().any(|literal| {
            let literal = literal.replace(' ', "");
            literal.len().abs_diff(key.len()) <= 1 && strsim::osa_distance(&literal, key) <= 1
        })
    }

    /// The tag of the language that these words name.
    pub fn language(&self, words: &[Token]) -> Option<&'static str> {
        let key: String = words.iter().map(|token| token.folded.as_str()).collect();
        self.languages.get(&key).copied()
    }

    /// Whether the folded words are to be taken as they stand.
    pub fn is_literal(&self, phrase: &str) -> bool {
        self.literal.contains(phrase)
    }

    /// Where a nickname of a place leads: text for the gazetteer, or the code of a region.
    pub fn nickname(&self, phrase: &str) -> Option<&str> {
        self.nicknames.get(phrase).map(String::as_str)
    }

    /// Whether these initials are a call for help too.
    pub fn is_call(&self, key: &str) -> bool {
        self.care.calls.contains(key)
    }

    /// Whether these initials count where they begin a question and a place follows.
    pub fn leads(&self, key: &str) -> bool {
        self.care.leading.contains(key)
    }

    /// Whether it is a word that the asker says of themselves.
    pub fn is_first_person(&self, word: &str) -> bool {
        self.care.first_person.contains(word)
    }

    /// Whether it may stand between "in" and a place.
    pub fn is_article(&self, word: &str) -> bool {
        self.care.articles.contains(word)
    }

    /// Whether a word is a short name of a fellowship.
    pub fn is_initials(&self, word: &str) -> bool {
        word.chars().count() <= INITIALS && self.fellowships.contains_key(word)
    }

    /// Whether the word makes initials a fellowship's.
    pub fn is_beside(&self, word: &str) -> bool {
        self.care.beside.contains(word)
    }

    /// Whether initials mean something else because of another word of the question.
    pub fn is_cancelled(&self, initials: &str, tokens: &[Token]) -> bool {
        let by = self.care.cancelled.iter().filter(|row| row.initials.iter().any(|known| known == initials));
        by.flat_map(|row| &row.by).any(|word| tokens.iter().any(|token| token.folded == *word))
    }

    /// How a town's name may be taken.
    pub fn town(&self, phrase: &str) -> TownName {
        if self.told_towns.contains(phrase) {
            TownName::Told
        } else if self.company_towns.contains(phrase) {
            TownName::Company
        } else {
            TownName::Plain
        }
    }
}

/// The typing errors between a word and what it should be; `None` for too many.
fn edits(name: &str, word: &str) -> Option<usize> {
    let most = match name.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    if name == word {
        return Some(0);
    }
    let may = most > 0 && name.chars().next() == word.chars().next();
    let edits = if may { strsim::osa_distance(name, word) } else { usize::MAX };
    (edits <= most).then_some(edits)
}
