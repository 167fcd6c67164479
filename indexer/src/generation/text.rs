//! The text index: postings only. Which words stand in which row; everything else about a row is in the columns.
//! The only file that names the engine's schema. User text never reaches the engine's query parser.

use crate::error::Result;
use crate::merge::Listing;
use everyroom_feeds::kind::Kind;
use regex::Regex;
use std::path::Path;
use std::sync::LazyLock;
use tantivy::directory::MmapDirectory;
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{
    LowerCaser, SimpleTokenizer, TextAnalyzer, Token, TokenFilter, TokenStream, Tokenizer, TokenizerManager,
};
use tantivy::{
    Index, IndexReader, ReloadPolicy, Searcher, SingleSegmentIndexWriter, TantivyDocument, TantivyError,
};

const ANALYZER: &str = "folded";
const WRITER_BYTES: usize = 256 << 20;

/// A field of the text index with what a hit in it is worth.
pub const FIELDS: [(&str, f32); 7] = [
    ("name", 4.0),
    ("group", 3.0),
    ("venue", 2.0),
    ("address", 1.6),
    ("region", 1.4),
    ("kinds", 1.2),
    ("notes", 0.6),
];

/// The open text index.
pub struct TextIndex {
    searcher: Searcher,
    fields: Vec<(Field, f32)>,
    all: Field,
}

impl TextIndex {
    pub(crate) fn open(dir: &Path) -> Result<Self> {
        let index = Index::open_in_dir(dir)?;
        index.tokenizers().register(ANALYZER, analyzer());
        let reader: IndexReader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).num_warming_threads(0).try_into()?;
        let schema = index.schema();
        let fields = FIELDS.iter().map(|(name, boost)| Ok((schema.get_field(name)?, *boost)));
        let fields = fields.collect::<Result<_>>()?;
        Ok(Self { searcher: reader.searcher(), fields, all: schema.get_field("all")? })
    }

    /// How many documents it holds.
    pub fn len(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The engine's view of the index.
    pub fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// The fields with their weights.
    pub fn fields(&self) -> &[(Field, f32)] {
        &self.fields
    }

    /// The field that holds the words of all others.
    pub fn all(&self) -> Field {
        self.all
    }
}

/// Writes rows one after the other; document number = row number.
pub struct TextWriter {
    writer: SingleSegmentIndexWriter,
    fields: Vec<Field>,
    all: Field,
}

impl TextWriter {
    pub(crate) fn create(dir: &Path) -> Result<Self> {
        let mut schema = Schema::builder();
        let indexing = |record| TextFieldIndexing::default().set_tokenizer(ANALYZER).set_index_option(record);
        let options = TextOptions::default().set_indexing_options(indexing(IndexRecordOption::WithFreqs));
        let fields = FIELDS.iter().map(|(name, _)| schema.add_text_field(name, options.clone())).collect();
        let basic = TextOptions::default().set_indexing_options(indexing(IndexRecordOption::Basic));
        let all = schema.add_text_field("all", basic);
        let tokenizers = TokenizerManager::new();
        tokenizers.register(ANALYZER, analyzer());
        let writer =
            Index::builder().schema(schema.build()).tokenizers(tokenizers).single_segment_index_writer(
                MmapDirectory::open(dir).map_err(TantivyError::from)?,
                WRITER_BYTES,
            )?;
        Ok(Self { writer, fields, all })
    }

    /// Adds the next row.
    pub fn add(&mut self, listing: &Listing) -> Result<()> {
        let mut document = TantivyDocument::default();
        for (field, text) in self.fields.iter().zip(texts(listing)) {
            document.add_text(self.all, &text);
            document.add_text(*field, text);
        }
        self.writer.add_document(document)?;
        Ok(())
    }

    /// Writes the one segment.
    pub fn finish(self) -> Result<()> {
        self.writer.finalize()?;
        Ok(())
    }
}

