//! What else there would be: how many listings there are without each thing that was asked for, and, where nothing has
//! it all, the nearest set that has something. One pass over all rows notes for each what it lacks; every question is
//! then a sum.

use super::answer::SearchError;
use super::ask::{Ask, GIVEN_UP, LIGHT, PLACE, is_from_afar};
use super::geo;
use super::pass::{ENOUGH, NEAREST_FEW, REST_OF_ROWS, STEPS_KM, is_over};
use super::plan::Plan;
use super::query::{Filters, Query, Sort, Way};
use crate::generation::Generation;
use crate::generation::columns::{Row, flag};
use everyroom_feeds::fellowship::{Covers, ForWhom};
use jiff::Timestamp;
use std::collections::HashMap;

/// With fewer listings than this, one is told what else there would be.
pub const FEW: u64 = 5;

/// Something that was asked for and may be left out, and what there is then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relaxed {
    /// What is left out.
    pub without: Vec<Ask>,
    /// Whether one joins online or by telephone instead, wherever it is. What of `PLACE` was asked for is then among
    /// what is left out.
    pub online: bool,
    /// How many listings a search for it finds, exactly: around a point without a radius those of the step where it
    /// stops growing.
    pub count: u64,
}

impl Relaxed {
    /// The query without what is left out. Without its fellowship it asks for those that are for the same people and
    /// about the same.
    pub fn query(&self, query: &Query) -> Query {
        let mut relaxed = Query { cursor: None, relax: false, ..query.clone() };
        if self.without.contains(&Ask::Fellowship) {
            let kin = Kin::of(&query.filters);
            relaxed.filters.for_whom.any = kin.for_whom;
            relaxed.filters.covers.any = kin.covers;
        }
        self.without.iter().for_each(|ask| ask.leave_out(&mut relaxed));
        if self.online {
            PLACE.iter().for_each(|ask| ask.leave_out(&mut relaxed));
            relaxed.filters.attendance.any = vec![Way::Online, Way::Phone];
            relaxed.sort = if query.sort == Sort::Best { Sort::Soonest } else { query.sort };
        }
        relaxed
    }
}

/// For whom and about what the fellowships are that were asked for, as far as nothing else was said.
struct Kin {
    for_whom: Vec<ForWhom>,
    covers: Vec<Covers>,
}

impl Kin {
    fn of(filters: &Filters) -> Self {
        let entries = || filters.fellowship.any.iter().map(|fellowship| fellowship.entry());
        let (mut for_whom, mut covers) = (filters.for_whom.any.clone(), filters.covers.any.clone());
        if for_whom.is_empty() {
            for_whom = entries().flat_map(|entry| entry.for_whom.clone()).collect();
        }
        if covers.is_empty() {
            covers = entries().flat_map(|entry| entry.covers.clone()).collect();
        }
        Self { for_whom, covers }
    }

    fn has(&self, row: &Row) -> bool {
        let for_whom = self.for_whom.iter().fold(0u64, |bits, value| bits | 1 << *value as u64);
        let covers = self.covers.iter().fold(0u64, |bits, value| bits | 1 << *value as u64);
        let shares = |wanted: u64, bits: u64| wanted == 0 || wanted & bits != 0;
        shares(for_whom, u64::from(row.for_whom)) && shares(covers, u64::from(row.covers))
    }
}

/// What one gets by asking for less: the counts, likeliest to be given up first, and the set to show where nothing has
/// it all.
pub fn relax(
    generation: &Generation,
    query: &Query,
    now: Timestamp,
    words: Option<&[(u32, f32)]>,
    total: u64,
) -> Result<(Vec<Relaxed>, Option<Relaxed>), SearchError> {
    let tally = Tally::of(generation, query, now, words)?;
    let asked: Vec<Ask> =
        GIVEN_UP.into_iter().filter(|ask| ask.is_in(query) && may_go(*ask, query)).collect();
    let mut all: Vec<Relaxed> = asked.iter().map(|ask| tally.without(&[*ask])).collect();
    let online = tally.online(&[], query);
    all.extend(online.clone());
    all.retain(|relaxed| relaxed.count > total && !leaves_nothing(relaxed, query));
    if total > 0 {
        return Ok((all, None));
    }
    let some = |relaxed: &Relaxed| relaxed.count > 0 && !leaves_nothing(relaxed, query);
    let single = |asks: &[Ask]| asks.iter().map(|ask| tally.without(&[*ask])).find(some);
    let light: Vec<Ask> = asked.iter().copied().filter(|ask| GIVEN_UP[..LIGHT].contains(ask)).collect();
    let best = single(&light)
        .or_else(|| online.filter(some))
        .or_else(|| single(&asked))
        .or_else(|| fewest(&with_radius(&asked, query), |asks| Some(tally.without(asks)).filter(some)))
        .or_else(|| fewest(&asked, |asks| tally.online(asks, query).filter(|relaxed| relaxed.count > 0)));
    Ok((all, best))
}

