//! Applying readings: what changes, what does not, what stays for good.

use super::attempts::{Outcome, Slot as Kept};
use super::listings::Fate;
use super::sources::{Override, SourceState};
use crate::testing::{World, at, finish, meeting, reading, snapshot, source_id, weekly};
use everyroom_feeds::meeting::Meeting;
use everyroom_feeds::schedule::Weekday;
use jiff::SignedDuration;

const MONDAY: &str = "2026-11-23T03:30:00Z";
const TUESDAY: &str = "2026-11-24T03:30:00Z";

fn list(keys: &[&str]) -> Vec<Meeting> {
    keys.iter().map(|key| meeting("a", key)).collect()
}

#[test]
fn the_same_reading_twice_changes_nothing() {
    let world = World::new(&["a"]);
    let first = world.apply("a", list(&["1", "2"]), MONDAY);
    assert_eq!((first.added, first.updated, first.gone), (2, 0, 0));
    let published = world.publish(MONDAY);
    let (revision, rows) =
        (world.catalogue.store().revision().unwrap(), world.catalogue.store().change_count().unwrap());
    let mut shuffled = list(&["2", "1"]);
    shuffled[0].updated = Some(jiff::civil::date(2026, 11, 1));
    shuffled[0].raw.pointer = "/7".into();
    assert!(world.apply("a", shuffled, TUESDAY).is_empty());
    assert_eq!(world.catalogue.store().revision().unwrap(), revision);
    assert_eq!(world.catalogue.store().change_count().unwrap(), rows);
    let again = world.publish(TUESDAY);
    assert_eq!((again.generation, again.is_new), (published.generation, false));
}

#[test]
fn what_goes_and_comes_back_keeps_its_number_and_public_id() {
    let world = World::new(&["a"]);
    world.apply("a", list(&["1", "2"]), MONDAY);
    world.publish(MONDAY);
    let id = meeting("a", "2").id.to_string();
    let number = world.catalogue.listing(&id).unwrap().unwrap().number;
    assert_eq!(world.apply("a", list(&["1"]), TUESDAY).gone, 1);
    world.publish(TUESDAY);
    assert!(world.catalogue.listing(&id).unwrap().is_none());
    assert_eq!(world.catalogue.fate(&id).unwrap(), Some(Fate::Lives));
    assert_eq!(world.apply("a", list(&["1", "2"]), "2026-11-25T03:30:00Z").added, 1);
    world.publish("2026-11-25T03:30:00Z");
    assert_eq!(world.catalogue.listing(&id).unwrap().unwrap().number, number);
}

#[test]
fn a_recycled_key_is_another_meeting_with_another_number_and_id() {
    let world = World::new(&["a"]);
    world.apply("a", list(&["1"]), MONDAY);
    world.publish(MONDAY);
    let before = world.catalogue.listing(meeting("a", "1").id.as_str()).unwrap().unwrap();
    let mut other = meeting("a", "1");
    other.name = "Quite another".into();
    other.schedule = weekly("America/Los_Angeles", Weekday::Fri, 7, 0, None);
    other.venue.as_mut().unwrap().address = Some("9 Elm Rd, Oakland, CA, US".into());
    let changes = world.apply("a", vec![other], TUESDAY);
    assert_eq!((changes.added, changes.updated, changes.gone), (1, 0, 1));
    world.publish(TUESDAY);
    assert!(world.catalogue.listing(&before.id).unwrap().is_none());
    let meetings = world.catalogue.store().live_meetings(&[]).unwrap();
    assert!(meetings[0].number > before.number);
}

#[test]
fn new_keys_for_old_meetings_keep_the_public_ids() {
    let world = World::new(&["a"]);
    world.apply("a", list(&["1", "2"]), MONDAY);
    world.publish(MONDAY);
    let mut renamed = meeting("a", "renamed");
    renamed.name = "Meeting 2".into();
    world.apply("a", vec![meeting("a", "1"), renamed], TUESDAY);
    world.publish(TUESDAY);
    let listing = world.catalogue.listing(meeting("a", "2").id.as_str()).unwrap().unwrap();
    assert_eq!(listing.origins[0].key, "renamed");
}

