//! `api/openapi.json` is what the code says. `UPDATE_OPENAPI=1` writes it anew.

use crate::world::World;
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

#[tokio::test]
async fn every_documented_example_works() {
    let world = World::invented();
    let document = world.get("/openapi.json").await.json();
    let parameters = document["paths"]["/v1/meetings"]["get"]["parameters"].as_array().unwrap().clone();
    assert!(parameters.len() > 30);
    for parameter in parameters {
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
            query.append_pair("near", "37.3,-121.9");
        }
        let answer = world.search(&query.finish()).await;
        assert_eq!(answer.status, 200, "{name}: {}", answer.text());
    }
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
