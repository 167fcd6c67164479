//! One source, top to bottom: due -> fetch -> archive -> read -> guard -> apply. The file to read first.
//!
//! Whatever happens leaves one attempt row behind, and the last good list stays until a better one is accepted.

use crate::clock;
use everyroom_crawler::{
    Attempt, AttemptOutcome, CancellationToken, Crawler, FetchMode, FetchedPart, Known, Validators,
};
use everyroom_feeds::format;
use everyroom_feeds::notice::Notices;
use everyroom_feeds::plan::Part;
use everyroom_feeds::reading::{Reading, Refusal};
use everyroom_indexer::store::apply::Changes;
use everyroom_indexer::store::attempts::{AttemptRow, Finish, Outcome, Slot, Snapshot, SnapshotPart};
use everyroom_indexer::store::sources::SourceRecord;
use everyroom_indexer::{Catalogue, guard};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use url::Url;

/// An unconditional read so often catches servers whose "not modified" is a lie.
const FULL_READ_EVERY: SignedDuration = SignedDuration::from_hours(7 * 24);
/// A held list is believed when it has come so often ...
const BELIEVED_TIMES: u32 = 3;
/// ... over so long a time.
const BELIEVED_AFTER: SignedDuration = SignedDuration::from_hours(48);
/// The guard compares with the longest list of so many days.
const PEAK_SPAN: SignedDuration = SignedDuration::from_hours(30 * 24);
/// A failing source rests for so long after its second failure, twice as long after each further one ...
const FIRST_REST: SignedDuration = SignedDuration::from_hours(1);
/// ... but is tried at least weekly.
const LONGEST_REST: SignedDuration = SignedDuration::from_hours(7 * 24);
/// One whose server says that it is gone is tried monthly.
const GONE_REST: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What refreshing a source came to.
#[derive(Debug)]
pub struct Refreshed {
    /// How it ended.
    pub outcome: Outcome,
    /// What changed.
    pub changes: Changes,
    /// Why, in words, when it was no success.
    pub detail: Option<String>,
}

/// What refreshing needs beside the source.
#[derive(Clone)]
pub struct Refresher {
    /// Where things are kept.
    pub catalogue: Arc<Catalogue>,
    /// The one client.
    pub crawler: Crawler,
    /// The run this belongs to.
    pub run: i64,
    /// Whether to fetch without validators.
    pub force: bool,
}

impl Refresher {
    /// Refreshes one source. Errors are the store's; everything about the feed is in the answer.
    pub async fn refresh(
        &self,
        record: SourceRecord,
        next_due: Timestamp,
        cancel: CancellationToken,
    ) -> everyroom_indexer::Result<Refreshed> {
        let source = &record.source;
        // the next check is set before the attempt: a crash can't make a source be hammered
        let (catalogue, id) = (Arc::clone(&self.catalogue), source.id.clone());
        let begun = blocking(move || {
            let store = catalogue.store();
            store.begin_attempt(&id, clock::now(), next_due)?;
            Ok((store.snapshot(&id, Slot::Good)?, store.snapshot(&id, Slot::Held)?))
        });
        let (good, held) = begun.await?;
        // while a list is held, "not modified" has to mean: as the held one
        let last_seen = held.as_ref().or(good.as_ref());
        let full = self.force || self.is_full_read_due(&record);
        let mode = if full { FetchMode::Unconditional } else { FetchMode::Conditional };
        let attempt = self.crawler.fetch_source(source, &known(last_seen), mode, cancel).await;

        let job = Job { refresher: self.clone(), record, good, full };
        // reading and writing are work for a blocking thread, never for the one that serves sockets
        blocking(move || job.conclude(attempt)).await
    }

    fn is_full_read_due(&self, record: &SourceRecord) -> bool {
        record.last_full.is_none_or(|last| clock::now().duration_since(last) >= FULL_READ_EVERY)
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> everyroom_indexer::Result<T> + Send + 'static,
) -> everyroom_indexer::Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()))
}

/// An attempt that has come back, and what it is compared with.
struct Job {
    refresher: Refresher,
    record: SourceRecord,
    good: Option<Snapshot>,
    full: bool,
}

