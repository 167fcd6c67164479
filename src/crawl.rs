//! One run: the sources that are due, side by side; then listings and one new generation; then a summary.
//!
//! One run at a time on a data directory; a server beside it goes on.

use crate::clock;
use crate::config::Config;
use crate::progress::Progress;
use crate::refresh::{Refreshed, Refresher};
use crate::registration::register;
use crate::schedule::Schedule;
use crate::tally::Tally;
use everyroom_crawler::{CancellationToken, Crawler, CrawlerError};
use everyroom_feeds::format;
use everyroom_feeds::id::SourceId;
use everyroom_feeds::plan::Part;
use everyroom_indexer::lock::RunLock;
use everyroom_indexer::store::apply::Changes;
use everyroom_indexer::store::attempts::{Outcome, Slot};
use everyroom_indexer::store::sources::SourceRecord;
use everyroom_indexer::{Catalogue, IndexerError};
use jiff::Timestamp;
use serde::Serialize;
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// Which sources a run takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those whose schedule says so.
    Due,
    /// Every enabled one that is not resting after failures.
    All,
    /// These.
    Named(Vec<SourceId>),
}

/// What a run came to.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    /// Number of the run.
    pub run: String,
    /// How the sources ended.
    pub sources: Tally,
    /// Live meetings in the store, inactive ones too.
    pub meetings: u64,
    /// Listings in the generation.
    pub listings: u64,
    /// What changed.
    pub changes: Changes,
    /// The current generation, also when nothing changed.
    pub generation: String,
    /// How long it took.
    pub seconds: f64,
}

/// Everything a run needs.
pub struct Run<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// Where things are kept.
    pub catalogue: Arc<Catalogue>,
    /// The one client.
    pub crawler: Crawler,
    /// Which sources.
    pub which: Which,
    /// Also those that rest, and without validators.
    pub force: bool,
    /// Stops the run; what is in flight is abandoned, what is done stays.
    pub cancel: CancellationToken,
    /// Shows how far it is.
    pub progress: Progress,
}

impl Run<'_> {
    /// Crawls and publishes.
    pub async fn execute(self) -> anyhow::Result<Summary> {
        let _lock = RunLock::take(self.catalogue.data(), "crawl")?;
        let started = Instant::now();
        register(self.config, &self.catalogue)?;
        let records = self.chosen(self.catalogue.store().sources()?)?;
        self.check_contact(&records)?;
        let run = self.catalogue.store().begin_run(clock::now())?;

        let (tally, changes) = self.refresh_all(run, records).await?;
        if self.cancel.is_cancelled() {
            // what was applied stays; the next run publishes it
            anyhow::bail!("stopped before the end; what was read is kept and the next crawl goes on");
        }
        let catalogue = Arc::clone(&self.catalogue);
        let published = tokio::task::spawn_blocking(move || catalogue.publish(clock::now(), false)).await??;

        let summary = Summary {
            run: run.to_string(),
            sources: tally,
            meetings: self.catalogue.store().live_count()?,
            listings: published.listings,
            changes,
            generation: published.generation,
            seconds: (started.elapsed().as_secs_f64() * 100.0).round() / 100.0,
        };
        self.catalogue.store().end_run(run, clock::now(), &serde_json::to_value(&summary)?)?;
        Ok(summary)
    }

    async fn refresh_all(&self, run: i64, records: Vec<SourceRecord>) -> anyhow::Result<(Tally, Changes)> {
        let refresher = Refresher {
            catalogue: Arc::clone(&self.catalogue),
            crawler: self.crawler.clone(),
            run,
            force: self.force,
        };
        self.progress.begin(records.len());
        // a source counts as tried when it is its turn, so that a run that dies leaves the others due
        let turns = Arc::new(Semaphore::new(self.config.crawl.concurrency));
        let mut tasks: JoinSet<Option<(SourceId, Result<Refreshed, IndexerError>)>> = JoinSet::new();
        for record in records {
            let (refresher, cancel, turns) = (refresher.clone(), self.cancel.clone(), Arc::clone(&turns));
            let next_due = self.next_due(&record);
            tasks.spawn(async move {
                let _turn = turns.acquire().await.ok()?;
                if cancel.is_cancelled() {
                    return None;
                }
                let id = record.source.id.clone();
                Some((id, refresher.refresh(record, next_due, cancel).await))
            });
        }
        let (mut tally, mut changes, mut failure) = (Tally::default(), Changes::default(), None);
        while let Some(done) = tasks.join_next().await {
            match done {
                Ok(Some((id, Ok(refreshed)))) => {
                    tally.count(refreshed.outcome);
                    changes.add(refreshed.changes);
                    self.progress.source(&id, &refreshed, tally);
                }
                Ok(Some((id, Err(error)))) => {
                    tracing::error!(source = %id, %error, "the store failed");
                    failure = failure.or(Some(error));
                }
                Ok(None) => {}
                // our own fault with one source must not cost the others their night
                Err(panic) => {
                    tracing::error!(%panic, "reading a source failed unexpectedly");
                    tally.count(Outcome::Failed);
                }
            }
        }
        self.progress.end();
        failure.map_or(Ok((tally, changes)), |error| Err(error.into()))
    }

    fn chosen(&self, records: Vec<SourceRecord>) -> anyhow::Result<Vec<SourceRecord>> {
        let now = clock::now();
        if let Which::Named(ids) = &self.which {
            for id in ids {
                if !records.iter().any(|record| &record.source.id == id && record.configured) {
                    anyhow::bail!(crate::exit::UsageError(format!("there is no source `{id}`")));
                }
            }
        }
        let rests = |record: &SourceRecord| !self.force && record.rest_until.is_some_and(|until| until > now);
        let wanted = |record: &SourceRecord| match &self.which {
            Which::Due => record.next_due.is_none_or(|due| due <= now) && !rests(record),
            Which::All => !rests(record),
            Which::Named(ids) => ids.contains(&record.source.id),
        };
        Ok(records.into_iter().filter(|record| record.is_enabled() && wanted(record)).collect())
    }

    fn check_contact(&self, records: &[SourceRecord]) -> Result<(), CrawlerError> {
        records.iter().try_for_each(|record| self.crawler.may_crawl(&record.source.url))
    }

    fn next_due(&self, record: &SourceRecord) -> Timestamp {
        let line = Some(record.source.schedule.as_str()).filter(|line| !line.is_empty());
        let line = line.unwrap_or(&self.config.crawl.schedule);
        let schedule = Schedule::parse(line, &self.config.crawl.timezone);
        let next = schedule.ok().and_then(|schedule| schedule.after(clock::now()));
        next.unwrap_or_else(|| clock::now() + jiff::SignedDuration::from_hours(24))
    }
}

