//! `/m/{id}`: one meeting, in words: when, where, how to join, what kind, what else there is if nobody is there, who says
//! so and what is our conclusion.

mod facts;
mod nearby;
mod origins;
mod place;

use super::card::{actions, ways, when};
use super::crisis::{Crisis, crisis};
use super::error::ErrorPage;
use super::frame::{Act, Entry, Fact, Frame, Link};
use super::reading::Reading;
use super::reply::rendered;
use super::visitor::Visitor;
use crate::message::{Marked, Text};
use crate::params::whole_minute;
use crate::problem::{Problem, ProblemCode};
use crate::shape::{ShapeContext, listing_json, safe_link};
use crate::state::AppState;
use crate::v1::cache_of;
use crate::v1::listing::{Found, find, moved};
use crate::words::{self, Locale};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use everyroom_feeds::label::{Vocabulary, label, sentence};
use everyroom_indexer::merge::Listing;
use everyroom_indexer::search::{Status, hit_of};
use http::StatusCode;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use nearby::Line;
use origins::OriginLine;
use place::{Join, Where};

#[derive(Template)]
#[template(path = "meeting.html")]
struct MeetingPage {
    frame: Frame,
    t: &'static Text,
    crisis: Crisis,
    name: String,
    group: Option<String>,
    whose: String,
    status: Option<String>,
    tone: &'static str,
    way: Option<String>,
    paused: Option<&'static str>,
    rule: Marked,
    next: Option<Marked>,
    own: Option<Marked>,
    rule_text: Option<String>,
    exceptions: Vec<String>,
    actions: Vec<Act>,
    /// What its button leads to, for prints, and the day of the print.
    link: Option<String>,
    printed: Marked,
    venue: Option<Where>,
    online: Option<Join>,
    sentence: &'static str,
    fellowship_href: String,
    about_fellowship: String,
    kinds: Vec<Entry>,
    own_kinds: Vec<String>,
    languages: String,
    access: Vec<Fact>,
    notes: Option<String>,
    same_place: Vec<Line>,
    instead: Vec<Line>,
    origins: Vec<OriginLine>,
    differ: Vec<Marked>,
    inferred: Vec<String>,
    is_stale: bool,
    /// A letter that is begun, with what the publisher needs to find the entry.
    letter_href: String,
    publisher_page: Option<String>,
    withdraw_href: String,
    twins: Vec<Link>,
}

/// The page.
pub async fn meeting(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    state
        .blocking(move |state| match find(state, &id) {
            Ok(Found::Moved(to)) => Ok(moved(&visitor.at(&format!("/m/{to}")))),
            Ok(Found::Listing(listing)) => {
                let page = page(state, &visitor, *listing)?;
                Ok(rendered(&visitor, StatusCode::OK, &page, cache_of(false)))
            }
            Err(problem) => missing(state, &visitor, &problem),
        })
        .await
}

fn missing(state: &AppState, visitor: &Visitor, problem: &Problem) -> Result<Response, Problem> {
    let e = &visitor.text().error;
    let (heading, line) = match problem.code() {
        ProblemCode::Gone => {
            let reason = problem.detail().trim_start_matches("the listing was withdrawn: ");
            (&e.withdrawn, e.withdrawn_says.marked(&[("reason", reason)]))
        }
        ProblemCode::NotFound => (&e.no_meeting, Marked::words(&e.no_meeting_says)),
        _ => return Err(problem.clone()),
    };
    let home = Act::first(visitor.at("/"), &*e.home);
    let page = ErrorPage::new(visitor, heading, vec![line], vec![home]).searching(visitor);
    let page = ErrorPage { online: nearby::on_now(state, visitor)?, ..page };
    Ok(page.reply(visitor, problem.status()))
}

/// A letter about the entry, to whoever keeps the list: its address is for the reader to choose.
fn letter(locale: Locale, listing: &Listing, rule: &str, now: Timestamp) -> String {
    let t = &locale.text().meeting;
    let key = listing.origins.first().map_or("", |origin| origin.key.as_str());
    let date = words::date_year(locale, now.to_zoned(TimeZone::UTC).date());
    let values = [("name", &*listing.meeting.name), ("rule", rule), ("key", key), ("date", &date)];
    let encoded = |text: &str| utf8_percent(text);
    format!("mailto:?subject={}&body={}", encoded(&t.write_subject), encoded(&t.write_body.plain(&values)))
}

