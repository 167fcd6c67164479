//! What holds for any input: no panic, no record lost without a notice, no order that matters.

use super::{read_text, source};
use crate::format::read;
use crate::meeting::Inferred;
use crate::notice::Code;
use crate::plan::{Part, Role};
use crate::reading::Reading;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::collections::{BTreeSet, HashSet};

const TSML: &str = include_str!("../fixtures/tsml-irregular.json");
const BMLT: &str = include_str!("../fixtures/bmlt-rows.json");

const TSML_FIELDS: [&str; 27] = [
    "name",
    "slug",
    "id",
    "day",
    "time",
    "end_time",
    "timezone",
    "formatted_address",
    "address",
    "city",
    "state",
    "postal_code",
    "country",
    "location",
    "location_notes",
    "notes",
    "latitude",
    "longitude",
    "coordinates",
    "approximate",
    "regions",
    "types",
    "attendance_option",
    "conference_url",
    "conference_url_notes",
    "conference_phone",
    "updated",
];

const BMLT_FIELDS: [&str; 18] = [
    "id_bigint",
    "weekday_tinyint",
    "venue_type",
    "start_time",
    "duration_time",
    "time_zone",
    "formats",
    "format_shared_id_list",
    "longitude",
    "latitude",
    "published",
    "meeting_name",
    "location_text",
    "location_nation",
    "phone_meeting_number",
    "virtual_meeting_link",
    "virtual_meeting_additional_info",
    "service_body_bigint",
];

