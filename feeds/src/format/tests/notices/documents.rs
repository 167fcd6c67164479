//! Codes of documents as a whole, and of formats other than Meeting Guide's.

use super::{Case, Place, record};
use crate::format::tests::{part, source};
use crate::notice::Code;
use crate::plan::{Part, Role};
use crate::reading::Format;
use crate::source::FormatChoice;
use serde_json::{Value, json};

const LIST: &str = r#"[{"slug":"a","name":"Lantern","day":1,"time":"19:00","location":"Hall"}]"#;
const XML: &str = "<?xml version=\"1.0\"?>\n<meetings xmlns=\"http://harbor.example\">\n<row><id_bigint>1</id_bigint>\
    <meeting_name>Lantern</meeting_name><weekday_tinyint>1</weekday_tinyint>\
    <start_time>19:00:00</start_time></row>\n</meetings>";

fn bytes(body: impl Into<Vec<u8>>, content_type: &str) -> Vec<Part> {
    vec![Part { content_type: Some(content_type.to_owned()), ..part(Role::Feed, body) }]
}

/// Each character as one byte.
fn latin_1(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
}

fn utf_16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A calendar of these events, each a date and what else it says.
fn calendar(events: &[(&str, &str)], end: &str) -> String {
    let event = |(at, (date, rest)): (usize, &(&str, &str))| {
        format!(
            "BEGIN:VEVENT\nUID:{at}@harbor.example\nDTSTART;TZID=America/New_York:{date}T190000\n\
             DTEND;TZID=America/New_York:{date}T200000\nSUMMARY:Lantern\n{rest}"
        )
    };
    let events: String = events.iter().enumerate().map(event).collect();
    format!("BEGIN:VCALENDAR\nVERSION:2.0\n{events}{end}")
}

/// A page of events; `next` where there is another.
fn events(next: &str) -> String {
    format!(
        r#"{{"rest_url":"https://harbor.example/?page=1",{next}"total_pages":1,"events":[{{"id":1,
        "status":"publish","title":"Lantern","slug":"a","start_date":"2026-03-02 19:00:00",
        "end_date":"2026-03-02 20:00:00","timezone":"America/New_York"}}]}}"#
    )
}

/// A row of BMLT with its formats.
fn bmlt(fields: &Value) -> Vec<Part> {
    let mut row = json!({"id_bigint": "1", "meeting_name": "Lantern", "weekday_tinyint": "2",
        "start_time": "19:00:00", "published": "1", "format_shared_id_list": "17"});
    row.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    let formats = json!([{"id": "17", "key_string": "O", "name_string": "Open", "lang": "en"}]);
    vec![part(Role::Formats, formats.to_string()), part(Role::Meetings, json!([row]).to_string())]
}

fn nested(depth: usize) -> String {
    format!("{}{}", "[".repeat(depth), "]".repeat(depth))
}

fn many(count: usize, fields: impl Fn(usize) -> Value) -> Vec<Value> {
    (0..count).map(|at| record(fields(at))).collect()
}

