//! One search from a checked query to the body of `GET /v1/meetings`. Knows nothing of HTTP.

use crate::params::{Interpreted, Parsed};
use crate::problem::Problem;
use crate::relaxed::{self, InsteadJson};
use crate::shape::{ListingJson, ShapeContext, kilometres, listing_json};
use crate::sources::SourceFacts;
use everyroom_feeds::country::Country;
use everyroom_feeds::fellowship::{Covers, Fellowship, ForWhom, Philosophy};
use everyroom_feeds::id::SourceId;
use everyroom_feeds::kind::Kind;
use everyroom_feeds::label::{UiLanguage, Vocabulary, label as label_of, language_name};
use everyroom_feeds::schedule::Weekday;
use everyroom_indexer::Catalogue;
use everyroom_indexer::search::{Answer, Facets, Query, TIMES_OF_DAY};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use utoipa::ToSchema;

/// The answer to a search.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SearchJson {
    /// How the query was understood.
    pub interpreted: Interpreted,
    /// How many listings match, exactly.
    pub total: u64,
    /// The state of the listings that answered; null before the first crawl.
    pub generation: Option<String>,
    /// This page.
    #[schema(value_type = Vec<ListingJson>)]
    pub meetings: Page,
    /// Counts by value, when asked for.
    pub facets: Option<FacetsJson>,
    /// The cursor of the next page; null on the last.
    pub next: Option<String>,
    /// Where nothing has all that was asked for: what has the most of it.
    pub instead: Option<InsteadJson>,
    /// The sources of this page, who are to be credited.
    pub attribution: Vec<Attribution>,
}

/// Values with their counts, by facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(transparent)]
pub struct FacetsJson(pub BTreeMap<String, Vec<FacetValue>>);

/// One value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FacetValue {
    /// The value, as the parameter takes it.
    pub id: String,
    /// In words.
    pub label: String,
    /// How many listings have it.
    pub count: u64,
    /// Of a time of day: what to send as `after`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Of a time of day: what to send as `before`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
}

/// Whom to credit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Attribution {
    /// The source's id.
    pub id: String,
    /// The source's name.
    pub name: String,
    /// Licence as the publisher states it.
    pub licence: Option<String>,
    /// The publisher's home page, or the address of the list.
    pub url: Option<String>,
}

/// Listings with all their fields, or with those that were asked for.
#[derive(Clone, Debug)]
pub struct Page {
    /// The listings, whole.
    pub listings: Vec<ListingJson>,
    /// The fields to show.
    pub fields: Option<Vec<&'static str>>,
}

impl Page {
    /// One listing with the fields that were asked for.
    pub fn shown(&self, listing: &ListingJson) -> Value {
        shown(listing, self.fields.as_deref())
    }
}

impl Serialize for Page {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.fields {
            None => serializer.collect_seq(&self.listings),
            Some(_) => serializer.collect_seq(self.listings.iter().map(|listing| self.shown(listing))),
        }
    }
}

/// What is there whatever is left out: whom to credit, and the reasons that `explain` asks for.
const ALWAYS: [&str; 2] = ["attribution", "why"];

