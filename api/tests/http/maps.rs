//! Maps of results and of a meeting, without a script.

use crate::world::World;

#[tokio::test]
async fn results_can_be_seen_on_a_map() {
    let world = World::invented();
    let list = world.get("/?q=San+Jose&attendance=in_person").await.text();
    assert!(list.contains("view=map") && !list.contains("class=\"map\""), "{list}");
    let shown = world.get("/?q=San+Jose&attendance=in_person&view=map").await.text();
    for expected in
        ["<svg class=\"map\"", "role=\"img\"", "class=\"n\"", "id=\"n1\"", "San Jose with numbered meetings"]
    {
        assert!(shown.contains(expected), "{expected}: {shown}");
    }
    assert!(!shown.contains("style=") && shown.contains("mi</text>"), "{shown}");
    let persian = world.get("/?q=San+Jose&attendance=in_person&view=map&ui_lang=fa").await.text();
    assert!(persian.contains(">۱"), "{persian}");
    let online = world.get("/?attendance=online&fellowship=aa&view=map").await.text();
    assert!(!online.contains("<svg class=\"map\""), "nobody is sent to the place of an online meeting");
}

#[tokio::test]
async fn a_meeting_with_a_room_has_a_map() {
    let world = World::invented();
    let page = async |words: &str| {
        let id = world.search(words).await.json()["meetings"][0]["id"].as_str().unwrap().to_owned();
        world.get(&format!("/m/{id}")).await.text()
    };
    let room = page("q=Clean+Start").await;
    assert!(room.contains("<svg class=\"map\"") && room.contains("class=\"p\""), "{room}");
    assert!(!page("q=Candle+Room").await.contains("<svg class=\"map\""));
}
