//! The peer: a linear scan over the same meetings in memory, written with care but without any index. Every question
//! looks at every meeting, the cheapest test first; distances, instants and dictionaries are those of the feeds crate.
//!
//! It shares no code with the search it is compared with but the shape of a question and of a hit, so it is also a
//! second opinion. Of the filters it knows those that the benchmark asks for.

mod facets;
mod filters;
mod moment;
mod rows;
mod vocabulary;

use super::agree::Counts;
use everyroom_feeds::meeting::State;
use everyroom_feeds::place::distance_km;
use everyroom_indexer::merge::Listing;
use everyroom_indexer::search::{Hit, Near, Query, Sort, hit_of};
use facets::Tally;
use filters::Filter;
use moment::{Moment, UNDER_WAY};
use rows::{Row, Rows};
use vocabulary::Vocabulary;

/// Radii that are tried in turn when none is asked for; the last one holds the nearest few.
const STEPS_KM: [f64; 6] = [2.0, 5.0, 10.0, 25.0, 50.0, 100.0];
const ENOUGH: usize = 20;

/// The meetings, ready to be scanned.
pub struct Scan {
    listings: Vec<Listing>,
    rows: Rows,
    vocabulary: Vocabulary,
}

/// What a scan finds.
pub struct Found {
    /// How many meetings match.
    pub total: u64,
    /// The first page.
    pub hits: Vec<Hit>,
    /// Counts, when asked for.
    pub facets: Option<Counts>,
}

/// A meeting that matches, with what it is sorted by.
#[derive(Clone, Copy)]
struct Match {
    key: f64,
    id_rank: u32,
    at: u32,
    km: f64,
}

impl Scan {
    /// Prepares listings: their words folded, their schedules numbered.
    pub fn new(listings: Vec<Listing>) -> Self {
        let vocabulary = Vocabulary::of(&listings);
        let rows = Rows::of(&listings);
        Self { listings, rows, vocabulary }
    }

    /// The listings, in the order they came.
    pub fn listings(&self) -> &[Listing] {
        &self.listings
    }

    /// Answers a question.
    pub fn search(&self, query: &Query) -> Found {
        let mut moment = Moment::new(&self.rows.schedules, query);
        let filter = Filter::new(query);
        let wanted = query.text.as_deref().map(|text| self.vocabulary.wanted(text));
        let mut tally = query.facets.then(Tally::default);
        let mut matches = Vec::new();
        for (at, row) in self.rows.rows.iter().enumerate() {
            if row.state == State::Paused && !query.include_paused {
                continue;
            }
            // facets count what misses a single filter, so they need to know which ones are missed
            if tally.is_none() && filter.misses_of_row(row, &mut moment) != 0 {
                continue;
            }
            let km = query.near.map(|near| kilometres(near, row));
            if !km.is_none_or(|km| within(km, query.near)) {
                continue;
            }
            if !wanted.as_ref().is_none_or(|wanted| self.vocabulary.holds(at, wanted)) {
                continue;
            }
            if !query.window.is_none_or(|window| moment.is_in(row, window)) {
                continue;
            }
            let listing = &self.listings[at];
            let mut misses = filter.misses_of_listing(&listing.meeting);
            if let Some(tally) = &mut tally {
                misses |= filter.misses_of_row(row, &mut moment);
                tally.count(&listing.meeting, row, misses, &mut moment);
            }
            if misses == 0 {
                let km = km.unwrap_or(0.0);
                let key = key(query, row, km, &mut moment);
                matches.push(Match { key, id_rank: row.id_rank, at: at as u32, km });
            }
        }
        if query.near.is_some_and(|near| near.radius_km.is_none()) {
            keep_near_enough(&mut matches);
        }
        let total = matches.len() as u64;
        let hit = |found: &Match| hit_of(self.listings[found.at as usize].clone(), query.now, query.near);
        let hits = first(matches, query.limit).iter().map(hit).collect();
        Found { total, hits, facets: tally.map(Tally::finish) }
    }
}

fn kilometres(near: Near, row: &Row) -> f64 {
    row.point.map_or(f64::NAN, |point| distance_km((near.lat, near.lon), point))
}

/// A meeting without a place is never within reach.
fn within(km: f64, near: Option<Near>) -> bool {
    let most = near.and_then(|near| near.radius_km).unwrap_or(f64::INFINITY);
    km <= most
}

fn key(query: &Query, row: &Row, km: f64, moment: &mut Moment) -> f64 {
    match query.sort {
        Sort::Name => f64::from(row.name_rank),
        Sort::Soonest => f64::from(moment.wait(row)),
        Sort::Nearest if query.near.is_some() => km,
        Sort::Nearest | Sort::Best => {
            let near = if query.near.is_some() { (-km / 12.0).exp() } else { 0.0 };
            let wait = moment.wait(row);
            let minutes = wait.checked_sub(UNDER_WAY).unwrap_or(wait);
            let hours = f64::from(minutes.min(20_160)) / 60.0;
            -(2.0 * near + (-hours / 24.0).exp())
        }
    }
}

/// Grows the radius until there are enough, or takes the nearest few.
fn keep_near_enough(matches: &mut Vec<Match>) {
    let count_within = |km: f64| matches.iter().filter(|found| found.km <= km).count();
    let last = STEPS_KM[STEPS_KM.len() - 1];
    let enough = STEPS_KM.into_iter().find(|&km| count_within(km) >= ENOUGH);
    let most = enough.or_else(|| (count_within(last) > 0).then_some(last)).unwrap_or_else(|| {
        let mut kms: Vec<f64> = matches.iter().map(|found| found.km).collect();
        kms.sort_unstable_by(f64::total_cmp);
        // a hair more, for those that are just as far
        kms.get(ENOUGH - 1).or(kms.last()).map_or(0.0, |km| km * 1.000_001 + 0.001)
    });
    matches.retain(|found| found.km <= most);
}

fn first(mut matches: Vec<Match>, limit: usize) -> Vec<Match> {
    let order = |a: &Match, b: &Match| a.key.total_cmp(&b.key).then(a.id_rank.cmp(&b.id_rank));
    if matches.len() > limit {
        matches.select_nth_unstable_by(limit, order);
        matches.truncate(limit);
    }
    matches.sort_unstable_by(order);
    matches
}
