//! Wires the pieces together and owns shutdown: catalogue, crawler, server, scheduler.
//!
//! Shutdown: stop accepting, finish what is in flight, abandon fetches, close.

use crate::clock;
use crate::config::Config;
use crate::crawl::{Run, Which};
use crate::listen::{Limits, listen};
use crate::progress::Progress;
use crate::schedule::Schedule;
use everyroom_api::ApiConfig;
use everyroom_api::check::{FeedChecker, Fetched};
use everyroom_crawler::{AttemptOutcome, CancellationToken, Crawler, FetchMode};
use everyroom_feeds::source::Source;
use everyroom_indexer::{Catalogue, IndexerError};
use jiff::{SignedDuration, Timestamp};
use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::net::TcpListener;
use tracing::{error, info, warn};

/// How often a server looks whether another program published a generation.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// The scheduler never sleeps longer than this, so that a clock that was set or a machine that slept is noticed.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);
/// A crawl that is in flight at shutdown is given so long.
const FAREWELL: Duration = Duration::from_secs(10);
/// Runs of different machines are spread over so many seconds.
const SPREAD_SECONDS: u64 = 300;

/// The pieces that more than one command needs.
pub struct App {
    /// The configuration in force.
    pub config: Config,
    /// Where things are kept.
    pub catalogue: Arc<Catalogue>,
    crawler: OnceLock<Crawler>,
}

impl App {
    /// Opens the data directory.
    pub fn open(config: Config) -> Result<Self, IndexerError> {
        let catalogue = Arc::new(Catalogue::open(&config.data.0)?);
        Ok(Self { config, catalogue, crawler: OnceLock::new() })
    }

    /// Opens a data directory to look at it: one that is not there is not made.
    pub fn existing(config: Config) -> Result<Self, IndexerError> {
        let catalogue = Arc::new(Catalogue::open_existing(&config.data.0)?);
        Ok(Self { config, catalogue, crawler: OnceLock::new() })
    }

    /// Says that the built-in sources are left out, where that may not be what the operator expects.
    pub fn tell_left_out(&self) {
        if self.config.leaves_builtin_out_silently() {
            info!(
                "the sources that come with the program are left out, because the configuration names its own; \
                 registry.builtin = true uses both, false keeps it so without these words"
            );
        }
    }

    /// The one crawler: whatever is fetched waits at the same gates.
    pub fn crawler(&self) -> anyhow::Result<Crawler> {
        if let Some(crawler) = self.crawler.get() {
            return Ok(crawler.clone());
        }
        let crawler = Crawler::new(self.config.crawler()?)?;
        Ok(self.crawler.get_or_init(|| crawler).clone())
    }

    /// What the API needs to know.
    pub fn api_config(&self) -> anyhow::Result<ApiConfig> {
        let server = &self.config.server;
        Ok(ApiConfig {
            public_url: Some(server.public_url.clone()).filter(|url| !url.is_empty()),
            timezone: server.timezone.clone(),
            exit_url: Some(server.exit_url.clone()).filter(|url| !url.is_empty()),
            rate_limit: server.rate_limit,
            trusted_proxies: server.proxies()?,
            period: self.config.period(),
            checker: Some(Arc::new(Checker(Arc::new(self.crawler()?)))),
            fixed_now: clock::fixed(),
        })
    }

    /// Serves until told to stop. `ready` hears the address once the port is open.
    pub async fn serve(
        &self,
        address: SocketAddr,
        crawls: bool,
        stop: CancellationToken,
        ready: impl FnOnce(SocketAddr),
    ) -> anyhow::Result<()> {
        self.catalogue.reload()?;
        let router = everyroom_api::router(Arc::clone(&self.catalogue), self.api_config()?);
        let listener = TcpListener::bind(address)
            .await
            .map_err(|error| anyhow::anyhow!("can't listen on {address}: {error}"))?;
        ready(listener.local_addr()?);

        let watcher = tokio::spawn(watch(Arc::clone(&self.catalogue), stop.clone()));
        let scheduler =
            if crawls && clock::fixed().is_none() { self.start_scheduler(stop.clone())? } else { None };
        listen(listener, router, Limits::default(), stop).await;
        watcher.await?;
        if let Some(scheduler) = scheduler
            && tokio::time::timeout(FAREWELL, scheduler).await.is_err()
        {
            warn!("the crawl did not end in time; the next one goes on where it stopped");
        }
        Ok(())
    }

    fn start_scheduler(
        &self,
        stop: CancellationToken,
    ) -> anyhow::Result<Option<tokio::task::JoinHandle<()>>> {
        let crawler = self.crawler()?;
        let mut sources = self.config.in_force();
        let records = self.catalogue.store().sources()?;
        sources.extend(records.into_iter().filter(|record| record.added).map(|record| record.source));
        let open = |source: &&Source| source.permission.is_open();
        let needs_contact = sources.iter().filter(open).any(|source| crawler.contact_needed(&source.url));
        if sources.is_empty() {
            info!("no sources are configured, so nothing is crawled");
            return Ok(None);
        }
        if needs_contact {
            warn!("crawl.user_agent_contact is not set, so nothing is crawled");
            return Ok(None);
        }
        let (config, catalogue) = (self.config.clone(), Arc::clone(&self.catalogue));
        Ok(Some(tokio::spawn(crawl_on_schedule(config, catalogue, crawler, stop))))
    }
}

