//! Which other pages of a site are worth a look: those whose link says meetings, in the languages of our feeds.

use super::address::Base;
use super::gather::Gather;
use super::links::words;
use super::page::Text;
use super::tags::Tag;
use super::{MOST_LINKS, about};
use crate::fellowship::fold;

/// Folded words in links or paths, the plainest first; the place is the rank.
const WORDS: [&[&str]; 4] = [
    &[
        "findameeting",
        "meetingfinder",
        "meetinglist",
        "meetingsearch",
        "allmeetings",
        "trouverunereunion",
        "encuentraunareunion",
        "buscarreunion",
        "meetingfinden",
        "meetingsuche",
        "encontrarreuniao",
    ],
    &[
        "meetings",
        "meeting",
        "reunions",
        "reunion",
        "reuniones",
        "treffen",
        "reunioes",
        "reuniao",
        "riunioni",
        "bijeenkomsten",
        "moten",
        "moter",
        "mityngi",
        "juntas",
    ],
    &["calendar", "calendrier", "calendario", "kalender", "schedule", "horaires", "horarios", "zeiten"],
    &["groups", "groupes", "grupos", "gruppen", "locations", "events", "evenements", "eventos", "termine"],
];
/// Folded words of pages that are about something else.
const OTHER: [&str; 18] = [
    "minutes",
    "business",
    "committee",
    "submit",
    "update",
    "change",
    "addameeting",
    "addmeeting",
    "startameeting",
    "newmeeting",
    "login",
    "signin",
    "whatis",
    "whattoexpect",
    "guidelines",
    "format",
    "resources",
    "workshop",
];
/// Endings of what is no page.
const FILES: [&str; 12] =
    [".pdf", ".doc", ".docx", ".xls", ".xlsx", ".jpg", ".jpeg", ".png", ".zip", ".mp3", ".ics", ".gif"];

/// Reads all anchors.
pub(super) fn scan(tags: &[Tag<'_>], text: &Text<'_>, base: &Base, gather: &mut Gather) {
    let mut looked_at = 0;
    let list = base.page.path();
    let is_list = list.len() > 1 && rank(&fold(list)).is_some();
    for tag in tags.iter().filter(|tag| tag.is("a")) {
        let Some(address) = tag.get("href") else { continue };
        let written = words(text, tag);
        let says = fold(&written);
        let by_path = || rank(&fold(address.split(['?', '#']).next()?)).map(|rank| rank + 1);
        let Some(rank) = rank(&says).or_else(by_path) else { continue };
        if looked_at >= MOST_LINKS {
            break;
        }
        looked_at += 1;
        let Some(url) = base.resolve(&address).filter(|url| base.is_own(url)) else { continue };
        let line = Some(text.line(tag.start));
        let path = url.path().to_ascii_lowercase();
        if let Some(ending) = FILES.iter().find(|ending| path.ends_with(**ending)) {
            if matches!(*ending, ".pdf" | ".doc" | ".docx") && rank < 3 {
                gather.sign("a list of meetings as a document to print, which no reader takes", line);
            }
            continue;
        }
        // below a list are its meetings, one a page
        if is_list && url.path() != list && url.path().starts_with(list) {
            continue;
        }
        if OTHER.iter().any(|word| says.contains(word) || fold(&path).contains(word)) {
            continue;
        }
        let shown = about::shown(&written).unwrap_or_else(|| "(a picture)".to_owned());
        // one meeting of many lies deeper than the list of all
        let depth = u8::try_from(path.split('/').filter(|part| !part.is_empty()).count().min(9)).unwrap_or(9);
        gather.follow_up(url, rank * 10 + depth, format!("a link says `{shown}`"), line);
    }
}

fn rank(folded: &str) -> Option<u8> {
    // a whole paragraph inside a link says nothing
    if folded.len() > 120 {
        return None;
    }
    let is_in = |words: &&[&str]| words.iter().any(|word| folded.contains(word));
    WORDS.iter().position(is_in).and_then(|at| u8::try_from(at).ok())
}
