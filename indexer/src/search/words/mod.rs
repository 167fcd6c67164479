//! Free words to rows: every word has to stand in a listing, as it is or in one of the ways a person would accept.
//!
//! In three steps: `asked` reads a text into words, `look` finds what each of them is in the index, `rows` puts the rows
//! together. All three are bounded whatever the text is. User text never reaches the engine's query parser.

mod asked;
mod look;
mod rows;
mod synonyms;
#[cfg(test)]
mod tests;

pub use asked::{MOST_CHARS, MOST_WORDS};
pub use synonyms::synonyms_of;

use crate::error::Result;
use crate::generation::text::TextIndex;
use look::{LookedUp, Lookup};
use std::ops::Range;
use std::time::Instant;

/// How a word of a question came to stand for words of the index; the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HowMatched {
    /// It occurs, with or without its accents, apostrophes and hyphens.
    Exact,
    /// Another form of it occurs, in a language that is known; or it without its possessive ending.
    Stem,
    /// A word of the same meaning occurs, as `st` for `street`.
    Synonym,
    /// Its pieces occur, in a script that is written without spaces.
    Pieces,
    /// Words occur that begin with it; only for the last word, which may still be typed.
    Prefix,
    /// Nothing of the above, but a word with one letter wrong, or two in long words.
    Typo,
    /// Nothing of the above, but two words that were written in one.
    Split,
}

impl HowMatched {
    /// The word for it in answers.
    pub fn id(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Stem => "stem",
            Self::Synonym => "synonym",
            Self::Pieces => "pieces",
            Self::Prefix => "prefix",
            Self::Typo => "typo",
            Self::Split => "split",
        }
    }
}

/// What became of a word of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordMatch {
    /// The word as it was typed.
    pub typed: String,
    /// Where it stands in the text, in bytes.
    pub at: Range<usize>,
    /// The best way in which it occurs; `None` when no listing has it, so that the whole question finds nothing.
    pub how: Option<HowMatched>,
    /// The words of the index that it became in that way, the most frequent first, five at most.
    pub became: Vec<String>,
    /// How many listings hold one of them, at most.
    pub listings: u64,
}

/// What a text finds.
#[derive(Clone, Debug, PartialEq)]
pub struct WordsFound {
    /// Rows that hold all words, with their scores, in row order.
    pub rows: Vec<(u32, f32)>,
    /// What became of every word, in the order they were typed; a repeated word comes once.
    pub words: Vec<WordMatch>,
}

/// Rows that hold all words of a text. `None` when it has no word at all.
pub fn rows_with(text: &str, index: &TextIndex) -> Result<Option<WordsFound>> {
    rows_until(text, index, None)
}

/// The same until a moment; what is found then is a part, and whoever asks has to look at the clock.
pub fn rows_until(text: &str, index: &TextIndex, deadline: Option<Instant>) -> Result<Option<WordsFound>> {
    let lookup = look_up(text, index)?;
    if lookup.words().is_empty() {
        return Ok(None);
    }
    Ok(Some(WordsFound { rows: rows::of(lookup.words(), index, deadline)?, words: matches(&lookup) }))
}

/// Whether a word occurs as it is: cheaper than [`matches_of`], which looks for misspellings, too.
pub fn occurs(word: &str, index: &TextIndex) -> bool {
    let is_there = |spelling: &String| matches!(index.words().terms().get(spelling), Ok(Some(_)));
    asked::read(word).first().is_some_and(|asked| asked.spellings.iter().any(is_there))
}

/// What becomes of the words of a text, without looking for rows: far cheaper than [`rows_with`].
pub fn matches_of(text: &str, index: &TextIndex) -> Result<Vec<WordMatch>> {
    Ok(matches(&look_up(text, index)?))
}

fn look_up(text: &str, index: &TextIndex) -> Result<Lookup> {
    Lookup::of(asked::read(text), index)
}

fn matches(lookup: &Lookup) -> Vec<WordMatch> {
    lookup.words().iter().map(LookedUp::matched).collect()
}
