//! Who asks: the peer, or the client behind proxies that are trusted. What an untrusted peer says of itself is not
//! believed. Counts nothing and keeps nothing.

use http::HeaderMap;
use ipnet::IpNet;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

const FORWARDED: &str = "x-forwarded-for";

/// The proxies that are believed.
#[derive(Clone, Debug)]
pub struct Proxies {
    trusted: Arc<[IpNet]>,
}

impl Proxies {
    /// Those of these networks.
    pub fn new(trusted: &[IpNet]) -> Self {
        Self { trusted: trusted.into() }
    }

    /// Whom to hold to account; `None` for whoever sits at this machine, as far as no proxy of it is known.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> Option<IpAddr> {
        let peer = peer.to_canonical();
        if self.is_trusted(peer) {
            return Some(self.behind(peer, headers));
        }
        if peer.is_loopback() {
            warn_of_proxy(headers);
            return None;
        }
        Some(peer)
    }

    fn is_trusted(&self, address: IpAddr) -> bool {
        self.trusted.iter().any(|net| net.contains(&address))
    }

    /// From the last hop back to the first that is not trusted. Each proxy adds what it has seen itself at the end.
    fn behind(&self, proxy: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = proxy;
        let lines = headers.get_all(FORWARDED).iter();
        // bytes: one that is not ASCII must not hide the hops beside it
        let hops: Vec<&[u8]> = lines.flat_map(|line| line.as_bytes().split(|byte| *byte == b',')).collect();
        for hop in hops.into_iter().rev() {
            if !self.is_trusted(client) {
                break;
            }
            // an unreadable hop hides who came before it: the proxy itself is held to account
            let Some(before) = address(hop) else { break };
            client = before;
        }
        client
    }
}

/// Tells the operator, once: whoever comes through such a proxy looks like somebody at this machine.
fn warn_of_proxy(headers: &HeaderMap) {
    static HAS_WARNED: AtomicBool = AtomicBool::new(false);
    if headers.contains_key(FORWARDED) && !HAS_WARNED.swap(true, Ordering::Relaxed) {
        tracing::warn!(
            "a proxy on this machine sends X-Forwarded-For and is not among server.trusted_proxies: nobody who comes \
             through it is limited"
        );
    }
}

/// A hop as proxies write it: `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`, `[2001:db8::1]:4711`.
fn address(hop: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(hop).ok()?.trim();
    let bare = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    let address: IpAddr = text
        .parse()
        .ok()
        .or_else(|| text.parse().ok().map(|with_port: SocketAddr| with_port.ip()))
        .or_else(bare)?;
    Some(address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn client(trusted: &[&str], peer: &str, forwarded: &[u8]) -> String {
        let trusted: Vec<IpNet> = trusted.iter().map(|net| net.parse().unwrap()).collect();
        let mut headers = HeaderMap::new();
        if !forwarded.is_empty() {
            headers.insert(FORWARDED, HeaderValue::from_bytes(forwarded).unwrap());
        }
        let client = Proxies::new(&trusted).client(peer.parse().unwrap(), &headers);
        client.map_or_else(|| "exempt".to_owned(), |client| client.to_string())
    }

    const PROXIES: [&str; 2] = ["127.0.0.1/32", "10.0.0.0/8"];

    #[test]
    fn forwarded_addresses_are_believed_of_trusted_proxies_only() {
        let client = |peer: &str, forwarded: &str| client(&PROXIES, peer, forwarded.as_bytes());
        assert_eq!(client("198.51.100.7", "203.0.113.1"), "198.51.100.7");
        assert_eq!(client("127.0.0.1", "203.0.113.1"), "203.0.113.1");
        assert_eq!(client("127.0.0.1", "8.8.8.8, 203.0.113.1, 10.1.1.1"), "203.0.113.1");
        assert_eq!(client("127.0.0.1", "nonsense"), "127.0.0.1");
        assert_eq!(client("127.0.0.1", ""), "127.0.0.1");
        assert_eq!(client("::ffff:127.0.0.1", "203.0.113.1"), "203.0.113.1");
    }

    #[test]
    fn hops_are_read_whatever_stands_beside_them() {
        assert_eq!(client(&PROXIES, "127.0.0.1", b"\xff\xfe, 203.0.113.1"), "203.0.113.1");
        assert_eq!(client(&PROXIES, "127.0.0.1", b"203.0.113.1:4711"), "203.0.113.1");
        assert_eq!(client(&PROXIES, "127.0.0.1", b"[2001:db8::1]:4711"), "2001:db8::1");
        assert_eq!(client(&PROXIES, "127.0.0.1", b"[2001:db8::1]"), "2001:db8::1");
        assert_eq!(client(&PROXIES, "127.0.0.1", b"203.0.113.1, \xff"), "127.0.0.1", "held to account");
    }

    #[test]
    fn who_sits_at_the_machine_is_exempt_and_no_proxy_is() {
        assert_eq!(client(&[], "127.0.0.1", b""), "exempt");
        assert_eq!(client(&[], "::1", b"203.0.113.1"), "exempt");
        assert_eq!(client(&["10.0.0.0/8"], "10.0.0.1", b"127.0.0.1"), "127.0.0.1", "as a proxy says");
    }
}
