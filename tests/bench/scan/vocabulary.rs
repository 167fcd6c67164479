//! The words of every meeting, taken apart once and numbered, so that a scan compares numbers and not letters.
//!
//! How texts are taken apart is the index's own: what is compared is finding. Questions are plain words that occur, so
//! misspellings, apostrophes and the like play no part here.

use everyroom_indexer::generation::text::{Analysis, Stems, joined, segment};
use everyroom_indexer::merge::Listing;
use everyroom_indexer::search::synonyms_of;
use std::collections::HashMap;

/// The words of all meetings.
pub struct Vocabulary {
    number_of: HashMap<String, u32>,
    /// Numbers of words and stems, meeting after meeting.
    words: Vec<u32>,
    /// Where the words of a meeting begin; one more for the end.
    starts: Vec<usize>,
}

/// The words of a question: for each whether a word of that number will do. All of them have to be there.
pub struct Wanted(Vec<Wish>);

enum Wish {
    Exactly(u32),
    AnyOf(Vec<bool>),
}

impl Vocabulary {
    /// Takes listings apart.
    pub fn of(listings: &[Listing]) -> Self {
        let mut vocabulary = Self { number_of: HashMap::new(), words: Vec::new(), starts: vec![0] };
        let mut analysis = Analysis::new();
        for listing in listings {
            let terms = analysis.of(listing);
            for (term, _) in terms.words.into_iter().chain(terms.stems) {
                let next = vocabulary.number_of.len() as u32;
                vocabulary.words.push(*vocabulary.number_of.entry(term).or_insert(next));
            }
            vocabulary.starts.push(vocabulary.words.len());
        }
        vocabulary
    }

    /// The words of a question; the last one may be a beginning.
    pub fn wanted(&self, asked: &str) -> Wanted {
        let words = segment(asked);
        let mut stems = Stems::new();
        let wish = |at: usize| {
            let word = &words[at];
            let mut terms = vec![word.spelt.clone()];
            let pairs = [at.checked_sub(1).map(|from| from..=at), Some(at..=at + 1)];
            terms.extend(pairs.into_iter().flatten().filter_map(|pair| joined(words.get(pair)?)));
            let is_known = terms.iter().any(|term| self.number_of.contains_key(term));
            terms.extend(stems.of_any(word));
            terms.extend(synonyms_of(&word.spelt));
            let mut fits: Vec<u32> =
                terms.iter().filter_map(|term| self.number_of.get(term)).copied().collect();
            let letters = word.spelt.chars().count();
            if at + 1 == words.len() && (letters > 2 || letters == 2 && !is_known) {
                let begun = self.number_of.iter().filter(|(known, _)| known.starts_with(&word.spelt));
                fits.extend(
                    begun.filter(|(known, _)| !known.contains([':', '='])).map(|(_, number)| *number),
                );
            }
            match fits.as_slice() {
                [only] => Wish::Exactly(*only),
                _ => Wish::AnyOf(self.marked(&fits)),
            }
        };
        Wanted((0..words.len()).map(wish).collect())
    }

    fn marked(&self, numbers: &[u32]) -> Vec<bool> {
        let mut marked = vec![false; self.number_of.len()];
        numbers.iter().for_each(|number| marked[*number as usize] = true);
        marked
    }

    /// Whether a meeting holds every word.
    pub fn holds(&self, at: usize, wanted: &Wanted) -> bool {
        let words = &self.words[self.starts[at]..self.starts[at + 1]];
        wanted.0.iter().all(|wish| match wish {
            Wish::Exactly(number) => words.contains(number),
            Wish::AnyOf(fitting) => words.iter().any(|&word| fitting.get(word as usize) == Some(&true)),
        })
    }
}
