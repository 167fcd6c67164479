//! What stands around the cards in words: heading, count, remarks, what else there would be, what words mean.

use super::chips::{Step, in_words};
use super::frame::Entry;
use super::results::Found;
use super::visitor::Visitor;
use crate::message::{Marked, Text, number};
use crate::problem::Problem;
use crate::relaxed;
use crate::words::{self, Locale};
use everyroom_feeds::label::{Vocabulary, label, sentence};
use everyroom_feeds::meeting::Meeting;
use everyroom_indexer::search::{RadiusReason, Relaxed, Sort};
use std::collections::BTreeSet;

/// So many words are explained under a list.
const LEGEND: usize = 10;
/// So many other places of a name are offered.
const OTHERS: usize = 2;

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
    let near = found.parsed.query.near?;
    let named = found.parsed.place.as_ref().map(|found| found.place.name.clone());
    let _ = near;
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
    let (shown, total) = (write(found.answer.hits.len() as u64), write(found.answer.total));
    message.plain(&[("shown", &shown), ("total", &total)])
}

/// The day of what is printed, which is read later.
pub fn printed(found: &Found<'_>) -> Marked {
    let (locale, query) = (found.visitor.locale, &found.parsed.query);
    let day = query.now.to_zoned(query.zone.rules()).date();
    locale.text().results.printed.marked(&[("date", &words::date_year(locale, day))])
}

/// What is to be known of the search, in its order.
pub fn remarks(found: &Found<'_>) -> Vec<Marked> {
    let Found { visitor, parsed, answer, .. } = found;
    let t = visitor.text();
    let mut lines = Vec::new();
    if parsed.interpreted.near_me && parsed.query.near.is_none() {
        lines.push(Marked::words(&t.form.near_missing));
    }
    let country = parsed.place.as_ref().map(|found| found.place.country);
    let length = |km: f64| words::length(visitor.locale.within(country), km);
    match answer.radius_km.zip(answer.radius_reason) {
        Some((km, RadiusReason::Grown)) => lines.push(t.results.grown.marked(&[("distance", &length(km))])),
        Some((_, RadiusReason::NearestFew)) => {
            let nearest = answer.hits.iter().filter_map(|hit| hit.distance_km).reduce(f64::min);
            lines.extend(nearest.map(|km| t.results.nearest_few.marked(&[("distance", &length(km))])));
        }
        _ => {}
    }
    if parsed.query.filters.for_whom.any.iter().any(|for_whom| for_whom.id() == "family") {
        lines.push(Marked::words(&t.results.family_note));
    }
    lines
}

/// Other places of the name, each a step to the search there.
pub fn other_places(found: &Found<'_>) -> Vec<Step> {
    let candidates = found.parsed.place.iter().flat_map(|found| &found.others);
    let step = |place: &everyroom_indexer::search::understand::Candidate| {
        let land = words::country(found.visitor.locale, place.country).to_owned();
        let parts = [Some(place.name.clone()), place.region_name.clone(), Some(land)];
        let named = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let label = found.visitor.text().results.other_place.plain(&[("place", &named)]);
        let query = found.parts.without(&["near"]).with("near", &place.label()).query();
        Step { label, query, chosen: false }
    };
    candidates.take(OTHERS).map(step).collect()
}

/// What else there would be.
pub fn wider(found: &Found<'_>) -> Vec<Step> {
    let places = if found.private.is_some() { Vec::new() } else { other_places(found) };
    let rest = found.answer.relaxed.iter().filter_map(|relaxed| without(found, relaxed, false));
    places.into_iter().chain(rest).collect()
}

/// A step to the search without something; `only` where that is all there is.
pub fn without(found: &Found<'_>, relaxed: &Relaxed, only: bool) -> Option<Step> {
    let (locale, t) = (found.visitor.locale, &found.visitor.text().without);
    let names = relaxed::parameters(relaxed);
    let count =
        relaxed.count.checked_sub(if only { 0 } else { found.answer.total }).filter(|count| *count > 0)?;
    let language = locale.language;
    let mut parts = found.parts.without(&names);
    let is_among = |all: &[&str]| !names.is_empty() && names.iter().all(|name| all.contains(name));
    let label = if relaxed.online {
        parts = parts
            .without(&["near", "bbox", "region", "country", "attendance"])
            .with("attendance", "online,phone");
        t.online.plain(language, relaxed.count, &[])
    } else if is_among(&["when", "starts_within", "from", "to", "weekday", "after", "before"]) {
        t.any_day.plain(language, relaxed.count, &[])
    } else if is_among(&["radius_km", "radius", "near"]) {
        t.anywhere.plain(language, relaxed.count, &[])
    } else {
        let said = left_out(found, &names);
        let message = if only { &t.only } else { &t.of };
        message.plain(language, count, &[("what", &said)])
    };
    Some(Step { label, query: parts.query(), chosen: false })
}

/// What is left out, as it was said.
pub fn left_out(found: &Found<'_>, names: &[&str]) -> String {
    let locale = found.visitor.locale;
    let mut said: Vec<String> = Vec::new();
    if let Some(text) = found.parsed.interpreted.text.as_ref().filter(|_| names.contains(&"q")) {
        said.push(text.clone());
    }
    for (name, value) in &found.parsed.interpreted.filters {
        if !names.contains(&name.as_str()) {
            continue;
        }
        let one = |value: &serde_json::Value| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            in_words(locale, name, &text)
        };
        match value.as_array() {
            Some(values) => said.extend(values.iter().map(one)),
            None => said.push(one(value)),
        }
    }
    words::joined(locale, &said)
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
    kinds.chain(ways.into_iter().map(|id| entry(Vocabulary::Philosophy, id))).collect()
}

/// What could not be used, by the names that people see, with what is said about it.
pub fn faults(visitor: &Visitor, problem: &Problem) -> Vec<Marked> {
    let t = visitor.text();
    let errors = problem.errors().iter();
    let named = errors.map(|error| field(t, &error.parameter)).collect::<Vec<_>>();
    let mut lines: Vec<Marked> = named.into_iter().flatten().map(crate::message::isolated).collect();
    lines.dedup();
    let detail = problem.detail().replace('`', "");
    // said in English wherever it is said
    if visitor.language() == everyroom_feeds::label::UiLanguage::En || lines.is_empty() {
        lines.push(crate::message::isolated(&plain_names(t, &detail)));
    }
    lines
}

fn plain_names(t: &'static Text, detail: &str) -> String {
    let mut said = detail.to_owned();
    for name in ["starts_within", "radius_km", "updated_since", "type_all"] {
        let words = field(t, name).map_or_else(|| name.replace('_', " "), str::to_owned);
        said = said.replace(&format!("{name}="), &format!("{words}: ")).replace(name, &words);
    }
    said
}

/// What a field is called on the page.
fn field(t: &'static Text, name: &str) -> Option<&'static str> {
    let f = &t.form;
    Some(match name {
        "q" | "near" => &f.ask,
        "when" | "starts_within" | "from" | "to" => &f.when,
        "weekday" => &f.day,
        "after" => &f.after,
        "before" => &f.before,
        "attendance" => &f.way,
        "fellowship" => &f.fellowship,
        "for" => &f.for_whom,
        "philosophy" => &f.philosophy,
        "covers" => &f.covers,
        "lang" => &f.language,
        "sort" => &f.sort,
        "tz" => &f.zone,
        "access" => &f.access,
        _ => return None,
    })
}
