//! Headers that every answer bears: nothing is told to other sites, nothing is guessed, nothing is framed.

use crate::state::AppState;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue};

const PAGE_POLICY: &str =
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const DATA_POLICY: &str = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/// Adds them, without touching what a handler has set.
pub async fn add(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let is_page = headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|content_type| content_type.as_bytes().starts_with(b"text/html"));
    default(headers, header::CONTENT_SECURITY_POLICY, if is_page { PAGE_POLICY } else { DATA_POLICY });
    default(headers, header::REFERRER_POLICY, "no-referrer");
    default(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    default(
        headers,
        HeaderName::from_static("permissions-policy"),
        if is_page {
            "geolocation=(self), camera=(), microphone=()"
        } else {
            "geolocation=(), camera=(), microphone=()"
        },
    );
    default(headers, header::CACHE_CONTROL, "no-store");
    if is_page {
        default(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    }
    if state.config().public_url.as_deref().is_some_and(|url| url.starts_with("https://")) {
        default(headers, header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
}

fn default(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}
