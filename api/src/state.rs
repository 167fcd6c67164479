//! What every handler shares: the catalogue, the configuration, one clock, and the limits on work at a time.

use crate::check::FeedChecker;
use crate::extent::{Counted, Extent};
use crate::metrics::Metrics;
use crate::middleware::limit::Few;
use crate::params::{Context, Scope};
use crate::problem::{Problem, ProblemCode};
use crate::sources::{SourceFacts, SourceTable};
use everyroom_feeds::zone::Zone;
use everyroom_indexer::Catalogue;
use everyroom_indexer::generation::Secret;
use ipnet::IpNet;
use jiff::{SignedDuration, Timestamp};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A request may wait and work for so long.
const DEADLINE: Duration = Duration::from_secs(5);
/// Feeds that are fetched at a time because someone wants them checked.
const FETCHES_AT_A_TIME: usize = 2;
const AT_A_TIME_PER_CORE: usize = 4;
/// Requests to take something out that one client may send in an hour.
const ASKS_AN_HOUR: NonZeroU32 = NonZeroU32::new(5).expect("five is not zero");

/// How the server is set up.
#[derive(Clone, Debug)]
pub struct ApiConfig {
    /// The address that people reach it by, for absolute links.
    pub public_url: Option<String>,
    /// Where "Leave this site" leads; without it to a plain page of our own.
    pub exit_url: Option<String>,
    /// The asker's zone when neither `tz` nor `near` says.
    pub timezone: Zone,
    /// Requests a minute for one client address; 0 for no limit.
    pub rate_limit: u32,
    /// Addresses of proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// How often a source is due, for telling which are late.
    pub period: SignedDuration,
    /// Fetches feeds that are to be checked by address; without it none is.
    pub checker: Option<Arc<dyn FeedChecker>>,
    /// The moment that is always now, for tests and demonstrations.
    pub fixed_now: Option<Timestamp>,
}

impl Default for ApiConfig {
    fn default() -> Self {
        Self {
            public_url: None,
            exit_url: None,
            timezone: Zone::parse("UTC").expect("UTC is a zone"),
            rate_limit: 60,
            trusted_proxies: Vec::new(),
            period: SignedDuration::from_hours(24),
            checker: None,
            fixed_now: None,
        }
    }
}

/// Where the time comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The machine.
    Real,
    /// Always the same.
    Fixed(Timestamp),
}

impl Clock {
    /// The moment of asking.
    pub fn now(self) -> Timestamp {
        match self {
            Self::Real => Timestamp::now(),
            Self::Fixed(at) => at,
        }
    }
}

/// What every handler shares. Cheap to clone.
#[derive(Clone, Debug)]
pub struct AppState {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    catalogue: Arc<Catalogue>,
    config: ApiConfig,
    clock: Clock,
    sources: SourceTable,
    counted: Counted,
    metrics: Metrics,
    work: Arc<Semaphore>,
    fetches: Arc<Semaphore>,
    asks: Few,
    secret: Secret,
}

impl AppState {
    /// Puts it together.
    pub fn new(catalogue: Arc<Catalogue>, config: ApiConfig) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let inner = Inner {
            catalogue,
            asks: Few::new(ASKS_AN_HOUR, &config),
            clock: config.fixed_now.map_or(Clock::Real, Clock::Fixed),
            config,
            sources: SourceTable::default(),
            counted: Counted::default(),
            secret: Secret::random(),
            metrics: Metrics::new(),
            fetches: Arc::new(Semaphore::new(FETCHES_AT_A_TIME)),
            work: Arc::new(Semaphore::new(cores * AT_A_TIME_PER_CORE)),
        };
        Self { inner: Arc::new(inner) }
    }

    /// What we know.
    pub fn catalogue(&self) -> &Catalogue {
        &self.inner.catalogue
    }

    /// How the server is set up.
    pub fn config(&self) -> &ApiConfig {
        &self.inner.config
    }

    /// A place among those who may have a feed fetched; `None` when all are taken.
    pub fn may_fetch(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.inner.fetches).try_acquire_owned().ok()
    }

    /// What validators of questions are made with.
    pub fn secret(&self) -> &Secret {
        &self.inner.secret
    }

    /// How many requests to take something out a client has sent.
    pub fn asks(&self) -> &Few {
        &self.inner.asks
    }

    /// The moment of asking.
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// What is counted.
    pub fn metrics(&self) -> &Metrics {
        &self.inner.metrics
    }

    /// How the sources stand. May read the store, so for blocking threads only.
    pub fn facts(&self) -> Result<Arc<SourceFacts>, Problem> {
        let Inner { catalogue, config, sources, .. } = &*self.inner;
        Ok(sources.facts(catalogue, self.now(), config.period)?)
    }

    /// How much there is in all. May search, so for blocking threads only.
    pub fn extent(&self) -> Result<Arc<Extent>, Problem> {
        self.inner.counted.of(self)
    }

    /// What parsing a query has to know.
    pub fn context(&self, scope: Scope) -> Context<'_> {
        let zone = self.config().timezone.clone();
        Context { now: self.now(), zone, scope, catalogue: Some(self.catalogue()) }
    }

    /// The generation that is served, as text; empty before the first publication.
    pub fn generation(&self) -> String {
        self.catalogue().current().map_or_else(String::new, |generation| generation.id().to_owned())
    }

    /// [`AppState::facts`] on a thread that waits for nobody: who watches the server has to be answered when it is busy.
    pub async fn facts_at_once(&self) -> Result<Arc<SourceFacts>, Problem> {
        let state = self.clone();
        let looked_up = tokio::task::spawn_blocking(move || state.facts()).await;
        looked_up.map_err(|_| Problem::plain(ProblemCode::Internal))?
    }

    /// Does work that touches the index or the disk on a blocking thread, a few at a time, within a deadline.
    pub async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let state = self.clone();
        let done = async {
            let permit = Arc::clone(&self.inner.work).acquire_owned().await;
            tokio::task::spawn_blocking(move || {
                // held by the work itself: what overruns its deadline still takes up a place
                let _permit = permit;
                work(&state)
            })
            .await
        };
        match tokio::time::timeout(DEADLINE, done).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(Problem::plain(ProblemCode::Internal)),
            Err(_) => Err(Problem::plain(ProblemCode::Busy).retry_after(2)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Barrier;

    /// Regression: whoever watches the server waited in the line of those it was busy with.
    #[tokio::test(flavor = "multi_thread")]
    async fn a_busy_server_still_tells_how_it_is() {
        let data = tempfile::tempdir().unwrap();
        let state = AppState::new(Arc::new(Catalogue::open(data.path()).unwrap()), ApiConfig::default());
        let places = state.inner.work.available_permits();
        let done = Arc::new(Barrier::new(places + 1));
        for _ in 0..places {
            let (state, done) = (state.clone(), Arc::clone(&done));
            tokio::spawn(async move {
                let work = move |_: &AppState| {
                    done.wait();
                    Ok(())
                };
                state.blocking(work).await
            });
        }
        while state.inner.work.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let told = tokio::time::timeout(Duration::from_secs(4), state.facts_at_once()).await;
        done.wait();
        assert!(told.unwrap().is_ok());
    }
}
