//! From a home page to its feeds, over the network: the page, a few more pages of the same site, then each candidate,
//! which is read and not kept.
//!
//! Everything goes through the one guarded client: robots.txt, gates, address policy. What a page means is said in
//! `everyroom_feeds::discover`; here is only in which order, how often and how long is asked.

mod reason;
mod trial;
mod walk;

use crate::config::CrawlerConfig;
use crate::crawler::Crawler;
use crate::fault::FetchFault;
use everyroom_feeds::discover::{About, Candidate, Evidence, Kind, Summary};
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use url::Url;

/// At most so many requests are made for one discovery; robots.txt is not counted, redirects are, and a chain of them
/// that is under way is finished.
pub const MOST_REQUESTS: usize = 12;
/// At most so many further pages of the site are looked at.
pub const MOST_PAGES: usize = 3;
/// A discovery takes no longer.
pub const LONGEST: Duration = Duration::from_secs(60);

/// What a discovery came to.
#[derive(Clone, Debug)]
pub struct Discovery {
    /// The page, after redirects.
    pub page: Url,
    /// Whose page it is.
    pub about: About,
    /// Everything that may be a feed: those that were read first, best first.
    pub found: Vec<Found>,
    /// Every address that was asked for, in order.
    pub looked_at: Vec<LookedAt>,
    /// Hints for people.
    pub signs: Vec<Evidence>,
}

/// Something that may be a feed.
#[derive(Clone, Debug)]
pub struct Found {
    /// What it is, or would be.
    pub kind: Kind,
    /// Where it is, as it may be shown.
    pub shown: String,
    /// What said so.
    pub evidence: Vec<Evidence>,
    /// The page that said so.
    pub found_in: Url,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a candidate.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It was read.
    Read(Box<(Candidate, Summary)>),
    /// It can't be used, for this reason.
    Not(String),
}

/// An address that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct LookedAt {
    /// Where, without secrets.
    pub url: String,
    /// What came of it.
    pub result: String,
}

/// The configuration for a discovery: someone waits for it, so nothing is tried twice and nothing waited for long.
pub fn hasty(config: CrawlerConfig) -> CrawlerConfig {
    CrawlerConfig {
        retries: 0,
        total_timeout: config.total_timeout.min(Duration::from_secs(30)),
        first_byte_timeout: config.first_byte_timeout.min(Duration::from_secs(20)),
        ..config
    }
}

impl Crawler {
    /// Looks for the feeds behind a page. An error is a page that did not come at all; nothing else was asked then.
    pub async fn discover(&self, url: &Url, cancel: CancellationToken) -> Result<Discovery, FetchFault> {
        walk::Walk::new(self.network(), cancel).go(url).await
    }
}
