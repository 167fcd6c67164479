//! `/v1/suggest`: what somebody may be about to type, each with the parameter that asks for it.

use super::cache_of;
use crate::middleware::etag::{etag, is_known, not_modified};
use crate::params;
use crate::params::body::of_form;
use crate::problem::{Problem, ProblemJson};
use crate::state::AppState;
use axum::Json;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use everyroom_feeds::fellowship::Fellowship;
use everyroom_feeds::label::{UiLanguage, Vocabulary, label};
use everyroom_indexer::place::KnownPlaces;
use everyroom_indexer::place::{FoundPlace, PlaceKind, fold, lookup};
use http::{HeaderMap, HeaderValue, header};
use serde::Serialize;
use std::sync::LazyLock;
use utoipa::ToSchema;

/// The most that is suggested.
const MOST: usize = 8;
/// So many of each come first; what is left is filled in their order.
const SHARES: [usize; 3] = [3, 3, 2];
/// Words within a fellowship's name are looked at from so many letters.
const FEWEST_LETTERS: usize = 3;

/// What may be meant.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuggestionsJson {
    /// At most eight: fellowships, places, names of listings.
    pub suggestions: Vec<Suggestion>,
}

/// One thing that may be meant.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Suggestion {
    /// `fellowship`, `town`, `region`, `country`, `postal_code` or `listing`.
    pub kind: &'static str,
    /// What to show.
    pub label: String,
    /// The parameter of `/v1/meetings` to send.
    pub parameter: &'static str,
    /// Its value.
    pub value: String,
    /// Of a name of listings: how many bear it.
    pub listings: Option<u32>,
    /// Of a name that one listing bears: its address.
    pub link: Option<String>,
}

/// What somebody may be about to type
///
/// Fellowships by any name people have for them, places, and names of listings whose words begin as typed. Each comes
/// with the parameter and the value to send to `/v1/meetings`. Nothing that is typed is written down.
#[utoipa::path(
    get,
    path = "/v1/suggest",
    tag = "meetings",
    params(
        ("q" = String, Query, description = "What was typed so far", example = "spr"),
        ("ui_lang" = Option<String>, Query, description = "Language of labels: `en`, `es`, `fr`, `de`, `pt` or `fa`"),
    ),
    responses(
        (status = 200, body = SuggestionsJson),
        (status = 304, description = "The client has it"),
        (status = 400, description = "A parameter makes no sense", body = ProblemJson, content_type = "application/problem+json"),
    )
)]
pub async fn suggest(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let pairs = of_form(query.unwrap_or_default().as_bytes());
    let asked = params::lookup(pairs.into_iter(), &["q", "ui_lang"])?;
    let cache = cache_of(true);
    let tag = etag(&state, &["suggest", &asked.normalised]);
    if is_known(&headers, &tag) {
        return Ok(not_modified(tag, cache));
    }
    let suggestions = state
        .blocking(move |state| {
            if asked.words.is_empty() {
                return Ok(Vec::new());
            }
            let generation = state.catalogue().current();
            let nothing = KnownPlaces::default();
            let known = generation.as_ref().map_or(&nothing, |generation| generation.known_places());
            let places = lookup(&asked.words, known, &[], |_| true, MOST).iter().map(place).collect();
            Ok(shared([fellowships(&asked.words, asked.language), places, listings(state, &asked.words)?]))
        })
        .await?;
    let headers = [(header::CACHE_CONTROL, HeaderValue::from_static(cache)), (header::ETAG, tag)];
    Ok((headers, Json(SuggestionsJson { suggestions })).into_response())
}

/// The first of each, then the others, at most [`MOST`].
fn shared(groups: [Vec<Suggestion>; 3]) -> Vec<Suggestion> {
    let mut kept = [0; 3];
    for (at, group) in groups.iter().enumerate() {
        kept[at] = group.len().min(SHARES[at]);
    }
    for (at, group) in groups.iter().enumerate() {
        let room = MOST - kept.iter().sum::<usize>();
        kept[at] += room.min(group.len() - kept[at]);
    }
    groups.into_iter().zip(kept).flat_map(|(group, kept)| group.into_iter().take(kept)).collect()
}

