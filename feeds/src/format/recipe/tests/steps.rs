//! Each step with the values it is for, and with those it can do nothing with.

use super::records;
use serde_json::{Value, json};

/// What becomes of the values, as the `types` of a record.
fn done(steps: &str, values: &Value) -> Vec<Value> {
    let recipe = format!("records = [{{ fields = {{ types = {{ path = 'v', then = [{steps}] }} }} }}]");
    let body = json!({"v": values, "zone": "US/Eastern"}).to_string();
    let record = records(&recipe, &body).remove(0);
    record.get("types").and_then(Value::as_array).cloned().unwrap_or_default()
}

#[test]
fn steps_do_what_they_say() {
    for (steps, value, expected) in [
        ("'lower'", json!("ABÉ"), json!(["abé"])),
        ("'title_case'", json!("o'neil's PLACE, 5th"), json!(["O'neil's Place, 5th"])),
        ("'strip_html'", json!("a<br>b &amp; c"), json!(["a\nb & c"])),
        ("'absolute'", json!("../7/"), json!(["https://list.example/7/"])),
        ("'day_of'", json!("2026-08-29T19:00:00"), json!(["Saturday"])),
        ("'day_of'", json!("20250803T090000"), json!(["Sunday"])),
        ("'day_of'", json!("soon"), json!(["soon"])),
        ("'time_of'", json!("1970-01-01T20:00:00.000Z"), json!(["20:00"])),
        ("'time_of'", json!("7:30 pm"), json!(["19:30"])),
        ("'time_of'", json!("2026-08-29"), json!(["2026-08-29"])),
        ("'seconds_of_day'", json!(68_400), json!(["19:00"])),
        ("'minutes_of_day'", json!(1140), json!(["19:00"])),
        ("'minutes_of_day'", json!(1500), json!(["1500"])),
        ("{ split = ';' }", json!("a; b"), json!(["a", "b"])),
        ("{ join = '-' }", json!(["a", 2, null]), json!(["a-2"])),
        ("{ prefix = 'wso-' }", json!(7), json!(["wso-7"])),
        ("{ capture = '(\\d+)(x)?' }", json!("no 12"), json!(["12"])),
        ("{ capture = '\\d' }", json!("none"), json!([])),
        ("{ matches = '[A-Z]' }", json!("aBcD"), json!(["B", "D"])),
        ("{ keep = '^a' }", json!(["ab", "ba"]), json!(["ab"])),
        ("{ drop = '^a' }", json!(["ab", "ba"]), json!(["ba"])),
        ("{ replace = { find = '(\\w)\\.', with = '$1' } }", json!("a.m."), json!(["am"])),
        ("{ pick = 2 }", json!(["a", "b", "c"]), json!(["b"])),
        ("{ pick = -1 }", json!(["a", "b", "c"]), json!(["c"])),
        ("{ pick = 4 }", json!(["a"]), json!([])),
        ("{ map = { Yes = 'Y', no = '' } }", json!(["yes", "NO", "maybe"]), json!(["Y", "maybe"])),
        ("{ map = { a = 'b', '*' = 'z' } }", json!(["a", "c"]), json!(["b", "z"])),
        ("{ day_base = 'sunday_0' }", json!([0, 6, 7]), json!(["Sunday", "Saturday", "day 7"])),
        ("{ day_base = 'sunday_1' }", json!(["1", 7]), json!(["Sunday", "Saturday"])),
        ("{ day_base = 'monday_0' }", json!([0, 6]), json!(["Monday", "Sunday"])),
        ("{ day_base = 'monday_1' }", json!([1, 7, "Mon"]), json!(["Monday", "Sunday", "Mon"])),
        ("{ seconds_of_week = 'sunday_0' }, 'day_of'", json!(86_400), json!(["Monday"])),
        ("{ seconds_of_week = 'monday_0' }, 'time_of'", json!(70_200), json!(["19:30"])),
        ("{ datetime = '%m/%d/%Y %I:%M %p' }", json!("08/29/2026 07:05 PM"), json!(["2026-08-29T19:05:00"])),
        ("{ divide = 60.0 }", json!(5400), json!(["90"])),
        (
            "{ local = { zone = 'America/New_York' } }",
            json!("1970-01-02T00:30:00.000Z"),
            json!(["1970-01-01T19:30:00"]),
        ),
        ("{ local = { from = 'zone' } }", json!("2026-08-29T00:00:00+00:00"), json!(["2026-08-28T20:00:00"])),
        ("{ local = { zone = 'Europe/Berlin' } }", json!(1_786_000_000), json!(["2026-08-06T09:06:40"])),
        (
            "{ local = { zone = 'Europe/Berlin' } }",
            json!(1_786_000_000_000_i64),
            json!(["2026-08-06T09:06:40"]),
        ),
        ("{ json = 'a.*.b' }", json!("x = {\"a\": [{\"b\": 1}, {\"b\": 2}]};"), json!(["1", "2"])),
        ("{ html = { select = 'a', attr = 'href' } }", json!("<p>x <a href='/7'>y</a>"), json!(["/7"])),
    ] {
        assert_eq!(Value::Array(done(steps, &value)), expected, "{steps} of {value}");
    }
}
