//! Whether the synthetic world is what it is said to be. For a crate that has it as `crate::synthetic`.

use crate::synthetic::World;
use everyroom_feeds::meeting::State;
use everyroom_feeds::schedule::Slot;
use everyroom_indexer::generation::text;
use everyroom_indexer::merge::Listing;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

const COUNT: usize = 20_000;

fn world() -> Vec<Listing> {
    World::new(7, COUNT).listings().collect()
}

fn share(listings: &[Listing], holds: impl Fn(&Listing) -> bool) -> f64 {
    listings.iter().filter(|listing| holds(listing)).count() as f64 / listings.len() as f64
}

#[test]
fn the_same_seed_is_the_same_world_and_another_seed_another() {
    let few = |seed| -> Vec<Listing> { World::new(seed, 300).listings().collect() };
    assert_eq!(few(1), few(1));
    assert_ne!(few(1), few(2));
}

#[test]
fn shares_are_those_of_real_lists() {
    let listings = world();
    let near = |share: f64, wanted: f64| (share - wanted).abs() < 0.02;
    let ways = |listing: &Listing| listing.meeting.attendance;
    assert!(near(share(&listings, |listing| ways(listing).is_remote_only()), 0.20));
    assert!(near(share(&listings, |listing| ways(listing).in_person && ways(listing).online), 0.05));
    assert!(near(share(&listings, |listing| listing.meeting.state == State::Paused), 0.03));
    assert!(near(share(&listings, |listing| listing.meeting.fellowship.id() == "aa"), 0.5));
    assert!(near(share(&listings, |listing| listing.meeting.notes.is_some()), 0.34));
    let has_time = |listing: &Listing| matches!(listing.meeting.schedule.slot, Slot::Weekly { .. });
    assert!(near(share(&listings, |listing| !has_time(listing)), 0.01));
    assert_eq!(share(&listings, |listing| listing.meeting.venue.is_some() == ways(listing).in_person), 1.0);
    let sources: HashSet<_> =
        listings.iter().flat_map(|listing| &listing.origins).map(|o| &o.source).collect();
    assert!((30..=60).contains(&sources.len()), "{} sources", sources.len());
}

#[test]
fn meetings_gather_in_cities_and_share_buildings() {
    let listings = world();
    let mut in_city: HashMap<&str, usize> = HashMap::new();
    let mut in_building: HashMap<&str, usize> = HashMap::new();
    for listing in &listings {
        *in_city.entry(listing.meeting.regions.last().map_or("", String::as_str)).or_default() += 1;
        let address = listing.meeting.venue.as_ref().and_then(|venue| venue.address.as_deref());
        address.into_iter().for_each(|address| *in_building.entry(address).or_default() += 1);
    }
    assert!(in_city.len() >= 60);
    assert!(in_city["Los Angeles"] > 25 * in_city["Suva"]);
    let meetings_per_building = in_building.values().sum::<usize>() as f64 / in_building.len() as f64;
    assert!((2.0..6.0).contains(&meetings_per_building), "{meetings_per_building} meetings a building");
}

#[test]
fn a_few_words_are_everywhere_and_most_are_rare() {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for listing in world() {
        for word in text::words(&format!("{} {:?}", listing.meeting.name, listing.meeting.venue)) {
            *counts.entry(word).or_default() += 1;
        }
    }
    let mut counts: Vec<usize> = counts.into_values().collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    assert!(counts.len() > 5_000, "{} words", counts.len());
    assert!(counts[counts.len() / 2] <= 3, "the median word occurs {} times", counts[counts.len() / 2]);
}

#[test]
fn listings_weigh_what_real_ones_do_and_survive_being_written() {
    let mut bytes = 0;
    for listing in World::new(7, 1_000).listings() {
        let json = serde_json::to_vec(&listing).unwrap();
        assert_eq!(serde_json::from_slice::<Listing>(&json).unwrap(), listing);
        bytes += stated(serde_json::to_value(&listing.meeting).unwrap()).to_string().len();
    }
    assert!((500..=1_000).contains(&(bytes / 1_000)), "{} bytes a meeting", bytes / 1_000);
}

/// What is left of a value without what says nothing.
fn stated(value: Value) -> Value {
    let says_something = |value: &Value| !value.is_null() && value != &Value::Array(Vec::new());
    match value {
        Value::Object(fields) => {
            let fields = fields.into_iter().filter(|(_, value)| says_something(value));
            fields.map(|(name, value)| (name, stated(value))).collect()
        }
        other => other,
    }
}
