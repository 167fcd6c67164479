//! What a search found: what was understood, the cards, what else there would be. One page for searches whose state stands
//! in the address, and for private ones, whose place stands nowhere.

use super::card::{Card, card};
use super::chips::{Parts, Step};
use super::crisis::{Crisis, crisis};
use super::error::ErrorPage;
use super::faults::faults;
use super::form::{Form, form};
use super::frame::{Act, Entry, Frame, Kept, Link};
use super::heading::{count, days_of, heading, legend, printed, remarks};
use super::map::Svg;
use super::reading::{Reading, country_asked};
use super::reply::{NOT_KEPT, rendered};
use super::visitor::Visitor;
use super::wider::wider;
use super::{nothing, on_map};
use crate::message::{Marked, Text};
use crate::params::{self, Parsed, Scope};
use crate::problem::{Problem, ProblemCode};
use crate::search::asked;
use crate::sources::SourceFacts;
use crate::state::AppState;
use crate::v1::cache_of;
use askama::Template;
use axum::response::Response;
use everyroom_indexer::search::{Answer, Query};
use http::StatusCode;

#[derive(Template)]
#[template(path = "results.html")]
struct Results {
    frame: Frame,
    t: &'static Text,
    crisis: Crisis,
    /// Whether the words are a call for help: then the lines stand before everything else.
    calls_for_help: bool,
    form: Form,
    private: Option<String>,
    heading: Marked,
    said: Vec<Step>,
    quick: Vec<Step>,
    count: String,
    printed: Marked,
    remarks: Vec<Marked>,
    days_of: Option<Marked>,
    map: Option<Svg>,
    cards: Vec<Card>,
    wider: Vec<Step>,
    next: Option<Next>,
    outputs: Vec<Link>,
    legend: Vec<Entry>,
}

/// The next page.
struct Next {
    label: String,
    query: String,
    kept: Vec<Kept>,
}

/// A search with its answer.
pub struct Found<'a> {
    /// Who asks.
    pub visitor: &'a Visitor,
    /// What was asked.
    pub parsed: &'a Parsed,
    /// The same in single steps.
    pub parts: Parts,
    /// What there is.
    pub answer: &'a Answer,
    /// How the sources stand.
    pub facts: &'a SourceFacts,
    /// The point of a private search.
    pub private: Option<String>,
    /// What was given.
    pub given: &'a [(String, String)],
}

impl Found<'_> {
    /// What cards need to know.
    pub fn reading(&self) -> Reading<'_> {
        Reading::of_search(self.visitor, self.facts, self.parsed)
    }

    /// What was asked for, in steps.
    pub fn said(&self) -> Vec<Step> {
        let name = |id: &str| {
            let known = everyroom_feeds::id::SourceId::parse(id).ok();
            let fact = known.and_then(|id| self.facts.get(&id));
            fact.map_or_else(|| id.to_owned(), |fact| fact.name.clone())
        };
        self.parts.said(self.visitor.locale, name)
    }

    /// The form with what was given.
    pub fn form(&self, is_full: bool) -> Form {
        let said = &self.parsed.interpreted.filters;
        let form = form(self.visitor, self.given).written(self.visitor.locale, self.given, said);
        let form = form.private(self.private.clone());
        let form = Form { is_full, ..form };
        match &self.answer.facets {
            Some(facets) => form.counted(self.visitor.language(), facets),
            None => form,
        }
    }

    /// The lines of the place's country.
    pub fn crisis(&self) -> Crisis {
        crisis(self.visitor.locale, country_asked(self.parsed))
    }
}

/// Searches and answers with a page. `private` is the point of a search whose place stands in no address.
pub async fn reply(
    state: &AppState,
    visitor: &Visitor,
    given: Vec<(String, String)>,
    private: Option<String>,
) -> Result<Response, Problem> {
    let visitor = visitor.clone();
    state
        .blocking(move |state| {
            let parsed = match params::parse(given.clone().into_iter(), &state.context(Scope::Listings)) {
                Ok(parsed) => parsed,
                Err(problem) => return Ok(refused(&visitor, &given, &problem, private)),
            };
            let facts = state.facts()?;
            let counted = Query { facets: true, ..asked(&parsed, &facts) };
            let answer = match state.catalogue().search(&counted).map_err(Problem::from) {
                Ok(answer) => answer,
                // a cursor that has expired is told on the page
                Err(problem) => return Ok(refused(&visitor, &given, &problem, private)),
            };
            let found = Found {
                visitor: &visitor,
                parsed: &parsed,
                parts: Parts::of(&parsed, &visitor, private.is_some()),
                answer: &answer,
                facts: &facts,
                private,
                given: &given,
            };
            let cache = if found.private.is_some() { NOT_KEPT } else { cache_of(parsed.is_personal) };
            if answer.hits.is_empty() {
                return nothing::reply(state, &found, cache);
            }
            Ok(rendered(&visitor, StatusCode::OK, &page(&found), cache))
        })
        .await
}

