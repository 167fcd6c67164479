//! `/fellowships/{id}`: one group: what it is, whom it is for, what its words mean, which of its lists we read.

use super::coverage::counted;
use super::crisis::{Crisis, crisis};
use super::frame::{Act, Entry, Frame, Link};
use super::reply::page;
use super::visitor::Visitor;
use crate::message::Text;
use crate::problem::{Problem, ProblemCode};
use crate::search::in_time;
use crate::shape::safe_link;
use crate::state::AppState;
use crate::v1::cache_of;
use crate::words;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use everyroom_feeds::fellowship::Fellowship;
use everyroom_feeds::label::{Vocabulary, label, sentence};
use everyroom_indexer::search::{Facets, Query};
use everyroom_indexer::store::sources::SourceRecord;
use jiff::Timestamp;

/// So many words of a group are explained, and so many lists named.
const WORDS: usize = 24;
const LISTS: usize = 20;

#[derive(Template)]
#[template(path = "fellowship.html")]
struct One {
    frame: Frame,
    t: &'static Text,
    crisis: Crisis,
    name: &'static str,
    short_name: Option<&'static str>,
    sentence: &'static str,
    actions: Vec<Act>,
    facts: Vec<Facts>,
    site: Option<Link>,
    link_only: Option<&'static str>,
    kinds: Vec<Entry>,
    coverage: String,
    sources: Vec<SourceLine>,
    /// The way to all its lists, where not all are named here.
    rest: Option<Link>,
}

struct Facts {
    label: &'static str,
    lines: Vec<String>,
}

struct SourceLine {
    href: String,
    name: String,
    says: String,
}

/// One group.
pub async fn one(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let Some(fellowship) = Fellowship::parse(&id).filter(|known| known.id() == id) else {
        return Err(Problem::plain(ProblemCode::NotFound));
    };
    let counts = counts(&state, move |query| query.filters.fellowship.any = vec![fellowship]).await?;
    state
        .blocking(move |state| {
            Ok(page(&visitor, &shown(state, &visitor, fellowship, &counts)?, cache_of(false)))
        })
        .await
}

