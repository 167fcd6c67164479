//! Everything that some words of the text could mean, before it is decided what they do mean.

use super::Asker;
use super::clock::{self, phrase};
use super::meaning::Meaning;
use super::names::{self, TownName, names};
use super::place::{self, Standing};
use super::token::Token;
use super::vocabulary::{Before, LANGUAGES, LONGEST, Needs, Phrase, words_of};
use everyroom_feeds::country::Region;
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

/// Marks that quote.
const QUOTES: [char; 8] = ['"', '“', '”', '„', '«', '»', '‹', '›'];
/// A word of another language than the question's has to be so long to count: short ones mean too much.
const LEAST_FOREIGN: usize = 5;
/// The longest name of a place, in words, with its region and country.
const LONGEST_PLACE: usize = 6;
/// A word has to be so long to be a typing error of another.
const LEAST_MISTYPED: usize = 6;

/// Every span.
pub fn spans(text: &str, tokens: &[Token], language: UiLanguage, asker: &Asker<'_>) -> Vec<Span> {
    let scan = Scan { text, tokens, language, asker };
    let mut spans = Vec::new();
    for start in 0..tokens.len() {
        scan.phrases(start, &mut spans);
        scan.names(start, &mut spans);
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

/// The language that the words are in: the one that knows most of them, the asker's when in doubt.
pub fn language_of(tokens: &[Token], asker: UiLanguage) -> UiLanguage {
    // short words are in many languages
    let worth = |token: &Token| if token.folded.chars().count() > 3 { 1.0 } else { 0.6 };
    let known = |language: UiLanguage| {
        let words = words_of(language);
        let (mut at, mut known) = (0, 0.0);
        while at < tokens.len() {
            let most = LONGEST.min(tokens.len() - at);
            let len = (1..=most).rev().find(|len| {
                let key = phrase(&tokens[at..at + len]);
                words.phrases.contains_key(&key) || words.connectors.contains_key(&key)
            });
            known += match len {
                Some(len) => tokens[at..at + len].iter().map(worth).sum(),
                None if words.units.contains_key(&tokens[at].folded) => worth(&tokens[at]),
                None if names().is_initials(&tokens[at].folded) || tokens[at].number().is_some() => 0.0,
                None => -0.8,
            };
            at += len.unwrap_or(1);
        }
        known + if language == asker { 0.7 } else { 0.0 }
    };
    let mut best = (UiLanguage::En, known(UiLanguage::En));
    for language in LANGUAGES.into_iter().skip(1) {
        let score = known(language);
        if score > best.1 {
            best = (language, score);
        }
    }
    best.0
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
            if names().is_literal(&key) {
                push(&Phrase { meaning: Meaning::Literal, excluded: false, needs: Needs::Nothing }, 0);
            }
            let own = words_of(self.language);
            if let Some(found) = own.phrases.get(&key) {
                found.iter().for_each(|phrase| push(phrase, 2));
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
                    let needs = if bound { Needs::Nothing } else { self.language_needs(from, len) };
                    let meaning = Meaning::Language(tag.to_owned());
                    spans.push(Span { start, end: from + len, meaning, excluded: false, needs, rank: 2 });
                }
            }
        }
    }

    /// A name of a language that is a place or another word too.
    fn language_needs(&self, start: usize, len: usize) -> Needs {
        let key = phrase(&self.tokens[start..start + len]);
        let is_word = words_of(self.language).phrases.get(&key).is_some_and(|found| !found.is_empty());
        if is_word { Needs::Company } else { Needs::Nothing }
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

    fn places(&self, start: usize, spans: &mut Vec<Span>) {
        self.places_at(start, start, false, spans);
        if let Some(end) = self.connectors(start, Before::Place) {
            self.places_at(start, end, true, spans);
            // "in the Bronx"
            if end + 1 < self.tokens.len() && names().is_article(&self.tokens[end].folded) {
                self.places_at(start, end + 1, true, spans);
            }
        }
    }

    fn places_at(&self, start: usize, from: usize, told: bool, spans: &mut Vec<Span>) {
        for len in self.lengths(from, LONGEST_PLACE) {
            let words = &self.tokens[from..from + len];
            let text = &self.text[words[0].range.start..words[len - 1].range.end];
            // "mark's"
            if matches!(words[len - 1].joined, Some('\'' | '’')) && words[len - 1].folded == "s" {
                continue;
            }
            if len <= 2 && words.iter().any(|word| word.folded.bytes().any(|byte| byte.is_ascii_digit())) {
                self.code_at(start, from, len, told, spans);
            }
            if words.iter().any(|word| word.number().is_some()) {
                break;
            }
            let nickname = names().nickname(&phrase(words));
            let Some(guess) = place::of_name(nickname.unwrap_or(text), self.asker) else { continue };
            let qualified = matches!(&guess.meaning, Meaning::Place(found) if found.matched == place::Matched::QualifiedName);
            let may_be_accident = qualified && len > 1 && self.town_name(from, len - 1) != TownName::Plain;
            if may_be_accident && self.is_qualified_by_accident(from, len) {
                continue;
            }
            let ordinary = if nickname.is_some() { TownName::Plain } else { self.town_name(from, len) };
            let weak = told && self.is_weak_connector(start, from);
            let told = told && !(weak && guess.standing == Standing::Small && !qualified);
            let needs = match (told || qualified, ordinary, guess.standing) {
                (true, ..) => Needs::Nothing,
                (false, TownName::Told, _) => continue,
                (false, TownName::Company, _) => Needs::Company,
                (false, TownName::Plain, Standing::Sure) => Needs::Nothing,
                (false, TownName::Plain, Standing::Small) => Needs::Company,
            };
            if weak && ordinary == TownName::Told && !qualified {
                continue;
            }
            spans.push(Span {
                start,
                end: from + len,
                meaning: guess.meaning,
                excluded: false,
                needs,
                rank: 3,
            });
        }
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

    /// "na", "de", "a" open much else than places.
    fn is_weak_connector(&self, start: usize, from: usize) -> bool {
        self.tokens[start..from].iter().all(|token| token.folded.len() <= 3)
            && self.language != UiLanguage::En
    }

    fn town_name(&self, from: usize, len: usize) -> TownName {
        let words = &self.tokens[from..from + len];
        let own = words_of(self.language);
        let is_word = |key: &str| {
            key.chars().count() == 1
                || names().is_initials(key)
                || own.connectors.contains_key(key)
                || own
                    .phrases
                    .get(key)
                    .is_some_and(|found| found.iter().any(|p| !matches!(p.meaning, Meaning::Literal)))
        };
        let key = phrase(words);
        let listed = names().town(&key);
        if listed != TownName::Plain {
            return listed;
        }
        let ordinary = if len == 1 { is_word(&key) } else { words.iter().all(|word| is_word(&word.folded)) };
        let short = len == 1 && words[0].folded.chars().count() <= 3;
        if ordinary || short { TownName::Told } else { TownName::Plain }
    }

    /// "women in": the code of a region that is an ordinary word, in small letters and without a comma.
    fn is_qualified_by_accident(&self, from: usize, len: usize) -> bool {
        if len < 2 {
            return false;
        }
        let last = &self.tokens[from + len - 1];
        let own = words_of(self.language);
        let is_word = own.connectors.contains_key(&last.folded) || own.phrases.contains_key(&last.folded);
        let gap = &self.text[self.tokens[from + len - 2].range.end..last.range.start];
        last.folded.len() <= 3 && is_word && !last.capitals && !gap.contains(',')
    }

    fn code_at(&self, start: usize, from: usize, len: usize, told: bool, spans: &mut Vec<Span>) {
        let is_number = |at: usize| {
            self.tokens.get(at).is_some_and(|token| token.folded.bytes().all(|b| b.is_ascii_digit()))
        };
        let alone = (from == 0 || !is_number(from - 1)) && !is_number(from + len);
        let words = &self.tokens[from..from + len];
        if !alone && words.iter().all(|word| word.number().is_some()) {
            return;
        }
        let text: String = words.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ");
        let Some((found, is_sure)) = place::of_code(&text, self.language, self.asker) else { return };
        let needs = if told || is_sure { Needs::Nothing } else { Needs::Company };
        let meaning = Meaning::Place(Box::new(found));
        spans.push(Span { start, end: from + len, meaning, excluded: false, needs, rank: 3 });
    }

    fn is_known(&self, at: usize, spans: &[Span]) -> bool {
        let token = &self.tokens[at];
        spans.iter().any(|span| span.start <= at && at < span.end)
            || words_of(self.language).connectors.contains_key(&token.folded)
    }

    /// Typing errors: in long names of fellowships, and in single words.
    fn mistyped(&self, start: usize, known: &[bool], spans: &mut Vec<Span>) {
        for len in self.lengths(start, 5) {
            let words = &self.tokens[start..start + len];
            // a word that we know well is no error, unless it is part of a longer name
            if known[start..start + len].iter().all(|known| *known) && len == 1 {
                continue;
            }
            if let Some(fellowship) = names().nearly(words) {
                let meaning = Meaning::Fellowship(fellowship);
                let needs = Needs::Nothing;
                spans.push(Span { start, end: start + len, meaning, excluded: false, needs, rank: 5 });
            }
        }
        let word = &self.tokens[start].folded;
        let letters = word.chars().count();
        if known[start] || letters < LEAST_MISTYPED || self.asker.listings.has_word(word) {
            return;
        }
        let own = &words_of(self.language).phrases;
        let near = own.iter().filter(|(key, found)| {
            !key.contains(' ')
                && key.chars().count().abs_diff(letters) <= 1
                && key.chars().count() >= LEAST_MISTYPED - 1
                && key.chars().next() == word.chars().next()
                && found.iter().all(|phrase| phrase.needs == Needs::Nothing)
        });
        let mut near: Vec<(&String, &Phrase)> = near
            .filter(|(key, _)| strsim::osa_distance(key, word) == 1)
            .filter_map(|(key, found)| Some((key, found.first()?)))
            .collect();
        near.sort_by_key(|(key, _)| *key);
        let Some((_, first)) = near.first() else { return };
        // words that are equally near have to mean the same
        if near.iter().all(|(_, phrase)| phrase.meaning == first.meaning) {
            spans.push(Span {
                start,
                end: start + 1,
                meaning: first.meaning.clone(),
                excluded: first.excluded,
                needs: Needs::Nothing,
                rank: 6,
            });
        }
    }
}
