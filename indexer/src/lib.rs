//! What we know: the store, merging, generations, search. No HTTP, no async, no feed formats.

pub mod archive;
pub mod catalogue;
pub mod error;
pub mod generation;
pub mod guard;
pub mod lock;
pub mod merge;
pub mod place;
pub mod search;
pub mod store;
#[cfg(test)]
#[allow(missing_docs, reason = "for tests only")]
mod testing;

pub use catalogue::Catalogue;
pub use error::{IndexerError, Result};
