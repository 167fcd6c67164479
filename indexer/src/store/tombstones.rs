//! Withdrawn listings: by a group, or for a person. Primary data; a tombstone holds whatever the feeds say, and only the
//! operator takes it back.

mod marks;
#[cfg(test)]
mod tests;

use super::{Store, bump_revision, encode, instant};
use crate::error::Result;
use everyroom_feeds::meeting::Meeting;
use jiff::Timestamp;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use std::collections::HashMap;

/// How much is withdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The one listing.
    Meeting,
    /// All listings of its group at that place, on whatever day.
    Group,
}

impl Scope {
    fn id(self) -> &'static str {
        match self {
            Scope::Meeting => "meeting",
            Scope::Group => "group",
        }
    }
}

/// A withdrawn listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tombstone {
    /// The listing's public id.
    pub listing: String,
    /// The listing that was withdrawn by hand; another one when this fell with it.
    pub cause: String,
    /// When.
    pub at: Timestamp,
    /// How much.
    pub scope: Scope,
    /// Why, as it is told to whoever asks for the listing.
    pub reason: String,
}

impl Store {
    /// Withdraws a listing. False when there is no such listing, or when it is withdrawn already.
    pub fn withdraw(&self, listing: &str, scope: Scope, reason: &str, now: Timestamp) -> Result<bool> {
        let mut writer = self.writer();
        let transaction = writer.transaction()?;
        let marks = {
            let mut statement = transaction.prepare(
                "SELECT body FROM meeting JOIN origin ON origin.meeting = meeting.number WHERE origin.listing = ?1",
            )?;
            let bodies = statement.query_map([listing], |row| row.get::<_, String>(0))?;
            let mut marks = Vec::new();
            for body in bodies {
                let meeting: Meeting = self.decode("a meeting", &body?)?;
                marks.extend(marks::of_tombstone(&meeting, scope));
            }
            marks.sort_unstable();
            marks.dedup();
            marks
        };
        let sql = "UPDATE listing SET withdrawn = ?2 WHERE id = ?1 AND withdrawn IS NULL";
        if transaction.execute(sql, params![listing, reason])? == 0 {
            return Ok(false);
        }
        let sql = "INSERT INTO tombstone (listing, cause, at, scope, marks) VALUES (?1, ?1, ?2, ?3, ?4)";
        let at = now.as_millisecond();
        transaction.execute(sql, params![listing, at, scope.id(), encode(&marks)])?;
        transaction.execute(
            "INSERT INTO change (at, kind, listing) VALUES (?1, 'withdrawn', ?2)",
            params![at, listing],
        )?;
        bump_revision(&transaction)?;
        super::forgetting::owe(&transaction)?;
        transaction.commit()?;
        Ok(true)
    }

    /// Takes a withdrawal back, with all that fell with it. Returns the listings that may be shown again; none when
    /// that listing is not withdrawn.
    pub fn restore(&self, listing: &str, now: Timestamp) -> Result<Vec<String>> {
        let mut writer = self.writer();
        let transaction = writer.transaction()?;
        let sql = "SELECT cause FROM tombstone WHERE listing = ?1";
        let Some(cause) = transaction.query_row(sql, [listing], |row| row.get::<_, String>(0)).optional()?
        else {
            return Ok(Vec::new());
        };
        let restored: Vec<String> = {
            let mut statement =
                transaction.prepare("DELETE FROM tombstone WHERE cause = ?1 RETURNING listing")?;
            let ids = statement.query_map([&cause], |row| row.get(0))?;
            ids.collect::<rusqlite::Result<_>>()?
        };
        for id in &restored {
            transaction.execute("UPDATE listing SET withdrawn = NULL WHERE id = ?1", [id])?;
            transaction.execute(
                "INSERT INTO change (at, kind, listing) VALUES (?1, 'restored', ?2)",
                params![now.as_millisecond(), id],
            )?;
        }
        bump_revision(&transaction)?;
        transaction.commit()?;
        Ok(restored)
    }

    /// All withdrawn listings, the latest first.
    pub fn tombstones(&self) -> Result<Vec<Tombstone>> {
        let reader = self.reader()?;
        let mut statement = reader.prepare(
            "SELECT listing, cause, at, scope, coalesce(withdrawn, '') FROM tombstone \
             JOIN listing ON listing.id = tombstone.listing ORDER BY at DESC, listing",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(Tombstone {
                listing: row.get(0)?,
                cause: row.get(1)?,
                at: instant(row.get(2)?),
                scope: if row.get::<_, String>(3)? == "group" { Scope::Group } else { Scope::Meeting },
                reason: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// The tombstones while a publication is made.
pub(super) struct Tombstones {
    cause_of: HashMap<String, String>,
    by_mark: HashMap<String, String>,
}

impl Tombstones {
    pub(super) fn read(transaction: &Connection) -> Result<Self> {
        let mut read = Self { cause_of: HashMap::new(), by_mark: HashMap::new() };
        let mut statement = transaction.prepare("SELECT listing, cause, marks FROM tombstone ORDER BY at")?;
        let rows = statement.query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
        })?;
        for row in rows {
            let (listing, cause, marks) = row?;
            // a tombstone that can't be read must not quietly let its meeting back in
            let marks: Vec<String> = serde_json::from_str(&marks)
                .map_err(|error| rusqlite::Error::FromSqlConversionFailure(2, Type::Text, Box::new(error)))?;
            for mark in marks {
                read.by_mark.entry(mark).or_insert_with(|| cause.clone());
            }
            read.cause_of.insert(listing, cause);
        }
        Ok(read)
    }

    /// What a listing was withdrawn with.
    pub(super) fn cause_of(&self, listing: &str) -> Option<&str> {
        self.cause_of.get(listing).map(String::as_str)
    }

    /// The tombstone whose sure marks a meeting bears.
    pub(super) fn cause_by_marks(&self, meeting: &Meeting) -> Option<&str> {
        if self.by_mark.is_empty() {
            return None;
        }
        marks::sure(meeting).find_map(|mark| self.by_mark.get(&mark).map(String::as_str))
    }

    /// The tombstone at whose hour and place the same publisher now lists this meeting.
    pub(super) fn cause_by_hour(&self, meeting: &Meeting) -> Option<&str> {
        if self.by_mark.is_empty() {
            return None;
        }
        marks::same_hour(meeting).find_map(|mark| self.by_mark.get(&mark).map(String::as_str))
    }

    /// Withdraws a listing that one with a tombstone has come back as. False when it was withdrawn before.
    pub(super) fn fell_with(
        &mut self,
        transaction: &Connection,
        listing: &str,
        cause: &str,
        now: i64,
    ) -> Result<bool> {
        if self.cause_of.contains_key(listing) {
            return Ok(false);
        }
        transaction.execute(
            "INSERT INTO tombstone (listing, cause, at, scope, marks) \
             SELECT ?1, cause, ?3, scope, '[]' FROM tombstone WHERE listing = ?2",
            params![listing, cause, now],
        )?;
        transaction.execute(
            "UPDATE listing SET withdrawn = (SELECT withdrawn FROM listing WHERE id = ?2) WHERE id = ?1",
            params![listing, cause],
        )?;
        self.cause_of.insert(listing.to_owned(), cause.to_owned());
        Ok(true)
    }
}
