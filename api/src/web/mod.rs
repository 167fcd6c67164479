//! Pages for people: rendered on the server, without scripts, cookies or anything from elsewhere.

mod about;
mod assets;
mod chips;
mod home;
mod listing;
#[allow(dead_code, reason = "the pages that show maps come with the new results")]
mod map;
mod page;
mod problems;
mod words;

use crate::problem::{Problem, ProblemCode};
use crate::state::AppState;
use axum::Router;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::{StatusCode, header};

/// All pages.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(home::home))
        .route("/search", get(home::home))
        .route("/m/{id}", get(listing::listing))
        .route("/about", get(about::about))
        .route("/problems", get(problems::list))
        .route("/problems/{code}", get(problems::problem))
        .route("/assets/{name}", get(assets::asset))
        .route("/robots.txt", get(assets::robots))
}

/// Where nothing is: a page for people, a problem for programs.
pub async fn nothing_here(request: Request) -> Response {
    let accept =
        request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    let is_api = ["/v1", "/openapi", "/healthz", "/readyz", "/metrics"]
        .iter()
        .any(|start| request.uri().path().starts_with(start));
    if is_api || !accept.contains("text/html") {
        return Problem::plain(ProblemCode::NotFound).into_response();
    }
    page::message(
        StatusCode::NOT_FOUND,
        "There is no such page",
        "The address may be mistyped, or the page may have moved. All meetings are found from the search page.",
    )
}
