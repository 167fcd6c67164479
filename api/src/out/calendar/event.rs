//! One listing as an event.
//!
//! A discreet event says nothing that tells somebody who looks over a shoulder what it is: a neutral title, the
//! address without the name of the building, and the link only where it is that of a service everybody uses, without the
//! passcode that would let them in.

use super::super::Paper;
use super::super::facts;
use super::super::phrases::phrase;
use super::super::plain::{plain, sentence};
use super::lines::{Lines, escaped};
use super::rule::Recurrence;
use super::wall;
use crate::shape::safe_link;
use everyroom_feeds::clean::url::without_passcode;
use everyroom_feeds::label::{Vocabulary, label};
use everyroom_feeds::meeting::{LinkState, Meeting, Online};
use everyroom_feeds::place::Precision;
use everyroom_feeds::schedule::{ASSUMED_MINUTES, Slot};
use everyroom_indexer::search::{Hit, Status};
use jiff::Timestamp;
use jiff::civil::DateTime;

/// What stands behind the public id in `UID`; no host, so that it is the same wherever it is asked for.
const UID_DOMAIN: &str = "listing.everyroom";

/// Writes the event.
pub fn write(lines: &mut Lines, paper: &Paper<'_>, hit: &Hit, recurrence: &Recurrence) {
    let listing = &hit.listing;
    let meeting = &listing.meeting;
    let Some(zone) = &meeting.schedule.zone else { return };
    let at = |name: &str| format!("{name};TZID={}", zone.name());
    lines.put("BEGIN", "VEVENT");
    lines.put("UID", &format!("{}{}@{UID_DOMAIN}", listing.id, recurrence.part));
    let changed = utc(listing.changed);
    lines.put("DTSTAMP", &changed);
    lines.put("LAST-MODIFIED", &changed);
    lines.put(
        "SEQUENCE",
        &(listing.changed.as_second().div_euclid(60)).clamp(0, i64::from(i32::MAX)).to_string(),
    );
    lines.put(&at("DTSTART"), &wall(recurrence.start));
    lines.put("DURATION", &duration(meeting));
    if let Some(rule) = &recurrence.rule {
        lines.put("RRULE", rule);
    }
    for (name, starts) in [("EXDATE", &recurrence.except), ("RDATE", &recurrence.extra)] {
        if !starts.is_empty() {
            lines.put(&at(name), &starts.iter().copied().map(wall).collect::<Vec<_>>().join(","));
        }
    }
    lines.put("STATUS", if hit.status == Status::Paused { "CANCELLED" } else { "CONFIRMED" });
    // it is on offer: nobody is taken because of it
    lines.put("TRANSP", "TRANSPARENT");
    match paper.discreet {
        true => discreet(lines, paper, meeting),
        false => open(lines, paper, hit),
    }
    lines.put("END", "VEVENT");
}

fn discreet(lines: &mut Lines, paper: &Paper<'_>, meeting: &Meeting) {
    lines.text("SUMMARY", phrase(paper.language, "discreet_title"));
    lines.put("CLASS", "PRIVATE");
    place(lines, meeting, false);
    // a link of a service that is known by name tells of nothing but a call
    let online = meeting.online.as_ref().filter(|online| online.provider.is_some());
    join(lines, online, !is_room(meeting), without_passcode);
}

fn open(lines: &mut Lines, paper: &Paper<'_>, hit: &Hit) {
    let meeting = &hit.listing.meeting;
    lines.text("SUMMARY", &plain(&meeting.name));
    lines.text("DESCRIPTION", &description(paper, hit));
    let fellowship = label(paper.language, Vocabulary::Fellowship, meeting.fellowship.id());
    lines.put("CATEGORIES", &escaped(fellowship));
    place(lines, meeting, true);
    join(lines, meeting.online.as_ref(), !is_room(meeting), str::to_owned);
    let page = paper.public_url.map(|base| format!("{}/m/{}", base.trim_end_matches('/'), hit.listing.id));
    let published = || meeting.url.as_deref().and_then(safe_link).map(str::to_owned);
    if let Some(url) = page.or_else(published) {
        lines.put("URL", &url);
    }
}

