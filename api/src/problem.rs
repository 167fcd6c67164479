//! What the API says when it can't do as asked: RFC 9457 problems with a closed list of codes.
//!
//! Words and coordinates of a query never get into a problem: parameters that hold them are named without their
//! value. Nothing here logs.

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use utoipa::ToSchema;

/// The closed list of problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is explained by its row of `PROBLEMS`")]
pub enum ProblemCode {
    InvalidParameter,
    UnknownParameter,
    InvalidBody,
    CursorMalformed,
    CursorExpired,
    NotFound,
    Gone,
    MethodNotAllowed,
    NotAcceptable,
    UnsupportedMediaType,
    BodyTooLarge,
    BodyTooSlow,
    AddressTooLong,
    RateLimited,
    NotReady,
    Busy,
    NotOffered,
    Internal,
}

/// One row of the list: how a code is written, answered and explained.
pub struct ProblemInfo {
    /// The code.
    pub code: ProblemCode,
    /// Its stable name, the end of the problem's `type`.
    pub id: &'static str,
    /// HTTP status.
    pub status: StatusCode,
    /// The short title.
    pub title: &'static str,
    /// What happened and what to do, in plain words.
    pub meaning: &'static str,
}

const fn row(
    code: ProblemCode,
    id: &'static str,
    status: StatusCode,
    title: &'static str,
    meaning: &'static str,
) -> ProblemInfo {
    ProblemInfo { code, id, status, title, meaning }
}

/// All problems, in the order of [`ProblemCode`].
pub const PROBLEMS: [ProblemInfo; 18] = [
    row(
        ProblemCode::InvalidParameter,
        "invalid-parameter",
        StatusCode::BAD_REQUEST,
        "a parameter could not be used",
        "A parameter has a value that makes no sense. `errors` names it, and where possible says what is allowed \
         and which allowed value is nearest. Nothing is ever ignored, so mend the value and ask again.",
    ),
    row(
        ProblemCode::UnknownParameter,
        "unknown-parameter",
        StatusCode::BAD_REQUEST,
        "there is no such parameter",
        "A parameter has a name that this address does not know. `errors` names it and the nearest one that exists.",
    ),
    row(
        ProblemCode::InvalidBody,
        "invalid-body",
        StatusCode::BAD_REQUEST,
        "the body could not be read",
        "The body of a POST has to be a JSON object or a form with the same fields as the query parameters.",
    ),
    row(
        ProblemCode::CursorMalformed,
        "cursor-malformed",
        StatusCode::BAD_REQUEST,
        "the cursor is not one of this query",
        "A cursor goes with the query it was given out for. Send the same parameters again with it, or start again \
         without a cursor.",
    ),
    row(
        ProblemCode::CursorExpired,
        "cursor-expired",
        StatusCode::GONE,
        "the cursor is too old",
        "The state of the listings that this cursor walks through is no longer kept, or their order is another since \
         a source changed. Start again without a cursor.",
    ),
    row(
        ProblemCode::NotFound,
        "not-found",
        StatusCode::NOT_FOUND,
        "there is nothing here",
        "The address or the id is not known. `GET /v1` lists the addresses that answer.",
    ),
    row(
        ProblemCode::Gone,
        "gone",
        StatusCode::GONE,
        "the listing was withdrawn",
        "The listing was taken out for good; `detail` says why. Please remove it from your copy too.",
    ),
    row(
        ProblemCode::MethodNotAllowed,
        "method-not-allowed",
        StatusCode::METHOD_NOT_ALLOWED,
        "this address does not take that method",
        "The `Allow` header lists the methods that this address takes.",
    ),
    row(
        ProblemCode::NotAcceptable,
        "not-acceptable",
        StatusCode::NOT_ACCEPTABLE,
        "none of the wanted forms is offered",
        "Ask for application/json, application/geo+json, text/csv, application/x-ndjson, text/calendar or text/plain \
         in `Accept`, or put .json, .geojson, .csv, .ndjson, .ics or .txt behind the address.",
    ),
    row(
        ProblemCode::UnsupportedMediaType,
        "unsupported-media-type",
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "the body is in a form that is not read",
        "Send application/json or application/x-www-form-urlencoded, without `Content-Encoding`.",
    ),
    row(
        ProblemCode::BodyTooLarge,
        "body-too-large",
        StatusCode::PAYLOAD_TOO_LARGE,
        "the body is too large",
        "A body may have 16 KiB; a feed that is to be checked may have 8 MiB.",
    ),
    row(
        ProblemCode::BodyTooSlow,
        "body-too-slow",
        StatusCode::REQUEST_TIMEOUT,
        "the body did not come in time",
        "A body has to be there within 5 seconds, a feed that is to be checked within 30. The connection is closed; \
         send the request again on another one.",
    ),
    row(
        ProblemCode::AddressTooLong,
        "address-too-long",
        StatusCode::URI_TOO_LONG,
        "the address is too long",
        "A path may have 1 KiB, what follows it 16 KiB. The same fields may be sent as the body of a POST.",
    ),
    row(
        ProblemCode::RateLimited,
        "rate-limited",
        StatusCode::TOO_MANY_REQUESTS,
        "too many requests",
        "Wait for as long as `Retry-After` says, in seconds. The `RateLimit` headers of every answer say how many \
         requests are left.",
    ),
    row(
        ProblemCode::NotReady,
        "not-ready",
        StatusCode::SERVICE_UNAVAILABLE,
        "there is nothing to search yet",
        "No list has been crawled and published yet. The operator has to run a crawl.",
    ),
    row(
        ProblemCode::Busy,
        "busy",
        StatusCode::SERVICE_UNAVAILABLE,
        "the server is too busy",
        "The request could not be answered within its time. Try again after `Retry-After` seconds.",
    ),
    row(
        ProblemCode::NotOffered,
        "not-offered",
        StatusCode::NOT_IMPLEMENTED,
        "this server does not do that",
        "The operator of this server has not set it up for that, so trying again is no use; `detail` says what is.",
    ),
    row(
        ProblemCode::Internal,
        "internal",
        StatusCode::INTERNAL_SERVER_ERROR,
        "something failed on our side",
        "This is a fault of the server, not of the request. Its operator finds the cause in the log.",
    ),
];

