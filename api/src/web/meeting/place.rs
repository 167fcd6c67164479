//! Where a meeting is, and how one joins it from afar.

use super::super::frame::{Fact, Link};
use super::super::map::Svg;
use super::super::on_map;
use super::super::visitor::{Device, Visitor};
use crate::words;
use everyroom_feeds::meeting::{LinkState, Meeting};
use everyroom_feeds::place::Precision;
use everyroom_indexer::search::Hit;

/// Where.
pub struct Where {
    pub(super) distance: Option<String>,
    pub(super) place: String,
    pub(super) notes: Option<String>,
    pub(super) transit: Option<String>,
    pub(super) rough: Option<&'static str>,
    pub(super) map: Option<Svg>,
    pub(super) ways: Vec<Link>,
}

/// How to join.
pub struct Join {
    pub(super) facts: Vec<Fact>,
    pub(super) notes: Option<String>,
    pub(super) missing: Option<String>,
}

/// The room, where there is one. An online meeting's place is its publisher's town: nobody is to be sent there.
pub fn venue(visitor: &Visitor, hit: &Hit) -> Option<Where> {
    let meeting = &hit.listing.meeting;
    let venue =
        meeting.venue.as_ref().filter(|venue| !meeting.attendance.is_remote_only() && !venue.is_empty())?;
    let t = &visitor.text().meeting;
    let rough = match venue.precision {
        Some(Precision::Postcode) => Some(t.rough_code.as_str()),
        Some(Precision::Town | Precision::Region) => Some(t.rough_town.as_str()),
        _ => None,
    };
    let is_android = visitor.device == Device::Android;
    let named = [&t.apple, &t.google, &t.osm, &t.own_app];
    let ways = words::goal(visitor.locale, meeting).map(|goal| words::ways(&goal).into_iter().zip(named));
    // only such a device knows what to do with the last
    let ways = ways.into_iter().flatten().filter(|(href, _)| !href.starts_with("geo:") || is_android);
    let ways = ways.map(|(href, label)| Link { href, label: label.clone() });
    Some(Where {
        distance: words::distance(visitor.locale.within(venue.country), hit),
        place: words::place(visitor.locale, venue),
        notes: venue.notes.clone(),
        transit: venue.transit.clone(),
        rough,
        map: on_map::of_venue(visitor, venue),
        ways: ways.collect(),
    })
}

/// How one joins, where one can.
pub fn join(visitor: &Visitor, meeting: &Meeting) -> Option<Join> {
    let t = &visitor.text().meeting;
    let missing = words::missing_link(visitor.locale, meeting);
    let online = meeting.online.as_ref().filter(|online| online.link != LinkState::Withheld);
    let fact = |label: &str, value: Option<&String>| {
        value.map(|value| Fact { label: label.to_owned(), value: value.clone() })
    };
    let facts = online.map_or_else(Vec::new, |online| {
        let all = [
            fact(&t.service, online.provider.as_ref()),
            fact(&t.phone, online.phone.as_ref()),
            fact(&t.passcode, online.access_code.as_ref()),
        ];
        all.into_iter().flatten().collect()
    });
    let notes = online.and_then(|online| online.notes.clone());
    let is_told = !facts.is_empty() || notes.is_some() || missing.is_some();
    is_told.then_some(Join { facts, notes, missing })
}