fn page(found: &Found<'_>) -> Results {
    let Found { visitor, parsed, answer, private, .. } = found;
    let t = visitor.text();
    let reading = found.reading();
    let query = found.parts.query();
    let frame = Frame::new(visitor, &*t.results.title).hidden().wide();
    let frame = match private {
        Some(_) => frame.private(),
        None => frame
            .twin("application/json", format!("/v1/meetings?{}", for_programs(&query)))
            .twin("text/calendar", format!("/v1/meetings.ics?{}", for_programs(&query)))
            .twin("text/plain", format!("/v1/meetings.txt?{}", for_programs(&query))),
    };
    let outputs = frame.twins.iter().filter_map(|twin| match twin.kind {
        "text/plain" => Some(Link { href: twin.href.clone(), label: t.results.text.clone() }),
        "text/calendar" => Some(Link { href: twin.href.clone(), label: t.results.calendar.clone() }),
        _ => None,
    });
    let quick = found.parts.quick(t);
    let mut cards: Vec<Card> = answer.hits.iter().map(|hit| card(hit, &reading)).collect();
    Results {
        t,
        crisis: found.crisis(),
        calls_for_help: parsed.interpreted.crisis,
        form: found.form(true),
        private: private.clone(),
        heading: heading(found),
        said: found.said(),
        quick: quick.narrower.into_iter().chain(on_map::step(found)).collect(),
        count: count(found),
        printed: printed(found),
        remarks: remarks(found),
        days_of: days_of(found),
        map: on_map::of_results(found, &mut cards),
        cards,
        wider: wider(found).into_iter().chain(quick.other).collect(),
        next: answer.next.as_ref().map(|cursor| next(found, cursor)),
        outputs: outputs.collect(),
        legend: legend(visitor.locale, answer.hits.iter().map(|hit| &hit.listing.meeting)),
        frame,
    }
}

/// A query without what only pages know.
pub fn for_programs(query: &str) -> String {
    let pairs = url::form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != "view");
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn next(found: &Found<'_>, cursor: &str) -> Next {
    let Found { visitor, parsed, answer, private, .. } = found;
    let rest = answer
        .total
        .saturating_sub((answer.offset + answer.hits.len()) as u64)
        .min(parsed.query.limit as u64)
        .max(1);
    let mut pairs: Vec<(String, String)> =
        parsed.pairs.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    pairs.extend(visitor.pairs().iter().filter(|(name, _)| name == "view").cloned());
    pairs.push(("cursor".to_owned(), cursor.to_owned()));
    let kept = pairs.iter().map(|(name, value)| Kept { name: name.clone(), value: value.clone() });
    Next {
        label: visitor.text().results.next.plain(visitor.language(), rest, &[]),
        kept: if private.is_some() { kept.collect() } else { Vec::new() },
        query: url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish(),
    }
}

/// What could not be used, in place, with what was typed; `private` is the point of a search whose place stands in no
/// address.
pub fn refused(
    visitor: &Visitor,
    given: &[(String, String)],
    problem: &Problem,
    private: Option<String>,
) -> Response {
    let t = visitor.text();
    let online = Act::quiet(visitor.at("/?when=now&attendance=online"), &*t.home.online_now);
    // no address leads back to a private search, but the form does
    let again = private.is_none().then(|| {
        let rest = given.iter().filter(|(name, _)| name != "cursor");
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(rest).finish();
        Act::first(format!("/?{query}"), &*t.error.start_again)
    });
    let form = form(visitor, given).private(private);
    let page = match problem.code() {
        ProblemCode::CursorExpired => {
            let says = vec![Marked::words(&t.error.expired_says)];
            let acts = again.into_iter().chain([online]).collect();
            ErrorPage { form: Some(form), ..ErrorPage::new(visitor, &t.error.expired, says, acts) }
        }
        _ if problem.status().is_server_error() => {
            return super::error::of_problem(visitor, problem.code(), None);
        }
        _ => {
            let lines = std::iter::once(Marked::words(&t.error.bad_says)).chain(faults(visitor, problem));
            let home = Act::quiet(visitor.at("/"), &*t.error.home);
            let page = ErrorPage::new(visitor, &t.error.bad, lines.collect(), vec![home, online]);
            ErrorPage { is_fault: true, form: Some(Form { is_open: true, ..form }), ..page }
        }
    };
    page.reply(visitor, problem.status())
}
