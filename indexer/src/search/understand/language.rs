//! The language that a question is in.

use super::clock::phrase;
use super::names::names;
use super::token::Token;
use super::vocabulary::{LANGUAGES, LONGEST, words_of};
use everyroom_feeds::country::Region;
use everyroom_feeds::label::UiLanguage;

/// Words up to so many letters are in many languages.
const SHORT: usize = 3;

/// The language that the words are in: the one that knows most of them, the asker's when in doubt. It is left only for a
/// word of some length that it does not have.
pub fn language_of(tokens: &[Token], asker: UiLanguage) -> UiLanguage {
    // whoever reads Persian and types Latin letters writes English, or what the words say
    let is_latin = tokens.iter().all(|token| token.folded.is_ascii());
    let asker = if asker == UiLanguage::Fa && is_latin { UiLanguage::En } else { asker };
    let own = Reading::of(tokens, asker);
    let mut best = (asker, own.score + 0.7);
    for language in LANGUAGES.into_iter().filter(|language| *language != asker) {
        let reading = Reading::of(tokens, language);
        let has_new = (0..tokens.len())
            .any(|at| reading.knows[at] && !own.knows[at] && tokens[at].folded.chars().count() > SHORT);
        if has_new && reading.score > best.1 {
            best = (language, reading.score);
        }
    }
    best.0
}

/// What a language knows of the words.
struct Reading {
    score: f64,
    knows: Vec<bool>,
}

impl Reading {
    fn of(tokens: &[Token], language: UiLanguage) -> Self {
        let words = words_of(language);
        let mut reading = Self { score: 0.0, knows: vec![false; tokens.len()] };
        let worth = |token: &Token| if token.folded.chars().count() > SHORT { 1.0 } else { 0.6 };
        let mut at = 0;
        while at < tokens.len() {
            let most = LONGEST.min(tokens.len() - at);
            let len = (1..=most).rev().find(|len| {
                let key = phrase(&tokens[at..at + len]);
                words.phrases.contains_key(&key) || words.connectors.contains_key(&key)
            });
            let len = len.or_else(|| words.units.contains_key(&tokens[at].folded).then_some(1));
            let end = at + len.unwrap_or(1);
            if len.is_none_or(|len| len == 1) && is_neutral(tokens, at) {
                at = end;
                continue;
            }
            reading.score += match len {
                Some(len) => tokens[at..at + len].iter().map(worth).sum(),
                None => -0.8,
            };
            reading.knows[at..end].fill(len.is_some());
            at = end;
        }
        reading
    }
}

/// Initials of fellowships, numbers and codes of states are words of no language.
fn is_neutral(tokens: &[Token], at: usize) -> bool {
    let word = &tokens[at].folded;
    let is_last = at + 1 == tokens.len() || tokens[at + 1].number().is_some();
    let is_state = || {
        at > 0
            && word.len() == 2
            && is_last
            && ["US", "CA"]
                .iter()
                .any(|country| Region::parse(&format!("{country}-{}", word.to_uppercase())).is_some())
    };
    names().is_initials(word) || tokens[at].number().is_some() || is_state()
}
