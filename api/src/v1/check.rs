//! `/v1/check`: reads a feed without keeping it, from the body or from an address, and says what is wrong with it.

use crate::check::{CheckReport, Fetched, Judging};
use crate::nearest::nearest;
use crate::params::body::of_form;
use crate::params::shown_name;
use crate::problem::{ParamError, Problem, ProblemCode, ProblemJson};
use crate::received::{FEED_TIME, read};
use crate::state::AppState;
use axum::Json;
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::response::IntoResponse;
use everyroom_feeds::label::UiLanguage;
use everyroom_feeds::notice::Notices;
use everyroom_feeds::plan::{Part, Role};
use everyroom_feeds::source::Source;
use http::{HeaderMap, header};
use serde_json::{Map, Value};
use std::time::Duration;

/// A feed to be checked may have so many bytes.
const MOST_BYTES: usize = 8 * 1024 * 1024;
/// The address is given so long to answer.
const FETCH_DEADLINE: Duration = Duration::from_secs(8);

/// The parameters, all of them optional.
const PARAMETERS: [&str; 7] = ["url", "format", "recipe", "fellowship", "timezone", "country", "ui_lang"];

/// Checks a feed
///
/// The feed is the body, or stands at the address that `url` names. Nothing of it is kept.
#[utoipa::path(
    post,
    path = "/v1/check",
    tag = "sources",
    params(
        ("url" = Option<String>, Query, description = "Address of the feed, when it is not the body"),
        ("format" = Option<String>, Query, description = "How to read it, as `tsml`; whatever it looks like when absent"),
        ("recipe" = Option<String>, Query, description = "Name of a shipped recipe to read it by, as `nar_anon`"),
        ("fellowship" = Option<String>, Query, description = "Whose meetings it lists: codes are read by it; `other` when absent"),
        ("timezone" = Option<String>, Query, description = "IANA zone of records that name none"),
        ("country" = Option<String>, Query, description = "ISO 3166-1 country of records that name none"),
        ("ui_lang" = Option<String>, Query, description = "Language of labels: `en`, `es`, `fr`, `de`, `pt` or `fa`"),
    ),
    request_body(content(
        (String = "application/json"), (String = "text/csv"), (String = "text/calendar"), (String = "text/html"),
        (String = "application/xml"),
    ), description = "The feed, in any format that is read"),
    responses(
        (status = 200, description = "What was read and noticed, also when nothing could be read", body = CheckReport),
        (status = 400, description = "A parameter makes no sense, or there is neither a body nor an address", body = ProblemJson, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemJson, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = ProblemJson, content_type = "application/problem+json"),
        (status = 501, description = "No address is fetched here", body = ProblemJson, content_type = "application/problem+json"),
        (status = 503, description = "Too busy", body = ProblemJson, content_type = "application/problem+json"),
    )
)]
pub async fn check(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Body,
) -> Result<impl IntoResponse, Problem> {
    let Definition { source, has_address, language } =
        definition(of_form(query.unwrap_or_default().as_bytes()))?;
    let place = state.may_check().await?;
    let body = read(body, MOST_BYTES, FEED_TIME).await?;
    let fetched = match (body.is_empty(), has_address) {
        (true, true) => fetch(&state, &source).await.map_err(Problem::from)?,
        (false, false) => {
            let label = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
            let (url, content_type) = (source.url.clone(), label.map(str::to_owned));
            let part = Part { role: Role::Feed, url, content_type, body: body.into() };
            Ok((vec![part], Notices::default()))
        }
        _ => {
            let detail = "send the feed as the body, or its address as `url`, and not both";
            return Err(Problem::new(ProblemCode::InvalidBody, detail));
        }
    };
    let report = state.checking(place, move |state| {
        Ok(CheckReport::read(&source, &fetched, &Judging::among_others(state.now(), language)))
    });
    Ok(([(header::CACHE_CONTROL, super::PERSONAL_CACHE)], Json(report.await?)))
}

/// Why an address was not fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfetched {
    /// This server fetches none.
    NoChecker,
    /// Others are being fetched.
    Busy,
    /// It took too long to answer.
    Slow,
}

