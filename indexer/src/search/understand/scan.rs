//! Everything that some words of the text could mean, before it is decided what they do mean.

mod mistyped;
mod places;

use super::Asker;
use super::areas::areas;
use super::clock::{self, phrase};
use super::everyday::everyday;
use super::meaning::Meaning;
use super::names::{self, names};
use super::place;
use super::token::Token;
use super::vocabulary::{Before, LANGUAGES, LONGEST, Needs, Phrase, words_of};
use crate::search::words::MOST_CHARS;
use everyroom_feeds::country::Region;
use everyroom_feeds::fellowship::Covers;
use everyroom_feeds::label::UiLanguage;

/// Words that may mean something.
#[derive(Clone, Debug)]
pub struct Span {
    /// First token.
    pub start: usize,
    /// First token behind.
    pub end: usize,
    /// What they may mean.
    pub meaning: Meaning,
    /// Whether that is what is not wanted.
    pub excluded: bool,
    /// What has to hold.
    pub needs: Needs,
    /// Smaller wins between spans of one length.
    pub rank: u8,
}

/// The rank of a phrase of the question's own language.
pub const PHRASE: u8 = 2;

/// Marks that quote.
const QUOTES: [char; 8] = ['"', '“', '”', '„', '«', '»', '‹', '›'];
/// A word of another language than the question's has to be so long to count: short ones mean too much.
const LEAST_FOREIGN: usize = 5;
/// The longest name of a place, in words, with its region and country.
const LONGEST_PLACE: usize = 6;
/// A word has to be so long to be a typing error of another.
const LEAST_MISTYPED: usize = 6;

/// A town of so many people is rather meant than a language by its name in another language.
const TOWN_BEFORE_LANGUAGE: u64 = 50_000;

/// Every span.
pub fn spans(text: &str, tokens: &[Token], language: UiLanguage, asker: &Asker<'_>) -> Vec<Span> {
    let scan = Scan { text, tokens, language, asker };
    let mut spans = Vec::new();
    for start in 0..tokens.len() {
        scan.phrases(start, &mut spans);
        scan.names(start, &mut spans);
        scan.drinking(start, &mut spans);
        scan.numbers(start, &mut spans);
        scan.places(start, &mut spans);
        scan.languages(start, &mut spans);
    }
    scan.states(&mut spans);
    scan.quoted(&mut spans);
    let known: Vec<bool> = (0..tokens.len()).map(|at| scan.is_known(at, &spans)).collect();
    for start in 0..tokens.len() {
        scan.mistyped(start, &known, &mut spans);
    }
    spans
}

/// The first call for help that reaches behind the words that are understood.
pub fn calls(tokens: &[Token], behind: usize, language: UiLanguage) -> Option<(usize, usize)> {
    let from = behind.saturating_sub(LONGEST - 1).min(tokens.len());
    let end = tokens.len().min(MOST_CHARS);
    let lengths = |start: usize| (1..=LONGEST.min(end - start)).rev();
    let ends = (from..end).flat_map(|start| lengths(start).map(move |len| (start, start + len)));
    ends.filter(|(_, end)| *end > behind).find(|(start, end)| {
        let key = phrase(&tokens[*start..*end]);
        let is_call = |language: &UiLanguage| {
            let found = words_of(*language).phrases.get(&key).into_iter().flatten();
            found
                .into_iter()
                .any(|phrase| phrase.meaning == Meaning::Crisis && phrase.needs == Needs::Nothing)
        };
        is_call(&language) || key.chars().count() >= LEAST_FOREIGN && LANGUAGES.iter().any(is_call)
    })
}

struct Scan<'a> {
    text: &'a str,
    tokens: &'a [Token],
    language: UiLanguage,
    asker: &'a Asker<'a>,
}

