//! `/embed`: a small list for a fellowship's own site, and without parameters the page that says how to put it there. The
//! one address that others may frame; no script, nothing stored, links open in the whole window.

use super::card::{Card, card};
use super::developers::base;
use super::faults::faults;
use super::fields::{is_point, named};
use super::frame::{Fact, Frame};
use super::home::asked;
use super::reading::Reading;
use super::reply::{AN_HOUR, NOT_KEPT, page, rendered};
use super::visitor::Visitor;
use crate::message::{Marked, Text, number};
use crate::params::{self, Scope};
use crate::problem::Problem;
use crate::search::in_time;
use crate::state::AppState;
use crate::v1::cache_of;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use everyroom_feeds::fellowship::Fellowship;
use everyroom_feeds::label::{Vocabulary, label};
use everyroom_indexer::search::Query;
use http::{HeaderValue, StatusCode, header};

/// Meetings where nothing is said.
const USUAL: &str = "10";
/// Meetings at most.
const MOST: u64 = 50;
/// As of every page, but that others may frame it.
const POLICY: &str =
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors *";

#[derive(Template)]
#[template(path = "embedding.html")]
struct Embedding {
    frame: Frame,
    t: &'static Text,
    code: String,
    facts: Vec<Fact>,
    promises: [&'static str; 3],
    sample_href: String,
}

#[derive(Template)]
#[template(path = "embed.html")]
struct Embed {
    frame: Frame,
    t: &'static Text,
    heading: String,
    count: String,
    /// What could not be used.
    faults: Vec<Marked>,
    cards: Vec<Card>,
    all_href: String,
}

/// The list, or how to embed it.
pub async fn embed(
    State(state): State<AppState>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let mut given = asked(query.as_deref().unwrap_or_default());
    given.retain(|(name, _)| name != "cursor");
    if given.iter().all(|(name, _)| name == "ui_lang") {
        return Ok(page(&visitor, &embedding(&state, &visitor), AN_HOUR));
    }
    let limit = given.iter().find(|(name, _)| name == "limit").map(|(_, limit)| limit.clone());
    match limit {
        None => given.push(("limit".to_owned(), USUAL.to_owned())),
        Some(limit) if !matches!(limit.parse(), Ok(1..=MOST)) => {
            let faults = vec![named("limit", &limit), Marked::words(&visitor.text().embed.choose_limit)];
            return Ok(framed(refused(&visitor, &given, faults)));
        }
        Some(_) => {}
    }
    state.blocking(move |state| Ok(framed(list(state, &visitor, &given)?))).await
}

fn list(state: &AppState, visitor: &Visitor, given: &[(String, String)]) -> Result<Response, Problem> {
    let parsed = match params::parse(given.iter().cloned(), &state.context(Scope::Listings)) {
        Ok(parsed) => parsed,
        Err(problem) => return Ok(refused(visitor, given, faults(visitor, &problem))),
    };
    let facts = state.facts()?;
    let answer = state.catalogue().search(&Query { stale: facts.stale(), ..in_time(&parsed.query) })?;
    let reading = Reading::of_search(visitor, &facts, &parsed);
    let t = visitor.text();
    let heading = heading(visitor, given);
    let counts = [answer.hits.len() as u64, answer.total].map(|count| number(visitor.language(), count));
    let count = t.results.count_best.plain(&[("shown", &counts[0]), ("total", &counts[1])]);
    let view = Embed {
        frame: Frame::new(visitor, &*heading).hidden().private(),
        t,
        heading,
        faults: Vec::new(),
        count: if answer.hits.is_empty() { t.nothing.heading.clone() } else { count },
        cards: answer.hits.iter().map(|hit| card(hit, &reading)).collect(),
        all_href: all(visitor, given),
    };
    Ok(rendered(visitor, StatusCode::OK, &view, cache_of(parsed.is_personal)))
}

/// What could not be used, in the frame: whoever embeds it has to see it, and visitors are led on.
fn refused(visitor: &Visitor, given: &[(String, String)], faults: Vec<Marked>) -> Response {
    let t = visitor.text();
    let heading = heading(visitor, given);
    let view = Embed {
        frame: Frame::new(visitor, &*heading).hidden().private(),
        t,
        heading,
        count: t.error.bad.clone(),
        faults,
        cards: Vec::new(),
        all_href: visitor.at("/"),
    };
    rendered(visitor, StatusCode::BAD_REQUEST, &view, NOT_KEPT)
}

fn heading(visitor: &Visitor, given: &[(String, String)]) -> String {
    let mut fellowships = given.iter().filter(|(name, _)| name == "fellowship").map(|(_, id)| id);
    match (fellowships.next().and_then(|id| Fellowship::parse(id)), fellowships.next()) {
        (Some(only), None) => label(visitor.language(), Vocabulary::Fellowship, only.id()).to_owned(),
        _ => visitor.text().results.heading.clone(),
    }
}

/// The same search on our own pages; where somebody is is not passed on.
fn all(visitor: &Visitor, given: &[(String, String)]) -> String {
    let is_private = |(name, value): &(String, String)| name == "near" && is_point(value);
    let is_around_a_point = given.iter().any(is_private);
    let is_ours = |(name, _): &(String, String)| ["limit", "ui_lang"].contains(&name.as_str());
    let needs_the_point = |(name, value): &(String, String)| {
        ["radius_km", "radius"].contains(&name.as_str()) || (name == "sort" && value == "nearest")
    };
    let is_left_out = |pair: &(String, String)| {
        is_ours(pair) || is_private(pair) || is_around_a_point && needs_the_point(pair)
    };
    let kept = given.iter().filter(|pair| !is_left_out(pair));
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish();
    visitor.at(&if query.is_empty() { "/".to_owned() } else { format!("/?{query}") })
}

fn framed(mut response: Response) -> Response {
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    response
}

fn embedding(state: &AppState, visitor: &Visitor) -> Embedding {
    let t = visitor.text();
    let base = base(state);
    let fact = |label: &str, value: &str| Fact { label: label.to_owned(), value: value.to_owned() };
    Embedding {
        frame: Frame::new(visitor, &*t.embed.title),
        t,
        code: format!(
            "<iframe src=\"{base}/embed?fellowship=na&country=GB&limit=10\" title=\"{title}\"\n  width=\"100%\" \
             height=\"600\" loading=\"lazy\" referrerpolicy=\"no-referrer\"></iframe>\n<p><a \
             href=\"{base}/?fellowship=na&country=GB\">{title}</a></p>",
            title = t.results.heading,
        ),
        facts: vec![
            fact("fellowship, country, near, when …", &t.embed.choose_filter),
            fact("limit", &t.embed.choose_limit),
            fact("ui_lang", &t.embed.choose_lang),
        ],
        promises: [&t.embed.promise_1, &t.embed.promise_2, &t.embed.promise_3],
        sample_href: visitor.at("/embed?limit=5"),
    }
}
