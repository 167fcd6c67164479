//! Postal codes and towns that listings teach, asked of a published generation.

use crate::generation::Generation;
use crate::place::postal::PostalCode;
use crate::place::{CodeWidth, LearntCode};
use crate::testing::{World, meeting, online};
use everyroom_feeds::country::Country;
use everyroom_feeds::meeting::{Meeting, State};
use everyroom_feeds::place::GeoPoint;
use std::sync::Arc;

fn venue(key: usize, country: &str, code: &str, city: &str, lat: f64, lon: f64) -> Meeting {
    let mut meeting = meeting("a", &key.to_string());
    let venue = meeting.venue.as_mut().unwrap();
    venue.address = None;
    venue.street = Some(format!("{key} Quiet Lane"));
    venue.city = Some(city.to_owned());
    venue.country = Country::parse(country);
    venue.postal_code = Some(code.to_owned());
    venue.point = GeoPoint::new(lat, lon).ok();
    meeting
}

/// So many venues some hundred metres apart.
fn venues(
    first: usize,
    count: usize,
    country: &str,
    code: &str,
    city: &str,
    lat: f64,
    lon: f64,
) -> Vec<Meeting> {
    (0..count).map(|n| venue(first + n, country, code, city, lat + n as f64 * 0.002, lon)).collect()
}

fn published(meetings: Vec<Meeting>) -> (World, Arc<Generation>) {
    let world = World::of(meetings);
    let generation = world.catalogue.current().unwrap();
    (world, generation)
}

fn said(found: &[LearntCode]) -> Vec<String> {
    let one = |row: &LearntCode| format!("{} {} {:?} {}", row.country, row.code, row.width, row.venues);
    found.iter().map(one).collect()
}

#[test]
fn a_code_without_a_country_is_where_most_meet() {
    let (_world, generation) = published(
        [
            venues(0, 4, "DE", "10115", "Berlin", 52.53, 13.38),
            venues(10, 1, "FR", "75011", "Paris", 48.858, 2.379),
            venues(20, 3, "GB", "SW1A 1AA", "London", 51.501, -0.141),
            venues(25, 1, "GB", "N11 3AA", "London", 51.61, -0.13),
            venues(27, 1, "GB", "N1 6AA", "London", 51.53, -0.09),
            venues(30, 2, "AU", "2000", "Sydney", -33.87, 151.2),
            venues(40, 3, "CH", "2000", "Neuchatel", 46.99, 6.93),
        ]
        .concat(),
    );
    for (text, expected) in [
        // a ZIP code of New York too
        ("10115", vec!["DE 10115 Whole 4", "US 10115 Whole 0"]),
        ("75011", vec!["FR 75011 Whole 1", "US 75011 Whole 0"]),
        ("sw1a 1aa", vec!["GB SW1A1AA Whole 3"]),
        ("SW1A", vec!["GB SW1A Outward 3"]),
        ("SW1A 2AA", vec!["GB SW1A Outward 3"]),
        ("SW9 2AA", vec!["GB SW Area 3"]),
        ("SW9", vec!["GB SW Area 3"]),
        // one venue in it, and N11 is another
        ("N1", vec!["GB N1 Outward 1"]),
        ("2000", vec!["CH 2000 Whole 3", "AU 2000 Whole 2"]),
        ("95112-1234", vec!["US 95112 Whole 0"]),
        ("m5v 2t6", vec!["CA M5V Outward 0"]),
        ("M5V", vec!["CA M5V Outward 0"]),
        // no ZIP code, though some begin alike
        ("28013", vec![]),
        ("SW", vec![]),
        ("99999999999", vec![]),
        ("room 12", vec![]),
        ("", vec![]),
    ] {
        assert_eq!(said(&generation.codes_like(text)), expected, "{text}");
    }
}

