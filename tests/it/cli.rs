//! The command line: answers that scripts rely on, exit codes, and messages that say what to do.

use crate::http::Site;
use crate::world::{World, list, path_text};
use serde_json::{Value, json};

const FEED: &str = r#"[
  {"name": "Early Birds", "slug": "early", "day": 1, "time": "07:00", "end_time": "08:00",
   "formatted_address": "1 Cedar St, San Jose, CA 95112, USA", "latitude": 37.33, "longitude": -121.88},
  {"name": "Late Owls", "slug": "late", "day": "Monday", "time": "7:30 PM",
   "formatted_address": "2 Cedar St, San Jose, CA 95112, USA", "latitude": 37.34, "longitude": -121.89,
   "types": ["C", "ZZZ"]},
  {"name": "Someday", "slug": "someday", "day": 9, "time": "25:61",
   "formatted_address": "3 Cedar St, San Jose, CA 95112, USA", "latitude": 0, "longitude": 0},
  {"name": "Resting", "slug": "resting", "day": 2, "time": "12:00", "attendance_option": "inactive",
   "formatted_address": "4 Cedar St, San Jose, CA 95112, USA", "latitude": 37.35, "longitude": -121.9}
]"#;

fn notice<'a>(report: &'a Value, code: &str) -> &'a Value {
    let notices = report["notices"].as_array().unwrap();
    notices
        .iter()
        .find(|notice| notice["code"] == code)
        .unwrap_or_else(|| panic!("no {code} in {notices:#?}"))
}

#[test]
fn check_tells_what_is_read_and_what_is_wrong_and_where() {
    let world = World::new().at("2026-11-22T20:00:00Z");
    let path = world.dir.path().join("feed.json");
    std::fs::write(&path, FEED).unwrap();
    let ran = world.run(&["check", path_text(&path), "--fellowship", "aa", "--json"]);
    assert_eq!(ran.code, 1, "there are errors: {ran:?}");
    let report = ran.json();
    assert_eq!(report["format"], "tsml");
    assert_eq!(
        (&report["records"], &report["meetings"], &report["hidden"]),
        (&json!(4), &json!(3), &json!(1))
    );
    let time = notice(&report, "time_invalid");
    assert_eq!((&time["severity"], &time["effect"]), (&json!("error"), &json!("field_dropped")));
    assert_eq!(time["samples"][0]["pointer"], "/2/time");
    assert_eq!(time["samples"][0]["line"], 7);
    assert_eq!(time["samples"][0]["value"], "25:61");
    assert!(time["how_to_fix"].as_str().unwrap().len() > 5);
    assert_eq!(notice(&report, "time_format")["samples"][0]["corrected"], "19:30");
    assert_eq!(notice(&report, "type_unknown")["count_total"], 1);
    notice(&report, "coordinates_null_island");
    let text = world.run(&["check", path_text(&path)]);
    assert!(text.out.contains("4 records") && text.out.contains("line 7:"), "{}", text.out);
    let lines = world.run(&["check", path_text(&path), "--meetings"]).out;
    assert_eq!(lines.lines().count(), 4);
    let first: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!(first["schedule"]["weekday"], "mon");
}

#[test]
fn check_reads_addresses_through_the_guard() {
    let site = Site::feed(list("Checked", 3));
    let mut world = World::new();
    let url = format!("http://{}/feed.json", site.addr);
    let refused = world.run(&["check", &url]);
    assert_eq!(refused.code, 3, "no contact, and loopback was not opened: {refused:?}");
    world.source("checked", &site, "/feed.json", "fellowship = 'aa'");
    let ran = world.run(&["check", &url, "--json"]);
    assert_eq!((ran.code, &ran.json()["meetings"]), (0, &json!(3)), "{ran:?}");
}

