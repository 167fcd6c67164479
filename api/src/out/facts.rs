//! What calendars and plain texts both say of a listing, in words.

use super::Paper;
use super::phrases::{filled, phrase};
use super::plain::plain;
use crate::words::{Locale, ago};
use everyroom_feeds::kind::Kind;
use everyroom_feeds::label::{UiLanguage, Vocabulary, label, language_name};
use everyroom_feeds::meeting::{LinkState, Meeting};
use everyroom_feeds::place::Venue;
use everyroom_indexer::catalogue::STALE_AFTER;
use everyroom_indexer::search::Hit;

/// The address on one line, without the name of the building.
pub fn address(venue: &Venue) -> Option<String> {
    let country = venue.country.map(|country| country.name().to_owned());
    let parts = || [venue.street.clone(), venue.city.clone(), venue.state.clone(), country.clone()];
    let put_together = || {
        let parts: Vec<String> = parts().into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    };
    venue.address.clone().or_else(put_together).map(|address| plain(&address))
}

/// Formats, audience, languages and access, as sentences in a row.
pub fn kinds(meeting: &Meeting, language: UiLanguage) -> String {
    let named = |kind: Kind| label(language, Vocabulary::Kind, kind.id()).to_owned();
    let types = meeting.types.iter().map(|tag| match tag.id {
        Some(kind) => named(kind),
        None => tag.label.as_deref().or(tag.code.as_deref()).map(plain).unwrap_or_default(),
    });
    let mut words: Vec<String> = types.chain(meeting.audience.iter().copied().map(named)).collect();
    let languages: Vec<String> = meeting
        .languages
        .iter()
        .map(|tag| language_name(language, tag).map_or_else(|| plain(tag), str::to_owned))
        .collect();
    if !languages.is_empty() {
        words.push(filled(language, "spoken", &[("languages", &languages.join(", "))]));
    }
    for (kind, holds) in &meeting.access {
        let key = if *holds { "access_yes" } else { "access_no" };
        words.push(filled(language, key, &[("kind", &named(*kind))]));
    }
    words.retain(|word| !word.is_empty());
    words.join(". ")
}

/// What to say of a meeting from afar that has no way to join.
pub fn missing_link(meeting: &Meeting, language: UiLanguage) -> Option<String> {
    let online = meeting.online.as_ref();
    let has_way = online.is_some_and(|online| online.url.is_some() || online.phone.is_some());
    let is_remote = meeting.attendance.online || meeting.attendance.phone;
    let is_withheld = online.is_some_and(|online| online.link == LinkState::Withheld);
    (is_remote && (is_withheld || !has_way))
        .then(|| phrase(language, if is_withheld { "withheld" } else { "no_link" }).to_owned())
}

/// Where it is from, and how fresh that is: how long ago it was confirmed, or for what is kept, on which day.
pub fn origins(hit: &Hit, paper: &Paper<'_>, is_kept: bool) -> String {
    let mut names: Vec<String> = Vec::new();
    let mut confirmed = None;
    for origin in &hit.listing.origins {
        let fact = paper.facts.get(&origin.source);
        let name = fact.map_or_else(|| origin.source.to_string(), |fact| plain(&fact.name));
        if !names.contains(&name) {
            names.push(name);
        }
        confirmed = confirmed.max(fact.and_then(|fact| fact.last_ok));
    }
    let mut words = filled(paper.language, "from", &[("sources", &names.join(", "))]);
    if let Some(at) = confirmed {
        let day = at.to_zoned(paper.zone.rules()).date();
        let ago = if is_kept { day.to_string() } else { ago(Locale::of(paper.language), at, paper.now) };
        words.push_str(phrase(paper.language, "comma"));
        words.push(' ');
        words.push_str(&filled(paper.language, "confirmed", &[("ago", &ago)]));
    }
    let is_stale = confirmed.is_none_or(|at| paper.now.duration_since(at) > STALE_AFTER);
    if is_stale && !is_kept {
        words.push_str(phrase(paper.language, "semicolon"));
        words.push(' ');
        words.push_str(phrase(paper.language, "stale"));
    }
    words
}
