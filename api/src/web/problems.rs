//! `/problems/...`: what each problem of the API means.

use super::frame::Frame;
use super::reply::{AN_HOUR, page};
use super::visitor::Visitor;
use crate::message::Text;
use crate::problem::Problem;
use crate::problem::{PROBLEMS, ProblemCode, ProblemInfo};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;

#[derive(Template)]
#[template(path = "problems.html")]
struct Problems {
    frame: Frame,
    t: &'static Text,
    heading: &'static str,
    problems: &'static [ProblemInfo],
}

/// All problems.
pub async fn list(visitor: Visitor) -> Response {
    shown(&visitor, &visitor.text().developers.problems_of, &PROBLEMS)
}

/// One problem.
pub async fn problem(visitor: Visitor, Path(code): Path<String>) -> Result<Response, Problem> {
    let code = ProblemCode::parse(&code).ok_or_else(|| Problem::plain(ProblemCode::NotFound))?;
    Ok(shown(&visitor, code.info().title, std::slice::from_ref(code.info())))
}

fn shown(visitor: &Visitor, heading: &'static str, problems: &'static [ProblemInfo]) -> Response {
    let frame = Frame::new(visitor, heading);
    page(visitor, &Problems { frame, t: visitor.text(), heading, problems }, AN_HOUR)
}
