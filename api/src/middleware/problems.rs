//! Whatever fails below the handlers (routing, extractors, limits, panics) comes out as a problem too: a page for people,
//! a document for programs.

use super::bounds;
use crate::problem::{PROBLEM_TYPE, Problem, ProblemCode};
use crate::web::{self, Visitor};
use axum::body::Body;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use std::any::Any;

/// Whoever is not told how long to wait is told so many seconds.
const USUAL_WAIT: u64 = 5;

/// Turns failures into problems, keeping headers such as `Allow`.
pub async fn wrap(request: Request, next: Next) -> Response {
    let visitor = web::is_for_people(&request).then(|| Visitor::of(request.uri(), request.headers()));
    let mut response = problem(request, next).await;
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().entry(header::RETRY_AFTER).or_insert(HeaderValue::from(USUAL_WAIT));
    }
    let content_type = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    let Some(visitor) = visitor.filter(|_| content_type == Some(PROBLEM_TYPE.as_bytes())) else {
        return response;
    };
    let wait = response.headers().get(header::RETRY_AFTER).and_then(|wait| wait.to_str().ok()?.parse().ok());
    let mut told = web::told(&visitor, ProblemCode::of_status(response.status()), wait);
    keep(&mut told, &response);
    told
}

async fn problem(request: Request, next: Next) -> Response {
    if let Some(refusal) = bounds::refusal(&request) {
        return refusal;
    }
    let response = next.run(request).await;
    let is_failure = response.status().is_client_error() || response.status().is_server_error();
    if !is_failure || is_told(&response) {
        return response;
    }
    let problem = Problem::plain(ProblemCode::of_status(response.status()));
    let mut told = problem.into_response();
    keep(&mut told, &response);
    told
}

/// Keeps what the headers of a failure say beside what its body is.
fn keep(told: &mut Response, failure: &Response) {
    for (name, value) in failure.headers() {
        let describes_body =
            [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::CACHE_CONTROL].contains(name);
        if !describes_body {
            told.headers_mut().insert(name.clone(), value.clone());
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::body::to_bytes;
    use axum::routing::get;
    use tower::ServiceExt;
    use tower_http::catch_panic::CatchPanicLayer;

    async fn answered(path: &str) -> Response {
        async fn panics() -> &'static str {
            panic!("confidential")
        }
        let bare = || async { (StatusCode::SERVICE_UNAVAILABLE, "confidential") };
        let router: Router = Router::new()
            .route("/panic", get(panics))
            .route("/bare", get(bare))
            .layer(CatchPanicLayer::custom(after_panic))
            .layer(axum::middleware::from_fn(wrap));
        let request = Request::get(path).body(Body::empty()).unwrap();
        router.oneshot(request).await.unwrap()
    }

    async fn answer(path: &str) -> (StatusCode, String, String) {
        let response = answered(path).await;
        let content_type = response.headers()[header::CONTENT_TYPE].to_str().unwrap().to_owned();
        let status = response.status();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, content_type, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn whatever_is_busy_says_how_long() {
        assert_eq!(answered("/bare").await.headers()[header::RETRY_AFTER], "5");
        assert!(!answered("/none").await.headers().contains_key(header::RETRY_AFTER));
    }

    #[tokio::test]
    async fn panics_and_bare_failures_are_problems_that_repeat_nothing() {
        for (path, status, code) in
            [("/panic", 500, "internal"), ("/bare", 503, "busy"), ("/none", 404, "not-found")]
        {
            let (found, content_type, body) = answer(path).await;
            assert_eq!((found.as_u16(), content_type.as_str()), (status, PROBLEM_TYPE), "{path}");
            assert!(body.contains(&format!("/problems/{code}")) && !body.contains("confidential"), "{body}");
        }
    }
}
