//! `GET /v1`: what answers, taken from the OpenAPI document so that it can't say anything else.

use crate::params::{self, body::of_form};
use crate::problem::Problem;
use crate::router::openapi_document;
use axum::extract::RawQuery;
use axum::response::Response;
use http::HeaderMap;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// What answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Index {
    /// Version of the program.
    pub version: &'static str,
    /// Where the whole contract is.
    pub openapi: &'static str,
    /// The addresses.
    pub endpoints: Vec<Endpoint>,
}

/// One address.
#[derive(Debug, Serialize, ToSchema)]
pub struct Endpoint {
    /// Its path.
    pub path: String,
    /// The method.
    pub method: &'static str,
    /// What it is for.
    pub summary: Option<String>,
}

/// What answers
#[utoipa::path(get, path = "/v1", tag = "about", responses(
    (status = 200, body = Index),
    (status = 304, description = "The client has it"),
))]
pub async fn index(RawQuery(query): RawQuery, headers: HeaderMap) -> Result<Response, Problem> {
    params::only(of_form(query.unwrap_or_default().as_bytes()).into_iter(), &[])?;
    let paths = openapi_document()["paths"].as_object().into_iter().flatten();
    let endpoints = paths.flat_map(|(path, item)| endpoints(path, item)).collect();
    let index = Index { version: env!("CARGO_PKG_VERSION"), openapi: "/openapi.json", endpoints };
    super::same_for_all(&headers, super::DICTIONARY_CACHE, &index)
}

fn endpoints(path: &str, item: &Value) -> Vec<Endpoint> {
    let endpoint = |(method, key): (&'static str, &str)| {
        let operation = item.get(key)?;
        let summary = operation["summary"].as_str().map(str::to_owned);
        Some(Endpoint { path: path.to_owned(), method, summary })
    };
    [("GET", "get"), ("POST", "post")].into_iter().filter_map(endpoint).collect()
}
