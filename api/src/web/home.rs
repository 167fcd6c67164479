//! `/`: the form, and the ways on that people take most. With parameters it is the page of results.

use super::crisis::{Crisis, crisis};
use super::form::{Form, form};
use super::frame::{Frame, Link};
use super::reply::page;
use super::results;
use super::visitor::Visitor;
use crate::message::{Marked, Text, number};
use crate::params::body::of_form;
use crate::params::table::parameter;
use crate::problem::Problem;
use crate::state::AppState;
use crate::v1::cache_of;
use crate::words;
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
    coverage: Marked,
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
    let given = of_form(query.as_bytes()).into_iter();
    given.filter(|(name, value)| parameter(name).is_some() && !value.trim().is_empty()).collect()
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
                coverage: coverage(state, &visitor)?,
            };
            Ok(page(&visitor, &home, cache_of(false)))
        })
        .await
}

/// How much there is, and how lately it was read.
fn coverage(state: &AppState, visitor: &Visitor) -> Result<Marked, Problem> {
    let facts = state.facts()?;
    let extent = state.extent()?;
    let lists: u64 = facts.states().values().sum();
    let write = |count: u64| number(visitor.language(), count);
    let read = facts.last_read().map_or_else(
        || visitor.text().card.never_read.clone(),
        |at| words::ago(visitor.locale, at, state.now()),
    );
    let values = [
        ("meetings", write(extent.meetings)),
        ("groups", write(extent.groups())),
        ("lists", write(lists)),
        ("ago", read),
    ];
    Ok(visitor.text().home.coverage.marked(&values.each_ref().map(|(name, value)| (*name, value.as_str()))))
}
