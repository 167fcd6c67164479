//! One night and the next: crawl, publish, answer; then nothing has changed.

use crate::http::{Reply, Site};
use crate::world::{World, list, record};
use serde_json::{Value, json};

const SUNDAY: &str = "2026-11-22T20:00:00Z";

fn bmlt_site() -> Site {
    Site::new(|asked| {
        let meeting = |id: &str, day: &str, name: &str| {
            json!({
                "id_bigint": id, "worldid_mixed": "G00000001", "service_body_bigint": "5", "weekday_tinyint": day,
                "venue_type": "1", "start_time": "19:30:00", "duration_time": "01:30:00", "time_zone": "",
                "formats": "O,W", "format_shared_id_list": "17,20", "lang_enum": "en",
                "longitude": "-1.5491", "latitude": "53.8008", "published": "1", "meeting_name": name,
                "location_text": "Aire Rooms", "location_street": "4 Weir Lane", "location_municipality": "Leeds",
                "location_province": "", "location_postal_code_1": "LS1 1AA", "location_nation": "UK",
                "comments": "", "contact_name_1": "Invented Person", "contact_phone_1": "555-0100",
            })
        };
        let format = |id: &str, key: &str, name: &str, world: &str| json!({ "id": id, "key_string": key, "name_string": name, "lang": "en", "world_id": world });
        let target = asked.target.replace("//", "/");
        let body = match target.split("switcher=").nth(1) {
            Some("GetServerInfo") => json!([{ "version": "4.2.7", "google_api_key": "secret" }]),
            Some("GetServiceBodies") => {
                json!([{ "id": "5", "parent_id": "0", "name": "Aire Area", "type": "AS", "url": "", "helpline": "" }])
            }
            Some("GetFormats") => {
                json!([format("17", "O", "Open", "OPEN"), format("20", "W", "Women", "W")])
            }
            Some("GetSearchResults") => {
                json!([meeting("101", "3", "Sisters of the Aire"), meeting("102", "1", "Weir")])
            }
            _ => return Reply::status(404),
        };
        Reply::json(body.to_string())
    })
}

fn two_lists() -> (World, Site, Site) {
    let mut world = World::new().at(SUNDAY);
    let tsml = Site::feed(list("Cedar", 120));
    let bmlt = bmlt_site();
    world.source("aa-cedar", &tsml, "/feed.json", "fellowship = 'aa'\nformat = 'tsml'");
    let more = "fellowship = 'na'\nformat = 'bmlt'\ntimezone = 'Europe/London'";
    world.source("na-aire", &bmlt, "/main_server/", more);
    (world, tsml, bmlt)
}

#[test]
fn a_night_from_feeds_to_answers() {
    let (world, tsml, bmlt) = two_lists();
    let summary = world.crawl(0);
    assert_eq!(summary["sources"]["ok"], 2);
    assert_eq!((&summary["meetings"], &summary["listings"]), (&json!(122), &json!(122)));
    assert_eq!(summary["changes"], json!({ "added": 122, "updated": 0, "gone": 0 }));
    assert_eq!((tsml.asked(), bmlt.asked()), (1, 4));

    let server = world.serve();
    assert_eq!(server.get("/readyz").status, 200);
    assert_eq!(server.total(""), 122);
    assert_eq!(server.total("&fellowship=na"), 2);
    assert_eq!(server.total("&q=sisters"), 1);
    let women =
        server.json("/v1/meetings?fellowship=na&audience=women&weekday=tue&near=53.8,-1.55&radius_km=5");
    let sisters = &women["meetings"][0];
    assert_eq!(sisters["name"], "Sisters of the Aire");
    assert_eq!(sisters["schedule"]["start"], "19:30");
    assert_eq!(sisters["schedule"]["timezone"], "Europe/London");
    assert_eq!(sisters["next"]["start"], "2026-11-24T19:30:00+00:00");
    assert_eq!(sisters["entity"], "Aire Area");
    assert_eq!(sisters["venue"]["country"], "GB");
    assert_eq!(sisters["origins"][0]["key"], "101");
    let whole = server.get(&format!("/v1/meetings/{}", sisters["id"].as_str().unwrap()));
    assert_eq!(whole.status, 200);
    assert!(!whole.body.contains("Invented Person") && !whole.body.contains("555-0100"));

    let same = world.run(&["search", "sisters", "--json"]).json();
    assert_eq!(same["meetings"], server.json("/v1/meetings?q=sisters")["meetings"]);
}

