//! `GET /v1`: what answers, taken from the OpenAPI document so that it can't say anything else.

use crate::router::openapi_document;
use axum::Json;
use axum::response::IntoResponse;
use http::header;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::path::{Operation, PathItem};

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
#[utoipa::path(get, path = "/v1", tag = "about", responses((status = 200, body = Index)))]
pub async fn index() -> impl IntoResponse {
    let document = openapi_document();
    let endpoints = document.paths.paths.iter().flat_map(|(path, item)| endpoints(path, item)).collect();
    let index = Index { version: env!("CARGO_PKG_VERSION"), openapi: "/openapi.json", endpoints };
    ([(header::CACHE_CONTROL, super::DICTIONARY_CACHE)], Json(index))
}

fn endpoints(path: &str, item: &PathItem) -> Vec<Endpoint> {
    let endpoint = |method, operation: &Operation| Endpoint {
        path: path.to_owned(),
        method,
        summary: operation.summary.clone(),
    };
    let get = item.get.iter().map(|operation| endpoint("GET", operation));
    let post = item.post.iter().map(|operation| endpoint("POST", operation));
    get.chain(post).collect()
}
