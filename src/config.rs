//! The configuration: `everyroom.toml`, overlaid by `EVERYROOM__SECTION__KEY`, overlaid by flags. Everything has a
//! default; unknown keys are errors with the nearest good one.

mod load;
mod sources;
#[cfg(test)]
mod tests;

pub use load::{ConfigError, load, load_leniently, variables};
pub use sources::{address_keys, lint_files, not_schedules};

use crate::clock;
use crate::schedule::Schedule;
use everyroom_crawler::{CrawlerConfig, HostPort};
use everyroom_feeds::registry::{Fault, Loaded};
use everyroom_feeds::source::Source;
use everyroom_feeds::zone::Zone;
use ipnet::IpNet;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

/// The whole configuration.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Store, archive and generations live here.
    pub data: DataDir,
    /// The HTTP server.
    pub server: Server,
    /// Crawling.
    pub crawl: Crawl,
    /// Where sources come from.
    pub registry: Registry,
    /// Whether it was read from a file.
    #[serde(skip)]
    pub is_from_file: bool,
    /// The operator's own sources, of the file itself and of `registry.files`.
    #[serde(rename = "source", deserialize_with = "sources::read_elsewhere")]
    pub sources: Vec<Source>,
    /// What is wrong with entries that were left out because `registry.lenient` says so.
    #[serde(skip)]
    pub faults: Vec<Fault>,
    /// The operator's own entries with their places, for the lint.
    #[serde(skip)]
    pub own: Loaded,
}

/// The data directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DataDir(pub PathBuf);

impl Default for DataDir {
    fn default() -> Self {
        Self(PathBuf::from("./data"))
    }
}

/// `[server]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Server {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// The address that people use, for links; empty: relative links.
    pub public_url: String,
    /// Where "Leave this site" leads; empty: to a plain page of our own.
    pub exit_url: String,
    /// The asker's zone when neither the question nor its place says.
    pub timezone: Zone,
    /// Requests a minute and client; loopback is exempt.
    pub rate_limit: u32,
    /// Networks of proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<String>,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: String::new(),
            exit_url: String::new(),
            timezone: Zone::parse("UTC").expect("UTC is in every database"),
            rate_limit: 60,
            trusted_proxies: Vec::new(),
        }
    }
}

/// `[crawl]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Crawl {
    /// When: a cron line of five fields with Unix weekdays.
    pub schedule: String,
    /// The zone of that line.
    pub timezone: Zone,
    /// How publishers reach the operator; needed before anything but `allow_private` is crawled.
    pub user_agent_contact: String,
    /// Milliseconds between the starts of two requests to one host and port.
    pub host_gap_ms: u64,
    /// Requests at once, all hosts together.
    pub concurrency: usize,
    /// Requests at once to one host and port.
    pub per_host: usize,
    /// `host:port` pairs that the guard lets through though they are not on the public internet.
    pub allow_private: Vec<String>,
}

impl Default for Crawl {
    fn default() -> Self {
        Self {
            schedule: "30 3 * * *".to_owned(),
            timezone: Zone::parse("UTC").expect("UTC is in every database"),
            user_agent_contact: String::new(),
            host_gap_ms: 1000,
            concurrency: 16,
            per_host: 2,
            allow_private: Vec::new(),
        }
    }
}

/// `[registry]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Registry {
    /// Whether the sources that come with the program are used; if not said, only when no own one is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub builtin: Option<bool>,
    /// Which of them, as `country:us`, `fellowship:na`, `region:us-ny`, `source:ID`; empty: all.
    pub include: Vec<String>,
    /// Whether faulty entries are left out with a warning instead of refused.
    pub lenient: bool,
    /// Files with `[[source]]` tables, beside the configuration file; a `*` stands for any part of a file's name.
    pub files: Vec<String>,
}

impl Server {
    /// The networks of [`Server::trusted_proxies`]; an address alone is a network of one.
    pub fn proxies(&self) -> Result<Vec<IpNet>, ConfigError> {
        let network = |text: &String| {
            let alone = || text.parse::<IpAddr>().map(IpNet::from);
            text.parse::<IpNet>().or_else(|_| alone()).map_err(|_| {
                ConfigError::value(
                    "server.trusted_proxies",
                    &format!("`{text}` is neither a network, as 10.0.0.0/8, nor an address"),
                )
            })
        };
        self.trusted_proxies.iter().map(network).collect()
    }
}

impl Config {
    /// How often sources are due.
    pub fn period(&self) -> SignedDuration {
        let schedule = Schedule::parse(&self.crawl.schedule, &self.crawl.timezone);
        schedule.map_or(SignedDuration::from_hours(24), |schedule| schedule.period(clock::now()))
    }

    /// What the crawler needs to know.
    pub fn crawler(&self) -> Result<CrawlerConfig, ConfigError> {
        let crawl = &self.crawl;
        let pair = |text: &String| {
            text.parse::<HostPort>()
                .map_err(|error| ConfigError::value("crawl.allow_private", &error.to_string()))
        };
        Ok(CrawlerConfig {
            contact: Some(crawl.user_agent_contact.clone()),
            host_gap: Duration::from_millis(crawl.host_gap_ms),
            per_host: crawl.per_host.max(1),
            concurrency: crawl.concurrency.max(1),
            allow_private: crawl.allow_private.iter().map(pair).collect::<Result<_, _>>()?,
            clock: clock::now,
            ..CrawlerConfig::default()
        })
    }
}
