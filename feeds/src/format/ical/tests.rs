use super::*;
use crate::format::read;
use crate::format::rows::outline::outline;
use crate::format::tests::{part, source};
use crate::plan::Role;
use proptest::prelude::*;
use serde_json::Value;

const WEEKLY: &str = include_str!("../fixtures/ical-weekly.ics");
const INSTANCES: &str = include_str!("../fixtures/ical-instances.ics");

fn read_rows(text: &str) -> Rows {
    let mut read = Rows::default();
    rows(text, &mut read).unwrap();
    read
}

fn fields(rows: &Rows) -> Vec<Value> {
    rows.iter().map(|row| serde_json::from_str(row.raw.get()).unwrap()).collect()
}

fn event(lines: &str) -> String {
    format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:A\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n")
}

#[test]
fn events_with_rules() {
    insta::assert_snapshot!(outline(&read_rows(WEEKLY)));
}

#[test]
fn dated_instances_of_a_file_that_is_cut() {
    let rows = read_rows(INSTANCES);
    assert_eq!(rows.exporter_zone.as_deref(), Some("America/Panama"));
    insta::assert_snapshot!(outline(&rows));
}

#[test]
fn nobody_is_named() {
    let text = outline(&read_rows(WEEKLY)).to_lowercase();
    for word in ["jane", "john", "somebody", "555", "mailto", "@calendar.example"] {
        assert!(!text.contains(word), "{word}");
    }
}

#[test]
fn line_ends_and_marks_make_no_difference() {
    let expected = fields(&read_rows(WEEKLY));
    for other in ["\n", "\r", "\r\r\n"] {
        assert_eq!(fields(&read_rows(&WEEKLY.replace("\r\n", other))), expected, "{other:?}");
    }
    let folded = WEEKLY.replace("\r\n ", "");
    assert_eq!(fields(&read_rows(&folded)), expected);
    assert_eq!(fields(&read_rows(&WEEKLY.replace("BEGIN:", "begin:").replace("END:", "End:"))), expected);
}

#[test]
fn lines_folded_within_a_character_keep_it() {
    let text = event("DTSTART:20260302T190000\nDESCRIPTION:caf\u{e9} ol\u{e9}");
    let at = text.find('\u{e9}').unwrap() + 1;
    let mut bytes = text.clone().into_bytes();
    bytes.splice(at..at, *b"\r\n ");
    let part = part(Role::Feed, bytes);
    let decoded = crate::sniff::decode(&part).unwrap();
    assert_eq!(decoded.charset, "utf-8");
    assert_eq!(fields(&read_rows(&decoded.text))[0]["notes"], "caf\u{e9} ol\u{e9}");
    assert_eq!(decoded.text.lines().count(), text.lines().count() + 1);
}

