//! Order: one number a row, smaller is better, ties by id, so that the same question has the same answer.

use super::plan::UNDER_WAY;
use super::query::Sort;
use crate::generation::columns::Row;

/// A row with its place in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Placed {
    /// Smaller is better.
    pub key: u64,
    /// Breaks ties.
    pub id_rank: u32,
    /// The row.
    pub row: u32,
}

/// What is known of a row when its place is worked out.
#[derive(Clone, Copy, Debug)]
pub struct Signals {
    /// Text score as a share of the best, 0 to 1; 0 without words.
    pub text: f64,
    /// Distance in kilometres; `None` without a point to measure from.
    pub km: Option<f64>,
    /// See `Plan::wait`.
    pub wait: u32,
    /// Whether none of its sources was confirmed lately.
    pub stale: bool,
}

/// Why a listing stands where it stands in the order `best`: the more, the earlier.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worth {
    /// For the words, 0 to 3.
    pub text: f64,
    /// For being near, 0 to 2.
    pub near: f64,
    /// For being soon, 0 to 1.
    pub wait: f64,
    /// Against a list that was not confirmed lately, -0.25; else 0.
    pub fresh: f64,
    /// All of them together.
    pub total: f64,
}

/// Farther than anything.
const NOWHERE_KM: f64 = 100_000.0;

/// The key of a row in an order.
pub fn key(sort: Sort, row: &Row, signals: Signals) -> u64 {
    match sort {
        Sort::Name => u64::from(row.name_rank),
        Sort::Soonest => u64::from(signals.wait),
        // what has no place comes behind the other side of the globe
        Sort::Nearest => rising(signals.km.unwrap_or_else(|| NOWHERE_KM - worth(signals).total)),
        Sort::Best => rising(-worth(signals).total),
    }
}

/// Words first, then nearness, then a short wait, then a list that is looked after. A kilometre weighs most close by, an
/// hour most when it is soon.
pub fn worth(signals: Signals) -> Worth {
    let text = 3.0 * signals.text;
    let near = 2.0 * signals.km.map_or(0.0, |km| (-km / 12.0).exp());
    // what has been going on for some minutes is worth as much as what begins in as many
    let minutes = signals.wait.checked_sub(UNDER_WAY).unwrap_or(signals.wait);
    let hours = f64::from(minutes.min(20_160)) / 60.0;
    let wait = (-hours / 24.0).exp();
    let fresh = if signals.stale { -0.25 } else { 0.0 };
    Worth { text, near, wait, fresh, total: text + near + wait + fresh }
}

/// Numbers in the order of floats.
fn rising(value: f64) -> u64 {
    let bits = value.to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

/// On a first page of so many, no fellowship has more than [`MOST_OF_ONE`] while others qualify.
pub const FIRST_PAGE: usize = 20;
/// 60 % of [`FIRST_PAGE`].
pub const MOST_OF_ONE: usize = 12;

/// The rows at positions `offset..offset + limit` of the order.
pub fn page(mut placed: Vec<Placed>, offset: usize, limit: usize) -> Vec<Placed> {
    let end = offset.saturating_add(limit).min(placed.len());
    if offset >= end {
        return Vec::new();
    }
    if end < placed.len() {
        placed.select_nth_unstable(end - 1);
        placed.truncate(end);
    }
    if offset > 0 {
        placed.select_nth_unstable(offset);
        placed.drain(..offset);
    }
    placed.sort_unstable();
    placed
}

/// As [`page`], with the first twenty mixed: when one fellowship would have more than 60 % of them, its surplus
/// waits behind the best of the others. Every row still has exactly one position.
pub fn mixed_page(
    mut placed: Vec<Placed>,
    offset: usize,
    limit: usize,
    fellowship: impl Fn(u32) -> u8,
) -> Vec<Placed> {
    let count = FIRST_PAGE.min(placed.len());
    if count < placed.len() {
        placed.select_nth_unstable(count);
    }
    let mut first = placed[..count].to_vec();
    first.sort_unstable();
    let mut counts = [0usize; 256];
    first.iter().for_each(|place| counts[usize::from(fellowship(place.row))] += 1);
    let Some(crowd) = counts.iter().position(|&count| count > MOST_OF_ONE) else {
        return page(placed, offset, limit);
    };
    let of_crowd = |place: &Placed| usize::from(fellowship(place.row)) == crowd;
    // the best few of the others, without a copy of all
    let most = FIRST_PAGE - MOST_OF_ONE;
    let mut others: Vec<Placed> = Vec::with_capacity(most + 1);
    for place in &placed {
        let is_better = others.get(most - 1).is_none_or(|last| place < last);
        if is_better && !of_crowd(place) {
            others.insert(others.partition_point(|other| other < place), *place);
            others.truncate(most);
        }
    }
    let share = FIRST_PAGE - others.len();
    let mut head: Vec<Placed> = first.into_iter().filter(of_crowd).take(share).chain(others).collect();
    head.sort_unstable();
    if offset + limit <= head.len() {
        return head[offset..offset + limit].to_vec();
    }
    placed.retain(|place| !head.contains(place));
    let mut result: Vec<Placed> = head.iter().copied().skip(offset).take(limit).collect();
    let wanted = limit - result.len();
    result.extend(page(placed, offset.saturating_sub(head.len()), wanted));
    result
}
