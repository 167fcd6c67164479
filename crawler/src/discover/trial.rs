//! One candidate: fetched as a source would be, read, and summed up. What was fetched is forgotten.

use super::reason;
use super::walk::Walk;
use crate::attempt::{Attempt, AttemptOutcome, FetchMode};
use everyroom_feeds::discover::{About, Candidate, Summary, trial};
use everyroom_feeds::format;
use everyroom_feeds::notice::Code;
use everyroom_feeds::plan;
use everyroom_feeds::plan::Part;
use everyroom_feeds::source::Source;

/// What came of a trial.
pub(super) enum Tried {
    /// It was read; with the hashes of its documents, to know it again.
    Read(Summary, Vec<String>),
    /// It can't be used, by this code where the network said so.
    Not(Option<Code>, String),
}

impl Walk<'_> {
    /// Fetches and reads a candidate, if there is room left for its requests.
    pub(super) async fn trial(&mut self, candidate: &Candidate, about: &About) -> Tried {
        let source = trial(candidate.kind, &candidate.url, about);
        let needed = plan::requests(&source, &[]).len();
        if let Some(why) = self.exhausted(needed) {
            return Tried::Not(None, why);
        }
        let network = self.network;
        let fetching = network.attempt(&source, &[], FetchMode::Unconditional, &self.cancel);
        let Ok(attempt) = tokio::time::timeout_at(self.until, fetching).await else {
            self.spent += needed;
            return Tried::Not(None, "it did not come within the time for a discovery".to_owned());
        };
        self.count(&attempt.requests);
        let tried = read(source, attempt).await;
        let told = match &tried {
            Tried::Read(summary, _) => format!("{}: {} meetings", summary.format.id(), summary.meetings),
            Tried::Not(_, why) => why.clone(),
        };
        self.look_at(&candidate.url, told);
        tried
    }
}

async fn read(source: Source, attempt: Attempt) -> Tried {
    if !matches!(attempt.outcome, AttemptOutcome::Changed | AttemptOutcome::Unchanged) {
        let (code, why) = reason::of_attempt(&attempt);
        return Tried::Not(code, why);
    }
    let hashes: Vec<String> = attempt.parts.iter().map(|fetched| fetched.hash.clone()).collect();
    let parts: Vec<Part> = attempt.parts.into_iter().map(|fetched| fetched.part).collect();
    let reading = tokio::task::spawn_blocking(move || {
        format::read(&source, &parts).map(|reading| Summary::of(&reading))
    });
    match reading.await {
        Ok(Ok(summary)) if summary.meetings > 0 => Tried::Read(summary, hashes),
        Ok(Ok(summary)) if summary.records == 0 => {
            Tried::Not(None, format!("an empty list ({})", summary.format.id()))
        }
        Ok(Ok(summary)) => {
            let (format, records) = (summary.format.id(), summary.records);
            Tried::Not(None, format!("{records} records ({format}), none of which is a meeting"))
        }
        Ok(Err(refusal)) => Tried::Not(None, reason::of_refusal(&refusal)),
        Err(_) => Tried::Not(None, "reading it was broken off".to_owned()),
    }
}
