//! What can go wrong with what we keep. Bad feed data is never an error here; it is a notice.

use std::path::{Path, PathBuf};

/// An error of the store, the archive or a generation.
#[derive(Debug, thiserror::Error)]
pub enum IndexerError {
    /// The database refused.
    #[error("the store failed: {0}")]
    Store(#[from] rusqlite::Error),
    /// The file is not a database, or no longer a whole one.
    #[error(
        "{path} can't be used as a store: {why}; put a backup in its place, or move it away and run `everyroom crawl` \
         (decisions and public ids are in it)"
    )]
    StoreFile {
        /// Which file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// The database holds something that this program did not write.
    #[error(
        "the store holds {what} that can't be read; restore a backup, or move {path} away and crawl again"
    )]
    StoreContent {
        /// What.
        what: String,
        /// Where.
        path: PathBuf,
    },
    /// The database was written by a newer program.
    #[error("the store has version {found}, this program knows up to {known}; use the newer program")]
    StoreVersion {
        /// Version in the file.
        found: i64,
        /// Newest version known.
        known: i64,
    },
    /// A file can't be read or written.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A generation is not what its manifest says.
    #[error("generation {id} can't be used: {why}; run `everyroom crawl --rebuild` to build it anew")]
    Generation {
        /// Its id.
        id: String,
        /// What is wrong.
        why: String,
    },
    /// The text index failed.
    #[error("the text index failed: {0}")]
    Text(#[from] tantivy::TantivyError),
    /// There is nothing to look at.
    #[error(
        "there is nothing to look at in {path}: run `everyroom crawl`, or name another directory with --data"
    )]
    NoData {
        /// The directory.
        path: PathBuf,
    },
    /// Another run holds the data directory.
    #[error("another run is at work on this data directory: {holder}")]
    Locked {
        /// Who, as written in the lock file.
        holder: String,
    },
}

impl IndexerError {
    /// Wraps an I/O error with its path.
    pub fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |source| Self::File { path: path.to_owned(), source }
    }
}

/// The result of everything in this crate.
pub type Result<T> = std::result::Result<T, IndexerError>;
