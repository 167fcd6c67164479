//! Every search parameter: what it finds, and what is said of values that make no sense.

use crate::world::{SAN_JOSE, World, meetings};
use everyroom_feeds::meeting::Meeting;
use serde_json::json;

/// A query and the names that it finds, in any order.
async fn finds(world: &World, query: &str, names: &[&str]) {
    let mut found = world.search(query).await.names();
    let mut wanted: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    found.sort();
    wanted.sort();
    assert_eq!(found, wanted, "{query}");
}

const ACTIVE: [&str; 6] =
    ["Clean Start", "Candle Room", "Morning Light", "Open Window", "Letters All Day", "Early Door"];

#[tokio::test]
async fn each_filter_finds_its_own() {
    let world = World::invented();
    let table: &[(&str, &[&str])] = &[
        ("", &ACTIVE),
        ("q=&fellowship=", &ACTIVE),
        ("q=clean", &["Clean Start"]),
        ("fellowship=na", &["Clean Start", "Early Door"]),
        ("fellowship=NA", &["Clean Start", "Early Door"]),
        ("fellowship=na,smart", &["Clean Start", "Early Door", "Open Window"]),
        ("fellowship=na&fellowship=smart", &["Clean Start", "Early Door", "Open Window"]),
        ("fellowship=-na,-aa", &["Morning Light", "Open Window"]),
        ("philosophy=skills_based", &["Open Window"]),
        ("for=family", &["Morning Light"]),
        ("covers=opioids&fellowship=-smart", &["Clean Start", "Early Door"]),
        ("attendance=online", &["Candle Room", "Letters All Day"]),
        ("attendance=phone", &["Candle Room"]),
        ("weekday=tue", &["Open Window"]),
        ("weekday=2", &["Open Window"]),
        ("type=open", &["Clean Start"]),
        ("type=open,speaker", &["Clean Start", "Candle Room"]),
        ("type_all=closed,speaker", &["Candle Room"]),
        ("type_all=open,speaker", &[]),
        ("audience=women", &["Candle Room"]),
        ("access=step_free", &["Clean Start"]),
        ("access=asl", &[]),
        ("lang=pt", &["Morning Light"]),
        ("lang=PT-br", &["Morning Light"]),
        ("country=GB", &["Morning Light"]),
        ("country=united+kingdom", &["Morning Light"]),
        ("region=US-CA", &["Clean Start", "Open Window", "Early Door"]),
        ("region=california", &["Clean Start", "Open Window", "Early Door"]),
        ("country=US&region=CA", &["Clean Start", "Open Window", "Early Door"]),
        ("source=smart-example", &["Open Window"]),
        ("source=-na-example,-aa-example", &["Morning Light", "Open Window"]),
        ("entity=Example+Area,+North", &["Clean Start"]),
        ("updated_since=2026-11-23T00:00:00Z", &ACTIVE),
        ("updated_since=2026-11-24", &[]),
        ("bbox=-0.5,51,0.5,52", &["Morning Light"]),
        ("bbox=170,30,-121,38", &["Clean Start", "Open Window", "Early Door"]),
        ("near=37.3512,-121.8841&radius_km=2", &["Clean Start", "Early Door"]),
        ("near=37.3512,-121.8841&radius=6mi", &["Clean Start", "Early Door", "Open Window"]),
        ("near=37.3512,-121.8841&radius=500m", &["Clean Start", "Early Door"]),
        ("near=37.3512,+-121.8841&radius_km=0", &["Clean Start", "Early Door"]),
        ("fellowship=na&inactive=include", &["Clean Start", "Early Door", "Sleeping Dog"]),
    ];
    for (query, names) in table {
        finds(&world, query, names).await;
    }
}

#[tokio::test]
async fn time_words_mean_what_is_written() {
    // Sunday, 18:40 in San Jose; what is always on fits any time
    let world = World::invented();
    let tz = "tz=America/Los_Angeles";
    let table: &[(&str, &[&str])] = &[
        ("when=now", &["Early Door", "Letters All Day"]),
        ("when=today", &["Early Door", "Clean Start", "Candle Room", "Letters All Day"]),
        ("when=tonight", &["Early Door", "Clean Start", "Candle Room", "Morning Light", "Letters All Day"]),
        // eight in London is midnight in San Jose
        ("when=tomorrow", &["Morning Light", "Letters All Day"]),
        ("when=week", &ACTIVE),
        ("starts_within=20", &["Clean Start", "Candle Room", "Letters All Day"]),
        ("starts_within=19", &["Letters All Day"]),
        ("from=2026-11-24T00:00:00-08:00&to=2026-11-25T00:00:00-08:00", &["Open Window", "Letters All Day"]),
        ("after=19:00&before=20:00", &["Clean Start", "Candle Room", "Open Window"]),
        ("after=22:00&before=09:00", &["Morning Light"]),
        ("after=18:30&before=24:00", &["Clean Start", "Candle Room", "Open Window"]),
        // as a field for a time of day writes the end of the day
        ("after=18:30&before=00:00", &["Clean Start", "Candle Room", "Open Window"]),
    ];
    for (query, names) in table {
        finds(&world, &format!("{query}&{tz}"), names).await;
    }
}

