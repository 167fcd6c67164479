//! Where the crawler may go. Asked for every request and again for every redirect, before anything is sent.
//!
//! Literal addresses are decided here; names are decided by [`crate::resolver`] at the moment they are
//! dialled, so that a name can't answer differently the second time. There is no switch that opens
//! everything: an operator opens single pairs of host and port.

use crate::address;
use crate::fault::FetchFault;
use crate::host_port::HostPort;
use everyroom_feeds::notice::Code;
use std::net::IpAddr;
use url::{Host, Url};

/// The rules of where to go.
pub(crate) struct Guard {
    open: Vec<HostPort>,
    has_contact: bool,
}

/// The way out that an address takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// Only addresses on the public internet are dialled.
    Public,
    /// The operator opened this pair of host and port, wherever it is.
    Opened,
}

impl Guard {
    pub(crate) fn new(open: Vec<HostPort>, has_contact: bool) -> Self {
        Self { open, has_contact }
    }

    /// The way to an address, or why we do not go there.
    pub(crate) fn way(&self, url: &Url) -> Result<Way, FetchFault> {
        if !matches!(url.scheme(), "http" | "https") {
            let detail = format!("the scheme is `{}`", url.scheme());
            return Err(FetchFault::blocked(Code::SchemeForbidden, detail));
        }
        if self.is_open(url) {
            return Ok(Way::Opened);
        }
        if !self.has_contact {
            let detail = "no contact is configured, so only hosts that were opened are crawled";
            return Err(FetchFault::blocked(Code::DestinationForbidden, detail));
        }
        if let Some(port) = url.port().filter(|port| *port < 1024) {
            // http never leaves `Some` for its own port, so this is some other service's
            if !matches!(port, 80 | 443) {
                let detail = format!("port {port} belongs to another service than the web");
                return Err(FetchFault::blocked(Code::DestinationForbidden, detail));
            }
        }
        match url.host() {
            Some(Host::Ipv4(address)) => refuse_special(address.into()),
            Some(Host::Ipv6(address)) => refuse_special(address.into()),
            Some(Host::Domain(_)) => Ok(()),
            None => Err(FetchFault::blocked(Code::DestinationForbidden, "the address has no host")),
        }?;
        Ok(Way::Public)
    }

    /// Whether an address may only be asked once a contact is configured.
    pub(crate) fn contact_needed(&self, url: &Url) -> bool {
        !self.has_contact && !self.is_open(url)
    }

    fn is_open(&self, url: &Url) -> bool {
        HostPort::of(url).is_some_and(|pair| self.open.contains(&pair))
    }
}

/// Refuses an address that is not on the public internet.
pub(crate) fn refuse_special(address: IpAddr) -> Result<(), FetchFault> {
    match address::special(address) {
        None => Ok(()),
        Some(what) => Err(forbidden(address, what)),
    }
}

/// The fault of an address that is not dialled.
pub(crate) fn forbidden(address: IpAddr, what: &str) -> FetchFault {
    FetchFault::blocked(Code::DestinationForbidden, format!("{address} is reserved: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(open: &[&str]) -> Guard {
        Guard::new(open.iter().map(|pair| pair.parse().unwrap()).collect(), true)
    }

    fn code(guard: &Guard, url: &str) -> Option<Code> {
        guard.way(&Url::parse(url).unwrap()).err().and_then(|fault| fault.code)
    }

    #[test]
    fn literal_addresses_inside_are_refused_in_every_spelling() {
        for url in [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f000001/",
            "http://0177.0.0.1/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:7f00:1]/",
            "http://10.0.0.5/",
            "http://0/",
            "http://169.254.169.254/latest/meta-data/",
            "http://[64:ff9b::a9fe:a9fe]/",
            "http://[fd00::1]:8080/",
            "http://example.org@127.0.0.1/",
            "https://192.168.1.1/",
            "http://①②⑦.0.0.1/",
            "http://127.0.0.1./",
        ] {
            assert_eq!(code(&guard(&[]), url), Some(Code::DestinationForbidden), "{url}");
        }
    }

    #[test]
    fn other_schemes_are_refused() {
        for url in [
            "file:///etc/passwd",
            "ftp://h.example/",
            "gopher://h.example/",
            "data:text/plain,x",
            "unix:/run/x",
            "javascript:1",
        ] {
            assert_eq!(code(&guard(&[]), url), Some(Code::SchemeForbidden), "{url}");
        }
    }

    #[test]
    fn ports_of_other_services_are_refused() {
        for port in [22, 25, 53, 110, 443, 587, 8080] {
            let refused = code(&guard(&[]), &format!("http://h.example:{port}/")).is_some();
            assert_eq!(refused, !matches!(port, 443 | 8080), "{port}");
        }
    }

    #[test]
    fn an_opened_pair_opens_nothing_else() {
        let guard = guard(&["127.0.0.1:9001", "feeds.intranet:80"]);
        assert_eq!(guard.way(&Url::parse("http://127.0.0.1:9001/x").unwrap()), Ok(Way::Opened));
        assert_eq!(guard.way(&Url::parse("http://feeds.intranet/x").unwrap()), Ok(Way::Opened));
        assert_eq!(code(&guard, "http://127.0.0.1:9002/"), Some(Code::DestinationForbidden));
        assert_eq!(code(&guard, "http://127.0.0.1/"), Some(Code::DestinationForbidden));
        assert_eq!(guard.way(&Url::parse("https://feeds.intranet/x").unwrap()), Ok(Way::Public));
        assert_eq!(code(&guard, "ftp://127.0.0.1:9001/"), Some(Code::SchemeForbidden));
    }

    #[test]
    fn without_a_contact_only_opened_pairs_are_crawled() {
        let guard = Guard::new(vec!["127.0.0.1:9001".parse().unwrap()], false);
        let (public, opened) =
            (Url::parse("https://h.example/").unwrap(), Url::parse("http://127.0.0.1:9001/").unwrap());
        assert!(guard.contact_needed(&public) && guard.way(&public).is_err());
        assert!(!guard.contact_needed(&opened) && guard.way(&opened).is_ok());
    }
}
