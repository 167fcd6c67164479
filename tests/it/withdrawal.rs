//! What a group or a person asked to have taken out stays out, and what is no longer needed is not kept.

use crate::http::Site;
use crate::world::{World, list, record};
use serde_json::{Value, json};
use std::path::Path;

const SUNDAY: &str = "2026-11-22T20:00:00Z";

fn bodies(data: &Path) -> usize {
    let folders = std::fs::read_dir(data.join("archive")).unwrap();
    folders.map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap().count()).sum()
}

fn id_of(world: &World, words: &str) -> String {
    let answer = world.run(&["search", words, "--json"]).json();
    answer["meetings"][0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_withdrawn_listing_is_gone_at_once_and_after_every_later_night() {
    let mut world = World::new().at(SUNDAY);
    let site = Site::feed(list("Quay", 9));
    world.source("quay", &site, "/feed.json", "fellowship = 'aa'");
    world.crawl(0);
    let server = world.serve();
    let id = id_of(&world, "Quay group 4");
    let first = server.json("/v1/meetings?limit=2");
    let ran = world.run(&["listings", "withdraw", &id, "--reason", "the group asked", "--json"]);
    assert_eq!((ran.code, &ran.json()["withdrawn"]), (0, &json!([id])), "{ran:?}");

    server.until(|| server.total("") == 8);
    let gone = server.get(&format!("/v1/meetings/{id}"));
    assert_eq!(gone.status, 410);
    assert!(gone.json()["detail"].as_str().unwrap().contains("the group asked"), "{}", gone.body);
    let old = server.get(&format!("/v1/meetings?limit=2&cursor={}", first["next"].as_str().unwrap()));
    assert_eq!(old.status, 410, "pages of a list that still shows it: {}", old.body);

    // the list comes again: reworded, then with new keys and in another order
    let mut records: Vec<Value> = (0..9).map(|n| record("Quay", n)).collect();
    records[4]["notes"] = json!("Park behind the hall");
    site.publish(serde_json::to_string(&records).unwrap());
    assert_eq!(world.crawl(0)["listings"], 8);
    records.reverse();
    for record in &mut records {
        record["slug"] = json!(format!("new-{}", record["slug"].as_str().unwrap()));
    }
    site.publish(serde_json::to_string(&records).unwrap());
    let rekeyed = world.crawl(0);
    assert_eq!((&rekeyed["changes"]["added"], &rekeyed["listings"]), (&json!(9), &json!(8)));
    let shown = world.run(&["search", "Quay", "--where", "limit=50", "--json"]).json();
    let mut names = shown["meetings"].as_array().unwrap().iter().map(|meeting| &meeting["name"]);
    assert!(names.len() == 8 && names.all(|name| name != "Quay group 4"));

    let stones = world.run(&["listings", "list", "--json"]).json();
    assert_eq!((&stones[0]["listing"], &stones[0]["reason"]), (&json!(id), &json!("the group asked")));
    let back = world.run(&["listings", "restore", &id, "--reason", "they came back", "--json"]);
    assert_eq!((back.code, &back.json()["listings"]), (0, &json!(9)), "{back:?}");
}

#[test]
fn a_withdrawal_that_makes_no_sense_says_what_would() {
    let mut world = World::new().at(SUNDAY);
    let site = Site::feed(list("Quay", 3));
    world.source("quay", &site, "/feed.json", "fellowship = 'aa'");
    world.crawl(0);
    let id = id_of(&world, "Quay group 1");
    for (args, words) in [
        (vec!["withdraw", "m00", "--reason", "x"], "no listing `m00`"),
        (vec!["withdraw", &id, "--reason", " "], "--reason"),
        (vec!["withdraw", &id, "--reason", "a\nb"], "one line"),
        (vec!["restore", &id], "not withdrawn"),
    ] {
        let ran = world.run(&[vec!["listings"], args.clone()].concat());
        assert_eq!(ran.code, 2, "{args:?}: {ran:?}");
        assert!(ran.err.contains(words), "{args:?}: {ran:?}");
    }
    assert_eq!(world.run(&["listings", "withdraw", &id, "--reason", "asked"]).code, 0);
    let twice = world.run(&["listings", "withdraw", &id, "--reason", "asked"]);
    assert!(twice.code == 2 && twice.err.contains("already"), "{twice:?}");
}

#[test]
fn opting_out_deletes_the_raw_lists_and_enabling_fetches_them_anew() {
    let mut world = World::new().at(SUNDAY);
    let site = Site::feed(list("Shy", 9));
    world.source("shy", &site, "/feed.json", "fellowship = 'aa'");
    world.crawl(0);
    assert_eq!(bodies(&world.data()), 1);
    world.run(&["sources", "opt-out", "shy"]);
    assert_eq!(bodies(&world.data()), 0);
    world.run(&["sources", "enable", "shy"]);
    assert_eq!(world.crawl(0)["listings"], 9, "fetched whole, whatever validators there were");
    assert_eq!(bodies(&world.data()), 1);
}

#[test]
fn the_list_before_the_last_is_kept_for_a_month() {
    let mut world = World::new().at(SUNDAY);
    let site = Site::feed(list("Quay", 9));
    world.source("quay", &site, "/feed.json", "fellowship = 'aa'");
    world.crawl(0);
    site.publish(list("Quay", 10));
    world.set_now("2026-11-23T20:00:00Z");
    world.crawl(0);
    assert_eq!(bodies(&world.data()), 2, "the good list and the one before it");
    for (now, kept) in [("2026-12-20T20:00:00Z", 2), ("2026-12-25T20:00:00Z", 1)] {
        world.set_now(now);
        world.crawl(0);
        assert_eq!(bodies(&world.data()), kept, "{now}");
    }
}