pub(super) fn cases() -> Vec<Case> {
    let whole = |code, fires: &str, quiet: &str| Case::texts(code, fires, quiet).at(Place::Document);
    let coded = |code, fires: Vec<Part>, quiet: Vec<Part>| Case::of(code, fires, quiet, Place::Document);
    let cafe = LIST.replace("Lantern", "Café");
    let page =
        |script: &str| format!("<!DOCTYPE html><html><head><title>Log in</title>{script}</head></html>");
    let event = "<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@type\":\"Event\",\
        \"name\":\"Lantern\",\"startDate\":\"2026-03-02T19:00:00\"}</script>";
    let ends = "END:VEVENT\n";
    let closed = "END:VCALENDAR\n";
    vec![
        whole(Code::EmptyBody, " \n", LIST),
        Case::texts(
            Code::TruncatedBody,
            &calendar(&[("20260302", ends), ("20260303", "")], ""),
            &calendar(&[("20260302", ends), ("20260303", ends)], closed),
        ),
        whole(Code::UnexpectedHtml, &page(""), &page(event)),
        coded(
            Code::ContentTypeWrong,
            bytes(cafe.as_str(), "application/json; charset=iso-8859-1"),
            bytes(cafe.as_str(), "application/json; charset=utf-8"),
        )
        .to("utf-8"),
        coded(
            Code::CharsetGuessed,
            bytes(latin_1(&cafe), "application/json"),
            bytes(cafe.as_str(), "application/json"),
        )
        .to("windows-1252"),
        Case::texts(Code::MojibakeSuspected, &LIST.replace("Lantern", "CafÃ©"), &cafe),
        whole(Code::ByteOrderMark, &format!("\u{feff}{LIST}"), LIST),
        coded(
            Code::CharsetUndetected,
            bytes(utf_16(LIST), "application/json"),
            bytes(utf_16(&format!("\u{feff}{LIST}")), "application/json"),
        ),
        whole(
            Code::EntityForbidden,
            &XML.replace("<meetings", "<!DOCTYPE meetings [<!ENTITY a 'b'>]>\n<meetings"),
            XML,
        )
        .source(|source| source.fellowship = crate::fellowship::Fellowship::parse("na").unwrap()),
        Case::texts(Code::MalformedJson, &LIST.replace("}]", "},]"), LIST),
        Case::texts(Code::MalformedCsv, "Welcome\nto our list", "Name,Day,Time\nLantern,Monday,19:00\n")
            .source(|source| source.format = FormatChoice::Only(Format::Csv)),
        whole(
            Code::MalformedIcal,
            &calendar(&[("20260302", "")], ""),
            &calendar(&[("20260302", ends)], closed),
        ),
        whole(Code::SchemaBreak, "[1, 2, 3]", LIST),
        whole(Code::FormatUnknown, r#"[{"_id":1,"English":"Abkhazian"}]"#, LIST),
        whole(
            Code::NestingLimit,
            &nested(1000),
            &LIST.replace("\"Hall\"", &format!("\"Hall\",\"people\":{}", nested(20))),
        ),
        whole(Code::HttpForbidden, r#"{"error":"401 Unauthorized"}"#, &format!(r#"{{"meetings":{LIST}}}"#)),
        Case::texts(
            Code::DuplicateColumn,
            "Name,Day,Time,Notes,Notes\nLantern,Monday,19:00,a,b\n",
            "Name,Day,Time,Notes,Location Notes\nLantern,Monday,19:00,a,b\n",
        ),
        Case::texts(
            Code::RaggedRow,
            "Name,Day,Time\nLantern,Monday,19:00\nPier, Two,Tuesday,20:00\n",
            "Name,Day,Time\nLantern,Monday,19:00\n\"Pier, Two\",Tuesday,20:00\n",
        ),
        Case::texts(Code::TrailingText, &format!("{LIST}\n}}"), &format!("{LIST}\n\n")),
        Case::texts(Code::WrapperRemoved, &format!("show({LIST});"), LIST),
        Case::texts(Code::RecordUnreadable, &LIST.replace("}]", "},\n5]"), &LIST.replace("}]", "}\n]")),
        Case::texts(
            Code::InstancesFolded,
            &calendar(&[("20260302", ends), ("20260309", ends), ("20260316", ends)], closed),
            &calendar(&[("20260302", &format!("RRULE:FREQ=WEEKLY;COUNT=3\n{ends}"))], closed),
        )
        .to("FREQ=WEEKLY;BYDAY=MO;UNTIL=20260316T235959 from 2026-03-02"),
        whole(
            Code::FurtherPages,
            &events(r#""next_rest_url":"https://harbor.example/?page=2","#),
            &events(""),
        )
        .to("format = \"events_calendar\""),
        Case::of(
            Code::FormatReferenceUnknown,
            bmlt(&json!({"format_shared_id_list": "17,99"})),
            bmlt(&json!({})),
            Place::Meeting,
        )
        .source(|old| *old = source("na")),
        Case::of(Code::UnpublishedRecord, bmlt(&json!({"published": "0"})), bmlt(&json!({})), Place::Meeting)
            .source(|old| *old = source("na")),
        // what can only be seen over a whole list
        Case::lists(
            Code::LowDiversity,
            many(20, |at| json!({"slug": format!("s{at}"), "latitude": 40.1 + at as f64 * 0.01234})),
            many(
                20,
                |at| json!({"slug": format!("s{at}"), "day": at % 7, "time": format!("{:02}:00", at + 1)}),
            ),
        ),
        Case::lists(
            Code::CoordinatesOutlier,
            many(26, |at| {
                json!({"slug": format!("s{at}"), "time": "19:00", "name": format!("Pier {at}"),
                "timezone": null, "latitude": if at == 25 { 61.21345 } else { 40.12345 + at as f64 * 0.0101 },
                "longitude": if at == 25 { -149.90123 } else { -74.56789 }})
            }),
            many(26, |at| {
                json!({"slug": format!("s{at}"), "name": format!("Pier {at}"),
                "latitude": 40.12345 + at as f64 * 0.0101})
            }),
        ),
        Case::lists(
            Code::EntityMissing,
            many(2, |at| json!({"slug": format!("s{at}"), "entity": null})),
            many(2, |at| json!({"slug": format!("s{at}"), "entity": (at == 1).then_some("Area")})),
        )
        .at(Place::Line),
        Case::lists(
            Code::FeedbackMissing,
            many(2, |at| json!({"slug": format!("s{at}"), "feedback_url": null})),
            many(2, |at| {
                json!({"slug": format!("s{at}"), "feedback_url": null,
                "feedback_emails": vec!["web@harbor.example"; at]})
            }),
        )
        .at(Place::Line),
    ]
}