/// Anything that is written as an object, with only the wanted fields of it.
pub fn shown(whole: &impl Serialize, fields: Option<&[&'static str]>) -> Value {
    let value = serde_json::to_value(whole).unwrap_or_default();
    match (value, fields) {
        (Value::Object(object), Some(fields)) => {
            let is_wanted = |name: &str| fields.contains(&name) || ALWAYS.contains(&name);
            let wanted = object.into_iter().filter(|(name, _)| is_wanted(name));
            Value::Object(wanted.collect::<Map<_, _>>())
        }
        (value, _) => value,
    }
}

/// A search may take so long; shorter than the request that waits for it.
const SEARCH_TIME: Duration = Duration::from_secs(4);

/// When a search that begins now has to be over.
pub fn deadline() -> Option<Instant> {
    Some(Instant::now() + SEARCH_TIME)
}

/// The query with its time, which begins now.
pub fn in_time(query: &Query) -> Query {
    Query { deadline: deadline(), ..query.clone() }
}

/// The query as every page of listings asks it, whatever its form: in time, the same order, and what else there would be.
pub fn asked(parsed: &Parsed, sources: &SourceFacts) -> Query {
    Query { relax: true, stale: sources.stale(), ..in_time(&parsed.query) }
}

/// Searches, and gives the body of `GET /v1/meetings`.
pub fn search_body(
    catalogue: &Catalogue,
    parsed: &Parsed,
    sources: &SourceFacts,
) -> Result<SearchJson, Problem> {
    let answer = catalogue.search(&asked(parsed, sources))?;
    Ok(answer_json(&answer, parsed, sources))
}

/// An answer in the shape of the API.
pub fn answer_json(answer: &Answer, parsed: &Parsed, sources: &SourceFacts) -> SearchJson {
    let context = ShapeContext { sources, now: parsed.query.now, language: parsed.language };
    SearchJson {
        interpreted: interpreted(answer, parsed),
        total: answer.total,
        generation: Some(answer.generation.clone()).filter(|id| !id.is_empty()),
        meetings: Page {
            listings: answer.hits.iter().map(|hit| listing_json(hit, &context)).collect(),
            fields: parsed.fields.clone(),
        },
        facets: answer.facets.as_ref().map(|facets| facets_json(facets, &parsed.facets, parsed.language)),
        next: answer.next.clone(),
        instead: relaxed::instead(answer, &context, parsed.fields.clone()),
        attribution: attribution(answer, sources),
    }
}

/// How the query was understood, with the radius that came of it.
pub fn interpreted(answer: &Answer, parsed: &Parsed) -> Interpreted {
    Interpreted {
        radius_km: answer.radius_km.map(kilometres),
        radius_reason: answer.radius_reason.map(|reason| reason.id()),
        relaxed: relaxed::relaxed(answer),
        ..parsed.interpreted.clone()
    }
}

fn attribution(answer: &Answer, sources: &SourceFacts) -> Vec<Attribution> {
    let mut ids: Vec<&SourceId> = Vec::new();
    let instead = answer.instead.iter().flat_map(|instead| &instead.hits);
    for origin in answer.hits.iter().chain(instead).flat_map(|hit| &hit.listing.origins) {
        if !ids.contains(&&origin.source) {
            ids.push(&origin.source);
        }
    }
    ids.into_iter().map(|id| credit(id, sources)).collect()
}

/// Whom to credit for a source.
pub fn credit(id: &SourceId, sources: &SourceFacts) -> Attribution {
    let fact = sources.get(id);
    Attribution {
        id: id.to_string(),
        name: fact.map_or_else(|| id.to_string(), |fact| fact.name.clone()),
        licence: fact.and_then(|fact| fact.licence.clone()),
        url: fact.map(|fact| fact.url.clone()),
    }
}

/// The wanted facets with labels.
pub fn facets_json(facets: &Facets, wanted: &[&str], language: UiLanguage) -> FacetsJson {
    let chosen = facets.counts.iter().filter(|(name, _)| wanted.contains(name));
    let counted = chosen.map(|(name, values)| {
        let values = values.iter().map(|(id, count)| facet_value(name, id, *count, language)).collect();
        ((*name).to_owned(), values)
    });
    FacetsJson(counted.collect())
}

fn facet_value(facet: &str, id: &str, count: u64, language: UiLanguage) -> FacetValue {
    let bucket = TIMES_OF_DAY.iter().find(|(name, _, _)| facet == "time_of_day" && *name == id);
    let wall = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    FacetValue {
        id: id.to_owned(),
        label: label(language, facet, id).unwrap_or_else(|| id.to_owned()),
        count,
        after: bucket.map(|(_, from, _)| wall(*from)),
        before: bucket.map(|(_, _, to)| wall(*to)),
    }
}

/// A value of a filter in words.
pub fn label(language: UiLanguage, facet: &str, id: &str) -> Option<String> {
    let named = |vocabulary, id: &'static str| Some(label_of(language, vocabulary, id).to_owned());
    match facet {
        "fellowship" => named(Vocabulary::Fellowship, Fellowship::parse(id)?.id()),
        "philosophy" => named(Vocabulary::Philosophy, Philosophy::parse(id)?.id()),
        "for" => named(Vocabulary::For, ForWhom::parse(id)?.id()),
        "covers" => named(Vocabulary::Covers, Covers::parse(id)?.id()),
        "weekday" => named(Vocabulary::Weekday, Weekday::parse(id)?.id()),
        "type" | "type_all" | "audience" | "audience_all" | "access" | "access_all" => {
            named(Vocabulary::Kind, Kind::parse(id)?.id())
        }
        "lang" => Some(language_name(language, id)?.to_owned()),
        "country" => Some(Country::parse(id)?.name().to_owned()),
        "attendance" => {
            named(Vocabulary::Attendance, ["in_person", "online", "phone"].into_iter().find(|w| *w == id)?)
        }
        "time_of_day" => {
            let (name, from, to) = TIMES_OF_DAY.iter().find(|(name, _, _)| *name == id)?;
            let name = label_of(language, Vocabulary::TimeOfDay, name);
            Some(format!("{name}, {}:00–{}:00", from / 60, to / 60))
        }
        _ => None,
    }
}
