//! `/developers`: the contract of the API as pages to read and to try, made from the OpenAPI document and nothing else.

use super::error;
use super::frame::{Frame, Link};
use super::paging;
use super::prose::{Piece, pieces};
use super::reply::{AN_HOUR, page};
use super::visitor::Visitor;
use crate::message::Text;
use crate::problem::ProblemCode;
use crate::router::openapi_document;
use crate::state::AppState;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use serde_json::Value;
use std::sync::LazyLock;

/// Parameters on a page.
const EACH: usize = 30;
/// Groups of addresses, the most wanted first.
const ORDER: [&str; 5] = ["meetings", "dictionaries", "sources", "about", "operations"];
/// Parameters that can be tried in the form.
const TRIED: usize = 4;

#[derive(Template)]
#[template(path = "developers.html")]
struct Developers {
    frame: Frame,
    t: &'static Text,
    example: String,
    rules: [&'static str; 4],
    groups: Vec<Group>,
}

/// What answers on one subject.
struct Group {
    name: &'static str,
    operations: Vec<Line>,
}

/// One address in the list.
struct Line {
    method: &'static str,
    path: &'static str,
    href: String,
    summary: &'static str,
}

#[derive(Template)]
#[template(path = "operation.html")]
struct OperationPage {
    frame: Frame,
    t: &'static Text,
    operation: &'static Operation,
    parameters: &'static [Parameter],
    tried: &'static [Parameter],
    previous: Option<Link>,
    next: Option<Link>,
    example: String,
}

/// One address as the contract has it.
struct Operation {
    id: String,
    method: String,
    path: String,
    tag: String,
    summary: String,
    says: Vec<Piece>,
    parameters: Vec<Parameter>,
    tried: Vec<Parameter>,
    answers: Vec<Answer>,
}

/// A parameter of it.
#[derive(Clone)]
struct Parameter {
    name: String,
    says: Vec<Piece>,
    example: String,
}

/// An answer that it may give.
struct Answer {
    status: String,
    says: Vec<Piece>,
}

static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(|| {
    let document = serde_json::to_value(openapi_document()).unwrap_or_default();
    let paths = document["paths"].as_object().into_iter().flatten();
    paths.flat_map(|(path, methods)| operations(path, methods)).collect()
});

fn operations(path: &str, methods: &Value) -> Vec<Operation> {
    let methods = methods.as_object().into_iter().flatten();
    let known = methods.filter_map(|(method, value)| Some((method, value, value["operationId"].as_str()?)));
    known.map(|(method, value, id)| operation(path, method, value, id)).collect()
}

fn operation(path: &str, method: &str, value: &Value, id: &str) -> Operation {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let prose = |value: &Value| pieces(value.as_str().unwrap_or_default());
    let parameters: Vec<Parameter> = value["parameters"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|parameter| Parameter {
            name: text(&parameter["name"]),
            says: prose(&parameter["description"]),
            example: match &parameter["example"] {
                Value::String(example) => example.clone(),
                Value::Null => String::new(),
                other => other.to_string(),
            },
        })
        .collect();
    // an address with a place in it can't be filled by a form
    let can_try = method == "get" && !path.contains('{');
    let tried = parameters.iter().filter(|parameter| can_try && parameter.name != "ui_lang").take(TRIED);
    let answers = value["responses"].as_object().into_iter().flatten();
    Operation {
        id: id.to_owned(),
        method: method.to_ascii_uppercase(),
        path: path.to_owned(),
        tag: text(&value["tags"][0]),
        summary: text(&value["summary"]),
        says: prose(&value["description"]),
        tried: tried.cloned().collect(),
        parameters,
        answers: answers
            .map(|(status, answer)| Answer { status: status.clone(), says: prose(&answer["description"]) })
            .collect(),
    }
}

/// The list of addresses.
pub async fn developers(State(state): State<AppState>, visitor: Visitor) -> Response {
    let t = visitor.text();
    let d = &t.developers;
    let mut groups: Vec<Group> = Vec::new();
    for operation in OPERATIONS.iter() {
        let line = Line {
            method: &operation.method,
            path: &operation.path,
            href: visitor.at(&format!("/developers/{}", operation.id)),
            summary: &operation.summary,
        };
        match groups.iter_mut().find(|group| group.name == operation.tag) {
            Some(group) => group.operations.push(line),
            None => groups.push(Group { name: &operation.tag, operations: vec![line] }),
        }
    }
    // what people come for first
    groups.sort_by_key(|group| ORDER.iter().position(|name| *name == group.name).unwrap_or(ORDER.len()));
    let view = Developers {
        frame: Frame::new(&visitor, &*d.title).twin("application/json", "/openapi.json"),
        t,
        example: format!("curl '{}/v1/meetings?q=na+tonight+near+95112'", base(&state)),
        rules: [&d.rule_1, &d.rule_2, &d.rule_3, &d.rule_4],
        groups,
    };
    page(&visitor, &view, AN_HOUR)
}

/// One address.
pub async fn operation_page(
    State(state): State<AppState>,
    Path(id): Path<String>,
    visitor: Visitor,
) -> Response {
    let nothing = || error::of_problem(&visitor, ProblemCode::NotFound, None);
    let Some(operation) = OPERATIONS.iter().find(|operation| operation.id == id) else { return nothing() };
    let path = format!("/developers/{id}");
    let Some(part) = paging::part(&visitor, &path, operation.parameters.len(), EACH) else {
        return nothing();
    };
    let view = OperationPage {
        frame: Frame::new(&visitor, format!("{} {}", operation.method, operation.path))
            .twin("application/json", "/openapi.json"),
        t: visitor.text(),
        operation,
        parameters: &operation.parameters[part.range],
        tried: &operation.tried,
        previous: part.previous,
        next: part.next,
        example: example(&base(&state), operation),
    };
    page(&visitor, &view, AN_HOUR)
}

fn example(base: &str, operation: &Operation) -> String {
    let given = operation.tried.iter().find(|parameter| !parameter.example.is_empty());
    let query = given.map_or_else(String::new, |parameter| {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair(&parameter.name, &parameter.example)
            .finish();
        format!("?{query}")
    });
    // a body is given as a whole: fields of a search, or a list to be read
    let body = match (operation.method.as_str(), operation.path.as_str()) {
        ("POST", "/v1/check") => "--data-binary @FILE ",
        ("POST", _) => "--json '{\"q\": \"na tonight\"}' ",
        _ => "",
    };
    let query = if body.is_empty() { query } else { String::new() };
    format!("curl {body}'{base}{}{query}'", operation.path)
}

/// The address of this server, for lines to copy.
pub(super) fn base(state: &AppState) -> String {
    state.config().public_url.as_deref().unwrap_or("http://127.0.0.1:8080").trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_documented_has_a_page() {
        assert!(OPERATIONS.len() >= 18, "{}", OPERATIONS.len());
        for operation in OPERATIONS.iter() {
            assert!(!operation.id.is_empty() && !operation.summary.is_empty() && !operation.tag.is_empty());
            assert!(!operation.answers.is_empty(), "{}", operation.path);
        }
        let search = OPERATIONS.iter().find(|operation| operation.id == "search").unwrap();
        assert_eq!(example("http://x", search), "curl 'http://x/v1/meetings?q=candlelight'");
        let listing = OPERATIONS.iter().find(|operation| operation.id == "listing").unwrap();
        assert!(listing.tried.is_empty());
    }

    #[test]
    fn ids_are_given_once() {
        let mut ids: Vec<&str> = OPERATIONS.iter().map(|operation| operation.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), OPERATIONS.len());
    }
}
