//! Places, suggestions, languages.

use crate::world::{World, config, meeting, meetings};
use axum::body::Body;
use axum::extract::ConnectInfo;
use everyroom_api::ApiConfig;
use http::Request;
use serde_json::{Value, json};
use std::net::SocketAddr;

fn line(suggestion: &Value) -> String {
    let text = |name: &str| suggestion[name].as_str().unwrap().to_owned();
    format!("{} {}: {}={}", text("kind"), text("label"), text("parameter"), text("value"))
}

async fn suggested(world: &World, query: &str) -> Vec<String> {
    let json = world.get(&format!("/v1/suggest?{query}")).await.json();
    json["suggestions"].as_array().unwrap_or_else(|| panic!("{json}")).iter().map(line).collect()
}

#[tokio::test]
async fn a_place_is_found_by_name_or_postal_code() {
    let world = World::invented();
    let json = world.get("/v1/places?q=springfield+il&limit=1").await.json();
    let place = &json["places"][0];
    assert_eq!(
        (&place["name"], &place["kind"], &place["country"], &place["region"], &place["region_name"]),
        (&json!("Springfield"), &json!("town"), &json!("US"), &json!("US-IL"), &json!("Illinois"))
    );
    assert_eq!((&place["matched"], &place["qualified"]), (&json!("name"), &json!(true)));
    assert!(
        place["population"].as_u64().unwrap() > 100_000 && place["lat"].is_f64() && place["lon"].is_f64()
    );
    assert_eq!(json["places"].as_array().unwrap().len(), 1);
    assert_eq!(json["attribution"][0]["licence"], "CC-BY-4.0");
    let code = world.get("/v1/places?q=95112").await.json()["places"][0].clone();
    assert_eq!(
        (&code["kind"], &code["name"], &code["population"], &code["matched"]),
        (&json!("postal_code"), &json!("95112"), &Value::Null, &json!("postal_code"))
    );
    let names = |json: &Value| -> Vec<String> {
        json["places"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["country"].as_str().unwrap().to_owned())
            .collect()
    };
    let american = world.get("/v1/places?q=paris&country=US").await.json();
    assert!(!names(&american).is_empty() && names(&american).iter().all(|code| code == "US"));
    let others = world.get("/v1/places?q=paris&country=-US,-FR").await.json();
    assert!(names(&others).iter().all(|code| code != "US" && code != "FR"));
    assert_eq!(world.get("/v1/places?q=qqxxzz").await.json()["places"], json!([]));
}

#[tokio::test]
async fn words_are_completed_with_the_parameter_to_send() {
    let mut all = meetings();
    all.push(meeting("na-example", "9", "Open Window"));
    let world = World::of(all);
    let lines = suggested(&world, "q=al-an").await;
    assert_eq!(lines[0], "fellowship Al-Anon Family Groups: fellowship=al_anon");
    assert!(
        suggested(&world, "q=alc%C3%B3licos+an").await[0].ends_with("fellowship=aa"),
        "by its names elsewhere"
    );
    assert!(
        suggested(&world, "q=califor")
            .await
            .contains(&"region California, United States: region=US-CA".to_owned())
    );
    assert!(suggested(&world, "q=ireland").await.contains(&"country Ireland: country=IE".to_owned()));
    let towns = suggested(&world, "q=springfield+illinois").await;
    assert!(towns[0].starts_with("town Springfield, Illinois, United States: near=39."), "{towns:?}");
    let json = world.get("/v1/suggest?q=win").await.json();
    let listing =
        json["suggestions"].as_array().unwrap().iter().find(|one| one["kind"] == "listing").unwrap().clone();
    assert_eq!(
        (&listing["label"], &listing["listings"], &listing["link"]),
        (&json!("Open Window"), &json!(2), &Value::Null)
    );
    let single = world.get("/v1/suggest?q=clean+st").await.json()["suggestions"].clone();
    let single = single.as_array().unwrap().iter().find(|one| one["kind"] == "listing").unwrap().clone();
    assert_eq!(world.get(single["link"].as_str().unwrap()).await.json()["name"], "Clean Start");
    assert!(suggested(&world, "q=sleeping").await.iter().all(|line| !line.contains("Dog")), "paused");
    let persian = suggested(&world, "q=smart&ui_lang=fa").await;
    assert!(persian.iter().any(|line| line.ends_with("fellowship=smart")), "{persian:?}");
}

#[tokio::test]
async fn every_suggestion_can_be_sent() {
    let world = World::invented();
    for typed in ["a", "s", "ne", "san", "spr", "al", "95112", "clean", "recov", "ger"] {
        let json = world.get(&format!("/v1/suggest?q={typed}")).await.json();
        let suggestions = json["suggestions"].as_array().unwrap().clone();
        assert!((1..=8).contains(&suggestions.len()), "{typed}: {json}");
        for suggestion in suggestions {
            let (name, value) =
                (suggestion["parameter"].as_str().unwrap(), suggestion["value"].as_str().unwrap());
            let query =
                url::form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish();
            assert_eq!(world.search(&query).await.status, 200, "{typed}: {query}");
        }
    }
}

