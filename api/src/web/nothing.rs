//! Nothing has all that was asked for: what comes close, what can be joined now, and what is known at all.

use super::card::{Card, card};
use super::chips::Step;
use super::coverage;
use super::crisis::Crisis;
use super::form::Form;
use super::frame::Frame;
use super::heading::remarks;
use super::reply::rendered;
use super::results::{Found, for_programs};
use super::wider::{left_out, other_places, without};
use crate::message::{Marked, Text};
use crate::problem::Problem;
use crate::relaxed;
use crate::search::in_time;
use crate::state::AppState;
use askama::Template;
use axum::response::Response;
use everyroom_indexer::search::{Query, Way, Window};
use http::StatusCode;

/// So many meetings that come close are shown, and so many that can be joined now.
const CLOSE: usize = 5;
const NOW: usize = 2;

#[derive(Template)]
#[template(path = "nothing.html")]
struct Nothing {
    frame: Frame,
    t: &'static Text,
    crisis: Crisis,
    calls_for_help: bool,
    form: Form,
    private: Option<String>,
    heading: String,
    verdict: Marked,
    said: Vec<Step>,
    quick: Vec<Step>,
    without: Vec<Step>,
    /// The groups that are for whoever asked, where that was said.
    groups: Option<String>,
    /// Whether no word was understood: whoever asks may want to know what this is about.
    is_lost: bool,
    nearest: Vec<Card>,
    online: Vec<Card>,
    coverage: Vec<Marked>,
    is_empty: bool,
}

/// The page.
pub fn reply(state: &AppState, found: &Found<'_>, cache: &'static str) -> Result<Response, Problem> {
    let Found { visitor, answer, .. } = found;
    let t = visitor.text();
    let reading = found.reading();
    let nearest = answer.instead.iter().flat_map(|instead| &instead.hits).take(CLOSE);
    let online = joinable(state, found)?;
    let query = found.parts.query();
    let frame = Frame::new(visitor, &*t.nothing.title).hidden();
    let frame = match found.private {
        Some(_) => frame.private(),
        None => frame.twin("application/json", format!("/v1/meetings?{}", for_programs(&query))),
    };
    let verdict = match &answer.instead {
        Some(instead) if !instead.relaxed.online => {
            let what = left_out(found, &relaxed::parameters(&instead.relaxed));
            t.results.relaxed.marked(&[("what", &what)])
        }
        Some(instead) => {
            Marked::words(&t.without.online.plain(visitor.language(), instead.relaxed.count, &[]))
        }
        None => Marked::words(&t.nothing.verdict),
    };
    let steps = answer.relaxed.iter().filter_map(|relaxed| without(found, relaxed, true));
    let places = if found.private.is_some() { Vec::new() } else { other_places(found) };
    let quick = found.parts.quick(t);
    let page = Nothing {
        frame,
        t,
        crisis: found.crisis(),
        calls_for_help: found.parsed.interpreted.crisis,
        form: found.form(false),
        private: found.private.clone(),
        heading: t.nothing.heading.clone(),
        verdict,
        said: found.said(),
        quick: Vec::new(),
        without: steps.chain(places).chain(quick.narrower).chain(quick.other).collect(),
        groups: groups(found),
        is_lost: found.parsed.interpreted.filters.is_empty() && found.parsed.query.near.is_none(),
        nearest: nearest.map(|hit| card(hit, &reading)).collect(),
        online,
        coverage: remarks(found).into_iter().chain(coverage::of_search(state, found)?).collect(),
        is_empty: state.catalogue().current().is_none(),
    };
    Ok(rendered(visitor, StatusCode::OK, &page, cache))
}

/// The way to groups of which there may be no meeting here.
fn groups(found: &Found<'_>) -> Option<String> {
    let filters = &found.parsed.query.filters;
    let for_whom = filters.for_whom.any.first().map(|value| ("for", value.id()));
    let covers = filters.covers.any.first().map(|value| ("covers", value.id()));
    let asked: Vec<(&str, &str)> = for_whom.into_iter().chain(covers).collect();
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&asked).finish();
    (!asked.is_empty()).then(|| found.visitor.at(&format!("/which?{query}")))
}

/// Meetings online that are on now.
fn joinable(state: &AppState, found: &Found<'_>) -> Result<Vec<Card>, Problem> {
    let now = found.parsed.query.now;
    let mut query =
        Query { limit: NOW, window: Some(Window::Now), ..Query::all(now, found.parsed.query.zone.clone()) };
    query.filters.attendance.any = vec![Way::Online, Way::Phone];
    // nobody is sent to a meeting that is for others, or about something else
    let asked = &found.parsed.query.filters;
    (query.filters.for_whom, query.filters.covers) = (asked.for_whom.clone(), asked.covers.clone());
    let answer = state.catalogue().search(&in_time(&query))?;
    Ok(answer.hits.iter().map(|hit| card(hit, &found.reading())).collect())
}
