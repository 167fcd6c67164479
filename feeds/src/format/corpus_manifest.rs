//! Every real list against what people found in it: how many records it has, and on which day, at which time, for how
//! long and in which zone twenty of them are held. Counted and read by hand or by other programs, never by ours.
//!
//! `tests/it/corpus` holds both tables, in our own words; the lists are where `EVERYROOM_CORPUS` points.
#![allow(clippy::print_stderr, reason = "a report for whoever runs it with --nocapture")]

use super::corpus_recipes::recipe_for;
use super::*;
use crate::corpus::corpus;
use crate::country::Country;
use crate::meeting::Meeting;
use crate::notice::Effect;
use crate::plan::Role;
use crate::schedule::{Slot, Weeks};
use std::collections::{BTreeMap, HashMap, HashSet};

const MANIFEST: &str = include_str!("../../../tests/it/corpus/manifest.tsv");
const EXPECTED: &str = include_str!("../../../tests/it/corpus/expected.tsv");

/// One file of the manifest.
struct Entry {
    path: &'static str,
    holds: &'static str,
    fellowship: &'static str,
    timezone: &'static str,
    country: &'static str,
    records: &'static str,
}

/// What a record is expected to say.
struct Expected {
    record: u32,
    weekdays: &'static str,
    start: &'static str,
    minutes: &'static str,
    zone: &'static str,
    weeks: &'static str,
    note: &'static str,
}

fn cells(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().skip(1).map(|line| line.split('\t').collect())
}

fn manifest() -> Vec<Entry> {
    cells(MANIFEST)
        .map(|row| Entry {
            path: row[0],
            holds: row[1],
            fellowship: row[3],
            timezone: row[4],
            country: row[5],
            records: row[6],
        })
        .collect()
}

fn expected() -> HashMap<&'static str, Vec<Expected>> {
    let mut by_path: HashMap<&str, Vec<Expected>> = HashMap::new();
    for row in cells(EXPECTED) {
        by_path.entry(row[0]).or_default().push(Expected {
            record: row[1].parse().unwrap(),
            weekdays: row[2],
            start: row[3],
            minutes: row[4],
            zone: row[5],
            weeks: row[6],
            note: row.get(7).copied().unwrap_or_default(),
        });
    }
    by_path
}

fn source(entry: &Entry) -> Source {
    let text =
        format!("id='corpus'\nname='Corpus'\nfellowship='{}'\nurl='https://feed.example/'", entry.fellowship);
    let mut source: Source = toml::from_str(&text).unwrap();
    source.timezone = Zone::parse(entry.timezone);
    source.country = Country::parse(entry.country);
    source.recipe = recipe_for(entry.path);
    source
}

fn parts(folder: &std::path::Path, entry: &Entry) -> Vec<Part> {
    let url = ::url::Url::parse("https://feed.example/").unwrap();
    let body = std::fs::read(folder.join(entry.path)).unwrap();
    vec![Part { role: Role::Feed, url, content_type: None, body }]
}

#[test]
fn the_tables_speak_of_the_same_files() {
    let paths: HashSet<&str> = manifest().iter().map(|entry| entry.path).collect();
    assert!(expected().keys().all(|path| paths.contains(path)));
    let meetings = manifest().into_iter().filter(|entry| entry.holds == "meetings").count();
    assert!(meetings > 100, "{meetings}");
}

#[test]
fn what_holds_no_meetings_is_not_read_as_such() {
    let Some(corpus) = corpus() else { return };
    for entry in manifest().iter().filter(|entry| matches!(entry.holds, "dictionary" | "service_bodies")) {
        if let Ok(reading) = read(&source(entry), &parts(&corpus, entry)) {
            panic!("{}: {} meetings of a dictionary", entry.path, reading.meetings.len());
        }
    }
}

#[test]
fn every_list_is_read_whole_and_on_the_days_and_times_that_people_read() {
    let Some(corpus) = corpus() else { return };
    let (mut right, mut wrong) = (0, Vec::new());
    let expected = expected();
    for entry in manifest().iter().filter(|entry| entry.holds == "meetings") {
        let reading = match read(&source(entry), &parts(&corpus, entry)) {
            Ok(reading) => reading,
            Err(refusal) => {
                wrong.push(format!("{}: {refusal}", entry.path));
                continue;
            }
        };
        let mut by_record: BTreeMap<u32, Vec<&Meeting>> = BTreeMap::new();
        for meeting in &reading.meetings {
            by_record.entry(meeting.raw.record).or_default().push(meeting);
        }
        wrong.extend(loss(entry, &reading, by_record.len()));
        let rows = expected.get(entry.path).map_or(&[][..], Vec::as_slice);
        for row in rows.iter().filter(|row| !row.note.contains("debatable")) {
            let found = by_record.get(&row.record).map_or(&[][..], Vec::as_slice);
            // a record that its publisher lists twice is kept once, and told
            if found.is_empty() && reading.notices.count(Code::DuplicateRecord) > 0 {
                continue;
            }
            match fault(row, found) {
                None => right += 1,
                Some(fault) => wrong.push(format!("{} {}: {fault} [{}]", entry.path, row.record, row.note)),
            }
        }
    }
    eprintln!("{right} records right, {} faults", wrong.len());
    assert!(right > 1900, "only {right} records were compared");
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
}

