//! The forms of an answer, by suffix and by `Accept`.

use crate::world::{World, meeting, meetings};
use everyroom_feeds::meeting::{Attendance, Meeting, TypeTag};
use http::Request;
use serde_json::{Value, json};

async fn accepting(world: &World, path: &str, accept: &str) -> crate::world::Answer {
    world.send(Request::get(path).header("accept", accept)).await
}

#[tokio::test]
async fn a_listing_looks_as_documented() {
    let world = World::invented();
    let json = world.search("q=clean&near=37.35,-121.89").await.json();
    insta::assert_json_snapshot!(json["meetings"][0]);
    insta::assert_json_snapshot!(json["attribution"]);
}

#[tokio::test]
async fn a_problem_looks_as_documented() {
    let world = World::invented();
    insta::assert_json_snapshot!(world.search("weekday=funday").await.json());
}

#[tokio::test]
async fn suffixes_and_accept_choose_the_form() {
    let world = World::invented();
    for (suffix, accept, content_type) in [
        ("", "*/*", "application/json"),
        ("", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json"),
        ("", "application/geo+json", "application/geo+json"),
        ("", "text/csv, application/json;q=0.5", "text/csv; charset=utf-8"),
        ("", "application/x-ndjson", "application/x-ndjson"),
        ("", "application/json;q=0, */*;q=0.1", "application/geo+json"),
        (".json", "text/csv", "application/json"),
        (".geojson", "*/*", "application/geo+json"),
        (".csv", "application/json", "text/csv; charset=utf-8"),
        (".ndjson", "*/*", "application/x-ndjson"),
        ("", "text/calendar", "text/calendar; charset=utf-8"),
        ("", "text/plain", "text/plain; charset=utf-8"),
        ("", "text/*", "text/csv; charset=utf-8"),
        (".ics", "application/json", "text/calendar; charset=utf-8"),
        (".txt", "*/*", "text/plain; charset=utf-8"),
    ] {
        let answer = accepting(&world, &format!("/v1/meetings{suffix}?limit=1"), accept).await;
        assert_eq!(answer.status, 200, "{suffix} {accept}");
        assert_eq!(answer.header("content-type"), content_type, "{suffix} {accept}");
    }
    assert_eq!(accepting(&world, "/v1/meetings", "image/png").await.problem(), "not-acceptable");
    assert_eq!(accepting(&world, "/v1/meetings", "image/png").await.status, 406);
    for suffix in ["ical", "text", "html", "exe", "ICS"] {
        assert_eq!(world.get(&format!("/v1/meetings.{suffix}")).await.problem(), "not-found", "{suffix}");
    }
}

#[tokio::test]
async fn geojson_has_longitude_first_and_nothing_for_what_has_no_place() {
    let world = World::invented();
    let json = world.get("/v1/meetings.geojson?q=clean").await.json();
    let feature = &json["features"][0];
    assert_eq!(feature["geometry"], json!({"type": "Point", "coordinates": [-121.8841, 37.3512]}));
    assert_eq!(feature["properties"]["name"], "Clean Start");
    let online = world.get("/v1/meetings.geojson?q=candle").await.json();
    assert_eq!(online["features"][0]["geometry"], Value::Null);
    let nothing = world.get("/v1/meetings.geojson?q=clean&weekday=sat").await.json();
    let instead = &nothing["instead"];
    assert_eq!(
        (&nothing["features"], &instead["type"]),
        (&json!([]), &json!("FeatureCollection")),
        "{nothing}"
    );
    assert_eq!(instead["features"][0]["properties"]["name"], "Clean Start");
    assert_eq!(instead["without"], json!(["weekday"]));
    let picked = world.get("/v1/meetings.geojson?q=clean&fields=name").await.json();
    assert_eq!(picked["features"][0]["properties"], json!({"name": "Clean Start"}));
    assert!(picked["features"][0]["geometry"].is_object());
}

/// Regression: what is only online had a pin at its publisher's town.
#[tokio::test]
async fn what_is_only_online_has_no_pin() {
    let attendance = Attendance { online: true, ..Attendance::default() };
    let world = World::of(vec![Meeting { attendance, ..meeting("na-example", "1", "Candle") }]);
    let json = world.get("/v1/meetings.geojson").await.json();
    assert!(json["features"][0]["properties"]["venue"]["lat"].is_number(), "{json}");
    assert_eq!(json["features"][0]["geometry"], Value::Null);
    let id = json["features"][0]["id"].as_str().unwrap();
    assert_eq!(world.get(&format!("/v1/meetings/{id}.geojson")).await.json()["geometry"], Value::Null);
}

#[tokio::test]
async fn ndjson_is_a_listing_a_line() {
    let world = World::invented();
    let text = world.get("/v1/meetings.ndjson").await.text();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 6);
    let json = world.get("/v1/meetings").await.json();
    assert_eq!(json["meetings"].as_array().unwrap(), &lines);
}

