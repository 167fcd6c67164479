//! `/m/{id}`: one listing in words.

use super::error::ErrorPage;
use super::frame::{Act, Frame};
use super::reply::rendered;
use super::visitor::Visitor;
use super::{about, words};
use crate::message::{Marked, Text};
use crate::params::whole_minute;
use crate::problem::{Problem, ProblemCode};
use crate::shape::safe_link;
use crate::sources::SourceFacts;
use crate::state::AppState;
use crate::v1::cache_of;
use crate::v1::listing::{Found, find, moved};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use everyroom_indexer::merge::{Listing, Origin};
use everyroom_indexer::search::hit_of;
use http::StatusCode;
use jiff::Timestamp;

#[derive(Template)]
#[template(path = "listing.html")]
struct ListingPage {
    frame: Frame,
    t: &'static Text,
    name: String,
    group: Option<String>,
    whose: String,
    fellowship_sentence: &'static str,
    status: Option<String>,
    tone: &'static str,
    rule: String,
    rule_text: Option<String>,
    next: Option<String>,
    is_paused: bool,
    end_is_unknown: bool,
    zone_is_inferred: bool,
    attendance: String,
    venue: Option<Where>,
    join: Option<String>,
    provider: Option<String>,
    call: Option<String>,
    phone: Option<String>,
    access_code: Option<String>,
    online_notes: Option<String>,
    missing_link: Option<&'static str>,
    kinds: Vec<String>,
    access: Vec<String>,
    languages: Vec<String>,
    notes: Option<String>,
    entity: Option<String>,
    origins: Vec<OriginLine>,
    is_stale: bool,
}

struct Where {
    place: String,
    notes: Option<String>,
    transit: Option<String>,
    map: Option<String>,
    is_rough: bool,
}

struct OriginLine {
    id: String,
    name: String,
    url: Option<String>,
    updated: Option<String>,
    read: Option<String>,
    state: Option<&'static str>,
}

/// The page.
pub async fn listing(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let found = state
        .blocking(move |state| {
            Ok(match find(state, &id) {
                Ok(Found::Moved(to)) => moved(&format!("/m/{to}")),
                Ok(Found::Listing(listing)) => {
                    let page = page(&visitor, *listing, &*state.facts()?, whole_minute(state.now()));
                    rendered(&visitor, StatusCode::OK, &page, cache_of(false))
                }
                Err(problem) => missing(&visitor, &problem)?,
            })
        })
        .await?;
    Ok(found)
}

fn missing(visitor: &Visitor, problem: &Problem) -> Result<Response, Problem> {
    let e = &visitor.text().error;
    let (heading, line) = match problem.code() {
        ProblemCode::Gone => (&e.withdrawn, e.withdrawn_says.marked(&[("reason", problem.detail())])),
        ProblemCode::NotFound => (&e.no_meeting, Marked::words(&e.no_meeting_says)),
        _ => return Err(problem.clone()),
    };
    let home = Act::first(visitor.at("/"), &*e.home);
    let page = ErrorPage::new(visitor, heading, vec![line], vec![home]).searching(visitor);
    Ok(page.reply(visitor, problem.status()))
}

fn page(visitor: &Visitor, listing: Listing, facts: &SourceFacts, now: Timestamp) -> ListingPage {
    let hit = hit_of(listing, now, None);
    let listing = &hit.listing;
    let meeting = &listing.meeting;
    let online = meeting.online.as_ref();
    let is_room = meeting.attendance.in_person || !meeting.attendance.is_remote_only();
    let json = crate::shape::listing_json(
        &hit,
        &crate::shape::ShapeContext { sources: facts, now, language: Default::default() },
    );
    let mut frame = Frame::new(visitor, format!("{}, {}", meeting.name, words::rule(&meeting.schedule)));
    frame = frame.twin("application/json", format!("/v1/meetings/{}", listing.id));
    ListingPage {
        frame,
        t: visitor.text(),
        name: meeting.name.clone(),
        group: meeting.group.clone().filter(|group| *group != meeting.name),
        whose: words::whose(meeting),
        fellowship_sentence: &meeting.fellowship.entry().sentence,
        status: words::status(&hit),
        tone: words::tone(hit.status),
        rule: words::rule(&meeting.schedule),
        rule_text: meeting.schedule.text.clone().filter(|text| *text != words::rule(&meeting.schedule)),
        next: words::next(&hit, now),
        is_paused: words::is_paused(meeting),
        end_is_unknown: json.schedule.end_inferred,
        zone_is_inferred: json.inferred.contains(&"schedule.timezone"),
        attendance: words::attendance(meeting.attendance),
        // an online meeting's place is its publisher's town: nobody is to be sent there
        venue: meeting.venue.as_ref().filter(|venue| is_room && !venue.is_empty()).map(place),
        join: online.and_then(|online| online.url.as_deref()).and_then(safe_link).map(str::to_owned),
        provider: online.and_then(|online| online.provider.clone()),
        call: online.and_then(words::telephone),
        phone: online.and_then(|online| online.phone.clone()),
        access_code: online.and_then(|online| online.access_code.clone()),
        online_notes: online.and_then(|online| online.notes.clone()),
        missing_link: words::missing_link(meeting),
        kinds: words::kinds_explained(meeting),
        access: words::access(meeting),
        languages: words::languages(meeting),
        notes: meeting.notes.clone(),
        entity: meeting.entity.as_ref().map(|entity| entity.name.clone()),
        origins: listing.origins.iter().map(|origin| origin_line(origin, facts, now)).collect(),
        is_stale: json.stale,
    }
}

fn place(venue: &everyroom_feeds::place::Venue) -> Where {
    use everyroom_feeds::place::Precision;
    let is_rough = matches!(venue.precision, Some(Precision::Postcode | Precision::Town | Precision::Region));
    Where {
        place: words::place(venue),
        notes: venue.notes.clone(),
        transit: venue.transit.clone(),
        map: venue.point.filter(|_| !is_rough).map(|point| format!("geo:{},{}", point.lat(), point.lon())),
        is_rough,
    }
}

fn origin_line(origin: &Origin, facts: &SourceFacts, now: Timestamp) -> OriginLine {
    let fact = facts.get(&origin.source);
    OriginLine {
        id: origin.source.to_string(),
        name: fact.map_or_else(|| origin.source.to_string(), |fact| fact.name.clone()),
        url: origin.url.as_deref().and_then(safe_link).map(str::to_owned),
        updated: origin.updated.map(|date| date.strftime("%-d %B %Y").to_string()),
        read: fact.and_then(|fact| fact.last_ok).map(|at| words::ago(at, now)),
        state: fact.map(|fact| about::state_in_words(fact.state)),
    }
}
