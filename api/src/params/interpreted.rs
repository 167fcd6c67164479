//! What a search says it understood.

use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// How a query was understood.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Interpreted {
    /// The point that was searched around.
    pub place: Option<PlaceJson>,
    /// The span of time, and the asker's zone.
    pub window: WindowJson,
    /// The filters as a client would send them.
    #[schema(value_type = Object)]
    pub filters: Map<String, Value>,
    /// What was searched for as free text.
    pub text: Option<String>,
    /// The radius that was used, in kilometres.
    pub radius_km: Option<f64>,
    /// How it came about: `asked`, `grown` or `nearest_few`.
    pub radius_reason: Option<&'static str>,
    /// What was left out of account to find anything.
    pub relaxed: Vec<String>,
}

/// The point that was searched around.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub struct PlaceJson {
    /// Its name, where it was given as one.
    pub name: Option<&'static str>,
    /// Latitude in degrees.
    pub lat: f64,
    /// Longitude in degrees.
    pub lon: f64,
    /// What it was matched by.
    pub matched: &'static str,
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
    /// Who said so: `parameter`, `near` or `server`.
    pub tz_source: &'static str,
}
