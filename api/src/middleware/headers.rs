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

/// What programs on pages of other sites may read besides; pages and their parts have none of it, and are lighter.
const EXPOSED: &str = "etag,link,retry-after,ratelimit,ratelimit-policy";

/// Adds them, without touching what a handler has set.
pub async fn add(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let content_type = headers.get(header::CONTENT_TYPE).map_or(&b""[..], HeaderValue::as_bytes);
    let is_page = content_type.starts_with(b"text/html");
    let is_part =
        [&b"text/css"[..], b"text/javascript", b"image/"].iter().any(|kind| content_type.starts_with(kind));
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
    if !is_page && !is_part {
        default(headers, header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }
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
