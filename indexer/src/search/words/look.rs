//! What the words of a question are in the index: lists of rows to read, each with how it came about. Nothing is read
//! yet, and there are never more than `MOST_WAYS` for a word.

use super::HowMatched::{self, Exact, Pieces, Prefix, Split, Stem, Synonym, Typo};
use super::WordMatch;
use super::asked::AskedWord;
use super::synonyms::synonyms_of;
use crate::error::Result;
use crate::generation::text::{Stems, TextIndex, Tongue, Writing};
use strsim::osa_distance;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::TermInfo;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::{Field, Term};
use tantivy::{Result as EngineResult, TantivyError};

/// Words that begin like the last one: so many at most, in alphabetical order.
pub(super) const MOST_BEGUN: usize = 4096;
/// Words that are nearly the same: so many at most, the nearest and most frequent.
const MOST_TYPOS: usize = 24;
/// So many words of a question are looked up as misspelt.
const MOST_MISSPELT: usize = 6;
/// Two letters wrong are only looked for in words up to this length.
const LONGEST_MISSPELT: usize = 24;
/// Words and stems that are another form or a synonym: so many at most.
const MOST_FORMS: usize = 48;
/// The most lists of rows that a word becomes.
#[cfg(test)]
pub(super) const MOST_WAYS: usize = MOST_BEGUN + MOST_FORMS + MOST_TYPOS + 2;

/// A way in which a word occurs.
#[derive(Clone, Debug)]
pub(super) struct Way {
    pub how: HowMatched,
    /// How many letters are wrong.
    pub wrong: usize,
    /// Lists of rows; a row has to be in all of them.
    pub lists: Vec<List>,
}

/// A list of rows.
#[derive(Clone, Debug)]
pub(super) struct List {
    pub term: String,
    pub info: TermInfo,
    pub is_stem: bool,
}

impl Way {
    /// How many rows it has at most.
    pub fn rows(&self) -> u64 {
        self.lists.iter().map(|list| u64::from(list.info.doc_freq)).min().unwrap_or(0)
    }
}

/// A word with the ways in which it occurs.
pub(super) struct LookedUp {
    pub asked: AskedWord,
    pub ways: Vec<Way>,
}

impl LookedUp {
    /// How many rows its ways have at most.
    pub fn rows(&self) -> u64 {
        self.ways.iter().map(Way::rows).sum()
    }

    /// What became of the word.
    pub fn matched(&self) -> WordMatch {
        let how = self.ways.iter().map(|way| way.how).min();
        let mut best: Vec<&Way> = self.ways.iter().filter(|way| Some(way.how) == how).collect();
        best.sort_by_key(|way| (way.wrong, std::cmp::Reverse(way.rows())));
        let name = |way: &&Way| {
            let terms: Vec<&str> = way.lists.iter().map(|list| list.shown()).collect();
            terms.join(if how == Some(Pieces) { "" } else { " " })
        };
        WordMatch {
            typed: self.asked.word.written.clone(),
            at: self.asked.word.at.clone(),
            how,
            became: best.iter().take(5).map(name).collect(),
            listings: best.iter().map(|way| way.rows()).sum(),
        }
    }
}

impl List {
    /// The term without the sign of its language.
    fn shown(&self) -> &str {
        self.term.split_once([':', '=']).map_or(&self.term, |(_, term)| term)
    }
}

/// All words of a question, looked up.
pub(super) struct Lookup(Vec<LookedUp>);

impl Lookup {
    pub fn of(asked: Vec<AskedWord>, index: &TextIndex) -> Result<Self> {
        let mut looker = Looker { index, stems: Stems::new(), misspelt: 0 };
        let words = asked.into_iter().map(|asked| {
            let ways = looker.ways(&asked)?;
            Ok(LookedUp { asked, ways })
        });
        Ok(Self(words.collect::<EngineResult<_>>()?))
    }

    pub fn words(&self) -> &[LookedUp] {
        &self.0
    }
}

struct Looker<'a> {
    index: &'a TextIndex,
    stems: Stems,
    misspelt: usize,
}

