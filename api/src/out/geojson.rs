//! GeoJSON (RFC 7946): longitude first; a listing without a point has no geometry.

use crate::search::SearchJson;
use crate::shape::ListingJson;
use serde_json::{Value, json};

/// An answer as a collection of features, with the rest of it beside them.
pub fn geojson(answer: &SearchJson) -> Value {
    let page = &answer.meetings;
    let feature = |listing: &ListingJson| {
        json!({
            "type": "Feature",
            "id": listing.id,
            "geometry": geometry(listing),
            "properties": page.shown(listing),
        })
    };
    json!({
        "type": "FeatureCollection",
        "features": page.listings.iter().map(feature).collect::<Vec<_>>(),
        "interpreted": answer.interpreted,
        "total": answer.total,
        "generation": answer.generation,
        "facets": answer.facets,
        "next": answer.next,
        "attribution": answer.attribution,
    })
}

/// The point of a listing.
pub fn geometry(listing: &ListingJson) -> Value {
    let point = listing.venue.as_ref().and_then(|venue| venue.lon.zip(venue.lat));
    point.map_or(Value::Null, |(lon, lat)| json!({ "type": "Point", "coordinates": [lon, lat] }))
}
