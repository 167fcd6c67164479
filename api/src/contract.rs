//! The last touches of the OpenAPI document: what holds for many addresses at once and would be tedious to say at each.
//! Says nothing that an address does not do.

use crate::params::table::{PARAMETERS, Takes};
use everyroom_feeds::label::UiLanguage;
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
    bodies(&mut value);
    suffixes(&mut value);
    one_listing(&mut value);
    for operation in operations(&mut value) {
        parameters(operation);
        problems(operation);
    }
    value
}

fn operations(document: &mut Value) -> impl Iterator<Item = &mut Map<String, Value>> {
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    let items = paths.filter_map(|(_, item)| item.as_object_mut()).flatten();
    items.filter(|(method, _)| METHODS.contains(&method.as_str())).filter_map(|(_, op)| op.as_object_mut())
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
    let field = |takes: Takes| match takes {
        Takes::Number(least, most) => {
            json!({"anyOf": [{"type": "number", "minimum": least, "maximum": most}, {"type": "string"}]})
        }
        Takes::Many(_) | Takes::ManyOpen => {
            json!({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})
        }
        Takes::Words | Takes::Coordinates | Takes::Text | Takes::One(_) => json!({"type": "string"}),
    };
    let properties: Map<String, Value> =
        PARAMETERS.iter().map(|parameter| (parameter.name.to_owned(), field(parameter.takes))).collect();
    let search = json!({"type": "object", "properties": properties, "additionalProperties": false});
    let content = &mut document["paths"]["/v1/meetings"]["post"]["requestBody"]["content"];
    for (_, kind) in content.as_object_mut().into_iter().flatten() {
        kind["schema"] = search.clone();
    }
    let feed = &mut document["paths"]["/v1/check"]["post"]["requestBody"];
    for (_, kind) in feed["content"].as_object_mut().into_iter().flatten() {
        kind["schema"] = json!({});
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
        operation["responses"]["404"] = problem("No such form");
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
        match parameter["name"].as_str() {
            // an empty value is none
            Some("ui_lang") if is_query => {
                let tags: Vec<&str> = tags.iter().copied().chain([""]).collect();
                parameter["schema"] = json!({"type": "string", "enum": tags});
            }
            Some("discreet") if is_query => {
                parameter["schema"] = json!({"type": "string", "enum": ["1", "0", "true", "false", ""]});
            }
            Some("fields") if is_query => {
                let field = format!("^({})?$", crate::shape::FIELDS.join("|"));
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

fn problem(description: &str) -> Value {
    json!({"description": description, "content":
        {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemJson"}}}})
}

/// What any address may answer.
fn problems(operation: &mut Map<String, Value>) {
    let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) else { return };
    for (status, description) in [
        ("400", "A parameter makes no sense"),
        ("406", "No such form"),
        ("414", "The address is too long"),
        ("429", "Too many requests"),
        ("503", "Too busy"),
    ] {
        responses.entry(status).or_insert_with(|| problem(description));
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
}
