//! `/sources/{id}`: one list. How reading it went, what was noticed in it, how to find one's meeting in it, how to have
//! it taken out. Contacts and secrets are never shown.

use super::error;
use super::fields::kept_language;
use super::frame::{Fact, Frame, Kept, Link};
use super::notice::{self, NoticeView};
use super::paging;
use super::reply::page;
use super::runs::{self, Run};
use super::sources::state_word;
use super::visitor::Visitor;
use crate::check::NoticeJson;
use crate::message::{Marked, Text, number};
use crate::problem::ProblemCode;
use crate::shape::safe_link;
use crate::state::AppState;
use crate::v1::sources::find;
use crate::words::{self, Locale};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use everyroom_feeds::label::{Vocabulary, label};
use everyroom_feeds::redact::redact;
use everyroom_indexer::store::attempts::AttemptRow;
use everyroom_indexer::store::sources::{SourceRecord, SourceState};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Notices on a page.
const EACH: usize = 20;
const CACHE: &str = "public, max-age=60";

#[derive(Template)]
#[template(path = "source.html")]
struct SourcePage {
    frame: Frame,
    t: &'static Text,
    name: String,
    id: String,
    whose: &'static str,
    state: &'static str,
    tone: &'static str,
    trouble: Option<Trouble>,
    facts: Vec<Fact>,
    url: String,
    site: Option<String>,
    meetings: Option<Link>,
    runs: Vec<Run>,
    runs_say: Option<String>,
    notices_say: Marked,
    notices: Vec<NoticeView>,
    previous: Option<Link>,
    next: Option<Link>,
    check_href: String,
    withdraw_href: String,
    kept: Vec<Kept>,
    json_href: String,
}

/// What is not well, and what follows from it.
struct Trouble {
    what: String,
    detail: Option<String>,
    /// What ends it.
    until: Option<String>,
    shown: Option<String>,
    next: Option<String>,
}

/// Who reads, at which moment, in which zone.
#[derive(Clone)]
pub(super) struct Reader {
    pub locale: Locale,
    pub now: Timestamp,
    pub zone: TimeZone,
}

impl Reader {
    /// A day with its year.
    pub fn date(&self, at: Timestamp) -> String {
        words::date_year(self.locale, at.to_zoned(self.zone.clone()).date())
    }

    /// A time of day.
    pub fn clock(&self, at: Timestamp) -> String {
        words::clock(self.locale, at.to_zoned(self.zone.clone()).time())
    }

    /// How long ago.
    pub fn ago(&self, at: Timestamp) -> String {
        words::ago(self.locale, at, self.now)
    }
}

/// The page of one source.
pub async fn source(State(state): State<AppState>, Path(id): Path<String>, visitor: Visitor) -> Response {
    let held = state.blocking(move |state| {
        let record = find(state, &id)?;
        let history = state.catalogue().store().history(&record.source.id, runs::SHOWN)?;
        let stands = record.state(state.now(), state.config().period);
        Ok((record, history, stands))
    });
    let reader = Reader { locale: visitor.locale, now: state.now(), zone: state.config().timezone.rules() };
    let view = match held.await {
        Ok((record, history, stands)) => view(&visitor, &reader, &record, &history, stands),
        Err(problem) => return error::of_problem(&visitor, problem.code(), None),
    };
    match view {
        Some(view) => page(&visitor, &view, CACHE),
        None => error::of_problem(&visitor, ProblemCode::NotFound, None),
    }
}

