//! Pages for people: rendered on the server, whole without scripts, without cookies or anything from elsewhere.

mod about;
mod assets;
mod card;
mod check;
mod chips;
mod crisis;
mod developers;
mod error;
mod exit;
mod fields;
mod form;
mod frame;
mod home;
mod listing;
#[allow(dead_code, reason = "the pages that show maps come with the new results")]
mod map;
mod named;
mod notice;
mod paging;
mod problems;
mod reply;
mod report;
mod runs;
mod source;
mod sources;
mod spell;
mod upload;
mod visitor;
mod withdraw;
mod words;

use crate::problem::{Problem, ProblemCode};
use crate::state::AppState;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header;
pub use visitor::Visitor;

/// All pages.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(home::home))
        .route("/search", get(home::home))
        .route("/m/{id}", get(listing::listing))
        .route("/about", get(about::about))
        .route("/sources", get(sources::sources))
        .route("/sources/{id}", get(source::source))
        .route("/check", get(check::form).post(check::check).layer(DefaultBodyLimit::max(upload::MOST_BYTES)))
        .route("/withdraw", get(withdraw::form).post(withdraw::send))
        .route("/withdraw/sent", get(withdraw::sent))
        .route("/developers", get(developers::developers))
        .route("/developers/{operation}", get(developers::operation_page))
        .route("/help", get(crisis::help))
        .route("/exit", get(exit::exit))
        .route("/problems", get(problems::list))
        .route("/problems/{code}", get(problems::problem))
        .route("/assets/{name}", get(assets::asset))
        .route("/robots.txt", get(assets::robots))
}

/// Whether a request comes from a person with a browser: whatever goes wrong is told on a page.
pub fn is_for_people(request: &Request) -> bool {
    let accept =
        request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    let is_api = ["/v1", "/openapi", "/healthz", "/readyz", "/metrics", "/assets/"];
    accept.contains("text/html") && !is_api.iter().any(|start| request.uri().path().starts_with(start))
}

/// A problem as a page.
pub fn told(visitor: &Visitor, code: ProblemCode, wait: Option<u64>) -> Response {
    error::of_problem(visitor, code, wait)
}

/// Where nothing is.
pub async fn nothing_here() -> Response {
    Problem::plain(ProblemCode::NotFound).into_response()
}
