//! `/` and `/search`: the form, and with parameters the results. The parameters are those of `/v1/meetings`.

use super::chips::{Chip, Parts, name_in_words};
use super::frame::Frame;
use super::reply::rendered;
use super::visitor::Visitor;
use super::words::{self, WAYS, WHEN};
use crate::message::Text;
use crate::params::body::of_form;
use crate::params::table::parameter;
use crate::params::{self, Parsed, Scope};
use crate::problem::Problem;
use crate::relaxed;
use crate::search::in_time;
use crate::shape::{instant, safe_link};
use crate::sources::SourceFacts;
use crate::state::AppState;
use crate::v1::cache_of;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use everyroom_feeds::fellowship::Fellowship;
use everyroom_feeds::schedule::Weekday;
use everyroom_indexer::search::{Answer, Hit, Query, RadiusReason, Relaxed};
use everyroom_indexer::store::sources::SourceState;
use http::StatusCode;
use jiff::Timestamp;

#[derive(Template)]
#[template(path = "old_home.html")]
struct Home {
    frame: Frame,
    t: &'static Text,
    form: Form,
    fault: Option<String>,
    is_empty: bool,
    results: Option<Results>,
}

/// What stands in the form.
struct Form {
    is_open: bool,
    q: String,
    near: String,
    radius_km: String,
    after: String,
    before: String,
    fellowship: Vec<Choice>,
    when: Vec<Choice>,
    weekday: Vec<Choice>,
    attendance: Vec<Choice>,
    shows_paused: bool,
}

/// One entry of a list to choose from.
struct Choice {
    id: String,
    label: String,
    chosen: bool,
}

struct Results {
    heading: String,
    /// Whether the words call for help.
    is_call: bool,
    /// Whether the words mean a place that only the asker's device knows.
    is_near_me: bool,
    said: Vec<Chip>,
    places: Vec<Chip>,
    radius: Option<String>,
    /// What was left out, where nothing has all that was asked for.
    instead: Option<String>,
    others: Vec<Chip>,
    cards: Vec<Card>,
    next: Option<String>,
}

/// One listing among others.
struct Card {
    id: String,
    name: String,
    whose: String,
    kinds: String,
    when: String,
    starts: Option<String>,
    status: Option<String>,
    tone: &'static str,
    attendance: String,
    place: Option<String>,
    distance: Option<String>,
    join: Option<String>,
    call: Option<String>,
    missing_link: Option<&'static str>,
    fresh: String,
}

/// The page.
pub async fn home(
    State(state): State<AppState>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let given: Vec<(String, String)> = of_form(query.unwrap_or_default().as_bytes())
        .into_iter()
        // what other sites hang onto a link must not break it
        .filter(|(name, value)| parameter(name).is_some() && !value.trim().is_empty())
        .collect();
    let is_empty = state.catalogue().current().is_none();
    if given.is_empty() {
        let page = Home {
            frame: Frame::new(&visitor, "Everyroom: find a recovery meeting"),
            t: visitor.text(),
            form: form(&given, true),
            fault: None,
            is_empty,
            results: None,
        };
        return Ok(rendered(&visitor, StatusCode::OK, &page, cache_of(false)));
    }
    let pairs = given.clone().into_iter();
    let parsed = state.blocking(|state| Ok(params::parse(pairs, &state.context(Scope::Listings))));
    match parsed.await? {
        Ok(parsed) => results(&state, &visitor, given, parsed, is_empty).await,
        Err(problem) => Ok(refused(&visitor, &given, &problem, is_empty)),
    }
}

/// The form again, with what could not be used.
fn refused(visitor: &Visitor, given: &[(String, String)], problem: &Problem, is_empty: bool) -> Response {
    let frame = Frame::new(visitor, "Please check what you entered").hidden();
    let page = Home {
        frame,
        t: visitor.text(),
        form: form(given, true),
        // by the names that people see
        fault: Some(problem.detail().replace('`', "").replace("radius_km=", "Within (km): ")),
        is_empty,
        results: None,
    };
    rendered(visitor, problem.status(), &page, "no-store")
}

