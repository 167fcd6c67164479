//! Writes the text index: one list of rows for every word, and with each row where in the listing the word stands best.
//!
//! The engine keeps a number beside every row of a word, meant for how often the word occurs. A word of a meeting's
//! list hardly ever occurs twice, so the number says [`Stand`] instead: the engine is told the word that many times.

use super::forms::{pieces, terms};
use super::said::{Said, Stand, Whose, said};
use super::segment::segment;
use super::stem::{Stems, Tongue, tongues_of};
use super::{STEMS, WORDS};
use crate::error::Result;
use crate::merge::Listing;
use std::collections::HashMap;
use std::path::Path;
use tantivy::directory::MmapDirectory;
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};
use tantivy::{Index, SingleSegmentIndexWriter, TantivyDocument, TantivyError};

const TOLD: &str = "told";
const WRITER_BYTES: usize = 256 << 20;
/// A name of no more words is short.
const SHORT_NAME: usize = 2;

/// Writes rows one after the other; document number = row number.
pub struct TextWriter {
    writer: SingleSegmentIndexWriter,
    words: Field,
    stems: Field,
    analysis: Analysis,
}

impl TextWriter {
    pub(crate) fn create(dir: &Path) -> Result<Self> {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(TOLD)
            .set_index_option(IndexRecordOption::WithFreqs)
            .set_fieldnorms(false);
        let options = TextOptions::default().set_indexing_options(indexing);
        let words = schema.add_text_field(WORDS, options.clone());
        let stems = schema.add_text_field(STEMS, options);
        let tokenizers = TokenizerManager::new();
        tokenizers.register(TOLD, TextAnalyzer::from(Told::default()));
        let writer =
            Index::builder().schema(schema.build()).tokenizers(tokenizers).single_segment_index_writer(
                MmapDirectory::open(dir).map_err(TantivyError::from)?,
                WRITER_BYTES,
            )?;
        Ok(Self { writer, words, stems, analysis: Analysis::new() })
    }

    /// Adds the next row.
    pub fn add(&mut self, listing: &Listing) -> Result<()> {
        let Terms { words, stems } = self.analysis.of(listing);
        let mut document = TantivyDocument::default();
        document.add_text(self.words, tell(&words));
        document.add_text(self.stems, tell(&stems));
        self.writer.add_document(document)?;
        Ok(())
    }

    /// Writes the one segment.
    pub fn finish(self) -> Result<()> {
        self.writer.finalize()?;
        Ok(())
    }
}

/// The terms of a listing, each once, with where it stands best; in alphabetical order.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Words, as they are spelt.
    pub words: Vec<(String, Stand)>,
    /// Stems with their language, and pieces of words.
    pub stems: Vec<(String, Stand)>,
}

/// Takes listings apart into terms; keeps what it has worked out, since lists repeat themselves.
pub struct Analysis {
    stemmers: Stems,
    ours: HashMap<String, Vec<(String, Vec<String>)>>,
}

impl Default for Analysis {
    fn default() -> Self {
        Self::new()
    }
}

impl Analysis {
    /// One that has seen nothing yet.
    pub fn new() -> Self {
        Self { stemmers: Stems::new(), ours: HashMap::new() }
    }

    /// The terms of a listing.
    pub fn of(&mut self, listing: &Listing) -> Terms {
        let tongues = tongues_of(&listing.meeting);
        let mut found = Terms::default();
        for said in said(listing) {
            if said.words == Whose::Ours {
                self.add_ours(&said, &mut found);
            } else {
                self.add(&said, &tongues, &mut found);
            }
        }
        best_of_each(&mut found.words);
        best_of_each(&mut found.stems);
        found
    }

    fn add(&mut self, said: &Said<'_>, tongues: &[Tongue], found: &mut Terms) {
        let words = segment(&said.text);
        let is_short = said.stand == Stand::Name && words.len() <= SHORT_NAME;
        let stand = if is_short { Stand::ShortName } else { said.stand };
        if said.words == Whose::Meetings {
            for word in &words {
                for tongue in tongues {
                    let stems = self.stemmers.of(word, *tongue).iter().cloned();
                    found.stems.extend(stems.map(|stem| (stem, stand)));
                }
            }
        }
        found.stems.extend(pieces(&words).into_iter().map(|piece| (piece, stand)));
        found.words.extend(terms(&words).into_iter().map(|term| (term, stand)));
    }

    fn add_ours(&mut self, said: &Said<'_>, found: &mut Terms) {
        if !self.ours.contains_key(said.text.as_ref()) {
            let words = segment(&said.text);
            let stems = |word| self.stemmers.of(word, Tongue::ENGLISH).to_vec();
            let stems: Vec<String> = words.iter().flat_map(stems).collect();
            let terms = terms(&words).into_iter().map(|term| (term, Vec::new()));
            let worked_out = terms.chain([(String::new(), stems)]).collect();
            self.ours.insert(said.text.to_string(), worked_out);
        }
        for (term, stems) in &self.ours[said.text.as_ref()] {
            found.words.extend((!term.is_empty()).then(|| (term.clone(), said.stand)));
            found.stems.extend(stems.iter().map(|stem| (stem.clone(), said.stand)));
        }
    }
}

fn best_of_each(terms: &mut Vec<(String, Stand)>) {
    terms.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    terms.dedup_by(|next, kept| next.0 == kept.0);
}

/// What [`Told`] reads: a digit for the stand, the term, a space.
fn tell(terms: &[(String, Stand)]) -> String {
    let mut told = String::with_capacity(terms.iter().map(|(term, _)| term.len() + 2).sum());
    for (term, stand) in terms {
        told.push(char::from(b'0' + *stand as u8));
        told.push_str(term);
        told.push(' ');
    }
    told
}

/// Tells the engine every term as often as its stand says.
#[derive(Clone, Default)]
struct Told {
    token: Token,
}

struct ToldStream<'a> {
    terms: std::str::SplitAsciiWhitespace<'a>,
    left: u8,
    token: &'a mut Token,
}

impl Tokenizer for Told {
    type TokenStream<'a> = ToldStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> ToldStream<'a> {
        self.token.reset();
        // no places of words are kept, so all are the same
        self.token.position = 0;
        ToldStream { terms: text.split_ascii_whitespace(), left: 0, token: &mut self.token }
    }
}

impl TokenStream for ToldStream<'_> {
    fn advance(&mut self) -> bool {
        if self.left == 0 {
            let Some((stand, term)) = self.terms.next().and_then(|told| told.split_at_checked(1)) else {
                return false;
            };
            self.left = stand.as_bytes()[0] - b'0';
            self.token.text.clear();
            self.token.text.push_str(term);
        }
        self.left -= 1;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
