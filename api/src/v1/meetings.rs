//! `/v1/meetings`: the search. By GET, or by POST for coordinates that should not stand in an address.

use super::cache_of;
use super::documented::SearchParams;
use crate::middleware::etag::{etag, is_known, not_modified};
use crate::out::{Form, Paper, USUAL_IN_TEXT, calendar, csv, found_in_text, geojson, ndjson};
use crate::params::body::{MOST_BYTES, of_form, of_json};
use crate::params::{self, Parsed, Scope};
use crate::problem::{Problem, ProblemCode, ProblemJson};
use crate::received::{FORM_TIME, read};
use crate::search::{SearchJson, asked, search_body};
use crate::state::AppState;
use crate::web::help_in_text;
use crate::words::Locale;
use axum::body::Body;
use axum::extract::{Path, RawQuery, Request, State};
use axum::response::{IntoResponse, Response};
use everyroom_indexer::search::{MOST_PER_PAGE, Query, Sort};
use http::{HeaderMap, HeaderValue, header};

const PATH: &str = "/v1/meetings";

/// What is asked for, and how.
struct Asked {
    form: Form,
    /// Where the next page is to be asked for.
    path: String,
    /// Whether the fields came in a body: nothing of them may stand in an address or be kept.
    is_posted: bool,
}

/// Searches meetings
///
/// Without any parameter, every active listing. The same search in other forms: `/v1/meetings.geojson`,
/// `/v1/meetings.csv`, `/v1/meetings.ndjson`, `/v1/meetings.ics` (a calendar of 200 listings by name, or as `limit` and
/// `sort` say; what has no time is left out and counted) and `/v1/meetings.txt` (five listings to be read out, or as many as `limit` says), or by `Accept`.
#[utoipa::path(
    get,
    path = "/v1/meetings",
    tag = "meetings",
    params(SearchParams),
    responses(
        (status = 200, description = "A page of listings", content(
            (SearchJson = "application/json"),
            (Object = "application/geo+json"),
            (String = "text/csv"),
            (String = "application/x-ndjson"),
            (String = "text/calendar"),
            (String = "text/plain"),
        )),
        (status = 304, description = "The client has it"),
        (status = 400, description = "A parameter makes no sense", body = ProblemJson, content_type = "application/problem+json"),
        (status = 406, description = "No such form", body = ProblemJson, content_type = "application/problem+json"),
        (status = 410, description = "The cursor is too old", body = ProblemJson, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = ProblemJson, content_type = "application/problem+json"),
        (status = 503, description = "Too busy", body = ProblemJson, content_type = "application/problem+json"),
    )
)]
pub async fn search(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let form = Form::negotiated(&headers)?;
    let asked = Asked { form, path: PATH.to_owned(), is_posted: false };
    respond(&state, asked, of_form(query.unwrap_or_default().as_bytes()), &headers).await
}

/// Searches meetings with the fields in the body
///
/// The same fields as the parameters of `GET /v1/meetings`, as a JSON object or a form, so that coordinates do not
/// stand in an address. `Link` names the address of the next page, to which the same fields are to be sent again.
#[utoipa::path(
    post,
    path = "/v1/meetings",
    tag = "meetings",
    request_body(content(
        (Object = "application/json", example = json!({"near": "37.3512,-121.8841", "when": "tonight"})),
        (Object = "application/x-www-form-urlencoded"),
    )),
    responses(
        (status = 200, description = "A page of listings", content(
            (SearchJson = "application/json"),
            (Object = "application/geo+json"),
            (String = "text/csv"),
            (String = "application/x-ndjson"),
            (String = "text/calendar"),
            (String = "text/plain"),
        )),
        (status = 400, description = "A field makes no sense", body = ProblemJson, content_type = "application/problem+json"),
        (status = 406, description = "No such form", body = ProblemJson, content_type = "application/problem+json"),
        (status = 410, description = "The cursor is too old", body = ProblemJson, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemJson, content_type = "application/problem+json"),
        (status = 415, description = "Neither JSON nor a form", body = ProblemJson, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = ProblemJson, content_type = "application/problem+json"),
        (status = 503, description = "Too busy", body = ProblemJson, content_type = "application/problem+json"),
    )
)]
pub async fn search_by_post(State(state): State<AppState>, request: Request) -> Result<Response, Problem> {
    let form = Form::negotiated(request.headers())?;
    post(&state, Asked { form, path: PATH.to_owned(), is_posted: true }, request).await
}

/// The same search with the form behind the address, as `/v1/meetings.csv`.
pub async fn search_as(
    State(state): State<AppState>,
    Path(suffix): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let form = form_of(&suffix)?;
    let asked = Asked { form, path: format!("{PATH}.{suffix}"), is_posted: false };
    respond(&state, asked, of_form(query.unwrap_or_default().as_bytes()), &headers).await
}

/// The same by POST.
pub async fn search_as_by_post(
    State(state): State<AppState>,
    Path(suffix): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let asked = Asked { form: form_of(&suffix)?, path: format!("{PATH}.{suffix}"), is_posted: true };
    post(&state, asked, request).await
}

/// The form that an end of an address asks for.
pub(super) fn form_of(suffix: &str) -> Result<Form, Problem> {
    Form::of_suffix(suffix).ok_or_else(|| {
        Problem::new(
            ProblemCode::NotFound,
            "there is no such form; use .json, .geojson, .csv, .ndjson, .ics or .txt",
        )
    })
}

