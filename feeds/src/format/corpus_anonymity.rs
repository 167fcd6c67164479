//! No person, no way to reach one and no passcode gets out of a reading: every text of every real list is scanned, as
//! it is published by others and as we would publish it. `EVERYROOM_CORPUS` names the folder with the lists.
//!
//! `UPDATE_DOCS=1` writes the figures into `docs/anonymity.md`. Nothing of what is found is written anywhere.
#![allow(clippy::print_stderr, reason = "figures for whoever runs it with --nocapture")]

mod outputs;
mod raw;
#[allow(dead_code, reason = "the integration tests use all of it")]
mod scan;

use super::corpus_recipes::recipe_for;
use super::*;
use crate::clean::anonymity::{CONTACT_MARK, PASSCODE_MARK};
use crate::corpus::corpus;
use crate::country::Country;
use crate::plan::Role;
use outputs::Text;
use scan::{Field, Kind};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

const MANIFEST: &str = include_str!("../../../tests/it/corpus/manifest.tsv");
const EXPLAINED: &str = include_str!("corpus_anonymity/explained.tsv");
const BEGIN: &str = "<!-- made by a test: begin -->\n";
const END: &str = "<!-- made by a test: end -->";

/// What was counted over all files.
#[derive(Default)]
struct Figures {
    files: usize,
    meetings: usize,
    raw_texts: usize,
    texts: usize,
    before: BTreeMap<Kind, usize>,
    explained: BTreeMap<(Kind, &'static str), usize>,
    leaks: Vec<String>,
    /// Texts with a mark of ours, by place.
    marked: BTreeMap<(&'static str, &'static str), usize>,
}

impl Figures {
    fn scan_raw(&mut self, path: &Path) {
        for (field, text) in raw::texts(path) {
            self.raw_texts += 1;
            for finding in scan::scan(&text, field).into_iter().filter(|finding| finding.why.is_none()) {
                *self.before.entry(finding.kind).or_default() += 1;
            }
        }
    }

    fn scan(&mut self, file: &str, texts: Vec<Text<'_>>) {
        for (place, field, text) in texts {
            self.texts += 1;
            for mark in [PASSCODE_MARK, CONTACT_MARK] {
                if text.contains(mark) {
                    *self.marked.entry((mark, place)).or_default() += 1;
                }
            }
            for finding in scan::scan(text, field) {
                match finding.why {
                    Some(why) => *self.explained.entry((finding.kind, why)).or_default() += 1,
                    None => {
                        let from =
                            text[..finding.at.start].char_indices().rev().nth(40).map_or(0, |(at, _)| at);
                        let to = text[finding.at.end..]
                            .char_indices()
                            .nth(30)
                            .map_or(text.len(), |(at, _)| finding.at.end + at);
                        let found = &text[finding.at.clone()];
                        self.leaks.push(format!(
                            "{:?} {file} {place}: {:?} in {:?}",
                            finding.kind,
                            found,
                            &text[from..to]
                        ));
                    }
                }
            }
        }
    }

    fn leaks_of(&self, kind: Kind) -> usize {
        let prefix = format!("{kind:?} ");
        self.leaks.iter().filter(|leak| leak.starts_with(&prefix)).count()
    }

    fn marked(&self, mark: &'static str, places: &[&str]) -> usize {
        self.marked
            .iter()
            .filter(|((of, place), _)| *of == mark && places.contains(place))
            .map(|(_, n)| n)
            .sum()
    }
}

fn measured(corpus: &Path) -> Figures {
    let mut figures = Figures::default();
    for row in MANIFEST.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>()) {
        let path = corpus.join(row[0]);
        if row[1] == "documentation" && !row[0].ends_with(".json") {
            continue;
        }
        figures.files += 1;
        figures.scan_raw(&path);
        let role = if row[1] == "service_bodies" { Role::Bodies } else { Role::Feed };
        match read(&source(&row), &[part(role, &path)]) {
            Ok(reading) => {
                figures.meetings += reading.meetings.len();
                for meeting in &reading.meetings {
                    figures.scan(row[0], outputs::of_meeting(meeting));
                }
                figures.scan(row[0], outputs::of_notices(&reading.notices));
                figures.scan(row[0], outputs::of_tables(&reading));
            }
            Err(refusal) => {
                figures.scan(row[0], vec![("refusal", Field::Notes, refusal.to_string().as_str())])
            }
        }
    }
    figures
}

fn source(row: &[&str]) -> Source {
    let fellowship = if row[3].is_empty() { "other" } else { row[3] };
    let text = format!("id='corpus'\nname='Corpus'\nfellowship='{fellowship}'\nurl='https://feed.example/'");
    let mut source: Source = toml::from_str(&text).unwrap();
    source.timezone = Zone::parse(row[4]);
    source.country = Country::parse(row[5]);
    source.recipe = recipe_for(row[0]);
    source
}

