//! The terms that words of a listing are found by, beside the words themselves: names written in one (`obriens`,
//! `alanon`), the spelling for plain keys (`koeln`), and the pieces of scripts that are written without spaces.
//!
//! What is done here for listings has its other half in how a question is read: see [`crate::search::words`].

use super::fold::spell_for_plain_keys;
use super::segment::{Joint, Word, Writing};

/// The most words that are also known written in one.
pub const MOST_JOINED: usize = 4;
/// Words written in one are no longer than this.
const MOST_BYTES: usize = 40;

/// The last word of `Mark's`.
pub const POSSESSIVE: &str = "s";

/// All terms of a text: the words in order, each followed by what else they are found by. May hold a term twice.
pub fn terms(words: &[Word]) -> Vec<String> {
    let mut terms = Vec::with_capacity(words.len() + 4);
    for word in words.iter().filter(|word| !is_ending(word)) {
        terms.push(word.spelt.clone());
        terms.extend(spell_for_plain_keys(&word.written));
    }
    for bound in runs(words, |word| word.joint == Joint::Apostrophe) {
        terms.extend(joined(bound));
        if let [named @ .., owner, last] = bound
            && last.spelt == POSSESSIVE
        {
            // `O'Brien's` is asked for as `obrien`, and as `o briens`
            terms.push(format!("{}{POSSESSIVE}", owner.spelt));
            terms.extend(joined(&bound[..=named.len()]).filter(|_| !named.is_empty()));
        }
    }
    for chunk in runs(words, |word| matches!(word.joint, Joint::Apostrophe | Joint::Hyphen)) {
        if chunk.iter().any(|word| word.joint == Joint::Hyphen) {
            terms.extend(joined(chunk));
        }
    }
    for initials in letters_in_a_row(words) {
        terms.extend(joined(initials));
    }
    terms
}

/// The `s` of `Mark's` is no word: as one, it would make every such name lie in the south.
fn is_ending(word: &Word) -> bool {
    word.joint == Joint::Apostrophe && word.spelt == POSSESSIVE
}

/// Pieces of words in scripts without spaces, so that a question finds what its own parting of words would miss.
pub fn pieces(words: &[Word]) -> Vec<String> {
    let mut pieces = Vec::new();
    for run in runs(words, |word| word.joint == Joint::Nothing) {
        for same in run.chunk_by(|a, b| a.writing == b.writing) {
            let letters: Vec<char> = same.iter().flat_map(|word| word.spelt.chars()).collect();
            let writing = same[0].writing;
            for size in [1, piece_size(writing)] {
                if size == 1 && writing != Writing::Dense || size == 0 {
                    continue;
                }
                pieces.extend(letters.windows(size).map(piece));
            }
        }
    }
    pieces
}

/// The pieces that a word of a question has to have; empty when it is found whole only.
pub fn pieces_of(word: &Word) -> Vec<String> {
    let letters: Vec<char> = word.spelt.chars().collect();
    match piece_size(word.writing) {
        0 => Vec::new(),
        _ if letters.len() == 1 && word.writing == Writing::Dense => vec![piece(&letters)],
        size => letters.windows(size).map(piece).collect(),
    }
}

/// How many letters are a piece; 0 where words are found whole.
fn piece_size(writing: Writing) -> usize {
    match writing {
        Writing::Spaced => 0,
        Writing::Clustered | Writing::Dense => 2,
        Writing::Running => 3,
    }
}

/// Pieces live among the stems; no stem begins with this sign.
fn piece(letters: &[char]) -> String {
    std::iter::once('=').chain(letters.iter().copied()).collect()
}

/// Some words written in one, where that can be meant: at most a few words, none of a script without spaces, and never
/// digits beside digits, which would be another number.
pub fn joined(words: &[Word]) -> Option<String> {
    let is_spaced = words.iter().all(|word| word.writing == Writing::Spaced);
    let bytes: usize = words.iter().map(|word| word.spelt.len()).sum();
    let is_short = words.len() <= MOST_JOINED || words.iter().all(Word::is_letter);
    let is_other_number = words.windows(2).any(|pair| {
        let ends_in_digit = pair[0].spelt.ends_with(|c: char| c.is_ascii_digit());
        ends_in_digit && pair[1].spelt.starts_with(|c: char| c.is_ascii_digit())
    });
    let can_be = words.len() > 1 && is_spaced && is_short && bytes <= MOST_BYTES && !is_other_number;
    can_be.then(|| words.iter().map(|word| word.spelt.as_str()).collect())
}

/// Stretches of two and more single letters, as `N A`.
pub fn letters_in_a_row(words: &[Word]) -> impl Iterator<Item = &[Word]> {
    let together = |a: &Word, b: &Word| a.is_letter() && b.is_letter() && b.joint == Joint::Gap;
    words.chunk_by(together).filter(|run| run.len() > 1)
}

/// Stretches of words of which all but the first hang on the one before.
fn runs<'a>(words: &'a [Word], hangs: impl Fn(&Word) -> bool + 'a) -> impl Iterator<Item = &'a [Word]> {
    words.chunk_by(move |_, next| hangs(next))
}

#[cfg(test)]
mod tests {
    use super::super::segment::segment;
    use super::*;

    fn all(text: &str) -> String {
        terms(&segment(text)).join(" ")
    }

    #[test]
    fn names_are_also_known_as_they_are_typed() {
        for (text, expected) in [
            ("St Mark's", "st mark marks marks"),
            ("O'Brien's Pub", "o brien pub obriens briens obrien"),
            ("L’Arche", "l arche larche"),
            ("Neighbors' House", "neighbors house"),
            ("Al-Anon", "al anon alanon"),
            ("St-Jean-d'Arc", "st jean d arc darc stjeandarc"),
            ("N.A. N A", "na n a na"),
            ("Köln", "koln koeln"),
            ("B-12 10-12", "b 12 10 12 b12"),
            ("a-b-c-d-e", "a b c d e abcde"),
            ("one-two-three-four-five", "one two three four five"),
        ] {
            assert_eq!(all(text), expected, "{text}");
        }
    }

    #[test]
    fn scripts_without_spaces_are_found_by_pieces() {
        let pieces = |text: &str| pieces(&segment(text)).join(" ");
        assert_eq!(pieces("東京会"), "=東 =京 =会 =東京 =京会");
        assert_eq!(pieces("서울역"), "=서울 =울역");
        assert_eq!(pieces("ภาษา"), "=ภาษ =าษา");
        assert_eq!(pieces("plain words"), "");
    }
}
