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
use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};

/// A request may wait and work for so long.
const DEADLINE: Duration = Duration::from_secs(5);
/// Feeds that are fetched at a time because someone wants them checked.
const FETCHES_AT_A_TIME: usize = 2;
/// Feeds that are read at a time because someone wants them checked: none of them takes a place from those who search.
const CHECKS_AT_A_TIME: usize = 2;
/// Whoever wants a feed checked waits so long for a place.
const CHECK_WAIT: Duration = Duration::from_secs(5);
/// Reading a feed may take so long.
const CHECK_TIME: Duration = Duration::from_secs(10);
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
    checks: Arc<Semaphore>,
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
            checks: Arc::new(Semaphore::new(CHECKS_AT_A_TIME)),
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

    /// A place among those whose feeds are checked: to be had before a feed is in memory, and kept until it was read.
    pub async fn may_check(&self) -> Result<OwnedSemaphorePermit, Problem> {
        let place = Arc::clone(&self.inner.checks).acquire_owned();
        let place = tokio::time::timeout(CHECK_WAIT, place).await.ok().and_then(Result::ok);
        place.ok_or_else(|| Problem::plain(ProblemCode::Busy).retry_after(10))
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
        self.within(DEADLINE, Arc::clone(&self.inner.work).acquire_owned(), work).await
    }

    /// Reads a feed that is to be checked, on a blocking thread, within a deadline of its own.
    pub async fn checking<T: Send + 'static>(
        &self,
        place: OwnedSemaphorePermit,
        work: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.within(CHECK_TIME, std::future::ready(Ok(place)), work).await
    }

    async fn within<T: Send + 'static>(
        &self,
        deadline: Duration,
        place: impl Future<Output = Result<OwnedSemaphorePermit, AcquireError>>,
        work: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let state = self.clone();
        let done = async {
            let place = place.await;
            tokio::task::spawn_blocking(move || {
                // held by the work itself: what overruns its deadline still takes up a place
                let _place = place;
                work(&state)
            })
            .await
        };
        match tokio::time::timeout(deadline, done).await {
            Ok(Ok(result)) => result,
            Ok(Err(error)) => {
                // what it said when it panicked is not repeated: it could hold a part of the query
                tracing::error!(panicked = error.is_panic(), "work on a blocking thread did not end");
                Err(Problem::plain(ProblemCode::Internal))
            }
            Err(_) => Err(Problem::plain(ProblemCode::Busy).retry_after(2)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::sync::Barrier;
    use std::sync::Mutex;
    use tracing::instrument::WithSubscriber;

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[tokio::test]
    async fn work_that_panics_is_told_without_what_it_said() {
        let data = tempfile::tempdir().unwrap();
        let state = AppState::new(Arc::new(Catalogue::open(data.path()).unwrap()), ApiConfig::default());
        let kept = Kept::default();
        let writer = kept.clone();
        let subscriber =
            tracing_subscriber::fmt().with_writer(move || writer.clone()).with_ansi(false).finish();
        // with one subscriber alone, an event that another thread meets first is switched off for good
        let _second = tracing::Dispatch::new(tracing_subscriber::registry());
        let work = state.blocking(|_| -> Result<(), Problem> { panic!("near=37.123456 confidential") });
        let problem = work.with_subscriber(subscriber).await.unwrap_err();
        assert_eq!(problem.code(), ProblemCode::Internal);
        let log = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
        assert!(log.contains("panicked=true"), "{log}");
        assert!(!log.contains("confidential") && !log.contains("37.12"), "{log}");
    }

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