#[tokio::test]
async fn look_ups_refuse_what_makes_no_sense_and_repeat_no_words() {
    let world = World::invented();
    for path in ["/v1/suggest", "/v1/places"] {
        for (query, code, parameter) in [
            ("", "invalid-parameter", "q"),
            ("q=", "invalid-parameter", "q"),
            ("q=a&q=b", "invalid-parameter", "q"),
            (&format!("q={}", "confidential".repeat(40)), "invalid-parameter", "q"),
            ("q=confidential&near=1,1", "unknown-parameter", "near"),
            (
                "q=confidential&ui_lang=xx",
                if path == "/v1/suggest" { "invalid-parameter" } else { "unknown-parameter" },
                "ui_lang",
            ),
        ] {
            let answer = world.get(&format!("{path}?{query}")).await;
            assert_eq!(answer.problem(), code, "{path} {query}");
            assert_eq!(answer.json()["errors"][0]["parameter"], parameter, "{path} {query}");
            assert!(!answer.text().contains("confidential"), "{}", answer.text());
        }
        for odd in ["%00%01", "%E2%80%AE%E2%80%AE", "%F0%9F%98%80a", "((((", "%25", "*a*", "a%22b", "%FF"] {
            let status = world.get(&format!("{path}?q={odd}")).await.status.as_u16();
            assert!([200, 400].contains(&status), "{path} {odd}: {status}");
        }
    }
    for (query, parameter) in
        [("q=a&limit=0", "limit"), ("q=a&limit=201", "limit"), ("q=a&country=Narnia", "country")]
    {
        let answer = world.get(&format!("/v1/places?{query}")).await;
        assert_eq!(
            (answer.problem().as_str(), &answer.json()["errors"][0]["parameter"]),
            ("invalid-parameter", &json!(parameter))
        );
    }
    assert_eq!(world.get("/v1/suggest?q=a&limit=3").await.problem(), "unknown-parameter");
}

#[tokio::test]
async fn nothing_begins_with_marks_alone() {
    let world = World::invented();
    for (path, field) in [("/v1/suggest", "suggestions"), ("/v1/places", "places")] {
        for marks in ["...", "%22", "%7C%C2%95"] {
            let answer = world.get(&format!("{path}?q={marks}")).await;
            assert_eq!((answer.status.as_u16(), &answer.json()[field]), (200, &json!([])), "{path} {marks}");
        }
        assert_ne!(world.get(&format!("{path}?q=%22new")).await.json()[field], json!([]), "{path}");
    }
}

#[tokio::test]
async fn look_ups_are_cached_limited_and_headed_as_every_address() {
    let world = World::invented();
    for path in ["/v1/suggest?q=clean", "/v1/places?q=paris"] {
        let first = world.get(path).await;
        assert_eq!(first.header("cache-control"), "no-store", "{path}");
        let again = world.send(Request::get(path).header("if-none-match", first.header("etag"))).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path}");
        let head = world.send(Request::head(path)).await;
        assert_eq!((head.status.as_u16(), head.body.len()), (200, 0), "{path}");
        assert_eq!(world.send(Request::delete(path)).await.problem(), "method-not-allowed", "{path}");
    }
    let index = world.get("/v1").await.text();
    assert!(index.contains("\"/v1/suggest\"") && index.contains("\"/v1/places\""));
    let limited = World::with(meetings(), ApiConfig { rate_limit: 2, ..config() });
    let ask = || {
        let mut request = Request::get("/v1/places?q=clean").body(Body::empty()).unwrap();
        request.extensions_mut().insert(ConnectInfo("198.51.100.7:1".parse::<SocketAddr>().unwrap()));
        request
    };
    assert_eq!(limited.ask(ask()).await.status, 200);
    assert_eq!(limited.ask(ask()).await.problem(), "rate-limited");
}

#[tokio::test]
async fn suggestions_work_before_the_first_crawl() {
    let lines = suggested(&World::empty(), "q=na").await;
    assert!(lines[0].starts_with("fellowship Narcotics Anonymous"), "{lines:?}");
}

#[tokio::test]
async fn languages_are_called_as_the_asker_calls_them() {
    let world = World::invented();
    for (language, expected) in [
        ("", "Portuguese"),
        ("es", "Portugués"),
        ("fr", "Portugais"),
        ("de", "Portugiesisch"),
        ("pt", "Português"),
        ("fa", "پرتغالی"),
    ] {
        let json = world.get(&format!("/v1/languages?ui_lang={language}")).await.json();
        let named =
            json["languages"].as_array().unwrap().iter().find(|one| one["id"] == "pt").unwrap().clone();
        assert_eq!(named["label"], expected, "{language}");
        let facets = world.get(&format!("/v1/facets?facets=lang&ui_lang={language}")).await.json();
        let value = facets["facets"]["lang"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["id"] == "pt-BR")
            .unwrap()
            .clone();
        assert_eq!(value["label"], expected, "{language}");
    }
}
