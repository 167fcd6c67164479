//! What is counted about the server, for Prometheus. Labels are route patterns, methods, statuses and states; nothing
//! that a client sends ever becomes one.

use crate::sources::SourceFacts;
use everyroom_indexer::generation::Generation;
use everyroom_indexer::store::sources::SourceState;
use http::Method;
use jiff::Timestamp;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct RequestLabels {
    route: String,
    method: &'static str,
    status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct RouteLabel {
    route: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct StateLabel {
    state: &'static str,
}

/// Upper bounds of latency in seconds.
const BOUNDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0];

const STATES: [SourceState; 8] = [
    SourceState::Ok,
    SourceState::Late,
    SourceState::Failing,
    SourceState::Held,
    SourceState::Gone,
    SourceState::Disabled,
    SourceState::OptedOut,
    SourceState::Never,
];

/// All metrics of the server.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    seconds: Family<RouteLabel, Histogram, fn() -> Histogram>,
    empty_searches: Counter,
    generation: Gauge,
    listings: Gauge,
    age: Gauge,
    sources: Family<StateLabel, Gauge>,
    /// Gauges are set and read together.
    scraping: Mutex<()>,
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl Metrics {
    /// All at zero.
    pub fn new() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("everyroom"),
            requests: Family::default(),
            seconds: Family::new_with_constructor(|| Histogram::new(BOUNDS)),
            empty_searches: Counter::default(),
            generation: Gauge::default(),
            listings: Gauge::default(),
            age: Gauge::default(),
            sources: Family::default(),
            scraping: Mutex::new(()),
        };
        let registry = &mut metrics.registry;
        registry.register("http_requests", "Requests by route, method and status", metrics.requests.clone());
        registry.register(
            "http_request_duration_seconds",
            "Time to the head of the answer, by route",
            metrics.seconds.clone(),
        );
        registry.register(
            "searches_without_result",
            "Searches that found nothing",
            metrics.empty_searches.clone(),
        );
        registry.register("generation", "The generation that is served", metrics.generation.clone());
        registry.register("generation_listings", "Listings in it", metrics.listings.clone());
        registry.register("generation_age_seconds", "How long ago it was built", metrics.age.clone());
        registry.register("sources", "Sources by state", metrics.sources.clone());
        metrics
    }

    /// Counts a request. `route` is the pattern that matched, never a path.
    pub fn count_request(&self, route: &str, method: &Method, status: u16, took: Duration) {
        let labels = RequestLabels { route: route.to_owned(), method: method_label(method), status };
        self.requests.get_or_create(&labels).inc();
        self.seconds.get_or_create(&RouteLabel { route: route.to_owned() }).observe(took.as_secs_f64());
    }

    /// Counts a search that found nothing.
    pub fn count_empty_search(&self) {
        self.empty_searches.inc();
    }

    /// Everything in the text format.
    pub fn text(&self, generation: Option<&Generation>, facts: &SourceFacts, now: Timestamp) -> String {
        let _turn = self.scraping.lock().unwrap_or_else(PoisonError::into_inner);
        let number = generation.and_then(|generation| generation.id().parse().ok());
        self.generation.set(number.unwrap_or(0));
        self.listings.set(generation.map_or(0, |generation| generation.len() as i64));
        let built = generation.map_or(now, |generation| generation.manifest().built);
        self.age.set(now.duration_since(built).as_secs());
        let counts = facts.states();
        for state in STATES {
            let count = counts.get(&state).copied().unwrap_or(0);
            self.sources.get_or_create(&StateLabel { state: state.id() }).set(count as i64);
        }
        let mut text = String::new();
        // writing to a string can't fail
        let _ = encode(&mut text, &self.registry);
        text
    }
}

/// A method by a name of ours: clients may send any word.
pub fn method_label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::PATCH => "PATCH",
        _ => "OTHER",
    }
}