#[test]
fn a_failure_keeps_the_meetings_and_says_why() {
    let world = World::new(&["a"]);
    world.apply("a", list(&["1"]), MONDAY);
    let mut failed = finish(Outcome::Failed, at(TUESDAY), 0);
    failed.detail = Some("http_server_error: 503".into());
    let store = world.catalogue.store();
    store.finish_attempt(world.run, &source_id("a"), &failed).unwrap();
    let record = store.source(&source_id("a")).unwrap().unwrap();
    assert_eq!((record.meetings, record.failures, record.last_ok), (1, 1, Some(at(MONDAY))));
    assert_eq!(record.state(at(TUESDAY), SignedDuration::from_hours(24)), SourceState::Failing);
    let snapshot = store.snapshot(&source_id("a"), Kept::Good).unwrap().unwrap();
    assert_eq!(
        snapshot.parts[0].etag.as_deref(),
        Some("\"1\""),
        "validators stay with the data they vouch for"
    );
    assert_eq!(store.history(&source_id("a"), 10).unwrap().len(), 2);
}

#[test]
fn a_held_list_is_kept_beside_the_good_one_and_counted() {
    let world = World::new(&["a"]);
    world.apply("a", list(&["1"]), MONDAY);
    let store = world.catalogue.store();
    let held = snapshot("[]", at(TUESDAY));
    for _ in 0..2 {
        store.hold(world.run, &source_id("a"), &held, &finish(Outcome::Quarantined, at(TUESDAY), 0)).unwrap();
    }
    let record = store.source(&source_id("a")).unwrap().unwrap();
    assert_eq!((record.held_times, record.meetings), (2, 1));
    assert_eq!(record.state(at(TUESDAY), SignedDuration::from_hours(24)), SourceState::Held);
    assert_eq!(store.archived().unwrap().len(), 2);
    world.apply("a", list(&["1"]), "2026-11-25T03:30:00Z");
    assert_eq!(store.source(&source_id("a")).unwrap().unwrap().held_times, 0);
}

#[test]
fn opted_out_and_unconfigured_sources_are_not_shown_disabled_ones_are() {
    let world = World::new(&["a", "b"]);
    world.apply("a", list(&["1"]), MONDAY);
    world.apply("b", vec![meeting("b", "1")], MONDAY);
    let store = world.catalogue.store();
    let shown = || world.publish(TUESDAY).listings;
    assert_eq!(shown(), 2);
    store.decide(&source_id("b"), Some(Override::Disabled)).unwrap();
    assert_eq!(shown(), 2);
    store.decide(&source_id("b"), Some(Override::OptedOut)).unwrap();
    assert_eq!(shown(), 1);
    store.decide(&source_id("b"), None).unwrap();
    assert_eq!(shown(), 2);
    store.register(&[crate::testing::source("a")]).unwrap();
    assert_eq!(shown(), 1);
}

#[test]
fn a_failing_source_is_shown_for_its_grace_and_no_longer() {
    let world = World::new(&["a"]);
    world.apply("a", list(&["1"]), MONDAY);
    assert_eq!(world.publish(MONDAY).listings, 1);
    assert_eq!(world.publish("2027-01-21T03:30:00Z").listings, 1);
    assert_eq!(world.publish("2027-01-23T03:30:00Z").listings, 0);
}

#[test]
fn a_list_that_is_gone_stays_retired_whatever_fails_later() {
    let world = World::new(&["a"]);
    world.apply("a", list(&["1"]), MONDAY);
    let store = world.catalogue.store();
    store.finish_attempt(world.run, &source_id("a"), &finish(Outcome::Gone, at(TUESDAY), 0)).unwrap();
    assert_eq!(world.publish("2026-12-07T03:30:00Z").listings, 1, "a fortnight less a day");
    assert_eq!(world.publish("2026-12-09T03:30:00Z").listings, 0);
    store
        .finish_attempt(world.run, &source_id("a"), &finish(Outcome::Failed, at("2026-12-20T00:00:00Z"), 0))
        .unwrap();
    assert_eq!(world.publish("2026-12-20T03:30:00Z").listings, 0);
}

#[test]
fn a_newer_store_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    drop(super::Store::open(dir.path()).unwrap());
    let connection = rusqlite::Connection::open(dir.path().join("store.sqlite")).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    assert!(matches!(
        super::Store::open(dir.path()),
        Err(crate::IndexerError::StoreVersion { found: 99, .. })
    ));
}

#[test]
fn an_empty_reading_is_recorded() {
    let world = World::new(&["a"]);
    let store = world.catalogue.store();
    let empty = reading(Vec::new());
    let finish = finish(Outcome::Changed, at(MONDAY), 0);
    let changes =
        store.apply(world.run, &source_id("a"), &empty, &snapshot("[]", at(MONDAY)), &finish).unwrap();
    assert!(changes.is_empty());
    assert_eq!(store.source(&source_id("a")).unwrap().unwrap().last_ok, Some(at(MONDAY)));
}
