//! Words that are nearly others: typing errors in names of fellowships and in single words.

use super::{LEAST_MISTYPED, Scan, Span};
use crate::search::understand::meaning::Meaning;
use crate::search::understand::names::names;
use crate::search::understand::vocabulary::{Needs, Phrase, words_of};

impl Scan<'_> {
    /// Typing errors: in long names of fellowships, and in single words.
    pub(super) fn mistyped(&self, start: usize, known: &[bool], spans: &mut Vec<Span>) {
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
