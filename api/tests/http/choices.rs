//! What can be chosen says what would come of it.

use crate::world::World;

#[tokio::test]
async fn choices_say_how_many_meetings_they_would_leave() {
    let world = World::invented();
    let html = world.get("/?fellowship=na").await.text();
    let facets = world.get("/v1/facets?fellowship=na").await.json()["facets"].clone();
    let mut seen = 0;
    for name in ["weekday", "attendance", "covers"] {
        for value in facets[name].as_array().unwrap() {
            let (label, count) = (value["label"].as_str().unwrap(), value["count"].as_u64().unwrap());
            assert!(html.contains(&format!(">{label} ({count})</option>")), "{label} {count}: {html}");
            seen += 1;
        }
    }
    assert!(seen >= 2, "{seen}");
    assert!(!world.get("/").await.text().contains(")</option>"), "the first page counts nothing");
}

#[tokio::test]
async fn a_field_that_was_left_to_the_words_says_what_they_say() {
    let world = World::invented();
    let written = world.get("/?q=na+wheelchair+tonight&fellowship=&ui_lang=en").await.text();
    for said in [
        "<option value=\"\">As you wrote: Tonight</option>",
        "<option value=\"\">As you wrote: Narcotics Anonymous</option>",
        "value=\"step_free\" checked disabled>",
        "<option value=\"\">In any way</option>",
    ] {
        assert!(written.contains(said), "{said}: {written}");
    }
    let chosen = world.get("/?q=na&when=tomorrow&access=step_free&ui_lang=en").await.text();
    assert!(chosen.contains("<option value=\"\">Any time</option>"), "{chosen}");
    assert!(chosen.contains("<option value=\"tomorrow\" selected>"), "{chosen}");
    assert!(chosen.contains("value=\"step_free\" checked>"), "{chosen}");
}