async fn results(
    state: &AppState,
    visitor: &Visitor,
    given: Vec<(String, String)>,
    parsed: Parsed,
    is_empty: bool,
) -> Result<Response, Problem> {
    let cache = cache_of(parsed.is_personal);
    let found = state.blocking(move |state| {
        // a cursor that has expired is told on the page, so the refusal is a result too
        let facts = state.facts()?;
        let asked = Query { relax: true, stale: facts.stale(), ..in_time(&parsed.query) };
        let answer = match state.catalogue().search(&asked) {
            Ok(answer) => answer,
            Err(error) => return Ok(Err(Problem::from(error))),
        };
        Ok(Ok(shown(&answer, &parsed, &facts)))
    });
    let results = match found.await? {
        Ok(results) => results,
        Err(problem) => return Ok(refused(visitor, &given, &problem, is_empty)),
    };
    let mut frame = Frame::new(visitor, results.heading.clone()).hidden();
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&given).finish();
    frame = frame.twin("application/json", format!("/v1/meetings?{query}"));
    let form = form(&given, results.cards.is_empty());
    let page = Home { frame, t: visitor.text(), form, fault: None, is_empty, results: Some(results) };
    Ok(rendered(visitor, StatusCode::OK, &page, cache))
}

fn shown(answer: &Answer, parsed: &Parsed, facts: &SourceFacts) -> Results {
    let heading = match answer.total {
        0 => "No meeting found".to_owned(),
        1 => "1 meeting".to_owned(),
        total => format!("{total} meetings"),
    };
    let next = answer.next.as_ref().map(|cursor| {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        format!("/search?{}", query.extend_pairs(&parsed.pairs).append_pair("cursor", cursor).finish())
    });
    let now = parsed.query.now;
    let parts = Parts::of(parsed);
    let hits = answer.instead.as_ref().map_or(&answer.hits, |instead| &instead.hits);
    Results {
        heading,
        is_call: parsed.interpreted.crisis,
        is_near_me: parsed.interpreted.near_me,
        said: parts.chips(),
        places: places(parsed, &parts),
        radius: radius(answer),
        instead: answer.instead.as_ref().map(|instead| left_out(&instead.relaxed)),
        others: others(answer, &parts),
        cards: hits.iter().map(|hit| card(hit, facts, now)).collect(),
        next,
    }
}

/// What is shown instead, in words.
fn left_out(relaxed: &Relaxed) -> String {
    if relaxed.online {
        return "Nothing fits all of that. These you can join online or by phone.".to_owned();
    }
    let mut names: Vec<&str> = relaxed::parameters(relaxed).into_iter().map(name_in_words).collect();
    names.dedup();
    format!("Nothing fits all of that. These are without {}.", names.join(" and "))
}

fn radius(answer: &Answer) -> Option<String> {
    let km = answer.radius_km?;
    match answer.radius_reason? {
        RadiusReason::Asked => None,
        RadiusReason::Grown => Some(format!("Within {km:.0} km, so that there is something to choose from.")),
        RadiusReason::NearestFew => {
            Some("There is nothing close by: these are the nearest, however far.".to_owned())
        }
    }
}

/// What else there would be, as links.
fn others(answer: &Answer, parts: &Parts) -> Vec<Chip> {
    let link = |relaxed: &Relaxed| {
        let without = relaxed::parameters(relaxed);
        let mut names: Vec<&str> = without.iter().map(|name| name_in_words(name)).collect();
        names.dedup();
        let mut others = parts.without(&without);
        let count = relaxed.count;
        let label = if relaxed.online {
            others = others.without(&["near", "bbox", "region", "country", "attendance"]);
            others = others.with("attendance", "online,phone");
            names.retain(|name| {
                !["the distance", "the way to take part", "the region", "the map"].contains(name)
            });
            let rest =
                if names.is_empty() { String::new() } else { format!(", without {}", names.join(" and ")) };
            format!("{count} online or by phone{rest}")
        } else {
            format!("{count} without {}", names.join(" and "))
        };
        Chip { label, remove: others.address() }
    };
    answer.relaxed.iter().map(link).collect()
}

