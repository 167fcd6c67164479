//! Names behind a word for somebody who is asked, and first names with an initial.

use super::words::{HISTORY, ORDINARY};
use super::{Finding, Kind};
use regex::Regex;
use std::collections::HashSet;
use std::sync::LazyLock;

static ROLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i:\b(?:contacts?|hosts?|hosted by|co-?hosts?|chair(?:person|ed by|man|woman)?|secretary|treasurer|gsr|igr|leaders?|",
        r"led by|facilitat(?:ors?|ed by)|moderat(?:ors?|ed by)|ask for|call|text|c/o|care of|speak (?:to|with)|organi[sz](?:er|ed by)|",
        r"kontakt(?:person)?|ansprechpartner(?:in)?|leitung|contacto|contacter|contato|responsable|coordina(?:tor|dora?)|",
        r"coordenador|animat(?:eur|rice)|secr[eé]taire|secret[aá]ri[oa]|e-?mail|message|whatsapp)\b)",
        r"[ \t:;,\-–=(]{1,4}(?:(?i:is|the|our|please|name|person|to|bei|by)[ :]+){0,2}",
        r"(?P<name>\p{Lu}\p{Ll}[\p{L}'’-]*(?: (?:\p{Lu}\p{Ll}[\p{L}'’-]*|\p{Lu}\b)){0,2})",
    ))
    .unwrap()
});

/// A word that lost the blank before it.
static GLUED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\p{Ll}(?:Contact|Hosted [Bb]y|Host|Chaired [Bb]y|Secretary|Led [Bb]y|Facilitat(?:or|ed [Bb]y)|Call|Email|Kontakt)",
        r"[:,\-]? {1,2}(?P<name>\p{Lu}\p{Ll}[\p{L}'’-]*)",
    ))
    .unwrap()
});

static INITIAL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?P<first>\b\p{Lu}\p{Ll}{2,}) (?P<initial>\p{Lu})\b\.?").unwrap());

static KNOWN: LazyLock<HashSet<&'static str>> = LazyLock::new(|| ORDINARY.split_whitespace().collect());

pub(super) fn find(text: &str) -> Vec<Finding> {
    let finding = |at, why| Finding { kind: Kind::Name, at, why };
    let mut all: Vec<Finding> = Vec::new();
    for found in ROLE.captures_iter(text).chain(GLUED.captures_iter(text)) {
        let name = found.name("name").unwrap();
        let why = match () {
            () if name.as_str().split([' ', '-']).next().is_some_and(is_scrubbed) => Some("placeholder"),
            () if name.as_str().split([' ', '-', '\'', '’']).any(is_ordinary) => Some("no name"),
            () => None,
        };
        all.push(finding(name.range(), why));
    }
    for found in INITIAL.captures_iter(text) {
        let (whole, first) = (found.get(0).unwrap(), &found["first"]);
        let behind = &text[whole.end()..];
        let is_abbreviated = behind.starts_with(|c: char| c.is_alphanumeric() || "'’&/-".contains(c));
        let why = match () {
            () if is_scrubbed(first) => Some("placeholder"),
            () if HISTORY.contains(&whole.as_str().trim_end_matches('.')) => Some("history"),
            () if is_abbreviated || is_ordinary(first) => Some("no name"),
            () => None,
        };
        all.push(finding(whole.range(), why));
    }
    all
}

fn is_ordinary(word: &str) -> bool {
    KNOWN.contains(word.to_lowercase().as_str())
}

/// Whoever made the corpus put `Xxxx` for names, and for words that they took for names.
fn is_scrubbed(word: &str) -> bool {
    word.chars().all(|c| c == 'X' || c == 'x')
}
