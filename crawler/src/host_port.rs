//! A host and a port: what spacing, robots.txt and the exceptions of the guard are keyed by.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use url::Url;

/// A host name or address literal with a port, as `127.0.0.1:9001`, `[::1]:9001` or `feeds.example:80`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HostPort {
    host: String,
    port: u16,
}

/// Why a text is not a host and port.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{text}` is not a host and port, as `127.0.0.1:9001`")]
pub struct HostPortError {
    text: String,
}

impl HostPort {
    /// Where a request to this address goes; `None` for an address without a host or a known port.
    pub fn of(url: &Url) -> Option<Self> {
        let host = url.host_str()?.trim_end_matches('.').to_owned();
        Some(Self { host, port: url.port_or_known_default()? })
    }
}

impl FromStr for HostPort {
    type Err = HostPortError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || HostPortError { text: text.chars().take(80).collect() };
        let (_, port) = text.rsplit_once(':').ok_or_else(error)?;
        let port = port.parse().ok().filter(|&port| port != 0).ok_or_else(error)?;
        // the URL library's own reading of a host, so that both sides of a comparison are spelled alike
        let url = Url::parse(&format!("http://{text}/")).map_err(|_| error())?;
        let only_a_host = url.username().is_empty()
            && url.password().is_none()
            && url.path() == "/"
            && url.query().is_none()
            && url.port_or_known_default() == Some(port);
        let host = url.host_str().filter(|_| only_a_host).ok_or_else(error)?;
        Ok(Self { host: host.trim_end_matches('.').to_owned(), port })
    }
}

impl fmt::Display for HostPort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

impl TryFrom<String> for HostPort {
    type Error = HostPortError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<HostPort> for String {
    fn from(pair: HostPort) -> Self {
        pair.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_matches_the_url_it_names_however_that_is_spelled() {
        for (pair, url) in [
            ("127.0.0.1:9001", "http://127.0.0.1:9001/feed.json"),
            ("127.0.0.1:80", "http://0x7f.1/"),
            ("Feeds.Example:443", "https://feeds.example/"),
            ("feeds.example:443", "https://user:pass@feeds.example./"),
            ("[::1]:9001", "http://[0:0:0:0:0:0:0:1]:9001/"),
        ] {
            let pair: HostPort = pair.parse().unwrap();
            assert_eq!(HostPort::of(&Url::parse(url).unwrap()), Some(pair), "{url}");
        }
    }

    #[test]
    fn another_port_or_host_is_another_pair() {
        let pair: HostPort = "127.0.0.1:9001".parse().unwrap();
        for url in [
            "http://127.0.0.1/",
            "http://127.0.0.1:9002/",
            "http://localhost:9001/",
            "http://127.0.0.1@x.example:9001/",
        ] {
            assert_ne!(HostPort::of(&Url::parse(url).unwrap()), Some(pair.clone()), "{url}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for bad in [
            "",
            "127.0.0.1",
            ":80",
            "host:",
            "host:0",
            "host:70000",
            "a@host:80",
            "host/x:80",
            "host:80/",
            "*:80 ",
        ] {
            assert!(bad.parse::<HostPort>().is_err(), "{bad:?}");
        }
    }
}
