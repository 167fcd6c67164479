//! The registry of sources: the entries that come with the program, and the one way in which entries are read,
//! whoever wrote them.
//!
//! An entry is a `[[source]]` table. Entries are read one by one, so that a faulty one never hides another; every
//! fault has a code, its place and, where there is one, the nearest good value. Nothing here does I/O: texts come in,
//! sources and faults go out. Addresses are never part of a message, they may hold secrets.

mod address;
mod builtin;
mod entry;
mod fault;
mod field;
mod filter;
mod load;
mod nearest;
mod place;
mod soft;
#[cfg(test)]
mod tests;

pub use address::address_key;
pub use builtin::{builtin, builtin_files};
pub use fault::{Fault, FaultCode};
pub use filter::{Filter, FilterError};
pub use load::{Entry, Loaded, TextFile, Whole, load};
pub use nearest::{nearest, with_nearest};
pub use place::Place;
pub use soft::{Remark, RemarkCode, remarks};