#[tokio::test]
async fn the_window_and_the_zone_are_reported() {
    let world = World::invented();
    let window = |query: String| {
        let world = &world;
        async move { world.search(&query).await.json()["interpreted"]["window"].clone() }
    };
    assert_eq!(
        window(format!("when=tonight&near={SAN_JOSE}")).await,
        json!({"from": "2026-11-22T18:40:00-08:00", "to": "2026-11-23T04:00:00-08:00",
               "tz": "America/Los_Angeles", "tz_source": "near"})
    );
    // 02:40 in London: tonight is what is left of the night
    assert_eq!(
        window("when=tonight&tz=Europe/London".to_owned()).await,
        json!({"from": "2026-11-23T02:40:00+00:00", "to": "2026-11-23T04:00:00+00:00",
               "tz": "Europe/London", "tz_source": "parameter"})
    );
    // 11:40 in Tokyo: tonight begins at five
    assert_eq!(
        window("when=tonight&tz=Asia/Tokyo".to_owned()).await,
        json!({"from": "2026-11-23T17:00:00+09:00", "to": "2026-11-24T04:00:00+09:00",
               "tz": "Asia/Tokyo", "tz_source": "parameter"})
    );
    assert_eq!(
        window(String::new()).await,
        json!({"from": null, "to": null, "tz": "UTC", "tz_source": "server"})
    );
}

#[tokio::test]
async fn what_was_understood_is_told_as_a_client_would_send_it() {
    let world = World::invented();
    let query = format!(
        "q=clean&near={SAN_JOSE}&fellowship=NA,-aa&weekday=0&when=tonight&after=9:00&starts&inactive=include\
         &country=united+states&lang=EN"
    );
    let query = query.replace("&starts", "");
    let interpreted = world.search(&query).await.json()["interpreted"].clone();
    assert_eq!(
        interpreted["filters"],
        json!({"when": "tonight", "after": "09:00", "fellowship": ["na", "-aa"], "weekday": ["sun"],
               "inactive": "include", "country": ["US"], "lang": ["en"]})
    );
    assert_eq!(interpreted["text"], "clean");
    assert_eq!(interpreted["relaxed"], json!([{"without": ["q"], "online": false, "count": 3}]));
    assert_eq!(interpreted["place"]["lat"], 37.3512);
    let within = world.search("starts_within=45").await.json();
    assert_eq!(within["interpreted"]["filters"], json!({"starts_within": 45}));
}

#[tokio::test]
async fn a_radius_is_told_with_its_reason() {
    let world = World::invented();
    let asked = world.search(&format!("near={SAN_JOSE}&radius=10mi")).await.json();
    assert_eq!(asked["interpreted"]["radius_km"], 16.09);
    assert_eq!(asked["interpreted"]["radius_reason"], "asked");
    let first = &asked["meetings"][0];
    assert!(first["distance_km"].is_number() && first["bearing"].is_string(), "{first}");
    let grown = world.search(&format!("near={SAN_JOSE}")).await.json();
    assert_ne!(grown["interpreted"]["radius_reason"], "asked");
}

#[tokio::test]
async fn sorts_are_kept() {
    let world = World::invented();
    let by_name = world.search("sort=name").await.names();
    assert_eq!(by_name[0], "Candle Room");
    let soonest = world.search("sort=soonest&attendance=in_person").await.names();
    assert_eq!(soonest, ["Early Door", "Clean Start", "Morning Light", "Open Window"]);
    let nearest = world.search(&format!("sort=nearest&near={SAN_JOSE}&radius_km=50")).await.names();
    assert_eq!(nearest[2], "Open Window");
}