/// A clock that is not known is told as it is named, and its times stay as they stand.
#[test]
fn zones_by_name() {
    for (zone, expected) in [
        ("Europe/Berlin", "Europe/Berlin"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("Eastern Standard Time", "America/New_York"),
        ("US Mountain Standard Time", "America/Phoenix"),
        ("/softwarestudio.example/Olson_20011030_5/America/Denver", "America/Denver"),
        ("\"(UTC-06:00) Central Time (US & Canada)\"", "America/Chicago"),
        ("US/Pacific", "America/Los_Angeles"),
        ("Tower", "Tower"),
    ] {
        let rows = read_rows(&event(&format!("DTSTART;TZID={zone}:20260302T190000\nRRULE:FREQ=WEEKLY")));
        let row = &fields(&rows)[0];
        assert_eq!(
            (&row["timezone"], &row["starts"]),
            (&expected.into(), &"2026-03-02T19:00:00".into()),
            "{zone}"
        );
    }
}

#[test]
fn an_end_in_another_zone_is_told_in_that_of_the_start() {
    let text = event(
        "DTSTART;TZID=America/New_York:20260302T190000\nDTEND;TZID=America/Chicago:20260302T190000\nRRULE:FREQ=WEEKLY",
    );
    assert_eq!(fields(&read_rows(&text))[0]["ends"], "2026-03-02T20:00:00");
}

#[test]
fn a_monthly_rule_in_utc_stays_there_when_its_day_is_another() {
    let text = event("DTSTART:20260303T013000Z\nRRULE:FREQ=MONTHLY;BYDAY=1TU")
        .replace("BEGIN:VEVENT", "X-WR-TIMEZONE:America/New_York\nBEGIN:VEVENT");
    let row = &fields(&read_rows(&text))[0];
    assert_eq!((&row["timezone"], &row["starts"]), (&"UTC".into(), &"2026-03-03T01:30:00".into()));
}

#[test]
fn an_event_without_an_end_costs_no_other() {
    let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20260302T190000\n\
                BEGIN:VEVENT\nUID:2\nDTSTART:20260302T190000\nSUMMARY:Whole\nEND:VEVENT\nEND:VCALENDAR";
    let rows = read_rows(text);
    let slugs: Vec<Value> = fields(&rows).iter().map(|row| row["slug"].clone()).collect();
    assert_eq!((slugs, rows.records()), (vec!["2".into()], 2));
    assert_eq!(rows.notices.count(Code::TruncatedBody), 1);
}

#[test]
fn what_is_no_calendar_is_refused() {
    let code = |text: &str| rows(text, &mut Rows::default()).unwrap_err().code;
    assert_eq!(code("BEGIN:VCARD\nEND:VCARD"), Code::MalformedIcal);
    assert_eq!(code("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1"), Code::MalformedIcal);
    assert_eq!(read_rows("BEGIN:VCALENDAR\nEND:VCALENDAR").records(), 0);
}

#[test]
fn a_calendar_is_detected() {
    let reading = read(&source("aa"), &[part(Role::Feed, WEEKLY)]).unwrap();
    assert_eq!((reading.format.id(), reading.records), ("ical", 12));
}

#[test]
fn changes_without_their_event_are_events() {
    let text = event("RECURRENCE-ID:20260302T190000\nDTSTART:20260303T190000");
    assert_eq!(fields(&read_rows(&text))[0]["starts"], "2026-03-03T19:00:00");
}

fn any_calendar() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(vec![
            "BEGIN:VCALENDAR",
            "END:VCALENDAR",
            "BEGIN:VEVENT",
            "END:VEVENT",
            "BEGIN:VTIMEZONE",
            "END:VTIMEZONE",
            "BEGIN:VALARM",
            "END:VALARM",
            "UID:1",
            "UID:a@b",
            "DTSTART",
            "DTEND",
            "RRULE",
            "EXDATE",
            "RDATE",
            "RECURRENCE-ID",
            "SUMMARY",
            "LOCATION",
            "DURATION",
            "GEO",
            "TZID",
            ";TZID=",
            "Europe/Berlin",
            ";VALUE=DATE",
            ";ENCODING=BASE64",
            ";ENCODING=QUOTED-PRINTABLE",
            ":",
            "20260302T190000",
            "20260302",
            "00000000T999999Z",
            "99991231T235959Z",
            "00010101T000000",
            "/PT1H",
            "PT1H",
            "P1W",
            "-P99999999D",
            "FREQ=WEEKLY;BYDAY=MO",
            ";COUNT=3",
            "X-WR-TIMEZONE:Pacific/Apia",
            "https://zoom.example/j/1",
            "\\",
            "\\n",
            "\"",
            ",",
            "=",
            "\r",
        ])
        .prop_map(str::to_owned),
        Just("\n".to_owned()),
        Just("\n".to_owned()),
        Just("\n ".to_owned()),
        any::<String>(),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn anything_is_survived(text in any_calendar(), tail in any_calendar()) {
        let _ = rows(&text, &mut Rows::default());
        let _ = rows(&format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\n{text}\nEND:VEVENT\n{tail}"), &mut Rows::default());
    }

    #[test]
    fn a_cut_anywhere_costs_only_what_is_behind_it(at in 0usize..4000) {
        let whole = fields(&read_rows(WEEKLY));
        let end = (0..=at.min(WEEKLY.len())).rev().find(|at| WEEKLY.is_char_boundary(*at)).unwrap();
        let mut read = Rows::default();
        if rows(&WEEKLY[..end], &mut read).is_ok() {
            let cut = fields(&read);
            prop_assert!(cut.len() <= whole.len());
            // changes of an event may be behind the cut, its name is not
            for (cut, whole) in cut.iter().zip(&whole) {
                prop_assert_eq!(&cut["name"], &whole["name"]);
            }
        }
    }
}
