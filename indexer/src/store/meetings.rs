//! Live meetings, read whole for a publication.

use super::Store;
use crate::error::Result;
use everyroom_feeds::id::SourceId;
use everyroom_feeds::meeting::Meeting;
use jiff::Timestamp;

/// A live meeting with its stable number.
#[derive(Clone, Debug)]
pub struct StoredMeeting {
    /// The integer that is its own for good.
    pub number: i64,
    /// How often its key had been another meeting's before.
    pub incarnation: i64,
    /// When it was first read.
    pub added: Timestamp,
    /// When its content last changed.
    pub changed: Timestamp,
    /// What was read.
    pub meeting: Meeting,
}

impl Store {
    /// All live meetings of sources that are shown, by number: configured, not opted out, not in `retired`.
    pub fn live_meetings(&self, retired: &[SourceId]) -> Result<Vec<StoredMeeting>> {
        let reader = self.reader()?;
        let mut statement = reader.prepare(
            "SELECT number, incarnation, added, changed, body FROM meeting JOIN source ON source.id = meeting.source \
             WHERE gone IS NULL AND configured = 1 AND coalesce(override, '') <> 'opted_out' \
             AND source.id NOT IN (SELECT value FROM json_each(?1)) ORDER BY number",
        )?;
        let ids: Vec<&str> = retired.iter().map(SourceId::as_str).collect();
        let rows = statement.query_map([super::encode(&ids)], |row| {
            let (number, incarnation, added, changed): (i64, i64, i64, i64) =
                (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            Ok((number, incarnation, added, changed, row.get::<_, String>(4)?))
        })?;
        let mut meetings = Vec::new();
        for row in rows {
            let (number, incarnation, added, changed, body) = row?;
            let (added, changed) = (super::instant(added), super::instant(changed));
            let meeting = self.decode("a meeting", &body)?;
            meetings.push(StoredMeeting { number, incarnation, added, changed, meeting });
        }
        Ok(meetings)
    }

    /// The live meetings of one source.
    pub fn meetings_of(&self, source: &SourceId) -> Result<Vec<Meeting>> {
        let reader = self.reader()?;
        let sql = "SELECT body FROM meeting WHERE source = ?1 AND gone IS NULL ORDER BY number";
        let mut statement = reader.prepare(sql)?;
        let rows = statement.query_map([source.as_str()], |row| row.get::<_, String>(0))?;
        rows.map(|row| self.decode("a meeting", &row?)).collect()
    }

    /// How many live meetings there are.
    pub fn live_count(&self) -> Result<u64> {
        let sql = "SELECT count(*) FROM meeting WHERE gone IS NULL";
        let count: i64 = self.reader()?.query_row(sql, [], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// How many change rows there are.
    pub fn change_count(&self) -> Result<u64> {
        let count: i64 = self.reader()?.query_row("SELECT count(*) FROM change", [], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }
}
