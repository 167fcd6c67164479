//! One request with its redirects, up to the head of the answer: guard, rests, robots.txt, gate, send,
//! every hop.

use crate::fault::FetchFault;
use crate::guard::{self, Way};
use crate::host_port::HostPort;
use crate::journal::{EntryId, Journal};
use crate::network::Network;
use crate::politeness::Visit;
use crate::redirect::Route;
use crate::transport;
use everyroom_feeds::notice::Code;
use everyroom_feeds::plan::Method;
use http::header::{ACCEPT_ENCODING, CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::Response;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};
use url::Url;

/// What is sent.
pub(crate) struct Outgoing<'a> {
    pub(crate) url: &'a Url,
    pub(crate) method: &'a Method,
    /// Headers that the plan asks for; they are for the host of `url` alone.
    pub(crate) headers: &'a [(String, String)],
    /// Headers that make it conditional.
    pub(crate) conditions: &'a [(HeaderName, HeaderValue)],
    /// Whether the answer may be packed.
    pub(crate) accepts_gzip: bool,
    /// Only robots.txt itself is asked for without asking it.
    pub(crate) obeys_robots: bool,
}

/// An answer whose body has not been read yet; it keeps its place at the gate until dropped.
pub(crate) struct Opened {
    pub(crate) response: Response,
    pub(crate) route: Route,
    pub(crate) deadline: Instant,
    _visit: Visit,
}

impl Network {
    /// Sends a request and follows where it leads.
    pub(crate) async fn open(
        &self,
        outgoing: &Outgoing<'_>,
        journal: &mut Journal,
        entry: EntryId,
    ) -> Result<Opened, FetchFault> {
        let mut route = Route::new(outgoing.url.clone(), self.config.max_redirects);
        loop {
            let way = self.guard.way(route.here())?;
            let gap = self.clearance(outgoing, route.here(), journal, entry).await?;
            let host = HostPort::of(route.here()).expect("the guard lets only addresses with a host through");
            let visit = self.gates.enter(host, gap).await;
            let deadline = journal.entry(entry).send(self.config.total_timeout);
            let response = self.send(way, outgoing, route.here(), deadline).await?;
            journal.entry(entry).log.status = Some(response.status().as_u16());
            if !route.follow(response.status(), response.headers())? {
                return Ok(Opened { response, route, deadline, _visit: visit });
            }
            journal.entry(entry).redirected(route.here());
        }
    }

    /// Whether an address may be asked now, and how far from the last request to its host.
    async fn clearance(
        &self,
        outgoing: &Outgoing<'_>,
        url: &Url,
        journal: &mut Journal,
        entry: EntryId,
    ) -> Result<Duration, FetchFault> {
        if let Some(left) = self.rests.remaining(url) {
            let detail = format!("asked to come back in {} s", left.as_secs() + 1);
            return Err(FetchFault::deferred(Code::RateLimited, detail, self.after(left)));
        }
        if !outgoing.obeys_robots {
            return Ok(self.config.host_gap);
        }
        // boxed, because robots.txt is fetched by an exchange, too
        let verdict = Box::pin(self.robots_verdict(url, journal)).await?;
        journal.entry(entry).log.robots.clone_from(&verdict.rule);
        if !verdict.allowed {
            return Err(FetchFault::blocked(Code::RobotsDisallowed, verdict.rule));
        }
        let delay = verdict.delay.unwrap_or_default().min(self.config.max_crawl_delay);
        Ok(delay.max(self.config.host_gap))
    }

    async fn send(
        &self,
        way: Way,
        outgoing: &Outgoing<'_>,
        url: &Url,
        deadline: Instant,
    ) -> Result<Response, FetchFault> {
        let packing = if outgoing.accepts_gzip { "gzip" } else { "identity" };
        let client = self.clients.of(way);
        // where it led elsewhere, the question and the keys are not for those who stand there
        let is_at_home = url.origin() == outgoing.url.origin();
        let request = match outgoing.method {
            Method::Post { content_type, body } if is_at_home => {
                client.post(url.clone()).header(CONTENT_TYPE, content_type).body(body.clone())
            }
            _ => client.get(url.clone()),
        };
        let mut request = request.header(ACCEPT_ENCODING, packing);
        for (name, value) in outgoing.headers.iter().filter(|_| is_at_home) {
            request = request.header(name, value);
        }
        for (name, value) in outgoing.conditions {
            request = request.header(name, value);
        }
        let patience = self.config.connect_timeout + self.config.first_byte_timeout;
        let response = match timeout_at(deadline.min(Instant::now() + patience), request.send()).await {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => return Err(transport::fault(&error)),
            Err(_) => return Err(FetchFault::passing(Code::Timeout, "while waiting for the first byte")),
        };
        // the resolver has seen to this already; a second look costs nothing
        if let (Way::Public, Some(peer)) = (way, response.remote_addr()) {
            guard::refuse_special(peer.ip())?;
        }
        Ok(response)
    }
}
