//! `/` and `/search`: the form, and with parameters the results. The parameters are those of `/v1/meetings`.

use super::page::{Frame, rendered};
use super::words;
use crate::params::body::of_form;
use crate::params::table::parameter;
use crate::params::{self, Parsed, Scope};
use crate::problem::Problem;
use crate::search::{in_time, label};
use crate::shape::{instant, safe_link};
use crate::sources::SourceFacts;
use crate::state::AppState;
use crate::v1::cache_of;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use everyroom_feeds::fellowship::Fellowship;
use everyroom_feeds::label::UiLanguage;
use everyroom_feeds::schedule::Weekday;
use everyroom_indexer::search::{Answer, Hit, RadiusReason};
use everyroom_indexer::store::sources::SourceState;
use http::StatusCode;
use jiff::Timestamp;

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    frame: Frame,
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
    said: Vec<String>,
    radius: Option<String>,
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
pub async fn home(State(state): State<AppState>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let given: Vec<(String, String)> = of_form(query.unwrap_or_default().as_bytes())
        .into_iter()
        // what other sites hang onto a link must not break it
        .filter(|(name, value)| parameter(name).is_some() && !value.trim().is_empty())
        .collect();
    let is_empty = state.catalogue().current().is_none();
    if given.is_empty() {
        let page = Home {
            frame: Frame::new("Everyroom: find a recovery meeting"),
            form: form(&given, true),
            fault: None,
            is_empty,
            results: None,
        };
        return Ok(rendered(StatusCode::OK, &page, cache_of(false)));
    }
    let pairs = given.clone().into_iter();
    let parsed = state.blocking(|state| Ok(params::parse(pairs, &state.context(Scope::Listings))));
    match parsed.await? {
        Ok(parsed) => results(&state, given, parsed, is_empty).await,
        Err(problem) => Ok(refused(&given, &problem, is_empty)),
    }
}

/// The form again, with what could not be used.
fn refused(given: &[(String, String)], problem: &Problem, is_empty: bool) -> Response {
    let frame = Frame::new("Please check what you entered").hidden();
    let page = Home {
        frame,
        form: form(given, true),
        // by the names that people see
        fault: Some(problem.detail().replace('`', "").replace("radius_km=", "Within (km): ")),
        is_empty,
        results: None,
    };
    rendered(problem.status(), &page, "no-store")
}

async fn results(
    state: &AppState,
    given: Vec<(String, String)>,
    parsed: Parsed,
    is_empty: bool,
) -> Result<Response, Problem> {
    let cache = cache_of(parsed.is_personal);
    let found = state.blocking(move |state| {
        // a cursor that has expired is told on the page, so the refusal is a result too
        let answer = match state.catalogue().search(&in_time(&parsed.query)) {
            Ok(answer) => answer,
            Err(error) => return Ok(Err(Problem::from(error))),
        };
        let facts = state.facts()?;
        Ok(Ok(shown(&answer, &parsed, &facts)))
    });
    let results = match found.await? {
        Ok(results) => results,
        Err(problem) => return Ok(refused(&given, &problem, is_empty)),
    };
    let mut frame = Frame::new(results.heading.clone()).hidden();
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&given).finish();
    frame.data = Some(format!("/v1/meetings?{query}"));
    let form = form(&given, results.cards.is_empty());
    let page = Home { frame, form, fault: None, is_empty, results: Some(results) };
    Ok(rendered(StatusCode::OK, &page, cache))
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
    Results {
        heading,
        said: said(parsed),
        radius: radius(answer),
        cards: answer.hits.iter().map(|hit| card(hit, facts, now)).collect(),
        next,
    }
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

/// What was understood, in words.
fn said(parsed: &Parsed) -> Vec<String> {
    let mut words: Vec<String> = parsed.interpreted.text.iter().map(|text| format!("“{text}”")).collect();
    for (name, value) in &parsed.interpreted.filters {
        let texts: Vec<String> = match value {
            serde_json::Value::Array(values) => {
                values.iter().filter_map(|v| Some(v.as_str()?.to_owned())).collect()
            }
            serde_json::Value::String(text) => vec![text.clone()],
            _ => Vec::new(),
        };
        words.extend(texts.iter().map(|text| in_words(name, text)));
    }
    if parsed.query.near.is_some() {
        words.push("near your point".to_owned());
    }
    words
}

const WHEN: [(&str, &str); 5] = [
    ("now", "On now"),
    ("today", "Today"),
    ("tonight", "Tonight"),
    ("tomorrow", "Tomorrow"),
    ("week", "The next seven days"),
];
const WAYS: [(&str, &str); 3] = [("in_person", "In person"), ("online", "Online"), ("phone", "By phone")];

fn in_words(name: &str, text: &str) -> String {
    let (not, id) = text.strip_prefix('-').map_or(("", text), |id| ("not ", id));
    let choices: &[(&str, &str)] = match name {
        "when" => &WHEN,
        "attendance" => &WAYS,
        _ => &[],
    };
    if let Some((_, words)) = choices.iter().find(|(choice, _)| *choice == id) {
        return format!("{not}{words}");
    }
    match name {
        "after" => format!("from {id}"),
        "before" => format!("before {id}"),
        "inactive" => "with paused meetings".to_owned(),
        _ => format!("{not}{}", label(UiLanguage::En, name, id).unwrap_or_else(|| id.to_owned())),
    }
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
