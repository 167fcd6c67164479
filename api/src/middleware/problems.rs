//! Whatever fails below the handlers (routing, extractors, limits, panics) comes out as a problem too.

use crate::problem::{PROBLEM_TYPE, Problem, ProblemCode};
use axum::body::Body;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, header};
use std::any::Any;

/// Turns bare failures into problems, keeping headers such as `Allow`.
pub async fn wrap(request: Request, next: Next) -> Response {
    if request.uri().query().is_some_and(|query| query.len() > crate::params::body::MOST_BYTES) {
        return Problem::plain(ProblemCode::AddressTooLong).into_response();
    }
    let response = next.run(request).await;
    let is_failure = response.status().is_client_error() || response.status().is_server_error();
    if !is_failure || is_told(&response) {
        return response;
    }
    let problem = Problem::plain(ProblemCode::of_status(response.status()));
    let mut told = problem.into_response();
    for (name, value) in response.headers() {
        let describes_body =
            [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::CACHE_CONTROL].contains(name);
        if !describes_body {
            told.headers_mut().insert(name.clone(), value.clone());
        }
    }
    told
}

fn is_told(response: &Response) -> bool {
    let content_type = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    content_type.is_some_and(|content_type| {
        content_type == PROBLEM_TYPE.as_bytes() || content_type.starts_with(b"text/html")
    })
}

/// The answer after a panic. What it said is not repeated: it could hold a part of the query.
pub fn after_panic(_: Box<dyn Any + Send + 'static>) -> http::Response<Body> {
    tracing::error!("a handler panicked");
    Problem::plain(ProblemCode::Internal).into_response()
}
