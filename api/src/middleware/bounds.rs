//! What a request may be at all, before anything of it is looked at: how long its address is, how its body is packed.

use crate::params::body::MOST_BYTES;
use crate::problem::{Problem, ProblemCode};
use axum::body::HttpBody;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, header};

/// A path may have so many bytes: more than any of ours has.
const MOST_PATH_BYTES: usize = 1024;

/// The answer to a request that goes beyond.
pub fn refusal(request: &Request) -> Option<Response> {
    let uri = request.uri();
    if uri.path().len() > MOST_PATH_BYTES || uri.query().is_some_and(|query| query.len() > MOST_BYTES) {
        return Some(Problem::plain(ProblemCode::AddressTooLong).into_response());
    }
    let is_packed = request.headers().get_all(header::CONTENT_ENCODING).iter().any(is_packing);
    if is_packed && !request.body().is_end_stream() {
        let detail = "no Content-Encoding is read; send the body as it is";
        let mut response = Problem::new(ProblemCode::UnsupportedMediaType, detail).into_response();
        // as RFC 9110 says what would be taken instead
        response.headers_mut().insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        return Some(response);
    }
    None
}

fn is_packing(value: &HeaderValue) -> bool {
    let mut codings = value.as_bytes().split(|byte| *byte == b',').map(<[u8]>::trim_ascii);
    codings.any(|coding| !coding.is_empty() && !coding.eq_ignore_ascii_case(b"identity"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn status(path: &str, encoding: &str, body: &'static str) -> Option<u16> {
        let request = Request::post(path).header(header::CONTENT_ENCODING, encoding);
        refusal(&request.body(Body::from(body)).unwrap()).map(|response| response.status().as_u16())
    }

    #[test]
    fn addresses_have_an_end() {
        assert_eq!(status(&format!("/{}", "a".repeat(1100)), "", ""), Some(414));
        assert_eq!(status(&format!("/?{}", "a".repeat(17_000)), "", ""), Some(414));
        assert_eq!(status(&format!("/{}?{}", "a".repeat(1000), "a".repeat(16_000)), "", ""), None);
    }

    #[test]
    fn packed_bodies_are_refused_and_nothing_is_not_packed() {
        assert_eq!(status("/v1/check", "gzip", "x"), Some(415));
        assert_eq!(status("/v1/check", "identity, br", "x"), Some(415));
        assert_eq!(status("/v1/check", "Identity", "x"), None);
        assert_eq!(status("/v1/check", "gzip", ""), None);
    }
}
