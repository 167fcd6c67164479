//! So many requests a minute for one client address, counted in memory and forgotten. Who a client is says
//! [`super::client`].

use super::client::Proxies;
use crate::problem::{Problem, ProblemCode};
use crate::state::ApiConfig;
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use http::{HeaderName, HeaderValue};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

type Keyed = RateLimiter<IpAddr, DefaultKeyedStateStore<IpAddr>, DefaultClock, StateInformationMiddleware>;

/// Addresses whose allowance is full again are forgotten when there are so many.
const FORGET_FROM: usize = 10_000;
/// When there are so many that none of them can be forgotten, whole networks share an allowance.
const MOST_KEYS: usize = 100_000;
/// Suggestions are asked for with every pause in typing: so many times as often as anything else.
const SUGGESTIONS: u32 = 4;
const SUGGEST_PATH: &str = "/v1/suggest";

/// The allowances of all clients for one kind of request.
struct Allowances {
    name: &'static str,
    keyed: Keyed,
    quota: Quota,
    began: Instant,
    swept: AtomicU64,
}

impl Allowances {
    fn new(name: &'static str, quota: Quota) -> Self {
        let keyed = RateLimiter::keyed(quota).with_middleware();
        Self { name, keyed, quota, began: Instant::now(), swept: AtomicU64::new(0) }
    }

    /// Counts a request: how many more there may be at once, or how many seconds to wait when it was one too many.
    fn take(&self, client: IpAddr) -> Result<u32, u64> {
        self.forget();
        let key = if self.keyed.len() < MOST_KEYS { key(client) } else { network(client) };
        match self.keyed.check_key(&key) {
            Ok(state) => Ok(state.remaining_burst_capacity()),
            Err(refusal) => Err(refusal.wait_time_from(DefaultClock::default().now()).as_secs() + 1),
        }
    }

    /// Forgets whoever has been quiet, at most once a second: it looks at everybody.
    fn forget(&self) {
        let second = self.began.elapsed().as_secs();
        if self.keyed.len() > FORGET_FROM && self.swept.swap(second, Ordering::Relaxed) != second {
            self.keyed.retain_recent();
            self.keyed.shrink_to_fit();
        }
    }

    fn add_headers(&self, response: &mut Response, left: u32, wait: u64) {
        let Self { name, quota, .. } = self;
        let a_minute = (60.0 / quota.replenish_interval().as_secs_f64()).round();
        let wait = if wait > 0 { format!(";t={wait}") } else { String::new() };
        let headers = [
            ("ratelimit-policy", format!("\"{name}\";q={a_minute};w=60")),
            ("ratelimit", format!("\"{name}\";r={left}{wait}")),
        ];
        for (name, value) in headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().insert(HeaderName::from_static(name), value);
            }
        }
    }
}

/// The limits of the server.
#[derive(Clone)]
pub struct Limit {
    proxies: Proxies,
    usual: Arc<Allowances>,
    suggestions: Arc<Allowances>,
}

impl Limit {
    /// What the configuration asks for; `None` for none.
    pub fn new(config: &ApiConfig) -> Option<Self> {
        let a_minute = NonZeroU32::new(config.rate_limit)?;
        let burst = NonZeroU32::new(a_minute.get().div_ceil(2))?;
        let usual = Quota::per_minute(a_minute).allow_burst(burst);
        let suggestions =
            Quota::per_minute(a_minute.saturating_mul(NonZeroU32::new(SUGGESTIONS)?)).allow_burst(a_minute);
        Some(Self {
            proxies: Proxies::new(&config.trusted_proxies),
            usual: Arc::new(Allowances::new("client", usual)),
            suggestions: Arc::new(Allowances::new("suggestions", suggestions)),
        })
    }
}

/// Something of which one client may do few an hour.
#[derive(Clone)]
pub struct Few {
    proxies: Proxies,
    allowances: Arc<Allowances>,
}

impl std::fmt::Debug for Few {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Few").finish_non_exhaustive()
    }
}

impl Few {
    /// So many an hour.
    pub fn new(an_hour: NonZeroU32, config: &ApiConfig) -> Self {
        let allowances = Arc::new(Allowances::new("few", Quota::per_hour(an_hour)));
        Self { proxies: Proxies::new(&config.trusted_proxies), allowances }
    }

    /// Counts a request; how many seconds its client has to wait when it was one too many.
    pub fn refuses(&self, client: IpAddr) -> Option<u64> {
        self.allowances.take(client).err()
    }

    /// Who sends a request.
    pub fn client(&self, request: &Request) -> Option<IpAddr> {
        client(&self.proxies, request)
    }
}

fn client(proxies: &Proxies, request: &Request) -> Option<IpAddr> {
    let ConnectInfo(peer) = request.extensions().get::<ConnectInfo<SocketAddr>>()?;
    proxies.client(peer.ip(), request.headers())
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

/// The network around a client, as large as those that providers are given.
fn network(client: IpAddr) -> IpAddr {
    match client {
        IpAddr::V4(address) => {
            let [a, b, ..] = address.octets();
            IpAddr::V4(Ipv4Addr::new(a, b, 0, 0))
        }
        IpAddr::V6(address) => {
            let [a, b, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, 0, 0, 0, 0, 0, 0))
        }
    }
}

/// What watchers of the server and pages ask for again and again.
fn is_free(path: &str) -> bool {
    ["/healthz", "/readyz", "/metrics"].contains(&path) || path.starts_with("/assets/")
}

/// Lets a request through, or tells its client to wait.
pub async fn check(State(limit): State<Limit>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let allowances = if path == SUGGEST_PATH { &limit.suggestions } else { &limit.usual };
    let client = client(&limit.proxies, &request).filter(|_| !is_free(path));
    let Some(client) = client else { return next.run(request).await };
    match allowances.take(client) {
        Ok(left) => {
            let mut response = next.run(request).await;
            allowances.add_headers(&mut response, left, 0);
            response
        }
        Err(wait) => {
            let mut response = Problem::plain(ProblemCode::RateLimited).retry_after(wait).into_response();
            allowances.add_headers(&mut response, 0, wait);
            response
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn there_is_an_end_to_how_many_clients_are_remembered() {
        let quota = Quota::per_hour(NonZeroU32::MIN);
        let allowances = Allowances::new("client", quota);
        for number in 0..MOST_KEYS as u32 + 5_000 {
            let _ = allowances.take(IpAddr::V4((0x0a00_0000 + number).into()));
        }
        assert!(allowances.keyed.len() <= MOST_KEYS + 300, "{}", allowances.keyed.len());
        assert!(allowances.take(IpAddr::V4([203, 0, 113, 1].into())).is_ok(), "others are still let in");
    }
}
