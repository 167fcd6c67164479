//! Before the first crawl, after it, and what operators see.

use crate::world::{NOW, World, config, meetings};
use everyroom_api::ApiConfig;

#[tokio::test]
async fn before_the_first_crawl_everything_answers() {
    let world = World::empty();
    assert_eq!(world.get("/healthz").await.status, 200);
    let ready = world.get("/readyz").await;
    assert_eq!(ready.problem(), "not-ready");
    assert_eq!(ready.status, 503);
    let json = world.search("near=37.3,-121.9&facets=1").await.json();
    assert_eq!(json["total"], 0);
    assert_eq!(json["generation"], serde_json::Value::Null);
    assert_eq!(json["meetings"], serde_json::json!([]));
    assert_eq!(world.get("/v1/meetings/m000000000000").await.problem(), "not-found");
    let home = world.get("/").await.text();
    assert!(home.contains("everyroom crawl"), "{home}");
    assert!(world.get("/?q=x").await.text().contains("everyroom crawl"));
    assert!(world.get("/metrics").await.text().contains("everyroom_generation 0"));
}

#[tokio::test]
async fn readiness_names_the_generation() {
    let world = World::invented();
    let json = world.get("/readyz").await.json();
    assert_eq!(json["generation"], "00000001");
    assert_eq!(json["listings"], 7);
}

#[tokio::test]
async fn a_fixed_clock_is_shown() {
    let world = World::invented();
    assert_eq!(world.get("/healthz").await.json()["everyroom_now"], NOW);
    let real = World::with(meetings(), ApiConfig { fixed_now: None, ..config() });
    assert!(real.get("/healthz").await.json().get("everyroom_now").is_none());
}

#[tokio::test]
async fn metrics_count_by_pattern_only() {
    let world = World::invented();
    world.search("q=confidential&near=37.123456,-121.654321").await;
    world.get("/m/m000000000000").await;
    world.get("/secret/path").await;
    world.send(http::Request::builder().method("BREW").uri("/v1")).await;
    let text = world.get("/metrics").await.text();
    for line in [
        "everyroom_http_requests_total{route=\"/v1/meetings\",method=\"GET\",status=\"200\"} 1",
        "everyroom_http_requests_total{route=\"/m/{id}\",method=\"GET\",status=\"404\"} 1",
        "everyroom_http_requests_total{route=\"unmatched\",method=\"GET\",status=\"404\"} 1",
        "everyroom_http_requests_total{route=\"/v1\",method=\"OTHER\",status=\"405\"} 1",
        "everyroom_searches_without_result_total 1",
        "everyroom_generation 1",
        "everyroom_generation_listings 7",
        "everyroom_generation_age_seconds 0",
        "everyroom_sources{state=\"ok\"} 4",
        "everyroom_sources{state=\"failing\"} 0",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\nin\n{text}");
    }
    assert!(text.contains("everyroom_http_request_duration_seconds_bucket"));
    for leak in ["confidential", "37.12", "secret", "BREW", "m000000000000"] {
        assert!(!text.contains(leak), "{leak}");
    }
}

#[tokio::test]
async fn another_generation_is_served_without_a_restart() {
    let world = World::of(Vec::new());
    assert_eq!(world.search("").await.json()["total"], 0);
    assert!(world.get("/").await.text().contains("0 meetings of 0 groups"), "counted for this generation");
    for source in ["na-example", "aa-example"] {
        let own = meetings().into_iter().filter(|meeting| meeting.source.as_str() == source).collect();
        crate::world::apply(&world.catalogue, &everyroom_feeds::id::SourceId::parse(source).unwrap(), own);
    }
    world.catalogue.publish(crate::world::now(), false).unwrap();
    let json = world.search("").await.json();
    assert_eq!(json["total"], 4);
    assert_eq!(json["meetings"][0]["origins"][0]["state"], "ok");
    assert!(world.get("/").await.text().contains("4 meetings of 2 groups"), "and counted again for the next");
}
