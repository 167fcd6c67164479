//! The `Content-Encoding` of an answer. Only gzip is ever asked for, so only gzip is understood.

use crate::fault::FetchFault;
use http::HeaderMap;
use http::header::CONTENT_ENCODING;

/// How the bytes of a body are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// Not at all.
    Identity,
    /// Once, with gzip.
    Gzip,
}

impl Encoding {
    /// What the header says; one level of gzip is undone, anything else is a fault.
    pub(crate) fn of(headers: &HeaderMap) -> Result<Self, FetchFault> {
        let values = headers.get_all(CONTENT_ENCODING);
        let stated: Vec<String> = values
            .iter()
            .map(|value| String::from_utf8_lossy(value.as_bytes()).to_ascii_lowercase())
            .collect();
        let layers = stated.iter().flat_map(|value| value.split(',')).map(str::trim);
        let layers: Vec<&str> = layers.filter(|layer| !matches!(*layer, "" | "identity")).collect();
        match layers.as_slice() {
            [] => Ok(Self::Identity),
            ["gzip" | "x-gzip"] => Ok(Self::Gzip),
            _ => Err(FetchFault::mislabelled("the answer is packed in a way that was not asked for")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn one_level_of_gzip_is_understood_and_nothing_else() {
        for (values, want) in [
            (vec![], Some(Encoding::Identity)),
            (vec!["identity"], Some(Encoding::Identity)),
            (vec!["GZip"], Some(Encoding::Gzip)),
            (vec!["x-gzip"], Some(Encoding::Gzip)),
            (vec!["gzip, gzip"], None),
            (vec!["gzip", "gzip"], None),
            (vec!["br"], None),
            (vec!["utf-8"], None),
        ] {
            let mut headers = HeaderMap::new();
            for value in &values {
                headers.append(CONTENT_ENCODING, HeaderValue::from_static(value));
            }
            assert_eq!(Encoding::of(&headers).ok(), want, "{values:?}");
        }
    }
}
