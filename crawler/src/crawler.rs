//! The door of this crate: what the rest of the program asks of the network.

use crate::attempt::{Attempt, FetchMode, FetchedPart, Known};
use crate::client::Trust;
use crate::config::CrawlerConfig;
use crate::document::Wanted;
use crate::fault::FetchFault;
use crate::host_port::HostPort;
use crate::journal::Journal;
use crate::network::Network;
use crate::resolver::{Lookup, SystemLookup};
use everyroom_feeds::plan::{Request, Role};
use everyroom_feeds::source::Source;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use url::Url;

/// The one client of the program. Clones share their gates, rests, robots.txt files and connections.
#[derive(Clone)]
pub struct Crawler {
    network: Arc<Network>,
}

/// Why the crawler can't be used as configured.
#[derive(Debug, thiserror::Error)]
pub enum CrawlerError {
    /// An address that may only be asked once a contact is configured.
    #[error("no contact is configured, so {host} may not be crawled: set crawl.user_agent_contact")]
    NoContact {
        /// The host and port.
        host: String,
    },
    /// A contact that can't stand in a user agent.
    #[error(
        "`{contact}` is not a contact: use visible ASCII without parentheses, as `mailto:ops@example.org`"
    )]
    Contact {
        /// What was configured.
        contact: String,
    },
    /// The HTTP library could not be set up.
    #[error("the HTTP client can't be built")]
    Client(#[from] reqwest::Error),
}

impl Crawler {
    /// A crawler of its own, with gates and caches of its own.
    pub fn new(config: CrawlerConfig) -> Result<Self, CrawlerError> {
        Self::with(config, Arc::new(SystemLookup), &Trust::Machine)
    }

    /// As [`Crawler::new`], with another source of addresses and of trust.
    pub(crate) fn with(
        mut config: CrawlerConfig,
        lookup: Arc<dyn Lookup>,
        trust: &Trust,
    ) -> Result<Self, CrawlerError> {
        config.contact =
            config.contact.map(|contact| contact.trim().to_owned()).filter(|contact| !contact.is_empty());
        let user_agent = user_agent(config.contact.as_deref())?;
        Ok(Self { network: Arc::new(Network::new(config.bounded(), &user_agent, &lookup, trust)?) })
    }

    /// Carries out the plan of a source, robots.txt and all, and tells everything about it.
    ///
    /// With [`FetchMode::Conditional`] the validators of known parts are sent. When some parts changed and
    /// others were answered with 304, the latter are fetched again whole: a `Changed` attempt carries every
    /// body. An `Unchanged` one need not carry any. One part that fails fails the attempt, and the requests
    /// after it are not made. Cancelling ends the attempt at once as `Deferred`, without a notice.
    pub async fn fetch_source(
        &self,
        source: &Source,
        known: &[Known],
        mode: FetchMode,
        cancel: CancellationToken,
    ) -> Attempt {
        self.network.attempt(source, known, mode, &cancel).await
    }

    /// Fetches one address whole, with the same guard, gates and robots.txt as any source.
    pub async fn fetch_once(&self, url: &Url, cancel: CancellationToken) -> Result<FetchedPart, FetchFault> {
        let request = Request::get(Role::Feed, url.clone());
        let wanted =
            Wanted { request: &request, known: None, max_bytes: self.network.config.max_decoded_bytes };
        let mut journal = Journal::default();
        let (part, receipt) = tokio::select! {
            biased;
            () = cancel.cancelled() => return Err(FetchFault::cancelled()),
            got = self.network.document(&wanted, &mut journal) => got?,
        };
        Ok(receipt.with(part))
    }

    /// What is shared by all requests, for the rest of this crate.
    pub(crate) fn network(&self) -> &Network {
        &self.network
    }

    /// Whether an address may only be asked once a contact is configured.
    pub fn contact_needed(&self, url: &Url) -> bool {
        self.network.guard.contact_needed(url)
    }

    /// Refuses an address that may only be asked once a contact is configured.
    pub fn may_crawl(&self, url: &Url) -> Result<(), CrawlerError> {
        if !self.contact_needed(url) {
            return Ok(());
        }
        Err(CrawlerError::NoContact {
            host: HostPort::of(url).map_or_else(String::new, |host| host.to_string()),
        })
    }
}

fn user_agent(contact: Option<&str>) -> Result<String, CrawlerError> {
    let name = concat!("Everyroom/", env!("CARGO_PKG_VERSION"));
    let Some(contact) = contact else { return Ok(name.to_owned()) };
    let fits = contact.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'(' | b')' | b'\\'));
    if !fits || contact.len() > 200 {
        return Err(CrawlerError::Contact { contact: contact.chars().take(80).collect() });
    }
    Ok(format!("{name} (+{contact})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_agent_names_version_and_contact() {
        let want = format!("Everyroom/{} (+mailto:ops@example.org)", env!("CARGO_PKG_VERSION"));
        assert_eq!(user_agent(Some("mailto:ops@example.org")).unwrap(), want);
        for bad in ["ops at example", "x\r\nX-Forged: 1", "a)b", "é@example.org"] {
            assert!(matches!(user_agent(Some(bad)), Err(CrawlerError::Contact { .. })), "{bad:?}");
        }
    }

    #[test]
    fn without_a_contact_nothing_public_may_be_crawled() {
        let config = CrawlerConfig {
            contact: Some("  ".to_owned()),
            allow_private: vec!["127.0.0.1:9001".parse().unwrap()],
            ..CrawlerConfig::default()
        };
        let crawler = Crawler::new(config).unwrap();
        let public = Url::parse("https://feeds.example/x").unwrap();
        assert_eq!(
            crawler.may_crawl(&public).unwrap_err().to_string(),
            "no contact is configured, so feeds.example:443 may not be crawled: set crawl.user_agent_contact"
        );
        assert!(crawler.may_crawl(&Url::parse("http://127.0.0.1:9001/").unwrap()).is_ok());
    }
}
