//! Validators: of an answer to a question, equal as long as the same question has the same answer, which is at most a
//! minute; of what is the same for everyone, by its content.

use crate::state::AppState;
use axum::response::{IntoResponse, Response};
use everyroom_indexer::generation::Secret;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use jiff::Timestamp;

/// A weak validator over everything that an answer depends on. Made with the secret of the process, which outlives every
/// validator: words and places can't be found out by trying.
pub fn etag(state: &AppState, question: &[&str]) -> HeaderValue {
    tag(state.secret(), &state.generation(), question, state.now())
}

fn tag(secret: &Secret, generation: &str, question: &[&str], now: Timestamp) -> HeaderValue {
    let mut asked = Vec::new();
    for part in question {
        asked.extend((part.len() as u64).to_le_bytes());
        asked.extend(part.as_bytes());
    }
    asked.extend(now.as_second().div_euclid(60).to_le_bytes());
    weak(&format!("{generation}-{:016x}", secret.fingerprint(&asked)))
}

fn weak(tag: &str) -> HeaderValue {
    HeaderValue::from_str(&format!("W/\"{tag}\"")).unwrap_or(HeaderValue::from_static("W/\"0\""))
}

/// An answer that is the same for everyone who asks, with the validator of its content.
pub fn of_content(
    headers: &HeaderMap,
    cache: &'static str,
    content_type: &'static str,
    body: impl Into<Vec<u8>>,
) -> Response {
    let body = body.into();
    let etag = weak(&blake3::hash(&body).to_hex()[..16]);
    if is_known(headers, &etag) {
        return not_modified(etag, cache);
    }
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static(cache)),
        (header::ETAG, etag),
    ];
    (headers, body).into_response()
}

/// Whether the client has what it asks for.
pub fn is_known(headers: &HeaderMap, etag: &HeaderValue) -> bool {
    let wanted = etag.to_str().unwrap_or_default().trim_start_matches("W/");
    let lines = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    let mut tags = lines.flat_map(|line| line.split(',')).map(str::trim);
    tags.any(|tag| tag == "*" || tag.trim_start_matches("W/") == wanted)
}

/// The answer to a client that has it. What it varies by is that of the whole answer, which may be packed.
pub fn not_modified(etag: HeaderValue, cache: &'static str) -> Response {
    let headers = [
        (header::ETAG, etag),
        (header::CACHE_CONTROL, HeaderValue::from_static(cache)),
        (header::VARY, HeaderValue::from_static("accept, accept-encoding")),
    ];
    (StatusCode::NOT_MODIFIED, headers).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_changes_with_generation_question_and_minute() {
        let at = |second: i64| Timestamp::from_second(second).unwrap();
        let secret = Secret::random();
        let etag = |generation, question: &[&str], second| tag(&secret, generation, question, at(second));
        let one = etag("00000001", &["a", "b"], 120);
        assert_eq!(one, etag("00000001", &["a", "b"], 179));
        for other in [
            etag("00000002", &["a", "b"], 120),
            etag("00000001", &["ab", ""], 120),
            etag("00000001", &["a", "b"], 180),
            tag(&Secret::random(), "00000001", &["a", "b"], at(120)),
        ] {
            assert_ne!(one, other);
        }
    }

    #[test]
    fn tags_are_compared_weakly() {
        let tag = HeaderValue::from_static("W/\"1-2\"");
        let mut headers = HeaderMap::new();
        assert!(!is_known(&headers, &tag));
        headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static("\"x\", \"1-2\""));
        assert!(is_known(&headers, &tag));
    }
}
