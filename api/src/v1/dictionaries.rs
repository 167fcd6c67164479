//! `/v1/fellowships`, `/v1/kinds`, `/v1/languages`: the words of the API with a plain sentence each.

use super::DICTIONARY_CACHE;
use crate::language::LANGUAGES;
use crate::params;
use crate::params::body::of_form;
use crate::problem::{Problem, ProblemJson};
use axum::Json;
use axum::extract::RawQuery;
use axum::response::IntoResponse;
use everyroom_feeds::fellowship::Fellowship;
use everyroom_feeds::kind::Kind;
use http::header;
use serde::Serialize;
use utoipa::ToSchema;

/// A fellowship of the dictionary.
#[derive(Debug, Serialize, ToSchema)]
pub struct FellowshipJson {
    /// Its id.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The name people use every day.
    pub short_name: &'static str,
    /// Other names.
    pub aliases: &'static [String],
    /// Approaches, the main one first.
    pub philosophy: Vec<&'static str>,
    /// The people it exists for.
    #[serde(rename = "for")]
    pub for_whom: Vec<&'static str>,
    /// What its members recover from, or are affected by.
    pub covers: Vec<&'static str>,
    /// Who leads a meeting.
    pub led_by: &'static str,
    /// One-to-one support between meetings.
    pub support: &'static str,
    /// Its own site.
    pub site: Option<&'static str>,
    /// One plain sentence.
    pub sentence: &'static str,
    /// Its meetings may only be linked to, never listed.
    pub link_only: bool,
}

/// The fellowships.
#[derive(Debug, Serialize, ToSchema)]
pub struct FellowshipsJson {
    /// In the order of the dictionary.
    pub fellowships: Vec<FellowshipJson>,
}

/// A kind of the dictionary.
#[derive(Debug, Serialize, ToSchema)]
pub struct KindJson {
    /// Its id.
    pub id: &'static str,
    /// The parameter that takes it: `type`, `audience` or `access`.
    pub group: &'static str,
    /// In a few words.
    pub label: &'static str,
    /// One plain sentence.
    pub sentence: &'static str,
    /// Wider kinds that it also satisfies in a search.
    pub implies: Vec<&'static str>,
}

/// The kinds.
#[derive(Debug, Serialize, ToSchema)]
pub struct KindsJson {
    /// In the order of the dictionary.
    pub kinds: Vec<KindJson>,
}

/// A language.
#[derive(Debug, Serialize, ToSchema)]
pub struct LanguageJson {
    /// Its tag (BCP 47).
    pub id: &'static str,
    /// Its English name.
    pub label: &'static str,
}

/// The languages that have a name here; meetings may be in others too.
#[derive(Debug, Serialize, ToSchema)]
pub struct LanguagesJson {
    /// In the order of their tags.
    pub languages: Vec<LanguageJson>,
}

/// The fellowships
#[utoipa::path(
    get,
    path = "/v1/fellowships",
    tag = "dictionaries",
    params(("ui_lang" = Option<String>, Query, description = "Language of labels; only `en` so far")),
    responses(
        (status = 200, body = FellowshipsJson),
        (status = 400, description = "A parameter makes no sense", body = ProblemJson, content_type = "application/problem+json"),
    )
)]
pub async fn fellowships(RawQuery(query): RawQuery) -> Result<impl IntoResponse, Problem> {
    check(query)?;
    let fellowships = Fellowship::all().map(fellowship_json).collect();
    Ok(kept(FellowshipsJson { fellowships }))
}

/// The kinds of meetings
#[utoipa::path(
    get,
    path = "/v1/kinds",
    tag = "dictionaries",
    params(("ui_lang" = Option<String>, Query, description = "Language of labels; only `en` so far")),
    responses(
        (status = 200, body = KindsJson),
        (status = 400, description = "A parameter makes no sense", body = ProblemJson, content_type = "application/problem+json"),
    )
)]
pub async fn kinds(RawQuery(query): RawQuery) -> Result<impl IntoResponse, Problem> {
    check(query)?;
    let kind_json = |kind: Kind| KindJson {
        id: kind.id(),
        group: kind.group().id(),
        label: kind.label(),
        sentence: kind.sentence(),
        implies: kind.implies().iter().map(|kind| kind.id()).collect(),
    };
    Ok(kept(KindsJson { kinds: Kind::all().map(kind_json).collect() }))
}

/// The languages of meetings
#[utoipa::path(
    get,
    path = "/v1/languages",
    tag = "dictionaries",
    params(("ui_lang" = Option<String>, Query, description = "Language of labels; only `en` so far")),
    responses(
        (status = 200, body = LanguagesJson),
        (status = 400, description = "A parameter makes no sense", body = ProblemJson, content_type = "application/problem+json"),
    )
)]
pub async fn languages(RawQuery(query): RawQuery) -> Result<impl IntoResponse, Problem> {
    check(query)?;
    let languages = LANGUAGES.iter().map(|&(id, label)| LanguageJson { id, label }).collect();
    Ok(kept(LanguagesJson { languages }))
}

fn check(query: Option<String>) -> Result<(), Problem> {
    params::only(of_form(query.unwrap_or_default().as_bytes()).into_iter(), &["ui_lang"]).map(drop)
}

fn kept(body: impl Serialize) -> impl IntoResponse {
    ([(header::CACHE_CONTROL, DICTIONARY_CACHE)], Json(body))
}

fn fellowship_json(fellowship: Fellowship) -> FellowshipJson {
    let entry = fellowship.entry();
    FellowshipJson {
        id: &entry.id,
        name: &entry.name,
        short_name: &entry.short_name,
        aliases: &entry.aliases,
        philosophy: entry.philosophy.iter().map(|value| value.id()).collect(),
        for_whom: entry.for_whom.iter().map(|value| value.id()).collect(),
        covers: entry.covers.iter().map(|value| value.id()).collect(),
        led_by: entry.led_by.id(),
        support: entry.support.id(),
        site: entry.site.as_deref(),
        sentence: &entry.sentence,
        link_only: entry.link_only,
    }
}
