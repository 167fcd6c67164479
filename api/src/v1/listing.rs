//! `/v1/meetings/{id}`: one listing, its origins, its next occurrences.

use super::cache_of;
use super::meetings::form_of;
use crate::middleware::etag::{etag, is_known, not_modified};
use crate::out::{Form, Paper, calendar, csv, feature, ndjson, one_in_text};
use crate::params::body::of_form;
use crate::params::{self, Given};
use crate::problem::{Problem, ProblemCode, ProblemJson};
use crate::search::{Attribution, Page, credit, deadline, shown};
use crate::shape::{ListingJson, ShapeContext, instant, listing_json};
use crate::sources::SourceFacts;
use crate::state::AppState;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use everyroom_feeds::id::MeetingId;
use everyroom_feeds::label::UiLanguage;
use everyroom_feeds::meeting::State as MeetingState;
use everyroom_feeds::schedule::Schedule;
use everyroom_indexer::merge::Listing;
use everyroom_indexer::search::{Hit, hit_of};
use everyroom_indexer::store::listings::Fate;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

const OCCURRENCES: usize = 7;

/// One listing, whole.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListingPage {
    /// The listing, as a search gives it.
    #[serde(flatten)]
    pub listing: ListingJson,
    /// The next occurrences, the one under way first.
    pub occurrences: Vec<OccurrenceJson>,
    /// The next meetings that would also do: for the same people and about the same, near its room or online, those that
    /// start soonest after it. At most two.
    pub alternatives: Vec<ListingJson>,
    /// The state of the listings that answered.
    pub generation: String,
    /// Whom to credit.
    pub attribution: Vec<Attribution>,
}

/// One dated instance.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OccurrenceJson {
    /// Start (RFC 3339, with the offset of its zone).
    pub start: String,
    /// End (RFC 3339).
    pub end: String,
}

/// What an id leads to.
pub enum Found {
    /// A listing.
    Listing(Box<Listing>),
    /// Another id, since it was merged.
    Moved(String),
}

/// One listing
///
/// With its origins and next occurrences. `.geojson`, `.csv`, `.ndjson`, `.ics` and `.txt` behind the id give other
/// forms; the calendar of a listing without a time has no event.
#[utoipa::path(
    get,
    path = "/v1/meetings/{id}",
    tag = "meetings",
    params(
        ("id" = String, Path, description = "The listing's id"),
        ("fields" = Option<String>, Query, description = "Only these top-level fields"),
        ("discreet" = Option<String>, Query, description = "`1` for a calendar that others may see; only `.ics` differs"),
        ("ui_lang" = Option<String>, Query, description = "Language of labels: `en`, `es`, `fr`, `de`, `pt` or `fa`"),
    ),
    responses(
        (status = 200, body = ListingPage),
        (status = 301, description = "It was merged into another, which `Location` names"),
        (status = 304, description = "The client has it"),
        (status = 404, description = "No such listing", body = ProblemJson, content_type = "application/problem+json"),
        (status = 410, description = "Withdrawn, and why", body = ProblemJson, content_type = "application/problem+json"),
    )
)]
pub async fn listing(
    State(state): State<AppState>,
    Path(path): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (id, form, suffix) = match path.split_once('.') {
        Some((id, suffix)) => (id.to_owned(), form_of(suffix)?, format!(".{suffix}")),
        None => (path, Form::negotiated(&headers)?, String::new()),
    };
    let query = query.unwrap_or_default();
    let given = params::only(of_form(query.as_bytes()).into_iter(), &["fields", "discreet", "ui_lang"])?;
    let rest = if query.is_empty() { suffix } else { format!("{suffix}?{query}") };
    let cache = cache_of(false);
    let tag = etag(&state, &["listing", &id, form.suffix(), &given.normalised]);
    let is_known = is_known(&headers, &tag);
    let answered = state
        .blocking(move |state| match find(state, &id)? {
            Found::Moved(to) => Ok(Answered::Moved(format!("/v1/meetings/{to}{rest}"))),
            Found::Listing(_) if is_known => Ok(Answered::Known),
            Found::Listing(listing) => write(state, *listing, form, given).map(Answered::Body),
        })
        .await?;
    Ok(match answered {
        Answered::Known => not_modified(tag, cache),
        Answered::Moved(to) => moved(&to),
        Answered::Body(body) => {
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static(form.content_type())),
                (header::CACHE_CONTROL, HeaderValue::from_static(cache)),
                (header::VARY, HeaderValue::from_static("accept")),
                (header::ETAG, tag),
            ];
            (headers, body).into_response()
        }
    })
}

enum Answered {
    Known,
    Moved(String),
    Body(Vec<u8>),
}

/// The listing of an id, or what became of it. Reads the store when there is none, so for blocking threads only.
pub fn find(state: &AppState, id: &str) -> Result<Found, Problem> {
    if MeetingId::parse(id).is_none() {
        return Err(unknown());
    }
    if let Some(listing) = state.catalogue().listing(id)? {
        return Ok(Found::Listing(Box::new(listing)));
    }
    found_of(state.catalogue().fate(id)?)
}

fn unknown() -> Problem {
    Problem::new(ProblemCode::NotFound, "there is no listing of that id")
}

