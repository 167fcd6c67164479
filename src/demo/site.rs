//! One sample site over HTTP, with the manners of the servers that publish such lists: validators on static
//! files, none on dynamic addresses, gzip when accepted, any origin allowed. It never looks at the clock.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{
    self, ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH,
    LAST_MODIFIED,
};
use axum::http::{HeaderMap, Method, Response, StatusCode, Uri};
use tower_http::compression::CompressionLayer;

use super::bmlt_query;
use super::{Document, SampleSite, documents, pages};

/// Which validators a site's feed carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validators {
    /// None: the address is dynamic.
    None,
    /// An `ETag` (and a `Last-Modified`).
    EntityTag,
    /// `Last-Modified` alone.
    LastModified,
}

/// When the static lists were last written.
const WRITTEN: &str = "Tue, 13 Oct 2026 02:15:09 GMT";

const HTML: &str = "text/html; charset=UTF-8";
const JSON: &str = "application/json; charset=UTF-8";

/// A site with its documents ready to send; a BMLT server answers queries instead.
pub(super) struct Premises {
    site: SampleSite,
    pages: HashMap<String, Document>,
    feed: Vec<u8>,
    entity_tag: String,
}

impl Premises {
    pub(super) fn new(site: SampleSite) -> Self {
        let all = documents(&site).into_iter();
        let pages: HashMap<_, _> = all.map(|document| (document.target.clone(), document)).collect();
        let feed = pages.get(&site.path).map(|document| document.body.clone()).unwrap_or_default();
        let entity_tag = format!("\"{}\"", &blake3::hash(&feed).to_hex()[..16]);
        Self { site, pages, feed, entity_tag }
    }
}

/// The site as a service.
pub(super) fn router(site: SampleSite) -> Router {
    let gzip_only = CompressionLayer::new().no_br().no_deflate().no_zstd();
    Router::new().fallback(handle).layer(gzip_only).with_state(Arc::new(Premises::new(site)))
}

async fn handle(
    State(premises): State<Arc<Premises>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response<Body> {
    answer(&premises, &method, &uri, &headers)
}

fn answer(premises: &Premises, method: &Method, uri: &Uri, headers: &HeaderMap) -> Response<Body> {
    let site = &premises.site;
    // WordPress answers a posted `action` too, but lists are read with GET.
    if !matches!(*method, Method::GET | Method::HEAD) {
        return send(StatusCode::METHOD_NOT_ALLOWED, HTML, "");
    }
    match uri.path() {
        "/" => send(StatusCode::OK, HTML, pages::front(site)),
        _ if site.recipe.is_some() => page(premises, uri),
        "/robots.txt" if site.has_robots => send(StatusCode::OK, "text/plain; charset=utf-8", pages::ROBOTS),
        path if site.format == "bmlt" => semantic(site, path, uri.query().unwrap_or_default()),
        path if site.path.starts_with("/wp-admin/") && path == "/wp-admin/admin-ajax.php" => {
            ajax(premises, uri)
        }
        path if path == site.path => static_list(premises, headers),
        _ => not_found(),
    }
}

/// A page by its whole address; the first of several where it does not say which.
fn page(premises: &Premises, uri: &Uri) -> Response<Body> {
    let target = uri.path_and_query().map_or_else(|| uri.path().to_owned(), ToString::to_string);
    let first = || premises.pages.get(&format!("{target}&page=1"));
    match premises.pages.get(&target).or_else(first) {
        Some(found) => send(StatusCode::OK, found.content_type, found.body.clone()),
        None => not_found(),
    }
}

fn not_found() -> Response<Body> {
    send(StatusCode::NOT_FOUND, HTML, pages::NOT_FOUND)
}

/// `{root}client_interface/json/` and `jsonp/`, with any number of slashes between the parts and with or without the last
/// one.
fn semantic(site: &SampleSite, path: &str, query: &str) -> Response<Body> {
    let asked: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let root: Vec<&str> = site.path.split('/').filter(|part| !part.is_empty()).collect();
    match asked.strip_prefix(root.as_slice()) {
        Some(["client_interface", "json"]) => tell(bmlt_query::answer(site, query), "application/json"),
        Some(["client_interface", "jsonp"]) => tell(bmlt_query::script(site, query), "text/javascript"),
        Some(["client_interface", _]) => send(
            StatusCode::UNPROCESSABLE_ENTITY,
            "application/json",
            r#"{"message":"The selected format is invalid."}"#,
        ),
        _ => not_found(),
    }
}

fn tell(answer: bmlt_query::Answer, content_type: &'static str) -> Response<Body> {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    send(status, if answer.status == 200 { content_type } else { "application/json" }, answer.body)
}

/// WordPress prints a lone zero when nothing is registered for the action.
fn ajax(premises: &Premises, uri: &Uri) -> Response<Body> {
    let is_list = uri.query().unwrap_or_default().split('&').any(|pair| pair == "action=meetings");
    let mut response = if is_list {
        send(StatusCode::OK, JSON, premises.feed.clone())
    } else {
        send(StatusCode::BAD_REQUEST, HTML, "0")
    };
    let headers = response.headers_mut();
    headers.insert(
        CACHE_CONTROL,
        header::HeaderValue::from_static("no-cache, must-revalidate, max-age=0, no-store, private"),
    );
    headers.insert(header::EXPIRES, header::HeaderValue::from_static("Wed, 11 Jan 1984 05:00:00 GMT"));
    response
}

fn static_list(premises: &Premises, headers: &HeaderMap) -> Response<Body> {
    let is_fresh = is_unchanged(premises, headers);
    let status = if is_fresh { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
    let body = if is_fresh { Vec::new() } else { premises.feed.clone() };
    let mut response = send(status, "application/json", body);
    if is_fresh {
        response.headers_mut().remove(CONTENT_TYPE);
    }
    response.headers_mut().insert(LAST_MODIFIED, header::HeaderValue::from_static(WRITTEN));
    if premises.site.validators == Validators::EntityTag
        && let Ok(tag) = header::HeaderValue::from_str(&premises.entity_tag)
    {
        response.headers_mut().insert(ETAG, tag);
    }
    response
}

/// RFC 9110, section 13.1: a tag outweighs a date, and tags are compared weakly.
fn is_unchanged(premises: &Premises, headers: &HeaderMap) -> bool {
    let value = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if premises.site.validators == Validators::EntityTag
        && let Some(tags) = value(IF_NONE_MATCH)
    {
        return tags
            .split(',')
            .map(str::trim)
            .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == premises.entity_tag);
    }
    let written = jiff::fmt::rfc2822::parse(WRITTEN);
    let known = value(IF_MODIFIED_SINCE).map(jiff::fmt::rfc2822::parse);
    matches!((written, known), (Ok(written), Some(Ok(known))) if written.timestamp() <= known.timestamp())
}

fn send(status: StatusCode, content_type: &'static str, body: impl Into<Body>) -> Response<Body> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, header::HeaderValue::from_static(content_type));
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, header::HeaderValue::from_static("*"));
    response
}
