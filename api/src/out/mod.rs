//! The forms that an answer can take, and which of them a client wants.

mod calendar;
mod csv;
mod facts;
mod geojson;
mod ndjson;
pub(crate) mod phrases;
mod plain;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod text;

pub use calendar::{calendar, has_time};
pub use csv::{CsvRows, csv};
pub use geojson::{feature, geojson};
pub use ndjson::ndjson;
pub use text::{USUAL as USUAL_IN_TEXT, found as found_in_text, one as one_in_text};

use crate::problem::{Problem, ProblemCode};
use crate::sources::SourceFacts;
use everyroom_feeds::label::UiLanguage;
use everyroom_feeds::zone::Zone;
use everyroom_indexer::search::Hit;
use http::{HeaderMap, header};
use jiff::Timestamp;

/// What is written for people and their calendars, rather than for programs.
#[derive(Clone, Copy, Debug)]
pub struct Paper<'a> {
    /// The listings.
    pub hits: &'a [Hit],
    /// How many there are in all.
    pub total: u64,
    /// How the sources stand.
    pub facts: &'a SourceFacts,
    /// The language of all but the publishers' words.
    pub language: UiLanguage,
    /// The moment of asking.
    pub now: Timestamp,
    /// The zone of whatever has none of its own.
    pub zone: &'a Zone,
    /// The zone that online meetings are told in; without it each is told in its own.
    pub asker: Option<&'a Zone>,
    /// The address that people reach the server by.
    pub public_url: Option<&'a str>,
    /// Whether the calendar may be seen by others.
    pub discreet: bool,
}

/// The form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One JSON object.
    Json,
    /// A GeoJSON collection (RFC 7946).
    GeoJson,
    /// Comma-separated values (RFC 4180).
    Csv,
    /// One listing a line.
    Ndjson,
    /// Events of a calendar (RFC 5545).
    Calendar,
    /// A few lines to be read out.
    Text,
}

impl Form {
    /// All of them; the first is the usual one.
    pub const ALL: [Form; 6] =
        [Form::Json, Form::GeoJson, Form::Csv, Form::Ndjson, Form::Calendar, Form::Text];

    /// The end of an address that asks for it.
    pub fn suffix(self) -> &'static str {
        ["json", "geojson", "csv", "ndjson", "ics", "txt"][self as usize]
    }

    /// The form that an end of an address asks for.
    pub fn of_suffix(suffix: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.suffix() == suffix)
    }

    /// What it is sent as.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::GeoJson => "application/geo+json",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Ndjson => "application/x-ndjson",
            Self::Calendar => "text/calendar; charset=utf-8",
            Self::Text => "text/plain; charset=utf-8",
        }
    }

    fn media_types(self) -> &'static [&'static str] {
        match self {
            Self::Json => &["application/json"],
            Self::GeoJson => &["application/geo+json", "application/vnd.geo+json"],
            Self::Csv => &["text/csv"],
            Self::Ndjson => &["application/x-ndjson", "application/ndjson", "application/jsonl"],
            Self::Calendar => &["text/calendar"],
            Self::Text => &["text/plain"],
        }
    }

    /// The form that `Accept` likes best; the usual one when it does not say.
    pub fn negotiated(headers: &HeaderMap) -> Result<Self, Problem> {
        let lines: Vec<&str> =
            headers.get_all(header::ACCEPT).iter().filter_map(|line| line.to_str().ok()).collect();
        let ranges: Vec<Range<'_>> =
            lines.iter().flat_map(|line| line.split(',')).filter_map(Range::parse).collect();
        if ranges.is_empty() {
            return Ok(Self::Json);
        }
        let mut best = None;
        for form in Self::ALL {
            let liked = form.liked(&ranges);
            if liked > 0.0 && best.is_none_or(|(most, _)| liked > most) {
                best = Some((liked, form));
            }
        }
        best.map(|(_, form)| form).ok_or_else(|| Problem::plain(ProblemCode::NotAcceptable))
    }

    /// How much a client likes it: what the most specific range that holds it says.
    fn liked(self, ranges: &[Range<'_>]) -> f64 {
        let holding = self.media_types().iter().flat_map(|media_type| {
            ranges.iter().filter_map(move |range| Some((range.fit(media_type)?, range.liking)))
        });
        holding
            .max_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal))
            .map_or(0.0, |(_, liking)| liking)
    }
}

struct Range<'a> {
    media_type: &'a str,
    liking: f64,
}

impl<'a> Range<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let media_type = parts.next().filter(|media_type| media_type.contains('/'))?;
        let liking = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        let liking = liking.map_or(Some(1.0), |liking| liking.parse::<f64>().ok())?;
        // what is no number is no liking
        (0.0..=1.0).contains(&liking).then_some(Self { media_type, liking })
    }

    /// How exactly the range names a media type; `None` when it does not.
    fn fit(&self, media_type: &str) -> Option<u8> {
        if self.media_type.eq_ignore_ascii_case(media_type) {
            return Some(2);
        }
        let (kind, _) = media_type.split_once('/')?;
        match self.media_type.split_once('/')? {
            ("*", "*") => Some(0),
            (wanted, "*") if wanted.eq_ignore_ascii_case(kind) => Some(1),
            _ => None,
        }
    }
}
