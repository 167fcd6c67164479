//! A page on its way out: status, how long it may be kept, which language it is in.

use super::visitor::Visitor;
use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

/// Pages differ by the language and the device that asks for them.
const VARY: &str = "accept-language, user-agent";
/// Not kept by anybody.
pub const NOT_KEPT: &str = "no-store";
/// Kept for an hour, by anybody.
pub const AN_HOUR: &str = "public, max-age=3600";

/// A page, rendered.
pub fn rendered(
    visitor: &Visitor,
    status: StatusCode,
    page: &impl Template,
    cache: &'static str,
) -> Response {
    match page.render() {
        Ok(html) => {
            let headers = [
                (header::CACHE_CONTROL, HeaderValue::from_static(cache)),
                (header::CONTENT_LANGUAGE, HeaderValue::from_static(visitor.language().id())),
                (header::VARY, HeaderValue::from_static(VARY)),
            ];
            (status, headers, Html(html)).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// A page that everything went well with.
pub fn page(visitor: &Visitor, page: &impl Template, cache: &'static str) -> Response {
    rendered(visitor, StatusCode::OK, page, cache)
}
