//! Cursors: every listing once, whatever the clock does, and no more.

use crate::world::{World, apply, config, many, meeting, now};
use axum::body::Body;
use everyroom_api::{ApiConfig, router};
use everyroom_feeds::id::SourceId;
use http::Request;
use std::collections::HashSet;
use std::sync::Arc;
use tower::ServiceExt;

#[tokio::test]
async fn pages_visit_every_listing_once() {
    let world = World::of(many(57));
    for query in
        ["", "sort=soonest", "sort=name", "when=week&tz=Asia/Kathmandu", "near=37.3,-121.9&radius_km=99"]
    {
        let mut seen = HashSet::new();
        let mut path = format!("/v1/meetings?limit=10&{query}");
        let mut pages = 0;
        loop {
            let answer = world.get(&path).await;
            let json = answer.json();
            assert_eq!(json["total"], 57, "{query}");
            for meeting in json["meetings"].as_array().unwrap() {
                assert!(seen.insert(meeting["id"].as_str().unwrap().to_owned()), "twice in {query}");
            }
            pages += 1;
            let Some(cursor) = json["next"].as_str() else {
                assert_eq!(answer.header("link"), "");
                break;
            };
            let link = answer.header("link");
            assert!(link.ends_with("; rel=\"next\"") && link.contains(cursor), "{link}");
            path = link.trim_start_matches('<').split('>').next().unwrap().to_owned();
        }
        assert_eq!((seen.len(), pages), (57, 6), "{query}");
    }
}

/// Regression: what was asked for in a body had no way to its next page but in JSON.
#[tokio::test]
async fn a_posted_search_is_paged_by_an_address_that_tells_nothing_of_it() {
    let world = World::of(many(25));
    let body = "near=37.3%2C-121.9&radius_km=99&q=room&limit=10";
    for form in ["", ".csv", ".ndjson", ".ics", ".txt", ".geojson"] {
        let mut path = format!("/v1/meetings{form}");
        let mut pages = 1;
        loop {
            let answer = world.post(&path, "application/x-www-form-urlencoded", body).await;
            assert_eq!(
                (answer.status.as_u16(), answer.header("etag")),
                (200, ""),
                "{path}: {}",
                answer.text()
            );
            let link = answer.header("link").to_owned();
            let Some(next) = link.strip_prefix('<').and_then(|rest| rest.strip_suffix(">; rel=\"next\""))
            else {
                assert_eq!(link, "");
                break;
            };
            let cursor = next.strip_prefix(&format!("/v1/meetings{form}?cursor=")).expect(next);
            assert!(cursor.bytes().all(|byte| byte.is_ascii_hexdigit()), "{next}");
            (path, pages) = (next.to_owned(), pages + 1);
        }
        assert_eq!(pages, 3, "{form}");
    }
}

#[tokio::test]
async fn a_cursor_outlives_its_minute_and_the_next_crawl() {
    let world = World::of(many(30));
    let first = world.search("when=week&limit=10&tz=UTC").await.json();
    let cursor = first["next"].as_str().unwrap();
    apply(
        &world.catalogue,
        &SourceId::parse("smart-example").unwrap(),
        vec![meeting("smart-example", "9", "New")],
    );
    world.catalogue.publish(now(), false).unwrap();
    // five minutes later, on another server over the same catalogue
    let later = now() + jiff::SignedDuration::from_mins(5);
    let app = router(Arc::clone(&world.catalogue), ApiConfig { fixed_now: Some(later), ..config() });
    let path = format!("/v1/meetings?when=week&limit=10&tz=UTC&cursor={cursor}");
    let response = app.oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), 200);
    let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let json: serde_json::Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(json["generation"], first["generation"]);
    assert_eq!(json["total"], 30);
}

#[tokio::test]
async fn spoilt_and_foreign_cursors_are_refused() {
    let world = World::of(many(30));
    let cursor = world.search("limit=10").await.json()["next"].as_str().unwrap().to_owned();
    for query in [
        "limit=10&cursor=1".to_owned(),
        "limit=10&cursor=%00".to_owned(),
        format!("limit=10&cursor={}", cursor.replace(['0', '1'], "2")),
        format!("limit=10&cursor={}", &cursor[1..]),
        format!("limit=10&fellowship=na&cursor={cursor}"),
        format!("limit=10&cursor={}", "é".repeat(28)),
    ] {
        let answer = world.search(&query).await;
        assert_eq!(answer.problem(), "cursor-malformed", "{query}");
        assert_eq!(answer.status, 400);
    }
}

#[tokio::test]
async fn an_old_cursor_has_expired() {
    let world = World::of(many(30));
    let cursor = world.search("limit=10").await.json()["next"].as_str().unwrap().to_owned();
    for n in 0..5 {
        let new = meeting("smart-example", &n.to_string(), &format!("New {n}"));
        apply(&world.catalogue, &SourceId::parse("smart-example").unwrap(), vec![new]);
        world.catalogue.publish(now(), false).unwrap();
    }
    let answer = world.search(&format!("limit=10&cursor={cursor}")).await;
    assert_eq!(answer.problem(), "cursor-expired");
    assert_eq!(answer.status, 410);
    let page = world.get(&format!("/?limit=10&cursor={cursor}")).await;
    assert_eq!(page.status, 410);
    assert!(page.header("content-type").starts_with("text/html"));
}

#[tokio::test]
async fn the_next_page_is_a_link() {
    let world = World::of(many(30));
    let first = world.get("/?weekday=mon,tue,wed,thu,fri,sat,sun").await.text();
    assert!(first.contains("Show the next 10"), "{first}");
    let link = first.split("rel=\"next\"").next().unwrap().rsplit("href=\"").next().unwrap();
    let path = link.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
    let second = world.get(&path).await.text();
    assert!(second.contains("21–30 of 30") && second.matches("<li class=\"card").count() == 10, "{second}");
}

#[tokio::test]
async fn the_last_page_says_how_many_are_left() {
    let world = World::of(many(46));
    let link = |html: &str| {
        let link = html.split("rel=\"next\"").next().unwrap().rsplit("href=\"").next().unwrap();
        link.split('"').next().unwrap().replace("&#38;", "&")
    };
    let first = world.get("/?fellowship=na").await.text();
    assert!(first.contains("20 of 46") && first.contains("Show the next 20"), "{first}");
    let second = world.get(&link(&first)).await.text();
    assert!(second.contains("21–40 of 46") && second.contains("Show the next 6"), "{second}");
}
