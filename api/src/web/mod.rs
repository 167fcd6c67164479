//! Pages for people: rendered on the server, whole without scripts, without cookies or anything from elsewhere.

mod assets;
mod card;
mod check;
mod chips;
mod choices;
mod coverage;
mod crisis;
mod developers;
mod embed;
mod error;
mod exit;
mod faults;
mod fellowship;
mod fellowships;
mod fields;
mod form;
mod frame;
mod heading;
mod home;
mod map;
mod meeting;
mod named;
mod nothing;
mod notice;
mod on_map;
mod pages;
mod paging;
mod private;
mod problems;
mod prose;
mod reading;
mod reply;
mod report;
mod results;
mod runs;
mod source;
mod sources;
#[cfg(test)]
mod tests;
mod upload;
mod visitor;
mod which;
mod wider;
mod withdraw;

use crate::problem::{Problem, ProblemCode};
use crate::state::AppState;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
pub use crisis::in_text as help_in_text;
use http::header;
pub use visitor::Visitor;

/// All pages.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/sources", get(sources::sources))
        .route("/sources/{id}", get(source::source))
        .route("/check", get(check::form).post(check::check).layer(DefaultBodyLimit::max(upload::MOST_BYTES)))
        .route("/withdraw", get(withdraw::form).post(withdraw::send))
        .route("/withdraw/sent", get(withdraw::sent))
        .route("/embed", get(embed::embed))
        .route("/developers", get(developers::developers))
        .route("/developers/{operation}", get(developers::operation_page))
        .route("/", get(home::home).post(private::search))
        .route("/search", get(home::moved))
        .route("/m/{id}", get(meeting::meeting))
        .route("/fellowships", get(fellowships::all))
        .route("/fellowships/{id}", get(fellowship::one))
        .route("/which", get(which::which))
        .route("/first-meeting", get(pages::first))
        .route("/about", get(pages::about))
        .route("/privacy", get(pages::privacy))
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
