//! What was chosen, made ready: what is not wanted, who asks, which words are left.

use super::{Decided, Question};
use crate::search::query::{TIMES_OF_DAY, TimeOfDay, Way};
use crate::search::understand::clock::phrase;
use crate::search::understand::everyday::everyday;
use crate::search::understand::meaning::{Exactness, Meaning};
use crate::search::understand::names::names;
use crate::search::understand::scan::Span;
use crate::search::understand::vocabulary::{Before, LONGEST, Needs};
use everyroom_feeds::fellowship::ForWhom;
use everyroom_feeds::schedule::Weekday;

fn is_moment(meaning: &Meaning) -> bool {
    matches!(meaning, Meaning::Time(..) | Meaning::When(_) | Meaning::StartsWithin(_))
}

impl Question<'_> {
    pub(super) fn finish(&self, mut chosen: Vec<Span>) -> Decided {
        self.mourn(&mut chosen);
        self.mornings(&mut chosen);
        self.ranges_of_days(&mut chosen);
        self.exclude(&mut chosen);
        let understood = self.is_call || chosen.iter().any(|span| span.meaning.counts());
        let mut is_rest = vec![true; self.tokens.len()];
        for span in &chosen {
            let says = span.meaning.counts() || understood && span.meaning == Meaning::Filler;
            is_rest[span.start..span.end].fill(!says);
        }
        if understood {
            self.drop_connectors(&chosen, &mut is_rest);
        }
        let literal: Vec<bool> = (0..self.tokens.len())
            .map(|at| {
                let mut holds = chosen.iter().filter(|span| span.start <= at && at < span.end);
                holds.any(|span| span.meaning == Meaning::Literal)
            })
            .collect();
        self.codes_of_towns(&chosen, &mut is_rest);
        self.zones(&mut chosen, &mut is_rest);
        chosen.retain(|span| span.meaning.counts());
        self.first_person(&mut chosen);
        self.listen(&chosen, &literal, &mut is_rest);
        Decided { spans: chosen, is_rest }
    }

    /// How somebody died is no call for help, where it is said right beside a loss; what the asker says of themselves
    /// always is one.
    fn mourn(&self, chosen: &mut [Span]) {
        let is_loss = |span: &&Span| span.meaning == Meaning::ForWhom(ForWhom::Bereaved);
        let losses: Vec<(usize, usize)> =
            chosen.iter().filter(is_loss).map(|span| (span.start, span.end)).collect();
        for span in chosen.iter_mut().filter(|span| span.meaning == Meaning::Crisis) {
            let words = &self.tokens[span.start..span.end];
            let is_cause = words.iter().any(|token| everyday().is_cause(&token.folded))
                && !words.iter().any(|token| everyday().is_first_person(&token.folded));
            let silent = |from: usize, to: usize| {
                from <= to
                    && self.tokens[from..to]
                        .iter()
                        .all(|token| self.says_nothing(token) && !everyday().is_first_person(&token.folded))
            };
            let is_beside =
                losses.iter().any(|(from, to)| silent(*to, span.start) || silent(span.end, *from));
            if is_cause && is_beside {
                span.meaning = Meaning::Filler;
            }
        }
    }

    /// "10115 Berlin", "75001 Paris": a postal code that is not known, right beside its town, is no word of a listing.
    fn codes_of_towns(&self, chosen: &[Span], is_rest: &mut [bool]) {
        let is_code = |at: usize| {
            let word = &self.tokens[at].folded;
            (4..=5).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
        };
        for span in chosen.iter().filter(|span| matches!(span.meaning, Meaning::Place(_))) {
            for at in [span.start.checked_sub(1), Some(span.end)].into_iter().flatten() {
                if is_rest.get(at) == Some(&true) && is_code(at) {
                    is_rest[at] = false;
                }
            }
        }
    }

    /// "montag morgen": behind a day the word for tomorrow is the morning.
    fn mornings(&self, chosen: &mut [Span]) {
        for at in 1..chosen.len() {
            let is_day = matches!(chosen[at - 1].meaning, Meaning::Weekday(_));
            let between = &self.tokens[chosen[at - 1].end..chosen[at].start];
            let is_word = everyday().is_morning(&self.tokens[chosen[at].end - 1].folded);
            let is_tomorrow = chosen[at].meaning == Meaning::When("tomorrow".to_owned());
            if is_day && is_word && is_tomorrow && between.iter().all(|token| self.says_nothing(token)) {
                let morning = TIMES_OF_DAY.iter().find(|(id, _, _)| *id == "morning");
                if let Some((_, from, to)) = morning {
                    let time = TimeOfDay { after: Some(*from), before: Some(*to) };
                    chosen[at].meaning = Meaning::Time(time, Exactness::PartOfDay);
                }
            }
        }
    }

    /// Who tells of themselves or of others uses words that no listing has to hold: "my husband won't stop drinking".
    fn listen(&self, chosen: &[Span], literal: &[bool], is_rest: &mut [bool]) {
        let tells = |span: &Span| matches!(span.meaning, Meaning::ForWhom(_) | Meaning::Crisis);
        let of_others = || {
            chosen.iter().any(|span| matches!(span.meaning, Meaning::Covers(_)))
                && self.tokens.iter().any(|token| everyday().is_other(&token.folded))
        };
        if !self.is_call && !chosen.iter().any(tells) && !of_others() {
            return;
        }
        for (at, token) in self.tokens.iter().enumerate() {
            let next = self.tokens.get(at + 1);
            let is_length =
                token.number().is_some() && next.is_some_and(|next| everyday().is_length(&next.folded));
            let is_silent = is_length || everyday().is_silent(&token.folded, self.language);
            if is_rest[at] && !literal[at] && is_silent {
                is_rest[at] = false;
            }
        }
    }

    /// "8pm eastern": a zone behind a time is the asker's.
    fn zones(&self, chosen: &mut Vec<Span>, is_rest: &mut [bool]) {
        let is_time = |span: &&Span| matches!(span.meaning, Meaning::Time(_, Exactness::Clock));
        let Some(at) = chosen.iter().find(is_time).map(|span| span.end) else { return };
        let is_free = !chosen.iter().any(|span| span.start <= at && at < span.end && span.meaning.counts());
        let zone = self.tokens.get(at).and_then(|token| everyday().zone(&token.folded));
        if let Some(zone) = zone.filter(|_| is_free) {
            is_rest[at] = false;
            let time = chosen.iter().find(|span| span.end == at).cloned();
            let span = time.map(|time| Span {
                start: at,
                end: at + 1,
                meaning: Meaning::Zone(zone.to_owned()),
                ..time
            });
            chosen.extend(span);
            chosen.sort_by_key(|span| span.start);
        }
    }

    /// "mon-wed", "montag bis freitag": the days between, too.
    fn ranges_of_days(&self, chosen: &mut [Span]) {
        for at in 1..chosen.len() {
            let (Meaning::Weekday(from), Meaning::Weekday(to)) =
                (&chosen[at - 1].meaning, &chosen[at].meaning)
            else {
                continue;
            };
            let between = &self.tokens[chosen[at - 1].end..chosen[at].start];
            let is_dash = matches!(self.tokens[chosen[at].start].joined, Some('-' | '–' | '—'));
            let is_until = match between {
                [] => is_dash,
                [word] => ["to", "through", "thru", "bis"].contains(&word.folded.as_str()),
                _ => false,
            };
            if let ([from], [to], true) = (from.as_slice(), to.as_slice(), is_until) {
                let (from, to) = (from.days_from_sunday(), to.days_from_sunday());
                let days = (0..=(to + 7 - from) % 7).map(|step| (from + step) % 7);
                chosen[at].meaning = Meaning::Weekday(days.filter_map(Weekday::from_sunday).collect());
            }
        }
    }

    /// "I use heroin" is for oneself, where nothing else says for whom.
    fn first_person(&self, chosen: &mut Vec<Span>) {
        let says = |parameter| chosen.iter().any(|span| span.meaning.parameter() == Some(parameter));
        if !says("covers") || says("for") {
            return;
        }
        let is_self = |word: &str| names().is_first_person(word) || everyday().is_first_person(word);
        if let Some(at) = self.tokens.iter().position(|token| is_self(&token.folded)) {
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

    /// "no", "without", "except": what stands behind is not wanted. But for what it is about and for whom: "I can not stop
    /// drinking" is about drinking.
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
                    Meaning::Covers(_)
                        | Meaning::ForWhom(_)
                        | Meaning::Place(_)
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
                } else if next.start == behind && is_moment(&next.meaning) {
                    // "not tonight": no time is excluded, but the one that is refused is not asked for
                    next.meaning = Meaning::Filler;
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
