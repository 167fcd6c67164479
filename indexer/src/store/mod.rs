//! The SQLite store: sources, attempts, snapshots, meetings, listings, changes. Primary data live here and nowhere
//! else; everything a search needs is derived from it and can be built again.
//!
//! One connection writes, behind a lock; readers open their own. No SQL outside this folder.

pub mod added;
pub mod apply;
pub mod attempts;
pub mod forgetting;
pub mod listings;
pub mod meetings;
pub mod requests;
pub mod sources;
#[cfg(test)]
mod tests;
pub mod tombstones;

use crate::error::{IndexerError, Result};
use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

const FILE: &str = "store.sqlite";

const MIGRATIONS: &[&str] = &[
    include_str!("../../migrations/0001_first.sql"),
    include_str!("../../migrations/0002_tombstones.sql"),
    include_str!("../../migrations/0003_by_hand.sql"),
    include_str!("../../migrations/0004_requests.sql"),
];

/// The open store.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    writer: Mutex<Connection>,
}

impl Store {
    /// Whether a data directory has a store.
    pub fn is_in(data: &Path) -> bool {
        data.join(FILE).exists()
    }

    /// Opens or makes the store of a data directory and brings it up to date.
    pub fn open(data: &Path) -> Result<Self> {
        Self::open_file(data).map_err(|error| match error {
            IndexerError::Store(error) if is_spoilt(&error) => {
                IndexerError::StoreFile { path: data.join(FILE), why: error.to_string() }
            }
            other => other,
        })
    }

    fn open_file(data: &Path) -> Result<Self> {
        let path = data.join(FILE);
        let connection = Connection::open(&path)?;
        connection.busy_timeout(Duration::from_secs(30))?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", "ON")?;
        let store = Self { path, writer: Mutex::new(connection) };
        store.migrate()?;
        Ok(store)
    }

    fn migrate(&self) -> Result<()> {
        let mut writer = self.writer();
        let known = MIGRATIONS.len() as i64;
        // whoever only reads must not wait for a writer
        if writer.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0))? == known {
            return Ok(());
        }
        let transaction = writer.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let found: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if found > known {
            return Err(IndexerError::StoreVersion { found, known });
        }
        for migration in &MIGRATIONS[usize::try_from(found).unwrap_or(0)..] {
            transaction.execute_batch(migration)?;
        }
        transaction.pragma_update(None, "user_version", known)?;
        transaction.commit()?;
        Ok(())
    }

    /// The one connection that writes.
    pub(crate) fn writer(&self) -> MutexGuard<'_, Connection> {
        // a panic elsewhere rolled its transaction back; the connection itself is whole
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A connection of one's own that only reads.
    pub(crate) fn reader(&self) -> Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)?;
        connection.busy_timeout(Duration::from_secs(30))?;
        Ok(connection)
    }

    /// Grows with every change that a reader could see.
    pub fn revision(&self) -> Result<i64> {
        Ok(self.reader()?.query_row("SELECT value FROM meta WHERE key = 'revision'", [], |row| row.get(0))?)
    }

    fn content(&self, what: impl Into<String>) -> IndexerError {
        IndexerError::StoreContent { what: what.into(), path: self.path.clone() }
    }

    fn decode<T: serde::de::DeserializeOwned>(&self, what: &str, text: &str) -> Result<T> {
        serde_json::from_str(text).map_err(|error| self.content(format!("{what} ({error})")))
    }
}

fn is_spoilt(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    matches!(error.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase))
}

pub(crate) fn bump_revision(connection: &Connection) -> Result<()> {
    connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'revision'", [])?;
    Ok(())
}

pub(crate) fn encode<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("our own types hold nothing that JSON can't")
}

pub(crate) fn instant(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH)
}
