//! How the sources of a run ended, counted.

use everyroom_indexer::store::attempts::Outcome;
use serde::Serialize;

/// How many sources ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the outcomes of an attempt; ok is changed")]
pub struct Tally {
    pub ok: u64,
    pub unchanged: u64,
    pub failed: u64,
    pub quarantined: u64,
    pub blocked: u64,
    pub deferred: u64,
    pub gone: u64,
}

impl Tally {
    /// Counts an outcome.
    pub fn count(&mut self, outcome: Outcome) {
        *match outcome {
            Outcome::Changed => &mut self.ok,
            Outcome::Unchanged => &mut self.unchanged,
            Outcome::Failed => &mut self.failed,
            Outcome::Quarantined => &mut self.quarantined,
            Outcome::Blocked => &mut self.blocked,
            Outcome::Deferred => &mut self.deferred,
            Outcome::Gone => &mut self.gone,
        } += 1;
    }

    /// Whether a source failed, was held or blocked.
    pub fn has_trouble(&self) -> bool {
        self.failed + self.quarantined + self.blocked > 0
    }
}