/// The words of a listing, in the order of [`FIELDS`]. Ways to join, passcodes and entry codes are not among them.
fn texts(listing: &Listing) -> [String; 7] {
    let meeting = &listing.meeting;
    let fellowship = meeting.fellowship.entry();
    let mut kinds = vec![fellowship.name.as_str(), fellowship.short_name.as_str()];
    kinds.extend(fellowship.aliases.iter().map(String::as_str));
    let type_words = meeting.types.iter().map(|tag| match (tag.id, &tag.label) {
        (Some(kind), _) => kind.label(),
        (None, Some(label)) => label.as_str(),
        (None, None) => "",
    });
    kinds.extend(type_words);
    kinds.extend(meeting.audience.iter().map(|kind: &Kind| kind.label()));
    kinds.extend(meeting.access.iter().filter(|(_, yes)| *yes).map(|(kind, _)| kind.label()));
    let venue = meeting.venue.as_ref();
    let part = |value: Option<&String>| value.cloned().unwrap_or_default();
    let address = venue.map_or_else(String::new, |venue| {
        let parts = [&venue.address, &venue.district, &venue.city, &venue.county, &venue.postal_code];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
    });
    let mut regions = meeting.regions.clone();
    regions.extend(meeting.entity.as_ref().map(|entity| entity.name.clone()));
    regions.extend(venue.and_then(|venue| venue.region).map(|region| region.name().to_owned()));
    regions.extend(meeting.district.clone());
    [
        without_ways_to_join(&meeting.name),
        without_ways_to_join(&part(meeting.group.as_ref())),
        without_ways_to_join(&part(venue.and_then(|venue| venue.name.as_ref()))),
        address,
        regions.join(" "),
        kinds.join(" "),
        without_ways_to_join(&part(meeting.notes.as_ref())),
    ]
}

/// A text without what people key in or click: web addresses, and digits in the groups of a number of a room or a
/// telephone. Dates, times, years, house numbers and pages stay.
fn without_ways_to_join(text: &str) -> String {
    static JOIN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:https?://|www\.)\S+|\b(?:[a-z0-9-]+\.)+[a-z]{2,}/\S*|\+?\(?\d(?:[ \u{a0}.()–-]{0,2}\d){6,}|\[(?:passcode|contact) removed\]")
            .expect("a constant pattern")
    });
    JOIN.replace_all(text, " ").into_owned()
}

/// The words of a text, as the index knows them.
pub fn words(text: &str) -> Vec<String> {
    let mut analyzer = analyzer();
    let mut stream = analyzer.token_stream(text);
    let mut words = Vec::new();
    while stream.advance() {
        words.push(stream.token().text.clone());
    }
    words
}

fn analyzer() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default()).filter(LowerCaser).filter(Fold).build()
}

/// Compatibility forms composed and marks dropped, so that `Café`, `cafe` and full-width forms are one word.
#[derive(Clone)]
struct Fold;

impl TokenFilter for Fold {
    type Tokenizer<T: Tokenizer> = FoldTokenizer<T>;

    fn transform<T: Tokenizer>(self, inner: T) -> FoldTokenizer<T> {
        FoldTokenizer { inner }
    }
}

#[derive(Clone)]
struct FoldTokenizer<T> {
    inner: T,
}

impl<T: Tokenizer> Tokenizer for FoldTokenizer<T> {
    type TokenStream<'a> = FoldStream<T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        FoldStream { inner: self.inner.token_stream(text) }
    }
}

struct FoldStream<T> {
    inner: T,
}

impl<T: TokenStream> TokenStream for FoldStream<T> {
    fn advance(&mut self) -> bool {
        if !self.inner.advance() {
            return false;
        }
        let token = self.inner.token_mut();
        if !token.text.is_ascii() {
            token.text = fold(&token.text);
        }
        true
    }

    fn token(&self) -> &Token {
        self.inner.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.inner.token_mut()
    }
}

/// Lower case, compatibility forms, no marks; letters that have no base letter become their ASCII spelling.
pub fn fold(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;
    let bare = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    let mut folded = String::with_capacity(text.len());
    for c in bare {
        match c {
            // only letters of the Latin script are spelt out: other scripts must stay findable as they are
            '\u{80}'..='\u{24f}' => {
                folded.push_str(&deunicode::deunicode_char(c).unwrap_or("").to_lowercase())
            }
            '’' | 'ʼ' => folded.push('\''),
            _ => folded.push(c),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_in_every_script() {
        assert_eq!(
            words("Café Öffnung ＮＡ — Łódź, smørrebrød"),
            ["cafe", "offnung", "na", "lodz", "smorrebrod"]
        );
        assert_eq!(words("Москва ЧАС"), ["москва", "час"]);
        assert_eq!(words("It's 7pm"), ["it", "s", "7pm"]);
        assert_eq!(words("  ((( ))) \u{0}"), Vec::<String>::new());
    }

    #[test]
    fn ways_to_join_are_not_among_the_words() {
        let left = |text: &str| words(&without_ways_to_join(text)).join(" ");
        for (text, expected) in [
            ("Zoom ID 555 5555 0100, bring a book", "zoom id bring a book"),
            ("ID: 5555550100 or +15555550123,,5555550100#", "id or"),
            ("see https://zoom.example/j/5555550100?x=Ab1 or zoom.example/j/1", "see or"),
            ("Password: [passcode removed], room 12, since 1987", "password room 12 since 1987"),
            ("10 Cedar St 95112, page 417, 7:30", "10 cedar st 95112 page 417 7 30"),
        ] {
            assert_eq!(left(text), expected, "{text}");
        }
    }
}
