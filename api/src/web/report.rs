//! What a check comes to: a verdict, what visitors will see, what to mend, sorted by who has to act. The same facts as
//! `POST /v1/check` gives.

use super::check::{CheckForm, typed};
use super::developers::base;
use super::frame::Frame;
use super::notice::{self, NoticeView};
use super::reply::{NOT_KEPT, rendered};
use super::upload::Upload;
use super::visitor::Visitor;
use crate::check::{CheckReport, NoticeJson};
use crate::message::{Marked, Text, number};
use crate::shape::ListingJson;
use crate::state::AppState;
use crate::words::{self, Locale};
use askama::Template;
use axum::response::Response;
use everyroom_feeds::label::{Vocabulary, label};
use everyroom_feeds::notice::Severity;
use http::StatusCode;

/// Kinds of notices on the page; the others are in the data.
const MOST: usize = 12;

#[derive(Template)]
#[template(path = "report.html")]
struct Report {
    frame: Frame,
    t: &'static Text,
    is_read: bool,
    verdict: Marked,
    todo: Option<Marked>,
    read_as: Option<Marked>,
    cards: Vec<Preview>,
    groups: Vec<Group>,
    more: Option<String>,
    /// The form again, when nothing could be read.
    form: Option<CheckForm>,
    command: String,
}

/// A meeting as visitors will see it.
struct Preview {
    time: String,
    day: String,
    name: String,
    whose: String,
    place: Option<String>,
}

/// Notices that the same people have to act on.
struct Group {
    heading: &'static str,
    says: &'static str,
    notices: Vec<NoticeView>,
}

/// The page.
pub(super) fn page(state: &AppState, visitor: &Visitor, sent: &Upload, report: &CheckReport) -> Response {
    let (t, locale) = (visitor.text(), visitor.locale);
    let is_read = report.format.is_some() && report.meetings + report.hidden > 0;
    let view = Report {
        frame: Frame::new(visitor, &*t.report.title).hidden().private(),
        t,
        is_read,
        verdict: verdict(locale, report, is_read),
        todo: Some(todo(locale, report)).filter(|_| is_read || !report.notices.is_empty()),
        read_as: report.format.map(|format| read_as(locale, report, format)),
        cards: report.sample.iter().map(|listing| preview(locale, listing)).collect(),
        groups: groups(locale, &report.notices),
        more: (report.notices.len() > MOST)
            .then(|| t.report.more.plain(locale.language, (report.notices.len() - MOST) as u64, &[])),
        form: (!is_read).then(|| typed(visitor, sent)),
        command: command(state, sent),
    };
    rendered(visitor, StatusCode::OK, &view, NOT_KEPT)
}

fn verdict(locale: Locale, report: &CheckReport, is_read: bool) -> Marked {
    let t = &locale.text().report;
    let read = report.meetings + report.hidden;
    if !is_read {
        let is_empty = report.format.is_some() && report.records == 0;
        return Marked::words(if is_empty { &t.read_empty } else { &t.read_none });
    }
    if read >= report.records {
        return t.read_all.marked(locale.language, read as u64, &[]);
    }
    let counts = [read, report.records].map(|count| number(locale.language, count as u64));
    t.read_some.marked(&[("read", &counts[0]), ("all", &counts[1])])
}

fn todo(locale: Locale, report: &CheckReport) -> Marked {
    let t = &locale.text().report;
    match notice::counts(locale, &report.notices) {
        [(0, _), (0, _), _] => Marked::words(&t.todo_none),
        [(_, errors), (_, warnings), _] => t.todo.marked(&[("errors", &errors), ("warnings", &warnings)]),
    }
}

fn read_as(locale: Locale, report: &CheckReport, format: &'static str) -> Marked {
    let counts = [report.records, report.hidden].map(|count| number(locale.language, count as u64));
    locale.text().report.read_as.marked(&[
        ("format", format_name(format)),
        ("charset", report.charset.as_deref().unwrap_or("-")),
        ("records", &counts[0]),
        ("hidden", &counts[1]),
    ])
}

/// The name that publishers know a format by.
pub(super) fn format_name(id: &str) -> &str {
    match id {
        "tsml" => "TSML (Meeting Guide)",
        "bmlt" => "BMLT",
        "naws" => "NAWS CSV",
        "csv" => "CSV",
        "sheet" => "Google Sheets",
        "airtable" => "Airtable",
        "central_query" => "Central Query",
        "ical" => "iCalendar",
        "schema_org" => "schema.org JSON-LD",
        "events_calendar" => "The Events Calendar",
        "rpde" => "OpenActive RPDE",
        other => other,
    }
}

fn groups(locale: Locale, notices: &[NoticeJson]) -> Vec<Group> {
    let t = &locale.text().report;
    let kinds: [(Severity, &'static str, &'static str); 3] = [
        (Severity::Error, &t.errors, &t.errors_says),
        (Severity::Warning, &t.warnings, &t.warnings_says),
        (Severity::Info, &t.infos, &t.infos_says),
    ];
    let mut room = MOST;
    let mut groups = Vec::new();
    for (severity, heading, says) in kinds {
        let of_it = notices.iter().filter(|notice| notice.severity == severity).take(room);
        let notices: Vec<NoticeView> = of_it.map(|notice| NoticeView::of(locale, notice)).collect();
        room -= notices.len();
        if !notices.is_empty() {
            groups.push(Group { heading, says, notices });
        }
    }
    groups
}

fn preview(locale: Locale, listing: &ListingJson) -> Preview {
    let t = &locale.text().time;
    let clock = |text: &String| text.parse().ok().map(|time| words::clock(locale, time));
    let start = listing.schedule.start.as_ref().and_then(clock);
    let end = listing.schedule.end.as_ref().filter(|_| !listing.schedule.end_inferred).and_then(clock);
    let time = match (start, end) {
        (Some(start), Some(end)) => t.span.plain(&[("start", &start), ("end", &end)]),
        (Some(start), None) => start,
        (None, _) => t.not_stated.clone(),
    };
    let place = listing.venue.as_ref().map(|venue| {
        [&venue.name, &venue.address].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ")
    });
    Preview {
        time,
        day: listing
            .schedule
            .weekday
            .map_or_else(String::new, |day| label(locale.language, Vocabulary::Weekday, day).to_owned()),
        name: listing.name.clone(),
        whose: label(locale.language, Vocabulary::Fellowship, listing.fellowship.id).to_owned(),
        place: place.filter(|place| !place.is_empty()),
    }
}

/// The line that gives the same report to a program.
fn command(state: &AppState, sent: &Upload) -> String {
    let base = base(state);
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let fields = [
        ("url", &sent.url),
        ("format", &sent.format),
        ("fellowship", &sent.fellowship),
        ("timezone", &sent.timezone),
        ("country", &sent.country),
    ];
    query.extend_pairs(fields.into_iter().filter(|(_, value)| !value.is_empty()));
    let query = query.finish().replace('\'', "%27");
    let joint = if query.is_empty() { "" } else { "?" };
    let body = if sent.url.is_empty() { "--data-binary @FILE" } else { "-X POST" };
    format!("curl {body} '{base}/v1/check{joint}{query}'")
}
