//! `/v1/sources`: where listings come from and how reading them went. Contacts and secrets are never published.

use super::{USUAL_CACHE, same_for_all};
use crate::check::{CheckReport, NoticeJson};
use crate::params;
use crate::params::body::of_form;
use crate::problem::{Problem, ProblemCode, ProblemJson};
use crate::state::AppState;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use everyroom_feeds::id::SourceId;
use everyroom_feeds::notice::{Notices, Severity};
use everyroom_feeds::redact::redact;
use everyroom_indexer::store::attempts::AttemptRow;
use everyroom_indexer::store::sources::SourceRecord;
use http::HeaderMap;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

const ATTEMPTS_SHOWN: u32 = 30;

/// A source and how it stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct SourceJson {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// Address of the list, without secrets.
    pub url: String,
    /// The publisher's home page.
    pub site: Option<String>,
    /// Whose meetings it lists.
    pub fellowship: &'static str,
    /// The shape that it was read in.
    pub format: Option<String>,
    /// ISO 3166-1, where all of its meetings are in one country.
    pub country: Option<&'static str>,
    /// ISO 3166-2 region where its meetings are, or most of them.
    pub region: Option<&'static str>,
    /// `open`, `ask`, `refused` or `link_only`.
    pub permission: &'static str,
    /// Licence as the publisher states it.
    pub licence: Option<String>,
    /// `never`, or the date on which a person last looked that the entry is right.
    pub verified: String,
    /// Where the facts of the entry came from: `owner/repo:path` of public repositories.
    pub found_in: Option<String>,
    /// `ok`, `late`, `failing`, `held`, `gone`, `disabled`, `opted_out` or `never`.
    pub state: &'static str,
    /// Why, in words, when it is not well.
    pub detail: Option<String>,
    /// When its list was last got (RFC 3339).
    pub last_ok: Option<String>,
    /// When it was last tried.
    pub last_try: Option<String>,
    /// When its list last changed.
    pub last_change: Option<String>,
    /// Not tried before.
    pub next_due: Option<String>,
    /// Failures in a row.
    pub failures: u32,
    /// Since when a list is held back by the guard.
    pub held_since: Option<String>,
    /// Records in the list.
    pub records: u64,
    /// Meetings read from them, inactive ones too.
    pub meetings: u64,
    /// Inactive ones among them.
    pub hidden: u64,
    /// Notices by severity.
    pub notices: NoticeCounts,
}

/// Notices by severity.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NoticeCounts {
    /// Against the format's rules, or a record can't be used.
    pub error: u64,
    /// Probably wrong or harmful.
    pub warning: u64,
    /// Worth knowing.
    pub info: u64,
}

/// The sources.
#[derive(Debug, Serialize, ToSchema)]
pub struct SourcesJson {
    /// By id.
    pub sources: Vec<SourceJson>,
}

/// A source with its notices and attempts.
#[derive(Debug, Serialize, ToSchema)]
pub struct SourceReport {
    /// The source.
    #[serde(flatten)]
    pub source: SourceJson,
    /// What was noticed at the last reading or failure.
    pub report: Vec<NoticeJson>,
    /// The latest attempts, newest first.
    pub history: Vec<AttemptJson>,
}

/// One attempt.
#[derive(Debug, Serialize, ToSchema)]
pub struct AttemptJson {
    /// When it began.
    pub started: String,
    /// When it ended.
    pub ended: String,
    /// `changed`, `unchanged`, `failed`, `blocked`, `quarantined`, `deferred` or `gone`.
    pub outcome: String,
    /// HTTP status of the last answer.
    pub status: Option<u16>,
    /// Bytes on the wire; 0 when unknown.
    pub wire_bytes: u64,
    /// Decoded bytes.
    pub decoded_bytes: u64,
    /// Meetings read.
    pub meetings: Option<u64>,
    /// Notices by severity.
    pub notices: NoticeCounts,
}

/// The sources
#[utoipa::path(
    get,
    path = "/v1/sources",
    tag = "sources",
    responses(
        (status = 200, body = SourcesJson),
        (status = 304, description = "The client has it"),
        (status = 400, description = "A parameter makes no sense", body = ProblemJson, content_type = "application/problem+json"),
    )
)]
pub async fn sources(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    no_parameters(query)?;
    let sources = state.blocking(|state| {
        let mut records = state.catalogue().store().sources()?;
        records.retain(|record| record.configured);
        Ok(records.iter().map(|record| source_json(record, state)).collect())
    });
    same_for_all(&headers, USUAL_CACHE, &SourcesJson { sources: sources.await? })
}

