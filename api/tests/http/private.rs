//! A search near the asker: by POST, rounded, and in no address.

use crate::world::{World, many};

const FORM: &str = "application/x-www-form-urlencoded";

/// Addresses and queries that a page holds, but for the hidden field of the point.
fn addresses(html: &str) -> Vec<String> {
    let marks = [
        "href=\"",
        "action=\"",
        "name=\"then\" value=\"",
        "content=\"",
        "src=\"",
        "name=\"cursor\" value=\"",
    ];
    let held = marks.iter().flat_map(|mark| html.split(mark).skip(1));
    held.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn the_place_of_a_private_search_stands_in_no_address() {
    let world = World::of(many(30));
    let page = world.post("/", FORM, "near=37.33821234%2C-121.88632999&attendance=in_person").await;
    let html = page.text();
    assert_eq!((page.status.as_u16(), page.header("cache-control")), (200, "no-store"), "{html}");
    assert!(html.contains("Meetings near <bdi>you</bdi>") && html.contains("Near you"), "{html}");
    for address in addresses(&html) {
        assert!(!address.contains("37.33") && !address.contains("121.88"), "{address}");
    }
    assert!(html.contains("name=\"near\" value=\"37.338,-121.886\""), "{html}");
    assert!(
        !html.contains("37.3382") && !html.contains("rel=\"alternate\"") && !html.contains("hreflang"),
        "{html}"
    );
    // the next page and a step to another search, as the buttons send them
    let cursor = html.split("name=\"cursor\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let next =
        world.post("/", FORM, &format!("attendance=in_person&near=37.338%2C-121.886&cursor={cursor}")).await;
    assert!(next.text().contains("21–30 of 30"), "{}", next.text());
    let step = world.post("/", FORM, "near=37.338%2C-121.886&then=when%3Dtomorrow").await.text();
    assert!(step.contains("Tomorrow") && step.contains("Near you"), "{step}");
}

#[tokio::test]
async fn a_place_that_is_left_out_or_named_leads_to_an_address_that_can_be_shared() {
    let world = World::of(many(3));
    for (body, to) in [
        ("near=37.338%2C-121.886&then=when%3Dtomorrow%26near%3D", "/?when=tomorrow"),
        ("near=37.338%2C-121.886&q=tomorrow+in+San+Jose", "/?q=tomorrow+in+San+Jose"),
    ] {
        let answer = world.post("/", FORM, body).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, to), "{body}");
    }
}

#[tokio::test]
async fn without_a_place_one_is_asked_for() {
    let world = World::of(many(3));
    for body in ["near=", "", "near=somewhere", "near=91%2C0"] {
        let page = world.post("/", FORM, body).await;
        assert_eq!(page.status, 200, "{body}");
        assert!(page.text().contains("No place was sent") && page.text().contains("name=\"q\""));
    }
    assert_eq!(world.post("/", FORM, &"a".repeat(20_000)).await.status, 413);
}

#[tokio::test]
async fn words_mean_the_same_on_pages_and_in_the_api() {
    let world = World::invented();
    let (mut found, mut close) = (0, 0);
    for words in [
        "na tonight",
        "women",
        "san jose",
        "clean start",
        "online now",
        "al-anon london",
        "aa sunday evening",
        "meetings for families",
        "step free",
        "smart tuesday",
        "al-anon wheelchair",
        "smart in english sunday",
    ] {
        let query = url_of(words);
        let json = world.search(&format!("{query}&limit=20")).await.json();
        // where nothing fits, the page shows the first few of what comes close
        let (shown, most) = match json["total"].as_u64() {
            Some(0) => (&json["instead"]["meetings"], 5),
            _ => (&json["meetings"], 20),
        };
        let html = world.get(&format!("/?{query}")).await.text();
        let list =
            html.split("<ol class=\"cards\">").nth(1).unwrap_or_default().split("</ol>").next().unwrap();
        let ids: Vec<&str> = list
            .split("<h3>")
            .skip(1)
            .map(|card| card.split("/m/").nth(1).unwrap().split(['"', '?']).next().unwrap())
            .collect();
        let shown = shown.as_array().unwrap_or_else(|| panic!("{words}: {json}")).iter().take(most);
        let wanted: Vec<&str> = shown.map(|meeting| meeting["id"].as_str().unwrap()).collect();
        assert!(!wanted.is_empty(), "{words} finds nothing, and nothing comes close: {json}");
        assert_eq!(ids, wanted, "{words}");
        *(if most == 5 { &mut close } else { &mut found }) += 1;
    }
    assert!(found >= 8 && close >= 1, "{found} questions found something, {close} something close");
}

fn url_of(words: &str) -> String {
    format!("q={}", words.replace(' ', "+"))
}

#[tokio::test]
async fn who_presses_near_me_is_there_with_all_that_was_chosen() {
    let world = World::of(many(30));
    let here = "here=37.33821234%2C-121.88632999";
    // from a private page, whose form holds the place of before too
    let moved = world.post("/", FORM, &format!("near=51.5%2C-0.1&{here}&when=tomorrow")).await.text();
    assert!(
        moved.contains("name=\"near\" value=\"37.338,-121.886\"") && moved.contains("Tomorrow"),
        "{moved}"
    );
    assert_eq!(moved.matches("name=\"near\"").count(), moved.matches("name=\"near\" value=\"37.338").count());
    // whatever place the words or the choices name
    let body = format!("{here}&q=tomorrow+in+San+Jose&country=GB&hours=evening");
    let page = world.post("/", FORM, &body).await;
    let html = page.text();
    assert_eq!(page.status, 200);
    for said in ["Near you", "Tomorrow", "5:00 pm to 9:00 pm"] {
        assert!(html.contains(said), "{said} in {html}");
    }
    assert!(!html.contains("Near San Jose") && !html.contains("United Kingdom"), "{html}");
}

#[tokio::test]
async fn without_a_place_what_was_chosen_stays() {
    let world = World::of(many(3));
    let page = world.post("/", FORM, "here=&q=women&when=tonight&access=step_free").await.text();
    assert!(page.contains("No place was sent") && page.contains("value=\"women\""), "{page}");
    assert!(
        page.contains("value=\"tonight\" selected") && page.contains("value=\"step_free\" checked"),
        "{page}"
    );
    let elsewhere = world.post("/", FORM, "here=&near=37.338%2C-121.886&q=room").await.text();
    assert!(elsewhere.contains("Near you"), "the place of before stays: {elsewhere}");
}

#[tokio::test]
async fn a_private_search_has_a_map() {
    let world = World::of(many(3));
    let page = world.post("/", FORM, "near=37.338%2C-121.886&then=view%3Dmap").await.text();
    assert!(page.contains("<svg class=\"map\"") || page.contains("class=\"map"), "{page}");
    assert!(page.contains("class=\"y\""), "and the asker on it: {page}");
}
