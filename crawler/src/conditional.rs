//! Validators: what a server vouches for a document with, and how they are sent back.

use http::HeaderMap;
use http::header::{ETAG, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED};
use serde::{Deserialize, Serialize};

/// Longer validators are not kept; the content hash decides without them.
const LONGEST: usize = 512;

/// `ETag` and `Last-Modified` of an answer, exactly as sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Validators {
    /// The entity tag with its quotes.
    pub etag: Option<String>,
    /// The date as the server wrote it.
    pub last_modified: Option<String>,
}

impl Validators {
    /// Those of an answer.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).and_then(kept);
        Self { etag: text(ETAG), last_modified: text(LAST_MODIFIED) }
    }

    /// Those of a 304, which may leave out what has not changed.
    pub(crate) fn renewed_by(&self, headers: &HeaderMap) -> Self {
        let new = Self::of(headers);
        Self {
            etag: new.etag.or_else(|| self.etag.clone()),
            last_modified: new.last_modified.or_else(|| self.last_modified.clone()),
        }
    }

    /// The headers that make a request conditional; none when nothing usable is known.
    pub(crate) fn conditions(&self) -> Vec<(HeaderName, HeaderValue)> {
        let header = |name: HeaderName, value: &Option<String>| {
            let value = HeaderValue::from_str(&kept(value.as_deref()?)?).ok()?;
            Some((name, value))
        };
        let conditions = [header(IF_NONE_MATCH, &self.etag), header(IF_MODIFIED_SINCE, &self.last_modified)];
        conditions.into_iter().flatten().collect()
    }

    /// Whether both vouch for the same bytes: one strong tag, or without tags one date.
    pub(crate) fn promise_the_same_as(&self, other: &Self) -> bool {
        match (&self.etag, &other.etag) {
            (Some(one), Some(two)) => one == two && !one.starts_with("W/"),
            (None, None) => self.last_modified.is_some() && self.last_modified == other.last_modified,
            _ => false,
        }
    }
}

fn kept(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty() && text.len() <= LONGEST).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(HeaderName, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap())).collect()
    }

    #[test]
    fn a_304_renews_what_it_names_and_keeps_the_rest() {
        let known = Validators {
            etag: Some("\"a\"".into()),
            last_modified: Some("Sun, 01 Nov 2026 00:00:00 GMT".into()),
        };
        let renewed = known.renewed_by(&headers(&[(ETAG, "\"b\"")]));
        assert_eq!(renewed.etag.as_deref(), Some("\"b\""));
        assert_eq!(renewed.last_modified, known.last_modified);
    }

    #[test]
    fn unusable_validators_are_neither_kept_nor_sent() {
        let long = "x".repeat(LONGEST + 1);
        assert_eq!(Validators::of(&headers(&[(ETAG, &long), (LAST_MODIFIED, " ")])), Validators::default());
        let forged =
            Validators { etag: Some("\"a\"\r\nX-Forged: 1".into()), last_modified: Some(String::new()) };
        assert_eq!(forged.conditions(), []);
    }

    #[test]
    fn weak_tags_promise_nothing_about_bytes() {
        let with = |etag: &str| Validators { etag: Some(etag.into()), last_modified: None };
        assert!(with("\"a\"").promise_the_same_as(&with("\"a\"")));
        assert!(!with("W/\"a\"").promise_the_same_as(&with("W/\"a\"")));
        assert!(!Validators::default().promise_the_same_as(&Validators::default()));
    }
}
