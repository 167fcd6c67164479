//! What an operator may set about crawling, with the defaults of this house. Data only.

use crate::host_port::HostPort;
use jiff::Timestamp;
use std::time::Duration;

/// How the crawler behaves. Nothing here switches the guard, robots.txt or the check of certificates off.
#[derive(Clone, Debug)]
pub struct CrawlerConfig {
    /// How a publisher reaches the operator, as `mailto:ops@example.org`; part of the user agent. Without
    /// it only the pairs in `allow_private` are crawled.
    pub contact: Option<String>,
    /// Least time between the starts of two requests to one host and port.
    pub host_gap: Duration,
    /// Most requests at once to one host and port; at least 1.
    pub per_host: usize,
    /// Most requests at once to all hosts together; at least 1.
    pub concurrency: usize,
    /// Pairs that the guard lets through although their address is not on the public internet.
    pub allow_private: Vec<HostPort>,
    /// Longest wait for name look-up, TCP and TLS together.
    pub connect_timeout: Duration,
    /// Longest wait for the head of an answer once the connection stands.
    pub first_byte_timeout: Duration,
    /// Longest time on the network for one document, redirects included; waiting at gates does not count.
    pub total_timeout: Duration,
    /// Least bytes a second on the wire, averaged over one body.
    pub min_rate: u64,
    /// How long a body may run before `min_rate` is asked of it.
    pub min_rate_grace: Duration,
    /// Most bytes of one document after decompression.
    pub max_decoded_bytes: u64,
    /// Most bytes of all documents of one snapshot together, after decompression.
    pub max_snapshot_bytes: u64,
    /// Most decoded bytes for each byte on the wire, asked of bodies above 1 MiB.
    pub max_ratio: u64,
    /// Most redirects in a row.
    pub max_redirects: usize,
    /// How often one document is tried again within an attempt.
    pub retries: u32,
    /// The first pause before another try; it doubles each time and carries jitter.
    pub retry_pause: Duration,
    /// Longest `Retry-After` that is honoured; longer ones are cut to it.
    pub max_retry_after: Duration,
    /// How long an address rests after a 429 that does not say.
    pub default_rest: Duration,
    /// Longest crawl delay of a robots.txt that is honoured; longer ones are cut to it.
    pub max_crawl_delay: Duration,
    /// How long a robots.txt is believed.
    pub robots_max_age: Duration,
    /// How long a robots.txt that the server could not give counts as a refusal.
    pub robots_retry: Duration,
    /// The wall clock for what is recorded; deadlines never ask it.
    pub clock: fn() -> Timestamp,
}

/// No wait is longer, whatever is configured.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 3600);

impl CrawlerConfig {
    /// The same with every duration cut to a length that can be added to any instant.
    pub(crate) fn bounded(mut self) -> Self {
        for duration in [
            &mut self.host_gap,
            &mut self.connect_timeout,
            &mut self.first_byte_timeout,
            &mut self.total_timeout,
            &mut self.min_rate_grace,
            &mut self.retry_pause,
            &mut self.max_retry_after,
            &mut self.default_rest,
            &mut self.max_crawl_delay,
            &mut self.robots_max_age,
            &mut self.robots_retry,
        ] {
            *duration = (*duration).min(LONGEST);
        }
        self
    }
}

impl Default for CrawlerConfig {
    fn default() -> Self {
        Self {
            contact: None,
            host_gap: Duration::from_secs(1),
            per_host: 2,
            concurrency: 16,
            allow_private: Vec::new(),
            connect_timeout: Duration::from_secs(10),
            first_byte_timeout: Duration::from_secs(30),
            total_timeout: Duration::from_secs(120),
            min_rate: 1024,
            min_rate_grace: Duration::from_secs(10),
            max_decoded_bytes: 64 << 20,
            max_snapshot_bytes: 128 << 20,
            max_ratio: 200,
            max_redirects: 5,
            retries: 2,
            retry_pause: Duration::from_millis(500),
            max_retry_after: Duration::from_secs(24 * 3600),
            default_rest: Duration::from_secs(600),
            max_crawl_delay: Duration::from_secs(30),
            robots_max_age: Duration::from_secs(24 * 3600),
            robots_retry: Duration::from_secs(600),
            clock: Timestamp::now,
        }
    }
}
