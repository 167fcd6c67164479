//! One listing: its shape, and ids that lead elsewhere.

use crate::world::{World, apply, meeting, meetings, now};
use everyroom_feeds::id::SourceId;
use http::Request;
use serde_json::json;

async fn id_of(world: &World, words: &str) -> String {
    let json = world.search(&format!("q={words}")).await.json();
    json["meetings"][0]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_listing_has_its_next_occurrences_and_origins() {
    let world = World::invented();
    let id = id_of(&world, "early").await;
    let json = world.get(&format!("/v1/meetings/{id}")).await.json();
    assert_eq!(json["name"], "Early Door");
    assert_eq!(json["status"], "on_now");
    let occurrences = json["occurrences"].as_array().unwrap();
    assert_eq!(occurrences.len(), 7);
    assert_eq!(
        occurrences[0],
        json!({"start": "2026-11-22T18:00:00-08:00", "end": "2026-11-22T19:30:00-08:00"})
    );
    assert_eq!(occurrences[1]["start"], "2026-11-29T18:00:00-08:00");
    assert_eq!(json["origins"][0]["state"], "ok");
    assert_eq!(json["attribution"][0]["licence"], "CC0-1.0");
}

#[tokio::test]
async fn a_listing_names_others_that_would_also_do() {
    let world = World::invented();
    let id = id_of(&world, "early").await;
    let json = world.get(&format!("/v1/meetings/{id}")).await.json();
    let others = json["alternatives"].as_array().unwrap();
    assert!((1..=2).contains(&others.len()), "{others:?}");
    for other in others {
        assert_ne!(other["id"], json["id"]);
        assert_eq!(other["for"], json["for"], "for the same people");
        assert!(!other["next"]["start"].is_null() && other["status"] != "paused");
    }
}

#[tokio::test]
async fn other_forms_and_fields_work_for_one_listing() {
    let world = World::invented();
    let id = id_of(&world, "clean").await;
    let geojson = world.get(&format!("/v1/meetings/{id}.geojson")).await.json();
    assert_eq!(geojson["geometry"]["coordinates"], json!([-121.8841, 37.3512]));
    let picked = world.get(&format!("/v1/meetings/{id}.json?fields=name")).await.json();
    assert_eq!((&picked["name"], picked.as_object().unwrap().len()), (&json!("Clean Start"), 2));
    assert_eq!(picked["attribution"].as_array().unwrap().len(), 1, "who is shown is credited, nobody else");
    assert!(world.get(&format!("/v1/meetings/{id}.csv")).await.text().starts_with("id,name,"));
    assert_eq!(world.get(&format!("/v1/meetings/{id}.ndjson")).await.text().lines().count(), 1);
    assert_eq!(world.get(&format!("/v1/meetings/{id}.ical")).await.problem(), "not-found");
    assert_eq!(world.get(&format!("/v1/meetings/{id}?limit=3")).await.problem(), "unknown-parameter");
}

#[tokio::test]
async fn a_listing_that_is_had_is_not_sent_again() {
    let world = World::invented();
    let path = format!("/v1/meetings/{}", id_of(&world, "clean").await);
    let etag = world.get(&path).await.header("etag").to_owned();
    let again = world.send(Request::get(&path).header("if-none-match", &etag)).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
}

#[tokio::test]
async fn ids_that_never_were_are_not_found() {
    let world = World::invented();
    for id in ["m000000000000", "x", "%00", "..%2f..%2fetc", "m%F0%9F%98%80", "%ff", "mabc.json"] {
        let answer = world.get(&format!("/v1/meetings/{id}")).await;
        assert!([400, 404].contains(&answer.status.as_u16()), "{id}");
        answer.problem();
    }
}

#[tokio::test]
async fn a_meeting_that_left_its_list_is_not_found_and_says_so() {
    let world = World::invented();
    let id = id_of(&world, "clean").await;
    let left = meetings().into_iter().filter(|m| m.source.as_str() == "na-example" && m.key != "1").collect();
    apply(&world.catalogue, &SourceId::parse("na-example").unwrap(), left);
    world.catalogue.publish(now(), false).unwrap();
    let answer = world.get(&format!("/v1/meetings/{id}")).await;
    assert_eq!(answer.problem(), "not-found");
    assert!(answer.json()["detail"].as_str().unwrap().contains("no source lists"));
    let page = world.get(&format!("/m/{id}")).await;
    assert_eq!(page.status, 404);
    assert!(page.header("content-type").starts_with("text/html"));
}

#[tokio::test]
async fn a_merged_id_leads_to_the_one_it_went_into() {
    use everyroom_feeds::meeting::{Lineage, Meeting};
    let na = everyroom_feeds::fellowship::Fellowship::parse("na").unwrap();
    let copy = Meeting { fellowship: na, ..meeting("smart-example", "9", "Clean Start, copied") };
    let mut all = meetings();
    all.push(copy.clone());
    let world = World::of(all);
    let (id, other) = (id_of(&world, "bring").await, id_of(&world, "copied").await);
    let lineage = Some(Lineage { origin: "NA Example Region".to_owned(), key: Some("1".to_owned()) });
    let smart = SourceId::parse("smart-example").unwrap();
    apply(&world.catalogue, &smart, vec![Meeting { lineage, ..copy }]);
    world.catalogue.publish(now(), false).unwrap();
    for (path, to) in [
        (format!("/v1/meetings/{other}"), format!("/v1/meetings/{id}")),
        (
            format!("/v1/meetings/{other}.geojson?fields=name"),
            format!("/v1/meetings/{id}.geojson?fields=name"),
        ),
        (format!("/m/{other}"), format!("/m/{id}")),
    ] {
        let answer = world.get(&path).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (301, to.as_str()), "{path}");
    }
    let json = world.get(&format!("/v1/meetings/{id}")).await.json();
    assert_eq!(json["origins"].as_array().unwrap().len(), 2);
    assert_eq!(json["attribution"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn what_is_paused_has_a_rule_and_no_next_time() {
    let world = World::invented();
    let json = world.search("inactive=include&q=sleeping").await.json()["meetings"][0].clone();
    assert_eq!((&json["status"], &json["next"]), (&"paused".into(), &serde_json::Value::Null));
    assert_eq!(json["schedule"]["start"], "19:00");
    let whole = world.get(&format!("/v1/meetings/{}", json["id"].as_str().unwrap())).await.json();
    assert_eq!(whole["occurrences"], json!([]));
    let html = world.get(json["links"]["html"].as_str().unwrap()).await.text();
    assert!(html.contains("Not meeting at the moment") && !html.contains("Next:"), "{html}");
    let results = world.get("/?inactive=include&q=sleeping").await.text();
    assert!(results.contains("Not meeting at the moment") && !results.contains("<time"));
}

#[tokio::test]
async fn an_end_that_is_not_stated_is_marked() {
    let world = World::invented();
    let json = world.search("q=window").await.json()["meetings"][0].clone();
    assert_eq!(
        (&json["schedule"]["end"], &json["schedule"]["end_inferred"]),
        (&"20:30".into(), &true.into())
    );
    assert_eq!(json["inferred"], json!(["schedule.end"]));
    let html = world.get(json["links"]["html"].as_str().unwrap()).await.text();
    assert!(
        html.contains("Every Tuesday, 7:30 pm, Los Angeles time")
            && html.contains("The end: an hour after the start")
    );
}

#[tokio::test]
async fn a_meeting_of_some_weeks_tells_its_rule_and_its_exceptions() {
    use crate::world::{meeting, weekly};
    use everyroom_feeds::schedule::{Repeat, Weekday, Weeks};
    let mut some_weeks = meeting("na-example", "second", "Second and Fourth");
    some_weeks.schedule = weekly(Weekday::Wed, 19, 0, Some(60), "Europe/London");
    some_weeks.schedule.repeat = Some(Box::new(Repeat {
        weeks: Weeks::of_month([2, 4]).unwrap(),
        except: vec![jiff::civil::date(2026, 11, 25)],
        ..Repeat::default()
    }));
    let world = World::of(vec![some_weeks]);
    // now is Sunday the 22nd of November 2026; the fourth Wednesday, the 25th, is cancelled
    let found = &world.search("").await.json()["meetings"][0];
    assert_eq!(found["schedule"]["rule"], "FREQ=MONTHLY;BYDAY=2WE,4WE");
    assert_eq!(
        found["exceptions"],
        serde_json::json!([{"date": "2026-11-25", "start": null, "status": "cancelled"}])
    );
    assert_eq!(found["next"]["start"], "2026-12-09T19:00:00+00:00");
    assert_eq!(world.search("when=week").await.json()["total"], 0);
    let page = world.get(&format!("/m/{}", found["id"].as_str().unwrap())).await.text();
    assert!(
        page.contains("2nd and 4th Wednesday of the month") && page.contains("Not on Wednesday 25 November"),
        "{page}"
    );
}