/// Fellowships that are called so: exactly, then by a beginning, then by a word within.
fn fellowships(typed: &str, language: UiLanguage) -> Vec<Suggestion> {
    let typed = fold(typed);
    let mut found: Vec<(u8, usize, Fellowship)> = Vec::new();
    for (order, (fellowship, names)) in NAMES.iter().enumerate() {
        let fit = names.iter().filter_map(|name| name.fit(&typed)).min();
        found.extend(fit.map(|fit| (fit, order, *fellowship)));
    }
    found.sort_unstable_by_key(|(fit, order, _)| (*fit, *order));
    let suggestion = |fellowship: Fellowship| {
        let (name, short) = (
            label(language, Vocabulary::Fellowship, fellowship.id()),
            fellowship.entry().short_name.as_str(),
        );
        Suggestion {
            kind: "fellowship",
            label: if name.contains(short) { name.to_owned() } else { format!("{name} ({short})") },
            parameter: "fellowship",
            value: fellowship.id().to_owned(),
            listings: None,
            link: None,
        }
    };
    found.into_iter().take(MOST).map(|(_, _, fellowship)| suggestion(fellowship)).collect()
}

/// A name of a fellowship, folded, and what it says from each later word on.
struct Called {
    whole: String,
    later: Vec<String>,
}

impl Called {
    fn new(name: &str) -> Self {
        let words: Vec<&str> = name.split(|c: char| c.is_whitespace() || c == '-').collect();
        let later = (1..words.len()).map(|from| fold(&words[from..].join(" ")));
        Self { whole: fold(name), later: later.collect() }
    }

    /// How well it fits what was typed; less is better.
    fn fit(&self, typed: &str) -> Option<u8> {
        if typed.is_empty() {
            return None;
        }
        let is_long = typed.chars().count() >= FEWEST_LETTERS;
        match self.whole.strip_prefix(typed) {
            Some("") => Some(0),
            Some(_) => Some(1),
            None => self.later.iter().any(|later| is_long && later.starts_with(typed)).then_some(2),
        }
    }
}

/// Fellowships with everything they are called, in every language.
static NAMES: LazyLock<Vec<(Fellowship, Vec<Called>)>> = LazyLock::new(|| {
    let names = |fellowship: Fellowship| {
        let entry = fellowship.entry();
        let labels = UiLanguage::ALL.map(|language| label(language, Vocabulary::Fellowship, fellowship.id()));
        let own = [entry.name.as_str(), entry.short_name.as_str()].into_iter().chain(labels);
        let others = entry.aliases.iter().chain(fellowship.called().values().flatten()).map(String::as_str);
        own.chain(others).map(Called::new).collect()
    };
    let all = Fellowship::all().filter(|fellowship| *fellowship != Fellowship::other());
    all.map(|fellowship| (fellowship, names(fellowship))).collect()
});

fn place(place: &FoundPlace) -> Suggestion {
    let region = place.region_name.as_deref().filter(|_| place.kind == PlaceKind::Town);
    let country = (place.kind != PlaceKind::Country).then(|| place.country.name());
    let label: Vec<&str> = [Some(place.name.as_str()), region, country].into_iter().flatten().collect();
    let around = || ("near", format!("{:.4},{:.4}", place.point.lat(), place.point.lon()));
    let (parameter, value) = match place.kind {
        PlaceKind::Country => ("country", place.country.code().to_owned()),
        PlaceKind::Region => place.region.map_or_else(around, |region| ("region", region.code().to_owned())),
        PlaceKind::Town | PlaceKind::PostalCode => around(),
    };
    Suggestion {
        kind: place.kind.id(),
        label: label.join(", "),
        parameter,
        value,
        listings: None,
        link: None,
    }
}

fn listings(state: &AppState, typed: &str) -> Result<Vec<Suggestion>, Problem> {
    let Some(generation) = state.catalogue().current() else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for name in generation.names().beginning(typed, MOST) {
        let listing = generation.listing(name.row)?;
        found.push(Suggestion {
            kind: "listing",
            label: listing.meeting.name.clone(),
            parameter: "q",
            // quoted, so that a name such as "Tuesday Women" is not taken for a day and an audience
            value: format!("\"{}\"", listing.meeting.name.replace('"', " ")),
            listings: Some(name.listings),
            link: (name.listings == 1).then(|| format!("/v1/meetings/{}", listing.id)),
        });
    }
    Ok(found)
}