/// Fetches a feed that someone wants checked, guarded and polite like any crawl.
pub struct Checker(pub Arc<Crawler>);

impl std::fmt::Debug for Checker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Checker")
    }
}

impl FeedChecker for Checker {
    fn fetch(&self, source: Source) -> Pin<Box<dyn Future<Output = Fetched> + Send>> {
        let crawler = Arc::clone(&self.0);
        Box::pin(async move {
            let stop = CancellationToken::new();
            let attempt = crawler.fetch_source(&source, &[], FetchMode::Unconditional, stop).await;
            match attempt.outcome {
                AttemptOutcome::Changed | AttemptOutcome::Unchanged => {
                    let parts = attempt.parts.into_iter().map(|fetched| fetched.part).collect();
                    Ok((parts, attempt.notices))
                }
                _ => Err(attempt.notices),
            }
        })
    }
}

/// Takes up generations that another program publishes into the same data directory.
async fn watch(catalogue: Arc<Catalogue>, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
        let catalogue = Arc::clone(&catalogue);
        match tokio::task::spawn_blocking(move || catalogue.reload()).await {
            Ok(Ok(true)) => info!("a new generation is served"),
            Ok(Ok(false)) => {}
            Ok(Err(error)) => warn!(%error, "the new generation can't be served; the old one goes on"),
            Err(error) => error!(%error, "looking for a new generation failed"),
        }
    }
}

/// Runs the due sources whenever one of them is due; at once when a night was missed.
async fn crawl_on_schedule(
    config: Config,
    catalogue: Arc<Catalogue>,
    crawler: Crawler,
    stop: CancellationToken,
) {
    let spread = SignedDuration::from_secs(spread(&config).cast_signed());
    loop {
        // whoever starts it for the first time should not have to wait
        let spread = if catalogue.current().is_some() { spread } else { SignedDuration::ZERO };
        let next = next_fire(&config, &catalogue) + spread;
        if !sleep_until(next, &stop).await {
            return;
        }
        let run = Run {
            config: &config,
            catalogue: Arc::clone(&catalogue),
            crawler: crawler.clone(),
            which: Which::Due,
            force: false,
            cancel: stop.clone(),
            progress: Progress::quiet(),
        };
        match run.execute().await {
            Ok(summary) => info!(
                run = summary.run,
                ok = summary.sources.ok,
                unchanged = summary.sources.unchanged,
                failed = summary.sources.failed,
                held = summary.sources.quarantined,
                generation = summary.generation,
                seconds = summary.seconds,
                "crawled"
            ),
            Err(error) => error!(%error, "the crawl failed"),
        }
        // whatever went wrong, never spin
        if !sleep_until(clock::now() + SignedDuration::from_secs(60), &stop).await {
            return;
        }
    }
}

/// When the first source is due: now, for one that was missed or never tried.
fn next_fire(config: &Config, catalogue: &Catalogue) -> Timestamp {
    let now = clock::now();
    let nightly = || {
        let schedule = Schedule::parse(&config.crawl.schedule, &config.crawl.timezone).ok();
        schedule.and_then(|schedule| schedule.after(now)).unwrap_or(now + SignedDuration::from_hours(24))
    };
    let Ok(records) = catalogue.store().sources() else { return now + SignedDuration::from_mins(5) };
    let known = |source: &Source| records.iter().any(|record| record.source == *source && record.configured);
    if !config.in_force().iter().all(known) {
        return now;
    }
    let due = records.iter().filter(|record| record.is_enabled()).map(|record| {
        let due = record.next_due.unwrap_or(now);
        record.rest_until.map_or(due, |rest| rest.max(due))
    });
    due.min().unwrap_or_else(nightly).max(now)
}

/// A few minutes that are this installation's own, so that not all of them knock at the same second.
fn spread(config: &Config) -> u64 {
    let own = format!("{:?}{}", config.data.0, config.crawl.user_agent_contact);
    let hash = blake3::hash(own.as_bytes());
    u64::from(u16::from_le_bytes([hash.as_bytes()[0], hash.as_bytes()[1]])) % SPREAD_SECONDS
}

/// Sleeps by the wall clock, in slices. False when told to stop.
async fn sleep_until(until: Timestamp, stop: &CancellationToken) -> bool {
    loop {
        let left = until.duration_since(clock::now());
        let Ok(left) = Duration::try_from(left) else { return !stop.is_cancelled() };
        if left.is_zero() {
            return !stop.is_cancelled();
        }
        tokio::select! {
            () = stop.cancelled() => return false,
            () = tokio::time::sleep(left.min(LONGEST_SLEEP)) => {}
        }
    }
}

/// What a shell says of a program that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

/// A token that is cancelled by the first Ctrl-C or SIGTERM. The second ends the program at once, which leaves everything
/// as whole as any other end.
pub fn stop_on_signal() -> anyhow::Result<CancellationToken> {
    use tokio::signal::unix::{SignalKind, signal};
    let stop = CancellationToken::new();
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let token = stop.clone();
    tokio::spawn(async move {
        let mut signalled = async || {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        };
        signalled().await;
        token.cancel();
        signalled().await;
        std::process::exit(INTERRUPTED);
    });
    Ok(stop)
}
