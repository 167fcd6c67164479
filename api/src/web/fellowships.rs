//! `/fellowships`, `/fellowships/{id}` and `/which`: the groups, in the order of their names, none above another.

use super::crisis::{Crisis, crisis};
use super::form::{Choice, choices, fellowships as by_name};
use super::frame::{Act, Entry, Frame, Kept, Link};
use super::reply::page;
use super::visitor::Visitor;
use crate::message::{Marked, Text, number};
use crate::params::body::of_form;
use crate::problem::{Problem, ProblemCode};
use crate::search::in_time;
use crate::shape::safe_link;
use crate::state::AppState;
use crate::v1::cache_of;
use crate::words;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use everyroom_feeds::fellowship::{Covers, Fellowship, ForWhom, Philosophy};
use everyroom_feeds::label::{Vocabulary, label, sentence};
use everyroom_indexer::search::{Facets, Query};

/// So many groups stand on a page.
const A_PAGE: usize = 60;
/// So many words of a group are explained, and so many lists named.
const WORDS: usize = 24;
const LISTS: usize = 20;

#[derive(Template)]
#[template(path = "fellowships.html")]
struct All {
    frame: Frame,
    t: &'static Text,
    crisis: Crisis,
    entries: Vec<Line>,
    next: Option<Link>,
}

struct Line {
    name: String,
    href: String,
    sentence: &'static str,
    says: String,
}

/// All groups.
pub async fn all(State(state): State<AppState>, visitor: Visitor) -> Result<Response, Problem> {
    let extent = state.blocking(AppState::extent).await?;
    let t = visitor.text();
    let wanted =
        visitor.pairs().iter().find(|(name, _)| name == "page").and_then(|(_, at)| at.parse::<usize>().ok());
    let at = wanted.unwrap_or(1).max(1);
    let groups = by_name(visitor.language());
    let has_more = groups.len() > at.saturating_mul(A_PAGE);
    let entries = groups.into_iter().skip((at - 1).saturating_mul(A_PAGE)).take(A_PAGE);
    let line = |(id, name): (&'static str, String)| {
        let approach = approach(&visitor, id);
        let says = match extent.facets.count("fellowship", id) {
            0 => t.fellowships.none.plain(&[("approach", &approach)]),
            count => t.fellowships.says.plain(visitor.language(), count, &[("approach", &approach)]),
        };
        Line {
            name,
            href: visitor.at(&format!("/fellowships/{id}")),
            sentence: sentence(visitor.language(), Vocabulary::Fellowship, id),
            says,
        }
    };
    let next = has_more.then(|| Link {
        href: visitor.at(&format!("/fellowships?page={}", at + 1)),
        label: t.sources.next.clone(),
    });
    let shown = All {
        frame: Frame::new(&visitor, &*t.fellowships.title).twin("application/json", "/v1/fellowships"),
        t,
        crisis: crisis(visitor.locale, None),
        entries: entries.map(line).collect(),
        next,
    };
    Ok(page(&visitor, &shown, cache_of(false)))
}

