//! What a feed says: bytes in, normalised meetings and notices out.
//!
//! Everything here is pure and synchronous: no sockets, no SQL, no clock of its own. A fetch plan is data, a
//! reading is data; who fetches and who keeps is the business of the floors above.

pub mod clean;
pub mod code_table;
#[cfg(test)]
mod corpus;
pub mod country;
pub mod discover;
pub mod fellowship;
pub mod format;
pub mod id;
pub mod kind;
pub mod label;
pub mod meeting;
pub mod notice;
pub mod place;
pub mod plan;
pub mod reading;
pub mod redact;
pub mod registry;
pub mod schedule;
pub mod sniff;
pub mod source;
pub mod zone;
