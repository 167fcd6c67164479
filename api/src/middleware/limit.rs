//! So many requests a minute for one client address, counted in memory and forgotten. Loopback is exempt.

use crate::problem::{Problem, ProblemCode};
use crate::state::ApiConfig;
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use http::{HeaderMap, HeaderName, HeaderValue};
use ipnet::IpNet;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;

type Keyed = RateLimiter<IpAddr, DefaultKeyedStateStore<IpAddr>, DefaultClock, StateInformationMiddleware>;

/// Addresses whose allowance is full again are forgotten when there are so many.
const FORGET_FROM: usize = 10_000;

/// The allowances of all clients.
#[derive(Clone)]
pub struct Limit {
    keyed: Arc<Keyed>,
    trusted: Arc<[IpNet]>,
    a_minute: u32,
    clock: DefaultClock,
}

impl Limit {
    /// The limit that the configuration asks for; `None` for none.
    pub fn new(config: &ApiConfig) -> Option<Self> {
        let a_minute = NonZeroU32::new(config.rate_limit)?;
        let burst = NonZeroU32::new(a_minute.get().div_ceil(2))?;
        let quota = Quota::per_minute(a_minute).allow_burst(burst);
        Some(Self {
            keyed: Arc::new(RateLimiter::keyed(quota).with_middleware()),
            trusted: config.trusted_proxies.clone().into(),
            a_minute: a_minute.get(),
            clock: DefaultClock::default(),
        })
    }

    fn is_trusted(&self, address: IpAddr) -> bool {
        self.trusted.iter().any(|net| net.contains(&address))
    }

    /// The client behind trusted proxies. What an untrusted peer says of itself is not believed.
    fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
        let hops: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
        for hop in hops.into_iter().rev() {
            if !self.is_trusted(client) {
                break;
            }
            // an unreadable hop hides who came before it: the proxy itself is held to account
            let Ok(before) = hop.parse::<IpAddr>() else { break };
            client = before.to_canonical();
        }
        client
    }
}

/// Something of which one client may do few an hour. Loopback is not counted.
#[derive(Clone)]
pub struct Few {
    limit: Limit,
}

impl std::fmt::Debug for Few {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Few").finish_non_exhaustive()
    }
}

impl Few {
    /// So many an hour.
    pub fn new(an_hour: NonZeroU32, config: &ApiConfig) -> Self {
        let keyed = Arc::new(RateLimiter::keyed(Quota::per_hour(an_hour)).with_middleware());
        let trusted = config.trusted_proxies.clone().into();
        Self { limit: Limit { keyed, trusted, a_minute: an_hour.get(), clock: DefaultClock::default() } }
    }

    /// Counts a request; how many seconds its client has to wait when it was one too many.
    pub fn refuses(&self, request: &Request) -> Option<u64> {
        let limit = &self.limit;
        let ConnectInfo(peer) = request.extensions().get::<ConnectInfo<SocketAddr>>()?;
        let client =
            Some(limit.client(peer.ip(), request.headers())).filter(|client| !client.is_loopback())?;
        if limit.keyed.len() > FORGET_FROM {
            limit.keyed.retain_recent();
        }
        let refusal = limit.keyed.check_key(&key(client)).err()?;
        Some(refusal.wait_time_from(limit.clock.now()).as_secs() + 1)
    }
}

/// What shares an allowance: one IPv4 address, or the network that one IPv6 customer has.
fn key(client: IpAddr) -> IpAddr {
    match client {
        IpAddr::V4(_) => client,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

/// What watchers of the server and pages ask for again and again.
fn is_free(path: &str) -> bool {
    ["/healthz", "/readyz", "/metrics"].contains(&path) || path.starts_with("/assets/")
}

/// Lets a request through, or tells its client to wait.
pub async fn check(State(limit): State<Limit>, request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    let client = peer.map(|peer| limit.client(peer, request.headers()));
    let is_counted = |client: &IpAddr| !client.is_loopback() && !is_free(request.uri().path());
    let Some(client) = client.filter(is_counted) else { return next.run(request).await };
    if limit.keyed.len() > FORGET_FROM {
        limit.keyed.retain_recent();
    }
    match limit.keyed.check_key(&key(client)) {
        Ok(state) => {
            let mut response = next.run(request).await;
            add_headers(&mut response, limit.a_minute, state.remaining_burst_capacity(), 0);
            response
        }
        Err(refusal) => {
            let wait = refusal.wait_time_from(limit.clock.now()).as_secs() + 1;
            let mut response = Problem::plain(ProblemCode::RateLimited).retry_after(wait).into_response();
            add_headers(&mut response, limit.a_minute, 0, wait);
            response
        }
    }
}

fn add_headers(response: &mut Response, a_minute: u32, left: u32, wait: u64) {
    let headers = [
        ("ratelimit-policy", format!("\"client\";q={a_minute};w=60")),
        (
            "ratelimit",
            format!("\"client\";r={left}{}", if wait > 0 { format!(";t={wait}") } else { String::new() }),
        ),
    ];
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(trusted: &[&str]) -> Limit {
        let trusted_proxies = trusted.iter().map(|net| net.parse().unwrap()).collect();
        Limit::new(&ApiConfig { trusted_proxies, ..ApiConfig::default() }).unwrap()
    }

    fn client(limit: &Limit, peer: &str, forwarded: &str) -> String {
        let mut headers = HeaderMap::new();
        if !forwarded.is_empty() {
            headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        }
        limit.client(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn forwarded_addresses_are_believed_of_trusted_proxies_only() {
        let limit = limit(&["127.0.0.1/32", "10.0.0.0/8"]);
        assert_eq!(client(&limit, "198.51.100.7", "203.0.113.1"), "198.51.100.7");
        assert_eq!(client(&limit, "127.0.0.1", "203.0.113.1"), "203.0.113.1");
        assert_eq!(client(&limit, "127.0.0.1", "8.8.8.8, 203.0.113.1, 10.1.1.1"), "203.0.113.1");
        assert_eq!(client(&limit, "127.0.0.1", "nonsense"), "127.0.0.1");
        assert_eq!(client(&limit, "127.0.0.1", ""), "127.0.0.1");
        assert_eq!(client(&limit, "::ffff:127.0.0.1", "203.0.113.1"), "203.0.113.1");
    }

    #[test]
    fn one_ipv6_customer_is_one_client() {
        let key = |text: &str| key(text.parse().unwrap());
        assert_eq!(key("2001:db8:1:2:3::1"), key("2001:db8:1:2:4::9"));
        assert_ne!(key("2001:db8:1:2::1"), key("2001:db8:1:3::1"));
    }

    #[test]
    fn zero_is_no_limit() {
        assert!(Limit::new(&ApiConfig { rate_limit: 0, ..ApiConfig::default() }).is_none());
    }
}
