//! A reading becomes the truth of its source: one transaction, with change rows and validators in it.
//!
//! The same reading twice changes nothing but the time of confirmation.

use super::attempts::{Finish, Slot, Snapshot, record, write_snapshot};
use super::{Store, bump_revision, encode};
use crate::error::Result;
use everyroom_feeds::id::SourceId;
use everyroom_feeds::meeting::Meeting;
use everyroom_feeds::reading::Reading;
use jiff::Timestamp;
use rusqlite::{Connection, params};
use serde::Serialize;
use std::collections::HashMap;

/// How many meetings changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// New, or back again.
    pub added: u64,
    /// With another content.
    pub updated: u64,
    /// No longer in the list.
    pub gone: u64,
}

impl Changes {
    /// Whether nothing changed.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// Adds the changes of another source.
    pub fn add(&mut self, other: Changes) {
        self.added += other.added;
        self.updated += other.updated;
        self.gone += other.gone;
    }
}

/// A meeting as the store knows it, in short.
struct Known {
    number: i64,
    incarnation: i64,
    hash: Vec<u8>,
    gone: bool,
    body: String,
}

impl Store {
    /// Takes a reading in: meetings, change rows, snapshot, validators, notices and the attempt row, or nothing.
    pub fn apply(
        &self,
        run: i64,
        source: &SourceId,
        reading: &Reading,
        snapshot: &Snapshot,
        finish: &Finish,
    ) -> Result<Changes> {
        let now = finish.row.ended;
        let mut writer = self.writer();
        let transaction = writer.transaction()?;
        let changes = self.apply_meetings(&transaction, run, source, &reading.meetings, now)?;
        record(&transaction, run, source, finish)?;
        keep_previous(&transaction, source)?;
        write_snapshot(&transaction, source, Slot::Good, snapshot)?;
        // a list that was let through is the new measure, or the next small change would be held again
        transaction.execute(
            "UPDATE source SET peak_from = ?2 WHERE id = ?1 AND (release = 1 OR held_hash = ?3)",
            params![source.as_str(), now.as_millisecond(), snapshot.hash],
        )?;
        forget_held(&transaction, source)?;
        describe(&transaction, source, reading, changes, now)?;
        transaction.commit()?;
        Ok(changes)
    }

    /// Takes in another reading of the bytes that are shown already, as a newer program may make of them. No attempt
    /// was made, so nothing is confirmed.
    pub fn reread(&self, run: i64, source: &SourceId, reading: &Reading, now: Timestamp) -> Result<Changes> {
        let mut writer = self.writer();
        let transaction = writer.transaction()?;
        let changes = self.apply_meetings(&transaction, run, source, &reading.meetings, now)?;
        describe(&transaction, source, reading, changes, now)?;
        transaction.commit()?;
        Ok(changes)
    }

    /// Keeps a snapshot that the guard does not let through; the good one stays as it is.
    pub fn hold(&self, run: i64, source: &SourceId, snapshot: &Snapshot, finish: &Finish) -> Result<()> {
        let mut writer = self.writer();
        let transaction = writer.transaction()?;
        record(&transaction, run, source, finish)?;
        write_snapshot(&transaction, source, Slot::Held, snapshot)?;
        transaction.execute(
            "UPDATE source SET held_times = CASE WHEN held_hash = ?2 THEN held_times + 1 ELSE 1 END, \
             held_since = CASE WHEN held_hash = ?2 THEN held_since ELSE ?3 END, held_hash = ?2, trouble = ?4 \
             WHERE id = ?1",
            params![
                source.as_str(),
                snapshot.hash,
                finish.row.ended.as_millisecond(),
                encode(&finish.row.notices)
            ],
        )?;
        transaction.commit()?;
        Ok(())
    }

    /// The list came again as it was: only its time of confirmation and its validators move.
    pub fn touch(&self, run: i64, source: &SourceId, snapshot: &Snapshot, finish: &Finish) -> Result<()> {
        let mut writer = self.writer();
        let transaction = writer.transaction()?;
        record(&transaction, run, source, finish)?;
        write_snapshot(&transaction, source, Slot::Good, snapshot)?;
        forget_held(&transaction, source)?;
        transaction.commit()?;
        Ok(())
    }

    fn apply_meetings(
        &self,
        transaction: &Connection,
        run: i64,
        source: &SourceId,
        meetings: &[Meeting],
        now: Timestamp,
    ) -> Result<Changes> {
        let mut known = known(transaction, source)?;
        let log = ChangeLog { transaction, run, source, at: now.as_millisecond() };
        let mut changes = Changes::default();
        for meeting in meetings {
            let hash = meeting.content_hash();
            match known.remove(meeting.id.as_str()) {
                None => {
                    let number = log.insert(meeting, &hash, 0)?;
                    log.write("added", number)?;
                    changes.added += 1;
                }
                Some(before) if before.gone => {
                    log.update(before.number, meeting, &hash)?;
                    log.write("back", before.number)?;
                    changes.added += 1;
                }
                Some(before) if before.hash == hash => log.confirm(&before, meeting)?,
                Some(before) if self.is_another(&before, meeting)? => {
                    log.retire(before.number)?;
                    log.write("gone", before.number)?;
                    let number = log.insert(meeting, &hash, before.incarnation + 1)?;
                    log.write("added", number)?;
                    changes.gone += 1;
                    changes.added += 1;
                }
                Some(before) => {
                    log.update(before.number, meeting, &hash)?;
                    log.write("updated", before.number)?;
                    changes.updated += 1;
                }
            }
        }
        for missing in known.values().filter(|known| !known.gone) {
            log.retire(missing.number)?;
            log.write("gone", missing.number)?;
            changes.gone += 1;
        }
        Ok(changes)
    }

