//! One meeting, one listing: which meetings of several sources are the same, and what a reader sees of them.
//!
//! Precision first: a wrong merge hides a meeting, a missed one shows it twice. Nothing is melted: every meeting
//! stays in the store, a listing is a view that can be undone.

mod lineage;
mod view;

pub use lineage::clusters;
pub use view::{Conflict, Listing, Origin, view};

#[cfg(test)]
mod tests;
