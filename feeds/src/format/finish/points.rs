//! Points seen together: the middle of a town that a whole list shares, two numbers exchanged, one point far away.

use super::Draft;
use super::zones::SameRules;
use crate::format::context::{Fault, Feed};
use crate::notice::Code;
use crate::place::{GeoPoint, Precision, Venue};
use crate::zone::Zone;
use std::collections::{HashMap, HashSet};

/// So many meetings on one point make one wonder; a busy club house has more, but one address.
const MANY: usize = 20;
/// Within this distance of the middle of a list is among the others, in kilometres.
const AMONG_KM: f64 = 500.0;
/// Beyond this distance is far from all others, in kilometres.
const FAR_KM: f64 = 2000.0;

/// Judges every point against the others of the feed.
pub(super) fn judge<'a>(feed: &mut Feed<'a>, drafts: &mut [Draft<'a>]) {
    find_exchanged(feed, drafts);
    find_shared(feed, drafts);
}

fn point_of(draft: &Draft<'_>) -> Option<GeoPoint> {
    draft.meeting.venue.as_ref()?.point
}

/// In-range numbers are only called exchanged on evidence: the zone, or the rest of the list.
fn find_exchanged<'a>(feed: &mut Feed<'a>, drafts: &mut [Draft<'a>]) {
    let middle = middle(drafts);
    let mut same_rules = SameRules::default();
    for draft in drafts.iter_mut() {
        let Some(point) = point_of(draft) else { continue };
        let is_among =
            |point: GeoPoint, km: f64| middle.as_ref().map(|middle| middle.point.distance_km(point) < km);
        if is_among(point, FAR_KM) == Some(true) {
            continue;
        }
        let exchanged = GeoPoint::new(point.lon(), point.lat()).ok();
        let by_list = exchanged.is_some_and(|exchanged| is_among(exchanged, AMONG_KM) == Some(true));
        let expected = draft.own_zone.as_ref().or(feed.source.timezone.as_ref());
        let mut fits = |point: GeoPoint, expected: &Zone| {
            Zone::at(point).is_some_and(|zone| same_rules.compare(&zone, expected))
        };
        let by_zone = match (exchanged, expected) {
            (Some(exchanged), Some(expected)) => fits(exchanged, expected) && !fits(point, expected),
            _ => false,
        };
        let value = format!("{}, {}", point.lat(), point.lon());
        if by_list || by_zone {
            let corrected = format!("{}, {}", point.lon(), point.lat());
            feed.note(
                &draft.anchor,
                Fault::new(Code::CoordinatesSwapped).field("latitude").value(value).corrected(corrected),
            );
            forget_point(draft);
        } else if middle.as_ref().is_some_and(|middle| middle.is_dense) {
            feed.note(&draft.anchor, Fault::new(Code::CoordinatesOutlier).field("latitude").value(value));
        }
    }
}

fn forget_point(draft: &mut Draft<'_>) {
    if let Some(venue) = &mut draft.meeting.venue {
        venue.point = None;
        venue.precision = None;
    }
}

struct Middle {
    point: GeoPoint,
    /// Whether nearly all of a fair number of points are near it.
    is_dense: bool,
}

/// The middle of a list, by the median of each coordinate; a few wild points do not move it.
fn middle(drafts: &[Draft<'_>]) -> Option<Middle> {
    let points: Vec<GeoPoint> = drafts.iter().filter_map(point_of).collect();
    if points.len() < 3 {
        return None;
    }
    let median = |coordinate: fn(GeoPoint) -> f64| {
        let mut all: Vec<f64> = points.iter().map(|&point| coordinate(point)).collect();
        all.sort_by(f64::total_cmp);
        all[all.len() / 2]
    };
    let point = GeoPoint::new(median(GeoPoint::lat), median(GeoPoint::lon)).ok()?;
    let near = points.iter().filter(|other| other.distance_km(point) < AMONG_KM).count();
    Some(Middle { point, is_dense: points.len() >= MANY && near * 10 >= points.len() * 9 })
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
    for group in by_point.into_values().filter(|group| group.len() > MANY) {
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
        if let Some(venue) = &mut draft.meeting.venue {
            venue.precision = Some(middle_of_what(venue));
            let value =
                venue.point.map(|point| format!("{}, {}", point.lat(), point.lon())).unwrap_or_default();
            feed.note(
                &draft.anchor,
                Fault::new(Code::CoordinatesDefaultPoint).field("latitude").value(value),
            );
        }
    }
}

fn middle_of_what(venue: &Venue) -> Precision {
    if venue.city.is_some() { Precision::Town } else { Precision::Region }
}

fn folded(street: &str) -> String {
    street.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
