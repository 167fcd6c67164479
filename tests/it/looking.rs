//! Commands that only look: they make nothing, change nothing, say when there is nothing, and end quietly.

use crate::http::Site;
use crate::world::{World, list, path_text};
use everyroom_indexer::lock::RunLock;
use serde_json::{Value, json};
use std::process::Stdio;

const SUNDAY: &str = "2026-11-22T20:00:00Z";

/// Regression: whoever looked made a data directory wherever they stood.
#[test]
fn where_there_is_nothing_nothing_is_made_and_that_is_said() {
    let world = World::new();
    for args in
        [vec!["search", "na"], vec!["export"], vec!["listings", "list"], vec!["requests", "list", "--json"]]
    {
        let ran = world.run(&args);
        assert_eq!((ran.code, ran.out.as_str()), (5, ""), "{args:?}: {ran:?}");
        assert!(ran.err.contains("nothing to look at in ./data: run `everyroom crawl`"), "{ran:?}");
    }
    let ran = world.run(&["sources", "list", "--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.json().as_array().unwrap().iter().all(|source| source["last_ok"].is_null()));
    assert!(!world.data().exists());
    // a store alone is not yet a list
    assert_eq!(world.run(&["sources", "disable", "nobody"]).code, 2);
    let ran = world.run(&["export"]);
    assert_eq!((ran.code, ran.out.as_str()), (5, ""), "{ran:?}");
    let ran = world.run(&["search", "--json"]);
    assert_eq!((ran.code, &ran.json()["total"]), (0, &json!(0)));
    assert!(ran.err.contains("nothing was published yet"), "{ran:?}");
}

/// Regression: with another configuration over the same data, looking took the sources away.
#[test]
fn looking_with_another_configuration_takes_nothing_away() {
    let mut world = World::new().at(SUNDAY);
    let site = Site::feed(list("Quay", 3));
    world.source("quay", &site, "/feed.json", "fellowship = 'aa'");
    world.crawl(0);
    let other = world.dir.path().join("other.toml");
    let entry = "[[source]]\nid = 'other'\nname = 'Other'\nurl = 'https://o.example/f'\nfellowship = 'na'\n";
    std::fs::write(&other, entry).unwrap();
    let data = world.data();
    let flags = ["--json", "--config", path_text(&other), "--data", path_text(&data)];
    let seen = world.run(&[&["sources", "list"], &flags[..]].concat()).json();
    assert_eq!((seen.as_array().unwrap().len(), &seen[0]["id"]), (1, &json!("other")));
    assert_eq!(world.run(&[&["sources", "show", "other"], &flags[..]].concat()).json()["state"], "never");
    let server = world.serve();
    assert_eq!(server.json("/v1/sources")["sources"][0]["id"], "quay");
    assert_eq!(world.state("quay"), "ok");
}

#[test]
fn a_list_that_is_cut_short_is_no_trouble() {
    let mut world = World::new().at(SUNDAY);
    let site = Site::feed(list("Quay", 400));
    world.source("quay", &site, "/feed.json", "fellowship = 'aa'");
    world.crawl(0);
    for format in ["ndjson", "csv", "geojson"] {
        let mut command = world.command(&["export", "--format", format]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert_eq!((ended.status.code(), said.as_str()), (Some(0), ""), "{format}");
    }
}

/// Regression: `--meetings` tried no shipped recipe, put words among the lines, and found no error worth an exit code.
#[test]
fn every_meeting_of_a_feed_is_a_line_and_nothing_else_is() {
    let world = World::new().at(SUNDAY);
    let path = world.dir.path().join("feed");
    let run = |text: &str| {
        std::fs::write(&path, text).unwrap();
        world.run(&["check", path_text(&path), "--meetings"])
    };
    let ran = run("this is no list");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{ran:?}");
    assert!(ran.err.contains("can't be read as a list of meetings"), "{ran:?}");
    let faulty = r#"[{"name": "Early", "slug": "a", "day": 1, "time": "25:61"}]"#;
    let ran = run(faulty);
    assert_eq!(ran.code, 1, "it has errors: {ran:?}");
    let read: Value = serde_json::from_str(ran.out.trim()).unwrap();
    assert_eq!((&read["name"], &read["fellowship"]["id"]), (&json!("Early"), &json!("other")));
    let page = include_str!("../../feeds/src/format/fixtures/recipes/gam_anon.html");
    let lines = run(page).out.lines().count();
    let report = world.run(&["check", path_text(&path), "--json"]).json();
    assert_eq!((&report["recipe"], report["meetings"].as_u64()), (&json!("gam_anon"), Some(lines as u64)));
}

#[test]
fn decisions_are_told_to_machines_too() {
    let mut world = World::new().at(SUNDAY);
    let site = Site::feed(list("Shy", 4));
    world.source("shy", &site, "/feed.json", "fellowship = 'aa'");
    world.crawl(0);
    let decided = |verb: &str| world.run(&["sources", verb, "shy", "--json"]).json();
    let told = |decision: Value, listings: u64, generation: &str| {
        json!({"source": "shy", "decision": decision, "published": true, "listings": listings,
               "generation": generation})
    };
    assert_eq!(decided("disable"), told(json!("disabled"), 4, "00000002"));
    assert_eq!(decided("opt-out"), told(json!("opted_out"), 0, "00000003"));
    assert_eq!(decided("enable")["decision"], Value::Null);
}

/// Regression: opting out while a crawl was at work left the older generations to be paged through.
#[test]
fn opting_out_while_a_run_is_at_work_holds_for_the_pages_before_it_too() {
    let mut world = World::new().at(SUNDAY);
    let site = Site::feed(list("Shy", 9));
    world.source("shy", &site, "/feed.json", "fellowship = 'aa'");
    world.crawl(0);
    let server = world.serve();
    let cursor = server.json("/v1/meetings?sort=name&limit=2")["next"].as_str().unwrap().to_owned();
    let run = RunLock::take(&world.data(), "crawl").unwrap();
    let ran = world.run(&["sources", "opt-out", "shy", "--json"]);
    assert_eq!((ran.code, &ran.json()["published"]), (0, &json!(false)), "{ran:?}");
    let page = format!("/v1/meetings?sort=name&limit=2&cursor={cursor}");
    assert_eq!(server.get(&page).status, 200);
    drop(run);
    assert_eq!(world.crawl(0)["listings"], 0);
    server.until(|| server.total("") == 0);
    assert_eq!(server.get(&page).status, 410);
}
