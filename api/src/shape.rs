//! The shape of a listing as every output gives it. Types only; [`listing_json`] fills them.

mod fill;
#[cfg(test)]
mod tests;

pub use fill::{ShapeContext, instant, kilometres, listing_json, safe_link};

use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Top-level names of a listing, in order.
pub const FIELDS: [&str; 30] = [
    "id",
    "name",
    "fellowship",
    "philosophy",
    "for",
    "covers",
    "group",
    "entity",
    "attendance",
    "status",
    "schedule",
    "next",
    "venue",
    "distance_km",
    "bearing",
    "online",
    "audience",
    "series",
    "paused_since",
    "exceptions",
    "conflicts",
    "stale",
    "types",
    "access",
    "languages",
    "notes",
    "links",
    "origins",
    "inferred",
    "number",
];

/// One meeting over all its sources, as it stands at the moment of asking. Unknown is null.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ListingJson {
    /// Public id, for life.
    #[schema(example = "m7k3f9qz2w1ab")]
    pub id: String,
    /// Name as published.
    pub name: String,
    /// Whose meeting it is.
    pub fellowship: FellowshipRef,
    /// Approaches that it follows.
    pub philosophy: Vec<&'static str>,
    /// The people it exists for.
    #[serde(rename = "for")]
    pub for_whom: Vec<&'static str>,
    /// What people recover from, or are affected by.
    pub covers: Vec<&'static str>,
    /// The people who meet.
    pub group: Option<String>,
    /// The body that lists it.
    pub entity: Option<String>,
    /// Ways to attend: `in_person`, `online`, `phone`.
    pub attendance: Vec<&'static str>,
    /// `on_now`, `starts_soon`, `today`, `later`, `by_appointment`, `always_on`, `time_not_stated` or `paused`.
    pub status: &'static str,
    /// When, as a rule.
    pub schedule: ScheduleJson,
    /// The occurrence under way, or the next.
    pub next: Option<NextJson>,
    /// Where.
    pub venue: Option<VenueJson>,
    /// Great-circle distance from `near`, in kilometres.
    pub distance_km: Option<f64>,
    /// Direction from `near`, one of eight winds.
    pub bearing: Option<&'static str>,
    /// How to join from afar, as published.
    pub online: Option<OnlineJson>,
    /// For whom, beside everyone.
    pub audience: Vec<&'static str>,
    /// Equal for the meetings of one published record.
    pub series: Option<String>,
    /// Since when it does not meet (a date), where known: what is over says so, what its publisher pauses does not.
    pub paused_since: Option<String>,
    /// Dates that differ from the rule.
    pub exceptions: Vec<ExceptionJson>,
    /// What its origins do not agree on.
    pub conflicts: Vec<ConflictJson>,
    /// Whether no origin confirmed it within a week.
    pub stale: bool,
    /// Formats and rules.
    pub types: Vec<TypeJson>,
    /// What is stated about access: `yes` or `no`; what is absent is unknown.
    pub access: BTreeMap<&'static str, &'static str>,
    /// Languages (BCP 47).
    pub languages: Vec<String>,
    /// The publisher's words.
    pub notes: Option<String>,
    /// Addresses about it.
    pub links: LinksJson,
    /// The meetings behind it, the chosen one first.
    pub origins: Vec<OriginJson>,
    /// Fields that were concluded, not read.
    pub inferred: Vec<&'static str>,
    /// A stable integer for it.
    pub number: i64,
    /// What it is worth in the order `best`; only with `explain=1`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<WorthJson>,
}

/// What a listing is worth in the order `best`, term by term.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct WorthJson {
    /// For the words, 0 to 3.
    pub text: f64,
    /// For being near, 0 to 2.
    pub near: f64,
    /// For being soon, 0 to 1.
    pub wait: f64,
    /// Against a list that was not confirmed lately, 0 or below.
    pub fresh: f64,
    /// All of them together.
    pub total: f64,
}

/// A fellowship by id and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FellowshipRef {
    /// Its id.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
}

/// When a meeting is held, in the wall time of its zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ScheduleJson {
    /// `mon` to `sun`.
    pub weekday: Option<&'static str>,
    /// Wall time of the start, `HH:MM`.
    pub start: Option<String>,
    /// Wall time of the end, `HH:MM`.
    pub end: Option<String>,
    /// Whether the end is not stated and an hour was taken.
    pub end_inferred: bool,
    /// Zone by its name in the tz database.
    pub timezone: Option<String>,
    /// Who said so: `meeting`, `source` or `coordinates`.
    pub timezone_source: Option<&'static str>,
    /// A recurrence rule, where it is not simply weekly.
    pub rule: Option<String>,
    /// The publisher's words, where the rule does not say all.
    pub text: Option<String>,
}

/// One dated instance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NextJson {
    /// Start (RFC 3339, with the offset of its zone).
    pub start: String,
    /// End (RFC 3339).
    pub end: String,
    /// Minutes until it starts; negative when it is under way.
    pub starts_in_min: i64,
}

/// Where people meet.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct VenueJson {
    /// Name of the building.
    pub name: Option<String>,
    /// Address on one line.
    pub address: Option<String>,
    /// How to find the room.
    pub notes: Option<String>,
    /// Latitude in degrees (WGS 84).
    pub lat: Option<f64>,
    /// Longitude in degrees (WGS 84).
    pub lon: Option<f64>,
    /// How exact the point is: `street`, `venue`, `postcode`, `town` or `region`.
    pub precision: Option<&'static str>,
    /// ISO 3166-1.
    pub country: Option<&'static str>,
    /// ISO 3166-2.
    pub region: Option<&'static str>,
}

/// How to join from afar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OnlineJson {
    /// Join address.
    pub url: Option<String>,
    /// Name of the service.
    pub provider: Option<String>,
    /// Dial string, with pauses and `#`.
    pub phone: Option<String>,
    /// Passcode from a field that is for it.
    pub access_code: Option<String>,
    /// The rest of what is said about joining.
    pub notes: Option<String>,
    /// `published`, `withheld` or `none`.
    pub link: &'static str,
}

/// A date that differs from the rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ExceptionJson {
    /// The date.
    pub date: String,
    /// Wall time of the start, `HH:MM`, of a date that is added.
    pub start: Option<String>,
    /// What happens on it: `cancelled` or `additional`.
    pub status: String,
}

/// A field that origins do not agree on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ConflictJson {
    /// The field, as `venue.address`.
    pub field: String,
    /// What each says.
    pub values: Vec<ConflictValue>,
}

/// What one origin says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ConflictValue {
    /// The source.
    pub source: String,
    /// Its value.
    pub value: String,
}

/// One format or rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TypeJson {
    /// Our word; null when the code has no mapping.
    pub id: Option<&'static str>,
    /// In words.
    pub label: String,
    /// The publisher's code.
    pub code: Option<String>,
}

/// Addresses about a listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LinksJson {
    /// Its page here.
    pub html: String,
    /// Its event for a calendar; null when it has no time.
    pub ics: Option<String>,
    /// The publisher's page.
    pub source: Option<String>,
}

/// A meeting behind a listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OriginJson {
    /// The source's id.
    pub source: String,
    /// The source's name.
    pub name: String,
    /// The publisher's own key.
    pub key: String,
    /// The publisher's page.
    pub url: Option<String>,
    /// The day on which the publisher changed it last.
    pub updated: Option<String>,
    /// When the source's list was last read (RFC 3339).
    pub confirmed: Option<String>,
    /// How the source stands, as `ok`.
    pub state: Option<&'static str>,
}
