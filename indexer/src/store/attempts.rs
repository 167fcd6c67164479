//! Runs and attempts: one row whatever happens, never overwritten; and the snapshots whose validators we hold.

use super::{Store, encode, instant};
use crate::error::Result;
use everyroom_feeds::id::SourceId;
use everyroom_feeds::notice::Notices;
use everyroom_feeds::plan::Role;
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

/// How one attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A new list was taken.
    Changed,
    /// The list is as it was.
    Unchanged,
    /// Transport, HTTP or format failed.
    Failed,
    /// Policy refused: address, robots, scheme.
    Blocked,
    /// Read, but the guard holds it back.
    Quarantined,
    /// Not now: asked to wait, or stopped.
    Deferred,
    /// The publisher says that it is gone.
    Gone,
}

impl Outcome {
    /// The id, as `unchanged`.
    pub fn id(self) -> &'static str {
        match self {
            Outcome::Changed => "changed",
            Outcome::Unchanged => "unchanged",
            Outcome::Failed => "failed",
            Outcome::Blocked => "blocked",
            Outcome::Quarantined => "quarantined",
            Outcome::Deferred => "deferred",
            Outcome::Gone => "gone",
        }
    }
}

/// One attempt, as it is written down.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AttemptRow {
    /// When it began.
    pub started: Timestamp,
    /// When it ended.
    pub ended: Timestamp,
    /// How.
    pub outcome: String,
    /// HTTP status of the last answer.
    pub status: Option<u16>,
    /// Bytes on the wire; 0 when unknown.
    pub wire_bytes: u64,
    /// Decoded bytes.
    pub decoded_bytes: u64,
    /// Hash of the snapshot.
    pub hash: Option<String>,
    /// Meetings read.
    pub meetings: Option<u64>,
    /// The requests made, secrets redacted.
    pub requests: serde_json::Value,
    /// What was noticed.
    pub notices: Notices,
}

/// What a finished attempt means for its source.
#[derive(Clone, Debug)]
pub struct Finish {
    /// How it ended.
    pub outcome: Outcome,
    /// Why, in words, when it was no success.
    pub detail: Option<String>,
    /// Not before, when the attempt failed or was asked to wait.
    pub rest_until: Option<Timestamp>,
    /// Whether we broke it off ourselves, so that the source is still due.
    pub interrupted: bool,
    /// Whether the read was unconditional, so that the bytes were really seen.
    pub full: bool,
    /// The row to write.
    pub row: AttemptRow,
}

/// Which of the kept snapshots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The one that is shown.
    Good,
    /// The one that the guard holds.
    Held,
}

impl Slot {
    pub(crate) fn id(self) -> &'static str {
        match self {
            Slot::Good => "good",
            Slot::Held => "held",
        }
    }
}

/// The last but one snapshot is kept for so long.
pub const KEEP_PREVIOUS: SignedDuration = SignedDuration::from_hours(30 * 24);
/// A snapshot that the guard holds is kept for so long.
pub const KEEP_HELD: SignedDuration = SignedDuration::from_hours(60 * 24);

/// The ordered documents of one reading, with the validators that vouch for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Hash over the hashes of the parts.
    pub hash: String,
    /// When it was fetched.
    pub fetched: Timestamp,
    /// The documents.
    pub parts: Vec<SnapshotPart>,
}

/// One document of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotPart {
    /// What it is.
    pub role: Role,
    /// The address that was asked for.
    pub requested: String,
    /// The address that answered.
    pub url: String,
    /// Hash of the decoded bytes; their name in the archive.
    pub hash: String,
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub last_modified: Option<String>,
}

impl Snapshot {
    /// Puts parts together.
    pub fn new(fetched: Timestamp, parts: Vec<SnapshotPart>) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in &parts {
            hasher.update(encode(&part.role).as_bytes()).update(part.hash.as_bytes());
        }
        Self { hash: hasher.finalize().to_hex().to_string(), fetched, parts }
    }
}

impl Store {
    /// Opens a run and returns its number.
    pub fn begin_run(&self, now: Timestamp) -> Result<i64> {
        let writer = self.writer();
        writer.execute("INSERT INTO run (started) VALUES (?1)", [now.as_millisecond()])?;
        Ok(writer.last_insert_rowid())
    }

    /// Closes a run.
    pub fn end_run(&self, run: i64, now: Timestamp, summary: &serde_json::Value) -> Result<()> {
        let sql = "UPDATE run SET ended = ?2, summary = ?3 WHERE id = ?1";
        self.writer().execute(sql, params![run, now.as_millisecond(), encode(summary)])?;
        Ok(())
    }

