//! One pass over the rows that may be answers: by place and words first, then by every filter. Ends when its time is
//! over: then there is no answer at all, never a part of one.

use super::answer::{RadiusReason, SearchError};
use super::ask::is_from_afar;
use super::facets::Counter;
use super::geo::{self, Circle, MOST_KM};
use super::order::{self, Placed, Signals};
use super::plan::Plan;
use super::query::{Near, Query, Sort};
use crate::generation::Generation;
use std::ops::Range;

/// Radii in kilometres that are tried in turn when none is asked for.
pub const STEPS_KM: [f64; 6] = [2.0, 5.0, 10.0, 25.0, 50.0, MOST_STEP_KM];
/// The last of them.
pub const MOST_STEP_KM: f64 = 100.0;
/// So many listings are enough to stop growing.
pub const ENOUGH: usize = 20;
/// So many are shown when there is nothing within the largest step.
pub const NEAREST_FEW: usize = 20;
/// After so many rows the clock is looked at.
pub const REST_OF_ROWS: u32 = 8192;

/// Whether the time of a query is over.
pub fn is_over(query: &Query) -> bool {
    query.deadline.is_some_and(|deadline| std::time::Instant::now() >= deadline)
}

/// Whether a point confines the search: who wants to join from afar is confined by a radius only.
pub fn confines(query: &Query) -> bool {
    query.near.is_some_and(|near| near.radius_km.is_some()) || !is_from_afar(query)
}

/// What a pass found.
pub struct Found {
    /// The rows with their places in the order.
    pub placed: Vec<Placed>,
    /// Counts, when they are asked for.
    pub counter: Counter,
}

/// What a pass is over.
pub struct Pass<'a> {
    /// The generation.
    pub generation: &'a Generation,
    /// The query.
    pub query: &'a Query,
    /// The query made ready.
    pub plan: &'a Plan<'a>,
    /// The rows that hold the words, in row order.
    pub words: Option<&'a [(u32, f32)]>,
}

/// Where a pass looks and how far it measures: the middle as a vector, the square of the chord.
type Reach = ([f64; 3], f64);

impl Pass<'_> {
    /// Everywhere, or around the point that was asked for, with the radius that came of it.
    pub fn run(&self) -> Result<(Found, Option<(f64, RadiusReason)>), SearchError> {
        match self.query.near {
            Some(near) if confines(self.query) => self.around(near),
            _ => Ok((self.scan(None)?, None)),
        }
    }

    /// Around a point: within the radius that was asked for, else within the smallest step that holds enough.
    fn around(&self, near: Near) -> Result<(Found, Option<(f64, RadiusReason)>), SearchError> {
        let circle = |radius_km| Circle { lat: near.lat, lon: near.lon, radius_km };
        if let Some(km) = near.radius_km {
            return Ok((self.scan(Some(circle(km)))?, Some((km, RadiusReason::Asked))));
        }
        for km in STEPS_KM {
            let found = self.scan(Some(circle(km)))?;
            let enough = found.placed.len() >= ENOUGH;
            if enough || km == MOST_STEP_KM && !found.placed.is_empty() {
                return Ok((found, Some((km, RadiusReason::Grown))));
            }
        }
        let km = self.nearest_few_km(near)?.unwrap_or(MOST_STEP_KM);
        Ok((self.scan(Some(circle(km)))?, Some((km, RadiusReason::NearestFew))))
    }

    /// The distance that holds the nearest few, however far they are.
    fn nearest_few_km(&self, near: Near) -> Result<Option<f64>, SearchError> {
        let all = self.scan(Some(Circle { lat: near.lat, lon: near.lon, radius_km: MOST_KM }))?;
        let middle = geo::unit_vector(near.lat, near.lon);
        let columns = self.generation.columns();
        let chords = all.placed.iter().map(|place| geo::chord_between(columns.unit(place.row), &middle));
        let mut chords: Vec<f64> = chords.collect();
        let Some(last) = NEAREST_FEW.min(chords.len()).checked_sub(1) else { return Ok(None) };
        let (_, farthest, _) = chords.select_nth_unstable_by(last, f64::total_cmp);
        // a hair more, so that the farthest of them is inside
        Ok(Some(geo::km_of_chord(*farthest) * 1.000_001 + 0.001))
    }

    fn scan(&self, circle: Option<Circle>) -> Result<Found, SearchError> {
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
        // the clock is looked at now and then, and at least once
        let mut rest = 0;
        let mut may_go_on = || {
            rest = if rest == 0 { REST_OF_ROWS } else { rest - 1 };
            if rest == REST_OF_ROWS && is_over(self.query) { Err(SearchError::TooLong) } else { Ok(()) }
        };
        may_go_on()?;
        match self.words {
            None => {
                for row in ranges.into_iter().flatten() {
                    may_go_on()?;
                    self.test(row, 0.0, reach, &mut found);
                }
            }
            Some(words) => {
                let best = best_score(words);
                for range in ranges {
                    let start = words.partition_point(|(row, _)| *row < range.start);
                    for (row, score) in words[start..].iter().take_while(|(row, _)| *row < range.end) {
                        may_go_on()?;
                        self.test(*row, f64::from(score / best), reach, &mut found);
                    }
                }
            }
        }
        Ok(found)
    }

    fn test(&self, number: u32, text: f64, reach: Option<Reach>, found: &mut Found) {
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
        let signals = self.signals(number, text, chord.map(|(chord, _)| chord));
        let key = order::key(self.query.sort, row, signals);
        found.placed.push(Placed { key, id_rank: row.id_rank, row: number });
    }

    /// What is known of a row when its place is worked out.
    fn signals(&self, number: u32, text: f64, chord: Option<f64>) -> Signals {
        let columns = self.generation.columns();
        let row = columns.row(number);
        let needs_wait = matches!(self.query.sort, Sort::Best | Sort::Soonest | Sort::Nearest);
        let wait = if needs_wait { self.plan.wait(row) } else { 0 };
        // who is not confined by a place may still have one
        let chord = chord.or_else(|| {
            let near = self.query.near?;
            Some(geo::chord_between(columns.unit(number), &geo::unit_vector(near.lat, near.lon)))
        });
        let km = chord.filter(|chord| !chord.is_nan()).map(geo::km_of_chord);
        Signals { text, km, wait, stale: self.plan.is_stale(row) }
    }

    /// The terms that give a row its place in the order `best`.
    pub fn worth(&self, number: u32) -> order::Worth {
        let text = self.words.map_or(0.0, |words| {
            let at = words.binary_search_by_key(&number, |(row, _)| *row);
            at.map_or(0.0, |at| f64::from(words[at].1 / best_score(words)))
        });
        order::worth(self.signals(number, text, None))
    }
}

fn best_score(words: &[(u32, f32)]) -> f32 {
    words.iter().map(|(_, score)| *score).fold(f32::MIN_POSITIVE, f32::max)
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
