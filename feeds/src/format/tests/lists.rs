//! JSON lists of services that are not Meeting Guide's: Airtable, central-query, BMLT's administration, lines.

use super::outline::outline;
use super::{part, read_text, source};
use crate::format::read;
use crate::notice::Code;
use crate::plan::Role;
use crate::reading::Format;
use crate::schedule::{Slot, Weekday};
use proptest::prelude::*;

#[test]
fn records_of_an_airtable_base() {
    let text = include_str!("../fixtures/airtable.json");
    let reading = read_text("aa", text).unwrap();
    assert_eq!(reading.format, Format::Airtable);
    insta::assert_snapshot!(outline(&reading));
    assert!(!format!("{:?}", reading.meetings).contains("pat@"));
}

#[test]
fn meetings_of_central_query() {
    let reading = read_text("aa", include_str!("../fixtures/central-query.json")).unwrap();
    assert_eq!(reading.format, Format::CentralQuery);
    let Slot::Weekly { weekday, .. } = reading.meetings[0].schedule.slot else { panic!("no slot") };
    assert_eq!(weekday, Weekday::Sun, "days are counted from Monday");
    insta::assert_snapshot!(outline(&reading));
}

#[test]
fn a_dropped_record_keeps_its_position() {
    let meeting = |key: &str| {
        format!(
            r#"{{"_id":{{"$oid":"{key}"}},"slug":"{key}","name":"Quay","day":1,"time":"19:00","accountID":"1"}}"#
        )
    };
    let gone = meeting("b").replace("\"day\"", "\"archived\":true,\"day\"");
    let service = format!("[{},7,{gone},{}]", meeting("a"), meeting("c"));
    let row = |key: u8| {
        format!(
            r#"{{"id":{key},"name":"Quay","formatIds":[],"venueType":1,"serviceBodyId":1,"day":1,"startTime":"19:00"}}"#
        )
    };
    let administration = format!("[{},[],{}]", row(1), row(2));
    for (text, positions) in [(service, vec![0, 3]), (administration, vec![0, 2])] {
        let reading = read_text("na", &text).unwrap();
        let records: Vec<u32> = reading.meetings.iter().map(|meeting| meeting.raw.record).collect();
        assert_eq!(records, positions, "{text}");
    }
}

#[test]
fn dictionaries_beside_the_meetings_are_refused() {
    for (text, words) in [
        (r#"[{"_id":{"$oid":"1"},"name":"Harbor","accountID":{"$oid":"2"},"recordID":"3"}]"#, "groups"),
        (r#"[{"_id":{"$oid":"1"},"English":"Welsh","alpha2":"cy"}]"#, "dictionary"),
        (r#"[{"_id":{"$oid":"1"},"code":"LS","desc":"Living Sober"}]"#, "dictionary"),
        (include_str!("../fixtures/bmlt-admin-formats.json"), "formats"),
    ] {
        let refusal = read_text("aa", text).unwrap_err();
        assert_eq!(refusal.code, Code::SchemaBreak, "{text}");
        assert!(refusal.detail.contains(words), "{}", refusal.detail);
    }
}

#[test]
fn rows_of_the_administration_of_bmlt() {
    let parts = [
        part(Role::Formats, include_str!("../fixtures/bmlt-admin-formats.json")),
        part(Role::Meetings, include_str!("../fixtures/bmlt-admin.json")),
    ];
    let reading = read(&source("na"), &parts).unwrap();
    assert_eq!((reading.format, reading.tables.formats.len()), (Format::Bmlt, 3));
    insta::assert_snapshot!(outline(&reading));
    assert!(!format!("{:?}", reading.meetings).contains("Pat E"));
}

#[test]
fn lines_are_read_as_the_list_that_they_are() {
    let line =
        |name: &str| format!(r#"{{"slug":"{name}","name":"{name}","day":1,"time":"19:00","city":"Port"}}"#);
    let text = format!("{}\n{}\n{{\"slug\":\"c\",\n", line("a"), line("b"));
    let reading = read_text("aa", &text).unwrap();
    let keys: Vec<_> = reading.meetings.iter().map(|meeting| meeting.key.as_str()).collect();
    assert_eq!((reading.format, keys), (Format::Tsml, vec!["a", "b"]));
    let broken = reading.notices.groups().find(|group| group.code == Code::RecordUnreadable).unwrap();
    assert_eq!(broken.samples[0].line, Some(3));
    let service = include_str!("../fixtures/central-query.json");
    let records: Vec<serde_json::Value> = serde_json::from_str(service).unwrap();
    let lines: Vec<String> = records.iter().filter(|r| r.is_object()).map(ToString::to_string).collect();
    let of_lines = read_text("aa", &lines.join("\n")).unwrap();
    assert_eq!((of_lines.format, of_lines.records), (Format::CentralQuery, 5));
}

#[test]
fn services_that_send_meeting_guide_lists_need_no_reader_of_their_own() {
    let meeting = r#"{"slug":"a","name":"A","day":1,"time":"19:00","types":["O"],"city":"Port Example"}"#;
    let of_sheets =
        format!(r#"{{"meetings":[{meeting}],"warnings":[{{"link":"https://sheet.example","error":"x"}}]}}"#);
    let of_bmlt = r#"[{"slug":1234,"name":"A","day":1,"time":"19:00","end_time":"20:00","types":["O","D"],
        "location":"Harbor Hall","formatted_address":"12 Quay St, Port Example, NJ 07001, USA","latitude":"40.1",
        "longitude":"-74.5","entity":"Harbor Area"}]"#;
    for (text, key) in [(of_sheets.as_str(), "a"), (of_bmlt, "1234")] {
        let reading = read_text("na", text).unwrap();
        assert_eq!((reading.format, reading.meetings[0].key.as_str()), (Format::Tsml, key));
    }
}

proptest! {
    #[test]
    fn any_record_of_a_service_is_survived(
        value in r#"(null|true|0|-?[1-9][0-9]{0,19}|"[a-z:0-9]{0,6}"|\[\]|\[1,"x"\]|\{"\$oid":1\})"#,
        field in "(day|time|_id|types|archived|updatedAt|duration|name|formatIds|startTime|latitude)",
    ) {
        let central = format!(r#"[{{"slug":"a","features":[],"communities":[],"name":"N","{field}":{value}}}]"#);
        prop_assert_eq!(read_text("aa", &central).unwrap().format, Format::CentralQuery);
        let admin = format!(r#"[{{"formatIds":[],"venueType":1,"serviceBodyId":1,"name":"N","{field}":{value}}}]"#);
        prop_assert_eq!(read_text("na", &admin).unwrap().format, Format::Bmlt);
        let base = format!(r#"[{{"id":"x","fields":{{"name":"N","day":"Mon","{field}":{value}}}}}]"#);
        prop_assert_eq!(read_text("aa", &base).unwrap().format, Format::Airtable);
    }
}