fn part(role: Role, path: &Path) -> Part {
    let url = ::url::Url::parse("https://feed.example/").unwrap();
    Part { role, url, content_type: None, body: std::fs::read(path).unwrap() }
}

fn explanation(kind: Kind, why: &str) -> &'static str {
    let mut rows = EXPLAINED.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let row = rows.find(|row| row[0] == kind.label() && row[1] == why);
    row.unwrap_or_else(|| panic!("{} {why} is not explained", kind.label()))[2]
}

fn tables(figures: &Figures) -> String {
    let mut text = format!(
        "{} files, {} texts as published by others; {} meetings read, {} texts as we publish them.\n\n",
        figures.files, figures.raw_texts, figures.meetings, figures.texts
    );
    text.push_str("| kind | leaks before | leaks after | harmless, see below |\n|---|---:|---:|---:|\n");
    for kind in Kind::ALL {
        let before = figures.before.get(&kind).copied().unwrap_or_default();
        let explained: usize =
            figures.explained.iter().filter(|((of, _), _)| *of == kind).map(|(_, n)| n).sum();
        let _ = writeln!(text, "| {} | {before} | {} | {explained} |", kind.label(), figures.leaks_of(kind));
    }
    text.push_str("\n| kind | what it is | places | why it is no leak |\n|---|---|---:|---|\n");
    for ((kind, why), count) in &figures.explained {
        let _ = writeln!(text, "| {} | {why} | {count} | {} |", kind.label(), explanation(*kind, why));
    }
    text.push_str("\n| texts with a mark | passcode | contact |\n|---|---:|---:|\n");
    for (label, places) in PLACES {
        let count = |mark| figures.marked(mark, places);
        let _ = writeln!(text, "| {label} | {} | {} |", count(PASSCODE_MARK), count(CONTACT_MARK));
    }
    text
}

const PLACES: [(&str, &[&str]); 6] = [
    ("notes of meetings", &["notes", "schedule.text"]),
    ("notes about joining", &["online.notes"]),
    ("notes about the place", &["venue.notes", "venue.transit"]),
    (
        "names of meetings, groups, bodies and regions",
        &["name", "group", "entity.name", "regions", "district"],
    ),
    ("names of buildings", &["venue.name"]),
    (
        "addresses",
        &["venue.address", "venue.street", "venue.city", "venue.district", "venue.county", "venue.state"],
    ),
];

#[test]
fn nobody_is_named_or_reached_and_no_passcode_is_told() {
    let Some(corpus) = corpus() else { return };
    let figures = measured(&corpus);
    eprintln!("{}", tables(&figures));
    if let Some(file) = std::env::var_os("EVERYROOM_LEAKS") {
        std::fs::write(file, figures.leaks.join("\n")).unwrap();
    }
    let leaks = figures.leaks.len();
    assert_eq!(leaks, 0, "{:#?}", &figures.leaks[..leaks.min(12)]);
    // it must have looked, and masking must neither fall off nor spread to names
    let before = |kind| figures.before.get(&kind).copied().unwrap_or_default();
    assert!(Kind::ALL.iter().all(|kind| before(*kind) > 10), "{:?}", figures.before);
    assert!(
        figures.marked(PASSCODE_MARK, PLACES[0].1) > 2500 && figures.marked(CONTACT_MARK, PLACES[0].1) > 2500
    );
    assert!(
        figures.marked(CONTACT_MARK, PLACES[3].1) <= 5 && figures.marked(PASSCODE_MARK, PLACES[3].1) <= 2
    );
    assert!(
        figures.marked(CONTACT_MARK, PLACES[4].1) <= 12 && figures.marked(PASSCODE_MARK, PLACES[4].1) == 0
    );
    compare(&tables(&figures));
}

/// The tables of the docs are those of this corpus; another one has other figures, and no docs.
fn compare(tables: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/anonymity.md");
    let docs = std::fs::read_to_string(&path).unwrap();
    let begin = docs.find(BEGIN).unwrap() + BEGIN.len();
    let end = docs.find(END).unwrap();
    if docs[begin..end] == *tables {
        return;
    }
    assert!(std::env::var_os("UPDATE_DOCS").is_some(), "run with UPDATE_DOCS=1:\n{tables}");
    std::fs::write(&path, format!("{}{tables}{}", &docs[..begin], &docs[end..])).unwrap();
}

#[test]
fn every_explanation_is_written_once() {
    let rows: Vec<Vec<&str>> = EXPLAINED.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    let mut keys: Vec<(&str, &str)> = rows.iter().map(|row| (row[0], row[1])).collect();
    assert!(rows.iter().all(|row| row.len() == 3 && row[2].len() > 20));
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), rows.len());
}
