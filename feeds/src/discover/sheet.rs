//! Google sheets: their addresses, and the same table as CSV, as Google documents it.

use super::Kind;
use super::address::host;
use super::gather::Finding;
use url::Url;

/// The table behind an address of Google Sheets.
pub(super) fn classify(url: &Url, how: &str, words: &str) -> Option<Finding> {
    match host(url) {
        "docs.google.com" => {}
        "sheets.googleapis.com" => {
            let reason = "Google asks for a key here, and keys that are found on pages are not used; the sheet itself \
                          may be shared as CSV"
                .to_owned();
            let (shown, what) =
                (super::gather::withheld(url), format!("{how} to the values of a Google sheet"));
            return Some(Finding::Leave { kind: Kind::Sheet, shown, what, reason });
        }
        _ => return None,
    }
    let table = as_csv(url)?;
    let says_meetings = ["meeting", "reunion", "treffen", "list"].iter().any(|word| words.contains(word));
    let rank = if says_meetings { 30 } else { 45 };
    Some(Finding::Try { kind: Kind::Sheet, url: table, rank, what: format!("{how} to a Google sheet") })
}

/// The address of a sheet as CSV.
pub(super) fn as_csv(url: &Url) -> Option<Url> {
    let parts: Vec<&str> =
        url.path().split('/').filter(|part| !part.is_empty() && *part != "u" && *part != "0").collect();
    let is_id = |id: &&str| {
        id.len() >= 20 && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    let (id, tail) = match parts.as_slice() {
        ["spreadsheets", "d", "e", id, ..] if is_id(id) => (format!("e/{id}"), "pub?output=csv"),
        ["spreadsheets", "d", id, ..] if is_id(id) => ((*id).to_owned(), "export?format=csv"),
        _ => return None,
    };
    let tab = url
        .query_pairs()
        .find(|(key, value)| key == "gid" && value.bytes().all(|byte| byte.is_ascii_digit()));
    let tab = tab.map(|(_, gid)| format!("&gid={gid}")).unwrap_or_default();
    Url::parse(&format!("https://docs.google.com/spreadsheets/d/{id}/{tail}{tab}")).ok()
}
