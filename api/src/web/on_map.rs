//! Maps on pages: of a list of results, numbered as the list is, and of one meeting. Nobody is sent to the place of a
//! meeting that is only online.

use super::card::Card;
use super::chips::Step;
use super::map::{MapWords, Pin, Svg, map};
use super::reading::country_asked;
use super::results::Found;
use super::visitor::Visitor;
use crate::message::{digits, number};
use everyroom_feeds::country::Country;
use everyroom_feeds::label::UiLanguage;
use everyroom_feeds::place::{GeoPoint, Venue};
use everyroom_indexer::search::Hit;

/// The map of a list that is asked for as one; its cards get the numbers of their pins.
pub fn of_results(found: &Found<'_>, cards: &mut [Card]) -> Option<Svg> {
    let visitor = found.visitor;
    if !is_wanted(visitor) {
        return None;
    }
    let mut pins = Vec::new();
    for ((place, hit), card) in (found.answer.offset + 1..).zip(&found.answer.hits).zip(cards) {
        card.number = Some(place);
        card.told = number(visitor.language(), place as u64);
        let point = room(hit).and_then(|venue| venue.point);
        pins.extend(point.map(|point| Pin { number: Some(place), point }));
    }
    let first = found.answer.hits.iter().find_map(room);
    let named = found.parsed.place.as_ref().map(|found| found.place.name.clone());
    let t = visitor.text();
    let label = match named.or_else(|| first.and_then(|venue| venue.city.clone())) {
        Some(place) => t.map.label.plain(&[("place", &place)]),
        None => t.chip.map.clone(),
    };
    // a place that was named is on the map by its name
    let you = found
        .parsed
        .query
        .near
        .filter(|_| found.private.is_some())
        .and_then(|near| GeoPoint::new(near.lat, near.lon).ok());
    map(
        &pins,
        you,
        words(visitor, &label, country_asked(found.parsed).or_else(|| first.and_then(|venue| venue.country))),
    )
}

/// The map of one meeting.
pub fn of_venue(visitor: &Visitor, venue: &Venue) -> Option<Svg> {
    let pin = Pin { number: None, point: venue.point? };
    map(&[pin], None, words(visitor, &visitor.text().map.label_one, venue.country))
}

/// The way from the list to the map, or back.
pub fn step(found: &Found<'_>) -> Option<Step> {
    let is_wanted = is_wanted(found.visitor);
    let has_place = found.answer.hits.iter().any(|hit| room(hit).is_some_and(|venue| venue.point.is_some()));
    (has_place || is_wanted).then(|| Step {
        label: found.visitor.text().chip.map.clone(),
        query: found.parts.shown("view", (!is_wanted).then_some("map")).query(),
        chosen: is_wanted,
    })
}

fn is_wanted(visitor: &Visitor) -> bool {
    visitor.pairs().iter().any(|(name, value)| name == "view" && value == "map")
}

fn room(hit: &Hit) -> Option<&Venue> {
    let meeting = &hit.listing.meeting;
    meeting.venue.as_ref().filter(|_| !meeting.attendance.is_remote_only())
}

fn words<'a>(visitor: &Visitor, label: &'a str, country: Option<Country>) -> MapWords<'a> {
    let t = visitor.text();
    let is_miles = visitor.locale.within(country).is_in_miles;
    let unit = if is_miles { &t.distance.mi } else { &t.distance.km };
    MapWords {
        label,
        you: &t.map.you,
        unit: unit.as_written(),
        is_miles,
        digits: match visitor.language() {
            UiLanguage::En => str::to_owned,
            UiLanguage::Fa => |text| digits(UiLanguage::Fa, &text.replace('.', "٫")),
            _ => |text| text.replace('.', ","),
        },
    }
}