#[test]
fn exit_codes_say_what_kind_of_trouble_it_is() {
    let world = World::new();
    assert_eq!(world.run(&["nonsense"]).code, 2);
    assert_eq!(world.run(&["crawl", "--source", "nobody"]).code, 2);
    assert_eq!(world.run(&["check", "no-such-file"]).code, 1);
    std::fs::write(world.config(), "[server]\nport = 5\n").unwrap();
    let ran = world.run(&["config", "show"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("everyroom.toml:2:1: unknown field `port`"), "{ran:?}");
    std::fs::write(
        world.config(),
        "[[source]]\nid='a'\nname='A'\nurl='https://a.example/f'\nfellowship='na'\n",
    )
    .unwrap();
    let ran = world.run(&["crawl"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("contact"), "{ran:?}");
}

/// Regression: a contact that can't stand in a user agent was passed over in silence, and no feed could be checked.
#[test]
fn a_contact_that_is_none_is_told_by_the_server_too() {
    let world = World::new();
    std::fs::write(world.config(), "[crawl]\nuser_agent_contact = 'me (at home)'\n").unwrap();
    let log = world.try_serve(&[]).err().expect("it has to refuse");
    assert!(log.contains("exit Some(3)") && log.contains("is not a contact"), "{log}");
}

#[test]
fn search_takes_the_parameters_of_the_api_and_refuses_as_it_does() {
    let mut world = World::new().at("2026-11-22T20:00:00Z");
    let site = Site::feed(list("Found", 14));
    world.source("found", &site, "/feed.json", "fellowship = 'aa'");
    world.crawl(0);
    let ran = world.run(&["search", "found", "group", "--where", "weekday=mon", "--json"]);
    assert_eq!(ran.json()["total"], 2, "{ran:?}");
    assert!(world.run(&["search", "found"]).out.starts_with("14 meetings"));
    let ran = world.run(&["search", "--where", "weekday=funday"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("funday"), "{ran:?}");
}

#[test]
fn exports_hold_every_listing() {
    let mut world = World::new().at("2026-11-22T20:00:00Z");
    let site = Site::feed(list("Out", 9));
    world.source("out", &site, "/feed.json", "fellowship = 'aa'");
    world.crawl(0);
    assert_eq!(world.run(&["export"]).out.lines().count(), 9);
    assert_eq!(world.run(&["export", "--format", "csv"]).out.lines().count(), 10);
    let geojson = world.run(&["export", "--format", "geojson"]).json();
    assert_eq!(geojson["features"].as_array().unwrap().len(), 9);
    assert_eq!(geojson["features"][0]["geometry"]["coordinates"][0].as_f64().unwrap().floor(), -122.0);
}

#[test]
fn the_configuration_and_the_contract_can_be_printed() {
    let world = World::new();
    assert_eq!(world.run(&["config", "show", "--json"]).json()["server"]["listen"], "127.0.0.1:8080");
    let contract = world.run(&["openapi"]).json();
    assert!(contract["openapi"].as_str().unwrap().starts_with("3.1"));
    let ran = world.command(&["config", "show"]).env("EVERYROOM_NOW", "yesterday").output().unwrap();
    assert_eq!(ran.status.code(), Some(3));
}

#[test]
fn opting_out_takes_a_list_away_and_enabling_brings_it_back() {
    let mut world = World::new().at("2026-11-22T20:00:00Z");
    let site = Site::feed(list("Shy", 9));
    world.source("shy", &site, "/feed.json", "fellowship = 'aa'");
    world.crawl(0);
    assert_eq!(world.run(&["sources", "opt-out", "shy"]).code, 0);
    assert_eq!(world.state("shy"), "opted_out");
    assert_eq!(world.run(&["search", "--json"]).json()["total"], 0);
    let before = site.asked();
    assert_eq!(world.crawl(0)["listings"], 0);
    assert_eq!(site.asked(), before, "an opted-out source is not asked");
    assert_eq!(world.run(&["sources", "enable", "shy"]).code, 0);
    assert_eq!(world.crawl(0)["listings"], 9);
}

#[test]
fn what_stands_in_the_environment_of_others_stops_nothing() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let world = World::new();
    let odd = OsStr::from_bytes(b"caf\xe9");
    for args in [["config", "show"], ["sources", "lint"]] {
        let ran = world.command(&args).env("SOMETHING", odd).env(odd, "x").output().unwrap();
        assert_eq!(ran.status.code(), Some(0), "{args:?}: {ran:?}");
        let ours = world.command(&args).env("EVERYROOM__SERVER__PUBLIC_URL", odd).output().unwrap();
        assert_eq!(ours.status.code(), Some(3), "{args:?}");
        let said = String::from_utf8_lossy(&ours.stderr).into_owned();
        assert!(said.contains("EVERYROOM__SERVER__PUBLIC_URL: is not UTF-8"), "{said}");
    }
}
