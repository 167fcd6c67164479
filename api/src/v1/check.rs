//! `/v1/check`: reads a feed without keeping it, from the body or from an address, and says what is wrong with it.

use crate::check::{CheckReport, Fetched};
use crate::nearest::nearest;
use crate::params::body::of_form;
use crate::problem::{ParamError, Problem, ProblemCode, ProblemJson};
use crate::state::AppState;
use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::{RawQuery, State};
use axum::response::IntoResponse;
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
    let (source, has_address) = definition(of_form(query.unwrap_or_default().as_bytes()))?;
    let body = to_bytes(body, MOST_BYTES).await.map_err(|_| Problem::plain(ProblemCode::BodyTooLarge))?;
    let fetched = match (body.is_empty(), has_address) {
        (true, true) => fetch(&state, &source).await.map_err(Problem::from)?,
        (false, false) => {
            let label = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
            let (url, content_type) = (source.url.clone(), label.map(str::to_owned));
            let part = Part { role: Role::Feed, url, content_type, body: body.to_vec() };
            Ok((vec![part], Notices::default()))
        }
        _ => {
            let detail = "send the feed as the body, or its address as `url`, and not both";
            return Err(Problem::new(ProblemCode::InvalidBody, detail));
        }
    };
    let report = state.blocking(move |state| Ok(CheckReport::read(&source, &fetched, state.now())));
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

/// The source that the parameters describe, and whether they name an address.
pub fn definition(pairs: Vec<(String, String)>) -> Result<(Source, bool), Problem> {
    let mut fields = Map::new();
    for (name, value) in pairs.into_iter().filter(|(name, value)| name != "ui_lang" && !value.is_empty()) {
        if !PARAMETERS.contains(&name.as_str()) {
            let nearest = nearest(&name, PARAMETERS.iter().map(|known| (*known, *known)));
            let error = ParamError { parameter: name, value: None, allowed: None, nearest };
            let detail = "there is no such parameter";
            return Err(Problem::of_parameters(ProblemCode::UnknownParameter, detail, vec![error]));
        }
        let mut trial = minimal();
        let wanted = match name.as_str() {
            "recipe" => serde_json::json!({ "use": value }),
            _ => Value::String(value.clone()),
        };
        trial.insert(name.clone(), wanted.clone());
        // one at a time, so that the one that makes no sense can be named
        match serde_json::from_value::<Source>(Value::Object(trial)) {
            Err(error) => return Err(unusable(&name, value, error.to_string())),
            Ok(source) => {
                let mistakes = source.recipe.map(|recipe| recipe.check()).unwrap_or_default();
                if let Some(mistake) = mistakes.first() {
                    return Err(unusable(&name, value, mistake.what.clone()));
                }
            }
        }
        fields.insert(name, wanted);
    }
    let address = fields.get("url").and_then(Value::as_str).map(str::to_owned);
    if let Some(address) = address.as_ref().filter(|address| !address.starts_with("http")) {
        return Err(unusable("url", address.clone(), "it is no http or https address".to_owned()));
    }
    let mut whole = minimal();
    whole.extend(fields);
    let source = serde_json::from_value(Value::Object(whole))
        .map_err(|error| Problem::new(ProblemCode::InvalidParameter, error.to_string()))?;
    Ok((source, address.is_some()))
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