    /// Whether a key was given to another meeting: name, hour, room and link are all others than before.
    fn is_another(&self, before: &Known, meeting: &Meeting) -> Result<bool> {
        let before: Meeting = self.decode("a meeting", &before.body)?;
        let venue = |meeting: &Meeting| meeting.venue.as_ref().map(|v| (v.name.clone(), v.address.clone()));
        let link = |meeting: &Meeting| meeting.online.as_ref().map(|o| (o.url.clone(), o.phone.clone()));
        let same_venue = venue(meeting).is_some() && venue(&before) == venue(meeting);
        let same_link = link(meeting).is_some() && link(&before) == link(meeting);
        let same_place = same_venue || same_link;
        Ok(before.name != meeting.name
            && before.schedule.slot != meeting.schedule.slot
            && before.group.as_ref().is_none_or(|group| Some(group) != meeting.group.as_ref())
            && !same_place)
    }
}

/// What the source is said to hold, and the revision when that shows.
fn describe(
    transaction: &Connection,
    source: &SourceId,
    reading: &Reading,
    changes: Changes,
    now: Timestamp,
) -> Result<()> {
    transaction.execute(
        "UPDATE source SET format = ?2, charset = ?3, records = ?4, hidden = ?5, notices = ?6, tables = ?7, \
         last_change = CASE WHEN ?8 THEN ?9 ELSE last_change END, read_as = definition || ?10 WHERE id = ?1",
        params![
            source.as_str(),
            reading.format.id(),
            reading.charset,
            reading.records as i64,
            reading.hidden() as i64,
            encode(&reading.notices),
            encode(&reading.tables),
            !changes.is_empty(),
            now.as_millisecond(),
            super::sources::PROGRAM,
        ],
    )?;
    if !changes.is_empty() {
        bump_revision(transaction)?;
    }
    Ok(())
}

fn known(transaction: &Connection, source: &SourceId) -> Result<HashMap<String, Known>> {
    // of a key's incarnations only the latest can be met again; the order lets it win
    let mut statement = transaction.prepare(
        "SELECT id, number, incarnation, hash, gone IS NOT NULL, body FROM meeting WHERE source = ?1 \
         ORDER BY incarnation",
    )?;
    let rows = statement.query_map([source.as_str()], |row| {
        let known = Known {
            number: row.get(1)?,
            incarnation: row.get(2)?,
            hash: row.get(3)?,
            gone: row.get(4)?,
            body: row.get(5)?,
        };
        Ok((row.get::<_, String>(0)?, known))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn keep_previous(transaction: &Connection, source: &SourceId) -> Result<()> {
    for table in ["snapshot", "snapshot_part"] {
        transaction.execute(
            &format!("DELETE FROM {table} WHERE source = ?1 AND slot = 'previous'"),
            [source.as_str()],
        )?;
        transaction.execute(
            &format!("UPDATE {table} SET slot = 'previous' WHERE source = ?1 AND slot = 'good'"),
            [source.as_str()],
        )?;
    }
    Ok(())
}

fn forget_held(transaction: &Connection, source: &SourceId) -> Result<()> {
    for table in ["snapshot", "snapshot_part"] {
        let sql = format!("DELETE FROM {table} WHERE source = ?1 AND slot = 'held'");
        transaction.execute(&sql, [source.as_str()])?;
    }
    // a release was for the list that was held, not for whatever comes later
    let sql =
        "UPDATE source SET held_hash = NULL, held_since = NULL, held_times = 0, release = 0 WHERE id = ?1";
    transaction.execute(sql, [source.as_str()])?;
    Ok(())
}

struct ChangeLog<'a> {
    transaction: &'a Connection,
    run: i64,
    source: &'a SourceId,
    at: i64,
}

impl ChangeLog<'_> {
    fn insert(&self, meeting: &Meeting, hash: &[u8], incarnation: i64) -> Result<i64> {
        self.transaction
            .prepare_cached(
                "INSERT INTO meeting (id, incarnation, source, hash, body, added, changed) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)",
            )?
            .execute(params![
                meeting.id.as_str(),
                incarnation,
                self.source.as_str(),
                hash,
                encode(meeting),
                self.at
            ])?;
        Ok(self.transaction.last_insert_rowid())
    }

    fn update(&self, number: i64, meeting: &Meeting, hash: &[u8]) -> Result<()> {
        self.transaction
            .prepare_cached(
                "UPDATE meeting SET hash = ?2, body = ?3, changed = ?4, gone = NULL WHERE number = ?1",
            )?
            .execute(params![number, hash, encode(meeting), self.at])?;
        Ok(())
    }

    /// Same content, but the record may stand elsewhere in the document or bear another stamp.
    fn confirm(&self, before: &Known, meeting: &Meeting) -> Result<()> {
        let body = encode(meeting);
        if body != before.body {
            self.transaction
                .prepare_cached("UPDATE meeting SET body = ?2 WHERE number = ?1")?
                .execute(params![before.number, body])?;
        }
        Ok(())
    }

    fn retire(&self, number: i64) -> Result<()> {
        self.transaction
            .prepare_cached("UPDATE meeting SET gone = ?2 WHERE number = ?1")?
            .execute(params![number, self.at])?;
        Ok(())
    }

    fn write(&self, kind: &str, number: i64) -> Result<()> {
        self.transaction
            .prepare_cached(
                "INSERT INTO change (at, run, kind, source, meeting) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![self.at, self.run, kind, self.source.as_str(), number])?;
        Ok(())
    }
}
