//! From named values to a checked query. Knows nothing of HTTP, so that the command line searches the same way.
//!
//! Nothing is ignored: what is unknown or makes no sense becomes a problem that names it.

pub mod body;
mod interpreted;
mod lists;
mod lookup;
mod meant;
mod place;
mod reader;
mod shaping;
pub mod table;
#[cfg(test)]
mod tests;
mod time;

pub use interpreted::{CandidateJson, Interpreted, PlaceJson, WindowJson};
pub use lookup::{Lookup, lookup};
pub use meant::UnderstoodJson;
pub use place::must_not_be_blank;
pub use reader::{MOST_VALUES, shown_name};

use crate::problem::{Problem, ProblemCode};
use crate::shape::instant;
use everyroom_feeds::label::UiLanguage;
use everyroom_feeds::zone::Zone;
use everyroom_indexer::Catalogue;
use everyroom_indexer::search::understand::Found;
pub use everyroom_indexer::search::whole_minute;
use everyroom_indexer::search::{Cursor, Filters, MOST_CHARS, Query};
use jiff::{SignedDuration, Timestamp};
use reader::Reader;
use serde_json::Map;
use table::Parameter;

/// A cursor of an honest client is never older.
const OLDEST_CURSOR: SignedDuration = SignedDuration::from_hours(24 * 366);

/// What parsing has to know beside the values.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    /// The moment of asking.
    pub now: Timestamp,
    /// The asker's zone when neither `tz` nor `near` says.
    pub zone: Zone,
    /// What is to be answered.
    pub scope: Scope,
    /// The listings, which help to tell places apart; none: nothing is known of them.
    pub catalogue: Option<&'a Catalogue>,
}

/// What is to be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Pages of listings.
    Listings,
    /// Counts only.
    Counts,
}

/// A query that was understood.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// What to search.
    pub query: Query,
    /// Only these top-level fields of a listing.
    pub fields: Option<Vec<&'static str>>,
    /// The language of labels.
    pub language: UiLanguage,
    /// Whether a calendar may be seen by others.
    pub discreet: bool,
    /// The facets to answer.
    pub facets: Vec<&'static str>,
    /// How it was understood; the radius is known after the search.
    pub interpreted: Interpreted,
    /// Whether it holds words or coordinates.
    pub is_personal: bool,
    /// Equal for two queries that ask the same.
    pub normalised: String,
    /// The place that was named, in `near` or in the words.
    pub place: Option<Found>,
    /// The values as given, without the cursor: with another cursor they ask for another page.
    pub pairs: Vec<(&'static str, String)>,
}

