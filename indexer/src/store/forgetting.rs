//! The older generations that must no longer be readable by paging: noted with the decision, and seen to by the next
//! publication, whoever publishes. A run that is at work while the decision is made publishes as usual and can't miss it.

use super::Store;
use crate::error::Result;
use rusqlite::{Connection, OptionalExtension};

const KEY: &str = "forget_older";

/// Notes, with a decision, that what is published before it is to go. The value is the revision of the decision.
pub(super) fn owe(connection: &Connection) -> Result<()> {
    let sql = "INSERT INTO meta (key, value) SELECT ?1, value FROM meta WHERE key = 'revision' \
               ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    connection.execute(sql, [KEY])?;
    Ok(())
}

impl Store {
    /// What is owed: to be asked before a publication reads anything else.
    pub fn owed_forgetting(&self) -> Result<Option<i64>> {
        let sql = "SELECT value FROM meta WHERE key = ?1";
        Ok(self.reader()?.query_row(sql, [KEY], |row| row.get(0)).optional()?)
    }

    /// Notes that it is done. What was decided meanwhile stays owed.
    pub fn forgot(&self, owed: i64) -> Result<()> {
        self.writer().execute("DELETE FROM meta WHERE key = ?1 AND value = ?2", (KEY, owed))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::search::{Query, SearchError};
    use crate::store::sources::Override;
    use crate::testing::{World, at, meeting, source_id, zone};

    const MONDAY: &str = "2026-11-23T03:30:00Z";

    #[test]
    fn opting_out_while_a_run_is_at_work_closes_what_still_shows_it() {
        let world = World::of((0..4).map(|n| meeting("a", &n.to_string())).collect());
        let query = Query { limit: 2, ..Query::all(at(MONDAY), zone("UTC")) };
        let cursor = world.catalogue.search(&query).unwrap().next;
        // the command could not publish: only its decision is there when the run ends
        world.catalogue.store().decide(&source_id("a"), Some(Override::OptedOut)).unwrap();
        let generation = world.publish(MONDAY).generation;
        let paged = world.catalogue.search(&Query { cursor, ..query });
        assert!(matches!(paged, Err(SearchError::CursorExpired)), "{paged:?}");
        let shelf = std::fs::read_dir(world.catalogue.data().join("generations")).unwrap();
        let folders = shelf.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir());
        assert_eq!(folders.map(|path| path.ends_with(&generation)).collect::<Vec<_>>(), [true]);
        assert_eq!(world.catalogue.store().owed_forgetting().unwrap(), None);
    }

    #[test]
    fn what_is_decided_during_a_publication_is_for_the_next_one() {
        let world = World::of(vec![meeting("a", "1")]);
        let store = world.catalogue.store();
        store.decide(&source_id("a"), Some(Override::OptedOut)).unwrap();
        let owed = store.owed_forgetting().unwrap().unwrap();
        store.decide(&source_id("a"), Some(Override::OptedOut)).unwrap();
        store.forgot(owed).unwrap();
        assert!(store.owed_forgetting().unwrap().is_some());
        store.decide(&source_id("a"), Some(Override::Disabled)).unwrap();
        assert!(store.owed_forgetting().unwrap().is_some(), "nor is it taken back by another decision");
    }
}
