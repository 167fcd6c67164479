//! What depends on the moment: the occurrence under way or next, and the status. Exact instants come from the
//! calendar, so that a clock change inside the week is right.

use super::answer::{Hit, Status};
use super::geo;
use super::query::Near;
use crate::merge::Listing;
use everyroom_feeds::meeting::State;
use everyroom_feeds::schedule::Slot;
use everyroom_feeds::zone::Zone;
use jiff::Timestamp;

const SOON_MINUTES: i64 = 60;

/// A listing as it stands at a moment, seen from a point.
pub fn hit_of(listing: Listing, now: Timestamp, near: Option<Near>) -> Hit {
    hit_for(listing, now, near, None)
}

/// As [`hit_of`], to somebody in a zone: what can only be joined from afar is today when it is today there.
pub fn hit_for(listing: Listing, now: Timestamp, near: Option<Near>, asker: Option<&Zone>) -> Hit {
    hit_from(listing, now, now, near, asker)
}

/// A listing as it stands at `now`, by its first occurrence from a moment on that is not before.
pub fn hit_from(
    listing: Listing,
    now: Timestamp,
    from: Timestamp,
    near: Option<Near>,
    asker: Option<&Zone>,
) -> Hit {
    let meeting = &listing.meeting;
    let schedule = &meeting.schedule;
    let under_way = schedule.under_way(now).filter(|_| from <= now);
    let is_on = under_way.is_some();
    let next = under_way.or_else(|| schedule.next_from(from));
    let starts_in_min =
        next.as_ref().map(|o| o.start.timestamp().duration_since(now).as_secs().div_euclid(60));
    let asker = asker.filter(|_| meeting.attendance.is_remote_only()).map(Zone::rules);
    let is_today = |start: &jiff::Zoned| {
        let zone = asker.clone().unwrap_or_else(|| start.time_zone().clone());
        start.with_time_zone(zone.clone()).date() == now.to_zoned(zone).date()
    };
    let status = match (meeting.state, schedule.slot) {
        (State::Paused, _) => Status::Paused,
        _ if !is_on && schedule.has_ended(now) => Status::Paused,
        (_, Slot::ByAppointment) => Status::ByAppointment,
        (_, Slot::AlwaysOn) => Status::AlwaysOn,
        _ => match (&next, starts_in_min) {
            _ if is_on => Status::OnNow,
            (Some(_), Some(minutes)) if minutes <= SOON_MINUTES => Status::StartsSoon,
            (Some(next), _) if is_today(&next.start) => Status::Today,
            (Some(_), _) => Status::Later,
            (None, _) => Status::TimeNotStated,
        },
    };
    let point = meeting.venue.as_ref().and_then(|venue| venue.point);
    let seen = near.zip(point).filter(|_| !meeting.attendance.is_remote_only());
    let distance_km = seen.map(|(near, point)| {
        everyroom_feeds::place::distance_km((near.lat, near.lon), (point.lat(), point.lon()))
    });
    let bearing = seen.map(|(near, point)| geo::bearing((near.lat, near.lon), (point.lat(), point.lon())));
    Hit { status, next, starts_in_min, distance_km, bearing, worth: None, listing }
}