#[test]
fn an_unknown_code_is_near_those_that_begin_alike() {
    let (_world, generation) = published(
        [
            venues(0, 2, "DE", "10115", "Berlin", 52.53, 13.38),
            venues(10, 2, "DE", "10999", "Berlin", 52.50, 13.42),
            venues(20, 2, "DE", "14467", "Potsdam", 52.40, 13.06),
        ]
        .concat(),
    );
    let code = |text: &str| generation.learnt_code(&PostalCode::read(text, Country::parse("DE")).unwrap());
    assert_eq!(said(code("10115").as_slice()), ["DE 10115 Whole 2"]);
    assert_eq!(said(code("10117").as_slice()), ["DE 1011 Area 2"], "the longest beginning");
    assert_eq!(said(code("10777").as_slice()), ["DE 10 Area 4"]);
    assert_eq!(code("80331"), None);
    assert_eq!(code("10115").unwrap().width, CodeWidth::Whole);
}

#[test]
fn small_towns_are_known_by_those_who_meet_there() {
    let part = |key: usize| {
        let mut meeting = venue(key, "US", "95112", "San Jose", 37.33 + key as f64 * 0.001, -121.88);
        meeting.regions = vec!["Santa Clara".to_owned(), "Orchard Flats".to_owned()];
        meeting
    };
    let mut meetings = venues(0, 2, "US", "96161", "Quagga Bend", 39.3, -120.2);
    meetings.extend((10..13).map(part));
    meetings.push(online(venue(20, "US", "96161", "Nowhere Springs", 39.3, -120.2)));
    // two of one name, far apart, told apart by their regions
    for (key, state, lat, lon) in [(30, "CA", 38.0, -121.0), (31, "ME", 45.0, -69.0)] {
        let mut meeting = venue(key, "US", "", "Twinholm", lat, lon);
        meeting.venue.as_mut().unwrap().state = Some(state.to_owned());
        meetings.push(meeting);
    }
    let (_world, generation) = published(meetings);
    let towns = |name: &str| {
        let towns = generation.learnt_towns(name).into_iter();
        towns
            .map(|town| {
                let region = town.region.map_or("-", |region| region.code());
                format!("{} {} {region} {}", town.name, town.country, town.venues)
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(towns("quagga bend"), ["Quagga Bend US - 2"]);
    assert_eq!(towns("ORCHARD FLATS"), ["Orchard Flats US - 3"]);
    assert_eq!(towns("twinholm"), ["Twinholm US US-CA 1", "Twinholm US US-ME 1"]);
    for known in ["san jose", "nowhere springs", ""] {
        assert_eq!(towns(known), [""; 0], "{known}");
    }
}

#[test]
fn what_is_withdrawn_teaches_nothing() {
    let (world, generation) = published(venues(0, 1, "DE", "10115", "Quaggadorf", 52.53, 13.38));
    let id = generation.columns().id(0).to_owned();
    assert_eq!(generation.learnt_towns("Quaggadorf").len(), 1);
    let now = crate::testing::at("2026-11-21T00:00:00Z");
    world.catalogue.withdraw(&id, crate::store::tombstones::Scope::Group, "asked", now).unwrap().unwrap();
    let after = world.catalogue.current().unwrap();
    assert_eq!(said(&after.codes_like("10115")), ["US 10115 Whole 0"]);
    assert!(after.learnt_towns("Quaggadorf").is_empty());
}

#[test]
fn support_counts_active_rooms_around() {
    let mut meetings = venues(0, 5, "DE", "10115", "Berlin", 52.53, 13.38);
    meetings[0].state = State::Paused;
    meetings.push(venue(9, "DE", "14467", "Potsdam", 52.40, 13.06));
    meetings.push(venue(10, "FJ", "", "Taveuni", -16.8, 179.999));
    let (_world, generation) = published(meetings);
    let around = |lat, lon, km| generation.support(GeoPoint::new(lat, lon).unwrap(), km);
    assert_eq!(around(52.53, 13.38, 5.0), 4);
    assert_eq!(around(52.53, 13.38, 50.0), 5);
    assert_eq!(around(-16.8, -179.999, 1.0), 1, "across the antimeridian");
    assert_eq!(around(0.0, 20.0, 100.0), 0);
    assert_eq!(around(60.0, 0.0, 20_040.0), 6);
}
