//! What was understood, put together: spans that say the same join, a clock beats a part of the day, the narrower of two
//! places wins.

use super::everyday::everyday;
use super::meaning::{Meaning, wall_time};
use super::names::names;
use super::place::Found;
use super::scan::Span;
use super::token::Token;
use super::vocabulary::Needs;
use crate::search::query::TimeOfDay;
use everyroom_feeds::place::{GeoPoint, distance_km};
use std::collections::BTreeSet;

/// Two places so near each other are one, said twice: "berlin kreuzberg".
const SAME_AREA_KM: f64 = 60.0;
/// Of two places far apart the first is meant, but where the other has so many times its people.
const FAR_MORE: u64 = 20;

/// What the words ask for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asks {
    /// Parameters with their values, as a client would send them; all but `near`.
    pub pairs: Vec<(&'static str, Vec<String>)>,
    /// The place to search around.
    pub place: Option<Found>,
    /// The asker means where they are.
    pub near_me: bool,
    /// The words call for help.
    pub crisis: bool,
}

/// The order of the parameters.
const ORDER: [&str; 17] = [
    "fellowship",
    "philosophy",
    "for",
    "covers",
    "audience",
    "type",
    "access",
    "lang",
    "attendance",
    "weekday",
    "when",
    "starts_within",
    "tz",
    "country",
    "region",
    "radius_km",
    "sort",
];

/// Puts spans together. Returns which of them say something that was used; the others are words again.
pub fn together(spans: &[Span], tokens: &[Token]) -> (Asks, Vec<bool>) {
    let mut asks = Asks::default();
    let mut used = vec![true; spans.len()];
    for name in ORDER {
        if ["type", "audience", "access"].contains(&name) {
            asks.pairs.extend(kinds(name, spans, tokens));
        } else {
            let values = one_of(name, spans, &mut used);
            asks.pairs.extend((!values.is_empty()).then_some((name, values)));
        }
    }
    asks.pairs.extend(time(spans));
    asks.crisis = spans.iter().any(|span| span.meaning == Meaning::Crisis || is_call(span));
    asks.near_me = spans.iter().any(|span| span.meaning == Meaning::NearMe);
    let kept = place(spans, &mut used);
    asks.place = kept;
    asks.near_me &= asks.place.is_none();
    if asks.place.is_none() && !asks.near_me {
        asks.pairs.retain(|(name, _)| *name != "radius_km");
    }
    within_one_day(&mut asks);
    (asks, used)
}

/// What spans say of one parameter, any of which is enough.
fn one_of(name: &str, spans: &[Span], used: &mut [bool]) -> Vec<String> {
    let takes_one = ["when", "starts_within", "radius_km", "sort"].contains(&name);
    let mut values: Vec<String> = Vec::new();
    for (at, span) in spans.iter().enumerate().filter(|(_, span)| span.meaning.parameter() == Some(name)) {
        if takes_one && !values.is_empty() {
            used[at] = values == span.meaning.values();
            continue;
        }
        add(&mut values, span);
    }
    values
}

fn add(values: &mut Vec<String>, span: &Span) {
    for value in span.meaning.values() {
        let value = if span.excluded { format!("-{value}") } else { value };
        if !values.contains(&value) {
            values.push(value);
        }
    }
}

/// "open speaker meeting" and "wheelchair asl" want both: what is said once is one of several, what is said besides has
/// to hold, too.
fn kinds(name: &'static str, spans: &[Span], tokens: &[Token]) -> Vec<(&'static str, Vec<String>)> {
    let (mut any, mut all) = (Vec::new(), Vec::new());
    let said = || spans.iter().filter(|span| span.meaning.parameter() == Some(name));
    // "open or closed": either will do
    let is_either = said().zip(said().skip(1)).any(|(one, other)| {
        let between = tokens.get(one.end..other.start).unwrap_or_default();
        between.iter().any(|token| everyday().is_or(&token.folded))
    });
    let several = !is_either
        && said()
            .filter(|span| !span.excluded)
            .map(|span| span.meaning.values())
            .collect::<BTreeSet<_>>()
            .len()
            > 1;
    for span in said() {
        let is_one = span.meaning.values().len() == 1;
        add(if several && is_one && !span.excluded { &mut all } else { &mut any }, span);
    }
    let all_name = match name {
        "type" => "type_all",
        "audience" => "audience_all",
        _ => "access_all",
    };
    [(name, any), (all_name, all)].into_iter().filter(|(_, values)| !values.is_empty()).collect()
}

