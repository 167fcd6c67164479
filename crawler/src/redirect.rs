//! Follows redirects by hand: every hop is a new address that has to earn its way past the guard.

use crate::fault::FetchFault;
use everyroom_feeds::notice::Code;
use everyroom_feeds::redact::redact;
use http::header::LOCATION;
use http::{HeaderMap, StatusCode};
use url::Url;

/// The addresses of one request so far; the last one is where it stands.
#[derive(Debug)]
pub(crate) struct Route {
    hops: Vec<Url>,
    /// How many of the first hops were called permanent.
    permanent: usize,
    max_hops: usize,
}

impl Route {
    pub(crate) fn new(start: Url, max_hops: usize) -> Self {
        Self { hops: vec![start], permanent: 0, max_hops }
    }

    /// Where the request stands.
    pub(crate) fn here(&self) -> &Url {
        self.hops.last().expect("a route always holds its start")
    }

    /// Where the publisher says the document has moved for good, if it does.
    pub(crate) fn moved_to(&self) -> Option<&Url> {
        (self.permanent > 0).then(|| &self.hops[self.permanent])
    }

    /// Goes where the answer points. `Ok(false)`: it does not point anywhere, the answer itself is meant.
    pub(crate) fn follow(&mut self, status: StatusCode, headers: &HeaderMap) -> Result<bool, FetchFault> {
        if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
            return Ok(false);
        }
        let Some(next) = target(self.here(), headers) else { return Ok(false) };
        if self.here().scheme() == "https" && next.scheme() == "http" {
            let detail = format!("led from https to {}", redact(&next));
            return Err(FetchFault::blocked(Code::InsecureRedirect, detail));
        }
        if self.hops.contains(&next) {
            return Err(self.lost("a loop", &next));
        }
        if self.hops.len() > self.max_hops {
            return Err(self.lost(&format!("more than {} redirects", self.max_hops), &next));
        }
        if matches!(status.as_u16(), 301 | 308) && self.permanent + 1 == self.hops.len() {
            self.permanent += 1;
        }
        self.hops.push(next);
        Ok(true)
    }

    fn lost(&self, what: &str, next: &Url) -> FetchFault {
        let chain: Vec<String> = self.hops.iter().chain([next]).map(redact).collect();
        FetchFault::failed(Code::TooManyRedirects, format!("{what}: {}", chain.join(" -> ")))
    }
}

/// The address that `Location` names. Userinfo goes no further than the origin it was configured for.
fn target(here: &Url, headers: &HeaderMap) -> Option<Url> {
    let location = headers.get(LOCATION)?;
    let location = String::from_utf8_lossy(location.as_bytes());
    let mut next = here.join(location.trim()).ok()?;
    next.set_fragment(None);
    let keeps_userinfo = next.origin() == here.origin();
    let (username, password) = if keeps_userinfo { (here.username(), here.password()) } else { ("", None) };
    // an address that can't carry userinfo has none to lose
    let _ = next.set_username(username);
    let _ = next.set_password(password);
    Some(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn follow(route: &mut Route, status: u16, location: &str) -> Result<bool, FetchFault> {
        let headers = HeaderMap::from_iter([(LOCATION, HeaderValue::from_str(location).unwrap())]);
        route.follow(StatusCode::from_u16(status).unwrap(), &headers)
    }

    fn route(start: &str) -> Route {
        Route::new(Url::parse(start).unwrap(), 5)
    }

    #[test]
    fn relative_and_absolute_locations_are_followed() {
        let mut route = route("http://h.example/a/b?x=1");
        for (location, want) in [
            ("../c", "http://h.example/c"),
            ("?y=2", "http://h.example/c?y=2"),
            ("//other.example/d#top", "http://other.example/d"),
            ("https://third.example", "https://third.example/"),
        ] {
            assert_eq!(follow(&mut route, 302, location), Ok(true));
            assert_eq!(route.here().as_str(), want);
        }
    }

    #[test]
    fn loops_and_long_chains_end_with_the_chain_told() {
        let mut looping = route("http://h.example/a");
        follow(&mut looping, 302, "/b?token=secret").unwrap();
        let fault = follow(&mut looping, 302, "/a").unwrap_err();
        assert_eq!(fault.code, Some(Code::TooManyRedirects));
        assert!(
            fault.detail.contains("/b?token=***") && !fault.detail.contains("secret"),
            "{}",
            fault.detail
        );

        let mut long = route("http://h.example/0");
        for n in 1..=5 {
            assert_eq!(follow(&mut long, 302, &format!("/{n}")), Ok(true));
        }
        assert_eq!(follow(&mut long, 302, "/6").unwrap_err().code, Some(Code::TooManyRedirects));
    }

    #[test]
    fn https_never_leads_to_http() {
        let fault = follow(&mut route("https://h.example/a"), 301, "http://h.example/a").unwrap_err();
        assert_eq!(fault.code, Some(Code::InsecureRedirect));
        assert_eq!(follow(&mut route("http://h.example/a"), 301, "https://h.example/a"), Ok(true));
    }

    #[test]
    fn userinfo_stays_with_its_origin() {
        let mut same = route("https://user:word@h.example/a");
        follow(&mut same, 302, "/b").unwrap();
        assert_eq!((same.here().username(), same.here().password()), ("user", Some("word")));
        for elsewhere in
            ["https://other.example/b", "https://h.example:8443/b", "https://evil:1@other.example/b"]
        {
            let mut route = route("https://user:word@h.example/a");
            follow(&mut route, 302, elsewhere).unwrap();
            assert_eq!((route.here().username(), route.here().password()), ("", None), "{elsewhere}");
        }
        let mut forged = route("https://h.example/a");
        follow(&mut forged, 302, "https://evil:1@h.example/b").unwrap();
        assert_eq!((forged.here().username(), forged.here().password()), ("", None));
    }

    #[test]
    fn only_an_unbroken_permanent_start_counts_as_moved() {
        let mut moved = route("http://h.example/a");
        follow(&mut moved, 301, "/b").unwrap();
        follow(&mut moved, 308, "/c").unwrap();
        follow(&mut moved, 302, "/d").unwrap();
        follow(&mut moved, 301, "/e").unwrap();
        assert_eq!(moved.moved_to().map(Url::path), Some("/c"));
        let mut temporary = route("http://h.example/a");
        follow(&mut temporary, 307, "/b").unwrap();
        follow(&mut temporary, 301, "/c").unwrap();
        assert_eq!(temporary.moved_to(), None);
    }

    #[test]
    fn an_answer_that_points_nowhere_is_not_followed() {
        assert_eq!(follow(&mut route("http://h.example/a"), 200, "/b"), Ok(false));
        assert_eq!(follow(&mut route("http://h.example/a"), 304, "/b"), Ok(false));
        assert_eq!(follow(&mut route("http://h.example/a"), 302, "http://["), Ok(false));
        assert_eq!(route("http://h.example/a").follow(StatusCode::FOUND, &HeaderMap::new()), Ok(false));
    }
}
