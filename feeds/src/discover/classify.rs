//! What an address says of what is behind it: hosts and paths of services that serve lists. Nothing is asked.

use super::address::{has_secret, host, without_secrets, without_stamp};
use super::gather::{Finding, withheld};
use super::{Kind, bmlt, calendar, sheet};
use url::Url;

/// Hosts of one meeting finder, whose pages a shipped recipe reads one by one.
const PATHMINDER: [&str; 3] =
    ["meetings.smartrecovery.org", "meetings.lifering.org", "meetings.womenforsobriety.org"];

/// What is behind an address; `how` says where it stood, `words` what was written on it, folded.
pub(super) fn classify(url: &Url, how: &str, words: &str) -> Option<Finding> {
    let special = tsml(url, how)
        .or_else(|| sheet::classify(url, how, words))
        .or_else(|| calendar::classify(url, how))
        .or_else(|| bmlt::classify(url, how))
        .or_else(|| service(url, how));
    let finding = special.or_else(|| by_ending(url, how, words))?;
    Some(match finding {
        Finding::Try { kind, url, what, .. } if has_secret(&url) => {
            let reason =
                "its address carries a key, and keys that are found on pages are not used".to_owned();
            Finding::Leave { kind, shown: crate::redact::redact(&url), what, reason }
        }
        finding => finding,
    })
}

/// Addresses of the TSML plugin and of the services around it.
fn tsml(url: &Url, how: &str) -> Option<Finding> {
    let path = url.path().to_ascii_lowercase();
    let found = |url: Url, rank, what: &str| {
        Some(Finding::Try { kind: Kind::Tsml, url, rank, what: format!("{how} to {what}") })
    };
    if path.ends_with("/admin-ajax.php") {
        let is_list = url.query_pairs().any(|(key, value)| key == "action" && value == "meetings");
        // a nonce ends within a day, and a key is not ours
        return is_list.then(|| found(without_secrets(url), 15, "the TSML plugin's list"))?;
    }
    if path.trim_end_matches('/').ends_with("/wp-json/tsml/meetings") {
        return found(without_secrets(url), 16, "the TSML plugin's REST list");
    }
    if path.contains("/tsml-cache-") && path.ends_with(".json") {
        return found(without_stamp(url.clone()), 20, "the TSML plugin's cached list");
    }
    match (host(url), path.as_str()) {
        ("sheets.code4recovery.org", path) if path.len() > 6 => {
            found(url.clone(), 14, "a sheet served as TSML")
        }
        ("central.aa-intergroup.org", path) if path.starts_with("/feeds/") => {
            found(url.clone(), 14, "a TSML feed")
        }
        ("data.aa-intergroup.org", path) if path.ends_with(".json") => found(url.clone(), 14, "a TSML feed"),
        _ => None,
    }
}

/// Other services with addresses of their own.
fn service(url: &Url, how: &str) -> Option<Finding> {
    let path = url.path();
    if let Some(at) = path.find("/wp-json/tribe/events/v1") {
        let mut list = url.clone();
        list.set_path(&format!("{}/wp-json/tribe/events/v1/events", &path[..at]));
        list.set_query(None);
        let what = format!("{how} to The Events Calendar's REST address");
        return Some(Finding::Try { kind: Kind::EventsCalendar, url: list, rank: 55, what });
    }
    match host(url) {
        "airtable.com" | "api.airtable.com" => {
            let reason =
                "Airtable gives its records only with a token; ask the publisher for an export or a token";
            let what = format!("{how} to an Airtable base");
            let (shown, reason) = (withheld(url), reason.to_owned());
            Some(Finding::Leave { kind: Kind::Airtable, shown, what, reason })
        }
        host if host.ends_with("central-query.apps.code4recovery.org") && path.contains("/meetings") => {
            let what = format!("{how} to the central-query service");
            Some(Finding::Try { kind: Kind::CentralQuery, url: url.clone(), rank: 25, what })
        }
        host if PATHMINDER.contains(&host) => Some(pathminder(url, format!("{how} to {host}"))),
        _ if path.to_ascii_lowercase().contains("/rpde") => {
            let what = format!("{how} to an RPDE feed");
            Some(Finding::Try { kind: Kind::Rpde, url: url.clone(), rank: 58, what })
        }
        _ => None,
    }
}

/// The meeting finder that is read page by page.
pub(super) fn pathminder(url: &Url, what: String) -> Finding {
    let reason =
        "its meetings stand on a page each, which is too much for a look: ask the publisher, then use the \
                  shipped recipe `pathminder`"
            .to_owned();
    let shown = format!("{}/", url.origin().ascii_serialization());
    Finding::Leave { kind: Kind::Recipe("pathminder"), shown, what, reason }
}

/// Files whose ending and words say that they are lists.
fn by_ending(url: &Url, how: &str, words: &str) -> Option<Finding> {
    let path = url.path().to_ascii_lowercase();
    let is_list =
        |text: &str| ["meeting", "reunion", "treffen", "schedule"].iter().any(|word| text.contains(word));
    let names_lists = is_list(&path) || is_list(words);
    let found = |kind, rank, what: &str| {
        let what = format!("{how} to {what}");
        Some(Finding::Try { kind, url: without_stamp(url.clone()), rank, what })
    };
    if path.contains("/wp-json/wp/") || path.contains("oembed") || !names_lists {
        return None;
    }
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("json") => found(Kind::Json, 30, "a JSON file of meetings"),
        Some("csv" | "tsv") => found(Kind::Csv, 35, "a table of meetings"),
        _ => None,
    }
}
