//! The names of listings as people begin to type them: folded, each once, sorted by every word they could begin with.
//!
//! One file, `names.bin`: how many names and how many beginnings, the names (where the text is, a row that bears it, how
//! many listings do), the beginnings (where in the text, which name) in the order of what follows, the text.

use super::text::fold;
use crate::error::{IndexerError, Result};
use crate::merge::Listing;
use everyroom_feeds::meeting::State;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const FILE: &str = "names.bin";
/// So many beginnings are looked at for one question; one letter has more, and then any will do.
const MOST_LOOKED_AT: usize = 20_000;
const NAME_BYTES: usize = 12;
const BEGINNING_BYTES: usize = 8;

/// The open names.
#[derive(Debug)]
pub struct Names {
    names: Vec<Name>,
    beginnings: Vec<Beginning>,
    text: Box<str>,
}

#[derive(Clone, Copy, Debug)]
struct Name {
    end: u32,
    row: u32,
    listings: u32,
}

#[derive(Clone, Copy, Debug)]
struct Beginning {
    at: u32,
    name: u32,
}

/// A name that begins, or has a word that begins, as asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundName {
    /// A row that bears it.
    pub row: u32,
    /// How many listings bear it.
    pub listings: u32,
    /// Whether the name itself begins so, not only a word within.
    pub is_first_word: bool,
}

