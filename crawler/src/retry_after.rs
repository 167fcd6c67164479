//! `Retry-After`: seconds or an HTTP date. Nonsense is ignored, long waits are cut, nothing makes us hurry.

use http::HeaderMap;
use http::header::{DATE, HeaderName, RETRY_AFTER};
use jiff::Timestamp;
use std::time::{Duration, SystemTime};

/// The wait that a server asks for, at most `longest`; `None` where it says nothing usable or a time gone by.
pub(crate) fn wait(headers: &HeaderMap, now: Timestamp, longest: Duration) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // more digits than fit are a long time, not nonsense
        text.parse().map_or(longest, Duration::from_secs)
    } else {
        let until = httpdate::parse_http_date(text).ok()?;
        // by the server's own clock where it shows one, so that neither clock needs to be right
        let from = date(headers, DATE).unwrap_or_else(|| SystemTime::from(now));
        until.duration_since(from).ok()?
    };
    (!wait.is_zero()).then(|| wait.min(longest))
}

fn date(headers: &HeaderMap, name: HeaderName) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(name)?.to_str().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;
    use proptest::prelude::*;

    const DAY: Duration = Duration::from_secs(24 * 3600);

    fn asked(text: &str, date: Option<&'static str>) -> Option<u64> {
        let now = "2026-11-22T10:00:00Z".parse().unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, HeaderValue::from_str(text).unwrap());
        if let Some(date) = date {
            headers.insert(DATE, HeaderValue::from_static(date));
        }
        wait(&headers, now, DAY).map(|wait| wait.as_secs())
    }

    #[test]
    fn both_forms_are_read_and_nonsense_is_not() {
        for (text, want) in [
            ("3600", Some(3600)),
            (" 60 ", Some(60)),
            ("0", None),
            ("-5", None),
            ("1.5", None),
            ("tomorrow", None),
            ("", None),
            ("99999999999", Some(86400)),
            ("99999999999999999999999999", Some(86400)),
            ("Sun, 22 Nov 2026 11:00:00 GMT", Some(3600)),
            ("Sunday, 22-Nov-26 10:00:30 GMT", Some(30)),
            ("Sun, 22 Nov 2026 09:00:00 GMT", None),
            ("Sun, 22 Nov 2099 09:00:00 GMT", Some(86400)),
        ] {
            assert_eq!(asked(text, None), want, "{text:?}");
        }
    }

    #[test]
    fn a_date_counts_from_the_servers_own_clock() {
        let server = Some("Mon, 23 Nov 2026 10:00:00 GMT");
        assert_eq!(asked("Mon, 23 Nov 2026 10:00:20 GMT", server), Some(20));
    }

    proptest! {
        #[test]
        fn no_text_panics_or_exceeds_the_limit(text in "[ -~]{0,40}") {
            prop_assert!(asked(&text, None).is_none_or(|wait| (1..=86400).contains(&wait)));
        }
    }
}
