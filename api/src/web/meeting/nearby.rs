//! What else there is: in the same room, and if nobody is there.

use super::super::card::{Card, card, when};
use super::super::reading::Reading;
use super::super::visitor::Visitor;
use crate::params::whole_minute;
use crate::problem::Problem;
use crate::search::{deadline, in_time};
use crate::sources::SourceFacts;
use crate::state::AppState;
use crate::words;
use everyroom_indexer::merge::Listing;
use everyroom_indexer::search::{Bounds, Hit, Query, Sort, Way, Window};
use jiff::Timestamp;

/// So many meetings of the same room are named.
const SAME_ROOM: usize = 5;
/// So many meetings that can be joined now are shown where one is gone.
const NOW: usize = 2;
/// Half the edge of the box around a room, in degrees of latitude: 30 metres.
const ROOM_DEGREES: f64 = 0.000_27;

/// One meeting among others, on two lines.
pub struct Line {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) says: String,
}

/// What else there is.
pub struct Lines {
    pub(super) same_place: Vec<Line>,
    pub(super) instead: Vec<Line>,
}

/// In the same room, and if nobody is there.
pub fn lines(
    state: &AppState,
    visitor: &Visitor,
    listing: &Listing,
    facts: &SourceFacts,
    now: Timestamp,
) -> Result<Lines, Problem> {
    let zone = &state.config().timezone;
    let country = listing.meeting.venue.as_ref().and_then(|venue| venue.country);
    let reading = Reading { country, ..Reading::of(visitor, facts, now) };
    let others = state.catalogue().alternatives(listing, now, zone, deadline())?;
    let others = others.iter().filter(|hit| hit.listing.id != listing.id);
    let same = in_same_room(state, listing, now)?;
    Ok(Lines {
        same_place: same.iter().map(|hit| line(hit, &reading)).collect(),
        instead: others.map(|hit| line(hit, &reading)).collect(),
    })
}

fn in_same_room(state: &AppState, listing: &Listing, now: Timestamp) -> Result<Vec<Hit>, Problem> {
    let Some(point) = words::room_point(&listing.meeting) else { return Ok(Vec::new()) };
    let wide = ROOM_DEGREES / point.lat().to_radians().cos().max(0.01);
    let bounds = Bounds {
        west: point.lon() - wide,
        south: point.lat() - ROOM_DEGREES,
        east: point.lon() + wide,
        north: point.lat() + ROOM_DEGREES,
    };
    let mut query = Query {
        bounds: Some(bounds),
        sort: Sort::Soonest,
        limit: SAME_ROOM * 4,
        ..Query::all(now, state.config().timezone.clone())
    };
    query.filters.attendance.any = vec![Way::InPerson];
    let name = |listing: &Listing| listing.meeting.venue.as_ref().and_then(|venue| venue.name.clone());
    let own = name(listing);
    let mut hits = state.catalogue().search(&in_time(&query))?.hits;
    hits.retain(|hit| hit.listing.id != listing.id && name(&hit.listing) == own);
    hits.truncate(SAME_ROOM);
    Ok(hits)
}

fn line(hit: &Hit, reading: &Reading<'_>) -> Line {
    let locale = reading.visitor.locale;
    let t = &locale.text().meeting;
    let told = when(hit, reading);
    let day = words::capital(&told.day);
    let at = [told.time, day].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let is_remote = hit.listing.meeting.attendance.is_remote_only();
    let says = match words::distance(locale.within(reading.country), hit) {
        _ if is_remote => t.next_online.plain(&[("when", &at)]),
        Some(distance) => t.next_there.plain(&[("when", &at), ("distance", &distance)]),
        None => at,
    };
    Line {
        href: reading.visitor.at(&format!("/m/{}", hit.listing.id)),
        name: hit.listing.meeting.name.clone(),
        says,
    }
}

/// Meetings that can be joined now.
pub fn on_now(state: &AppState, visitor: &Visitor) -> Result<Vec<Card>, Problem> {
    let now = whole_minute(state.now());
    let facts = state.facts()?;
    let mut query =
        Query { limit: NOW, window: Some(Window::Now), ..Query::all(now, state.config().timezone.clone()) };
    query.filters.attendance.any = vec![Way::Online, Way::Phone];
    let answer = state.catalogue().search(&in_time(&query))?;
    let reading = Reading::of(visitor, &facts, now);
    Ok(answer.hits.iter().map(|hit| card(hit, &reading)).collect())
}
