//! Real feeds, where a folder with them is at hand: `EVERYROOM_CORPUS` names it. They are not part of the project.
//!
//! What is asserted: nothing is lost without a notice, times and places are those of the raw rows, and no telephone
//! number or e-mail address gets through.
#![allow(clippy::print_stderr, reason = "a report for whoever runs it with --nocapture")]

use super::*;
use crate::corpus::corpus;
use crate::country::Country;
use crate::meeting::Meeting;
use crate::notice::Effect;
use crate::plan::Role;
use crate::schedule::Slot;
use regex::Regex;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

pub(super) fn source(fellowship: &str, zone: &str, country: &str) -> Source {
    let text = format!("id='corpus'\nname='Corpus'\nfellowship='{fellowship}'\nurl='https://feed.example/'");
    let mut source: Source = toml::from_str(&text).unwrap();
    source.timezone = Zone::parse(zone);
    source.country = Country::parse(country);
    source
}

pub(super) fn part(role: Role, path: &Path) -> Part {
    let url = url::Url::parse("https://feed.example/").unwrap();
    Part { role, url, content_type: None, body: std::fs::read(path).unwrap() }
}

pub(super) fn report(name: &str, reading: &Reading) {
    eprintln!(
        "{name}: {} records, {} meetings, {} hidden",
        reading.records,
        reading.meetings.len(),
        reading.hidden()
    );
    for group in reading.notices.groups() {
        let shown: Vec<String> = group
            .samples
            .iter()
            .take(6)
            .map(|sample| match (&sample.value, &sample.corrected) {
                (Some(value), Some(corrected)) => format!("{value:?} -> {corrected:?}"),
                (Some(value), None) => format!("{value:?}"),
                _ => sample.pointer.clone().unwrap_or_default(),
            })
            .collect();
        eprintln!("    {:>6} {:?} {} [{}]", group.count_total, group.severity, group.code, shown.join(", "));
    }
}

/// Everything of a meeting but the number to dial and the passcode, which are given out as published.
fn without_dial_string(meeting: &Meeting) -> String {
    let mut meeting = meeting.clone();
    if let Some(online) = &mut meeting.online {
        online.phone = None;
        online.access_code = None;
    }
    serde_json::to_string(&meeting).unwrap()
}

pub(super) fn assert_no_contacts(name: &str, reading: &Reading) {
    let contact = Regex::new(r"555[-. ]01\d\d\b|@example\.org|[\w.]+@[\w-]+\.(com|org|net)").unwrap();
    let mut leaks = Vec::new();
    for meeting in &reading.meetings {
        let text = without_dial_string(meeting);
        if let Some(found) = contact.find(&text) {
            let from = found.start().saturating_sub(80);
            leaks.push(
                text.chars()
                    .skip(text[..].char_indices().take_while(|(at, _)| *at < from).count())
                    .take(180)
                    .collect::<String>(),
            );
        }
    }
    assert!(leaks.is_empty(), "{name}: {} leaks: {:#?}", leaks.len(), &leaks[..leaks.len().min(8)]);
}

pub(super) fn assert_nothing_lost(name: &str, reading: &Reading) {
    let kept: std::collections::HashSet<&str> =
        reading.meetings.iter().map(|meeting| meeting.raw.pointer.as_str()).collect();
    let is_drop = |effect| effect == Effect::RecordDropped;
    let told: u64 =
        reading.notices.groups().filter(|group| is_drop(group.effect)).map(|group| group.count_total).sum();
    let inferred_names =
        reading.meetings.iter().filter(|m| m.inferred.contains(&crate::meeting::Inferred::Name)).count();
    let lost = reading.records - kept.len();
    assert!(
        lost as u64 <= told,
        "{name}: {lost} records lost, {told} told, {inferred_names} names concluded"
    );
    assert!(lost * 200 <= reading.records, "{name}: {lost} of {} records lost", reading.records);
    let mut ids: Vec<&str> = reading.meetings.iter().map(|meeting| meeting.id.as_str()).collect();
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), all, "{name}: ids repeat");
}

#[test]
fn every_tsml_list_is_read_whole() {
    let Some(corpus) = corpus() else { return };
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in ["tsml", "tsml/probes", "wild/tsml", "other/cma", "other/ma"] {
        files.extend(std::fs::read_dir(corpus.join(folder)).unwrap().map(|entry| entry.unwrap().path()));
    }
    files.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    let mut read_files = 0;
    for file in files {
        let name = file.strip_prefix(&corpus).unwrap().display().to_string();
        match read(&source("aa", "America/New_York", "US"), &[part(Role::Feed, &file)]) {
            Ok(reading) => {
                report(&name, &reading);
                assert_nothing_lost(&name, &reading);
                assert_no_contacts(&name, &reading);
                read_files += 1;
            }
            Err(refusal) => eprintln!("{name}: refused, {refusal}"),
        }
    }
    assert!(read_files > 50, "{read_files}");
}

