//! When two addresses are those of one list.

use url::Url;

/// Where the plugin of Meeting Guide sites answers, below the folder it is installed in. It is one list at each.
const TSML: [&str; 3] = ["/wp-json/tsml/meetings", "/wp-json/tsml/v1/meetings", "/wp-admin/admin-ajax.php"];

/// A text that is the same for addresses of one list: scheme, `www.`, default port, user, fragment and a slash at the
/// end do not matter, nor which of its two addresses a Meeting Guide site is asked at. Not for showing: it keeps the
/// query, which may hold a secret.
pub fn address_key(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default().to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let host = host.strip_suffix('.').unwrap_or(host);
    let port = url.port().filter(|port| ![80, 443].contains(port));
    let port = port.map_or_else(String::new, |port| format!(":{port}"));
    let path = url.path().trim_end_matches('/');
    if let Some(folder) = TSML.iter().find_map(|end| path.strip_suffix(end))
        && is_meetings(url)
    {
        return format!("{host}{port}{folder}#tsml");
    }
    let query = url.query().filter(|query| !query.is_empty());
    let query = query.map_or_else(String::new, |query| format!("?{query}"));
    format!("{host}{port}{path}{query}")
}

/// Whether nothing but all meetings is asked for.
fn is_meetings(url: &Url) -> bool {
    let is_ajax = url.path().contains("admin-ajax");
    let pairs: Vec<_> = url.query_pairs().collect();
    match pairs.as_slice() {
        [] => !is_ajax,
        [(key, value)] => is_ajax && key == "action" && value == "meetings",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(url: &str) -> String {
        address_key(&Url::parse(url).unwrap())
    }

    #[test]
    fn spellings_of_one_address_are_alike() {
        for (a, b) in [
            ("http://a.example/feed", "https://www.a.example/feed/"),
            ("https://a.example:443/", "http://A.example"),
            ("https://u:p@a.example/f#x", "https://a.example./f"),
            (
                "https://a.example/wp-json/tsml/meetings",
                "http://www.a.example/wp-admin/admin-ajax.php?action=meetings",
            ),
            (
                "https://a.example/new/wp-json/tsml/v1/meetings/",
                "https://a.example/new/wp-admin/admin-ajax.php?action=meetings",
            ),
        ] {
            assert_eq!(key(a), key(b), "{a} {b}");
        }
    }

    #[test]
    fn other_lists_are_not() {
        for (a, b) in [
            ("http://a.example/feed", "http://b.example/feed"),
            ("http://a.example:8080/", "http://a.example/"),
            ("http://a.example/f?services=1", "http://a.example/f?services=2"),
            (
                "https://a.example/wp-admin/admin-ajax.php?action=meetings",
                "https://a.example/wp-admin/admin-ajax.php?action=meetings&district=5",
            ),
            (
                "https://a.example/wp-admin/admin-ajax.php?action=other",
                "https://a.example/wp-json/tsml/meetings",
            ),
            ("https://a.example/a/wp-json/tsml/meetings", "https://a.example/wp-json/tsml/meetings"),
        ] {
            assert_ne!(key(a), key(b), "{a} {b}");
        }
    }
}
