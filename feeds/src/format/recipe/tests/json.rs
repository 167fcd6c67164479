//! JSON: where records are, what is around them, and JSON or markup inside of texts.

use super::{outline, part, read, recipe, records};
use crate::notice::Code;
use crate::plan::Role;
use serde_json::json;

#[test]
fn records_know_what_is_around_them_and_where_they_stand() {
    let body = r#"{
  "groups": [
    {"name": "Harbor", "at": {"city": "Alba"}, "meetings": [
      {"day": 2, "time": "19:00"},
      {"day": 9, "time": "20:00"}]},
    {"name": "Pier", "at": {"city": "Born"}, "meetings": []},
    {"name": "Dock"}
  ]
}"#;
    let recipe = recipe(
        r#"
        [[records]]
        path = "groups.*.meetings?.*"
        [records.fields]
        name = "^.name"
        city = "^.at.city"
        day = { path = "day", then = [{ day_base = "sunday_1" }] }
        time = "time"
        "#,
    );
    let rows = read(&recipe, &[part(Role::Feed, "", body)]).unwrap();
    insta::assert_snapshot!(outline(&rows), @r#"
    [0] /groups/0/meetings/0 4:7 {"city":"Alba","day":"Monday","name":"Harbor","time":"19:00"}
    [0] /groups/0/meetings/1 5:7 {"city":"Alba","day":"day 9","name":"Harbor","time":"20:00"}
    [0] /groups/1/meetings 6:5 {"city":"Born","name":"Pier"}
    [0] /groups/2/meetings 7:5 {"name":"Dock"}
    "#);
}

#[test]
fn the_key_of_an_object_is_a_value() {
    let body = r#"{"sunday": [{"n": "A"}], "monday": [{"n": "B"}, {"n": "C"}]}"#;
    let recipe = "records = [{ path = '*.*', fields = { name = 'n', day = '@key' } }]";
    assert_eq!(
        records(recipe, body),
        [
            json!({"day": "sunday", "name": "A"}),
            json!({"day": "monday", "name": "B"}),
            json!({"day": "monday", "name": "C"})
        ]
    );
}

#[test]
fn values_are_found_by_their_shape() {
    let body = r#"cb({"stores": [{"name": "A", "data": {"x9f": "WSO ID 17", "k2c": "Monday 7:30 pm", "q": "Tuesday noon"}}]});"#;
    let recipe = r"
        [[records]]
        path = 'stores.*'
        [records.fields]
        name = 'name'
        id = { path = 'data.**', then = [{ capture = '^WSO ID (\d+)$' }] }
        schedule = { path = 'data.*', join = '; ', then = [{ keep = '^(Mon|Tues)day (\d|noon)' }] }
    ";
    assert_eq!(
        records(recipe, body),
        [json!({"id": "17", "name": "A", "schedule": "Monday 7:30 pm; Tuesday noon"})]
    );
}

#[test]
fn markup_and_json_inside_of_texts_are_read() {
    let body = r#"{"html": "<p class='m' data-x='{&quot;d&quot;:[3]}'>Anchor</p><p class='m'>Keel</p>",
        "state": "{\"list\": [{\"n\": \"Bow\", \"about\": \"<b>Room</b> 2<br>rear\"}]}"}"#;
    let in_markup = r#"
        [[records]]
        html_in = "html"
        select = "p.m"
        [records.fields]
        name = { select = "" }
        day = { attr = "data-x", then = [{ json = "d.0" }] }
        location = { path = "nothing" }
    "#;
    assert_eq!(
        records(in_markup, body),
        [json!({"day": 3, "name": "Anchor"}), json!({"name": "Keel"})],
        "a number stays one"
    );
    let in_json = r#"
        [[records]]
        path = "state.@json.list.*"
        [records.fields]
        name = "n"
        location = { path = "about", then = [{ html = { select = "b" } }] }
        notes = { path = "about", then = ["strip_html"] }
    "#;
    let expected = json!({"location": "Room", "name": "Bow", "notes": "Room 2\nrear"});
    assert_eq!(records(in_json, body), [expected]);
}

