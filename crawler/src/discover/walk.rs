//! The order of a discovery: the page; its own lists; where it names none that can be read, further pages; then what
//! is left. Bounded in requests and in time.

use super::trial::Tried;
use super::{Discovery, Found, LONGEST, LookedAt, MOST_PAGES, MOST_REQUESTS, Outcome, reason};
use crate::attempt::RequestLog;
use crate::document::Wanted;
use crate::fault::FetchFault;
use crate::journal::Journal;
use crate::network::Network;
use everyroom_feeds::discover::{
    self, About, Candidate, Evidence, FollowUp, Kind, Left, Looked, Own, Summary, WEAK,
};
use everyroom_feeds::notice::Code;
use everyroom_feeds::plan::{Part, Request, Role};
use everyroom_feeds::reading::Reading;
use everyroom_feeds::redact::redact;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use url::Url;

/// A larger page is not looked at, in bytes after decompression. Feeds may be larger.
const LARGEST_PAGE: u64 = 16 << 20;

/// A discovery under way.
pub(super) struct Walk<'a> {
    pub(super) network: &'a Network,
    pub(super) cancel: CancellationToken,
    pub(super) until: Instant,
    /// Requests so far, robots.txt not counted.
    pub(super) spent: usize,
    about: About,
    /// Candidates that have not been tried.
    open: Vec<Candidate>,
    found: Vec<Found>,
    looked_at: Vec<LookedAt>,
    signs: Vec<Evidence>,
    /// Pages that were looked at, for recipes.
    pages: Vec<Part>,
    /// Hashes of what was read, and where it was.
    read: Vec<(Vec<String>, Url)>,
    /// Hosts that keep their list to themselves.
    restricted: Vec<String>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(network: &'a Network, cancel: CancellationToken) -> Self {
        Self {
            network,
            cancel,
            until: Instant::now() + LONGEST,
            spent: 0,
            about: About::default(),
            open: Vec::new(),
            found: Vec::new(),
            looked_at: Vec::new(),
            signs: Vec::new(),
            pages: Vec::new(),
            read: Vec::new(),
            restricted: Vec::new(),
        }
    }

    pub(super) async fn go(mut self, url: &Url) -> Result<Discovery, FetchFault> {
        let looked = self.page(url).await?;
        let page = self.pages.first().map_or_else(|| url.clone(), |part| part.url.clone());
        let follow_ups = self.take(looked, true);
        if !self.is_feed_itself() {
            self.try_below(WEAK).await;
            if !self.has_read() {
                self.follow(follow_ups).await;
            }
            self.try_below(u8::MAX).await;
            if !self.has_read() {
                self.try_recipes().await;
            }
        }
        Ok(self.finish(page))
    }

    /// Fetches a page and looks at it.
    async fn page(&mut self, url: &Url) -> Result<Looked, FetchFault> {
        let request = Request::get(Role::Feed, url.clone());
        let max_bytes = self.network.config.max_decoded_bytes.min(LARGEST_PAGE);
        let wanted = Wanted { request: &request, known: None, max_bytes };
        let mut journal = Journal::default();
        let fetched = tokio::select! {
            biased;
            () = self.cancel.cancelled() => Err(FetchFault::cancelled()),
            fetched = self.network.document(&wanted, &mut journal) => fetched,
            () = tokio::time::sleep_until(self.until) => {
                Err(FetchFault::failed(Code::Timeout, "the time for a discovery was up"))
            }
        };
        self.count(&journal.into_logs());
        let part = match fetched {
            Ok((part, _)) => part,
            Err(fault) => {
                self.look_at(url, reason::of_fault(&fault));
                return Err(fault);
            }
        };
        let at = part.url.clone();
        let (part, looked) = blocking(self.until, move || {
            let looked = discover::look(&part);
            (part, looked)
        })
        .await?;
        let told = match &looked.own {
            Own::Feed(_, reading) => format!("{}: {} meetings", reading.format.id(), reading.meetings.len()),
            Own::Events(_, reading) => format!("a web page with {} events", reading.meetings.len()),
            Own::Nothing(what) => what.clone(),
        };
        self.look_at(&at, told);
        self.pages.push(part);
        Ok(looked)
    }

    /// Takes up what a page says; answers with the pages it points to.
    fn take(&mut self, looked: Looked, is_first: bool) -> Vec<FollowUp> {
        let Looked { own, about, candidates, left, follow_ups, signs } = looked;
        if is_first {
            self.about = about;
        } else {
            self.about.absorb(about);
        }
        match own {
            Own::Feed(candidate, reading) => self.keep_own(candidate, &reading),
            Own::Events(candidate, reading) if !reading.meetings.is_empty() => {
                self.keep_own(candidate, &reading)
            }
            _ => {}
        }
        for candidate in candidates {
            self.open_up(candidate);
        }
        self.found.extend(left.into_iter().map(Found::from));
        self.signs.extend(signs);
        follow_ups
    }

    fn open_up(&mut self, candidate: Candidate) {
        let is_tried = self.found.iter().any(|found| found.shown == redact(&candidate.url));
        let is_open = self.open.iter().any(|known| known.url == candidate.url);
        if !is_tried && !is_open {
            self.open.push(candidate);
        }
    }

    fn keep_own(&mut self, candidate: Candidate, reading: &Reading) {
        let summary = Summary::of(reading);
        if summary.meetings == 0 {
            let why = format!("a list without meetings ({})", summary.format.id());
            self.found.push(Found::not(&candidate, why));
        } else {
            self.read.push((Vec::new(), candidate.url.clone()));
            self.found.push(Found::read(candidate, summary));
        }
    }

    fn is_feed_itself(&self) -> bool {
        self.found.iter().any(|found| found.kind != Kind::PageEvents && found.is_read())
    }

    /// Whether a list was read; events that merely stand on a page don't stop the search for one.
    fn has_read(&self) -> bool {
        self.found.iter().any(|found| found.is_read() && found.kind != Kind::PageEvents)
    }

    /// Looks at further pages until one names a list.
    async fn follow(&mut self, follow_ups: Vec<FollowUp>) {
        let is_new = |url: &Url| self.looked_at.iter().all(|known| known.url != redact(url));
        let new: Vec<Url> = follow_ups.into_iter().map(|follow_up| follow_up.url).filter(is_new).collect();
        for url in new.into_iter().take(MOST_PAGES) {
            if self.exhausted(1).is_some() {
                return;
            }
            let Ok(looked) = self.page(&url).await else { continue };
            self.take(looked, false);
            if self.has_read() || self.open.iter().any(|candidate| candidate.rank < WEAK) {
                return;
            }
        }
    }

    /// Tries what is open below a rank, best first.
    async fn try_below(&mut self, rank: u8) {
        let open = std::mem::take(&mut self.open);
        let (mut now, later): (Vec<_>, Vec<_>) =
            open.into_iter().partition(|candidate| candidate.rank < rank);
        self.open = later;
        now.sort_by_key(|candidate| candidate.rank);
        for candidate in now {
            let found = match self.spared(&candidate) {
                Some(why) => Found::not(&candidate, why),
                None => self.try_one(candidate).await,
            };
            self.found.push(found);
        }
    }

    async fn try_one(&mut self, candidate: Candidate) -> Found {
        let about = self.about.clone();
        match self.trial(&candidate, &about).await {
            Tried::Not(code, why) => {
                let host = candidate.url.host_str().unwrap_or_default().to_owned();
                if code == Some(Code::HttpForbidden) && candidate.kind == Kind::Tsml {
                    self.restricted.push(host);
                }
                Found::not(&candidate, why)
            }
            Tried::Read(summary, hashes) => {
                if let Some((_, other)) = self.read.iter().find(|(known, _)| *known == hashes) {
                    return Found::not(&candidate, format!("the same document as {}", redact(other)));
                }
                self.read.push((hashes, candidate.url.clone()));
                Found::read(candidate, summary)
            }
        }
    }

    /// Why a candidate need not, or must not, be asked.
    fn spared(&self, candidate: &Candidate) -> Option<String> {
        let host = candidate.url.host_str().unwrap_or_default();
        let is_copy = candidate.is_well_known || candidate.url.path().contains("/tsml-cache-");
        if candidate.kind != Kind::Tsml || !is_copy {
            return None;
        }
        if self.restricted.iter().any(|restricted| restricted == host) {
            return Some("the site keeps its list to itself: ask the publisher to share it".to_owned());
        }
        let is_list = |found: &&Found| found.kind == Kind::Tsml && found.is_read();
        let mut lists = self.found.iter().filter(is_list).filter_map(|found| Url::parse(&found.shown).ok());
        let list = lists.find(|list| list.host_str() == Some(host))?;
        Some(format!("not asked: {list} is this site's list already"))
    }

    /// The shipped recipes over the pages that are here already.
    async fn try_recipes(&mut self) {
        for part in std::mem::take(&mut self.pages) {
            let about = self.about.clone();
            let guess = blocking(self.until, move || discover::by_recipe(&part, &about)).await;
            if let Ok(Some((candidate, reading))) = guess {
                self.found.push(Found::read(candidate, Summary::of(&reading)));
                return;
            }
        }
    }

    /// Why no more is asked, if so.
    pub(super) fn exhausted(&self, needed: usize) -> Option<String> {
        if self.spent + needed > MOST_REQUESTS {
            return Some(format!("not tried: {MOST_REQUESTS} requests are enough for one look"));
        }
        (Instant::now() >= self.until).then(|| format!("not tried: {} s were over", LONGEST.as_secs()))
    }

    pub(super) fn count(&mut self, logs: &[RequestLog]) {
        let is_robots = |log: &&RequestLog| log.url.ends_with("/robots.txt");
        self.spent +=
            logs.iter().filter(|log| !is_robots(log)).map(|log| 1 + log.redirects.len()).sum::<usize>();
    }

    pub(super) fn look_at(&mut self, url: &Url, result: String) {
        self.looked_at.push(LookedAt { url: redact(url), result });
    }

    fn finish(mut self, page: Url) -> Discovery {
        // the plainest sign first, and among equals the longer list
        self.found.sort_by_key(Found::place);
        self.signs.dedup_by(|a, b| a.what == b.what);
        let Self { about, found, looked_at, signs, .. } = self;
        Discovery { page, about, found, looked_at, signs }
    }
}