/// One source with its notices and latest attempts
#[utoipa::path(
    get,
    path = "/v1/sources/{id}",
    tag = "sources",
    params(("id" = String, Path, description = "The source's id")),
    responses(
        (status = 200, body = SourceReport),
        (status = 304, description = "The client has it"),
        (status = 404, description = "No such source", body = ProblemJson, content_type = "application/problem+json"),
    )
)]
pub async fn source(
    State(state): State<AppState>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    no_parameters(query)?;
    let report = state.blocking(move |state| {
        let record = find(state, &id)?;
        let history = state.catalogue().store().history(&record.source.id, ATTEMPTS_SHOWN)?;
        Ok(SourceReport {
            report: record.notices.groups().map(NoticeJson::of).collect(),
            history: history.iter().map(attempt_json).collect(),
            source: source_json(&record, state),
        })
    });
    same_for_all(&headers, USUAL_CACHE, &report.await?)
}

/// What was noticed at the last reading of a source
///
/// The same report that `POST /v1/check` gives of a feed; without a sample, since the listings are in the search.
#[utoipa::path(
    get,
    path = "/v1/sources/{id}/report",
    tag = "sources",
    params(("id" = String, Path, description = "The source's id")),
    responses(
        (status = 200, body = CheckReport),
        (status = 304, description = "The client has it"),
        (status = 404, description = "No such source", body = ProblemJson, content_type = "application/problem+json"),
    )
)]
pub async fn report(
    State(state): State<AppState>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    no_parameters(query)?;
    let report = state.blocking(move |state| Ok(CheckReport::of_source(&find(state, &id)?)));
    same_for_all(&headers, USUAL_CACHE, &report.await?)
}

/// A source by its id, as long as it is read here. Reads the store, so for blocking threads only.
pub fn find(state: &AppState, id: &str) -> Result<SourceRecord, Problem> {
    let unknown = || Problem::new(ProblemCode::NotFound, "there is no source of that id");
    let id = SourceId::parse(id).map_err(|_| unknown())?;
    let record = state.catalogue().store().source(&id)?.ok_or_else(unknown)?;
    if record.configured {
        return Ok(record);
    }
    Err(Problem::new(ProblemCode::NotFound, "this source is no longer read here"))
}

fn no_parameters(query: Option<String>) -> Result<(), Problem> {
    params::only(of_form(query.unwrap_or_default().as_bytes()).into_iter(), &["ui_lang"]).map(drop)
}

fn source_json(record: &SourceRecord, state: &AppState) -> SourceJson {
    let source = &record.source;
    let period = state.config().period;
    SourceJson {
        id: source.id.to_string(),
        name: source.name.clone(),
        url: redact(&source.url),
        site: source.site.as_ref().map(redact),
        fellowship: source.fellowship.id(),
        format: record.format.clone(),
        country: source.country.map(|country| country.code()),
        region: source.region.map(|region| region.code()),
        permission: source.permission.id(),
        licence: Some(source.licence.clone()).filter(|licence| !licence.is_empty()),
        verified: source.verified.to_string(),
        found_in: Some(source.found_in.clone()).filter(|found| !found.is_empty()),
        state: record.state(state.now(), period).id(),
        detail: record.detail.clone(),
        last_ok: text(record.last_ok),
        last_try: text(record.last_try),
        last_change: text(record.last_change),
        next_due: text(record.next_due),
        failures: record.failures,
        held_since: text(record.held_since),
        records: record.records,
        meetings: record.meetings,
        hidden: record.hidden,
        notices: counts(&record.notices),
    }
}

fn text(at: Option<Timestamp>) -> Option<String> {
    at.map(|at| at.to_string())
}

fn counts(notices: &Notices) -> NoticeCounts {
    NoticeCounts {
        error: notices.count_of(Severity::Error),
        warning: notices.count_of(Severity::Warning),
        info: notices.count_of(Severity::Info),
    }
}

fn attempt_json(row: &AttemptRow) -> AttemptJson {
    AttemptJson {
        started: row.started.to_string(),
        ended: row.ended.to_string(),
        outcome: row.outcome.clone(),
        status: row.status,
        wire_bytes: row.wire_bytes,
        decoded_bytes: row.decoded_bytes,
        meetings: row.meetings,
        notices: counts(&row.notices),
    }
}