fn is_room(meeting: &Meeting) -> bool {
    meeting.attendance.in_person || !meeting.attendance.is_remote_only()
}

/// The room. An online meeting's place is its publisher's town, where nobody is to be sent.
fn place(lines: &mut Lines, meeting: &Meeting, with_name: bool) {
    let Some(venue) = meeting.venue.as_ref().filter(|_| is_room(meeting)) else { return };
    let name = venue.name.as_deref().filter(|_| with_name);
    let address = facts::address(venue);
    let parts: Vec<String> =
        name.into_iter().map(plain).chain(address).filter(|part| !part.is_empty()).collect();
    if !parts.is_empty() {
        lines.text("LOCATION", &parts.join(", "));
    }
    let is_rough = matches!(venue.precision, Some(Precision::Postcode | Precision::Town | Precision::Region));
    if let Some(point) = venue.point.filter(|_| !is_rough) {
        lines.put("GEO", &format!("{};{}", point.lat(), point.lon()));
    }
}

/// The ways to join that are published: the link, and the number to call as far as it is only that.
fn join(lines: &mut Lines, online: Option<&Online>, is_location: bool, shown: fn(&str) -> String) {
    let Some(online) = online.filter(|online| online.link == LinkState::Published) else { return };
    if let Some(url) = online.url.as_deref().and_then(safe_link).map(shown) {
        if is_location {
            lines.text("LOCATION", &url);
        }
        lines.put("CONFERENCE;VALUE=URI;FEATURE=VIDEO", &url);
    }
    if let Some(number) = online.phone.as_deref().and_then(number) {
        lines.put("CONFERENCE;VALUE=URI;FEATURE=PHONE", &format!("tel:{number}"));
    }
}

/// The number of a dial string, without what is keyed in afterwards: that holds passcodes.
fn number(dial: &str) -> Option<String> {
    let number = dial.split([',', ';', '#', '*', 'x', 'X']).next().unwrap_or_default();
    let digits: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    (digits.chars().filter(char::is_ascii_digit).count() >= 3).then_some(digits)
}

fn description(paper: &Paper<'_>, hit: &Hit) -> String {
    let meeting = &hit.listing.meeting;
    let language = paper.language;
    let mut said = vec![label(language, Vocabulary::Fellowship, meeting.fellowship.id()).to_owned()];
    said.extend(meeting.group.as_deref().filter(|group| *group != meeting.name).map(plain));
    said.push(facts::kinds(meeting, language));
    if let Some(venue) = meeting.venue.as_ref().filter(|_| is_room(meeting)) {
        said.extend(venue.notes.as_deref().map(plain));
    }
    said.extend(facts::missing_link(meeting, language));
    let joining = meeting.online.as_ref().filter(|online| online.link != LinkState::Withheld);
    said.extend(joining.and_then(|online| online.notes.as_deref()).map(plain));
    said.extend(meeting.notes.as_deref().map(plain));
    if matches!(meeting.schedule.slot, Slot::Weekly { minutes: None, .. }) {
        said.push(phrase(language, "end_assumed").to_owned());
    }
    said.push(facts::origins(hit, paper, true));
    said.retain(|line| !line.is_empty());
    said.iter().map(|line| sentence(line)).collect::<Vec<_>>().join("\n")
}

fn duration(meeting: &Meeting) -> String {
    let minutes = match meeting.schedule.slot {
        Slot::Weekly { minutes, .. } => minutes.unwrap_or(ASSUMED_MINUTES),
        _ => ASSUMED_MINUTES,
    };
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("PT{minutes}M"),
        (hours, 0) => format!("PT{hours}H"),
        (hours, minutes) => format!("PT{hours}H{minutes}M"),
    }
}

fn utc(at: Timestamp) -> String {
    let at: DateTime = jiff::tz::Offset::UTC.to_datetime(at);
    format!("{}Z", wall(at))
}
