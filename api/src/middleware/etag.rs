//! Validators: equal as long as the same question has the same answer, which is at most a minute.

use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use jiff::Timestamp;

/// A weak validator over everything that an answer depends on.
pub fn etag(generation: &str, question: &[&str], now: Timestamp) -> HeaderValue {
    let mut hasher = blake3::Hasher::new();
    for part in question {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
    }
    let minute = now.as_second().div_euclid(60);
    hasher.update(&minute.to_le_bytes());
    let hash = hasher.finalize().to_hex();
    let tag = format!("W/\"{generation}-{}\"", &hash[..16]);
    HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("W/\"0\""))
}

/// Whether the client has what it asks for.
pub fn is_known(headers: &HeaderMap, etag: &HeaderValue) -> bool {
    let wanted = etag.to_str().unwrap_or_default().trim_start_matches("W/");
    let lines = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    let mut tags = lines.flat_map(|line| line.split(',')).map(str::trim);
    tags.any(|tag| tag == "*" || tag.trim_start_matches("W/") == wanted)
}

/// The answer to a client that has it.
pub fn not_modified(etag: HeaderValue, cache: &'static str) -> Response {
    let headers = [
        (header::ETAG, etag),
        (header::CACHE_CONTROL, HeaderValue::from_static(cache)),
        (header::VARY, HeaderValue::from_static("accept")),
    ];
    (StatusCode::NOT_MODIFIED, headers).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_changes_with_generation_question_and_minute() {
        let at = |second: i64| Timestamp::from_second(second).unwrap();
        let tag = etag("00000001", &["a", "b"], at(120));
        assert_eq!(tag, etag("00000001", &["a", "b"], at(179)));
        for other in [
            etag("00000002", &["a", "b"], at(120)),
            etag("00000001", &["ab", ""], at(120)),
            etag("00000001", &["a", "b"], at(180)),
        ] {
            assert_ne!(tag, other);
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
