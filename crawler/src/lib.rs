//! The network, politely: carries out a fetch plan and returns bytes.
//!
//! Every request of the program goes through [`Crawler`]: the address that is dialled is checked,
//! robots.txt and `Retry-After` are honoured, hosts are spaced, bytes are counted while they stream and
//! everything has a deadline. Nothing here knows what the bytes mean, where they are kept or who searches
//! them.

mod address;
mod attempt;
mod backoff;
mod body;
mod challenge;
mod client;
mod conditional;
mod config;
mod crawler;
pub mod discover;
mod document;
mod encoding;
mod exchange;
mod fault;
mod guard;
mod gunzip;
mod host_port;
mod journal;
mod network;
mod politeness;
mod redirect;
mod refusal;
mod resolver;
mod rests;
mod retry_after;
mod robots;
mod snapshot;
#[cfg(test)]
mod tests;
mod transport;

pub use attempt::{Attempt, AttemptOutcome, FetchMode, FetchedPart, Known, RequestLog};
pub use conditional::Validators;
pub use config::CrawlerConfig;
pub use crawler::{Crawler, CrawlerError};
pub use everyroom_feeds::redact::redact;
pub use fault::FetchFault;
pub use host_port::{HostPort, HostPortError};
pub use tokio_util::sync::CancellationToken;