impl From<Unfetched> for Problem {
    fn from(why: Unfetched) -> Self {
        let busy = |detail: &str| Problem::new(ProblemCode::Busy, detail);
        match why {
            Unfetched::NoChecker => {
                Problem::new(ProblemCode::NotOffered, "this server does not fetch; send the feed as the body")
            }
            Unfetched::Busy => Problem::plain(ProblemCode::Busy).retry_after(10),
            Unfetched::Slow => busy("the address took too long to answer").retry_after(10),
        }
    }
}

/// Gets the documents of a source that is to be checked.
pub async fn fetch(state: &AppState, source: &Source) -> Result<Fetched, Unfetched> {
    let checker = state.config().checker.clone().ok_or(Unfetched::NoChecker)?;
    let _permit = state.may_fetch().ok_or(Unfetched::Busy)?;
    tokio::time::timeout(FETCH_DEADLINE, checker.fetch(source.clone())).await.map_err(|_| Unfetched::Slow)
}

/// What the parameters describe.
pub struct Definition {
    /// The source.
    pub source: Source,
    /// Whether they name an address to get it from.
    pub has_address: bool,
    /// The language of labels.
    pub language: UiLanguage,
}

/// The source that the parameters describe. Empty values are none: forms send them for every field left open.
pub fn definition(pairs: Vec<(String, String)>) -> Result<Definition, Problem> {
    let mut fields = Map::new();
    let mut language = UiLanguage::default();
    let mut given = Vec::new();
    for (name, value) in pairs {
        let name = *PARAMETERS.iter().find(|known| **known == name).ok_or_else(|| unknown(&name))?;
        if value.is_empty() {
            continue;
        }
        if given.contains(&name) {
            return Err(unusable(name, value, format!("{name} takes one value and was given several")));
        }
        given.push(name);
        if name == "ui_lang" {
            language = UiLanguage::parse(&value).ok_or_else(|| no_language(value))?;
            continue;
        }
        let wanted = match name {
            "recipe" => serde_json::json!({ "use": value }),
            _ => Value::String(value.clone()),
        };
        let mut trial = minimal();
        trial.insert(name.to_owned(), wanted.clone());
        // one at a time, so that the one that makes no sense can be named
        match serde_json::from_value::<Source>(Value::Object(trial)) {
            Err(error) => return Err(unusable(name, value, error.to_string())),
            Ok(source) => {
                if name == "url" && !["http", "https"].contains(&source.url.scheme()) {
                    return Err(unusable(name, value, "it is no http or https address".to_owned()));
                }
                let mistakes = source.recipe.map(|recipe| recipe.check()).unwrap_or_default();
                if let Some(mistake) = mistakes.first() {
                    return Err(unusable(name, value, mistake.what.clone()));
                }
            }
        }
        fields.insert(name.to_owned(), wanted);
    }
    let mut whole = minimal();
    whole.extend(fields);
    let source = serde_json::from_value(Value::Object(whole))
        .map_err(|error| Problem::new(ProblemCode::InvalidParameter, error.to_string()))?;
    Ok(Definition { source, has_address: given.contains(&"url"), language })
}

fn unknown(name: &str) -> Problem {
    let nearest = nearest(name, PARAMETERS.iter().map(|known| (*known, *known)));
    let allowed = Some(PARAMETERS.map(str::to_owned).into());
    let error = ParamError { parameter: shown_name(name), value: None, allowed, nearest };
    Problem::of_parameters(ProblemCode::UnknownParameter, "there is no such parameter", vec![error])
}

fn no_language(value: String) -> Problem {
    let ids = || UiLanguage::ALL.iter().map(|language| language.id());
    let nearest = nearest(&value, ids().map(|id| (id, id)));
    let allowed = Some(ids().map(str::to_owned).collect());
    let error = ParamError { parameter: "ui_lang".to_owned(), value: Some(value), allowed, nearest };
    Problem::of_parameters(ProblemCode::InvalidParameter, "ui_lang is not a language of ours", vec![error])
}

fn unusable(parameter: &str, value: String, detail: String) -> Problem {
    let parameter = parameter.to_owned();
    let error = ParamError { parameter, value: Some(value), allowed: None, nearest: None };
    Problem::of_parameters(ProblemCode::InvalidParameter, detail, vec![error])
}

fn minimal() -> Map<String, Value> {
    let fields = [("id", "check"), ("name", "check"), ("url", "file:///feed"), ("fellowship", "other")];
    fields.into_iter().map(|(name, value)| (name.to_owned(), Value::String(value.to_owned()))).collect()
}
