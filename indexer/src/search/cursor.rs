//! Where the next page begins. A cursor carries the generation, a fingerprint of the query and the moment of the
//! first page, so that later pages neither repeat nor skip; never words or coordinates. The fingerprint is made with the
//! secret of the generation, so that neither can be found out by trying.

use super::answer::SearchError;
use super::pass::confines;
use super::query::{Query, Sort};
use crate::generation::Secret;
use jiff::Timestamp;

/// An opened cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    generation: u32,
    fingerprint: u64,
    standing: u32,
    as_of: i64,
    offset: u32,
}

const BYTES: usize = 28;
const CHECK: usize = 4;

impl Cursor {
    /// A cursor to the listing at `offset`.
    pub fn new(generation: &str, secret: &Secret, query: &Query, as_of: Timestamp, offset: usize) -> Self {
        Self {
            generation: generation.parse().unwrap_or(0),
            fingerprint: fingerprint(secret, query),
            standing: standing(secret, query),
            as_of: as_of.as_second(),
            offset: u32::try_from(offset).unwrap_or(u32::MAX),
        }
    }

    /// Opens what a client sent; anything we did not write is refused.
    pub fn parse(text: &str) -> Result<Self, SearchError> {
        let bytes = from_hex(text).ok_or(SearchError::CursorMalformed)?;
        let (body, check) = bytes.split_at_checked(BYTES).ok_or(SearchError::CursorMalformed)?;
        if check != checksum(body) {
            return Err(SearchError::CursorMalformed);
        }
        let word = |at: usize| u32::from_le_bytes(std::array::from_fn(|n| body[at + n]));
        let long = |at: usize| u64::from_le_bytes(std::array::from_fn(|n| body[at + n]));
        let as_of = long(16).cast_signed();
        Timestamp::from_second(as_of).map_err(|_| SearchError::CursorMalformed)?;
        Ok(Self { generation: word(0), fingerprint: long(4), standing: word(12), as_of, offset: word(24) })
    }

    /// The text to give to a client.
    pub fn text(&self) -> String {
        let mut bytes = Vec::with_capacity(BYTES + CHECK);
        bytes.extend(self.generation.to_le_bytes());
        bytes.extend(self.fingerprint.to_le_bytes());
        bytes.extend(self.standing.to_le_bytes());
        bytes.extend(self.as_of.to_le_bytes());
        bytes.extend(self.offset.to_le_bytes());
        bytes.extend(checksum(&bytes));
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The generation it goes on in.
    pub fn generation(&self) -> String {
        format!("{:08}", self.generation)
    }

    /// The moment of the first page. Spans of time such as "today" are to be made from it, not from now, so that
    /// every page asks the same.
    pub fn as_of(&self) -> Timestamp {
        Timestamp::from_second(self.as_of).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Where the page begins and the moment it is true for, if it belongs to this query and its order still holds.
    pub fn resume(&self, secret: &Secret, query: &Query) -> Result<(usize, Timestamp), SearchError> {
        if self.fingerprint != fingerprint(secret, query) {
            return Err(SearchError::CursorMalformed);
        }
        if self.standing != standing(secret, query) {
            return Err(SearchError::CursorExpired);
        }
        let as_of = Timestamp::from_second(self.as_of).map_err(|_| SearchError::CursorMalformed)?;
        Ok((self.offset as usize, as_of))
    }
}

/// Equal for queries that ask the same in the same order; the size of the page, the moment and facets don't count.
fn fingerprint(secret: &Secret, query: &Query) -> u64 {
    let asked = format!(
        "{:?}{:?}{:?}{:?}{:?}{:?}{}{:?}",
        query.text,
        query.near,
        query.bounds,
        query.filters,
        query.window,
        query.zone,
        query.include_paused,
        query.sort,
    );
    secret.fingerprint(asked.as_bytes())
}

/// How the sources stand, as far as the order heeds it: a page that repeats or skips is worse than starting again.
fn standing(secret: &Secret, query: &Query) -> u32 {
    let heeds = match query.sort {
        Sort::Best => true,
        // what has no place comes in the order of `Best`
        Sort::Nearest => query.near.is_none() || !confines(query),
        Sort::Soonest | Sort::Name => false,
    };
    if heeds { secret.fingerprint(format!("{:?}", query.stale).as_bytes()) as u32 } else { 0 }
}

fn checksum(body: &[u8]) -> [u8; CHECK] {
    let hash = blake3::derive_key("everyroom cursor 2", body);
    std::array::from_fn(|n| hash[n])
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    if text.len() != 2 * (BYTES + CHECK) || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}
