//! `/v1/places`: the gazetteer that comes with the program.

use super::cache_of;
use crate::middleware::etag::{etag, is_known, not_modified};
use crate::params;
use crate::params::body::of_form;
use crate::problem::{Problem, ProblemJson};
use crate::search::Attribution;
use crate::state::AppState;
use axum::Json;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use everyroom_indexer::place::KnownPlaces;
use everyroom_indexer::place::{FoundPlace, lookup};
use http::{HeaderMap, HeaderValue, header};
use serde::Serialize;
use utoipa::ToSchema;

/// Places of a name.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlacesJson {
    /// Likeliest first.
    pub places: Vec<FoundPlaceJson>,
    /// Whom to credit.
    pub attribution: Vec<Attribution>,
}

/// A place of the gazetteer.
#[derive(Debug, PartialEq, Serialize, ToSchema)]
pub struct FoundPlaceJson {
    /// Its name, as its people write it or in English; of a postal code the code.
    pub name: String,
    /// `town`, `region`, `country` or `postal_code`.
    pub kind: &'static str,
    /// ISO 3166-1.
    pub country: &'static str,
    /// ISO 3166-2, where it is known.
    pub region: Option<&'static str>,
    /// The name of the region.
    pub region_name: Option<String>,
    /// Latitude of its middle in degrees (WGS 84).
    pub lat: f64,
    /// Longitude in degrees.
    pub lon: f64,
    /// How many live there; of regions and countries only those in places over 1,000; null for postal codes.
    pub population: Option<u64>,
    /// How it was found: by its `name`, an `other_name` of it, the `beginning` of a name, or as a `postal_code`.
    pub matched: &'static str,
    /// Whether the words named its region or country too.
    pub qualified: bool,
}

/// Places by name or postal code
///
/// Towns and parts of big cities over 1,000 inhabitants, first-level regions, countries, US ZIP codes and Canadian
/// forward sortation areas. Whole names come before beginnings, larger places before smaller ones; a region or country
/// may stand behind the name.
#[utoipa::path(
    get,
    path = "/v1/places",
    tag = "dictionaries",
    params(
        ("q" = String, Query, description = "A name, the beginning of one, or a postal code, as `Springfield, IL`", example = "springfield il"),
        ("country" = Option<String>, Query, description = "Only in these countries, by ISO 3166-1 code or name; `-x` excludes"),
        ("limit" = Option<u32>, Query, description = "The most to answer, 1 to 200; 20 when absent", minimum = 1, maximum = 200),
    ),
    responses(
        (status = 200, body = PlacesJson),
        (status = 304, description = "The client has it"),
        (status = 400, description = "A parameter makes no sense", body = ProblemJson, content_type = "application/problem+json"),
    )
)]
pub async fn places(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let pairs = of_form(query.unwrap_or_default().as_bytes());
    let asked = params::lookup(pairs.into_iter(), &["q", "country", "limit"])?;
    let cache = cache_of(true);
    let tag = etag(&state, &["places", &asked.normalised]);
    if is_known(&headers, &tag) {
        return Ok(not_modified(tag, cache));
    }
    let found = state
        .blocking(move |state| {
            if asked.words.is_empty() {
                return Ok(Vec::new());
            }
            let countries = &asked.countries;
            let is_wanted = |country| {
                (countries.any.is_empty() || countries.any.contains(&country))
                    && !countries.none.contains(&country)
            };
            let generation = state.catalogue().current();
            let nothing = KnownPlaces::default();
            let known = generation.as_ref().map_or(&nothing, |generation| generation.known_places());
            Ok(lookup(&asked.words, known, &countries.any, is_wanted, asked.limit))
        })
        .await?;
    let body = PlacesJson { places: found.iter().map(place_json).collect(), attribution: vec![geonames()] };
    let headers = [(header::CACHE_CONTROL, HeaderValue::from_static(cache)), (header::ETAG, tag)];
    Ok((headers, Json(body)).into_response())
}

fn place_json(place: &FoundPlace) -> FoundPlaceJson {
    FoundPlaceJson {
        name: place.name.clone(),
        kind: place.kind.id(),
        country: place.country.code(),
        region: place.region.map(|region| region.code()),
        region_name: place.region_name.clone(),
        lat: place.point.lat(),
        lon: place.point.lon(),
        population: place.population,
        matched: place.matched.id(),
        qualified: place.qualified,
    }
}

fn geonames() -> Attribution {
    Attribution {
        id: "geonames".to_owned(),
        name: "GeoNames".to_owned(),
        licence: Some("CC-BY-4.0".to_owned()),
        url: Some("https://www.geonames.org/".to_owned()),
    }
}
