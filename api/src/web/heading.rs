//! What stands around the cards in words: heading, count, remarks, what words mean.

use super::chips::in_words;
use super::frame::Entry;
use super::reading::country_asked;
use super::results::Found;
use crate::message::{Marked, number};
use crate::words::{self, Locale};
use everyroom_feeds::label::{Vocabulary, label, sentence};
use everyroom_feeds::meeting::Meeting;
use everyroom_indexer::search::{RadiusReason, Sort};
use std::collections::BTreeSet;

/// So many words are explained under a list.
const LEGEND: usize = 9;

/// What is shown, where and when.
pub fn heading(found: &Found<'_>) -> Marked {
    let t = found.visitor.text();
    let place = place(found);
    let when = found.parsed.interpreted.filters.get("when").and_then(|when| when.as_str());
    let when = when.map(|when| in_words(found.visitor.locale, "when", when));
    let r = &t.results;
    match (&place, &when) {
        (Some(place), Some(when)) => r.heading_near_when.marked(&[("place", place), ("when", when)]),
        (Some(place), None) => r.heading_near.marked(&[("place", place)]),
        (None, Some(when)) => r.heading_when.marked(&[("when", when)]),
        (None, None) => Marked::words(&r.heading),
    }
}

fn place(found: &Found<'_>) -> Option<String> {
    found.parsed.query.near?;
    let named = found.parsed.place.as_ref().map(|found| found.place.name.clone());
    Some(named.unwrap_or_else(|| found.visitor.text().results.near_you.clone()))
}

/// How many of how many, in which order.
pub fn count(found: &Found<'_>) -> String {
    let r = &found.visitor.text().results;
    let message = match found.parsed.query.sort {
        Sort::Best => &r.count_best,
        Sort::Soonest => &r.count_soonest,
        Sort::Nearest => &r.count_nearest,
        Sort::Name => &r.count_name,
    };
    let write = |count: u64| number(found.visitor.language(), count);
    let (before, here) = (found.answer.offset as u64, found.answer.hits.len() as u64);
    let shown =
        if before == 0 { write(here) } else { format!("{}–{}", write(before + 1), write(before + here)) };
    let total = write(found.answer.total);
    message.plain(&[("shown", &shown), ("total", &total)])
}

/// The day of what is printed, which is read later.
pub fn printed(found: &Found<'_>) -> Marked {
    let (locale, query) = (found.visitor.locale, &found.parsed.query);
    let day = query.now.to_zoned(query.zone.rules()).date();
    locale.text().results.printed.marked(&[("date", &words::date_year(locale, day))])
}

/// Whose days are meant, where days were asked for and nobody knows where the asker is. Stands behind the list, so that the
/// first meeting stays in sight.
pub fn days_of(found: &Found<'_>) -> Option<Marked> {
    let parsed = found.parsed;
    let says_day = parsed.interpreted.filters.get("when").is_some_and(|when| when != "now");
    let is_assumed = says_day && parsed.interpreted.window.tz_source == "server";
    let message = &found.visitor.text().results.zone_assumed;
    is_assumed.then(|| message.marked(&[("city", &words::city(&parsed.query.zone))]))
}

/// What is to be known of the search, in its order.
pub fn remarks(found: &Found<'_>) -> Vec<Marked> {
    let Found { visitor, parsed, answer, .. } = found;
    let t = visitor.text();
    let mut lines = Vec::new();
    if parsed.interpreted.near_me && parsed.query.near.is_none() {
        lines.push(Marked::words(&t.results.near_unknown));
    }
    let country = country_asked(parsed);
    let locale = visitor.locale.within(country);
    match answer.radius_km.zip(answer.radius_reason) {
        Some((km, RadiusReason::Grown)) => {
            lines.push(t.results.grown.marked(&[("distance", &words::reach(locale, km))]))
        }
        Some((_, RadiusReason::NearestFew)) => {
            let nearest = answer.hits.iter().filter_map(|hit| hit.distance_km).reduce(f64::min);
            lines.extend(
                nearest.map(|km| t.results.nearest_few.marked(&[("distance", &words::length(locale, km))])),
            );
        }
        _ => {}
    }
    if parsed.query.filters.for_whom.any.iter().any(|for_whom| for_whom.id() == "family") {
        lines.push(Marked::words(&t.results.family_note));
    }
    lines
}

/// What the words on cards mean.
pub fn legend<'a>(locale: Locale, meetings: impl Iterator<Item = &'a Meeting>) -> Vec<Entry> {
    let (mut kinds, mut ways) = (Vec::new(), BTreeSet::new());
    for meeting in meetings {
        for kind in words::kinds(meeting) {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        ways.extend(meeting.fellowship.entry().philosophy.first().map(|value| value.id()));
    }
    let entry = |vocabulary, id: &'static str| Entry {
        label: label(locale.language, vocabulary, id).to_owned(),
        sentence: sentence(locale.language, vocabulary, id).to_owned(),
    };
    let kinds = kinds.into_iter().take(LEGEND).map(|kind| entry(Vocabulary::Kind, kind.id()));
    let mut entries: Vec<Entry> = kinds.collect();
    // "secular" is said of meetings and of whole fellowships
    let ways = ways.into_iter().map(|id| entry(Vocabulary::Philosophy, id));
    for way in ways {
        if entries.iter().all(|known| known.label != way.label) {
            entries.push(way);
        }
    }
    entries
}
