//! Tells the page of a security service, which asks for proof of being human, from an ordinary refusal.
//!
//! It is only ever recognised and reported. Nothing here or elsewhere tries to get past it.

use http::HeaderMap;
use http::header::CONTENT_TYPE;

/// More of a page is never looked at; pages of this kind are shorter.
pub(crate) const LOOKED_AT: u64 = 64 << 10;

const MARKS: [&str; 5] = [
    "/cdn-cgi/challenge-platform/",
    "cf-browser-verification",
    "checking your browser",
    "enable javascript and cookies",
    "please enable cookies",
];

/// What gives a challenge away: the header, or a mark in the page.
pub(crate) fn mark(is_success: bool, headers: &HeaderMap, page: &[u8]) -> Option<&'static str> {
    let mitigated = headers.get("cf-mitigated");
    if mitigated.is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"challenge")) {
        return Some("the header cf-mitigated");
    }
    if !looks_like_html(headers, page) || (is_success && page.len() as u64 > LOOKED_AT) {
        return None;
    }
    let mut text = String::from_utf8_lossy(page).to_lowercase();
    if is_success {
        // the same service adds this script to ordinary pages, too
        text = text.replace("/cdn-cgi/challenge-platform/scripts/jsd/", "");
    }
    MARKS.into_iter().find(|mark| text.contains(mark))
}

/// Whether the answer is, or may be, a web page.
pub(crate) fn looks_like_html(headers: &HeaderMap, page: &[u8]) -> bool {
    let stated =
        headers.get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()).to_lowercase());
    stated.is_some_and(|stated| stated.contains("html")) || page.trim_ascii_start().starts_with(b"<")
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn html() -> HeaderMap {
        HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=UTF-8"))])
    }

    #[test]
    fn every_mark_is_found_in_a_page_of_any_status() {
        for text in MARKS {
            let page = format!("<!doctype html><title>One moment</title><p>{}</p>", text.to_uppercase());
            assert!(mark(false, &html(), page.as_bytes()).is_some(), "{text}");
            assert!(mark(true, &html(), page.as_bytes()).is_some(), "{text}");
        }
        let headers =
            HeaderMap::from_iter([("cf-mitigated".parse().unwrap(), HeaderValue::from_static("challenge"))]);
        assert!(mark(false, &headers, b"").is_some());
    }

    #[test]
    fn feeds_and_ordinary_pages_are_not_challenges() {
        let json = br#"[{"name":"Checking your browser history","notes":"please enable cookies"}]"#;
        assert_eq!(mark(true, &HeaderMap::new(), json), None);
        let login =
            b"<html><script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>Log in</html>";
        assert_eq!(mark(true, &html(), login), None);
        assert_eq!(mark(false, &html(), b"<h1>403 Forbidden</h1>"), None);
        let long = [b"<html>".as_slice(), &vec![b' '; LOOKED_AT as usize], b"please enable cookies"].concat();
        assert_eq!(mark(true, &html(), &long), None);
    }
}
