//! Rows that hold all words, with their scores. Rarest word first; later words are only looked for in what is left.
//!
//! A score is a sum over the words: how rare the word is, times how well the row has it. How well is first how the word
//! came about (an exact form anywhere before any stem, a stem before a beginning, that before a misspelling), then where
//! in the listing it stands.

use super::HowMatched;
use super::look::{List, LookedUp, Way, reader};
use crate::error::Result;
use crate::generation::text::{Stand, TextIndex};
use std::time::Instant;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Result as EngineResult, TERMINATED};

/// From so many rows in a hundred on, a table of all rows is faster than sorting.
const DENSE_PERCENT: u64 = 2;

/// Rows of all words, in row order.
pub(super) fn of(
    words: &[LookedUp],
    index: &TextIndex,
    deadline: Option<Instant>,
) -> Result<Vec<(u32, f32)>> {
    let mut in_turn: Vec<&LookedUp> = words.iter().collect();
    in_turn.sort_by_key(|word| (!word.asked.is_required, word.rows()));
    let mut rows: Option<Vec<(u32, f32)>> = None;
    for word in in_turn {
        if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            break;
        }
        let weight = weight(word, index.len());
        rows = Some(match rows {
            None => first(word, weight, index)?,
            Some(rows) => narrowed(rows, word, weight, index)?,
        });
        if rows.as_ref().is_some_and(Vec::is_empty) {
            break;
        }
    }
    Ok(rows.unwrap_or_default())
}

/// What a word counts: the rarer, the more.
fn weight(word: &LookedUp, rows: u64) -> f32 {
    let exact: u64 = word.ways.iter().filter(|way| way.how == HowMatched::Exact).map(Way::rows).sum();
    let found = if exact > 0 { exact } else { word.rows() };
    let (found, all) = (found.min(rows) as f64, rows as f64);
    ((1.0 + (all - found + 0.5) / (found + 0.5)).ln() as f32).max(0.2)
}

/// How well a row has a word, in (0, 1]. The ranges of the ways don't touch.
fn grade(way: &Way, stand: u32) -> f32 {
    let (least, span) = match (way.how, way.wrong) {
        (HowMatched::Exact, _) => (0.4, 0.6),
        (HowMatched::Stem | HowMatched::Synonym | HowMatched::Pieces, _) => (0.2, 0.18),
        (HowMatched::Prefix, _) => (0.1, 0.09),
        (HowMatched::Typo, 0 | 1) => (0.03, 0.06),
        (HowMatched::Typo | HowMatched::Split, _) => (0.01, 0.019),
    };
    least + span * worth(stand)
}

/// What a place in a listing is worth.
fn worth(stand: u32) -> f32 {
    const WORTH: [f32; Stand::ALL.len()] = [0.1, 0.3, 0.4, 0.45, 0.55, 0.75, 0.9, 1.0];
    WORTH[(stand.max(1) as usize - 1).min(WORTH.len() - 1)]
}

fn first(word: &LookedUp, weight: f32, index: &TextIndex) -> EngineResult<Vec<(u32, f32)>> {
    if word.rows() * 100 < index.len() * DENSE_PERCENT {
        let mut rows = Vec::with_capacity(word.rows() as usize);
        for way in &word.ways {
            each_row(way, index, |row, stand| rows.push((row, weight * grade(way, stand))))?;
        }
        // the best of each row first
        rows.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        rows.dedup_by_key(|(row, _)| *row);
        return Ok(rows);
    }
    let mut scores = vec![0.0f32; index.len() as usize];
    for way in &word.ways {
        each_row(way, index, |row, stand| {
            let score = &mut scores[row as usize];
            *score = score.max(weight * grade(way, stand));
        })?;
    }
    Ok((0u32..).zip(scores).filter(|(_, score)| *score > 0.0).collect())
}

fn narrowed(
    mut rows: Vec<(u32, f32)>,
    word: &LookedUp,
    weight: f32,
    index: &TextIndex,
) -> EngineResult<Vec<(u32, f32)>> {
    let mut scores = vec![0.0f32; rows.len()];
    for way in &word.ways {
        let mut postings = open(way, index)?;
        let mut at = 0;
        while let Some(&(row, _)) = rows.get(at) {
            let Some((found, stand)) = seek(&mut postings, row) else { break };
            if found == row {
                scores[at] = scores[at].max(weight * grade(way, stand));
                at += 1;
            } else {
                at += gap(&rows[at..], found);
            }
        }
    }
    let mut scores = scores.into_iter();
    rows.retain_mut(|(_, sum)| {
        let score = scores.next().unwrap_or(0.0);
        *sum += score;
        score > 0.0 || !word.asked.is_required
    });
    Ok(rows)
}

/// How many rows come before a row, in strides that grow.
fn gap(rows: &[(u32, f32)], before: u32) -> usize {
    let mut stride = 1;
    while rows.get(stride).is_some_and(|(row, _)| *row < before) {
        stride *= 2;
    }
    let from = stride / 2;
    from + rows[from..rows.len().min(stride)].partition_point(|(row, _)| *row < before)
}

fn each_row(way: &Way, index: &TextIndex, mut take: impl FnMut(u32, u32)) -> EngineResult<()> {
    let mut postings = open(way, index)?;
    if let [only] = postings.as_mut_slice() {
        while only.doc() != TERMINATED {
            take(only.doc(), only.term_freq());
            only.advance();
        }
        return Ok(());
    }
    let mut from = 0;
    while let Some((row, stand)) = seek(&mut postings, from) {
        take(row, stand);
        from = row + 1;
    }
    Ok(())
}

/// The next row, from a row on, that is in all lists, with the least stand of them.
fn seek(postings: &mut [SegmentPostings], from: u32) -> Option<(u32, u32)> {
    let mut wanted = from;
    loop {
        let mut least = u32::MAX;
        let start = wanted;
        for list in postings.iter_mut() {
            if list.doc() < wanted {
                list.seek(wanted);
            }
            wanted = wanted.max(list.doc());
            least = least.min(list.term_freq());
            if list.doc() == TERMINATED {
                return None;
            }
        }
        if postings.iter().all(|list| list.doc() == wanted) {
            return Some((wanted, least));
        }
        debug_assert!(wanted > start || postings.len() > 1, "a step leads on");
    }
}

fn open(way: &Way, index: &TextIndex) -> EngineResult<Vec<SegmentPostings>> {
    let open = |list: &List| {
        let reader = reader(index, list.is_stem);
        Ok(reader.read_postings_from_terminfo(&list.info, IndexRecordOption::WithFreqs)?)
    };
    way.lists.iter().map(open).collect()
}
