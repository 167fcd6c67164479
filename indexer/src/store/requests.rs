//! What people asked to have taken out, until the operator has decided. Primary data, in the backup, in no export.
//!
//! Nothing here withdraws anything. What a person told of themselves (why, an address for the answer) goes when the
//! request is closed, from the file too. Words of a request never get into a log.

#[cfg(test)]
mod tests;

use super::{Store, instant};
use crate::error::Result;
use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode, OptionalExtension, Row, params};
use serde::Serialize;

/// More open requests than that are not taken: someone has to read them.
pub const MOST_OPEN: u32 = 200;
/// Characters of what is asked for.
pub const LONGEST_WHAT: usize = 300;
/// Characters of why.
pub const LONGEST_WHY: usize = 2000;
/// Characters of an address for the answer.
pub const LONGEST_REPLY: usize = 200;

/// How much someone asked to have taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestScope {
    /// The one meeting.
    Meeting,
    /// All meetings of its group.
    Group,
    /// The whole list.
    Source,
    /// Only a name, a number or an address in it.
    Detail,
}

impl RequestScope {
    /// All of them, the usual one first.
    pub const ALL: [Self; 4] = [Self::Meeting, Self::Group, Self::Source, Self::Detail];

    /// The id, as `meeting`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Meeting => "meeting",
            Self::Group => "group",
            Self::Source => "source",
            Self::Detail => "detail",
        }
    }

    /// By its id.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.id() == id)
    }
}

/// A request as it comes in. Texts of any length and content: they are cut and cleaned when they are stored.
#[derive(Clone, Debug)]
pub struct NewRequest {
    /// What is to be taken out, as it was typed.
    pub what: String,
    /// The listing that is meant, where it was found.
    pub listing: Option<String>,
    /// The source that is meant, where it was found.
    pub source: Option<String>,
    /// How much.
    pub scope: RequestScope,
    /// Why, if they said.
    pub why: String,
    /// Where an answer may be sent, if they said.
    pub reply: Option<String>,
}

/// A request as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Request {
    /// Its number.
    pub number: i64,
    /// When it came.
    pub at: Timestamp,
    /// What is to be taken out, as it was typed; once closed, the id alone, or nothing where none was found.
    pub what: String,
    /// The listing that is meant, where it was found.
    pub listing: Option<String>,
    /// The source that is meant, where it was found.
    pub source: Option<String>,
    /// How much.
    pub scope: RequestScope,
    /// Why, if they said.
    pub why: String,
    /// Where an answer may be sent, if they said.
    pub reply: Option<String>,
    /// When it was closed.
    pub closed: Option<Timestamp>,
}

/// How a request was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Whether what the person told is gone from the files; else it goes with the next checkpoint, since someone was
    /// reading.
    pub is_overwritten: bool,
}

const COLUMNS: &str = "number, at, what, listing, source, scope, why, reply, closed";

impl Store {
    /// Keeps a request; its number, or `None` when too many are waiting.
    pub fn add_request(&self, new: &NewRequest, now: Timestamp) -> Result<Option<i64>> {
        let mut writer = self.writer();
        let transaction = writer.transaction()?;
        let open: u32 =
            transaction
                .query_row("SELECT count(*) FROM request WHERE closed IS NULL", [], |row| row.get(0))?;
        if open >= MOST_OPEN {
            return Ok(None);
        }
        let reply = new.reply.as_deref().map(|reply| line(reply, LONGEST_REPLY));
        transaction.execute(
            "INSERT INTO request (at, what, listing, source, scope, why, reply) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                now.as_millisecond(),
                line(&new.what, LONGEST_WHAT),
                new.listing,
                new.source,
                new.scope.id(),
                lines(&new.why, LONGEST_WHY),
                reply.filter(|reply| !reply.is_empty()),
            ],
        )?;
        let number = transaction.last_insert_rowid();
        transaction.commit()?;
        Ok(Some(number))
    }

    /// The open requests, or all, the oldest first.
    pub fn requests(&self, closed_too: bool) -> Result<Vec<Request>> {
        let reader = self.reader()?;
        let mut statement = reader
            .prepare(&format!("SELECT {COLUMNS} FROM request WHERE closed IS NULL OR ?1 ORDER BY number"))?;
        let rows = statement.query_map([closed_too], request)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// One request.
    pub fn request(&self, number: i64) -> Result<Option<Request>> {
        let sql = format!("SELECT {COLUMNS} FROM request WHERE number = ?1");
        Ok(self.reader()?.query_row(&sql, [number], request).optional()?)
    }

    /// Closes a request and forgets what the person told of themselves. `None` when there is no such open one.
    pub fn close_request(&self, number: i64, now: Timestamp) -> Result<Option<Closed>> {
        let writer = self.writer();
        // overwritten in the file, not only unlinked
        writer.pragma_update(None, "secure_delete", "ON")?;
        let closed = close(&writer, number, now);
        writer.pragma_update(None, "secure_delete", "OFF")?;
        // the log beside the file holds old pages, which go only when nobody reads them
        let checkpoint = writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, bool>(0));
        let is_overwritten = match checkpoint {
            Ok(is_busy) => !is_busy,
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => false,
            Err(error) => return Err(error.into()),
        };
        Ok(closed?.then_some(Closed { is_overwritten }))
    }
}

fn close(writer: &Connection, number: i64, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE request SET closed = ?2, reply = NULL, why = '', what = coalesce(listing, source, '') \
               WHERE number = ?1 AND closed IS NULL";
    Ok(writer.execute(sql, params![number, now.as_millisecond()])? > 0)
}

fn request(row: &Row<'_>) -> rusqlite::Result<Request> {
    Ok(Request {
        number: row.get(0)?,
        at: instant(row.get(1)?),
        what: row.get(2)?,
        listing: row.get(3)?,
        source: row.get(4)?,
        // the table takes no others
        scope: RequestScope::parse(&row.get::<_, String>(5)?).unwrap_or(RequestScope::Detail),
        why: row.get(6)?,
        reply: row.get(7)?,
        closed: row.get::<_, Option<i64>>(8)?.map(instant),
    })
}

/// Text as one line, without what could play with a terminal.
fn line(text: &str, longest: usize) -> String {
    lines(text, usize::MAX).split_whitespace().collect::<Vec<_>>().join(" ").chars().take(longest).collect()
}

/// Text without control characters but line breaks, and without marks that turn the direction of what follows.
fn lines(text: &str, longest: usize) -> String {
    let is_shown = |c: &char| !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let text = text.replace("\r\n", "\n");
    let shown = text.trim().chars().filter(is_shown).map(|c| match c {
        '\n' => '\n',
        c if c.is_control() => ' ',
        c => c,
    });
    shown.take(longest).collect()
}
