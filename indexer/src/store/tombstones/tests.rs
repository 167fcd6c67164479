use super::Scope;
use crate::search::Query;
use crate::store::listings::Fate;
use crate::testing::{World, at, meeting, weekly, zone};
use everyroom_feeds::meeting::Meeting;
use everyroom_feeds::schedule::Weekday;

const MONDAY: &str = "2026-11-23T03:30:00Z";
const TUESDAY: &str = "2026-11-24T03:30:00Z";
const WEDNESDAY: &str = "2026-11-25T03:30:00Z";

fn named(source: &str, key: &str, name: &str, weekday: Weekday) -> Meeting {
    let mut meeting = meeting(source, key);
    meeting.name = name.to_owned();
    meeting.schedule = weekly("America/Los_Angeles", weekday, 19, 30, None);
    meeting
}

fn id(source: &str, key: &str) -> String {
    meeting(source, key).id.to_string()
}

/// Two meetings at one house, of which the first is withdrawn.
fn withdrawn(scope: Scope) -> World {
    let world = World::new(&["a", "b"]);
    let list = vec![
        named("a", "1", "Harbour Light", Weekday::Tue),
        named("a", "2", "Harbour Light", Weekday::Fri),
        named("a", "3", "Second Room", Weekday::Tue),
    ];
    world.apply("a", list, MONDAY);
    world.publish(MONDAY);
    let done = world.catalogue.withdraw(&id("a", "1"), scope, "the group asked", at(MONDAY)).unwrap();
    let shown = if scope == Scope::Group { 1 } else { 2 };
    assert_eq!(done.unwrap().listings, shown);
    world
}

fn shown(world: &World, now: &str) -> Vec<String> {
    world.publish(now);
    let answer = world
        .catalogue
        .search(&Query { limit: 50, ..Query::all(at(now), zone("America/Los_Angeles")) })
        .unwrap();
    let mut keys: Vec<String> = answer
        .hits
        .iter()
        .map(|hit| format!("{}/{}", hit.listing.origins[0].source, hit.listing.origins[0].key))
        .collect();
    keys.sort();
    keys
}

#[test]
fn a_tombstone_holds_whatever_the_feeds_say() {
    let world = withdrawn(Scope::Meeting);
    assert_eq!(world.catalogue.fate(&id("a", "1")).unwrap(), Some(Fate::Withdrawn("the group asked".into())));
    // the feed changes its words, its keys, and another feed lists it too
    let mut reworded = named("a", "1", "Harbour Light", Weekday::Tue);
    reworded.notes = Some("Park behind the hall".into());
    let rest = [named("a", "2", "Harbour Light", Weekday::Fri), named("a", "3", "Second Room", Weekday::Tue)];
    world.apply("a", [vec![reworded], rest.to_vec()].concat(), TUESDAY);
    world.apply("b", vec![named("b", "77", "HARBOUR LIGHT", Weekday::Tue)], TUESDAY);
    assert_eq!(shown(&world, TUESDAY), ["a/2", "a/3"]);
    let rekeyed = named("a", "900", "A new name for it", Weekday::Tue);
    world.apply("a", [vec![rekeyed], rest.to_vec()].concat(), WEDNESDAY);
    assert_eq!(shown(&world, WEDNESDAY), ["a/2", "a/3"], "same publisher, hour and place under another key");
    assert_eq!(
        world.catalogue.fate(&id("b", "77")).unwrap(),
        Some(Fate::Withdrawn("the group asked".into()))
    );
    let restored = world.catalogue.store().restore(&id("b", "77"), at(WEDNESDAY)).unwrap();
    assert_eq!(restored.len(), 3, "what fell with it comes back with it");
    assert_eq!(shown(&world, WEDNESDAY), ["a/2", "a/3", "a/900", "b/77"]);
    assert!(world.catalogue.store().tombstones().unwrap().is_empty());
}

#[test]
fn the_neighbours_of_a_withdrawn_meeting_stay() {
    let world = withdrawn(Scope::Meeting);
    assert_eq!(shown(&world, MONDAY), ["a/2", "a/3"]);
    let list = vec![
        named("a", "1", "Harbour Light", Weekday::Tue),
        named("a", "3", "Second Room", Weekday::Tue),
        named("a", "4", "Third Room", Weekday::Tue),
    ];
    world.apply("a", list, TUESDAY);
    assert_eq!(
        shown(&world, TUESDAY),
        ["a/3", "a/4"],
        "a new room at its hour, while it is still listed itself"
    );
}

#[test]
fn a_group_is_withdrawn_on_all_its_days() {
    let world = withdrawn(Scope::Group);
    assert_eq!(shown(&world, MONDAY), ["a/3"]);
    assert_eq!(world.catalogue.fate(&id("a", "2")).unwrap(), Some(Fate::Withdrawn("the group asked".into())));
    let causes: Vec<String> =
        world.catalogue.store().tombstones().unwrap().into_iter().map(|stone| stone.cause).collect();
    assert_eq!(causes, [id("a", "1"), id("a", "1")]);
}

#[test]
fn a_withdrawal_closes_the_generations_that_still_show_it() {
    let world =
        World::of(vec![named("a", "1", "Harbour Light", Weekday::Tue), named("a", "2", "B", Weekday::Fri)]);
    let first = Query { limit: 1, ..Query::all(at(MONDAY), zone("America/Los_Angeles")) };
    let cursor = world.catalogue.search(&first).unwrap().next.unwrap();
    world.catalogue.withdraw(&id("a", "1"), Scope::Meeting, "asked", at(MONDAY)).unwrap().unwrap();
    let next = Query { cursor: Some(cursor), ..first };
    assert!(matches!(world.catalogue.search(&next), Err(crate::search::SearchError::CursorExpired)));
    assert_eq!(std::fs::read_dir(world.catalogue.data().join("generations")).unwrap().count(), 2);
}

#[test]
fn what_is_not_there_or_withdrawn_already_is_not_withdrawn() {
    let world = withdrawn(Scope::Meeting);
    let again =
        |id: &str| world.catalogue.withdraw(id, Scope::Meeting, "again", at(TUESDAY)).unwrap().is_some();
    assert!(!again(&id("a", "1")) && !again(&id("a", "none")));
    assert!(world.catalogue.store().restore(&id("a", "2"), at(TUESDAY)).unwrap().is_empty());
}

#[test]
fn a_tombstone_that_can_not_be_read_stops_the_publication() {
    let world = withdrawn(Scope::Meeting);
    world.catalogue.store().writer().execute("UPDATE tombstone SET marks = 'rot'", []).unwrap();
    world.apply("b", vec![named("b", "77", "Harbour Light", Weekday::Tue)], TUESDAY);
    assert!(world.catalogue.publish(at(TUESDAY), false).is_err(), "rather than showing it again");
}
