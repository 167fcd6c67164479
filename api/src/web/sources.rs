//! `/sources`: where lists come from and how reading them goes, fifty a page, by name.

use super::choices::Choice;
use super::fields::{bad_value, kept_language};
use super::frame::{Frame, Kept, Link};
use super::reply::page;
use super::visitor::Visitor;
use super::{error, paging};
use crate::message::{Marked, Text, number};
use crate::problem::ProblemCode;
use crate::state::AppState;
use crate::words::{self, Locale};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use everyroom_feeds::country::Country;
use everyroom_feeds::fellowship::Fellowship;
use everyroom_feeds::label::{Vocabulary, label};
use everyroom_indexer::store::sources::{SourceRecord, SourceState};
use jiff::Timestamp;
use std::collections::BTreeSet;

const EACH: usize = 50;
/// As the API's own list of sources may be kept.
const CACHE: &str = "public, max-age=60";
const STATES: [SourceState; 8] = [
    SourceState::Ok,
    SourceState::Late,
    SourceState::Failing,
    SourceState::Held,
    SourceState::Gone,
    SourceState::Disabled,
    SourceState::OptedOut,
    SourceState::Never,
];

#[derive(Template)]
#[template(path = "sources.html")]
struct Sources {
    frame: Frame,
    t: &'static Text,
    summary: Marked,
    form: Narrow,
    count: String,
    lines: Vec<Line>,
    previous: Option<Link>,
    next: Option<Link>,
}

/// What the list can be narrowed by.
struct Narrow {
    kept: Vec<Kept>,
    fellowship: Vec<Choice>,
    country: Vec<Choice>,
    state: Vec<Choice>,
}

/// One source.
struct Line {
    href: String,
    name: String,
    trouble: Option<&'static str>,
    says: String,
}

/// A source with what the page shows and sorts by.
struct Row {
    record: SourceRecord,
    state: SourceState,
}

/// What was asked for.
#[derive(Default)]
struct Asked {
    fellowship: Option<Fellowship>,
    country: Option<Country>,
    state: Option<SourceState>,
}

/// The list of sources.
pub async fn sources(State(state): State<AppState>, visitor: Visitor) -> Response {
    let asked = match asked(&visitor) {
        Ok(asked) => asked,
        Err((label, value)) => return bad_value(&visitor, label, value),
    };
    let rows = state.blocking(|state| {
        let records = state.catalogue().store().sources()?;
        let (now, period) = (state.now(), state.config().period);
        let configured = records.into_iter().filter(|record| record.configured);
        Ok(configured.map(|record| Row { state: record.state(now, period), record }).collect::<Vec<_>>())
    });
    match rows.await {
        Ok(rows) => match view(&visitor, rows, &asked, state.now()) {
            Some(view) => page(&visitor, &view, CACHE),
            None => error::of_problem(&visitor, ProblemCode::NotFound, None),
        },
        Err(problem) => error::of_problem(&visitor, problem.code(), None),
    }
}

fn asked(visitor: &Visitor) -> Result<Asked, (&'static str, &str)> {
    let t = visitor.text();
    let mut asked = Asked::default();
    for (name, value) in visitor.pairs().iter().filter(|(_, value)| !value.is_empty()) {
        match name.as_str() {
            "fellowship" => {
                asked.fellowship =
                    Some(Fellowship::parse(value).ok_or((&*t.form.fellowship, value.as_str()))?);
            }
            "country" => {
                asked.country = Some(Country::parse(value).ok_or((&*t.sources.country, value.as_str()))?);
            }
            "state" => {
                let known = STATES.into_iter().find(|state| state.id() == value);
                asked.state = Some(known.ok_or((&*t.sources.state, value.as_str()))?);
            }
            _ => {}
        }
    }
    Ok(asked)
}

