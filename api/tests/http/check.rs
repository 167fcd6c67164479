//! `/v1/check` and the report of a source.

use crate::world::{World, config};
use everyroom_api::ApiConfig;
use everyroom_api::check::{FeedChecker, Fetched};
use everyroom_feeds::notice::{Code, Notices, Sample};
use everyroom_feeds::plan::{Part, Role};
use everyroom_feeds::source::Source;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

const FEED: &str = r#"[
  {"slug": "tue", "name": "Harbour Lights", "day": 2, "time": "19:30", "timezone": "Europe/Dublin",
   "formatted_address": "1 Quay St, Galway, Ireland", "latitude": 53.27123, "longitude": -9.05456},
  {"slug": "odd", "name": "Odd One", "day": "Wensday", "time": "7:30 PM"}
]"#;

#[tokio::test]
async fn a_body_is_read_and_reported_but_not_kept() {
    let world = World::invented();
    let before = world.search("").await.json()["total"].clone();
    let report = world.post("/v1/check?fellowship=aa", "application/json", FEED).await.json();
    assert_eq!(
        (&report["format"], &report["records"], &report["meetings"]),
        (&"tsml".into(), &2.into(), &2.into())
    );
    let notices = report["notices"].as_array().unwrap();
    let day = notices.iter().find(|notice| notice["code"] == "day_invalid").unwrap();
    assert_eq!(day["samples"][0]["value"], "Wensday");
    assert_eq!((&day["samples"][0]["line"], &day["samples"][0]["name"]), (&4.into(), &"Odd One".into()));
    assert_eq!(day["consequence"], "Listed without this value.");
    let time = notices.iter().find(|notice| notice["code"] == "time_format").unwrap();
    assert_eq!(time["samples"][0]["corrected"], "19:30");
    assert_eq!(report["sample"][0]["name"], "Harbour Lights");
    assert_eq!(world.search("").await.json()["total"], before);
}

#[tokio::test]
async fn what_cannot_be_read_is_a_report_too() {
    let world = World::invented();
    let report = world.post("/v1/check", "text/html", "<!doctype html><title>Log in</title>").await.json();
    assert_eq!(report["format"], serde_json::Value::Null);
    assert_eq!(report["notices"][0]["code"], "unexpected_html");
    let cut = world.post("/v1/check?format=tsml", "application/json", &FEED[..100]).await.json();
    assert_eq!(cut["notices"][0]["code"], "malformed_json");
}

#[tokio::test]
async fn parameters_that_make_no_sense_are_named() {
    let world = World::invented();
    for (query, problem) in [
        ("format=tsmll", "invalid-parameter"),
        ("timezone=EST5", "invalid-parameter"),
        ("fellowship=xx", "invalid-parameter"),
        ("country=Atlantis", "invalid-parameter"),
        ("url=ftp://feed.example/", "invalid-parameter"),
        ("recipe=nobodys", "invalid-parameter"),
        ("fellowshp=aa", "unknown-parameter"),
    ] {
        let answer = world.post(&format!("/v1/check?{query}"), "application/json", FEED).await;
        let name = query.split('=').next().unwrap();
        assert_eq!(answer.json()["errors"][0]["parameter"], name, "{query}");
        assert_eq!(answer.problem(), problem, "{query}");
    }
    let neither = world.post("/v1/check", "application/json", "").await;
    assert_eq!(neither.problem(), "invalid-body");
    let both = world.post("/v1/check?url=https://feed.example/", "application/json", FEED).await;
    assert_eq!(both.problem(), "invalid-body");
    let huge = "x".repeat(8 * 1024 * 1024 + 1);
    assert_eq!(world.post("/v1/check", "text/csv", &huge).await.problem(), "body-too-large");
}

#[tokio::test]
async fn a_page_that_a_shipped_recipe_reads_says_which() {
    let world = World::invented();
    let page = include_str!("../../../feeds/src/format/fixtures/recipes/gam_anon.html");
    let report = world.post("/v1/check?fellowship=gam_anon", "text/html", page).await.json();
    assert_eq!((&report["format"], &report["recipe"]), (&"recipe".into(), &"gam_anon".into()));
    let asked = world.post("/v1/check?fellowship=gam_anon&recipe=gam_anon", "text/html", page).await.json();
    assert_eq!((&asked["meetings"], &asked["recipe"]), (&report["meetings"], &serde_json::Value::Null));
}

#[derive(Debug)]
struct Fake;

impl FeedChecker for Fake {
    fn fetch(&self, source: Source) -> Pin<Box<dyn Future<Output = Fetched> + Send>> {
        let url = source.url;
        Box::pin(async move {
            if url.path() == "/gone" {
                let mut notices = Notices::default();
                notices.push(Code::DnsFailure, Sample::default());
                return Err(notices);
            }
            let part = Part { role: Role::Feed, url, content_type: None, body: FEED.as_bytes().to_vec() };
            Ok((vec![part], Notices::default()))
        })
    }
}

#[tokio::test]
async fn an_address_goes_through_the_one_who_may_fetch() {
    let world = World::invented();
    let alone = world.post("/v1/check?url=https://feed.example/list", "text/plain", "").await;
    assert_eq!((alone.problem().as_str(), alone.status.as_u16()), ("not-offered", 501));
    assert!(!alone.headers.contains_key("retry-after"), "trying again is no use");
    let world = World::with(Vec::new(), ApiConfig { checker: Some(Arc::new(Fake)), ..config() });
    let report = world.post("/v1/check?url=https://feed.example/list", "text/plain", "").await.json();
    assert_eq!(report["records"], 2);
    let gone = world.post("/v1/check?url=https://feed.example/gone", "text/plain", "").await.json();
    assert_eq!(gone["notices"][0]["code"], "dns_failure");
}

#[tokio::test]
async fn a_source_has_the_same_report() {
    let world = World::invented();
    let report = world.get("/v1/sources/na-example/report").await.json();
    for field in ["format", "charset", "records", "meetings", "hidden", "notices", "sample"] {
        assert!(report.get(field).is_some(), "{field} in {report}");
    }
    assert_eq!(world.get("/v1/sources/nobody/report").await.problem(), "not-found");
}
