//! `/check`: whoever keeps a list reads it here the way we would. Takes an address, a file or a text, one of them; keeps
//! nothing of it.

use super::choices::Choice;
use super::fields::kept_language;
use super::frame::{Frame, Kept};
use super::reply::{AN_HOUR, NOT_KEPT, rendered};
use super::report;
use super::upload::{Upload, UploadFault, upload};
use super::visitor::Visitor;
use crate::check::{CheckReport, Fetched, Judging};
use crate::message::Text;
use crate::problem::Problem;
use crate::received::{FEED_TIME, too_slow};
use crate::state::AppState;
use crate::v1::check::{Unfetched, definition, fetch};
use askama::Template;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Response};
use everyroom_feeds::fellowship::Fellowship;
use everyroom_feeds::label::{UiLanguage, Vocabulary, label};
use everyroom_feeds::notice::Notices;
use everyroom_feeds::plan::{Part, Role};
use everyroom_feeds::reading::Format;
use everyroom_feeds::source::Source;
use http::StatusCode;

/// A text of so many bytes is shown again; a longer one is left out whole, as part of it would be checked as if it were all.
const SHOWN: usize = 256 * 1024;

/// What we read, in words that publishers know.
const READS: [&str; 7] = [
    "TSML (Meeting Guide JSON)",
    "BMLT",
    "iCalendar",
    "CSV, Google Sheets, Airtable",
    "schema.org JSON-LD",
    "OpenActive RPDE",
    "HTML",
];

#[derive(Template)]
#[template(path = "check.html")]
struct Check {
    frame: Frame,
    t: &'static Text,
    fault: Option<String>,
    form: CheckForm,
    reads: &'static [&'static str],
}

/// The form with what was typed.
#[derive(Clone, Debug)]
pub struct CheckForm {
    /// Fields that go along.
    pub kept: Vec<Kept>,
    /// An address.
    pub url: String,
    /// A text.
    pub text: String,
    /// Whether the rarer fields are open.
    pub is_open: bool,
    /// A zone.
    pub timezone: String,
    /// A country.
    pub country: String,
    /// Formats.
    pub format: Vec<Choice>,
    /// Fellowships.
    pub fellowship: Vec<Choice>,
}

/// The empty form, or one with the address that a link brought.
pub async fn form(visitor: Visitor) -> Response {
    let url = visitor
        .pairs()
        .iter()
        .find(|(name, _)| name == "url")
        .map(|(_, url)| url.chars().take(2000).collect());
    let upload = Upload { url: url.unwrap_or_default(), ..Upload::default() };
    let cache = if upload.url.is_empty() { AN_HOUR } else { NOT_KEPT };
    rendered(&visitor, StatusCode::OK, &view(&visitor, &upload, None), cache)
}

/// The report on what was sent.
pub async fn check(
    State(state): State<AppState>,
    visitor: Visitor,
    form: Result<Multipart, MultipartRejection>,
) -> Response {
    let place = match state.may_check().await {
        Ok(place) => place,
        Err(problem) => return problem.into_response(),
    };
    let read = match form {
        Ok(form) => upload(form).await,
        Err(_) => Err((UploadFault::Broken, Upload::default())),
    };
    let (sent, broken) = match read {
        Ok(sent) => (sent, None),
        Err((fault, sent)) => (sent, Some(fault)),
    };
    let visitor = visitor.speaking(UiLanguage::parse(&sent.ui_lang));
    let t = &visitor.text().check;
    match broken {
        Some(UploadFault::TooBig) => {
            return fault(&visitor, &sent, StatusCode::PAYLOAD_TOO_LARGE, &t.too_big);
        }
        Some(UploadFault::Broken) => return fault(&visitor, &sent, StatusCode::BAD_REQUEST, &t.nothing),
        Some(UploadFault::Slow) => return too_slow(FEED_TIME).into_response(),
        None => {}
    }
    let given = [!sent.url.is_empty(), sent.file.is_some(), !sent.text.trim().is_empty()];
    match given.into_iter().filter(|is_given| *is_given).count() {
        0 => return fault(&visitor, &sent, StatusCode::BAD_REQUEST, &t.nothing),
        1 => {}
        _ => return fault(&visitor, &sent, StatusCode::BAD_REQUEST, &t.several),
    }
    let source = match source(&sent) {
        Ok(source) => source,
        Err(problem) => {
            return fault(&visitor, &sent, StatusCode::BAD_REQUEST, &unusable(&visitor, &problem));
        }
    };
    let fetched = match fetched(&state, &source, &sent).await {
        Ok(fetched) => fetched,
        Err(why) => {
            let says = match why {
                Unfetched::NoChecker => &t.no_fetch,
                Unfetched::Busy => &visitor.text().error.busy_says,
                Unfetched::Slow => &t.slow,
            };
            return fault(&visitor, &sent, StatusCode::SERVICE_UNAVAILABLE, says);
        }
    };
    let language = visitor.language();
    let read = state.checking(place, move |state| {
        Ok(CheckReport::read(&source, &fetched, &Judging::among_others(state.now(), language)))
    });
    match read.await {
        Ok(read) => report::page(&state, &visitor, &sent, &read),
        Err(problem) => super::error::of_problem(&visitor, problem.code(), None),
    }
}

