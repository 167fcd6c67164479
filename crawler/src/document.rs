//! One document of a plan, from the request to its bytes: tries again where that may help, decides by the
//! content.

use crate::attempt::{FetchedPart, Known};
use crate::backoff;
use crate::body::{self, Body, Limits};
use crate::challenge;
use crate::conditional::Validators;
use crate::encoding::Encoding;
use crate::exchange::{Opened, Outgoing};
use crate::fault::{FetchFault, Remedy};
use crate::journal::{EntryId, Journal};
use crate::network::Network;
use everyroom_feeds::notice::{Code, Notices, Sample};
use everyroom_feeds::plan::{Part, Request};
use everyroom_feeds::redact::redact;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use url::Url;

/// All that is known of a fetched document but the document itself.
pub(crate) struct Receipt {
    pub(crate) requested: Url,
    pub(crate) status: u16,
    pub(crate) validators: Validators,
    pub(crate) hash: String,
    pub(crate) not_modified: bool,
    pub(crate) wire_bytes: u64,
    pub(crate) decoded_bytes: u64,
    pub(crate) notices: Notices,
}

impl Receipt {
    /// Adds a notice about an address.
    pub(crate) fn note(&mut self, code: Code, url: &Url, detail: String) {
        let sample = Sample { pointer: Some(redact(url)), value: Some(detail), ..Sample::default() };
        self.notices.push(code, sample);
    }

    /// Both together, as they are handed out.
    pub(crate) fn with(self, part: Part) -> FetchedPart {
        FetchedPart {
            part,
            requested: self.requested,
            status: self.status,
            validators: self.validators,
            hash: self.hash,
            not_modified: self.not_modified,
            wire_bytes: self.wire_bytes,
            decoded_bytes: self.decoded_bytes,
            notices: self.notices,
        }
    }
}

/// A document to be had.
pub(crate) struct Wanted<'a> {
    pub(crate) request: &'a Request,
    /// What is known of it, when that may spare the transfer.
    pub(crate) known: Option<&'a Known>,
    /// Most bytes after decompression.
    pub(crate) max_bytes: u64,
}

impl Network {
    /// Gets a document, trying again a bounded number of times.
    pub(crate) async fn document(
        &self,
        wanted: &Wanted<'_>,
        journal: &mut Journal,
    ) -> Result<(Part, Receipt), FetchFault> {
        let mut tries = 0;
        let mut packed = true;
        loop {
            let entry = journal.begin(&wanted.request.url);
            let got = self.document_once(wanted, packed, journal, entry).await;
            journal.entry(entry).end();
            let fault = match got {
                Ok((part, mut receipt)) => {
                    if !packed {
                        let detail = "packed otherwise than its label says; it came when asked for unpacked";
                        receipt.note(Code::EncodingMismatch, &wanted.request.url, detail.to_owned());
                    }
                    return Ok((part, receipt));
                }
                Err(fault) => fault,
            };
            match fault.remedy {
                Some(Remedy::Unpacked) if packed => packed = false,
                Some(Remedy::Again) if tries < self.config.retries => {
                    tokio::time::sleep(backoff::pause(self.config.retry_pause, tries)).await;
                    tries += 1;
                }
                _ => return Err(fault),
            }
        }
    }

    async fn document_once(
        &self,
        wanted: &Wanted<'_>,
        accepts_gzip: bool,
        journal: &mut Journal,
        entry: EntryId,
    ) -> Result<(Part, Receipt), FetchFault> {
        let conditions = wanted.known.map(|known| known.validators.conditions()).unwrap_or_default();
        let Request { url, method, headers, .. } = wanted.request;
        let outgoing =
            Outgoing { url, method, headers, conditions: &conditions, accepts_gzip, obeys_robots: true };
        let opened = self.open(&outgoing, journal, entry).await?;
        match (opened.response.status().as_u16(), wanted.known) {
            (200 | 203, _) => self.content(wanted, opened, journal, entry).await,
            (304, Some(known)) if !conditions.is_empty() => Ok(not_modified(wanted, known, &opened)),
            _ => Err(self.refusal(opened).await),
        }
    }

    async fn content(
        &self,
        wanted: &Wanted<'_>,
        mut opened: Opened,
        journal: &mut Journal,
        entry: EntryId,
    ) -> Result<(Part, Receipt), FetchFault> {
        let headers = opened.response.headers().clone();
        let stated =
            headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.trim().parse::<u64>().ok());
        if stated.is_some_and(|stated| stated > wanted.max_bytes) {
            return Err(body::too_large(wanted.max_bytes));
        }
        let limits = Limits::of(&self.config, wanted.max_bytes, opened.deadline);
        let mut body = Body::new(Encoding::of(&headers)?, limits);
        let read = body.read(&mut opened.response).await;
        let (wire_bytes, decoded_bytes) = (body.wire_bytes, body.decoded_bytes());
        let log = &mut journal.entry(entry).log;
        (log.wire_bytes, log.decoded_bytes) = (wire_bytes, decoded_bytes);
        read?;
        if decoded_bytes == 0 {
            return Err(FetchFault::failed(Code::EmptyBody, "status 200 and no bytes"));
        }
        if let Some(mark) = challenge::mark(true, &headers, body.bytes()) {
            return Err(FetchFault::failed(Code::BotChallenge, format!("status 200, {mark}")));
        }
        let (bytes, hash) = body.into_bytes();
        let receipt = Receipt {
            requested: wanted.request.url.clone(),
            status: opened.response.status().as_u16(),
            validators: Validators::of(&headers),
            hash,
            not_modified: false,
            wire_bytes,
            decoded_bytes,
            notices: Notices::default(),
        };
        Ok(document(wanted, &opened, receipt, bytes))
    }
}

fn not_modified(wanted: &Wanted<'_>, known: &Known, opened: &Opened) -> (Part, Receipt) {
    let receipt = Receipt {
        requested: wanted.request.url.clone(),
        status: 304,
        validators: known.validators.renewed_by(opened.response.headers()),
        hash: known.hash.clone(),
        not_modified: true,
        wire_bytes: 0,
        decoded_bytes: 0,
        notices: Notices::default(),
    };
    document(wanted, opened, receipt, Vec::new())
}

/// Puts a document together; where the publisher says that it has moved for good, that is noted.
fn document(wanted: &Wanted<'_>, opened: &Opened, mut receipt: Receipt, body: Vec<u8>) -> (Part, Receipt) {
    if let Some(to) = opened.route.moved_to() {
        receipt.note(Code::MovedPermanently, &wanted.request.url, format!("to {}", redact(to)));
    }
    let content_type = opened.response.headers().get(CONTENT_TYPE);
    let content_type = content_type.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    (Part { role: wanted.request.role, url: opened.route.here().clone(), content_type, body }, receipt)
}