/// What is missing of a list without being told.
fn loss(entry: &Entry, reading: &Reading, kept: usize) -> Option<String> {
    let records: usize = entry.records.parse().unwrap();
    let groups = reading.notices.groups().filter(|group| group.effect == Effect::RecordDropped);
    let told: u64 = groups.map(|group| group.count_total).sum();
    eprintln!("{}: {} of {records} records, {kept} kept, {told} told", entry.path, reading.records);
    let is_lost = (records - kept.min(records)) as u64 > told;
    (is_lost || reading.records != records).then(|| {
        format!(
            "{}: {records} records by hand, {} by us, {kept} kept, {told} told",
            entry.path, reading.records
        )
    })
}

/// What a row says otherwise than the meetings of its record.
fn fault(row: &Expected, meetings: &[&Meeting]) -> Option<String> {
    if meetings.is_empty() {
        return (!row.note.contains("not to be listed")).then(|| "lost".to_owned());
    }
    let slots =
        || meetings.iter().map(|meeting| format!("{:?}", meeting.schedule)).collect::<Vec<_>>().join("; ");
    let is_any = |holds: fn(&Slot) -> bool| meetings.iter().any(|meeting| holds(&meeting.schedule.slot));
    match (row.weekdays, row.weeks) {
        (_, "appointment") => {
            return (!is_any(|slot| *slot == Slot::ByAppointment))
                .then(|| format!("appointment, not {}", slots()));
        }
        (_, "always") => {
            return (!is_any(|slot| *slot == Slot::AlwaysOn)).then(|| format!("always, not {}", slots()));
        }
        ("-", _) | (_, "unparsed") => {
            let no_rule = |slot: &Slot| matches!(slot, Slot::Unparsed | Slot::ByAppointment);
            return (!is_any(no_rule)).then(|| format!("no rule, not {}", slots()));
        }
        _ => {}
    }
    let in_text = row.note.contains("rule in the text");
    if in_text && is_any(|slot| *slot == Slot::Unparsed) {
        return None;
    }
    row.weekdays.split(',').find_map(|day| {
        let of_day = meetings.iter().filter(|m| m.schedule.slot.weekday().is_some_and(|own| own.id() == day));
        let starts: Vec<&&Meeting> = of_day.filter(|meeting| start(meeting) == row.start).collect();
        if starts.is_empty() {
            return Some(format!("{day} {}, not {}", row.start, slots()));
        }
        let says = |holds: &dyn Fn(&Meeting) -> bool| starts.iter().any(|meeting| holds(meeting));
        let has_length =
            row.minutes == "-" || row.start == "-" || says(&|meeting| minutes(meeting) == row.minutes);
        let has_zone = row.zone == "-" || says(&|meeting| meeting.schedule.zone == zone_of(row.zone));
        let has_weeks = in_text || says(&|meeting| weeks(meeting) == row.weeks);
        match (has_length, has_zone, has_weeks) {
            (true, true, true) => None,
            (false, ..) => Some(format!("{} minutes, not {}", row.minutes, slots())),
            (_, false, _) => Some(format!("zone {}, not {}", row.zone, slots())),
            (.., false) => Some(format!("weeks {}, not {}", row.weeks, slots())),
        }
    })
}

fn zone_of(text: &str) -> Option<Zone> {
    match zone_in(text, None) {
        ReadZone::Known(zone) | ReadZone::Alias(zone) => Some(zone),
        ReadZone::Unknown => None,
    }
}

fn start(meeting: &Meeting) -> String {
    match meeting.schedule.slot {
        Slot::Weekly { start, .. } => start.strftime("%H:%M").to_string(),
        _ => "-".to_owned(),
    }
}

fn minutes(meeting: &Meeting) -> String {
    match meeting.schedule.slot {
        Slot::Weekly { minutes: Some(minutes), .. } => minutes.to_string(),
        _ => "-".to_owned(),
    }
}

fn weeks(meeting: &Meeting) -> String {
    match meeting.schedule.repeat.as_ref().map_or(Weeks::Every, |repeat| repeat.weeks) {
        Weeks::Every => "every".to_owned(),
        Weeks::Interval { weeks, .. } => format!("every {weeks}"),
        nth @ Weeks::OfMonth(_) => {
            let name = |number: i8| if number < 0 { "last".to_owned() } else { number.to_string() };
            nth.numbers().into_iter().map(name).collect::<Vec<_>>().join(",")
        }
    }
}
