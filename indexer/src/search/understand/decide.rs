//! From everything that words could mean to what they do mean: the longest span first; one whose condition does not
//! hold gives way to the shorter ones inside it.

mod finish;

use super::everyday::everyday;
use super::meaning::Meaning;
use super::names::names;
use super::scan::{PHRASE, Span};
use super::token::Token;
use super::vocabulary::{Needs, Words, words_of};
use everyroom_feeds::label::UiLanguage;

/// What was decided.
pub struct Decided {
    /// Spans in the order of the text.
    pub spans: Vec<Span>,
    /// For every token whether it says something that no span says.
    pub is_rest: Vec<bool>,
}

/// Decides. `is_call` says that a call for help was heard behind these words.
pub fn decide(tokens: &[Token], mut spans: Vec<Span>, language: UiLanguage, is_call: bool) -> Decided {
    spans.sort_by_key(|span| (std::cmp::Reverse(span.end - span.start), span.rank, span.start));
    let question = Question { tokens, words: words_of(language), language, is_call, shouts: shouts(tokens) };
    loop {
        let chosen = longest_first(&spans, tokens.len());
        let solid = question.solid(&chosen);
        let Some(failed) = chosen.iter().zip(&solid).find(|(_, solid)| !**solid).map(|(span, _)| span) else {
            return question.finish(chosen);
        };
        let failed = failed.clone();
        // a phrase may stand in the words with another condition, too, which may hold
        let is_other_row = |span: &Span| span.rank == PHRASE && span.needs != failed.needs;
        spans.retain(|span| {
            let is_same =
                (span.start, span.end) == (failed.start, failed.end) && span.meaning == failed.meaning;
            !is_same || is_other_row(span)
        });
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
    language: UiLanguage,
    is_call: bool,
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
            Needs::Only if span.meaning == Meaning::Crisis => self.is_call_alone(span, chosen),
            Needs::Only => self.is_whole(span, chosen),
            Needs::Unsaid => false,
            Needs::Upper => !self.shouts && self.has_capitals(span) && !self.is_cancelled(span),
            Needs::Anyone => {
                let is_whole = self.is_all_but(span, chosen, &[Meaning::Literal]);
                let beside = self.tokens.iter().any(|token| names().is_beside(&token.folded));
                let capitals = !self.shouts && self.has_capitals(span);
                // "na yoga": in English it is no other word
                let leads = self.language == UiLanguage::En
                    && (span.start == 0 || span.end == self.tokens.len())
                    && names().leads(&self.tokens[span.start].folded);
                (is_whole || beside || capitals || leads) && !self.is_cancelled(span)
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
            Needs::Company if self.is_foreign_to_fellowship(chosen, solid, span) => false,
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
                if leads && !self.is_cancelled(span) && self.is_among_meetings(chosen, solid, at) {
                    return true;
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

    /// "rock" beside Alcoholics Anonymous is no cocaine: an ordinary word that the fellowship is not about.
    fn is_foreign_to_fellowship(&self, chosen: &[Span], solid: &[bool], span: &Span) -> bool {
        let Meaning::Covers(covers) = span.meaning else { return false };
        let mut named = chosen.iter().zip(solid).filter(|(_, solid)| **solid).filter_map(|(other, _)| {
            if let Meaning::Fellowship(fellowship) = other.meaning { Some(fellowship) } else { None }
        });
        named.any(|fellowship| {
            let about = &fellowship.entry().covers;
            !about.is_empty() && !about.contains(&covers)
        })
    }

    /// "na meeting hamburg", "réunion na lyon mardi": initials that are a word, too, right beside a word for meetings and
    /// something that was understood. In Portuguese `na` is "in the".
    fn is_among_meetings(&self, chosen: &[Span], solid: &[bool], at: usize) -> bool {
        let span = &chosen[at];
        let beside = |at: Option<usize>| {
            at.and_then(|at| self.tokens.get(at)).is_some_and(|token| names().is_beside(&token.folded))
        };
        let next = chosen.iter().zip(solid).find(|(other, _)| other.start == span.end);
        let says = next.filter(|(_, solid)| **solid).map(|(other, _)| &other.meaning);
        let ends = span.end == self.tokens.len();
        let before = span.start.checked_sub(1);
        if self.language == UiLanguage::Pt {
            let is_no_grammar = matches!(
                says,
                Some(Meaning::Attendance(_) | Meaning::Region(_) | Meaning::Place(_) | Meaning::When(_))
            );
            return span.start == 0 && is_no_grammar || ends && beside(before);
        }
        let is_known = says.is_some_and(Meaning::counts);
        let last = chosen.iter().zip(solid).find(|(other, _)| other.end == span.start);
        let follows = last.is_some_and(|(other, solid)| *solid && other.meaning.counts());
        beside(Some(span.end))
            || beside(before) && (is_known || ends)
            || span.start == 0 && is_known
            || follows && ends
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
        matches!(token.folded.as_str(), "&" | "+")
            || self.words.connectors.contains_key(&token.folded)
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

    /// A word like "emergency" calls for help where nothing is said but what it is about, and when; "overdose" also where it
    /// is said where.
    fn is_call_alone(&self, call: &Span, chosen: &[Span]) -> bool {
        let says_danger =
            self.tokens[call.start..call.end].iter().any(|token| everyday().is_cause(&token.folded));
        let is_where = |meaning: &Meaning| {
            matches!(meaning, Meaning::Place(_) | Meaning::Region(_) | Meaning::Country(_))
        };
        chosen.iter().all(|span| {
            says_danger && is_where(&span.meaning)
                || matches!(
                    span.meaning,
                    Meaning::Crisis
                        | Meaning::Filler
                        | Meaning::Covers(_)
                        | Meaning::When(_)
                        | Meaning::NearMe
                        | Meaning::ForWhom(_)
                )
                || span.needs != Needs::Nothing
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
}
