//! One point against its country, its zone, the sea, and the rest of the list. Says what is wrong; touches nothing.

use super::super::Draft;
use super::super::zones::SameRules;
use super::{MANY, point_of};
use crate::meeting::Inferred;
use crate::place::GeoPoint;
use crate::zone::Zone;

/// Within this distance of the middle of a list is among the others, in kilometres.
const AMONG_KM: f64 = 500.0;
/// Beyond this distance is far from all others, in kilometres.
const FAR_KM: f64 = 2000.0;

/// What is to be said of a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Verdict {
    /// Nothing.
    Right,
    /// The two numbers are exchanged.
    Exchanged(GeoPoint),
    /// One of the numbers has the wrong sign; sure when zone or region agree with the other point.
    SignLost { other: GeoPoint, is_sure: bool },
    /// Nobody meets there.
    AtSea,
    /// Outside the country that its address states.
    Abroad,
    /// Far from a list that is all in one place.
    Outlier,
}

/// Judges a point. `expected` is the zone that the record or its list keeps.
pub(super) fn judge(
    draft: &Draft<'_>,
    point: GeoPoint,
    expected: Option<&Zone>,
    middle: Option<&Middle>,
    same_rules: &mut SameRules,
) -> Verdict {
    let Some(venue) = &draft.meeting.venue else { return Verdict::Right };
    let of_point = Zone::at(point);
    let is_abroad = venue.country.and_then(|country| country.may_hold(point)) == Some(false);
    let exchanged = GeoPoint::new(point.lon(), point.lat()).ok();
    let mut fits_zone = |point: GeoPoint| {
        let zone = Zone::at(point);
        zone.zip(expected).is_some_and(|(zone, expected)| same_rules.compare(&zone, expected))
    };
    if is_abroad || of_point.is_none() {
        let is_home = |point: GeoPoint| {
            venue.country.and_then(|country| country.may_hold(point)) == Some(true)
                && Zone::at(point).is_some()
        };
        let in_region = |point: GeoPoint| venue.region.and_then(|region| region.may_hold(point));
        if let Some(other) = exchanged.filter(|other| is_home(*other)) {
            return Verdict::Exchanged(other);
        }
        let signs = [(1.0, -1.0), (-1.0, 1.0), (-1.0, -1.0)];
        let others =
            signs.iter().filter_map(|(lat, lon)| GeoPoint::new(point.lat() * lat, point.lon() * lon).ok());
        if let Some(other) = others.into_iter().find(|other| is_home(*other)) {
            let is_sure = in_region(other).unwrap_or_else(|| fits_zone(other));
            // a country on both sides of Greenwich has neighbours where its own mirror image is
            if is_sure || other.distance_km(point) > FAR_KM {
                return Verdict::SignLost { other, is_sure };
            }
        }
    }
    let is_among =
        |point: GeoPoint, km: f64| middle.is_some_and(|middle| middle.point.distance_km(point) < km);
    if of_point.is_some() && !is_abroad && is_among(point, FAR_KM) {
        return Verdict::Right;
    }
    if let Some(exchanged) = exchanged {
        let by_list = is_among(exchanged, AMONG_KM) && !is_among(point, FAR_KM);
        if by_list || (!is_among(point, FAR_KM) && fits_zone(exchanged) && !fits_zone(point)) {
            return Verdict::Exchanged(exchanged);
        }
    }
    let is_stated = venue.country.is_some() && !draft.meeting.inferred.contains(&Inferred::Country);
    match () {
        () if of_point.is_none() => Verdict::AtSea,
        () if is_abroad && is_stated => Verdict::Abroad,
        () if middle.is_some_and(|middle| middle.is_dense) && !is_among(point, FAR_KM) => Verdict::Outlier,
        () => Verdict::Right,
    }
}

/// Where a list is.
pub(super) struct Middle {
    /// The median of each coordinate.
    point: GeoPoint,
    /// Whether nearly all of a fair number of points are near it.
    is_dense: bool,
}

/// The middle of a list, by the median of each coordinate; a few wild points do not move it.
pub(super) fn middle(drafts: &[Draft<'_>]) -> Option<Middle> {
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
