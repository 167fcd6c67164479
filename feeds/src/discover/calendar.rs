//! Calendars: links to iCalendar files and to Google's calendars, whose ids may be people's mailboxes.

use super::Kind;
use super::address::{host, is_shared_calendar, spelled_out};
use super::base64;
use super::gather::{Finding, withheld};
use url::Url;

/// The calendar behind an address.
pub(super) fn classify(url: &Url, how: &str) -> Option<Finding> {
    let is_google = host(url) == "calendar.google.com"
        || host(url) == "google.com" && url.path().starts_with("/calendar");
    if is_google {
        return google(url, how);
    }
    let path = url.path().to_ascii_lowercase();
    let asks_for_one = url.query_pairs().any(|(key, value)| key == "ical" && value == "1");
    let is_calendar = path.ends_with(".ics") || path.contains("/feeds/ics/") || asks_for_one;
    let what = || format!("{how} to a calendar");
    is_calendar.then(|| Finding::Try { kind: Kind::Calendar, url: url.clone(), rank: 50, what: what() })
}

fn google(url: &Url, how: &str) -> Option<Finding> {
    let what = format!("{how} to a Google calendar");
    let leave = |reason: &str| {
        let (shown, reason) = (withheld(url), reason.to_owned());
        Some(Finding::Leave { kind: Kind::Calendar, shown, what: what.clone(), reason })
    };
    if url.path().contains("/private-") {
        return leave("its address is a secret one, meant for its owner alone");
    }
    let id = ids(url).into_iter().next()?;
    if id.ends_with("@group.v.calendar.google.com") || id.ends_with("@holiday.calendar.google.com") {
        // holidays and the like, Google's own
        return None;
    }
    if !is_shared_calendar(&id) {
        return leave(
            "its id is a person's mailbox, so it is neither shown nor asked: ask the publisher for a calendar of the \
             group's own",
        );
    }
    let id = id.replace('@', "%40");
    let url = Url::parse(&format!("https://calendar.google.com/calendar/ical/{id}/public/basic.ics")).ok()?;
    Some(Finding::Try { kind: Kind::Calendar, url, rank: 52, what })
}

/// The ids of the calendars that an address shows; those of groups first.
fn ids(url: &Url) -> Vec<String> {
    let path = spelled_out(url.path());
    let in_path =
        path.strip_prefix("/calendar/ical/").and_then(|rest| rest.split('/').next()).map(str::to_owned);
    let in_query =
        url.query_pairs().filter(|(key, _)| key == "src" || key == "cid").map(|(_, id)| id.into_owned());
    let is_id = |id: &String| {
        id.contains('@')
            && id.len() <= 200
            && id.chars().all(|c| c.is_ascii_alphanumeric() || "@.-_+#%".contains(c))
    };
    let plain = |id: String| if id.contains('@') { Some(id) } else { base64::decode(&id) };
    let mut ids: Vec<String> =
        in_path.into_iter().chain(in_query.take(20)).filter_map(plain).filter(is_id).collect();
    ids.sort_by_key(|id| !is_shared_calendar(id));
    ids
}

/// Further calendars of one embedded view.
pub(super) fn others(url: &Url) -> Vec<Url> {
    let shared = ids(url).into_iter().filter(|id| is_shared_calendar(id)).skip(1).take(4);
    shared
        .filter_map(|id| {
            let id = id.replace('@', "%40");
            Url::parse(&format!("https://calendar.google.com/calendar/ical/{id}/public/basic.ics")).ok()
        })
        .collect()
}
