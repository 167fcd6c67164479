//! Why listings stand where they stand.

use super::{ask, meeting, named};
use crate::search::order::MOST_OF_ONE;
use crate::search::{Near, Query};
use crate::testing::{World, source_id, weekly};
use everyroom_feeds::fellowship::{Covers, Fellowship};
use everyroom_feeds::meeting::Meeting;
use everyroom_feeds::place::GeoPoint;
use everyroom_feeds::schedule::Weekday;

const TUESDAY_NOON: &str = "2026-11-24T20:00:00Z";

#[test]
fn every_term_is_told_and_their_sum_is_the_order() {
    let world = World::of(vec![
        named("near", |m| m.name = "Cedar Room".into()),
        named("far", |m| {
            m.name = "Cedar Room".into();
            m.venue.as_mut().unwrap().point = GeoPoint::new(37.6, -121.9).ok();
        }),
        named("soon", |m| {
            m.schedule = weekly("America/Los_Angeles", Weekday::Tue, 12, 30, None);
            m.notes = Some("by the cedar room, up the stairs, past the kitchen and the cloak room".into());
        }),
    ]);
    let query = Query {
        text: Some("cedar room".into()),
        near: Some(Near { lat: 37.3382, lon: -121.8863, radius_km: Some(100.0) }),
        explain: true,
        ..ask(TUESDAY_NOON)
    };
    let hits = world.catalogue.search(&query).unwrap().hits;
    let keys: Vec<&str> = hits.iter().map(|hit| hit.listing.meeting.key.as_str()).collect();
    let worth: Vec<_> = hits.iter().map(|hit| hit.worth.unwrap()).collect();
    assert_eq!(keys, ["near", "soon", "far"]);
    assert_eq!((worth[0].text, worth[0].near, worth[0].fresh), (3.0, 2.0, 0.0));
    assert!(worth[2].near < 0.3 && worth[1].text < 3.0 && worth[1].wait > 0.97, "{worth:?}");
    for of in &worth {
        assert_eq!(of.total, of.text + of.near + of.wait + of.fresh);
    }
    assert!(worth.is_sorted_by(|a, b| a.total >= b.total));
    let plain = world.catalogue.search(&Query { explain: false, ..query }).unwrap();
    assert!(plain.hits.iter().all(|hit| hit.worth.is_none()));
}

#[test]
fn what_nobody_confirms_comes_a_little_later() {
    let world = World::new(&["a", "b"]);
    let at_six = |source: &str, key: &str, minute| {
        let mut meeting = meeting(source, key);
        meeting.schedule = weekly("America/Los_Angeles", Weekday::Tue, 18, minute, None);
        meeting
    };
    world.apply("a", vec![at_six("a", "looked after", 15)], "2026-11-20T03:30:00Z");
    world.apply("b", vec![at_six("b", "left alone", 0)], "2026-11-20T03:30:00Z");
    world.publish("2026-11-20T03:31:00Z");
    let first = |stale: Vec<_>| {
        let query = Query { stale, ..ask(TUESDAY_NOON) };
        world.catalogue.search(&query).unwrap().hits[0].listing.meeting.key.clone()
    };
    assert_eq!(first(vec![]), "left alone", "it is sooner");
    assert_eq!(first(vec![source_id("b")]), "looked after");
    assert_eq!(first(vec![source_id("a"), source_id("b")]), "left alone");
}

#[test]
fn who_asks_about_a_drug_sees_several_fellowships() {
    let mut meetings: Vec<Meeting> = (0..40)
        .map(|n| {
            named(&n.to_string(), |m| {
                m.fellowship = Fellowship::parse("na").unwrap();
                m.schedule = weekly("America/Los_Angeles", Weekday::Tue, 13, 0, None);
            })
        })
        .collect();
    meetings
        .extend((40..50).map(|n| named(&n.to_string(), |m| m.fellowship = Fellowship::parse("ha").unwrap())));
    let world = World::of(meetings);
    let mut query = Query { limit: 20, ..ask(TUESDAY_NOON) };
    query.filters.covers.any = vec![Covers::parse("opioids").unwrap()];
    let count = |query: &Query| {
        let hits = world.catalogue.search(query).unwrap().hits;
        hits.iter().filter(|hit| hit.listing.meeting.fellowship.id() == "na").count()
    };
    assert_eq!(count(&query), MOST_OF_ONE);
    query.filters.fellowship.any = vec![Fellowship::parse("na").unwrap()];
    assert_eq!(count(&query), 20, "who asks for one fellowship gets it");
}

/// Regression: a source that went stale between two pages moved listings from one to the other, unnoticed.
#[test]
fn a_page_of_another_order_is_refused() {
    let world = World::of(vec![named("one", |_| ()), named("two", |_| ())]);
    let query = Query { limit: 1, ..ask(TUESDAY_NOON) };
    let cursor = world.catalogue.search(&query).unwrap().next;
    assert!(cursor.is_some());
    let second = Query { cursor, ..query };
    assert_eq!(world.catalogue.search(&second).unwrap().hits.len(), 1);
    let stale = vec![everyroom_feeds::id::SourceId::parse("a").unwrap()];
    let other = world.catalogue.search(&Query { stale, ..second });
    assert!(matches!(other, Err(crate::search::SearchError::CursorExpired)), "{other:?}");
}
