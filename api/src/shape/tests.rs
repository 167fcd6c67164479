use super::*;

#[test]
fn only_web_addresses_are_linked_to() {
    for good in ["https://example.org/a?b=c#d", "http://example.org"] {
        assert_eq!(safe_link(good), Some(good));
    }
    for bad in [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        " https://example.org/",
        "https://example.org/a b",
        "https://example.org/\n",
        "//example.org",
        "/m/x",
        "data:text/html,x",
        "mailto:x@example.org",
        "https://",
        "",
    ] {
        assert_eq!(safe_link(bad), None, "{bad:?}");
    }
}
