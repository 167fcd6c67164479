//! Keeps the record of every request of an attempt while they are under way, so that an attempt that is cut
//! short still says what it asked for.

use crate::attempt::RequestLog;
use everyroom_feeds::redact::redact;
use std::time::Duration;
use tokio::time::Instant;
use url::Url;

/// The requests of one attempt so far.
#[derive(Default)]
pub(crate) struct Journal {
    entries: Vec<Entry>,
}

/// One request with its redirects.
#[derive(Default)]
pub(crate) struct Entry {
    pub(crate) log: RequestLog,
    /// When it was sent first.
    sent: Option<Instant>,
    /// Since when it is on the network; `None` while it waits at a gate or is over.
    since: Option<Instant>,
    /// How long it was on the network before.
    busy: Duration,
}

/// Names one entry of a journal.
#[derive(Clone, Copy)]
pub(crate) struct EntryId(usize);

impl Journal {
    /// Opens an entry.
    pub(crate) fn begin(&mut self, url: &Url) -> EntryId {
        let url = redact(url);
        let log = RequestLog { final_url: url.clone(), url, ..RequestLog::default() };
        self.entries.push(Entry { log, ..Entry::default() });
        EntryId(self.entries.len() - 1)
    }

    /// The entry of that name.
    pub(crate) fn entry(&mut self, id: EntryId) -> &mut Entry {
        &mut self.entries[id.0]
    }

    /// The record in the order of sending. A request that never got as far as the network is left out.
    pub(crate) fn into_logs(mut self) -> Vec<RequestLog> {
        self.entries.sort_by_key(|entry| entry.sent);
        self.entries.into_iter().filter_map(Entry::into_log).collect()
    }
}

impl Entry {
    /// It goes on the network now; gives the time by which it has to be over, with `total` on the network
    /// in all.
    pub(crate) fn send(&mut self, total: Duration) -> Instant {
        let now = Instant::now();
        self.sent.get_or_insert(now);
        self.since = Some(now);
        now + total.saturating_sub(self.busy)
    }

    /// A redirect led here, and here it may have to wait again.
    pub(crate) fn redirected(&mut self, url: &Url) {
        self.end();
        self.log.final_url = redact(url);
        self.log.redirects.push(self.log.final_url.clone());
    }

    /// It is not on the network any more.
    pub(crate) fn end(&mut self) {
        self.busy += self.since.take().map_or(Duration::ZERO, |since| since.elapsed());
    }

    fn into_log(mut self) -> Option<RequestLog> {
        self.sent?;
        self.end();
        self.log.millis = u64::try_from(self.busy.as_millis()).unwrap_or(u64::MAX);
        Some(self.log)
    }
}
