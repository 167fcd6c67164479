//! What a search says it understood.

use super::meant::UnderstoodJson;
use crate::relaxed::RelaxedJson;
use everyroom_indexer::search::Near;
use everyroom_indexer::search::understand::{Candidate, Found};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// How a query was understood.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Interpreted {
    /// The place that was searched around.
    pub place: Option<PlaceJson>,
    /// The span of time, and the asker's zone.
    pub window: WindowJson,
    /// The filters as a client would send them.
    #[schema(value_type = Object)]
    pub filters: Map<String, Value>,
    /// What was searched for as free text.
    pub text: Option<String>,
    /// The words of `q` that were understood, in their order.
    pub understood: Vec<UnderstoodJson>,
    /// The words ask for meetings near the asker, and no point was given: send `near`.
    pub near_me: bool,
    /// The words call for help rather than for a meeting: show help first.
    pub crisis: bool,
    /// The radius that was used, in kilometres.
    pub radius_km: Option<f64>,
    /// How it came about: `asked`, `grown` or `nearest_few`.
    pub radius_reason: Option<&'static str>,
    /// With few listings, what there would be without one thing that was asked for, most readily given up first.
    pub relaxed: Vec<RelaxedJson>,
}

/// The place that was searched around.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PlaceJson {
    /// Its name, where it was given as one.
    pub name: Option<String>,
    /// Latitude in degrees.
    pub lat: f64,
    /// Longitude in degrees.
    pub lon: f64,
    /// What it was matched by: `coordinates`, `name`, `qualified_name`, `other_name`, `postal_code`, `postal_area`.
    pub matched: &'static str,
    /// Its country (ISO 3166-1), where it was named.
    pub country: Option<&'static str>,
    /// Its region (ISO 3166-2), where it was named and is known.
    pub region: Option<&'static str>,
    /// Other places that could be meant, likeliest first.
    pub candidates: Vec<CandidateJson>,
}

/// A place that could be meant.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CandidateJson {
    /// Its name.
    pub name: String,
    /// Its region in words.
    pub region_name: Option<String>,
    /// Its region (ISO 3166-2), where it is known.
    pub region: Option<&'static str>,
    /// Its country (ISO 3166-1).
    pub country: &'static str,
    /// Latitude in degrees.
    pub lat: f64,
    /// Longitude in degrees.
    pub lon: f64,
    /// What to send as `near` for it.
    pub near: String,
}

impl PlaceJson {
    /// A point, with the place that it was found by.
    pub fn of(near: Near, found: Option<&Found>) -> Self {
        Self {
            name: found.map(|found| found.place.name.clone()),
            lat: near.lat,
            lon: near.lon,
            matched: found.map_or("coordinates", |found| found.matched.id()),
            country: found.map(|found| found.place.country.code()),
            region: found.and_then(|found| found.place.region).map(|region| region.code()),
            candidates: found.map_or_else(Vec::new, |found| found.others.iter().map(candidate).collect()),
        }
    }
}

fn candidate(place: &Candidate) -> CandidateJson {
    CandidateJson {
        name: place.name.clone(),
        region_name: place.region_name.clone(),
        region: place.region.map(|region| region.code()),
        country: place.country.code(),
        lat: place.point.lat(),
        lon: place.point.lon(),
        near: place.label(),
    }
}

/// A span of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct WindowJson {
    /// First instant, where a span was asked for.
    pub from: Option<String>,
    /// Last instant.
    pub to: Option<String>,
    /// The asker's zone.
    pub tz: String,
    /// Who said so: `parameter`, `near`, `region` or `server`.
    pub tz_source: &'static str,
}