impl Job {
    fn conclude(self, attempt: Attempt) -> everyroom_indexer::Result<Refreshed> {
        let fetched = matches!(attempt.outcome, AttemptOutcome::Changed | AttemptOutcome::Unchanged);
        if !fetched {
            return self.no_list(&attempt);
        }
        let snapshot = Snapshot::new(attempt.ended, attempt.parts.iter().map(snapshot_part).collect());
        let is_known = self.good.as_ref().is_some_and(|good| good.hash == snapshot.hash);
        if is_known && self.record.is_read_as_defined {
            return self.unchanged(&attempt, &snapshot);
        }
        let parts = self.bodies(&attempt)?;
        match format::read(&self.record.source, &parts) {
            Ok(reading) => self.judge(&attempt, &snapshot, reading),
            Err(refusal) => self.unreadable(&attempt, &refusal),
        }
    }

    /// The bodies of all parts, archived; those that were not sent again come back out of the archive.
    fn bodies(&self, attempt: &Attempt) -> everyroom_indexer::Result<Vec<Part>> {
        let archive = self.refresher.catalogue.archive();
        let mut parts = Vec::with_capacity(attempt.parts.len());
        for fetched in &attempt.parts {
            let mut part = fetched.part.clone();
            if part.body.is_empty() {
                part.body = archive.get(&fetched.hash)?.unwrap_or_default();
            } else {
                archive.put(&part.body)?;
            }
            parts.push(part);
        }
        Ok(parts)
    }

    fn judge(
        &self,
        attempt: &Attempt,
        snapshot: &Snapshot,
        mut reading: Reading,
    ) -> everyroom_indexer::Result<Refreshed> {
        let store = self.refresher.catalogue.store();
        let id = &self.record.source.id;
        let shown = store.meetings_of(id)?;
        let peak = store.peak_since(id, attempt.ended - PEAK_SPAN)?;
        let verdict = guard::judge(&shown, &reading.meetings, peak);
        reading.notices.absorb(attempt.notices.clone());
        let is_held = verdict.held && !self.is_let_through(snapshot, attempt.ended);
        // what was let through is not held back, and its page must not go on saying so
        let said = if verdict.held && !is_held { verdict.notices.without_held() } else { verdict.notices };
        reading.notices.absorb(said);

        let mut finish = self.finish(Outcome::Changed, attempt, Some(snapshot));
        finish.row.meetings = Some(reading.meetings.len() as u64);
        finish.row.notices = reading.notices.clone();
        if is_held {
            finish.outcome = Outcome::Quarantined;
            finish.detail = reason(&reading.notices);
            store.hold(self.refresher.run, id, snapshot, &finish)?;
            return Ok(refreshed(&finish, Changes::default()));
        }
        let changes = store.apply(self.refresher.run, id, &reading, snapshot, &finish)?;
        Ok(refreshed(&finish, changes))
    }

    /// A held list is let through by the operator, or by coming again and again unchanged.
    fn is_let_through(&self, snapshot: &Snapshot, now: Timestamp) -> bool {
        let again = self.record.held_hash.as_ref() == Some(&snapshot.hash);
        let long = self.record.held_since.is_some_and(|since| now.duration_since(since) >= BELIEVED_AFTER);
        self.record.release || again && long && self.record.held_times + 1 >= BELIEVED_TIMES
    }

    fn unchanged(&self, attempt: &Attempt, snapshot: &Snapshot) -> everyroom_indexer::Result<Refreshed> {
        let mut finish = self.finish(Outcome::Unchanged, attempt, Some(snapshot));
        finish.row.meetings = Some(self.record.meetings);
        self.refresher.catalogue.store().touch(
            self.refresher.run,
            &self.record.source.id,
            snapshot,
            &finish,
        )?;
        Ok(refreshed(&finish, Changes::default()))
    }

    fn unreadable(&self, attempt: &Attempt, refusal: &Refusal) -> everyroom_indexer::Result<Refreshed> {
        let mut finish = self.finish(Outcome::Failed, attempt, None);
        let place =
            refusal.line.map(|line| format!(" (line {line}, column {})", refusal.column.unwrap_or(1)));
        finish.detail = Some(format!("{refusal}{}", place.unwrap_or_default()));
        finish.row.notices.absorb(refusal.notices());
        self.write_down(&finish)
    }