#[tokio::test]
async fn csv_neutralises_formulas_and_nothing_else() {
    let spoilt =
        |name: &str, key: &str| Meeting { notes: Some(name.to_owned()), ..meeting("na-example", key, name) };
    let texts = [
        "=HYPERLINK(\"https://evil.example\")",
        "+1",
        "-1",
        "@SUM(A1)",
        "\n=1",
        "\u{ff1d}1",
        "\u{ff20}SUM(A1)",
        "'=1",
        "plain, \"quoted\"\nline",
        "'tis",
    ];
    let all = texts.iter().enumerate().map(|(n, text)| spoilt(text, &n.to_string())).collect();
    let world = World::of(all);
    let body = world.get("/v1/meetings.csv?fields=name,venue,notes&sort=name").await.text();
    assert!(body.contains("\r\n"));
    let mut reader = csv::Reader::from_reader(body.as_bytes());
    let names: Vec<String> = reader.records().map(|record| record.unwrap()[0].to_owned()).collect();
    for text in texts {
        let is_formula =
            text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\n', '\u{ff1d}', '\u{ff20}']);
        let want = if is_formula { format!("'{text}") } else { text.to_owned() };
        assert!(names.contains(&want), "{want:?} of {names:?}");
    }
    let headers = reader.headers().unwrap().clone();
    assert_eq!(&headers[0], "name");
    let lon = headers.iter().position(|name| name == "venue.lon").unwrap();
    let mut again = csv::Reader::from_reader(body.as_bytes());
    assert_eq!(&again.records().next().unwrap().unwrap()[lon], "-121.8841", "a number stays one");
}

/// Regression: where one of several had no value, those behind it moved to its place.
#[tokio::test]
async fn columns_of_csv_are_read_side_by_side() {
    let own = |code: &str, label: &str| TypeTag {
        id: None,
        code: Some(code.to_owned()).filter(|code| !code.is_empty()),
        label: Some(label.to_owned()),
    };
    let types = vec![own("", "with | and \\"), own("ZZ", "plain")];
    let world = World::of(vec![Meeting { types, ..meeting("na-example", "1", "Clean Start") }]);
    let body = world.get("/v1/meetings.csv?fields=types,origins").await.text();
    let mut reader = csv::Reader::from_reader(body.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let row = reader.records().next().unwrap().unwrap();
    let cell = |name: &str| &row[headers.iter().position(|header| header == name).unwrap()];
    assert_eq!((cell("types.label"), cell("types.code")), (r"with \| and \\|plain", "|ZZ"));
    assert_eq!((cell("origins.source"), cell("origins.state")), ("na-example", "ok"));
}

#[tokio::test]
async fn csv_has_the_columns_of_a_listing_in_its_order() {
    let world = World::of(meetings());
    let body = world.get("/v1/meetings.csv?q=clean").await.text();
    let mut reader = csv::Reader::from_reader(body.as_bytes());
    let headers: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let tops = headers.iter().map(|name| name.split('.').next().unwrap().to_owned());
    let mut order: Vec<String> = tops.collect();
    order.dedup();
    let json = world.search("q=clean").await.json();
    let fields: Vec<String> = json["meetings"][0].as_object().unwrap().keys().cloned().collect();
    assert_eq!(order, fields);
    assert_eq!(fields, everyroom_api::shape::FIELDS);
    let record = reader.records().next().unwrap().unwrap();
    let cell = |name: &str| record[headers.iter().position(|header| header == name).unwrap()].to_owned();
    assert_eq!(cell("access"), "asl=no|step_free=yes");
    assert_eq!(cell("types"), "open|ZZ");
    assert_eq!(cell("schedule.start"), "19:00");
    assert_eq!(cell("distance_km"), "");
}