/// Other places of the name.
fn places(parsed: &Parsed, parts: &Parts) -> Vec<Chip> {
    let candidates = parsed.place.iter().flat_map(|found| &found.others);
    candidates
        .map(|place| Chip {
            label: [
                Some(place.name.clone()),
                place.region_name.clone(),
                Some(place.country.name().to_owned()),
            ]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", "),
            remove: parts.without(&["near"]).with("near", &place.label()).address(),
        })
        .collect()
}

fn card(hit: &Hit, facts: &SourceFacts, now: Timestamp) -> Card {
    let listing = &hit.listing;
    let meeting = &listing.meeting;
    let online = meeting.online.as_ref();
    Card {
        id: listing.id.clone(),
        name: meeting.name.clone(),
        whose: words::whose(meeting),
        kinds: words::kinds(meeting).join(" · "),
        when: words::next(hit, now).unwrap_or_else(|| words::rule(&meeting.schedule)),
        starts: hit.next.as_ref().filter(|_| !words::is_paused(meeting)).map(|next| instant(&next.start)),
        status: words::status(hit),
        tone: words::tone(hit.status),
        attendance: words::attendance(meeting.attendance),
        place: meeting.venue.as_ref().map(words::place).filter(|place| !place.is_empty()),
        distance: words::distance(hit),
        join: online.and_then(|online| online.url.as_deref()).and_then(safe_link).map(str::to_owned),
        call: online.and_then(words::telephone),
        missing_link: words::missing_link(meeting),
        fresh: freshness(hit, facts, now),
    }
}

/// Who says so, and how lately.
fn freshness(hit: &Hit, facts: &SourceFacts, now: Timestamp) -> String {
    let Some(origin) = hit.listing.origins.first() else { return String::new() };
    let Some(fact) = facts.get(&origin.source) else { return format!("From {}", origin.source) };
    let checked = fact.last_ok.map_or_else(String::new, |at| format!(", read {}", words::ago(at, now)));
    let state = match fact.state {
        SourceState::Ok | SourceState::Never => String::new(),
        other => format!("; {}", super::about::state_in_words(other)),
    };
    let others = match hit.listing.origins.len() {
        0 | 1 => String::new(),
        2 => ", and one other".to_owned(),
        several => format!(", and {} others", several - 1),
    };
    format!("From {}{others}{checked}{state}", fact.name)
}

fn form(given: &[(String, String)], is_open: bool) -> Form {
    let value = |name: &str| {
        let found = given.iter().find(|(given, _)| given == name);
        found.map_or_else(String::new, |(_, value)| value.clone())
    };
    let choices = |name: &str, all: Vec<(&str, &str)>| -> Vec<Choice> {
        let chosen = value(name);
        let choice = |(id, label): (&str, &str)| Choice {
            id: id.to_owned(),
            label: label.to_owned(),
            chosen: chosen == id,
        };
        all.into_iter().map(choice).collect()
    };
    let fellowships = Fellowship::all().map(|fellowship| (fellowship.id(), fellowship.entry().name.as_str()));
    let days = Weekday::ALL.iter().cycle().skip(1).take(7).map(|day| (day.id(), day.name()));
    Form {
        is_open,
        q: value("q"),
        near: value("near"),
        radius_km: value("radius_km"),
        after: value("after"),
        before: value("before"),
        fellowship: choices("fellowship", fellowships.collect()),
        when: choices("when", WHEN.to_vec()),
        weekday: choices("weekday", days.collect()),
        attendance: choices("attendance", WAYS.to_vec()),
        shows_paused: value("inactive") == "include",
    }
}
