//! Sources that an operator added by hand: they live in the store alone, beside those of the configuration.

use super::{Store, bump_revision, encode};
use crate::error::Result;
use everyroom_feeds::id::SourceId;
use everyroom_feeds::source::Source;
use rusqlite::params;

impl Store {
    /// Adds sources, all or none. Whether their ids and addresses are free is for the caller to see to; one that left
    /// the configuration comes back as it is given here, with the decisions that were made about it.
    pub fn add_sources(&self, sources: &[Source]) -> Result<()> {
        let mut writer = self.writer();
        let transaction = writer.transaction()?;
        for source in sources {
            transaction.execute(
                "INSERT INTO source (id, definition, by_hand) VALUES (?1, ?2, 1) ON CONFLICT (id) DO UPDATE \
                 SET definition = ?2, configured = 1, by_hand = 1 WHERE configured = 0",
                params![source.id.as_str(), encode(source)],
            )?;
        }
        bump_revision(&transaction)?;
        Ok(transaction.commit()?)
    }

    /// Takes an added source away, as one that has left the configuration. False when none of that id was added.
    pub fn remove_added(&self, id: &SourceId) -> Result<bool> {
        let mut writer = self.writer();
        let transaction = writer.transaction()?;
        let rows = transaction.execute(
            "UPDATE source SET configured = 0, by_hand = 0 WHERE id = ?1 AND by_hand = 1",
            [id.as_str()],
        )?;
        bump_revision(&transaction)?;
        transaction.commit()?;
        Ok(rows > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{source, source_id};

    fn shown(store: &Store) -> Vec<(String, bool)> {
        let records = store.sources().unwrap().into_iter().filter(|record| record.configured);
        records.map(|record| (record.source.id.to_string(), record.added)).collect()
    }

    fn pair(id: &str, added: bool) -> (String, bool) {
        (id.to_owned(), added)
    }

    #[test]
    fn added_sources_outlive_configurations_that_do_not_name_them() {
        let data = tempfile::tempdir().unwrap();
        let store = Store::open(data.path()).unwrap();
        store.register(&[source("old")]).unwrap();
        store.add_sources(&[source("extra")]).unwrap();
        assert_eq!(shown(&store), [pair("extra", true), pair("old", false)]);
        assert!(store.register(&[source("new")]).unwrap());
        assert_eq!(shown(&store), [pair("extra", true), pair("new", false)]);
        // the configuration names it now: it is its own
        store.register(&[source("new"), source("extra")]).unwrap();
        assert_eq!(shown(&store), [pair("extra", false), pair("new", false)]);
        assert!(!store.remove_added(&source_id("extra")).unwrap());
        store.register(&[source("new")]).unwrap();
        assert_eq!(shown(&store), [pair("new", false)]);
    }

    #[test]
    fn a_store_from_before_is_brought_up_to_date() {
        let data = tempfile::tempdir().unwrap();
        let connection = rusqlite::Connection::open(data.path().join("store.sqlite")).unwrap();
        connection.execute_batch(include_str!("../../migrations/0001_first.sql")).unwrap();
        connection.pragma_update(None, "user_version", 1).unwrap();
        let insert = "INSERT INTO source (id, definition) VALUES ('old', ?1)";
        connection.execute(insert, [encode(&source("old"))]).unwrap();
        drop(connection);
        let store = Store::open(data.path()).unwrap();
        assert_eq!(shown(&store), [pair("old", false)]);
        assert!(!store.register(&[source("old")]).unwrap(), "nothing about it has changed");
    }

    #[test]
    fn what_was_removed_can_be_added_again() {
        let data = tempfile::tempdir().unwrap();
        let store = Store::open(data.path()).unwrap();
        store.add_sources(&[source("extra")]).unwrap();
        assert!(store.remove_added(&source_id("extra")).unwrap());
        assert!(!store.remove_added(&source_id("extra")).unwrap());
        assert_eq!(shown(&store), []);
        let again = Source { name: "Another name".to_owned(), ..source("extra") };
        store.add_sources(&[again]).unwrap();
        assert_eq!(shown(&store), [pair("extra", true)]);
        assert_eq!(store.source(&source_id("extra")).unwrap().unwrap().source.name, "Another name");
    }
}