fn view(
    visitor: &Visitor,
    reader: &Reader,
    record: &SourceRecord,
    history: &[AttemptRow],
    state: SourceState,
) -> Option<SourcePage> {
    let (t, locale) = (visitor.text(), visitor.locale);
    let (source, id) = (&record.source, record.source.id.as_str());
    let notices: Vec<NoticeJson> = record.notices.groups().map(NoticeJson::of).collect();
    let part = paging::part(visitor, &format!("/sources/{id}"), notices.len(), EACH)?;
    let [(_, errors), (_, warnings), (_, infos)] = notice::counts(locale, &notices);
    let counts = [("errors", errors.as_str()), ("warnings", &warnings), ("infos", &infos)];
    let url = redact(&source.url);
    let shown = record.meetings.saturating_sub(record.hidden);
    let own = |path: &str, name: &str, value: &str| {
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish();
        visitor.at(&format!("{path}?{query}"))
    };
    let meetings = (shown > 0 && state != SourceState::OptedOut).then(|| Link {
        href: own("/", "source", id),
        label: t.source.meetings.plain(locale.language, shown, &[]),
    });
    Some(SourcePage {
        frame: Frame::new(visitor, &*source.name).twin("application/json", format!("/v1/sources/{id}")),
        t,
        name: source.name.clone(),
        id: id.to_owned(),
        whose: label(locale.language, Vocabulary::Fellowship, source.fellowship.id()),
        state: state_word(locale, state),
        tone: if state == SourceState::Ok { "now" } else { "warn" },
        trouble: trouble(reader, record, state),
        facts: facts(reader, record),
        site: source.site.as_ref().map(redact).filter(|site| safe_link(site).is_some()),
        check_href: own("/check", "url", &url),
        kept: kept_language(visitor),
        withdraw_href: own("/withdraw", "what", id),
        json_href: format!("/v1/sources/{id}/report"),
        url,
        meetings,
        runs_say: runs::say(locale, history),
        runs: runs::runs(reader, history),
        notices_say: t.source.notices_say.marked(&counts),
        notices: notices[part.range.clone()].iter().map(|notice| NoticeView::of(locale, notice)).collect(),
        previous: part.previous,
        next: part.next,
    })
}

fn trouble(reader: &Reader, record: &SourceRecord, state: SourceState) -> Option<Trouble> {
    let (t, language) = (reader.locale.text(), reader.locale.language);
    let last = record.last_ok.map(|at| reader.date(at));
    let since = |message: &crate::message::Message, at: Option<String>| {
        at.map_or_else(
            || state_word(reader.locale, state).to_owned(),
            |date| message.plain(&[("date", &date)]),
        )
    };
    let what = match state {
        SourceState::Failing => since(&t.source.failing, last.clone()),
        SourceState::Late => since(&t.source.late, last.clone()),
        SourceState::Held => since(&t.source.held, record.held_since.map(|at| reader.date(at))),
        SourceState::Gone => t.source.gone.clone(),
        SourceState::Ok | SourceState::Disabled | SourceState::OptedOut | SourceState::Never => return None,
    };
    let shown = record.meetings.saturating_sub(record.hidden);
    let due = record.next_due.into_iter().chain(record.rest_until).max().filter(|due| *due > reader.now);
    Some(Trouble {
        what,
        detail: record.detail.clone(),
        until: (state == SourceState::Held)
            .then(|| t.source.held_until.plain(&[("id", record.source.id.as_str())])),
        shown: last
            .filter(|_| shown > 0)
            .map(|date| t.source.shown.plain(language, shown, &[("date", &date)])),
        next: due
            .map(|due| t.source.next_try.plain(&[("date", &reader.date(due)), ("time", &reader.clock(due))])),
    })
}

fn facts(reader: &Reader, record: &SourceRecord) -> Vec<Fact> {
    let (t, language) = (&reader.locale.text().source, reader.locale.language);
    let never = || reader.locale.text().card.never_read.clone();
    let fact = |label: &str, value: String| Fact { label: label.to_owned(), value };
    let shown = number(language, record.meetings.saturating_sub(record.hidden));
    let mut facts = vec![
        fact(&t.last_ok, record.last_ok.map_or_else(never, |at| reader.ago(at))),
        fact(&t.last_try, record.last_try.map_or_else(never, |at| reader.ago(at))),
    ];
    facts.extend(record.last_change.map(|at| fact(&t.last_change, reader.date(at))));
    let due = record.next_due.filter(|due| *due > reader.now && record.is_enabled());
    facts.extend(due.map(|at| fact(&t.next_due, format!("{}, {}", reader.date(at), reader.clock(at)))));
    facts.push(fact(&t.records, t.records_says.plain(language, record.records, &[("meetings", &shown)])));
    facts.extend(
        record.format.as_ref().map(|format| fact(&t.format, super::report::format_name(format).to_owned())),
    );
    let licence = Some(record.source.licence.clone()).filter(|licence| !licence.is_empty());
    facts.push(fact(&t.licence, licence.unwrap_or_else(|| t.no_licence.clone())));
    facts
}
