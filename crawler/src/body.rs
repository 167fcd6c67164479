//! Reads a body while it streams, with every limit in force: bytes, ratio, rate and time.

use crate::config::CrawlerConfig;
use crate::encoding::Encoding;
use crate::fault::FetchFault;
use crate::gunzip::{Gunzip, Sink};
use crate::transport;
use everyroom_feeds::notice::Code;
use reqwest::Response;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// Below this many decoded bytes the ratio to the wire says nothing.
const RATIO_FLOOR: u64 = 1 << 20;
/// How often a body that does not come is looked at.
const RATE_CHECK: Duration = Duration::from_secs(1);

/// The limits of one body.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) max_decoded: u64,
    pub(crate) max_ratio: u64,
    pub(crate) min_rate: u64,
    pub(crate) min_rate_grace: Duration,
    pub(crate) deadline: Instant,
}

impl Limits {
    pub(crate) fn of(config: &CrawlerConfig, max_decoded: u64, deadline: Instant) -> Self {
        Self {
            max_decoded,
            max_ratio: config.max_ratio,
            min_rate: config.min_rate,
            min_rate_grace: config.min_rate_grace,
            deadline,
        }
    }
}

/// A body as far as it has come; it keeps its prefix also when reading stopped with a fault.
pub(crate) struct Body {
    unpacking: Unpacking,
    pub(crate) wire_bytes: u64,
    limits: Limits,
}

enum Unpacking {
    Identity(Box<Sink>),
    Gzip(Box<Gunzip>),
}

impl Body {
    pub(crate) fn new(encoding: Encoding, limits: Limits) -> Self {
        let sink = Sink::new(usize::try_from(limits.max_decoded).unwrap_or(usize::MAX));
        let unpacking = match encoding {
            Encoding::Identity => Unpacking::Identity(Box::new(sink)),
            Encoding::Gzip => Unpacking::Gzip(Box::new(Gunzip::new(sink))),
        };
        Self { unpacking, wire_bytes: 0, limits }
    }

    pub(crate) fn decoded_bytes(&self) -> u64 {
        self.sink().bytes.len() as u64
    }

    /// The bytes so far.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.sink().bytes
    }

    /// The bytes and their hash.
    pub(crate) fn into_bytes(mut self) -> (Vec<u8>, String) {
        let hash = self.sink().hash();
        let sink = match &mut self.unpacking {
            Unpacking::Identity(sink) => sink,
            Unpacking::Gzip(gunzip) => gunzip.sink_mut(),
        };
        (std::mem::take(&mut sink.bytes), hash)
    }

    /// Reads to the end, or to the first limit that is passed.
    pub(crate) async fn read(&mut self, response: &mut Response) -> Result<(), FetchFault> {
        let stated = response.content_length();
        let began = Instant::now();
        let mut look_at = began + self.limits.min_rate_grace;
        loop {
            match timeout_at(look_at.min(self.limits.deadline), response.chunk()).await {
                Ok(Ok(Some(piece))) => self.push(&piece)?,
                Ok(Ok(None)) => return self.finish(),
                Ok(Err(error)) => return Err(self.cut_short(stated, &transport::reason(&error))),
                Err(_) => look_at = Instant::now() + RATE_CHECK,
            }
            self.check_pace(began)?;
        }
    }

    fn push(&mut self, piece: &[u8]) -> Result<(), FetchFault> {
        self.wire_bytes += piece.len() as u64;
        match &mut self.unpacking {
            Unpacking::Identity(sink) => {
                sink.keep(piece);
                if sink.overflowed { Err(too_large(self.limits.max_decoded)) } else { Ok(()) }
            }
            Unpacking::Gzip(gunzip) => {
                let by_ratio = RATIO_FLOOR.max(self.wire_bytes.saturating_mul(self.limits.max_ratio));
                let limit = usize::try_from(by_ratio.min(self.limits.max_decoded)).unwrap_or(usize::MAX);
                let pushed = gunzip.push(piece, limit);
                if gunzip.sink().overflowed {
                    let detail = format!("{} bytes on the wire unpack to more than {limit}", self.wire_bytes);
                    return Err(FetchFault::failed(Code::DecompressionLimit, detail));
                }
                pushed.map_err(|_| FetchFault::mislabelled("labelled gzip, but it is not gzip"))
            }
        }
    }

    fn finish(&mut self) -> Result<(), FetchFault> {
        let Unpacking::Gzip(gunzip) = &mut self.unpacking else { return Ok(()) };
        if self.wire_bytes == 0 {
            return Ok(());
        }
        let finished = gunzip.finish();
        if gunzip.sink().overflowed {
            return Err(FetchFault::failed(
                Code::DecompressionLimit,
                "the last bytes unpack to more than the limit",
            ));
        }
        finished
            .map_err(|_| FetchFault::failed(Code::TruncatedBody, "the gzip stream is incomplete or damaged"))
    }

    fn check_pace(&self, began: Instant) -> Result<(), FetchFault> {
        let (now, took) = (Instant::now(), began.elapsed());
        let slow = |detail: String| Err(FetchFault::failed(Code::SlowResponse, detail));
        if now >= self.limits.deadline {
            return slow(format!("{} bytes came before the time was up", self.wire_bytes));
        }
        let asked = self.limits.min_rate as f64 * took.as_secs_f64();
        if took >= self.limits.min_rate_grace && (self.wire_bytes as f64) < asked {
            return slow(format!("{} bytes in {} s", self.wire_bytes, took.as_secs()));
        }
        Ok(())
    }

    fn cut_short(&self, stated: Option<u64>, reason: &str) -> FetchFault {
        let of = stated.map_or_else(String::new, |stated| format!(" of {stated}"));
        let detail = format!("the transfer ended after {} bytes{of}: {reason}", self.wire_bytes);
        FetchFault::failed(Code::TruncatedBody, detail)
    }

    fn sink(&self) -> &Sink {
        match &self.unpacking {
            Unpacking::Identity(sink) => sink,
            Unpacking::Gzip(gunzip) => gunzip.sink(),
        }
    }
}

/// The fault of a document above its limit.
pub(crate) fn too_large(limit: u64) -> FetchFault {
    FetchFault::failed(Code::BodyTooLarge, format!("more than {limit} bytes"))
}
