//! The forms of an answer, by suffix and by `Accept`.

use crate::world::{World, meeting, meetings};
use everyroom_feeds::meeting::Meeting;
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
    let picked = world.get("/v1/meetings.geojson?q=clean&fields=name").await.json();
    assert_eq!(picked["features"][0]["properties"], json!({"name": "Clean Start"}));
    assert!(picked["features"][0]["geometry"].is_object());
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
        let is_formula = text.trim_start_matches('\'').starts_with(['=', '+', '-', '@']);
        let want = if is_formula { format!("'{text}") } else { text.to_owned() };
        assert!(names.contains(&want), "{want:?} of {names:?}");
    }
    let headers = reader.headers().unwrap().clone();
    assert_eq!(&headers[0], "name");
    let lon = headers.iter().position(|name| name == "venue.lon").unwrap();
    let mut again = csv::Reader::from_reader(body.as_bytes());
    assert_eq!(&again.records().next().unwrap().unwrap()[lon], "-121.8841", "a number stays one");
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