/// Values as they might stand anywhere: likely texts in unlikely places above all.
fn any_value() -> impl Strategy<Value = Value> {
    let likely = proptest::sample::select(vec![
        "",
        " ",
        "1",
        "7",
        "monday",
        "19:00",
        "7pm",
        "24:00",
        "https://zoom.us/j/1?pwd=2",
        "javascript:x",
        "O,C",
        "TC",
        "-",
        "0",
        "41.5",
        "40,7",
        "America/New_York",
        "EST",
        "Password: 1234",
        "+15555550123,,1#",
        "1 A St, X, MA 02999, USA",
        "<b>x</b>",
        "\u{200b}",
        "yes",
        "2024-02-30",
        "inactive",
        "é€漢",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-200i64..200).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        likely.prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec(("[a-z]{0,3}", inner), 0..3)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn with_fields(base: Value, fields: Vec<(usize, Value)>, names: &[&str]) -> Value {
    let mut record: Map<String, Value> = base.as_object().cloned().unwrap_or_default();
    for (at, value) in fields {
        record.insert(names[at % names.len()].to_owned(), value);
    }
    Value::Object(record)
}

fn assert_every_record_is_accounted_for(reading: &Reading) {
    let kept: HashSet<&str> = reading.meetings.iter().map(|meeting| meeting.raw.pointer.as_str()).collect();
    let named: HashSet<&str> = reading
        .meetings
        .iter()
        .filter(|meeting| meeting.inferred.contains(&Inferred::Name))
        .map(|meeting| meeting.raw.pointer.as_str())
        .collect();
    let told = |code| usize::try_from(reading.notices.count(code)).unwrap();
    let nameless = told(Code::MissingName) - named.len();
    let dropped =
        nameless + told(Code::RecordUnreadable) + told(Code::DuplicateRecord) + told(Code::UnpublishedRecord);
    // a nameless stand-in that is itself a duplicate is counted twice, never less than once
    assert!(reading.records <= kept.len() + dropped, "{} > {} + {dropped}", reading.records, kept.len());
    assert!(kept.len() <= reading.records);
    let ids: HashSet<&str> = reading.meetings.iter().map(|meeting| meeting.id.as_str()).collect();
    assert_eq!(ids.len(), reading.meetings.len(), "two meetings share an id");
}

/// What a reader sees, in an order of its own.
fn contents(reading: &Reading) -> BTreeSet<(String, [u8; 16])> {
    reading.meetings.iter().map(|meeting| (meeting.key.clone(), meeting.content_hash())).collect()
}

#[test]
fn the_fixtures_are_accounted_for() {
    for (fellowship, text) in
        [("aa", TSML), ("na", BMLT), ("aa", include_str!("../fixtures/tsml-probes.json"))]
    {
        let reading = read_text(fellowship, text).unwrap();
        assert_every_record_is_accounted_for(&reading);
        for meeting in &reading.meetings {
            let json = serde_json::to_string(meeting).unwrap();
            let again: crate::meeting::Meeting = serde_json::from_str(&json).unwrap();
            assert_eq!(&again, meeting, "a meeting survives being kept");
            assert!(!json.contains("mail.example") && !json.contains("Ann B"), "{json}");
        }
    }
}

#[test]
fn a_cut_list_is_refused_wherever_it_is_cut() {
    let text = TSML.trim_end();
    for end in (1..text.len()).step_by(997).filter(|&end| text.is_char_boundary(end)) {
        assert_eq!(read_text("aa", &text[..end]).unwrap_err().code, Code::MalformedJson, "cut at {end}");
    }
}

#[test]
fn one_bad_record_never_costs_another() {
    let good = json!({"slug": "good", "name": "Good", "day": 1, "time": "19:00", "location": "Hall"});
    for bad in [
        "7",
        "null",
        "\"x\"",
        "[]",
        "{}",
        "{\"name\":[[[]]]}",
        &format!("{}{}", "[".repeat(5000), "]".repeat(5000)),
    ] {
        let reading = read_text("aa", &format!("[{bad},{good},{bad}]")).unwrap();
        assert_eq!(reading.meetings.len(), 1, "{bad}");
        assert_every_record_is_accounted_for(&reading);
    }
}

proptest! {
    #[test]
    fn any_value_in_any_tsml_field(fields in proptest::collection::vec((any::<usize>(), any_value()), 1..5)) {
        let base = json!({"slug": "a", "name": "A", "day": 1, "time": "19:00", "location": "Hall", "types": ["O"]});
        let list = json!([base.clone(), with_fields(base.clone(), fields, &TSML_FIELDS), {"slug": "z", "name": "Z", "day": 2}]);
        let reading = read_text("aa", &list.to_string()).unwrap();
        assert_every_record_is_accounted_for(&reading);
        prop_assert!(reading.meetings.iter().any(|meeting| meeting.name == "Z"));
    }

    #[test]
    fn any_value_in_any_bmlt_field(fields in proptest::collection::vec((any::<usize>(), any_value()), 1..5)) {
        let base = json!({"id_bigint": "1", "meeting_name": "A", "weekday_tinyint": "2", "start_time": "19:00:00"});
        let other = json!({"id_bigint": "z", "meeting_name": "Z", "weekday_tinyint": "3", "start_time": "19:00:00"});
        let list = json!([base.clone(), with_fields(base.clone(), fields, &BMLT_FIELDS), other]);
        let reading = read_text("na", &list.to_string()).unwrap();
        assert_every_record_is_accounted_for(&reading);
        prop_assert!(reading.meetings.iter().any(|meeting| meeting.name == "Z"));
    }

    #[test]
    fn any_bytes_in_any_role(body in proptest::collection::vec(any::<u8>(), 0..200)) {
        for role in [Role::Feed, Role::Meetings, Role::Formats] {
            let url = url::Url::parse("https://feed.example/").unwrap();
            let _ = read(&source("na"), &[Part { role, url, content_type: None, body: body.clone() }]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_of_records_decides_nothing(seed in any::<u64>(), bmlt in any::<bool>()) {
        let text = if bmlt { BMLT } else { TSML };
        let mut records: Vec<Value> = serde_json::from_str(text).unwrap();
        let straight = read_text("na", text).unwrap();
        // a cheap shuffle: order by a hash of place and seed
        let mut order: Vec<usize> = (0..records.len()).collect();
        order.sort_by_key(|at| blake3::hash(&[seed.to_le_bytes(), (*at as u64).to_le_bytes()].concat()).to_hex().to_string());
        let shuffled: Vec<Value> = order.iter().map(|&at| records[at].take()).collect();
        let shuffled = read_text("na", &Value::from(shuffled).to_string()).unwrap();
        prop_assert_eq!(contents(&straight), contents(&shuffled));
    }
}