/// For `mailto:`, where a plus is a plus.
fn utf8_percent(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

fn page(state: &AppState, visitor: &Visitor, listing: Listing) -> Result<MeetingPage, Problem> {
    let t = visitor.text();
    let locale = visitor.locale;
    let facts = state.facts()?;
    let now = whole_minute(state.now());
    let lines = nearby::lines(state, visitor, &listing, &facts, now)?;
    let hit = hit_of(listing, now, None);
    let listing = &hit.listing;
    let meeting = &listing.meeting;
    let reading = Reading::of(visitor, &facts, now);
    let json = listing_json(&hit, &ShapeContext { sources: &facts, now, language: visitor.language() });
    let is_paused = hit.status == Status::Paused;
    let rule = words::rule(locale, &meeting.schedule);
    let told = when(&hit, &reading);
    let next = told.starts.as_ref().map(|starts| {
        let at = t.time.next.plain(&[("day", &told.day), ("time", &told.time)]);
        Marked::time(starts, told.own, &at)
    });
    let address = format!("/v1/meetings/{}", listing.id);
    let language = format!("ui_lang={}", visitor.language().id());
    let mut twins =
        vec![Link { href: format!("{address}.txt?{language}"), label: t.meeting.twin_text.clone() }];
    let calendar = json.links.ics.as_ref().map(|href| format!("{href}?{language}"));
    twins.extend(
        calendar.iter().map(|href| Link { href: href.clone(), label: t.meeting.twin_calendar.clone() }),
    );
    twins.push(Link { href: address.clone(), label: t.meeting.twin_data.clone() });
    let mut frame = Frame::new(visitor, format!("{}, {rule}", meeting.name))
        .twin("application/json", &*address)
        .twin("text/plain", format!("{address}.txt?{language}"));
    frame = match &calendar {
        Some(href) => frame.twin("text/calendar", &**href),
        None => frame,
    };
    let mut acts = if is_paused { Vec::new() } else { actions(visitor, meeting) };
    let is_first = acts.is_empty();
    acts.extend(calendar.filter(|_| !is_paused).map(|href| Act {
        href,
        label: t.meeting.calendar.clone(),
        is_quiet: !is_first,
    }));
    // the place of what is only online is its publisher's, not the reader's
    let room = meeting.venue.as_ref().filter(|_| !meeting.attendance.is_remote_only());
    let land = room.and_then(|venue| venue.country);
    let id = meeting.fellowship.id();
    let fellowship = label(locale.language, Vocabulary::Fellowship, id);
    let today = now.to_zoned(state.config().timezone.rules()).date();
    Ok(MeetingPage {
        frame,
        t,
        crisis: crisis(locale, land),
        name: meeting.name.clone(),
        group: meeting.group.clone().filter(|group| *group != meeting.name),
        whose: words::whose(locale, meeting),
        status: words::status(locale, &hit),
        tone: words::tone(hit.status),
        way: words::way(locale, meeting.attendance),
        paused: is_paused.then_some(t.meeting.paused.as_str()),
        rule: Marked::words(&rule),
        next,
        own: told.zone.filter(|_| !is_paused),
        rule_text: meeting.schedule.text.clone().filter(|text| *text != rule),
        exceptions: facts::exceptions(locale, &meeting.schedule, now),
        actions: acts,
        link: ways(meeting).find(|(is_link, _)| *is_link).map(|(_, link)| link),
        printed: t.results.printed.marked(&[("date", &words::date_year(locale, today))]),
        venue: place::venue(visitor, &hit),
        online: place::join(visitor, meeting),
        sentence: sentence(locale.language, Vocabulary::Fellowship, id),
        fellowship_href: visitor.at(&format!("/fellowships/{id}")),
        about_fellowship: t.meeting.about_fellowship.plain(&[("group", fellowship)]),
        kinds: facts::kinds(locale, meeting),
        own_kinds: words::own_kinds(meeting),
        languages: words::languages(locale, meeting),
        access: facts::access(locale, meeting),
        notes: meeting.notes.clone(),
        same_place: lines.same_place,
        instead: lines.instead,
        origins: listing.origins.iter().map(|origin| origins::line(&reading, origin)).collect(),
        differ: origins::differ(visitor, listing, &facts),
        inferred: origins::inferred(locale, meeting, &json.inferred),
        is_stale: json.stale,
        letter_href: letter(locale, listing, &rule, now),
        publisher_page: meeting.url.as_deref().and_then(safe_link).map(str::to_owned),
        withdraw_href: visitor.at(&format!("/withdraw?what={}", listing.id)),
        twins,
    })
}