impl Found {
    fn read(candidate: Candidate, summary: Summary) -> Self {
        Self {
            kind: candidate.kind,
            shown: redact(&candidate.url),
            evidence: candidate.evidence.clone(),
            found_in: candidate.found_in.clone(),
            outcome: Outcome::Read(Box::new((candidate, summary))),
        }
    }

    fn not(candidate: &Candidate, why: String) -> Self {
        Self {
            kind: candidate.kind,
            shown: redact(&candidate.url),
            evidence: candidate.evidence.clone(),
            found_in: candidate.found_in.clone(),
            outcome: Outcome::Not(why),
        }
    }

    /// Whether it was read.
    pub fn is_read(&self) -> bool {
        matches!(self.outcome, Outcome::Read(_))
    }

    fn place(&self) -> (u8, usize) {
        match &self.outcome {
            Outcome::Read(read) => (read.0.rank, usize::MAX - read.1.meetings),
            Outcome::Not(_) => (u8::MAX, 0),
        }
    }
}

impl From<Left> for Found {
    fn from(left: Left) -> Self {
        let Left { kind, shown, evidence, reason, found_in } = left;
        Self { kind, shown, evidence: vec![evidence], found_in, outcome: Outcome::Not(reason) }
    }
}

/// Does work on a thread where it may take its time, but is not waited for past the end.
async fn blocking<T: Send + 'static>(
    until: Instant,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, FetchFault> {
    let done = tokio::time::timeout_at(until, tokio::task::spawn_blocking(work)).await;
    let late = |_| FetchFault::failed(Code::Timeout, "the time for a discovery was up while it was read");
    done.map_err(late)?.map_err(|_| FetchFault::failed(Code::FormatUnknown, "reading it was broken off"))
}
