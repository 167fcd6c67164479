//! `everyroom demo`: what a newcomer sees first.

use crate::world::World;

#[test]
fn the_demo_crawls_every_sample_site() {
    let world = World::new();
    let ran = world.run(&["demo", "--once", "--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let summary = ran.json();
    assert_eq!(summary["sources"]["failed"], 0, "{ran:?}");
    assert_eq!(summary["sources"]["quarantined"], 0);
    let (meetings, listings) = (summary["meetings"].as_u64().unwrap(), summary["listings"].as_u64().unwrap());
    assert!((580..=700).contains(&meetings), "{meetings}");
    assert!(listings < meetings, "copies that name their origin are merged: {listings} of {meetings}");
}
