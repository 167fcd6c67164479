//! Feeds that break: the last good meetings stay, the state says so, the run exits 4.

use crate::http::{Reply, Site};
use crate::world::{World, list};
use serde_json::json;

fn healthy() -> (World, Site, Site) {
    let mut world = World::new().at("2026-11-22T20:00:00Z");
    let (breaks, stays) = (Site::feed(list("Breaks", 60)), Site::feed(list("Stays", 20)));
    world.source("breaks", &breaks, "/feed.json", "fellowship = 'aa'");
    world.source("stays", &stays, "/feed.json", "fellowship = 'na'");
    world.crawl(0);
    (world, breaks, stays)
}

/// Crawls a broken feed; all meetings must still be served, and the source must say how it stands.
fn expect(world: &World, tally: &str, state: &str, code: &str) {
    let summary = world.crawl(4);
    assert_eq!(summary["sources"][tally], 1, "{summary}");
    assert_eq!(summary["sources"]["unchanged"], 1, "no other feed is touched");
    assert_eq!(summary["listings"], 80);
    assert_eq!(world.state("breaks"), state);
    let server = world.serve();
    assert_eq!(server.total(""), 80);
    assert_eq!(server.total("&source=breaks"), 60);
    let source = server.json("/v1/sources/breaks");
    assert_eq!(source["state"], state);
    let notices = source["report"].as_array().unwrap();
    assert!(notices.iter().any(|notice| notice["code"] == code), "{code} is not among {notices:?}");
}

fn recovers(world: &World, site: &Site) {
    site.publish(list("Breaks", 61));
    let summary = world.run(&["crawl", "--json", "--force"]).json();
    assert_eq!(summary["changes"]["added"], 1, "{summary}");
    assert_eq!(world.state("breaks"), "ok");
}

#[test]
fn an_empty_list_wipes_nothing() {
    let (world, breaks, _) = healthy();
    breaks.publish("[]");
    expect(&world, "quarantined", "held", "feed_became_empty");
    recovers(&world, &breaks);
}

#[test]
fn a_web_page_is_not_a_list() {
    let (world, breaks, _) = healthy();
    breaks.publish("<!DOCTYPE html><html><body>Under maintenance</body></html>");
    expect(&world, "failed", "failing", "unexpected_html");
    recovers(&world, &breaks);
}

#[test]
fn half_a_list_is_no_list() {
    let (world, breaks, _) = healthy();
    let whole = list("Breaks", 60);
    breaks.publish(&whole[..whole.len() / 2]);
    expect(&world, "failed", "failing", "malformed_json");
    recovers(&world, &breaks);
}

#[test]
fn a_transfer_that_breaks_off_is_no_list() {
    let (world, breaks, _) = healthy();
    breaks.behave(|_| Reply { cut: Some(2000), ..Reply::json(list("Breaks", 60)) });
    expect(&world, "failed", "failing", "truncated_body");
    recovers(&world, &breaks);
}

#[test]
fn a_list_cut_at_a_record_is_held() {
    let (world, breaks, _) = healthy();
    breaks.publish(list("Breaks", 30));
    expect(&world, "quarantined", "held", "record_count_drop");
    assert!(
        world
            .run(&["sources", "show", "breaks"])
            .out
            .contains("shown after `everyroom sources release breaks`")
    );
    let released = world.run(&["sources", "release", "breaks"]);
    assert_eq!(released.code, 0, "{released:?}");
    let summary = world.crawl(0);
    assert_eq!(summary["changes"]["gone"], 30, "the operator lets it through: {summary}");
    let report = world.run(&["sources", "show", "breaks", "--json"]).json();
    let is_drop = |notice: &serde_json::Value| notice["code"] == "record_count_drop";
    assert!(!report["notices"].as_array().unwrap().iter().any(is_drop), "nothing is held any more: {report}");
    breaks.publish(list("Breaks", 29));
    assert_eq!(world.crawl(0)["changes"]["gone"], 1, "and the short list is the new measure");
}

