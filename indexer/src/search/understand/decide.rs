//! From everything that words could mean to what they do mean: the longest span first; one whose condition does not
//! hold gives way to the shorter ones inside it.

use super::clock::phrase;
use super::meaning::Meaning;
use super::names::names;
use super::scan::Span;
use super::token::Token;
use super::vocabulary::{Before, LONGEST, Needs, Words};
use crate::search::query::Way;
use everyroom_feeds::fellowship::ForWhom;

/// What was decided.
pub struct Decided {
    /// Spans in the order of the text.
    pub spans: Vec<Span>,
    /// For every token whether it says something that no span says.
    pub is_rest: Vec<bool>,
}

/// Decides.
pub fn decide(tokens: &[Token], mut spans: Vec<Span>, words: &Words) -> Decided {
    spans.sort_by_key(|span| (std::cmp::Reverse(span.end - span.start), span.rank, span.start));
    let question = Question { tokens, words, shouts: shouts(tokens) };
    loop {
        let chosen = longest_first(&spans, tokens.len());
        let solid = question.solid(&chosen);
        let Some(failed) = chosen.iter().zip(&solid).find(|(_, solid)| !**solid).map(|(span, _)| span) else {
            return question.finish(chosen);
        };
        let (start, end, meaning) = (failed.start, failed.end, failed.meaning.clone());
        spans.retain(|span| (span.start, span.end) != (start, end) || span.meaning != meaning);
    }
}

/// Everything was typed in capitals, so that capitals say nothing.
fn shouts(tokens: &[Token]) -> bool {
    let words = tokens.iter().filter(|token| token.folded.chars().any(char::is_alphabetic));
    words.clone().count() > 0
        && words.clone().all(|token| token.capitals || token.folded.chars().count() == 1)
}

fn longest_first(spans: &[Span], tokens: usize) -> Vec<Span> {
    let mut taken = vec![false; tokens];
    let mut chosen: Vec<Span> = Vec::new();
    for span in spans {
        if !taken[span.start..span.end].contains(&true) {
            taken[span.start..span.end].fill(true);
            chosen.push(span.clone());
        }
    }
    chosen.sort_by_key(|span| span.start);
    chosen
}

struct Question<'a> {
    tokens: &'a [Token],
    words: &'a Words,
    shouts: bool,
}

