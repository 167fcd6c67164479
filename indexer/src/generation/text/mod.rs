//! The text index: postings only. Which words stand in which row; everything else about a row is in the columns.
//! The only room that names the engine's schema. User text never reaches the engine's query parser.
//!
//! Two fields: the words as they are spelt, and their stems under known languages with the pieces of words of scripts
//! without spaces. Listings and questions are taken apart by the same code: `segment`, then `forms`.

mod fold;
mod forms;
mod inventory;
mod said;
mod segment;
mod stem;
mod write;

pub use fold::{digit, fold, is_invisible, spell, spell_for_plain_keys};
pub use forms::{POSSESSIVE, joined, letters_in_a_row, pieces_of};
pub use inventory::Term;
pub use said::Stand;
pub use segment::{Joint, Word, Writing, segment};
pub use stem::{Stems, Tongue};
pub use write::{Analysis, Terms, TextWriter};

use crate::error::Result;
use std::path::Path;
use std::sync::Arc;
use tantivy::index::InvertedIndexReader;
use tantivy::schema::IndexRecordOption;
use tantivy::{Index, IndexReader, ReloadPolicy, TantivyError};

const WORDS: &str = "words";
const STEMS: &str = "stems";

/// The open text index.
pub struct TextIndex {
    rows: u64,
    words: Arc<InvertedIndexReader>,
    stems: Arc<InvertedIndexReader>,
    tongues: Vec<Tongue>,
}

impl TextIndex {
    pub(crate) fn open(dir: &Path) -> Result<Self> {
        let index = Index::open_in_dir(dir)?;
        let reader: IndexReader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).num_warming_threads(0).try_into()?;
        let searcher = reader.searcher();
        let field = |name| -> Result<Arc<InvertedIndexReader>> {
            // a generation is one segment, so its documents are the rows
            Ok(match searcher.segment_readers().first() {
                Some(segment) => segment.inverted_index(index.schema().get_field(name)?)?,
                None => Arc::new(InvertedIndexReader::empty(IndexRecordOption::WithFreqs)),
            })
        };
        let (words, stems) = (field(WORDS)?, field(STEMS)?);
        let mut tongues = Vec::new();
        for tongue in Tongue::all() {
            // behind the last stem of a language comes `;`
            let (from, to) = (format!("{}:", tongue.code()), format!("{};", tongue.code()));
            let range = stems.terms().range().ge(from).lt(to);
            if range.into_stream().map_err(TantivyError::from)?.advance() {
                tongues.push(tongue);
            }
        }
        Ok(Self { rows: searcher.num_docs(), words, stems, tongues })
    }

    /// How many documents it holds.
    pub fn len(&self) -> u64 {
        self.rows
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Words and their rows; the number beside a row is a [`Stand`].
    pub(crate) fn words(&self) -> &InvertedIndexReader {
        &self.words
    }

    /// Stems, pieces and their rows; the number beside a row is a [`Stand`].
    pub(crate) fn stems(&self) -> &InvertedIndexReader {
        &self.stems
    }

    /// The languages that words can be stemmed under here.
    pub fn tongues(&self) -> &[Tongue] {
        &self.tongues
    }
}

/// The words of a text, as the index knows them.
pub fn words(text: &str) -> Vec<String> {
    segment(text).into_iter().map(|word| word.spelt).collect()
}
