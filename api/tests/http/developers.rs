//! The contract as pages.

use crate::world::{World, config, meetings};
use everyroom_api::ApiConfig;

#[tokio::test]
async fn every_address_of_the_api_has_a_page() {
    let public_url = Some("https://meetings.example/".to_owned());
    let world = World::with(meetings(), ApiConfig { public_url, ..config() });
    let list = world.get("/developers").await;
    let text = list.text();
    assert_eq!(list.status, 200);
    assert!(text.contains("curl &#39;https://meetings.example/v1/meetings?q="), "{text}");
    let document = world.get("/openapi.json").await.json();
    let mut pages = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap();
            assert!(text.contains(&format!("href=\"/developers/{id}\"")), "{id}");
            let page = world.get(&format!("/developers/{id}")).await;
            let said = page.text();
            assert_eq!(page.status, 200, "{id}");
            assert!(said.contains(&format!("{} {path}", method.to_uppercase())), "{said}");
            assert_eq!(
                said.contains(&format!("action=\"{path}\"")),
                has_form(method, path, operation),
                "{id}"
            );
            pages += 1;
        }
    }
    assert!(pages >= 18, "{pages}");
}

fn has_form(method: &str, path: &str, operation: &serde_json::Value) -> bool {
    let parameters = operation["parameters"].as_array();
    let is_any = parameters.is_some_and(|all| all.iter().any(|parameter| parameter["name"] != "ui_lang"));
    method == "get" && !path.contains('{') && is_any
}

#[tokio::test]
async fn long_lists_of_parameters_are_paged() {
    let world = World::invented();
    let first = world.get("/developers/search").await.text();
    let second = world.get("/developers/search?page=2").await.text();
    assert_eq!(first.matches("<dt id=").count(), 30);
    assert!(first.contains("href=\"/developers/search?page=2\"") && second.contains("rel=\"prev\""));
    assert!((1..30).contains(&second.matches("<dt id=").count()));
    for path in [
        "/developers/search?page=3",
        "/developers/search?page=x",
        "/developers/nothing",
        "/developers/%3Cscript%3E",
    ] {
        let answer = world.get(path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains("<script>"), "{path}");
    }
}