fn source(sent: &Upload) -> Result<Source, Problem> {
    let fields = [
        ("url", &sent.url),
        ("format", &sent.format),
        ("fellowship", &sent.fellowship),
        ("timezone", &sent.timezone),
        ("country", &sent.country),
    ];
    let pairs = fields.into_iter().map(|(name, value)| (name.to_owned(), value.clone()));
    definition(pairs.collect()).map(|definition| definition.source)
}

async fn fetched(state: &AppState, source: &Source, sent: &Upload) -> Result<Fetched, Unfetched> {
    if !sent.url.is_empty() {
        return fetch(state, source).await;
    }
    // a pasted text has no type of its own
    let (content_type, body) = match &sent.file {
        Some((kind, bytes)) => (kind.clone(), bytes.clone()),
        None => (None, sent.text.clone().into_bytes()),
    };
    let part = Part { role: Role::Feed, url: source.url.clone(), content_type, body };
    Ok(Ok((vec![part], Notices::default())))
}

/// Which field could not be used.
fn unusable(visitor: &Visitor, problem: &Problem) -> String {
    let t = visitor.text();
    let parameter = problem.errors().first().map(|error| error.parameter.as_str());
    let (label, hint) = match parameter {
        Some("url") => (&t.check.url, Some(&t.check.url_hint)),
        Some("timezone") => (&t.check.timezone, Some(&t.check.timezone_hint)),
        Some("country") => (&t.sources.country, Some(&t.check.country_hint)),
        Some("format") => (&t.check.format, None),
        _ => (&t.form.fellowship, None),
    };
    let hint = hint.map_or_else(String::new, |hint| format!(" {hint}"));
    format!("{}: {label}.{hint}", t.error.bad)
}

fn fault(visitor: &Visitor, sent: &Upload, status: StatusCode, says: &str) -> Response {
    rendered(visitor, status, &view(visitor, sent, Some(says.to_owned())), NOT_KEPT)
}

fn view(visitor: &Visitor, sent: &Upload, fault: Option<String>) -> Check {
    let t = visitor.text();
    let frame = Frame::new(visitor, &*t.check.title);
    let frame = if fault.is_some() { frame.hidden() } else { frame };
    Check { frame, t, fault, form: typed(visitor, sent), reads: &READS }
}

/// The form with what was typed.
pub(super) fn typed(visitor: &Visitor, sent: &Upload) -> CheckForm {
    let language = visitor.language();
    let choice = |id: &str, label: &str, chosen: &str| Choice {
        id: id.to_owned(),
        label: label.to_owned(),
        chosen: id == chosen,
    };
    let format = Format::ALL
        .into_iter()
        .map(|format| choice(format.id(), report::format_name(format.id()), &sent.format));
    let mut fellowship: Vec<Choice> = Fellowship::all()
        .map(|one| choice(one.id(), label(language, Vocabulary::Fellowship, one.id()), &sent.fellowship))
        .collect();
    fellowship.sort_by_cached_key(|choice| choice.label.to_lowercase());
    let rare = [&sent.format, &sent.fellowship, &sent.timezone, &sent.country];
    CheckForm {
        kept: kept_language(visitor),
        url: sent.url.clone(),
        text: if sent.text.len() <= SHOWN { sent.text.clone() } else { String::new() },
        is_open: rare.into_iter().any(|field| !field.is_empty()),
        timezone: sent.timezone.clone(),
        country: sent.country.clone(),
        format: format.collect(),
        fellowship,
    }
}