    fn no_list(&self, attempt: &Attempt) -> everyroom_indexer::Result<Refreshed> {
        let outcome = match attempt.outcome {
            AttemptOutcome::Blocked => Outcome::Blocked,
            AttemptOutcome::Deferred => Outcome::Deferred,
            AttemptOutcome::Gone => Outcome::Gone,
            _ => Outcome::Failed,
        };
        let mut finish = self.finish(outcome, attempt, None);
        finish.detail = reason(&attempt.notices);
        self.write_down(&finish)
    }

    fn write_down(&self, finish: &Finish) -> everyroom_indexer::Result<Refreshed> {
        let store = self.refresher.catalogue.store();
        store.finish_attempt(self.refresher.run, &self.record.source.id, finish)?;
        Ok(refreshed(finish, Changes::default()))
    }

    fn finish(&self, outcome: Outcome, attempt: &Attempt, snapshot: Option<&Snapshot>) -> Finish {
        let sum = |bytes: fn(&everyroom_crawler::RequestLog) -> u64| attempt.requests.iter().map(bytes).sum();
        Finish {
            outcome,
            detail: None,
            rest_until: self.rest(outcome, attempt),
            interrupted: outcome == Outcome::Deferred && attempt.retry_after.is_none(),
            full: self.full,
            row: AttemptRow {
                started: attempt.started,
                ended: attempt.ended,
                outcome: outcome.id().to_owned(),
                status: attempt.requests.last().and_then(|request| request.status),
                wire_bytes: sum(|request| request.wire_bytes),
                decoded_bytes: sum(|request| request.decoded_bytes),
                hash: snapshot.map(|snapshot| snapshot.hash.clone()),
                meetings: None,
                requests: serde_json::to_value(&attempt.requests).unwrap_or_default(),
                notices: attempt.notices.clone(),
            },
        }
    }

    fn rest(&self, outcome: Outcome, attempt: &Attempt) -> Option<Timestamp> {
        let rest = match outcome {
            Outcome::Changed | Outcome::Unchanged | Outcome::Quarantined => None,
            Outcome::Deferred => Some(SignedDuration::ZERO),
            Outcome::Gone => Some(GONE_REST),
            // one failure may be chance, so that it costs no more than the wait for the next night
            Outcome::Failed | Outcome::Blocked => self.record.failures.checked_sub(1).map(|failures| {
                let doubled = FIRST_REST.saturating_mul(1 << failures.min(12));
                doubled.min(LONGEST_REST)
            }),
        };
        attempt.retry_after.max(rest.map(|rest| attempt.ended + rest))
    }
}

fn refreshed(finish: &Finish, changes: Changes) -> Refreshed {
    Refreshed { outcome: finish.outcome, changes, detail: finish.detail.clone() }
}

/// The gravest notice in words.
fn reason(notices: &Notices) -> Option<String> {
    let gravest = notices.groups().max_by_key(|group| (group.effect, std::cmp::Reverse(group.severity)))?;
    let said = gravest.samples.first().and_then(|sample| sample.value.clone());
    Some(said.map_or_else(|| gravest.code.to_string(), |said| format!("{}: {said}", gravest.code)))
}

fn known(snapshot: Option<&Snapshot>) -> Vec<Known> {
    let parts = snapshot.map_or(&[][..], |snapshot| &snapshot.parts);
    let known = parts.iter().filter_map(|part| {
        let validators = Validators { etag: part.etag.clone(), last_modified: part.last_modified.clone() };
        let url = Url::parse(&part.requested).ok()?;
        Some(Known { role: part.role, url, validators, hash: part.hash.clone() })
    });
    known.collect()
}

fn snapshot_part(fetched: &FetchedPart) -> SnapshotPart {
    SnapshotPart {
        role: fetched.part.role,
        requested: fetched.requested.to_string(),
        url: fetched.part.url.to_string(),
        hash: fetched.hash.clone(),
        content_type: fetched.part.content_type.clone(),
        etag: fetched.validators.etag.clone(),
        last_modified: fetched.validators.last_modified.clone(),
    }
}
