//! The list for other sites.

use crate::world::{World, many};

#[tokio::test]
async fn a_list_may_be_framed_and_nothing_else() {
    let world = World::invented();
    let list = world.get("/embed?fellowship=na").await;
    let text = list.text();
    assert_eq!(list.status, 200, "{text}");
    assert!(list.header("content-security-policy").ends_with("frame-ancestors *"));
    assert!(text.contains("<h1>Narcotics Anonymous</h1>") && text.contains("Clean Start"), "{text}");
    assert!(text.contains("<base target=\"_top\">") && !text.contains("<script"), "{text}");
    assert!(text.contains("href=\"/?fellowship=na\""), "{text}");
    for bad in ["/embed?limit=0&fellowship=na", "/embed?when=funday"] {
        let answer = world.get(bad).await;
        assert_eq!(answer.status, 400, "{bad}");
        assert!(answer.header("content-security-policy").ends_with("frame-ancestors *"), "{bad}");
    }
    for page in ["/embed", "/embed?ui_lang=de", "/check", "/?fellowship=na"] {
        let policy = world.get(page).await;
        assert!(policy.header("content-security-policy").ends_with("frame-ancestors 'none'"), "{page}");
    }
}

#[tokio::test]
async fn as_many_as_are_asked_for() {
    let world = World::of(many(80));
    for (query, count) in [("fellowship=na", 10), ("limit=50", 50), ("limit=1", 1)] {
        let text = world.get(&format!("/embed?{query}")).await.text();
        assert_eq!(text.matches("class=\"card timed\"").count(), count, "{query}");
    }
    for limit in ["0", "51", "x", "-1", "%3Cscript%3E"] {
        let answer = world.get(&format!("/embed?limit={limit}")).await;
        assert_eq!(answer.status, 400, "{limit}");
        assert!(!answer.text().contains("<script>"), "{limit}");
    }
}

#[tokio::test]
async fn nothing_found_is_said_and_leads_on() {
    let world = World::invented();
    let text = world
        .get("/embed?fellowship=na&q=nosuchwordanywhere&understand=off&near=37.3512,-121.8841")
        .await
        .text();
    assert!(text.contains("No meeting has all of that"), "{text}");
    assert!(text.contains("href=\"/?fellowship=na&#38;q=nosuchwordanywhere&#38;understand=off\""), "{text}");
    assert!(!text.contains("37.35"), "coordinates stand in no link");
    // what only a point makes sense of goes with it
    let text = world.get("/embed?near=37.3512,-121.8841&radius_km=5&sort=nearest&fellowship=na").await.text();
    let link = text.split("href=\"/?").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(link, "fellowship=na", "{text}");
    let empty = World::empty().get("/embed?fellowship=na").await;
    assert_eq!(empty.status, 200);
}

#[tokio::test]
async fn how_to_embed_is_told() {
    let world = World::invented();
    let text = world.get("/embed").await.text();
    assert!(text.contains("&#60;iframe src=") && text.contains("/embed?limit=5"), "{text}");
}

#[tokio::test]
async fn what_cannot_be_used_is_said_in_the_frame() {
    let world = World::invented();
    for query in ["fellowship=na&limit=500", "fellowship=na&weekday=funday"] {
        let page = world.get(&format!("/embed?{query}")).await;
        let html = page.text();
        assert_eq!(page.status, 400, "{query}");
        assert!(html.contains("<base target=\"_top\">") && !html.contains("<form"), "{html}");
        assert!(html.contains("Something could not be used") && html.contains("href=\"/\""), "{html}");
    }
}
