//! The last touches of the OpenAPI document: what holds for many addresses at once and would be tedious to say at each.
//! Says nothing that an address does not do.

mod answers;

use crate::shape::FIELDS;
use everyroom_feeds::fellowship::Fellowship;
use everyroom_feeds::format::recipe::shipped_names;
use everyroom_feeds::label::UiLanguage;
use everyroom_feeds::source::FormatChoice;
use serde_json::{Map, Value, json};
use utoipa::openapi::OpenApi;

const METHODS: [&str; 2] = ["get", "post"];
/// Other forms of a listing, by media type.
const FORMS: [&str; 5] =
    ["application/geo+json", "text/csv", "application/x-ndjson", "text/calendar", "text/plain"];

/// The document with its last touches.
pub fn finished(document: &OpenApi) -> Value {
    let mut value = serde_json::to_value(document).unwrap_or_default();
    partial_listings(&mut value);
    for (path, _, operation) in operations(&mut value) {
        parameters(operation);
        if path == "/v1/check" {
            choices(operation);
        }
    }
    bodies(&mut value);
    suffixes(&mut value);
    one_listing(&mut value);
    for (path, method, operation) in operations(&mut value) {
        answers::add(path, method, operation);
    }
    value
}

fn operations(document: &mut Value) -> impl Iterator<Item = (&String, &String, &mut Map<String, Value>)> {
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    paths.flat_map(|(path, item)| {
        let methods = item.as_object_mut().into_iter().flatten();
        let known = methods.filter(|(method, _)| METHODS.contains(&method.as_str()));
        known.filter_map(move |(method, operation)| Some((path, method, operation.as_object_mut()?)))
    })
}

/// `fields` leaves fields of a listing out.
fn partial_listings(document: &mut Value) {
    let schemas = &mut document["components"]["schemas"];
    for name in ["ListingJson", "ListingPage"] {
        let Some(schema) = schemas.get_mut(name).and_then(Value::as_object_mut) else { continue };
        schema.remove("required");
        for part in schema.get_mut("allOf").and_then(Value::as_array_mut).into_iter().flatten() {
            part.as_object_mut().map(|part| part.remove("required"));
        }
    }
}

/// The fields of a search in a body are its parameters; a feed is checked whatever it is.
fn bodies(document: &mut Value) {
    let parameters = document["paths"]["/v1/meetings"]["get"]["parameters"].as_array();
    let query = parameters.into_iter().flatten().filter(|parameter| parameter["in"] == "query");
    let (mut json, mut form) = (Map::new(), Map::new());
    for parameter in query {
        let (Some(name), schema) = (parameter["name"].as_str(), &parameter["schema"]) else { continue };
        json.insert(name.to_owned(), body_field(name, schema));
        form.insert(name.to_owned(), schema.clone());
    }
    let content = &mut document["paths"]["/v1/meetings"]["post"]["requestBody"]["content"];
    for (kind, body) in content.as_object_mut().into_iter().flatten() {
        let fields = if kind == "application/json" { &json } else { &form };
        body["schema"] = json!({"type": "object", "properties": fields, "additionalProperties": false});
    }
    let feed = &mut document["paths"]["/v1/check"]["post"]["requestBody"];
    // the feed may stand at an address instead
    feed["required"] = false.into();
    for (_, kind) in feed["content"].as_object_mut().into_iter().flatten() {
        kind["schema"] = json!({});
    }
}

/// What a JSON body takes for a parameter. Null is none.
fn body_field(name: &str, schema: &Value) -> Value {
    let nothing = json!({"type": "null"});
    let degrees = |most: u8| json!({"type": "number", "minimum": -i16::from(most), "maximum": most});
    match name {
        "near" | "bbox" => {
            let parts = match name {
                "near" => vec![degrees(90), degrees(180)],
                _ => vec![degrees(180), degrees(90), degrees(180), degrees(90)],
            };
            let numbers = json!({"type": "array", "minItems": parts.len(), "maxItems": parts.len(), "prefixItems": parts});
            json!({"anyOf": [schema, numbers, nothing]})
        }
        _ if schema["type"] == "array" => {
            let item = schema["items"]["pattern"].as_str().unwrap_or("^[^,]*$");
            let item = item.trim_start_matches('^').trim_end_matches('$');
            let text = json!({"type": "string", "pattern": format!("^{item}(,{item})*$")});
            match name {
                "facets" => json!({"anyOf": [schema, text, {"type": "boolean"}, nothing]}),
                _ => json!({"anyOf": [schema, text, nothing]}),
            }
        }
        // what it is, not what an address has for none
        _ if schema["anyOf"].is_array() => json!({"anyOf": [schema["anyOf"][0], nothing]}),
        "discreet" | "explain" => json!({"anyOf": [schema, {"type": "boolean"}, nothing]}),
        _ => json!({"anyOf": [schema, nothing]}),
    }
}

/// `/v1/meetings.csv` and its like.
fn suffixes(document: &mut Value) {
    let mut item = document["paths"]["/v1/meetings"].clone();
    let suffix = json!({"name": "suffix", "in": "path", "required": true, "example": "csv",
        "description": "The form of the answer",
        "schema": {"type": "string", "enum": ["json", "geojson", "csv", "ndjson", "ics", "txt"]}});
    for method in METHODS {
        let operation = &mut item[method];
        if let Some(id) = operation["operationId"].as_str() {
            operation["operationId"] = format!("{id}_as").into();
        }
        operation["responses"]["404"] = answers::problem("No such form");
        // the address says which form, whatever `Accept` says
        if let Some(responses) = operation["responses"].as_object_mut() {
            responses.remove("406");
        }
        match operation["parameters"].as_array_mut() {
            Some(parameters) => parameters.insert(0, suffix.clone()),
            None => operation["parameters"] = json!([suffix]),
        }
    }
    document["paths"]["/v1/meetings.{suffix}"] = item;
}

