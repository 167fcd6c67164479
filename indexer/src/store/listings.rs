//! Public identities: which listing a meeting belongs to, what merged into what, what was withdrawn. Primary data:
//! kept for good and never derived again.

mod book;

use super::Store;
use super::meetings::StoredMeeting;
use crate::error::Result;
use book::Book;
use jiff::Timestamp;
use rusqlite::OptionalExtension;

/// What became of a public id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It goes on, or is gone from its lists.
    Lives,
    /// It was merged into another.
    Redirects(String),
    /// It was withdrawn, for this reason.
    Withdrawn(String),
}

impl Store {
    /// Gives every group of meetings its listing id, keeping those that stand; a group that was withdrawn gets
    /// `None`. When groups that had ids of their own have merged, the oldest survives and the others redirect.
    pub fn identify(
        &self,
        meetings: &[StoredMeeting],
        groups: &[Vec<usize>],
        now: Timestamp,
    ) -> Result<Vec<Option<String>>> {
        let mut writer = self.writer();
        let transaction = writer.transaction()?;
        let mut book = Book::read(&transaction, now)?;
        book.follow_renamed(&transaction, meetings)?;
        book.note_live(meetings);
        // whose listing survives must not depend on the order of the groups: founders choose first
        let mut order: Vec<usize> = (0..groups.len()).collect();
        order.sort_by_key(|&at| groups[at].iter().map(|&m| meetings[m].number).min());
        let mut ids = vec![None; groups.len()];
        for at in order {
            let group: Vec<&StoredMeeting> = groups[at].iter().map(|&m| &meetings[m]).collect();
            ids[at] = book.identify(&transaction, &group)?;
        }
        transaction.commit()?;
        Ok(ids)
    }

    /// What became of a public id; `None` when it was never given out.
    pub fn fate(&self, listing: &str) -> Result<Option<Fate>> {
        let sql = "SELECT redirect, withdrawn FROM listing WHERE id = ?1";
        let row: Option<(Option<String>, Option<String>)> =
            self.reader()?.query_row(sql, [listing], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        Ok(row.map(|(redirect, withdrawn)| match (withdrawn, redirect) {
            (Some(reason), _) => Fate::Withdrawn(reason),
            (None, Some(to)) => Fate::Redirects(to),
            (None, None) => Fate::Lives,
        }))
    }
}