/// Far away is told even where no radius was asked for.
fn with_radius(asked: &[Ask], query: &Query) -> Vec<Ask> {
    let is_there = |ask: &Ask| asked.contains(ask) || *ask == Ask::Radius && query.near.is_some();
    GIVEN_UP.into_iter().filter(is_there).collect()
}

/// The room is only worth telling to who wants to join online when it is known where they are.
fn may_go(ask: Ask, query: &Query) -> bool {
    let has_place =
        query.near.is_some() || [Ask::Bounds, Ask::Region, Ask::Country].iter().any(|ask| ask.is_in(query));
    ask != Ask::Attendance || has_place
}

/// Everything there is answers no question.
fn leaves_nothing(relaxed: &Relaxed, query: &Query) -> bool {
    let Query { near, bounds, window, text, filters, .. } = relaxed.query(query);
    near.is_none() && bounds.is_none() && window.is_none() && text.is_none() && filters == Filters::default()
}

/// Leaves out one more and one more until something is there, then takes back what was left out in vain, the dearest
/// first.
fn fewest(asked: &[Ask], count: impl Fn(&[Ask]) -> Option<Relaxed>) -> Option<Relaxed> {
    let (mut left_out, mut best) =
        (1..=asked.len()).find_map(|some| Some((asked[..some].to_vec(), count(&asked[..some])?)))?;
    for ask in asked.iter().rev() {
        let fewer: Vec<Ask> = left_out.iter().copied().filter(|other| other != ask).collect();
        if fewer.len() < left_out.len()
            && let Some(found) = count(&fewer)
        {
            (left_out, best) = (fewer, found);
        }
    }
    Some(best)
}

/// How many rows lack what, in the bits of [`Ask`] and these three.
struct Tally {
    /// By what they lack and by the step of a growing radius that reaches them.
    counts: HashMap<(u32, u8), u64>,
    /// Whether a radius is asked for around a point; `None` without a point.
    has_radius: Option<bool>,
    is_from_afar: bool,
}

const FROM_AFAR: u32 = 1 << 30;
const IS_KIN: u32 = 1 << 29;
/// It is near nothing.
const NOWHERE: u32 = 1 << 28;

impl Tally {
    fn of(
        generation: &Generation,
        query: &Query,
        now: Timestamp,
        words: Option<&[(u32, f32)]>,
    ) -> Result<Self, SearchError> {
        let columns = generation.columns();
        // what must hold in any case, and what is wanted without what is excluded
        let (mut must, mut wants) = (query.clone(), query.clone());
        GIVEN_UP.iter().chain(&PLACE).for_each(|ask| ask.leave_out(&mut must));
        wants.filters = wanted_only(&query.filters);
        wants.include_paused = true;
        let must = Plan::new(&must, columns.words(), now);
        let wants = Plan::new(&wants, columns.words(), now);
        let kin = Kin::of(&query.filters);
        let reach = query.near.map(|near| {
            let chord = near.radius_km.map_or(f64::INFINITY, geo::chord_squared);
            (geo::unit_vector(near.lat, near.lon), chord)
        });
        let steps = STEPS_KM.map(geo::chord_squared);
        let mut words = words.map(|words| words.iter().map(|(row, _)| *row).peekable());
        let mut counts = HashMap::new();
        for number in 0..columns.len() as u32 {
            if number % REST_OF_ROWS == 0 && is_over(query) {
                return Err(SearchError::TooLong);
            }
            let has_words = words.as_mut().is_none_or(|words| words.next_if_eq(&number).is_some());
            let row = columns.row(number);
            if must.misses(row) != 0 {
                continue;
            }
            let mut lacks = wants.lacks(row);
            let mut lack = |holds: bool, ask: Ask| lacks |= if holds { 0 } else { ask.bit() };
            lack(has_words, Ask::Words);
            let chord = reach.map(|(middle, most)| (geo::chord_between(columns.unit(number), &middle), most));
            lack(chord.is_none_or(|(chord, most)| chord <= most), Ask::Radius);
            lack(query.bounds.is_none_or(|bounds| bounds.contains(row.lat, row.lon)), Ask::Bounds);
            let is_afar = row.flags & (flag::ONLINE | flag::PHONE) != 0;
            lacks |= if is_afar { FROM_AFAR } else { 0 };
            lacks |= if kin.has(row) { IS_KIN } else { 0 };
            lacks |= if row.lat.is_nan() && query.near.is_some() { NOWHERE } else { 0 };
            let step = chord.map_or(0, |(chord, _)| steps.iter().filter(|step| chord > **step).count());
            *counts.entry((lacks, step as u8)).or_default() += 1;
        }
        let has_radius = query.near.map(|near| near.radius_km.is_some());
        Ok(Self { counts, has_radius, is_from_afar: is_from_afar(query) })
    }

