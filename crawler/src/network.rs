//! Everything that all requests share. What is done with it stands in the modules that add to it: one
//! exchange in `exchange`, one document in `document`, robots.txt in `robots`, one attempt in `snapshot`.

use crate::client::{Clients, Trust};
use crate::config::CrawlerConfig;
use crate::guard::Guard;
use crate::politeness::Gates;
use crate::resolver::Lookup;
use crate::rests::Rests;
use crate::robots::RobotsCache;
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;

/// The one way to the network.
pub(crate) struct Network {
    pub(crate) config: CrawlerConfig,
    pub(crate) guard: Guard,
    pub(crate) clients: Clients,
    pub(crate) gates: Gates,
    pub(crate) rests: Rests,
    pub(crate) robots: RobotsCache,
}

impl Network {
    pub(crate) fn new(
        config: CrawlerConfig,
        user_agent: &str,
        lookup: &Arc<dyn Lookup>,
        trust: &Trust,
    ) -> reqwest::Result<Self> {
        Ok(Self {
            guard: Guard::new(config.allow_private.clone(), config.contact.is_some()),
            clients: Clients::build(&config, user_agent, lookup, trust)?,
            gates: Gates::new(config.per_host, config.concurrency),
            rests: Rests::default(),
            robots: RobotsCache::default(),
            config,
        })
    }

    /// Wall time now, for records.
    pub(crate) fn now(&self) -> Timestamp {
        (self.config.clock)()
    }

    /// Wall time in a while; the end of time when that is past it.
    pub(crate) fn after(&self, wait: Duration) -> Timestamp {
        self.now().checked_add(wait).unwrap_or(Timestamp::MAX)
    }
}
