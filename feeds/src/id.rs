//! Names that never change: of sources, meetings, series. Content never takes part in an id.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The id of a configured source: 1 to 64 of `a-z 0-9 -`, starting with a letter or digit.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct SourceId(String);

/// Why a text is not an id.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{text}` is not an id: use 1 to 64 of a-z, 0-9 and -, starting with a letter or digit")]
pub struct IdError {
    text: String,
}

impl SourceId {
    /// Checks and wraps a text.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let fits = (1..=64).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !text.starts_with('-');
        if fits { Ok(Self(text.to_owned())) } else { Err(IdError { text: text.chars().take(80).collect() }) }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for SourceId {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// The public id of one meeting of one source: `m` and twelve base-32 digits, a hash of source id and key.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MeetingId(String);

impl MeetingId {
    /// The id of the meeting that `source` knows under `key`.
    pub fn of(source: &SourceId, key: &str) -> Self {
        Self(hashed('m', &[source.as_str(), key], 12))
    }

    /// Wraps an id read back from our own store; `None` where it can't be one.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('m')?;
        let fits = digits.len() == 12 && digits.bytes().all(|b| ALPHABET.contains(&b));
        fits.then(|| Self(text.to_owned()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MeetingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Ties the meetings that one record of several days became.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SeriesId(String);

impl SeriesId {
    /// The series of the record that `source` knows under `key`.
    pub fn of(source: &SourceId, key: &str) -> Self {
        Self(hashed('s', &[source.as_str(), key], 10))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

fn hashed(prefix: char, parts: &[&str], digits: usize) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        // the length first, so that no two different lists of parts hash alike
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let hash = hasher.finalize();
    let mut bits = u128::from_le_bytes(hash.as_bytes()[..16].try_into().expect("a hash has 32 bytes"));
    let mut text = String::with_capacity(1 + digits);
    text.push(prefix);
    for _ in 0..digits {
        text.push(char::from(ALPHABET[(bits & 31) as usize]));
        bits >>= 5;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_depend_on_source_and_key_only() {
        let (a, b) = (SourceId::parse("a").unwrap(), SourceId::parse("ab").unwrap());
        assert_eq!(MeetingId::of(&a, "bc"), MeetingId::of(&a, "bc"));
        assert_ne!(MeetingId::of(&a, "bc"), MeetingId::of(&b, "c"));
        assert_eq!(MeetingId::parse(MeetingId::of(&a, "x").as_str()), Some(MeetingId::of(&a, "x")));
        assert_eq!(MeetingId::parse("m123"), None);
    }

    #[test]
    fn the_recipe_is_frozen() {
        let source = SourceId::parse("na-example").unwrap();
        assert_eq!(MeetingId::of(&source, "1234").as_str(), MeetingId::of(&source, "1234").as_str());
        insta::assert_snapshot!(MeetingId::of(&source, "1234"));
    }

    #[test]
    fn source_ids_are_checked() {
        for bad in ["", "-a", "A", "a b", "a_b", &"x".repeat(65)] {
            assert!(SourceId::parse(bad).is_err(), "{bad:?}");
        }
        assert!(SourceId::parse("na-7").is_ok());
    }
}
