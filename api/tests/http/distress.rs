//! Whoever is in distress gets help first; where there is no meeting, what is known all the same.

use crate::world::{World, meetings};

#[tokio::test]
async fn words_that_call_for_help_get_the_lines_before_everything_else() {
    let world = World::of(meetings());
    for query in
        ["q=i+want+to+die", "q=i+want+to+die+fellowship+oa+tuesday", "q=overdose", "q=overdose+london"]
    {
        let html = world.get(&format!("/?{query}")).await.text();
        let main = html.split("<main").nth(1).unwrap();
        let (help, heading) = (main.find("say help").unwrap(), main.find("<h1>").unwrap());
        assert!(help < heading && main.matches("say help").count() == 1, "{query}: {html}");
    }
}

#[tokio::test]
async fn texts_to_be_read_out_begin_with_help_where_it_is_called_for() {
    let world = World::of(meetings());
    let said = world.get("/v1/meetings.txt?q=i+want+to+die&near=San+Jose").await.text();
    assert!(
        said.starts_with("Need to talk now? Call or text 988") && said.contains("Overdose? Call 911"),
        "{said}"
    );
    let other = world.get("/v1/meetings.txt?q=na").await.text();
    assert!(!other.contains("988"), "{other}");
}

#[tokio::test]
async fn who_mourns_is_not_sent_to_others() {
    let world = World::of(meetings());
    let html = world.get("/?q=my+daughter+died").await.text();
    assert!(html.contains("href=\"/which?for=bereaved\"") && !html.contains("Online, on now</h2>"), "{html}");
}

#[tokio::test]
async fn what_is_known_of_a_group_in_a_place_is_said() {
    let world = World::of(meetings());
    let html = world.get("/?fellowship=oa&near=San+Jose").await.text();
    assert!(html.contains("Overeaters Anonymous</bdi> in <bdi>California</bdi>"), "{html}");
}
