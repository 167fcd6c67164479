//! What one attempt at a source is, from the outside: data only, nothing here touches the network.

use crate::conditional::Validators;
use everyroom_feeds::notice::Notices;
use everyroom_feeds::plan::{Part, Role};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

/// Whether what is known already may spare the transfer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FetchMode {
    /// Validators are sent; an unchanged document costs no transfer.
    #[default]
    Conditional,
    /// Everything is fetched whole, whatever is known.
    Unconditional,
}

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttemptOutcome {
    /// Some part has new bytes; every part carries its body.
    Changed,
    /// Every part is what it was; bodies may be missing.
    Unchanged,
    /// The network, the server or the body let us down.
    Failed,
    /// We do not go there: address, scheme, robots.txt or configuration.
    Blocked,
    /// To be asked again later: the server said so, or we were stopped.
    Deferred,
    /// The server says that the document is gone for good (410).
    Gone,
}

/// What is known of one part of the snapshot that stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// What the part is.
    pub role: Role,
    /// The address it was asked under, before redirects.
    pub url: Url,
    /// What the server vouched for it with.
    pub validators: Validators,
    /// BLAKE3 of the decoded bytes, hexadecimal.
    pub hash: String,
}

/// One document that came, or that the server says has not changed.
#[derive(Clone, Debug)]
pub struct FetchedPart {
    /// The document; its body is empty when it was not modified.
    pub part: Part,
    /// The address it was asked under, before redirects.
    pub requested: Url,
    /// The status of the last answer.
    pub status: u16,
    /// What the server vouches for these bytes with; to be stored only together with them.
    pub validators: Validators,
    /// BLAKE3 of the decoded bytes, hexadecimal; the known one when it was not modified.
    pub hash: String,
    /// Whether the server said that the known bytes still hold (304).
    pub not_modified: bool,
    /// Bytes of the body as they came.
    pub wire_bytes: u64,
    /// Bytes of the body after decompression.
    pub decoded_bytes: u64,
    /// What was noticed on the way, though the document came.
    pub notices: Notices,
}

impl From<&FetchedPart> for Known {
    fn from(fetched: &FetchedPart) -> Self {
        Self {
            role: fetched.part.role,
            url: fetched.requested.clone(),
            validators: fetched.validators.clone(),
            hash: fetched.hash.clone(),
        }
    }
}

/// One request with its redirects, as it may be shown and stored: secrets are out of the addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestLog {
    /// The address that was asked for.
    pub url: String,
    /// The addresses that redirects led to, in order.
    pub redirects: Vec<String>,
    /// Where the answer came from.
    pub final_url: String,
    /// Its status, if there was an answer.
    pub status: Option<u16>,
    /// Bytes of the body as they came.
    pub wire_bytes: u64,
    /// Bytes of the body after decompression.
    pub decoded_bytes: u64,
    /// Milliseconds on the network; waiting at the gates of hosts is not in it.
    pub millis: u64,
    /// The rule of robots.txt that decided about the last address; empty for robots.txt itself.
    pub robots: String,
}

/// Everything about one attempt at one source.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// Wall time at the start.
    pub started: Timestamp,
    /// Wall time at the end.
    pub ended: Timestamp,
    /// How it ended.
    pub outcome: AttemptOutcome,
    /// The parts in the order of the plan; none unless the outcome is `Changed` or `Unchanged`.
    pub parts: Vec<FetchedPart>,
    /// Every request that was made, robots.txt included.
    pub requests: Vec<RequestLog>,
    /// What is to be told to the publisher.
    pub notices: Notices,
    /// Not to be asked again before this time, as the server wished.
    pub retry_after: Option<Timestamp>,
}
