//! Real calendars and pages, where a folder with them is at hand; see [`super::corpus_tests`].
#![allow(clippy::print_stderr, reason = "a report for whoever runs it with --nocapture")]

use super::rows::Rows;
use super::{ical, schema_org};
use crate::notice::Code;
use crate::schedule::{Slot, Weekday, rule};
use crate::zone::Zone;
use jiff::civil::DateTime;
use serde_json::Value;
use std::path::PathBuf;

fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("EVERYROOM_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("skipped: EVERYROOM_CORPUS names no folder");
    }
    folder
}

#[test]
fn every_event_of_a_calendar_is_a_row_with_the_day_of_its_start() {
    let Some(corpus) = corpus() else { return };
    for (name, events) in [
        ("other/recovery-dharma/recoverydharma-zoom-2025.ics", 200),
        ("wild/ics/recovery-dharma-2025-07.ics", 202),
    ] {
        let text = std::fs::read_to_string(corpus.join(name)).unwrap();
        let mut rows = Rows::default();
        ical::rows(&text, &mut rows).unwrap();
        let read: Vec<Value> = rows.iter().map(|row| serde_json::from_str(row.raw.get()).unwrap()).collect();
        assert_eq!((rows.records(), read.len()), (events, events), "{name}");
        assert_eq!(rows.exporter_zone.as_deref(), Some("America/Panama"), "{name}");
        let starts = text.lines().filter_map(|line| line.strip_prefix("DTSTART;TZID=America/Panama:"));
        for (row, start) in read.iter().zip(starts) {
            let start: DateTime = start.trim().parse().unwrap();
            assert_eq!(row["starts"], start.strftime("%Y-%m-%dT%H:%M:%S").to_string());
            let zone = Zone::parse(row["timezone"].as_str().unwrap());
            let slots = rule(row["rrule"].as_str(), start, None, &[], &[], zone.as_ref()).unwrap();
            let [(Slot::Weekly { weekday, .. }, _)] = slots.as_slice() else { panic!("{row}") };
            assert_eq!(*weekday, Weekday::of(start.date()), "{row}");
        }
        let has = |field: &str| read.iter().filter(|row| !row[field].is_null()).count();
        let figures = (has("ends"), has("conference_url"), has("notes"), has("name"), has("slug"));
        let moved = rows.notices.count(Code::TimezoneMismatch);
        eprintln!("{name}: {figures:?} with end, link, notes, name, key; {moved} days moved");
        assert_eq!((figures.0, figures.3, figures.4, moved), (events, events, events, 8), "{name}");
        assert!(figures.1 >= events - 14, "{name}");
    }
}

#[test]
fn pages_without_events_are_not_taken_for_pages_with_them() {
    let Some(corpus) = corpus() else { return };
    let mut pages = 0;
    for entry in std::fs::read_dir(corpus.join("wild/html")).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let started = std::time::Instant::now();
        assert!(!schema_org::recognises_page(&String::from_utf8_lossy(&bytes)), "{}", path.display());
        eprintln!("{} bytes in {:?}", bytes.len(), started.elapsed());
        pages += 1;
    }
    assert!(pages >= 10, "{pages}");
}
