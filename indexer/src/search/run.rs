//! One query from end to end: candidates by place and words, one pass over the columns, the page, its documents.

use super::answer::{Answer, Hit, Instead, RadiusReason, SearchError};
use super::ask::Ask;
use super::clock::whole_minute;
use super::cursor::Cursor;
use super::hit::hit_for;
use super::order;
use super::pass::{Pass, is_over};
use super::plan::Plan;
use super::query::{MOST_PER_PAGE, Query, Sort};
use super::relax::{FEW, Relaxed, relax};
use super::words::rows_until;
use crate::generation::Generation;

/// So many listings are shown instead of none.
const MOST_INSTEAD: usize = 20;

/// Answers a query from a generation.
pub fn search(generation: &Generation, query: &Query) -> Result<Answer, SearchError> {
    let (offset, now) = match &query.cursor {
        Some(cursor) => Cursor::parse(cursor)?.resume(generation.secret(), query)?,
        None => (0, whole_minute(query.now)),
    };
    if is_over(query) {
        return Err(SearchError::TooLong);
    }
    let plan = Plan::new(query, generation.columns().words(), now);
    let words = match &query.text {
        Some(text) => rows_until(text, generation.text(), query.deadline)?,
        None => None,
    };
    if is_over(query) {
        return Err(SearchError::TooLong);
    }
    let words = words.as_ref().map(|found| found.rows.as_slice());
    let pass = Pass { generation, query, plan: &plan, words };
    let (found, radius) = pass.run()?;
    let total = found.placed.len() as u64;
    let facets = query.facets.then(|| found.counter.finish(generation.columns()));
    let limit = query.limit.clamp(1, MOST_PER_PAGE);
    let mixes = query.sort == Sort::Best && query.filters.fellowship.is_empty();
    let page = if mixes {
        order::mixed_page(found.placed, offset, limit, |row| generation.columns().row(row).fellowship)
    } else {
        order::page(found.placed, offset, limit)
    };
    let after = offset + page.len();
    let next = (!page.is_empty() && (after as u64) < total)
        .then(|| Cursor::new(generation.id(), generation.secret(), query, now, after).text());
    let hits = page.iter().map(|place| {
        let hit = hit_for(generation.listing(place.row)?, now, query.near, Some(&query.zone));
        Ok(Hit { worth: query.explain.then(|| pass.worth(place.row)), ..hit })
    });
    let hits = hits.collect::<Result<Vec<_>, SearchError>>()?;
    let is_far = radius.is_some_and(|(_, reason)| reason == RadiusReason::NearestFew);
    let (mut relaxed, mut instead) = (Vec::new(), None);
    if query.relax && query.cursor.is_none() && (total < FEW || is_far) {
        let best;
        (relaxed, best) = relax(generation, query, now, words, total)?;
        let best = best.or_else(|| (total == 0).then(|| its_own(query)).flatten());
        instead = best.map(|best| instead_of(generation, query, best)).transpose()?;
        instead = instead.filter(|instead: &Instead| !instead.hits.is_empty());
    }
    Ok(Answer {
        total,
        offset,
        hits,
        facets,
        next,
        relaxed,
        instead,
        generation: generation.id().to_owned(),
        as_of: now,
        radius_km: radius.map(|(km, _)| km),
        radius_reason: radius.map(|(_, reason)| reason),
    })
}

/// A fellowship says itself whom it is for and what it is about: where it has nothing for exactly those who were asked
/// for, its other meetings are still right.
fn its_own(query: &Query) -> Option<Relaxed> {
    let asked = [Ask::For, Ask::Covers].into_iter().filter(|ask| ask.is_in(query));
    let without: Vec<Ask> = asked.collect();
    let has_fellowship = !query.filters.fellowship.any.is_empty();
    (has_fellowship && !without.is_empty()).then_some(Relaxed { without, online: false, count: 0 })
}

/// The listings of a query that asks for less.
fn instead_of(generation: &Generation, query: &Query, relaxed: Relaxed) -> Result<Instead, SearchError> {
    let limit = query.limit.min(MOST_INSTEAD);
    let asked = Query { facets: false, limit, ..relaxed.query(query) };
    let Answer { hits, total, radius_km, radius_reason, .. } = search(generation, &asked)?;
    Ok(Instead { relaxed: Relaxed { count: total, ..relaxed }, hits, radius_km, radius_reason })
}

/// The answer while there is no generation yet.
pub fn nothing(query: &Query) -> Result<Answer, SearchError> {
    Ok(Answer {
        total: 0,
        offset: 0,
        hits: Vec::new(),
        facets: query.facets.then(Default::default),
        next: None,
        relaxed: Vec::new(),
        instead: None,
        generation: String::new(),
        as_of: whole_minute(query.now),
        radius_km: None,
        radius_reason: None,
    })
}