fn shown(
    state: &AppState,
    visitor: &Visitor,
    fellowship: Fellowship,
    counts: &Facets,
) -> Result<One, Problem> {
    let t = visitor.text();
    let language = visitor.language();
    let entry = fellowship.entry();
    let id = fellowship.id();
    let name = label(language, Vocabulary::Fellowship, id);
    let named = |vocabulary, ids: Vec<&'static str>| -> Vec<String> {
        ids.into_iter().map(|id| label(language, vocabulary, id).to_owned()).collect()
    };
    let explained = |ids: Vec<&'static str>| -> Vec<String> {
        let one = |id| {
            let (word, says) =
                (label(language, Vocabulary::Philosophy, id), sentence(language, Vocabulary::Philosophy, id));
            if says.is_empty() { word.to_owned() } else { format!("{word}: {says}") }
        };
        ids.into_iter().map(one).collect()
    };
    let facts = [
        (&t.fellowship.approach, explained(entry.philosophy.iter().map(|v| v.id()).collect())),
        (&t.fellowship.for_whom, named(Vocabulary::For, entry.for_whom.iter().map(|v| v.id()).collect())),
        (&t.fellowship.covers, named(Vocabulary::Covers, entry.covers.iter().map(|v| v.id()).collect())),
        (&t.fellowship.led_by, named(Vocabulary::LedBy, vec![entry.led_by.id()])),
        (&t.fellowship.support, named(Vocabulary::Support, vec![entry.support.id()])),
    ];
    let total = counts.count("fellowship", id);
    let (sources, lists) = sources(state, visitor, fellowship)?;
    let lands = counts.counts.iter().find(|(name, _)| *name == "country");
    let lands = lands.map_or(0, |(_, values)| values.iter().filter(|(_, count)| *count > 0).count());
    let coverage = t.fellowship.coverage.plain(&[
        ("meetings", &counted(visitor, |t| &t.meetings, total)),
        ("lists", &counted(visitor, |t| &t.lists, lists)),
        ("countries", &counted(visitor, |t| &t.countries, lands as u64)),
    ]);
    let mut actions = Vec::new();
    if total == 0 {
        actions.push(Act::first(visitor.at("/"), &*t.error.home));
    } else {
        let all = t.fellowship.all.plain(language, total, &[]);
        actions.push(Act::first(visitor.at(&format!("/?fellowship={id}&sort=soonest")), &*t.fellowship.now));
        actions.push(Act::quiet(visitor.at(&format!("/?fellowship={id}")), all));
    }
    let occurring = |group: &'static str| {
        let found = counts.counts.iter().find(move |(name, _)| *name == group);
        found.into_iter().flat_map(|(_, values)| values).filter(|(_, count)| *count > 0)
    };
    let kinds = occurring("type")
        .chain(occurring("audience"))
        .filter_map(|(id, _)| everyroom_feeds::kind::Kind::parse(id));
    let kinds = kinds.take(WORDS).map(|kind| words::explained_at(visitor.locale, kind, fellowship));
    let site = entry.site.as_deref().and_then(safe_link);
    Ok(One {
        frame: Frame::new(visitor, name).twin("application/json", "/v1/fellowships"),
        t,
        crisis: crisis(visitor.locale, None),
        name,
        short_name: Some(entry.short_name.as_str()).filter(|short| *short != name && !short.is_empty()),
        sentence: sentence(language, Vocabulary::Fellowship, id),
        actions,
        facts: facts
            .into_iter()
            .filter(|(_, lines)| !lines.is_empty())
            .map(|(label, lines)| Facts { label, lines })
            .collect(),
        site: site.map(|href| Link {
            href: href.to_owned(),
            label: href
                .trim_start_matches("https://")
                .trim_start_matches("http://")
                .trim_end_matches('/')
                .to_owned(),
        }),
        link_only: entry.link_only.then_some(t.fellowship.link_only.as_str()),
        kinds: kinds.map(|(label, sentence)| Entry { label, sentence }).collect(),
        coverage,
        rest: (lists > LISTS as u64).then(|| Link {
            href: visitor.at(&format!("/sources?fellowship={id}")),
            label: t.home.coverage_link.clone(),
        }),
        sources,
    })
}

/// The lists of a group, and how many there are.
fn sources(
    state: &AppState,
    visitor: &Visitor,
    fellowship: Fellowship,
) -> Result<(Vec<SourceLine>, u64), Problem> {
    let mut records = state.catalogue().store().sources()?;
    records.retain(|record| record.configured && record.source.fellowship == fellowship);
    records.sort_by_key(|record| record.source.name.to_lowercase());
    let now = state.now();
    let t = visitor.text();
    // only what was read once counts as a list that we read
    let read: Vec<_> = records.iter().filter_map(|record| Some((record, record.last_ok?))).collect();
    let line = |(record, at): &(&SourceRecord, Timestamp)| {
        let ago = words::ago(visitor.locale, *at, now);
        let count = record.meetings.saturating_sub(record.hidden);
        SourceLine {
            href: visitor.at(&format!("/sources/{}", record.source.id)),
            name: record.source.name.clone(),
            says: t.fellowship.list_says.plain(visitor.language(), count, &[("ago", &ago)]),
        }
    };
    Ok((read.iter().take(LISTS).map(line).collect(), read.len() as u64))
}

/// How many meetings there are, by everything, under a filter.
async fn counts(
    state: &AppState,
    filter: impl FnOnce(&mut Query) + Send + 'static,
) -> Result<Facets, Problem> {
    state
        .blocking(move |state| {
            let mut query =
                Query { limit: 1, facets: true, ..Query::all(state.now(), state.config().timezone.clone()) };
            filter(&mut query);
            Ok(state.catalogue().search(&in_time(&query))?.facets.unwrap_or_default())
        })
        .await
}
