//! robots.txt (RFC 9309): fetched through the same guard and gate as everything, believed for a day, always
//! obeyed.
//!
//! 4xx: there are no rules. 5xx: the site does not want us now. No connection: that fault is the attempt's
//! own.

mod pattern;
mod rules;
#[cfg(test)]
mod tests;

use crate::backoff;
use crate::body::{Body, Limits};
use crate::encoding::Encoding;
use crate::exchange::{Opened, Outgoing};
use crate::fault::{FetchFault, Remedy};
use crate::host_port::HostPort;
use crate::journal::{Entry, Journal};
use crate::network::Network;
use everyroom_feeds::notice::Code;
use everyroom_feeds::plan::Method;
use rules::Rules;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;
use url::Url;

/// Our name in robots.txt files.
pub(crate) const PRODUCT_TOKEN: &str = "everyroom";
/// More of a file is not read (the RFC asks for at least this much).
const MAX_BYTES: u64 = 500 << 10;
/// Above this many files, those that are no longer believed are dropped.
const TIDY_ABOVE: usize = 2048;

/// What robots.txt says about one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) allowed: bool,
    /// The rule that decided, for people.
    pub(crate) rule: String,
    /// The pause that the site asks for between requests.
    pub(crate) delay: Option<Duration>,
}

/// The files of all hosts, each fetched by one request at a time.
#[derive(Default)]
pub(crate) struct RobotsCache {
    files: Mutex<HashMap<(String, HostPort), Slot>>,
}

type Slot = Arc<tokio::sync::Mutex<Option<Kept>>>;

struct Kept {
    until: Instant,
    file: Arc<File>,
}

/// What a host has to say.
#[derive(Debug)]
enum File {
    Rules(Rules),
    /// There is no file, by this status or for this reason.
    Absent(String),
    /// The server could not give it, by this status.
    Withheld(u16),
}

impl File {
    fn verdict(&self, url: &Url) -> Verdict {
        match self {
            File::Rules(rules) => rules.verdict(url),
            File::Absent(why) => {
                Verdict { allowed: true, rule: format!("no robots.txt ({why})"), delay: None }
            }
            File::Withheld(status) => {
                Verdict { allowed: false, rule: format!("robots.txt answered {status}"), delay: None }
            }
        }
    }
}

impl RobotsCache {
    fn slot(&self, url: &Url, host: HostPort) -> Slot {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if files.len() >= TIDY_ABOVE {
            files.retain(|_, slot| {
                Arc::strong_count(slot) > 1
                    || slot.try_lock().is_ok_and(|kept| kept.as_ref().is_some_and(Kept::is_believed))
            });
        }
        Arc::clone(files.entry((url.scheme().to_owned(), host)).or_default())
    }
}

impl Kept {
    fn is_believed(&self) -> bool {
        self.until > Instant::now()
    }
}

impl Network {
    /// What the robots.txt of an address's host says about it, fetched first where it is not known.
    pub(crate) async fn robots_verdict(
        &self,
        url: &Url,
        journal: &mut Journal,
    ) -> Result<Verdict, FetchFault> {
        let host = HostPort::of(url).expect("the guard lets only addresses with a host through");
        let slot = self.robots.slot(url, host);
        let mut kept = slot.lock().await;
        let file = match &*kept {
            Some(known) if known.is_believed() => Arc::clone(&known.file),
            _ => {
                let file = Arc::new(self.robots_file(url, journal).await?);
                let age = match &*file {
                    File::Withheld(_) => self.config.robots_retry,
                    File::Rules(_) | File::Absent(_) => self.config.robots_max_age,
                };
                *kept = Some(Kept { until: Instant::now() + age, file: Arc::clone(&file) });
                file
            }
        };
        drop(kept);
        Ok(file.verdict(url))
    }

    async fn robots_file(&self, url: &Url, journal: &mut Journal) -> Result<File, FetchFault> {
        let mut address = url.clone();
        address.set_path("/robots.txt");
        address.set_query(None);
        address.set_fragment(None);
        let mut tries = 0;
        let mut packed = true;
        loop {
            let got = self.robots_once(&address, packed, journal).await;
            let last_try = tries >= self.config.retries;
            match got {
                Ok(File::Withheld(_)) if !last_try => {}
                Err(fault) if fault.remedy == Some(Remedy::Again) && !last_try => {}
                Err(fault) if fault.remedy == Some(Remedy::Unpacked) && packed => {
                    packed = false;
                    continue;
                }
                // the RFC: a file behind too many redirects counts as absent
                Err(fault) if fault.code == Some(Code::TooManyRedirects) => {
                    return Ok(File::Absent("too many redirects".to_owned()));
                }
                got => return got.map_err(|fault| fault.within("robots.txt")),
            }
            tokio::time::sleep(backoff::pause(self.config.retry_pause, tries)).await;
            tries += 1;
        }
    }

    async fn robots_once(
        &self,
        address: &Url,
        packed: bool,
        journal: &mut Journal,
    ) -> Result<File, FetchFault> {
        let entry = journal.begin(address);
        let outgoing = Outgoing {
            url: address,
            method: &Method::Get,
            headers: &[],
            conditions: &[],
            accepts_gzip: packed,
            obeys_robots: false,
        };
        let opened = self.open(&outgoing, journal, entry).await;
        let file = match opened {
            Ok(opened) => self.robots_answer(opened, journal.entry(entry)).await,
            Err(fault) => Err(fault),
        };
        journal.entry(entry).end();
        file
    }

    async fn robots_answer(&self, mut opened: Opened, entry: &mut Entry) -> Result<File, FetchFault> {
        match opened.response.status().as_u16() {
            200 | 203 => {}
            status @ 500..=599 => return Ok(File::Withheld(status)),
            status => return Ok(File::Absent(status.to_string())),
        }
        let encoding = Encoding::of(opened.response.headers())?;
        let mut body = Body::new(encoding, Limits::of(&self.config, MAX_BYTES, opened.deadline));
        let read = body.read(&mut opened.response).await;
        (entry.log.wire_bytes, entry.log.decoded_bytes) = (body.wire_bytes, body.decoded_bytes());
        match read {
            // what is past the limit does not count, what is before it does
            Err(fault) if !matches!(fault.code, Some(Code::BodyTooLarge | Code::DecompressionLimit)) => {
                Err(fault)
            }
            _ => Ok(File::Rules(Rules::parse(&String::from_utf8_lossy(body.bytes()), PRODUCT_TOKEN))),
        }
    }
}
