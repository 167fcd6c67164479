//! Generations: immutable, checked, replaced whole.

use crate::catalogue::Catalogue;
use crate::search::Query;
use crate::testing::{World, at, meeting, zone};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

const MONDAY: &str = "2026-11-23T03:30:00Z";

fn shelf(world: &World) -> PathBuf {
    world.catalogue.data().join("generations")
}

fn publish_more(world: &World, key: &str) -> String {
    world.apply("a", vec![meeting("a", key)], MONDAY);
    world.publish(MONDAY).generation
}

#[test]
fn a_spoilt_generation_gives_way_to_an_older_whole_one() {
    for file in ["columns.bin", "documents.bin", "columns.json", "places.json", "manifest.json", "meta.json"]
    {
        let world = World::of(vec![meeting("a", "1")]);
        let newest = publish_more(&world, "2");
        let path = shelf(&world).join(&newest).join(file);
        let mut bytes = fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&path, bytes).unwrap();
        let again = Catalogue::open(world.catalogue.data()).unwrap();
        assert!(again.reload().unwrap(), "{file}");
        assert_eq!(again.current().unwrap().id(), "00000001", "{file}");
    }
}

#[test]
fn with_no_whole_generation_it_is_refused_with_the_command_that_mends_it() {
    let world = World::of(vec![meeting("a", "1")]);
    fs::write(shelf(&world).join("00000001/columns.bin"), b"").unwrap();
    let again = Catalogue::open(world.catalogue.data()).unwrap();
    let error = again.reload().unwrap_err().to_string();
    assert!(error.contains("everyroom crawl --rebuild"), "{error}");
    let mended = again.publish(at(MONDAY), true).unwrap();
    assert_eq!((mended.generation.as_str(), mended.listings), ("00000002", 1));
}

#[test]
fn what_a_crash_leaves_half_built_is_swept_and_never_served() {
    let world = World::of(vec![meeting("a", "1")]);
    fs::create_dir(shelf(&world).join("00000002.part")).unwrap();
    fs::write(shelf(&world).join("00000002.part/columns.bin"), b"half").unwrap();
    // built and renamed, but CURRENT was not moved any more
    fs::create_dir(shelf(&world).join("00000003")).unwrap();
    let again = Catalogue::open(world.catalogue.data()).unwrap();
    again.reload().unwrap();
    assert_eq!(again.current().unwrap().id(), "00000001");
    let next = publish_more(&world, "2");
    assert_eq!(next, "00000004");
    assert!(!shelf(&world).join("00000002.part").exists());
}

#[test]
fn nonsense_in_current_does_not_hide_what_is_there() {
    let world = World::of(vec![meeting("a", "1")]);
    for nonsense in ["../../etc", "", "99999999", "1"] {
        fs::write(shelf(&world).join("CURRENT"), nonsense).unwrap();
        let again = Catalogue::open(world.catalogue.data()).unwrap();
        again.reload().unwrap();
        assert_eq!(again.current().unwrap().id(), "00000001", "{nonsense}");
    }
}

#[test]
fn three_generations_are_kept() {
    let world = World::of(vec![meeting("a", "1")]);
    for key in ["2", "3", "4"] {
        publish_more(&world, key);
    }
    assert!(!shelf(&world).join("00000001").exists());
    assert!(shelf(&world).join("00000002").exists());
}

#[test]
fn a_generation_is_rebuilt_from_the_store_alone() {
    let world = World::of((0..20).map(|n| meeting("a", &n.to_string())).collect());
    let before = fs::read(shelf(&world).join("00000001/documents.bin")).unwrap();
    fs::remove_dir_all(shelf(&world)).unwrap();
    let again = Catalogue::open(world.catalogue.data()).unwrap();
    let rebuilt = again.publish(at(MONDAY), false).unwrap();
    let after = fs::read(shelf(&world).join(rebuilt.generation).join("documents.bin")).unwrap();
    assert_eq!(before, after);
}

#[test]
fn a_cursor_outlives_a_restart_and_its_secret_is_for_nobody_else() {
    let world = World::of((0..4).map(|n| meeting("a", &n.to_string())).collect());
    let query = Query { limit: 2, ..Query::all(at(MONDAY), zone("UTC")) };
    let cursor = world.catalogue.search(&query).unwrap().next;
    let again = Catalogue::open(world.catalogue.data()).unwrap();
    again.reload().unwrap();
    assert_eq!(again.search(&Query { cursor, ..query }).unwrap().hits.len(), 2);
    let mode = fs::metadata(shelf(&world).join("00000001/manifest.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0, "{mode:o}");
}

#[test]
fn a_server_takes_up_a_generation_that_another_program_published() {
    let world = World::of(vec![meeting("a", "1")]);
    let server = Catalogue::open(world.catalogue.data()).unwrap();
    assert!(server.reload().unwrap());
    assert!(!server.reload().unwrap());
    publish_more(&world, "2");
    assert!(server.reload().unwrap());
    assert_eq!(server.current().unwrap().id(), "00000002");
}