#[test]
fn a_held_list_that_keeps_coming_is_believed() {
    let (mut world, breaks, _) = healthy();
    breaks.publish(list("Breaks", 30));
    for (now, code) in [("2026-11-23T20:00:00Z", 4), ("2026-11-24T20:00:00Z", 4), ("2026-11-25T20:00:00Z", 0)]
    {
        world.set_now(now);
        world.crawl(code);
    }
    assert_eq!(world.state("breaks"), "ok");
}

#[test]
fn servers_that_fail_are_failures() {
    for (status, tally, state, code) in [
        (404, "failed", "failing", "http_client_error"),
        (403, "failed", "failing", "http_forbidden"),
        (500, "failed", "failing", "http_server_error"),
    ] {
        let (world, breaks, _) = healthy();
        breaks.behave(move |_| Reply::status(status));
        expect(&world, tally, state, code);
    }
}

#[test]
fn a_list_that_is_gone_is_shown_for_its_grace() {
    let (mut world, breaks, _) = healthy();
    breaks.behave(|_| Reply::status(410));
    let summary = world.crawl(0);
    assert_eq!((&summary["sources"]["gone"], &summary["listings"]), (&json!(1), &json!(80)));
    assert_eq!(world.state("breaks"), "gone");
    world.set_now("2026-12-20T20:00:00Z");
    assert_eq!(world.crawl(0)["listings"], 20, "a fortnight later");
}

#[test]
fn a_host_that_asks_to_wait_is_left_alone() {
    let (world, breaks, _) = healthy();
    breaks.behave(|_| Reply::status(429).with("Retry-After", "3600"));
    let summary = world.crawl(0);
    assert_eq!(summary["sources"]["deferred"], 1, "{summary}");
    let before = breaks.asked();
    world.crawl(0);
    assert_eq!(breaks.asked(), before);
    assert_eq!(world.serve().total("&source=breaks"), 60);
}

#[test]
fn one_bad_record_costs_no_other() {
    let (world, breaks, _) = healthy();
    let whole = list("Breaks", 60);
    let bad = r#"{"name": 7, "slug": {"a": [[[]]]}, "day": "someday", "time": [], "types": 9, "latitude": "north"},"#;
    breaks.publish(whole.replacen('{', &format!("{bad}{{"), 1));
    let summary = world.crawl(0);
    assert_eq!(summary["changes"]["gone"], 0, "{summary}");
    assert!(world.serve().total("&source=breaks") >= 60);
}

#[test]
fn a_second_run_is_refused_and_told_who_is_at_work_and_a_server_goes_on() {
    let (world, breaks, _) = healthy();
    let server = world.serve();
    // the first run is held at its first request until the second one has been refused
    let (release, held) = std::sync::mpsc::channel::<()>();
    let held = std::sync::Mutex::new(held);
    breaks.behave(move |_| {
        let _ = held.lock().unwrap().recv_timeout(std::time::Duration::from_secs(60));
        Reply::json(list("Breaks", 60))
    });
    let before = breaks.asked();
    let quiet = std::process::Stdio::null;
    let mut first = world.command(&["crawl"]).stdout(quiet()).stderr(quiet()).spawn().unwrap();
    server.until(|| breaks.asked() > before);
    let second = world.run(&["crawl"]);
    assert_eq!(second.code, 5, "{second:?}");
    assert!(second.err.contains(&format!("crawl, process {}", first.id())), "{second:?}");
    assert_eq!(server.total(""), 80);
    drop(release);
    assert!(first.wait().unwrap().success());
}

