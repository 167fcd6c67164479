//! The one style sheet, under a name that changes with its content, and what robots may read.

use crate::problem::{Problem, ProblemCode};
use axum::extract::Path;
use axum::response::IntoResponse;
use http::header;
use std::sync::LazyLock;

const STYLE: &str = include_str!("../../assets/everyroom.css");

static STYLE_NAME: LazyLock<String> = LazyLock::new(|| {
    let hash = blake3::hash(STYLE.as_bytes()).to_hex();
    format!("everyroom.{}.css", &hash[..10])
});

/// Address of the style sheet.
pub fn style_address() -> String {
    format!("/assets/{}", *STYLE_NAME)
}

/// A file that pages are made of.
pub async fn asset(Path(name): Path<String>) -> Result<impl IntoResponse, Problem> {
    if name != *STYLE_NAME {
        return Err(Problem::plain(ProblemCode::NotFound));
    }
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, STYLE))
}

/// What robots may read: pages about meetings, not searches.
pub async fn robots() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    (headers, "User-agent: *\nDisallow: /search\nDisallow: /v1/\nDisallow: /*?\n")
}