#[test]
fn the_second_crawl_of_unchanged_feeds_changes_nothing() {
    let (world, tsml, _) = two_lists();
    let first = world.crawl(0);
    let second = world.crawl(0);
    assert_eq!(second["sources"]["unchanged"], 2, "one by 304, one by its hash");
    assert_eq!(second["changes"], json!({ "added": 0, "updated": 0, "gone": 0 }));
    assert_eq!(second["generation"], first["generation"]);
    assert_eq!(tsml.asked(), 2);
    let history = world.run(&["sources", "history", "aa-cedar", "--json"]).json();
    let statuses: Vec<&Value> = history.as_array().unwrap().iter().map(|row| &row["status"]).collect();
    assert_eq!(statuses, [&json!(304), &json!(200)]);
}

#[test]
fn only_what_changed_is_a_change() {
    let (world, tsml, _) = two_lists();
    world.crawl(0);
    let mut records: Vec<Value> = (0..120).map(|n| record("Cedar", n)).collect();
    records[3]["time"] = json!("05:05");
    records.remove(7);
    records.push(record("Cedar", 500));
    records.reverse();
    records.iter_mut().for_each(|record| record["updated"] = json!("2026-11-21 00:00:00"));
    tsml.publish(serde_json::to_string(&records).unwrap());
    assert_eq!(world.crawl(0)["changes"], json!({ "added": 1, "updated": 1, "gone": 1 }));
}

#[test]
fn a_server_takes_up_a_new_generation_without_a_restart() {
    let (world, tsml, _) = two_lists();
    let server = world.serve();
    assert_eq!(server.get("/readyz").status, 503, "nothing was crawled yet");
    assert!(server.get("/").body.contains("everyroom crawl"), "the empty page says how to begin");
    world.crawl(0);
    server.until(|| server.get("/readyz").status == 200);
    assert_eq!(server.total(""), 122);
    tsml.publish(list("Cedar", 121));
    world.crawl(0);
    server.until(|| server.total("") == 123);
    let (code, _) = server.stop();
    assert_eq!(code, Some(0), "a signal ends it in good order");
}

#[test]
fn another_definition_of_a_source_is_another_reading_of_the_same_bytes() {
    let (mut world, tsml, _) = two_lists();
    world.crawl(0);
    world.redefine("fellowship = 'aa'", "fellowship = 'ca'");
    let summary = world.crawl(0);
    assert_eq!(summary["changes"]["updated"], 120, "{summary}");
    assert_eq!(tsml.asked(), 2);
    assert_eq!(world.serve().total("&fellowship=ca"), 120);
    assert_eq!(world.crawl(0)["changes"]["updated"], 0);
}

#[test]
fn an_etag_of_an_answer_saves_the_next_one() {
    let (world, _, _) = two_lists();
    world.crawl(0);
    let server = world.serve();
    let first = server.get("/v1/meetings?fellowship=na");
    let tag = &first.headers["etag"];
    let again = crate::http::get_with(server.addr, "/v1/meetings?fellowship=na", &[("If-None-Match", tag)]);
    assert_eq!((again.status, again.body.as_str()), (304, ""));
}

#[test]
fn a_rebuild_needs_no_network() {
    let (world, tsml, bmlt) = two_lists();
    let first = world.crawl(0);
    std::fs::remove_dir_all(world.data().join("generations")).unwrap();
    let before = (tsml.asked(), bmlt.asked());
    let ran = world.run(&["crawl", "--rebuild", "--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.json()["listings"], first["listings"]);
    assert_eq!(ran.json()["changes"], json!({ "added": 0, "updated": 0, "gone": 0 }));
    assert_eq!((tsml.asked(), bmlt.asked()), before);
}

#[test]
fn a_server_crawls_by_itself_what_was_never_crawled_and_stops_in_the_middle() {
    let mut world = World::new();
    let site = Site::feed(list("Itself", 30));
    world.source("itself", &site, "/feed.json", "fellowship = 'aa'");
    let server = world.start_server(&[]).unwrap();
    server.until(|| server.get("/readyz").status == 200);
    assert_eq!(server.total(""), 30);
    assert_eq!(server.stop().0, Some(0));

    let mut other = World::new();
    let slow = Site::new(|_| {
        std::thread::sleep(std::time::Duration::from_secs(60));
        Reply::status(500)
    });
    other.source("slow", &slow, "/feed.json", "fellowship = 'aa'");
    let server = other.start_server(&[]).unwrap();
    server.until(|| slow.asked() > 0);
    // the site would keep it for a minute, for which nobody waits here: the fetch is abandoned
    assert_eq!(server.stop().0, Some(0));
    assert_eq!(other.state("slow"), "never", "an abandoned attempt is no failure");
}