    /// Sets the next due time before an attempt begins, so that a crash can't make a source be hammered.
    pub fn begin_attempt(&self, source: &SourceId, now: Timestamp, next_due: Timestamp) -> Result<()> {
        self.writer().execute(
            "UPDATE source SET last_try = ?2, next_due = ?3 WHERE id = ?1",
            params![source.as_str(), now.as_millisecond(), next_due.as_millisecond()],
        )?;
        Ok(())
    }

    /// Writes down an attempt that brought no new list, and what it means for the source.
    pub fn finish_attempt(&self, run: i64, source: &SourceId, finish: &Finish) -> Result<()> {
        let mut writer = self.writer();
        let transaction = writer.transaction()?;
        record(&transaction, run, source, finish)?;
        transaction.commit()?;
        Ok(())
    }

    /// A kept snapshot of a source.
    pub fn snapshot(&self, source: &SourceId, slot: Slot) -> Result<Option<Snapshot>> {
        let reader = self.reader()?;
        let head: Option<(String, i64)> = reader
            .query_row(
                "SELECT hash, fetched FROM snapshot WHERE source = ?1 AND slot = ?2",
                params![source.as_str(), slot.id()],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        let Some((hash, fetched)) = head else { return Ok(None) };
        let mut statement = reader.prepare(
            "SELECT role, requested, url, hash, content_type, etag, last_modified FROM snapshot_part \
             WHERE source = ?1 AND slot = ?2 ORDER BY ord",
        )?;
        let rows = statement.query_map(params![source.as_str(), slot.id()], |row| {
            let role: String = row.get(0)?;
            Ok(SnapshotPart {
                role: serde_json::from_str(&role).unwrap_or(Role::Feed),
                requested: row.get(1)?,
                url: row.get(2)?,
                hash: row.get(3)?,
                content_type: row.get(4)?,
                etag: row.get(5)?,
                last_modified: row.get(6)?,
            })
        })?;
        let parts = rows.collect::<rusqlite::Result<_>>()?;
        Ok(Some(Snapshot { hash, fetched: instant(fetched), parts }))
    }

    /// Hashes of all bodies that some kept snapshot still names.
    pub fn archived(&self) -> Result<std::collections::HashSet<String>> {
        let reader = self.reader()?;
        let mut statement = reader.prepare("SELECT DISTINCT hash FROM snapshot_part")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Forgets raw bodies that nothing needs any more: all of sources that are opted out, no longer configured or in
    /// `retired`; the last but one snapshot and one that is held, each from its age on. The bodies themselves go when
    /// the archive is pruned.
    pub fn forget_bodies(&self, retired: &[SourceId], now: Timestamp) -> Result<usize> {
        let ids: Vec<&str> = retired.iter().map(SourceId::as_str).collect();
        let older_than = |age: SignedDuration| (now - age).as_millisecond();
        let mut writer = self.writer();
        let transaction = writer.transaction()?;
        let forgotten = transaction.execute(
            "DELETE FROM snapshot WHERE source IN (SELECT value FROM json_each(?1)) \
             OR source IN (SELECT id FROM source WHERE configured = 0 OR override = 'opted_out') \
             OR slot = 'previous' AND fetched < ?2 OR slot = 'held' AND fetched < ?3",
            params![encode(&ids), older_than(KEEP_PREVIOUS), older_than(KEEP_HELD)],
        )?;
        transaction.execute(
            "DELETE FROM snapshot_part WHERE NOT EXISTS (SELECT 1 FROM snapshot \
             WHERE snapshot.source = snapshot_part.source AND snapshot.slot = snapshot_part.slot)",
            [],
        )?;
        transaction.commit()?;
        Ok(forgotten)
    }

    /// The latest attempts of a source, newest first.
    pub fn history(&self, source: &SourceId, most: u32) -> Result<Vec<AttemptRow>> {
        let reader = self.reader()?;
        let mut statement = reader.prepare(
            "SELECT started, ended, outcome, status, wire_bytes, decoded_bytes, hash, meetings, requests, notices \
             FROM fetch WHERE source = ?1 ORDER BY id DESC LIMIT ?2",
        )?;
        let rows = statement.query_map(params![source.as_str(), most], |row| {
            let (requests, notices): (String, String) = (row.get(8)?, row.get(9)?);
            Ok(AttemptRow {
                started: instant(row.get(0)?),
                ended: instant(row.get(1)?),
                outcome: row.get(2)?,
                status: row.get(3)?,
                wire_bytes: row.get::<_, i64>(4)?.unsigned_abs(),
                decoded_bytes: row.get::<_, i64>(5)?.unsigned_abs(),
                hash: row.get(6)?,
                meetings: row.get::<_, Option<i64>>(7)?.map(i64::unsigned_abs),
                requests: serde_json::from_str(&requests).unwrap_or_default(),
                notices: serde_json::from_str(&notices).unwrap_or_default(),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The most meetings that a source had in one accepted list since `from`, or since a held list was let through,
    /// if that was later.
    pub fn peak_since(&self, source: &SourceId, from: Timestamp) -> Result<u64> {
        let sql = "SELECT coalesce(max(meetings), 0) FROM fetch \
                   WHERE source = ?1 AND outcome IN ('changed', 'unchanged') AND started >= ?2 \
                   AND started > (SELECT coalesce(peak_from, 0) FROM source WHERE id = ?1)";
        let peak: i64 =
            self.reader()?
                .query_row(sql, params![source.as_str(), from.as_millisecond()], |row| row.get(0))?;
        Ok(peak.unsigned_abs())
    }
}

/// The attempt row and the columns of the source that every kind of ending touches.
pub(super) fn record(connection: &Connection, run: i64, source: &SourceId, finish: &Finish) -> Result<()> {
    let row = &finish.row;
    connection.execute(
        "INSERT INTO fetch (run, source, started, ended, outcome, status, wire_bytes, decoded_bytes, hash, \
         meetings, requests, notices) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        params![
            run,
            source.as_str(),
            row.started.as_millisecond(),
            row.ended.as_millisecond(),
            finish.outcome.id(),
            row.status,
            row.wire_bytes as i64,
            row.decoded_bytes as i64,
            row.hash,
            row.meetings.map(|meetings| meetings as i64),
            encode(&row.requests),
            encode(&row.notices),
        ],
    )?;
    let ended = row.ended.as_millisecond();
    let got_it = matches!(finish.outcome, Outcome::Changed | Outcome::Unchanged);
    let failed = matches!(finish.outcome, Outcome::Failed | Outcome::Blocked | Outcome::Gone);
    if finish.outcome != Outcome::Deferred {
        connection.execute(
            "UPDATE source SET outcome = ?2, detail = ?3 WHERE id = ?1",
            params![source.as_str(), finish.outcome.id(), finish.detail],
        )?;
    }
    let rest_until = finish.rest_until.map(Timestamp::as_millisecond);
    connection
        .execute("UPDATE source SET rest_until = ?2 WHERE id = ?1", params![source.as_str(), rest_until])?;
    if finish.interrupted {
        connection.execute("UPDATE source SET next_due = NULL WHERE id = ?1", [source.as_str()])?;
    }
    if got_it {
        connection.execute(
            "UPDATE source SET last_ok = ?2, failures = 0, gone_since = NULL, trouble = NULL, \
             last_full = CASE WHEN ?3 THEN ?2 ELSE last_full END WHERE id = ?1",
            params![source.as_str(), ended, finish.full],
        )?;
    }
    if failed {
        let gone = (finish.outcome == Outcome::Gone).then_some(ended);
        connection.execute(
            "UPDATE source SET failures = failures + 1, gone_since = coalesce(gone_since, ?2), trouble = ?3 \
             WHERE id = ?1",
            params![source.as_str(), gone, encode(&row.notices)],
        )?;
    }
    Ok(())
}

pub(super) fn write_snapshot(
    connection: &Connection,
    source: &SourceId,
    slot: Slot,
    snapshot: &Snapshot,
) -> Result<()> {
    let id = source.as_str();
    connection.execute("DELETE FROM snapshot WHERE source = ?1 AND slot = ?2", [id, slot.id()])?;
    connection.execute("DELETE FROM snapshot_part WHERE source = ?1 AND slot = ?2", [id, slot.id()])?;
    connection.execute(
        "INSERT INTO snapshot (source, slot, hash, fetched) VALUES (?1, ?2, ?3, ?4)",
        params![id, slot.id(), snapshot.hash, snapshot.fetched.as_millisecond()],
    )?;
    for (ord, part) in snapshot.parts.iter().enumerate() {
        connection.execute(
            "INSERT INTO snapshot_part (source, slot, ord, role, requested, url, hash, content_type, etag, \
             last_modified) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                id,
                slot.id(),
                ord as i64,
                encode(&part.role),
                part.requested,
                part.url,
                part.hash,
                part.content_type,
                part.etag,
                part.last_modified
            ],
        )?;
    }
    Ok(())
}
