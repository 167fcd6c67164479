//! What answers bear, in the OpenAPI document: the problems that any address may have, the headers that are sent beside
//! a body. Knows addresses by their paths only.

use serde_json::{Map, Value, json};

/// Addresses whose answers have a validator.
const VALIDATED: [&str; 6] =
    ["/v1/meetings", "/v1/meetings.{suffix}", "/v1/meetings/{id}", "/v1/facets", "/v1/suggest", "/v1/places"];
/// Addresses whose pages lead on.
const PAGED: [&str; 2] = ["/v1/meetings", "/v1/meetings.{suffix}"];
/// Addresses that anybody may ask as often as they like.
const FREE: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

/// Says what an operation may answer beside what it says itself.
pub fn add(path: &str, method: &str, operation: &mut Map<String, Value>) {
    let is_api = path == "/v1" || path.starts_with("/v1/");
    if is_api {
        tells(operation, "400", "A parameter makes no sense");
        tells(operation, "414", "The address is too long");
        tells(operation, "503", "Too busy");
    }
    if !FREE.contains(&path) {
        tells(operation, "429", "Too many requests");
    }
    if path.starts_with("/v1/meetings") && path != "/v1/meetings.{suffix}" {
        tells(operation, "406", "No such form");
    }
    if operation.contains_key("requestBody") {
        tells(operation, "408", "The body did not come in time");
        tells(operation, "413", "The body is too large");
        tells(operation, "415", "The body is packed, or in a form that is not read");
    }
    headers(path, method, operation);
}

/// A problem as an answer.
pub fn problem(description: &str) -> Value {
    json!({"description": description, "content":
        {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemJson"}}}})
}

fn tells(operation: &mut Map<String, Value>, status: &str, description: &str) {
    if let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) {
        responses.entry(status).or_insert_with(|| problem(description));
        // in their order, wherever they came from
        responses.sort_keys();
    }
}

fn headers(path: &str, method: &str, operation: &mut Map<String, Value>) {
    let is_get = method == "get";
    let responses = operation.get_mut("responses").and_then(Value::as_object_mut);
    for (status, response) in responses.into_iter().flatten() {
        let (is_page, is_refusal) = (status == "200", ["429", "503"].contains(&status.as_str()));
        let has_tag = is_get && VALIDATED.contains(&path) && (is_page || status == "304");
        let mut headers = Map::new();
        let mut say = |when: bool, name: &str, kind: &str, meaning: &str| {
            if when {
                let header = json!({"description": meaning, "schema": {"type": kind}});
                headers.insert(name.to_owned(), header);
            }
        };
        say(has_tag, "ETag", "string", "Weak: generation, question and minute");
        say(is_page && is_get && PAGED.contains(&path), "Link", "string", "The next page, as `rel=\"next\"`");
        say(is_refusal, "Retry-After", "integer", "Seconds to wait");
        let is_counted = !FREE.contains(&path) && (is_page || status == "429");
        say(is_counted, "RateLimit", "string", "What is left of the allowance: `\"client\";r=29`");
        say(is_counted, "RateLimit-Policy", "string", "The allowance: `\"client\";q=60;w=60`");
        if !headers.is_empty() {
            response["headers"] = headers.into();
        }
    }
}
