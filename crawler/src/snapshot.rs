//! One attempt at a source: carries out its plan in rounds and says whether the snapshot changed.

use crate::attempt::{Attempt, AttemptOutcome, FetchMode, FetchedPart, Known};
use crate::document::{Receipt, Wanted};
use crate::fault::FetchFault;
use crate::journal::Journal;
use crate::network::Network;
use everyroom_feeds::notice::{Code, Notices};
use everyroom_feeds::plan::{self, Part, Request, Role};
use everyroom_feeds::redact::redact;
use everyroom_feeds::source::Source;
use tokio_util::sync::CancellationToken;
use url::Url;

/// What an attempt has so far. Requests, parts and receipts stand in the same order.
#[derive(Default)]
struct Story {
    requests: Vec<Request>,
    parts: Vec<Part>,
    receipts: Vec<Receipt>,
    journal: Journal,
}

/// The fault that ended an attempt, and the address it was met at.
struct Setback {
    fault: FetchFault,
    url: Url,
}

impl Network {
    /// Tries to get the snapshot of a source, and tells everything about it.
    pub(crate) async fn attempt(
        &self,
        source: &Source,
        known: &[Known],
        mode: FetchMode,
        cancel: &CancellationToken,
    ) -> Attempt {
        let started = self.now();
        let mut story = Story::default();
        let told = tokio::select! {
            biased;
            () = cancel.cancelled() => Err(Setback { fault: FetchFault::cancelled(), url: source.url.clone() }),
            told = self.carry_out(source, known, mode, &mut story) => told,
        };
        let mut attempt = Attempt {
            started,
            ended: self.now().max(started),
            outcome: AttemptOutcome::Failed,
            parts: Vec::new(),
            requests: Vec::new(),
            notices: Notices::default(),
            retry_after: None,
        };
        for receipt in &story.receipts {
            attempt.notices.absorb(receipt.notices.clone());
        }
        match told {
            Ok(outcome) => {
                attempt.outcome = outcome;
                attempt.parts = zip(story.parts, story.receipts);
            }
            Err(Setback { fault, url }) => {
                attempt.notices.absorb(fault.notices(&redact(&url)));
                (attempt.outcome, attempt.retry_after) = (fault.outcome, fault.retry_after);
            }
        }
        attempt.requests = story.journal.into_logs();
        attempt
    }

    async fn carry_out(
        &self,
        source: &Source,
        known: &[Known],
        mode: FetchMode,
        story: &mut Story,
    ) -> Result<AttemptOutcome, Setback> {
        loop {
            let round = plan::requests(source, &story.parts);
            if round.is_empty() {
                break;
            }
            let most = plan::max_requests(source);
            if story.parts.len() + round.len() > most {
                let fault = FetchFault::failed(Code::BodyTooLarge, format!("more than {most} documents"));
                return Err(Setback { fault, url: source.url.clone() });
            }
            // one after the other: the first fault spares the server the rest
            for request in round {
                // a document that leads to others has to be read again, even if it has not changed
                let may_ask_briefly = mode == FetchMode::Conditional && !request.role.leads_on();
                let known = known_of(request.role, &request.url, known).filter(|_| may_ask_briefly);
                let (part, receipt) = self.fetch_into(story, &request, known).await?;
                story.parts.push(part);
                story.receipts.push(receipt);
                story.requests.push(request);
            }
        }
        if story.matches(known) {
            return Ok(AttemptOutcome::Unchanged);
        }
        self.fill_in(story).await?;
        story.watch_validators(known);
        Ok(AttemptOutcome::Changed)
    }

    /// Fetches whole what was not modified, so that a changed snapshot carries every body.
    async fn fill_in(&self, story: &mut Story) -> Result<(), Setback> {
        for at in 0..story.receipts.len() {
            if story.receipts[at].not_modified {
                let request = story.requests[at].clone();
                let (part, receipt) = self.fetch_into(story, &request, None).await?;
                (story.parts[at], story.receipts[at]) = (part, receipt);
            }
        }
        Ok(())
    }

    async fn fetch_into(
        &self,
        story: &mut Story,
        request: &Request,
        known: Option<&Known>,
    ) -> Result<(Part, Receipt), Setback> {
        let spent: u64 = story.receipts.iter().map(|receipt| receipt.decoded_bytes).sum();
        let room = self.config.max_snapshot_bytes.saturating_sub(spent);
        let wanted = Wanted { request, known, max_bytes: self.config.max_decoded_bytes.min(room) };
        let got = self.document(&wanted, &mut story.journal).await;
        got.map_err(|fault| Setback { fault, url: request.url.clone() })
    }
}

impl Story {
    /// Whether this is the snapshot that is known: the same parts with the same bytes, none missing.
    fn matches(&self, known: &[Known]) -> bool {
        let mut asked = self.parts.iter().zip(&self.receipts);
        let all_known = asked.all(|(part, receipt)| {
            known_of(part.role, &receipt.requested, known).is_some_and(|known| known.hash == receipt.hash)
        });
        all_known && self.parts.len() == known.len()
    }

    /// Notes where a server vouched for other bytes with the validators of the known ones.
    fn watch_validators(&mut self, known: &[Known]) {
        for (part, receipt) in self.parts.iter().zip(&mut self.receipts) {
            if let Some(known) = known_of(part.role, &receipt.requested, known)
                && known.hash != receipt.hash
                && known.validators.promise_the_same_as(&receipt.validators)
            {
                let url = receipt.requested.clone();
                receipt.note(Code::ValidatorUnreliable, &url, "the same validators, other bytes".to_owned());
            }
        }
    }
}

/// What is known of the part that was asked for under this address.
fn known_of<'a>(role: Role, url: &Url, known: &'a [Known]) -> Option<&'a Known> {
    known.iter().find(|known| known.role == role && known.url == *url)
}

fn zip(parts: Vec<Part>, receipts: Vec<Receipt>) -> Vec<FetchedPart> {
    parts.into_iter().zip(receipts).map(|(part, receipt)| receipt.with(part)).collect()
}