/// One listing has the same forms as a search.
fn one_listing(document: &mut Value) {
    let content = &mut document["paths"]["/v1/meetings/{id}"]["get"]["responses"]["200"]["content"];
    for form in FORMS {
        content[form] = json!({"schema": {}});
    }
}

fn parameters(operation: &mut Map<String, Value>) {
    let tags: Vec<&str> = UiLanguage::ALL.iter().map(|language| language.id()).collect();
    for parameter in operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten() {
        let is_query = parameter["in"] == "query";
        // an address has no null
        if let Some([kind, _]) = parameter["schema"]["type"].as_array().map(Vec::as_slice) {
            parameter["schema"]["type"] = kind.clone();
        }
        // an empty value is none
        let kind = parameter["schema"]["type"].clone();
        if is_query && (kind == "integer" || kind == "number") {
            parameter["schema"] = or_nothing(parameter["schema"].take());
        }
        match parameter["name"].as_str() {
            Some("ui_lang") if is_query => {
                let tags: Vec<&str> = tags.iter().copied().chain([""]).collect();
                parameter["schema"] = json!({"type": "string", "enum": tags});
            }
            // one listing has it too
            Some("discreet") if is_query => {
                parameter["schema"] = json!({"type": "string", "enum": ["1", "0", "true", "false", ""]});
            }
            Some("from" | "to") if is_query => parameter["schema"] = or_nothing(instant()),
            Some("updated_since") if is_query => {
                let day = json!({"type": "string", "format": "date"});
                parameter["schema"] = or_nothing(json!({"anyOf": [instant(), day]}));
            }
            Some("fields") if is_query => {
                let field = format!("^({})?$", FIELDS.join("|"));
                let items = json!({"type": "string", "pattern": field});
                parameter["schema"] = json!({"type": "array", "items": items});
                parameter["style"] = "form".into();
                parameter["explode"] = false.into();
            }
            Some("q") if parameter["required"] == true => {
                parameter["schema"]["minLength"] = 1.into();
                parameter["schema"]["maxLength"] = everyroom_indexer::search::MOST_CHARS.into();
            }
            _ => {}
        }
    }
}

fn instant() -> Value {
    json!({"type": "string", "format": "date-time"})
}

/// In an address an empty value is none.
fn or_nothing(schema: Value) -> Value {
    json!({"anyOf": [schema, {"type": "string", "maxLength": 0}]})
}

/// How a feed may be read, by name.
fn choices(operation: &mut Map<String, Value>) {
    for parameter in operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten() {
        let names: Vec<&str> = match parameter["name"].as_str() {
            Some("format") => FormatChoice::all().map(FormatChoice::id).collect(),
            Some("recipe") => shipped_names().collect(),
            Some("fellowship") => Fellowship::all().map(Fellowship::id).collect(),
            _ => continue,
        };
        let names: Vec<&str> = names.into_iter().chain([""]).collect();
        parameter["schema"] = json!({"type": "string", "enum": names});
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_touches_are_in_the_document() {
        let text = crate::router::openapi_json();
        for words in ["/v1/meetings.{suffix}", "\"Too busy\"", "\"additionalProperties\": false"] {
            assert!(text.contains(words), "{words}");
        }
    }

    #[test]
    fn answers_say_what_they_bear() {
        let document = crate::router::openapi_document();
        let answers = |path: &str, method: &str| &document["paths"][path][method]["responses"];
        let headers = |path: &str, status: &str| {
            let headers = answers(path, "get")[status]["headers"].as_object().into_iter().flatten();
            headers.map(|(name, _)| name.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(headers("/v1/meetings", "200"), ["ETag", "Link", "RateLimit", "RateLimit-Policy"]);
        assert_eq!(headers("/v1/meetings/{id}", "304"), ["ETag"]);
        assert_eq!(headers("/v1", "429"), ["Retry-After", "RateLimit", "RateLimit-Policy"]);
        assert_eq!(headers("/healthz", "200"), [""; 0]);
        assert_eq!(answers("/v1/meetings.{suffix}", "get")["406"], serde_json::Value::Null);
        for path in ["/v1/meetings", "/v1/meetings.{suffix}", "/v1/check"] {
            for status in ["408", "413", "415"] {
                assert!(answers(path, "post")[status].is_object(), "{status} of {path}");
            }
        }
        let check = &document["paths"]["/v1/check"]["post"];
        assert_eq!(check["requestBody"]["required"], false);
        let named = |name: &str| {
            let parameters = check["parameters"].as_array().unwrap();
            parameters.iter().find(|parameter| parameter["name"] == name).unwrap()["schema"]["enum"]
                .to_string()
        };
        assert!(named("format").contains("\"auto\"") && named("ui_lang").contains("\"de\""));
    }

    #[test]
    fn every_instant_of_rfc_3339_is_allowed() {
        let document = crate::router::openapi_document();
        let parameters = document["paths"]["/v1/meetings"]["get"]["parameters"].as_array().unwrap();
        for name in ["from", "to", "updated_since"] {
            let parameter = parameters.iter().find(|parameter| parameter["name"] == name).unwrap();
            let schema = parameter["schema"].to_string();
            assert!(schema.contains("date-time") && !schema.contains("pattern"), "{name}: {schema}");
        }
    }
}
