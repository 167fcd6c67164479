//! Addresses as they were pasted, with invented hosts and rooms.

use super::*;
use proptest::prelude::*;

fn url(text: &str) -> Option<String> {
    match link(text)? {
        ReadLink::Usable { url, .. } => Some(url),
        _ => None,
    }
}

#[test]
fn addresses_are_completed_and_mended() {
    for (text, expected) in [
        ("https://zoom.us/j/123456789", "https://zoom.us/j/123456789"),
        ("zoom.us/j/123456789", "https://zoom.us/j/123456789"),
        ("Http://Example.org/Path", "http://example.org/Path"),
        ("www.example.org", "https://www.example.org/"),
        ("https://http//www.example.org", "http://www.example.org/"),
        ("http://https://example.org/a", "https://example.org/a"),
        ("htps://example.org", "https://example.org/"),
        ("https:/example.org", "https://example.org/"),
        ("\u{a0}https://zoom.us/j/\u{200b}123456789 ", "https://zoom.us/j/123456789"),
        ("https://zoom.us/j/123&amp;x=1", "https://zoom.us/j/123&x=1"),
        ("https://zoom.us/j/5550001111&amp;sa=D&amp;usg=abc", "https://zoom.us/j/5550001111"),
        ("https://zoom.us/j8001112222", "https://zoom.us/j/8001112222"),
        ("zoom.us/8001112222?pwd=a", "https://zoom.us/j/8001112222?pwd=a"),
        ("https://us06.web.zoom.us/j/1", "https://us06web.zoom.us/j/1"),
        ("https://us04web.us/j/1", "https://us04web.zoom.us/j/1"),
        ("https://us04web.zoom/j/1", "https://us04web.zoom.us/j/1"),
        ("https://zoom.us/j/123 456 7890", "https://zoom.us/j/1234567890"),
        ("https://zoom.us/j/ 555 5550 0100", "https://zoom.us/j/55555500100"),
        ("https://zoom.us/j/ 555 5550 0100?pwd=abc", "https://zoom.us/j/55555500100?pwd=abc"),
        ("https://zoom.us/j/123456789 ?pwd=abc", "https://zoom.us/j/123456789?pwd=abc"),
        ("https://us02web. zoom.us/j/1", "https://us02web.zoom.us/j/1"),
        ("https://user:secret@example.org/", "https://example.org/"),
        ("<https://example.org/a>", "https://example.org/a"),
        ("example.org:8080/a", "https://example.org:8080/a"),
        ("https://zoom.us/j/1?pwd=Ab.3", "https://zoom.us/j/1?pwd=Ab.3"),
    ] {
        assert_eq!(url(text).as_deref(), Some(expected), "{text:?}");
    }
}

#[test]
fn what_stands_behind_an_address_is_not_lost() {
    let read = link("https://zoom.us/j/123456789?pwd=x  Phone 1 555 555 0109").unwrap();
    let rest = Some("Phone 1 555 555 0109".to_owned());
    let url = "https://zoom.us/j/123456789?pwd=x".to_owned();
    assert_eq!(read, ReadLink::Usable { url, rest, repaired: false });
}

#[test]
fn only_mended_addresses_are_called_so() {
    let is_repaired = |text: &str| matches!(link(text), Some(ReadLink::Usable { repaired: true, .. }));
    for text in
        ["https://zoom.us/j/1", " https://zoom.us/j/1 ", "Http://Example.org", "https://example.org/a b"]
    {
        assert!(!is_repaired(text), "{text}");
    }
    for text in [
        "zoom.us/j/1",
        "https://zoom.us/j8001112222",
        "https://zoom.us/j/\u{200b}1",
        "https://us04web.us/j/1",
    ] {
        assert!(is_repaired(text), "{text}");
    }
}

#[test]
fn what_is_no_address() {
    for text in [
        "TBD",
        "N/A",
        "https://",
        "see notes",
        "http://127.0.0.1/x",
        "http://[::1]/",
        "localhost:8000/a",
        "mailto:someone@example.org",
        "https://printer.local/",
        "https://a..b.example",
        "1.2.3.4",
        "https://a.b5",
    ] {
        assert_eq!(link(text), Some(ReadLink::Invalid), "{text}");
    }
    assert_eq!(link("  \u{200b} "), None);
}

#[test]
fn dangerous_schemes_are_seen_through_disguises() {
    for text in [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "java\tscript:x",
        " java\u{200b}script:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/hosts",
        "//evil.example",
        "&#106;avascript:x",
        "ftp://example.org/a",
    ] {
        assert_eq!(link(text), Some(ReadLink::Forbidden), "{text}");
    }
    assert_eq!(link("tel:+15550100"), Some(ReadLink::Phone("tel:+15550100".to_owned())));
}

#[test]
fn services_are_known_by_the_end_of_the_host() {
    assert_eq!(provider("https://us02web.zoom.us/j/1"), Some("zoom"));
    assert_eq!(provider("https://meet.google.com/abc"), Some("google_meet"));
    assert_eq!(provider("https://notzoom.us/j/1"), None);
    assert_eq!(provider("https://zoom.us.example/"), None);
}

#[test]
fn passcodes_are_found_and_taken_out() {
    assert!(has_passcode("https://zoom.us/j/1?pwd=abc"));
    assert!(!has_passcode("https://zoom.us/j/1?pwd="));
    assert_eq!(without_passcode("https://zoom.us/j/1?a=b&pwd=abc#x"), "https://zoom.us/j/1?a=b#x");
    assert_eq!(without_passcode("https://zoom.us/j/1?pwd=abc"), "https://zoom.us/j/1");
    assert_eq!(without_passcode("https://zoom.us/j/1"), "https://zoom.us/j/1");
}

proptest! {
    #[test]
    fn any_text_is_survived_and_only_web_addresses_come_out(text in any::<String>()) {
        if let Some(url) = url(&text) {
            prop_assert!(url.starts_with("https://") || url.starts_with("http://"));
        }
    }

    #[test]
    fn reading_twice_is_reading_once(text in "(https?://|http//|)?[a-z0-9.]{1,12}(/[a-zé0-9 &=?%]{0,12})?") {
        if let Some(once) = url(&text) {
            prop_assert_eq!(url(&once), Some(once));
        }
    }
}