/// Reads the archived bodies of every good snapshot again and builds a new generation, without any request.
pub fn rebuild(config: &Config, catalogue: &Catalogue) -> anyhow::Result<Summary> {
    let _lock = RunLock::take(catalogue.data(), "rebuild")?;
    let started = Instant::now();
    register(config, catalogue)?;
    let run = catalogue.store().begin_run(clock::now())?;
    let (mut tally, mut changes) = (Tally::default(), Changes::default());
    for record in catalogue.store().sources()? {
        let Some(parts) = archived_parts(catalogue, &record.source.id)? else { continue };
        match format::read(&record.source, &parts) {
            Ok(reading) => {
                changes.add(catalogue.store().reread(run, &record.source.id, &reading, clock::now())?);
                tally.count(Outcome::Changed);
            }
            Err(refusal) => {
                tracing::warn!(source = %record.source.id, %refusal, "archived list can't be read; kept as it is");
                tally.count(Outcome::Failed);
            }
        }
    }
    let published = catalogue.publish(clock::now(), true)?;
    let summary = Summary {
        run: run.to_string(),
        sources: tally,
        meetings: catalogue.store().live_count()?,
        listings: published.listings,
        changes,
        generation: published.generation,
        seconds: (started.elapsed().as_secs_f64() * 100.0).round() / 100.0,
    };
    catalogue.store().end_run(run, clock::now(), &serde_json::to_value(&summary)?)?;
    Ok(summary)
}

/// The parts of a good snapshot out of the archive; `None` when there is none or a body is missing.
fn archived_parts(catalogue: &Catalogue, id: &SourceId) -> anyhow::Result<Option<Vec<Part>>> {
    let Some(snapshot) = catalogue.store().snapshot(id, Slot::Good)? else { return Ok(None) };
    let mut parts = Vec::with_capacity(snapshot.parts.len());
    for part in snapshot.parts {
        let Some(body) = catalogue.archive().get(&part.hash)? else { return Ok(None) };
        let url = part.url.parse()?;
        parts.push(Part { role: part.role, url, content_type: part.content_type, body });
    }
    Ok(Some(parts))
}