impl Scan<'_> {
    fn lengths(&self, start: usize, most: usize) -> impl Iterator<Item = usize> + use<> {
        1..=most.min(self.tokens.len() - start)
    }

    fn phrases(&self, start: usize, spans: &mut Vec<Span>) {
        for len in self.lengths(start, LONGEST) {
            let words = &self.tokens[start..start + len];
            let key = phrase(words);
            let mut push = |phrase: &Phrase, rank| {
                spans.push(Span {
                    start,
                    end: start + len,
                    meaning: phrase.meaning.clone(),
                    excluded: phrase.excluded,
                    needs: phrase.needs,
                    rank,
                });
            };
            if names().is_literal(&key) || everyday().is_name(&key) {
                push(&Phrase { meaning: Meaning::Literal, excluded: false, needs: Needs::Nothing }, 0);
            }
            let own = words_of(self.language);
            if let Some(found) = own.phrases.get(&key) {
                found.iter().for_each(|phrase| push(phrase, PHRASE));
                continue;
            }
            let first_is_own = len > 1 && {
                let first = &words[0].folded;
                own.connectors.contains_key(first) || own.phrases.contains_key(first)
            };
            if own.connectors.contains_key(&key) || key.chars().count() < LEAST_FOREIGN || first_is_own {
                continue;
            }
            let others = LANGUAGES.iter().filter(|language| **language != self.language);
            let foreign = others.filter_map(|language| words_of(*language).phrases.get(&key)).flatten();
            foreign
                .filter(|phrase| phrase.needs == Needs::Nothing)
                .take(1)
                .for_each(|phrase| push(phrase, 4));
        }
    }

    fn names(&self, start: usize, spans: &mut Vec<Span>) {
        for len in self.lengths(start, names::LONGEST) {
            let words = &self.tokens[start..start + len];
            if let Some((fellowship, needs)) = names().fellowship(words, self.language) {
                let meaning = Meaning::Fellowship(fellowship);
                spans.push(Span { start, end: start + len, meaning, excluded: false, needs, rank: 1 });
            }
        }
    }

    fn languages(&self, start: usize, spans: &mut Vec<Span>) {
        let opened = self.connectors(start, Before::Language);
        for (from, bound) in opened.map(|end| (end, true)).into_iter().chain([(start, false)]) {
            for len in self.lengths(from.min(self.tokens.len()), 2) {
                if let Some(tag) = names().language(&self.tokens[from..from + len]) {
                    if self.is_rather_a_place(from, len, bound) {
                        continue;
                    }
                    let needs = if bound { Needs::Nothing } else { self.language_needs(from, len) };
                    let meaning = Meaning::Language(tag.to_owned());
                    spans.push(Span { start, end: from + len, meaning, excluded: false, needs, rank: 2 });
                }
            }
        }
    }

    /// "italien" is Italy where German is spoken, and French for what they speak there; "chino" in English is the town.
    fn is_rather_a_place(&self, from: usize, len: usize, bound: bool) -> bool {
        let words = &self.tokens[from..from + len];
        let text = &self.text[words[0].range.start..words[len - 1].range.end];
        let key = phrase(words);
        if areas().nickname(&key, self.language).is_some() && !(bound && self.language == UiLanguage::Fr) {
            return true;
        }
        let is_own = words_of(self.language).phrases.contains_key(&key);
        let is_town = |meaning: &Meaning| {
            matches!(meaning, Meaning::Place(found)
                if found.place.population >= TOWN_BEFORE_LANGUAGE && found.matched == place::Matched::Name)
        };
        self.language == UiLanguage::En
            && !is_own
            && place::of_name(text, self.asker).is_some_and(|guess| is_town(&guess.meaning))
    }

    /// A name of a language that is a place or another word too.
    fn language_needs(&self, start: usize, len: usize) -> Needs {
        let key = phrase(&self.tokens[start..start + len]);
        let is_word = words_of(self.language).phrases.get(&key).is_some_and(|found| !found.is_empty());
        if is_word { Needs::Company } else { Needs::Nothing }
    }

    /// "i want to drink", "j'ai envie de boire": beside a word of the first person an ordinary word tells of drinking.
    fn drinking(&self, start: usize, spans: &mut Vec<Span>) {
        let everyday = everyday();
        let word = &self.tokens[start].folded;
        let is_silent = |token: &&Token| everyday.is_silent(&token.folded, self.language);
        let before = self.tokens[..start].iter().rev();
        let tells = || {
            let mut said =
                before.take_while(|token| is_silent(token) || everyday.is_first_person(&token.folded));
            said.any(|token| everyday.is_first_person(&token.folded))
        };
        // "i drink coffee" is about coffee
        let is_open = || {
            self.tokens.get(start + 1).is_none_or(|next| {
                is_silent(&next)
                    || next.folded.chars().count() == 1
                    || words_of(self.language).phrases.contains_key(&next.folded)
            })
        };
        if everyday.is_drank(word) || everyday.is_drink(word) && is_open() && tells() {
            let meaning = Meaning::Covers(Covers::Alcohol);
            let needs = Needs::Nothing;
            spans.push(Span { start, end: start + 1, meaning, excluded: false, needs, rank: 1 });
        }
    }

    fn numbers(&self, start: usize, spans: &mut Vec<Span>) {
        if let Some((len, meaning)) = clock::read(self.tokens, start, words_of(self.language)) {
            spans.push(Span {
                start,
                end: start + len,
                meaning,
                excluded: false,
                needs: Needs::Nothing,
                rank: 2,
            });
        }
    }

    /// Where the longest connecting words of that sort end that begin here.
    fn connectors(&self, start: usize, before: Before) -> Option<usize> {
        let words = words_of(self.language);
        let lengths: Vec<usize> = self.lengths(start, LONGEST).collect();
        lengths.into_iter().rev().find_map(|len| {
            let found = words.connectors.get(&phrase(&self.tokens[start..start + len]))?;
            (found.contains(&before) && start + len < self.tokens.len()).then_some(start + len)
        })
    }

    /// What stands in quotation marks is meant as it stands.
    fn quoted(&self, spans: &mut Vec<Span>) {
        let marks: Vec<usize> =
            self.text.char_indices().filter(|(_, c)| QUOTES.contains(c)).map(|(at, _)| at).collect();
        for pair in marks.chunks_exact(2) {
            let inside = |token: &Token| pair[0] < token.range.start && token.range.end <= pair[1];
            let Some(start) = self.tokens.iter().position(inside) else { continue };
            let end = self.tokens.iter().rposition(inside).map_or(start, |last| last + 1);
            let (meaning, needs) = (Meaning::Literal, Needs::Nothing);
            spans.retain(|span| span.end <= start || end <= span.start);
            spans.push(Span { start, end, meaning, excluded: false, needs, rank: 0 });
        }
    }

    /// "aa orange county ca": initials behind a name, where a fellowship was named already, are a state.
    fn states(&self, spans: &mut Vec<Span>) {
        for at in 1..self.tokens.len() {
            let word = &self.tokens[at].folded;
            let is_named = |span: &Span| span.end <= at && matches!(span.meaning, Meaning::Fellowship(_));
            let is_last = at + 1 == self.tokens.len() || self.tokens[at + 1].number().is_some();
            if word.len() != 2 || !names().is_initials(word) || !spans.iter().any(is_named) {
                continue;
            }
            let before = &self.tokens[at - 1].folded;
            let own = words_of(self.language);
            let behind_name =
                before == "county" || !own.phrases.contains_key(before) && !names().is_initials(before);
            let state = Region::parse(&format!("US-{}", word.to_uppercase()));
            if let Some(region) = state.filter(|_| behind_name || is_last) {
                let meaning = Meaning::Region(region);
                spans.push(Span {
                    start: at,
                    end: at + 1,
                    meaning,
                    excluded: false,
                    needs: Needs::Nothing,
                    rank: 0,
                });
            }
        }
    }

    fn is_known(&self, at: usize, spans: &[Span]) -> bool {
        let token = &self.tokens[at];
        spans.iter().any(|span| span.start <= at && at < span.end)
            || words_of(self.language).connectors.contains_key(&token.folded)
    }
}