async fn post(state: &AppState, asked: Asked, request: Request) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let mut pairs = of_form(parts.uri.query().unwrap_or_default().as_bytes());
    pairs.extend(fields(&parts.headers, body).await?);
    respond(state, asked, pairs, &parts.headers).await
}

async fn fields(headers: &HeaderMap, body: Body) -> Result<Vec<(String, String)>, Problem> {
    let content_type =
        headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let is_json = media_type == "application/json";
    if !is_json && media_type != "application/x-www-form-urlencoded" {
        return Err(Problem::plain(ProblemCode::UnsupportedMediaType));
    }
    let bytes = read(body, MOST_BYTES, FORM_TIME).await?;
    if is_json { of_json(&bytes) } else { Ok(of_form(&bytes)) }
}

async fn respond(
    state: &AppState,
    asked: Asked,
    pairs: Vec<(String, String)>,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    params::must_not_be_blank(&pairs)?;
    // places and words are looked up, which is work
    let mut parsed =
        state.blocking(|state| params::parse(pairs.into_iter(), &state.context(Scope::Listings))).await?;
    let form = asked.form;
    shape(form, &mut parsed);
    let cache = cache_of(parsed.is_personal || asked.is_posted);
    let tag = etag(state, &[form.suffix(), &parsed.normalised]);
    if !asked.is_posted && is_known(headers, &tag) {
        return Ok(not_modified(tag, cache));
    }
    let (body, next, pairs) = state.blocking(move |state| answer(state, form, parsed)).await?;
    let mut response = (
        [
            (header::CONTENT_TYPE, HeaderValue::from_static(form.content_type())),
            (header::CACHE_CONTROL, HeaderValue::from_static(cache)),
            (header::VARY, HeaderValue::from_static("accept")),
        ],
        body,
    )
        .into_response();
    if !asked.is_posted {
        response.headers_mut().insert(header::ETAG, tag);
    }
    let named = if asked.is_posted { Vec::new() } else { pairs };
    let link = next.and_then(|cursor| next_link(state, &asked.path, &named, &cursor));
    if let Some(link) = link {
        response.headers_mut().insert(header::LINK, link);
    }
    Ok(response)
}

/// What a form usually holds, unless it was said: few listings to be read out; a calendar as many as there may be, in an
/// order that does not change while one is subscribed to it.
fn shape(form: Form, parsed: &mut Parsed) {
    let is_said = |name: &str| parsed.pairs.iter().any(|(said, _)| *said == name);
    let (has_limit, has_order) = (is_said("limit"), is_said("sort"));
    match form {
        Form::Text if !has_limit => parsed.query.limit = USUAL_IN_TEXT,
        Form::Calendar => {
            if !has_limit {
                parsed.query.limit = MOST_PER_PAGE;
            }
            if !has_order {
                parsed.query.sort = Sort::Name;
            }
        }
        _ => {}
    }
}

type Answered = (Vec<u8>, Option<String>, Vec<(&'static str, String)>);

fn answer(state: &AppState, form: Form, parsed: Parsed) -> Result<Answered, Problem> {
    let write: fn(&SearchJson) -> Option<Vec<u8>> = match form {
        Form::Json => |answer| serde_json::to_vec(answer).ok(),
        Form::GeoJson => |answer| serde_json::to_vec(&geojson(answer)).ok(),
        Form::Csv => |answer| csv(&answer.meetings).ok(),
        Form::Ndjson => |answer| Some(ndjson(&answer.meetings)),
        Form::Calendar => return paper(state, parsed, calendar),
        Form::Text => {
            // help first, as on pages
            let help = parsed.interpreted.crisis.then(|| {
                let place = parsed.place.as_ref().map(|found| found.place.country);
                let asked = parsed.query.filters.countries.any.first().copied();
                help_in_text(Locale::of(parsed.language), place.or(asked))
            });
            let (text, next, pairs) = paper(state, parsed, found_in_text)?;
            return Ok(([help.unwrap_or_default().into_bytes(), text].concat(), next, pairs));
        }
    };
    let answer = search_body(state.catalogue(), &parsed, &*state.facts()?)?;
    if answer.total == 0 {
        state.metrics().count_empty_search();
    }
    let body = write(&answer).ok_or_else(|| Problem::plain(ProblemCode::Internal))?;
    Ok((body, answer.next, parsed.pairs))
}

fn paper(state: &AppState, parsed: Parsed, written: fn(&Paper<'_>) -> Vec<u8>) -> Result<Answered, Problem> {
    let facts = state.facts()?;
    let answer = state.catalogue().search(&Query { relax: false, ..asked(&parsed, &facts) })?;
    if answer.total == 0 {
        state.metrics().count_empty_search();
    }
    // the server's own zone says nothing of the asker's
    let is_said = parsed.interpreted.window.tz_source != "server";
    let paper = Paper {
        hits: &answer.hits,
        total: answer.total,
        facts: &facts,
        language: parsed.language,
        now: answer.as_of,
        zone: &parsed.query.zone,
        asker: is_said.then_some(&parsed.query.zone),
        public_url: state.config().public_url.as_deref(),
        discreet: parsed.discreet,
    };
    Ok((written(&paper), answer.next, parsed.pairs))
}

fn next_link(state: &AppState, path: &str, pairs: &[(&str, String)], cursor: &str) -> Option<HeaderValue> {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs).append_pair("cursor", cursor);
    let base = state.config().public_url.as_deref().unwrap_or_default().trim_end_matches('/');
    HeaderValue::from_str(&format!("<{base}{path}?{}>; rel=\"next\"", query.finish())).ok()
}
