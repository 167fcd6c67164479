//! HTTP: the JSON API and the web pages, over what the indexer knows. Never fetches anything.
//!
//! [`router()`] is the whole of it. [`params`], [`search`] and [`shape`] work without HTTP too, so that the command line
//! searches and prints the same way. Words and coordinates of a query never get into a log, a metric or a problem.

pub mod check;
mod contract;
mod extent;
mod message;
pub mod metrics;
mod middleware;
mod nearest;
pub mod ops;
pub mod out;
pub mod params;
pub mod problem;
mod received;
mod relaxed;
mod router;
pub mod search;
pub mod shape;
pub mod sources;
pub mod state;
pub mod v1;
mod web;
mod words;

pub use router::{openapi_json, router};
pub use state::{ApiConfig, AppState, Clock};
