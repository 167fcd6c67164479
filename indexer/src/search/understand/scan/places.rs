//! Places in the words: which of them may be one, and what has to hold. The gazetteer has a village for almost every
//! word, so a name counts the less the commoner its words are.

use super::{LONGEST_PLACE, Scan, Span};
use crate::search::understand::areas::areas;
use crate::search::understand::clock::phrase;
use crate::search::understand::everyday::everyday;
use crate::search::understand::meaning::Meaning;
use crate::search::understand::names::{TownName, names};
use crate::search::understand::place::{self, Guess, Matched, Standing};
use crate::search::understand::token::Token;
use crate::search::understand::vocabulary::{Before, Needs, Unit, words_of};
use everyroom_feeds::country::Region;
use everyroom_feeds::label::UiLanguage;

/// Another name of a town of so many people counts without a word such as "in".
const WELL_KNOWN: u64 = 100_000;
/// Shorter other names are words.
const LEAST_OTHER: usize = 4;
/// A city of so many people has parts that are named by where they lie: "north london".
const HAS_PARTS: u64 = 100_000;
/// Where the counties of our table are.
const SHIRES_IN: [&str; 5] = ["england", "uk", "united kingdom", "scotland", "france"];
/// English connecting words that open much else than places.
const WEAK: [&str; 5] = ["to", "of", "by", "from", "at"];

