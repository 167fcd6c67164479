//! Where findings of one page come together: the same address once, with all that was said for it, and never too many.

use super::address::{names_a_mailbox, same};
use super::{Candidate, Evidence, FollowUp, Kind, Left, MOST_CANDIDATES};
use url::Url;

/// Hints beyond this many are dropped.
const MOST_SIGNS: usize = 12;
/// What is said for one candidate beyond this is dropped.
const MOST_SAID: usize = 4;

/// The findings so far.
pub(super) struct Gather {
    page: Url,
    candidates: Vec<Candidate>,
    left: Vec<Left>,
    follow_ups: Vec<FollowUp>,
    signs: Vec<Evidence>,
}

/// A finding: an address to try, or one that is not to be asked.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Finding {
    Try { kind: Kind, url: Url, rank: u8, what: String },
    Leave { kind: Kind, shown: String, what: String, reason: String },
}

impl Gather {
    pub(super) fn new(page: &Url) -> Self {
        let (candidates, left, follow_ups, signs) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { page: page.clone(), candidates, left, follow_ups, signs }
    }

    pub(super) fn add(&mut self, finding: Finding, line: Option<u32>) {
        match finding {
            Finding::Try { kind, url, rank, what } => self.candidate(kind, url, rank, what, line, false),
            Finding::Leave { kind, shown, what, reason } => self.leave(kind, shown, what, reason, line),
        }
    }

    /// An address that the page does not name, but whose software it shows.
    pub(super) fn well_known(&mut self, kind: Kind, url: Url, rank: u8, what: &str, line: Option<u32>) {
        self.candidate(kind, url, rank, what.to_owned(), line, true);
    }

    fn candidate(
        &mut self,
        kind: Kind,
        url: Url,
        rank: u8,
        what: String,
        line: Option<u32>,
        is_well_known: bool,
    ) {
        if names_a_mailbox(&url) {
            let reason = "its address names a person's mailbox, so it is neither shown nor asked".to_owned();
            return self.leave(kind, withheld(&url), what, reason, line);
        }
        let said = Evidence { what, line };
        let key = same(&url);
        if let Some(known) = self.candidates.iter_mut().find(|known| same(&known.url) == key) {
            let is_new = known.evidence.iter().all(|known| known.what != said.what);
            if rank < known.rank {
                (known.rank, known.kind, known.url) = (rank, kind, url);
                known.evidence.insert(0, said);
            } else if is_new {
                known.evidence.push(said);
            }
            known.evidence.truncate(MOST_SAID);
            known.is_well_known &= is_well_known;
            return;
        }
        let found_in = self.page.clone();
        self.candidates.push(Candidate { kind, url, evidence: vec![said], rank, is_well_known, found_in });
        // one more than may come out is kept while better ones may come; the worst goes
        if self.candidates.len() > MOST_CANDIDATES {
            let worst = self.candidates.iter().enumerate().rev().max_by_key(|(_, candidate)| candidate.rank);
            if let Some(worst) = worst.map(|(at, _)| at) {
                self.candidates.remove(worst);
            }
        }
    }

    fn leave(&mut self, kind: Kind, shown: String, what: String, reason: String, line: Option<u32>) {
        let is_known = self.left.iter().any(|known| known.shown == shown && known.reason == reason);
        if !is_known && self.left.len() < MOST_CANDIDATES {
            let (evidence, found_in) = (Evidence { what, line }, self.page.clone());
            self.left.push(Left { kind, shown, evidence, reason, found_in });
        }
    }

    pub(super) fn sign(&mut self, what: impl Into<String>, line: Option<u32>) {
        let what = what.into();
        if self.signs.len() < MOST_SIGNS && self.signs.iter().all(|known| known.what != what) {
            self.signs.push(Evidence { what, line });
        }
    }

    pub(super) fn follow_up(&mut self, url: Url, rank: u8, what: String, line: Option<u32>) {
        let key = page_key(&url);
        if same(&url) == same(&self.page) || names_a_mailbox(&url) {
            return;
        }
        if let Some(known) = self.follow_ups.iter_mut().find(|known| page_key(&known.url) == key) {
            known.rank = known.rank.min(rank);
            return;
        }
        self.follow_ups.push(FollowUp { url, evidence: Evidence { what, line }, rank });
    }

    /// Whether a list of that kind has been named so far.
    pub(super) fn has(&self, is: impl Fn(&Candidate) -> bool) -> bool {
        self.candidates.iter().any(is)
    }

    /// Everything, best first.
    pub(super) fn finish(mut self) -> (Vec<Candidate>, Vec<Left>, Vec<FollowUp>, Vec<Evidence>) {
        self.candidates.sort_by_key(|candidate| candidate.rank);
        self.follow_ups.sort_by_key(|follow_up| follow_up.rank);
        self.follow_ups.truncate(MOST_CANDIDATES);
        (self.candidates, self.left, self.follow_ups, self.signs)
    }
}

/// What makes two pages the same for a look: a query only counts where the path can't tell pages apart.
fn page_key(url: &Url) -> String {
    let path = url.path();
    let is_program = [".php", ".cfm", ".asp", ".aspx"].iter().any(|ending| path.ends_with(ending));
    if path == "/" || is_program {
        return same(url);
    }
    let mut bare = url.clone();
    bare.set_query(None);
    same(&bare)
}

/// The host alone, for addresses that may not be shown.
pub(super) fn withheld(url: &Url) -> String {
    format!("{}://{}/ (the rest is withheld)", url.scheme(), url.host_str().unwrap_or_default())
}
