//! Version 1 of the JSON API: one file a resource, the types it answers with beside it.

pub mod check;
pub mod dictionaries;
mod documented;
pub mod facets;
pub mod index;
pub mod listing;
pub mod meetings;
pub mod places;
pub mod sources;
pub mod suggest;

use crate::middleware::etag::of_content;
use crate::problem::{Problem, ProblemCode};
use axum::response::Response;
use http::HeaderMap;
use serde::Serialize;

/// Answers that only change with the program.
pub(crate) const DICTIONARY_CACHE: &str = "public, max-age=3600";
/// Answers that anyone may have asked for.
const USUAL_CACHE: &str = "private, max-age=60";
/// Answers that tell what or where someone asked.
const PERSONAL_CACHE: &str = "no-store";

/// An answer in JSON that is the same for everyone who asks, with a validator.
fn same_for_all(
    headers: &HeaderMap,
    cache: &'static str,
    body: &impl Serialize,
) -> Result<Response, Problem> {
    let body = serde_json::to_vec(body).map_err(|_| Problem::plain(ProblemCode::Internal))?;
    Ok(of_content(headers, cache, "application/json", body))
}

/// How long an answer may be kept.
pub(crate) fn cache_of(is_personal: bool) -> &'static str {
    if is_personal { PERSONAL_CACHE } else { USUAL_CACHE }
}