#[test]
fn a_spoilt_generation_is_replaced_by_an_older_one_or_refused() {
    let (world, breaks, _) = healthy();
    breaks.publish(list("Breaks", 61));
    world.crawl(0);
    let spoil = |id: &str| {
        std::fs::write(world.data().join("generations").join(id).join("columns.bin"), b"rot").unwrap();
    };
    spoil("00000002");
    assert_eq!(world.serve().total(""), 80, "the older one");
    spoil("00000001");
    let refused = world.try_serve(&[]).err().expect("no generation is whole");
    assert!(refused.contains("Some(5)") && refused.contains("everyroom crawl --rebuild"), "{refused}");
    assert_eq!(world.run(&["crawl", "--rebuild"]).code, 0);
    assert_eq!(world.serve().total(""), 81);
}

#[test]
fn a_spoilt_store_is_refused() {
    let (world, _, _) = healthy();
    for name in ["store.sqlite-wal", "store.sqlite-shm"] {
        let _ = std::fs::remove_file(world.data().join(name));
    }
    std::fs::write(world.data().join("store.sqlite"), vec![b'x'; 8192]).unwrap();
    let refused = world.run(&["crawl"]);
    assert_eq!(refused.code, 5, "{refused:?}");
    assert!(refused.err.contains("put a backup in its place"), "{refused:?}");
}

#[test]
fn a_release_is_for_the_list_that_was_held_and_no_other() {
    let (world, breaks, _) = healthy();
    assert_eq!(world.run(&["sources", "release", "breaks"]).code, 2, "nothing is held");
    breaks.publish("[]");
    world.crawl(4);
    assert_eq!(world.run(&["sources", "release", "breaks"]).code, 0);
    breaks.publish(list("Breaks", 60));
    world.crawl(0);
    breaks.publish(list("Breaks", 20));
    assert_eq!(
        world.crawl(4)["sources"]["quarantined"],
        1,
        "the good list came back before, so that it is over"
    );
}

#[test]
fn a_failure_does_not_hide_what_is_wrong_with_the_list_for_good() {
    let (world, breaks, _) = healthy();
    breaks.publish(list("Breaks", 60).replace("\"O\",\"D\"", "\"O\",\"ZZZ\""));
    world.crawl(0);
    let codes = || {
        let report = world.run(&["sources", "show", "breaks", "--json"]).json();
        report["notices"].as_array().unwrap().iter().map(|n| n["code"].clone()).collect::<Vec<_>>()
    };
    let of_the_list = codes();
    assert!(of_the_list.contains(&json!("type_unknown")), "{of_the_list:?}");
    let feed = list("Breaks", 60).replace("\"O\",\"D\"", "\"O\",\"ZZZ\"");
    breaks.behave(|_| Reply::status(404));
    world.crawl(4);
    assert_eq!(codes(), [json!("http_client_error")]);
    breaks.publish(feed);
    world.crawl(0);
    assert_eq!(codes(), of_the_list);
}

#[test]
fn a_forgotten_configuration_takes_nothing_away() {
    let (world, _, _) = healthy();
    std::fs::remove_file(world.config()).unwrap();
    let data = world.data();
    let data = crate::world::path_text(&data);
    let refused = world.run(&["crawl", "--data", data]);
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.err.contains("--config"), "{refused:?}");
    let listed = world.run(&["sources", "list", "--json", "--data", data]).json();
    assert_eq!(listed.as_array().unwrap().len(), 2);
    assert_eq!(world.run(&["sources", "disable", "breaks", "--data", data]).code, 0);
    assert_eq!(world.run(&["search", "--json", "--data", data]).json()["total"], 80);
}

#[test]
fn what_a_server_says_of_people_is_not_passed_on() {
    let (world, breaks, _) = healthy();
    breaks.publish(r#"{"error": "closed, ask Jane D. at jane.doe@example.org or 555-867-5309"}"#);
    world.crawl(4);
    let server = world.serve();
    let said = server.get("/v1/sources/breaks").body;
    assert!(said.contains("closed, ask"), "{said}");
    assert!(!said.contains("jane.doe") && !said.contains("867-5309"), "{said}");
}
