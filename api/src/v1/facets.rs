//! `/v1/facets`: the counts of a search without its listings.

use super::cache_of;
use super::documented::CountParams;
use crate::middleware::etag::{etag, is_known, not_modified};
use crate::params::body::of_form;
use crate::params::{self, Interpreted, Parsed, Scope};
use crate::problem::{Problem, ProblemJson};
use crate::search::{FacetsJson, facets_json, in_time, interpreted};
use crate::state::AppState;
use axum::Json;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, header};
use serde::Serialize;
use utoipa::ToSchema;

/// Counts by value.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountsJson {
    /// How the query was understood.
    pub interpreted: Interpreted,
    /// How many listings match, exactly.
    pub total: u64,
    /// The state of the listings that answered; null before the first crawl.
    pub generation: Option<String>,
    /// Values with their counts, by facet.
    pub facets: FacetsJson,
}

/// Counts meetings by value
///
/// The filters of `/v1/meetings`; each facet is counted without its own filter, so that it shows what else could be
/// chosen. `facets` names the facets; all when absent.
#[utoipa::path(
    get,
    path = "/v1/facets",
    tag = "meetings",
    params(CountParams),
    responses(
        (status = 200, body = CountsJson),
        (status = 304, description = "The client has it"),
        (status = 400, description = "A parameter makes no sense", body = ProblemJson, content_type = "application/problem+json"),
    )
)]
pub async fn facets(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let pairs = of_form(query.unwrap_or_default().as_bytes());
    params::must_not_be_blank(&pairs)?;
    let parsed =
        state.blocking(|state| params::parse(pairs.into_iter(), &state.context(Scope::Counts))).await?;
    let cache = cache_of(parsed.is_personal);
    let tag = etag(&state, &["facets", &parsed.normalised]);
    if is_known(&headers, &tag) {
        return Ok(not_modified(tag, cache));
    }
    let counts = state.blocking(move |state| counts(state, &parsed)).await?;
    let headers = [(header::CACHE_CONTROL, HeaderValue::from_static(cache)), (header::ETAG, tag)];
    Ok((headers, Json(counts)).into_response())
}

fn counts(state: &AppState, parsed: &Parsed) -> Result<CountsJson, Problem> {
    let mut query = in_time(&parsed.query);
    query.limit = 1;
    let answer = state.catalogue().search(&query)?;
    Ok(CountsJson {
        interpreted: interpreted(&answer, parsed),
        total: answer.total,
        facets: facets_json(&answer.facets.clone().unwrap_or_default(), &parsed.facets, parsed.language),
        generation: Some(answer.generation).filter(|id| !id.is_empty()),
    })
}
