//! What else there would be: other places of the same name, and the same search without something. Each a step with its
//! count.

use super::chips::{HOURS, Step, WHEN};
use super::results::Found;
use crate::relaxed;
use crate::words;
use everyroom_indexer::search::Relaxed;

/// So many other places of a name are offered.
const OTHERS: usize = 2;

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
    } else if is_among(&HOURS) {
        t.any_hour.plain(language, relaxed.count, &[])
    } else if is_among(&WHEN) {
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
    let left = found.parts.said_of(found.visitor.locale, names);
    words::joined(found.visitor.locale, &left)
}
