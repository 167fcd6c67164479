//! Lineage merges: what is the same, what only looks so, and what a reader sees.

use crate::testing::{World, meeting, weekly};
use everyroom_feeds::meeting::{Lineage, Meeting, Online};
use everyroom_feeds::schedule::Weekday;

const MONDAY: &str = "2026-11-23T03:30:00Z";
const TUESDAY: &str = "2026-11-24T03:30:00Z";

fn copy_of(key: &str, origin: &str, source: &str, own_key: &str) -> Meeting {
    let mut copy = meeting(source, own_key);
    copy.name = format!("Meeting {key}");
    copy.lineage = Some(Lineage { origin: origin.into(), key: Some(key.into()) });
    copy
}

fn listings(world: &World) -> Vec<(String, usize)> {
    let current = world.catalogue.current().unwrap();
    let mut listings: Vec<_> =
        current.listings().map(|l| l.unwrap()).map(|l| (l.meeting.name, l.origins.len())).collect();
    listings.sort();
    listings
}

#[test]
fn a_copy_that_names_its_origin_is_the_same_listing() {
    for origin in ["The list of a", "http://a.example/other", "a", "HTTP://A.EXAMPLE/feed.json/"] {
        let world = World::new(&["a", "b"]);
        world.apply("a", vec![meeting("a", "1"), meeting("a", "2")], MONDAY);
        let mut copy = copy_of("1", origin, "b", "77");
        copy.notes = Some("Ring twice".into());
        world.apply("b", vec![copy], MONDAY);
        world.publish(MONDAY);
        assert_eq!(listings(&world), [("Meeting 1".into(), 2), ("Meeting 2".into(), 1)], "{origin}");
        let id = meeting("a", "1").id.to_string();
        let listing = world.catalogue.listing(&id).unwrap().unwrap();
        assert_eq!(listing.origins[0].source.as_str(), "a", "the origin comes first");
        assert_eq!(listing.taken_from.get("notes"), Some(&1));
    }
}

#[test]
fn a_way_to_join_that_is_taken_over_can_be_searched_for() {
    let world = World::new(&["a", "b"]);
    world.apply("a", vec![meeting("a", "1")], MONDAY);
    let mut copy = copy_of("1", "a", "b", "77");
    copy.attendance.online = true;
    copy.online = Some(Online { url: Some("https://meet.example/1".into()), ..Online::default() });
    world.apply("b", vec![copy], MONDAY);
    world.publish(MONDAY);
    let listing = world.catalogue.listing(&meeting("a", "1").id.to_string()).unwrap().unwrap();
    assert!(listing.meeting.online.is_some() && listing.meeting.attendance.online);
    assert_eq!(listing.taken_from.get("online"), Some(&1));
}

#[test]
fn another_hour_another_key_or_an_unknown_origin_is_another_listing() {
    let mut moved = copy_of("1", "a", "b", "1");
    moved.schedule = weekly("America/Los_Angeles", Weekday::Tue, 19, 0, None);
    for copy in
        [moved, copy_of("3", "a", "b", "1"), copy_of("1", "nobody", "b", "1"), copy_of("1", "b", "b", "1")]
    {
        let world = World::new(&["a", "b"]);
        world.apply("a", vec![meeting("a", "1")], MONDAY);
        world.apply("b", vec![copy], MONDAY);
        assert_eq!(world.publish(MONDAY).listings, 2);
    }
}

#[test]
fn feeds_that_copy_each_other_in_a_ring_are_one_listing() {
    let world = World::new(&["a", "b"]);
    world.apply("a", vec![copy_of("1", "b", "a", "1")], MONDAY);
    world.apply("b", vec![copy_of("1", "a", "b", "1")], MONDAY);
    world.publish(MONDAY);
    assert_eq!(listings(&world), [("Meeting 1".into(), 2)]);
}

#[test]
fn one_source_never_stands_twice_in_a_listing() {
    let world = World::new(&["a", "b"]);
    world.apply("a", vec![meeting("a", "1")], MONDAY);
    world.apply("b", vec![copy_of("1", "a", "b", "x"), copy_of("1", "a", "b", "y")], MONDAY);
    assert_eq!(world.publish(MONDAY).listings, 2);
}

#[test]
fn a_merge_redirects_the_younger_id_and_a_split_gives_it_back() {
    let world = World::new(&["a", "b"]);
    world.apply("a", vec![meeting("a", "1")], MONDAY);
    let mut loner = copy_of("1", "a", "b", "1");
    let lineage = loner.lineage.take();
    world.apply("b", vec![loner.clone()], MONDAY);
    assert_eq!(world.publish(MONDAY).listings, 2);
    let (old, young) = (meeting("a", "1").id.to_string(), loner.id.to_string());

    loner.lineage = lineage;
    world.apply("b", vec![loner.clone()], TUESDAY);
    assert_eq!(world.publish(TUESDAY).listings, 1);
    assert_eq!(
        world.catalogue.fate(&young).unwrap(),
        Some(crate::store::listings::Fate::Redirects(old.clone()))
    );

    loner.lineage = None;
    world.apply("b", vec![loner], "2026-11-25T03:30:00Z");
    assert_eq!(world.publish("2026-11-25T03:30:00Z").listings, 2);
    assert!(world.catalogue.listing(&old).unwrap().is_some());
    assert!(world.catalogue.listing(&young).unwrap().is_some(), "the split one has its own id back");
    assert_eq!(world.catalogue.fate(&young).unwrap(), Some(crate::store::listings::Fate::Lives));
}

#[test]
fn origins_that_disagree_are_both_shown() {
    let world = World::new(&["a", "b"]);
    world.apply("a", vec![meeting("a", "1")], MONDAY);
    let mut copy = copy_of("1", "a", "b", "1");
    copy.venue.as_mut().unwrap().address = Some("2 Oak St, San Jose, CA, US".into());
    world.apply("b", vec![copy], MONDAY);
    world.publish(MONDAY);
    let listing = world.catalogue.listing(meeting("a", "1").id.as_str()).unwrap().unwrap();
    assert_eq!(listing.conflicts.len(), 1);
    assert_eq!(listing.conflicts[0].field, "venue.address");
    assert_eq!(listing.conflicts[0].values.len(), 2);
}
