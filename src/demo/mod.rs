//! The sample world of `everyroom demo`: invented sites of several fellowships, served on loopback in the
//! shapes in which such sites really publish, so that a demonstration runs the whole way from request to
//! search.
//!
//! Everything here is invented but the towns. The sites serve the same bytes at every start: nothing may read
//! a clock or the system's randomness. Nothing here prints, and nothing here knows the rest of the program.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use calendar::{Feature, Share};

mod bmlt;
mod bmlt_formats;
mod bmlt_query;
mod calendar;
mod faulty;
mod federation;
mod kinds;
mod meeting;
mod pages;
mod php_json;
mod seed;
mod shapes;
mod site;
#[cfg(test)]
mod tests;
mod towns;
mod tsml;
mod words;

pub use federation::sites;
pub use site::Validators;

/// How long [`Samples::stop`] waits for answers that are under way.
const STOP_WITHIN: Duration = Duration::from_secs(3);

/// A publisher of the sample world, as a source would be configured.
#[derive(Debug, Clone)]
pub struct SampleSite {
    /// Stable id in `[a-z0-9-]`, fit to be a source id.
    pub id: &'static str,
    /// The publisher's name; re-published records carry it as `data_source_name`.
    pub name: &'static str,
    /// Id of the vocabulary, as `na`.
    pub fellowship: &'static str,
    /// `tsml` or `bmlt`; `auto` where a recipe says what is where.
    pub format: &'static str,
    /// The shipped recipe that it is read by.
    pub recipe: Option<&'static str>,
    /// Path and query of the feed on the site's own host; for BMLT the path of the root, with its last slash; for a
    /// recipe the address that its own are relative to.
    pub path: String,
    /// IANA zone of records that state none; `None` where every record states its own.
    pub timezone: Option<&'static str>,
    /// Two-letter country of the publisher.
    pub country: &'static str,
    /// What the feed offers to conditional requests.
    pub validators: Validators,
    /// Whether there is a robots.txt; it is 404 otherwise.
    pub has_robots: bool,
    /// Whether the feed has faults and stray text on purpose.
    pub is_faulty: bool,
    /// Id of the site some of whose meetings this one takes over, with their lineage.
    pub republishes: Option<&'static str>,
    shares: &'static [Share],
    features: &'static [Feature],
}

/// One address of a site's feed and what it answers.
#[derive(Debug, Clone)]
pub struct Document {
    /// Path and query on the site's own host.
    pub target: String,
    /// `Content-Type`.
    pub content_type: &'static str,
    /// The body, not compressed.
    pub body: Vec<u8>,
}

/// What a reader of the whole feed of `site` gets, without sockets: one document for TSML; server info,
/// service bodies, formats and meetings for BMLT, in this order; all pages of the others.
pub fn documents(site: &SampleSite) -> Vec<Document> {
    if let Some(recipe) = site.recipe {
        return shapes::documents(site, recipe);
    }
    let content_type = "application/json; charset=UTF-8";
    if site.format == "tsml" {
        return vec![Document { target: site.path.clone(), content_type, body: tsml::feed(site) }];
    }
    let switchers = ["GetServerInfo", "GetServiceBodies", "GetFormats", "GetSearchResults"];
    let document = |switcher| {
        let query = format!("switcher={switcher}");
        let body = bmlt_query::answer(site, &query).body;
        Document { target: format!("{}client_interface/json/?{query}", site.path), content_type, body }
    };
    switchers.into_iter().map(document).collect()
}

/// A sample site that is being served.
#[derive(Debug, Clone)]
pub struct RunningSite {
    /// What it publishes.
    pub site: SampleSite,
    /// Where it listens, on 127.0.0.1.
    pub addr: SocketAddr,
    /// The address to configure as a source: the list for TSML, the root for BMLT, the base of a recipe's.
    pub feed_url: String,
}

/// The running sample world. Dropping it ends the sites at once; [`Samples::stop`] lets them finish.
#[derive(Debug)]
pub struct Samples {
    /// The sites in the order of [`sites`].
    pub sites: Vec<RunningSite>,
    tasks: JoinSet<io::Result<()>>,
    stopping: CancellationToken,
}

impl Samples {
    /// Stops accepting and waits a few seconds at most for answers that are under way.
    pub async fn stop(mut self) {
        self.stopping.cancel();
        let finished = async { while self.tasks.join_next().await.is_some() {} };
        // When time runs out the tasks are dropped with `self`.
        drop(tokio::time::timeout(STOP_WITHIN, finished).await);
    }
}

/// Serves every sample site on a free port of 127.0.0.1 until stopped or dropped. Needs a tokio runtime with
/// sockets and time; fails when a port cannot be bound.
pub async fn start() -> io::Result<Samples> {
    let stopping = CancellationToken::new();
    let mut tasks = JoinSet::new();
    let mut running = Vec::new();
    for site in sites() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let addr = listener.local_addr()?;
        let feed_url = format!("http://{addr}{}", site.path);
        let service = axum::serve(listener, site::router(site.clone()));
        tasks.spawn(service.with_graceful_shutdown(stopping.clone().cancelled_owned()).into_future());
        running.push(RunningSite { site, addr, feed_url });
    }
    Ok(Samples { sites: running, tasks, stopping })
}
