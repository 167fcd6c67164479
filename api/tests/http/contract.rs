//! `api/openapi.json` is what the code says. `UPDATE_OPENAPI=1` writes it anew.

use crate::world::{Answer, World, meeting, meetings, weekly};
use everyroom_feeds::kind::Kind;
use everyroom_feeds::meeting::{Entity, Meeting, TypeTag};
use everyroom_feeds::schedule::Weekday;
use serde_json::Value;

#[test]
fn the_committed_contract_is_that_of_the_code() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let made = everyroom_api::openapi_json();
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(&path, made).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(made == committed, "api/openapi.json is not what the code says; run with UPDATE_OPENAPI=1");
}

#[tokio::test]
async fn every_documented_address_answers() {
    let world = World::invented();
    let served = world.get("/openapi.json").await;
    assert_eq!(served.text(), everyroom_api::openapi_json());
    let document = served.json();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let id = world.search("").await.json()["meetings"][0]["id"].as_str().unwrap().to_owned();
    for (path, methods) in document["paths"].as_object().unwrap() {
        let Some(get) = methods.get("get") else { continue };
        let parameters = get["parameters"].as_array().into_iter().flatten();
        let required = parameters.filter(|one| one["in"] == "query" && one["required"] == true);
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for parameter in required {
            let text = |value: &Value| value.as_str().unwrap_or_else(|| panic!("{path}: {value}")).to_owned();
            query.append_pair(&text(&parameter["name"]), &text(&parameter["example"]));
        }
        let query = query.finish();
        let id = if path.starts_with("/v1/sources") { "na-example" } else { &id };
        let answer =
            world.get(&format!("{}?{query}", path.replace("{id}", id).replace("{suffix}", "csv"))).await;
        assert_eq!(answer.status, 200, "{path}");
    }
}

/// The usual meetings, and one that has all that the examples of parameters ask for.
fn all_that_is_asked_for() -> Vec<Meeting> {
    let kind = |id: &str| Kind::parse(id).unwrap();
    let tag = |id: &str| TypeTag { id: Some(kind(id)), code: None, label: None };
    let candlelight = |key: &str, weekday| Meeting {
        entity: Some(Entity { name: "Example Area".to_owned(), key: None, url: None }),
        types: vec![tag("open"), tag("speaker"), tag("candlelight")],
        audience: vec![kind("women"), kind("young_people")],
        access: vec![(kind("step_free"), true), (kind("asl"), true)],
        updated: Some(jiff::civil::date(2026, 11, 2)),
        schedule: weekly(weekday, 19, 0, Some(60), "America/Los_Angeles"),
        ..meeting("na-example", key, "Candlelight")
    };
    let both = [candlelight("c1", Weekday::Sun), candlelight("c2", Weekday::Mon)];
    meetings().into_iter().chain(both).collect()
}

/// How many meetings an answer holds, in whichever format it is.
fn held(path: &str, answer: &Answer) -> u64 {
    let text = answer.text();
    let lines = |without: usize| (text.lines().count() - without) as u64;
    match path.rsplit('.').next().unwrap() {
        "csv" => lines(1),
        "ndjson" => lines(0),
        _ => answer.json()["total"].as_u64().unwrap_or_else(|| panic!("{path} has no total: {text}")),
    }
}

#[tokio::test]
async fn every_documented_example_finds_something() {
    let world = World::of(all_that_is_asked_for());
    let document = world.get("/openapi.json").await.json();
    let mut tried = 0;
    for path in ["/v1/meetings", "/v1/facets", "/v1/meetings.{suffix}"] {
        let parameters = document["paths"][path]["get"]["parameters"].as_array().unwrap().clone();
        assert!(parameters.len() > 30, "{path}");
        for parameter in parameters.iter().filter(|parameter| parameter["in"] == "query") {
            let name = parameter["name"].as_str().unwrap();
            assert!(!parameter["description"].as_str().unwrap().is_empty());
            let example = match parameter.get("example") {
                None => continue,
                Some(Value::String(text)) => text.clone(),
                Some(Value::Array(values)) => {
                    values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(",")
                }
                Some(number) => number.to_string(),
            };
            let mut query = url::form_urlencoded::Serializer::new(String::new());
            query.append_pair(name, &example);
            if name.starts_with("radius") {
                query.append_pair("near", "37.3512,-121.8841");
            }
            let query = query.finish();
            for suffix in if path.contains('{') { &["csv", "ndjson"][..] } else { &[""] } {
                let path = path.replace("{suffix}", suffix);
                let answer = world.get(&format!("{path}?{query}")).await;
                assert_eq!(answer.status, 200, "{path} {name}: {}", answer.text());
                assert!(held(&path, &answer) > 0, "{path}?{name}={example} finds nothing: {}", answer.text());
                tried += 1;
            }
        }
    }
    assert!(tried > 120, "{tried}");
}

#[tokio::test]
async fn every_documented_body_finds_something() {
    let world = World::of(all_that_is_asked_for());
    let document = world.get("/openapi.json").await.json();
    let mut tried = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (kind, content) in methods["post"]["requestBody"]["content"].as_object().into_iter().flatten() {
            let Some(example) = content.get("example") else { continue };
            let body = match kind.as_str() {
                "application/json" => example.to_string(),
                _ => panic!("{path} has an example of {kind}"),
            };
            let path = path.replace("{suffix}", "csv");
            let answer = world.post(&path, kind, &body).await;
            assert_eq!(answer.status, 200, "{path}: {}", answer.text());
            assert!(held(&path, &answer) > 0, "{path} finds nothing: {}", answer.text());
            tried += 1;
        }
    }
    assert_eq!(tried, 2);
}

#[tokio::test]
async fn every_problem_is_documented() {
    let world = World::invented();
    let list = world.get("/problems").await.text();
    for problem in everyroom_api::problem::PROBLEMS {
        assert!(list.contains(&format!("/problems/{}", problem.id)));
        let page = world.get(&format!("/problems/{}", problem.id)).await;
        assert_eq!(page.status, 200);
        assert!(page.header("content-type").starts_with("text/html"));
    }
    assert_eq!(world.get("/problems/nonsense").await.status, 404);
}
