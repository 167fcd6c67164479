//! Where listings come from, without contacts and secrets.

use crate::world::{World, apply, meetings, now, sources};
use everyroom_feeds::id::SourceId;
use everyroom_feeds::notice::Notices;
use everyroom_indexer::store::attempts::{AttemptRow, Finish, Outcome};

#[tokio::test]
async fn sources_are_listed_with_their_state() {
    let world = World::invented();
    let answer = world.get("/v1/sources").await;
    let json = answer.json();
    let listed = json["sources"].as_array().unwrap();
    assert_eq!(listed.len(), 4);
    let na = listed.iter().find(|source| source["id"] == "na-example").unwrap();
    assert_eq!(na["state"], "ok");
    assert_eq!((&na["meetings"], &na["hidden"]), (&3.into(), &1.into()));
    assert_eq!(na["last_ok"], "2026-11-23T02:40:00Z");
    assert_eq!(na["notices"]["error"].as_u64().unwrap() + na["notices"]["warning"].as_u64().unwrap(), 1);
    for secret in ["webservant", "hush"] {
        assert!(!answer.text().contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn a_source_has_its_report_and_history() {
    let world = World::invented();
    let failed = AttemptRow {
        started: now(),
        ended: now(),
        outcome: String::new(),
        status: Some(503),
        wire_bytes: 0,
        decoded_bytes: 0,
        hash: None,
        meetings: None,
        requests: serde_json::json!([{"url": "https://na-example.example/feed?api_key=hush"}]),
        notices: Notices::default(),
    };
    let detail = Some("the server answered 503".to_owned());
    let finish = Finish {
        outcome: Outcome::Failed,
        detail,
        rest_until: None,
        interrupted: false,
        full: false,
        row: failed,
    };
    let na = SourceId::parse("na-example").unwrap();
    let run = world.catalogue.store().begin_run(now()).unwrap();
    let before = world.get("/v1/sources/na-example").await.json();
    assert_eq!(before["report"][0]["code"], "time_invalid");
    assert_eq!(before["report"][0]["samples"][0]["value"], "25:00");
    assert!(!before["report"][0]["how_to_fix"].as_str().unwrap().is_empty());
    world.catalogue.store().finish_attempt(run, &na, &finish).unwrap();
    let answer = world.get("/v1/sources/na-example").await;
    let json = answer.json();
    assert_eq!(json["state"], "failing");
    assert_eq!(json["failures"], 1);
    let history = json["history"].as_array().unwrap();
    assert_eq!((&history[0]["outcome"], &history[0]["status"]), (&"failed".into(), &503.into()));
    assert_eq!(history[1]["outcome"], "changed");
    for secret in ["webservant", "hush"] {
        assert!(!answer.text().contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn unknown_sources_are_not_found() {
    let world = World::invented();
    for id in ["nobody", "Not_An_Id", "%00"] {
        assert_eq!(world.get(&format!("/v1/sources/{id}")).await.problem(), "not-found", "{id}");
    }
    assert_eq!(world.get("/v1/sources?state=ok").await.problem(), "unknown-parameter");
}

/// Regression: the list hid what is no longer configured, and its own address showed it.
#[tokio::test]
async fn what_is_no_longer_read_is_not_shown() {
    let world = World::invented();
    assert_eq!(world.get("/v1/sources/na-example").await.status, 200);
    let rest: Vec<_> = sources().into_iter().filter(|source| source.id.as_str() != "na-example").collect();
    world.catalogue.store().register(&rest).unwrap();
    for path in ["/v1/sources/na-example", "/v1/sources/na-example/report"] {
        let answer = world.get(path).await;
        assert_eq!((answer.problem().as_str(), answer.status.as_u16()), ("not-found", 404), "{path}");
        assert!(answer.text().contains("no longer read here"), "{}", answer.text());
    }
    assert_eq!(world.get("/sources/na-example").await.status, 404);
}

#[tokio::test]
async fn what_is_the_same_for_everyone_is_sent_once() {
    let world = World::invented();
    for path in [
        "/v1",
        "/openapi.json",
        "/v1/fellowships",
        "/v1/kinds?ui_lang=es",
        "/v1/languages",
        "/v1/sources",
        "/v1/sources/na-example",
        "/v1/sources/na-example/report",
    ] {
        let first = world.get(path).await;
        let etag = first.header("etag").to_owned();
        assert!(first.status == 200 && etag.starts_with("W/"), "{path}");
        let again = world.send(http::Request::get(path).header("if-none-match", &etag)).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path}");
        assert_eq!(again.header("cache-control"), first.header("cache-control"), "{path}");
        assert!(again.header("vary").contains("accept-encoding"), "{path}");
    }
    let english = world.get("/v1/kinds").await;
    assert_ne!(english.header("etag"), world.get("/v1/kinds?ui_lang=fr").await.header("etag"));
}

#[tokio::test]
async fn what_was_not_confirmed_for_a_week_is_stale() {
    use axum::body::{Body, to_bytes};
    use everyroom_api::{ApiConfig, router};
    use std::sync::Arc;
    use tower::ServiceExt;
    let world = World::invented();
    apply(&world.catalogue, &SourceId::parse("na-example").unwrap(), meetings_of("na-example"));
    let later = now() + jiff::SignedDuration::from_hours(24 * 8);
    let config = ApiConfig { fixed_now: Some(later), ..crate::world::config() };
    let app = router(Arc::clone(&world.catalogue), config);
    let request = http::Request::get("/v1/meetings?source=na-example").body(Body::empty()).unwrap();
    let body = to_bytes(app.oneshot(request).await.unwrap().into_body(), usize::MAX).await.unwrap();
    let json: serde_json::Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(json["meetings"][0]["stale"], true);
    assert_eq!(json["meetings"][0]["origins"][0]["state"], "late");
    assert_eq!(world.search("source=na-example").await.json()["meetings"][0]["stale"], false);
}

fn meetings_of(source: &str) -> Vec<everyroom_feeds::meeting::Meeting> {
    meetings().into_iter().filter(|meeting| meeting.source.as_str() == source).collect()
}

#[tokio::test]
async fn dictionaries_answer() {
    let world = World::invented();
    let fellowships = world.get("/v1/fellowships").await.json();
    let na = fellowships["fellowships"].as_array().unwrap().iter().find(|f| f["id"] == "na").unwrap().clone();
    assert_eq!(na["philosophy"], serde_json::json!(["twelve_step"]));
    let kinds = world.get("/v1/kinds").await.json();
    assert!(
        kinds["kinds"].as_array().unwrap().iter().any(|kind| kind["id"] == "open" && kind["group"] == "type")
    );
    let languages = world.get("/v1/languages?ui_lang=en").await.json();
    assert!(languages["languages"].as_array().unwrap().iter().any(|language| language["id"] == "en"));
    let index = world.get("/v1").await.json();
    let paths: Vec<&str> = index["endpoints"]
        .as_array()
        .unwrap()
        .iter()
        .map(|endpoint| endpoint["path"].as_str().unwrap())
        .collect();
    for path in ["/v1/meetings", "/v1/meetings/{id}", "/v1/sources/{id}", "/openapi.json"] {
        assert!(paths.contains(&path), "{path} in {paths:?}");
    }
    assert_eq!(world.get("/v1/kinds?ui_lang=xx").await.problem(), "invalid-parameter");
    assert_eq!(world.get("/v1/kinds?x=1").await.problem(), "unknown-parameter");
}

#[tokio::test]
async fn dictionaries_speak_six_languages() {
    let world = World::invented();
    let mut sentences = std::collections::BTreeSet::new();
    for language in ["en", "es", "fr", "de", "pt", "fa"] {
        let answer = world.get(&format!("/v1/fellowships?ui_lang={language}")).await.json();
        let all = answer["fellowships"].as_array().unwrap();
        let al_anon = all.iter().find(|fellowship| fellowship["id"] == "al_anon").unwrap();
        sentences.insert(al_anon["sentence"].as_str().unwrap().to_owned());
        for list in ["philosophy", "for", "covers", "led_by", "support"] {
            let words = answer["words"][list].as_array().unwrap();
            assert!(words.iter().all(|word| word["label"] != word["id"] && word["sentence"] != ""), "{list}");
        }
        assert!(al_anon["called"]["es"].as_array().is_some_and(|names| !names.is_empty()));
        let listing = world.get(&format!("/v1/meetings?limit=1&type=open&ui_lang={language}")).await.json();
        let types = listing["meetings"][0]["types"].as_array().unwrap();
        sentences.insert(types.iter().find(|kind| kind["id"] == "open").unwrap()["label"].to_string());
    }
    assert_eq!(sentences.len(), 12, "{sentences:?}");
}