/// A moment and a span of minutes exclude each other: the narrower stays.
fn within_one_day(asks: &mut Asks) {
    if asks.pairs.iter().any(|(name, _)| *name == "starts_within") {
        asks.pairs.retain(|(name, _)| *name != "when");
    }
}

/// The name of a fellowship that is a call for help too.
fn is_call(span: &Span) -> bool {
    matches!(span.meaning, Meaning::Fellowship(fellowship) if names().is_call(fellowship.id()) && span.needs == Needs::Company)
}

fn time(spans: &[Span]) -> Vec<(&'static str, Vec<String>)> {
    let times = || {
        spans.iter().filter_map(|span| match span.meaning {
            // from 24:00 on is from midnight on
            Meaning::Time(time, exactness) => {
                Some((TimeOfDay { after: time.after.map(|minute| minute % 1440), ..time }, exactness))
            }
            _ => None,
        })
    };
    let Some(exactest) = times().map(|(_, exactness)| exactness).max() else { return Vec::new() };
    let mut joined: Option<TimeOfDay> = None;
    for (time, _) in times().filter(|(_, exactness)| *exactness == exactest) {
        joined = Some(match joined {
            None => time,
            Some(so_far) => join(so_far, time),
        });
    }
    let time = joined.unwrap_or_default();
    let said = [("after", time.after), ("before", time.before)];
    said.into_iter().filter_map(|(name, minute)| Some((name, vec![wall_time(minute?)]))).collect()
}

/// "after 6 before 9" is both; "morning or afternoon" and "7pm or 9pm" are either.
fn join(a: TimeOfDay, b: TimeOfDay) -> TimeOfDay {
    match (a, b) {
        (TimeOfDay { after: Some(after), before: None }, TimeOfDay { after: None, before: Some(before) })
        | (TimeOfDay { after: None, before: Some(before) }, TimeOfDay { after: Some(after), before: None }) => {
            TimeOfDay { after: Some(after), before: Some(before) }
        }
        _ => TimeOfDay {
            after: a.after.zip(b.after).map(|(a, b)| a.min(b)),
            before: a.before.zip(b.before).map(|(a, b)| a.max(b)),
        },
    }
}

fn place(spans: &[Span], used: &mut [bool]) -> Option<Found> {
    let mut kept: Option<(usize, &Found)> = None;
    for (at, span) in spans.iter().enumerate() {
        let Meaning::Place(found) = &span.meaning else { continue };
        kept = match kept {
            None => Some((at, found)),
            Some((before, other)) if apart_km(other, found) <= SAME_AREA_KM => {
                // a quarter is smaller than its town; a postal code is the smallest
                if found.place.population <= other.place.population {
                    Some((at, found))
                } else {
                    Some((before, other))
                }
            }
            // "centro rio de janeiro": the one that far more know
            Some((before, other)) if found.place.population / FAR_MORE > other.place.population => {
                used[before] = false;
                Some((at, found))
            }
            Some(other) => {
                used[at] = false;
                Some(other)
            }
        };
    }
    kept.map(|(_, found)| found.clone())
}

fn apart_km(a: &Found, b: &Found) -> f64 {
    let degrees = |point: GeoPoint| (point.lat(), point.lon());
    distance_km(degrees(a.place.point), degrees(b.place.point))
}
