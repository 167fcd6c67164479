//! One query from end to end: candidates by place and words, one pass over the columns, the page, its documents.

use super::answer::{Answer, RadiusReason, SearchError};
use super::clock::whole_minute;
use super::cursor::Cursor;
use super::facets::Counter;
use super::geo::{self, Circle, MOST_KM};
use super::hit::hit_of;
use super::order::{self, Placed, Signals};
use super::plan::Plan;
use super::query::{MOST_PER_PAGE, Near, Query, Sort};
use super::words::rows_with;
use crate::generation::Generation;
use std::ops::Range;

/// Radii in kilometres that are tried in turn when none is asked for.
const STEPS_KM: [f64; 6] = [2.0, 5.0, 10.0, 25.0, 50.0, 100.0];
/// So many listings are enough to stop growing.
const ENOUGH: u64 = 20;
/// So many are shown when there is nothing within the largest step.
const NEAREST_FEW: usize = 20;

/// Answers a query from a generation.
pub fn search(generation: &Generation, query: &Query) -> Result<Answer, SearchError> {
    let (offset, now) = match &query.cursor {
        Some(cursor) => Cursor::parse(cursor)?.resume(query)?,
        None => (0, whole_minute(query.now)),
    };
    let plan = Plan::new(query, generation.columns().words(), now);
    let words = match &query.text {
        Some(text) => rows_with(text, generation.text())?,
        None => None,
    };
    let pass =
        Pass { generation, query, plan: &plan, words: words.as_ref().map(|found| found.rows.as_slice()) };
    let (found, radius) = match query.near {
        Some(near) => pass.around(near),
        None => (pass.scan(None), None),
    };
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
        .then(|| Cursor::new(generation.id(), query, now, after).text());
    let hits = page.iter().map(|place| Ok(hit_of(generation.listing(place.row)?, now, query.near)));
    let hits = hits.collect::<Result<Vec<_>, SearchError>>()?;
    Ok(Answer {
        total,
        hits,
        facets,
        next,
        generation: generation.id().to_owned(),
        as_of: now,
        radius_km: radius.map(|(km, _)| km),
        radius_reason: radius.map(|(_, reason)| reason),
    })
}

/// The answer while there is no generation yet.
pub fn nothing(query: &Query) -> Result<Answer, SearchError> {
    Ok(Answer {
        total: 0,
        hits: Vec::new(),
        facets: query.facets.then(Default::default),
        next: None,
        generation: String::new(),
        as_of: whole_minute(query.now),
        radius_km: None,
        radius_reason: None,
    })
}

struct Found {
    placed: Vec<Placed>,
    counter: Counter,
}

struct Pass<'a> {
    generation: &'a Generation,
    query: &'a Query,
    plan: &'a Plan<'a>,
    words: Option<&'a [(u32, f32)]>,
}

impl Pass<'_> {
    /// Around a point: within the radius that was asked for, else within the smallest step that holds enough.
    fn around(&self, near: Near) -> (Found, Option<(f64, RadiusReason)>) {
        let circle = |radius_km| Circle { lat: near.lat, lon: near.lon, radius_km };
        if let Some(km) = near.radius_km {
            return (self.scan(Some(circle(km))), Some((km, RadiusReason::Asked)));
        }
        let mut last = None;
        for km in STEPS_KM {
            let found = self.scan(Some(circle(km)));
            let enough = found.placed.len() as u64 >= ENOUGH;
            let largest = km == STEPS_KM[STEPS_KM.len() - 1];
            if enough || largest && !found.placed.is_empty() {
                return (found, Some((km, RadiusReason::Grown)));
            }
            last = Some(km);
        }
        let km = self.nearest_few_km(near).unwrap_or(last.unwrap_or(MOST_KM));
        (self.scan(Some(circle(km))), Some((km, RadiusReason::NearestFew)))
    }

    /// The distance that holds the nearest few, however far they are.
    fn nearest_few_km(&self, near: Near) -> Option<f64> {
        let all = self.scan(Some(Circle { lat: near.lat, lon: near.lon, radius_km: MOST_KM }));
        let middle = geo::unit_vector(near.lat, near.lon);
        let columns = self.generation.columns();
        let mut kms: Vec<f64> = all
            .placed
            .iter()
            .map(|place| geo::km_of_chord(geo::chord_between(columns.unit(place.row), &middle)))
            .collect();
        kms.sort_unstable_by(f64::total_cmp);
        // a hair more, so that the farthest of them is inside
        kms.get(NEAREST_FEW.min(kms.len()).checked_sub(1)?).map(|km| km * 1.000_001 + 0.001)
    }

    fn scan(&self, circle: Option<Circle>) -> Found {
        let columns = self.generation.columns();
        let mut found = Found { placed: Vec::new(), counter: Counter::new(columns) };
        let everything = 0..columns.len() as u32;
        let mut ranges = Vec::from([everything]);
        let mut narrow = |shape: Vec<Range<u32>>| ranges = crossed(&ranges, &shape);
        if let Some(circle) = &circle {
            narrow(geo::rows_in_circle(circle, columns.keys()));
        }
        if let Some(bounds) = &self.query.bounds {
            narrow(geo::rows_in_bounds(bounds, columns.keys()));
        }
        let reach = circle.map(|circle| (geo::unit_vector(circle.lat, circle.lon), circle.chord_squared()));
        match self.words {
            None => ranges.into_iter().flatten().for_each(|row| self.test(row, 0.0, reach, &mut found)),
            Some(words) => {
                let best = words.iter().map(|(_, score)| *score).fold(f32::MIN_POSITIVE, f32::max);
                for range in ranges {
                    let start = words.partition_point(|(row, _)| *row < range.start);
                    let in_range = words[start..].iter().take_while(|(row, _)| *row < range.end);
                    for (row, score) in in_range {
                        self.test(*row, f64::from(score / best), reach, &mut found);
                    }
                }
            }
        }
        found
    }

    fn test(&self, number: u32, text: f64, reach: Option<([f64; 3], f64)>, found: &mut Found) {
        let columns = self.generation.columns();
        let row = columns.row(number);
        let chord = reach.map(|(middle, most)| (geo::chord_between(columns.unit(number), &middle), most));
        // a row without a place has a chord that is not a number, which is never within reach
        let within = chord.is_none_or(|(chord, most)| chord <= most);
        if !within {
            return;
        }
        if self.query.bounds.is_some_and(|bounds| !bounds.contains(row.lat, row.lon)) {
            return;
        }
        let misses = self.plan.misses(row);
        if Plan::is_out(misses) {
            return;
        }
        if self.query.facets {
            found.counter.count(row, misses, self.plan);
        }
        if misses != 0 {
            return;
        }
        let needs_wait = matches!(self.query.sort, Sort::Best | Sort::Soonest | Sort::Nearest);
        let wait = if needs_wait { self.plan.wait(row) } else { 0 };
        let km = chord.map(|(chord, _)| geo::km_of_chord(chord));
        let key = order::key(self.query.sort, row, Signals { text, km, wait });
        found.placed.push(Placed { key, id_rank: row.id_rank, row: number });
    }
}

/// What two sorted lists of ranges have in common.
fn crossed(a: &[Range<u32>], b: &[Range<u32>]) -> Vec<Range<u32>> {
    let (mut at, mut bt) = (0, 0);
    let mut common = Vec::new();
    while let (Some(x), Some(y)) = (a.get(at), b.get(bt)) {
        let both = x.start.max(y.start)..x.end.min(y.end);
        if both.start < both.end {
            common.push(both);
        }
        if x.end < y.end { at += 1 } else { bt += 1 }
    }
    common
}
