//! What people ask to have taken out comes to the operator, who decides; their words go nowhere else.

use crate::http::{Site, post_form};
use crate::world::{World, list};
use serde_json::json;

#[test]
fn a_request_goes_from_the_page_to_the_operator_and_is_forgotten() {
    let mut world = World::new().at("2026-11-22T20:00:00Z");
    let site = Site::feed(list("Quay", 3));
    world.source("quay", &site, "/feed.json", "fellowship = 'aa'");
    world.crawl(0);
    let server = world.serve();
    let form = "what=%2Fsources%2Fquay&scope=source&why=whisperedreason&reply=asker%40example.org";
    let sent = post_form(server.addr, "/withdraw", form);
    assert_eq!((sent.status, sent.headers["location"].as_str()), (303, "/withdraw/sent?number=1"));
    let words = post_form(server.addr, "/withdraw", "what=%1B%5B31mred&scope=detail");
    assert_eq!(words.status, 303);

    let open = world.run(&["requests", "list", "--json"]).json();
    assert_eq!((&open[0]["number"], &open[0]["source"]), (&json!(1), &json!("quay")));
    assert_eq!(open[1]["what"], "[31mred", "nothing that plays with a terminal");
    let shown = world.run(&["requests", "show", "1"]);
    for part in ["whisperedreason", "asker@example.org", "everyroom sources opt-out quay", "requests close 1"]
    {
        assert!(shown.out.contains(part), "{part}: {shown:?}");
    }
    assert_eq!(server.total(""), 3, "nothing happens by itself");

    assert_eq!(world.run(&["requests", "close", "1"]).code, 0);
    assert_eq!(world.run(&["requests", "close", "1"]).code, 2, "it is closed already");
    assert_eq!(world.run(&["requests", "close", "9"]).code, 2);
    assert_eq!(world.run(&["requests", "show", "9"]).code, 2);
    let closed = world.run(&["requests", "show", "1", "--json"]).json();
    assert_eq!((&closed["reply"], &closed["why"]), (&json!(null), &json!("")));
    assert_eq!(world.run(&["requests", "list", "--json"]).json().as_array().unwrap().len(), 1);
    assert_eq!(world.run(&["requests", "list", "--all", "--json"]).json().as_array().unwrap().len(), 2);

    let metrics = server.get("/metrics").body;
    let (_, log) = server.stop();
    for secret in ["whisperedreason", "asker"] {
        assert!(!log.contains(secret), "{secret} is in the log: {log}");
        assert!(!metrics.contains(secret), "{secret} is in the metrics");
    }
}
