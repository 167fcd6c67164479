//! Order: one number a row, smaller is better, ties by id, so that the same question has the same answer.

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
}

/// The key of a row in an order.
pub fn key(sort: Sort, row: &Row, signals: Signals) -> u64 {
    match sort {
        Sort::Name => u64::from(row.name_rank),
        Sort::Soonest => u64::from(signals.wait),
        Sort::Nearest if signals.km.is_some() => rising(signals.km.unwrap_or(0.0)),
        Sort::Nearest | Sort::Best => rising(-worth(signals)),
    }
}

/// Words first, then nearness, then a short wait. A kilometre weighs most close by, an hour most when it is soon.
fn worth(signals: Signals) -> f64 {
    let near = signals.km.map_or(0.0, |km| (-km / 12.0).exp());
    let hours = f64::from(signals.wait.min(20_160)) / 60.0;
    3.0 * signals.text + 2.0 * near + (-hours / 24.0).exp()
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
    placed: Vec<Placed>,
    offset: usize,
    limit: usize,
    fellowship: impl Fn(u32) -> u8,
) -> Vec<Placed> {
    let first = page(placed.clone(), 0, FIRST_PAGE);
    let mut counts = [0usize; 256];
    first.iter().for_each(|place| counts[usize::from(fellowship(place.row))] += 1);
    let Some(crowd) = counts.iter().position(|&count| count > MOST_OF_ONE) else {
        return page(placed, offset, limit);
    };
    let of_crowd = |place: &Placed| usize::from(fellowship(place.row)) == crowd;
    let others: Vec<Placed> = placed.iter().copied().filter(|place| !of_crowd(place)).collect();
    let others = page(others, 0, FIRST_PAGE - MOST_OF_ONE);
    let share = FIRST_PAGE - others.len();
    let mut head: Vec<Placed> = first.iter().copied().filter(of_crowd).take(share).chain(others).collect();
    head.sort_unstable();
    let rest: Vec<Placed> = placed.into_iter().filter(|place| !head.contains(place)).collect();
    let from_head = head.iter().copied().skip(offset).take(limit);
    let mut result: Vec<Placed> = from_head.collect();
    let wanted = limit - result.len();
    result.extend(page(rest, offset.saturating_sub(head.len()), wanted));
    result
}