#[tokio::test]
async fn fields_and_facets_are_shaped() {
    let world = World::invented();
    let json = world.search("fields=name,id&limit=1").await.json();
    let meeting = json["meetings"][0].as_object().unwrap();
    assert_eq!(meeting.keys().collect::<Vec<_>>(), ["id", "name"]);
    assert_eq!(json["facets"], json!(null));
    let facets = world.search("facets=1&fellowship=na").await.json()["facets"].clone();
    assert_eq!(facets.as_object().unwrap().len(), 12);
    let aa = json!({"id": "aa", "label": "Alcoholics Anonymous", "count": 2});
    assert!(facets["fellowship"].as_array().unwrap().contains(&aa), "{facets}");
    let evening = json!(
        {"id": "evening", "label": "Evening, 17:00–21:00", "count": 2, "after": "17:00", "before": "21:00"});
    assert_eq!(facets["time_of_day"], json!([evening]));
    let one = world.search("facets=weekday").await.json()["facets"].clone();
    assert_eq!(one.as_object().unwrap().keys().collect::<Vec<_>>(), ["weekday"]);
}

#[tokio::test]
async fn counts_have_an_address_of_their_own() {
    let world = World::invented();
    let json = world.get("/v1/facets?country=US").await.json();
    assert_eq!(json["total"], 3);
    assert_eq!(json["facets"]["fellowship"][0]["id"], "na");
    assert!(json.get("meetings").is_none());
    let refused = world.get("/v1/facets?limit=3").await;
    assert_eq!(refused.problem(), "unknown-parameter");
}

#[tokio::test]
async fn values_that_make_no_sense_are_named() {
    let world = World::invented();
    let many_values = format!("weekday={}", "mon,".repeat(101));
    let long_words = format!("q={}", "a".repeat(401));
    let queries: Vec<(&str, &str)> = vec![
        ("weekday", "weekday=funday"),
        ("weekday", "weekday=7"),
        ("weekday", &many_values),
        ("q", &long_words),
        ("q", "q=a&q=b"),
        ("near", "near=Xyzzyville"),
        ("near", "near=91,0"),
        ("near", "near=0,181"),
        ("near", "near=NaN,0"),
        ("near", "near=1,2,3"),
        ("radius_km", "near=1,1&radius_km=-1"),
        ("radius_km", "near=1,1&radius_km=20041"),
        ("radius_km", "near=1,1&radius_km=NaN"),
        ("radius_km", "near=1,1&radius_km=1e9"),
        ("radius_km", "radius_km=5"),
        ("radius", "near=1,1&radius=10"),
        ("radius", "near=1,1&radius=10ly"),
        ("radius", "near=1,1&radius=10km&radius_km=10"),
        ("bbox", "bbox=1,2,3"),
        ("bbox", "bbox=1,50,2,40"),
        ("bbox", "bbox=-181,0,0,1"),
        ("country", "country=Atlantis"),
        ("region", "region=CA"),
        ("region", "region=nowhere+at+all"),
        ("when", "when=someday"),
        ("when", "when=now&starts_within=5"),
        ("starts_within", "starts_within=5&from=2026-11-23T00:00:00Z"),
        ("starts_within", "starts_within=0"),
        ("starts_within", "starts_within=1.5"),
        ("from", "from=yesterday"),
        ("from", "from=9999-01-01T00:00:00Z"),
        ("from", "from=9999-12-29T00:00:00Z"),
        ("to", "from=2026-11-23T00:00:00Z&to=2026-11-22T00:00:00Z"),
        ("after", "after=25:00"),
        ("after", "after=24:00"),
        ("before", "before=7pm"),
        ("tz", "tz=EST"),
        ("tz", "tz=America/Los_Angelos"),
        ("attendance", "attendance=hybrid"),
        ("inactive", "inactive=yes"),
        ("fellowship", "fellowship=naa"),
        ("philosophy", "philosophy=stoic"),
        ("for", "for=everyone"),
        ("covers", "covers=opioid"),
        ("type", "type=opn"),
        ("type", "type=women"),
        ("type_all", "type_all=-open"),
        ("audience", "audience=womn"),
        ("access", "access=wheelchair"),
        ("lang", "lang=english!"),
        ("source", "source=Not_An_Id"),
        ("updated_since", "updated_since=last+week"),
        ("sort", "sort=random"),
        ("sort", "sort=nearest"),
        ("limit", "limit=0"),
        ("limit", "limit=201"),
        ("limit", "limit=-1"),
        ("limit", "limit=ten"),
        ("fields", "fields=nam"),
        ("facets", "facets=fellowships"),
        ("ui_lang", "ui_lang=xx"),
    ];
    for (parameter, query) in queries {
        let answer = world.search(query).await;
        assert_eq!(answer.problem(), "invalid-parameter", "{query}");
        assert_eq!(answer.status, 400);
        assert_eq!(answer.json()["errors"][0]["parameter"], parameter, "{query}: {}", answer.text());
    }
}

