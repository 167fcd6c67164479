//! Links of a page: `<link rel>`, anchors, frames and linked scripts, each looked at by what it declares and by where
//! it leads.

use super::address::{Base, without_secrets};
use super::classify::{classify, pathminder};
use super::gather::{Finding, Gather};
use super::page::{Text, floor};
use super::tags::Tag;
use super::{Kind, MOST_LINKS, calendar};
use crate::fellowship::fold;

/// The words of a link are looked for in so many bytes.
const REACH: usize = 400;

/// What makes a link worth a closer look; everything else is passed over without counting.
const MARKS: [&str; 20] = [
    "ical",
    ".ics",
    "webcal",
    "calendar",
    "spreadsheets",
    "sheets.",
    "airtable",
    "admin-ajax",
    "tsml",
    "tribe/events",
    "client_interface",
    "main_server",
    "rpde",
    ".json",
    ".csv",
    "central-query",
    "/feeds/",
    "meetings.",
    "cid=",
    "src=",
];

/// Reads all links.
pub(super) fn scan(tags: &[Tag<'_>], text: &Text<'_>, base: &Base, gather: &mut Gather) {
    let mut looked_at = 0;
    for tag in tags {
        if looked_at >= MOST_LINKS {
            break;
        }
        let line = text.line(tag.start);
        if tag.is("link") {
            if let Some(finding) = declared(tag, base) {
                looked_at += 1;
                gather.add(finding, Some(line));
            }
            continue;
        }
        if tag
            .get("class")
            .is_some_and(|classes| classes.split_whitespace().any(|class| class == "meetinglistrow"))
        {
            gather.add(
                pathminder(&base.page, "rows as the Pathminder platform prints them".to_owned()),
                Some(line),
            );
        }
        let (name, how) = match () {
            () if tag.is("a") || tag.is("area") => ("href", "a link leads"),
            () if tag.is("iframe") || tag.is("embed") => ("src", "a frame leads"),
            () if tag.is("script") => ("src", "a script comes from an address that leads"),
            () => continue,
        };
        let Some(address) = tag.get(name).filter(|address| may_matter(address)) else { continue };
        looked_at += 1;
        let words = if tag.is("a") { words(text, tag) } else { String::new() };
        let Some(url) = base.resolve(&address) else { continue };
        if let Some(finding) = classify(&url, how, &fold(&words)) {
            gather.add(finding, Some(line));
        }
        for url in calendar::others(&url) {
            let what = format!("{how} to several Google calendars");
            gather.add(Finding::Try { kind: Kind::Calendar, url, rank: 52, what }, Some(line));
        }
    }
}

fn may_matter(address: &str) -> bool {
    let address = address[..floor(address, 2000)].to_ascii_lowercase();
    MARKS.iter().any(|mark| address.contains(mark))
}

/// The words on a link.
pub(super) fn words(text: &Text<'_>, tag: &Tag<'_>) -> String {
    let reach = text.between(tag.inside, tag.inside + REACH);
    let end = reach.find("</a").or_else(|| reach.find("</A")).unwrap_or(reach.len());
    let mut words = String::new();
    let mut is_tag = false;
    for c in reach[..end].chars() {
        match c {
            '<' => is_tag = true,
            '>' if is_tag => (is_tag, _) = (false, words.push(' ')),
            c if !is_tag => words.push(c),
            _ => {}
        }
    }
    words
}

/// `<link rel="alternate">`: what it says it is.
fn declared(tag: &Tag<'_>, base: &Base) -> Option<Finding> {
    let rel = tag.get("rel")?.to_ascii_lowercase();
    let url = base.resolve(&tag.get("href")?)?;
    if !rel.split_ascii_whitespace().any(|rel| rel == "alternate" || rel == "meetings" || rel == "feed") {
        return None;
    }
    let how = "`link rel=alternate` leads";
    let kind = tag.get("type").unwrap_or_default().to_ascii_lowercase();
    let title = fold(&tag.get("title").unwrap_or_default());
    let found = |kind, url, rank, what: &str| {
        Some(Finding::Try { kind, url, rank, what: format!("{how} to {what}") })
    };
    if url.path().contains("/wp-json/wp/") || kind.contains("oembed") {
        return None;
    }
    match kind.split(';').next().unwrap_or_default().trim() {
        "application/json" if title.contains("meeting") => {
            let what = "what is titled as the meetings feed";
            found(Kind::Tsml, without_secrets(&url), 10, what)
        }
        "application/json" => classify(&url, how, &title).or_else(|| found(Kind::Json, url, 70, "JSON")),
        "text/calendar" => {
            classify(&url, how, &title).or_else(|| found(Kind::Calendar, url, 50, "a calendar"))
        }
        "text/csv" => classify(&url, how, &title).or_else(|| found(Kind::Csv, url, 36, "a table")),
        "application/rss+xml" | "application/atom+xml" => {
            let is_comments = title.contains("comment") || url.path().contains("/comments");
            (!is_comments).then(|| Finding::Leave {
                kind: Kind::News,
                shown: crate::redact::redact(&url),
                what: format!("{how} to news (RSS or Atom)"),
                reason: "it is news, and none of the readers takes it for meetings".to_owned(),
            })
        }
        _ => classify(&url, how, &title),
    }
}
