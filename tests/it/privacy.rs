//! What was asked, from where, by whom: none of it is written anywhere.

use crate::http::{Site, get_with};
use crate::world::{World, list};

#[test]
fn logs_hold_neither_words_nor_coordinates_nor_clients() {
    let mut world = World::new().at("2026-11-22T20:00:00Z");
    let site = Site::feed(list("Quiet", 5));
    world.source("quiet", &site, "/feed.json", "fellowship = 'aa'");
    world.crawl(0);
    let mut command_env = world.try_serve(&[]).unwrap();
    let addr = command_env.addr;
    for target in [
        "/v1/meetings?q=whisperedword&near=37.4242,-121.9797&radius_km=7",
        "/v1/meetings?q=whisperedword&weekday=funday",
        "/?q=whisperedword&near=37.4242,-121.9797",
        "/v1/meetings/whisperedword",
        "/v1/suggest?q=whisperedword&ui_lang=en",
        "/v1/suggest?q=whisperedword&whisperedword=1",
        "/nowhere?q=whisperedword",
    ] {
        let got = get_with(
            addr,
            target,
            &[("User-Agent", "secretagent"), ("Referer", "http://whisperedword.example")],
        );
        assert!(got.status < 500, "{target}: {}", got.status);
    }
    let metrics = command_env.get("/metrics").body;
    let (_, log) = {
        let server = std::mem::replace(&mut command_env, world.serve());
        server.stop()
    };
    for secret in ["whisperedword", "37.4242", "121.9797", "secretagent", "127.0.0.1"] {
        assert!(!log.contains(secret), "{secret} is in the log: {log}");
        assert!(!metrics.contains(secret), "{secret} is in the metrics");
    }
    assert!(log.contains("/v1/suggest"), "what is typed is asked for: {log}");
    assert!(log.contains("/v1/meetings"), "requests are logged by their route: {log}");
    assert!(metrics.contains("/v1/meetings"), "routes are counted: {metrics}");
}

/// Invented people of an invented list: in fields for them, in notes, in the name, and as a mailbox.
const TELLING: [&str; 9] = [
    "Fenwickson",
    "Quillard",
    "555-0142",
    "5550142",
    "555-0199",
    "5550199",
    "quillard@",
    "@example.org",
    "Zephyrine",
];

#[test]
fn no_page_and_no_answer_names_anybody_or_gives_a_private_number() {
    let mut records: Vec<serde_json::Value> = serde_json::from_str(&list("Named", 3)).unwrap();
    for (record, more) in records.iter_mut().zip([
        serde_json::json!({
            "contact_1_name": "Zephyrine Fenwickson",
            "contact_1_phone": "(408) 555-0142",
            "contact_1_email": "zephyrine@example.org",
            "author": "Zephyrine Fenwickson",
        }),
        serde_json::json!({ "notes": "Side door. Call Linda Quillard at 408-555-0142 or write to quillard@example.org." }),
        serde_json::json!({ "name": "Named group 2 (contact: Linda Quillard, 408-555-0199)", "location_notes": "Ask for Odalys Quillard (408) 555-0199" }),
    ]) {
        for (name, value) in more.as_object().unwrap() {
            record[name] = value.clone();
        }
    }
    let site = Site::feed(serde_json::to_string(&records).unwrap());
    let mut world = World::new().at("2026-11-22T20:00:00Z");
    world.source("named", &site, "/feed.json", "fellowship = 'aa'");
    world.crawl(0);
    let server = world.serve();
    let listings = server.all("");
    assert_eq!(listings.len(), 3);
    let mut addresses: Vec<String> = [
        "/",
        "/?when=week",
        "/?q=named",
        "/?q=quillard",
        "/?when=week&view=map",
        "/sources",
        "/sources/named",
        "/fellowships/aa",
        "/embed?fellowship=aa",
        "/v1/sources/named/report",
        "/v1/suggest?q=named",
        "/v1/suggest?q=quil",
        "/v1/facets",
    ]
    .map(str::to_owned)
    .to_vec();
    for form in ["json", "geojson", "csv", "ndjson", "ics", "txt"] {
        addresses.push(format!("/v1/meetings.{form}"));
    }
    for listing in &listings {
        let id = listing["id"].as_str().unwrap();
        addresses.extend([
            format!("/m/{id}"),
            format!("/v1/meetings/{id}"),
            format!("/v1/meetings/{id}.ics"),
        ]);
    }
    let mut masked = 0;
    for address in &addresses {
        let got = get_with(server.addr, address, &[("Accept", "text/html,*/*;q=0.5")]);
        assert_eq!(got.status, 200, "{address}");
        // what was asked stands in the form again
        let body =
            got.body.replace("value=\"quillard\"", "").replace("q=quillard", "").replace("“quillard”", "");
        for telling in TELLING {
            assert!(!body.contains(telling), "{telling} in {address}:\n{body}");
        }
        masked += usize::from(body.contains("[contact removed]"));
    }
    assert!(masked >= 3, "the notes are shown, without whom they named");
    assert_eq!(server.total("&q=quillard"), 0, "nobody is found by a name");
    let report = server.json("/v1/sources/named/report");
    assert!(report.to_string().contains("personal_data_suspected"), "{report}");
}
