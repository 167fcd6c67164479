//! For one listing, the next meetings that would also do: for the same people and about the same, near its room, else
//! online; those that start soonest after it.

use super::answer::{Hit, SearchError};
use super::clock::whole_minute;
use super::hit::hit_from;
use super::query::{Near, Query, Sort, Way};
use super::run::search;
use crate::generation::Generation;
use crate::merge::Listing;
use everyroom_feeds::kind::Kind;
use everyroom_feeds::meeting::State;
use everyroom_feeds::place::Precision;
use everyroom_feeds::zone::Zone;
use jiff::Timestamp;
use std::time::Instant;

/// So many are named.
const FEW: usize = 2;
/// A meeting is as good as another when it is so near.
const NEAR_KM: f64 = 25.0;
/// Whoever may come to the one may not be welcome in the other.
const RESERVED: [&str; 2] = ["women", "men"];

/// The next few meetings that would also do, as they stand at `now` to somebody in `zone`. All of the searching has to
/// be over by the deadline.
pub fn alternatives(
    generation: &Generation,
    listing: &Listing,
    now: Timestamp,
    zone: &Zone,
    deadline: Option<Instant>,
) -> Result<Vec<Hit>, SearchError> {
    let now = whole_minute(now);
    let meeting = &listing.meeting;
    let next = (meeting.state == State::Active).then(|| meeting.schedule.next_from(now)).flatten();
    // whoever comes too late for what is under way wants what is on now
    let under_way = meeting.schedule.under_way(now).is_some();
    let from = next.filter(|_| !under_way).map_or(now, |next| next.start.timestamp());
    let all = Query::all(from, zone.clone());
    let mut query = Query { sort: Sort::Soonest, limit: 2 * FEW + 2, deadline, ..all };
    let covers = meeting.fellowship.entry().covers.iter().chain(&meeting.covers).copied();
    query.filters.for_whom.any = meeting.is_for().to_vec();
    query.filters.covers.any = covers.collect();
    let has = |id: &str| meeting.audience.iter().any(|kind| kind.id() == id);
    query.filters.audience.none =
        RESERVED.iter().filter(|id| !has(id)).filter_map(|id| Kind::parse(id)).collect();
    if meeting.types.iter().any(|tag| tag.id.is_some_and(|kind| kind.id() == "open")) {
        query.filters.types.none = Kind::parse("closed").into_iter().collect();
    }
    let point = meeting.venue.as_ref().filter(|venue| venue.precision != Some(Precision::Region));
    let point = point.and_then(|venue| venue.point).filter(|_| !meeting.attendance.is_remote_only());
    let near = point.map(|point| Near { lat: point.lat(), lon: point.lon(), radius_km: Some(NEAR_KM) });
    let mut found: Vec<Hit> = Vec::new();
    if let Some(near) = near {
        let mut nearby = query.clone();
        nearby.near = Some(near);
        nearby.filters.attendance.any = vec![Way::InPerson];
        take(&mut found, search(generation, &nearby)?.hits, listing);
    }
    if found.len() < FEW {
        query.filters.attendance.any = vec![Way::Online, Way::Phone];
        query.filters.languages.any = meeting.languages.clone();
        take(&mut found, search(generation, &query)?.hits, listing);
    }
    Ok(found.into_iter().map(|hit| hit_from(hit.listing, now, from, near, Some(zone))).collect())
}

fn take(found: &mut Vec<Hit>, hits: Vec<Hit>, instead_of: &Listing) {
    for hit in hits {
        let is_new = found.iter().all(|other| other.listing.id != hit.listing.id);
        let is_timed = hit.next.is_some() && hit.listing.id != instead_of.id;
        if found.len() < FEW && is_new && is_timed {
            found.push(hit);
        }
    }
}