impl Question<'_> {
    /// Which of the spans hold: first those that need nothing, then those that have what they need.
    fn solid(&self, chosen: &[Span]) -> Vec<bool> {
        let mut solid: Vec<bool> = chosen.iter().map(|span| self.stands_alone(span, chosen)).collect();
        loop {
            let before = solid.clone();
            for at in 0..chosen.len() {
                if !solid[at] {
                    solid[at] = self.is_kept(chosen, &solid, at);
                }
            }
            if solid == before {
                break;
            }
        }
        // two that need each other, right beside each other and of different sorts, hold each other up
        for at in 1..chosen.len() {
            let (one, other) = (&chosen[at - 1], &chosen[at]);
            let differ = one.meaning.parameter() != other.meaning.parameter();
            let counts = one.meaning.counts() && other.meaning.counts();
            let needy = [one, other].iter().all(|span| matches!(span.needs, Needs::Company | Needs::Anyone));
            if !solid[at - 1] && !solid[at] && needy && differ && counts && one.end == other.start {
                let has_initials = [one, other].iter().any(|span| span.needs == Needs::Anyone);
                (solid[at - 1], solid[at]) = (has_initials, has_initials);
            }
        }
        solid
    }

    fn stands_alone(&self, span: &Span, chosen: &[Span]) -> bool {
        match span.needs {
            Needs::Nothing => true,
            Needs::Only if span.meaning == Meaning::Crisis => self.is_call_alone(chosen),
            Needs::Only => self.is_whole(span, chosen),
            Needs::Unsaid => false,
            Needs::Upper => !self.shouts && self.has_capitals(span) && !self.is_cancelled(span),
            Needs::Anyone => {
                let is_whole = self.is_all_but(span, chosen, &[Meaning::Literal]);
                let beside = self.tokens.iter().any(|token| names().is_beside(&token.folded));
                let capitals = !self.shouts && self.has_capitals(span);
                (is_whole || beside || capitals) && !self.is_cancelled(span)
            }
            Needs::Company => {
                let is_place =
                    matches!(span.meaning, Meaning::Place(_) | Meaning::Region(_) | Meaning::Country(_));
                is_place && span.end - span.start == self.tokens.len()
            }
        }
    }

    fn is_kept(&self, chosen: &[Span], solid: &[bool], at: usize) -> bool {
        let span = &chosen[at];
        let counts = |n: usize| solid[n] && chosen[n].meaning.counts();
        match span.needs {
            Needs::Anyone => (0..chosen.len()).any(counts) && !self.is_cancelled(span),
            Needs::Company => {
                self.neighbour(chosen, at, false).is_some_and(counts)
                    || self.neighbour(chosen, at, true).is_some_and(counts)
            }
            // in a question that is all capitals, what follows decides
            Needs::Upper => {
                let next = self.neighbour(chosen, at, true);
                // "na berlin frauen": who begins with initials and a place means the fellowship
                let place = next.filter(|&n| solid[n] && chosen[n].start == span.end);
                let leads = names().leads(&self.tokens[span.start].folded);
                if leads
                    && span.start == 0
                    && place.is_some_and(|n| matches!(chosen[n].meaning, Meaning::Place(_)))
                {
                    return !self.is_cancelled(span);
                }
                let ends = self.tokens[span.end..].iter().all(|token| self.says_nothing(token));
                self.shouts && !self.is_cancelled(span) && (ends || next.is_some_and(counts))
            }
            Needs::Unsaid => {
                let others = (0..chosen.len()).filter(|&n| n != at && counts(n));
                let mut others = others.map(|n| chosen[n].meaning.parameter());
                !others.any(|parameter| parameter == span.meaning.parameter())
            }
            Needs::Nothing | Needs::Only => false,
        }
    }

    /// The span beside another one, over words that say nothing.
    fn neighbour(&self, chosen: &[Span], at: usize, ahead: bool) -> Option<usize> {
        let mut others: Vec<usize> =
            if ahead { (at + 1..chosen.len()).collect() } else { (0..at).rev().collect() };
        others.retain(|&n| chosen[n].meaning != Meaning::Filler);
        let next = *others.first()?;
        let (from, to) =
            if ahead { (chosen[at].end, chosen[next].start) } else { (chosen[next].end, chosen[at].start) };
        let silent = |n: usize| {
            self.says_nothing(&self.tokens[n])
                || chosen
                    .iter()
                    .any(|span| span.meaning == Meaning::Filler && span.start <= n && n < span.end)
        };
        (from..to).all(silent).then_some(next)
    }

    fn says_nothing(&self, token: &Token) -> bool {
        self.words.connectors.contains_key(&token.folded)
            || self.words.phrases.get(&token.folded).is_some_and(|found| {
                found.iter().any(|p| p.meaning == Meaning::Filler && p.needs == Needs::Nothing)
            })
    }

    fn is_whole(&self, span: &Span, chosen: &[Span]) -> bool {
        self.is_all_but(span, chosen, &[Meaning::Filler])
    }

    /// Whether nothing else is said but what means this.
    fn is_all_but(&self, span: &Span, chosen: &[Span], but: &[Meaning]) -> bool {
        let others = chosen.iter().filter(|other| other.start != span.start);
        let mut covered = vec![false; self.tokens.len()];
        covered[span.start..span.end].fill(true);
        for other in others {
            if but.contains(&other.meaning) {
                covered[other.start..other.end].fill(true);
            }
        }
        covered.iter().all(|covered| *covered)
    }

    /// A word like "emergency" calls for help where nothing is said but what it is about, and when.
    fn is_call_alone(&self, chosen: &[Span]) -> bool {
        chosen.iter().all(|span| {
            matches!(
                span.meaning,
                Meaning::Crisis
                    | Meaning::Filler
                    | Meaning::Covers(_)
                    | Meaning::When(_)
                    | Meaning::NearMe
                    | Meaning::ForWhom(_)
            ) || span.needs != Needs::Nothing
        })
    }

    fn has_capitals(&self, span: &Span) -> bool {
        let words = &self.tokens[span.start..span.end];
        words.iter().all(|token| token.capitals)
            || words.len() > 1 && words[1..].iter().all(|token| token.joined == Some('-'))
    }

    fn is_cancelled(&self, span: &Span) -> bool {
        let key: String =
            self.tokens[span.start..span.end].iter().map(|token| token.folded.as_str()).collect();
        matches!(span.meaning, Meaning::Fellowship(_)) && names().is_cancelled(&key, self.tokens)
    }

    fn finish(&self, mut chosen: Vec<Span>) -> Decided {
        // a loss is no call for help
        if chosen.iter().any(|span| span.meaning == Meaning::ForWhom(ForWhom::Bereaved)) {
            let calls = chosen.iter_mut().filter(|span| span.meaning == Meaning::Crisis);
            calls.for_each(|span| span.meaning = Meaning::Filler);
        }
        self.exclude(&mut chosen);
        let understood = chosen.iter().any(|span| span.meaning.counts());
        let mut is_rest = vec![true; self.tokens.len()];
        for span in &chosen {
            let says = span.meaning.counts() || understood && span.meaning == Meaning::Filler;
            is_rest[span.start..span.end].fill(!says);
        }
        if understood {
            self.drop_connectors(&chosen, &mut is_rest);
        }
        chosen.retain(|span| span.meaning.counts());
        self.first_person(&mut chosen);
        Decided { spans: chosen, is_rest }
    }

    /// "I use heroin" is for oneself, where nothing else says for whom.
    fn first_person(&self, chosen: &mut Vec<Span>) {
        let says = |parameter| chosen.iter().any(|span| span.meaning.parameter() == Some(parameter));
        if !says("covers") || says("for") {
            return;
        }
        if let Some(at) = self.tokens.iter().position(|token| names().is_first_person(&token.folded)) {
            let free = !chosen.iter().any(|span| span.start <= at && at < span.end);
            let meaning = Meaning::ForWhom(ForWhom::SelfSeeker);
            let span =
                Span { start: at, end: at + 1, meaning, excluded: false, needs: Needs::Nothing, rank: 0 };
            let position = chosen.iter().position(|other| other.start > at).unwrap_or(chosen.len());
            if free {
                chosen.insert(position, span);
            }
        }
    }

    /// "no", "without", "except": what stands behind is not wanted.
    fn exclude(&self, chosen: &mut Vec<Span>) {
        let mut at = 0;
        while at < self.tokens.len() {
            let most = LONGEST.min(self.tokens.len() - at);
            let found = (1..=most).rev().find(|len| {
                let key = phrase(&self.tokens[at..at + len]);
                let is_not =
                    self.words.connectors.get(&key).is_some_and(|found| found.contains(&Before::Not));
                let is_inside =
                    chosen.iter().any(|span| span.meaning.counts() && span.start < at + len && at < span.end);
                is_not && !is_inside
            });
            let Some(len) = found else {
                at += 1;
                continue;
            };
            let behind = at + len;
            let next = chosen
                .iter_mut()
                .filter(|span| span.meaning.counts() && span.start >= behind)
                .min_by_key(|span| span.start);
            if let Some(next) = next {
                let silent = self.tokens[behind..next.start].iter().all(|token| self.says_nothing(token));
                let may = !matches!(
                    next.meaning,
                    Meaning::Place(_)
                        | Meaning::NearMe
                        | Meaning::Radius(_)
                        | Meaning::Crisis
                        | Meaning::Time(..)
                        | Meaning::When(_)
                        | Meaning::StartsWithin(_)
                        | Meaning::Soonest
                );
                // without "online" a room is meant, also one that can be joined from home
                if silent && next.meaning == Meaning::Attendance(Way::Online) && !next.excluded {
                    next.meaning = Meaning::Attendance(Way::InPerson);
                    next.start = at;
                } else if silent && may {
                    next.excluded = !next.excluded;
                    next.start = at;
                }
            }
            at = behind;
        }
        // what the widened spans cover is theirs
        let owned: Vec<(usize, usize)> =
            chosen.iter().filter(|span| span.excluded).map(|span| (span.start, span.end)).collect();
        chosen.retain(|span| {
            span.meaning.counts() || !owned.iter().any(|(from, to)| *from <= span.start && span.end <= *to)
        });
    }

    /// Connecting words beside what was understood have done their work.
    fn drop_connectors(&self, chosen: &[Span], is_rest: &mut [bool]) {
        let covered =
            |at: usize| chosen.iter().any(|span| span.meaning.counts() && span.start <= at && at < span.end);
        for at in 0..self.tokens.len() {
            let is_connector = self.words.connectors.contains_key(&self.tokens[at].folded);
            let is_literal = chosen
                .iter()
                .any(|span| span.meaning == Meaning::Literal && span.start <= at && at < span.end);
            if is_rest[at] && is_connector && !is_literal {
                let beside_understood =
                    at + 1 == self.tokens.len() || covered(at + 1) || at > 0 && covered(at - 1);
                let alone = at == 0 || !is_rest[at - 1] || at + 1 < is_rest.len() && !is_rest[at + 1];
                if beside_understood || alone {
                    is_rest[at] = false;
                }
            }
        }
        // "s" of "women's", and signs
        for at in 0..self.tokens.len() {
            let token = &self.tokens[at];
            let is_scrap = token.folded == "s" && matches!(token.joined, Some('\'' | '’'))
                || matches!(token.folded.as_str(), "&" | "+" | "@");
            if is_scrap && (at == 0 || !is_rest[at - 1]) {
                is_rest[at] = false;
            }
        }
    }
}
