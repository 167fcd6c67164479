//! Codes mean what the fellowship, the server and the language say they mean.

use super::{part, read_text, source};
use crate::format::read;
use crate::meeting::Meeting;
use crate::notice::Code;
use crate::plan::Role;
use serde_json::{Value, json};

fn tsml(fellowship: &str, types: Value) -> Meeting {
    let list =
        json!([{"slug": "a", "name": "A", "day": 1, "time": "19:00", "location": "Hall", "types": types}]);
    read_text(fellowship, &list.to_string()).unwrap().meetings.remove(0)
}

/// Everything the codes said, in one line.
fn said(meeting: &Meeting) -> String {
    let mut words: Vec<String> = Vec::new();
    words.extend(meeting.types.iter().map(|tag| match (tag.id, &tag.code) {
        (Some(kind), _) => kind.to_string(),
        (None, code) => format!("raw:{}", code.as_deref().unwrap_or_default()),
    }));
    words.extend(meeting.audience.iter().map(ToString::to_string));
    words.extend(meeting.access.iter().map(|(kind, holds)| format!("{kind}={holds}")));
    words.extend(meeting.languages.iter().map(|language| format!("lang:{language}")));
    words.join(" ")
}

#[test]
fn one_tsml_code_means_different_things_in_different_fellowships() {
    for (fellowship, types, expected) in [
        ("aa", json!(["A"]), "secular"),
        ("aca", json!(["A"]), "adults"),
        ("aa", json!(["S", "ITA"]), "lang:es lang:it"),
        ("aca", json!(["S"]), "speaker"),
        ("aa", json!(["Open Discussion"]), "raw:Open Discussion"),
        ("aa", json!(["Open", "women", "wheelchair access"]), "open women step_free=true"),
        ("aa", json!("O, W"), "open women"),
        ("aa", json!("O W X"), "open women step_free=true"),
        ("aa", json!(["O", "O", "o"]), "open"),
        ("aa", json!(["1H"]), "raw:1H"),
        ("aa", json!(["ZZZ", {"code": "O"}, [], true]), "raw:ZZZ"),
        ("aa", json!({"1": "O", "4": "W"}), "open women"),
    ] {
        assert_eq!(said(&tsml(fellowship, types.clone())), expected, "{fellowship} {types}");
    }
}

#[test]
fn a_code_may_say_whose_meeting_it_is() {
    let meeting = tsml("al_anon", json!(["Y"]));
    assert_eq!(meeting.fellowship.id(), "alateen");
    assert_eq!(tsml("aa", json!(["Y"])).fellowship.id(), "aa");
}

#[test]
fn codes_are_those_of_the_meeting_and_not_of_its_source() {
    let read = |source: &str, fields: Value| {
        let mut record =
            json!({"slug": "a", "name": "Lantern", "day": 1, "time": "19:00", "location": "Hall"});
        record.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        let meeting = read_text(source, &json!([record]).to_string()).unwrap().meetings.remove(0);
        (meeting.fellowship.id(), said(&meeting))
    };
    for (source, fields, expected) in [
        ("aa", json!({"types": ["A"]}), ("aa", "secular")),
        ("aa", json!({"fellowship": "ACA", "types": ["A", "S"]}), ("aca", "speaker adults")),
        ("other", json!({"name": "ACA - Lantern", "types": ["A"]}), ("aca", "adults")),
        ("other", json!({"types": ["A"]}), ("other", "raw:A")),
        // a code that says whose meeting it is goes before the field
        ("aa", json!({"fellowship": "Al-Anon", "types": ["Y"]}), ("alateen", "teens")),
    ] {
        let (id, said) = read(source, fields.clone());
        assert_eq!((id, said.as_str()), expected, "{source} {fields}");
    }
}

#[test]
fn a_label_may_hold_a_comma() {
    assert_eq!(
        said(&tsml("aa", json!(["Steps 1, 2, and 3"]))),
        said(&tsml("aa", json!(["steps 1, 2, and 3 "])))
    );
    for (types, expected) in [
        (json!(["Steps 1, 2, and 3"]), 1),
        (json!("Steps 1, 2, and 3"), 1),
        (json!(["Steps 1, 2, and 4"]), 3),
    ] {
        assert_eq!(tsml("aa", types.clone()).types.len(), expected, "{types}");
    }
}

#[test]
fn a_world_id_is_kept_and_a_marker_is_none() {
    for (id, expected) in [
        (json!("G00012345"), Some("G00012345")),
        (json!("g1"), Some("G1")),
        (json!("00"), None),
        (json!(null), None),
    ] {
        let list = json!([{"slug": "a", "name": "A", "day": 1, "time": "19:00", "world_id": id}]);
        let reading = read_text("na", &list.to_string()).unwrap();
        assert_eq!(reading.meetings[0].world_id.as_deref(), expected, "{id}");
        assert_eq!(reading.notices.count(Code::UnknownField), 0);
    }
    let naws = read_text("na", include_str!("../fixtures/table-naws.csv")).unwrap();
    assert_eq!(naws.meetings[0].world_id.as_deref(), Some("G00000001"));
}

/// A row with one format, read with the server's own table.
fn bmlt(format: Value) -> (String, u64) {
    let row = json!([{"id_bigint": "1", "meeting_name": "A", "weekday_tinyint": "2", "start_time": "19:00:00",
        "location_street": "1 A St", "format_shared_id_list": "5", "formats": format["key_string"]}]);
    let parts = [part(Role::Formats, json!([format]).to_string()), part(Role::Meetings, row.to_string())];
    let reading = read(&source("na"), &parts).unwrap();
    (said(&reading.meetings[0]), reading.notices.count(Code::TypeUnknown))
}

#[test]
fn the_world_id_goes_before_the_key_and_the_key_before_the_name() {
    let format = |key: &str, name: &str, lang: &str, world: &str| json!({"id": "5", "key_string": key, "name_string": name, "lang": lang, "world_id": world, "format_type_enum": "FC1"});
    for (row, expected, unknown) in [
        (format("X1", "Wheelchair", "en", "WCHR"), "step_free=true", 0),
        (format("M", "Men", "en", ""), "men", 0),
        (format("M", "Medallion", "en", ""), "raw:M", 1),
        (format("M", "Mulheres", "pt", ""), "women", 0),
        (format("ru", "Russisch", "de", "LANG"), "lang:ru", 0),
        (format("Xyz", "Beginners", "en", ""), "beginners", 0),
        (format("Qq", "Kaffeeklatsch", "de", ""), "raw:Qq", 1),
    ] {
        assert_eq!(bmlt(row.clone()), (expected.to_owned(), unknown), "{row}");
    }
}

#[test]
fn without_any_table_the_stock_keys_count() {
    let row = json!([{"id_bigint": "1", "meeting_name": "A", "weekday_tinyint": "2", "start_time": "19:00:00",
        "location_street": "1 A St", "formats": "O,St,WC", "format_shared_id_list": "17,27,33"}]);
    let reading = read_text("na", &row.to_string()).unwrap();
    assert_eq!(said(&reading.meetings[0]), "open step_study step_free=true");
    assert_eq!(reading.notices.count(Code::FormatReferenceUnknown), 0);
}
