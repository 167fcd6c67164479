//! Free words to rows: every word has to stand in a listing, as it is, as a beginning, or nearly.
//!
//! Words become terms one by one. User text never reaches the engine's query parser.

use crate::error::Result;
use crate::generation::text::{TextIndex, words};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::{
    BooleanQuery, BoostQuery, DisjunctionMaxQuery, FuzzyTermQuery, Occur, Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader, Term};

/// The longest text that is looked at.
pub const MOST_CHARS: usize = 400;
/// The most words that are looked at; the rest of the text is ignored, as a person would.
pub const MOST_WORDS: usize = 24;

const PREFIX_WORTH: f32 = 0.4;
const FUZZY_WORTH: f32 = 0.2;

/// Rows that hold all words, with their scores, in row order. `None` when the text has no word at all.
pub fn rows_with(text: &str, index: &TextIndex) -> Result<Option<Vec<(u32, f32)>>> {
    let clipped: String = text.chars().take(MOST_CHARS).collect();
    let mut wanted = words(&clipped);
    wanted.truncate(MOST_WORDS);
    if wanted.is_empty() {
        return Ok(None);
    }
    let last = wanted.len() - 1;
    let mut clauses = Vec::with_capacity(wanted.len());
    for (at, word) in wanted.iter().enumerate() {
        clauses.push((Occur::Must, clause(word, at == last, index)?));
    }
    let rows = index.searcher().search(&BooleanQuery::new(clauses), &AllRows)?;
    Ok(Some(rows))
}

fn clause(word: &str, is_last: bool, index: &TextIndex) -> Result<Box<dyn Query>> {
    let mut ways: Vec<Box<dyn Query>> = Vec::new();
    for &(field, worth) in index.fields() {
        let term = Term::from_field_text(field, word);
        let exact = TermQuery::new(term, IndexRecordOption::WithFreqs);
        ways.push(Box::new(BoostQuery::new(Box::new(exact), worth)));
    }
    let whole = Term::from_field_text(index.all(), word);
    let is_known = index.searcher().doc_freq(&whole)? > 0;
    let letters = word.chars().count();
    let has_digit = word.chars().any(|c| c.is_ascii_digit());
    if is_last && letters >= 2 {
        ways.push(weighted(PREFIX_WORTH, FuzzyTermQuery::new_prefix(whole.clone(), 0, true)));
    }
    // numbers and short codes are meant as they stand, and so is a word that does occur
    if !is_known && !has_digit && letters >= 4 {
        ways.push(weighted(FUZZY_WORTH, fuzzy(index.all(), word, letters)));
    }
    Ok(Box::new(DisjunctionMaxQuery::new(ways)))
}

fn fuzzy(field: Field, word: &str, letters: usize) -> FuzzyTermQuery {
    let typos = if letters >= 8 { 2 } else { 1 };
    FuzzyTermQuery::new(Term::from_field_text(field, word), typos, true)
}

fn weighted(worth: f32, query: impl Query) -> Box<dyn Query> {
    Box::new(BoostQuery::new(Box::new(query), worth))
}

/// Collects every row with its score.
struct AllRows;

impl Collector for AllRows {
    type Fruit = Vec<(u32, f32)>;
    type Child = SegmentRows;

    fn for_segment(&self, _: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<SegmentRows> {
        Ok(SegmentRows(Vec::new()))
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<Vec<(u32, f32)>>) -> tantivy::Result<Vec<(u32, f32)>> {
        // a generation is one segment, so its documents are the rows
        Ok(segments.into_iter().flatten().collect())
    }
}

struct SegmentRows(Vec<(u32, f32)>);

impl SegmentCollector for SegmentRows {
    type Fruit = Vec<(u32, f32)>;

    fn collect(&mut self, row: DocId, score: Score) {
        self.0.push((row, score));
    }

    fn harvest(self) -> Self::Fruit {
        self.0
    }
}
