//! The words of every meeting, folded once and numbered, so that a scan compares numbers and not letters.

use everyroom_feeds::kind::Kind;
use everyroom_feeds::meeting::Meeting;
use everyroom_indexer::generation::text;
use everyroom_indexer::merge::Listing;
use std::collections::HashMap;

/// The words of all meetings.
pub struct Vocabulary {
    number_of: HashMap<String, u32>,
    /// Numbers of words, meeting after meeting.
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
    /// Folds the words of listings.
    pub fn of(listings: &[Listing]) -> Self {
        let mut vocabulary = Self { number_of: HashMap::new(), words: Vec::new(), starts: vec![0] };
        for listing in listings {
            for word in text::words(&searched(&listing.meeting)) {
                let next = vocabulary.number_of.len() as u32;
                vocabulary.words.push(*vocabulary.number_of.entry(word).or_insert(next));
            }
            vocabulary.starts.push(vocabulary.words.len());
        }
        vocabulary
    }

    /// The words of a question; the last one may be a beginning.
    pub fn wanted(&self, asked: &str) -> Wanted {
        let words = text::words(asked);
        let last = words.len().saturating_sub(1);
        let wish = |(at, word): (usize, &String)| {
            if at < last || word.chars().count() < 2 {
                return self
                    .number_of
                    .get(word)
                    .map_or(Wish::AnyOf(Vec::new()), |&number| Wish::Exactly(number));
            }
            let mut begun = vec![false; self.number_of.len()];
            for (known, number) in &self.number_of {
                begun[*number as usize] = known.starts_with(word.as_str());
            }
            Wish::AnyOf(begun)
        };
        Wanted(words.iter().enumerate().map(wish).collect())
    }

    /// Whether a meeting holds every word.
    pub fn holds(&self, at: usize, wanted: &Wanted) -> bool {
        let words = &self.words[self.starts[at]..self.starts[at + 1]];
        wanted.0.iter().all(|wish| match wish {
            Wish::Exactly(number) => words.contains(number),
            Wish::AnyOf(begun) => words.iter().any(|&word| begun.get(word as usize) == Some(&true)),
        })
    }
}

/// Everything of a meeting that words are looked for in.
fn searched(meeting: &Meeting) -> String {
    let fellowship = meeting.fellowship.entry();
    let mut texts = vec![meeting.name.as_str(), &fellowship.name, &fellowship.short_name];
    texts.extend(fellowship.aliases.iter().map(String::as_str));
    texts.extend(
        [&meeting.group, &meeting.notes, &meeting.district].into_iter().flatten().map(String::as_str),
    );
    texts.extend(meeting.regions.iter().map(String::as_str));
    texts.extend(meeting.entity.as_ref().map(|entity| entity.name.as_str()));
    if let Some(venue) = &meeting.venue {
        let parts =
            [&venue.name, &venue.address, &venue.district, &venue.city, &venue.county, &venue.postal_code];
        texts.extend(parts.into_iter().flatten().map(String::as_str));
        texts.extend(venue.region.map(|region| region.name()));
    }
    for tag in &meeting.types {
        texts.extend(tag.id.map(Kind::label).or(tag.label.as_deref()));
    }
    texts.extend(meeting.audience.iter().map(|kind| kind.label()));
    texts.extend(meeting.access.iter().filter(|(_, yes)| *yes).map(|(kind, _)| kind.label()));
    texts.join("\n")
}
