//! Everything that can be found, in full: for checks that nothing is among it that must not be.

use super::{Stand, TextIndex};
use crate::error::Result;
use std::collections::BTreeMap;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Result as EngineResult, TERMINATED, TantivyError};

/// A term of the index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// In how many rows it stands.
    pub rows: u32,
    /// Where it stands best, for one row or another, the least first.
    pub stands: Vec<Stand>,
}

impl TextIndex {
    /// All words, stems and pieces. Reads the whole index.
    pub fn inventory(&self) -> Result<BTreeMap<String, Term>> {
        let mut terms = BTreeMap::new();
        for reader in [self.words(), self.stems()] {
            add(reader, &mut terms)?;
        }
        Ok(terms)
    }
}

fn add(reader: &InvertedIndexReader, terms: &mut BTreeMap<String, Term>) -> EngineResult<()> {
    let mut stream = reader.terms().stream().map_err(TantivyError::from)?;
    while stream.advance() {
        let info = stream.value();
        let mut postings = reader.read_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
        let mut seen = [false; Stand::ALL.len()];
        while postings.doc() != TERMINATED {
            seen[(postings.term_freq() as usize - 1).min(seen.len() - 1)] = true;
            postings.advance();
        }
        let stands = Stand::ALL.into_iter().zip(seen).filter(|(_, seen)| *seen).map(|(stand, _)| stand);
        let term = Term { rows: info.doc_freq, stands: stands.collect() };
        terms.insert(String::from_utf8_lossy(stream.key()).into_owned(), term);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{World, meeting};
    use everyroom_feeds::meeting::Online;

    #[test]
    fn ways_to_join_are_not_among_all_that_can_be_found() {
        let mut zoom = meeting("a", "1");
        zoom.name = "Lantern 555 5555 0100".into();
        zoom.notes = Some("open-door https://zoom.example/j/5555550100 pass-word x-y".into());
        zoom.online = Some(Online {
            url: Some("https://zoom.example/j/5555550101?pwd=sesame".into()),
            phone: Some("+15555550102,,5555550103#".into()),
            access_code: Some("opensesame".into()),
            notes: Some("room sesame".into()),
            ..Online::default()
        });
        zoom.languages = vec!["en".into()];
        let world = World::of(vec![zoom]);
        let terms = world.catalogue.current().unwrap().text().inventory().unwrap();
        let has = |part: &str| terms.keys().any(|term| term.contains(part));
        for secret in ["5555", "0100", "sesame", "zoom", "http"] {
            assert!(!has(secret), "{secret}: {terms:?}");
        }
        let stands = |term: &str| terms.get(term).map(|term| term.stands.as_slice()).unwrap_or_default();
        assert_eq!(stands("lantern"), [Stand::ShortName]);
        assert_eq!(stands("opendoor"), [Stand::Notes]);
        assert_eq!(stands("en:lantern"), [Stand::ShortName]);
        assert_eq!(stands("95112"), [Stand::Address]);
    }
}
