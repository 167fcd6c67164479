//! What operators and their tools ask: is it up, is it ready, how does it do, what does it offer.

use crate::middleware::etag::of_content;
use crate::problem::{Problem, ProblemCode, ProblemJson};
use crate::state::AppState;
use crate::v1::DICTIONARY_CACHE;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, header};
use serde::Serialize;
use utoipa::ToSchema;

/// Whether the process is up.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    /// Always `ok`.
    pub status: &'static str,
    /// Version of the program.
    pub version: &'static str,
    /// The moment that `EVERYROOM_NOW` fixed, where it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub everyroom_now: Option<String>,
}

/// What is served.
#[derive(Debug, Serialize, ToSchema)]
pub struct Readiness {
    /// Always `ready`.
    pub status: &'static str,
    /// The generation.
    pub generation: String,
    /// Listings in it.
    pub listings: u64,
    /// When it was built (RFC 3339).
    pub built: String,
}

/// Whether the process is up
#[utoipa::path(get, path = "/healthz", tag = "operations", responses((status = 200, body = Health)))]
pub async fn healthz(State(state): State<AppState>) -> impl IntoResponse {
    let everyroom_now = state.config().fixed_now.map(|at| at.to_string());
    no_store(Json(Health { status: "ok", version: env!("CARGO_PKG_VERSION"), everyroom_now }))
}

/// Whether there is something to search
#[utoipa::path(
    get,
    path = "/readyz",
    tag = "operations",
    responses(
        (status = 200, body = Readiness),
        (status = 503, description = "Nothing yet", body = ProblemJson, content_type = "application/problem+json"),
    )
)]
pub async fn readyz(State(state): State<AppState>) -> Result<impl IntoResponse, Problem> {
    let Some(generation) = state.catalogue().current() else {
        return Err(Problem::plain(ProblemCode::NotReady).retry_after(60));
    };
    Ok(no_store(Json(Readiness {
        status: "ready",
        generation: generation.id().to_owned(),
        listings: generation.len() as u64,
        built: generation.manifest().built.to_string(),
    })))
}

/// Counters and gauges for Prometheus
#[utoipa::path(
    get,
    path = "/metrics",
    tag = "operations",
    responses((status = 200, body = String, content_type = "application/openmetrics-text"))
)]
pub async fn metrics(State(state): State<AppState>) -> Result<impl IntoResponse, Problem> {
    let facts = state.facts_at_once().await?;
    let generation = state.catalogue().current();
    let text = state.metrics().text(generation.as_deref(), &facts, state.now());
    let content_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, content_type), (header::CACHE_CONTROL, "no-store")], text))
}

/// This document
#[utoipa::path(
    get,
    path = "/openapi.json",
    tag = "operations",
    responses(
        (status = 200, body = Object, content_type = "application/json"),
        (status = 304, description = "The client has it"),
    )
)]
pub async fn openapi(headers: HeaderMap) -> Response {
    of_content(&headers, DICTIONARY_CACHE, "application/json", crate::openapi_json())
}

fn no_store(body: impl IntoResponse) -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-store")], body)
}
