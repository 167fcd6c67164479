//! Real calendars and pages, where a folder with them is at hand; see [`super::corpus_tests`].
#![allow(clippy::print_stderr, reason = "a report for whoever runs it with --nocapture")]

use super::read;
use super::rows::Rows;
use super::{ical, schema_org};
use crate::corpus::corpus;
use crate::notice::Code;
use crate::plan::Part;
use crate::schedule::{Slot, Weekday, rule};
use crate::source::Source;
use crate::zone::Zone;
use jiff::civil::DateTime;
use serde_json::Value;

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

/// Worked out from the published list of the same meetings: what the exporter wrote down in July is right as an instant.
/// In New York that is an hour later on the clock, in March, in July and in November.
#[test]
fn a_real_calendar_keeps_its_clocks_over_the_changes() {
    let Some(corpus) = corpus() else { return };
    let body = std::fs::read(corpus.join("other/recovery-dharma/recoverydharma-zoom-2025.ics")).unwrap();
    let url = ::url::Url::parse("https://feed.example/").unwrap();
    let parts = [Part { role: crate::plan::Role::Feed, url, content_type: None, body }];
    let source = |zone: &str| -> Source {
        let text = format!(
            "id='rd'\nname='RD'\nfellowship='recovery_dharma'\nurl='https://feed.example/'\ntimezone='{zone}'"
        );
        toml::from_str(&text).unwrap()
    };
    let literal = read(&source("America/Panama"), &parts).unwrap().meetings;
    let in_new_york = read(&source("America/New_York"), &parts).unwrap().meetings;
    assert_eq!(literal.len(), in_new_york.len());
    assert!(literal.len() >= 200, "{}", literal.len());
    let next = |meeting: &crate::meeting::Meeting, from: &str| {
        meeting.schedule.next_from(from.parse().unwrap()).unwrap().start
    };
    for (there, here) in literal.iter().zip(&in_new_york) {
        let summer = "2025-07-28T12:00:00Z";
        assert_eq!(next(there, summer).timestamp(), next(here, summer).timestamp(), "{}", here.key);
        for from in ["2026-03-01T12:00:00Z", "2026-03-09T12:00:00Z", "2026-11-02T12:00:00Z"] {
            assert_eq!(next(here, from).time(), next(here, summer).time(), "{} {from}", here.key);
        }
    }
}
