//! Builds the HTTP clients: the only place of the program where one is built.
//!
//! Redirects, decompression, retries, cookies and proxies of the library are all off: they are done where
//! they can be checked and counted, or not at all. Certificates are always verified.

use crate::config::CrawlerConfig;
use crate::guard::Way;
use crate::resolver::{GuardedResolver, Lookup};
use reqwest::{Certificate, Client, ClientBuilder, redirect};
use std::sync::Arc;
use std::time::Duration;

/// How long an idle connection is kept.
const IDLE: Duration = Duration::from_secs(30);

/// One client for each way out: what they dial is not the same, so they share no connections.
pub(crate) struct Clients {
    public: Client,
    opened: Client,
}

/// Whose signature on a certificate counts.
#[derive(Clone, Default)]
pub(crate) enum Trust {
    /// The authorities that this machine trusts.
    #[default]
    Machine,
    /// Only these.
    Only(Vec<Certificate>),
}

impl Clients {
    pub(crate) fn build(
        config: &CrawlerConfig,
        user_agent: &str,
        lookup: &Arc<dyn Lookup>,
        trust: &Trust,
    ) -> reqwest::Result<Self> {
        // an error means that a provider is installed already, which is as good
        let _ = rustls::crypto::ring::default_provider().install_default();
        let build = |public_only, trust: &Trust| {
            let resolver = GuardedResolver::new(Arc::clone(lookup), public_only);
            bare(trust)
                .user_agent(user_agent)
                .connect_timeout(config.connect_timeout)
                .dns_resolver(resolver)
                .build()
        };
        let trust = match build(true, trust) {
            // a container without certificates must still crawl what is not encrypted
            Err(error) if matches!(trust, Trust::Machine) => {
                tracing::warn!(%error, "no certificate authorities found on this machine, every https fetch will fail");
                &Trust::Only(Vec::new())
            }
            _ => trust,
        };
        Ok(Self { public: build(true, trust)?, opened: build(false, trust)? })
    }

    /// The client for a way out.
    pub(crate) fn of(&self, way: Way) -> &Client {
        match way {
            Way::Public => &self.public,
            Way::Opened => &self.opened,
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place where clients are built")]
fn bare(trust: &Trust) -> ClientBuilder {
    let builder = Client::builder()
        .redirect(redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .no_proxy()
        .no_gzip()
        .no_brotli()
        .no_deflate()
        .no_zstd()
        .pool_idle_timeout(IDLE);
    match trust {
        Trust::Machine => builder,
        Trust::Only(certificates) => builder.tls_certs_only(certificates.clone()),
    }
}
