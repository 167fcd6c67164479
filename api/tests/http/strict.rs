//! Nothing is ignored: what has no meaning beside what else was asked is refused, at every address.

use crate::world::{World, config, meetings};
use everyroom_api::ApiConfig;
use serde_json::{Value, json};

fn named(problem: &Value) -> Vec<&str> {
    let errors = problem["errors"].as_array().unwrap().iter();
    errors.map(|error| error["parameter"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_whole_country_is_no_point() {
    let world = World::invented();
    for (query, parameter) in [
        ("near=Germany&country=FR", "near"),
        ("near=Germany&country=-DE", "near"),
        ("near=Germany&country=DE,FR", "near"),
        ("near=Ohio&region=US-CA", "near"),
        ("near=Germany&radius_km=10", "radius_km"),
        ("near=Germany&radius=10mi", "radius"),
        ("near=Germany&sort=nearest", "sort"),
        ("near=Ohio&sort=nearest", "sort"),
    ] {
        let answer = world.search(query).await;
        assert_eq!(answer.problem(), "invalid-parameter", "{query}");
        assert_eq!(named(&answer.json()), [parameter], "{query}");
        assert!(!answer.text().contains("Germany") && !answer.text().contains("Ohio"), "{query}");
    }
    for query in
        ["near=Germany", "near=Germany&country=DE", "near=Germany&country=Germany", "near=Ohio&country=US"]
    {
        let answer = world.search(query).await;
        assert_eq!(answer.status, 200, "{query}: {}", answer.text());
    }
}

#[tokio::test]
async fn faults_beyond_those_that_help_are_counted() {
    let world = World::invented();
    let unknown = |count: usize| (0..count).map(|n| format!("nonsense{n}=1")).collect::<Vec<_>>().join("&");
    let many = world.search(&unknown(150)).await.json();
    assert_eq!(many["errors"].as_array().unwrap().len(), 20);
    assert!(many["detail"].as_str().unwrap().ends_with("; and 130 more"), "{}", many["detail"]);
    let wrong = (0..90).map(|n| format!("x{n}")).collect::<Vec<_>>().join(",");
    let wrong = world.search(&format!("type={wrong}&audience={wrong}&limit=0")).await.json();
    assert_eq!(wrong["errors"].as_array().unwrap().len(), 20);
    let short = (0..1500).map(|n| format!("n{n}=")).collect::<Vec<_>>().join("&");
    for query in [short, vec!["q="; 201].join("&")] {
        let answer = world.search(&query).await;
        assert_eq!(answer.problem(), "invalid-parameter");
        assert!(answer.text().contains("more than 200 fields"), "{}", answer.text());
    }
    assert_eq!(world.search(&vec!["weekday=mon"; 100].join("&")).await.status, 200);
}

#[tokio::test]
async fn the_index_takes_no_parameters() {
    let world = World::invented();
    assert_eq!(world.get("/v1?x=1").await.problem(), "unknown-parameter");
    assert_eq!(world.get("/v1?").await.status, 200);
}

#[tokio::test]
async fn checking_a_feed_ignores_nothing_either() {
    let world = World::invented();
    for (query, parameter, problem) in [
        ("nonsense=", "nonsense", "unknown-parameter"),
        ("37.5=1", "…", "unknown-parameter"),
        ("ui_lang=tlh", "ui_lang", "invalid-parameter"),
        ("country=US&country=FR", "country", "invalid-parameter"),
        ("url=httpfoo://feed.example/", "url", "invalid-parameter"),
    ] {
        let answer = world.post(&format!("/v1/check?{query}"), "application/json", "[]").await;
        assert_eq!(answer.problem(), problem, "{query}");
        assert_eq!(answer.json()["errors"][0]["parameter"], parameter, "{query}");
    }
    let unread = world.post("/v1/check?url=HTTP://feed.example/", "text/plain", "").await;
    assert_eq!(unread.problem(), "not-offered", "nobody fetches here, and the address is one");
    let feed = r#"[{"slug": "a", "name": "Hafen", "day": 2, "time": "19:30", "types": ["O"]}]"#;
    let report =
        world.post("/v1/check?fellowship=aa&country=&ui_lang=de", "application/json", feed).await.json();
    assert_eq!(report["sample"][0]["types"][0]["label"], "Offen für alle", "{report}");
}

#[tokio::test]
async fn reasons_and_credit_are_there_whatever_else_is_left_out() {
    let world = World::with(meetings(), ApiConfig { rate_limit: 0, ..config() });
    let json = world.search("q=clean&explain=1&fields=id,name").await.json();
    let keys: Vec<&String> = json["meetings"][0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["id", "name", "why"]);
    let plain = world.search("q=clean&fields=id,name").await.json();
    assert_eq!(plain["meetings"][0].as_object().unwrap().len(), 2);
    let id = plain["meetings"][0]["id"].as_str().unwrap();
    let one = world.get(&format!("/v1/meetings/{id}?fields=name")).await.json();
    assert_eq!(one["attribution"][0]["id"], "na-example", "{one}");
    assert_eq!(one.as_object().unwrap().len(), 2, "{one}");
}

#[tokio::test]
async fn instants_are_read_as_rfc_3339_allows() {
    let world = World::invented();
    for from in [
        "2026-11-29T23:59:60Z",
        "2026-11-30T00:00:00.25%2B14:00",
        "2026-11-29%2018:00:00Z",
        "2026-11-29+18:00:00+08:00",
        "2026-11-29t18:00:00z",
    ] {
        let answer = world.search(&format!("from={from}")).await;
        assert_eq!(answer.status, 200, "{from}: {}", answer.text());
        assert_ne!(answer.json()["interpreted"]["window"]["from"], json!(null));
    }
}