    fn sum(&self, without: &[Ask], online: bool) -> u64 {
        let mut left_out = without.iter().fold(FROM_AFAR | IS_KIN, |bits, ask| bits | ask.bit());
        // as in a search: a place confines but for who joins from afar and names no radius
        let from_afar = online || self.is_from_afar && !without.contains(&Ask::Attendance);
        let has_radius = self.has_radius == Some(true) && !without.contains(&Ask::Radius);
        if from_afar && !has_radius {
            left_out |= Ask::Radius.bit() | NOWHERE;
        }
        let needs =
            if online { FROM_AFAR } else { 0 } | if without.contains(&Ask::Fellowship) { IS_KIN } else { 0 };
        let mut by_step = [0u64; STEPS_KM.len() + 1];
        let counts = self.counts.iter();
        for ((_, step), count) in
            counts.filter(|((lacks, _), _)| lacks & !left_out == 0 && lacks & needs == needs)
        {
            by_step[usize::from(*step).min(STEPS_KM.len())] += count;
        }
        if self.has_radius.is_none() || has_radius || from_afar {
            return by_step.iter().sum();
        }
        grown(&by_step)
    }

    fn without(&self, asks: &[Ask]) -> Relaxed {
        Relaxed { without: asks.to_vec(), online: false, count: self.sum(asks, false) }
    }

    /// From afar and without the others; `None` where no place was asked for.
    fn online(&self, asks: &[Ask], query: &Query) -> Option<Relaxed> {
        let place: Vec<Ask> = PLACE.into_iter().filter(|ask| ask.is_in(query)).collect();
        if place.is_empty() && query.near.is_none() && asks.is_empty() {
            return None;
        }
        let others = asks.iter().copied().filter(|ask| !PLACE.contains(ask));
        let without: Vec<Ask> = others.chain(place).collect();
        let all: Vec<Ask> = without.iter().copied().chain(PLACE).collect();
        let count = self.sum(&all, true);
        Some(Relaxed { without, online: true, count })
    }
}

/// What a search that grows finds: the rows of the first step with enough, else of the last, else the nearest few.
fn grown(by_step: &[u64; STEPS_KM.len() + 1]) -> u64 {
    let mut within = 0;
    for rows in &by_step[..STEPS_KM.len()] {
        within += rows;
        if within >= ENOUGH as u64 {
            return within;
        }
    }
    if within > 0 { within } else { by_step[STEPS_KM.len()].min(NEAREST_FEW as u64) }
}

fn wanted_only(filters: &Filters) -> Filters {
    let mut wanted = filters.clone();
    wanted.fellowship.none.clear();
    wanted.philosophy.none.clear();
    wanted.attendance.none.clear();
    wanted.weekday.none.clear();
    wanted.types.none.clear();
    wanted.audience.none.clear();
    wanted.access.none.clear();
    wanted.languages.none.clear();
    wanted.countries.none.clear();
    wanted.regions.none.clear();
    // whom it is for and what it is about must hold in any case
    Filters {
        for_whom: Default::default(),
        covers: Default::default(),
        sources: Default::default(),
        entities: Default::default(),
        updated_since: None,
        ..wanted
    }
}
