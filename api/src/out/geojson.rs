//! GeoJSON (RFC 7946): longitude first; a listing without a room that one can go to has no geometry.

use crate::relaxed::InsteadJson;
use crate::search::{Page, SearchJson};
use crate::shape::ListingJson;
use everyroom_indexer::search::Way;
use serde::Serialize;
use serde_json::{Value, json};

/// An answer as a collection of features, with the rest of it beside them.
pub fn geojson(answer: &SearchJson) -> Value {
    json!({
        "type": "FeatureCollection",
        "features": features(&answer.meetings),
        "interpreted": answer.interpreted,
        "total": answer.total,
        "generation": answer.generation,
        "facets": answer.facets,
        "next": answer.next,
        "instead": answer.instead.as_ref().map(instead),
        "attribution": answer.attribution,
    })
}

/// What comes close, as a collection of its own.
fn instead(instead: &InsteadJson) -> Value {
    json!({
        "type": "FeatureCollection",
        "features": features(&instead.meetings),
        "without": instead.without,
        "online": instead.online,
        "count": instead.count,
        "radius_km": instead.radius_km,
    })
}

fn features(page: &Page) -> Vec<Value> {
    page.listings.iter().map(|listing| feature(listing, page.shown(listing))).collect()
}

/// A listing as a feature with these properties.
pub fn feature(listing: &ListingJson, properties: impl Serialize) -> Value {
    json!({ "type": "Feature", "id": listing.id, "geometry": geometry(listing), "properties": properties })
}

/// The point of a listing. An online meeting's is its publisher's town, where nobody is to be sent.
fn geometry(listing: &ListingJson) -> Value {
    let has_room = listing.attendance.is_empty() || listing.attendance.contains(&Way::InPerson.id());
    let venue = listing.venue.as_ref().filter(|_| has_room);
    let point = venue.and_then(|venue| venue.lon.zip(venue.lat));
    point.map_or(Value::Null, |(lon, lat)| json!({ "type": "Point", "coordinates": [lon, lat] }))
}
