//! A number that nobody can guess, for fingerprints of what was asked: without it, whoever finds one in a log could try
//! words and places until they fit. Never shown, not even by `Debug`.
//!
//! A generation has one of its own, since cursors live and die with it: they hold over a restart and wherever the
//! directory is copied, and nothing else has to be kept.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

const BYTES: usize = 32;

/// The number.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; BYTES]);

impl Secret {
    /// A new one, from the operating system.
    pub fn random() -> Self {
        let mut bytes = [0; BYTES];
        getrandom::fill(&mut bytes).expect("an operating system has random numbers");
        Self(bytes)
    }

    /// A number that is always the same for the same bytes, and tells nothing of them without the secret.
    pub fn fingerprint(&self, of: &[u8]) -> u64 {
        let hash = blake3::keyed_hash(&self.0, of);
        u64::from_le_bytes(std::array::from_fn(|n| hash.as_bytes()[n]))
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes =
            blake3::Hash::from_hex(text).map_err(|_| de::Error::custom("a secret is 64 hex digits"))?;
        Ok(Self(*bytes.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_kept_and_told_to_nobody() {
        let secret = Secret::random();
        let text = serde_json::to_string(&secret).unwrap();
        assert_eq!(serde_json::from_str::<Secret>(&text).unwrap(), secret);
        assert!(!format!("{secret:?}").contains(&text[1..9]));
        assert!(serde_json::from_str::<Secret>("\"00\"").is_err());
    }

    #[test]
    fn without_it_a_fingerprint_can_not_be_tried() {
        let (one, other) = (Secret::random(), Secret::random());
        assert_eq!(one.fingerprint(b"sober"), one.fingerprint(b"sober"));
        assert_ne!(one.fingerprint(b"sober"), one.fingerprint(b"sobers"));
        assert_ne!(one.fingerprint(b"sober"), other.fingerprint(b"sober"));
    }
}