/// Reads and checks named values.
pub fn parse(
    pairs: impl Iterator<Item = (String, String)>,
    context: &Context<'_>,
) -> Result<Parsed, Problem> {
    let allowed = |parameter: &Parameter| context.scope == Scope::Listings || !parameter.shapes_pages();
    let mut reader = Reader::new(pairs, allowed);
    let now = moment(&mut reader, context)?;
    let mut said = Map::new();
    let (normalised, given) = (reader.normalised(), reader.pairs());
    let is_personal = ["q", "near", "bbox"].iter().any(|name| reader.has(name));
    let as_it_stands = reader.word("understand") == Some("off");
    let text = words(&mut reader);
    let meant = text.map(|text| meant::meant(&mut reader, context, text, as_it_stands)).unwrap_or_default();
    let place = place::near(&mut reader, context, meant.place);
    let near = place.as_ref().map(|(near, _)| *near);
    let bounds = place::bounds(&mut reader, &mut said);
    let countries = place::countries(&mut reader, &mut said);
    let regions = place::regions(&mut reader, &mut said, &countries.any);
    let (zone, tz_source) = time::zone(&mut reader, near, &regions.any, &context.zone);
    let span = time::span(&mut reader, &mut said, now, &zone);
    let filters = Filters {
        countries,
        regions,
        time: time::time_of_day(&mut reader, &mut said),
        updated_since: time::updated_since(&mut reader, &mut said),
        ..lists::filters(&mut reader, &mut said)
    };
    let include_paused = reader.word("inactive") == Some("include");
    if include_paused {
        said.insert("inactive".to_owned(), "include".into());
    }
    let shaping = shaping::shaping(&mut reader, near.is_some());
    let explain = reader.word("explain").is_some_and(|word| ["1", "true"].contains(&word));
    let local = |at: Timestamp| instant(&at.to_zoned(zone.rules()));
    let interpreted = Interpreted {
        place: place.as_ref().map(|(near, found)| PlaceJson::of(*near, found.as_ref())),
        window: WindowJson {
            from: span.as_ref().map(|span| local(span.from)),
            to: span.as_ref().map(|span| local(span.to)),
            tz: zone.name().to_owned(),
            tz_source,
        },
        filters: said,
        text: meant.text.clone(),
        understood: meant.spans,
        near_me: meant.near_me,
        crisis: meant.crisis,
        radius_km: None,
        radius_reason: None,
        relaxed: Vec::new(),
    };
    let facets = if context.scope == Scope::Counts && shaping.facets.is_empty() {
        table::FACETS.to_vec()
    } else {
        shaping.facets
    };
    let parsed = Parsed {
        query: Query {
            text: meant.text,
            near,
            bounds,
            filters,
            window: span.map(|span| span.window),
            zone,
            include_paused,
            sort: shaping.sort,
            limit: shaping.limit,
            cursor: shaping.cursor,
            facets: !facets.is_empty(),
            explain,
            now,
            ..Query::all(now, context.zone.clone())
        },
        fields: shaping.fields,
        language: shaping.language,
        discreet: shaping.discreet,
        facets,
        interpreted,
        is_personal,
        normalised,
        pairs: given.into_iter().filter(|(name, _)| *name != "cursor").collect(),
        place: place.and_then(|(_, found)| found),
    };
    reader.problem().map_or(Ok(parsed), Err)
}

/// Checks that only these parameters are given, for addresses that hardly take any.
pub fn only(pairs: impl Iterator<Item = (String, String)>, names: &[&str]) -> Result<Given, Problem> {
    let mut reader = Reader::new(pairs, |parameter| names.contains(&parameter.name));
    let shaping = shaping::shaping(&mut reader, true);
    let normalised = reader.normalised();
    let given =
        Given { fields: shaping.fields, language: shaping.language, discreet: shaping.discreet, normalised };
    reader.problem().map_or(Ok(given), Err)
}

/// What [`only`] found.
pub struct Given {
    /// Only these top-level fields of a listing.
    pub fields: Option<Vec<&'static str>>,
    /// The language of labels.
    pub language: UiLanguage,
    /// Whether a calendar may be seen by others.
    pub discreet: bool,
    /// Equal for two requests that ask the same.
    pub normalised: String,
}

/// The moment that spans of time are made from: that of the first page, so that every page asks the same.
fn moment(reader: &mut Reader, context: &Context<'_>) -> Result<Timestamp, Problem> {
    let now = whole_minute(context.now);
    let Some(cursor) = reader.one("cursor") else { return Ok(now) };
    let as_of = Cursor::parse(&cursor)?.as_of();
    let age = now.duration_since(as_of);
    // what is not honest could be so far away that calendars end
    if age > OLDEST_CURSOR || age < -OLDEST_CURSOR {
        return Err(Problem::plain(ProblemCode::CursorMalformed));
    }
    Ok(as_of)
}

fn words(reader: &mut Reader) -> Option<String> {
    let text = reader.one("q")?;
    if reader.is_longer("q", MOST_CHARS) {
        reader.fault("q", None, &format!("has more than {MOST_CHARS} characters"));
        return None;
    }
    if everyroom_indexer::generation::text::words(&text).is_empty() {
        reader.fault("q", None, "holds no word: no letter and no digit");
        return None;
    }
    Some(text)
}
