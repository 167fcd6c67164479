//! Keeps the record of every request of an attempt while they are under way, so that an attempt that is cut short
//! still says what it asked for.

use crate::attempt::RequestLog;
use crate::redact::redact;
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
    sent: Option<Instant>,
    took: Option<Duration>,
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
    /// When the first byte of this request was sent; now, if that is now.
    pub(crate) fn sent(&mut self) -> Instant {
        *self.sent.get_or_insert_with(Instant::now)
    }

    /// A redirect led here.
    pub(crate) fn redirected(&mut self, url: &Url) {
        self.log.final_url = redact(url);
        self.log.redirects.push(self.log.final_url.clone());
    }

    /// The request is over.
    pub(crate) fn end(&mut self) {
        self.took = self.sent.map(|sent| sent.elapsed());
    }

    fn into_log(mut self) -> Option<RequestLog> {
        let sent = self.sent?;
        let took = self.took.unwrap_or_else(|| sent.elapsed());
        self.log.millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        Some(self.log)
    }
}
