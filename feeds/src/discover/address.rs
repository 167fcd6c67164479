//! Addresses as they stand in a page: made whole, cleaned of secrets, and looked at for people's mailboxes. Nothing
//! here is fetched.

use crate::redact::redact;
use regex::Regex;
use std::sync::LazyLock;
use url::Url;

/// A longer address is none that we ask.
const LONGEST: usize = 2000;

/// What addresses of a page stand against: `<base href>` where it is sound, else the page itself.
pub(super) struct Base {
    pub(super) page: Url,
    base: Url,
}

impl Base {
    pub(super) fn new(page: &Url, base: Option<&str>) -> Self {
        let base = base.and_then(|text| page.join(text.trim()).ok()).filter(is_web);
        Self { page: page.clone(), base: base.unwrap_or_else(|| page.clone()) }
    }

    /// The address, whole; `None` for what is not of the web or not sound. Userinfo and fragment are dropped, and
    /// `webcal:` is read as `https:`.
    pub(super) fn resolve(&self, text: &str) -> Option<Url> {
        let text = text.trim();
        if text.is_empty() || text.len() > LONGEST {
            return None;
        }
        let webcal = text.get(..7).filter(|start| start.eq_ignore_ascii_case("webcal:"));
        let spelled = match webcal {
            Some(_) => format!("https:{}", &text[7..]),
            None => text.to_owned(),
        };
        let mut url = self.base.join(&spelled).ok().filter(is_web)?;
        url.set_fragment(None);
        // an address of the web can always be without userinfo
        let _ = url.set_username("");
        let _ = url.set_password(None);
        (url.as_str().len() <= LONGEST).then_some(url)
    }

    /// Whether an address is on the page's own site: the same host and port, `www.` aside.
    pub(super) fn is_own(&self, url: &Url) -> bool {
        site(&self.page) == site(url) && self.page.port() == url.port()
    }
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|host| !host.is_empty())
}

fn site(url: &Url) -> &str {
    let host = url.host_str().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

/// The host without `www.`.
pub(super) fn host(url: &Url) -> &str {
    site(url)
}

/// What makes two addresses the same: scheme, `www.` and a last slash don't.
pub(super) fn same(url: &Url) -> String {
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}{port}{}{query}", site(url), url.path().trim_end_matches('/'))
}

/// Whether its query holds what only some may know.
pub(super) fn has_secret(url: &Url) -> bool {
    url.query().is_some() && redact(url).contains("***")
}

/// The address without the pairs of its query that hold secrets.
pub(super) fn without_secrets(url: &Url) -> Url {
    let shown = redact(url);
    let Ok(mut bare) = Url::parse(&shown) else { return url.clone() };
    let kept: Vec<&str> =
        bare.query().unwrap_or_default().split('&').filter(|pair| !pair.ends_with("=***")).collect();
    let query = kept.join("&");
    bare.set_query(Some(query.as_str()).filter(|query| !query.is_empty()));
    bare
}

/// The address without a query that only defeats caches, as `?1712345678`.
pub(super) fn without_stamp(mut url: Url) -> Url {
    let is_stamp = |query: &str| {
        let digits = query.split_once('=').map_or(query, |(_, value)| value);
        !query.contains('&') && digits.len() >= 5 && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    if url.query().is_some_and(is_stamp) {
        url.set_query(None);
    }
    url
}

/// Percent signs decoded once, lossily.
pub(super) fn spelled_out(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let digits = tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether the address names somebody's mailbox. Calendars that belong to a group have addresses of their own.
pub(super) fn names_a_mailbox(url: &Url) -> bool {
    static MAILBOX: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+").expect("the pattern is valid"));
    let spelled = spelled_out(&spelled_out(url.as_str()));
    MAILBOX.find_iter(&spelled).any(|found| !is_shared_calendar(found.as_str()))
}

/// Whether a calendar's id is a group's, not a person's.
pub(super) fn is_shared_calendar(id: &str) -> bool {
    id.to_ascii_lowercase().ends_with("@group.calendar.google.com")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(page: &str, base: Option<&str>) -> Base {
        Base::new(&Url::parse(page).unwrap(), base)
    }

    #[test]
    fn addresses_are_made_whole_or_refused() {
        let base = base("https://club.example/a/b.html", Some("/root/"));
        let whole = |text: &str| base.resolve(text).map(String::from);
        for (text, want) in [
            ("feed.json", Some("https://club.example/root/feed.json")),
            ("//cdn.example/x", Some("https://cdn.example/x")),
            ("https://jo:pw@club.example/x#top", Some("https://club.example/x")),
            ("WebCal://cal.example/a.ics", Some("https://cal.example/a.ics")),
            ("javascript:alert(1)", None),
            ("data:text/html,x", None),
            ("file:///etc/passwd", None),
            ("mailto:a@b.example", None),
            ("http://", None),
            ("  ", None),
        ] {
            assert_eq!(whole(text).as_deref(), want, "{text}");
        }
        assert_eq!(whole(&format!("/{}", "x".repeat(3000))), None);
    }

    #[test]
    fn a_base_that_is_not_of_the_web_is_ignored() {
        let base = base("https://club.example/a/", Some("javascript:1"));
        assert_eq!(base.resolve("x").unwrap().as_str(), "https://club.example/a/x");
    }

    #[test]
    fn secrets_and_stamps_go() {
        let url = |text: &str| Url::parse(text).unwrap();
        let keyed = url("https://club.example/ajax?action=meetings&nonce=12ab&key=0f");
        assert!(has_secret(&keyed));
        assert_eq!(without_secrets(&keyed).as_str(), "https://club.example/ajax?action=meetings");
        assert_eq!(without_stamp(url("https://c.example/t.json?1712345678")).query(), None);
        assert_eq!(without_stamp(url("https://c.example/t.json?v=171234567")).query(), None);
        assert_eq!(without_stamp(url("https://c.example/t.json?id=7")).query(), Some("id=7"));
    }

    #[test]
    fn mailboxes_are_seen_through_percent_signs() {
        let names = |text: &str| names_a_mailbox(&Url::parse(text).unwrap());
        assert!(names("https://cal.example/ical/jo%40mail.example/basic.ics"));
        assert!(names("https://cal.example/ical/jo%2540mail.example/basic.ics"));
        assert!(!names("https://cal.example/ical/ab12%40group.calendar.google.com/basic.ics"));
        assert!(!names("https://social.example/@club"));
    }
}
