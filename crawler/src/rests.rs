//! Addresses that asked to be left alone for a while (`Retry-After`), and hosts where several did.

use crate::host_port::HostPort;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;
use url::Url;

/// When so many paths of a host rest, the host rests.
const PATHS_OF_A_TIRED_HOST: usize = 2;
/// More paths than these are not kept for one host; it rests as a whole by then.
const MOST_PATHS: usize = 64;

/// What rests, and until when. Monotonic: a wall clock that jumps changes nothing here.
#[derive(Default)]
pub(crate) struct Rests {
    hosts: Mutex<HashMap<HostPort, HashMap<String, Instant>>>,
}

impl Rests {
    /// Leaves the path of an address alone for so long; never shortens a rest.
    pub(crate) fn rest(&self, url: &Url, wait: Duration) {
        let Some(host) = HostPort::of(url) else { return };
        let now = Instant::now();
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        hosts.retain(|_, paths| {
            paths.retain(|_, until| *until > now);
            !paths.is_empty()
        });
        let paths = hosts.entry(host).or_default();
        if paths.len() < MOST_PATHS || paths.contains_key(url.path()) {
            let until = paths.entry(url.path().to_owned()).or_insert(now);
            *until = (*until).max(now + wait);
        }
    }

    /// How long an address still rests; `None` when it may be asked.
    pub(crate) fn remaining(&self, url: &Url) -> Option<Duration> {
        let host = HostPort::of(url)?;
        let now = Instant::now();
        let hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        let paths = hosts.get(&host)?;
        let resting = || paths.values().filter(|until| **until > now);
        let until =
            if resting().count() >= PATHS_OF_A_TIRED_HOST { resting().max() } else { paths.get(url.path()) };
        until.map(|until| until.saturating_duration_since(now)).filter(|left| !left.is_zero())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn one_path_rests_alone_and_two_take_the_host_with_them() {
        let rests = Rests::default();
        rests.rest(&url("http://h.example/a?x=1"), HOUR);
        assert!(rests.remaining(&url("http://h.example/a?x=2")).is_some());
        assert_eq!(rests.remaining(&url("http://h.example/b")), None);
        rests.rest(&url("http://h.example/b"), HOUR * 2);
        assert!(rests.remaining(&url("http://h.example/c")).is_some_and(|left| left > HOUR));
        assert_eq!(rests.remaining(&url("http://h.example:8080/a")), None);
        assert_eq!(rests.remaining(&url("http://other.example/a")), None);
    }

    #[test]
    fn a_rest_is_never_shortened_and_ends() {
        let rests = Rests::default();
        rests.rest(&url("http://h.example/a"), HOUR);
        rests.rest(&url("http://h.example/a"), Duration::from_secs(1));
        assert!(rests.remaining(&url("http://h.example/a")).is_some_and(|left| left > HOUR / 2));
        rests.rest(&url("http://brief.example/a"), Duration::from_millis(1));
        std::thread::sleep(Duration::from_millis(5));
        assert_eq!(rests.remaining(&url("http://brief.example/a")), None);
    }
}