impl Scan<'_> {
    pub(super) fn places(&self, start: usize, spans: &mut Vec<Span>) {
        self.counties(start, spans);
        self.places_at(start, start, false, spans);
        self.part_of_city(start, spans);
        // in Portuguese "na" opens places; where it begins the question it is the fellowship
        let leads = start == 0 && names().leads(&self.tokens[0].folded) && !self.tokens[0].capitals;
        if let Some(end) = self.connectors(start, Before::Place).filter(|_| !leads) {
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
            if let Some(region) = self.state_told(from, len).filter(|_| told) {
                let meaning = Meaning::Region(region);
                spans.push(Span {
                    start,
                    end: from + 1,
                    meaning,
                    excluded: false,
                    needs: Needs::Nothing,
                    rank: 3,
                });
                continue;
            }
            let nickname = self.nickname(from, len);
            let Some(guess) = place::of_name(nickname.unwrap_or(text), self.asker) else { continue };
            let needs = match nickname {
                Some(_) => self.needs_of_nickname(from, len),
                None => self.needs_of_name(start, from, len, told, &guess),
            };
            let Some(needs) = needs else { continue };
            let meaning = guess.meaning;
            spans.push(Span { start, end: from + len, meaning, excluded: false, needs, rank: 3 });
        }
    }

    /// "in pa": the code of a state behind a connecting word, that is no other word.
    fn state_told(&self, from: usize, len: usize) -> Option<Region> {
        let word = &self.tokens[from].folded;
        let own = words_of(self.language);
        let is_word = own.phrases.contains_key(word)
            || own.connectors.contains_key(word)
            || everyday().is_common(word, self.language)
            || areas().nickname(word, self.language).is_some();
        let may = len == 1 && word.len() == 2 && self.language == UiLanguage::En && !is_word;
        Region::parse(&format!("US-{}", word.to_uppercase())).filter(|_| may)
    }

    fn nickname(&self, from: usize, len: usize) -> Option<&'static str> {
        let key = phrase(&self.tokens[from..from + len]);
        let own = areas().nickname(&key, self.language);
        let own = own.or_else(|| names().nickname(&key));
        // "surrey england"
        let bare = SHIRES_IN.iter().find_map(|country| key.strip_suffix(country)?.strip_suffix(' '));
        own.or_else(|| areas().shire(&key, self.asker.country)).or_else(|| areas().shire(bare?, None))
    }

    /// "la" is Los Angeles, but not in "la casa"; "kent" a county, but not in "kent house".
    fn needs_of_nickname(&self, from: usize, len: usize) -> Option<Needs> {
        const SHORT: usize = 3;
        let word = &self.tokens[from].folded;
        let is_short = word.chars().count() <= SHORT;
        if len > 1 || !is_short && areas().shire(word, None).is_none() {
            return Some(Needs::Nothing);
        }
        let own = words_of(self.language);
        let is_known = |word: &str| {
            own.phrases.contains_key(word) || own.connectors.contains_key(word) || names().is_initials(word)
        };
        let next = self.tokens.get(from + len);
        let ends = next.is_none_or(|next| is_known(&next.folded) || next.number().is_some());
        ends.then_some(Needs::Company)
    }

    /// What has to hold for a name to be a place; `None` where it is none.
    fn needs_of_name(
        &self,
        start: usize,
        from: usize,
        len: usize,
        told: bool,
        guess: &Guess,
    ) -> Option<Needs> {
        let words = &self.tokens[from..from + len];
        let qualified =
            matches!(&guess.meaning, Meaning::Place(found) if found.matched == Matched::QualifiedName);
        let may_be_accident = qualified && len > 1 && self.town_name(from, len - 1) != TownName::Plain;
        if may_be_accident && self.is_qualified_by_accident(from, len) {
            return None;
        }
        if qualified {
            return Some(Needs::Nothing);
        }
        // "go to" is not Gotō, and a road to London is not there
        let next = self.tokens.get(from + len);
        let word = next.map_or("", |next| next.folded.as_str());
        let is_street = (word.len() > 3 || ["ave", "rd"].contains(&word)) && everyday().is_street(word);
        let is_owner = word == "s" && next.is_some_and(|next| matches!(next.joined, Some('\'' | '’')));
        if guess.is_joined || is_street || is_owner {
            return None;
        }
        let weak = told && self.is_weak_connector(start, from);
        let capital = self.has_capital(from);
        let ordinary = self.town_name(from, len);
        let common = |word: &str| everyday().is_common(word, self.language);
        let key = phrase(words);
        let is_listed = names().town(&key) != TownName::Plain && !everyday().is_thing(&key, self.language);
        // "salt lake city" is written in common words, and many know it
        let is_known = len > 1 && guess.standing == Standing::Sure && !guess.is_other_name;
        let is_common = !is_listed && !is_known && words.iter().all(|word| common(&word.folded));
        if is_common && !(told && !weak && capital) {
            return None;
        }
        if guess.is_other_name
            && !(told && !weak || capital && from > 0)
            && !self.is_well_known(from, len, guess)
        {
            return (!weak && ordinary == TownName::Plain).then_some(Needs::Only);
        }
        if weak && ordinary == TownName::Told {
            return None;
        }
        let told = told && !(weak && guess.standing == Standing::Small);
        // "research triangle", "villa crespo": a village before a word that we do not know is a part of another name
        let own = words_of(self.language);
        let is_known = |token: &Token| {
            let word = &token.folded;
            own.phrases.contains_key(word)
                || own.connectors.contains_key(word)
                || names().is_initials(word)
                || everyday().is_silent(word, self.language)
                || token.number().is_some()
                || names().fellowship(std::slice::from_ref(token), self.language).is_some()
        };
        match (told, ordinary, guess.standing) {
            (true, ..) => Some(Needs::Nothing),
            (false, _, Standing::Small) if next.is_some_and(|next| !is_known(next)) => None,
            (false, TownName::Told, _) => None,
            (false, TownName::Company, _) => Some(Needs::Company),
            (false, TownName::Plain, Standing::Sure) => Some(Needs::Nothing),
            (false, TownName::Plain, Standing::Small) => Some(Needs::Company),
        }
    }

    /// Another name of a large town, that is no word: "köln", "lisboa".
    fn is_well_known(&self, from: usize, len: usize, guess: &Guess) -> bool {
        let words = &self.tokens[from..from + len];
        let is_large = match &guess.meaning {
            Meaning::Place(found) => found.place.population >= WELL_KNOWN,
            _ => true,
        };
        let is_name = |word: &str| {
            names().is_article(word)
                || word.chars().count() >= LEAST_OTHER && !everyday().is_common_somewhere(word)
                || len > 1 && word.chars().count() >= LEAST_OTHER - 1
        };
        // "vashon island": two words are hardly a name by accident, unless both are common
        let is_rare =
            |word: &str| word.chars().count() > LEAST_OTHER && !everyday().is_common_somewhere(word);
        let is_large = is_large || len > 1 && words.iter().any(|word| is_rare(&word.folded));
        is_large && words.iter().all(|word| is_name(&word.folded))
    }

    /// Written with a capital where not everything is.
    fn has_capital(&self, at: usize) -> bool {
        let first = |at: usize| self.text[self.tokens[at].range.start..].chars().next();
        let is_upper = |at: usize| first(at).is_some_and(char::is_uppercase);
        let shouts = self.tokens.iter().all(|token| token.capitals || token.folded.len() == 1);
        is_upper(at) && !shouts
    }

    /// "cook county", "bergen county nj": its town in the middle, and where that is not known the words as they stand.
    fn counties(&self, start: usize, spans: &mut Vec<Span>) {
        const LONGEST_COUNTY: usize = 3;
        for len in self.lengths(start, LONGEST_COUNTY) {
            let is_county = self.tokens.get(start + len).is_some_and(|next| next.folded == "county");
            let words = &self.tokens[start..start + len];
            let (first, own) = (&words[0].folded, words_of(self.language));
            if !is_county || own.connectors.contains_key(first) || names().is_initials(first) {
                continue;
            }
            let name = phrase(words);
            let state = self.tokens.get(start + len + 1).map(|token| token.folded.as_str());
            let end = start + len + 1;
            let known = state.and_then(|state| Some((areas().county(&name, Some(state))?, end + 1)));
            let known = known.or_else(|| Some((areas().county(&name, None)?, end)));
            let names_one = |len: usize| names().fellowship(&words[..len], self.language).is_some();
            let is_said = own.phrases.contains_key(first) || (1..=len).any(names_one);
            if is_said && known.is_none() {
                continue;
            }
            let guess = known.and_then(|(place, end)| Some((place::of_name(place, self.asker)?, end)));
            let mut push = |start, end, meaning| {
                spans.push(Span { start, end, meaning, excluded: false, needs: Needs::Nothing, rank: 0 });
            };
            if let Some((guess, end)) = guess {
                push(start, end, guess.meaning);
            } else if !everyday().is_silent(first, self.language) {
                push(start, end, Meaning::Literal);
                let region = state.and_then(|state| Region::parse(&format!("US-{}", state.to_uppercase())));
                region.into_iter().for_each(|region| push(end, end + 1, Meaning::Region(region)));
            }
        }
    }

    /// "north london", "northern california", where nothing has that name.
    fn part_of_city(&self, start: usize, spans: &mut Vec<Span>) {
        let from = start + 1;
        if from == self.tokens.len() || !everyday().is_direction(&self.tokens[start].folded) {
            return;
        }
        for len in self.lengths(from, 3) {
            let words = &self.tokens[from..from + len];
            let text = &self.text[words[0].range.start..words[len - 1].range.end];
            if self.town_name(from, len) != TownName::Plain {
                continue;
            }
            let Some(guess) = place::of_name(text, self.asker).filter(|guess| !guess.is_joined) else {
                continue;
            };
            let is_city = match &guess.meaning {
                Meaning::Place(found) => found.place.population >= HAS_PARTS,
                meaning => matches!(meaning, Meaning::Region(_)),
            };
            if is_city && (!guess.is_other_name || self.is_well_known(from, len, &guess)) {
                let (meaning, needs) = (guess.meaning, Needs::Nothing);
                spans.push(Span { start, end: from + len, meaning, excluded: false, needs, rank: 4 });
            }
        }
    }

    /// "na", "de", "a", "to" open much else than places.
    fn is_weak_connector(&self, start: usize, from: usize) -> bool {
        let words = &self.tokens[start..from];
        if self.language == UiLanguage::En {
            return words
                .iter()
                .all(|token| WEAK.contains(&token.folded.as_str()) || names().is_article(&token.folded));
        }
        words.iter().all(|token| token.folded.len() <= 3)
    }

    pub(super) fn town_name(&self, from: usize, len: usize) -> TownName {
        let words = &self.tokens[from..from + len];
        let own = words_of(self.language);
        let is_word = |key: &str| {
            key.chars().count() == 1
                || names().is_initials(key)
                || len == 1 && everyday().is_common(key, self.language)
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
        let words = &self.tokens[from..from + len];
        let is_plain = words.iter().all(|word| word.number().is_some());
        let is_number = |at: usize| {
            self.tokens.get(at).is_some_and(|token| token.folded.bytes().all(|b| b.is_ascii_digit()))
        };
        let alone =
            (from == 0 || !is_number(from - 1)) && (!is_number(from + len) || self.is_distance(from + len));
        if is_plain && (!alone || self.is_house(from + len)) {
            return;
        }
        let text: String = words.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ");
        let Some((found, is_sure)) = place::of_code(&text, self.language, self.asker) else { return };
        // a number of four digits is a year, a time, a house; a code only where one lives
        let is_short = is_plain && text.len() < 5;
        if is_short && self.asker.country != Some(found.place.country) {
            return;
        }
        let needs = if told || is_sure { Needs::Nothing } else { Needs::Company };
        let meaning = Meaning::Place(Box::new(found));
        spans.push(Span { start, end: from + len, meaning, excluded: false, needs, rank: 3 });
    }

    /// A number with a unit of distance behind it.
    fn is_distance(&self, at: usize) -> bool {
        let unit = self.tokens.get(at + 1).and_then(|next| words_of(self.language).units.get(&next.folded));
        matches!(unit, Some(Unit::Km(_)))
    }

    /// "1515 church street": the number of a house stands before the name of a street.
    fn is_house(&self, behind: usize) -> bool {
        const LONGEST_STREET: usize = 3;
        let next = self.tokens.iter().skip(behind).take(LONGEST_STREET).map(|token| token.folded.as_str());
        let mut next =
            next.take_while(|word| !words_of(self.language).connectors.contains_key(*word)).enumerate();
        // "06510 ct" is Connecticut
        next.any(|(at, word)| everyday().is_street(word) && (at > 0 || word.len() > 3))
    }
}
