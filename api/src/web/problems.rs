//! `/problems/...`: what each problem of the API means.

use super::page::{Frame, message, rendered};
use crate::problem::{PROBLEMS, ProblemCode, ProblemInfo};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;

const CACHE: &str = "public, max-age=3600";

#[derive(Template)]
#[template(path = "problems.html")]
struct Problems {
    frame: Frame,
    heading: &'static str,
    problems: &'static [ProblemInfo],
}

/// All problems.
pub async fn list() -> Response {
    let heading = "Problems of the API";
    rendered(StatusCode::OK, &Problems { frame: Frame::new(heading), heading, problems: &PROBLEMS }, CACHE)
}

/// One problem.
pub async fn problem(Path(code): Path<String>) -> Response {
    let Some(code) = ProblemCode::parse(&code) else {
        return message(
            StatusCode::NOT_FOUND,
            "There is no such problem",
            "The list of problems has them all.",
        );
    };
    let info = std::slice::from_ref(code.info());
    let page = Problems { frame: Frame::new(code.info().title), heading: code.info().title, problems: info };
    rendered(StatusCode::OK, &page, CACHE)
}
