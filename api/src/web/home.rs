//! `/`: the form, and the ways on that people take most. With parameters it is the page of results.

use super::choices::hours;
use super::coverage;
use super::crisis::{Crisis, crisis};
use super::form::{Form, form};
use super::frame::{Frame, Link};
use super::reply::page;
use super::results;
use super::visitor::Visitor;
use crate::message::{Marked, Text};
use crate::params::body::of_form;
use crate::params::table::parameter;
use crate::problem::Problem;
use crate::state::AppState;
use crate::v1::cache_of;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    frame: Frame,
    t: &'static Text,
    crisis: Crisis,
    is_empty: bool,
    form: Form,
    chips: Vec<Link>,
    family: String,
    coverage: Option<Marked>,
}

/// The page.
pub async fn home(
    State(state): State<AppState>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let given = asked(query.as_deref().unwrap_or_default());
    if given.iter().all(|(name, _)| name == "ui_lang") {
        return empty(&state, &visitor).await;
    }
    results::reply(&state, &visitor, given, None).await
}

/// The parameters of a query. What other sites hang onto a link must not break it.
pub fn asked(query: &str) -> Vec<(String, String)> {
    meant(of_form(query.as_bytes()))
}

/// The parameters of a form: a time of day stands for its hours, a day that was chosen beats a span of before, and what
/// is empty or unknown is left out.
pub fn meant(mut given: Vec<(String, String)>) -> Vec<(String, String)> {
    let chosen = given.iter().find(|(name, _)| name == "hours").and_then(|(_, id)| hours(id));
    given.retain(|(name, value)| parameter(name).is_some() && !value.trim().is_empty());
    let has = |given: &[(String, String)], wanted: &str| given.iter().any(|(name, _)| name == wanted);
    if has(&given, "when") {
        given.retain(|(name, _)| !["starts_within", "from", "to"].contains(&name.as_str()));
    }
    let bounds = chosen.into_iter().flat_map(|[after, before]| [("after", after), ("before", before)]);
    for (name, time) in bounds {
        if !has(&given, name) {
            given.push((name.to_owned(), time));
        }
    }
    given
}

/// Where the search once was.
pub async fn moved(RawQuery(query): RawQuery) -> Response {
    let to =
        query.filter(|query| !query.is_empty()).map_or_else(|| "/".to_owned(), |query| format!("/?{query}"));
    let location = HeaderValue::from_str(&to).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, location)]).into_response()
}

async fn empty(state: &AppState, visitor: &Visitor) -> Result<Response, Problem> {
    let visitor = visitor.clone();
    state
        .blocking(move |state| {
            let t = visitor.text();
            let link = |label: &str, query: &str| Link {
                href: visitor.at(&format!("/?{query}")),
                label: label.to_owned(),
            };
            let home = Home {
                frame: Frame::new(&visitor, &*t.home.title).twin("application/json", "/v1/meetings"),
                t,
                crisis: crisis(visitor.locale, None),
                is_empty: state.catalogue().current().is_none(),
                form: form(&visitor, &[]),
                chips: vec![
                    link(&t.home.online_now, "when=now&attendance=online"),
                    link(&t.home.tonight, "when=tonight"),
                    link(&t.home.family, "for=family"),
                    link(&t.home.secular, "philosophy=secular"),
                    link(&t.home.women, "audience=women"),
                    link(&t.home.beginners, "type=beginners"),
                ],
                family: visitor.at("/?for=family"),
                coverage: coverage::of_all(state, &visitor)?,
            };
            Ok(page(&visitor, &home, cache_of(false)))
        })
        .await
}