impl ProblemCode {
    /// How it is written, answered and explained.
    pub fn info(self) -> &'static ProblemInfo {
        &PROBLEMS[self as usize]
    }

    /// The code of that name.
    pub fn parse(id: &str) -> Option<Self> {
        PROBLEMS.iter().find(|info| info.id == id).map(|info| info.code)
    }

    /// The code that stands for a bare HTTP status.
    pub fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            404 => Self::NotFound,
            405 => Self::MethodNotAllowed,
            406 => Self::NotAcceptable,
            408 => Self::BodyTooSlow,
            503 | 504 => Self::Busy,
            410 => Self::Gone,
            413 => Self::BodyTooLarge,
            414 => Self::AddressTooLong,
            415 => Self::UnsupportedMediaType,
            429 => Self::RateLimited,
            501 => Self::NotOffered,
            400..=499 => Self::InvalidParameter,
            _ => Self::Internal,
        }
    }
}

/// One parameter that could not be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ParamError {
    /// The parameter's name.
    pub parameter: String,
    /// The value as sent; null for parameters that hold words or coordinates.
    pub value: Option<String>,
    /// All values that are allowed, where that is a list.
    pub allowed: Option<Vec<String>>,
    /// The allowed value, or for an unknown parameter the known one, that is most like what was sent.
    pub nearest: Option<String>,
}

/// Something that can't be done as asked.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{}: {detail}", .code.info().title)]
pub struct Problem {
    code: ProblemCode,
    detail: String,
    errors: Vec<ParamError>,
    retry_after: Option<u64>,
}

/// A problem on the wire, as RFC 9457 has it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemJson {
    /// `/problems/` and the code; an address with its documentation.
    #[serde(rename = "type")]
    pub kind: String,
    /// What kind of problem it is.
    pub title: &'static str,
    /// HTTP status.
    pub status: u16,
    /// What is wrong this time, in plain words.
    pub detail: String,
    /// The parameters that are to blame.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ParamError>,
}

/// The media type of problems.
pub const PROBLEM_TYPE: &str = "application/problem+json";

impl Problem {
    /// A problem with what is wrong this time.
    pub fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into(), errors: Vec::new(), retry_after: None }
    }

    /// A problem whose meaning says all there is to say.
    pub fn plain(code: ProblemCode) -> Self {
        Self::new(code, code.info().meaning)
    }

    /// Parameters that can't be used.
    pub fn of_parameters(code: ProblemCode, detail: impl Into<String>, errors: Vec<ParamError>) -> Self {
        Self { errors, ..Self::new(code, detail) }
    }

    /// The same, to be tried again after so many seconds.
    pub fn retry_after(self, seconds: u64) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }

    /// Which problem it is.
    pub fn code(&self) -> ProblemCode {
        self.code
    }

    /// HTTP status.
    pub fn status(&self) -> StatusCode {
        self.code.info().status
    }

    /// What is wrong this time.
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// The parameters that are to blame.
    pub fn errors(&self) -> &[ParamError] {
        &self.errors
    }

    /// The problem as it is sent.
    pub fn json(&self) -> ProblemJson {
        let info = self.code.info();
        ProblemJson {
            kind: format!("/problems/{}", info.id),
            title: info.title,
            status: info.status.as_u16(),
            detail: self.detail.clone(),
            errors: self.errors.clone(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&self.json()).unwrap_or_default();
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_TYPE)),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ];
        let mut response = (self.status(), headers, body).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.code == ProblemCode::BodyTooSlow {
            // the rest of the body may still come, and is no request
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}

impl From<everyroom_indexer::search::SearchError> for Problem {
    fn from(error: everyroom_indexer::search::SearchError) -> Self {
        use everyroom_indexer::search::SearchError;
        match error {
            SearchError::CursorMalformed => Self::plain(ProblemCode::CursorMalformed),
            SearchError::CursorExpired => Self::plain(ProblemCode::CursorExpired),
            SearchError::TooLong => Self::plain(ProblemCode::Busy).retry_after(2),
            SearchError::Indexer(error) => error.into(),
        }
    }
}

impl From<everyroom_indexer::IndexerError> for Problem {
    fn from(error: everyroom_indexer::IndexerError) -> Self {
        // errors of the store name files and tables, never what was asked
        tracing::error!(%error, "the catalogue failed");
        Self::plain(ProblemCode::Internal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_the_order_of_the_codes() {
        for (at, info) in PROBLEMS.iter().enumerate() {
            assert_eq!(info.code as usize, at, "{}", info.id);
            assert_eq!(ProblemCode::parse(info.id), Some(info.code));
        }
    }

    #[test]
    fn bare_statuses_have_codes_of_the_same_status() {
        for status in [404, 405, 406, 408, 410, 413, 414, 415, 429, 500, 501] {
            let status = StatusCode::from_u16(status).unwrap();
            assert_eq!(ProblemCode::of_status(status).info().status, status);
        }
    }
}