impl Looker<'_> {
    fn ways(&mut self, asked: &AskedWord) -> EngineResult<Vec<Way>> {
        let mut ways = Vec::new();
        let spelt = &asked.spellings[0];
        for spelling in &asked.spellings {
            self.add(Exact, false, spelling, &mut ways)?;
        }
        let is_known = !ways.is_empty();
        let letters = spelt.chars().count();
        // numbers and codes are meant as they stand
        if spelt.chars().any(|c| c.is_ascii_digit()) {
            self.add_synonyms(spelt, &mut ways)?;
            if ways.is_empty() {
                self.add_split(spelt, &mut ways)?;
            }
            return Ok(ways);
        }
        self.add_forms(asked, &mut ways)?;
        let is_found = !ways.is_empty();
        let is_dense = asked.word.writing == Writing::Dense;
        // two letters that are a word are hardly the beginning of another
        let can_be_begun = is_dense || letters > 2 || letters == 2 && !is_known;
        if asked.is_last && can_be_begun {
            self.add_begun(spelt, &mut ways)?;
        }
        let is_lettered = matches!(asked.word.writing, Writing::Spaced | Writing::Clustered);
        if !is_found && is_lettered && letters >= 4 && self.misspelt < MOST_MISSPELT {
            self.misspelt += 1;
            self.add_typos(spelt, letters, &mut ways)?;
            if ways.is_empty() {
                self.add_split(spelt, &mut ways)?;
            }
        }
        Ok(ways)
    }

    /// Other forms under the languages that listings are known to be in, words of the same meaning, pieces.
    fn add_forms(&mut self, asked: &AskedWord, ways: &mut Vec<Way>) -> EngineResult<()> {
        let most = ways.len() + MOST_FORMS - 1;
        for form in &asked.loose {
            self.add(Stem, false, form, ways)?;
        }
        let tongues: Vec<Tongue> = self.index.tongues().to_vec();
        for tongue in tongues {
            for stem in self.stems.of(&asked.word, tongue).to_vec() {
                self.add(Stem, true, &stem, ways)?;
            }
        }
        self.add_synonyms(&asked.word.spelt, ways)?;
        ways.truncate(most);
        let mut lists = Vec::new();
        for piece in &asked.pieces {
            let Some(list) = self.list(piece, true)? else { return Ok(()) };
            lists.push(list);
        }
        if !lists.is_empty() {
            ways.push(Way { how: Pieces, wrong: 0, lists });
        }
        Ok(())
    }

    fn add_synonyms(&self, spelt: &str, ways: &mut Vec<Way>) -> EngineResult<()> {
        for synonym in synonyms_of(spelt) {
            self.add(Synonym, false, &synonym, ways)?;
        }
        Ok(())
    }

    fn add_begun(&self, spelt: &str, ways: &mut Vec<Way>) -> EngineResult<()> {
        let range = self.index.words().terms().range().gt(spelt).lt(format!("{spelt}{}", char::MAX));
        let mut stream = range.into_stream()?;
        let mut left = MOST_BEGUN;
        while left > 0 && stream.advance() {
            left -= 1;
            ways.extend(plain_way(Prefix, 0, stream.key(), stream.value()));
        }
        Ok(())
    }

    /// Words that are nearly the same and begin with the same letter: one letter wrong, swapped, missing or too many;
    /// two in long words, when nothing is nearer.
    fn add_typos(&self, spelt: &str, letters: usize, ways: &mut Vec<Way>) -> EngineResult<()> {
        let most = if letters > LONGEST_MISSPELT { 0 } else { 1 + u8::from(letters >= 8) };
        for wrong in 1..=most {
            let mut near = self.near(spelt, wrong)?;
            near.sort_by(|a, b| {
                let rank = |way: &Way| (way.wrong, std::cmp::Reverse(way.rows()));
                rank(a).cmp(&rank(b)).then_with(|| a.lists[0].term.cmp(&b.lists[0].term))
            });
            near.truncate(MOST_TYPOS);
            if !near.is_empty() {
                ways.append(&mut near);
                return Ok(());
            }
        }
        Ok(())
    }

    fn near(&self, spelt: &str, wrong: u8) -> EngineResult<Vec<Way>> {
        let Some(first) = spelt.chars().next() else { return Ok(Vec::new()) };
        let after = char::from_u32(u32::from(first) + 1).unwrap_or(char::MAX);
        // the automaton reads the word only; which field it is in plays no part
        let word = Term::from_field_text(Field::from_field_id(0), spelt);
        let automaton = FuzzyTermQuery::new(word, wrong, true).automaton()?;
        let range = self.index.words().terms().search(&automaton);
        let mut stream = range.ge(first.to_string()).lt(after.to_string()).into_stream()?;
        let mut near = Vec::new();
        while stream.advance() {
            let distance = |key: &str| osa_distance(key, spelt);
            let wrong = std::str::from_utf8(stream.key()).map_or(0, distance);
            near.extend(plain_way(Typo, wrong, stream.key(), stream.value()));
        }
        Ok(near)
    }

    /// Two words written in one: `newhope`, `sw1a1aa`.
    fn add_split(&self, spelt: &str, ways: &mut Vec<Way>) -> EngineResult<()> {
        let mut best: Option<Way> = None;
        let has_digit = |part: &str| part.chars().any(|c| c.is_ascii_digit());
        let is_code = has_digit(spelt);
        if is_code && !spelt.chars().any(char::is_alphabetic) {
            return Ok(());
        }
        for (at, _) in spelt.char_indices() {
            let (a, b) = spelt.split_at(at);
            let is_long = |part: &str| part.chars().count() >= if is_code { 2 } else { 3 };
            if !is_long(a) || !is_long(b) || is_code && !(has_digit(a) && has_digit(b)) {
                continue;
            }
            if let (Some(a), Some(b)) = (self.list(a, false)?, self.list(b, false)?) {
                let way = Way { how: Split, wrong: 0, lists: vec![a, b] };
                if best.as_ref().is_none_or(|best| way.rows() > best.rows()) {
                    best = Some(way);
                }
            }
        }
        ways.extend(best);
        Ok(())
    }

    fn add(&self, how: HowMatched, is_stem: bool, term: &str, ways: &mut Vec<Way>) -> EngineResult<()> {
        let is_new = |way: &Way| way.lists[0].term != term || way.lists[0].is_stem != is_stem;
        if ways.iter().all(is_new)
            && let Some(list) = self.list(term, is_stem)?
        {
            ways.push(Way { how, wrong: 0, lists: vec![list] });
        }
        Ok(())
    }

    fn list(&self, term: &str, is_stem: bool) -> EngineResult<Option<List>> {
        let info = reader(self.index, is_stem).terms().get(term).map_err(TantivyError::from)?;
        Ok(info.map(|info| List { term: term.to_owned(), info, is_stem }))
    }
}

/// The reader of a list.
pub(super) fn reader(index: &TextIndex, is_stem: bool) -> &InvertedIndexReader {
    if is_stem { index.stems() } else { index.words() }
}

fn plain_way(how: HowMatched, wrong: usize, key: &[u8], info: &TermInfo) -> Option<Way> {
    let term = std::str::from_utf8(key).ok()?.to_owned();
    Some(Way { how, wrong, lists: vec![List { term, info: info.clone(), is_stem: false }] })
}