fn view(visitor: &Visitor, mut rows: Vec<Row>, asked: &Asked, now: Timestamp) -> Option<Sources> {
    let (t, locale) = (visitor.text(), visitor.locale);
    let count = |count: usize| number(locale.language, count as u64);
    let well = rows.iter().filter(|row| row.state == SourceState::Ok).count();
    let summary = t.sources.summary.marked(&[("lists", &count(rows.len())), ("well", &count(well))]);
    let form = narrow(visitor, &rows, asked);
    rows.retain(|Row { record, state }| {
        let source = &record.source;
        asked.fellowship.is_none_or(|wanted| wanted == source.fellowship)
            && asked.country.is_none_or(|wanted| Some(wanted) == source.country)
            && asked.state.is_none_or(|wanted| wanted == *state)
    });
    rows.sort_by_cached_key(|Row { record, .. }| {
        (record.source.name.to_lowercase(), record.source.id.to_string())
    });
    let part = paging::part(visitor, "/sources", rows.len(), EACH)?;
    let (from, to) = (count((part.range.start + 1).min(rows.len())), count(part.range.end));
    Some(Sources {
        frame: Frame::new(visitor, &*t.sources.title).twin("application/json", "/v1/sources"),
        t,
        summary,
        form,
        count: t.sources.count.plain(locale.language, rows.len() as u64, &[("from", &from), ("to", &to)]),
        lines: rows[part.range.clone()].iter().map(|row| line(visitor, row, now)).collect(),
        previous: part.previous,
        next: part.next,
    })
}

fn line(visitor: &Visitor, Row { record, state }: &Row, now: Timestamp) -> Line {
    let (t, locale) = (visitor.text(), visitor.locale);
    let source = &record.source;
    let place = source.country.map_or(&*t.sources.world, |country| words::country(locale, country));
    let group = label(locale.language, Vocabulary::Fellowship, source.fellowship.id());
    let shown = record.meetings.saturating_sub(record.hidden);
    let says = match record.last_ok {
        Some(at) => {
            let ago = words::ago(locale, at, now);
            t.sources.line.plain(locale.language, shown, &[("group", group), ("place", place), ("ago", &ago)])
        }
        None => t.sources.line_never.plain(&[("group", group), ("place", place)]),
    };
    Line {
        href: visitor.at(&format!("/sources/{}", source.id)),
        name: source.name.clone(),
        trouble: (*state != SourceState::Ok).then(|| state_word(locale, *state)),
        says,
    }
}

/// How a source stands, in words.
pub fn state_word(locale: Locale, state: SourceState) -> &'static str {
    let t = &locale.text().state;
    match state {
        SourceState::Ok => &t.ok,
        SourceState::Late => &t.late,
        SourceState::Failing => &t.failing,
        SourceState::Held => &t.held,
        SourceState::Gone => &t.gone,
        SourceState::Disabled => &t.disabled,
        SourceState::OptedOut => &t.opted_out,
        SourceState::Never => &t.never,
    }
}

/// Choices that occur among the sources.
fn narrow(visitor: &Visitor, rows: &[Row], asked: &Asked) -> Narrow {
    let locale = visitor.locale;
    let choice =
        |id: &str, label: &str, chosen: bool| Choice { id: id.to_owned(), label: label.to_owned(), chosen };
    let fellowships: BTreeSet<&str> = rows.iter().map(|row| row.record.source.fellowship.id()).collect();
    let mut fellowship: Vec<Choice> = fellowships
        .into_iter()
        .map(|id| {
            let is_chosen = asked.fellowship.is_some_and(|chosen| chosen.id() == id);
            choice(id, label(locale.language, Vocabulary::Fellowship, id), is_chosen)
        })
        .collect();
    let countries: BTreeSet<&str> =
        rows.iter().filter_map(|row| row.record.source.country).map(|country| country.code()).collect();
    let mut country: Vec<Choice> = countries
        .into_iter()
        .filter_map(Country::parse)
        .map(|one| choice(one.code(), words::country(locale, one), asked.country == Some(one)))
        .collect();
    for choices in [&mut fellowship, &mut country] {
        choices.sort_by_cached_key(|choice| choice.label.to_lowercase());
    }
    let occurs =
        |state: &SourceState| rows.iter().any(|row| row.state == *state) || asked.state == Some(*state);
    let state = STATES.into_iter().filter(occurs);
    Narrow {
        kept: kept_language(visitor),
        fellowship,
        country,
        state: state.map(|one| choice(one.id(), state_word(locale, one), asked.state == Some(one))).collect(),
    }
}