/// A name as it is compared: folded words with one space between, no marks.
pub fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in fold(name).chars() {
        if c.is_alphanumeric() {
            folded.push(c);
        } else if c != '\'' && !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

impl Names {
    pub(crate) fn open(dir: &Path) -> std::result::Result<Self, String> {
        let bytes = fs::read(dir.join(FILE)).map_err(|error| error.to_string())?;
        Self::read(&bytes).ok_or_else(|| "names.bin is spoilt".to_owned())
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (head, rest) = bytes.split_at_checked(8)?;
        let word = |bytes: &[u8], at: usize| Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
        let (names, beginnings) = (word(head, 0)? as usize, word(head, 4)? as usize);
        let (name_bytes, rest) = rest.split_at_checked(names.checked_mul(NAME_BYTES)?)?;
        let (beginning_bytes, text) = rest.split_at_checked(beginnings.checked_mul(BEGINNING_BYTES)?)?;
        let text: Box<str> = std::str::from_utf8(text).ok()?.into();
        let name = |bytes: &[u8; NAME_BYTES]| {
            Some(Name { end: word(bytes, 0)?, row: word(bytes, 4)?, listings: word(bytes, 8)? })
        };
        let beginning =
            |bytes: &[u8; BEGINNING_BYTES]| Some(Beginning { at: word(bytes, 0)?, name: word(bytes, 4)? });
        let names: Vec<Name> = name_bytes.as_chunks().0.iter().map(name).collect::<Option<_>>()?;
        let beginnings: Vec<Beginning> =
            beginning_bytes.as_chunks().0.iter().map(beginning).collect::<Option<_>>()?;
        let is_whole = beginnings.iter().all(|beginning| {
            let end = names.get(beginning.name as usize).map(|name| name.end as usize);
            end.is_some_and(|end| text.get(beginning.at as usize..end).is_some())
        });
        is_whole.then_some(Self { names, beginnings, text })
    }

    /// Writes the names of listings in row order; of what is paused or over none is offered.
    pub(crate) fn write(listings: &[Listing], now: Timestamp, dir: &Path) -> Result<()> {
        let mut rows: BTreeMap<String, (u32, u32)> = BTreeMap::new();
        for (row, listing) in (0u32..).zip(listings) {
            let meeting = &listing.meeting;
            let name = folded(&meeting.name);
            if name.is_empty() || meeting.state == State::Paused || meeting.schedule.has_ended(now) {
                continue;
            }
            rows.entry(name).or_insert((row, 0)).1 += 1;
        }
        let mut text = String::new();
        let (mut names, mut beginnings) = (Vec::with_capacity(rows.len()), Vec::new());
        for (at, (name, (row, listings))) in (0u32..).zip(rows) {
            let start = text.len();
            let words = name.match_indices(' ').map(|(space, _)| space + 1);
            let starts = std::iter::once(0).chain(words);
            beginnings.extend(starts.map(|word| Beginning { at: (start + word) as u32, name: at }));
            text.push_str(&name);
            names.push(Name { end: text.len() as u32, row, listings });
        }
        let follows =
            |beginning: &Beginning| &text[beginning.at as usize..names[beginning.name as usize].end as usize];
        beginnings.sort_by(|a, b| follows(a).cmp(follows(b)).then(a.name.cmp(&b.name)));
        let mut bytes = Vec::with_capacity(
            8 + names.len() * NAME_BYTES + beginnings.len() * BEGINNING_BYTES + text.len(),
        );
        let counts = [names.len() as u32, beginnings.len() as u32];
        let of_names = names.iter().flat_map(|name| [name.end, name.row, name.listings]);
        let of_beginnings = beginnings.iter().flat_map(|beginning| [beginning.at, beginning.name]);
        for word in counts.into_iter().chain(of_names).chain(of_beginnings) {
            bytes.extend(word.to_le_bytes());
        }
        bytes.extend(text.as_bytes());
        let path = dir.join(FILE);
        fs::write(&path, bytes).map_err(IndexerError::file(&path))
    }

    /// The names that begin like this, or have a word that does: those that begin so first, then what more listings
    /// bear, then the alphabet.
    pub fn beginning(&self, typed: &str, limit: usize) -> Vec<FoundName> {
        let typed = folded(typed);
        if typed.is_empty() || limit == 0 {
            return Vec::new();
        }
        let first = self.beginnings.partition_point(|beginning| self.follows(beginning) < typed.as_str());
        let mut best: BTreeMap<u32, bool> = BTreeMap::new();
        let fitting = self.beginnings[first..].iter().take(MOST_LOOKED_AT);
        for beginning in fitting.take_while(|beginning| self.follows(beginning).starts_with(&typed)) {
            *best.entry(beginning.name).or_default() |= self.start(beginning.name) == beginning.at;
        }
        let mut found: Vec<(u32, FoundName)> = best
            .into_iter()
            .map(|(name, is_first_word)| {
                let Name { row, listings, .. } = self.names[name as usize];
                (name, FoundName { row, listings, is_first_word })
            })
            .collect();
        found.sort_by_key(|(name, found)| (!found.is_first_word, std::cmp::Reverse(found.listings), *name));
        found.truncate(limit);
        found.into_iter().map(|(_, found)| found).collect()
    }

    fn follows(&self, beginning: &Beginning) -> &str {
        &self.text[beginning.at as usize..self.names[beginning.name as usize].end as usize]
    }

    fn start(&self, name: u32) -> u32 {
        name.checked_sub(1).map_or(0, |before| self.names[before as usize].end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use everyroom_feeds::meeting::Meeting;
    use proptest::prelude::*;

    fn opened(names: &[&str]) -> Names {
        let listing = |name: &&str| Listing {
            id: (*name).to_owned(),
            number: 1,
            meeting: Meeting { name: (*name).to_owned(), ..testing::meeting("aa-example", "1") },
            origins: Vec::new(),
            taken_from: BTreeMap::new(),
            conflicts: Vec::new(),
            changed: Timestamp::UNIX_EPOCH,
        };
        let listings: Vec<Listing> = names.iter().map(listing).collect();
        let dir = tempfile::tempdir().unwrap();
        Names::write(&listings, Timestamp::UNIX_EPOCH, dir.path()).unwrap();
        Names::open(dir.path()).unwrap()
    }

    fn rows(names: &Names, typed: &str) -> Vec<u32> {
        names.beginning(typed, 8).into_iter().map(|found| found.row).collect()
    }

    #[test]
    fn names_and_words_in_them_are_found_by_their_beginnings() {
        let names =
            opened(&["Clean Start", "A Fresh Start", "Début d’année", "Starters", "clean  START!", "..."]);
        assert_eq!(rows(&names, "START"), [3, 0, 1], "a name that begins so, then what more listings bear");
        assert_eq!(rows(&names, "clean st"), [0]);
        assert_eq!(names.beginning("cl", 1)[0].listings, 2);
        assert_eq!(rows(&names, "debut"), [2]);
        assert_eq!(rows(&names, "D'an"), [2]);
        assert_eq!(rows(&names, ""), Vec::<u32>::new());
        assert_eq!(rows(&names, "zz"), Vec::<u32>::new());
    }

    #[test]
    fn spoilt_files_are_told() {
        for bytes in [&b""[..], &[1, 0, 0, 0, 0, 0, 0, 0], &[0, 0, 0, 0, 255, 255, 255, 255]] {
            assert!(Names::read(bytes).is_none());
        }
    }

    proptest! {
        #[test]
        fn every_beginning_of_every_word_finds_its_name(
            names in proptest::collection::vec("[a-cÄß ]{1,8}", 1..12), cut in 1usize..4,
        ) {
            let texts: Vec<&str> = names.iter().map(String::as_str).collect();
            let opened = opened(&texts);
            for name in &names {
                let name = folded(name);
                for word in name.split(' ').filter(|word| !word.is_empty()) {
                    let typed: String = word.chars().take(cut).collect();
                    let found = opened.beginning(&typed, 50);
                    let bears = |found: &FoundName| folded(&names[found.row as usize]) == name;
                    prop_assert!(found.iter().any(bears), "{typed} of {name}");
                }
            }
        }
    }
}