#[test]
fn the_new_york_server_is_read_row_by_row() {
    let Some(corpus) = corpus() else { return };
    let folder = corpus.join("bmlt/gnyr");
    let parts = [
        part(Role::ServerInfo, &folder.join("GetServerInfo.json")),
        part(Role::Bodies, &folder.join("GetServiceBodies.json")),
        part(Role::Formats, &folder.join("GetFormats.en.json")),
        part(Role::Meetings, &folder.join("GetSearchResults.json")),
    ];
    let reading = read(&source("na", "America/New_York", "US"), &parts).unwrap();
    report("gnyr", &reading);
    assert_nothing_lost("gnyr", &reading);
    assert_no_contacts("gnyr", &reading);
    assert_eq!((reading.records, reading.meetings.len()), (1513, 1513));
    let rows: Vec<HashMap<String, Value>> = serde_json::from_slice(&parts[3].body).unwrap();
    let by_key: HashMap<&str, &Meeting> = reading.meetings.iter().map(|m| (m.key.as_str(), m)).collect();
    for row in &rows {
        let text = |name: &str| row[name].as_str().unwrap();
        let meeting = by_key[text("id_bigint")];
        let Slot::Weekly { weekday, start, .. } = meeting.schedule.slot else { panic!("{row:?}") };
        assert_eq!((weekday.days_from_sunday() + 1).to_string(), text("weekday_tinyint"));
        assert_eq!(start.strftime("%H:%M:%S").to_string(), text("start_time"));
        let point = meeting.venue.as_ref().and_then(|venue| venue.point);
        let (lat, lon): (f64, f64) = (text("latitude").parse().unwrap(), text("longitude").parse().unwrap());
        assert_eq!(point.map(|point| (point.lat(), point.lon())), Some((lat, lon)), "{row:?}");
    }
    let server = reading.tables.server.unwrap().to_string();
    assert!(!server.contains("google_api_key"));
}

#[test]
fn other_bmlt_answers_are_read_whole() {
    let Some(corpus) = corpus() else { return };
    let unpublished = part(Role::Feed, &corpus.join("bmlt/gnyr/GetSearchResults.unpublished.json"));
    let reading = read(&source("na", "America/New_York", "US"), &[unpublished]).unwrap();
    assert_eq!((reading.records, reading.meetings.len()), (42, 0));
    assert_eq!(reading.notices.count(Code::UnpublishedRecord), 42);

    let berlin = [
        part(Role::Formats, &corpus.join("bmlt/berlin/berlin-formats-de.json")),
        part(Role::Meetings, &corpus.join("bmlt/berlin/GetSearchResults.json")),
    ];
    let reading = read(&source("na", "Europe/Berlin", "DE"), &berlin).unwrap();
    report("berlin", &reading);
    assert_nothing_lost("berlin", &reading);
    assert_no_contacts("berlin", &reading);
    assert_eq!(reading.meetings.len(), 72);

    let virtual_na = [part(Role::Feed, &corpus.join("wild/bmlt/virtual-na-2024-05.json"))];
    let reading = read(&source("na", "", ""), &virtual_na).unwrap();
    report("virtual-na", &reading);
    assert_nothing_lost("virtual-na", &reading);
    assert_no_contacts("virtual-na", &reading);
    assert_eq!(reading.meetings.len(), 3064);
}

#[test]
fn what_the_readers_make_of_it_in_figures() {
    let Some(corpus) = corpus() else { return };
    let file = corpus.join("wild/tsml/seattle-aa-2025-07.json");
    let reading = read(&source("aa", "America/Los_Angeles", "US"), &[part(Role::Feed, &file)]).unwrap();
    let mut figures: BTreeMap<String, usize> = BTreeMap::new();
    let mut count = |what: String| *figures.entry(what).or_default() += 1;
    for meeting in &reading.meetings {
        let way = meeting.attendance;
        count(format!("attendance {} {} {}", way.in_person, way.online, way.phone));
        count(format!("precision {:?}", meeting.venue.as_ref().and_then(|venue| venue.precision)));
        count(format!(
            "zone {:?} {:?}",
            meeting.schedule.zone_source,
            meeting.schedule.zone.as_ref().map(Zone::name)
        ));
        count(format!("country {:?}", meeting.venue.as_ref().and_then(|venue| venue.country)));
        for inferred in &meeting.inferred {
            count(format!("inferred {inferred:?}"));
        }
    }
    eprintln!("{figures:#?}");
    assert_eq!(reading.records, 1660);
}