fn approach(visitor: &Visitor, id: &str) -> String {
    let entry = Fellowship::parse(id).map(Fellowship::entry);
    let ids = entry.into_iter().flat_map(|entry| &entry.philosophy).map(|value| value.id());
    let words: Vec<String> =
        ids.map(|id| label(visitor.language(), Vocabulary::Philosophy, id).to_owned()).collect();
    words.join(", ")
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
    coverage: Marked,
    sources: Vec<SourceLine>,
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
    let write = |count: u64| number(language, count);
    let coverage = t.fellowship.coverage.marked(
        language,
        total,
        &[("lists", &write(lists)), ("countries", &write(lands as u64))],
    );
    let mut actions = Vec::new();
    if total > 0 {
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
    let kinds = kinds.take(WORDS).map(|kind| words::explained(visitor.locale, kind));
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
    let line = |record: &everyroom_indexer::store::sources::SourceRecord| {
        let count = record.meetings.saturating_sub(record.hidden);
        let says = match record.last_ok {
            Some(at) => {
                let ago = words::ago(visitor.locale, at, now);
                t.fellowship.list_says.plain(visitor.language(), count, &[("ago", &ago)])
            }
            None => words::capital(&t.card.never_read),
        };
        SourceLine {
            href: visitor.at(&format!("/sources/{}", record.source.id)),
            name: record.source.name.clone(),
            says,
        }
    };
    Ok((records.iter().take(LISTS).map(line).collect(), records.len() as u64))
}

#[derive(Template)]
#[template(path = "which.html")]
struct Which {
    frame: Frame,
    t: &'static Text,
    crisis: Crisis,
    form: Questions,
    count: String,
    entries: Vec<Fit>,
    all_href: String,
    approaches: Vec<Entry>,
}

struct Questions {
    kept: Vec<Kept>,
    for_whom: Vec<Choice>,
    covers: Vec<Choice>,
    philosophy: Vec<Choice>,
}

struct Fit {
    name: String,
    href: String,
    sentence: &'static str,
    meetings: String,
    meetings_href: String,
}

/// Which group is for me?
pub async fn which(State(state): State<AppState>, visitor: Visitor) -> Result<Response, Problem> {
    let extent = state.blocking(AppState::extent).await?;
    let t = visitor.text();
    let language = visitor.language();
    let value =
        |name: &str| visitor.pairs().iter().find(|(given, _)| given == name).map(|(_, value)| value.trim());
    let for_whom = value("for").and_then(ForWhom::parse);
    let covers = value("covers").and_then(Covers::parse);
    let philosophy = value("philosophy").and_then(Philosophy::parse);
    let fits = |id: &str| {
        Fellowship::parse(id).map(Fellowship::entry).is_some_and(|entry| {
            for_whom.is_none_or(|value| entry.for_whom.contains(&value))
                && covers.is_none_or(|value| entry.covers.contains(&value))
                && philosophy.is_none_or(|value| entry.philosophy.contains(&value))
        })
    };
    let fit = |(id, name): (&'static str, String)| {
        let count = extent.facets.count("fellowship", id);
        Fit {
            name,
            href: visitor.at(&format!("/fellowships/{id}")),
            sentence: sentence(language, Vocabulary::Fellowship, id),
            meetings: t.which.meetings.plain(language, count, &[]),
            meetings_href: visitor.at(&format!("/?fellowship={id}")),
        }
    };
    let entries: Vec<Fit> = by_name(language).into_iter().filter(|(id, _)| fits(id)).map(fit).collect();
    let answers = [
        ("for", for_whom.map(|value| value.id())),
        ("covers", covers.map(|value| value.id())),
        ("philosophy", philosophy.map(|value| value.id())),
    ];
    let asked: Vec<(&str, &str)> = answers.into_iter().filter_map(|(name, id)| Some((name, id?))).collect();
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let query = query.extend_pairs(&asked).finish();
    let all = if query.is_empty() { "/?sort=soonest".to_owned() } else { format!("/?{query}") };
    let pairs = of_form(query.as_bytes());
    let list = |name: &str, vocabulary, ids: Vec<&'static str>| {
        let words = ids.into_iter().map(|id| (id, label(language, vocabulary, id).to_owned()));
        choices(language, name, &pairs, words.collect())
    };
    let shown = Which {
        frame: Frame::new(&visitor, &*t.which.title).twin("application/json", "/v1/fellowships"),
        t,
        crisis: crisis(visitor.locale, None),
        form: Questions {
            kept: visitor
                .is_chosen
                .then(|| Kept { name: "ui_lang".to_owned(), value: language.id().to_owned() })
                .into_iter()
                .collect(),
            for_whom: list("for", Vocabulary::For, ForWhom::ALL.iter().map(|v| v.id()).collect()),
            covers: list("covers", Vocabulary::Covers, Covers::ALL.iter().map(|v| v.id()).collect()),
            philosophy: list(
                "philosophy",
                Vocabulary::Philosophy,
                Philosophy::ALL.iter().map(|v| v.id()).collect(),
            ),
        },
        count: t.which.count.plain(language, entries.len() as u64, &[]),
        entries,
        all_href: visitor.at(&all),
        approaches: Philosophy::ALL
            .iter()
            .map(|value| Entry {
                label: label(language, Vocabulary::Philosophy, value.id()).to_owned(),
                sentence: sentence(language, Vocabulary::Philosophy, value.id()).to_owned(),
            })
            .collect(),
    };
    Ok(page(&visitor, &shown, cache_of(false)))
}
