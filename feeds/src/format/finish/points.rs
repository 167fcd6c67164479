//! Points seen together: the middle of a town or a region that many share, points that are where no meeting can be.

mod misplaced;

use super::Draft;
use super::zones::SameRules;
use crate::format::context::{Fault, Feed};
use crate::notice::Code;
use crate::place::{GeoPoint, Precision};
use misplaced::{Verdict, middle};
use std::collections::{HashMap, HashSet};

/// So many meetings on one point make one wonder; a busy club house has more, but one address.
const MANY: usize = 20;
/// So many towns do not share one house.
const SEVERAL_TOWNS: usize = 4;
/// A house on a corner has two numbers.
const SEVERAL_HOUSES: usize = 3;

/// Judges every point against the others of the feed.
pub(super) fn judge<'a>(feed: &mut Feed<'a>, drafts: &mut [Draft<'a>]) {
    find_misplaced(feed, drafts);
    find_shared(feed, drafts);
}

fn point_of(draft: &Draft<'_>) -> Option<GeoPoint> {
    draft.meeting.venue.as_ref()?.point
}

/// A point is called wrong only on evidence: it lies in the sea or outside its country, and often it is clear how it
/// came about; or the zone or the rest of the list tell.
fn find_misplaced<'a>(feed: &mut Feed<'a>, drafts: &mut [Draft<'a>]) {
    let middle = middle(drafts);
    let mut same_rules = SameRules::default();
    for draft in drafts.iter_mut() {
        let Some(point) = point_of(draft) else { continue };
        let value = format!("{}, {}", point.lat(), point.lon());
        let expected = draft.own_zone.clone().or_else(|| feed.source.timezone.clone());
        let verdict = misplaced::judge(draft, point, expected.as_ref(), middle.as_ref(), &mut same_rules);
        let fault = |code: Code| Fault::new(code).field("latitude").value(value.clone());
        let corrected = |point: GeoPoint| format!("{}, {}", point.lat(), point.lon());
        let fault = match verdict {
            Verdict::Right => continue,
            Verdict::Exchanged(other) => {
                forget_point(draft);
                fault(Code::CoordinatesSwapped).corrected(corrected(other))
            }
            Verdict::SignLost { other, is_sure: true } => {
                if let Some(venue) = &mut draft.meeting.venue {
                    venue.point = Some(other);
                }
                fault(Code::CoordinatesSignLost).corrected(corrected(other))
            }
            Verdict::SignLost { is_sure: false, .. } => {
                forget_point(draft);
                fault(Code::CoordinatesSignLost).costs_the_field()
            }
            Verdict::AtSea => {
                forget_point(draft);
                fault(Code::CoordinatesAtSea)
            }
            Verdict::Abroad => fault(Code::CountryMismatch),
            Verdict::Outlier => fault(Code::CoordinatesOutlier),
        };
        feed.note(&draft.anchor, fault);
    }
}

fn forget_point(draft: &mut Draft<'_>) {
    if let Some(venue) = &mut draft.meeting.venue {
        venue.point = None;
        venue.precision = None;
    }
}

/// A point under many different addresses, or under none, is the middle of something.
fn find_shared<'a>(feed: &mut Feed<'a>, drafts: &mut [Draft<'a>]) {
    let mut by_point: HashMap<(i64, i64), Vec<usize>> = HashMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        if let Some(point) = point_of(draft) {
            let grid = |degrees: f64| (degrees * 1e5).round() as i64;
            by_point.entry((grid(point.lat()), grid(point.lon()))).or_default().push(at);
        }
    }
    let mut shared: Vec<usize> = Vec::new();
    let mut of_towns: HashSet<usize> = HashSet::new();
    for group in by_point.into_values() {
        if shares_towns(drafts, &group) {
            of_towns.extend(&group);
            shared.extend(group);
            continue;
        }
        if group.len() <= MANY {
            continue;
        }
        let street = |at: usize| drafts[at].meeting.venue.as_ref().and_then(|venue| venue.street.as_deref());
        let (with, without): (Vec<usize>, Vec<usize>) = group.iter().partition(|&&at| street(at).is_some());
        let streets: HashSet<String> = with.iter().filter_map(|&at| street(at)).map(folded).collect();
        if streets.len() * 4 >= with.len() && streets.len() >= 3 {
            shared.extend(with);
        }
        if without.len() > MANY {
            shared.extend(without);
        }
    }
    shared.sort_unstable();
    for at in shared {
        let draft = &mut drafts[at];
        let Some(venue) = &mut draft.meeting.venue else { continue };
        let value = venue.point.map(|point| format!("{}, {}", point.lat(), point.lon())).unwrap_or_default();
        let mut fault = Fault::new(Code::CoordinatesDefaultPoint).field("latitude").value(value);
        let says_where = venue.city.is_some() || venue.postal_code.is_some();
        if of_towns.contains(&at) && says_where {
            // the town says more than the middle of its state
            forget_point(draft);
            fault = fault.costs_the_field();
        } else {
            let is_wide = of_towns.contains(&at) || venue.city.is_none();
            venue.precision = Some(if is_wide { Precision::Region } else { Precision::Town });
        }
        feed.note(&draft.anchor, fault);
    }
}

/// Several towns on one point, and not one house that several towns claim: the middle of a region.
fn shares_towns(drafts: &[Draft<'_>], group: &[usize]) -> bool {
    let venues = || group.iter().filter_map(|&at| drafts[at].meeting.venue.as_ref());
    let towns: HashSet<String> = venues().filter_map(|venue| venue.city.as_deref()).map(folded).collect();
    let numbers: HashSet<String> =
        venues().filter_map(|venue| venue.street.as_deref()).map(house_number).collect();
    let streets = venues().filter(|venue| venue.street.is_some()).count();
    towns.len() >= SEVERAL_TOWNS && (streets == 0 || numbers.len() >= SEVERAL_HOUSES)
}

/// What tells houses apart however their street is spelt.
fn house_number(street: &str) -> String {
    let number: String =
        street.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    if number.is_empty() { folded(street) } else { number }
}

fn folded(street: &str) -> String {
    street.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