#[tokio::test]
async fn the_nearest_good_value_is_offered() {
    let world = World::invented();
    for (query, nearest) in [
        ("weekday=funday", "sun"),
        ("fellowship=narcotics+anonymus", "na"),
        ("covers=opioid", "opioids"),
        ("type=opn", "open"),
        ("tz=America/Los_Angelos", "America/Los_Angeles"),
        ("when=tonite", "tonight"),
        ("sort=nearst", "nearest"),
        ("fields=nam", "name"),
        ("country=Untied+Kingdom", "GB"),
    ] {
        let json = world.search(query).await.json();
        assert_eq!(json["errors"][0]["nearest"], nearest, "{query}: {json}");
    }
    let days = world.search("weekday=funday").await.json()["errors"][0]["allowed"].clone();
    assert_eq!(days, json!(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]));
}

#[tokio::test]
async fn unknown_parameters_are_named_with_the_nearest() {
    let world = World::invented();
    for (query, nearest) in [
        ("radus_km=5", json!("radius_km")),
        ("language=en", json!("lang")),
        ("day=mon", json!("weekday")),
        ("lat=37.5", json!("near")),
        ("literal=off", json!("understand")),
        ("utm_source=x", json!(null)),
    ] {
        let answer = world.search(query).await;
        assert_eq!(answer.problem(), "unknown-parameter", "{query}");
        assert_eq!(answer.json()["errors"][0]["nearest"], nearest, "{query}");
    }
    let json = world.search("radus_km=5").await.json();
    assert_eq!(json["errors"][0]["parameter"], "radus_km");
    assert_eq!(json["errors"][0]["value"], json!(null), "what is not known may hold anything");
    let located = world.search("lat=37.5").await.json();
    assert_eq!(located["errors"][0]["value"], json!(null), "a coordinate is not repeated");
}

#[tokio::test]
async fn an_empty_place_is_told() {
    let world = World::invented();
    for query in ["near=", "near=&when=today", "near=%20"] {
        let answer = world.search(query).await;
        assert_eq!(answer.problem(), "invalid-parameter", "{query}");
        assert_eq!(answer.json()["errors"][0]["parameter"], "near", "{query}");
    }
    assert_eq!(world.get("/?near=&fellowship=na").await.status, 200, "a form sends what was left empty");
}

#[tokio::test]
async fn all_faults_are_told_at_once() {
    let world = World::invented();
    let json = world.search("weekday=funday&limit=0&sort=random").await.json();
    assert_eq!(json["errors"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn the_same_fields_can_be_posted() {
    let world = World::invented();
    let json_body = r#"{"near":[37.3512,-121.8841],"radius_km":2,"fellowship":["na","aa"]}"#;
    let form_body = "near=37.3512%2C-121.8841&radius_km=2&fellowship=na&fellowship=aa";
    for (content_type, body) in [
        ("application/json", json_body),
        ("application/json; charset=utf-8", json_body),
        ("application/x-www-form-urlencoded", form_body),
    ] {
        let answer = world.post("/v1/meetings", content_type, body).await;
        assert_eq!(answer.names().len(), 2, "{content_type}");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    let geojson = world.post("/v1/meetings.geojson", "application/json", json_body).await;
    assert_eq!(geojson.json()["type"], "FeatureCollection");
    assert_eq!(world.post("/v1/meetings", "text/plain", "q=x").await.problem(), "unsupported-media-type");
    assert_eq!(world.post("/v1/meetings", "application/json", "{").await.problem(), "invalid-body");
    assert_eq!(
        world.post("/v1/meetings", "application/json", "{\"qq\":1}").await.problem(),
        "unknown-parameter"
    );
    let large = format!("{{\"q\":\"{}\"}}", "a".repeat(20_000));
    assert_eq!(world.post("/v1/meetings", "application/json", &large).await.problem(), "body-too-large");
}

#[tokio::test]
async fn the_server_zone_is_taken_last() {
    let meetings: Vec<Meeting> = meetings();
    let timezone = everyroom_feeds::zone::Zone::parse("Europe/Berlin").unwrap();
    let world = World::with(meetings, everyroom_api::ApiConfig { timezone, ..crate::world::config() });
    let window = world.search("when=today").await.json()["interpreted"]["window"].clone();
    assert_eq!(window["tz"], "Europe/Berlin");
    assert_eq!(window["to"], "2026-11-24T00:00:00+01:00");
    // no zone on the high seas
    let at_sea = world.search("near=0.5,-30").await.json()["interpreted"]["window"].clone();
    assert_eq!(at_sea["tz_source"], "server");
}