#[test]
fn the_first_place_that_has_something_wins_and_lists_take_all() {
    let body =
        r#"[{"a": "", "b": "B", "t": ["x", "y"], "z": true, "geo": {"lat": 1.5}}, {"a": "A", "z": false}]"#;
    let recipe = r#"
        [[records]]
        path = "*"
        [records.fields]
        name = ["a", "b"]
        types = { of = ["t", { path = "z", then = [{ map = { true = "Z", "*" = "" } }] }] }
        latitude = "geo.lat"
        attendance_option = { value = "online" }
    "#;
    assert_eq!(
        records(recipe, body),
        [
            json!({"attendance_option": "online", "latitude": 1.5, "name": "B", "types": ["x", "y", "Z"]}),
            json!({"attendance_option": "online", "name": "A"})
        ]
    );
}

#[test]
fn what_is_left_out_is_told_unless_it_is_no_record() {
    let body = r#"[{"n": "A", "s": "Gone"}, {"n": "B"}, {"s": "head"}]"#;
    let recipe = recipe(
        r#"
        [[records]]
        path = "*"
        skip = [{ field = "s", is = ["gone"] }, { field = "n", missing = true, silent = true }]
        fields = { name = "n" }
        "#,
    );
    let rows = read(&recipe, &[part(Role::Feed, "", body)]).unwrap();
    assert_eq!((rows.records(), rows.iter().count()), (2, 1));
    assert_eq!(rows.notices.count(Code::UnpublishedRecord), 1);
}

#[test]
fn an_empty_list_is_a_list_and_a_missing_one_is_not() {
    let recipe = recipe("records = [{ path = 'list.*', fields = { name = 'n' } }]");
    let read = |body| read(&recipe, &[part(Role::Feed, "", body)]).map(|rows| rows.records());
    assert_eq!(read(r#"{"list": []}"#).unwrap(), 0);
    assert_eq!(read(r#"{"lists": []}"#).unwrap_err().code, Code::SchemaBreak);
    assert_eq!(read(r#"{"list": [{"n": 1}"#).unwrap_err().code, Code::MalformedJson);
    assert_eq!(read("<html><title>Sign in</title></html>").unwrap_err().code, Code::UnexpectedHtml);
    let deep = format!("{{\"list\":{}{}}}", "[".repeat(5_000), "]".repeat(5_000));
    assert_eq!(read(&deep).unwrap_err().code, Code::NestingLimit);
}

#[test]
fn days_and_times_of_one_record_count_as_one_and_rules_keep_the_order() {
    let body = r#"[{"n": "A", "when": [{"d": 1}, {"d": 3}]}, {"n": "B"}, {"n": "C", "k": 2, "when": []}, {"n": "D", "k": 1}]"#;
    let recipe = recipe(
        r#"
        [[records]]
        path = "*"
        slots = "when.*"
        skip = [{ field = "^.k", is = ["2"], silent = true }, { field = "^.k", is = ["1"] }]
        fields = { name = "^.n", day = "d" }
        [[records]]
        path = "*"
        skip = [{ field = { path = "k", then = [{ drop = "^2$" }] }, matches = ".", silent = true }, { field = "k", missing = true, silent = true }]
        fields = { name = "n", notes = { value = "second rule" } }
        "#,
    );
    let rows = read(&recipe, &[part(Role::Feed, "", body)]).unwrap();
    insta::assert_snapshot!(outline(&rows), @r#"
    [0] /0/when/0 1:2 {"day":1,"name":"A"}
    [0] /0/when/1 1:2 {"day":3,"name":"A"}
    [0] /1 1:44 {"name":"B"}
    [0] /2 1:56 {"name":"C","notes":"second rule"}
    unpublished_record /3 1:88 1
    "#);
    assert_eq!(rows.records(), 4);
    assert_eq!(rows.iter().map(|row| row.record).collect::<Vec<_>>(), [0, 0, 1, 2]);
}
