//! Structured filters, one value compared with another. Tells which filters a meeting misses, as bits by facet.

use super::moment::Moment;
use super::rows::Row;
use everyroom_feeds::kind::Kind;
use everyroom_feeds::meeting::Meeting;
use everyroom_indexer::search::{Choice, Filters, Query, TimeOfDay, Way};

/// The facets in the order of their bits.
pub const FACETS: [&str; 12] = [
    "fellowship",
    "philosophy",
    "for",
    "covers",
    "attendance",
    "weekday",
    "time_of_day",
    "type",
    "audience",
    "access",
    "lang",
    "country",
];

/// The filters of a question.
pub struct Filter<'a>(&'a Filters);

impl<'a> Filter<'a> {
    /// Of a question.
    pub fn new(query: &'a Query) -> Self {
        Self(&query.filters)
    }

    /// What a meeting misses, as far as its row tells.
    pub fn misses_of_row(&self, row: &Row, moment: &mut Moment) -> u32 {
        let Self(filters) = self;
        let mut misses = bit("fellowship", &filters.fellowship, |wanted| *wanted == row.fellowship);
        let ways = row.attendance;
        misses |= bit("attendance", &filters.attendance, |way| match way {
            Way::InPerson => ways.in_person,
            Way::Online => ways.online,
            Way::Phone => ways.phone,
        });
        if filters.weekday.is_empty() && filters.time == TimeOfDay::default() {
            return misses;
        }
        let (day, minute) = moment.day_and_minute(row);
        misses |= bit("weekday", &filters.weekday, |wanted| Some(*wanted) == day);
        let in_time = filters.time == TimeOfDay::default()
            || minute.is_some_and(|minute| filters.time.contains(minute));
        misses | if in_time { 0 } else { mask("time_of_day") }
    }

    /// What it misses of the rest.
    pub fn misses_of_listing(&self, meeting: &Meeting) -> u32 {
        let Self(filters) = self;
        let tags = || meeting.types.iter().filter_map(|tag| tag.id);
        bit("type", &filters.types, |wanted| tags().any(|kind| satisfies(kind, *wanted)))
            | bit("audience", &filters.audience, |wanted| {
                meeting.audience.iter().any(|kind| satisfies(*kind, *wanted))
            })
            | bit("access", &filters.access, |wanted| {
                meeting.access.iter().any(|(kind, yes)| *yes && satisfies(*kind, *wanted))
            })
            | bit("lang", &filters.languages, |wanted| {
                meeting.languages.iter().any(|language| speaks(language, wanted))
            })
            | bit("country", &filters.countries, |wanted| {
                meeting.venue.as_ref().and_then(|venue| venue.country) == Some(*wanted)
            })
    }
}

/// The bit of a facet.
pub fn mask(facet: &str) -> u32 {
    FACETS.iter().position(|name| *name == facet).map_or(0, |at| 1 << at)
}

fn bit<T>(facet: &str, choice: &Choice<T>, holds: impl Fn(&T) -> bool) -> u32 {
    let is_met = (choice.any.is_empty() || choice.any.iter().any(&holds)) && !choice.none.iter().any(&holds);
    if is_met { 0 } else { mask(facet) }
}

fn satisfies(kind: Kind, wanted: Kind) -> bool {
    kind == wanted || kind.implies().contains(&wanted)
}

fn speaks(language: &str, wanted: &str) -> bool {
    let (language, wanted) = (language.to_ascii_lowercase(), wanted.to_ascii_lowercase());
    language == wanted || language.starts_with(&format!("{wanted}-"))
}
