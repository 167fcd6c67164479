//! Plain text: a few listings in a few short lines each, to be read out on the telephone. What it is, when, where, how
//! to join and what it is like, where that is from. Lines have 72 columns at most, but for addresses that are longer.

#[cfg(test)]
mod tests;
mod when;
mod wrap;

use super::Paper;
use super::facts;
use super::phrases::{filled, phrase};
use super::plain::{plain, sentence};
use crate::shape::safe_link;
use everyroom_feeds::label::{Vocabulary, label};
use everyroom_feeds::meeting::{LinkState, Meeting};
use everyroom_indexer::search::Hit;
use wrap::wrapped;

/// So many listings are read out where it is not said how many.
pub const USUAL: usize = 5;

/// What a search found.
pub fn found(paper: &Paper<'_>) -> Vec<u8> {
    let language = paper.language;
    let (total, shown) = (paper.total.to_string(), paper.hits.len().to_string());
    let values = [("total", total.as_str()), ("shown", shown.as_str())];
    if paper.total == 0 {
        let said = ["found_none", "found_none_hint"].map(|key| wrapped(phrase(language, key), "", ""));
        return said.join("\n").into_bytes();
    }
    let head = match (paper.total, paper.hits.len() as u64) {
        (1, 1) => "found_one",
        (total, shown) if total == shown => "found_all",
        _ => "found_some",
    };
    let mut text = wrapped(&filled(language, head, &values), "", "");
    for (number, hit) in (1..).zip(paper.hits) {
        text.push('\n');
        for (at, line) in lines(paper, hit).iter().enumerate() {
            let first = if at == 0 { format!("{number}. ") } else { "   ".to_owned() };
            text.push_str(&wrapped(line, &first, "   "));
        }
    }
    text.push('\n');
    text.push_str(&wrapped(phrase(language, "confirm"), "", ""));
    text.into_bytes()
}

/// One listing, with the address of its publisher's page and its notes.
pub fn one(paper: &Paper<'_>) -> Vec<u8> {
    let mut text = String::new();
    for hit in paper.hits {
        let meeting = &hit.listing.meeting;
        let mut said = lines(paper, hit);
        said.extend(meeting.notes.as_deref().map(plain));
        let page = meeting.url.as_deref().and_then(safe_link);
        said.extend(page.map(|url| filled(paper.language, "more", &[("url", url)])));
        said.push(phrase(paper.language, "confirm").to_owned());
        said.retain(|line| !line.is_empty());
        said.iter().for_each(|line| text.push_str(&wrapped(line, "", "  ")));
    }
    text.into_bytes()
}

/// What, when, where, how, where from; a link is a line more.
fn lines(paper: &Paper<'_>, hit: &Hit) -> Vec<String> {
    let meeting = &hit.listing.meeting;
    let fellowship = label(paper.language, Vocabulary::Fellowship, meeting.fellowship.id());
    let name = plain(&meeting.name);
    let what = if name.contains(fellowship) { name } else { format!("{name}, {fellowship}") };
    let (join, others) = join(paper, meeting);
    let kinds = facts::kinds(meeting, paper.language);
    let how: Vec<String> = others.into_iter().chain([kinds]).filter(|words| !words.is_empty()).collect();
    let how = how.iter().map(|words| sentence(words)).collect::<Vec<_>>().join(" ");
    let origins = sentence(&facts::origins(hit, paper, false));
    let mut lines =
        vec![what, when::when(paper, hit), place(paper, hit), join.unwrap_or_default(), how, origins];
    lines.retain(|line| !line.is_empty());
    lines
}

/// The room with how far it is and how to find it; nothing where there is none.
fn place(paper: &Paper<'_>, hit: &Hit) -> String {
    let meeting = &hit.listing.meeting;
    if meeting.attendance.is_remote_only() {
        return String::new();
    }
    let venue = meeting.venue.as_ref();
    let name = venue.and_then(|venue| venue.name.as_deref()).map(plain);
    let address = venue.and_then(facts::address);
    let parts: Vec<String> = name.into_iter().chain(address).filter(|part| !part.is_empty()).collect();
    let where_ = match parts.as_slice() {
        [] => phrase(paper.language, "place_unknown").to_owned(),
        parts => parts.join(", "),
    };
    let distance = hit.distance_km.map(|km| {
        let km = if km < 10.0 { format!("{km:.1}") } else { format!("{km:.0}") };
        filled(paper.language, "distance", &[("km", &km)])
    });
    let where_ = std::iter::once(where_).chain(distance).collect::<Vec<_>>().join("; ");
    let notes = venue.and_then(|venue| venue.notes.as_deref()).map(plain);
    let said: Vec<String> = std::iter::once(where_).chain(notes).filter(|words| !words.is_empty()).collect();
    said.iter().map(|words| sentence(words)).collect::<Vec<_>>().join(" ")
}

/// How to join from afar: the link, which stands on a line of its own since whatever stood behind it would be keyed in
/// too, and what else there is.
fn join(paper: &Paper<'_>, meeting: &Meeting) -> (Option<String>, Vec<String>) {
    let language = paper.language;
    let missing = facts::missing_link(meeting, language);
    let published = meeting.online.as_ref().filter(|online| online.link != LinkState::Withheld);
    let Some(online) = published else { return (None, missing.into_iter().collect()) };
    let provider = online.provider.as_deref().map(plain);
    let link = online.url.as_deref().and_then(safe_link).map(|url| match &provider {
        Some(provider) => filled(language, "join_with", &[("provider", provider), ("url", url)]),
        None => filled(language, "join", &[("url", url)]),
    });
    let said =
        |key, name: &str, text: Option<&str>| text.map(|text| filled(language, key, &[(name, &plain(text))]));
    let phone = said("call", "phone", online.phone.as_deref());
    let code = said("code", "code", online.access_code.as_deref());
    let notes = online.notes.as_deref().map(plain);
    (link, [phone, code, missing, notes].into_iter().flatten().collect())
}