/// What became of an id that no listing has.
fn found_of(fate: Option<Fate>) -> Result<Found, Problem> {
    match fate {
        Some(Fate::Redirects(to)) => Ok(Found::Moved(to)),
        Some(Fate::Withdrawn(reason)) => {
            Err(Problem::new(ProblemCode::Gone, format!("the listing was withdrawn: {reason}")))
        }
        Some(Fate::Lives) => {
            Err(Problem::new(ProblemCode::NotFound, "no source lists this meeting any more"))
        }
        None => Err(unknown()),
    }
}

/// A permanent redirection within this server.
pub fn moved(to: &str) -> Response {
    let location = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/v1"));
    (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, location)]).into_response()
}

fn write(state: &AppState, listing: Listing, form: Form, given: Given) -> Result<Vec<u8>, Problem> {
    let facts = state.facts()?;
    let whole = |listing: Listing| -> Result<ListingPage, Problem> {
        // nobody can choose them as a field
        let others = if given.fields.is_none() {
            let zone = &state.config().timezone;
            state.catalogue().alternatives(&listing, state.now(), zone, deadline())?
        } else {
            Vec::new()
        };
        Ok(page(listing, others, &facts, state.now(), state.generation(), given.language))
    };
    let alone = |listing: Listing| {
        let now = params::whole_minute(state.now());
        let context = ShapeContext { sources: &facts, now, language: given.language };
        let listing = listing_json(&hit_of(listing, now, None), &context);
        Page { listings: vec![listing], fields: given.fields.clone() }
    };
    let failed = |_| Problem::plain(ProblemCode::Internal);
    match form {
        Form::Json => {
            let page = whole(listing)?;
            serde_json::to_vec(&shown(&page, given.fields.as_deref())).map_err(failed)
        }
        Form::GeoJson => {
            let page = whole(listing)?;
            let properties = shown(&page, given.fields.as_deref());
            serde_json::to_vec(&feature(&page.listing, properties)).map_err(failed)
        }
        Form::Csv => csv(&alone(listing)).map_err(|_| Problem::plain(ProblemCode::Internal)),
        Form::Ndjson => Ok(ndjson(&alone(listing))),
        Form::Calendar => Ok(paper(state, listing, &facts, &given, calendar)),
        Form::Text => Ok(paper(state, listing, &facts, &given, one_in_text)),
    }
}

fn paper(
    state: &AppState,
    listing: Listing,
    facts: &SourceFacts,
    given: &Given,
    written: fn(&Paper<'_>) -> Vec<u8>,
) -> Vec<u8> {
    let now = params::whole_minute(state.now());
    let hits = [hit_of(listing, now, None)];
    written(&Paper {
        hits: &hits,
        total: 1,
        facts,
        language: given.language,
        now,
        zone: &state.config().timezone,
        asker: None,
        public_url: state.config().public_url.as_deref(),
        discreet: given.discreet,
    })
}

fn page(
    listing: Listing,
    alternatives: Vec<Hit>,
    facts: &SourceFacts,
    now: Timestamp,
    generation: String,
    language: UiLanguage,
) -> ListingPage {
    let now = params::whole_minute(now);
    let is_held = listing.meeting.state == MeetingState::Active;
    let occurrences = if is_held { occurrences(&listing.meeting.schedule, now) } else { Vec::new() };
    let mut sources: Vec<_> = listing.origins.iter().map(|origin| &origin.source).collect();
    sources.dedup();
    let others = alternatives.iter().flat_map(|hit| &hit.listing.origins).map(|origin| &origin.source);
    for source in others {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    let attribution = sources.into_iter().map(|id| credit(id, facts)).collect();
    let hit = hit_of(listing, now, None);
    let context = ShapeContext { sources: facts, now, language };
    let listing = listing_json(&hit, &context);
    let alternatives = alternatives.iter().map(|hit| listing_json(hit, &context)).collect();
    ListingPage { listing, occurrences, alternatives, generation, attribution }
}

/// The next few occurrences, the one under way first.
pub fn occurrences(schedule: &Schedule, now: Timestamp) -> Vec<OccurrenceJson> {
    let mut found: Vec<_> = schedule.under_way(now).into_iter().collect();
    let mut from =
        found.first().map_or(now, |under_way| under_way.start.timestamp() + SignedDuration::from_secs(1));
    while found.len() < OCCURRENCES {
        let Some(next) = schedule.next_from(from) else { break };
        from = next.start.timestamp() + SignedDuration::from_secs(1);
        found.push(next);
    }
    found
        .iter()
        .map(|occurrence| OccurrenceJson { start: instant(&occurrence.start), end: instant(&occurrence.end) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_withdrawn_listing_is_gone_with_its_reason() {
        let problem = found_of(Some(Fate::Withdrawn("the group asked".to_owned()))).err().unwrap();
        assert_eq!(problem.code(), ProblemCode::Gone);
        assert!(problem.detail().contains("the group asked"));
        assert_eq!(found_of(Some(Fate::Lives)).err().unwrap().code(), ProblemCode::NotFound);
        assert_eq!(found_of(None).err().unwrap().code(), ProblemCode::NotFound);
        assert!(
            matches!(found_of(Some(Fate::Redirects("m1".to_owned()))), Ok(Found::Moved(to)) if to == "m1")
        );
    }
}
