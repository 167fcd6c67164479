//! What was asked, from where, by whom: none of it is written anywhere.

use crate::http::{Site, get_with};
use crate::world::{World, list};

#[test]
fn logs_hold_neither_words_nor_coordinates_nor_clients() {
    let mut world = World::new().at("2026-11-22T20:00:00Z");
    let site = Site::feed(list("Quiet", 5));
    world.source("quiet", &site, "/feed.json", "fellowship = 'aa'");
    world.crawl(0);
    let mut command_env = world.try_serve(&[]).unwrap();
    let addr = command_env.addr;
    for target in [
        "/v1/meetings?q=whisperedword&near=37.4242,-121.9797&radius_km=7",
        "/v1/meetings?q=whisperedword&weekday=funday",
        "/?q=whisperedword&near=37.4242,-121.9797",
        "/v1/meetings/whisperedword",
        "/v1/suggest?q=whisperedword&ui_lang=en",
        "/v1/suggest?q=whisperedword&whisperedword=1",
        "/nowhere?q=whisperedword",
    ] {
        let got = get_with(
            addr,
            target,
            &[("User-Agent", "secretagent"), ("Referer", "http://whisperedword.example")],
        );
        assert!(got.status < 500, "{target}: {}", got.status);
    }
    let metrics = command_env.get("/metrics").body;
    let (_, log) = {
        let server = std::mem::replace(&mut command_env, world.serve());
        server.stop()
    };
    for secret in ["whisperedword", "37.4242", "121.9797", "secretagent", "127.0.0.1"] {
        assert!(!log.contains(secret), "{secret} is in the log: {log}");
        assert!(!metrics.contains(secret), "{secret} is in the metrics");
    }
    assert!(log.contains("/v1/suggest"), "what is typed is asked for: {log}");
    assert!(log.contains("/v1/meetings"), "requests are logged by their route: {log}");
    assert!(metrics.contains("/v1/meetings"), "routes are counted: {metrics}");
}
